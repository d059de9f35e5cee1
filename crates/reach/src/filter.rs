//! Filters within paths, `[?(@.a == 'b')]` and `[a = 'b']`, as far as they are tests of members: what they let through, and
//! what an element must be like to be let through.

use std::sync::Arc;

use value::Value;

use crate::condition::{Operand, Test};
use crate::jsonata::{literal, operator, split};
use crate::place::{Segment, get, set};

/// A filter of a list, and what is read of each element that it lets through.
#[derive(Clone, Debug)]
pub struct Filter {
    written: Arc<str>,
    conditions: Vec<(Vec<Segment>, Test)>,
    then: Vec<Segment>,
}

impl Filter {
    /// What stands in the brackets of a JSONPath: `?(@.kind == 'a' && @.size > 3)`.
    #[must_use]
    pub fn parse_path(inside: &str) -> Option<Self> {
        let conditions = inside.trim().strip_prefix('?')?.trim().strip_prefix('(')?.strip_suffix(')')?;
        let parts = conditions.split("&&").map(|part| condition(&part.replace("==", "="), "@."));
        Some(Self { written: Arc::from(inside), conditions: parts.collect::<Option<_>>()?, then: vec![] })
    }

    /// What stands in the brackets of a path of JSONata: `kind = "a" and size > 3`.
    #[must_use]
    pub fn parse_jsonata(inside: &str) -> Option<Self> {
        let parts = split(inside, "and").into_iter().map(|part| condition(part, ""));
        Some(Self { written: Arc::from(inside), conditions: parts.collect::<Option<_>>()?, then: vec![] })
    }

    /// The same, with this of each element.
    #[must_use]
    pub fn then(self, then: Vec<Segment>) -> Self {
        Self { then, ..self }
    }

    fn lets_through(&self, element: &Value) -> bool {
        self.conditions.iter().all(|(path, test)| test.holds(get(element, path).as_ref()) == Some(true))
    }

    /// What it gives of a list; `None` where it lets nothing through.
    #[must_use]
    pub fn of(&self, list: &Value) -> Option<Value> {
        let elements = list.as_array()?.iter().filter(|element| self.lets_through(element));
        let found: Vec<Value> = elements.filter_map(|element| get(element, &self.then)).collect();
        (!found.is_empty()).then(|| Value::from(found))
    }

    /// A list of which it gives what is wanted: the elements that it does not let through stay.
    #[must_use]
    pub fn set(&self, list: &Value, wanted: Option<&Value>) -> Value {
        let (through, mut items): (Vec<Value>, Vec<Value>) =
            list.as_array().into_iter().flat_map(|items| items.iter().cloned()).partition(|element| self.lets_through(element));
        let wanted: Vec<Value> = match wanted {
            None => vec![],
            Some(Value::Array(wanted)) => wanted.to_vec(),
            Some(one) => vec![one.clone()],
        };
        let nothing = Value::object::<&str, Value>([]);
        let bases = through.iter().chain(std::iter::repeat(&nothing));
        items.extend(wanted.iter().zip(bases).map(|(wanted, base)| self.element(base, wanted)));
        Value::from(items)
    }

    /// An element that is let through, and of which this is read.
    fn element(&self, base: &Value, wanted: &Value) -> Value {
        let read = set(base, &self.then, Some(wanted));
        self.conditions.iter().fold(read, |element, (path, test)| {
            let holds = |value: &Option<Value>| test.holds(value.as_ref()) == Some(true);
            match test.suggestions().into_iter().find(holds) {
                Some(value) if !holds(&get(&element, path)) => set(&element, path, value.as_ref()),
                _ => element,
            }
        })
    }
}

/// A test of a member of an element: `@.size > 3`, `kind = "a"`, or that it is there.
fn condition(text: &str, root: &str) -> Option<(Vec<Segment>, Test)> {
    let member = |text: &str| {
        let names = text.trim().strip_prefix(root)?.split('.').map(str::trim);
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-'));
        names.map(|name| is_name(name).then(|| Segment::Key(Arc::from(name)))).collect::<Option<Vec<_>>>()
    };
    let Some((at, width, relation)) = operator(text) else { return Some((member(text)?, Test::Present(true))) };
    let (left, right) = (&text[..at], text[at + width..].trim());
    // The service takes texts in a filter of JSONPath without quotes, too.
    let is_bare = |text: &str| text.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-' | ' ' | '.' | ':'));
    let bare = || (!root.is_empty() && is_bare(right)).then(|| Value::from(right));
    let operand = literal(right).or_else(bare)?;
    Some((member(left)?, Test::Related(relation, Operand::Value(operand))))
}

/// What is written the same is the same.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Filter {}

impl PartialOrd for Filter {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Filter {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.written, &self.then).cmp(&(&other.written, &other.then))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Read;

    #[test]
    fn what_is_set_behind_a_filter_is_found_and_the_rest_stays() {
        let list = r#"{"list": [{"kind": "a", "size": 1, "name": "old"}, {"kind": "b"}]}"#;
        let list = value::parse(list).expect("JSON");
        for (path, jsonata, wanted, expected) in [
            ("$.list[?(@.kind == 'a')].name", false, r#""new""#, r#"[{"kind":"b"},{"kind":"a","size":1,"name":"new"}]"#),
            ("$.list[?(@.kind == c)]", false, "[{}]", r#"[{"kind":"a","size":1,"name":"old"},{"kind":"b"},{"kind":"c"}]"#),
            (
                "$.list[?(@.kind=='a' && @.size > 3)].name",
                false,
                r#"["x"]"#,
                r#"[{"kind":"a","size":1,"name":"old"},{"kind":"b"},{"name":"x","kind":"a","size":4}]"#,
            ),
            ("$.list[?(@.size)].name", false, r#""new""#, r#"[{"kind":"b"},{"kind":"a","size":1,"name":"new"}]"#),
            (
                "$states.input.list[kind = \"b\"].name",
                true,
                r#""new""#,
                r#"[{"kind":"a","size":1,"name":"old"},{"kind":"b","name":"new"}]"#,
            ),
        ] {
            let read = if jsonata { Read::parse_jsonata(path) } else { Read::parse_path(path) }.expect(path);
            let wanted = value::parse(wanted).expect("JSON");
            let with = set(&list, &read.path, Some(&wanted));
            assert_eq!(with.get("list").map(Value::to_json).as_deref(), Some(expected), "{path}");
            let found = get(&with, &read.path).expect(path);
            let same = if wanted.as_array().is_some() { found.as_array().map(|found| found.len()) } else { Some(1) };
            assert_eq!(same, Some(1), "{path}: {}", found.to_json());
            assert_eq!(get(&set(&with, &read.path, None), &read.path), None, "{path}");
        }
        for path in ["$.list[?(@.kind == 'a' || @.size > 3)]", "$.list[?(@.kind =~ /a/)]", "$.list[(@.length-1)]"] {
            assert_eq!(Read::parse_path(path), None, "{path}");
        }
    }
}
