//! Random definitions, written in YAML in random styles.

use value::Value;

/// Choices, one after the other; they begin anew when they are used up.
pub struct Entropy {
    choices: Vec<u8>,
    next: usize,
}

impl Entropy {
    pub fn new(choices: Vec<u8>) -> Self {
        Self { choices, next: 0 }
    }

    /// One of so many.
    fn of(&mut self, count: u8) -> u8 {
        self.next += 1;
        self.choices[self.next % self.choices.len()].wrapping_add(self.next as u8) % count
    }

    /// Once in so many times.
    fn once_in(&mut self, count: u8) -> bool {
        self.of(count) == 0
    }
}

/// A definition of states of these kinds, right but for half-made ones.
pub fn machine(kinds: &[(usize, usize, bool)]) -> Value {
    let count = kinds.len();
    let name = |index: usize| format!("S {}", index % count);
    let inner = |index: usize| {
        format!(
            r#"{{"StartAt": "I{index}", "States": {{"I{index}": {{"Type": "Pass", "Comment": "a\nb", "Next": "J{index}"}}, "J{index}": {{"Type": "Succeed"}}}}}}"#
        )
    };
    let members: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(index, (kind, to, ends))| {
            let on = if *ends { r#""End": true"#.to_owned() } else { format!(r#""Next": "{}""#, name(*to)) };
            let body = match kind {
                0 => format!(r#""Type": "Pass", "Parameters": {{"x": {{"t": "!Ref T", "y": [1.50, "${{Z}}", "017", ""]}}, "text": "one\n  two\n\nthree\n"}}, {on}"#),
                1 => format!(r#""Type": "Wait", "Comment": "it's \"so\": # no", "Seconds": 5, {on}"#),
                2 => format!(
                    r#""Type": "Choice", "Choices": [{{"Variable": "$.a", "IsNull": true, "Next": "{}"}}, {{"Not": {{"Variable": "$.b", "StringEquals": "yes"}}, "Next": "{}"}}], "Default": "{}""#,
                    name(*to), name(to + 2), name(to + 1)
                ),
                3 => format!(r#""Type": "Parallel", "Branches": [{}, {}], {on}"#, inner(index), inner(index + 10)),
                4 => format!(
                    r#""Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Retry": [{{"ErrorEquals": ["A"], "MaxAttempts": 1}}, {{"ErrorEquals": ["States.ALL"]}}], "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "{}"}}], {on}"#,
                    name(to + 2)
                ),
                5 => format!(r#""Type": "Map", "Iterator": {}, "ItemsPath": "$.é", {on}"#, inner(index)),
                // Somebody is still at it.
                6 => r#""Type": "Wait", "Seconds": 1"#.to_owned(),
                _ => r#""Type": "Succeed""#.to_owned(),
            };
            format!(r#""S {index}": {{{body}}}"#)
        })
        .collect();
    value::parse(&format!(r#"{{"Comment": "all of it", "StartAt": "S 0", "States": {{{}}}}}"#, members.join(", "))).expect("JSON")
}

/// The definition in YAML.
pub fn written(machine: &Value, entropy: &mut Entropy) -> String {
    let unit = if entropy.once_in(2) { 2 } else { 4 };
    let dash = if entropy.once_in(2) { 0 } else { unit };
    let mut writer = Writer { entropy, unit, dash, comments: 0, anchors: vec![], lines: vec![] };
    if writer.entropy.once_in(3) {
        writer.lines.push("# the whole".to_owned());
    }
    writer.block(machine, 0, None);
    let line_end = if writer.entropy.once_in(4) { "\r\n" } else { "\n" };
    let last = if writer.entropy.once_in(5) { "" } else { line_end };
    writer.lines.join(line_end) + last
}

struct Writer<'e> {
    entropy: &'e mut Entropy,
    unit: usize,
    dash: usize,
    comments: usize,
    /// Values that have an anchor, by its name.
    anchors: Vec<(String, Value)>,
    lines: Vec<String>,
}

impl Writer<'_> {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# c{}: {{", self.comments)
    }

    fn trailing(&mut self) -> String {
        if self.entropy.once_in(8) { format!(" {}", self.comment()) } else { String::new() }
    }

    /// An object or array in lines at this column; `first` is what its first line begins with.
    fn block(&mut self, value: &Value, column: usize, first: Option<String>) {
        let mut first = first;
        let pad = " ".repeat(column);
        let mut begin = |writer: &mut Self| match first.take() {
            Some(first) => first,
            None => {
                if writer.entropy.once_in(12) {
                    writer.lines.push(String::new());
                }
                if writer.entropy.once_in(8) {
                    let comment = writer.comment();
                    writer.lines.push(format!("{pad}{comment}"));
                }
                pad.clone()
            }
        };
        if let Some(members) = value.as_object() {
            for (name, value) in members.iter() {
                let start = begin(self);
                let name = if self.entropy.once_in(9) { format!("\"{name}\"") } else { name.to_string() };
                self.value(value, format!("{start}{name}:"), column, true);
            }
        } else if let Some(items) = value.as_array() {
            for item in items.iter() {
                let start = begin(self);
                self.value(item, format!("{start}-"), column, false);
            }
        }
    }

    /// A value behind a name or dash that is written at this column.
    fn value(&mut self, value: &Value, head: String, column: usize, is_member: bool) {
        let filled = value.as_object().map(|object| !object.is_empty()).or(value.as_array().map(|array| !array.is_empty()));
        if filled != Some(true) {
            return self.scalar(value, head, column, is_member);
        }
        let alias = self.anchors.iter().find(|(_, known)| known == value).map(|(name, _)| name.clone());
        if let Some(name) = alias.filter(|_| self.entropy.once_in(2)) {
            let comment = self.trailing();
            return self.lines.push(format!("{head} *{name}{comment}"));
        }
        let mut head = head;
        if value.as_array().is_some() && self.entropy.once_in(6) {
            let name = format!("a{}", self.anchors.len());
            head = format!("{head} &{name}");
            self.anchors.push((name, value.clone()));
        }
        if self.entropy.once_in(6) {
            let flow = self.flow(value);
            let comment = self.trailing();
            return self.lines.push(format!("{head} {flow}{comment}"));
        }
        let compact = !is_member && !head.contains('&') && self.entropy.of(5) > 0;
        if compact {
            return self.block(value, column + 2, Some(format!("{head} ")));
        }
        let comment = self.trailing();
        self.lines.push(format!("{head}{comment}"));
        let deeper = match value.as_array() {
            Some(_) if is_member => self.dash,
            _ => self.unit,
        };
        self.block(value, column + deeper, None);
    }

    fn scalar(&mut self, value: &Value, head: String, column: usize, is_member: bool) {
        let comment = self.trailing();
        let Some(text) = value.as_str() else {
            let written = match value.to_json().as_str() {
                "5" if self.entropy.once_in(3) => "0x5".to_owned(),
                "null" if comment.is_empty() => "~".to_owned(),
                other => other.to_owned(),
            };
            return self.lines.push(format!("{head} {written}{comment}"));
        };
        if text.starts_with('!') {
            return self.lines.push(format!("{head} {text}{comment}"));
        }
        if text.contains('\n') && self.entropy.of(4) > 0 {
            let inner = column + if is_member { self.unit } else { 2 };
            let sign = match (text.ends_with('\n'), self.entropy.of(3)) {
                (true, 0) => format!("|{}", inner - column),
                (true, 1) => "|+".to_owned(),
                (true, _) => "|".to_owned(),
                (false, _) => "|-".to_owned(),
            };
            self.lines.push(format!("{head} {sign}{comment}"));
            for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                let pad = if line.is_empty() { String::new() } else { " ".repeat(inner) };
                self.lines.push(format!("{pad}{line}"));
            }
            return;
        }
        let written = self.inline(text);
        self.lines.push(format!("{head} {written}{comment}"));
    }

    fn inline(&mut self, text: &str) -> String {
        let plain = text.chars().all(|letter| letter.is_alphanumeric() || " .$:".contains(letter));
        let plain = plain && text.starts_with(|first: char| first.is_alphabetic() || first == '$') && !matches!(text, "yes");
        match self.entropy.of(4) {
            0 if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
            1 => Value::from(text).to_json(),
            _ if plain => text.to_owned(),
            _ => Value::from(text).to_json(),
        }
    }

    fn flow(&mut self, value: &Value) -> String {
        if let Some(members) = value.as_object() {
            let members: Vec<String> = members.iter().map(|(name, value)| format!("{name}: {}", self.flow(value))).collect();
            return format!("{{{}}}", members.join(", "));
        }
        if let Some(items) = value.as_array() {
            return format!("[{}]", items.iter().map(|item| self.flow(item)).collect::<Vec<_>>().join(", "));
        }
        match value.as_str() {
            Some(tag) if tag.starts_with('!') => tag.to_owned(),
            Some(text) => self.inline(text),
            None => value.to_json(),
        }
    }
}
