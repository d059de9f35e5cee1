//! Help in the text of a definition: fields by place, names of states and errors, words, expressions.

use std::ops::Range;

use asl::analysis::{ObjectAt, object_around};
use asl::definition::{Definition, QueryLanguage, StateId, read};
use asl::document::StateKey;
use asl::language::{self, Holds, Operand, Role, fields_of, integrations, operand, operator_names};
use asl::tree::{Kind, NodeId, Tree};

use super::complete::{Completion, Completions, complete, rank};
use super::embedded::{JsonKind, JsonWord, json_words};
use super::hover::{Hover, hover};
use super::sight::Sight;
use crate::inspector::Grammar;
use crate::sheet::Sheet;

/// A text that holds a definition, or one state of it.
struct Text<'a> {
    sheet: &'a Sheet,
    tree: &'a Tree,
    definition: &'a Definition,
    /// The one state that the text is of.
    only: Option<StateKey>,
}

/// What stands before a state's own text to make a definition of it.
fn before(jsonata: bool) -> String {
    let language = if jsonata { "JSONata" } else { "JSONPath" };
    format!("{{\"QueryLanguage\":\"{language}\",\"StartAt\":\"S\",\"States\":{{\"S\":")
}

/// What may be written at a byte of the document's text, or of one state's own text.
#[must_use]
pub fn complete_definition(sheet: &Sheet, state: Option<(StateKey, &str)>, offset: usize) -> Option<Completions> {
    within(
        sheet,
        state,
        offset,
        |text, offset| text.complete(offset),
        |found, shift| {
            found.replaces = found.replaces.start - shift..found.replaces.end - shift;
        },
    )
}

/// What stands at a byte of the document's text, or of one state's own text.
#[must_use]
pub fn hover_definition(sheet: &Sheet, state: Option<(StateKey, &str)>, offset: usize) -> Option<Hover> {
    within(
        sheet,
        state,
        offset,
        |text, offset| text.hover(offset),
        |found, shift| {
            found.range = found.range.start - shift..found.range.end - shift;
        },
    )
}

fn within<T>(
    sheet: &Sheet,
    state: Option<(StateKey, &str)>,
    offset: usize,
    look: impl Fn(&Text, usize) -> Option<T>,
    shift: impl Fn(&mut T, usize),
) -> Option<T> {
    let Some((key, own)) = state else {
        let (tree, definition) = (&sheet.document.tree, &sheet.document.definition);
        return look(&Text { sheet, tree, definition, only: None }, offset);
    };
    let before = before(sheet.is_jsonata(key));
    let tree = Tree::parse(format!("{before}{own}}}}}"));
    let (definition, _) = read(&tree);
    let mut found = look(&Text { sheet, tree: &tree, definition: &definition, only: Some(key) }, offset + before.len())?;
    shift(&mut found, before.len());
    Some(found)
}

/// Where the cursor is.
struct Spot {
    /// The word that it is in or behind.
    word: Option<JsonWord>,
    /// The member whose value is written; `None` where a member's name is.
    member: Option<String>,
    /// The object or list around.
    container: NodeId,
}

