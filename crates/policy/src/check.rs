//! A policy that somebody wrote, compared with what the definition needs: what is missing, and what is too much.

use std::collections::BTreeSet;

use value::Value;

use crate::grant::Grant;
use crate::pattern::{Pattern, Piece, Style};
use crate::table::table;

/// A policy as it was given: the statements that allow, and those that deny.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    allowed: Vec<Rule>,
    denied: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    actions: Vec<String>,
    all_but_actions: bool,
    resources: Vec<String>,
    all_but_resources: bool,
    conditional: bool,
}

/// What is wrong with a given policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// An action that a state needs is not allowed on its resource, or denied.
    Missing {
        /// The action.
        action: String,
        /// The resource as it is needed.
        resource: String,
        /// The states that need it.
        states: Vec<String>,
    },
    /// An action is allowed that no state needs; it may hold `*`.
    NotNeeded {
        /// The action as the policy writes it.
        action: String,
    },
    /// More actions are allowed by a wildcard than are needed, and nothing else allows those.
    TooManyActions {
        /// The action as the policy writes it.
        action: String,
        /// The actions that would do.
        enough: Vec<String>,
    },
    /// An action is allowed on more than is needed.
    TooWide {
        /// The action as the policy writes it.
        action: String,
        /// The resource as the policy writes it.
        resource: String,
        /// What would do.
        enough: Vec<String>,
    },
}

impl Given {
    /// Reads a policy document, a list of statements, or several documents in a list.
    ///
    /// # Errors
    /// A sentence, where no statement is found.
    pub fn read(value: &Value) -> Result<Self, String> {
        let mut given = Self::default();
        given.add(value);
        if given.allowed.is_empty() && given.denied.is_empty() {
            return Err("there is no statement in the policy; a policy document has a `Statement`".to_owned());
        }
        Ok(given)
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(object) if object.contains_key("Effect") => {
                let rule = Rule::read(value);
                let denies = object.get("Effect").and_then(Value::as_str) == Some("Deny");
                if denies { self.denied.push(rule) } else { self.allowed.push(rule) }
            }
            Value::Object(object) => {
                for name in ["Statement", "policy", "PolicyDocument", "Policies", "Document"] {
                    object.get(name).into_iter().for_each(|inner| self.add(inner));
                }
            }
            _ => {}
        }
    }

    /// Whether the policy allows it by another action than this one.
    fn allows_otherwise(&self, action: &str, grant: &Grant) -> bool {
        let others = self.allowed.iter().map(|rule| rule.without(action));
        others.into_iter().any(|rule| (rule.all_but_actions || !rule.actions.is_empty()) && rule.covers(grant))
    }

    fn allows(&self, grant: &Grant) -> bool {
        let denied = self.denied.iter().any(|rule| !rule.conditional && rule.covers(grant));
        !denied && self.allowed.iter().any(|rule| rule.covers(grant))
    }
}

impl Rule {
    fn read(value: &Value) -> Self {
        let list = |name: &str| match value.get(name) {
            Some(Value::Array(items)) => items.iter().map(text).collect(),
            Some(item) => vec![text(item)],
            None => vec![],
        };
        let (actions, resources) = (list("Action"), list("Resource"));
        Self {
            all_but_actions: actions.is_empty(),
            actions: if actions.is_empty() { list("NotAction") } else { actions },
            all_but_resources: resources.is_empty(),
            resources: if resources.is_empty() { list("NotResource") } else { resources },
            conditional: value.get("Condition").is_some(),
        }
    }

    fn without(&self, action: &str) -> Self {
        let mut rule = self.clone();
        if !rule.all_but_actions {
            rule.actions.retain(|other| other != action);
        }
        rule
    }

    fn covers(&self, grant: &Grant) -> bool {
        let action = self.actions.iter().any(|action| matches_action(action, &grant.action));
        let needed = glob(&grant.resource);
        let resource = self.resources.iter().any(|resource| overlap(resource, &needed));
        action != self.all_but_actions && resource != self.all_but_resources
    }
}

