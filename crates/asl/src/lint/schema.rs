//! What the language's table says of a definition's fields.

pub(super) use crate::analysis::objects::{Object, ObjectKind, objects};
use crate::definition::Definition;
use crate::language::{self, Languages, Place, StateType, operand};
use crate::tree::Tree;
use crate::words::nearest;

/// What the table says of a field in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    /// Only in the other query language.
    OtherLanguage,
    /// Only in other types of states.
    OtherType,
    Unknown,
}

/// Judges a field.
pub(super) fn judge(definition: &Definition, object: &Object, field: &str) -> Verdict {
    let Some(place) = object.place(definition) else { return Verdict::Allowed };
    let rule = matches!(place, Place::Rule | Place::InnerRule);
    let languages = language::field(place, field).map(|field| field.languages);
    match languages.or_else(|| operand(field).filter(|_| rule).map(|_| Languages::JsonPath)) {
        Some(languages) if languages.have(object.language) => Verdict::Allowed,
        Some(_) => Verdict::OtherLanguage,
        None if matches!(place, Place::State(_)) && states_have(field) => Verdict::OtherType,
        None => Verdict::Unknown,
    }
}

/// Whether states of some type have a field.
fn states_have(field: &str) -> bool {
    StateType::ALL.iter().any(|state_type| language::field(Place::State(*state_type), field).is_some())
}

/// Whether some other object has a field of this name.
pub(super) fn is_known(field: &str) -> bool {
    language::fields().iter().any(|known| known.name == field)
}

/// The field that is meant by one that the object does not have: the nearest of those that are not written.
pub(super) fn meant(definition: &Definition, tree: &Tree, object: &Object, field: &str) -> Option<&'static str> {
    if is_known(field) {
        return None;
    }
    let free = candidates(definition, object).into_iter().filter(|candidate| tree.member(object.node, candidate).is_none());
    nearest(field, free)
}

/// The fields an object may have.
fn candidates(definition: &Definition, object: &Object) -> Vec<&'static str> {
    let place = object.place(definition);
    let fields = language::fields().iter().filter(|field| place.is_none_or(|place| field.places.contains(&place)));
    let operators = language::OPERATORS.iter().filter(|_| matches!(place, Some(Place::Rule | Place::InnerRule)));
    let all = fields.map(|field| field.name).chain(operators.map(|operator| operator.name));
    all.filter(|name| judge(definition, object, name) == Verdict::Allowed).collect()
}
