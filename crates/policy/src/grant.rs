//! One action on one resource, for one state.

use std::sync::Arc;

use crate::pattern::Pattern;

/// An action that a state needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Such as `lambda:InvokeFunction`.
    pub action: String,
    /// On what.
    pub resource: Pattern,
    /// Only when.
    pub condition: Option<Condition>,
    /// The state; `None` for what the whole machine needs.
    pub state: Option<Arc<str>>,
    /// Why, in a few words.
    pub reason: String,
}

/// A condition of a statement, in IAM's words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// Operator, key and values, such as `StringEquals`, `iam:PassedToService`, `ecs-tasks.amazonaws.com`.
    pub tests: Vec<(&'static str, String, Vec<Pattern>)>,
}

impl Condition {
    /// That a role is handed to this service.
    #[must_use]
    pub fn passed_to(service: &str) -> Self {
        Self { tests: vec![("StringEquals", "iam:PassedToService".to_owned(), vec![Pattern::text(service)])] }
    }
}

/// What somebody must know who uses the policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The state it is about; `None` for the whole machine.
    pub state: Option<Arc<str>>,
    /// One sentence, in lower case and without a final stop.
    pub text: String,
}
