//! DynamoDB's tables and their indexes, in items, batches, transactions and PartiQL.

use super::{Call, named};
use crate::known::Given;
use crate::pattern::Pattern;

const TABLE: &str = "arn:%p:dynamodb:%r:%a:table/{TableName}";

/// `None` leaves it to the table of permissions.
pub fn resources(call: &Call) -> Option<Vec<Pattern>> {
    let tables = tables(call);
    if tables.is_empty() {
        return None;
    }
    let indexes = call.parameters.get("IndexName").optional_texts();
    let arns = tables.iter().map(|name| named(name, TABLE, false)).collect::<Vec<_>>();
    if indexes.is_empty() {
        return Some(arns);
    }
    // A query of an index is a call on the index alone.
    Some(arns.iter().flat_map(|arn| indexes.iter().map(|index| arn.clone().then_text("/index/").then(index))).collect())
}

fn tables(call: &Call) -> Vec<Pattern> {
    let named = call.texts("TableName");
    if !named.is_empty() {
        return named;
    }
    let requested = call.parameters.get("RequestItems");
    if matches!(requested, Given::Inside(_)) {
        return call.parameters.keys(&requested);
    }
    let statements = statements(call);
    if !statements.is_empty() {
        return statements.iter().map(|statement| table_of(statement)).collect();
    }
    transacted(call).into_iter().flat_map(|(_, tables)| tables).collect()
}

/// The operations of a transaction (`Put`, `Update`, …), each with its tables.
pub fn transacted(call: &Call) -> Vec<(&'static str, Vec<Pattern>)> {
    const OPERATIONS: [&str; 5] = ["ConditionCheck", "Delete", "Get", "Put", "Update"];
    let items = call.parameters.items(call.parameters.get("TransactItems"));
    let mut found = vec![];
    for item in &items {
        for operation in OPERATIONS {
            let inside = call.parameters.inside(item, operation);
            if matches!(inside, Given::Inside(_)) {
                found.push((operation, call.parameters.inside(&inside, "TableName").texts()));
            }
        }
    }
    found
}

/// The PartiQL statements of a call, as far as they are written.
pub fn statements(call: &Call) -> Vec<String> {
    let mut texts = call.texts("Statement");
    for list in ["Statements", "TransactStatements"] {
        let items = call.parameters.items(call.parameters.get(list));
        texts.extend(items.iter().flat_map(|item| call.parameters.inside(item, "Statement").texts()));
    }
    texts.iter().filter(|text| !text.is_any()).map(|text| text.write(&crate::pattern::Style::default())).collect()
}

/// The table of a statement: the word after FROM, INTO or UPDATE.
fn table_of(statement: &str) -> Pattern {
    let mut words = statement.split_whitespace();
    let keyword = |word: &str| ["from", "into", "update"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword));
    words.find(|word| keyword(word));
    let name = words.next().unwrap_or("*");
    let name = name.split('.').next().unwrap_or(name).trim_matches(['"', '\'', ';', '(', ')']);
    if name.is_empty() || name.contains('*') { Pattern::any() } else { Pattern::text(name) }
}
