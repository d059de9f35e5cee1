//! Fields by their JSON types.

use std::sync::Arc;

use value::Value;

use super::super::{NodeId, PathField, Setting, Template};
use super::Reader;
use crate::problem::{Problem, ProblemKind, service_type};
use crate::text::Spanned;
use crate::tree::{Kind, Tree, is_placeholder};

impl Reader<'_> {
    pub(super) fn spanned<T>(&self, node: NodeId, value: T) -> Spanned<T> {
        Spanned { value, span: self.tree.span(node) }
    }

    /// Reports that the node is no `wanted`, unless a placeholder stands there or the parser has complained already.
    pub(super) fn wrong_type(&mut self, node: NodeId, wanted: &str) {
        let written = self.tree.string(node);
        let silent = matches!(self.tree.kind(node), Kind::Placeholder | Kind::Missing | Kind::Error);
        if silent || written.is_some_and(|text| is_placeholder(&text)) || is_template_function(self.tree, node) {
            return;
        }
        let key = self.tree.key(node);
        let field = key.as_ref().map_or_else(|| "this".to_owned(), |key| format!("`{key}`"));
        let plainly = format!("{field} must be {wanted}, not {}", self.tree.type_name(node));
        let problem = |message: String| Problem::new(ProblemKind::WrongType, self.tree.span(node), message).on(node);
        let problem = match service_type(key.as_deref().unwrap_or_default(), wanted) {
            Some(name) => problem(format!("Expected value of type {name}")).with_help(plainly),
            None => problem(plainly),
        };
        self.problems.push(problem);
    }

    /// Reports a word that is none of the allowed.
    pub(super) fn wrong_word(&mut self, node: NodeId, allowed: &[&str]) {
        let Some(written) = self.tree.string(node) else { return self.wrong_type(node, "a string") };
        if written.contains("${") {
            return;
        }
        let field = self.tree.key(node).unwrap_or_default();
        // The service's own sentences.
        let message = match &*field {
            "Type" => format!("The field 'Type' should have one of these values: [{}]", allowed.join(", ")),
            _ => format!("Value should be one of the following: [{}]", allowed.join(", ")),
        };
        let mut problem = Problem::new(ProblemKind::WrongWord, self.tree.span(node), message).on(node);
        if let Some(meant) = crate::words::nearest(&written, allowed.iter().copied()) {
            let fix = crate::text::TextEdit::replace(self.tree.span(node), format!("\"{meant}\""));
            problem = problem.with_help(format!("did you mean `{meant}`?")).with_fix(fix);
        }
        self.problems.push(problem);
    }

    /// A string member.
    pub(super) fn text(&mut self, object: NodeId, name: &str) -> Option<Spanned<Arc<str>>> {
        let node = self.tree.member(object, name)?;
        self.text_at(node)
    }

    pub(super) fn text_at(&mut self, node: NodeId) -> Option<Spanned<Arc<str>>> {
        match self.tree.string(node) {
            Some(text) => Some(self.spanned(node, Arc::from(&*text))),
            None => {
                self.wrong_type(node, "a string");
                None
            }
        }
    }

    /// A string member that may be `null`.
    pub(super) fn path(&mut self, object: NodeId, name: &str) -> Option<Spanned<PathField>> {
        let node = self.tree.member(object, name)?;
        if self.tree.kind(node) == Kind::Null {
            return Some(self.spanned(node, PathField::Null));
        }
        match self.tree.string(node) {
            Some(text) => Some(self.spanned(node, PathField::Path(Arc::from(&*text)))),
            None => {
                self.wrong_type(node, "a path or null");
                None
            }
        }
    }

    /// A member of any type.
    pub(super) fn template(&self, object: NodeId, name: &str) -> Option<Template> {
        let node = self.tree.member(object, name)?;
        Some(self.template_at(node))
    }

    pub(super) fn template_at(&self, node: NodeId) -> Template {
        Template { value: self.tree.value(node), node, span: self.tree.span(node) }
    }

    pub(super) fn any(&self, object: NodeId, name: &str) -> Option<Spanned<Value>> {
        let node = self.tree.member(object, name)?;
        Some(self.spanned(node, self.tree.value(node)))
    }

    /// A number member.
    pub(super) fn number(&mut self, object: NodeId, name: &str) -> Option<Spanned<f64>> {
        let node = self.tree.member(object, name)?;
        match self.tree.number(node) {
            Some(number) => Some(self.spanned(node, number)),
            None => {
                self.wrong_type(node, "a number");
                None
            }
        }
    }

    /// A number member that may be an expression.
    pub(super) fn number_setting(&mut self, object: NodeId, name: &str) -> Option<Spanned<Setting<f64>>> {
        let node = self.tree.member(object, name)?;
        if let Some(number) = self.tree.number(node) {
            return Some(self.spanned(node, Setting::Value(number)));
        }
        self.expression(node).or_else(|| {
            self.wrong_type(node, "a number");
            None
        })
    }

    /// A string that is an expression in `{% … %}`.
    pub(super) fn expression<T>(&self, node: NodeId) -> Option<Spanned<Setting<T>>> {
        let text = self.tree.string(node).filter(|text| is_expression(text))?;
        Some(self.spanned(node, Setting::Expression(Arc::from(&*text))))
    }

    /// An object member; anything else is a problem.
    pub(super) fn object(&mut self, object: NodeId, name: &str) -> Option<NodeId> {
        let node = self.tree.member(object, name)?;
        self.object_at(node)
    }

    pub(super) fn object_at(&mut self, node: NodeId) -> Option<NodeId> {
        if self.tree.kind(node) == Kind::Object {
            return Some(node);
        }
        self.wrong_type(node, "an object");
        None
    }

    /// The objects of an array member.
    pub(super) fn objects(&mut self, object: NodeId, name: &str) -> Vec<NodeId> {
        let items = self.items(object, name);
        items.into_iter().filter_map(|item| self.object_at(item)).collect()
    }

    /// The items of an array member.
    pub(super) fn items(&mut self, object: NodeId, name: &str) -> Vec<NodeId> {
        let Some(node) = self.tree.member(object, name) else { return vec![] };
        if self.tree.kind(node) == Kind::Array {
            return self.tree.children(node).filter(|item| self.tree.kind(*item) != Kind::Placeholder).collect();
        }
        self.wrong_type(node, "an array");
        vec![]
    }

    /// The strings of an array member.
    pub(super) fn texts(&mut self, object: NodeId, name: &str) -> Vec<Spanned<Arc<str>>> {
        let items = self.items(object, name);
        items.into_iter().filter_map(|item| self.text_at(item)).collect()
    }
}

/// Whether the object is a function of a deployment template, such as `{"Fn::GetAtt": …}`, which it fills in.
fn is_template_function(tree: &Tree, node: NodeId) -> bool {
    let mut names = tree.children(node).map(|child| tree.key(child));
    let first = names.next().flatten();
    names.next().is_none() && first.is_some_and(|name| name == "Ref" || name.starts_with("Fn::"))
}

/// Whether the string is written as a JSONata expression, well or badly.
pub(super) fn is_expression(text: &str) -> bool {
    text.trim_start().starts_with("{%")
}
