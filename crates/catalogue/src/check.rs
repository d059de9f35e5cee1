//! Whether a Task's parameters fit the API: unknown names, missing ones, other types, texts that are no choice.
//!
//! Parameters are payload templates: a member whose name ends in `.$` and a text between `{%` and `%}` are computed and may be
//! anything, and so is what a deployment puts in the place of `${Name}`, `Ref` or `Fn::…`.

use asl::tree::escape_token;
use asl::words::nearest;
use value::Value;

use crate::api::Api;
use crate::shape::{Member, Shape, ShapeId};

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where it is, as a JSON Pointer from the parameters; of what is missing, the object that lacks it.
    pub pointer: String,
    /// What it is.
    pub problem: Problem,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A name that the API does not have here.
    Unknown {
        /// The name, as it is written.
        name: String,
        /// The name that is probably meant.
        meant: Option<String>,
    },
    /// What a call must give is not there.
    Missing {
        /// Its name.
        name: String,
    },
    /// A value of another type.
    WrongType {
        /// The member's name.
        name: String,
        /// What it must be, in words.
        expected: &'static str,
        /// What it is, in words.
        given: &'static str,
    },
    /// A text that is none of those that are allowed.
    NoChoice {
        /// The text.
        given: String,
        /// The text that is probably meant.
        meant: Option<String>,
        /// What is allowed.
        choices: Vec<String>,
    },
}

/// What is wrong with parameters.
pub fn check(api: &Api, parameters: &Value) -> Vec<Finding> {
    let mut checker = Checker { api, findings: vec![] };
    if !is_computed(parameters) && api.operation.input.is_some() {
        match parameters {
            Value::Object(_) => checker.members("", parameters, &api.parameters(), false),
            other => checker.report("", wrong_type("", &Shape::Any, other)),
        }
    }
    checker.findings
}

struct Checker<'a> {
    api: &'a Api<'a>,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn report(&mut self, pointer: &str, problem: Problem) {
        self.findings.push(Finding { pointer: pointer.to_owned(), problem });
    }

    fn members(&mut self, pointer: &str, object: &Value, members: &[Member], is_union: bool) {
        let Value::Object(object) = object else { return };
        let keys: Vec<&str> = object.keys().map(|key| &**key).collect();
        if keys.iter().any(|key| is_deployed(key)) {
            return;
        }
        let names = || members.iter().map(|member| member.name);
        let mut meant_names = Vec::new();
        for (key, value) in object.iter() {
            let name = key.strip_suffix(".$").unwrap_or(key);
            let place = format!("{pointer}/{}", escape_token(key));
            match self.find(members, name) {
                Some(member) if name.len() == key.len() => self.value(&place, name, value, member.shape),
                Some(_) => {}
                None => {
                    let meant = nearest(name, names()).map(str::to_owned);
                    meant_names.extend(meant.clone());
                    self.report(&place, Problem::Unknown { name: name.to_owned(), meant });
                }
            }
        }
        if is_union {
            return;
        }
        let given =
            |wanted: &Member| keys.iter().any(|key| self.find(&[*wanted], key.strip_suffix(".$").unwrap_or(key)).is_some());
        // What is misspelled is not missing, too.
        let missing = members
            .iter()
            .filter(|member| member.required && !given(member) && !meant_names.iter().any(|meant| meant == member.name));
        let missing: Vec<String> = missing.map(|member| member.name.to_owned()).collect();
        for name in missing {
            self.report(pointer, Problem::Missing { name });
        }
    }

    /// The member of this name. Java's words that are added (`EqualsValue`) may be left out, and an optimised integration, which is
    /// older than the rule, takes names as the API writes them, too.
    fn find<'m>(&self, members: &[Member<'m>], name: &str) -> Option<Member<'m>> {
        let same = |member: &&Member| member.name == name || member.name.strip_suffix("Value") == Some(name);
        let lenient = |member: &&Member| {
            self.api.is_lenient() && (member.name.eq_ignore_ascii_case(name) || member.name == "Nul" && name == "NULL")
        };
        members.iter().find(same).or_else(|| members.iter().find(lenient)).copied()
    }

    fn value(&mut self, pointer: &str, name: &str, value: &Value, id: ShapeId) {
        if is_computed(value) || value.is_null() {
            return;
        }
        let shape = self.api.service.shape(id);
        match (&shape, value) {
            (Shape::Structure { members, is_union }, Value::Object(_)) => self.members(pointer, value, members, *is_union),
            (Shape::List(item), Value::Array(items)) => {
                for (at, item_value) in items.iter().enumerate() {
                    self.value(&format!("{pointer}/{at}"), name, item_value, *item);
                }
            }
            (Shape::Map { value: held, .. }, Value::Object(object)) => {
                for (key, member) in object.iter().filter(|(key, _)| !key.ends_with(".$") && !is_deployed(key)) {
                    self.value(&format!("{pointer}/{}", escape_token(key)), key, member, *held);
                }
            }
            (Shape::Choice(choices), Value::String(text)) => {
                if !choices.contains(&&**text) {
                    let problem = Problem::NoChoice {
                        given: text.to_string(),
                        meant: nearest(text, choices.iter().copied()).map(str::to_owned),
                        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
                    };
                    self.report(pointer, problem);
                }
            }
            // Objects and lists that are given for text become JSON.
            (Shape::Any | Shape::Bytes, _)
            | (Shape::Text(_), Value::String(_) | Value::Object(_) | Value::Array(_))
            | (Shape::Number(_), Value::Number(_))
            | (Shape::Boolean, Value::Bool(_))
            | (Shape::Time, Value::String(_) | Value::Number(_)) => {}
            (Shape::Boolean, Value::String(text)) if ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)) => {}
            (Shape::Integer(_) | Shape::Number(_), Value::String(text)) if text.trim().parse::<f64>().is_ok() => {}
            // The optimised integration of DynamoDB takes a text for `{"S": text}`.
            (Shape::Structure { .. }, Value::String(_)) if self.api.call.optimized && self.api.call.service == "dynamodb" => {}
            (Shape::Integer(_), Value::Number(number)) if number.as_f64().fract() == 0.0 => {}
            _ => self.report(pointer, wrong_type(name, &shape, value)),
        }
    }
}

