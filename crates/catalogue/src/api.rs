//! What a Task calls, and the API behind it.

use asl::definition::{IntegrationPattern, Resource};
use value::Value;

use crate::check::{Finding, check};
use crate::integrations::{Difference, difference, optimized};
use crate::sample;
use crate::service::{Operation, Service};
use crate::shape::{Member, Shape, ShapeId};

/// The call that a Task's resource names.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The service, as the resource names it.
    pub service: String,
    /// The action, as the resource names it.
    pub action: String,
    /// Whether it is an optimised integration.
    pub optimized: bool,
    /// How the Task waits.
    pub pattern: IntegrationPattern,
    file: String,
    operation: String,
    difference: Difference,
}

/// A call with the API that it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Api<'s> {
    /// The call.
    pub call: Call,
    /// The service's API.
    pub service: &'s Service,
    /// The operation.
    pub operation: Operation<'s>,
}

impl Call {
    /// The call of a resource; `None` where it calls no API: a function, an activity, a placeholder.
    #[must_use]
    pub fn of(resource: &Resource) -> Option<Self> {
        let (Resource::Optimized { service, action, .. } | Resource::Sdk { service, action, .. }) = resource else { return None };
        let is_optimized = matches!(resource, Resource::Optimized { .. });
        let (mut file, mut operation, mut by) = (service.to_lowercase(), action.to_string(), Difference::default());
        if is_optimized {
            let known = optimized(service)?;
            asl::language::integration(service, action)?;
            by = difference(service, action);
            file = known.api.to_owned();
            match by.operation.and_then(|operation| operation.split_once('.')) {
                Some((api, name)) => (file, operation) = (api.to_owned(), name.to_owned()),
                None => operation = by.operation.map_or(operation, str::to_owned),
            }
            if known.api == "-" || by.operation == Some("own") {
                (file, operation) = ("own".to_owned(), format!("{service}:{action}"));
            }
        }
        // Names that Step Functions knows a service by besides.
        file = match file.as_str() {
            "cloudwatchevents" => "eventbridge".to_owned(),
            "lexmodelbuildingservice" => "lexmodelbuilding".to_owned(),
            _ => file,
        };
        Some(Self {
            service: service.to_string(),
            action: action.to_string(),
            optimized: is_optimized,
            pattern: resource.pattern(),
            file,
            operation,
            difference: by,
        })
    }

    /// The name of the service's file, which is its name among the services; `own` for what has no API.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The call as people write it: `glue:startJobRun`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", self.service, self.action)
    }

    /// With the API that its file holds; `None` if that has no such operation.
    #[must_use]
    pub fn api(self, service: &Service) -> Option<Api<'_>> {
        // Resources may begin an action with a capital.
        let operation = service.operations().find(|operation| operation.action.eq_ignore_ascii_case(&self.operation))?;
        Some(Api { call: self, service, operation })
    }
}

impl<'s> Api<'s> {
    /// The parameters, in the order of the API.
    #[must_use]
    pub fn parameters(&self) -> Vec<Member<'s>> {
        let mut members = self.members(self.operation.input);
        for member in &mut members {
            if self.call.difference.any.contains(&member.name) {
                member.shape = ShapeId::Simple('j');
                // The model of Bedrock may be given its body in a bucket.
                member.required &= self.call.difference.also.is_empty();
            }
        }
        let any = ShapeId::Simple('j');
        members.extend(self.call.difference.also.iter().map(|name| Member { name, required: false, shape: any }));
        members
    }

    /// What the Task's result has, where it is an object of a known form.
    #[must_use]
    pub fn result(&self) -> Vec<Member<'s>> {
        self.members(self.output())
    }

    /// What is wrong with the Task's `Parameters` or `Arguments`.
    #[must_use]
    pub fn check(&self, parameters: &Value) -> Vec<Finding> {
        check(self, parameters)
    }

    /// Parameters with everything that is required, and placeholders for what is not known.
    #[must_use]
    pub fn sample_input(&self) -> Value {
        sample::input(self)
    }

    /// A result as a success may give it.
    #[must_use]
    pub fn sample_output(&self) -> Value {
        sample::output(self)
    }

    /// The names of the errors that Retry and Catch may handle, with the service's prefix.
    #[must_use]
    pub fn error_names(&self) -> Vec<String> {
        let known = optimized(&self.call.service).filter(|_| self.call.optimized);
        let prefix = known.map_or(self.service.prefix(), |known| known.prefix);
        self.service.errors(self.operation).map(|error| format!("{prefix}.{error}")).collect()
    }

    /// AWS's page on the API.
    #[must_use]
    pub fn link(&self) -> Option<String> {
        self.service.link(self.operation.action)
    }

    /// The shape of the result before the way into it, of the answer that the Task waits for.
    fn output(&self) -> Option<ShapeId> {
        self.output_by_pattern().filter(|_| self.call.pattern != IntegrationPattern::Callback)
    }

    fn output_by_pattern(&self) -> Option<ShapeId> {
        let waits = matches!(self.call.pattern, IntegrationPattern::RunJob | IntegrationPattern::RunJobParsed);
        let Some((operation, way)) = self.call.difference.sync.as_ref().filter(|_| waits) else { return self.operation.output };
        let mut shape = self.service.operation(operation)?.output?;
        for name in way {
            shape = match self.service.shape(shape) {
                Shape::List(item) => item,
                Shape::Structure { members, .. } => members.iter().find(|member| member.name == *name)?.shape,
                _ => return None,
            };
        }
        Some(shape)
    }

    /// The shape of the result, for whoever makes one up.
    pub(crate) fn output_shape(&self) -> Option<ShapeId> {
        self.output()
    }

    /// Whether the integration takes and gives any JSON under this name.
    pub(crate) fn takes_any(&self, name: &str) -> bool {
        self.call.difference.any.contains(&name)
    }

    /// Whether a parameter at the top may hold any JSON.
    pub(crate) fn is_lenient(&self) -> bool {
        self.call.optimized
    }

    fn members(&self, shape: Option<ShapeId>) -> Vec<Member<'s>> {
        match shape.map(|shape| self.service.shape(shape)) {
            Some(Shape::Structure { members, .. }) => members,
            _ => vec![],
        }
    }
}
