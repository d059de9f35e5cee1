//! DynamoDB: items in tables, with the calls that workflows make most.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

use super::condition;
use super::response::REQUEST_ID;
use super::result;
use super::sandbox::ServiceError;
use super::update::{self, Names};
use crate::scenario_error::ScenarioError;

/// A table: the names of its key's attributes and its items in DynamoDB's JSON.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    key: Vec<Arc<str>>,
    items: Vec<Value>,
}

/// Reads `{"TABLE": {"Key": ["id"], "Items": [{"id": {"S": "a"}}]}}`.
pub(super) fn read(place: &str, content: &Value) -> Result<BTreeMap<Arc<str>, Table>, ScenarioError> {
    let wrong = |place: &str| ScenarioError::new(place, "tables are written as {\"NAME\": {\"Key\": [\"id\"], \"Items\": []}}");
    let mut tables = BTreeMap::new();
    for (name, table) in content.as_object().ok_or_else(|| wrong(place))?.iter() {
        let list = |member: &str| table.get(member).and_then(Value::as_array);
        let key: Vec<Arc<str>> =
            list("Key").into_iter().flat_map(|key| key.iter()).filter_map(Value::as_str).map(Arc::from).collect();
        if key.is_empty() {
            return Err(wrong(&format!("{place}.{name}")));
        }
        tables.insert(name.clone(), Table { key, items: list("Items").map(|items| items.to_vec()).unwrap_or_default() });
    }
    Ok(tables)
}

impl Table {
    pub fn contents(&self) -> Value {
        let key = Value::array(self.key.iter().map(|name| &**name));
        Value::object([("Key", key), ("Items", Value::from(self.items.clone()))])
    }

    fn position(&self, key: &Value) -> Option<usize> {
        self.items.iter().position(|item| self.key.iter().all(|name| item.get(name).is_some() && item.get(name) == key.get(name)))
    }
}

/// One call; `None` for what is not offered, or if no table is sandboxed.
pub(super) fn call(
    tables: &mut BTreeMap<Arc<str>, Table>,
    action: &str,
    input: &Value,
    sdk: bool,
) -> Option<Result<Value, ServiceError>> {
    if tables.is_empty() {
        return None;
    }
    let service = if sdk { "DynamoDb" } else { "DynamoDB" };
    let name = input.get("TableName").and_then(Value::as_str).unwrap_or_default();
    let Some(table) = tables.get_mut(name) else {
        let cause =
            "Requested resource not found (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException)";
        return Some(Err(ServiceError::new(format!("{service}.ResourceNotFoundException"), cause)));
    };
    let invalid = |cause: &str| {
        ServiceError::new(format!("{service}.{}", if sdk { "DynamoDbException" } else { "AmazonDynamoDBException" }), cause)
    };
    let conditional = || {
        let code = "ConditionalCheckFailedException";
        let cause = match sdk {
            true => format!("The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: {REQUEST_ID})"),
            false => format!(
                "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: {code}; Request ID: {REQUEST_ID}; Proxy: null)"
            ),
        };
        ServiceError::new(format!("{service}.{code}"), cause)
    };
    let names = Names::of(input);
    if matches!(action, "putItem" | "updateItem" | "deleteItem")
        && let Some(condition) = input.get("ConditionExpression").and_then(Value::as_str)
    {
        let key = input.get(if action == "putItem" { "Item" } else { "Key" }).cloned().unwrap_or_default();
        let item = table.position(&key).map(|at| table.items[at].clone()).unwrap_or_default();
        match condition::holds(condition, &item, &names) {
            Ok(true) => {}
            Ok(false) => return Some(Err(conditional())),
            Err(cause) => return Some(Err(invalid(&format!("Invalid ConditionExpression: {cause}")))),
        }
    }
    for written in ["Item", "Key", "ExpressionAttributeValues"] {
        let values = input.get(written).and_then(Value::as_object);
        if let Some(text) = values.into_iter().flat_map(|values| values.values()).find_map(no_number) {
            return Some(Err(invalid(&format!("The parameter cannot be converted to a numeric value: {text}"))));
        }
    }
    let wants_old = input.get("ReturnValues").and_then(Value::as_str) == Some("ALL_OLD");
    let answer = match action {
        "putItem" => put(table, input, wants_old),
        "getItem" => {
            let found = input.get("Key").and_then(|key| table.position(key)).map(|at| table.items[at].clone());
            let projected = found.map(|item| projected(input, &item, &names)).transpose();
            projected.map(|found| found.map_or_else(Object::new, |item| [("Item", item)].into_iter().collect()))
        }
        "deleteItem" => {
            let removed = input.get("Key").and_then(|key| table.position(key)).map(|at| table.items.remove(at));
            Ok(removed.filter(|_| wants_old).map_or_else(Object::new, |item| [("Attributes", item)].into_iter().collect()))
        }
        "updateItem" => update_item(table, input, &names),
        "query" | "scan" => search(table, action == "query", input, &names),
        _ => return None,
    };
    Some(match answer {
        Ok(members) if sdk => Ok(Value::from(members)),
        Ok(members) => Ok(result(members, "application/x-amz-json-1.0", 2)),
        Err(cause) => Err(invalid(&cause)),
    })
}

