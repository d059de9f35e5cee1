//! What a Task's parameters are known to be before anything runs: literals, and what Format, `&` or a variable make of them.

mod intrinsic;
mod jsonata;

use std::collections::BTreeMap;

use asl::definition::{Definition, QueryLanguage, State, StateKind, Template};
use value::{Object, Value};

use crate::pattern::Pattern;

/// More alternatives than this for one value are as good as not knowing it.
const MOST_ALTERNATIVES: usize = 16;

/// A parameter's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// It is not written.
    Absent,
    /// It is known to be one of these. Never empty.
    Texts(Vec<Pattern>),
    /// It is an object or array, to be looked into.
    Inside(Value),
    /// Only a run knows it.
    Unknown,
    /// Not even whether it is written is known, as the whole is an expression.
    Untold,
}

impl Given {
    /// The texts it may be; anything, where it is not known.
    #[must_use]
    pub fn texts(self) -> Vec<Pattern> {
        match self {
            Self::Absent => vec![],
            Self::Texts(texts) => texts,
            Self::Inside(_) | Self::Unknown | Self::Untold => vec![Pattern::any()],
        }
    }

    /// The texts of what need not be there: none, where it is not known to be written.
    #[must_use]
    pub fn optional_texts(self) -> Vec<Pattern> {
        if self.is_written() { self.texts() } else { vec![] }
    }

    /// Whether it is known to be written.
    #[must_use]
    pub fn is_written(&self) -> bool {
        !matches!(self, Self::Absent | Self::Untold)
    }

    /// Whether it is not written.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        *self == Self::Absent
    }
}

/// A parameter and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// The names of the parameters that hold it, from the outermost on.
    pub holders: Vec<String>,
    /// Whether it is one of a list.
    pub in_list: bool,
    /// Its value.
    pub given: Given,
}

/// What a state's variables are known to be, by name.
pub type Variables = BTreeMap<String, Vec<Pattern>>;

/// The parameters of one call.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a> {
    /// The template; `None` where there is none.
    pub value: Option<&'a Value>,
    /// The language of its expressions.
    pub language: QueryLanguage,
    /// The variables it may name.
    pub variables: &'a Variables,
}

impl<'a> Parameters<'a> {
    /// Those of a state.
    #[must_use]
    pub fn of(state: &'a State, variables: &'a Variables) -> Self {
        let template = match state.query_language {
            QueryLanguage::JsonPath => state.data.parameters.as_ref(),
            QueryLanguage::Jsonata => state.data.arguments.as_ref(),
        };
        Self { value: template.map(|template| &template.value), language: state.query_language, variables }
    }

    /// Those of a template in a state.
    #[must_use]
    pub fn within(state: &State, template: Option<&'a Template>, variables: &'a Variables) -> Self {
        Self { value: template.map(|template| &template.value), language: state.query_language, variables }
    }

    /// A parameter, by its name whatever its capitals.
    #[must_use]
    pub fn get(&self, name: &str) -> Given {
        match self.value {
            None => Given::Absent,
            Some(value) => self.member(value, name),
        }
    }

