//! Opening a file that holds a definition, alone or among other things.

use std::path::Path;

use asl::document::Document;
use asl::notation::Notation;
use asl::text::{LineTable, Position};
use asl::tree::Tree;
use hosts::{Files, Found, Source, find, host_kind};

use crate::arguments::read_file;
use crate::disk::Disk;
use crate::other_file;
use crate::outcome::Usage;
use crate::system::{Kind, system};

/// A definition that was opened.
pub struct Opened {
    /// The definition.
    pub document: Document,
    /// What the host says of it; `None` where the file is the definition itself.
    pub found: Option<Found>,
    /// The host's text and lines, where the definition stands in it.
    host: Option<(String, LineTable)>,
}

impl Opened {
    /// Where a place of the definition stands in the file that was named.
    pub fn position(&self, offset: u32) -> Position {
        match (&self.host, &self.found) {
            (Some((text, lines)), Some(Found { source: Source::Inline(embedding, _), .. })) => {
                lines.position(text, embedding.host_offset(offset as usize) as u32)
            }
            _ => self.document.lines.position(&self.document.text, offset),
        }
    }

    /// The name that a host has for it.
    pub fn place(&self) -> Option<&str> {
        self.found.as_ref().map(|found| found.place.as_str())
    }
}

/// The definitions in a file: the file itself, or all that a host holds and that can be told from it. With a name only the one
/// of that name. What is named YAML is read as YAML, however much it looks like JSON.
pub fn open_all(file: &str, wanted: Option<&str>) -> Result<Vec<Opened>, Usage> {
    all_in(file, read_file(file)?, wanted)
}

/// The same of a file that is read.
fn all_in(file: &str, text: String, wanted: Option<&str>) -> Result<Vec<Opened>, Usage> {
    if host_kind(file, &text).is_none() {
        refuse_other(file, &text)?;
        return match wanted {
            Some(wanted) => Err(Usage(format!("`{file}` holds one definition only; there is no `{wanted}` in it"))),
            None => Ok(vec![Opened { document: document(file, text), found: None, host: None }]),
        };
    }
    let found = find(file, &text, &Disk).map_err(|error| Usage(format!("`{file}`: {error}")))?;
    let names: Vec<String> = found.iter().map(|found| format!("`{}`", found.place)).collect();
    let mut chosen: Vec<Found> = found.into_iter().filter(|found| wanted.is_none_or(|wanted| is_named(found, wanted))).collect();
    if let (Some(wanted), true) = (wanted, chosen.is_empty()) {
        return Err(Usage(format!("`{file}` has no definition `{wanted}`; there are {}", names.join(", "))));
    }
    let unknown = chosen.iter().find_map(|found| match &found.source {
        Source::Unknown(why) => Some(Usage(format!("`{file}`, `{}`: {why}", found.place))),
        _ => None,
    });
    chosen.retain(|found| !matches!(found.source, Source::Unknown(_)));
    match (chosen.is_empty(), unknown) {
        (true, Some(unknown)) => return Err(unknown),
        (true, None) => return Err(Usage(format!("`{file}` holds no definition"))),
        _ => {}
    }
    let opened = chosen.into_iter().filter_map(|found| {
        let inline = matches!(found.source, Source::Inline(..));
        let holding = found.included.as_ref().map_or_else(|| Some(text.clone()), |file| Disk.read(file));
        let host = holding.filter(|_| inline).map(|text| {
            let lines = LineTable::new(&text);
            (text, lines)
        });
        Some(Opened { document: found.document()?, found: Some(found), host })
    });
    Ok(opened.collect())
}

/// The only definition in a file, or the one of a name. It must be readable.
pub fn open_one(file: &str, wanted: Option<&str>) -> Result<Opened, Usage> {
    one_in(file, read_file(file)?, wanted)
}

/// The same of a file that is read.
fn one_in(file: &str, text: String, wanted: Option<&str>) -> Result<Opened, Usage> {
    let mut all = all_in(file, text, wanted)?;
    if all.len() > 1 {
        let names: Vec<String> = all.iter().filter_map(Opened::place).map(|place| format!("`{place}`")).collect();
        return Err(Usage(format!("`{file}` holds several definitions: choose one with `--where`: {}", names.join(", "))));
    }
    let opened = all.pop().ok_or_else(|| Usage(format!("`{file}` holds no definition")))?;
    sound(file, opened)
}

/// The definitions in a file that is named, or is named as `FILE#NAME` for one of them. They must be readable.
pub fn open_each(file: &str, wanted: Option<&str>) -> Result<Vec<Opened>, Usage> {
    let named = file.rsplit_once('#').filter(|_| system().kind(file) == Kind::Nothing);
    let (file, wanted) = named.map_or((file, wanted), |(file, name)| (file, Some(name)));
    open_all(file, wanted)?.into_iter().map(|opened| sound(file, opened)).collect()
}

fn sound(file: &str, opened: Opened) -> Result<Opened, Usage> {
    if opened.document.is_broken() {
        let message = opened.document.problems.first().map_or("it cannot be read", |problem| problem.message.as_str());
        return Err(Usage(format!("`{file}`: {message}")));
    }
    Ok(opened)
}

/// A definition's text to be run, whatever is wrong with it: that of a host with the trial values that the host says.
pub fn text_to_run(file: &str, wanted: Option<&str>) -> Result<String, Usage> {
    let text = read_file(file)?;
    if host_kind(file, &text).is_none() {
        refuse_other(file, &text)?;
        return Ok(text);
    }
    let opened = one_in(file, text, wanted)?;
    let values = opened.found.map(|found| found.trial_values()).unwrap_or_default();
    Ok(opened.document.tree.filled(&values))
}

/// Says what a file is that holds no definition.
fn refuse_other(file: &str, text: &str) -> Result<(), Usage> {
    match other_file::describe(text) {
        Some(what) => Err(Usage(format!("`{file}`: {what}"))),
        None => Ok(()),
    }
}

/// A place may be named by its last part.
fn is_named(found: &Found, wanted: &str) -> bool {
    found.place == wanted || found.place.strip_suffix(wanted).is_some_and(|before| before.ends_with('.'))
}

fn document(file: &str, text: String) -> Document {
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending {
        "yaml" | "yml" => Document::of(Tree::read_as(text, Notation::Yaml)),
        _ => Document::new(text),
    }
}
