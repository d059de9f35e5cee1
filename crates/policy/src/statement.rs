//! Grants gathered into the statements of a policy, and those as IAM's JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use value::{Object, Value};

use crate::grant::{Condition, Grant};
use crate::pattern::{Pattern, Style};

/// Actions that are allowed on the same resources under the same condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its name: letters and digits, unique within the policy.
    pub sid: String,
    /// The actions, in alphabetical order.
    pub actions: Vec<String>,
    /// The resources, in alphabetical order.
    pub resources: Vec<Pattern>,
    /// Only when.
    pub condition: Option<Condition>,
    /// The states it is for, in the order of the definition.
    pub states: Vec<Arc<str>>,
    /// Why, each reason once.
    pub reasons: Vec<String>,
}

/// What the grants of one statement have in common: the service, the resources, the condition.
type Allowance<'g> = (String, BTreeSet<&'g Pattern>, &'g Option<Condition>);

/// The fewest statements that give these grants and no more.
#[must_use]
pub fn statements(grants: &[Grant]) -> Vec<Statement> {
    let mut by_action: BTreeMap<(&str, &Option<Condition>), Vec<&Grant>> = BTreeMap::new();
    for grant in grants {
        by_action.entry((&grant.action, &grant.condition)).or_default().push(grant);
    }
    let mut order = vec![];
    let mut together: BTreeMap<Allowance, Vec<&Grant>> = BTreeMap::new();
    for ((action, condition), grants) in by_action {
        let service = action.split(':').next().unwrap_or_default().to_owned();
        let key = (service, narrowest(&grants), condition);
        if !together.contains_key(&key) {
            order.push(key.clone());
        }
        together.entry(key).or_default().extend(grants);
    }
    let mut sids = BTreeSet::new();
    order.into_iter().filter_map(|key| Some(statement(&key.1, key.2, together.get(&key)?, grants, &mut sids))).collect()
}

/// The resources without those that a wildcard among them covers wholly.
fn narrowest<'g>(grants: &[&'g Grant]) -> BTreeSet<&'g Pattern> {
    let all: BTreeSet<&Pattern> = grants.iter().map(|grant| &grant.resource).collect();
    match all.iter().find(|pattern| pattern.is_any()) {
        Some(any) => [*any].into_iter().collect(),
        None => all,
    }
}

fn statement(
    resources: &BTreeSet<&Pattern>,
    condition: &Option<Condition>,
    grants: &[&Grant],
    all: &[Grant],
    sids: &mut BTreeSet<String>,
) -> Statement {
    let actions: BTreeSet<&str> = grants.iter().map(|grant| grant.action.as_str()).collect();
    let mut states: Vec<Arc<str>> = vec![];
    for grant in all.iter().filter(|grant| grants.contains(grant)) {
        states.extend(grant.state.iter().filter(|state| !states.contains(state)).cloned().collect::<Vec<_>>());
    }
    let reasons: BTreeSet<&str> = grants.iter().map(|grant| grant.reason.as_str()).collect();
    Statement {
        sid: sid(&actions, sids),
        actions: actions.into_iter().map(str::to_owned).collect(),
        resources: resources.iter().map(|pattern| (*pattern).clone()).collect(),
        condition: condition.clone(),
        states,
        reasons: reasons.into_iter().map(str::to_owned).collect(),
    }
}

/// A name from the first action, with a number where it is taken.
fn sid(actions: &BTreeSet<&str>, taken: &mut BTreeSet<String>) -> String {
    let first = actions.first().copied().unwrap_or_default();
    let mut name = String::new();
    for word in first.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut characters = word.chars();
        name.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(characters.as_str());
    }
    let free = (1..).map(|number| if number == 1 { name.clone() } else { format!("{name}{number}") });
    let free = free.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// A policy as IAM's JSON.
#[must_use]
pub fn policy_document(statements: &[Statement], style: &Style) -> Value {
    let statements: Vec<Value> = statements.iter().map(|statement| statement_value(statement, style)).collect();
    Value::object([("Version", Value::from("2012-10-17")), ("Statement", Value::from(statements))])
}

fn statement_value(statement: &Statement, style: &Style) -> Value {
    let texts = |patterns: &[Pattern]| patterns.iter().map(|pattern| Value::from(pattern.write(style))).collect::<Vec<_>>();
    let mut object = Object::new();
    object.insert("Sid", statement.sid.as_str());
    object.insert("Effect", "Allow");
    object.insert("Action", statement.actions.iter().map(|action| Value::from(action.as_str())).collect::<Vec<_>>());
    object.insert("Resource", texts(&statement.resources));
    if let Some(condition) = &statement.condition {
        let mut written = Object::new();
        for (operator, key, values) in &condition.tests {
            let mut tests = written.get(operator).and_then(Value::as_object).map(|tests| (**tests).clone()).unwrap_or_default();
            tests.insert(key.as_str(), texts(values));
            written.insert(*operator, tests);
        }
        object.insert("Condition", written);
    }
    Value::from(object)
}

/// Who may take the role on: Step Functions, for this account's machines only.
#[must_use]
pub fn trust_policy(style: &Style) -> Value {
    let account = Pattern::arn("%a", |_| Pattern::default()).write(style);
    let mut statement = Object::new();
    statement.insert("Effect", "Allow");
    statement.insert("Principal", Value::object([("Service", "states.amazonaws.com")]));
    statement.insert("Action", "sts:AssumeRole");
    // With the account unknown there is nothing to compare with.
    if account != "*" {
        statement.insert("Condition", Value::object([("StringEquals", Value::object([("aws:SourceAccount", account)]))]));
    }
    Value::object([("Version", Value::from("2012-10-17")), ("Statement", Value::from(vec![Value::from(statement)]))])
}
