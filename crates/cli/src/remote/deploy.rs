//! `remote deploy`: says what it will change, asks, and does it.

use asl::document::Document;
use remote::{Deployment, Machine, Service};
use value::Value;
use versions::{compare, text};

use super::asked::Asked;
use super::connect;
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, complain, say};
use crate::system::system;

pub fn run(asked: &Asked) -> Result<Exit, Usage> {
    let file = asked.subject("a definition")?;
    let opened = open_one(file, asked.wanted.as_deref())?;
    let own = |option: &str| asked.value(option).map(str::to_owned);
    let properties = opened.found.as_ref().map(|found| &found.properties);
    let named = own("name").or_else(|| properties.and_then(|properties| properties.name.clone()));
    let deployment = Deployment {
        name: named.ok_or_else(|| Usage("`remote deploy` needs `--name`: the state machine's name, or its ARN".to_owned()))?,
        definition: asked.to_send(&opened)?,
        role_arn: own("role"),
        is_express: asked.is_express.unwrap_or_default(),
        publishes: asked.flag("publish"),
        description: own("description"),
        alias: own("alias"),
    };
    let service = connect(asked)?;
    let there = service.find(&deployment.name)?;
    let plan = plan(&service, &deployment, there.as_ref(), asked)?;
    if plan.is_empty() {
        complain("nothing to do: what is there is the same");
        return Ok(Exit::Well);
    }
    plan.iter().for_each(|line| complain(line));
    if !asked.flag("yes") && !agrees() {
        complain("nothing was changed");
        return Ok(Exit::Found);
    }
    let deployed = service.deploy(&deployment, there.as_ref())?;
    say(&Value::object([
        ("stateMachineArn", Value::from(deployed.arn)),
        ("stateMachineVersionArn", Value::from(deployed.version_arn)),
        ("stateMachineAliasArn", Value::from(deployed.alias_arn)),
    ])
    .to_json_pretty());
    Ok(Exit::Well)
}

/// What will be changed, line by line.
fn plan(service: &Service, deployment: &Deployment, there: Option<&Machine>, asked: &Asked) -> Result<Vec<String>, Usage> {
    let mut plan = Vec::new();
    match there {
        None if deployment.name.starts_with("arn:") => {
            return Err(Usage(format!("there is no state machine `{}`: a new one is made by its name", deployment.name)));
        }
        None => {
            let role = deployment.role_arn.as_deref();
            let role =
                role.ok_or_else(|| Usage(format!("there is no state machine `{}`: a new one needs `--role`", deployment.name)))?;
            let kind = if deployment.is_express { "Express" } else { "Standard" };
            plan.push(format!("create the {kind} state machine `{}` with the role {role}", deployment.name));
        }
        Some(machine) => {
            if asked.is_express.is_some_and(|express| express != machine.is_express) {
                let kind = if machine.is_express { "Express" } else { "Standard" };
                return Err(Usage(format!("`{}` is a {kind} workflow, and the service never changes that", machine.name)));
            }
            let (old, new) = (Document::new(machine.definition.as_str()), Document::new(deployment.definition.as_str()));
            let comparison = compare(&old, &new);
            if machine.definition != deployment.definition {
                plan.push(format!("update {}", machine.arn));
                plan.extend(text(&comparison, &[]).lines().map(|line| format!("  {line}")));
            }
            if let Some(role) = deployment.role_arn.as_ref().filter(|role| **role != machine.role_arn) {
                plan.push(format!("replace its role {} by {role}", machine.role_arn));
            }
        }
    }
    if let Some(alias) = &deployment.alias {
        let routes = match there {
            Some(machine) => service.alias(&machine.arn, alias)?,
            None => None,
        };
        // Moving an alias to a version of what is there already would be a change of nothing.
        let changes = !plan.is_empty() || routes.is_none() || deployment.publishes;
        if changes {
            plan.push("publish a version".to_owned());
            plan.push(match routes {
                None => format!("create the alias `{alias}` for it"),
                Some(routes) => format!("move the alias `{alias}` to it from {}", written(&routes)),
            });
        }
    } else if deployment.publishes {
        plan.push("publish a version".to_owned());
    }
    Ok(plan)
}

/// Versions with their shares, by their numbers.
fn written(routes: &[(String, i32)]) -> String {
    let number = |arn: &str| arn.rsplit(':').next().unwrap_or_default().to_owned();
    match routes {
        [(version, _)] => format!("version {}", number(version)),
        routes => {
            routes.iter().map(|(arn, share)| format!("version {} ({share} %)", number(arn))).collect::<Vec<_>>().join(" and ")
        }
    }
}

fn agrees() -> bool {
    system().complain("do this? [y/N] ");
    let answer = system().read_line().unwrap_or_default();
    matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}
