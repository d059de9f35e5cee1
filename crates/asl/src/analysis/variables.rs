//! Which variables each state reads: what DescribeStateMachine lists as `variableReferences`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expressions::intrinsic::Call;
use expressions::jsonata::{Dialect, Expression};
use expressions::jsonpath::{Path, Root};
use expressions::template::JsonataTemplate;

use super::sites::{Role, Site, sites};
use crate::definition::{Definition, NodeId, QueryLanguage, State, StateId, StateKind};
use crate::tree::{Kind, Tree};

/// One reading of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The variable's name without `$`.
    pub name: Arc<str>,
    /// The state that reads it.
    pub state: StateId,
    /// The text that holds the expression.
    pub node: NodeId,
}

/// The names of the variables that each state reads, in alphabetical order; states that read none are left out.
#[must_use]
pub fn variable_references(definition: &Definition, tree: &Tree) -> BTreeMap<Arc<str>, BTreeSet<Arc<str>>> {
    let mut found: BTreeMap<Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
    for reading in readings(definition, tree) {
        let state = Arc::clone(&definition.state(reading.state).name.value);
        found.entry(state).or_default().insert(reading.name);
    }
    found
}

/// Every reading of a variable, in document order by state.
#[must_use]
pub fn readings(definition: &Definition, tree: &Tree) -> Vec<Reading> {
    let mut found = Vec::new();
    let assigned = assigned(definition);
    for site in sites(definition, tree) {
        for node in tree.descendants(site.node) {
            let Some(text) = tree.string(node).filter(|_| tree.kind(node) == Kind::String) else { continue };
            let names = match site.language {
                QueryLanguage::Jsonata => in_expression(&text, &assigned),
                QueryLanguage::JsonPath if is_computed(tree, &site, node) => in_path(&text),
                QueryLanguage::JsonPath => vec![],
            };
            found.extend(names.into_iter().map(|name| Reading { name, state: site.state, node }));
        }
    }
    found
}

/// Whether the text is looked at as a path or call.
fn is_computed(tree: &Tree, site: &Site, node: NodeId) -> bool {
    match site.role {
        Role::Template | Role::Assign => tree.key(node).is_some_and(|key| key.ends_with(".$")),
        Role::Setting => false,
        _ => true,
    }
}

fn in_path(text: &str) -> Vec<Arc<str>> {
    let variable = |path: &Path| match path.root() {
        Root::Variable(name) => Some(Arc::clone(name)),
        _ => None,
    };
    if Call::is_call(text) {
        let call = Call::parse(text);
        return call.map(|call| call.paths().iter().filter_map(|(path, _)| variable(path)).collect()).unwrap_or_default();
    }
    Path::parse(text.trim()).ok().as_ref().and_then(variable).into_iter().collect()
}

/// The workflow variables among the names of an expression: those that some `Assign` of the machine could set, or that
/// are neither functions nor bound in the expression, which cannot be told apart here.
fn in_expression(text: &str, assigned: &BTreeSet<Arc<str>>) -> Vec<Arc<str>> {
    let Some((expression, _)) = JsonataTemplate::expression_in(text) else { return vec![] };
    let (parsed, errors) = Expression::parse(expression, Dialect::StepFunctions);
    if !errors.is_empty() {
        return vec![];
    }
    parsed.names().filter_map(|name| assigned.get(name).cloned()).collect()
}

/// The names that the machine's `Assign`s set.
#[must_use]
pub fn assigned(definition: &Definition) -> BTreeSet<Arc<str>> {
    let mut names = BTreeSet::new();
    for state in &definition.states {
        names.extend(assigned_by(state));
    }
    names
}

/// The names that a state's `Assign`s set, those of its rules and catchers too.
pub(crate) fn assigned_by(state: &State) -> Vec<Arc<str>> {
    let rules = match &state.kind {
        StateKind::Choice(choice) => choice.rules.as_slice(),
        _ => &[],
    };
    let of_rules = rules.iter().filter_map(|rule| rule.assign.as_ref());
    let of_catchers = state.catch.iter().filter_map(|catcher| catcher.assign.as_ref());
    let assigns = state.data.assign.iter().chain(of_rules).chain(of_catchers);
    let objects = assigns.filter_map(|assign| assign.value.as_object());
    objects.flat_map(|object| object.keys().map(|key| Arc::from(key.strip_suffix(".$").unwrap_or(key)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::read;

    #[test]
    fn variables_are_found_in_paths_calls_and_expressions() {
        let tree = Tree::parse(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Assign": {"x": 1, "y.$": "$.y"}, "Next": "B"},
                "B": {"Type": "Choice", "Choices": [{"Not": {"Variable": "$x", "NumericEqualsPath": "$y.z"}, "Next": "C"}], "Default": "C"},
                "C": {"Type": "Pass", "Parameters": {"a.$": "States.Format('{}{}', $x, $$.Execution.Id)", "b": "$y"}, "Next": "D"},
                "D": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"sum": "{% $sum([$x, $local := 1]) %}"}, "End": true}}}"#,
        );
        let (definition, _) = read(&tree);
        let found: Vec<String> = variable_references(&definition, &tree)
            .into_iter()
            .map(|(state, names)| format!("{state}: {}", names.into_iter().collect::<Vec<_>>().join(" ")))
            .collect();
        assert_eq!(found, ["B: x y", "C: x", "D: x"]);
    }
}
