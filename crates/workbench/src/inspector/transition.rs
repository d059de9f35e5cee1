//! The form of a transition as data.

use asl::definition::{ScopeId, StateId, StateKind};
use asl::document::{Document, StateKey};
use asl::graph::{self, Slot, Target};

/// A transition as the inspector shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionForm {
    /// What it is, in words.
    pub what: String,
    /// The state it leaves; `None` for a start.
    pub owner: Option<StateKey>,
    /// What it may lead to: a state's number or `end`, and the name.
    pub options: Vec<(String, String)>,
    /// Which of them it leads to.
    pub chosen: String,
}

/// The form of a transition; `None` if the document has it no longer.
#[must_use]
pub fn transition(document: &Document, slot: Slot) -> Option<TransitionForm> {
    let picture = &document.picture;
    let definition = &picture.definition;
    let name = |id: StateId| definition.states.get(id.0 as usize).map(|state| state.name.value.to_string());
    let (owner, what) = match slot {
        Slot::StartAt(scope) => {
            definition.scopes.get(scope.0 as usize)?;
            (None, "The start".to_owned())
        }
        Slot::Next(id) => (Some(id), format!("After {}", name(id)?)),
        Slot::Rule(id, index) => (Some(id), format!("Rule {} of {}", index + 1, name(id)?)),
        Slot::Default(id) => (Some(id), format!("Default of {}", name(id)?)),
        Slot::Catch(id, index) => (Some(id), format!("Catcher {} of {}", index + 1, name(id)?)),
    };
    let scope: ScopeId = match (slot, owner) {
        (Slot::StartAt(scope), _) => scope,
        (_, Some(id)) => definition.state(id).scope,
        _ => return None,
    };
    let own = owner.filter(|id| !matches!(definition.state(*id).kind, StateKind::Choice(_)) && matches!(slot, Slot::Next(_)));
    let states = definition.scope(scope).states.iter().copied().filter(|id| Some(*id) != own);
    let mut options: Vec<(String, String)> = states.filter_map(|id| Some((id.0.to_string(), name(id)?))).collect();
    if matches!(slot, Slot::Next(_)) {
        options.push(("end".to_owned(), "End of this flow".to_owned()));
    }
    let chosen = match graph::target(definition, slot) {
        Target::State(id) => id.0.to_string(),
        Target::End => "end".to_owned(),
        Target::Missing(name) => {
            options.push(("missing".to_owned(), format!("{name} (no such state)")));
            "missing".to_owned()
        }
        Target::Unset => {
            options.push(("missing".to_owned(), "nowhere yet".to_owned()));
            "missing".to_owned()
        }
    };
    Some(TransitionForm { what, owner: owner.map(|id| picture.key(id)), options, chosen })
}
