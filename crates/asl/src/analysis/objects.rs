//! The objects of a definition whose fields the language's table knows.

use crate::definition::{Definition, NodeId, QueryLanguage, StateId, StateKind};
use crate::language::{Place, StateType};
use crate::tree::{Kind, Tree};

/// An object of the definition whose fields are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object {
    pub node: NodeId,
    pub kind: ObjectKind,
    /// The query language in force there.
    pub language: QueryLanguage,
    /// The state that it is, or is in; `None` of a machine, a branch or a processor.
    pub state: Option<StateId>,
    /// Whether it is in a state that asks for JSONPath where it may not: which language is meant there is not known.
    pub downgraded: bool,
}

/// The kinds of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Machine,
    Branch,
    Processor,
    ProcessorConfig,
    State(StateId),
    Rule,
    /// A rule within `And`, `Or` or `Not`.
    InnerRule,
    Retrier,
    Catcher,
    ItemReader,
    ReaderConfig,
    ItemBatcher,
    ResultWriter,
    WriterConfig,
}

impl Object {
    /// The place of the language's table; `None` for a state whose type is not known.
    pub fn place(&self, definition: &Definition) -> Option<Place> {
        Some(match self.kind {
            ObjectKind::Machine => Place::Machine,
            ObjectKind::Branch => Place::Branch,
            ObjectKind::Processor => Place::Processor,
            ObjectKind::ProcessorConfig => Place::ProcessorConfig,
            ObjectKind::State(id) => Place::State(StateType::of(&definition.state(id).kind)?),
            ObjectKind::Rule => Place::Rule,
            ObjectKind::InnerRule => Place::InnerRule,
            ObjectKind::Retrier => Place::Retrier,
            ObjectKind::Catcher => Place::Catcher,
            ObjectKind::ItemReader => Place::ItemReader,
            ObjectKind::ReaderConfig => Place::ReaderConfig,
            ObjectKind::ItemBatcher => Place::ItemBatcher,
            ObjectKind::ResultWriter => Place::ResultWriter,
            ObjectKind::WriterConfig => Place::WriterConfig,
        })
    }
}

/// Every object of the definition with known fields, in document order by kind.
pub(crate) fn objects(definition: &Definition, tree: &Tree) -> Vec<Object> {
    let mut objects = Vec::new();
    for scope in &definition.scopes {
        if tree.is_empty() || tree.kind(scope.node) != Kind::Object {
            continue;
        }
        let kind = match scope.owner.map(|owner| &definition.state(owner).kind) {
            None => ObjectKind::Machine,
            Some(StateKind::Map(_)) => ObjectKind::Processor,
            Some(_) => ObjectKind::Branch,
        };
        let mut push = |node, kind| {
            objects.push(Object { node, kind, language: scope.default_query_language, state: None, downgraded: false });
        };
        push(scope.node, kind);
        if let Some(config) = object(tree, scope.node, "ProcessorConfig").filter(|_| kind == ObjectKind::Processor) {
            push(config, ObjectKind::ProcessorConfig);
        }
    }
    for state in &definition.states {
        let downgraded = definition.is_downgraded(state);
        let mut push =
            |node, kind| objects.push(Object { node, kind, language: state.query_language, state: Some(state.id), downgraded });
        push(state.node, ObjectKind::State(state.id));
        for retrier in &state.retry {
            push(retrier.node, ObjectKind::Retrier);
        }
        for catcher in &state.catch {
            push(catcher.node, ObjectKind::Catcher);
        }
        match &state.kind {
            StateKind::Choice(choice) => {
                for rule in &choice.rules {
                    push(rule.node, ObjectKind::Rule);
                    for inner in inner_rules(tree, rule.node) {
                        push(inner, ObjectKind::InnerRule);
                    }
                }
            }
            StateKind::Map(_) => {
                let config = |parent: Option<NodeId>, name| object(tree, parent?, name);
                let reader = object(tree, state.node, "ItemReader");
                let writer = object(tree, state.node, "ResultWriter");
                let found = [
                    (reader, ObjectKind::ItemReader),
                    (config(reader, "ReaderConfig"), ObjectKind::ReaderConfig),
                    (object(tree, state.node, "ItemBatcher"), ObjectKind::ItemBatcher),
                    (writer, ObjectKind::ResultWriter),
                    (config(writer, "WriterConfig"), ObjectKind::WriterConfig),
                ];
                for (node, kind) in found {
                    if let Some(node) = node {
                        push(node, kind);
                    }
                }
            }
            _ => {}
        }
    }
    objects
}

/// The rules within a rule's `And`, `Or` and `Not`, at any depth.
fn inner_rules(tree: &Tree, rule: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut open = vec![rule];
    while let Some(rule) = open.pop() {
        let lists = ["And", "Or"]
            .iter()
            .filter_map(|name| tree.member(rule, name))
            .flat_map(|list| tree.children(list).collect::<Vec<_>>());
        let inner: Vec<NodeId> = lists.chain(tree.member(rule, "Not")).filter(|node| tree.kind(*node) == Kind::Object).collect();
        found.extend(&inner);
        open.extend(inner);
    }
    found
}

fn object(tree: &Tree, parent: NodeId, name: &str) -> Option<NodeId> {
    tree.member(parent, name).filter(|node| tree.kind(*node) == Kind::Object)
}
