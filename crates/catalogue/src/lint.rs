//! The check of all Tasks of a document. It is no rule of the linter: its data are large, come when they are asked for, and are
//! dated, so that it only warns.

use asl::definition::{NodeId, QueryLanguage, Resource, State, StateKind};
use asl::document::Document;
use asl::lint::{Diagnostic, Severity};
use asl::text::{Span, TextEdit, Transaction};
use asl::tree::{Kind, Tree, quote};
use value::{Object, Value};

use crate::api::{Api, Call};
use crate::check::{Finding, Problem};
use crate::service::Service;

/// The code of its findings.
pub const CODE: &str = "API_PARAMETERS";

/// The name of the check.
pub const RULE: &str = "api-parameters";

/// What the check finds, and why that matters.
pub const PAGE: &str = "\
# api-parameters

The parameters of a Task do not fit the API that it calls: a name that it does not have, one that it needs and does not get, a value of \
another type, a text that is none of its choices.

About good practice.

## Why

The service refuses the call when the workflow runs, or does not do what was meant. AWS's APIs grow: what is found may be newer than the data, \
and so it is a warning, with `validate --api` only.

## Example

```json
{ \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::glue:startJobRun\", \"Parameters\": { \"JobNam\": \"nightly\" }, \"End\": true }
```
";

/// What does not fit the APIs that the Tasks call. `service` gives the file of a service, where there is one; `beside` is what the
/// linter found, which is not told again.
pub fn lint<'s>(document: &Document, service: impl Fn(&str) -> Option<&'s Service>, beside: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for state in &document.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let Some(call) = Call::of(&Resource::parse(&resource.value)) else { continue };
        let Some(api) = service(call.file()).and_then(|service| call.api(service)) else { continue };
        lint_task(&document.tree, state, &api, beside, &mut found);
    }
    found
}

fn lint_task(tree: &Tree, state: &State, api: &Api, beside: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    let field = if state.query_language == QueryLanguage::JsonPath { "Parameters" } else { "Arguments" };
    let given = tree.member(state.node, field);
    // An optimised integration without parameters is told by the linter already.
    if given.is_none() && api.call.optimized {
        return;
    }
    let value = given.map_or_else(|| Value::from(Object::new()), |node| tree.value(node));
    for finding in api.check(&value) {
        let node = given.and_then(|given| tree.find(&(tree.pointer(given) + &finding.pointer)));
        let found_here = diagnostic(tree, state, node, &finding, api);
        let told = |known: &Diagnostic, name: &str| known.location == found_here.location && known.message.contains(name);
        if !matches!(&finding.problem, Problem::Missing { name } if beside.iter().any(|known| told(known, name))) {
            found.push(found_here);
        }
    }
}

fn diagnostic(tree: &Tree, state: &State, node: Option<NodeId>, finding: &Finding, api: &Api) -> Diagnostic {
    let span = node.map_or(state.name.span, |node| mark(tree, node, &finding.problem));
    Diagnostic {
        severity: Severity::Warning,
        code: CODE,
        rule: RULE,
        location: location(tree, node.unwrap_or(state.node)),
        span,
        message: finding.message(&api.call.name()),
        help: finding.help(),
        fix: node.and_then(|node| fix(tree, node, &finding.problem)),
    }
}

/// What is marked: the name that is unknown, the value that does not fit, the name of the object that lacks something.
fn mark(tree: &Tree, node: NodeId, problem: &Problem) -> Span {
    let name = tree.key_span(node);
    match problem {
        Problem::Unknown { .. } | Problem::Missing { .. } => name.unwrap_or_else(|| tree.span(node)),
        _ if matches!(tree.kind(node), Kind::Object | Kind::Array) => name.unwrap_or_else(|| tree.span(node)),
        _ => tree.span(node),
    }
}

/// Writes what is meant in the place of what is written; in JSON only, where names and texts are quoted in one way.
fn fix(tree: &Tree, node: NodeId, problem: &Problem) -> Option<Transaction> {
    let (span, text) = match problem {
        Problem::Unknown { meant: Some(meant), .. } => {
            let dynamic = if tree.key(node)?.ends_with(".$") { ".$" } else { "" };
            (tree.key_span(node)?, format!("{meant}{dynamic}"))
        }
        Problem::NoChoice { meant: Some(meant), .. } => (tree.span(node), meant.clone()),
        _ => return None,
    };
    let label = format!("write `{text}`");
    let fix = Transaction::new(label, vec![TextEdit::replace(span, quote(&text))]);
    (!tree.is_yaml() && fix.fits(tree.text())).then_some(fix)
}

/// Where a node is, as the service writes it.
fn location(tree: &Tree, node: NodeId) -> String {
    let mut parts = Vec::new();
    let mut current = node;
    while let Some(parent) = tree.parent(current) {
        parts.push(match tree.key(current) {
            Some(key) => format!("/{key}"),
            None => format!("[{}]", tree.children(parent).position(|child| child == current).unwrap_or_default()),
        });
        current = parent;
    }
    if parts.is_empty() { "/".to_owned() } else { parts.iter().rev().map(String::as_str).collect() }
}
