//! What a template says of a definition's placeholders.

use std::collections::BTreeMap;

use asl::definition::NodeId;
use asl::tree::{Tree, placeholder_names};

use super::Template;
use crate::found::{Meaning, Substitution};
use crate::trial;

/// Meanings within meanings deeper than this are left open.
const MAX_DEPTH: usize = 8;

/// What the placeholders of a machine's definition stand for: by `DefinitionSubstitutions`, by the map of its `Fn::Sub`, else
/// by the template's own names.
#[must_use]
pub fn substitutions(template: &Template, properties: NodeId, definition: NodeId, text: &str) -> Vec<Substitution> {
    let mut found: BTreeMap<String, Meaning> = BTreeMap::new();
    let mut named = vec![];
    named.extend(template.at(properties, &["DefinitionSubstitutions"]));
    if let Some(function) = template.function(definition).filter(|function| function.name == "Fn::Sub") {
        named.extend(template.items(function.argument).get(1).copied());
    }
    for map in named {
        for member in template.tree.children(map) {
            if let Some(name) = template.tree.key(member) {
                found.insert(name.into_owned(), meaning(template, member, 0));
            }
        }
    }
    for name in placeholder_names(&Tree::read(text)).into_keys() {
        if !found.contains_key(&name) {
            found.insert(name.clone(), of_name(template, &name, 0));
        }
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
        "Fn::If" => items.get(1).map_or(Meaning::Open("Fn::If".to_owned()), |node| meaning(template, *node, depth + 1)),
        name => Meaning::Open(name.to_owned()),
    }
}

/// What `${name}` of a `Fn::Sub` means: a parameter, a resource, an attribute of one.
fn of_name(template: &Template, name: &str, depth: usize) -> Meaning {
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
    let kind = kind.or_else(|| resource.ends_with("LambdaFunction").then(|| "AWS::Lambda::Function".to_owned()));
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
