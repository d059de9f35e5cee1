//! The typed view of a definition: all eight state types with all their fields in both query languages.
//!
//! It is read from the tree and never fails: what is absent or of a wrong JSON type is `None` here and a problem beside it.
//! Fields a state type does not allow are kept too; the linter says that they are misplaced. Unknown members stay in the tree.
//! Paths and expressions are text here; who evaluates or checks them parses them.

mod fields;
mod map;
mod read;
mod retry;
mod state;
mod task;

pub use fields::{Catcher, DataFields, JitterStrategy, PathField, QueryLanguage, Retrier, Setting, Template};
pub use map::{ItemBatcher, ItemReader, MapState, ProcessorConfig, ProcessorMode, ReaderConfig, ResultWriter, WriterConfig};
pub use read::read;
pub use retry::{RetryPlan, RetryWait};
pub use state::{Choice, ChoiceRule, Comparison, Condition, Fail, Parallel, State, StateKind, Transition, Wait};
pub use task::{Credentials, IntegrationPattern, Resource, Task, arn_parts};

use std::sync::Arc;

use value::ShortMap;

use crate::text::{Span, Spanned};
pub use crate::tree::NodeId;

/// A state of one definition, in document order; valid for that definition only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub u32);

/// A scope of one definition: 0 is the machine itself, nested ones follow in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

/// The machine's own scope.
pub const MACHINE: ScopeId = ScopeId(0);

/// A whole state machine. Always holds the machine's scope, even when the text is not ASL at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// `Comment` of the machine.
    pub comment: Option<Spanned<Arc<str>>>,
    /// `Version`; `1.0` is the only one.
    pub version: Option<Spanned<Arc<str>>>,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<Spanned<Setting<f64>>>,
    /// Every scope; index by [`ScopeId`].
    pub scopes: Vec<Scope>,
    /// Every state, nested ones included; index by [`StateId`].
    pub states: Vec<State>,
    /// By scope the states by name, where there are more than a few; of a repeated name the last.
    by_name: Vec<ShortMap<Arc<str>, StateId>>,
}

/// One `StartAt` + `States` pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// This scope.
    pub id: ScopeId,
    /// The object that holds `StartAt` and `States`.
    pub node: NodeId,
    /// That object's place.
    pub span: Span,
    /// The `States` object, if there is one.
    pub states_node: Option<NodeId>,
    /// The Parallel or Map this scope is in; `None` for the machine.
    pub owner: Option<StateId>,
    /// `Comment` of a branch or processor.
    pub comment: Option<Spanned<Arc<str>>>,
    /// `QueryLanguage` as written here.
    pub query_language: Option<Spanned<QueryLanguage>>,
    /// The query language of states here that name none.
    pub default_query_language: QueryLanguage,
    /// `StartAt`.
    pub start_at: Option<Spanned<Arc<str>>>,
    /// The states of this scope, in document order; those nested deeper are in their own scopes.
    pub states: Vec<StateId>,
    /// `ProcessorConfig` of an ItemProcessor.
    pub processor_config: Option<ProcessorConfig>,
}

/// Up to so many states of a scope are searched one by one.
const FEW_STATES: usize = 12;

impl Definition {
    /// Finds the states of large scopes by their names from now on.
    fn index(&mut self) {
        let name = |id: &StateId| (Arc::clone(&self.state(*id).name.value), *id);
        let large = |scope: &Scope| scope.states.len() > FEW_STATES;
        let names = |scope: &Scope| if large(scope) { scope.states.iter().map(name).collect() } else { ShortMap::default() };
        self.by_name = self.scopes.iter().map(names).collect();
    }

    /// The scope with this id.
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The state with this id.
    #[must_use]
    pub fn state(&self, id: StateId) -> &State {
        &self.states[id.0 as usize]
    }

    /// The machine's own scope.
    #[must_use]
    pub fn machine(&self) -> &Scope {
        self.scope(MACHINE)
    }

    /// The state of this name in this scope; the last one where a name stands twice, as JSON readers do.
    #[must_use]
    pub fn find_in_scope(&self, scope: ScopeId, name: &str) -> Option<StateId> {
        let states = &self.scope(scope).states;
        if states.len() <= FEW_STATES {
            return states.iter().rev().copied().find(|id| &*self.state(*id).name.value == name);
        }
        self.by_name.get(scope.0 as usize)?.get(name).copied()
    }

    /// Whether a state asks for JSONPath in a scope of JSONata, which no state may.
    #[must_use]
    pub fn is_downgraded(&self, state: &State) -> bool {
        let written = state.written_query_language.is_some_and(|written| written.value == QueryLanguage::JsonPath);
        written && self.scope(state.scope).default_query_language == QueryLanguage::Jsonata
    }

    /// The state of this name anywhere in the machine; names are unique over all scopes.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<StateId> {
        self.states.iter().position(|state| &*state.name.value == name).map(|index| StateId(index as u32))
    }
}
