//! Opening a file that holds a definition.

use std::path::Path;

use asl::document::Document;
use asl::notation::Notation;
use asl::tree::Tree;

use crate::arguments::read_file;
use crate::outcome::Usage;

/// The definition in a file. What is named YAML is read as YAML, however much it looks like JSON.
pub fn open(file: &str) -> Result<Document, Usage> {
    let text = read_file(file)?;
    let ending = Path::new(file).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let document = match ending {
        "yaml" | "yml" => Document::of(Tree::read_as(text, Notation::Yaml)),
        _ => Document::new(text),
    };
    if document.is_broken() {
        let message = document.problems.first().map_or("it cannot be read", |problem| problem.message.as_str());
        return Err(Usage(format!("`{file}`: {message}")));
    }
    Ok(document)
}