impl Text<'_> {
    fn complete(&self, offset: usize) -> Option<Completions> {
        if let Some((range, grammar, inner, sight)) = self.expression(offset) {
            let mut found = complete(&sight, grammar, &inner, offset - range.start)?;
            found.replaces = found.replaces.start + range.start..found.replaces.end + range.start;
            return Some(found);
        }
        if self.tree.is_yaml() {
            return self.complete_yaml(offset);
        }
        let spot = self.spot(offset)?;
        let object = object_around(self.definition, self.tree, spot.container)?;
        let text = self.tree.text();
        let replaces = spot.word.as_ref().map_or(offset..offset, |word| word.range.clone());
        let typed = text.get(replaces.start..offset)?.trim_start_matches('"').to_owned();
        let mut items = match &spot.member {
            None if object.node == spot.container => {
                let follows_colon = text[replaces.end..].trim_start().starts_with(':');
                self.fields(&object).into_iter().map(|item| with_value(item, follows_colon)).collect()
            }
            None => return None,
            Some(member) => self.values(&object, member)?,
        };
        rank(&mut items, &typed);
        (!items.is_empty()).then_some(Completions { replaces, items })
    }

    /// In YAML a line tells what is written: a member's name, or its value.
    fn complete_yaml(&self, offset: usize) -> Option<Completions> {
        let text = self.tree.text();
        let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..offset].trim_start().trim_start_matches("- ");
        let node = self.tree.at(offset.saturating_sub(1) as u32).or(self.tree.at(start as u32))?;
        let object = object_around(self.definition, self.tree, node)?;
        let (mut items, typed) = match line.split_once(": ") {
            Some((member, typed)) => (self.values(&object, member.trim())?, typed.to_owned()),
            None => (self.fields(&object), line.to_owned()),
        };
        for item in &mut items {
            item.insert = match line.contains(": ") {
                true => item.insert.trim_matches('"').to_owned(),
                false => format!("{}: ", item.label),
            };
        }
        rank(&mut items, &typed);
        (!items.is_empty()).then_some(Completions { replaces: offset - typed.len()..offset, items })
    }

    fn spot(&self, offset: usize) -> Option<Spot> {
        let text = self.tree.text();
        let words = json_words(text);
        let behind = words.partition_point(|word| word.range.start < offset);
        let word = behind.checked_sub(1).map(|index| &words[index]);
        let word = word.filter(|word| word.kind != JsonKind::Sign && offset <= word.range.end).cloned();
        let earlier = &words[..behind - usize::from(word.is_some())];
        let mut container = self.tree.at(offset.saturating_sub(1) as u32)?;
        while !matches!(self.tree.kind(container), Kind::Object | Kind::Array) {
            container = self.tree.parent(container)?;
        }
        let sign = earlier.last().map(|sign| &text[sign.range.clone()])?;
        let unquoted = |word: &JsonWord| text[word.range.clone()].trim_matches('"').to_owned();
        let member = match (sign, self.tree.kind(container)) {
            (":", _) => Some(earlier.get(earlier.len().checked_sub(2)?).map(unquoted)?),
            ("[" | ",", Kind::Array) => Some(self.tree.key(container)?.into_owned()),
            ("{" | ",", Kind::Object) => None,
            _ => return None,
        };
        Some(Spot { word, member, container })
    }

    /// The fields that an object may have and has not.
    fn fields(&self, object: &ObjectAt) -> Vec<Completion> {
        let has = |name: &str| self.tree.member(object.node, name).is_some();
        let mut items: Vec<Completion> = fields_of(object.place)
            .filter(|field| field.languages.have(object.language) && !has(field.name))
            .map(|field| Completion { insert: start_of(field), ..Completion::plain(field.name, "field", "", field.about) })
            .collect();
        let is_rule = matches!(object.place, language::Place::Rule | language::Place::InnerRule);
        if is_rule && object.language == QueryLanguage::JsonPath {
            items.extend(operator_names().map(|name| {
                let start = match operand(name) {
                    Some(Operand::Number) => "0",
                    Some(Operand::Test | Operand::Boolean) => "true",
                    Some(Operand::Path) => "\"$.\"",
                    _ => "\"\"",
                };
                let about = language::OPERATORS.iter().find(|known| known.name == name || known.by_path == Some(name));
                let about = about.map_or("", |known| known.about);
                Completion { insert: start.to_owned(), ..Completion::plain(name, "operator", "", about) }
            }));
        }
        items
    }

    /// What a member may hold.
    fn values(&self, object: &ObjectAt, member: &str) -> Option<Vec<Completion>> {
        let field = language::field(object.place, member)?;
        let quoted = |name: &str, kind, about: &str| Completion {
            insert: asl::tree::quote(name),
            ..Completion::plain(name, kind, "", about)
        };
        Some(match field.holds {
            Holds::Words(words) => words.iter().map(|word| quoted(word, "word", "")).collect(),
            Holds::Flag => ["true", "false"].map(|word| Completion::plain(word, "word", "", "")).into(),
            Holds::State => self.states(object).into_iter().map(|name| quoted(&name, "state", "")).collect(),
            Holds::Texts if member == "ErrorEquals" => {
                let sight = self.sight(object, member)?;
                sight.errors.iter().map(|(name, about)| quoted(name, "error", about)).collect()
            }
            Holds::Text if member == "Resource" => {
                let actions = integrations().iter().flat_map(|known| {
                    known
                        .patterns
                        .iter()
                        .map(|pattern| format!("arn:aws:states:::{}:{}{}", known.service, known.action, pattern.suffix()))
                });
                actions.map(|arn| quoted(&arn, "word", "")).collect()
            }
            _ => return None,
        })
    }

    /// The names of the states that a transition may lead to.
    fn states(&self, object: &ObjectAt) -> Vec<String> {
        let (definition, own) = match (self.only, object.state) {
            (Some(key), _) => (&*self.sheet.document.picture.definition, self.sheet.document.picture.state(key)),
            (None, state) => (self.definition, state),
        };
        let scope = match own {
            Some(id) => definition.state(id).scope,
            None => match definition.scopes.iter().find(|scope| scope.node == object.node) {
                Some(scope) => scope.id,
                None => return Vec::new(),
            },
        };
        let states = definition.scope(scope).states.iter().filter(|id| Some(**id) != own);
        states.map(|id| definition.state(*id).name.value.to_string()).collect()
    }

    fn key(&self, state: StateId) -> Option<StateKey> {
        self.only.or_else(|| self.sheet.document.keys().get(state.0 as usize).copied())
    }

    fn sight(&self, object: &ObjectAt, member: &str) -> Option<Sight> {
        let state = object.state?;
        let base = self.tree.pointer(self.definition.state(state).node);
        let own = self.tree.pointer(object.node);
        let pointer = format!("{}/{member}", own.strip_prefix(&base).unwrap_or_default());
        Some(Sight { is_jsonata: object.language == QueryLanguage::Jsonata, ..self.sheet.sight(self.key(state)?, &pointer) })
    }

    /// The expression that a byte is in: where its text begins and ends, what it is, its text, and what it sees.
    fn expression(&self, offset: usize) -> Option<(Range<usize>, Grammar, String, Sight)> {
        let node = [offset, offset.saturating_sub(1)]
            .into_iter()
            .filter_map(|at| self.tree.at(at as u32))
            .find(|node| self.tree.kind(*node) == Kind::String)?;
        let span = self.tree.span(node);
        let mut range = span.start as usize..span.end as usize;
        let raw = self.tree.text().get(range.clone())?;
        if let Some(quote) = raw.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            range.start += 1;
            range.end -= usize::from(raw.len() > 1 && raw.ends_with(quote));
        }
        if offset < range.start || offset > range.end {
            return None;
        }
        let (object, member) = self.member_of(node)?;
        let inner = self.tree.text().get(range.clone())?.replace("\\\"", " \"").replace("\\n", "  ");
        let grammar = self.grammar(&object, &member, node, &inner)?;
        Some((range, grammar, inner, self.sight(&object, &member)?))
    }

    /// The object of the language around a node, and which member of it holds the node.
    fn member_of(&self, node: NodeId) -> Option<(ObjectAt, String)> {
        let object = object_around(self.definition, self.tree, node)?;
        let mut member = node;
        while self.tree.parent(member)? != object.node {
            member = self.tree.parent(member)?;
        }
        Some((object, self.tree.key(member)?.into_owned()))
    }

    fn grammar(&self, object: &ObjectAt, member: &str, node: NodeId, inner: &str) -> Option<Grammar> {
        if object.language == QueryLanguage::Jsonata {
            return inner.starts_with("{%").then_some(Grammar::JsonataValue);
        }
        if operand(member) == Some(Operand::Path) {
            return Some(Grammar::Path);
        }
        match language::field(object.place, member)?.role? {
            Role::Path | Role::ReferencePath | Role::ResultPath => Some(Grammar::Path),
            Role::PathOrIntrinsic => Some(Grammar::PathOrCall),
            Role::Template | Role::Assign => self.tree.key(node).filter(|key| key.ends_with(".$")).map(|_| Grammar::PathOrCall),
            Role::Setting => None,
        }
    }

    fn hover(&self, offset: usize) -> Option<Hover> {
        if let Some((range, grammar, inner, sight)) = self.expression(offset) {
            let mut found = hover(&sight, grammar, &inner, offset - range.start)?;
            found.range = found.range.start + range.start..found.range.end + range.start;
            return Some(found);
        }
        let node = self.tree.at(offset as u32)?;
        let key = [Some(node), self.tree.parent(node)].into_iter().flatten().find_map(|node| {
            let span = self.tree.key_span(node)?;
            (span.start as usize <= offset && offset <= span.end as usize).then_some((node, span))
        });
        if let Some((node, span)) = key {
            let range = span.start as usize..span.end as usize;
            let name = self.tree.key(node)?.into_owned();
            let object = object_around(self.definition, self.tree, self.tree.parent(node)?)?;
            if self.tree.parent(node) != Some(object.node) {
                return None;
            }
            if let Some(field) = language::field(object.place, &name) {
                let only = match field.languages {
                    language::Languages::Both => "",
                    language::Languages::JsonPath => "JSONPath only. ",
                    language::Languages::Jsonata => "JSONata only. ",
                };
                let detail = format!("{only}Since {}", field.since.month());
                return Some(Hover { range, title: name, text: field.about.to_owned(), detail });
            }
            let known = language::OPERATORS.iter().find(|known| known.name == name || known.by_path == Some(name.as_str()))?;
            return Some(Hover { range, title: name, text: known.about.to_owned(), detail: String::new() });
        }
        let name = self.tree.string(node)?;
        let known = language::error_of_states(&name)?;
        let span = self.tree.span(node);
        Some(Hover {
            range: span.start as usize..span.end as usize,
            title: name.into_owned(),
            text: known.about.to_owned(),
            detail: known.remedy.to_owned(),
        })
    }
}

/// What a new field begins with.
fn start_of(field: &language::Field) -> String {
    match field.holds {
        Holds::Json | Holds::Object => "{}",
        Holds::List | Holds::Texts => "[]",
        Holds::Number(..) | Holds::Whole(..) => "0",
        Holds::Flag if field.name == "End" => "true",
        Holds::Flag => "\"{%  %}\"",
        Holds::Path => "\"$\"",
        Holds::Words(words) if words.len() == 1 => "\"1.0\"",
        _ => "\"\"",
    }
    .to_owned()
}

/// A field's name with what it begins with, unless a value follows already.
fn with_value(item: Completion, follows_colon: bool) -> Completion {
    let name = asl::tree::quote(&item.label);
    let insert = if follows_colon { name } else { format!("{name}: {}", item.insert) };
    Completion { insert, ..item }
}