fn wrong_type(name: &str, shape: &Shape, value: &Value) -> Problem {
    let expected = if name.is_empty() { "an object" } else { shape.phrase() };
    Problem::WrongType { name: name.to_owned(), expected, given: value.type_phrase() }
}

/// Whether a value is made when the workflow runs or is deployed, so that nothing can be said of it.
fn is_computed(value: &Value) -> bool {
    match value {
        // `!Ref Table` and other tags of a template in YAML stand as they are written.
        Value::String(text) => text.trim_start().starts_with("{%") || text.contains("${") || is_tag(text),
        Value::Object(object) => object.len() == 1 && object.keys().all(|key| is_deployed(key)),
        _ => false,
    }
}

fn is_tag(text: &str) -> bool {
    text.strip_prefix('!').is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_uppercase()))
}

/// Whether a deployment tool puts something in the place of this name.
fn is_deployed(key: &str) -> bool {
    key.contains("${") || key.starts_with("Fn::") || key == "Ref"
}

impl Finding {
    /// What does not fit, as a sentence.
    #[must_use]
    pub fn message(&self, call: &str) -> String {
        match &self.problem {
            Problem::Unknown { name, .. } => format!("`{call}` knows no parameter `{name}` here"),
            Problem::Missing { name } => format!("`{call}` cannot do without `{name}` here"),
            Problem::WrongType { name, expected, given } if name.is_empty() => {
                format!("the parameters of `{call}` are {expected}, not {given}")
            }
            Problem::WrongType { name, expected, given } => format!("`{name}` of `{call}` is {expected}, not {given}"),
            Problem::NoChoice { given, .. } => format!("`{call}` takes no `{given}` here"),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        const SHOWN: usize = 12;
        match &self.problem {
            Problem::Unknown { meant: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
            Problem::Unknown { meant: None, .. } => {
                Some("Step Functions begins the names of parameters with capitals, also where the API does not".to_owned())
            }
            Problem::NoChoice { meant: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
            Problem::NoChoice { choices, .. } => {
                let more = if choices.len() > SHOWN { format!(" and {} more", choices.len() - SHOWN) } else { String::new() };
                let shown: Vec<String> = choices.iter().take(SHOWN).map(|choice| format!("`{choice}`")).collect();
                Some(format!("one of {}{more}", shown.join(", ")))
            }
            Problem::Missing { .. } => Some("add it; in JSONPath a computed value's name ends in `.$`".to_owned()),
            Problem::WrongType { .. } => None,
        }
    }
}
