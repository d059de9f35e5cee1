//! What sets each state type apart.

use std::sync::Arc;

use asl::definition::{
    Choice, ChoiceRule, Comparison, Condition as Written, Fail, ItemBatcher, ItemReader, MapState, ProcessorMode, Resource,
    ResultWriter, Setting, State, Task, Wait,
};
use asl::text::Spanned;
use value::Value;

use super::{Compiler, NOWHERE};
use crate::program::map::WriterTransformation;
use crate::program::{
    BatcherProgram, ChoiceProgram, Comparator, Condition, FailProgram, InputType, Integration, KindProgram, Language, Manifest,
    MapProgram, Number, Operand, ReaderProgram, ReaderSource, Rule, TaskProgram, TextField, WaitProgram, WriterProgram,
};

impl Compiler<'_> {
    pub(super) fn task(&mut self, state: &State, task: &Task) -> KindProgram {
        let resource = match &task.resource {
            Some(resource) => resource.value.clone(),
            None => {
                self.problem("Resource", state.span, "`Resource` is missing");
                Arc::from("")
            }
        };
        let integration = self.integration(&resource);
        KindProgram::Task(Box::new(TaskProgram {
            integration,
            resource: self.intern(&resource),
            timeout: self.number(
                "TimeoutSeconds",
                task.timeout_seconds.as_ref(),
                task.timeout_seconds_path.as_ref().map(|path| ("TimeoutSecondsPath", path)),
            ),
            heartbeat: self.number(
                "HeartbeatSeconds",
                task.heartbeat_seconds.as_ref(),
                task.heartbeat_seconds_path.as_ref().map(|path| ("HeartbeatSecondsPath", path)),
            ),
            credentials: task.credentials.as_ref().map(|credentials| self.template("Credentials", &credentials.template)),
        }))
    }

    /// What a resource calls. A placeholder that is filled in at deployment is taken for what its name suggests.
    fn integration(&mut self, resource: &str) -> Integration {
        match Resource::parse(resource) {
            Resource::LambdaFunction { .. } => Integration::Function,
            Resource::Activity { .. } => Integration::Activity,
            parsed @ (Resource::Optimized { .. } | Resource::Sdk { .. }) => {
                let named = resource.split(':').skip(5).collect::<Vec<_>>();
                let (service, action) = match (&parsed, named.as_slice()) {
                    (Resource::Sdk { service, .. }, [_, _, action @ ..]) => (format!("aws-sdk:{service}"), action.join(":")),
                    (Resource::Optimized { service, .. }, [_, action @ ..]) => (service.to_string(), action.join(":")),
                    _ => (String::new(), resource.to_owned()),
                };
                let (resource_type, action) = (self.intern(&service), self.intern(&action));
                Integration::Service { resource_type, action, pattern: parsed.pattern() }
            }
            Resource::Other(text) if text.to_lowercase().contains("activity") => Integration::Activity,
            Resource::Other(_) => Integration::Function,
        }
    }

    pub(super) fn choice(&mut self, state: &State, choice: &Choice) -> KindProgram {
        let rules = choice.rules.iter().enumerate().map(|(index, rule)| self.rule(state, index, rule)).collect();
        let default = choice.default.as_ref().map(|default| self.target(state.scope, "Default", default));
        KindProgram::Choice(ChoiceProgram { rules, default })
    }

    fn rule(&mut self, state: &State, index: usize, rule: &ChoiceRule) -> Rule {
        let place = format!("Choices[{index}]");
        let next = match &rule.next {
            Some(next) => self.target(state.scope, &format!("{place}/Next"), next),
            None => {
                self.problem(&place, rule.span, "`Next` is missing");
                NOWHERE
            }
        };
        let condition = match &rule.condition {
            Some(condition) => self.condition(&place, condition),
            None => {
                self.problem(&place, rule.span, "the rule tests nothing");
                Condition::Constant(false)
            }
        };
        Rule {
            condition,
            next,
            assign: rule.assign.as_ref().map(|template| self.assign(&format!("{place}/Assign"), template)),
            output: rule.output.as_ref().map(|template| self.template(&format!("{place}/Output"), template)),
        }
    }

    fn condition(&mut self, place: &str, condition: &Written) -> Condition {
        match condition {
            Written::And(all) => Condition::And(all.iter().map(|condition| self.condition(place, condition)).collect()),
            Written::Or(any) => Condition::Or(any.iter().map(|condition| self.condition(place, condition)).collect()),
            Written::Not(inner) => Condition::Not(Box::new(self.condition(place, inner))),
            Written::Comparison(comparison) => self.comparison(place, comparison),
            Written::Expression(Spanned { value: Setting::Value(constant), .. }) => Condition::Constant(*constant),
            Written::Expression(Spanned { value: Setting::Expression(text), span }) => {
                let expression = self.jsonata(&format!("{place}/Condition"), text, *span);
                expression.map_or(Condition::Constant(false), Condition::Expression)
            }
        }
    }

    fn comparison(&mut self, place: &str, comparison: &Comparison) -> Condition {
        let Some(variable) = &comparison.variable else {
            self.problem(place, comparison.operator.span, "`Variable` is missing");
            return Condition::Constant(false);
        };
        let variable = self.path(&format!("{place}/Variable"), variable);
        let operator = &comparison.operator;
        let Some((comparator, by_path)) = Comparator::parse(&operator.value) else {
            self.problem(place, operator.span, format!("there is no comparison operator `{}`", operator.value));
            return Condition::Constant(false);
        };
        let operand = if by_path {
            let text = comparison.operand.value.as_str().unwrap_or_default();
            let text = Spanned { value: Arc::from(text), span: comparison.operand.span };
            self.path(&format!("{place}/{}", operator.value), &text).map(Operand::Path)
        } else {
            Some(Operand::Value(comparison.operand.value.clone()))
        };
        match (variable, operand) {
            (Some(variable), Some(operand)) => Condition::Compare { variable, comparator, operand },
            _ => Condition::Constant(false),
        }
    }

    pub(super) fn wait(&mut self, state: &State, wait: &Wait) -> KindProgram {
        let program = if let Some(path) = &wait.seconds_path {
            self.path("SecondsPath", path).map(WaitProgram::SecondsPath)
        } else if let Some(path) = &wait.timestamp_path {
            self.path("TimestampPath", path).map(WaitProgram::TimestampPath)
        } else if let Some(Spanned { value, span }) = &wait.timestamp {
            match value {
                Setting::Value(text) => Some(WaitProgram::Timestamp(TextField::Text(text.clone()))),
                Setting::Expression(text) => {
                    self.jsonata("Timestamp", text, *span).map(|jsonata| WaitProgram::Timestamp(TextField::Jsonata(jsonata)))
                }
            }
        } else {
            let seconds = self.number("Seconds", wait.seconds.as_ref(), None);
            if seconds.is_none() && wait.seconds.is_none() {
                self.problem("", state.span, "a Wait needs `Seconds`, `Timestamp`, `SecondsPath` or `TimestampPath`");
            }
            seconds.map(WaitProgram::Seconds)
        };
        KindProgram::Wait(program.unwrap_or(WaitProgram::Seconds(Number::Fixed(0.0))))
    }

    pub(super) fn fail(&mut self, fail: &Fail) -> KindProgram {
        let error = match (&fail.error, &fail.error_path) {
            (_, Some(path)) => self.text_path("ErrorPath", path),
            (Some(text), None) => self.text_field("Error", &text.value, text.span),
            (None, None) => None,
        };
        let cause = match (&fail.cause, &fail.cause_path) {
            (_, Some(path)) => self.text_path("CausePath", path),
            (Some(text), None) => self.text_field("Cause", &text.value, text.span),
            (None, None) => None,
        };
        KindProgram::Fail(FailProgram { error, cause })
    }

    pub(super) fn map(&mut self, state: &State, map: &MapState) -> KindProgram {
        let processor = match map.processor {
            Some(scope) => scope.0,
            None => {
                self.problem("ItemProcessor", state.span, "`ItemProcessor` is missing");
                0
            }
        };
        let config = map.processor.and_then(|scope| self.definition.scope(scope).processor_config.as_ref());
        let distributed =
            config.and_then(|config| config.mode.as_ref()).is_some_and(|mode| mode.value == ProcessorMode::Distributed);
        let express_children =
            config.and_then(|config| config.execution_type.as_ref()).is_some_and(|kind| *kind.value == *"EXPRESS");
        let jsonata = self.language == Language::Jsonata;
        let selector = map.item_selector.as_ref().or(if jsonata { None } else { state.data.parameters.as_ref() });
        KindProgram::Map(Box::new(MapProgram {
            processor,
            distributed,
            express_children,
            items_path: map.items_path.as_ref().filter(|path| *path.value != *"$").and_then(|path| self.path("ItemsPath", path)),
            items: map.items.as_ref().map(|items| self.template("Items", items)),
            item_selector: selector.map(|template| self.template("ItemSelector", template)),
            max_concurrency: self.number(
                "MaxConcurrency",
                map.max_concurrency.as_ref(),
                map.max_concurrency_path.as_ref().map(|path| ("MaxConcurrencyPath", path)),
            ),
            tolerated_failure_count: self.number(
                "ToleratedFailureCount",
                map.tolerated_failure_count.as_ref(),
                map.tolerated_failure_count_path.as_ref().map(|path| ("ToleratedFailureCountPath", path)),
            ),
            tolerated_failure_percentage: self.number(
                "ToleratedFailurePercentage",
                map.tolerated_failure_percentage.as_ref(),
                map.tolerated_failure_percentage_path.as_ref().map(|path| ("ToleratedFailurePercentagePath", path)),
            ),
            reader: map.item_reader.as_ref().map(|reader| self.reader(reader)),
            batcher: map.item_batcher.as_ref().map(|batcher| self.batcher(batcher)),
            writer: map.result_writer.as_ref().map(|writer| self.writer(writer)),
            label: map.label.as_ref().map(|label| label.value.clone()),
        }))
    }

    /// Where a reader or writer has its arguments, by the query language.
    fn arguments_place(&self, field: &str) -> String {
        let member = if self.language == Language::Jsonata { "Arguments" } else { "Parameters" };
        format!("{field}/{member}")
    }

    fn reader(&mut self, reader: &ItemReader) -> ReaderProgram {
        let arguments = reader.arguments.as_ref().or(reader.parameters.as_ref());
        let place = self.arguments_place("ItemReader");
        let arguments = arguments.map(|template| self.template(&place, template));
        let listing = reader.resource.as_ref().is_some_and(|resource| resource.value.contains("listObjects"));
        let config = reader.reader_config.as_ref();
        let written = |field: Option<&Spanned<Arc<str>>>| field.map(|text| text.value.clone()).unwrap_or_else(|| Arc::from(""));
        let input_type = match &*written(config.and_then(|config| config.input_type.as_ref())) {
            "CSV" => Some(InputType::Csv),
            "JSON" => Some(InputType::Json),
            "JSONL" => Some(InputType::Jsonl),
            "MANIFEST" => Some(InputType::Manifest),
            "PARQUET" => Some(InputType::Parquet),
            _ => None,
        };
        let delimiter = match &*written(config.and_then(|config| config.csv_delimiter.as_ref())) {
            "PIPE" => b'|',
            "SEMICOLON" => b';',
            "SPACE" => b' ',
            "TAB" => b'\t',
            _ => b',',
        };
        let headers = config.and_then(|config| config.csv_headers.as_ref()).and_then(|headers| {
            let names = headers.value.as_array()?;
            Some(names.iter().map(|name| Arc::from(name.as_str().unwrap_or_default())).collect())
        });
        ReaderProgram {
            source: if listing { ReaderSource::Listing } else { ReaderSource::Object },
            arguments,
            input_type,
            manifest: match &*written(config.and_then(|config| config.manifest_type.as_ref())) {
                "ATHENA_DATA" => Some(Manifest::Athena),
                "S3_INVENTORY" => Some(Manifest::Inventory),
                _ => None,
            },
            flatten: &*written(config.and_then(|config| config.transformation.as_ref())) == "LOAD_AND_FLATTEN",
            delimiter,
            headers,
            items_pointer: config.and_then(|config| config.items_pointer.as_ref()).map(|pointer| pointer.value.clone()),
            max_items: config.and_then(|config| {
                let path = config.max_items_path.as_ref().map(|path| ("MaxItemsPath", path));
                self.number("ItemReader/ReaderConfig/MaxItems", config.max_items.as_ref(), path)
            }),
        }
    }

    fn batcher(&mut self, batcher: &ItemBatcher) -> BatcherProgram {
        BatcherProgram {
            batch_input: batcher.batch_input.as_ref().map(|template| self.template("ItemBatcher/BatchInput", template)),
            max_items: self.number(
                "ItemBatcher/MaxItemsPerBatch",
                batcher.max_items_per_batch.as_ref(),
                batcher.max_items_per_batch_path.as_ref().map(|path| ("MaxItemsPerBatchPath", path)),
            ),
            max_bytes: self.number(
                "ItemBatcher/MaxInputBytesPerBatch",
                batcher.max_input_bytes_per_batch.as_ref(),
                batcher.max_input_bytes_per_batch_path.as_ref().map(|path| ("MaxInputBytesPerBatchPath", path)),
            ),
        }
    }

    fn writer(&mut self, writer: &ResultWriter) -> WriterProgram {
        let arguments = writer.arguments.as_ref().or(writer.parameters.as_ref());
        let arguments = arguments.filter(|template| template.value != Value::object::<&str, Value>([]));
        let config = writer.writer_config.as_ref();
        let is = |field: Option<&Spanned<Arc<str>>>, text: &str| field.is_some_and(|field| *field.value == *text);
        let transformation = config.and_then(|config| config.transformation.as_ref());
        let place = self.arguments_place("ResultWriter");
        WriterProgram {
            arguments: arguments.map(|template| self.template(&place, template)),
            jsonl: is(config.and_then(|config| config.output_type.as_ref()), "JSONL"),
            transformation: match transformation {
                field if is(field, "COMPACT") => WriterTransformation::Compact,
                field if is(field, "FLATTEN") => WriterTransformation::Flatten,
                _ => WriterTransformation::None,
            },
        }
    }
}
