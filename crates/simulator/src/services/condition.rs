//! DynamoDB's conditions (of writes, keys and filters) and the paths of its projections.
//!
//! `AND`, `OR`, `NOT`, parentheses, `= <> < <= > >=`, `BETWEEN`, `IN`, `attribute_exists`, `attribute_not_exists`,
//! `attribute_type`, `begins_with`, `contains` and `size`, over paths such as `#list[0].name`.

use std::cmp::Ordering;

use value::{Object, Value};

use super::update::Names;

/// Whether an item fulfils a condition; an item that is not there is `null`.
pub(super) fn holds(expression: &str, item: &Value, names: &Names) -> Result<bool, String> {
    let mut parser = Parser { tokens: tokens(expression)?, at: 0, depth: 0, item, names };
    let holds = parser.either()?;
    match parser.peek() {
        None => Ok(holds),
        Some(token) => Err(parser.unexpected(token)),
    }
}

/// The part of an item that a projection names; what lies deeper keeps the maps around it.
pub(super) fn project(expression: &str, item: &Value, names: &Names) -> Result<Value, String> {
    let mut kept = Object::new();
    for path in expression.split(',') {
        let mut parser = Parser { tokens: tokens(path)?, at: 0, depth: 0, item, names };
        let found = parser.path()?;
        let words = parser.tokens.iter().filter_map(|token| match token {
            Token::Word(word) if !word.starts_with(|first: char| first.is_ascii_digit()) => Some(names.attribute(word)),
            _ => None,
        });
        let words: Vec<&str> = words.collect();
        if let (Some(found), Some((first, inner))) = (found, words.split_first()) {
            let mut around = found;
            for name in inner.iter().rev() {
                around = Value::object([("M", Value::object([(*name, around)]))]);
            }
            let merged = kept.get(first).map_or_else(|| around.clone(), |known| merge(known, &around));
            kept.insert((*first).to_owned(), merged);
        }
    }
    Ok(Value::from(kept))
}

/// Two maps that share some of their names, as one.
fn merge(known: &Value, more: &Value) -> Value {
    let (Some(Value::Object(known)), Some(Value::Object(more))) = (known.get("M"), more.get("M")) else { return more.clone() };
    let mut members = (**known).clone();
    for (name, value) in more.iter() {
        let merged = members.get(name).map_or_else(|| value.clone(), |known| merge(known, value));
        members.insert(name.clone(), merged);
    }
    Value::object([("M", members)])
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A name, `#name`, `:value`, a number, or a keyword.
    Word(String),
    /// `= <> < <= > >= ( ) [ ] , .`
    Sign(&'static str),
}

const SIGNS: [&str; 12] = ["<>", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ",", "."];

fn tokens(expression: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = expression.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push(Token::Sign(sign));
            sign.len()
        } else {
            let is_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '#' | ':' | '-');
            let length = rest.find(|char| !is_word(char)).unwrap_or(rest.len());
            if length == 0 {
                return Err(format!("Syntax error; token: \"{first}\", near: \"{expression}\""));
            }
            tokens.push(Token::Word(rest[..length].to_owned()));
            length
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// One side of a comparison: a typed value such as `{"S": "a"}`, if the item has it.
type Operand = Option<Value>;

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    item: &'a Value,
    names: &'a Names,
}

