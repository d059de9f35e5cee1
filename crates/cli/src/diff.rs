//! `stepwright diff`: what differs between two versions of a workflow, and what that means.

use std::sync::Arc;

use simulator::scenario::{Scenario, read_scenarios};
use versions::{Behaviour, behaviour, compare, json, markdown, mermaid, svg, text};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::definition_file::{Opened, open_one};
use crate::outcome::{Exit, Usage, print, say};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut files, mut scenarios, mut to, mut wanted) = (vec![], None, "text".to_owned(), None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) => files.push(word),
            Argument::Option(option) => match option.as_str() {
                "scenarios" => scenarios = Some(arguments.value(&option)?),
                "to" => to = arguments.value(&option)?,
                "where" => wanted = Some(arguments.value(&option)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let [old, new] = files.as_slice() else {
        return Err(Usage("`diff` needs two definitions: the old one and the new one".to_owned()));
    };
    let (old, new) = (open_one(old, wanted.as_deref())?, open_one(new, wanted.as_deref())?);
    let comparison = compare(&old.document, &new.document);
    let runs = match scenarios {
        Some(file) => runs(&old, &new, &file, &comparison)?,
        None => vec![],
    };
    match to.as_str() {
        "text" => print(&text(&comparison, &runs)),
        "markdown" => print(&markdown(&comparison, &runs)),
        "json" => say(&json(&comparison, &runs).to_json_pretty()),
        "mermaid" => print(&mermaid(&old.document, &new.document, &comparison)),
        "svg" => print(&svg(&old.document, &new.document, &comparison)),
        _ => return Err(Usage(format!("`--to` is text, markdown, mermaid, svg or json, not `{to}`"))),
    }
    let same = comparison.is_empty() && runs.iter().all(|run| run.differences.is_empty());
    Ok(if same { Exit::Well } else { Exit::Found })
}

fn runs(old: &Opened, new: &Opened, file: &str, comparison: &versions::Comparison) -> Result<Vec<Behaviour>, Usage> {
    let wrong = |message: String| Usage(format!("`{file}`: {message}"));
    let text = read_file(file)?;
    let scenarios: Vec<Scenario> = read_scenarios(&text).map_err(|error| wrong(error.to_string()))?;
    let value = value::parse(&text).map_err(|error| wrong(error.to_string()))?;
    let values = simulator::scenario::read_placeholders(&value).map_err(|error| wrong(error.to_string()))?;
    let program = |opened: &Opened| -> Result<Arc<simulator::Program>, Usage> {
        let mut values = values.clone();
        values.extend(opened.found.iter().flat_map(|found| found.trial_values()));
        let text = opened.document.tree.filled(&values);
        let program = simulator::load(&text)
            .map_err(|problems| Usage(problems.first().map_or_else(|| "it cannot be run".to_owned(), ToString::to_string)))?;
        Ok(Arc::new(program))
    };
    Ok(behaviour(&program(old)?, &program(new)?, &scenarios, &comparison.names))
}
