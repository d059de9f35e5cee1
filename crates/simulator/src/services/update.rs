//! DynamoDB's update expressions, as far as the sandbox understands them: `SET`, `REMOVE` and `ADD`.

use value::{Number, Object, Value};

/// What `#name` and `:value` stand for.
pub(super) struct Names {
    names: Value,
    values: Value,
}

impl Names {
    pub fn of(input: &Value) -> Self {
        let member = |name: &str| input.get(name).cloned().unwrap_or_default();
        Self { names: member("ExpressionAttributeNames"), values: member("ExpressionAttributeValues") }
    }

    pub(super) fn attribute<'a>(&'a self, token: &'a str) -> &'a str {
        self.names.get(token).and_then(Value::as_str).unwrap_or(token)
    }

    pub(super) fn value(&self, token: &str) -> Result<Value, String> {
        self.values
            .get(token)
            .cloned()
            .ok_or_else(|| format!("An expression attribute value used in expression is not defined; attribute value: {token}"))
    }
}

/// An item after an UpdateExpression.
pub(super) fn apply(expression: &str, item: &Value, names: &Names) -> Result<Value, String> {
    let mut members: Object = item.as_object().map(|object| (**object).clone()).unwrap_or_default();
    let mut clause = "";
    let mut rest = expression.trim();
    while !rest.is_empty() {
        if let Some((keyword, after)) =
            ["SET", "REMOVE", "ADD", "DELETE"].iter().find_map(|word| Some((*word, rest.strip_prefix(word)?)))
        {
            (clause, rest) = (keyword, after.trim_start());
            continue;
        }
        let end = end_of_action(rest);
        let (action, after) = rest.split_at(end);
        act(clause, action.trim(), &mut members, names)?;
        rest = after.trim_start_matches([',', ' ', '\n']);
    }
    Ok(Value::from(members))
}

/// Where an action ends: at a comma outside parentheses, or before the next clause.
fn end_of_action(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return at,
            ' ' if depth == 0 && ["SET ", "REMOVE ", "ADD ", "DELETE "].iter().any(|word| text[at + 1..].starts_with(word)) => {
                return at;
            }
            _ => {}
        }
    }
    text.len()
}

fn act(clause: &str, action: &str, members: &mut Object, names: &Names) -> Result<(), String> {
    let unknown = || format!("Invalid UpdateExpression: Stepwright's sandbox does not understand `{action}`");
    match clause {
        "SET" => {
            let (target, operand) = action.split_once('=').ok_or_else(unknown)?;
            let value = operand_value(operand.trim(), members, names)?;
            members.insert(names.attribute(target.trim()).to_owned(), value);
        }
        "REMOVE" => {
            members.remove(names.attribute(action));
        }
        "ADD" => {
            let (target, token) = action.split_once(' ').ok_or_else(unknown)?;
            let target = names.attribute(target.trim()).to_owned();
            let sum =
                number(members.get(&target)).unwrap_or(0.0) + number(Some(&names.value(token.trim())?)).ok_or_else(unknown)?;
            members.insert(target, typed_number(sum));
        }
        _ => return Err(unknown()),
    }
    Ok(())
}

fn operand_value(operand: &str, members: &Object, names: &Names) -> Result<Value, String> {
    for (sign, factor) in [('+', 1.0), ('-', -1.0)] {
        if let Some((left, right)) = operand.split_once(&format!(" {sign} ")) {
            let (left, right) = (operand_value(left.trim(), members, names)?, operand_value(right.trim(), members, names)?);
            let (Some(left), Some(right)) = (number(Some(&left)), number(Some(&right))) else {
                return Err("An operand in the update expression has an incorrect data type".to_owned());
            };
            return Ok(typed_number(left + factor * right));
        }
    }
    if let Some(inner) = operand.strip_prefix("if_not_exists(").and_then(|rest| rest.strip_suffix(')')) {
        let (attribute, otherwise) = inner.split_once(',').unwrap_or((inner, ""));
        return match members.get(names.attribute(attribute.trim())) {
            Some(value) => Ok(value.clone()),
            None => operand_value(otherwise.trim(), members, names),
        };
    }
    if operand.starts_with(':') {
        return names.value(operand);
    }
    let found = members.get(names.attribute(operand)).cloned();
    found.ok_or_else(|| "The provided expression refers to an attribute that does not exist in the item".to_owned())
}

fn number(value: Option<&Value>) -> Option<f64> {
    value?.get("N")?.as_str()?.parse().ok()
}

fn typed_number(number: f64) -> Value {
    let text = Number::from_f64(number).map_or_else(String::new, |number| number.to_string());
    Value::object([("N", text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_expression_changes_an_item() {
        let item = value::parse(r#"{"id":{"S":"a"},"count":{"N":"2"},"old":{"BOOL":true}}"#).expect("item");
        let input =
            r##"{"ExpressionAttributeNames":{"#c":"count"},"ExpressionAttributeValues":{":one":{"N":"1"},":s":{"S":"x"}}}"##;
        let names = Names::of(&value::parse(input).expect("input"));
        let updated = apply("SET #c = #c + :one, state = if_not_exists(state, :s) REMOVE old ADD total :one", &item, &names);
        assert_eq!(
            updated.map(|item| item.to_json()).as_deref(),
            Ok(r#"{"id":{"S":"a"},"count":{"N":"3"},"state":{"S":"x"},"total":{"N":"1"}}"#)
        );
        assert!(apply("SET a = :missing", &item, &names).is_err());
    }
}
