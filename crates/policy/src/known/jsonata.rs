//! What a JSONata expression is known to give, without running it: texts joined with `&` or `$join`, either side of `? :`,
//! variables, and the members of an object that it constructs. Everything else is not known.

use super::{MOST_ALTERNATIVES, Variables, is_expression};
use crate::pattern::Pattern;

/// Deeper nesting is not looked into.
const MAX_DEPTH: usize = 40;

/// The texts that an expression `{% … %}` may give.
pub fn texts(source: &str, variables: &Variables) -> Vec<Pattern> {
    let Some(mut reader) = Reader::open(source, variables) else { return unknown() };
    let texts = reader.choice(0);
    match texts {
        Some(texts) if reader.at_end() => texts,
        _ => unknown(),
    }
}

/// What an object that an expression constructs holds.
pub struct Members {
    /// Names in their order, each with the texts that it may be; `None` where only a run knows.
    pub named: Vec<(String, Option<Vec<Pattern>>)>,
    /// Whether it holds nothing else.
    pub complete: bool,
}

/// The members of the object that an expression constructs, or merges with `$merge`; `None` where that cannot be told.
pub fn members(source: &str, variables: &Variables) -> Option<Members> {
    let mut reader = Reader::open(source, variables)?;
    let members = if reader.peek() == Some('{') { reader.object()? } else { reader.merged()? };
    reader.at_end().then_some(members)
}

fn unknown() -> Vec<Pattern> {
    vec![Pattern::any()]
}

#[derive(Clone)]
struct Reader<'a> {
    rest: &'a str,
    variables: &'a Variables,
}

impl<'a> Reader<'a> {
    fn open(source: &'a str, variables: &'a Variables) -> Option<Self> {
        is_expression(source).then(|| source.get(2..source.len() - 2)).flatten().map(|rest| Self { rest, variables })
    }

    /// `{name: value, …}`.
    fn object(&mut self) -> Option<Members> {
        self.take('{').then_some(())?;
        let mut named = vec![];
        while !self.take('}') {
            let key = self.string()?;
            self.take(':').then_some(())?;
            let start = self.clone();
            let value = self.choice(0).filter(|_| matches!(self.peek(), Some(',' | '}')));
            if value.is_none() {
                *self = start;
                self.skip_value()?;
            }
            named.push((key, value));
            self.take(',');
        }
        Some(Members { named, complete: true })
    }

    /// `$merge([this, that])`: what stands later overrides, and may be anything where it is not constructed here.
    fn merged(&mut self) -> Option<Members> {
        let is_merge = self.take('$') && self.word(0)? == "merge" && self.take('(') && self.take('[');
        is_merge.then_some(())?;
        let mut merged = Members { named: vec![], complete: true };
        while !self.take(']') {
            let start = self.clone();
            let object = self.object().filter(|_| matches!(self.peek(), Some(',' | ']')));
            if let Some(object) = object {
                merged.named.extend(object.named);
            } else {
                *self = start;
                self.skip_value()?;
                merged.named.iter_mut().for_each(|(_, value)| *value = None);
                merged.complete = false;
            }
            self.take(',');
        }
        self.take(')').then_some(merged)
    }

    /// `condition ? this : that`, or a joined text. `None` where the expression is of another kind.
    fn choice(&mut self, depth: usize) -> Option<Vec<Pattern>> {
        let texts = self.joined(depth)?;
        if self.peek() != Some('?') {
            self.skip_comparison(depth);
        }
        if !self.take('?') {
            return Some(texts);
        }
        let mut either = self.choice(depth + 1)?;
        either.extend(if self.take(':') { self.choice(depth + 1)? } else { unknown() });
        either.dedup();
        Some(either)
    }

    /// Leaves what compares or combines conditions aside, up to the `?` that they decide.
    fn skip_comparison(&mut self, depth: usize) {
        let mut ahead = self.clone();
        let operators = ["=", "!=", "<=", ">=", "<", ">", "in ", "and ", "or "];
        while let Some(operator) = operators.iter().find(|operator| ahead.trimmed().starts_with(**operator)) {
            ahead.rest = &ahead.trimmed()[operator.len()..];
            if ahead.joined(depth + 1).is_none() {
                return;
            }
        }
        if ahead.peek() == Some('?') {
            *self = ahead;
        }
    }

    fn joined(&mut self, depth: usize) -> Option<Vec<Pattern>> {
        let mut texts = self.operand(depth)?;
        while self.take('&') {
            let next = self.operand(depth)?;
            texts = texts.iter().flat_map(|before| next.iter().map(|after| before.clone().then(after))).collect();
            if texts.len() > MOST_ALTERNATIVES {
                return None;
            }
        }
        Some(texts)
    }