/// What of a function of CloudFormation is written in a policy is not known: it may be anything.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| "*".to_owned(), str::to_owned)
}

/// What is missing in a policy, and what is too much, for these grants. In the order: missing, not needed, too wide.
#[must_use]
pub fn check(given: &Given, grants: &[Grant]) -> Vec<Finding> {
    let mut findings = BTreeSet::new();
    for grant in grants.iter().filter(|grant| !given.allows(grant)) {
        let of_same = grants.iter().filter(|other| other.action == grant.action && other.resource == grant.resource);
        let states: BTreeSet<String> = of_same.filter_map(|grant| grant.state.as_deref()).map(str::to_owned).collect();
        let resource = grant.resource.write(&Style::default());
        findings.insert(Finding::Missing { action: grant.action.clone(), resource, states: states.into_iter().collect() });
    }
    for rule in given.allowed.iter().filter(|rule| !rule.all_but_actions && !rule.all_but_resources) {
        for action in &rule.actions {
            findings.extend(too_much(action, rule, given, grants));
        }
    }
    findings.into_iter().collect()
}

fn too_much(action: &str, rule: &Rule, given: &Given, grants: &[Grant]) -> Vec<Finding> {
    let needed: Vec<&Grant> = grants.iter().filter(|grant| matches_action(action, &grant.action)).collect();
    let is_wild = action.contains('*') && !rule_is_exact(action, &needed);
    if needed.is_empty() || is_wild && needed.iter().all(|grant| given.allows_otherwise(action, grant)) {
        return vec![Finding::NotNeeded { action: action.to_owned() }];
    }
    let enough: BTreeSet<String> = needed.iter().map(|grant| grant.action.clone()).collect();
    let actions = Finding::TooManyActions { action: action.to_owned(), enough: enough.into_iter().collect() };
    is_wild.then_some(actions).into_iter().chain(too_wide(action, rule, &needed)).collect()
}

fn too_wide(action: &str, rule: &Rule, needed: &[&Grant]) -> Vec<Finding> {
    let about_something = needed.iter().any(|grant| table().kinds(&grant.action).is_some_and(|kinds| !kinds.is_empty()));
    let known = needed.iter().all(|grant| !grant.resource.is_any());
    let wide = rule.resources.iter().filter(|resource| {
        let whole = *resource == "*" && about_something && known;
        let other = !needed.iter().any(|grant| overlap(resource, &glob(&grant.resource)));
        whole || other
    });
    let enough: BTreeSet<String> = needed.iter().map(|grant| grant.resource.write(&Style::default())).collect();
    let enough: Vec<String> = enough.into_iter().collect();
    wide.map(|resource| Finding::TooWide { action: action.to_owned(), resource: resource.clone(), enough: enough.clone() })
        .collect()
}

/// A wildcard that stands for needed actions only, as far as can be told: it spells a needed action but for its capitals.
fn rule_is_exact(action: &str, needed: &[&Grant]) -> bool {
    needed.iter().any(|grant| grant.action.eq_ignore_ascii_case(action.trim_end_matches('*')))
}

fn matches_action(pattern: &str, action: &str) -> bool {
    overlap(&pattern.to_ascii_lowercase(), &action.to_ascii_lowercase())
}

/// A needed resource as a wildcard pattern: what is not known may be anything.
fn glob(pattern: &Pattern) -> String {
    pattern.pieces().iter().map(|piece| if let Piece::Text(text) = piece { text.as_str() } else { "*" }).collect()
}

