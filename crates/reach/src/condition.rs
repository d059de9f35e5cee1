//! Conditions of rules as formulas over what they read.

use std::sync::Arc;

use simulator::comparison_holds;
use value::{Number, Value};

use crate::jsonata;
use crate::pattern::text_for;
use crate::place::Read;
use crate::template::expression;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// All of them.
    All(Vec<Formula>),
    /// At least one.
    Any(Vec<Formula>),
    /// The opposite.
    Not(Box<Formula>),
    /// A test of one value.
    Test(Read, Test),
    /// Always the same.
    Constant(bool),
    /// What cannot be taken apart: what it reads, and the values that it speaks of.
    Opaque(Vec<Read>, Vec<Value>),
}

/// A test of one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// An operator of JSONPath, without `Path`.
    Compare(Arc<str>, Operand),
    /// `IsPresent`, `$exists`.
    Present(bool),
    /// A relation of JSONata.
    Related(Relation, Operand),
    /// JSONata: it is `true`.
    True,
    /// `in` a list.
    Among(Vec<Value>),
    /// `$contains`.
    Contains(Arc<str>),
    /// `$contains` with a pattern.
    Matches(Arc<str>),
    /// `$count` or `$length`.
    Count(Relation, f64),
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A value.
    Value(Value),
    /// What is read.
    Read(Read),
}

/// JSONata's relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `!=`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// The condition of a rule of a Choice.
#[must_use]
pub fn of_rule(rule: &Value, jsonata: bool) -> Formula {
    if jsonata {
        return match rule.get("Condition") {
            Some(Value::Bool(holds)) => Formula::Constant(*holds),
            Some(Value::String(text)) => expression(text).map_or(Formula::Opaque(vec![], vec![]), jsonata::formula),
            _ => Formula::Opaque(vec![], vec![]),
        };
    }
    let list = |field: &str| {
        let parts = rule.get(field)?.as_array()?;
        Some(parts.iter().map(|part| of_rule(part, false)).collect::<Vec<_>>())
    };
    if let Some(parts) = list("And") {
        return Formula::All(parts);
    }
    if let Some(parts) = list("Or") {
        return Formula::Any(parts);
    }
    if let Some(inner) = rule.get("Not") {
        return Formula::Not(Box::new(of_rule(inner, false)));
    }
    comparison(rule).unwrap_or(Formula::Opaque(vec![], vec![]))
}

fn comparison(rule: &Value) -> Option<Formula> {
    let read = Read::parse_path(rule.get("Variable")?.as_str()?)?;
    const OTHERS: [&str; 5] = ["Variable", "Next", "Comment", "Assign", "Output"];
    let (operator, operand) = rule.as_object()?.iter().find(|(key, _)| !OTHERS.contains(&&***key))?;
    if &**operator == "IsPresent" {
        return Some(Formula::Test(read, Test::Present(operand.as_bool()?)));
    }
    let (operator, operand) = match operator.strip_suffix("Path") {
        Some(operator) => (Arc::from(operator), Operand::Read(Read::parse_path(operand.as_str()?)?)),
        None => (operator.clone(), Operand::Value(operand.clone())),
    };
    Some(Formula::Test(read, Test::Compare(operator, operand)))
}

impl Formula {
    /// The same with values in place of what it compares with; what is not known gets a value that fits.
    #[must_use]
    pub fn resolved(&self, known: &dyn Fn(&Read) -> Option<Value>, wishes: &mut Vec<(Read, Value)>) -> Self {
        let mut all = |parts: &[Self]| parts.iter().map(|part| part.resolved(known, wishes)).collect();
        match self {
            Self::All(parts) => Self::All(all(parts)),
            Self::Any(parts) => Self::Any(all(parts)),
            Self::Not(inner) => Self::Not(Box::new(inner.resolved(known, wishes))),
            Self::Test(read, test) => {
                let fitting = |operator: &str| match operator {
                    _ if operator.starts_with("Numeric") => Value::from(10),
                    _ if operator.starts_with("Timestamp") => Value::from("2026-06-01T00:00:00Z"),
                    _ if operator.starts_with("Boolean") => Value::from(true),
                    _ => Value::from("text"),
                };
                let mut operand = |operand: &Operand, operator: &str| match operand {
                    Operand::Value(value) => Operand::Value(value.clone()),
                    Operand::Read(read) => {
                        Operand::Value(known(read).filter(|value| has_type(operator, value)).unwrap_or_else(|| {
                            wishes.push((read.clone(), fitting(operator)));
                            fitting(operator)
                        }))
                    }
                };
                let test = match test {
                    Test::Compare(operator, right) => Test::Compare(operator.clone(), operand(right, operator)),
                    Test::Related(Relation::Equal, right) => Test::Related(Relation::Equal, operand(right, "")),
                    Test::Related(relation, right) => Test::Related(*relation, operand(right, "Numeric")),
                    test => test.clone(),
                };
                Self::Test(read.clone(), test)
            }
            other => other.clone(),
        }
    }
}

/// Whether a value is of the type that an operator compares.
fn has_type(operator: &str, value: &Value) -> bool {
    match value {
        Value::Number(_) => !["String", "Timestamp", "Boolean"].iter().any(|family| operator.starts_with(family)),
        Value::Bool(_) => operator.is_empty() || operator.starts_with("Boolean"),
        Value::String(_) => !operator.starts_with("Numeric") && !operator.starts_with("Boolean"),
        _ => operator.is_empty(),
    }
}

