//! The optimised integrations: which actions of which services there are, and how a Task can wait for them.

use std::sync::OnceLock;

use crate::definition::IntegrationPattern;

/// An action with an optimised integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// The service, as a resource names it: `dynamodb`.
    pub service: &'static str,
    /// The action, as a resource names it: `putItem`.
    pub action: &'static str,
    /// The ways in which a Task can wait.
    pub patterns: Vec<IntegrationPattern>,
}

const TABLE: &str = include_str!("integrations.txt");

/// The month that the table was last compared with AWS's documentation in.
pub const INTEGRATIONS_AS_OF: &str = "2026-09";

/// Every optimised integration, in alphabetical order.
pub fn integrations() -> &'static [Integration] {
    static ALL: OnceLock<Vec<Integration>> = OnceLock::new();
    ALL.get_or_init(|| TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect())
}

/// The integration of this service and action.
#[must_use]
pub fn integration(service: &str, action: &str) -> Option<&'static Integration> {
    integrations().iter().find(|known| known.service == service && known.action == action)
}

fn read(line: &'static str) -> Option<Integration> {
    let mut words = line.split_ascii_whitespace();
    let (service, action, letters) = (words.next()?, words.next()?, words.next()?);
    let pattern = |letter| match letter {
        'R' => Some(IntegrationPattern::RequestResponse),
        'S' => Some(IntegrationPattern::RunJob),
        '2' => Some(IntegrationPattern::RunJobParsed),
        'T' => Some(IntegrationPattern::Callback),
        _ => None,
    };
    Some(Integration { service, action, patterns: letters.chars().filter_map(pattern).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_in_order() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(integrations().len(), lines);
        assert!(integrations().is_sorted_by_key(|known| (known.service, known.action)));
        assert!(integrations().iter().all(|known| known.patterns.contains(&IntegrationPattern::RequestResponse)));
        assert!(TABLE.contains(&format!("as of {INTEGRATIONS_AS_OF}")));
        assert!(integration("dynamodb", "query").is_none());
        assert!(integration("bedrockagentcore", "invokeHarness").is_some());
    }
}
