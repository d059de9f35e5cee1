//! Scopes: the machine, branches and processors.

use super::super::{NodeId, ProcessorConfig, ProcessorMode, QueryLanguage, Scope, ScopeId, StateId};
use super::Reader;
use crate::text::Spanned;
use crate::tree::Kind;
use crate::words::nearest;

const FIELD: &str = "QueryLanguage";

impl Reader<'_> {
    /// Reads the scope in this object with all that is nested in it. The tree's depth bounds the recursion.
    pub(super) fn scope(&mut self, node: NodeId, owner: Option<StateId>, inherited: QueryLanguage) -> ScopeId {
        let id = ScopeId(self.definition.scopes.len() as u32);
        let query_language = self.query_language(node);
        let own = self.language_in_force(node, query_language, inherited);
        // Nothing in a machine of JSONata goes back to JSONPath.
        let back = owner.is_some() && inherited == QueryLanguage::Jsonata;
        let states_node = self.object(node, "States");
        let scope = Scope {
            id,
            node,
            span: self.tree.span(node),
            states_node,
            owner,
            comment: if owner.is_some() { self.text(node, "Comment") } else { None },
            query_language,
            default_query_language: if back { inherited } else { own },
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
        let node = self.tree.member(object, FIELD)?;
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

    /// The query language that holds in an object, also where what it says cannot be read: a misspelled word is taken for
    /// what it looks like, and where that does not tell, expressions in `{% … %}` and the fields of JSONata do.
    pub(super) fn language_in_force(
        &self,
        object: NodeId,
        written: Option<Spanned<QueryLanguage>>,
        inherited: QueryLanguage,
    ) -> QueryLanguage {
        if let Some(written) = written {
            return written.value;
        }
        let misspelled = || {
            let near = |name: &str| name.len().abs_diff(FIELD.len()) < 2 && nearest(name, [FIELD]).is_some();
            self.tree.children(object).find(|child| self.tree.key(*child).is_some_and(|name| near(&name)))
        };
        let Some(node) = self.tree.member(object, FIELD).or_else(misspelled) else { return inherited };
        let word = self.tree.string(node).unwrap_or_default().to_ascii_lowercase();
        if word.contains("path") {
            QueryLanguage::JsonPath
        } else if word.contains("jsonata") || self.is_in_jsonata(object) {
            QueryLanguage::Jsonata
        } else {
            inherited
        }
    }

    fn is_in_jsonata(&self, object: NodeId) -> bool {
        let fields = ["Arguments", "Output", "Items"];
        self.tree.source(object).contains("{%") || fields.iter().any(|name| self.tree.member(object, name).is_some())
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
