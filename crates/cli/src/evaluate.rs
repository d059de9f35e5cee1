//! `stepwright evaluate`: what an expression gives for an input.

use expressions::intrinsic::Call;
use expressions::jsonata::{Bindings, Budget, Dialect, Error, Expression, Outcome};
use expressions::jsonpath::Path;
use expressions::{NoVariables, Scope, SeededEnvironment};
use value::Value;

use crate::arguments::{Argument, Arguments, read_json, unknown};
use crate::outcome::{Exit, Usage, say};

#[derive(Clone, Copy)]
enum Language {
    Jsonata,
    JsonPath,
    Intrinsic,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut expression, mut input, mut language, mut trace) = (None, Value::Null, None, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if expression.is_none() => expression = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one expression too many"))),
            Argument::Option(option) => match option.as_str() {
                "input" => input = read_json(&arguments.value(&option)?)?.0,
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
        text if text.starts_with("$.") || text.starts_with("$[") => Language::JsonPath,
        _ => Language::Jsonata,
    };
    let mut environment = SeededEnvironment::new(simulator::execution::DEFAULT_START_MILLIS, 1);
    let scope = Scope::of_input(&input);
    let given = match language.unwrap_or(guessed) {
        Language::JsonPath => Path::parse(&expression)
            .map_err(|error| marked(&expression, error.range.clone(), &error.to_string()))
            .and_then(|path| path.evaluate(&scope).map_err(|error| error.to_string())),
        Language::Intrinsic => Call::parse(&expression)
            .map_err(|error| marked(&expression, error.range.clone(), &error.to_string()))
            .and_then(|call| call.evaluate(&scope, &mut environment).map_err(|error| error.to_string())),
        Language::Jsonata => jsonata(&expression, &input, &mut environment, trace),
    };
    match given {
        Ok(value) => {
            say(&value.to_json_pretty());
            Ok(Exit::Well)
        }
        Err(message) => {
            eprintln!("error: {message}");
            Ok(Exit::Found)
        }
    }
}

/// `{% … %}` is read as Step Functions reads it, with the input as `$states.input`; anything else as JSONata itself.
fn jsonata(text: &str, input: &Value, environment: &mut SeededEnvironment, trace: bool) -> Result<Value, String> {
    let inside = text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}"));
    let (source, dialect) = inside.map_or((text, Dialect::Extended), |source| (source.trim(), Dialect::StepFunctions));
    let (expression, problems) = Expression::parse(source, dialect);
    let show = |error: &Error| marked(source, error.range.clone(), &error.to_string());
    if !problems.is_empty() {
        return Err(problems.iter().map(show).collect::<Vec<_>>().join("\nerror: "));
    }
    let states = Value::object([("input", input.clone())]);
    let context = (dialect == Dialect::Extended).then_some(input);
    let bindings = Bindings { input: context, states: Some(&states), variables: &NoVariables };
    let budget = Budget { depth: 300, memory: 100_000_000, ..Budget::default() };
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
        Ok(Outcome::Value(value)) => Ok(value),
        Ok(Outcome::Undefined) => Err("the expression gives nothing (undefined)".to_owned()),
        Ok(Outcome::Function) => Err("the expression gives a function".to_owned()),
        Err(error) => Err(show(&error)),
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
