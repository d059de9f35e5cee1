//! Pattern text to tree (ECMAScript with its web-compatible leniency).

use crate::limits;

/// A piece of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Empty,
    Char(char),
    Any,
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
    Start,
    End,
    WordBoundary {
        negated: bool,
    },
    /// A capturing group by number, from 1.
    Capture(usize, Box<Piece>),
    BackReference(usize),
    Sequence(Vec<Piece>),
    Alternatives(Vec<Piece>),
    Repeat {
        piece: Box<Piece>,
        least: u32,
        most: Option<u32>,
        lazy: bool,
        captures: (usize, usize),
    },
    Look {
        piece: Box<Piece>,
        behind: bool,
        negated: bool,
    },
}

/// A pattern with its number of groups.
#[derive(Debug)]
pub(super) struct Pattern {
    pub piece: Piece,
    pub groups: usize,
}

pub(super) fn parse(text: &str) -> Result<Pattern, String> {
    let chars: Vec<char> = text.chars().collect();
    let (total, names) = groups_of(&chars);
    let mut parser = Parser { chars, at: 0, groups: 0, total, names, depth: 0 };
    let piece = parser.alternatives()?;
    if parser.at < parser.chars.len() {
        return Err("Unmatched ')'".to_owned());
    }
    Ok(Pattern { piece, groups: parser.groups })
}

/// Counts the capturing groups and their names ahead, as back references may point forwards.
fn groups_of(chars: &[char]) -> (usize, Vec<(String, usize)>) {
    let (mut count, mut names, mut at, mut in_class) = (0, Vec::new(), 0, false);
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let named = chars.get(at + 1) == Some(&'?')
                    && chars.get(at + 2) == Some(&'<')
                    && !matches!(chars.get(at + 3), Some('=' | '!'));
                if chars.get(at + 1) != Some(&'?') || named {
                    count += 1;
                }
                if named {
                    names.push((chars[at + 3..].iter().take_while(|char| **char != '>').collect(), count));
                }
            }
            _ => {}
        }
        at += 1;
    }
    (count, names)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    groups: usize,
    total: usize,
    names: Vec<(String, usize)>,
    depth: usize,
}

