//! What a template says of a definition's placeholders.

use std::collections::BTreeMap;

use asl::definition::NodeId;
use asl::tree::{Kind, Tree, placeholder_names};

use super::Template;
use crate::found::{Meaning, Substitution};
use crate::trial;

/// Meanings within meanings deeper than this are left open.
const MAX_DEPTH: usize = 8;

/// What the placeholders of a machine's definition stand for: by `DefinitionSubstitutions`, by the map of its `Fn::Sub`, else
/// by the template's own names.
#[must_use]
pub fn substitutions(
    template: &Template,
    properties: NodeId,
    definition: NodeId,
    text: &str,
    meanings: BTreeMap<String, Meaning>,
) -> Vec<Substitution> {
    let mut found = meanings;
    let mut maps = vec![];
    maps.extend(template.at(properties, &["DefinitionSubstitutions"]));
    if let Some(function) = template.function(definition).filter(|function| function.name == "Fn::Sub") {
        maps.extend(template.items(function.argument).get(1).copied());
    }
    for map in maps {
        for member in template.tree.children(map) {
            if let Some(name) = template.tree.key(member) {
                found.insert(name.into_owned(), meaning(template, member, 0));
            }
        }
    }
    named(text, found, |name| of_name(template, name, 0))
}

/// Every placeholder of a text with its meaning: one that is known, else by its name.
#[must_use]
pub fn named(text: &str, known: BTreeMap<String, Meaning>, by_name: impl Fn(&str) -> Meaning) -> Vec<Substitution> {
    let mut found = known;
    for name in placeholder_names(&Tree::read(text)).into_keys() {
        found.entry(name).or_insert_with_key(|name| by_name(name));
    }
    found.into_iter().map(|(name, meaning)| Substitution { name, meaning }).collect()
}

/// What a value of the template means.
#[must_use]
pub fn meaning(template: &Template, node: NodeId, depth: usize) -> Meaning {
    let Some(function) = template.function(node) else {
        let text = template.tree.string(node).map(|text| text.into_owned());
        return Meaning::Text(text.unwrap_or_else(|| template.tree.value(node).to_json()));
    };
    if depth > MAX_DEPTH {
        return Meaning::Open(function.name);
    }
    let items = template.items(function.argument);
    let text = |node: NodeId| template.tree.string(node).map(|text| text.into_owned());
    match function.name.as_str() {
        "Ref" => text(function.argument).map_or(Meaning::Open("Ref".to_owned()), |name| of_name(template, &name, depth + 1)),
        "Fn::GetAtt" => {
            let name: Vec<String> = items.into_iter().filter_map(text).collect();
            of_name(template, &name.join("."), depth + 1)
        }
        "Fn::Sub" => match items.first().and_then(|node| text(*node)) {
            Some(text) => sub(template, &text, items.get(1).copied(), depth + 1),
            None => Meaning::Open("Fn::Sub".to_owned()),
        },
        "Fn::Join" => joined(template, &items, depth + 1),
        "Fn::FindInMap" => mapped(template, &items).unwrap_or(Meaning::Open("Fn::FindInMap".to_owned())),
        "Fn::Select" => selected(template, &items, depth + 1).unwrap_or(Meaning::Open("Fn::Select".to_owned())),
        "Fn::If" => items.get(1).map_or(Meaning::Open("Fn::If".to_owned()), |node| meaning(template, *node, depth + 1)),
        name => Meaning::Open(name.to_owned()),
    }
}

/// What `Fn::FindInMap` of literals finds.
fn mapped(template: &Template, items: &[NodeId]) -> Option<Meaning> {
    let names = items.iter().map(|item| template.tree.string(*item).filter(|_| template.function(*item).is_none()));
    let names = names.collect::<Option<Vec<_>>>()?;
    let path: Vec<&str> = std::iter::once("Mappings").chain(names.iter().map(|name| &**name)).collect();
    let value = template.at(template.tree.root()?, &path)?;
    match meaning(template, value, MAX_DEPTH) {
        Meaning::Text(text) => Some(Meaning::Made(names.join("."), text)),
        _ => None,
    }
}

