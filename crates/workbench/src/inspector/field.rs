//! One field of a form, and how what was typed becomes JSON.

use std::sync::Arc;

use asl::document::StateKey;
use asl::language::{Operand, operand};
use value::Value;

use super::variables::escaped;
use crate::message::Edit;

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its pointer from the state's object, such as `/Retry/0/MaxAttempts`; its identity in the form.
    pub pointer: String,
    /// Its name, AWS's own.
    pub label: String,
    /// What it is for, in a sentence.
    pub hint: String,
    /// What it looks like.
    pub control: Control,
    /// What it shows.
    pub value: String,
    /// Whether it is written in the definition.
    pub is_set: bool,
    /// Whether two of its kind fit side by side.
    pub is_short: bool,
    /// How what is typed becomes JSON.
    pub encoding: Encoding,
    /// Fields that go when this one is set, such as `End` when `Next` is.
    pub excludes: Vec<String>,
    /// For a field that chooses a member's *name* (a comparison's operator, the way of a Wait): what the member holds now.
    pub carries: Option<Value>,
}

/// What a field looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// One line; `mono` for ARNs and the like.
    Line {
        /// In the font of code.
        mono: bool,
        /// What stands there when it is empty.
        placeholder: String,
    },
    /// Several lines of prose.
    Lines(u32),
    /// Paths, expressions, templates, error names: coloured, with completion.
    Code {
        /// What is written in it.
        grammar: Grammar,
        /// How many lines are seen; one line takes Enter as done.
        lines: u32,
        /// What stands there when it is empty.
        placeholder: String,
    },
    /// A date and time, or an expression that gives one.
    Moment {
        /// Whether expressions may stand there.
        grammar: Grammar,
    },
    /// One of a few.
    Select(Vec<Choosable>),
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// What it stands for.
    pub value: Arc<str>,
    /// What it is called.
    pub name: Arc<str>,
    /// The group it is listed under; empty for none.
    pub group: &'static str,
}

/// What is written in a field of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// A path of JSONPath.
    Path,
    /// A path, or an intrinsic function.
    PathOrCall,
    /// JSON whose members that end in `.$` hold paths and intrinsic functions.
    PathTemplate,
    /// One value: a path or intrinsic function as it is, or JSON.
    PathValue,
    /// JSON with JSONata in `{% … %}`.
    JsonataTemplate,
    /// Text, a number or the like, or JSONata in `{% … %}`.
    JsonataValue,
    /// JSON without anything computed.
    Json,
    /// Names of errors with commas between.
    Errors,
}

/// How what is typed becomes JSON. Empty always means: not written, but for an operand's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// A string.
    Text,
    /// A string that may be empty: what a Choice compares with.
    Exact,
    /// A number, or an expression in `{% … %}`, or a placeholder `${…}`.
    Number,
    /// `true` or `false`, or an expression.
    Boolean,
    /// A path, or the word `null`.
    PathOrNull,
    /// JSON as it is; text that is an expression may stand without quotes.
    Json,
    /// A variable's value: what begins with `$` or calls `States.…` is computed and kept under a name that ends in `.$`.
    PathOrJson,
    /// Strings, separated by commas.
    List,
    /// The name of a state for `/Next`; empty for `/End`.
    NextOrEnd,
    /// The name of the one member that is written, such as `SecondsPath`.
    Way,
    /// A variable's name.
    Name,
}

