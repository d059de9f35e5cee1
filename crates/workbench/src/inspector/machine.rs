//! The form of the machine itself.

use asl::document::Document;
use asl::language::{Place, fields_of};

use super::field::Field;
use super::reader::{of_table, written};

/// The fields of the machine, but those that the canvas is for.
#[must_use]
pub fn machine(document: &Document) -> Vec<Field> {
    let picture = &document.picture;
    let language = picture.definition.machine().default_query_language;
    let order = ["Comment", "TimeoutSeconds", "QueryLanguage", "Version"];
    let known = order.into_iter().filter_map(|name| fields_of(Place::Machine).find(|known| known.name == name));
    known
        .map(|known| {
            let read = |pointer: &str, encoding| written(&picture.tree, picture.tree.find(pointer)?, encoding);
            of_table(known, format!("/{}", known.name), language, read)
        })
        .collect()
}