const DIGITS: [(char, char); 1] = [('0', '9')];
const WORD: [(char, char); 4] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const SPACE: [(char, char); 10] = [
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

/// Everything outside sorted ranges.
fn complement(ranges: &[(char, char)]) -> Vec<(char, char)> {
    let mut outside = Vec::new();
    let mut next = 0_u32;
    for (low, high) in ranges {
        if u32::from(*low) > next {
            let before = (u32::from(*low) - 1).min(0x10_ffff);
            outside.push((char::from_u32(next).unwrap_or('\0'), char::from_u32(before).unwrap_or('\u{d7ff}')));
        }
        next = u32::from(*high) + 1;
    }
    outside.push((char::from_u32(next).unwrap_or('\u{10ffff}'), '\u{10ffff}'));
    outside
}

fn class_escape(char: char) -> Option<Vec<(char, char)>> {
    Some(match char {
        'd' => DIGITS.to_vec(),
        'D' => complement(&DIGITS),
        'w' => WORD.to_vec(),
        'W' => complement(&WORD),
        's' => SPACE.to_vec(),
        'S' => complement(&SPACE),
        _ => return None,
    })
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = text.chars().enumerate().all(|(offset, char)| self.chars.get(self.at + offset) == Some(&char));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    fn alternatives(&mut self) -> Result<Piece, String> {
        self.depth += 1;
        if self.depth > limits::SYNTAX_DEPTH {
            return Err("Regular expression too large".to_owned());
        }
        let mut alternatives = vec![self.sequence()?];
        while self.eat("|") {
            alternatives.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Piece::Alternatives(alternatives) })
    }

    fn sequence(&mut self) -> Result<Piece, String> {
        let mut pieces = Vec::new();
        while let Some(char) = self.peek() {
            if matches!(char, '|' | ')') {
                break;
            }
            let first_group = self.groups;
            // Whatever stands in a group may be repeated, be it a place only.
            let behind = ["(?<=", "(?<!"].iter().any(|sign| sign.chars().eq(self.chars[self.at..].iter().copied().take(4)));
            let grouped = char == '(' && !behind;
            let piece = self.term()?;
            pieces.push(self.quantified(piece, grouped, first_group)?);
        }
        Ok(match pieces.len() {
            0 => Piece::Empty,
            1 => pieces.remove(0),
            _ => Piece::Sequence(pieces),
        })
    }

    fn quantified(&mut self, piece: Piece, grouped: bool, first_group: usize) -> Result<Piece, String> {
        let Some((least, most)) = self.quantifier()? else { return Ok(piece) };
        let lazy = self.eat("?");
        let is_place = matches!(piece, Piece::Start | Piece::End | Piece::WordBoundary { .. } | Piece::Look { behind: true, .. });
        if is_place && !grouped {
            return Err("Nothing to repeat".to_owned());
        }
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err("Nothing to repeat".to_owned());
        }
        Ok(Piece::Repeat { piece: Box::new(piece), least, most, lazy, captures: (first_group, self.groups) })
    }

    fn quantifier(&mut self) -> Result<Option<(u32, Option<u32>)>, String> {
        if self.eat("*") {
            return Ok(Some((0, None)));
        }
        if self.eat("+") {
            return Ok(Some((1, None)));
        }
        if self.eat("?") {
            return Ok(Some((0, Some(1))));
        }
        match self.counts() {
            Some((least, Some(most))) if least > most => Err("numbers out of order in {} quantifier".to_owned()),
            counts => Ok(counts),
        }
    }

    /// `{2}`, `{2,}` or `{2,4}`; anything else in braces is text.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let start = self.at;
        let counts = self.eat("{").then(|| {
            let least = self.digits()?;
            let most =
                if self.eat(",") { if self.peek() == Some('}') { None } else { Some(self.digits()?) } } else { Some(least) };
            self.eat("}").then_some((least, most))
        });
        let counts = counts.flatten();
        if counts.is_none() {
            self.at = start;
        }
        counts
    }

    fn digits(&mut self) -> Option<u32> {
        let start = self.at;
        let mut number = 0_u32;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }

    fn term(&mut self) -> Result<Piece, String> {
        let Some(char) = self.peek() else { return Ok(Piece::Empty) };
        if char == '(' {
            return self.group();
        }
        if char == '[' {
            return self.class();
        }
        if matches!(char, '*' | '+' | '?') || (char == '{' && self.counts().is_some()) {
            return Err("Nothing to repeat".to_owned());
        }
        self.at += 1;
        Ok(match char {
            '^' => Piece::Start,
            '$' => Piece::End,
            '.' => Piece::Any,
            '\\' => return self.escape(),
            char => Piece::Char(char),
        })
    }

    fn group(&mut self) -> Result<Piece, String> {
        self.eat("(");
        let look = |piece: Piece, behind: bool, negated: bool| Piece::Look { piece: Box::new(piece), behind, negated };
        let mut capture = None;
        let wrap: Box<dyn Fn(Piece) -> Piece> = if self.eat("?:") {
            Box::new(|piece| piece)
        } else if self.eat("?=") {
            Box::new(move |piece| look(piece, false, false))
        } else if self.eat("?!") {
            Box::new(move |piece| look(piece, false, true))
        } else if self.eat("?<=") {
            Box::new(move |piece| look(piece, true, false))
        } else if self.eat("?<!") {
            Box::new(move |piece| look(piece, true, true))
        } else {
            if self.eat("?<") {
                let name: String = self.chars[self.at..].iter().take_while(|char| **char != '>').collect();
                self.at += name.chars().count();
                if name.is_empty() || !self.eat(">") {
                    return Err("Invalid capture group name".to_owned());
                }
            } else if self.peek() == Some('?') {
                return Err("Invalid group".to_owned());
            }
            self.groups += 1;
            capture = Some(self.groups);
            Box::new(|piece| piece)
        };
        let inner = self.alternatives()?;
        if !self.eat(")") {
            return Err("Unterminated group".to_owned());
        }
        Ok(match capture {
            Some(number) => Piece::Capture(number, Box::new(inner)),
            None => wrap(inner),
        })
    }

    fn escape(&mut self) -> Result<Piece, String> {
        let Some(char) = self.peek() else { return Err("\\ at end of pattern".to_owned()) };
        if let Some(ranges) = class_escape(char) {
            self.at += 1;
            return Ok(Piece::Class { negated: false, ranges });
        }
        match char {
            'b' | 'B' => {
                self.at += 1;
                Ok(Piece::WordBoundary { negated: char == 'B' })
            }
            'k' if !self.names.is_empty() => {
                let rest: String = self.chars[self.at..].iter().collect();
                let name = rest.strip_prefix("k<").and_then(|rest| rest.split_once('>')).map(|(name, _)| name.to_owned());
                let name = name.ok_or_else(|| "Invalid named reference".to_owned())?;
                self.at += name.chars().count() + 3;
                let found = self.names.iter().find(|(known, _)| *known == name);
                found
                    .map(|(_, number)| Piece::BackReference(*number))
                    .ok_or_else(|| "Invalid named capture referenced".to_owned())
            }
            '1'..='9' => {
                let start = self.at;
                let number = self.digits().unwrap_or(0) as usize;
                if number <= self.total {
                    return Ok(Piece::BackReference(number));
                }
                self.at = start;
                Ok(Piece::Char(self.character_escape()?))
            }
            _ => Ok(Piece::Char(self.character_escape()?)),
        }
    }

    /// The character after a backslash, in and out of classes.
    fn character_escape(&mut self) -> Result<char, String> {
        let Some(char) = self.peek() else { return Err("\\ at end of pattern".to_owned()) };
        self.at += 1;
        Ok(match char {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            '0'..='7' => {
                let mut number = char.to_digit(8).unwrap_or(0);
                while let Some(digit) = self.peek().and_then(|char| char.to_digit(8)).filter(|digit| number * 8 + digit < 256) {
                    number = number * 8 + digit;
                    self.at += 1;
                }
                char::from_u32(number).unwrap_or('\0')
            }
            'c' => match self.peek().filter(char::is_ascii_alphabetic) {
                Some(letter) => {
                    self.at += 1;
                    char::from_u32(u32::from(letter) % 32).unwrap_or('\0')
                }
                None => {
                    self.at -= 1;
                    '\\'
                }
            },
            'x' => self.hexadecimal(2).unwrap_or('x'),
            'u' => self.hexadecimal(4).unwrap_or('u'),
            other => other,
        })
    }

    fn hexadecimal(&mut self, count: usize) -> Option<char> {
        let digits = self.chars.get(self.at..self.at + count)?;
        let number = digits.iter().try_fold(0, |sum, char| Some(sum * 16 + char.to_digit(16)?))?;
        self.at += count;
        if (0xd800..0xdc00).contains(&number) && self.eat("\\u") {
            let low = self.hexadecimal_unit()?;
            return char::from_u32(0x1_0000 + ((number - 0xd800) << 10) + (low - 0xdc00));
        }
        char::from_u32(number)
    }

    fn hexadecimal_unit(&mut self) -> Option<u32> {
        let digits = self.chars.get(self.at..self.at + 4)?;
        let number = digits.iter().try_fold(0, |sum, char| Some(sum * 16 + char.to_digit(16)?))?;
        self.at += 4;
        (0xdc00..0xe000).contains(&number).then_some(number)
    }

    fn class(&mut self) -> Result<Piece, String> {
        self.eat("[");
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        loop {
            let Some(char) = self.peek() else { return Err("Unterminated character class".to_owned()) };
            if char == ']' {
                self.at += 1;
                return Ok(Piece::Class { negated, ranges });
            }
            let Some(low) = self.class_atom(&mut ranges)? else { continue };
            if self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|next| *next != ']') {
                self.at += 1;
                match self.class_atom(&mut ranges)? {
                    Some(high) if low > high => return Err("Range out of order in character class".to_owned()),
                    Some(high) => ranges.push((low, high)),
                    None => ranges.extend([(low, low), ('-', '-')]),
                }
            } else {
                ranges.push((low, low));
            }
        }
    }

    /// One character of a class; `None` after a set such as `\d`, which is added at once.
    fn class_atom(&mut self, ranges: &mut Vec<(char, char)>) -> Result<Option<char>, String> {
        let Some(char) = self.peek() else { return Err("Unterminated character class".to_owned()) };
        self.at += 1;
        if char != '\\' {
            return Ok(Some(char));
        }
        match self.peek() {
            Some('b') => {
                self.at += 1;
                Ok(Some('\u{8}'))
            }
            Some(escaped) if class_escape(escaped).is_some() => {
                self.at += 1;
                ranges.extend(class_escape(escaped).unwrap_or_default());
                Ok(None)
            }
            _ => self.character_escape().map(Some),
        }
    }
}
