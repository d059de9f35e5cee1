//! Instances that are started and commanded, by what they are started from.

use super::storage::or_any;
use super::{Call, named};
use crate::known::Given;
use crate::pattern::Pattern;

const INSTANCE: &str = "arn:%p:ec2:%r:%a:instance/{Id}";
const MANAGED: &str = "arn:%p:ssm:%r:%a:managed-instance/{Id}";

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    match permission {
        "ec2:RunInstances" => Some(run_instances(call)),
        "ssm:SendCommand" => Some([documents(call), commanded(call)].concat()),
        "ssm:GetParametersByPath" => parameters_below(call),
        _ => None,
    }
}

/// What instances are started from is named; they, their volumes and interfaces have no id yet.
fn run_instances(call: &Call) -> Vec<Pattern> {
    let interfaces = call.parameters.items(call.parameters.get("NetworkInterfaces"));
    let of_interfaces = |name: &str| -> Vec<Pattern> {
        let given = interfaces.iter().map(|interface| call.parameters.inside(interface, name));
        given.flat_map(|given| many(call, given)).collect()
    };
    let subnets = [call.texts("SubnetId"), of_interfaces("SubnetId")].concat();
    let groups = [many(call, call.parameters.get("SecurityGroupIds")), of_interfaces("Groups")].concat();
    let mut found: Vec<Pattern> = ["instance", "network-interface", "volume"]
        .map(|kind| Pattern::arn(&format!("arn:%p:ec2:%r:%a:{kind}/*"), |_| Pattern::any()))
        .into();
    let kinds = [
        ("arn:%p:ec2:%r::image/{Id}", or_any(call.texts("ImageId"))),
        ("arn:%p:ec2:%r:%a:subnet/{Id}", or_any(subnets)),
        ("arn:%p:ec2:%r:%a:security-group/{Id}", or_any(groups)),
        ("arn:%p:ec2:%r:%a:key-pair/{Name}", call.parameters.get("KeyName").optional_texts()),
    ];
    found.extend(kinds.iter().flat_map(|(template, names)| names.iter().map(|name| named(name, template, false))));
    found.extend(launch_template(call));
    found
}

/// A launch template is named by its id; its name does not tell that.
fn launch_template(call: &Call) -> Option<Pattern> {
    let template = call.parameters.get("LaunchTemplate");
    let id = call.parameters.inside(&template, "LaunchTemplateId").optional_texts().into_iter().next();
    template.is_written().then(|| named(&id.unwrap_or_else(Pattern::any), "arn:%p:ec2:%r:%a:launch-template/{Id}", false))
}

/// The texts of a list; anything, where it is not known.
fn many(call: &Call, given: Given) -> Vec<Pattern> {
    call.parameters.items(given).into_iter().flat_map(Given::texts).collect()
}

/// Documents that begin with `AWS` belong to AWS's account.
fn documents(call: &Call) -> Vec<Pattern> {
    let template = |name: &Pattern| match name.beginning().starts_with("AWS") {
        true => "arn:%p:ssm:%r:*:document/{Name}",
        false => "arn:%p:ssm:%r:%a:document/{Name}",
    };
    or_any(call.texts("DocumentName")).iter().map(|name| named(name, template(name), false)).collect()
}

/// The instances that a command is sent to: of EC2, or managed ones, whose ids begin with `mi-`.
fn commanded(call: &Call) -> Vec<Pattern> {
    let arns = |id: &Pattern| -> Vec<Pattern> {
        let templates: &[&str] = match () {
            () if id.beginning().starts_with("i-") => &[INSTANCE],
            () if id.beginning().starts_with("mi-") => &[MANAGED],
            () => &[INSTANCE, MANAGED],
        };
        templates.iter().map(|template| named(id, template, false)).collect()
    };
    let ids = match call.parameters.get("Targets").is_written() {
        true => vec![Pattern::any()],
        false => many(call, call.parameters.get("InstanceIds")),
    };
    or_any(ids).iter().flat_map(arns).collect()
}

/// A path and all below it.
fn parameters_below(call: &Call) -> Option<Vec<Pattern>> {
    const PARAMETER: &str = "arn:%p:ssm:%r:%a:parameter/{Path}";
    let arns = |path: &Pattern| {
        let path = path.without_prefix("/").unwrap_or_else(|| path.clone());
        if path.is_any() || path.pieces().is_empty() {
            return vec![Pattern::arn(PARAMETER, |_| Pattern::any())];
        }
        let ends_with_slash = path.split('/').last().is_some_and(|part| part.pieces().is_empty());
        let itself = Pattern::arn(PARAMETER, |_| path.clone());
        if ends_with_slash { vec![itself.then_any()] } else { vec![itself.clone(), itself.then_text("/").then_any()] }
    };
    let paths = call.texts("Path");
    (!paths.is_empty()).then(|| paths.iter().flat_map(arns).collect())
}
