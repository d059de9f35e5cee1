//! DynamoDB: items in tables, with the calls that workflows make most.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::{Object, Value};

use super::result;
use super::sandbox::ServiceError;
use super::update::{self, Names};
use crate::scenario::ScenarioError;

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
    let names = Names::of(input);
    let wants_old = input.get("ReturnValues").and_then(Value::as_str) == Some("ALL_OLD");
    let answer = match action {
        "putItem" => put(table, input, wants_old),
        "getItem" => {
            let found = input.get("Key").and_then(|key| table.position(key)).map(|at| table.items[at].clone());
            Ok(found.map_or_else(Object::new, |item| [("Item", item)].into_iter().collect()))
        }
        "deleteItem" => {
            let removed = input.get("Key").and_then(|key| table.position(key)).map(|at| table.items.remove(at));
            Ok(removed.filter(|_| wants_old).map_or_else(Object::new, |item| [("Attributes", item)].into_iter().collect()))
        }
        "updateItem" => update_item(table, input, &names),
        "query" => update::query(&table.items, input, &names).map(|found| {
            let mut answer = Object::new();
            answer.insert("Count", found.len() as i64);
            answer.insert("ScannedCount", found.len() as i64);
            answer.insert("Items", found);
            answer
        }),
        "scan" => {
            let mut answer = Object::new();
            answer.insert("Count", table.items.len() as i64);
            answer.insert("Items", table.items.clone());
            Ok(answer)
        }
        _ => return None,
    };
    Some(match answer {
        Ok(members) if sdk => Ok(Value::from(members)),
        Ok(members) => Ok(result(members, "application/x-amz-json-1.0", 2)),
        Err(cause) => Err(invalid(&cause)),
    })
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
    let at = table.position(&key).unwrap_or_else(|| {
        table.items.push(key);
        table.items.len() - 1
    });
    let old = table.items[at].clone();
    let expression = input.get("UpdateExpression").and_then(Value::as_str).unwrap_or_default();
    let new = update::apply(expression, &old, names)?;
    table.items[at] = new.clone();
    Ok(match input.get("ReturnValues").and_then(Value::as_str) {
        Some("ALL_NEW" | "UPDATED_NEW") => [("Attributes", new)].into_iter().collect(),
        Some("ALL_OLD" | "UPDATED_OLD") => [("Attributes", old)].into_iter().collect(),
        _ => Object::new(),
    })
}
