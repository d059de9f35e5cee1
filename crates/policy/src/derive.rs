//! The whole definition: what its role needs, and what roles of other accounts need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use asl::definition::{Definition, State, StateKind, Task};

use crate::Options;
use crate::calls::{Needs, task_needs};
use crate::grant::{Grant, Note};
use crate::known::{Parameters, Variables, variables};
use crate::maps::map_needs;
use crate::pattern::{Pattern, Style};

/// What was derived.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// What the execution role needs, in the order of the states.
    pub grants: Vec<Grant>,
    /// What the roles need that Tasks take on by `Credentials`.
    pub assumed: Vec<Assumed>,
    /// What somebody must know who uses the policy.
    pub notes: Vec<Note>,
    /// The partition that the definition's own ARNs are of, such as `aws-us-gov`; `None` where none says it.
    pub partition: Option<String>,
}

impl Derived {
    /// For IAM as it is, with any region and account of the definition's own partition.
    #[must_use]
    pub fn style(&self) -> Style {
        let partition = self.partition.clone().unwrap_or_else(|| "aws".to_owned());
        Style::Plain { partition, region: "*".to_owned(), account: "*".to_owned() }
    }
}

/// A role that a Task takes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumed {
    /// Its ARN.
    pub role: Pattern,
    /// What it needs.
    pub grants: Vec<Grant>,
}

/// What is known of the machine beside its states.
#[derive(Debug)]
pub struct Machine<'a> {
    /// Its name.
    pub name: Option<&'a str>,
    /// What its variables are known to be.
    pub variables: Variables,
}

/// What the role of a workflow's executions needs. Never fails: what cannot be told is a wildcard and a note.
#[must_use]
pub fn derive(definition: &Definition, options: &Options) -> Derived {
    let machine = Machine { name: options.name.as_deref(), variables: variables(definition) };
    let mut derived = Derived { partition: partition(definition), ..Derived::default() };
    let mut assumed: BTreeMap<Pattern, Vec<Grant>> = BTreeMap::new();
    for state in &definition.states {
        let needs = match &state.kind {
            StateKind::Task(task) => match roles_taken_on(state, task, &machine) {
                roles if roles.is_empty() => task_needs(state, task, &machine),
                roles => taken_on(state, task, roles, &machine, &mut assumed),
            },
            StateKind::Map(map) => map_needs(state, map, definition, &machine),
            _ => continue,
        };
        derived.grants.extend(needs.grants);
        derived.notes.extend(needs.notes);
    }
    derived.grants.extend(surroundings(options));
    derived.notes.dedup();
    derived.notes.extend(notes(&derived.grants, &machine));
    derived.assumed = assumed.into_iter().map(|(role, grants)| Assumed { role, grants }).collect();
    derived
}

/// The partition of the first Task's ARN that says one.
fn partition(definition: &Definition) -> Option<String> {
    let resources = definition.states.iter().filter_map(|state| match &state.kind {
        StateKind::Task(task) => task.resource.as_ref(),
        _ => None,
    });
    let mut partitions = resources.filter_map(|resource| resource.value.strip_prefix("arn:")?.split(':').next());
    let is_name =
        |partition: &&str| partition.starts_with("aws") && partition.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    partitions.find(is_name).map(str::to_owned)
}

fn roles_taken_on(state: &State, task: &Task, machine: &Machine) -> Vec<Pattern> {
    let Some(credentials) = &task.credentials else { return vec![] };
    let parameters =
        Parameters { value: Some(&credentials.template.value), language: state.query_language, variables: &machine.variables };
    parameters.get("RoleArn").texts()
}

/// With `Credentials` the execution role takes another one on, and that one needs what the Task calls.
fn taken_on(
    state: &State,
    task: &Task,
    roles: Vec<Pattern>,
    machine: &Machine,
    assumed: &mut BTreeMap<Pattern, Vec<Grant>>,
) -> Needs {
    let inner = task_needs(state, task, machine);
    let mut needs = Needs { notes: inner.notes, ..Needs::default() };
    let role_arn =
        |role: &Pattern| if role.is_any() { Pattern::arn("arn:%p:iam::*:role/*", |_| Pattern::any()) } else { role.clone() };
    for role in &roles {
        assumed.entry(role_arn(role)).or_default().extend(inner.grants.iter().cloned());
    }
    needs.add(state, "sts:AssumeRole", roles.iter().map(role_arn).collect(), None, "takes on the role of its `Credentials`");
    needs
}

/// Logging, tracing and encryption, as the options say.
fn surroundings(options: &Options) -> Vec<Grant> {
    const LOGGING: [&str; 8] = [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
    ];
    const TRACING: [&str; 4] =
        ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"];
    let grant = |action: &str, resource: Pattern, reason: &str| Grant {
        action: action.to_owned(),
        resource,
        condition: None,
        state: None,
        reason: reason.to_owned(),
    };
    let mut grants = vec![];
    if options.logging {
        grants.extend(
            LOGGING
                .map(|action| grant(action, Pattern::any(), "executions are logged; CloudWatch Logs names no resource for it")),
        );
    }
    if options.tracing {
        grants.extend(TRACING.map(|action| grant(action, Pattern::any(), "executions are traced; X-Ray names no resource")));
    }
    if let Some(key) = &options.kms_key {
        let reason = "the machine's data is encrypted with this key";
        grants.extend(["kms:Decrypt", "kms:GenerateDataKey"].map(|action| grant(action, Pattern::text(key), reason)));
    }
    grants
}

/// What wildcards the definition alone could not avoid.
fn notes(grants: &[Grant], machine: &Machine) -> Vec<Note> {
    let mut notes = vec![];
    let of_itself = |grant: &&Grant| {
        let text = grant.resource.write(&crate::Style::default());
        text.ends_with(":stateMachine:*") || text.ends_with(":execution:*:*")
    };
    if machine.name.is_none() && grants.iter().any(|grant| of_itself(&grant)) {
        let text = "where the machine starts or watches executions of its own, its name (`--name`) makes the resource narrower";
        notes.push(Note { state: None, text: text.to_owned() });
    }
    let mut unnamed: BTreeMap<(&Option<Arc<str>>, String), BTreeSet<String>> = BTreeMap::new();
    for grant in grants.iter().filter(|grant| grant.state.is_some() && (machine.name.is_some() || !of_itself(grant))) {
        let is_about_something = crate::table().kinds(&grant.action).is_some_and(|kinds| !kinds.is_empty());
        if grant.resource.names_nothing() && is_about_something {
            let resource = grant.resource.write(&crate::Style::default());
            unnamed.entry((&grant.state, resource)).or_default().insert(format!("`{}`", grant.action));
        }
    }
    for ((state, resource), actions) in unnamed {
        let actions: Vec<String> = actions.into_iter().collect();
        let text = format!("{} on `{resource}`: the definition does not name what it acts on", actions.join(", "));
        notes.push(Note { state: state.clone(), text });
    }
    notes.sort();
    notes.dedup();
    notes
}
