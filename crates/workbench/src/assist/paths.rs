//! Paths that are known from data: what stands at one, and which lead further.

use value::Value;

/// So many paths are listed at once.
const LISTED: usize = 60;
/// Longer values are cut.
const LONGEST: usize = 40;

/// What stands at a simple path: names, `[0]`, `['name']`, `` `name` ``; of an array that is not indexed its first item.
pub fn at<'v>(root: &'v Value, path: &str) -> Option<&'v Value> {
    let mut value = root;
    let mut rest = path.trim();
    while !rest.is_empty() {
        let (step, after) = next(rest)?;
        value = match step {
            Step::Name(name) => first(value).get(name)?,
            Step::Index(index) => value.as_array()?.get(index)?,
        };
        rest = after;
    }
    Some(value)
}

enum Step<'t> {
    Name(&'t str),
    Index(usize),
}

fn next(text: &str) -> Option<(Step<'_>, &str)> {
    if let Some(inner) = text.strip_prefix('[') {
        let (inside, after) = inner.split_once(']')?;
        let bare = inside.trim().trim_matches(['\'', '"']);
        return Some(match bare.parse() {
            Ok(index) => (Step::Index(index), after),
            Err(_) if bare == "*" => (Step::Index(0), after),
            Err(_) => (Step::Name(bare), after),
        });
    }
    let text = text.strip_prefix('.').unwrap_or(text);
    if let Some(inner) = text.strip_prefix('`') {
        let (name, after) = inner.split_once('`')?;
        return Some((Step::Name(name), after));
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    (end > 0).then(|| (Step::Name(&text[..end]), &text[end..]))
}

fn first(value: &Value) -> &Value {
    match value.as_array() {
        Some(items) => items.first().unwrap_or(value),
        None => value,
    }
}

/// The members of a value, or of its first item.
pub fn members(value: &Value) -> Vec<(&str, &Value)> {
    first(value).as_object().map(|object| object.iter().map(|(name, value)| (&**name, value)).collect()).unwrap_or_default()
}

/// Whole paths into a value with what stands there, breadth first; `prefix` leads to the value.
pub fn known<'v>(prefix: &str, root: &'v Value, quoted: fn(&str) -> String) -> Vec<(String, &'v Value)> {
    let mut found: Vec<(String, &Value)> = Vec::new();
    let mut open = vec![(prefix.to_owned(), root)];
    while let Some((path, value)) = (!open.is_empty()).then(|| open.remove(0)) {
        let array = value.as_array().is_some_and(|items| !items.is_empty());
        let path = if array { format!("{path}[0]") } else { path };
        for (name, member) in members(value) {
            if found.len() >= LISTED {
                return found;
            }
            let path = format!("{path}{}", quoted(name));
            found.push((path.clone(), member));
            open.push((path, member));
        }
    }
    found
}

/// A member's name as a step of JSONPath.
pub fn path_step(name: &str) -> String {
    if is_plain(name) { format!(".{name}") } else { format!("['{}']", name.replace('\'', "\\'")) }
}

/// A member's name as a step of JSONata.
pub fn jsonata_step(name: &str) -> String {
    if is_plain(name) { format!(".{name}") } else { format!(".`{name}`") }
}

fn is_plain(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// A value in a few letters.
pub fn brief(value: &Value) -> String {
    let json = match value {
        Value::Object(object) if object.len() > 3 => format!("{{ {} members }}", object.len()),
        Value::Array(items) if items.len() > 3 => format!("[ {} items ]", items.len()),
        other => other.to_json(),
    };
    match json.chars().count() > LONGEST {
        true => json.chars().take(LONGEST - 1).chain(['…']).collect(),
        false => json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_and_listed() {
        let data = value::parse(r#"{"order": {"id": "a", "lines": [{"sku": 1}, {"sku": 2}]}, "odd name": true}"#).expect("JSON");
        assert_eq!(at(&data, "order.lines[1].sku").map(Value::to_json).as_deref(), Some("2"));
        assert_eq!(at(&data, ".order.lines.sku").map(Value::to_json).as_deref(), Some("1"));
        assert_eq!(at(&data, "['odd name']").map(Value::to_json).as_deref(), Some("true"));
        assert_eq!(at(&data, "order.none"), None);
        let paths: Vec<String> = known("$", &data, path_step).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["$.order", "$['odd name']", "$.order.id", "$.order.lines", "$.order.lines[0].sku"]);
    }
}
