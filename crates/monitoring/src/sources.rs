//! What a workflow calls that has metrics of its own.

use std::sync::OnceLock;

use asl::definition::{Definition, Resource, StateKind};
use value::Value;

/// A function, activity or service integration, and the states that call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// `function`, `activity` or `service`, as the metrics are grouped.
    pub group: &'static str,
    /// What its metrics are found by: the resource as it is written.
    pub resource: String,
    /// The states that call it, by their places in the definition.
    pub states: Vec<usize>,
}

/// The names of a group's metrics: `execution`, `function`, `service`, `activity`.
#[must_use]
pub fn metric_names(group: &str) -> Vec<&'static str> {
    let names = data().get(group).and_then(Value::as_array);
    names.map(|names| names.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// The dimension that a group's metrics are found by.
#[must_use]
pub fn dimension(group: &str) -> &'static str {
    data().get("dimensions").and_then(|dimensions| dimensions.get(group)).and_then(Value::as_str).unwrap_or_default()
}

fn data() -> &'static Value {
    static READ: OnceLock<Value> = OnceLock::new();
    READ.get_or_init(|| value::parse(include_str!("../data/metrics.json")).unwrap_or(Value::Null))
}

/// Everything that a definition calls, each resource once, in the order of the states.
#[must_use]
pub fn sources(definition: &Definition) -> Vec<Source> {
    let mut found: Vec<Source> = vec![];
    for (index, state) in definition.states.iter().enumerate() {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let group = match Resource::parse(&resource.value) {
            Resource::LambdaFunction { .. } => "function",
            Resource::Activity { .. } => "activity",
            Resource::Optimized { .. } | Resource::Sdk { .. } => "service",
            Resource::Other(_) => "function",
        };
        match found.iter_mut().find(|source| *source.resource == *resource.value) {
            Some(source) => source.states.push(index),
            None => found.push(Source { group, resource: resource.value.to_string(), states: vec![index] }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_metrics_and_a_dimension() {
        for (group, first) in [
            ("execution", "ExecutionsStarted"),
            ("function", "LambdaFunctionsScheduled"),
            ("service", "ServiceIntegrationsScheduled"),
            ("activity", "ActivitiesScheduled"),
        ] {
            assert_eq!(metric_names(group).first(), Some(&first));
            assert!(dimension(group).ends_with("Arn"), "{group}");
        }
    }
}
