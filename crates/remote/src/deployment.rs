//! Deploying: a state machine created or updated, a version published, an alias moved.

use aws_sdk_sfn::types::RoutingConfigurationListItem;

use crate::connection::Service;
use crate::error::RemoteError;
use crate::machine::{Machine, type_of};

/// What shall be there.
#[derive(Clone, Debug, Default)]
pub struct Deployment {
    /// The state machine's name.
    pub name: String,
    /// The definition.
    pub definition: String,
    /// The execution role; needed for a new state machine.
    pub role_arn: Option<String>,
    /// Whether it is an Express workflow.
    pub is_express: bool,
    /// Whether a version is published.
    pub publishes: bool,
    /// A sentence on the version.
    pub description: Option<String>,
    /// The alias that shall stand for the new version; with it a version is published.
    pub alias: Option<String>,
}

/// What is there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// The state machine's ARN.
    pub arn: String,
    /// The version that was published.
    pub version_arn: Option<String>,
    /// The alias that stands for it.
    pub alias_arn: Option<String>,
}

impl Service {
    /// Creates a state machine, or updates the one that is there, and has the alias stand for the new version.
    pub fn deploy(&self, deployment: &Deployment, there: Option<&Machine>) -> Result<Deployed, RemoteError> {
        let publishes = deployment.publishes || deployment.alias.is_some();
        let description = deployment.description.clone().filter(|_| publishes);
        let (arn, version_arn) = match there {
            Some(machine) => {
                let update = self.client.update_state_machine().state_machine_arn(&machine.arn);
                let update = update.definition(&deployment.definition).set_role_arn(deployment.role_arn.clone());
                let update = self.ask(update.publish(publishes).set_version_description(description).send())?;
                (machine.arn.clone(), update.state_machine_version_arn)
            }
            None => {
                let role = deployment.role_arn.as_ref().ok_or_else(|| RemoteError::new("a new state machine needs a role"))?;
                let create = self.client.create_state_machine().name(&deployment.name).definition(&deployment.definition);
                let create = create.role_arn(role).r#type(type_of(deployment.is_express));
                let create = self.ask(create.publish(publishes).set_version_description(description).send())?;
                (create.state_machine_arn, create.state_machine_version_arn)
            }
        };
        let alias_arn = match (&deployment.alias, &version_arn) {
            (Some(alias), Some(version)) => Some(self.point(&arn, alias, version)?),
            (Some(alias), None) => {
                return Err(RemoteError::new(format!("no version was published, so the alias `{alias}` stays as it was")));
            }
            (None, _) => None,
        };
        Ok(Deployed { arn, version_arn, alias_arn })
    }

    /// The versions that an alias stands for, each with its share in per cent; `None` where there is no such alias.
    pub fn alias(&self, machine_arn: &str, alias: &str) -> Result<Option<Vec<(String, i32)>>, RemoteError> {
        let alias = format!("{machine_arn}:{alias}");
        let answer = self.ask(self.client.describe_state_machine_alias().state_machine_alias_arn(alias).send());
        match answer {
            Ok(alias) => {
                let routes = alias.routing_configuration.unwrap_or_default();
                Ok(Some(routes.into_iter().map(|route| (route.state_machine_version_arn, route.weight)).collect()))
            }
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Has an alias stand for a version alone.
    fn point(&self, machine_arn: &str, alias: &str, version_arn: &str) -> Result<String, RemoteError> {
        let route = RoutingConfigurationListItem::builder().state_machine_version_arn(version_arn).weight(100).build();
        let route = route.map_err(|error| RemoteError::new(error.to_string()))?;
        let alias_arn = format!("{machine_arn}:{alias}");
        if self.alias(machine_arn, alias)?.is_some() {
            let update = self.client.update_state_machine_alias().state_machine_alias_arn(&alias_arn);
            self.ask(update.routing_configuration(route).send())?;
            return Ok(alias_arn);
        }
        let create = self.client.create_state_machine_alias().name(alias).routing_configuration(route);
        Ok(self.ask(create.send())?.state_machine_alias_arn)
    }
}
