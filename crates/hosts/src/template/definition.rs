//! The state machines among a template's resources.

use std::collections::BTreeMap;

use asl::definition::NodeId;
use asl::lint::WorkflowType;
use asl::tree::Kind;

use super::{Embedded, Include, Template, embed_object, embed_text, substitutions};
use crate::asset::asset;
use crate::files::{Files, beside};
use crate::found::{Found, Meaning, Properties, Source};

/// The types of resources that hold definitions.
const TYPES: [&str; 2] = ["AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"];

/// Every state machine's definition, in the order of the template.
#[must_use]
pub fn definitions_of_template(template: &Template, path: &str, files: &dyn Files) -> Vec<Found> {
    let root = template.tree.root();
    let Some(resources) = root.and_then(|root| template.at(root, &["Resources"])) else { return vec![] };
    let found = template.tree.children(resources).filter_map(|resource| match template.word(resource, &["Type"])?.as_str() {
        kind if TYPES.contains(&kind) => definition(template, resource, path, files),
        "AWS::CloudFormation::Stack" => nested(template, resource, "TemplateURL"),
        "AWS::Serverless::Application" => nested(template, resource, "Location"),
        _ => None,
    });
    found.collect()
}

/// A stack of a template of its own, which may hold definitions: said, where that is a file beside this one.
fn nested(template: &Template, resource: NodeId, property: &str) -> Option<Found> {
    let file = template.word(resource, &["Properties", property])?;
    let why = format!("the template of this nested stack is `{file}`: open that file for the definitions in it");
    (!file.contains("://")).then(|| {
        Some(Found {
            place: template.tree.key(resource)?.into_owned(),
            how: "nested stack",
            line: template.line(resource),
            included: None,
            source: Source::Unknown(why),
            substitutions: vec![],
            properties: Properties::default(),
        })
    })?
}

fn definition(template: &Template, machine: NodeId, path: &str, files: &dyn Files) -> Option<Found> {
    let properties = template.at(machine, &["Properties"])?;
    let (node, how, Written { source, meanings }) = source(template, properties, path, files)?;
    let embedded = match &source {
        Source::Inline(embedding, _) => embedding.text.clone(),
        Source::File { text, .. } => text.clone(),
        Source::Unknown(_) => String::new(),
    };
    Some(Found {
        place: template.tree.key(machine)?.into_owned(),
        how,
        line: template.line(node),
        included: None,
        source,
        substitutions: substitutions(template, properties, node, &embedded, meanings),
        properties: described(template, properties),
    })
}

/// Where the definition is: the property's node, its name or function, and the text.
fn source(template: &Template, properties: NodeId, path: &str, files: &dyn Files) -> Option<(NodeId, &'static str, Written)> {
    let member = |name: &str| template.at(properties, &[name]);
    if let Some(node) = member("Definition") {
        return Some((node, "Definition", object(template, node)));
    }
    if let Some(node) = member("DefinitionString") {
        let (how, source) = text(template, node, 0);
        return Some((node, how, source));
    }
    if let Some(node) = member("DefinitionUri") {
        return Some((node, "DefinitionUri", file(template, node, path, files).into()));
    }
    let node = member("DefinitionS3Location")?;
    Some((node, "DefinitionS3Location", file(template, node, path, files).into()))
}

/// A definition's source, and what placeholders mean that were made for expressions in it.
struct Written {
    source: Source,
    meanings: BTreeMap<String, Meaning>,
}

impl From<Source> for Written {
    fn from(source: Source) -> Self {
        Self { source, meanings: BTreeMap::new() }
    }
}

impl From<Embedded> for Written {
    fn from(embedded: Embedded) -> Self {
        Self { source: Source::Inline(embedded.embedding, embedded.notation), meanings: embedded.meanings }
    }
}

fn object(template: &Template, node: NodeId) -> Written {
    let node = template.aliased(node);
    if let Some(function) = template.function(node) {
        return Source::Unknown(format!("the definition is what `{}` gives, which only a deployment knows", function.name))
            .into();
    }
    if template.tree.kind(node) != Kind::Object {
        return Source::Unknown("`Definition` is no object".to_owned()).into();
    }
    embed_object(template, node, &mut |_| Ok(Include::Nothing)).map_or_else(|why| Source::Unknown(why).into(), Written::from)
}

fn text(template: &Template, node: NodeId, depth: usize) -> (&'static str, Written) {
    if let Some((embedded, how)) = embed_text(template, node) {
        let how = if how == "string" { "DefinitionString" } else { how };
        return (how, embedded.into());
    }
    let Some(function) = template.function(node) else {
        return match template.tree.kind(node) {
            Kind::Object => ("DefinitionString", object(template, node)),
            _ => ("DefinitionString", Source::Unknown("`DefinitionString` is no text".to_owned()).into()),
        };
    };
    if function.name == "Fn::ToJsonString" {
        return ("Fn::ToJsonString", object(template, function.argument));
    }
    // A parameter may have the definition as its default.
    let parameter = template.tree.string(function.argument).filter(|_| function.name == "Ref" && depth == 0);
    let root = template.tree.root();
    let default = parameter.and_then(|name| template.at(root?, &["Parameters", &name, "Default"]));
    if let Some(default) = default {
        return ("Ref", text(template, default, depth + 1).1);
    }
    let why = format!("the definition is what `{}` gives, which only a deployment knows", function.name);
    ("DefinitionString", Source::Unknown(why).into())
}

/// A file beside the template, or an object in a bucket that a synthesised template's asset was made from.
fn file(template: &Template, node: NodeId, path: &str, files: &dyn Files) -> Source {
    if let Some(key) = template.word(node, &["Key"]) {
        return asset(&key, path, files)
            .unwrap_or_else(|| Source::Unknown(format!("the definition lies in a bucket, as `{key}`")));
    }
    let named = template.tree.string(node).or_else(|| {
        let function = template.function(node).filter(|function| function.name == "Fn::Sub")?;
        template.tree.string(template.items(function.argument).into_iter().next()?)
    });
    match named {
        Some(name) if name.starts_with("s3://") => Source::Unknown(format!("the definition lies in a bucket, as `{name}`")),
        Some(name) => {
            let path = beside(path, &name);
            match files.read(&path) {
                Some(text) => Source::File { path, text },
                None => Source::Unknown(format!("there is no file `{path}`")),
            }
        }
        None => Source::Unknown("which file it is, or which object of a bucket, only a deployment knows".to_owned()),
    }
}

/// What the properties say of the machine besides.
fn described(template: &Template, properties: NodeId) -> Properties {
    let word = |names: &[&[&str]]| names.iter().find_map(|path| template.word(properties, path));
    let kind = word(&[&["Type"], &["StateMachineType"]]);
    let has = |names: &[&str]| names.iter().any(|name| template.at(properties, &[name]).is_some());
    let traced = [["Tracing", "Enabled"], ["TracingConfiguration", "Enabled"]]
        .iter()
        .any(|path| template.at(properties, path).and_then(|node| template.tree.boolean(node)).unwrap_or(false));
    Properties {
        workflow_type: kind.map(|kind| if kind == "EXPRESS" { WorkflowType::Express } else { WorkflowType::Standard }),
        name: word(&[&["Name"], &["StateMachineName"]]),
        logging: has(&["Logging", "LoggingConfiguration"]),
        tracing: traced,
    }
}
