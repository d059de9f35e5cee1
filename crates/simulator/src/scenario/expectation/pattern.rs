//! What a value must look like: exactly, or in the members that are named.

use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::{NoVariables, SeededEnvironment};
use value::Value;

use super::range::Range;
use crate::scenario_error::ScenarioError;

/// So many differences are told; more help nobody.
const TOLD: usize = 8;

/// What a value must look like.
///
/// An object asks for its members and lets others be; an array for as many elements, one by one; anything else for the same
/// value. An object all of whose members begin with `$` holds matchers.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: Value,
    node: Node,
}

#[derive(Clone, Debug)]
enum Node {
    /// This value.
    Same(Value),
    /// An object that has these members.
    Members(Vec<(String, Node)>),
    /// An array of these.
    Elements(Vec<Node>),
    /// What all of these say.
    Matchers(Vec<Matcher>),
}

#[derive(Clone, Debug)]
enum Matcher {
    Any,
    /// No such member.
    Absent,
    Type(String),
    Number(Range),
    /// How long a text, an array or an object is.
    Length(Range),
    /// An element of the array, or a part of the text.
    Contains(Box<Node>),
    Not(Box<Node>),
    /// A JSONata expression of the value in `$` that must be true.
    True(Expression),
}

/// One place in which a value is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where, from the value's root: `.total`, `[2].id`; empty for the root.
    pub place: String,
    /// What was expected, as it follows "not".
    pub expected: String,
    /// What is there; `None` for nothing.
    pub actual: Option<Value>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Pattern {
    /// Reads a pattern.
    pub fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        Ok(Self { written: value.clone(), node: Node::read(place, value)? })
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &Value {
        &self.written
    }

    /// The pattern as it would have to be written for a value to be as expected: where it is not, the value itself stands.
    #[must_use]
    pub fn accepting(&self, actual: &Value) -> Value {
        accepting(&self.node, &self.written, actual)
    }

    /// In which places a value is not as expected; the first few.
    #[must_use]
    pub fn differences(&self, actual: Option<&Value>) -> Vec<Difference> {
        let mut found = vec![];
        self.node.compare("", actual, &mut found);
        found
    }
}

fn accepting(node: &Node, written: &Value, actual: &Value) -> Value {
    if node.matches(Some(actual)) {
        return written.clone();
    }
    match (node, written, actual) {
        (Node::Members(nodes), Value::Object(members), Value::Object(object)) => {
            let mut accepted = value::Object::new();
            for ((name, node), written) in nodes.iter().zip(members.values()) {
                match object.get(name) {
                    Some(actual) => accepted.insert(name.as_str(), accepting(node, written, actual)),
                    None if node.matches(None) => accepted.insert(name.as_str(), written.clone()),
                    None => None,
                };
            }
            Value::from(accepted)
        }
        (Node::Elements(nodes), Value::Array(written), Value::Array(elements)) if nodes.len() == elements.len() => {
            let all = nodes.iter().zip(written.iter()).zip(elements.iter());
            Value::array(all.map(|((node, written), actual)| accepting(node, written, actual)))
        }
        _ => literal(actual),
    }
}

/// A value as a pattern for itself: an object all of whose members begin with `$` would be read as matchers.
fn literal(value: &Value) -> Value {
    match value {
        Value::Object(members) if !members.is_empty() && members.keys().all(|key| key.starts_with('$')) => {
            Value::object([("$type", "object")])
        }
        Value::Object(members) => Value::object(members.iter().map(|(name, value)| (&**name, literal(value)))),
        Value::Array(elements) => Value::array(elements.iter().map(literal)),
        other => other.clone(),
    }
}

/// In which places two values differ; the first few.
#[must_use]
pub fn differences(expected: &Value, actual: &Value) -> Vec<Difference> {
    let mut found = vec![];
    same("", expected, Some(actual), &mut found);
    found
}

/// A condition on a value: a JSONata expression that must be true.
pub(super) fn condition(place: &str, text: &str) -> Result<Expression, ScenarioError> {
    Expression::compile(text, Dialect::Trial)
        .map_err(|error| ScenarioError::new(place, format!("this is no JSONata expression: {error}")))
}

