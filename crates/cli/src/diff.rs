//! `stepwright diff`: what differs between two versions of a workflow, and what that means.

use std::sync::Arc;

use simulator::scenario::{Scenario, read_scenarios};
use value::Value;
use versions::{Behaviour, Comparison, behaviour, compare, json, markdown, mermaid, svg, text};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::definition_file::{Opened, open_each};
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
    let (old, new) = (open_each(old, wanted.as_deref())?, open_each(new, wanted.as_deref())?);
    match (old.as_slice(), new.as_slice()) {
        ([old], [new]) => one(old, new, scenarios.as_deref(), &to),
        _ => several(&old, &new, scenarios.as_deref(), &to),
    }
}

/// One machine compared with one, whatever they are called.
fn one(old: &Opened, new: &Opened, scenarios: Option<&str>, to: &str) -> Result<Exit, Usage> {
    let comparison = compare(&old.document, &new.document);
    let runs = scenarios.map_or(Ok(vec![]), |file| runs(old, new, file, &comparison))?;
    match to {
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

/// The machines of two hosts, each compared with the one of its name.
fn several(old: &[Opened], new: &[Opened], scenarios: Option<&str>, to: &str) -> Result<Exit, Usage> {
    let names = |side: &[Opened]| side.iter().map(|opened| format!("`{}`", name(opened))).collect::<Vec<_>>().join(", ");
    if scenarios.is_some() || !matches!(to, "text" | "markdown" | "json") {
        let choose = "choose one of each with `FILE#NAME`, or one of both with `--where NAME`";
        let message = format!("there are several machines ({}; {}): {choose}", names(old), names(new));
        return Err(Usage(message));
    }
    let other = |opened: &Opened, side: &[Opened]| side.iter().position(|other| name(other) == name(opened));
    let pairs: Vec<(&Opened, Comparison)> =
        old.iter().filter_map(|before| Some((before, compare(&before.document, &new[other(before, new)?].document)))).collect();
    let only = |side: &'_ [Opened], others: &[Opened]| -> Vec<String> {
        side.iter().filter(|opened| other(opened, others).is_none()).map(|opened| name(opened).to_owned()).collect()
    };
    let (gone, fresh) = (only(old, new), only(new, old));
    let same = gone.is_empty() && fresh.is_empty() && pairs.iter().all(|(_, comparison)| comparison.is_empty());
    print_several(&pairs, &gone, &fresh, to);
    Ok(if same { Exit::Well } else { Exit::Found })
}

fn print_several(pairs: &[(&Opened, Comparison)], gone: &[String], fresh: &[String], to: &str) {
    if to == "json" {
        let same = gone.is_empty() && fresh.is_empty() && pairs.iter().all(|(_, comparison)| comparison.is_empty());
        let machine = |(opened, comparison): &(&Opened, Comparison)| {
            let mut object = json(comparison, &[]).as_object().map(|object| (**object).clone()).unwrap_or_default();
            object.insert("name", name(opened));
            Value::from(object)
        };
        let list = |names: &[String]| names.iter().map(|name| Value::from(name.as_str())).collect::<Vec<_>>();
        let machines = pairs.iter().map(machine).collect::<Vec<_>>();
        let whole = Value::object([
            ("same", Value::from(same)),
            ("machines", Value::from(machines)),
            ("added", Value::from(list(fresh))),
            ("removed", Value::from(list(gone))),
        ]);
        return say(&whole.to_json_pretty());
    }
    for (opened, comparison) in pairs {
        match to {
            "markdown" => print(&format!("## `{}`\n\n{}\n", name(opened), markdown(comparison, &[]))),
            _ => print(&format!("{}:\n{}", name(opened), text(comparison, &[]))),
        }
    }
    gone.iter().for_each(|name| say(&format!("the machine `{name}` is gone")));
    fresh.iter().for_each(|name| say(&format!("the machine `{name}` is new")));
}

/// A machine's name in its host: the last part of its address.
fn name(opened: &Opened) -> &str {
    opened.place().map_or("", |place| place.rsplit('.').next().unwrap_or(place))
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
