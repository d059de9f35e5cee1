//! `stepwright evaluate`: what an expression gives for an input.

use expressions::intrinsic::Call;
use expressions::jsonata::{Bindings, Budget, Dialect, Expression, Outcome};
use expressions::jsonpath::Path;
use expressions::{NoVariables, Scope, SeededEnvironment};
use value::Value;

use crate::arguments::{Argument, Arguments, read_json, unknown};
use crate::outcome::{Exit, Usage};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut expression, mut input, mut language) = (None, Value::Null, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if expression.is_none() => expression = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one expression too many"))),
            Argument::Option(option) => match option.as_str() {
                "input" => input = read_json(&arguments.value(&option)?)?.0,
                "language" => language = Some(arguments.value(&option)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let expression = expression.ok_or_else(|| Usage("`evaluate` needs an expression".to_owned()))?;
    let guessed = match expression.as_str() {
        text if Call::is_call(text) => "intrinsic",
        text if text.starts_with("$.") || text.starts_with("$[") => "jsonpath",
        _ => "jsonata",
    };
    let mut environment = SeededEnvironment::new(simulator::execution::DEFAULT_START_MILLIS, 1);
    let scope = Scope::of_input(&input);
    let given = match language.as_deref().unwrap_or(guessed) {
        "jsonpath" => Path::parse(&expression)
            .map_err(|error| error.to_string())
            .and_then(|path| path.evaluate(&scope).map_err(|error| error.to_string())),
        "intrinsic" => Call::parse(&expression)
            .map_err(|error| error.to_string())
            .and_then(|call| call.evaluate(&scope, &mut environment).map_err(|error| error.to_string())),
        "jsonata" => jsonata(&expression, &input, &mut environment),
        other => return Err(Usage(format!("`{other}` is no language: it is jsonata, jsonpath or intrinsic"))),
    };
    match given {
        Ok(value) => {
            println!("{}", value.to_json_pretty());
            Ok(Exit::Well)
        }
        Err(message) => {
            eprintln!("error: {message}");
            Ok(Exit::Found)
        }
    }
}

fn jsonata(text: &str, input: &Value, environment: &mut SeededEnvironment) -> Result<Value, String> {
    let source = text.strip_prefix("{%").and_then(|text| text.strip_suffix("%}")).unwrap_or(text);
    let (expression, problems) = Expression::parse(source, Dialect::Standard);
    if let Some(problem) = problems.first() {
        return Err(problem.to_string());
    }
    let states = Value::object([("input", input.clone())]);
    let bindings = Bindings { input: Some(input), states: Some(&states), variables: &NoVariables };
    match expression.evaluate(&bindings, environment, Budget::default()) {
        Ok(Outcome::Value(value)) => Ok(value),
        Ok(Outcome::Undefined) => Err("the expression gives nothing (undefined)".to_owned()),
        Ok(Outcome::Function) => Err("the expression gives a function".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
