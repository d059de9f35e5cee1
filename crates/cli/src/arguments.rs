//! Reading the command line, and the files that it names.

use std::ffi::OsString;
use std::path::Path;

use asl::tree::Tree;
use value::Value;
use value::encoding::{self, Encoding};

use crate::outcome::{Usage, complain};
use crate::system::{Kind, system};

/// The arguments after the program's name.
pub struct Arguments(lexopt::Parser);

/// One argument.
pub enum Argument {
    /// A word that belongs to no option.
    Word(String),
    /// The name of an option, without its dashes.
    Option(String),
}

impl Arguments {
    /// The words after the program's name.
    pub fn new(words: impl IntoIterator<Item = OsString, IntoIter: 'static>) -> Self {
        Self(lexopt::Parser::from_args(words))
    }

    /// The next argument.
    pub fn next(&mut self) -> Result<Option<Argument>, Usage> {
        Ok(match self.0.next()? {
            None => None,
            Some(lexopt::Arg::Long(name)) => Some(Argument::Option(name.to_owned())),
            Some(lexopt::Arg::Short(name)) => Some(Argument::Option(name.to_string())),
            Some(lexopt::Arg::Value(word)) => Some(Argument::Word(text(word)?)),
        })
    }

    /// The next argument, as it is written.
    pub fn word(&mut self) -> Result<Option<String>, Usage> {
        Ok(self.next()?.map(|argument| match argument {
            Argument::Word(word) => word,
            Argument::Option(name) => format!("--{name}"),
        }))
    }

    /// The value of the option at hand.
    pub fn value(&mut self, option: &str) -> Result<String, Usage> {
        let value = self.0.value().map_err(|_| Usage(format!("`--{option}` needs a value")))?;
        text(value)
    }
}

fn text(word: OsString) -> Result<String, Usage> {
    word.into_string().map_err(|word| Usage(format!("`{}` is not UTF-8", word.to_string_lossy())))
}

/// The error of an option that a command does not know.
pub fn unknown(option: &str) -> Usage {
    Usage(format!("there is no option `--{option}` here; try `stepwright help`"))
}

/// The text of a file, or of the standard input for `-`: of a picture the definition that it holds. Other encodings than UTF-8
/// are told.
pub fn read_file(path: &str) -> Result<String, Usage> {
    let bytes = if path == "-" {
        system().read_input().map_err(|error| Usage(format!("the standard input cannot be read: {error}")))?
    } else {
        system().read(path).map_err(|error| Usage(format!("`{path}` cannot be read: {error}")))?
    };
    if let Some(definition) = ::diagram::picture::definition_in(&bytes) {
        return Ok(definition);
    }
    let (text, encoding) =
        encoding::decode(&bytes).ok_or_else(|| Usage(format!("`{path}` is no text in UTF-8, UTF-16 or Windows-1252")))?;
    if encoding != Encoding::Utf8 {
        complain(&format!("note: `{path}` is read as {}", encoding.name()));
    }
    Ok(text)
}

/// The files that these words name: themselves, and for a folder all in it that look like definitions, in the order of their
/// paths.
pub fn definitions_in(words: Vec<String>) -> Result<Vec<String>, Usage> {
    let mut files = Vec::new();
    for word in words {
        if !is_folder(&word) {
            files.push(word);
            continue;
        }
        let before = files.len();
        let mut found = Vec::new();
        walk(&word, &mut found)?;
        files.extend(found.into_iter().filter(|file| looks_like_definition(file)));
        if files.len() == before {
            return Err(Usage(format!(
                "`{word}` holds no definitions: no .json, .asl, .yaml or .yml file with `StartAt` or `States`"
            )));
        }
    }
    Ok(files)
}

/// Whether a file among others is a definition: it has `StartAt` or `States` at its top, or is broken and names one of them.
fn looks_like_definition(file: &str) -> bool {
    let Some((text, _)) = system().read(file).ok().and_then(|bytes| encoding::decode(&bytes)) else { return false };
    let tree = Tree::read(text.as_str());
    let named = |name: &str| tree.root().is_some_and(|root| tree.member(root, name).is_some());
    if tree.problems().is_empty() {
        named("StartAt") || named("States")
    } else {
        text.contains("\"StartAt\"") || text.contains("\nStartAt:")
    }
}

/// Whether a path leads to a folder.
pub fn is_folder(path: &str) -> bool {
    matches!(system().kind(path), Kind::Folder | Kind::LinkedFolder)
}

fn walk(folder: &str, files: &mut Vec<String>) -> Result<(), Usage> {
    let names = system().names(folder).map_err(|error| Usage(format!("`{folder}` cannot be read: {error}")))?;
    let mut paths: Vec<_> = names.into_iter().map(|name| Path::new(folder).join(name)).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let name = path.to_string_lossy().into_owned();
        match system().kind(&name) {
            Kind::Folder => walk(&name, files)?,
            Kind::File if ["json", "asl", "yaml", "yml"].contains(&ending) => files.push(name),
            _ => {}
        }
    }
    Ok(())
}

/// JSON given as a file, as text, or by `-` on the standard input: the value and its text.
pub fn read_json(argument: &str) -> Result<(Value, String), Usage> {
    let is_file = argument == "-" || system().kind(argument) == Kind::File;
    let text = if is_file { read_file(argument)? } else { argument.to_owned() };
    match value::parse(&text) {
        Ok(value) => Ok((value, text.trim().to_owned())),
        Err(error) if is_file => Err(Usage(format!("`{argument}` is not JSON: {error}"))),
        Err(error) => Err(Usage(format!("`{argument}` is neither a file nor JSON: {error}"))),
    }
}