/// Whether a condition is true of a value, and what it gave where it is not.
pub(super) fn holds(condition: &Expression, value: &Value) -> Result<(), String> {
    let bindings = Bindings { input: Some(value), states: None, variables: &NoVariables };
    match condition.evaluate(&bindings, &mut SeededEnvironment::new(0, 1), Budget::default()) {
        Ok(Outcome::Value(Value::Bool(true))) => Ok(()),
        Ok(Outcome::Value(other)) => Err(format!("gives {other}")),
        Ok(Outcome::Undefined) => Err("gives nothing".to_owned()),
        Ok(Outcome::Function) => Err("gives a function".to_owned()),
        Err(error) => Err(format!("cannot be evaluated: {error}")),
    }
}

impl Node {
    fn read(place: &str, value: &Value) -> Result<Self, ScenarioError> {
        match value {
            Value::Object(members) if !members.is_empty() && members.keys().all(|key| key.starts_with('$')) => {
                let matchers = members.iter().map(|(name, value)| Matcher::read(&format!("{place}.{name}"), name, value));
                Ok(Self::Matchers(matchers.collect::<Result<_, _>>()?))
            }
            Value::Object(members) => {
                let members = members.iter();
                let read = members.map(|(name, value)| Ok((name.to_string(), Self::read(&format!("{place}.{name}"), value)?)));
                Ok(Self::Members(read.collect::<Result<_, _>>()?))
            }
            Value::Array(elements) => {
                let elements = elements.iter().enumerate();
                let read = elements.map(|(index, value)| Self::read(&format!("{place}[{index}]"), value));
                Ok(Self::Elements(read.collect::<Result<_, _>>()?))
            }
            other => Ok(Self::Same(other.clone())),
        }
    }

    fn compare(&self, place: &str, actual: Option<&Value>, found: &mut Vec<Difference>) {
        if found.len() >= TOLD {
            return;
        }
        match (self, actual) {
            (Self::Matchers(matchers), _) => {
                let failed = matchers.iter().filter(|matcher| !matcher.matches(actual));
                found.extend(failed.map(|matcher| difference(place, matcher.words(), actual)));
            }
            (Self::Same(expected), _) => same(place, expected, actual, found),
            (Self::Members(members), Some(Value::Object(object))) => {
                members.iter().for_each(|(name, node)| node.compare(&member_place(place, name), object.get(name), found));
            }
            (Self::Elements(nodes), Some(Value::Array(elements))) if nodes.len() == elements.len() => {
                let pairs = nodes.iter().zip(elements.iter()).enumerate();
                pairs.for_each(|(index, (node, element))| node.compare(&format!("{place}[{index}]"), Some(element), found));
            }
            (Self::Members(_), _) => found.push(difference(place, self.words(), actual)),
            (Self::Elements(nodes), _) => found.push(difference(place, length_words(nodes.len()), actual)),
        }
    }

    fn matches(&self, actual: Option<&Value>) -> bool {
        let mut found = vec![];
        self.compare("", actual, &mut found);
        found.is_empty()
    }

    fn words(&self) -> String {
        match self {
            Self::Same(value) => value.to_json(),
            Self::Members(members) => {
                let names: Vec<_> = members.iter().map(|(name, _)| format!("`{name}`")).collect();
                if names.is_empty() { "an object".to_owned() } else { format!("an object with {}", names.join(", ")) }
            }
            Self::Elements(nodes) => length_words(nodes.len()),
            Self::Matchers(matchers) => matchers.iter().map(Matcher::words).collect::<Vec<_>>().join(" and "),
        }
    }
}

