//! A definition given as another one with changes: `{"from": NAME, "set": {POINTER: VALUE}, "remove": [POINTER]}`.

use std::sync::Arc;

use value::{Object, Value};

/// The value with a member or element set. The place around it must be there; `-` after an array's pointer appends.
pub(crate) fn set(target: &mut Value, pointer: &str, new: Value) -> Result<(), String> {
    let (around, last) = split(target, pointer)?;
    match around {
        Value::Object(object) => {
            Arc::make_mut(object).insert(last.as_str(), new);
        }
        Value::Array(array) => {
            let array = Arc::make_mut(array);
            match last.parse::<usize>() {
                Ok(index) if index < array.len() => array[index] = new,
                _ if last == "-" => array.push(new),
                _ => return Err(format!("`{pointer}` leads to no element: there are {}", array.len())),
            }
        }
        _ => return Err(format!("`{pointer}` leads into a value that holds nothing")),
    }
    Ok(())
}

/// The value without a member or element.
pub(crate) fn remove(target: &mut Value, pointer: &str) -> Result<(), String> {
    let (around, last) = split(target, pointer)?;
    let removed = match around {
        Value::Object(object) => Arc::make_mut(object).remove(&last).is_some(),
        Value::Array(array) => match last.parse::<usize>() {
            Ok(index) if index < array.len() => {
                Arc::make_mut(array).remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    };
    if removed { Ok(()) } else { Err(format!("`{pointer}` is not there, so it cannot be removed")) }
}

/// What holds the last part of a pointer, and that part.
fn split<'a>(target: &'a mut Value, pointer: &str) -> Result<(&'a mut Value, String), String> {
    let mut parts: Vec<String> = match pointer.strip_prefix('/') {
        Some(rest) => rest.split('/').map(|part| part.replace("~1", "/").replace("~0", "~")).collect(),
        None => return Err(format!("`{pointer}` is no pointer such as /States/Pay/ResultPath")),
    };
    let last = parts.pop().unwrap_or_default();
    let mut around = target;
    for part in parts {
        let inner = match around {
            Value::Object(object) => Arc::make_mut(object).get_mut(&part),
            Value::Array(array) => part.parse::<usize>().ok().and_then(|index| Arc::make_mut(array).get_mut(index)),
            _ => None,
        };
        around = inner.ok_or_else(|| format!("`{pointer}` leads nowhere: there is no `{part}`"))?;
    }
    Ok((around, last))
}

/// The object's members in the order in which states are usually written: where to go last.
pub(crate) fn tidied(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::array(items.iter().map(tidied)),
        Value::Object(members) => {
            let is_state = members.contains_key("Type");
            let goes_on = |key: &str| is_state && (key == "Next" || key == "End");
            let (last, first): (Vec<_>, Vec<_>) = members.iter().partition(|(key, _)| goes_on(key));
            let members: Object = first.into_iter().chain(last).map(|(key, value)| (key.clone(), tidied(value))).collect();
            Value::from(members)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_sets_appends_and_removes() {
        let mut value = value::parse(r#"{"a":{"b/c":1},"d":[1,2]}"#).unwrap();
        set(&mut value, "/a/b~1c", Value::from(7)).unwrap();
        set(&mut value, "/d/-", Value::from(3)).unwrap();
        remove(&mut value, "/d/0").unwrap();
        assert_eq!(value.to_json(), r#"{"a":{"b/c":7},"d":[2,3]}"#);
    }

    #[test]
    fn a_change_that_leads_nowhere_is_told() {
        let mut value = value::parse(r#"{"a":[]}"#).unwrap();
        assert_eq!(set(&mut value, "/b/c", Value::Null), Err("`/b/c` leads nowhere: there is no `b`".to_owned()));
        assert_eq!(set(&mut value, "/a/1", Value::Null), Err("`/a/1` leads to no element: there are 0".to_owned()));
        assert_eq!(remove(&mut value, "/b"), Err("`/b` is not there, so it cannot be removed".to_owned()));
        assert_eq!(remove(&mut value, "b"), Err("`b` is no pointer such as /States/Pay/ResultPath".to_owned()));
    }
}
