//! What rules look at and where they report.

use std::cell::Cell;
use std::rc::Rc;

use expressions::jsonpath::Path;

use super::diagnostic::{Diagnostic, Severity};
use super::rule::Rule;
use super::schema::{Object, ObjectKind, Verdict, judge, meant, objects};
use super::{Options, RunFacts, WorkflowType};
use crate::analysis::data::{Flow, Read, reads};
use crate::analysis::sites::{Site, sites_of};
use crate::definition::{Definition, NodeId, StateId};
use crate::document::Document;
use crate::edit::Refusal;
use crate::graph::{Target, Ways};
use crate::text::{Span, TextEdit, Transaction};
use crate::tree::{Kind, Tree, opens_placeholder, quote};

/// More findings than this help nobody.
const MOST: usize = 2000;

/// How many bytes of text the fixes of one linting may read anew, or a few times the whole text where that is more: so a
/// long definition with many faults is linted in time that grows with its length.
const FIX_EFFORT: usize = 512 << 10;

/// So many fixes that read the whole text anew are always offered.
const FEWEST_FIXES: usize = 3;

/// One linting.
pub(super) struct Context<'d> {
    pub document: &'d Document,
    pub definition: &'d Definition,
    pub tree: &'d Tree,
    pub workflow_type: WorkflowType,
    /// Whether what follows from another mistake is said, too, as the service does. Of a text that is not read it says only that.
    pub unfolded: bool,
    /// What the last run showed.
    pub facts: &'d RunFacts,
    /// Objects with known fields.
    pub objects: Rc<[Object]>,
    /// Fields that hold paths, templates or expressions.
    pub sites: Rc<[Site]>,
    /// What these fields read.
    pub reads: Rc<[Read]>,
    /// The data at every point.
    pub flow: Rc<Flow>,
    /// Where states lead.
    pub ways: Rc<Ways>,
    /// Whether the start of its scope leads to a state.
    reachable: Vec<bool>,
    rule: &'static str,
    diagnostics: Vec<Diagnostic>,
    /// How many bytes of text fixes may still read anew.
    effort: Cell<usize>,
}

impl<'d> Context<'d> {
    pub fn new(document: &'d Document, options: Options, facts: &'d RunFacts) -> Self {
        let definition = &*document.definition;
        let tree = &document.tree;
        let objects = objects(definition, tree);
        let mut sites = sites_of(definition, tree, &objects);
        sites.retain(|site| !definition.is_downgraded(definition.state(site.state)));
        let ways = Rc::new(Ways::new(definition));
        Self {
            document,
            definition,
            tree,
            workflow_type: options.workflow_type,
            unfolded: options.as_service && tree.problems().is_empty(),
            facts,
            objects: objects.into(),
            reads: reads(tree, &sites).into(),
            flow: Rc::new(Flow::new(definition, &ways)),
            sites: sites.into(),
            reachable: reachable(definition, &ways),
            ways,
            rule: "",
            diagnostics: vec![],
            effort: Cell::new(FIX_EFFORT.max(FEWEST_FIXES * (tree.text().len() + 1000))),
        }
    }

