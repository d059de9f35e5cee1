//! `stepwright validate`: what is wrong with definitions, in the shape of ValidateStateMachineDefinition.

use asl::lint::{self, MATTERS_OF_TASTE, Options, RULES, Rule, Severity, WorkflowType};
use value::{Object, Value};

use crate::api_data;
use crate::arguments::{Argument, Arguments, definitions_in, unknown};
use crate::definition_file::open_all;
use crate::outcome::{Exit, Usage, complain, say};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let mut files = Vec::new();
    let mut options = Options { as_service: true, ..Options::default() };
    let (mut pedantic, mut api) = (false, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(file) => files.push(file),
            Argument::Option(option) if option == "explain" => return explain(&arguments.value(&option)?),
            Argument::Option(option) if option == "type" => options.workflow_type = workflow_type(&arguments.value(&option)?)?,
            Argument::Option(option) if option == "pedantic" => pedantic = true,
            Argument::Option(option) if option == "api" => api = true,
            Argument::Option(option) => return Err(unknown(&option)),
        }
    }
    if files.is_empty() {
        return Err(Usage("`validate` needs a definition: a file, or - for the standard input".to_owned()));
    }
    let files = definitions_in(files)?;
    let mut exit = Exit::Well;
    for file in &files {
        let all = match open_all(file, None) {
            Err(Usage(what)) if files.len() > 1 => {
                complain(&format!("note: {what}"));
                exit = Exit::Found;
                continue;
            }
            all => all?,
        };
        for opened in all {
            let mut options = options;
            if let Some(found) = &opened.found {
                options.workflow_type = found.properties.workflow_type.unwrap_or(options.workflow_type);
            }
            let mut diagnostics = lint::lint(&opened.document, options);
            diagnostics.retain(|found| pedantic || !MATTERS_OF_TASTE.contains(&found.rule));
            if api {
                let services = api_data::services_of(&opened.document);
                let found = catalogue::lint(&opened.document, |name| services.get(name), &diagnostics);
                diagnostics.extend(found);
            }
            if diagnostics.iter().any(|found| found.severity == Severity::Error) {
                exit = Exit::Found;
            }
            let mut printed = Object::new();
            if files.len() > 1 {
                printed.insert("file", file.as_str());
            }
            if let Some(place) = opened.place() {
                printed.insert("where", place);
            }
            for (name, value) in lint::answer(&diagnostics, &|offset| opened.position(offset)) {
                printed.insert(name, value);
            }
            say(&Value::from(printed).to_json_pretty());
        }
    }
    Ok(exit)
}

/// Prints the page of a rule, or with `all` of every rule.
fn explain(name: &str) -> Result<Exit, Usage> {
    if name == catalogue::RULE {
        say(catalogue::PAGE);
        return Ok(Exit::Well);
    }
    let pages: Vec<String> = RULES.iter().filter(|rule| name == "all" || rule.name == name).map(Rule::page).collect();
    if pages.is_empty() {
        return Err(Usage(format!("there is no rule `{name}`; `--explain all` prints all")));
    }
    say(&pages.join("\n"));
    Ok(Exit::Well)
}

/// The type that a word names.
pub fn workflow_type(word: &str) -> Result<WorkflowType, Usage> {
    match word.to_ascii_lowercase().as_str() {
        "standard" => Ok(WorkflowType::Standard),
        "express" => Ok(WorkflowType::Express),
        _ => Err(Usage(format!("`--type` is `standard` or `express`, not `{word}`"))),
    }
}