    /// A parameter inside others, such as `["Document", "S3Object", "Bucket"]`.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Given {
        let Some(value) = self.value else { return Given::Absent };
        let mut given = Given::Inside(value.clone());
        for name in path {
            given = match given {
                Given::Inside(value) => self.member(&value, name),
                other => return other,
            };
        }
        given
    }

    /// What each item of a list holds; one unknown item where the list is not known.
    #[must_use]
    pub fn items(&self, given: Given) -> Vec<Given> {
        match given {
            Given::Absent => vec![],
            Given::Inside(Value::Array(items)) => items.iter().map(|item| self.read(item)).collect(),
            other => vec![other],
        }
    }

    /// A member of a value that was looked into.
    #[must_use]
    pub fn inside(&self, given: &Given, name: &str) -> Given {
        match given {
            Given::Inside(value) => self.member(value, name),
            Given::Absent => Given::Absent,
            Given::Texts(_) | Given::Unknown | Given::Untold => Given::Untold,
        }
    }

    /// Every parameter with its name, those of parameters inside included, to a depth.
    #[must_use]
    pub fn all(&self, depth: usize) -> Vec<(String, Given)> {
        self.members(depth).into_iter().map(|member| (member.name, member.given)).collect()
    }

    /// Every parameter with where it stands, those of parameters inside included, to a depth.
    #[must_use]
    pub fn members(&self, depth: usize) -> Vec<Member> {
        let mut found = vec![];
        if let Some(value) = self.value {
            self.collect(value, depth, (&[], false), &mut found);
        }
        found
    }

    /// The names that an object holds as keys, such as tables of `RequestItems`.
    #[must_use]
    pub fn keys(&self, given: &Given) -> Vec<Pattern> {
        let Given::Inside(Value::Object(object)) = given else { return vec![] };
        object.keys().map(|key| Pattern::text(self.plain_name(key))).collect()
    }

    /// The names at the top whose values are not all known, and whether the whole is not.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.value.is_some_and(|value| {
            !matches!(value, Value::Object(_)) && !value.is_null() && !matches!(self.read(value), Given::Inside(_))
        })
    }

    fn collect(&self, value: &Value, depth: usize, (holders, in_list): (&[String], bool), found: &mut Vec<Member>) {
        match value {
            Value::Object(object) => {
                for key in object.keys() {
                    let name = self.plain_name(key).to_owned();
                    let given = self.object_member(object, &name);
                    if let (Given::Inside(inner), true) = (&given, depth > 0) {
                        let holders = [holders, std::slice::from_ref(&name)].concat();
                        self.collect(inner, depth - 1, (&holders, in_list), found);
                    }
                    found.push(Member { name, holders: holders.to_vec(), in_list, given });
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, depth, (holders, true), found)),
            Value::String(text) if self.language == QueryLanguage::Jsonata => {
                let constructed = jsonata::members(text, self.variables);
                let member = |(name, texts): (String, Option<Vec<Pattern>>)| Member {
                    name,
                    holders: holders.to_vec(),
                    in_list,
                    given: texts.map_or(Given::Unknown, known),
                };
                found.extend(constructed.into_iter().flat_map(|constructed| constructed.named).map(member));
            }
            _ => {}
        }
    }

    fn plain_name<'n>(&self, key: &'n str) -> &'n str {
        match self.language {
            QueryLanguage::JsonPath => key.strip_suffix(".$").unwrap_or(key),
            QueryLanguage::Jsonata => key,
        }
    }

    fn member(&self, value: &Value, name: &str) -> Given {
        match value {
            Value::Object(object) => self.object_member(object, name),
            Value::String(text) if self.language == QueryLanguage::Jsonata => {
                let Some(constructed) = jsonata::members(text, self.variables) else { return Given::Untold };
                let member = constructed.named.into_iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name));
                match member {
                    Some((_, texts)) => texts.map_or(Given::Unknown, known),
                    None if constructed.complete => Given::Absent,
                    None => Given::Untold,
                }
            }
            _ => Given::Untold,
        }
    }

    fn object_member(&self, object: &Object, name: &str) -> Given {
        let Some((key, value)) = object.iter().find(|(key, _)| self.plain_name(key).eq_ignore_ascii_case(name)) else {
            return Given::Absent;
        };
        let is_path = self.language == QueryLanguage::JsonPath && key.ends_with(".$");
        match value.as_str().filter(|_| is_path) {
            Some(path) => known(intrinsic::texts(path, self.variables)),
            None if is_path => Given::Unknown,
            None => self.read(value),
        }
    }

    fn read(&self, value: &Value) -> Given {
        match value {
            Value::String(text) if self.language == QueryLanguage::Jsonata && is_expression(text) => {
                known(jsonata::texts(text, self.variables))
            }
            Value::String(text) => Given::Texts(vec![Pattern::text(text)]),
            Value::Bool(_) | Value::Number(_) => Given::Texts(vec![Pattern::text(&value.to_json())]),
            Value::Null => Given::Absent,
            Value::Array(_) | Value::Object(_) => Given::Inside(value.clone()),
        }
    }
}

fn known(texts: Vec<Pattern>) -> Given {
    let vague = texts.is_empty() || texts.len() > MOST_ALTERNATIVES || texts.iter().any(Pattern::is_any);
    if vague { Given::Unknown } else { Given::Texts(texts) }
}

/// Whether the string is a JSONata expression.
fn is_expression(text: &str) -> bool {
    text.starts_with("{%") && text.ends_with("%}")
}

/// What the machine's variables are known to be: everything that any `Assign` gives them.
#[must_use]
pub fn variables(definition: &Definition) -> Variables {
    let none = Variables::new();
    let mut found: BTreeMap<String, Vec<Pattern>> = BTreeMap::new();
    for state in &definition.states {
        for template in assigns(state) {
            let parameters = Parameters { value: Some(&template.value), language: state.query_language, variables: &none };
            for (name, given) in parameters.all(0) {
                found.entry(name).or_default().extend(match given {
                    Given::Texts(texts) => texts,
                    _ => vec![Pattern::any()],
                });
            }
        }
    }
    found.retain(|_, texts| {
        texts.sort();
        texts.dedup();
        matches!(known(texts.clone()), Given::Texts(_))
    });
    found
}