impl Field {
    /// A field that the definition does not have (any longer).
    #[must_use]
    pub fn missing(pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            label: String::new(),
            hint: String::new(),
            control: Control::Line { mono: false, placeholder: String::new() },
            value: String::new(),
            is_set: false,
            is_short: false,
            encoding: Encoding::Text,
            excludes: Vec::new(),
            carries: None,
        }
    }

    /// The same field with several lines of prose.
    #[must_use]
    pub fn lines(self, lines: u32) -> Self {
        Self { control: Control::Lines(lines), is_short: false, ..self }
    }

    /// The same field, which takes others out when it is set.
    #[must_use]
    pub fn excluding(self, others: &[&str]) -> Self {
        Self { excludes: others.iter().map(|other| (*other).to_owned()).collect(), ..self }
    }

    /// The same field with a hint that says more than the language's table.
    #[must_use]
    pub fn hinting(self, hint: &str) -> Self {
        Self { hint: hint.to_owned(), ..self }
    }

    /// The grammar of what is written in it, if it is code.
    #[must_use]
    pub fn grammar(&self) -> Option<Grammar> {
        match self.control {
            Control::Code { grammar, .. } | Control::Moment { grammar } => Some(grammar),
            _ => None,
        }
    }

    /// The edit that gives this field of a state, or of the machine, what was typed; or a sentence on what is wrong with it.
    pub fn edit(&self, state: Option<StateKey>, typed: &str) -> Result<Edit, String> {
        let change = self.change(typed)?;
        Ok(match (change, state) {
            (Change::Set { pointer, json, removing }, state) => Edit::Field { state, pointer, json, removing },
            (Change::Rename { pointer, name, json }, Some(state)) => Edit::RenameField { state, pointer, name, json },
            (Change::Rename { .. }, None) => return Err("this field cannot be renamed".to_owned()),
        })
    }

    fn change(&self, typed: &str) -> Result<Change, String> {
        let exact = typed;
        let typed = typed.trim();
        let pointer = self.pointer.clone();
        let set = |pointer, json: Option<String>, removing| Ok(Change::Set { pointer, json, removing });
        match (self.encoding, pointer.rsplit_once('#')) {
            (Encoding::NextOrEnd, _) => {
                let base = pointer.trim_end_matches("/Next").to_owned();
                let (member, json, gone) = match typed {
                    "" => ("/End", "true".to_owned(), "/Next"),
                    name => ("/Next", quote(name), "/End"),
                };
                set(base.clone() + member, Some(json), vec![base + gone])
            }
            (Encoding::Way, Some((base, _))) => {
                let own = format!("{base}/{typed}");
                let mut others: Vec<String> = self.excludes.iter().filter(|other| **other != own).cloned().collect();
                // One that is written already stays as it is.
                if self.excludes.contains(&own) && !others.is_empty() {
                    return set(others.remove(0), None, others);
                }
                set(own, Some(way_value(typed, self.carries.as_ref())), others)
            }
            (Encoding::Name, Some((base, old))) => {
                check_name(typed)?;
                let suffix = if old.ends_with(".$") { ".$" } else { "" };
                let pointer = format!("{base}/{}", escaped(old));
                Ok(Change::Rename { pointer, name: format!("{typed}{suffix}"), json: None })
            }
            (_, Some((base, ""))) => set(format!("{base}/{typed}"), Some(operand_for(typed, None)), Vec::new()),
            (_, Some((base, old))) => Ok(Change::Rename {
                pointer: format!("{base}/{old}"),
                name: typed.to_owned(),
                json: Some(operand_for(typed, self.carries.as_ref())),
            }),
            (Encoding::Exact, None) => set(pointer, Some(quote(exact)), Vec::new()),
            (Encoding::PathOrJson, None) => variable_change(pointer, typed),
            (encoding, None) => {
                let json = if typed.is_empty() { None } else { Some(encoding.json(typed)?) };
                let removing = if json.is_some() { self.excludes.clone() } else { Vec::new() };
                set(pointer, json, removing)
            }
        }
    }
}

/// What becomes of the text.
#[derive(Debug, PartialEq)]
enum Change {
    /// A field is set, or removed without JSON, and others go.
    Set { pointer: String, json: Option<String>, removing: Vec<String> },
    /// A member has another name from now on, and perhaps another value.
    Rename { pointer: String, name: String, json: Option<String> },
}

