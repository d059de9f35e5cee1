//! `stepwright conformance`: runs case files of recordings of the real service, and of other engines, and compares.

mod cases;
mod compare;
mod definition;
mod execution;
mod history;
mod host;
mod jsonata;
mod report;
mod test_state;

use value::Value;

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::outcome::{Exit, Usage};
use crate::system::system;
use report::Report;

/// What became of one case.
pub enum Verdict {
    /// As recorded.
    Passed(Value),
    /// Not as recorded: what the engine answered, and in what it differs.
    Failed(Value, String),
    /// Not run, and why.
    Skipped(String),
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut files, mut results, mut verbose) = (Vec::new(), None, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(file) => files.push(file),
            Argument::Option(option) => match option.as_str() {
                "results" => results = Some(arguments.value(&option)?),
                "verbose" => verbose = true,
                _ => return Err(unknown(&option)),
            },
        }
    }
    if files.is_empty() {
        return Err(Usage("`conformance` needs case files".to_owned()));
    }
    let mut report = Report::new(verbose);
    for file in &files {
        let text = jsonata::without_lone_surrogates(&read_file(file)?);
        let value = value::parse(&text).map_err(|error| Usage(format!("`{file}` is not JSON: {error}")))?;
        cases::run_file(file, &value, &mut report)?;
    }
    if let Some(path) = results {
        system()
            .write(&path, report.results().to_json_pretty().as_bytes())
            .map_err(|error| Usage(format!("`{path}` cannot be written: {error}")))?;
    }
    report.print();
    Ok(if report.failures() == 0 { Exit::Well } else { Exit::Found })
}
