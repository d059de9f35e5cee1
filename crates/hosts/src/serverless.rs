//! `serverless.yml`: the state machines of the Step Functions plugin, with the files that it includes.

use std::sync::Arc;

use asl::definition::NodeId;
use asl::lint::WorkflowType;
use asl::tree::Kind;

use crate::files::{Files, beside};
use crate::found::{Found, Properties, Source};
use crate::template::{Template, embed_object, substitutions};

/// Files that include each other longer than this include nothing more.
const MAX_DEPTH: usize = 5;

/// A node, the file that it stands in, and whether that is another than the host.
struct Place {
    template: Template,
    node: NodeId,
    path: String,
    included: bool,
}

/// Every machine under `stepFunctions.stateMachines`, or in a file that holds `stateMachines` alone.
pub fn find(template: &Template, path: &str, files: &dyn Files) -> Vec<Found> {
    let Some(root) = template.tree.root() else { return vec![] };
    let host = Place { template: template.clone(), node: root, path: path.to_owned(), included: false };
    let machines = match member(&host, "stepFunctions", files) {
        Some(steps) => member(&steps, "stateMachines", files),
        None => member(&host, "stateMachines", files),
    };
    let Some(machines) = machines else { return vec![] };
    let names: Vec<NodeId> = machines.template.tree.children(machines.node).collect();
    names.into_iter().filter_map(|node| found(&machines, node, files)).collect()
}

/// A member of an object; a file that it names is looked into.
fn member(place: &Place, name: &str, files: &dyn Files) -> Option<Place> {
    let node = place.template.at(place.node, &[name])?;
    followed(place, node, files, 0)
}

/// The place of a node, or what the file holds that it names.
fn followed(place: &Place, node: NodeId, files: &dyn Files, depth: usize) -> Option<Place> {
    let here = || Place { template: place.template.clone(), node, path: place.path.clone(), included: place.included };
    let Some((name, keys)) = file_of(place.template.tree.source(node)).filter(|_| depth < MAX_DEPTH) else { return Some(here()) };
    let path = beside(&place.path, name);
    let template = Template::read(Arc::from(files.read(&path)?));
    let root = template.tree.root()?;
    let keys: Vec<&str> = keys.split('.').filter(|key| !key.is_empty()).collect();
    let node = template.at(root, &keys)?;
    let there = Place { template, node: root, path, included: true };
    followed(&there, node, files, depth + 1)
}

fn found(machines: &Place, machine: NodeId, files: &dyn Files) -> Option<Found> {
    let name = machines.template.tree.key(machine)?.into_owned();
    let machine = followed(machines, machine, files, 0)?;
    let node = machine.template.aliased(machine.template.at(machine.node, &["definition"])?);
    let (source, how, included) = source(&machine, node, files);
    let text = match &source {
        Source::Inline(embedding, _) => embedding.text.clone(),
        Source::File { text, .. } => text.clone(),
        Source::Unknown(_) => String::new(),
    };
    Some(Found {
        place: name,
        how,
        line: machine.template.line(node),
        included,
        source,
        substitutions: substitutions(&machine.template, machine.node, node, &text),
        properties: properties(&machine.template, machine.node),
    })
}

/// Where the definition is, how it is held, and the file that it stands in if that is another.
fn source(machine: &Place, node: NodeId, files: &dyn Files) -> (Source, &'static str, Option<String>) {
    let own = machine.included.then(|| machine.path.clone());
    let named = file_of(machine.template.tree.source(node));
    if let Some((name, "")) = named {
        let path = beside(&machine.path, name);
        return match files.read(&path) {
            Some(text) => (Source::File { path, text }, "serverless file", own),
            None => (Source::Unknown(format!("there is no file `{path}`")), "serverless file", own),
        };
    }
    let place = followed(machine, node, files, 0).filter(|place| place.template.tree.kind(place.node) == Kind::Object);
    match place {
        Some(place) => {
            let (embedding, notation) = embed_object(&place.template, place.node);
            let included = place.included.then_some(place.path);
            (Source::Inline(embedding, notation), "serverless", included)
        }
        None => {
            (Source::Unknown("`definition` is neither an object nor in a file that can be read".to_owned()), "serverless", own)
        }
    }
}

/// The file that `${file(NAME)}` names, and the members after its colon.
fn file_of(text: &str) -> Option<(&str, &str)> {
    let text = text.trim().trim_matches(['"', '\'']);
    let (inside, rest) = text.strip_prefix("${file(")?.strip_suffix('}')?.split_once(')')?;
    let keys = if rest.is_empty() { "" } else { rest.strip_prefix(':')? };
    let plain = !inside.contains(['$', '(']) && !keys.contains(['$', ',']);
    plain.then(|| (inside.trim(), keys.trim()))
}

fn properties(template: &Template, machine: NodeId) -> Properties {
    let kind = template.word(machine, &["type"]);
    let tracing = template.at(machine, &["tracingConfig", "enabled"]).and_then(|node| template.tree.boolean(node));
    Properties {
        workflow_type: kind.map(|kind| if kind == "EXPRESS" { WorkflowType::Express } else { WorkflowType::Standard }),
        name: template.word(machine, &["name"]).filter(|name| !name.contains("${")),
        logging: template.at(machine, &["loggingConfig"]).is_some(),
        tracing: tracing.unwrap_or(false),
    }
}
