//! `stepwright convert`: a definition in the other notation, or in JSONata.

use std::collections::BTreeMap;

use asl::convert::{losses, to_json, to_yaml};
use asl::document::Document;
use asl::edit::{convert_machine_to_jsonata, convert_state_to_jsonata};
use asl::notation::Notation;
use asl::tree::{Kind, Tree, placeholders, quote};

use crate::arguments::{Argument, Arguments, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, complain, print};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut file, mut to, mut state, mut wanted) = (None, None, None, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if file.is_none() => file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => wanted = Some(arguments.value(&option)?),
                "to" => to = Some(arguments.value(&option)?),
                "state" => state = Some(arguments.value(&option)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    let file = file.ok_or_else(|| Usage("`convert` needs a definition: a file, or - for the standard input".to_owned()))?;
    let opened = open_one(&file, wanted.as_deref())?;
    let document = if opened.found.is_some() { without_tags(&opened.document) } else { opened.document };
    match to.as_deref() {
        Some("yaml") => Ok(other_notation(&document, to_yaml(&document.tree), !document.tree.is_yaml())),
        Some("json") => Ok(other_notation(&document, to_json(&document.tree), document.tree.is_yaml())),
        Some("jsonata") => jsonata(&document, state.as_deref()),
        Some(other) => Err(Usage(format!("`--to` is yaml, json or jsonata, not `{other}`"))),
        None => Err(Usage("`convert` needs `--to yaml`, `--to json` or `--to jsonata`".to_owned())),
    }
}

/// A host's definition with placeholders in the place of the host's tags such as `!Ref`, which mean nothing outside of it.
fn without_tags(document: &Document) -> Document {
    let tree = &document.tree;
    let bare: BTreeMap<u32, String> = placeholders(tree).into_iter().map(|found| (found.span.start, found.name)).collect();
    let nodes = tree.root().into_iter().flat_map(|root| tree.descendants(root));
    let mut tagged: Vec<_> = nodes
        .filter(|node| tree.source(*node).starts_with('!') && matches!(tree.kind(*node), Kind::Placeholder | Kind::String))
        .map(|node| (tree.span(node), if tree.kind(node) == Kind::String { tree.string(node) } else { None }))
        .map(|(span, text)| {
            (span, text.map(|text| text.into_owned()).or_else(|| Some(format!("${{{}}}", bare.get(&span.start)?))))
        })
        .collect();
    tagged.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = document.text.to_string();
    for (span, replacement) in tagged {
        if let Some(replacement) = replacement {
            text.replace_range(span.start as usize..span.end as usize, &quote(&replacement));
        }
    }
    let notation = if document.tree.is_yaml() { Notation::Yaml } else { Notation::Json };
    Document::of(Tree::read_as(text, notation))
}

/// Prints the text, and beside it what is lost.
fn other_notation(document: &Document, text: String, is_other: bool) -> Exit {
    for loss in losses(&document.tree).into_iter().filter(|_| is_other) {
        complain(&format!("note: {loss}"));
    }
    print(&text);
    Exit::Well
}

/// Prints the definition with a state, or all of it, in JSONata; or why that cannot be.
fn jsonata(document: &Document, state: Option<&str>) -> Result<Exit, Usage> {
    let change = match state {
        None => convert_machine_to_jsonata(document),
        Some(name) => {
            let state = document.definition.find(name).ok_or_else(|| Usage(format!("there is no state `{name}`")))?;
            convert_state_to_jsonata(document, state)
        }
    };
    match change {
        Ok(change) => {
            print(&change.apply(&document.text));
            Ok(Exit::Well)
        }
        Err(refusal) => {
            complain(&format!("refused: {refusal}"));
            Ok(Exit::Found)
        }
    }
}
