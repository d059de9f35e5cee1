//! What paths and expressions read: from where, and which members.

use std::ops::Range;
use std::sync::Arc;

use ::expressions::intrinsic::Call;
use ::expressions::jsonata::{Meaning, references};
use ::expressions::jsonpath::{Path, Root};
use ::expressions::template::JsonataTemplate;

use super::super::sites::{Role, Site};
use super::shape::Step;
use crate::definition::{NodeId, QueryLanguage};
use crate::tree::{Kind, Tree};

/// One path, or one mention of a variable in an expression.
#[derive(Clone, Debug)]
pub struct Read {
    /// The field it stands in.
    pub site: Site,
    /// The string it stands in.
    pub node: NodeId,
    /// From where it reads.
    pub source: Source,
    /// The members it asks for one after the other, as far as they are names.
    pub steps: Vec<Step>,
    /// Whether these steps are the whole path.
    pub whole: bool,
    /// Whether the path is all that its string says.
    pub alone: bool,
    /// Its bytes in the string's value.
    pub range: Range<usize>,
}

/// From where a path reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `$` or `$states.input`.
    Input,
    /// `$$` or `$states.context`.
    Context,
    /// `$states.result`.
    Result,
    /// `$states.errorOutput`.
    ErrorOutput,
    /// `$states` itself, or another member of it, which stands first among the steps.
    States,
    /// A workflow variable.
    Variable(Arc<str>),
}

/// Everything that is read in these fields, in their order.
pub fn reads(tree: &Tree, sites: &[Site]) -> Vec<Read> {
    let mut found = Vec::new();
    for site in sites.iter().filter(|site| site.role != Role::ResultPath) {
        for node in tree.descendants(site.node).filter(|node| tree.kind(*node) == Kind::String) {
            match site.language {
                QueryLanguage::JsonPath => in_paths(tree, site, node, &mut found),
                QueryLanguage::Jsonata => in_expression(tree, site, node, &mut found),
            }
        }
    }
    found
}

/// The names that a path's steps ask for, up to the first that is none, and whether these are all.
pub fn steps_of(path: &Path, offset: usize) -> (Vec<Step>, bool) {
    let mut steps = Vec::new();
    for range in path.segment_ranges() {
        let Some(name) = property(path.source().get(range.clone()).unwrap_or_default()) else { return (steps, false) };
        steps.push((name.to_owned(), offset + range.start..offset + range.end));
    }
    (steps, true)
}

fn in_paths(tree: &Tree, site: &Site, node: NodeId, found: &mut Vec<Read>) {
    let computed = match site.role {
        Role::Template | Role::Assign => node != site.node && tree.key(node).is_some_and(|key| key.ends_with(".$")),
        Role::Setting => false,
        _ => true,
    };
    if !computed {
        return;
    }
    let text = tree.string(node).unwrap_or_default();
    let paths: Vec<(Path, usize)> = if Call::is_call(&text) {
        Call::parse(&text)
            .map(|call| call.paths().into_iter().map(|(path, range)| (path, range.start)).collect())
            .unwrap_or_default()
    } else {
        Path::parse(&text).map(|path| (path, 0)).into_iter().collect()
    };
    for (path, offset) in paths {
        let (steps, whole) = steps_of(&path, offset);
        let range = offset..offset + path.source().len();
        let alone = range == (0..text.len());
        let source = match path.root() {
            Root::Input => Source::Input,
            Root::Context => Source::Context,
            Root::Variable(name) => Source::Variable(Arc::clone(name)),
        };
        found.push(Read { site: *site, node, source, steps, whole, alone, range });
    }
}

fn in_expression(tree: &Tree, site: &Site, node: NodeId, found: &mut Vec<Read>) {
    let text = tree.string(node).unwrap_or_default();
    let Some((expression, start)) = JsonataTemplate::expression_in(&text).filter(|(expression, _)| expression.contains('$'))
    else {
        return;
    };
    for reference in references(expression) {
        let after = start + reference.range.end;
        match reference.meaning {
            Meaning::Outer => {
                let range = start + reference.range.start..after;
                let source = Source::Variable(reference.name);
                found.push(Read { site: *site, node, source, steps: vec![], whole: false, alone: false, range });
            }
            Meaning::States => {
                let (mut steps, end, whole) = names_after(&text, after);
                let range = start + reference.range.start..end;
                let source = match steps.first().map(|(name, _)| name.as_str()) {
                    Some("input") => Source::Input,
                    Some("context") => Source::Context,
                    Some("result") => Source::Result,
                    Some("errorOutput") => Source::ErrorOutput,
                    _ => Source::States,
                };
                if source != Source::States {
                    steps.remove(0);
                }
                let alone = expression.trim() == &text[range.clone()];
                found.push(Read { site: *site, node, source, steps, whole, alone, range });
            }
            Meaning::Local | Meaning::Function => {}
        }
    }
}

/// The names of the steps that follow a variable in an expression, where the last ends, and whether nothing chooses
/// among what they name.
fn names_after(text: &str, from: usize) -> (Vec<Step>, usize, bool) {
    let mut steps = Vec::new();
    let mut end = from;
    loop {
        let rest = &text[end..];
        let trimmed = rest.trim_start();
        let Some(step) = trimmed.strip_prefix('.').filter(|step| !step.starts_with('.')) else {
            return (steps, end, !trimmed.starts_with(['[', '{', '^', '@', '#', '.', '~']));
        };
        let name_text = step.trim_start();
        let start = end + (rest.len() - name_text.len());
        let (name, length) = match name_text.strip_prefix('`') {
            Some(quoted) => match quoted.find('`') {
                Some(close) => (quoted[..close].to_owned(), close + 2),
                None => return (steps, end, false),
            },
            None => {
                let length = name_text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(name_text.len());
                (name_text[..length].to_owned(), length)
            }
        };
        let digit = name.starts_with(|first: char| first.is_ascii_digit());
        let word = matches!(&*name, "and" | "or" | "in");
        if length == 0 || digit || word || name_text[length..].trim_start().starts_with('(') {
            return (steps, end, false);
        }
        steps.push((name, start..start + length));
        end = start + length;
    }
}

/// The name that a step asks for: `.name` or `['name']`; `None` for any other step.
fn property(step: &str) -> Option<&str> {
    if let Some(name) = step.strip_prefix('.') {
        let plain = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
        return plain.then_some(name);
    }
    let inner = step.strip_prefix('[')?.strip_suffix(']')?.trim();
    let quote = inner.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let name = inner.strip_prefix(quote)?.strip_suffix(quote)?;
    (!name.contains([quote, '\\', ','])).then_some(name)
}
