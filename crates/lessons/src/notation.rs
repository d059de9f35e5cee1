//! What is not as JSON wants it in an answer that somebody typed, told with the same answer as it is written.

use std::collections::BTreeSet;

use value::{Number, Object, Value};

/// Deeper answers are not looked into.
const DEEPEST: usize = 32;

/// Why a text is no JSON, and how it is written, if it can be seen what is meant; else with the reader's own message.
pub(crate) fn explained(text: &str, error: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return "Write your answer first, as JSON: a number, a text in double quotes, a list in `[ ]` or an object in `{ }`."
            .to_owned();
    }
    match Reader::read(text) {
        Some((meant, slips)) if !slips.is_empty() => {
            let rules: Vec<&str> = slips.into_iter().map(Slip::rule).collect();
            format!("In JSON {}: `{}`.", listed(&rules), spaced(&meant))
        }
        _ => format!("This is not JSON: {error}."),
    }
}

fn listed(rules: &[&str]) -> String {
    match rules {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        _ => rules.concat(),
    }
}

/// What is left out or written as in another language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    Brackets,
    Braces,
    Open,
    Comma,
    LastComma,
    Colon,
    Name,
    Quotes,
    Word,
    Number,
}

impl Slip {
    /// The rule.
    fn rule(self) -> &'static str {
        match self {
            Self::Brackets => "a list stands in square brackets",
            Self::Braces => "names with values stand in braces",
            Self::Open => "every bracket that is opened is closed",
            Self::Comma => "a comma stands between two values",
            Self::LastComma => "no comma stands behind the last value",
            Self::Colon => "a colon stands between a name and its value",
            Self::Name => "a name stands in double quotes",
            Self::Quotes => "a text stands in double quotes",
            Self::Word => "`true`, `false` and `null` have small letters",
            Self::Number => "a number is written like 12, -3 or 0.5",
        }
    }
}

/// Reads what is nearly JSON; nothing where it cannot be seen what is meant.
struct Reader<'a> {
    rest: &'a str,
    slips: BTreeSet<Slip>,
}

/// What stands in a list or an object.
enum Item {
    Value(Value),
    Member(String, Value),
}

impl<'a> Reader<'a> {
    fn read(text: &'a str) -> Option<(Value, BTreeSet<Slip>)> {
        let mut reader = Self { rest: text, slips: BTreeSet::new() };
        let whole = reader.items(None, 0).and_then(|items| reader.whole(items));
        let slips = reader.slips;
        let bare = || is_bare(text).then(|| (Value::from(text), BTreeSet::from([Slip::Quotes])));
        whole.map(|whole| (whole, slips)).or_else(bare)
    }

    /// What stands at the outermost: a value, or a list or an object without its brackets.
    fn whole(&mut self, mut items: Vec<Item>) -> Option<Value> {
        match &items[..] {
            [] => None,
            [Item::Value(_)] => match items.pop() {
                Some(Item::Value(value)) => Some(value),
                _ => None,
            },
            [Item::Value(_), ..] => {
                self.slips.insert(Slip::Brackets);
                list(items)
            }
            [Item::Member(..), ..] => {
                self.slips.insert(Slip::Braces);
                object(items)
            }
        }
    }

