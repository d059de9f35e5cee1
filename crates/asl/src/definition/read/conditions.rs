//! Conditions of Choice rules.

use super::super::{Comparison, Condition, NodeId, Setting};
use super::Reader;
use crate::text::Spanned;

/// Members of a rule that are no operator.
const NO_OPERATORS: [&str; 6] = ["Variable", "Next", "Comment", "Assign", "Output", "Condition"];

impl Reader<'_> {
    /// Reads what the object tests; `None` where it tests nothing. The tree's depth bounds the recursion.
    pub(super) fn condition(&mut self, node: NodeId) -> Option<Condition> {
        if let Some(expression) = self.tree.member(node, "Condition") {
            return self.condition_expression(expression).map(Condition::Expression);
        }
        if self.tree.member(node, "And").is_some() {
            return Some(Condition::And(self.conditions(node, "And")));
        }
        if self.tree.member(node, "Or").is_some() {
            return Some(Condition::Or(self.conditions(node, "Or")));
        }
        if self.tree.member(node, "Not").is_some() {
            let inner = self.object(node, "Not")?;
            return self.inner(inner).map(|inner| Condition::Not(Box::new(inner)));
        }
        let variable = self.text(node, "Variable");
        let operator = self.tree.children(node).find(|child| {
            let name = self.tree.key(*child);
            name.is_some_and(|name| !NO_OPERATORS.contains(&&*name))
        })?;
        let name = self.tree.key(operator).unwrap_or_default();
        Some(Condition::Comparison(Comparison {
            node,
            operator: Spanned { value: name.as_ref().into(), span: self.tree.key_span(operator).unwrap_or_default() },
            operand: self.spanned(operator, self.tree.value(operator)),
            variable,
        }))
    }

    fn conditions(&mut self, node: NodeId, name: &str) -> Vec<Condition> {
        let entries = self.objects(node, name);
        entries.into_iter().filter_map(|entry| self.inner(entry)).collect()
    }

    /// What a rule within another tests.
    fn inner(&mut self, rule: NodeId) -> Option<Condition> {
        self.text(rule, "Comment");
        self.condition(rule)
    }

    fn condition_expression(&mut self, node: NodeId) -> Option<Spanned<Setting<bool>>> {
        if let Some(boolean) = self.tree.boolean(node) {
            return Some(self.spanned(node, Setting::Value(boolean)));
        }
        self.expression(node).or_else(|| {
            self.wrong_type(node, "true, false or an expression in `{% … %}`");
            None
        })
    }
}
