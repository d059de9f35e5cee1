//! As much of JSON Schema as the published schemas need.

use value::Value;

/// As much of JSON Schema as ours needs; an unknown keyword is an error.
pub struct Validator<'a>(pub &'a Value);

impl Validator<'_> {
    /// What is wrong with a value, and where.
    pub fn check(&self, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
        let Some(keywords) = schema.as_object() else { return Ok(()) };
        let count = |limit: &Value, actual: usize| limit.as_i64().map(|limit| (actual as i64).cmp(&limit));
        let here = if place.is_empty() { "/" } else { place };
        for (keyword, rule) in keywords.iter() {
            let holds = match &**keyword {
                "$ref" => {
                    let pointer = rule.as_str().unwrap_or_default().trim_start_matches('#');
                    self.check(self.0.pointer(pointer).ok_or("a reference leads nowhere")?, value, place)?;
                    Ok(())
                }
                "type" => is_type(rule, value).then_some(()).ok_or(format!("is no {}", rule.as_str().unwrap_or_default())),
                "const" => (rule == value).then_some(()).ok_or("is another value".to_owned()),
                "enum" => rule.as_array().is_some_and(|all| all.contains(value)).then_some(()).ok_or("is unknown".to_owned()),
                "anyOf" => {
                    let any = rule.as_array().is_some_and(|all| all.iter().any(|one| self.check(one, value, place).is_ok()));
                    any.then_some(()).ok_or("fits nothing".to_owned())
                }
                "required" => {
                    let names = rule.as_array().into_iter().flat_map(|names| names.iter()).filter_map(Value::as_str);
                    let missing = value.as_object().and_then(|members| names.clone().find(|name| !members.contains_key(name)));
                    missing.map_or(Ok(()), |name| Err(format!("lacks {name}")))
                }
                "properties" => {
                    for (name, schema) in rule.as_object().into_iter().flat_map(|rules| rules.iter()) {
                        if let Some(member) = value.as_object().and_then(|members| members.get(name)) {
                            self.check(schema, member, &format!("{place}/{name}"))?;
                        }
                    }
                    Ok(())
                }
                "additionalProperties" => {
                    let known = keywords.get("properties").and_then(Value::as_object);
                    let by_digit = keywords.get("patternProperties").is_some();
                    let is_known =
                        |name: &str| known.is_some_and(|known| known.contains_key(name)) || by_digit && begins_with_digit(name);
                    for (name, member) in value.as_object().into_iter().flat_map(|members| members.iter()) {
                        match rule {
                            _ if is_known(name) => {}
                            Value::Bool(false) => return Err(format!("{here} has {name}")),
                            schema => self.check(schema, member, &format!("{place}/{name}"))?,
                        }
                    }
                    Ok(())
                }
                "patternProperties" => {
                    let schema = rule.get("^[0-9]").ok_or("is judged by an unknown pattern")?;
                    for (name, member) in value.as_object().into_iter().flat_map(|members| members.iter()) {
                        if begins_with_digit(name) {
                            self.check(schema, member, &format!("{place}/{name}"))?;
                        }
                    }
                    Ok(())
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flat_map(|items| items.iter()).enumerate() {
                        self.check(rule, item, &format!("{place}/{index}"))?;
                    }
                    Ok(())
                }
                "minItems" | "minProperties" | "minLength" => {
                    let few = size(value).is_some_and(|size| count(rule, size) == Some(std::cmp::Ordering::Less));
                    (!few).then_some(()).ok_or("has too few entries".to_owned())
                }
                "maxItems" | "maxLength" => {
                    let many = size(value).is_some_and(|size| count(rule, size) == Some(std::cmp::Ordering::Greater));
                    (!many).then_some(()).ok_or("has too many entries".to_owned())
                }
                "minimum" => (value.as_f64() >= rule.as_f64()).then_some(()).ok_or("is too small".to_owned()),
                "maximum" => (value.as_f64() <= rule.as_f64()).then_some(()).ok_or("is too large".to_owned()),
                "$schema" | "$id" | "$defs" | "title" | "description" | "pattern" | "examples" | "default" => Ok(()),
                other => Err(format!("is judged by the unknown keyword {other}")),
            };
            holds.map_err(|what: String| format!("{here} {what}"))?;
        }
        Ok(())
    }
}

fn begins_with_digit(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_digit())
}

fn is_type(rule: &Value, value: &Value) -> bool {
    match rule.as_str() {
        Some("integer") => value.as_i64().is_some(),
        Some(name) => value.type_name() == name,
        None => false,
    }
}

fn size(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(items) => Some(items.len()),
        Value::Object(members) => Some(members.len()),
        _ => None,
    }
}
