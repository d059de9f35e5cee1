//! Roles that a call hands on to a service: the one who calls must be allowed to pass them.

use asl::definition::State;

use super::Needs;
use crate::grant::Condition;
use crate::known::Given;
use crate::pattern::Pattern;
use crate::resources::{Call, hides_roles};
use crate::table::table;

/// Parameters that hold a role, in the APIs that take one: by the end of their name.
const ROLE_PARAMETERS: [&str; 5] = ["rolearn", "role", "rolename", "executionrolearn", "jobflowrole"];

/// What takes a role without passing it: it is taken on, looked at or managed.
const NOT_PASSED: [&str; 2] = ["sts:", "iam:"];

/// Verbs of calls that hand something to a service.
const HANDING: [&str; 24] = [
    "Add",
    "Associate",
    "Attach",
    "Copy",
    "Create",
    "Enable",
    "Export",
    "Import",
    "Invoke",
    "Modify",
    "Put",
    "Register",
    "Replace",
    "Request",
    "Restore",
    "Run",
    "Send",
    "Set",
    "Start",
    "Submit",
    "Subscribe",
    "Update",
    "Provision",
    "Deploy",
];

/// A service's name among IAM's principals, where it is not that of its permissions.
const PRINCIPALS: [(&str, &str); 10] = [
    ("ecs", "ecs-tasks.amazonaws.com"),
    ("logs", "logs.amazonaws.com"),
    ("rds", "rds.amazonaws.com"),
    ("ssm", "ssm.amazonaws.com"),
    ("ec2", "ec2.amazonaws.com"),
    ("dms", "dms.amazonaws.com"),
    ("elasticmapreduce", "elasticmapreduce.amazonaws.com"),
    ("emr-serverless", "emr-serverless.amazonaws.com"),
    ("application-autoscaling", "application-autoscaling.amazonaws.com"),
    ("bedrock-agentcore", "bedrock-agentcore.amazonaws.com"),
];

/// Services whose principal is their permissions' prefix.
const SAME_PRINCIPAL: [&str; 27] = [
    "appsync",
    "athena",
    "backup",
    "batch",
    "bedrock",
    "cloudformation",
    "codebuild",
    "codepipeline",
    "comprehend",
    "config",
    "databrew",
    "datasync",
    "eks",
    "events",
    "firehose",
    "fis",
    "glue",
    "imagebuilder",
    "iot",
    "lambda",
    "mediaconvert",
    "pipes",
    "rekognition",
    "sagemaker",
    "scheduler",
    "states",
    "transfer",
];

/// The roles of an integration that always hands one on, to this principal.
pub fn passed_to(needs: &mut Needs, state: &State, principal: &str, call: &Call) {
    let roles = roles(call);
    let known = !roles.is_empty();
    let roles = if known { roles } else { vec![role_arn(&Pattern::any())] };
    if !known {
        needs.note(state, "which role is handed on does not stand in the definition: name it in place of `role/*`".to_owned());
    }
    needs.add(state, "iam:PassRole", roles, Some(Condition::passed_to(principal)), &format!("hands a role on to `{principal}`"));
}

/// The roles of an SDK call, if it hands one on.
pub fn passed(needs: &mut Needs, state: &State, permission: &str, call: &Call) {
    let (service, action) = permission.split_once(':').unwrap_or_default();
    let verb: String = action.char_indices().take_while(|(at, c)| *at == 0 || c.is_lowercase()).map(|(_, c)| c).collect();
    if NOT_PASSED.iter().any(|prefix| permission.starts_with(prefix)) || !HANDING.contains(&verb.as_str()) {
        return;
    }
    let mut roles = roles(call);
    // Where a role is part of every such call, it hides in what only a run knows.
    let hidden = always_takes_role(permission) && table().passes_role(permission) && has_unknown(call);
    if roles.is_empty() && hidden {
        needs.note(state, "which role is handed on does not stand in the definition: name it in place of `role/*`".to_owned());
        roles.push(role_arn(&Pattern::any()));
    }
    let principal = PRINCIPALS.iter().find(|(name, _)| *name == service).map(|(_, principal)| (*principal).to_owned());
    let principal = principal.or_else(|| SAME_PRINCIPAL.contains(&service).then(|| format!("{service}.amazonaws.com")));
    let condition = principal.as_deref().map(Condition::passed_to);
    let to = principal.unwrap_or_else(|| "the service".to_owned());
    needs.add(state, "iam:PassRole", roles, condition, &format!("hands a role on to `{to}`"));
}

/// Calls that cannot be made without a role.
fn always_takes_role(permission: &str) -> bool {
    matches!(
        permission,
        "scheduler:CreateSchedule"
            | "scheduler:UpdateSchedule"
            | "sagemaker:CreateTrainingJob"
            | "sagemaker:CreateProcessingJob"
            | "glue:CreateJob"
            | "glue:CreateCrawler"
            | "lambda:CreateFunction"
            | "states:CreateStateMachine"
            | "pipes:CreatePipe"
            | "mediaconvert:CreateJob"
            | "fis:CreateExperimentTemplate"
            | "codebuild:CreateProject"
            | "ecs:RunTask"
            | "bedrock:CreateModelCustomizationJob"
    )
}

fn has_unknown(call: &Call) -> bool {
    let absent = call.parameters.value.is_none();
    !absent && (call.parameters.is_unknown() || call.parameters.all(2).iter().any(|(_, given)| *given == Given::Unknown))
        || call.operation == "runTask"
}

/// The ARNs of the roles among the parameters, whatever they are called.
fn roles(call: &Call) -> Vec<Pattern> {
    let mut found = vec![];
    let members = call.parameters.members(4).into_iter();
    for member in members.filter(|member| !member.holders.iter().any(|holder| hides_roles(holder))) {
        let (name, given) = (member.name.to_ascii_lowercase(), member.given);
        let is_role = ROLE_PARAMETERS.iter().any(|end| name.ends_with(end)) && !name.contains("control") && !is_message(call);
        // An instance profile holds a role, whose name it does not tell.
        if name == "iaminstanceprofile" && given != Given::Absent {
            found.push(role_arn(&Pattern::any()));
        }
        if is_role {
            // Parameters of an automation are lists of one.
            let texts: Vec<Pattern> = match given {
                Given::Inside(value::Value::Array(_)) => {
                    call.parameters.items(given).into_iter().flat_map(Given::texts).collect()
                }
                given => given.texts(),
            };
            found.extend(texts.iter().filter(|text| text.known() != Some("")).map(role_arn));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// In a conversation with a model `Role` says who speaks.
fn is_message(call: &Call) -> bool {
    !call.parameters.get("Messages").is_absent()
}

fn role_arn(role: &Pattern) -> Pattern {
    if role.is_arn() || role.placeholder().is_some_and(|name| !name.to_ascii_lowercase().ends_with("name")) {
        return role.clone();
    }
    Pattern::arn("arn:%p:iam::%a:role/{Name}", |_| role.clone())
}
