//! `stepwright policy`: the least-privilege policy of a workflow's execution role.

use asl::document::Document;
use policy::{
    Derived, Finding, Given, Options, Style, check, cloudformation, derive, explain, sam, statements, terraform, value,
};
use value::Value;

use crate::arguments::{Argument, Arguments, read_json, unknown};
use crate::definition_file;
use crate::outcome::{Exit, Usage, print, say};

/// What is printed.
enum Form {
    Json,
    Words,
    Sam,
    CloudFormation,
    Terraform,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut file, mut wanted, mut form, mut given) = (None, None, Form::Json, None);
    let mut options = Options::default();
    let (mut region, mut account, mut partition) = ("*".to_owned(), "*".to_owned(), None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if file.is_none() => file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => wanted = Some(arguments.value(&option)?),
                "json" => form = Form::Json,
                "explain" => form = Form::Words,
                "to" => form = form_of(&arguments.value(&option)?)?,
                "check" => given = Some(arguments.value(&option)?),
                "name" => options.name = Some(arguments.value(&option)?),
                "logging" => options.logging = true,
                "tracing" => options.tracing = true,
                "kms-key" => options.kms_key = Some(arguments.value(&option)?),
                "region" => region = arguments.value(&option)?,
                "account" => account = arguments.value(&option)?,
                "partition" => partition = Some(arguments.value(&option)?),
                // The same for both types; taken so that calls of other commands can be repeated.
                "type" => drop(crate::validate::workflow_type(&arguments.value(&option)?)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let file = file.ok_or_else(|| Usage("`policy` needs a definition: a file, or - for the standard input".to_owned()))?;
    let opened = definition_file::open_one(&file, wanted.as_deref())?;
    let mut document = opened.document.clone();
    if let Some(found) = &opened.found {
        // With the host's own expressions the policy fits into the host.
        document = Document::new(document.tree.filled(&found.own_expressions()));
        options.name = options.name.or_else(|| found.properties.name.clone());
        options.logging |= found.properties.logging;
        options.tracing |= found.properties.tracing;
    }
    let derived = derive(&document.definition, &options);
    let partition = partition.or_else(|| derived.partition.clone()).unwrap_or_else(|| "aws".to_owned());
    let style = Style::Plain { partition, region, account };
    match given {
        Some(given) => compare(&read_json(&given)?.0, &derived, &form),
        None => {
            print_policy(&derived, &form, &style);
            Ok(Exit::Well)
        }
    }
}

fn form_of(word: &str) -> Result<Form, Usage> {
    match word {
        "json" => Ok(Form::Json),
        "sam" => Ok(Form::Sam),
        "cloudformation" => Ok(Form::CloudFormation),
        "terraform" => Ok(Form::Terraform),
        _ => Err(Usage(format!("`--to` is sam, cloudformation, terraform or json, not `{word}`"))),
    }
}

fn print_policy(derived: &Derived, form: &Form, style: &Style) {
    let gathered = statements(&derived.grants);
    match form {
        Form::Json => say(&value(derived, style).to_json_pretty()),
        Form::Words => say(&explain(derived, style)),
        Form::Sam => print(&sam(&gathered)),
        Form::CloudFormation => print(&cloudformation(&gathered, "StateMachineRole")),
        Form::Terraform => print(&terraform(&gathered, "state_machine")),
    }
}

/// What is missing in a given policy and what is too much; found when there is any.
fn compare(given: &Value, derived: &Derived, form: &Form) -> Result<Exit, Usage> {
    let given = Given::read(given).map_err(Usage)?;
    let findings = check(&given, &derived.grants);
    match form {
        Form::Words => findings.iter().for_each(|finding| say(&sentence(finding))),
        _ => say(&Value::object([("findings", findings.iter().map(finding_value).collect::<Vec<_>>())]).to_json_pretty()),
    }
    Ok(if findings.is_empty() { Exit::Well } else { Exit::Found })
}

fn sentence(finding: &Finding) -> String {
    match finding {
        Finding::Missing { action, resource, states } => format!("missing: {action} on {resource}, for {}", states.join(", ")),
        Finding::NotNeeded { action } => format!("too much: {action} is not needed"),
        Finding::TooManyActions { action, enough } => format!("too wide: {action}; enough: {}", enough.join(", ")),
        Finding::TooWide { action, resource, enough } => {
            format!("too much: {action} on {resource}; enough: {}", enough.join(", "))
        }
    }
}

fn finding_value(finding: &Finding) -> Value {
    let list = |texts: &[String]| Value::from(texts.iter().map(|text| Value::from(text.as_str())).collect::<Vec<_>>());
    let text = |text: &str| Value::from(text);
    match finding {
        Finding::Missing { action, resource, states } => Value::object([
            ("kind", text("missing")),
            ("action", text(action)),
            ("resource", text(resource)),
            ("states", list(states)),
        ]),
        Finding::NotNeeded { action } => Value::object([("kind", text("not needed")), ("action", text(action))]),
        Finding::TooManyActions { action, enough } => {
            Value::object([("kind", text("too wide")), ("action", text(action)), ("enough", list(enough))])
        }
        Finding::TooWide { action, resource, enough } => Value::object([
            ("kind", text("too wide")),
            ("action", text(action)),
            ("resource", text(resource)),
            ("enough", list(enough)),
        ]),
    }
}
