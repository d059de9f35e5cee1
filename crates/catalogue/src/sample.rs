//! Values of the right shape: parameters to fill in, and results for mocks.

use asl::definition::IntegrationPattern;
use value::{Number, Object, Value};

use crate::api::Api;
use crate::shape::{Limits, Shape, ShapeId};

/// What stands for a text that somebody has to write.
const PLACEHOLDER: &str = "MyData";

/// So many values a result has at most, and so deep it is: enough to see its form.
const MOST: usize = 150;
const DEEPEST: usize = 6;

/// Parameters with everything that is required.
pub fn input(api: &Api) -> Value {
    let mut maker = Maker { api, budget: MOST, required_only: true, open: vec![] };
    let mut object = Object::new();
    for member in api.parameters().iter().filter(|member| member.required) {
        object.insert(member.name, maker.value(member.name, member.shape));
    }
    Value::from(object)
}

/// A result as a success may give it. A callback's is what somebody reports, of which nothing is known.
pub fn output(api: &Api) -> Value {
    let Some(shape) = api.output_shape() else { return Value::from(Object::new()) };
    let mut maker = Maker { api, budget: MOST, required_only: false, open: vec![] };
    let mut value = maker.value("", shape);
    let waits = api.call.pattern == IntegrationPattern::RunJobParsed;
    if let Value::Object(object) = &mut value {
        let object = std::sync::Arc::make_mut(object);
        // With `.sync:2` the output of the workflow is JSON, with `.sync` text of it.
        for name in ["Input", "Output"].iter().filter(|_| api.call.service == "states" && api.call.optimized) {
            if object.contains_key(name) {
                object.insert(*name, if waits { Value::from(Object::new()) } else { Value::from("{}") });
            }
        }
        if api.call.service == "lambda" && api.call.optimized && object.contains_key("Payload") {
            object.insert("Payload", Object::new());
        }
    }
    value
}

/// Makes a value up.
struct Maker<'a> {
    api: &'a Api<'a>,
    budget: usize,
    required_only: bool,
    /// The shapes around, so that none holds itself for ever.
    open: Vec<ShapeId>,
}

impl Maker<'_> {
    fn value(&mut self, name: &str, id: ShapeId) -> Value {
        self.budget = self.budget.saturating_sub(1);
        let is_line = matches!(id, ShapeId::Line(_));
        if self.open.len() >= DEEPEST && !self.required_only || is_line && self.open.contains(&id) {
            return self.api.service.shape(id).empty();
        }
        self.open.push(id);
        let value = self.inside(name, id);
        self.open.pop();
        value
    }

    fn inside(&mut self, name: &str, id: ShapeId) -> Value {
        let shape = self.api.service.shape(id);
        match &shape {
            Shape::Structure { members, is_union } => {
                let mut object = Object::new();
                // Of a union one member says what it is.
                let wanted: Vec<_> = if *is_union {
                    members.iter().take(1).collect()
                } else {
                    members
                        .iter()
                        .filter(|member| member.required || !self.required_only && !tells_of_failure(member.name))
                        .collect()
                };
                for member in wanted {
                    if self.required_only || *is_union || self.budget > 0 {
                        object.insert(member.name, self.value(member.name, member.shape));
                    }
                }
                Value::from(object)
            }
            Shape::List(item) => Value::array([self.value(name, *item)]),
            Shape::Map { .. } if self.required_only => Value::from(Object::new()),
            Shape::Map { key, value } => {
                let key = self.value("Key", *key);
                let value = self.value(name, *value);
                Value::object([(key.as_str().unwrap_or("key").to_owned(), value)])
            }
            Shape::Choice(choices) => Value::from(choices.first().copied().unwrap_or_default()),
            Shape::Text(limits) => Value::from(self.text(name, limits)),
            Shape::Integer(_) if name.ends_with("StatusCode") && !self.required_only => Value::Number(Number::Int(200)),
            Shape::Integer(_) if name.starts_with("Failed") && !self.required_only => Value::Number(Number::Int(0)),
            Shape::Integer(limits) => Value::Number(Number::Int(least(limits) as i64)),
            Shape::Number(limits) => Value::Number(Number::Float(least(limits))),
            Shape::Boolean => Value::Bool(!self.required_only),
            Shape::Time => Value::from("2026-01-01T00:00:00Z"),
            Shape::Bytes => Value::from(if self.required_only { PLACEHOLDER } else { "" }),
            Shape::Any => Value::from(Object::new()),
        }
    }

    /// A text that looks like what its name says.
    fn text(&self, name: &str, limits: &Limits) -> String {
        if self.required_only {
            return PLACEHOLDER.to_owned();
        }
        let text = match name {
            _ if name.ends_with("Arn") => format!("arn:aws:{}:us-east-1:123456789012:example", self.api.service.name()),
            _ if name.ends_with("Token") => "example-token".to_owned(),
            _ if name.ends_with("Id") => "example-id".to_owned(),
            _ if name.ends_with("Name") => "example-name".to_owned(),
            _ => "example".to_owned(),
        };
        let most = limits.most.and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
        text.chars().take(most).collect()
    }
}

/// Whether a member is there only when something went wrong: a success leaves it out.
fn tells_of_failure(name: &str) -> bool {
    const ENDS: [&str; 4] = ["Error", "ErrorCode", "ErrorMessage", "FailureReason"];
    ["Error", "Failure"].iter().any(|begin| name.starts_with(begin)) || ENDS.iter().any(|end| name.ends_with(end))
}

fn least(limits: &Limits) -> f64 {
    let bound = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    bound(limits.least).unwrap_or_else(|| bound(limits.most).map_or(1.0, |most| most.min(1.0)))
}

impl Shape<'_> {
    /// The shortest value of this form.
    fn empty(&self) -> Value {
        match self {
            Self::List(_) => Value::from(Vec::<Value>::new()),
            Self::Structure { .. } | Self::Map { .. } | Self::Any => Value::from(Object::new()),
            Self::Integer(_) | Self::Number(_) => Value::Number(Number::Int(0)),
            Self::Boolean => Value::Bool(false),
            Self::Choice(choices) => Value::from(choices.first().copied().unwrap_or_default()),
            Self::Text(_) | Self::Time | Self::Bytes => Value::from(""),
        }
    }
}
