//! Changes of a JSON value at a pointer.

use std::sync::Arc;

use value::{Object, Value};

/// The value with another one at the pointer, or with nothing there. A pointer that ends in `/-` adds to a list; one that leads
/// nowhere changes nothing.
pub(super) fn put(value: &Value, pointer: &str, new: Option<&Value>) -> Value {
    let Some(rest) = pointer.strip_prefix('/') else { return new.cloned().unwrap_or_default() };
    let (token, deeper) = rest.find('/').map_or((rest, None), |slash| (&rest[..slash], Some(&rest[slash..])));
    let token = token.replace("~1", "/").replace("~0", "~");
    match value {
        Value::Object(members) => {
            let mut members = members.clone();
            match (deeper, new) {
                (None, None) => drop(Arc::make_mut(&mut members).remove(&token)),
                (None, Some(new)) => drop(Arc::make_mut(&mut members).insert(token.as_str(), new.clone())),
                (Some(deeper), _) => {
                    let inner = members.get(&token).cloned().unwrap_or_else(|| empty_for(deeper));
                    Arc::make_mut(&mut members).insert(token.as_str(), put(&inner, deeper, new));
                }
            }
            Value::Object(members)
        }
        Value::Array(items) => {
            let mut items = items.clone();
            let list = Arc::make_mut(&mut items);
            match (token.parse::<usize>(), deeper, new) {
                (Err(_), None, Some(new)) if token == "-" => list.push(new.clone()),
                (Ok(at), None, None) if at < list.len() => drop(list.remove(at)),
                (Ok(at), None, Some(new)) if at < list.len() => list[at] = new.clone(),
                (Ok(at), Some(deeper), _) if at < list.len() => list[at] = put(&list[at], deeper, new),
                _ => {}
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

/// What is made where a pointer leads on and nothing is there.
fn empty_for(deeper: &str) -> Value {
    if deeper == "/-" { Value::Array(Arc::default()) } else { Value::from(Object::new()) }
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn a_value_is_changed_at_a_pointer_and_nowhere_else() {
        let value = value::parse(r#"{"a":[{"b":1},2],"c/d":"x"}"#).expect("JSON");
        let after = |pointer: &str, new: Option<&str>| {
            put(&value, pointer, new.map(|new| value::parse(new).expect("JSON")).as_ref()).to_json()
        };
        for (pointer, new, wanted) in [
            ("/a/0/b", Some("7"), r#"{"a":[{"b":7},2],"c/d":"x"}"#),
            ("/a/0", None, r#"{"a":[2],"c/d":"x"}"#),
            ("/a/-", Some("3"), r#"{"a":[{"b":1},2,3],"c/d":"x"}"#),
            ("/c~1d", None, r#"{"a":[{"b":1},2]}"#),
            ("/e/-", Some("1"), r#"{"a":[{"b":1},2],"c/d":"x","e":[1]}"#),
            ("/a/0/f/g", Some("1"), r#"{"a":[{"b":1,"f":{"g":1}},2],"c/d":"x"}"#),
            ("/a/9", Some("1"), r#"{"a":[{"b":1},2],"c/d":"x"}"#),
            ("/a/9/b", None, r#"{"a":[{"b":1},2],"c/d":"x"}"#),
            ("/c~1d/e", Some("1"), r#"{"a":[{"b":1},2],"c/d":"x"}"#),
            ("", Some("1"), "1"),
        ] {
            assert_eq!(after(pointer, new), wanted, "{pointer}");
        }
    }
}
