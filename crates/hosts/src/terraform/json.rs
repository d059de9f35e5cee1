//! Terraform's configuration in JSON, `.tf.json`, as tools synthesise it: strings are templates, `"${…}"` alone an expression.

use std::sync::Arc;

use asl::definition::NodeId;
use asl::lint::WorkflowType;
use asl::tree::Kind;

use super::module::{Module, Place};
use super::{Finder, HOLDERS, substitutions};
use crate::embedding::{Embedding, Encoding, Segment};
use crate::files::Files;
use crate::found::{Found, Properties, Source};
use crate::template::{Template, embed_text};

/// Every state machine of a file.
pub fn find(path: &str, text: &str, files: &dyn Files) -> Result<Vec<Found>, String> {
    let template = Template::read(Arc::from(text));
    if let Some(problem) = template.tree.problems().first().filter(|_| template.tree.is_broken()) {
        return Err(problem.message.clone());
    }
    let root = template.tree.root().ok_or_else(|| "the file is empty".to_owned())?;
    let mut found = vec![];
    for (kind, attribute) in HOLDERS {
        let resources = template.at(root, &["resource", kind]);
        for resource in resources.into_iter().flat_map(|resources| template.tree.children(resources)) {
            let name = template.tree.key(resource).unwrap_or_default();
            for block in template.items(resource) {
                let place = format!("{kind}.{name}");
                let definition = template.at(block, &[attribute]);
                found.extend(definition.map(|node| machine(&template, (path, files), place, block, node)).transpose()?);
            }
        }
    }
    Ok(found)
}

fn machine(
    template: &Template,
    (path, files): (&str, &dyn Files),
    place: String,
    block: NodeId,
    node: NodeId,
) -> Result<Found, String> {
    let written = template.tree.string(node).filter(|_| template.tree.kind(node) == Kind::String).unwrap_or_default();
    let inside = written.trim().strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    // An expression is read as HCL writes it, beside the folder's other files.
    let hcl = inside.map_or_else(String::new, |inside| format!("definition = {inside}\n"));
    let module = Module::read(path, &hcl, files).or_else(|_| Module::read(path, "", files))?;
    let (source, how, substitutions) = match module.own_attribute("definition") {
        Some(expression) => {
            let definition = Finder { module: &module, files }.definition(expression, Place::Own, 0);
            let source = within(definition.source, template, node);
            let substitutions = substitutions(&module, text_of(&source), &definition.variables);
            let how = if matches!(source, Source::Inline(..)) { "expression" } else { definition.how };
            (source, how, substitutions)
        }
        None => {
            let embedded = embed_text(template, node);
            let source = embedded.map_or_else(
                || Source::Unknown("`definition` is no text".to_owned()),
                |(embedded, _)| Source::Inline(embedded.embedding, embedded.notation),
            );
            let substitutions = substitutions(&module, text_of(&source), &vec![]);
            (source, "string", substitutions)
        }
    };
    let kind = template.word(block, &["type"]);
    let has = |name: &str| template.at(block, &[name]).is_some();
    let properties = Properties {
        workflow_type: kind.map(|kind| if kind == "EXPRESS" { WorkflowType::Express } else { WorkflowType::Standard }),
        name: template.word(block, &["name"]).filter(|name| !name.contains("${")),
        logging: has("logging_configuration"),
        tracing: has("tracing_configuration"),
    };
    Ok(Found { place, how, line: template.line(node), included: None, source, substitutions, properties })
}

fn text_of(source: &Source) -> &str {
    match source {
        Source::Inline(embedding, _) => &embedding.text,
        Source::File { text, .. } => text,
        Source::Unknown(_) => "",
    }
}

/// A definition that stands in an expression within a string of JSON is read only: its bytes are the expression's.
fn within(source: Source, template: &Template, node: NodeId) -> Source {
    let Source::Inline(embedding, notation) = source else { return source };
    let span = template.tree.span(node);
    let host = span.start as usize..span.end as usize;
    let segments = vec![Segment { inner: 0..embedding.text.len(), host, encoding: Encoding::Expression }];
    Source::Inline(Embedding { text: embedding.text, segments }, notation)
}