    pub fn run(&mut self, rule: &Rule) {
        self.rule = rule.name;
        (rule.check)(self);
    }

    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|found| (found.span.start, found.severity, found.span.end));
        if self.unfolded {
            self.diagnostics.sort_by_key(|found| stage(found.rule));
        }
        self.diagnostics.truncate(MOST);
        self.diagnostics
    }

    /// Reports an error with one of the service's codes.
    pub fn error(&mut self, code: &'static str, node: NodeId, message: impl Into<String>) -> &mut Diagnostic {
        self.report(Severity::Error, code, node, message.into())
    }

    /// Reports what breaks the language's rules.
    pub fn schema(&mut self, node: NodeId, message: impl Into<String>) -> &mut Diagnostic {
        self.report(Severity::Error, "SCHEMA_VALIDATION_FAILED", node, message.into())
    }

    pub fn warning(&mut self, code: &'static str, node: NodeId, message: impl Into<String>) -> &mut Diagnostic {
        self.report(Severity::Warning, code, node, message.into())
    }

    pub fn advice(&mut self, code: &'static str, node: NodeId, message: impl Into<String>) -> &mut Diagnostic {
        self.report(Severity::Advice, code, node, message.into())
    }

    fn report(&mut self, severity: Severity, code: &'static str, node: NodeId, message: String) -> &mut Diagnostic {
        let (location, span) =
            if self.tree.is_empty() { ("/".to_owned(), Span::default()) } else { (self.location(node), self.mark(node)) };
        self.diagnostics.push(Diagnostic { severity, code, rule: self.rule, location, span, message, help: None, fix: None });
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Where a node is, as the service writes it.
    pub fn location(&self, node: NodeId) -> String {
        let mut parts = Vec::new();
        let mut current = node;
        while let Some(parent) = self.tree.parent(current) {
            parts.push(match self.tree.key(current) {
                Some(key) => format!("/{key}"),
                None => {
                    let index = self.tree.children(parent).position(|child| child == current).unwrap_or_default();
                    format!("[{index}]")
                }
            });
            current = parent;
        }
        if parts.is_empty() { "/".to_owned() } else { parts.iter().rev().map(String::as_str).collect() }
    }

    /// What is marked for a node: a plain value itself; of an object or array its name, or else its opening bracket.
    pub fn mark(&self, node: NodeId) -> Span {
        let span = self.tree.span(node);
        match self.tree.kind(node) {
            Kind::Object | Kind::Array => self.tree.key_span(node).unwrap_or(Span::new(span.start, span.start + 1)),
            _ if span.is_empty() => self.tree.key_span(node).unwrap_or(span),
            _ => span,
        }
    }

    /// The place of a part of a string's value.
    pub fn within(&self, node: NodeId, range: &std::ops::Range<usize>) -> Span {
        self.tree.string_span(node, range.clone())
    }

    /// Reads a path and reports what is wrong with it under this message. Blanks around it are passed over, as the service
    /// does, and what is odd within a filter is only a warning: the service looks into filters when they run.
    pub fn path(&mut self, node: NodeId, text: &str, message: impl FnOnce() -> String) -> Option<Path> {
        match Path::parse(text) {
            Ok(path) => Some(path),
            Err(_) if text.trim() != text && Path::parse(text.trim()).is_ok() => {
                let fix = self.replacing("take away the blanks", node, &quote(text.trim()));
                self.warning("BLANKS_AROUND_PATH", node, "there are blanks around this path").help("take them away").fix(fix);
                Path::parse(text.trim()).ok()
            }
            Err(error) => {
                let filter = text.get(..error.range.start).is_some_and(|before| before.contains("[?"));
                let span = self.within(node, &error.range);
                let found = self.schema(node, message()).span(span).help(error.message);
                if filter {
                    found.severity = Severity::Warning;
                }
                None
            }
        }
    }

    /// A fix by an editing command of one small change; none once enough was spent on fixes.
    pub fn command(&self, command: impl FnOnce(&Document) -> Result<Transaction, Refusal>) -> Option<Transaction> {
        let length = self.tree.text().len();
        self.spend(500 + if self.tree.is_yaml() { length } else { length / 64 })?;
        command(self.document).ok()
    }

    /// A fix by an editing command of several steps, each of which reads the whole text anew.
    pub fn large_command(&self, command: impl FnOnce(&Document) -> Result<Transaction, Refusal>) -> Option<Transaction> {
        self.spend(self.tree.text().len() + 1000)?;
        command(self.document).ok()
    }

    /// Spends something on a suggestion or fix; `None` once there is nothing left to spend.
    pub fn spend(&self, effort: usize) -> Option<()> {
        self.effort.set(self.effort.get().checked_sub(effort)?);
        Some(())
    }

    /// A fix made of a few replacements.
    pub fn edits(&self, label: &str, edits: Vec<TextEdit>) -> Option<Transaction> {
        let fix = Transaction::new(label, edits);
        if fix.edits.iter().any(|edit| self.tree.is_shared(edit.span)) {
            return None;
        }
        fix.fits(self.tree.text()).then_some(fix)
    }

    /// A fix that puts a JSON text in the place of a value.
    pub fn replacing(&self, label: &str, node: NodeId, json: &str) -> Option<Transaction> {
        self.edits(label, vec![crate::surgery::replace_value(self.tree, node, json)])
    }

    /// A fix that takes a member or item out.
    pub fn removing(&self, label: &str, node: NodeId) -> Option<Transaction> {
        let parent = self.tree.parent(node)?;
        self.edits(label, crate::surgery::remove_children(self.tree, parent, &[node]))
    }

    /// Whether a placeholder stands in the place of members, or a name holds one: what is missing may come with it.
    pub fn is_open(&self, object: NodeId) -> bool {
        self.tree.children(object).any(|child| self.tree.key(child).is_none_or(|key| opens_placeholder(&key)))
    }

    /// Whether one of these fields is there under a name that the object does not have: it is misspelled, not missing.
    pub fn is_misspelled(&self, object: &Object, names: &[&str]) -> bool {
        !self.unfolded
            && self.tree.children(object.node).any(|child| {
                self.tree.key(child).is_some_and(|key| {
                    judge(self.definition, object, &key) == Verdict::Unknown
                        && meant(self.definition, self.tree, object, &key).is_some_and(|meant| names.contains(&meant))
                })
            })
    }

    /// A state as one of the objects whose fields are known.
    pub fn object(&self, id: StateId) -> Object {
        let state = self.definition.state(id);
        let downgraded = self.definition.is_downgraded(state);
        Object { node: state.node, kind: ObjectKind::State(id), language: state.query_language, state: Some(id), downgraded }
    }

    /// Whether the start of its scope leads to a state.
    pub fn is_reachable(&self, state: StateId) -> bool {
        self.reachable[state.0 as usize]
    }

    /// The name of a state, for messages.
    pub fn name(&self, state: StateId) -> &'d str {
        &self.definition.state(state).name.value
    }

    /// A member of an object, if it is written.
    pub fn member(&self, object: NodeId, name: &str) -> Option<NodeId> {
        self.tree.member(object, name)
    }
}

/// By state whether the start of its scope leads to it.
fn reachable(definition: &Definition, ways: &Ways) -> Vec<bool> {
    let mut found = vec![false; definition.states.len()];
    let starts = definition.scopes.iter().filter_map(|scope| match ways.start(scope.id) {
        Target::State(first) => Some(*first),
        _ => None,
    });
    let mut open: Vec<StateId> = starts.collect();
    while let Some(state) = open.pop() {
        if !std::mem::replace(&mut found[state.0 as usize], true) {
            open.extend(ways.onward(state));
        }
    }
    found
}

/// The order in which the service looks at a definition: its schema, where transitions lead, what they reach, and its end.
fn stage(rule: &str) -> u8 {
    match rule {
        "missing-target" => 1,
        "unreachable-state" => 2,
        "no-end" => 3,
        _ => 0,
    }
}
