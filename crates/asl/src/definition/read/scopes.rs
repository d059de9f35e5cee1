//! Scopes: the machine, branches and processors.

use super::super::{NodeId, ProcessorConfig, ProcessorMode, QueryLanguage, Scope, ScopeId, StateId};
use super::Reader;
use crate::text::Spanned;
use crate::tree::Kind;

impl Reader<'_> {
    /// Reads the scope in this object with all that is nested in it. The tree's depth bounds the recursion.
    pub(super) fn scope(&mut self, node: NodeId, owner: Option<StateId>, inherited: QueryLanguage) -> ScopeId {
        let id = ScopeId(self.definition.scopes.len() as u32);
        let query_language = self.query_language(node);
        let states_node = self.object(node, "States");
        let scope = Scope {
            id,
            node,
            span: self.tree.span(node),
            states_node,
            owner,
            comment: self.text(node, "Comment").filter(|_| owner.is_some()),
            query_language,
            default_query_language: query_language.map_or(inherited, |written| written.value),
            start_at: self.text(node, "StartAt"),
            states: vec![],
            processor_config: self.processor_config(node),
        };
        self.definition.scopes.push(scope);
        let members: Vec<NodeId> = states_node.map_or_else(Vec::new, |states| self.tree.children(states).collect());
        for member in members {
            if self.tree.kind(member) == Kind::Object && self.tree.key(member).is_some() {
                let state = self.state(member, id);
                self.definition.scopes[id.0 as usize].states.push(state);
            } else {
                self.wrong_type(member, "a state, which is an object");
            }
        }
        id
    }

    pub(super) fn query_language(&mut self, object: NodeId) -> Option<Spanned<QueryLanguage>> {
        let node = self.tree.member(object, "QueryLanguage")?;
        let language = match self.tree.string(node).as_deref() {
            Some("JSONPath") => QueryLanguage::JsonPath,
            Some("JSONata") => QueryLanguage::Jsonata,
            _ => {
                self.wrong_word(node, &["JSONPath", "JSONata"]);
                return None;
            }
        };
        Some(self.spanned(node, language))
    }

    fn processor_config(&mut self, scope: NodeId) -> Option<ProcessorConfig> {
        let node = self.object(scope, "ProcessorConfig")?;
        let mode = self.tree.member(node, "Mode").and_then(|mode| {
            let value = match self.tree.string(mode).as_deref() {
                Some("INLINE") => ProcessorMode::Inline,
                Some("DISTRIBUTED") => ProcessorMode::Distributed,
                _ => {
                    self.wrong_word(mode, &["INLINE", "DISTRIBUTED"]);
                    return None;
                }
            };
            Some(self.spanned(mode, value))
        });
        Some(ProcessorConfig { mode, execution_type: self.text(node, "ExecutionType") })
    }
}
