//! What a Task calls, and which permissions that takes.

mod callers_rights;
mod narrowed;
mod roles;
mod tags;
mod target;

use asl::definition::{State, Task};

use crate::derive::Machine;
use crate::grant::{Condition, Grant, Note};
use crate::integrations::integration;
use crate::known::{Given, Parameters};
use crate::pattern::Pattern;
use crate::resources::{Call, resources};
use crate::table::table;
use target::{Target, target};

/// What was found out about a state.
#[derive(Debug, Default)]
pub struct Needs {
    /// What it must be allowed.
    pub grants: Vec<Grant>,
    /// What could not be told.
    pub notes: Vec<Note>,
}

impl Needs {
    /// Adds an action on resources.
    pub fn add(&mut self, state: &State, action: &str, resources: Vec<Pattern>, condition: Option<Condition>, reason: &str) {
        for resource in resources {
            self.grants.push(Grant {
                action: action.to_owned(),
                resource,
                condition: condition.clone(),
                state: Some(state.name.value.clone()),
                reason: reason.to_owned(),
            });
        }
    }

    /// Adds a sentence.
    pub fn note(&mut self, state: &State, text: String) {
        self.notes.push(Note { state: Some(state.name.value.clone()), text });
    }
}

/// What a Task needs, its `Credentials` left aside.
pub fn task_needs(state: &State, task: &Task, machine: &Machine) -> Needs {
    let mut needs = Needs::default();
    let parameters = Parameters::of(state, &machine.variables);
    let Some(resource) = &task.resource else { return needs };
    match target(&resource.value) {
        Target::Activity => {}
        Target::Function(function) => {
            let reason = "calls the function";
            needs.add(state, "lambda:InvokeFunction", vec![function], None, reason);
        }
        Target::Optimized { service, action, waits } => match integration(&service, &action, waits) {
            Some(_) => optimized(&mut needs, state, (&service, &action), waits, parameters, machine),
            None => needs.note(
                state,
                format!("`{service}:{action}` is no optimised integration that is known: nothing is granted for it"),
            ),
        },
        Target::Sdk { api, operation } => sdk(&mut needs, state, &api, &operation, parameters, machine),
        Target::Other => {
            needs.note(state, format!("`{}` does not tell what is called: nothing is granted for it", resource.value))
        }
    }
    needs
}

fn optimized(needs: &mut Needs, state: &State, name: (&str, &str), waits: bool, parameters: Parameters, machine: &Machine) {
    let (service, action) = name;
    let Some(known) = integration(service, action, waits) else { return };
    let call = Call { parameters, operation: action, machine: machine.name };
    for permission in &known.permissions {
        for (permission, condition) in narrowed::optimized(permission, service, &call) {
            let on = resources(&permission, &call);
            tags::add(needs, state, &permission, &on, &call);
            needs.add(state, &permission, on, condition, &format!("calls `{service}:{action}`"));
        }
    }
    for permission in &known.waiting {
        needs.add(
            state,
            permission,
            resources(permission, &call),
            None,
            "waits for the job's end, and stops it when the execution is stopped",
        );
    }
    if let Some(rule) = known.rule {
        let rule = Pattern::arn("arn:%p:events:%r:%a:rule/{Rule}", |_| Pattern::text(rule));
        for action in ["events:DescribeRule", "events:PutRule", "events:PutTargets"] {
            needs.add(state, action, vec![rule.clone()], None, "hears of the job's end through an EventBridge rule");
        }
    }
    if let Some(service) = known.passes_to {
        roles::passed_to(needs, state, service, &call);
    }
    if service == "eks" && known == Default::default() {
        needs.note(state, "the cluster must let the role in by its access entries; IAM is not asked".to_owned());
    }
    callers_rights::add(needs, state, service, &call);
    tell_placeholders(needs, state, service, &call);
}

fn sdk(needs: &mut Needs, state: &State, api: &str, operation: &str, parameters: Parameters, machine: &Machine) {
    let call = Call { parameters, operation, machine: machine.name };
    let (permissions, known) = table().permissions(api, operation);
    if !known {
        let date = table().date();
        needs.note(
            state,
            format!("`{api}:{operation}` is not in the table of {date}: its permission is taken to have the same name"),
        );
    }
    let reason = format!("calls `{api}:{operation}`");
    for (permission, resources) in narrowed::sdk(api, permissions, &call) {
        tags::add(needs, state, &permission, &resources, &call);
        needs.add(state, &permission, resources, None, &reason);
        roles::passed(needs, state, &permission, &call);
    }
    callers_rights::add(needs, state, api, &call);
    tell_placeholders(needs, state, api, &call);
}

/// A placeholder for a queue may be its URL, which is no part of an ARN.
fn tell_placeholders(needs: &mut Needs, state: &State, service: &str, call: &Call) {
    if service != "sqs" {
        return;
    }
    let Given::Texts(urls) = call.parameters.get("QueueUrl") else { return };
    for name in urls.iter().filter_map(Pattern::placeholder) {
        needs.note(
            state,
            format!("`${{{name}}}` is taken for the queue's name in the policy; where it is the URL, write the queue's ARN"),
        );
    }
}