/// How deep conditions may nest.
const MOST_DEPTH: usize = 64;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn unexpected(&self, token: &Token) -> String {
        match token {
            Token::Word(word) => format!("Syntax error; token: \"{word}\""),
            Token::Sign(sign) => format!("Syntax error; token: \"{sign}\""),
        }
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let taken = matches!(self.peek(), Some(Token::Sign(other)) if *other == sign);
        self.at += usize::from(taken);
        taken
    }

    fn takes_word(&mut self, keyword: &str) -> bool {
        let taken = matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.at += usize::from(taken);
        taken
    }

    fn needs(&mut self, sign: &str) -> Result<(), String> {
        if self.takes_sign(sign) {
            return Ok(());
        }
        Err(self.peek().map_or_else(|| format!("Syntax error; `{sign}` is missing"), |token| self.unexpected(token)))
    }

    fn either(&mut self) -> Result<bool, String> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(format!("The expression nests deeper than {MOST_DEPTH} levels"));
        }
        let mut holds = self.both()?;
        while self.takes_word("OR") {
            holds |= self.both()?;
        }
        self.depth -= 1;
        Ok(holds)
    }

    fn both(&mut self) -> Result<bool, String> {
        let mut holds = self.single()?;
        while self.takes_word("AND") {
            holds &= self.single()?;
        }
        Ok(holds)
    }

    fn single(&mut self) -> Result<bool, String> {
        let mut negated = false;
        while self.takes_word("NOT") {
            negated = !negated;
        }
        let holds = if self.takes_sign("(") {
            let holds = self.either()?;
            self.needs(")")?;
            holds
        } else {
            self.comparison()?
        };
        Ok(holds != negated)
    }

    fn comparison(&mut self) -> Result<bool, String> {
        if let Some(function) = self.function() {
            return self.call(&function);
        }
        let left = self.operand()?;
        if self.takes_word("BETWEEN") {
            let low = self.operand()?;
            if !self.takes_word("AND") {
                return Err("Syntax error; BETWEEN needs AND".to_owned());
            }
            let high = self.operand()?;
            let at_least = order(&left, &low).is_some_and(Ordering::is_ge);
            return Ok(at_least && order(&left, &high).is_some_and(Ordering::is_le));
        }
        if self.takes_word("IN") {
            self.needs("(")?;
            let mut among = false;
            loop {
                let other = self.operand()?;
                among |= equal(&left, &other);
                if !self.takes_sign(",") {
                    break;
                }
            }
            self.needs(")")?;
            return Ok(among);
        }
        let Some(Token::Sign(sign)) = self.peek().cloned() else {
            return Err("Syntax error; a comparison is missing".to_owned());
        };
        self.at += 1;
        let right = self.operand()?;
        let ordered = |holds: fn(Ordering) -> bool| order(&left, &right).is_some_and(holds);
        Ok(match sign {
            "=" => equal(&left, &right),
            "<>" => !equal(&left, &right),
            "<" => ordered(Ordering::is_lt),
            "<=" => ordered(Ordering::is_le),
            ">" => ordered(Ordering::is_gt),
            ">=" => ordered(Ordering::is_ge),
            _ => return Err(format!("Syntax error; token: \"{sign}\"")),
        })
    }

    /// The name of a function that begins here, other than `size`.
    fn function(&mut self) -> Option<String> {
        const FUNCTIONS: [&str; 5] = ["attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"];
        let Some(Token::Word(word)) = self.peek() else { return None };
        let word = FUNCTIONS.contains(&word.as_str()).then(|| word.clone())?;
        matches!(self.tokens.get(self.at + 1), Some(Token::Sign("("))).then(|| self.at += 2)?;
        Some(word)
    }

    fn call(&mut self, function: &str) -> Result<bool, String> {
        let attribute = self.operand()?;
        let other = if self.takes_sign(",") { Some(self.operand()?) } else { None };
        self.needs(")")?;
        let found = attribute.as_ref();
        let other = other.as_ref().and_then(Option::as_ref);
        let text = |value: Option<&Value>| value.and_then(|value| value.get("S")).and_then(Value::as_str).map(str::to_owned);
        Ok(match function {
            "attribute_exists" => found.is_some(),
            "attribute_not_exists" => found.is_none(),
            "attribute_type" => text(other).is_some_and(|wanted| found.is_some_and(|value| value.get(&wanted).is_some())),
            "begins_with" => text(found).zip(text(other)).is_some_and(|(text, start)| text.starts_with(&start)),
            _ => contains(found, other),
        })
    }

    fn operand(&mut self) -> Result<Operand, String> {
        match self.peek().cloned() {
            Some(Token::Word(word)) if word == "size" && matches!(self.tokens.get(self.at + 1), Some(Token::Sign("("))) => {
                self.at += 2;
                let measured = self.operand()?;
                self.needs(")")?;
                let size = measured.as_ref().and_then(size);
                Ok(size.map(|size| Value::object([("N", size.to_string())])))
            }
            Some(Token::Word(word)) if word.starts_with(':') => {
                self.at += 1;
                Ok(Some(self.names.value(&word)?))
            }
            Some(Token::Word(_)) => self.path(),
            Some(token) => Err(self.unexpected(&token)),
            None => Err("Syntax error; the expression ends too early".to_owned()),
        }
    }

    /// What the item has at a path.
    fn path(&mut self) -> Result<Operand, String> {
        let Some(Token::Word(first)) = self.peek().cloned() else { return Err("Syntax error; a path is missing".to_owned()) };
        self.at += 1;
        let mut found = self.item.get(self.names.attribute(&first)).cloned();
        loop {
            if self.takes_sign(".") {
                let Some(Token::Word(word)) = self.peek().cloned() else {
                    return Err("Syntax error; a name is missing".to_owned());
                };
                self.at += 1;
                found = found.and_then(|value| value.get("M")?.get(self.names.attribute(&word)).cloned());
            } else if self.takes_sign("[") {
                let index = match self.peek() {
                    Some(Token::Word(word)) => word.parse::<usize>().map_err(|_| format!("Syntax error; token: \"{word}\""))?,
                    _ => return Err("Syntax error; an index is missing".to_owned()),
                };
                self.at += 1;
                self.needs("]")?;
                found = found.and_then(|value| value.get("L")?.as_array()?.get(index).cloned());
            } else {
                return Ok(found);
            }
        }
    }
}