    /// Items up to a closing bracket, or to the end where there is none.
    fn items(&mut self, close: Option<char>, depth: usize) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        let (mut after_comma, mut is_parted) = (false, false);
        loop {
            let rest = split_blank(self.rest).1;
            self.rest = rest;
            let Some(sign) = rest.chars().next() else {
                self.note(close.is_some(), Slip::Open);
                break;
            };
            if Some(sign) == close {
                self.rest = &rest[1..];
                break;
            }
            if !items.is_empty() && !after_comma {
                self.slips.insert(is_parted.then_some(Slip::Comma)?);
            }
            items.push(self.item(depth)?);
            let (blank, rest) = split_blank(self.rest);
            self.rest = rest;
            // For who forgets a comma, a blank or a new line parts, too.
            is_parted = !blank.is_empty();
            after_comma = self.rest.starts_with([',', ';']);
            if after_comma {
                self.note(self.rest.starts_with(';'), Slip::Comma);
                self.rest = &self.rest[1..];
            }
        }
        self.note(after_comma, Slip::LastComma);
        Some(items)
    }

    fn note(&mut self, holds: bool, slip: Slip) {
        if holds {
            self.slips.insert(slip);
        }
    }

    fn item(&mut self, depth: usize) -> Option<Item> {
        let quoted = self.rest.starts_with(is_quote);
        let before = self.slips.clone();
        let value = self.value(depth)?;
        let rest = split_blank(self.rest).1;
        let Some(after) = rest.strip_prefix([':', '=']).filter(|after| !after.starts_with("//")) else {
            return Some(Item::Value(value));
        };
        let name = value.as_str().filter(|name| quoted || is_name(name))?.to_owned();
        let is_json = before == self.slips;
        self.slips = before;
        self.note(!is_json, Slip::Name);
        self.note(rest.starts_with('='), Slip::Colon);
        self.rest = split_blank(after).1;
        Some(Item::Member(name, self.value(depth)?))
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        let sign = self.rest.chars().next().filter(|_| depth < DEEPEST)?;
        match sign {
            '[' | '(' => {
                self.note(sign == '(', Slip::Brackets);
                self.rest = &self.rest[1..];
                list(self.items(Some(if sign == '(' { ')' } else { ']' }), depth + 1)?)
            }
            '{' => {
                self.rest = &self.rest[1..];
                object(self.items(Some('}'), depth + 1)?)
            }
            quote if is_quote(quote) => self.quoted(quote),
            _ => self.bare(),
        }
    }

    fn quoted(&mut self, quote: char) -> Option<Value> {
        let inner = &self.rest[quote.len_utf8()..];
        let is_end = |sign: char| sign == quote || (quote == '“' && sign == '”') || (quote == '‘' && sign == '’');
        let mut escaped = false;
        let (end, sign) = inner.char_indices().find(|(_, sign)| {
            let ends = !escaped && is_end(*sign);
            escaped = !escaped && *sign == '\\';
            ends
        })?;
        self.rest = &inner[end + sign.len_utf8()..];
        self.note(quote != '"', Slip::Quotes);
        let inner = &inner[..end];
        if quote == '"' { value::parse(&format!("\"{inner}\"")).ok() } else { Some(Value::from(inner)) }
    }

    /// A number or a word without quotes.
    fn bare(&mut self) -> Option<Value> {
        let end = self.rest.find(|sign: char| is_quote(sign) || ",;:=[]{}()\n".contains(sign)).unwrap_or(self.rest.len());
        let first = self.rest.find(char::is_whitespace).unwrap_or(end).min(end);
        // Of several numbers in a line, each is one; words are one text.
        let end = if number(&self.rest[..first]).is_some() && words_are_numbers(&self.rest[..end]) { first } else { end };
        let (word, rest) = self.rest.split_at(end);
        let word = word.trim_end();
        self.rest = rest;
        if let Ok(value) = value::parse(word) {
            return Some(value);
        }
        let (value, slip) = match (word.to_ascii_lowercase().as_str(), number(word)) {
            (_, Some(number)) => (Value::Number(number), Slip::Number),
            ("true", _) => (Value::Bool(true), Slip::Word),
            ("false", _) => (Value::Bool(false), Slip::Word),
            ("null" | "none" | "nil", _) => (Value::Null, Slip::Word),
            ("", _) => return None,
            _ => (Value::from(word), Slip::Quotes),
        };
        self.slips.insert(slip);
        Some(value)
    }
}

fn list(items: Vec<Item>) -> Option<Value> {
    let value = |item| match item {
        Item::Value(value) => Some(value),
        Item::Member(..) => None,
    };
    Some(Value::from(items.into_iter().map(value).collect::<Option<Vec<Value>>>()?))
}

fn object(items: Vec<Item>) -> Option<Value> {
    let mut members = Object::new();
    for item in items {
        let Item::Member(name, value) = item else { return None };
        members.insert(name.as_str(), value);
    }
    Some(Value::from(members))
}

/// As people write it: with a blank behind each comma and colon.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{}: {}", Value::from(&**name).to_json(), spaced(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        other => other.to_json(),
    }
}

fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '\'' | '`' | '“' | '”' | '‘' | '’')
}

/// Whether a word without quotes can be meant as a name.
fn is_name(word: &str) -> bool {
    word.starts_with(|sign: char| sign.is_alphabetic() || sign == '_') && !word.contains(char::is_whitespace)
}

/// Whether a text has no sign of anything but words.
fn is_bare(text: &str) -> bool {
    !text.contains(['"', '\'', '{', '}', '[', ']', '\n'])
}

fn words_are_numbers(words: &str) -> bool {
    words.split_whitespace().all(|word| number(word).is_some())
}

/// A number, if a word is one elsewhere.
fn number(word: &str) -> Option<Number> {
    let plain = word.starts_with(|sign: char| sign.is_ascii_digit() || "+-.".contains(sign));
    match value::parse(word) {
        Ok(Value::Number(number)) => Some(number),
        _ => word.parse::<f64>().ok().filter(|_| plain).and_then(Number::from_f64),
    }
}

fn split_blank(text: &str) -> (&str, &str) {
    text.split_at(text.len() - text.trim_start().len())
}
