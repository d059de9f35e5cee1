//! The optimised integrations: which permissions each needs for each way of waiting (`data/integrations.txt`).

const TEXT: &str = include_str!("../data/integrations.txt");

/// What an integration needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Integration {
    /// What calling it needs.
    pub permissions: Vec<&'static str>,
    /// What waiting for the job's end needs besides.
    pub waiting: Vec<&'static str>,
    /// The EventBridge rule that tells of the job's end.
    pub rule: Option<&'static str>,
    /// The service that a role among its parameters is handed to.
    pub passes_to: Option<&'static str>,
}

/// What an optimised integration needs; `None` where there is none of this name. `waits`: whether it runs a job to its end.
#[must_use]
pub fn integration(service: &str, action: &str, waits: bool) -> Option<Integration> {
    let mut found = None;
    for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
        let Some((head, needs)) = line.split_once(": ") else { continue };
        let Some((name, pattern)) = head.split_once(' ') else { continue };
        if name.split_once(':') != Some((service, action)) || pattern == "sync" && !waits {
            continue;
        }
        let integration = found.get_or_insert_with(Integration::default);
        for word in needs.split(' ') {
            match word.split_once('=') {
                Some(("rule", rule)) => integration.rule = Some(rule),
                Some((_, service)) => integration.passes_to = Some(service),
                None if word == "none" => {}
                None if pattern == "sync" => integration.waiting.push(word),
                None => integration.permissions.push(word),
            }
        }
    }
    found
}

/// Every optimised integration: service and action.
pub fn integrations() -> impl Iterator<Item = (&'static str, &'static str)> {
    let heads = TEXT.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    heads.filter_map(|(head, _)| head.strip_suffix(" any")?.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::table;

    /// Permissions that AWS documents but its reference does not list yet.
    const NEWER_THAN_THE_TABLE: [&str; 1] = ["bedrock-agentcore:InvokeHarness"];

    #[test]
    fn a_job_needs_more_when_it_is_waited_for() {
        let integration = |waits| integration("ecs", "runTask", waits).expect("exists");
        assert_eq!(integration(false).permissions, ["ecs:RunTask"]);
        assert_eq!((integration(false).waiting.len(), integration(false).rule), (0, None));
        assert_eq!(integration(true).waiting, ["ecs:StopTask", "ecs:DescribeTasks"]);
        assert_eq!(integration(true).rule, Some("StepFunctionsGetEventsForECSTaskRule"));
        assert_eq!(super::integration("eks", "call", true), Some(Integration::default()));
        assert_eq!(super::integration("eks", "dance", true), None);
    }

    #[test]
    fn every_permission_exists() {
        for line in TEXT.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (_, needs) = line.split_once(": ").expect("a line has needs");
            for word in needs.split(' ').filter(|word| word.contains(':') && !NEWER_THAN_THE_TABLE.contains(word)) {
                assert!(table().exists(word), "{word}");
            }
        }
    }
}
