//! Files that belong to a definition without being or holding one: what they are, and what to do with them.

use asl::tree::{Kind, Tree};

/// A sentence on a text that is no definition; `None` for what may be one.
pub fn describe(text: &str) -> Option<String> {
    let tree = Tree::read(text);
    let root = tree.root().filter(|root| tree.kind(*root) == Kind::Object)?;
    let has = |name: &str| tree.member(root, name).is_some();
    if has("StartAt") || has("States") {
        return None;
    }
    if has("StateMachines") && has("MockedResponses") {
        return Some("this is a MockConfigFile, not a definition: give it to `simulate DEFINITION --mocks` or `test DEFINITION --scenarios`".to_owned());
    }
    if has("events") {
        return Some("this is an execution history, not a definition: try `stepwright replay`".to_owned());
    }
    if has("scenarios") {
        return Some("these are scenarios, not a definition: give them to `simulate DEFINITION --mocks`".to_owned());
    }
    None
}