impl Encoding {
    /// What was typed, as JSON text.
    fn json(self, typed: &str) -> Result<String, String> {
        let is_free = is_expression(typed) || is_placeholder(typed);
        match self {
            Self::Text | Self::Exact | Self::NextOrEnd | Self::Way | Self::Name => Ok(quote(typed)),
            Self::Number if is_placeholder(typed) => Ok(typed.to_owned()),
            Self::Boolean | Self::Json | Self::PathOrJson | Self::List if is_expression(typed) => Ok(quote(typed)),
            Self::Number if is_free => Ok(quote(typed)),
            Self::Number => match typed.parse::<f64>() {
                Ok(number) if number.is_finite() && value::parse(typed).is_ok() => Ok(typed.to_owned()),
                _ => Err(format!("`{typed}` is not a number")),
            },
            Self::Boolean => match typed {
                "true" | "false" => Ok(typed.to_owned()),
                _ => Err("write true or false".to_owned()),
            },
            Self::PathOrNull if typed == "null" => Ok(typed.to_owned()),
            Self::PathOrNull => Ok(quote(typed)),
            Self::Json | Self::PathOrJson => check_json(typed),
            Self::List => {
                let items = typed.split(',').map(str::trim).filter(|item| !item.is_empty()).map(quote);
                Ok(format!("[{}]", items.collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

/// A variable's value in JSONPath: what is computed has a name that ends in `.$`.
fn variable_change(pointer: String, typed: &str) -> Result<Change, String> {
    let was_computed = pointer.ends_with(".$");
    let is_computed = typed.starts_with('$') || expressions::intrinsic::Call::is_call(typed);
    let json = match typed {
        "" => "null".to_owned(),
        _ if is_computed => quote(typed),
        _ => check_json(typed)?,
    };
    if was_computed == is_computed {
        return Ok(Change::Set { pointer, json: Some(json), removing: Vec::new() });
    }
    let old = pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    let name = if is_computed { format!("{old}.$") } else { old.trim_end_matches(".$").to_owned() };
    Ok(Change::Rename { pointer, name, json: Some(json) })
}

/// What an operator that was just chosen is compared with: what stood there, where that makes sense.
fn operand_for(operator: &str, old: Option<&Value>) -> String {
    let text = old.and_then(Value::as_str);
    let number = old.and_then(Value::as_f64).or_else(|| text.and_then(|text| text.trim().parse().ok()));
    match operand(operator) {
        Some(Operand::Test) => old.and_then(Value::as_bool).unwrap_or(true).to_string(),
        Some(Operand::Boolean) => old.and_then(Value::as_bool).unwrap_or(text == Some("true")).to_string(),
        Some(Operand::Number) => number.filter(|number| number.is_finite()).map_or("0".to_owned(), |number| number.to_string()),
        Some(Operand::Path) => quote(text.filter(|text| text.starts_with('$')).unwrap_or("$.value")),
        Some(Operand::Timestamp) => {
            let moment = text.filter(|text| expressions::time::Timestamp::parse(text).is_some());
            quote(moment.unwrap_or("2027-01-01T00:00:00Z"))
        }
        Some(Operand::String) | None => match (old, text) {
            (_, Some(text)) => quote(text),
            (Some(value), None) => quote(&value.to_json()),
            (None, None) => quote(""),
        },
    }
}

/// What a way to wait holds that was just chosen.
fn way_value(way: &str, old: Option<&Value>) -> String {
    let expression = old.and_then(Value::as_str).filter(|text| is_expression(text));
    match way {
        "Seconds" => old.and_then(Value::as_f64).map_or("60".to_owned(), |number| number.to_string()),
        "Timestamp" => quote(expression.unwrap_or("2027-01-01T00:00:00Z")),
        "SecondsPath" => quote("$.seconds"),
        "TimestampPath" => quote("$.timestamp"),
        "ErrorPath" => quote("$.Error"),
        "CausePath" => quote("$.Cause"),
        _ => quote(old.and_then(Value::as_str).unwrap_or_default()),
    }
}

fn check_name(typed: &str) -> Result<(), String> {
    let mut letters = typed.chars();
    let starts = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    match starts && letters.all(|letter| letter.is_alphanumeric() || letter == '_') && typed.chars().count() <= 80 {
        true if typed == "states" => Err("`states` is the service's own name; take another".to_owned()),
        true => Ok(()),
        false => Err("a variable's name has letters, digits and _, at most 80, and begins with no digit".to_owned()),
    }
}

fn check_json(typed: &str) -> Result<String, String> {
    let tree = asl::tree::Tree::parse(typed);
    match tree.problems().first() {
        None => Ok(typed.to_owned()),
        Some(problem) => Err(format!("not JSON yet: {}", problem.message)),
    }
}

pub(super) fn is_expression(typed: &str) -> bool {
    typed.starts_with("{%") && typed.ends_with("%}")
}

fn is_placeholder(typed: &str) -> bool {
    asl::tree::is_placeholder(typed)
}

pub(super) fn quote(text: &str) -> String {
    asl::tree::quote(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_operator_keeps_what_it_is_compared_with_where_that_makes_sense() {
        let text = Value::from("12");
        assert_eq!(operand_for("NumericEquals", Some(&text)), "12");
        assert_eq!(operand_for("StringEquals", Some(&Value::from(12))), "\"12\"");
        assert_eq!(operand_for("IsPresent", Some(&text)), "true");
        assert_eq!(operand_for("IsNull", Some(&Value::from(false))), "false");
        assert_eq!(operand_for("NumericEqualsPath", Some(&text)), "\"$.value\"");
        assert_eq!(operand_for("NumericEqualsPath", Some(&Value::from("$.a"))), "\"$.a\"");
        assert_eq!(operand_for("TimestampEquals", Some(&Value::from("2026-01-31T12:00:00Z"))), "\"2026-01-31T12:00:00Z\"");
        assert_eq!(operand_for("BooleanEquals", None), "false");
    }

    #[test]
    fn a_computed_variable_has_a_name_of_its_own() {
        let renamed = |pointer: &str, name: &str, json: &str| {
            Ok(Change::Rename { pointer: pointer.to_owned(), name: name.to_owned(), json: Some(json.to_owned()) })
        };
        let change = |pointer: &str, typed| variable_change(pointer.to_owned(), typed);
        assert_eq!(change("/Assign/total", "$.a.b"), renamed("/Assign/total", "total.$", "\"$.a.b\""));
        assert_eq!(change("/Assign/total.$", "[1, 2]"), renamed("/Assign/total.$", "total", "[1, 2]"));
        assert!(matches!(change("/Assign/total", "7"), Ok(Change::Set { .. })));
        assert!(change("/Assign/total", "oops").is_err());
    }

    #[test]
    fn names_of_variables_are_checked() {
        assert!(check_name("total_2").is_ok());
        for wrong in ["", "2nd", "a-b", "states"] {
            assert!(check_name(wrong).is_err(), "{wrong}");
        }
    }
}
