//! Names for new states.

use std::collections::BTreeSet;

use crate::definition::Definition;

/// A state's name may not be longer, in characters.
pub(super) const LONGEST_NAME: usize = 80;

/// A name that no state of the machine has: `base`, or `base 2`, `base 3` …
#[must_use]
pub fn unique_name(definition: &Definition, base: &str) -> String {
    let taken: BTreeSet<&str> = definition.states.iter().map(|state| &*state.name.value).collect();
    unique(base, |name| taken.contains(name))
}

/// The first of `base`, `base 2`, `base 3` … that is not taken. A number at the end of `base` counts on.
pub(super) fn unique(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let stem = base.trim_end_matches(|character: char| character.is_ascii_digit());
    let stem = if stem.len() < base.len() && stem.ends_with(' ') { stem.trim_end() } else { base };
    let mut number = 2_u32;
    loop {
        let ending = format!(" {number}");
        let room = LONGEST_NAME - ending.len();
        let name = stem.chars().take(room).collect::<String>() + &ending;
        if !taken(&name) {
            return name;
        }
        number += 1;
    }
}