impl Matcher {
    fn read(place: &str, name: &str, value: &Value) -> Result<Self, ScenarioError> {
        let text = || value.as_str().ok_or_else(|| ScenarioError::new(place, "a text is needed here"));
        let yes = |matcher: Self| match value {
            Value::Bool(true) => Ok(matcher),
            _ => Err(ScenarioError::new(place, "only `true` is possible here")),
        };
        match name {
            "$any" => yes(Self::Any),
            "$absent" => yes(Self::Absent),
            "$type" => {
                const TYPES: [&str; 6] = ["string", "number", "boolean", "null", "object", "array"];
                let name = text()?;
                if !TYPES.contains(&name) {
                    return Err(ScenarioError::new(place, format!("`{name}` is no type: write one of {}", TYPES.join(", "))));
                }
                Ok(Self::Type(name.to_owned()))
            }
            "$min" | "$max" => {
                let end = value.as_f64().ok_or_else(|| ScenarioError::new(place, "a number is needed here"))?;
                let range = if name == "$min" { (Some(end), None) } else { (None, Some(end)) };
                Ok(Self::Number(Range { min: range.0, max: range.1 }))
            }
            "$length" => Ok(Self::Length(Range::read(place, value)?)),
            "$contains" => Ok(Self::Contains(Box::new(Node::read(place, value)?))),
            "$not" => Ok(Self::Not(Box::new(Node::read(place, value)?))),
            // `$match` takes regular expressions as literals only, in which a slash ends it.
            "$regex" => condition(place, &format!("$contains($, /{}/)", text()?.replace('/', "\\/"))).map(Self::True),
            "$where" => condition(place, text()?).map(Self::True),
            _ => Err(ScenarioError::new(
                place,
                format!(
                    "`{name}` is no matcher: there are $any, $absent, $type, $min, $max, $length, $contains, $not, $regex and $where"
                ),
            )),
        }
    }

    fn matches(&self, actual: Option<&Value>) -> bool {
        match (self, actual) {
            (Self::Absent, actual) => actual.is_none(),
            (Self::Not(node), actual) => !node.matches(actual),
            (_, None) => false,
            (Self::Any, Some(_)) => true,
            (Self::Type(name), Some(value)) => type_name(value) == name,
            (Self::Number(range), Some(value)) => value.as_f64().is_some_and(|number| range.has(number)),
            (Self::Length(range), Some(value)) => length(value).is_some_and(|length| range.has(length as f64)),
            (Self::Contains(node), Some(Value::Array(elements))) => elements.iter().any(|element| node.matches(Some(element))),
            (Self::Contains(node), Some(Value::String(text))) => {
                matches!(&**node, Node::Same(Value::String(part)) if text.contains(&**part))
            }
            (Self::Contains(_), Some(_)) => false,
            (Self::True(condition), Some(value)) => holds(condition, value).is_ok(),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Any => "anything".to_owned(),
            Self::Absent => "nothing".to_owned(),
            Self::Type(name) => format!("of type {name}"),
            Self::Number(range) => range.words(),
            Self::Length(range) => format!("of length {}", range.words()),
            Self::Contains(node) => format!("something that contains {}", node.words()),
            Self::Not(node) => format!("anything but {}", node.words()),
            Self::True(condition) => format!("such that {}", condition.source()),
        }
    }
}

fn same(place: &str, expected: &Value, actual: Option<&Value>, found: &mut Vec<Difference>) {
    if found.len() >= TOLD || actual == Some(expected) {
        return;
    }
    match (expected, actual) {
        (Value::Object(expected), Some(Value::Object(object))) => {
            expected.iter().for_each(|(name, value)| same(&member_place(place, name), value, object.get(name), found));
            let others = object.iter().filter(|(name, _)| expected.get(name).is_none());
            let others = others.take(TOLD.saturating_sub(found.len()));
            found.extend(others.map(|(name, value)| difference(&member_place(place, name), "there".to_owned(), Some(value))));
        }
        (Value::Array(expected), Some(Value::Array(elements))) if expected.len() == elements.len() => {
            let pairs = expected.iter().zip(elements.iter()).enumerate();
            pairs.for_each(|(index, (value, element))| same(&format!("{place}[{index}]"), value, Some(element), found));
        }
        (Value::Array(expected), Some(Value::Array(_))) => {
            found.push(difference(
                place,
                format!("{} ({})", Value::Array(expected.clone()), length_words(expected.len())),
                actual,
            ));
        }
        _ => found.push(difference(place, expected.to_json(), actual)),
    }
}

fn difference(place: &str, expected: String, actual: Option<&Value>) -> Difference {
    Difference { place: place.to_owned(), expected, actual: actual.cloned() }
}

/// A member's place, as JSONPath would write it.
fn member_place(place: &str, name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty();
    if plain { format!("{place}.{name}") } else { format!("{place}[{}]", Value::from(name)) }
}

fn length_words(length: usize) -> String {
    if length == 1 { "an array of 1 element".to_owned() } else { format!("an array of {length} elements") }
}

fn length(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(elements) => Some(elements.len()),
        Value::Object(members) => Some(members.len()),
        _ => None,
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