impl Test {
    /// Whether it holds for a value, or for none; `None` where the service would report an error.
    #[must_use]
    pub fn holds(&self, value: Option<&Value>) -> Option<bool> {
        match self {
            Self::Present(wanted) => Some(value.is_some() == *wanted),
            Self::Compare(operator, Operand::Value(operand)) => comparison_holds(operator, value?, operand),
            Self::Related(Relation::Equal, Operand::Value(operand)) => Some(value == Some(operand)),
            Self::Related(Relation::Different, Operand::Value(operand)) => Some(value != Some(operand)),
            Self::Related(relation, Operand::Value(operand)) => match (value?, operand) {
                (Value::Number(a), Value::Number(b)) => Some(relation.holds(a.as_f64().partial_cmp(&b.as_f64())?)),
                (Value::String(a), Value::String(b)) => Some(relation.holds(a.cmp(b))),
                _ => None,
            },
            Self::Compare(..) | Self::Related(..) => None,
            Self::True => value?.as_bool(),
            Self::Among(list) => Some(value.is_some_and(|value| list.contains(value))),
            Self::Contains(text) => Some(value?.as_str()?.contains(&**text)),
            Self::Matches(pattern) => Some(value?.as_str()? == text_for(pattern)),
            Self::Count(relation, count) => {
                let length = match value {
                    None => 0,
                    Some(Value::Array(items)) => items.len(),
                    Some(Value::String(text)) => text.chars().count(),
                    Some(_) => 1,
                };
                Some(relation.holds((length as f64).partial_cmp(count)?))
            }
        }
    }

    /// Whether the values that are tried are all that matter, also together with other tests.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        match self {
            Self::Compare(operator, Operand::Value(_)) => !operator.starts_with("Timestamp") && &**operator != "StringMatches",
            Self::Related(_, Operand::Value(_)) | Self::Present(_) | Self::True | Self::Among(_) => true,
            Self::Compare(..) | Self::Related(..) | Self::Contains(_) | Self::Matches(_) | Self::Count(..) => false,
        }
    }

    /// Values to try, those on the border first, and nothing.
    #[must_use]
    pub fn suggestions(&self) -> Vec<Option<Value>> {
        match self {
            Self::Present(_) => vec![Some(Value::from("text")), None],
            Self::Compare(operator, Operand::Value(operand)) => compared(operator, operand),
            Self::Related(_, Operand::Value(operand)) => around(operand),
            Self::Compare(..) | Self::Related(..) => vec![],
            Self::True => vec![Some(Value::from(true)), Some(Value::from(false))],
            Self::Among(list) => list.iter().cloned().map(Some).chain([Some(Value::from("something else"))]).collect(),
            Self::Contains(text) => vec![Some(Value::from(&**text)), Some(Value::from(""))],
            Self::Matches(pattern) => vec![Some(Value::from(text_for(pattern))), Some(Value::from(""))],
            Self::Count(_, count) => {
                const MOST: f64 = 50.0;
                let count = count.clamp(0.0, MOST) as usize;
                let sizes = [count, count + 1, count.saturating_sub(1), 0];
                let list = |size: usize| Value::from(vec![Value::object::<&str, Value>([]); size]);
                let lists = sizes.into_iter().map(list);
                lists.chain(sizes.into_iter().map(|size| Value::from("x".repeat(size)))).map(Some).collect()
            }
        }
    }
}

impl Relation {
    /// Whether it holds for values in this order.
    #[must_use]
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Different => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }
}

fn compared(operator: &str, operand: &Value) -> Vec<Option<Value>> {
    let texts = |texts: &[&str]| texts.iter().map(|text| Some(Value::from(*text))).collect::<Vec<_>>();
    let mut values = match operator {
        "StringMatches" => {
            let pattern = operand.as_str().unwrap_or_default().replace(r"\*", "\u{1}").replace(r"\\", "\u{2}");
            let with = |text: &str| pattern.replace('*', text).replace('\u{1}', "*").replace('\u{2}', r"\");
            texts(&[&with("x"), &with(""), "something else"])
        }
        _ if operator.starts_with("Timestamp") => {
            let mut values = vec![Some(operand.clone())];
            values.extend(texts(&["1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z"]));
            values
        }
        "IsNull" => vec![Some(Value::Null), Some(Value::from("text"))],
        "IsNumeric" => vec![Some(Value::from(1)), Some(Value::from("text"))],
        "IsString" => vec![Some(Value::from("text")), Some(Value::from(1))],
        "IsBoolean" => vec![Some(Value::from(true)), Some(Value::from("text"))],
        "IsTimestamp" => vec![Some(Value::from("2026-01-01T00:00:00Z")), Some(Value::from("text"))],
        _ => around(operand),
    };
    values.push(Some(Value::from("something else")));
    values
}

/// A value and its neighbours.
fn around(value: &Value) -> Vec<Option<Value>> {
    let number = |number: f64| Number::from_f64(number).map(Value::Number);
    match value {
        Value::Number(at) => {
            let at = at.as_f64();
            [Some(value.clone()), number(at + 1.0), number(at - 1.0), number(at + 0.5), number(at - 0.5)].into_iter().collect()
        }
        Value::String(text) => {
            let after = format!("{text}~");
            vec![Some(value.clone()), Some(Value::from(after)), Some(Value::from("")), Some(Value::from("something else"))]
        }
        Value::Bool(holds) => vec![Some(value.clone()), Some(Value::from(!holds))],
        other => vec![Some(other.clone()), Some(Value::from("something else")), None],
    }
}
