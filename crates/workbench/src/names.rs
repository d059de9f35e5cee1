//! Names for new states.

use asl::definition::Definition;

/// `base`, or `base 2`, `base 3`, … so that no state of the machine has it.
#[must_use]
pub fn fresh(definition: &Definition, base: &str) -> String {
    let taken: std::collections::HashSet<&str> = definition.states.iter().map(|state| &*state.name.value).collect();
    let numbered = (2..).map(|number| format!("{base} {number}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find(|name| !taken.contains(name.as_str()))
        .unwrap_or_else(|| base.to_owned())
}