fn assigns(state: &State) -> impl Iterator<Item = &Template> {
    let rules = match &state.kind {
        StateKind::Choice(choice) => choice.rules.iter().filter_map(|rule| rule.assign.as_ref()).collect(),
        _ => vec![],
    };
    let catchers = state.catch.iter().filter_map(|catcher| catcher.assign.as_ref());
    state.data.assign.iter().chain(rules).chain(catchers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Style;

    fn check_in(language: QueryLanguage, json: &str, name: &str, expected: &[&str]) {
        let value = value::parse(json).expect("is JSON");
        let variables = [("bucket".to_owned(), vec![Pattern::text("b1")])].into_iter().collect();
        let parameters = Parameters { value: Some(&value), language, variables: &variables };
        let texts: Vec<String> = parameters.get(name).texts().iter().map(|text| text.write(&Style::default())).collect();
        assert_eq!(texts, expected, "{json}");
    }

    #[test]
    fn jsonpath_parameters_are_known_as_far_as_they_are_written() {
        let check = |json, expected: &[&str]| check_in(QueryLanguage::JsonPath, json, "A", expected);
        check(r#"{"A": "arn:${X}"}"#, &["arn:${X}"]);
        check(r#"{"A.$": "$.x"}"#, &["*"]);
        check(r#"{"A.$": "States.Format('arn:{}:x', $.a)"}"#, &["arn:*:x"]);
        check(r#"{"A.$": "States.Format('{}/{}', 'a', States.Format('b{}', $bucket))"}"#, &["a/bb1"]);
        check(r#"{"A.$": "States.Format('it\\'s \\{\\} {}', 5)"}"#, &["it's {} 5"]);
        check(r#"{"A.$": "$bucket"}"#, &["b1"]);
        check(r#"{"A.$": "States.UUID()"}"#, &["*"]);
        check(r#"{"A.$": "States.Format('{"}"#, &["*"]);
        check(r#"{"A": 5}"#, &["5"]);
        check("{}", &[]);
    }

    #[test]
    fn jsonata_arguments_are_known_as_far_as_they_are_written() {
        let check = |json, expected: &[&str]| check_in(QueryLanguage::Jsonata, json, "A", expected);
        check(r#"{"A": "{% 'arn:' & $states.input.x & ':y' %}"}"#, &["arn:*:y"]);
        check(r#"{"A": "{% $bucket %}"}"#, &["b1"]);
        check(r#"{"A": "{% $states.input.large ? 'big' : 'small' %}"}"#, &["big", "small"]);
        check(r#"{"A": "{% ('a' & \"b\") & ($bucket) %}"}"#, &["abb1"]);
        check(r#"{"A": "{% $join(['a', $states.input.b], '-') %}"}"#, &["a-*"]);
        check(r#"{"A": "{% $string($states.input.b) & '/x' %}"}"#, &["*/x"]);
        check(r#"{"A": "{% $lookup($m, 'x') %}"}"#, &["*"]);
        check(r#"{"A": "{% $x := 'a'; %}"}"#, &["*"]);
        check(r#"{"A": "{% 'unclosed %}"}"#, &["*"]);
        check(r#"{"A": "{% $states.input.n = 1 and $states.input.m > 2 ? 'a' : 'b' %}"}"#, &["a", "b"]);
        // However deep it nests, it comes to an end.
        for open in ["(", "$a = (", "$a ? (", "'x' & ("] {
            let deep = format!(r#"{{"A": "{{% {} %}}"}}"#, open.repeat(20_000));
            check_in(QueryLanguage::Jsonata, &deep, "A", &["*"]);
        }
        check(r#""{% {'A': 'x' & $states.input.y, 'B': {'A': 1}} %}""#, &["x*"]);
        check(r#""{% $states.input %}""#, &["*"]);
        check(r#""{% {'B': 1} %}""#, &[]);
        check(r#""{% $merge([{'A': 'x'}, {'B': $states.input}]) %}""#, &["x"]);
        check(r#""{% $merge([$states.input, {'A': 'x'}]) %}""#, &["x"]);
        check(r#""{% $merge([{'A': 'x'}, $states.input]) %}""#, &["*"]);
    }
}
