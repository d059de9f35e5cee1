//! Fields that hold paths, templates or expressions: where they are and what they may hold.

use crate::definition::{Definition, NodeId, QueryLanguage, State, StateId, StateKind};
use crate::tree::{Kind, Tree};

/// A field to look into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub node: NodeId,
    pub state: StateId,
    pub language: QueryLanguage,
    pub role: Role,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Any JSON with `.$` members or `{% … %}` strings in it.
    Template,
    /// As `Template`, the top members being variables.
    Assign,
    /// A path, or `null`.
    Path,
    /// A path that must name one value.
    ReferencePath,
    /// Where a result is put: a Reference Path on `$`, or `null`.
    ResultPath,
    /// A path, or an intrinsic that gives text.
    PathOrIntrinsic,
    /// A value that in JSONata may be an expression.
    Setting,
}

/// Every such field of the definition.
pub(crate) fn sites(definition: &Definition, tree: &Tree) -> Vec<Site> {
    let mut finder = Finder { tree, found: vec![] };
    for state in &definition.states {
        finder.state(state);
    }
    finder.found
}

struct Finder<'t> {
    tree: &'t Tree,
    found: Vec<Site>,
}

impl Finder<'_> {
    fn state(&mut self, state: &State) {
        let paths = ["InputPath", "OutputPath"];
        self.fields(state, state.node, &paths, Role::Path);
        self.fields(state, state.node, &["ResultPath"], Role::ResultPath);
        self.fields(state, state.node, &["Parameters", "ResultSelector", "Arguments", "Output"], Role::Template);
        self.fields(state, state.node, &["Assign"], Role::Assign);
        for catcher in &state.catch {
            self.fields(state, catcher.node, &["ResultPath"], Role::ResultPath);
            self.fields(state, catcher.node, &["Output"], Role::Template);
            self.fields(state, catcher.node, &["Assign"], Role::Assign);
        }
        match &state.kind {
            StateKind::Task(_) => {
                self.fields(state, state.node, &["TimeoutSecondsPath", "HeartbeatSecondsPath"], Role::ReferencePath);
                self.fields(state, state.node, &["TimeoutSeconds", "HeartbeatSeconds"], Role::Setting);
                self.fields(state, state.node, &["Credentials"], Role::Template);
            }
            StateKind::Wait(_) => {
                self.fields(state, state.node, &["SecondsPath", "TimestampPath"], Role::ReferencePath);
                self.fields(state, state.node, &["Seconds", "Timestamp"], Role::Setting);
            }
            StateKind::Fail(_) => {
                self.fields(state, state.node, &["ErrorPath", "CausePath"], Role::PathOrIntrinsic);
                self.fields(state, state.node, &["Error", "Cause"], Role::Setting);
            }
            StateKind::Choice(choice) => {
                for rule in &choice.rules {
                    self.rule(state, rule.node);
                    self.fields(state, rule.node, &["Output"], Role::Template);
                    self.fields(state, rule.node, &["Assign"], Role::Assign);
                }
            }
            StateKind::Map(_) => self.map(state),
            _ => {}
        }
    }

    fn map(&mut self, state: &State) {
        let node = state.node;
        let paths = ["ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"];
        self.fields(state, node, &paths, Role::ReferencePath);
        self.fields(state, node, &["MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"], Role::Setting);
        self.fields(state, node, &["ItemSelector", "Items"], Role::Template);
        for (name, inner) in [("ItemReader", "ReaderConfig"), ("ResultWriter", "WriterConfig"), ("ItemBatcher", "")] {
            let Some(object) = self.tree.member(node, name) else { continue };
            self.fields(state, object, &["Parameters", "Arguments", "BatchInput"], Role::Template);
            self.fields(state, object, &["MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath"], Role::ReferencePath);
            self.fields(state, object, &["MaxItemsPerBatch", "MaxInputBytesPerBatch"], Role::Setting);
            if let Some(config) = self.tree.member(object, inner) {
                self.fields(state, config, &["MaxItemsPath"], Role::ReferencePath);
                self.fields(state, config, &["MaxItems", "ItemsPointer"], Role::Setting);
            }
        }
    }

    /// A rule with the rules in it. The tree's depth bounds the recursion.
    fn rule(&mut self, state: &State, rule: NodeId) {
        self.fields(state, rule, &["Variable"], Role::Path);
        self.fields(state, rule, &["Condition"], Role::Setting);
        for member in self.tree.children(rule).collect::<Vec<_>>() {
            match self.tree.key(member).as_deref() {
                Some("And" | "Or") => {
                    for inner in self.tree.children(member).collect::<Vec<_>>() {
                        self.rule(state, inner);
                    }
                }
                Some("Not") => self.rule(state, member),
                Some(name) if name.ends_with("Path") => self.push(state, member, Role::Path),
                _ => {}
            }
        }
    }

    fn fields(&mut self, state: &State, object: NodeId, names: &[&str], role: Role) {
        for name in names {
            if let Some(node) = self.tree.member(object, name) {
                self.push(state, node, role);
            }
        }
    }

    fn push(&mut self, state: &State, node: NodeId, role: Role) {
        if self.tree.kind(node) != Kind::Placeholder {
            self.found.push(Site { node, state: state.id, language: state.query_language, role });
        }
    }
}