fn number(value: &Value) -> Option<f64> {
    value.get("N")?.as_str()?.parse().ok()
}

fn equal(left: &Operand, right: &Operand) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => match (number(left), number(right)) {
            (Some(left), Some(right)) => left == right,
            _ => left == right,
        },
        _ => false,
    }
}

/// The order of two values of the same type: numbers, texts or bytes.
pub(super) fn order(left: &Operand, right: &Operand) -> Option<Ordering> {
    let (left, right) = (left.as_ref()?, right.as_ref()?);
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return left.partial_cmp(&right);
    }
    ["S", "B"].iter().find_map(|kind| Some(left.get(kind)?.as_str()?.cmp(right.get(kind)?.as_str()?)))
}

fn contains(found: Option<&Value>, other: Option<&Value>) -> bool {
    let (Some(found), Some(other)) = (found, other) else { return false };
    if let (Some(text), Some(part)) = (found.get("S").and_then(Value::as_str), other.get("S").and_then(Value::as_str)) {
        return text.contains(part);
    }
    let among = |kind: &str, wanted: Option<&Value>| {
        let list = found.get(kind).and_then(Value::as_array);
        list.zip(wanted).is_some_and(|(list, wanted)| list.contains(wanted))
    };
    among("L", Some(other)) || among("SS", other.get("S")) || among("NS", other.get("N"))
}

fn size(value: &Value) -> Option<usize> {
    let (kind, content) = value.as_object()?.iter().next()?;
    match &**kind {
        "S" | "B" => content.as_str().map(str::len),
        "L" | "SS" | "NS" | "BS" => content.as_array().map(|list| list.len()),
        "M" => content.as_object().map(|members| members.len()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_or_not() {
        let item =
            r#"{"id":{"S":"ab"},"n":{"N":"5"},"list":{"L":[{"S":"x"},{"M":{"k":{"BOOL":true}}}]},"tags":{"SS":["a","b"]}}"#;
        let item = value::parse(item).expect("item");
        let input = r##"{"ExpressionAttributeNames":{"#n":"n"},"ExpressionAttributeValues":{":a":{"S":"a"},":x":{"S":"x"},":t":{"BOOL":true},
            ":two":{"N":"2"},":five":{"N":"5.0"},":nine":{"N":"9"},":type":{"S":"L"}}}"##;
        let names = Names::of(&value::parse(input).expect("input"));
        for (condition, expected) in [
            ("attribute_exists(id) AND attribute_not_exists(missing)", Ok(true)),
            ("attribute_not_exists(id)", Ok(false)),
            ("#n = :five", Ok(true)),
            ("#n <> :five OR begins_with(id, :a)", Ok(true)),
            ("NOT (#n > :two AND n < :nine)", Ok(false)),
            ("n BETWEEN :two AND :nine AND n IN (:two, :five)", Ok(true)),
            ("list[1].k = :t and contains(list, :x) and contains(tags, :a)", Ok(true)),
            ("size(list) = :two", Ok(true)),
            ("attribute_type(list, :type)", Ok(true)),
            ("missing < :two", Ok(false)),
            ("missing <> :two", Ok(true)),
            ("n = ", Err("Syntax error; the expression ends too early")),
            ("n = :gone", Err("An expression attribute value used in expression is not defined; attribute value: :gone")),
            ("(n = :two", Err("Syntax error; `)` is missing")),
            ("n ! :two", Err("Syntax error; token: \"!\", near: \"n ! :two\"")),
        ] {
            assert_eq!(holds(condition, &item, &names), expected.map_err(str::to_owned), "{condition}");
        }
        let deep = format!("{}n = :two{}", "(".repeat(100), ")".repeat(100));
        assert!(holds(&deep, &item, &names).is_err());
    }

    #[test]
    fn a_projection_keeps_what_it_names() {
        let item = value::parse(r#"{"id":{"S":"a"},"n":{"N":"1"},"m":{"M":{"k":{"S":"v"},"l":{"S":"w"}}}}"#).expect("item");
        let names = Names::of(&value::parse(r##"{"ExpressionAttributeNames":{"#n":"n"}}"##).expect("input"));
        let projected = project("#n, missing, m.k", &item, &names).map(|item| item.to_json());
        assert_eq!(projected.as_deref(), Ok(r#"{"n":{"N":"1"},"m":{"M":{"k":{"S":"v"}}}}"#));
    }
}
