//! A service's model as botocore has it, read into what Step Functions sees: names are its names, and shapes are what JSON is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{Failure, names, sentence, unsupported};

/// A service.
pub struct Model {
    /// Step Functions' name, such as `dynamodb`.
    pub name: String,
    /// What its errors begin with, such as `DynamoDb`.
    pub prefix: String,
    /// Its name in prose.
    pub title: String,
    /// Other words that people know it by.
    pub words: String,
    /// What AWS's documentation calls this version of the API.
    pub uid: String,
    /// The first sentence of its documentation.
    pub about: String,
    /// By their actions, in order.
    pub operations: BTreeMap<String, Operation>,
    /// By the names that the model has for them.
    pub shapes: BTreeMap<String, Shape>,
}

/// An operation.
pub struct Operation {
    pub input: Option<String>,
    pub output: Option<String>,
    /// Names with `Exception`, in order.
    pub errors: BTreeSet<String>,
    pub about: String,
    /// Whether Step Functions can call it, as far as is known.
    pub supported: bool,
}

/// A type; others are named.
#[derive(Clone)]
pub enum Shape {
    Structure {
        members: Vec<Member>,
        is_union: bool,
    },
    List(String),
    Map(String, String),
    Choice(Vec<String>),
    /// The letter of a simple type, with its range and pattern if it has any.
    Simple(char, String),
}

/// A member of a structure.
#[derive(Clone)]
pub struct Member {
    pub name: String,
    pub required: bool,
    pub shape: String,
}

impl Model {
    /// Reads a `service-2.json`.
    pub fn read(json: &Value) -> Result<Self, Failure> {
        let metadata = &json["metadata"];
        let word = |key: &str| metadata[key].as_str().unwrap_or_default();
        let id = metadata["serviceId"].as_str().ok_or("it has no serviceId")?;
        let prefix = names::prefix(id);
        let name = prefix.to_lowercase();
        let shapes = json["shapes"].as_object().ok_or("it has no shapes")?;
        let operations = json["operations"].as_object().ok_or("it has no operations")?;
        let streams = |name: Option<&str>| name.is_some_and(|name| has_event_stream(shapes, name));
        let mut read = BTreeMap::new();
        for (operation, model) in operations {
            let action = names::action(operation);
            let shape = |end: &str| model[end]["shape"].as_str();
            let supported = !streams(shape("input")) && !streams(shape("output")) && !unsupported::is_listed(&name, &action);
            let errors = model["errors"].as_array().into_iter().flatten().filter_map(|error| error["shape"].as_str());
            let about = sentence::first(model["documentation"].as_str().unwrap_or_default());
            let [input, output] = ["input", "output"].map(|end| shape(end).map(str::to_owned));
            read.insert(action, Operation { input, output, errors: errors.map(names::error).collect(), about, supported });
        }
        let title = word("serviceFullName").to_owned();
        let words = [id, word("serviceAbbreviation"), word("endpointPrefix"), word("signingName")];
        let words = other_words(&words, &name, &title);
        let about = sentence::first(json["documentation"].as_str().unwrap_or_default());
        let shapes = shapes.iter().map(|(of, shape)| (of.clone(), Shape::read(&name, of, shape))).collect();
        Ok(Self { name, prefix, title, words, uid: word("uid").to_owned(), about, operations: read, shapes })
    }
}

/// Words that are not in the name or the title already.
fn other_words(names: &[&str], name: &str, title: &str) -> String {
    let known = format!("{name} {}", title.to_lowercase());
    let mut words = Vec::new();
    for word in names.iter().flat_map(|name| name.split([' ', '.', '-'])).map(str::to_lowercase) {
        if !word.is_empty() && !known.split([' ', '-']).any(|known| known == word) && !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(" ")
}

/// Whether a structure has a member that is a stream of events.
fn has_event_stream(shapes: &Map<String, Value>, name: &str) -> bool {
    let members = shapes.get(name).and_then(|shape| shape["members"].as_object());
    let is_stream =
        |member: &Value| member["shape"].as_str().is_some_and(|shape| shapes[shape]["eventstream"] == Value::Bool(true));
    members.is_some_and(|members| members.values().any(is_stream))
}

impl Shape {
    fn read(service: &str, of: &str, json: &Value) -> Self {
        let is = |key: &str| json[key] == Value::Bool(true);
        let named = |key: &str| json[key]["shape"].as_str().unwrap_or_default().to_owned();
        match json["type"].as_str().unwrap_or_default() {
            _ if is("document") => Self::Simple('j', String::new()),
            "structure" => Self::Structure { members: members(service, of, json), is_union: is("union") },
            "list" => Self::List(named("member")),
            "map" => Self::Map(named("key"), named("value")),
            "string" => match json["enum"].as_array() {
                Some(choices) => Self::Choice(choices.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
                None => Self::Simple('s', range(json) + &pattern(json)),
            },
            "integer" | "long" | "short" | "byte" => Self::Simple('i', range(json)),
            "float" | "double" => Self::Simple('d', range(json)),
            "boolean" => Self::Simple('b', String::new()),
            "timestamp" => Self::Simple('t', String::new()),
            "blob" => Self::Simple('x', String::new()),
            _ => Self::Simple('j', String::new()),
        }
    }
}

fn members(service: &str, of: &str, json: &Value) -> Vec<Member> {
    let required: Vec<&str> = json["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let member = |(name, member): (&String, &Value)| Member {
        name: renamed(service, of, name).unwrap_or_else(|| names::member(name)),
        // The SDK makes up the token of a call that is to happen once.
        required: required.contains(&name.as_str()) && member["idempotencyToken"] != Value::Bool(true),
        shape: if member["jsonvalue"] == Value::Bool(true) {
            String::new()
        } else {
            member["shape"].as_str().unwrap_or_default().to_owned()
        },
    };
    json["members"].as_object().into_iter().flatten().map(member).collect()
}

/// A member that the SDK calls otherwise than by rule.
fn renamed(service: &str, of: &str, member: &str) -> Option<String> {
    let is_null = service.starts_with("dynamodb") && of == "AttributeValue" && member == "NULL";
    is_null.then(|| "Nul".to_owned())
}

/// `MIN..MAX`, each where there is one that says something.
fn range(json: &Value) -> String {
    let (min, max) = (json["min"].as_f64(), json["max"].as_f64());
    let text = |bound: Option<f64>| bound.filter(|bound| *bound < 1e9 && *bound > -1e9).map(|bound| bound.to_string());
    let (min, max) = (text(min.filter(|min| *min != 0.0 || json["type"] != "string")), text(max));
    if min.is_none() && max.is_none() {
        String::new()
    } else {
        format!("{}..{}", min.unwrap_or_default(), max.unwrap_or_default())
    }
}

/// A pattern of one line that says something and is short enough to be read.
fn pattern(json: &Value) -> String {
    const LONGEST: usize = 60;
    let pattern = json["pattern"].as_str().unwrap_or_default();
    let trivial = [".*", "^.*$", ".+", "^.+$", "[\\s\\S]*", "[\\s\\S]+", "^[\\s\\S]*$", "[\\S\\s]*", "\\S+"].contains(&pattern);
    let fits = pattern.len() <= LONGEST && !pattern.contains(['\n', '\r', '\t']) && !trivial && !pattern.is_empty();
    if fits { format!(" {pattern}") } else { String::new() }
}
