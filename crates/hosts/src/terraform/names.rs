//! Names of Terraform's expressions.

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::Element;

/// The words of a plain traversal such as `data.template_file.x.rendered`; empty for anything else.
pub fn words(expression: &Expression) -> Vec<String> {
    match expression {
        Expression::Traversal(traversal) => words_of(traversal),
        Expression::Variable(name) => vec![name.as_str().to_owned()],
        _ => vec![],
    }
}

/// The words of a traversal. An index is part of the word before it.
pub fn words_of(traversal: &Traversal) -> Vec<String> {
    let mut found = words(&traversal.expr);
    for operator in &traversal.operators {
        match operator.value() {
            TraversalOperator::GetAttr(name) => found.push(name.as_str().to_owned()),
            TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_) => {}
            _ => return vec![],
        }
    }
    found
}

/// The expression that is all of a quoted text: `"${inner}"`.
pub fn interpolated(expression: &Expression) -> Option<&Expression> {
    let Expression::StringTemplate(template) = expression else { return None };
    match template.as_single_element()? {
        Element::Interpolation(interpolation) => Some(&interpolation.expr),
        _ => None,
    }
}

/// A key of an object as text.
pub fn key(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Ident(name) => name.as_str().to_owned(),
        ObjectKey::Expression(Expression::String(text)) => text.value().clone(),
        ObjectKey::Expression(_) => String::new(),
    }
}

/// Whether an interpolation's inside can stand for itself as a placeholder.
pub fn is_plain(inside: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '[' | ']');
    !inside.is_empty() && inside.chars().all(allowed)
}

/// The names of placeholders for expressions: one for one expression, never for two.
#[derive(Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// The name for an expression: what is written, where that is a name, else one made of it.
    pub fn of(&mut self, written: &str) -> String {
        if is_plain(written) {
            return written.to_owned();
        }
        let wanted = placeholder(written);
        let mut names = std::iter::once(wanted.clone()).chain((2..).map(|number| format!("{wanted}_{number}")));
        let name = names.find(|name| self.0.get(name).is_none_or(|other| other == written)).unwrap_or(wanted);
        self.0.insert(name.clone(), written.to_owned());
        name
    }
}

/// A placeholder's name for an expression, from how it is written.
fn placeholder(written: &str) -> String {
    const LONGEST: usize = 80;
    let mut made = String::new();
    for character in written.chars().take(LONGEST) {
        let kept = character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        if kept {
            made.push(character);
        } else if !made.ends_with('_') {
            made.push('_');
        }
    }
    let made = made.trim_matches('_');
    if made.is_empty() { "expression".to_owned() } else { made.to_owned() }
}
