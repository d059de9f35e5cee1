//! Texts that look like what stands under a name, in place of those that only fill a place.

use value::{Object, Value};

/// What fills a place.
pub const FILLER: &str = "text";
/// What can be split at whatever somebody splits at.
pub const SPLITTABLE: &str = "a/b/c/d:e:f:g:h:i,j,k-l-m.n";

/// Which texts only fill a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filler {
    /// The filler alone.
    Text,
    /// Also what can be split, and neighbours of texts that are compared with.
    All,
}

impl Filler {
    fn is(self, text: &str) -> bool {
        text == FILLER || self == Self::All && (text == SPLITTABLE || text.ends_with('~') || text == "something else")
    }
}

/// A value with likelier texts where it holds fillers; what was given before stays as it is.
#[must_use]
pub fn likely(value: &Value, given: Option<&Value>, name: &str, filler: Filler) -> Value {
    match value {
        value if given == Some(value) => value.clone(),
        Value::String(text) if filler.is(text) => Value::from(sample(name).as_str()),
        Value::Object(members) => {
            let inner = |(name, value): (&std::sync::Arc<str>, &Value)| {
                (name.clone(), likely(value, given.and_then(|given| given.get(name)), name, filler))
            };
            Value::from(members.iter().map(inner).collect::<Object>())
        }
        Value::Array(items) => Value::array(items.iter().map(|item| likely(item, None, name, filler))),
        other => other.clone(),
    }
}

/// Endings of names, with what stands under them.
const ENDINGS: [(&[&str], &str); 13] = [
    (&["email", "emailaddress"], "ada@example.com"),
    (&["url", "uri", "endpoint", "link"], "https://example.com/"),
    (&["timestamp", "time", "datetime", "createdat", "updatedat"], "2026-06-01T00:00:00Z"),
    (&["date", "day"], "2026-06-01"),
    (&["bucket", "bucketname"], "example-bucket"),
    (&["objectkey", "filename", "file", "prefix", "path"], "example/file.json"),
    (&["arn"], "arn:aws:sns:us-east-1:123456789012:example"),
    (&["phone", "phonenumber"], "+15550100"),
    (&["status", "state"], "READY"),
    (&["currency"], "EUR"),
    (&["region"], "us-east-1"),
    (&["message", "text", "description", "comment", "prompt", "body"], "An example"),
    (&["username", "firstname", "customername"], "Ada"),
];

/// A text that may well stand under a name.
fn sample(name: &str) -> String {
    let plain: String = name.chars().filter(|char| char.is_alphanumeric()).collect::<String>().to_lowercase();
    for (endings, text) in ENDINGS {
        // Not every `concurrency` is a currency.
        if plain.ends_with("concurrency") {
            break;
        }
        if endings.iter().any(|ending| plain.ends_with(ending)) {
            return text.to_owned();
        }
    }
    match plain.as_str() {
        "" => FILLER.to_owned(),
        "key" => "example/file.json".to_owned(),
        plain if plain.ends_with("id") && plain.len() < 40 => {
            format!("{}-1001", plain.trim_end_matches("id")).trim_start_matches('-').to_owned()
        }
        _ => format!("example {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_become_what_their_names_say() {
        let value = value::parse(
            r#"{"orderId": "text", "id": "text", "email": "text", "kept": "text", "n": 1, "rows": ["text"], "other": "b", "state": "DONE~"}"#,
        );
        let given = value::parse(r#"{"kept": "text"}"#).expect("JSON");
        assert_eq!(
            likely(&value.expect("JSON"), Some(&given), "", Filler::All).to_json(),
            r#"{"orderId":"order-1001","id":"1001","email":"ada@example.com","kept":"text","n":1,"rows":["example rows"],"other":"b","state":"READY"}"#
        );
    }
}
