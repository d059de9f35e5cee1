//! The state machines among a template's resources.

use asl::definition::NodeId;
use asl::lint::WorkflowType;
use asl::tree::Kind;

use super::text::notation_of;
use super::{Template, embed_object, embed_text, substitutions};
use crate::asset::asset;
use crate::files::{Files, beside};
use crate::found::{Found, Properties, Source};

/// The types of resources that hold definitions.
const TYPES: [&str; 2] = ["AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"];

/// Every state machine's definition, in the order of the template.
#[must_use]
pub fn definitions_of_template(template: &Template, path: &str, files: &dyn Files) -> Vec<Found> {
    let root = template.tree.root();
    let Some(resources) = root.and_then(|root| template.at(root, &["Resources"])) else { return vec![] };
    let machines = template
        .tree
        .children(resources)
        .filter(|resource| template.word(*resource, &["Type"]).is_some_and(|kind| TYPES.contains(&kind.as_str())));
    machines.filter_map(|machine| definition(template, machine, path, files)).collect()
}

fn definition(template: &Template, machine: NodeId, path: &str, files: &dyn Files) -> Option<Found> {
    let properties = template.at(machine, &["Properties"])?;
    let (node, how, source) = source(template, properties, path, files)?;
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
        substitutions: substitutions(template, properties, node, &embedded),
        properties: described(template, properties),
    })
}

/// Where the definition is: the property's node, its name or function, and the text.
fn source(template: &Template, properties: NodeId, path: &str, files: &dyn Files) -> Option<(NodeId, &'static str, Source)> {
    let member = |name: &str| template.at(properties, &[name]);
    if let Some(node) = member("Definition") {
        return Some((node, "Definition", object(template, node)));
    }
    if let Some(node) = member("DefinitionString") {
        let (how, source) = text(template, node, 0);
        return Some((node, how, source));
    }
    if let Some(node) = member("DefinitionUri") {
        return Some((node, "DefinitionUri", file(template, node, path, files)));
    }
    let node = member("DefinitionS3Location")?;
    Some((node, "DefinitionS3Location", file(template, node, path, files)))
}

fn object(template: &Template, node: NodeId) -> Source {
    let node = template.aliased(node);
    if let Some(function) = template.function(node) {
        return Source::Unknown(format!("the definition is what `{}` gives, which only a deployment knows", function.name));
    }
    if template.tree.kind(node) != Kind::Object {
        return Source::Unknown("`Definition` is no object".to_owned());
    }
    let (embedding, notation) = embed_object(template, node);
    Source::Inline(embedding, notation)
}

fn text(template: &Template, node: NodeId, depth: usize) -> (&'static str, Source) {
    if let Some((embedding, how)) = embed_text(template, node) {
        let notation = notation_of(&embedding.text);
        let how = if how == "string" { "DefinitionString" } else { how };
        return (how, Source::Inline(embedding, notation));
    }
    let Some(function) = template.function(node) else {
        return match template.tree.kind(node) {
            Kind::Object => ("DefinitionString", object(template, node)),
            _ => ("DefinitionString", Source::Unknown("`DefinitionString` is no text".to_owned())),
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
    (
        "DefinitionString",
        Source::Unknown(format!("the definition is what `{}` gives, which only a deployment knows", function.name)),
    )
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
