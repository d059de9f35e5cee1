//! Values in a form in which what means the same is the same.

use value::{Object, Value};

/// A value in which the order of errors does not matter, nor the white space in expressions.
pub fn meaning(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut made = Object::new();
            for (key, value) in object.iter() {
                let value = meaning(value);
                made.insert(&**key, if &**key == "ErrorEquals" { unordered(value) } else { value });
            }
            made.into()
        }
        Value::Array(items) => items.iter().map(meaning).collect::<Vec<_>>().into(),
        Value::String(text) => Value::from(expression(text)),
        other => other.clone(),
    }
}

/// The names of errors, each once, in alphabetical order.
fn unordered(value: Value) -> Value {
    let Value::Array(items) = &value else { return value };
    let mut items: Vec<Value> = items.to_vec();
    items.sort_by_key(Value::to_json);
    items.dedup();
    items.into()
}

/// A JSONata expression or an intrinsic function without white space and comments that say nothing.
fn expression(text: &str) -> String {
    let is_jsonata = text.starts_with("{%") && text.ends_with("%}");
    let is_intrinsic = text.starts_with("States.") && text.ends_with(')');
    if is_jsonata || is_intrinsic { tightened(text, is_jsonata) } else { text.to_owned() }
}

/// Without the white space outside of texts, but for a space between words.
fn tightened(text: &str, has_comments: bool) -> String {
    let (mut made, mut gap, mut quote) = (String::new(), false, None);
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if let Some(end) = quote {
            made.push(character);
            match character {
                '\\' => made.extend(rest.next()),
                _ if character == end => quote = None,
                _ => {}
            }
            continue;
        }
        if has_comments
            && character == '/'
            && rest.as_str().starts_with('*')
            && let Some(end) = rest.as_str().find("*/")
        {
            rest = rest.as_str()[end + 2..].chars();
            gap = true;
        } else if character.is_whitespace() {
            gap = true;
        } else {
            if gap && is_word(character) && made.ends_with(is_word) {
                made.push(' ');
            }
            quote = matches!(character, '"' | '\'' | '`').then_some(character);
            made.push(character);
            gap = false;
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_that_says_nothing_is_left_out() {
        for (text, expected) in [
            ("{% $a + 1 %}", "{%$a+1%}"),
            ("{% $a and  $b /* both */ %}", "{%$a and $b%}"),
            ("{% 'a  b' & \"c ' d\" %}", "{%'a  b'&\"c ' d\"%}"),
            ("States.Format('a {}', $.b)", "States.Format('a {}',$.b)"),
            ("a  b", "a  b"),
            ("{% /* open %}", "{%/*open%}"),
        ] {
            assert_eq!(expression(text), expected);
        }
    }
}
