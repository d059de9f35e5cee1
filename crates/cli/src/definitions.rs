//! `stepwright definitions`: the definitions that files hold among other things.

use hosts::{Found, Meaning, Source, definition_value, find, host_kind};
use value::{Object, Value};

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::disk::Disk;
use crate::outcome::{Exit, Usage, say};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut files, mut json) = (vec![], false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(file) => files.push(file),
            Argument::Option(option) if option == "json" => json = true,
            Argument::Option(option) => return Err(unknown(&option)),
        }
    }
    if files.is_empty() {
        return Err(Usage(
            "`definitions` needs a file: a SAM or CloudFormation template, serverless.yml, or Terraform".to_owned(),
        ));
    }
    let mut listed = vec![];
    for file in &files {
        let text = read_file(file)?;
        let found = find(file, &text, &Disk).map_err(|error| Usage(format!("`{file}`: {error}")))?;
        if found.is_empty() && host_kind(file, &text).is_none() {
            return Err(Usage(format!("`{file}` is no file that holds definitions: no template, serverless.yml or Terraform")));
        }
        listed.extend(found.into_iter().map(|found| (file.as_str(), found)));
    }
    if json {
        let several = files.len() > 1;
        let rows: Vec<Value> = listed.iter().map(|(file, found)| row(several.then_some(file), found)).collect();
        say(&Value::object([("definitions", rows)]).to_json_pretty());
    } else {
        listed.iter().for_each(|(file, found)| say(&sentence(file, found)));
    }
    Ok(Exit::Well)
}

fn row(file: Option<&&str>, found: &Found) -> Value {
    let mut row = Object::new();
    if let Some(file) = file {
        row.insert("file", *file);
    }
    row.insert("where", found.place.as_str());
    row.insert("how", found.how);
    row.insert("line", found.line as i64);
    if let Some(included) = &found.included {
        row.insert("includedFile", included.as_str());
    }
    match &found.source {
        Source::File { path, .. } => drop(row.insert("definitionFile", path.as_str())),
        Source::Unknown(why) => drop(row.insert("unknown", why.as_str())),
        Source::Inline(..) => {}
    }
    let document = found.document();
    row.insert("definition", document.map(|document| definition_value(&document.tree)));
    let mut substitutions = Object::new();
    for substitution in &found.substitutions {
        let value = match &substitution.meaning {
            Meaning::Text(text) => Value::from(text.as_str()),
            Meaning::Made(_, value) => Value::from(value.as_str()),
            Meaning::Open(_) => Value::Null,
        };
        substitutions.insert(substitution.name.as_str(), value);
    }
    row.insert("trialValues", substitutions);
    Value::from(row)
}

fn sentence(file: &str, found: &Found) -> String {
    let line = found.line;
    let rest = match &found.source {
        Source::Inline(..) => String::new(),
        Source::File { path, .. } => format!(" from {path}"),
        Source::Unknown(why) => format!(": {why}"),
    };
    let file = found.included.as_deref().unwrap_or(file);
    format!("{file}:{line}: {} ({}){rest}", found.place, found.how)
}
