//! `stepwright evaluate`: what an expression gives for an input.

use expressions::intrinsic::Call;
use expressions::jsonata::{Bindings, Budget, Dialect, Error, Expression, Outcome};
use expressions::jsonpath::Path;
use expressions::{Scope, SeededEnvironment};
use value::{Object, Value};

use crate::arguments::{Argument, Arguments, read_json, unknown};
use crate::outcome::{Exit, Usage, complain, say};

#[derive(Clone, Copy)]
enum Language {
    Jsonata,
    JsonPath,
    Intrinsic,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut expression, mut input, mut language, mut trace) = (None, Value::Null, None, false);
    let (mut context, mut variables) = (Value::Null, Object::new());
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if expression.is_none() => expression = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one expression too many"))),
            Argument::Option(option) => match option.as_str() {
                "input" => input = read_json(&arguments.value(&option)?)?.0,
                "context" => context = read_json(&arguments.value(&option)?)?.0,
                "variables" => variables = read_variables(&arguments.value(&option)?)?,
                "trace" => trace = true,
                "jsonata" => language = Some(Language::Jsonata),
                "jsonpath" => language = Some(Language::JsonPath),
                "intrinsic" => language = Some(Language::Intrinsic),
                "language" => {
                    language = Some(match arguments.value(&option)?.as_str() {
                        "jsonata" => Language::Jsonata,
                        "jsonpath" => Language::JsonPath,
                        "intrinsic" => Language::Intrinsic,
                        other => return Err(Usage(format!("`{other}` is no language: it is jsonata, jsonpath or intrinsic"))),
                    });
                }
                _ => return Err(unknown(&option)),
            },
        }
    }
    let expression = expression.ok_or_else(|| Usage("`evaluate` needs an expression".to_owned()))?;
    let guessed = match expression.as_str() {
        text if Call::is_call(text) => Language::Intrinsic,
        text if text.starts_with("$.") || text.starts_with("$[") || text.starts_with("$$") => Language::JsonPath,
        _ => Language::Jsonata,
    };
    let mut environment = SeededEnvironment::new(simulator::execution::DEFAULT_START_MILLIS, 1);
    let data = Data { input, context, variables };
    let scope = Scope { input: &data.input, context: &data.context, variables: &data.variables };
    let given = match language.unwrap_or(guessed) {
        Language::JsonPath => Path::parse(&expression)
            .map_err(|error| marked(&expression, error.range.clone(), &error.to_string()))
            .and_then(|path| path.evaluate(&scope).map_err(|error| error.to_string())),
        Language::Intrinsic => Call::parse(&expression)
            .map_err(|error| marked(&expression, error.range.clone(), &error.to_string()))
            .and_then(|call| call.evaluate(&scope, &mut environment).map_err(|error| error.to_string())),
        Language::Jsonata => jsonata(&expression, &data, &mut environment, trace),
    };
    match given {
        Ok(value) => {
            say(&value.to_json_pretty());
            Ok(Exit::Well)
        }
        Err(message) => {
            complain(&format!("error: {message}"));
            Ok(Exit::Found)
        }
    }
}

/// What an expression sees.
struct Data {
    input: Value,
    context: Value,
    variables: Object,
}

fn read_variables(argument: &str) -> Result<Object, Usage> {
    match read_json(argument)?.0 {
        Value::Object(variables) => Ok((*variables).clone()),
        other => Err(Usage(format!("`--variables` is an object of names and values, not {}", other.type_phrase()))),
    }
}

/// `{% … %}` is read as Step Functions reads it, with the input as `$states.input`; anything else may name the input's members
/// and `$`, too.
fn jsonata(text: &str, data: &Data, environment: &mut SeededEnvironment, trace: bool) -> Result<Value, String> {
    let inside = text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}"));
    let (source, dialect) = inside.map_or((text, Dialect::Trial), |source| (source.trim(), Dialect::StepFunctions));
    let (expression, problems) = Expression::parse(source, dialect);
    let show = |error: &Error| marked(source, error.range.clone(), &error.to_string());
    if !problems.is_empty() {
        return Err(problems.iter().map(show).collect::<Vec<_>>().join("\nerror: "));
    }
    let mut states = Object::new();
    states.insert("input", data.input.clone());
    states.insert("context", data.context.clone());
    let states = Value::from(states);
    let context = (dialect == Dialect::Trial).then_some(&data.input);
    let bindings = Bindings { input: context, states: Some(&states), variables: &data.variables };
    let budget = Budget::default();
    let result = if trace {
        let trace = expression.evaluate_traced(&bindings, environment, budget);
        for (range, outcome) in &trace.parts {
            say(&format!(
                "{:>4}..{:<4} {}  →  {}",
                range.start,
                range.end,
                source.get(range.clone()).unwrap_or_default(),
                described(outcome)
            ));
        }
        trace.result
    } else {
        expression.evaluate(&bindings, environment, budget)
    };
    match result {
        Ok(Outcome::Value(value)) if is_infinite(&value) => Err("the expression gives an infinite number".to_owned()),
        Ok(Outcome::Value(value)) => Ok(value),
        Ok(Outcome::Undefined) => Err("the expression gives nothing (undefined)".to_owned()),
        Ok(Outcome::Function) => Err("the expression gives a function".to_owned()),
        Err(error) => Err(show(&error)),
    }
}

/// Whether some number in it is infinite, which JSON cannot say.
fn is_infinite(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.as_f64().is_finite(),
        Value::Array(items) => items.iter().any(is_infinite),
        Value::Object(members) => members.values().any(is_infinite),
        _ => false,
    }
}

fn described(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Value(value) => value.to_json(),
        Outcome::Undefined => "nothing".to_owned(),
        Outcome::Function => "a function".to_owned(),
    }
}

/// How many characters of a line are shown.
const SHOWN: usize = 120;

/// A message with the line of the text it concerns, underlined.
fn marked(text: &str, range: std::ops::Range<usize>, message: &str) -> String {
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let before = text.get(start..range.start).map_or(0, |before| before.chars().count());
    let length = text.get(range).map_or(1, |part| part.lines().next().unwrap_or_default().chars().count().max(1));
    // Of a long line only what is near the place is shown.
    let cut = before.saturating_sub(SHOWN / 2);
    let shown: String = line.chars().skip(cut).take(SHOWN).collect();
    let (lead, rest) = (if cut > 0 { "…" } else { "" }, if line.chars().count() > cut + SHOWN { "…" } else { "" });
    let blanks = " ".repeat(before - cut + lead.chars().count());
    format!("{message}\n  {lead}{shown}{rest}\n  {blanks}{}", "^".repeat(length.min(SHOWN / 2)))
}
