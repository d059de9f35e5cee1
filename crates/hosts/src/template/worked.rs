//! What functions of a template give, as text in which placeholders stand for what only a deployment knows.

use std::collections::BTreeMap;

use asl::definition::NodeId;
use asl::tree::Kind;

use super::functions::Function;
use super::substitutions::meaning;
use super::{Template, spelled};
use crate::found::Meaning;

/// Functions within functions deeper than this are not worked out.
const MAX_DEPTH: usize = 10;

/// Texts put together, with the placeholders that were made for expressions: one name for one expression, never for two.
#[derive(Debug, Default)]
pub struct Worked {
    /// The expression that each name stands for, as the template writes it.
    names: BTreeMap<String, String>,
    /// What the names mean that are no names of the template.
    pub meanings: BTreeMap<String, Meaning>,
}

impl Worked {
    /// Takes the names that stand in a part of the template as they are.
    pub fn with_names_of(template: &Template, node: NodeId) -> Self {
        let mut worked = Self::default();
        for node in template.tree.descendants(node) {
            let Some(function) = template.function(node) else { continue };
            match function.name.as_str() {
                "Ref" | "Fn::GetAtt" => drop(worked.own_name(spelled(template, &function))),
                "Fn::Sub" => {
                    let items = template.items(function.argument);
                    let text = items.first().and_then(|item| template.tree.string(*item)).unwrap_or_default();
                    let map = items.get(1).copied();
                    let own = names_in(&text).filter(|name| map.is_none_or(|map| template.tree.member(map, name).is_none()));
                    own.for_each(|name| drop(worked.own_name(name.to_owned())));
                }
                _ => {}
            }
        }
        worked
    }

    /// The text that a node gives; `None` where it gives none.
    pub fn text(&mut self, template: &Template, node: NodeId, depth: usize) -> Option<String> {
        let Some(function) = template.function(node) else {
            return match template.tree.kind(node) {
                Kind::Array | Kind::Object | Kind::Null => None,
                _ => {
                    Some(template.tree.string(node).map_or_else(|| template.tree.value(node).to_json(), |text| text.into_owned()))
                }
            };
        };
        if depth > MAX_DEPTH {
            return None;
        }
        match function.name.as_str() {
            "Fn::Sub" => self.substituted(template, &function),
            "Fn::Join" => self.joined(template, &function, depth),
            _ => Some(self.placeholder(template, node, &function)),
        }
    }

    /// The placeholder for an expression.
    pub fn placeholder(&mut self, template: &Template, node: NodeId, function: &Function) -> String {
        let wanted = spelled(template, function);
        let name = match function.name.as_str() {
            "Ref" | "Fn::GetAtt" => self.own_name(wanted),
            _ => self.made_name(template, node, wanted),
        };
        format!("${{{name}}}")
    }

    /// `Fn::Join` of a list that is written.
    fn joined(&mut self, template: &Template, function: &Function, depth: usize) -> Option<String> {
        let items = template.items(function.argument);
        let [delimiter, list] = items.as_slice() else { return None };
        let is_list = template.tree.kind(*list) == Kind::Array && template.function(*list).is_none();
        let delimiter = template.tree.string(*delimiter).filter(|_| is_list)?.into_owned();
        let items = template.items(*list).into_iter();
        let texts = items.map(|item| self.text(template, item, depth + 1)).collect::<Option<Vec<_>>>()?;
        Some(texts.join(&delimiter))
    }

    /// `Fn::Sub`, whose own variables stay placeholders.
    fn substituted(&mut self, template: &Template, function: &Function) -> Option<String> {
        let items = template.items(function.argument);
        let mut text = template.tree.string(*items.first()?)?.into_owned();
        let Some(map) = items.get(1).copied() else { return Some(text) };
        let used: Vec<String> = names_in(&text).map(str::to_owned).collect();
        for name in used {
            let Some(value) = template.tree.member(map, &name) else { continue };
            let unique = self.made_name(template, value, name.clone());
            text = text.replace(&format!("${{{name}}}"), &format!("${{{unique}}}"));
        }
        Some(text)
    }

    fn own_name(&mut self, name: String) -> String {
        self.names.insert(name.clone(), name.clone());
        name
    }

    /// A name for an expression: the one that is wanted, or with a number behind it where another expression has it.
    fn made_name(&mut self, template: &Template, node: NodeId, wanted: String) -> String {
        let tag = template.tag(node).unwrap_or_default();
        let source = format!("{tag} {}", template.tree.source(node));
        let mut names = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}{number}")));
        let name = names.find(|name| self.names.get(name).is_none_or(|other| *other == source)).unwrap_or(wanted);
        self.names.insert(name.clone(), source);
        self.meanings.entry(name.clone()).or_insert_with(|| meaning(template, node, 0));
        name
    }
}

/// The names in `${…}` of a text, literals (`${!…}`) left aside.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("${").skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    parts.filter(|name| !name.starts_with('!'))
}
