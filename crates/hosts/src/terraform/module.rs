//! The files of a folder as one module: resources of the file at hand, and what its expressions name.

use hcl_edit::expr::{Expression, Traversal};
use hcl_edit::structure::{Block, Body};

use super::names;
use crate::files::{Files, folder_of};

/// Where an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the file at hand.
    Own,
    /// In another file of the folder, by its number.
    Beside(usize),
}

/// A file with those beside it.
pub struct Module {
    /// The file's path.
    pub path: String,
    /// Its text.
    pub text: String,
    own: Body,
    beside: Vec<Other>,
}

/// Another file of the folder.
struct Other {
    path: String,
    text: String,
    body: Body,
}

impl Module {
    /// Reads a file; those beside it that cannot be read are left out.
    ///
    /// # Errors
    /// A sentence, where the file is no HCL.
    pub fn read(path: &str, text: &str, files: &dyn Files) -> Result<Self, String> {
        let own = hcl_edit::parser::parse_body(text).map_err(|error| {
            let place = error.location();
            format!("line {}, column {}: this is no HCL", place.line(), place.column())
        })?;
        let folder = folder_of(path);
        let names = files.names(folder).into_iter().filter(|name| name.ends_with(".tf"));
        let paths = names.map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") });
        let texts = paths.filter(|other| other != path).filter_map(|other| Some((files.read(&other)?, other)));
        let read = |(text, path): (String, String)| Some(Other { body: hcl_edit::parser::parse_body(&text).ok()?, path, text });
        let beside = texts.filter_map(read).collect();
        Ok(Self { path: path.to_owned(), text: text.to_owned(), own, beside })
    }

    /// What an attribute of the file itself is given.
    pub fn own_attribute(&self, name: &str) -> Option<&Expression> {
        self.own.get_attribute(name).map(|attribute| &attribute.value)
    }

    /// The text of the file that a place is in.
    pub fn text_of(&self, place: Place) -> &str {
        match place {
            Place::Own => &self.text,
            Place::Beside(number) => self.beside.get(number).map_or("", |other| &other.text),
        }
    }

    /// The path of the file that a place is in, if it is another one.
    pub fn other_path(&self, place: Place) -> Option<&str> {
        match place {
            Place::Own => None,
            Place::Beside(number) => self.beside.get(number).map(|other| other.path.as_str()),
        }
    }

    /// The file's own resources of a type, with their names.
    pub fn resources(&self, kind: &str) -> Vec<(&str, &Block)> {
        let blocks =
            self.own.get_blocks("resource").filter(|block| block.labels.first().is_some_and(|label| label.as_str() == kind));
        blocks.filter_map(|block| Some((block.labels.get(1)?.as_str(), block))).collect()
    }

    /// The file's own calls of modules, with their names.
    pub fn modules(&self) -> Vec<(&str, &Block)> {
        self.own.get_blocks("module").filter_map(|block| Some((block.labels.first()?.as_str(), block))).collect()
    }

    /// A resource of the folder.
    pub fn resource(&self, kind: &str, name: &str) -> Option<&Block> {
        self.labelled("resource", kind, name).map(|(block, _)| block)
    }

    /// A data source of the folder.
    pub fn data(&self, kind: &str, name: &str) -> Option<(&Block, Place)> {
        self.labelled("data", kind, name)
    }

    fn labelled(&self, ident: &str, kind: &str, name: &str) -> Option<(&Block, Place)> {
        self.blocks(ident).find(|(block, _)| {
            let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
            labels == [kind, name]
        })
    }

    fn blocks(&self, ident: &str) -> impl Iterator<Item = (&Block, Place)> {
        let own = self.own.blocks().map(|block| (block, Place::Own));
        let beside = self.beside.iter().enumerate();
        let beside = beside.flat_map(|(number, other)| other.body.blocks().map(move |block| (block, Place::Beside(number))));
        let ident = ident.to_owned();
        own.chain(beside).filter(move |(block, _)| block.ident.as_str() == ident)
    }

    /// The expression that `local.NAME` or `var.NAME` stands for.
    pub fn lookup(&self, traversal: &Traversal) -> Option<(&Expression, Place)> {
        let words = names::words_of(traversal);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.named(&words)
    }

    /// The same by words.
    pub fn named(&self, words: &[&str]) -> Option<(&Expression, Place)> {
        match words {
            ["local", name] => {
                let mut locals = self.blocks("locals");
                locals.find_map(|(block, place)| Some((&block.body.get_attribute(name)?.value, place)))
            }
            ["var", name] => {
                let mut variables = self.blocks("variable");
                let (block, place) =
                    variables.find(|(block, _)| block.labels.first().is_some_and(|label| label.as_str() == *name))?;
                Some((&block.body.get_attribute("default")?.value, place))
            }
            _ => None,
        }
    }
}
