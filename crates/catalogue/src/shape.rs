//! Types of parameters and results, as a line of a service's file says them.
//!
//! `{A!3 B:s C` is an object with a required `A` of the shape on line 3, a `B` that is text, and a `C` of which nothing is
//! said, which is text, too; `|…` an object of which one member is given; `[3` a list; `<s 3` a map; `=A|B` a choice; a letter
//! is a simple type, with `MIN..MAX` and a pattern where there are any: `s` text, `i` whole number, `d` number, `b` truth value,
//! `t` time, `x` bytes, `j` any JSON.

/// What stands for a shape: a simple type, or a line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShapeId {
    /// A simple type by its letter.
    Simple(char),
    /// The shape on this line of the service's shapes, from 0.
    Line(u32),
}

/// What a value must be. Texts are parts of the service's file.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape<'s> {
    /// An object with these members; of a union one is given.
    Structure {
        /// The members, in the order of the API.
        members: Vec<Member<'s>>,
        /// Whether just one of them is given.
        is_union: bool,
    },
    /// An array.
    List(ShapeId),
    /// An object with any names.
    Map {
        /// What its names are.
        key: ShapeId,
        /// What it holds.
        value: ShapeId,
    },
    /// One of these texts.
    Choice(Vec<&'s str>),
    /// Text.
    Text(Limits<'s>),
    /// A whole number.
    Integer(Limits<'s>),
    /// A number.
    Number(Limits<'s>),
    /// `true` or `false`.
    Boolean,
    /// A point in time, as text of RFC 3339.
    Time,
    /// Bytes, which Step Functions writes and reads as text.
    Bytes,
    /// Any JSON.
    Any,
}

/// A member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member<'s> {
    /// Its name, as Step Functions has it.
    pub name: &'s str,
    /// Whether a call must give it.
    pub required: bool,
    /// What it holds.
    pub shape: ShapeId,
}

/// How long a text may be or how large a number, and how a text must look. None of them is enforced here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits<'s> {
    /// The least, as it is written.
    pub least: Option<&'s str>,
    /// The most, as it is written.
    pub most: Option<&'s str>,
    /// A regular expression.
    pub pattern: Option<&'s str>,
}

impl ShapeId {
    /// Reads a letter or a number; what is neither is any JSON.
    pub(crate) fn read(text: &str) -> Self {
        match (text.parse(), text.chars().next()) {
            (Ok(line), _) => Self::Line(line),
            (Err(_), Some(letter)) => Self::Simple(letter),
            (Err(_), None) => Self::Simple('j'),
        }
    }
}

impl<'s> Shape<'s> {
    /// Reads a line.
    pub(crate) fn read(line: &'s str) -> Self {
        let Some(sign) = line.chars().next() else { return Self::Any };
        let rest = &line[sign.len_utf8()..];
        match sign {
            '{' | '|' => {
                let members = rest.split(' ').filter(|word| !word.is_empty()).map(Member::read).collect();
                Self::Structure { members, is_union: sign == '|' }
            }
            '[' => Self::List(ShapeId::read(rest)),
            '<' => {
                let (key, value) = rest.split_once(' ').unwrap_or(("s", rest));
                Self::Map { key: ShapeId::read(key), value: ShapeId::read(value) }
            }
            '=' => Self::Choice(rest.split('|').collect()),
            _ => Self::simple(sign, Limits::read(rest)),
        }
    }

    /// The simple type of a letter.
    pub(crate) fn simple(letter: char, limits: Limits<'s>) -> Self {
        match letter {
            's' => Self::Text(limits),
            'i' => Self::Integer(limits),
            'd' => Self::Number(limits),
            'b' => Self::Boolean,
            't' => Self::Time,
            'x' => Self::Bytes,
            _ => Self::Any,
        }
    }

    /// What it is, in words: `text`, `a list`.
    #[must_use]
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::Structure { .. } | Self::Map { .. } => "an object",
            Self::List(_) => "a list",
            Self::Choice(_) => "one of some texts",
            Self::Text(_) => "text",
            Self::Integer(_) => "a whole number",
            Self::Number(_) => "a number",
            Self::Boolean => "true or false",
            Self::Time => "a time",
            Self::Bytes => "text (bytes)",
            Self::Any => "any JSON",
        }
    }
}

impl<'s> Member<'s> {
    fn read(word: &'s str) -> Self {
        match word.split_once(['!', ':']) {
            None => Self { name: word, required: false, shape: ShapeId::Simple('s') },
            Some((name, shape)) => {
                let shape = if shape.is_empty() { ShapeId::Simple('s') } else { ShapeId::read(shape) };
                Self { name, required: word.as_bytes().get(name.len()) == Some(&b'!'), shape }
            }
        }
    }
}

impl<'s> Limits<'s> {
    fn read(text: &'s str) -> Self {
        let (range, pattern) = text.split_once(' ').map_or((text, None), |(range, pattern)| (range, Some(pattern)));
        let (least, most) = range.split_once("..").unwrap_or_default();
        let some = |bound: &'s str| Some(bound).filter(|bound| !bound.is_empty());
        Self { least: some(least), most: some(most), pattern }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let text = ShapeId::Simple('s');
        let member = |name, required, shape| Member { name, required, shape };
        for (line, expected) in [
            (
                "{A!3 B:b C D!",
                Shape::Structure {
                    members: vec![
                        member("A", true, ShapeId::Line(3)),
                        member("B", false, ShapeId::Simple('b')),
                        member("C", false, text),
                        member("D", true, text),
                    ],
                    is_union: false,
                },
            ),
            ("{", Shape::Structure { members: vec![], is_union: false }),
            ("[12", Shape::List(ShapeId::Line(12))),
            ("<s 4", Shape::Map { key: text, value: ShapeId::Line(4) }),
            ("=A|B C", Shape::Choice(vec!["A", "B C"])),
            ("s1..64 ^[a-z ]+$", Shape::Text(Limits { least: Some("1"), most: Some("64"), pattern: Some("^[a-z ]+$") })),
            ("i0..", Shape::Integer(Limits { least: Some("0"), ..Limits::default() })),
            ("t", Shape::Time),
            ("", Shape::Any),
        ] {
            assert_eq!(Shape::read(line), expected, "{line}");
        }
    }
}
