//! What the sandboxed services hold: tables, objects, messages, events, with what the run added marked.

use value::{Object, Value};

use super::words;
use crate::sheet::Sheet;

/// More columns are left to the JSON of each item.
const COLUMNS: usize = 8;
/// So many rows of each are shown; the rest are counted.
const SHOWN: usize = 200;
/// Longer cells are cut.
const CELL: usize = 200;

/// One table, bucket, queue, topic or bus.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceView {
    /// The service, as AWS calls it.
    pub service: &'static str,
    /// The resource's name.
    pub name: String,
    /// How much is in it, in words.
    pub count: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ServiceRow>,
    /// How many rows are left out.
    pub hidden: usize,
}

/// An item, an object, a message, an event.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRow {
    /// Its cells, one for each column.
    pub cells: Vec<String>,
    /// All of it, as indented JSON.
    pub json: String,
    /// Whether the run made or changed it.
    pub is_new: bool,
}

/// What services hold, beside what they held before.
#[must_use]
pub fn service_views(now: &Value, before: &Value) -> Vec<ServiceView> {
    let mut views = Vec::new();
    for (service, key) in [("DynamoDB", "dynamodb"), ("S3", "s3"), ("SQS", "sqs"), ("SNS", "sns")] {
        let resources = now.get(key).and_then(Value::as_object).cloned();
        for (name, content) in resources.iter().flat_map(|resources| resources.iter()) {
            let before = before.get(key).and_then(|resources| resources.get(name));
            let (columns, rows) = match key {
                "dynamodb" => table(content, before),
                "s3" => bucket(content, before),
                _ => messages(content, before),
            };
            views.push(view(service, name, columns, rows));
        }
    }
    if let Some(events) = now.get("events") {
        let (_, rows) = messages(events, before.get("events"));
        let columns = ["Source", "DetailType", "Detail"];
        let cells =
            |row: ServiceRow, event: &Value| ServiceRow { cells: columns.map(|name| cell(event.get(name))).to_vec(), ..row };
        let rows = rows.into_iter().zip(items(events)).map(|(row, event)| cells(row, event)).collect();
        views.push(view("EventBridge", "default", columns.map(str::to_owned).to_vec(), rows));
    }
    views
}

fn view(service: &'static str, name: &str, columns: Vec<String>, mut rows: Vec<ServiceRow>) -> ServiceView {
    let noun = match service {
        "DynamoDB" => "item",
        "S3" => "object",
        "EventBridge" => "event",
        _ => "message",
    };
    let added = rows.iter().filter(|row| row.is_new).count();
    let count = words::counted(rows.len(), noun);
    let count = if added > 0 { format!("{count}, {added} by this run") } else { count };
    let hidden = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    ServiceView { service, name: name.to_owned(), count, columns, rows, hidden }
}

impl Sheet {
    /// What the sandboxed services hold at the end of the run, or before it while there is none.
    #[must_use]
    pub fn service_views(&self) -> Vec<ServiceView> {
        let before = self.scenarios.services();
        service_views(self.run.services().unwrap_or(&before), &before)
    }
}

type Rows = (Vec<String>, Vec<ServiceRow>);

/// Items with their attributes as columns: the key's first.
fn table(table: &Value, before: Option<&Value>) -> Rows {
    let items_now = table.get("Items").map(items).unwrap_or_default();
    let old = before.and_then(|table| table.get("Items")).map(items).unwrap_or_default();
    let key = table.get("Key").map(items).unwrap_or_default();
    let mut columns: Vec<String> = key.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    for name in items_now.iter().filter_map(|item| item.as_object()).flat_map(|item| item.keys()) {
        if !columns.iter().any(|column| **column == **name) && columns.len() < COLUMNS {
            columns.push(name.to_string());
        }
    }
    let row = |item: &Value| ServiceRow {
        cells: columns.iter().map(|name| cell(item.get(name).map(plain).as_ref())).collect(),
        json: item.to_json_pretty(),
        is_new: !old.contains(item),
    };
    let rows = items_now.iter().map(row).collect();
    (columns, rows)
}

