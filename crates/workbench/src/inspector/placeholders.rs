//! What a field's text is in simulations, where it holds placeholders.

use crate::sheet::Sheet;

impl Sheet {
    /// The text with the trial values of its placeholders, in a sentence; nothing where none of them has one.
    #[must_use]
    pub fn with_trial_values(&self, text: &str) -> Option<String> {
        let known = self.scenarios.placeholders();
        let filled = known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("${{{name}}}"), value));
        (filled != text).then(|| format!("Here it is run as {filled}"))
    }
}
