//! `serverless.yml`: the state machines of the Step Functions plugin.

use asl::definition::NodeId;
use asl::lint::WorkflowType;
use asl::tree::Kind;

use crate::files::{Files, beside};
use crate::found::{Found, Properties, Source};
use crate::template::{Template, embed_object, substitutions};

/// Every machine under `stepFunctions.stateMachines`, or in a file that holds `stateMachines` alone.
pub fn find(template: &Template, path: &str, files: &dyn Files) -> Vec<Found> {
    let Some(root) = template.tree.root() else { return vec![] };
    let nested = template.at(root, &["stepFunctions", "stateMachines"]);
    let Some(machines) = nested.or_else(|| template.at(root, &["stateMachines"])) else { return vec![] };
    template.tree.children(machines).filter_map(|machine| found(template, machine, path, files)).collect()
}

fn found(template: &Template, machine: NodeId, path: &str, files: &dyn Files) -> Option<Found> {
    let node = template.at(machine, &["definition"])?;
    let source = source(template, node, path, files);
    let text = match &source {
        Source::Inline(embedding, _) => embedding.text.clone(),
        Source::File { text, .. } => text.clone(),
        Source::Unknown(_) => String::new(),
    };
    let how = if matches!(source, Source::Inline(..)) { "serverless" } else { "serverless file" };
    Some(Found {
        place: template.tree.key(machine)?.into_owned(),
        how,
        line: template.line(node),
        source,
        substitutions: substitutions(template, machine, node, &text),
        properties: properties(template, machine),
    })
}

fn source(template: &Template, node: NodeId, path: &str, files: &dyn Files) -> Source {
    match template.tree.kind(node) {
        Kind::Object => {
            let (embedding, notation) = embed_object(template, node);
            Source::Inline(embedding, notation)
        }
        _ => match file_of(template.tree.source(node)) {
            Some(name) => {
                let path = beside(path, name);
                match files.read(&path) {
                    Some(text) => Source::File { path, text },
                    None => Source::Unknown(format!("there is no file `{path}`")),
                }
            }
            None => Source::Unknown("`definition` is neither an object nor one file".to_owned()),
        },
    }
}

/// The file that `${file(NAME)}` names, if it is taken whole.
fn file_of(text: &str) -> Option<&str> {
    let text = text.trim().trim_matches(['"', '\'']);
    let inside = text.strip_prefix("${file(")?.strip_suffix(")}")?;
    (!inside.contains(['$', '(', ')'])).then(|| inside.trim())
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
