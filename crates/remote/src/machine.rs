//! State machines: found by name, described, validated.

use aws_sdk_sfn::types::StateMachineType;
use value::Value;

use crate::connection::Service;
use crate::error::RemoteError;

/// A state machine, a version of it, or what an alias of it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// The definition, byte for byte.
    pub definition: String,
    /// The execution role.
    pub role_arn: String,
    /// Whether it is an Express workflow.
    pub is_express: bool,
}

impl Service {
    /// The state machine of a name or an ARN; `None` where there is none.
    pub fn find(&self, name: &str) -> Result<Option<Machine>, RemoteError> {
        let arn = if name.starts_with("arn:") { Some(name.to_owned()) } else { self.arn_of(name)? };
        match arn.map(|arn| self.describe(&arn)) {
            None => Ok(None),
            Some(Err(error)) if error.is_missing() => Ok(None),
            Some(found) => found.map(Some),
        }
    }

    /// The same where it must be there.
    pub fn get(&self, name: &str) -> Result<Machine, RemoteError> {
        self.find(name)?.ok_or_else(|| RemoteError::new(format!("there is no state machine `{name}` in this account and region")))
    }

    fn arn_of(&self, name: &str) -> Result<Option<String>, RemoteError> {
        let mut token = None;
        loop {
            let page = self.ask(self.client.list_state_machines().set_next_token(token).send())?;
            if let Some(found) = page.state_machines.into_iter().find(|machine| machine.name == name) {
                return Ok(Some(found.state_machine_arn));
            }
            token = page.next_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(None);
            }
        }
    }

    fn describe(&self, arn: &str) -> Result<Machine, RemoteError> {
        let answer = self.client.describe_state_machine().state_machine_arn(arn).send();
        let machine = self.ask(answer)?;
        Ok(Machine {
            arn: machine.state_machine_arn,
            name: machine.name,
            definition: machine.definition,
            role_arn: machine.role_arn,
            is_express: machine.r#type == StateMachineType::Express,
        })
    }

    /// What ValidateStateMachineDefinition says of a definition.
    pub fn validate(&self, definition: &str, is_express: bool) -> Result<Value, RemoteError> {
        let question = self.client.validate_state_machine_definition().definition(definition).r#type(type_of(is_express));
        self.ask_for_text(|answer| question.customize().interceptor(answer).send())
    }
}

pub(crate) fn type_of(is_express: bool) -> StateMachineType {
    if is_express { StateMachineType::Express } else { StateMachineType::Standard }
}