/// What of an attribute's value is written as a number and is none.
fn no_number(attribute: &Value) -> Option<String> {
    let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    let (kind, value) = attribute.as_object()?.iter().next()?;
    match &**kind {
        "N" => value.as_str().filter(|text| !is_number(text)).map(str::to_owned),
        "NS" => value.as_array()?.iter().filter_map(Value::as_str).find(|text| !is_number(text)).map(str::to_owned),
        "L" => value.as_array()?.iter().find_map(no_number),
        "M" => value.as_object()?.values().find_map(no_number),
        _ => None,
    }
}

/// What a `ProjectionExpression` keeps of an item.
fn projected(input: &Value, item: &Value, names: &Names) -> Result<Value, String> {
    match input.get("ProjectionExpression").and_then(Value::as_str) {
        Some(projection) => condition::project(projection, item, names),
        None => Ok(item.clone()),
    }
}

/// `Query`, whose items are in the order of the sort key, or `Scan`.
fn search(table: &Table, is_query: bool, input: &Value, names: &Names) -> Result<Object, String> {
    let text = |member: &str| input.get(member).and_then(Value::as_str);
    let mut items: Vec<&Value> = table.items.iter().collect();
    if is_query {
        let condition = text("KeyConditionExpression")
            .ok_or("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")?;
        items = fulfilling(items, condition, "KeyConditionExpression", names)?;
        if let Some(sort) = table.key.get(1) {
            items.sort_by(|one, other| {
                condition::order(&one.get(sort).cloned(), &other.get(sort).cloned()).unwrap_or(std::cmp::Ordering::Equal)
            });
        }
        if input.get("ScanIndexForward").and_then(Value::as_bool) == Some(false) {
            items.reverse();
        }
    }
    if let Some(limit) = input.get("Limit").and_then(Value::as_i64) {
        items.truncate(usize::try_from(limit).unwrap_or_default());
    }
    let scanned = items.len();
    if let Some(filter) = text("FilterExpression") {
        items = fulfilling(items, filter, "FilterExpression", names)?;
    }
    let items = items.into_iter().map(|item| projected(input, item, names)).collect::<Result<Vec<_>, _>>()?;
    let mut answer = Object::new();
    answer.insert("Count", items.len() as i64);
    answer.insert("Items", items);
    answer.insert("ScannedCount", scanned as i64);
    Ok(answer)
}

fn fulfilling<'a>(items: Vec<&'a Value>, condition: &str, field: &str, names: &Names) -> Result<Vec<&'a Value>, String> {
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if condition::holds(condition, item, names).map_err(|cause| format!("Invalid {field}: {cause}"))? {
            kept.push(item);
        }
    }
    Ok(kept)
}

fn put(table: &mut Table, input: &Value, wants_old: bool) -> Result<Object, String> {
    let item = input.get("Item").cloned().unwrap_or_default();
    if let Some(missing) = table.key.iter().find(|name| item.get(name).is_none()) {
        return Err(format!("One or more parameter values were invalid: Missing the key {missing} in the item"));
    }
    let old = match table.position(&item) {
        Some(at) => Some(std::mem::replace(&mut table.items[at], item)),
        None => {
            table.items.push(item);
            None
        }
    };
    Ok(old.filter(|_| wants_old).map_or_else(Object::new, |item| [("Attributes", item)].into_iter().collect()))
}

fn update_item(table: &mut Table, input: &Value, names: &Names) -> Result<Object, String> {
    let key = input.get("Key").cloned().unwrap_or_default();
    let at = table.position(&key);
    let old = at.map(|at| table.items[at].clone()).unwrap_or_default();
    let expression = input.get("UpdateExpression").and_then(Value::as_str).unwrap_or_default();
    let new = update::apply(expression, if at.is_some() { &old } else { &key }, names)?;
    match at {
        Some(at) => table.items[at] = new.clone(),
        None => table.items.push(new.clone()),
    }
    Ok(match input.get("ReturnValues").and_then(Value::as_str) {
        Some("ALL_NEW" | "UPDATED_NEW") => [("Attributes", new)].into_iter().collect(),
        Some("ALL_OLD" | "UPDATED_OLD") if at.is_some() => [("Attributes", old)].into_iter().collect(),
        _ => Object::new(),
    })
}
