//! Where a Map's items come from: the input, ItemsPath, Items, or an ItemReader.

use std::sync::Arc;

use value::{Object, Value};

use super::csv;
use crate::data::{NumberKind, Sight};
use crate::execution::{Failure, Items, Service, Turn};
use crate::limits;
use crate::program::{Compiled, InputType, Language, Manifest, MapProgram, ReaderProgram, ReaderSource};
use crate::recording::PayloadId;

/// What an ItemReader is to read.
pub(crate) struct Reading {
    arguments: Value,
    most: f64,
}

/// Where items are that come from the state's own data, as `$$.Map.Item.Source` says it.
pub(crate) const STATE_DATA: &str = "STATE_DATA";

impl Turn<'_> {
    /// The items in the state's data.
    pub fn items(&mut self, program: &MapProgram, input: PayloadId) -> Result<Items, Failure> {
        let value = match self.state().language {
            Language::JsonPath => self.items_by_path(program, input)?,
            Language::Jsonata => self.items_by_expression(program, input)?,
        };
        let mut items = Items { source: Arc::from(STATE_DATA), ..Items::default() };
        match value {
            Value::Array(values) => items.values = Arc::unwrap_or_clone(values),
            Value::Object(members) => {
                items.keys = members.keys().cloned().collect();
                items.values = members.values().cloned().collect();
            }
            _ => {}
        }
        if items.values.len() > limits::MAP_ITEMS {
            return Err(Failure::runtime(format!("A Map is limited to {} items in a simulation.", limits::MAP_ITEMS)));
        }
        Ok(items)
    }

    fn items_by_path(&mut self, program: &MapProgram, input: PayloadId) -> Result<Value, Failure> {
        let (value, path) = match &program.items_path {
            Some(path) => (self.path_value(path, input)?, path.source()),
            None => (self.recording.payloads.value(input).clone(), "$"),
        };
        match value {
            Value::Array(_) => Ok(value),
            Value::Object(_) if self.service.maps_objects => Ok(value),
            _ => Err(Failure::runtime(format!("Reference path \"{path}\" must point to array."))),
        }
    }

    fn items_by_expression(&mut self, program: &MapProgram, input: PayloadId) -> Result<Value, Failure> {
        let Some(template) = &program.items else {
            let value = self.recording.payloads.value(input);
            return match value {
                Value::Array(_) => Ok(value.clone()),
                other => {
                    Err(Failure::evaluation(format!("Map state input must be an array but was: {}", other.to_java_json()), None))
                }
            };
        };
        let value = match template {
            Compiled::Jsonata(jsonata) if jsonata.template.expression().is_some() && !self.service.maps_objects => {
                self.jsonata(jsonata, Sight::of(input), Some("array"))?
            }
            template => self.evaluate_value(template, Sight::of(input))?,
        };
        match (&value, template) {
            (Value::Array(_) | Value::Object(_), _) => Ok(value),
            (_, Compiled::Jsonata(jsonata)) => {
                let expression = jsonata.template.expression().map_or("", |expression| expression.source());
                Err(expressions::template::TemplateError::unexpected_type(&jsonata.field, expression, "array", &value).into())
            }
            _ => Err(Failure::evaluation(format!("Map state input must be an array but was: {}", value.to_java_json()), None)),
        }
    }

    /// What an ItemReader is to read: its arguments, and the most items; 0 for all.
    pub fn reading(&mut self, reader: &ReaderProgram, input: PayloadId) -> Result<Reading, Failure> {
        let arguments = match &reader.arguments {
            Some(template) => self.evaluate_value(template, Sight::of(input))?,
            None => Value::Null,
        };
        let most = match &reader.max_items {
            Some(number) => self.number(number, input, NumberKind::Integer)?,
            None => 0.0,
        };
        Ok(Reading { arguments, most })
    }

    /// The items that an ItemReader reads. The error is `States.ItemReaderFailed`.
    pub fn read_items(&mut self, reader: &ReaderProgram, reading: &Reading) -> Result<Items, Failure> {
        let Reading { arguments, most } = reading;
        let most = *most;
        if most < 0.0 {
            return Err(reader_failed("field MaxItems must be positive"));
        }
        let text = |member: &str| arguments.get(member).and_then(Value::as_str).unwrap_or_default();
        let (bucket, key) = (text("Bucket"), text("Key"));
        let mut items = match reader.source {
            ReaderSource::Object => {
                if reader.input_type == Some(InputType::Parquet) && arguments.get("VersionId").is_some() {
                    return Err(reader_failed("VersionId is not supported for the PARQUET input type."));
                }
                let body = self.host.read_object(bucket, key).map_err(reader_failed)?;
                let Parsed { values, keys } = match (reader.manifest, reader.input_type) {
                    (Some(Manifest::Athena), _) => self.athena_items(reader, &body)?.into(),
                    (Some(Manifest::Inventory), _) | (None, Some(InputType::Manifest)) => {
                        self.inventory_items(bucket, &body)?.into()
                    }
                    (None, _) => parse_items(reader, key, &body, self.service)?,
                };
                Items { values, keys, source: format!("s3://{bucket}/{key}").into(), ..Items::default() }
            }
            ReaderSource::Listing => self.list_items(reader, bucket, text("Prefix"))?,
        };
        let most = if most == 0.0 { limits::MAP_ITEMS } else { most as usize };
        let most = most.min(limits::MAP_ITEMS);
        items.values.truncate(most);
        items.keys.truncate(most);
        Ok(items)
    }

    fn list_items(&mut self, reader: &ReaderProgram, bucket: &str, prefix: &str) -> Result<Items, Failure> {
        let listed = self.host.list_objects(bucket, prefix);
        let source: Arc<str> = format!("s3://{bucket}").into();
        if reader.flatten {
            let mut items = Items { source, ..Items::default() };
            for (key, _) in listed {
                let body = self.host.read_object(bucket, &key).map_err(reader_failed)?;
                let Parsed { values, keys } = parse_items(reader, &key, &body, self.service)?;
                let place: Arc<str> = format!("s3://{bucket}/{key}").into();
                items.sources.resize(items.sources.len() + values.len(), place);
                items.values.extend(values);
                items.keys.extend(keys);
            }
            if items.keys.len() != items.values.len() {
                items.keys.clear();
            }
            return Ok(items);
        }
        let modified = self.recording.start_millis / 1000;
        let values = listed.into_iter().map(|(key, size)| {
            let mut object = Object::with_capacity(5);
            object.insert("Etag", format!("\"{:032x}\"", size as u128 * 0x9e37_79b9_7f4a_7c15_u128));
            object.insert("Key", key);
            object.insert("LastModified", modified);
            object.insert("Size", size as i64);
            object.insert("StorageClass", "STANDARD");
            Value::from(object)
        });
        Ok(Items { values: values.collect(), source, ..Items::default() })
    }
}