    fn operand(&mut self, depth: usize) -> Option<Vec<Pattern>> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            '\'' | '"' => self.string().map(|text| vec![Pattern::text(&text)]),
            '(' => {
                self.take('(');
                let texts = self.choice(depth + 1)?;
                self.take(')').then_some(texts)
            }
            '$' => self.dollar(depth),
            character if character.is_ascii_digit() => {
                let length = self.trimmed().find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.trimmed().len());
                let (number, rest) = self.trimmed().split_at(length);
                self.rest = rest;
                Some(vec![Pattern::text(number)])
            }
            _ => None,
        }
    }

    /// A variable, a path or a call.
    fn dollar(&mut self, depth: usize) -> Option<Vec<Pattern>> {
        let word = self.word(1)?;
        if self.peek() == Some('(') {
            return self.call(word, depth);
        }
        let is_path = matches!(self.peek(), Some('.' | '['));
        if is_path {
            self.skip_path()?;
            return Some(unknown());
        }
        Some(self.variables.get(word).cloned().unwrap_or_else(unknown))
    }

    fn call(&mut self, name: &str, depth: usize) -> Option<Vec<Pattern>> {
        let before = self.clone();
        if name == "join" {
            if let Some(texts) = self.join(depth) {
                return Some(texts);
            }
            *self = before;
        }
        self.skip_brackets()?;
        self.skip_path()?;
        Some(unknown())
    }

    /// `$join([a, b], 'separator')`.
    fn join(&mut self, depth: usize) -> Option<Vec<Pattern>> {
        (self.take('(') && self.take('[')).then_some(())?;
        let mut parts = vec![];
        while !self.take(']') {
            parts.push(self.choice(depth + 1)?);
            self.take(',');
        }
        let separator = if self.take(',') { self.string()? } else { String::new() };
        self.take(')').then_some(())?;
        let mut texts = vec![Pattern::default()];
        for (index, part) in parts.iter().enumerate() {
            let between = Pattern::text(if index > 0 { &separator } else { "" });
            texts = texts.iter().flat_map(|before| part.iter().map(|text| before.clone().then(&between).then(text))).collect();
            if texts.len() > MOST_ALTERNATIVES {
                return None;
            }
        }
        Some(texts)
    }

    /// The steps and filters that follow a variable.
    fn skip_path(&mut self) -> Option<()> {
        loop {
            match self.peek() {
                Some('[') => self.skip_brackets()?,
                Some('.') => {
                    self.take('.');
                    match self.peek()? {
                        '`' => {
                            let end = self.trimmed()[1..].find('`')?;
                            self.rest = &self.trimmed()[end + 2..];
                        }
                        '$' => drop(self.word(1)?),
                        _ => drop(self.word(0)?),
                    }
                    if self.peek() == Some('(') {
                        self.skip_brackets()?;
                    }
                }
                _ => return Some(()),
            }
        }
    }

    /// A bracket and all up to the one that closes it.
    fn skip_brackets(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                '\'' | '"' => drop(self.string()?),
                '(' | '[' | '{' => {
                    depth += 1;
                    self.step();
                }
                ')' | ']' | '}' => {
                    depth = depth.checked_sub(1)?;
                    self.step();
                }
                _ => self.step(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Everything up to the comma or bracket that ends a member's value.
    fn skip_value(&mut self) -> Option<()> {
        loop {
            match self.peek()? {
                ',' | '}' | ']' => return Some(()),
                '(' | '[' | '{' => self.skip_brackets()?,
                '\'' | '"' => drop(self.string()?),
                _ => self.step(),
            }
        }
    }

    fn step(&mut self) {
        let trimmed = self.trimmed();
        self.rest = trimmed.chars().next().map_or("", |character| &trimmed[character.len_utf8()..]);
    }

    /// A name, after so many characters that introduce it.
    fn word(&mut self, skipped: usize) -> Option<&'a str> {
        let rest = self.trimmed().get(skipped..)?;
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, rest) = rest.split_at(length);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn string(&mut self) -> Option<String> {
        let trimmed = self.trimmed();
        let quote = trimmed.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
        let (mut text, mut characters) = (String::new(), trimmed[1..].char_indices());
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => text.push(match characters.next()?.1 {
                    'n' => '\n',
                    't' => '\t',
                    other => other,
                }),
                _ if character == quote => {
                    self.rest = &trimmed[at + 2..];
                    return Some(text);
                }
                _ => text.push(character),
            }
        }
        None
    }

    fn trimmed(&self) -> &'a str {
        self.rest.trim_start()
    }

    fn peek(&self) -> Option<char> {
        self.trimmed().chars().next()
    }

    fn take(&mut self, expected: char) -> bool {
        let rest = self.trimmed().strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn at_end(&self) -> bool {
        self.trimmed().is_empty()
    }
}