/// Objects with their size and how they begin.
fn bucket(objects: &Value, before: Option<&Value>) -> Rows {
    let objects = objects.as_object().cloned().unwrap_or_default();
    let row = |(key, body): (&std::sync::Arc<str>, &Value)| {
        let text = body.as_str().map_or_else(|| body.to_json(), str::to_owned);
        ServiceRow {
            cells: vec![key.to_string(), words::size(text.len()), words::cut(&text, CELL)],
            is_new: before.and_then(|before| before.get(key)) != Some(body),
            json: value::parse(&text).map_or(text, |value| value.to_json_pretty()),
        }
    };
    (["Key", "Size", "Body"].map(str::to_owned).to_vec(), objects.iter().map(row).collect())
}

/// Messages, the first first. Those that were there before stand before those that came.
fn messages(list: &Value, before: Option<&Value>) -> Rows {
    let old = before.map_or(0, |before| items(before).len());
    let row = |(index, message): (usize, &Value)| {
        let inner = message.as_str().and_then(|text| value::parse(text).ok());
        ServiceRow {
            cells: vec![(index + 1).to_string(), cell(Some(message))],
            json: inner.as_ref().unwrap_or(message).to_json_pretty(),
            is_new: index >= old,
        }
    };
    (["#", "Message"].map(str::to_owned).to_vec(), items(list).iter().enumerate().map(row).collect())
}

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], |items| items.as_slice())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => words::cut(text, CELL),
        Some(value) => words::cut(&value.to_json(), CELL),
    }
}

/// An attribute of DynamoDB's JSON as plain JSON: `{"N": "3"}` is 3.
fn plain(attribute: &Value) -> Value {
    let Some((kind, value)) = attribute.as_object().and_then(|attribute| attribute.iter().next()) else {
        return attribute.clone();
    };
    match (&**kind, value) {
        ("N", Value::String(number)) => value::parse(number).unwrap_or_else(|_| value.clone()),
        ("M", Value::Object(members)) => {
            let members: Object = members.iter().map(|(name, member)| (name.clone(), plain(member))).collect();
            Value::from(members)
        }
        ("L", Value::Array(items)) => Value::array(items.iter().map(plain)),
        ("NULL", _) => Value::Null,
        ("S" | "BOOL" | "SS" | "NS" | "B" | "BS", value) => value.clone(),
        _ => attribute.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(now: &str, before: &str) -> Vec<ServiceView> {
        service_views(&value::parse(now).expect("JSON"), &value::parse(before).expect("JSON"))
    }

    #[test]
    fn items_show_plain_values_with_the_key_first_and_what_is_new() {
        let old = r#"{"a": {"S": "old"}, "id": {"N": "1"}}"#;
        let now = format!(
            r#"{{"dynamodb": {{"T": {{"Key": ["id"], "Items": [{old}, {{"id": {{"N": "2"}}, "m": {{"M": {{"x": {{"BOOL": true}}}}}}}}]}}}}}}"#
        );
        let before = format!(r#"{{"dynamodb": {{"T": {{"Key": ["id"], "Items": [{old}]}}}}}}"#);
        let views = views(&now, &before);
        assert_eq!(views[0].columns, ["id", "a", "m"]);
        assert_eq!(views[0].rows[1].cells, ["2", "", r#"{"x":true}"#]);
        assert_eq!([views[0].rows[0].is_new, views[0].rows[1].is_new], [false, true]);
        assert_eq!(views[0].count, "2 items, 1 by this run");
    }

    #[test]
    fn objects_messages_and_events_are_listed() {
        let now = r#"{"s3": {"b": {"k": "{\"a\":1}"}}, "sqs": {"q": ["old", {"b": 2}]}, "events": [{"Source": "shop", "DetailType": "Sold", "Detail": {"n": 1}}]}"#;
        let views = views(now, r#"{"sqs": {"q": ["old"]}, "events": []}"#);
        let rows: Vec<(&str, &[String])> =
            views.iter().map(|view| (view.service, view.rows[view.rows.len() - 1].cells.as_slice())).collect();
        assert_eq!(rows[0], ("S3", &["k".to_owned(), "7 B".to_owned(), r#"{"a":1}"#.to_owned()][..]));
        assert_eq!(rows[1].1[1], r#"{"b":2}"#);
        assert_eq!(rows[2].1[0], "shop");
        assert!(views[1].rows[1].is_new && !views[1].rows[0].is_new);
    }
}