/// `States.ItemReaderFailed`.
pub(super) fn reader_failed(cause: impl AsRef<str>) -> Failure {
    Failure::task(Some("States.ItemReaderFailed"), Some(cause.as_ref()))
}

/// The items of an object; their names, too, where they are the members of one.
#[derive(Default)]
pub(super) struct Parsed {
    pub values: Vec<Value>,
    pub keys: Vec<Arc<str>>,
}

impl From<Vec<Value>> for Parsed {
    fn from(values: Vec<Value>) -> Self {
        Self { values, keys: Vec::new() }
    }
}

pub(super) fn parse_items(reader: &ReaderProgram, key: &str, body: &str, service: Service) -> Result<Parsed, Failure> {
    match reader.input_type {
        Some(InputType::Json) => parse_json(reader, body, service),
        Some(InputType::Jsonl) => parse_jsonl(body).map(Parsed::from),
        Some(InputType::Csv) => parse_csv(reader, body).map(Parsed::from),
        Some(InputType::Manifest) => Err(reader_failed("What a manifest lists cannot be manifests again.")),
        Some(InputType::Parquet) => Err(reader_failed(format!(
            "Stepwright does not simulate Parquet: give `{key}` as CSV, JSON or JSON Lines to run this Map here."
        ))),
        None => Err(reader_failed("ReaderConfig needs an InputType to read an object.")),
    }
}

fn parse_json(reader: &ReaderProgram, body: &str, service: Service) -> Result<Parsed, Failure> {
    let value = value::parse(body).map_err(|error| reader_failed(format!("Attempting to parse the JSON failed: {error}")))?;
    let found = match &reader.items_pointer {
        Some(pointer) => {
            value.pointer(pointer).cloned().ok_or_else(|| reader_failed(format!("ItemsPointer `{pointer}` finds nothing.")))?
        }
        None => value,
    };
    match found {
        Value::Array(values) => Ok(Parsed::from(Arc::unwrap_or_clone(values))),
        Value::Object(members) if service.maps_objects => {
            Ok(Parsed { values: members.values().cloned().collect(), keys: members.keys().cloned().collect() })
        }
        _ => Err(reader_failed("Attempting to map over non-iterable node.")),
    }
}

fn parse_jsonl(body: &str) -> Result<Vec<Value>, Failure> {
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    lines
        .enumerate()
        .map(|(number, line)| {
            value::parse(line).map_err(|error| reader_failed(format!("Line {} is not JSON: {error}", number + 1)))
        })
        .collect()
}

fn parse_csv(reader: &ReaderProgram, body: &str) -> Result<Vec<Value>, Failure> {
    let mut rows = csv::rows(reader.delimiter, body).into_iter();
    let headers: Vec<Arc<str>> = match &reader.headers {
        Some(headers) => headers.clone(),
        None => rows.next().unwrap_or_default().into_iter().map(Arc::from).collect(),
    };
    let mut sorted = headers.clone();
    sorted.sort();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(reader_failed("CSV headers cannot contain duplicates."));
    }
    Ok(rows
        .map(|row| {
            let fields = headers
                .iter()
                .enumerate()
                .map(|(index, header)| (header.clone(), Value::from(row.get(index).map_or("", String::as_str))));
            Value::object(fields)
        })
        .collect())
}
