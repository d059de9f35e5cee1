//! Adding a new state.

use super::draft::Draft;
use super::fragment::Fragment;
use super::insert::insert;
use super::jsonata::convert_machine_to_jsonata;
use super::names::unique_name;
use super::paste::fragment_of;
use super::place::{Place, place_scope};
use super::{Refusal, skeleton};
use crate::definition::{QueryLanguage, ScopeId};
use crate::document::Document;
pub use crate::language::StateType;
use crate::surgery::Style;
use crate::text::Transaction;

/// What is added.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewState {
    /// Its type.
    pub state_type: StateType,
    /// The name it has if it is free; the type's name if none is given.
    pub name: Option<String>,
    /// A Task's resource; a Lambda function is invoked if none is given.
    pub resource: Option<String>,
    /// A Task's parameters as a JSON object, where the language knows none for the resource.
    pub parameters: Option<String>,
    /// Its query language, where it is not the scope's.
    pub query_language: Option<QueryLanguage>,
    /// Several states in its place: the text of a machine, or of states as they are copied.
    pub states: Option<String>,
}

impl NewState {
    /// A state of this type with what it needs at least.
    #[must_use]
    pub fn of(state_type: StateType) -> Self {
        Self { state_type, name: None, resource: None, parameters: None, query_language: None, states: None }
    }

    /// Several states under a name that says what they are together. The type is of no concern.
    #[must_use]
    pub fn states(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: Some(name.into()), states: Some(text.into()), ..Self::of(StateType::Pass) }
    }

    /// A Task that calls this resource.
    pub fn task(name: impl Into<String>, resource: impl Into<String>) -> Self {
        let (name, resource) = (Some(name.into()), Some(resource.into()));
        Self { name, resource, ..Self::of(StateType::Task) }
    }
}

/// Adds a state under a free name and leads the flow through it.
pub fn add_state(document: &Document, place: Place, new: &NewState) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let scope = place_scope(definition, place).ok_or_else(|| Refusal::new("this place is no longer there"))?;
    if let Some(text) = &new.states {
        let label = format!("add {}", new.name.as_deref().unwrap_or("states"));
        let mut draft = Draft::new(document, label)?;
        insert(&mut draft, place, fragment_for(document, scope, text)?)?;
        return Ok(draft.finish());
    }
    let name = unique_name(definition, new.name.as_deref().unwrap_or_else(|| new.state_type.name()));
    let inherited = definition.scope(scope).default_query_language;
    let language = new.query_language.unwrap_or(inherited);
    if inherited == QueryLanguage::Jsonata && language == QueryLanguage::JsonPath {
        return Err(Refusal::new("a machine in JSONata has no states in JSONPath"));
    }
    let text = skeleton::machine(&name, new, language, language != inherited);
    let mut draft = Draft::new(document, format!("add {name}"))?;
    insert(&mut draft, place, Fragment::formatted(&text, &Style::of(&document.tree)))?;
    Ok(draft.finish())
}

/// The states of a text as they can stand in a scope: where it is in JSONata, so are they.
pub(super) fn fragment_for(document: &Document, scope: ScopeId, text: &str) -> Result<Fragment, Refusal> {
    let inherited = document.definition.scope(scope).default_query_language;
    let mut fragment = fragment_of(document, text)?;
    let machine = fragment.document.definition.machine();
    let is_in_path =
        machine.states.iter().any(|id| fragment.document.definition.state(*id).query_language == QueryLanguage::JsonPath);
    if inherited == QueryLanguage::JsonPath || !is_in_path {
        fragment.leave_language_to(inherited)?;
        return Ok(fragment);
    }
    let converted = convert_machine_to_jsonata(&fragment.document)?;
    fragment_of(document, &converted.apply(&fragment.document.text))
}
