//! What a state does here, in words.

use asl::document::StateKey;

use crate::sheet::Sheet;

impl Sheet {
    /// What a state does, in a few sentences with its own paths and names; nothing for one that is gone. Names stand in backticks.
    #[must_use]
    pub fn in_words(&self, key: StateKey) -> Vec<String> {
        let Some(id) = self.document.state(key) else { return Vec::new() };
        explain::describe::state(&self.document.definition, self.document.definition.state(id))
    }
}