/// What `Fn::Select` takes out of a list that is written.
fn selected(template: &Template, items: &[NodeId], depth: usize) -> Option<Meaning> {
    let [index, list] = items else { return None };
    let index: usize = template
        .tree
        .string(*index)
        .map_or_else(|| template.tree.value(*index).to_json(), |text| text.into_owned())
        .parse()
        .ok()?;
    let written = template.tree.kind(*list) == Kind::Array && template.function(*list).is_none();
    let item = template.items(*list).into_iter().nth(index).filter(|_| written)?;
    Some(meaning(template, item, depth))
}

/// What `${name}` of a `Fn::Sub` means: a parameter, a resource, an attribute of one.
#[must_use]
pub fn of_name(template: &Template, name: &str, depth: usize) -> Meaning {
    if let Some(value) = trial::pseudo(name) {
        return Meaning::Made(name.to_owned(), value.to_owned());
    }
    let (resource, attribute) = name.split_once('.').map_or((name, None), |(resource, attribute)| (resource, Some(attribute)));
    let open = || Meaning::Open(name.to_owned());
    let Some(root) = template.tree.root() else { return open() };
    if let Some(parameter) = template.at(root, &["Parameters", resource]).filter(|_| attribute.is_none()) {
        let default = template.at(parameter, &["Default"]).filter(|_| depth <= MAX_DEPTH);
        return default.map_or_else(open, |node| match meaning(template, node, depth + 1) {
            Meaning::Text(text) | Meaning::Made(_, text) => Meaning::Made(name.to_owned(), text),
            Meaning::Open(_) => open(),
        });
    }
    // SAM and the Serverless Framework make resources that are named after others.
    let kind = template
        .word(root, &["Resources", resource, "Type"])
        .or_else(|| template.word(root, &["resources", "Resources", resource, "Type"]));
    let is_function = template.at(root, &["functions", resource]).is_some() || resource.ends_with("LambdaFunction");
    let kind = kind.or_else(|| is_function.then(|| "AWS::Lambda::Function".to_owned()));
    let Some(kind) = kind else { return open() };
    let value = match attribute {
        None => Some(trial::reference(&kind, resource)),
        Some(attribute) => trial::attribute(&kind, resource, attribute),
    };
    value.map_or_else(open, |value| Meaning::Made(name.to_owned(), value))
}

/// A text with `${…}` in it.
fn sub(template: &Template, text: &str, map: Option<NodeId>, depth: usize) -> Meaning {
    let (mut written, mut value, mut rest) = (String::new(), String::new(), text);
    while let Some(at) = rest.find("${") {
        let Some(end) = rest[at..].find('}') else { break };
        let name = &rest[at + 2..at + end];
        let own = map.and_then(|map| template.tree.member(map, name));
        let meaning = own.map_or_else(|| of_name(template, name, depth), |node| meaning(template, node, depth));
        written.push_str(&rest[..at]);
        value.push_str(&rest[..at]);
        match (name.strip_prefix('!'), meaning) {
            (Some(literal), _) => value.push_str(&format!("${{{literal}}}")),
            (None, Meaning::Text(text)) => {
                written.push_str(&text);
                value.push_str(&text);
            }
            (None, Meaning::Made(expression, text)) => {
                written.push_str(&in_braces(&expression));
                value.push_str(&text);
            }
            (None, Meaning::Open(_)) => return Meaning::Open(text.to_owned()),
        }
        rest = &rest[at + end + 1..];
    }
    Meaning::Made(written + rest, value + rest)
}

fn joined(template: &Template, items: &[NodeId], depth: usize) -> Meaning {
    let [delimiter, list] = items else { return Meaning::Open("Fn::Join".to_owned()) };
    let delimiter = template.tree.string(*delimiter).unwrap_or_default();
    let (mut written, mut value) = (vec![], vec![]);
    for item in template.items(*list) {
        match meaning(template, item, depth) {
            Meaning::Text(text) => {
                written.push(text.clone());
                value.push(text);
            }
            Meaning::Made(expression, text) => {
                written.push(in_braces(&expression));
                value.push(text);
            }
            Meaning::Open(_) => return Meaning::Open("Fn::Join".to_owned()),
        }
    }
    Meaning::Made(written.join(&delimiter), value.join(&delimiter))
}

/// A name in `${…}`; what holds such names already stays.
fn in_braces(expression: &str) -> String {
    if expression.contains("${") || expression.contains([':', '/']) && !expression.starts_with("AWS::") {
        return expression.to_owned();
    }
    format!("${{{expression}}}")
}
