//! Where a state is put, and names of places that outlive the steps of a command.

use crate::definition::{Definition, ScopeId, StateId};
use crate::document::{Document, StateKey};
use crate::graph::{Slot, inner_scopes};

/// Where a state is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// On a transition: what it leads to follows the new state.
    On(Slot),
    /// At the end of a scope, or in an empty one.
    End(ScopeId),
    /// In a new branch of this Parallel.
    NewBranch(StateId),
}

/// A scope by its owner's key, and which of the owner's scopes it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKey {
    Machine,
    Inner(StateKey, usize),
}

/// A place by keys.
#[derive(Clone, Copy, Debug)]
pub(super) enum PlaceKey {
    StartAt(ScopeKey),
    Next(StateKey),
    Rule(StateKey, usize),
    Default(StateKey),
    Catch(StateKey, usize),
    End(ScopeKey),
    NewBranch(StateKey),
}

/// The scope a slot is in, if the slot is there.
pub(super) fn slot_scope(definition: &Definition, slot: Slot) -> Option<ScopeId> {
    match slot {
        Slot::StartAt(scope) => definition.scopes.get(scope.0 as usize).map(|scope| scope.id),
        Slot::Next(state) | Slot::Rule(state, _) | Slot::Default(state) | Slot::Catch(state, _) => {
            definition.states.get(state.0 as usize).map(|state| state.scope)
        }
    }
}

/// The scope a place is in or leads into, if it is there.
pub(super) fn place_scope(definition: &Definition, place: Place) -> Option<ScopeId> {
    match place {
        Place::On(slot) => slot_scope(definition, slot),
        Place::End(scope) => definition.scopes.get(scope.0 as usize).map(|scope| scope.id),
        Place::NewBranch(state) => definition.states.get(state.0 as usize).map(|state| state.scope),
    }
}

/// The state a slot belongs to.
pub(super) fn slot_owner(slot: Slot) -> Option<StateId> {
    match slot {
        Slot::StartAt(_) => None,
        Slot::Next(state) | Slot::Rule(state, _) | Slot::Default(state) | Slot::Catch(state, _) => Some(state),
    }
}

/// Whether `inner` lies within a scope of `outer`.
pub(super) fn is_within(definition: &Definition, inner: ScopeId, outer: StateId) -> bool {
    let mut owner = definition.scope(inner).owner;
    while let Some(state) = owner {
        if state == outer {
            return true;
        }
        owner = definition.scope(definition.state(state).scope).owner;
    }
    false
}

pub(super) fn scope_key(document: &Document, scope: ScopeId) -> ScopeKey {
    let Some(owner) = document.definition.scope(scope).owner else { return ScopeKey::Machine };
    let scopes = inner_scopes(document.definition.state(owner));
    ScopeKey::Inner(document.key(owner), scopes.iter().position(|inner| *inner == scope).unwrap_or_default())
}

pub(super) fn place_key(document: &Document, place: Place) -> PlaceKey {
    let key = |state| document.key(state);
    match place {
        Place::On(Slot::StartAt(scope)) => PlaceKey::StartAt(scope_key(document, scope)),
        Place::On(Slot::Next(state)) => PlaceKey::Next(key(state)),
        Place::On(Slot::Rule(state, index)) => PlaceKey::Rule(key(state), index),
        Place::On(Slot::Default(state)) => PlaceKey::Default(key(state)),
        Place::On(Slot::Catch(state, index)) => PlaceKey::Catch(key(state), index),
        Place::End(scope) => PlaceKey::End(scope_key(document, scope)),
        Place::NewBranch(state) => PlaceKey::NewBranch(key(state)),
    }
}

pub(super) fn find_scope(document: &Document, key: ScopeKey) -> Option<ScopeId> {
    match key {
        ScopeKey::Machine => Some(crate::definition::MACHINE),
        ScopeKey::Inner(owner, index) => inner_scopes(document.definition.state(document.state(owner)?)).get(index).copied(),
    }
}

pub(super) fn find_place(document: &Document, key: PlaceKey) -> Option<Place> {
    Some(match key {
        PlaceKey::StartAt(scope) => Place::On(Slot::StartAt(find_scope(document, scope)?)),
        PlaceKey::Next(state) => Place::On(Slot::Next(document.state(state)?)),
        PlaceKey::Rule(state, index) => Place::On(Slot::Rule(document.state(state)?, index)),
        PlaceKey::Default(state) => Place::On(Slot::Default(document.state(state)?)),
        PlaceKey::Catch(state, index) => Place::On(Slot::Catch(document.state(state)?, index)),
        PlaceKey::End(scope) => Place::End(find_scope(document, scope)?),
        PlaceKey::NewBranch(state) => Place::NewBranch(document.state(state)?),
    })
}
