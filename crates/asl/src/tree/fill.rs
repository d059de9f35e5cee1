//! Placeholders replaced by trial values, so that a definition with placeholders can be simulated.

use std::collections::BTreeMap;

use super::{Tree, placeholders, quote};
use crate::text::{TextEdit, Transaction};

impl Tree {
    /// The text with placeholders replaced by these values, by name: as they stand where a placeholder is bare, escaped
    /// within strings. Placeholders without a value stay.
    #[must_use]
    pub fn filled(&self, values: &BTreeMap<String, String>) -> String {
        let edits = placeholders(self).into_iter().filter_map(|placeholder| {
            let value = values.get(&placeholder.name)?;
            let quoted = quote(value);
            let insert = if placeholder.bare { value.as_str() } else { &quoted[1..quoted.len() - 1] };
            Some(TextEdit::replace(placeholder.span, insert))
        });
        Transaction::new("fill in", edits.collect()).apply(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trial_values_take_the_places_of_placeholders() {
        let tree = Tree::parse(r#"{"MaxAttempts": ${Max}, "Resource": "arn:${Name}:${Other}"}"#);
        let values = [("Max", "3"), ("Name", "a\"b")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let filled = tree.filled(&values.into_iter().collect());
        assert_eq!(filled, r#"{"MaxAttempts": 3, "Resource": "arn:a\"b:${Other}"}"#);
    }
}