/// Whether there is a text that both patterns match; `*` stands for any characters, `?` for one.
fn overlap(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut reachable = vec![false; right.len() + 1];
    reachable[0] = true;
    for at in 0..right.len() {
        reachable[at + 1] = reachable[at] && right[at] == '*';
    }
    for character in &left {
        let before = reachable.clone();
        reachable[0] = before[0] && *character == '*';
        for at in 0..right.len() {
            let other = right[at];
            let one = before[at] && (*character == other || *character == '?' || other == '?');
            let wild_left = *character == '*' && (before[at + 1] || reachable[at] || before[at]);
            let wild_right = other == '*' && (before[at + 1] || reachable[at] || before[at]);
            reachable[at + 1] = one || wild_left || wild_right;
        }
    }
    reachable[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(action: &str, resource: &str) -> Grant {
        Grant {
            action: action.into(),
            resource: Pattern::text(resource),
            condition: None,
            state: Some("S".into()),
            reason: String::new(),
        }
    }

    fn check_policy(policy: &str, grants: &[Grant]) -> Vec<Finding> {
        check(&Given::read(&value::parse(policy).expect("is JSON")).expect("has statements"), grants)
    }

    #[test]
    fn patterns_overlap_where_some_text_matches_both() {
        for (left, right, expected) in [
            ("*", "arn:aws:x", true),
            ("arn:aws:x", "arn:*:x", true),
            ("arn:aws:y", "arn:*:x", false),
            ("a*c", "ab*", true),
            ("", "", true),
            ("*", "", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("table/*", "table/Orders", true),
            ("table/Orders", "table/Orders-2", false),
        ] {
            assert_eq!(overlap(left, right), expected, "{left} {right}");
            assert_eq!(overlap(right, left), expected, "{right} {left}");
        }
    }

    #[test]
    fn what_is_needed_and_not_allowed_is_missing() {
        let needed = [grant("s3:GetObject", "arn:aws:s3:::b/k"), grant("s3:PutObject", "arn:aws:s3:::b/k")];
        let found = check_policy(
            r#"{"Statement": [{"Effect": "Allow", "Action": "s3:getobject", "Resource": "arn:aws:s3:::b/*"}]}"#,
            &needed,
        );
        let missing =
            Finding::Missing { action: "s3:PutObject".into(), resource: "arn:aws:s3:::b/k".into(), states: vec!["S".into()] };
        assert_eq!(found, [missing]);
    }

    #[test]
    fn a_denial_outweighs() {
        let needed = [grant("s3:GetObject", "arn:aws:s3:::b/k")];
        let policy = r#"[{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]"#;
        assert!(matches!(check_policy(policy, &needed)[..], [Finding::Missing { .. }]));
    }

    #[test]
    fn what_is_allowed_and_not_needed_is_too_much() {
        let needed = [grant("sns:Publish", "arn:aws:sns:us-east-1:1:t")];
        let policy =
            r#"{"Statement": {"Effect": "Allow", "Action": ["sns:Publish", "sns:*", "sqs:SendMessage"], "Resource": "*"}}"#;
        let wide = Finding::TooWide {
            action: "sns:Publish".into(),
            resource: "*".into(),
            enough: vec!["arn:aws:sns:us-east-1:1:t".into()],
        };
        let not_needed = |action: &str| Finding::NotNeeded { action: action.into() };
        assert_eq!(check_policy(policy, &needed), [not_needed("sns:*"), not_needed("sqs:SendMessage"), wide]);
    }

    #[test]
    fn a_wildcard_that_alone_allows_what_is_needed_is_too_wide() {
        let needed = [grant("sns:Publish", "arn:aws:sns:us-east-1:1:t")];
        let found = |actions: &str| {
            check_policy(
                &format!(r#"{{"Effect": "Allow", "Action": {actions}, "Resource": "arn:aws:sns:us-east-1:1:t"}}"#),
                &needed,
            )
        };
        let wide = |action: &str| Finding::TooManyActions { action: action.into(), enough: vec!["sns:Publish".into()] };
        for action in ["sns:*", "sns:Pub*h", "*"] {
            assert_eq!(found(&format!(r#""{action}""#)), [wide(action)]);
        }
        assert_eq!(found(r#"["sns:*", "sns:Publish"]"#), [Finding::NotNeeded { action: "sns:*".into() }]);
        assert_eq!(found(r#""sns:Publish*""#), []);
    }

    #[test]
    fn a_text_without_statements_is_refused() {
        assert!(Given::read(&Value::from("x")).is_err());
    }
}
