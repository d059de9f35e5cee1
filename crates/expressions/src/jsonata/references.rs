//! Which variables an expression mentions and where, also in a broken one.

use std::ops::Range;
use std::sync::Arc;

use super::catalogue::{Builtin, Library};
use super::parser;
use super::syntax::{Syntax, SyntaxKind};

/// One mention of `$name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name without `$`.
    pub name: Arc<str>,
    /// Its bytes, the `$` included.
    pub range: Range<usize>,
    /// What it means.
    pub meaning: Meaning,
}

/// What a mention of a variable means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A parameter, or bound by the expression itself.
    Local,
    /// A function of the library.
    Function,
    /// `$states`.
    States,
    /// Given from outside: a workflow variable.
    Outer,
}

/// Every mention of a variable in the order of the text, except `$` and `$$`.
#[must_use]
pub fn references(text: &str) -> Vec<Reference> {
    let syntax = parser::parse(text, true).tree;
    let mut finder = Finder { scope: Vec::new(), found: Vec::new() };
    finder.visit(&syntax);
    finder.found.sort_by_key(|reference| reference.range.start);
    finder.found
}

struct Finder {
    scope: Vec<Arc<str>>,
    found: Vec<Reference>,
}

impl Finder {
    fn all(&mut self, nodes: &[Syntax]) {
        nodes.iter().for_each(|node| self.visit(node));
    }

    fn pairs(&mut self, pairs: &[(Syntax, Syntax)]) {
        for (key, value) in pairs {
            self.visit(key);
            self.visit(value);
        }
    }

    fn scoped(&mut self, visit: impl FnOnce(&mut Self)) {
        let known = self.scope.len();
        visit(self);
        self.scope.truncate(known);
    }

    fn mention(&mut self, name: &Arc<str>, range: &Range<usize>) {
        let meaning = if self.scope.contains(name) {
            Meaning::Local
        } else if &**name == "states" {
            Meaning::States
        } else if Builtin::find(name, Library::StepFunctions).is_some() {
            Meaning::Function
        } else {
            Meaning::Outer
        };
        self.found.push(Reference { name: name.clone(), range: range.clone(), meaning });
    }

    fn visit(&mut self, syntax: &Syntax) {
        match &syntax.kind {
            SyntaxKind::Variable(name) if !name.is_empty() && &**name != "$" => self.mention(name, &syntax.range),
            SyntaxKind::Array(items) => self.all(items),
            SyntaxKind::Block(items) => self.scoped(|finder| finder.all(items)),
            SyntaxKind::Object(members) => self.pairs(members),
            SyntaxKind::Group(left, members) => {
                self.visit(left);
                self.pairs(members);
            }
            SyntaxKind::OrderBy(left, terms) => {
                self.visit(left);
                terms.iter().for_each(|term| self.visit(&term.expression));
            }
            SyntaxKind::Call { procedure, arguments, .. } => {
                self.visit(procedure);
                self.all(arguments);
            }
            SyntaxKind::Negate(one) => self.visit(one),
            SyntaxKind::Binary(_, left, right) | SyntaxKind::Predicate(left, right) => {
                self.visit(left);
                self.visit(right);
            }
            SyntaxKind::Bind(name, value) => {
                // A function sees its own name, for it runs later.
                let own = matches!(value.kind, SyntaxKind::Lambda { .. });
                if own {
                    self.scope.push(name.clone());
                }
                self.visit(value);
                if !own {
                    self.scope.push(name.clone());
                }
            }
            SyntaxKind::Focus(one, name) | SyntaxKind::Index(one, name) => {
                self.visit(one);
                self.scope.push(name.clone());
            }
            SyntaxKind::Condition(condition, then, otherwise) => {
                self.visit(condition);
                self.visit(then);
                otherwise.iter().for_each(|node| self.visit(node));
            }
            SyntaxKind::Lambda { parameters, body, .. } => self.scoped(|finder| {
                finder.scope.extend(parameters.iter().cloned());
                finder.visit(body);
            }),
            SyntaxKind::Transform { pattern, update, delete } => {
                self.visit(pattern);
                self.visit(update);
                delete.iter().for_each(|node| self.visit(node));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mention_is_told_by_what_it_means() {
        let text = "($x := $states.input; $map($x, function($v) { $v + $limit & $y }); $y := 1; $y)";
        let found: Vec<String> = references(text)
            .into_iter()
            .map(|reference| {
                assert_eq!(text[reference.range.clone()], format!("${}", reference.name));
                format!("{} {:?}", reference.name, reference.meaning)
            })
            .collect();
        assert_eq!(found, ["states States", "map Function", "x Local", "v Local", "limit Outer", "y Outer", "y Local"]);
    }

    #[test]
    fn a_broken_expression_still_tells_its_variables() {
        let found = references("$sum($states.input.items[price > $limit]) + (");
        assert_eq!(found.iter().map(|reference| &*reference.name).collect::<Vec<_>>(), ["sum", "states", "limit"]);
    }
}
