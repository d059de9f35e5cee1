//! The shape that both kinds of templates have: constants, arrays, objects, and leaves that compute a value.

use std::fmt::Write;

use value::{Key, Object, Value};

use super::{TemplateError, TemplateSyntaxError};

/// A compiled template whose leaves are of type `L`.
#[derive(Debug)]
pub(super) enum Tree<L> {
    Constant(Value),
    Object(Vec<(Key, Tree<L>)>),
    Array(Vec<Tree<L>>),
    Leaf(L),
}

/// What a member or item of a template is.
pub(super) enum Reading<L> {
    /// Looked into, or a constant.
    Plain,
    /// Computes the value of a member, which may have another name than is written.
    Leaf { name: Option<Key>, leaf: L },
    /// A leaf that cannot be read; the pointers of its errors are still to be filled in.
    Broken(Vec<TemplateSyntaxError>),
}

impl<L> Tree<L> {
    /// Compiles a template; `read` is asked about every value with the name of the member it is, if one.
    pub fn compile(
        template: &Value,
        read: &dyn Fn(Option<&Key>, &Value) -> Reading<L>,
    ) -> Result<Self, Vec<TemplateSyntaxError>> {
        let mut compiler = Compiler { read, pointer: String::new(), errors: Vec::new() };
        let tree = compiler.value(None, template).map(|(_, tree)| tree);
        match tree {
            Some(tree) if compiler.errors.is_empty() => Ok(tree),
            _ => Err(compiler.errors),
        }
    }

    /// The payload. `field` is the name of the whole in errors, which grows to the place of each leaf: `Output/a/b[0]`.
    pub fn evaluate(
        &self,
        field: &mut String,
        leaf: &mut dyn FnMut(&L, &str) -> Result<Value, TemplateError>,
    ) -> Result<Value, TemplateError> {
        let length = field.len();
        Ok(match self {
            Self::Constant(value) => value.clone(),
            Self::Leaf(own) => leaf(own, field)?,
            Self::Array(trees) => {
                let mut items = Vec::with_capacity(trees.len());
                for (position, tree) in trees.iter().enumerate() {
                    // Writing to a `String` cannot fail.
                    let _ = write!(field, "[{position}]");
                    items.push(tree.evaluate(field, leaf)?);
                    field.truncate(length);
                }
                Value::from(items)
            }
            Self::Object(members) => {
                let mut object = Object::with_capacity(members.len());
                for (key, tree) in members {
                    field.push('/');
                    field.push_str(key);
                    object.insert(key.clone(), tree.evaluate(field, leaf)?);
                    field.truncate(length);
                }
                Value::from(object)
            }
        })
    }
}

struct Compiler<'r, L> {
    read: &'r dyn Fn(Option<&Key>, &Value) -> Reading<L>,
    pointer: String,
    errors: Vec<TemplateSyntaxError>,
}

impl<L> Compiler<'_, L> {
    /// A value with the name it has as a member; nothing if it is a broken leaf.
    fn value(&mut self, key: Option<&Key>, value: &Value) -> Option<(Option<Key>, Tree<L>)> {
        match (self.read)(key, value) {
            Reading::Plain => Some((key.cloned(), self.plain(value))),
            Reading::Leaf { name, leaf } => Some((name.or_else(|| key.cloned()), Tree::Leaf(leaf))),
            Reading::Broken(errors) => {
                let pointer = &self.pointer;
                self.errors.extend(errors.into_iter().map(|error| TemplateSyntaxError { pointer: pointer.clone(), ..error }));
                None
            }
        }
    }

    fn plain(&mut self, value: &Value) -> Tree<L> {
        let length = self.pointer.len();
        match value {
            Value::Object(object) => {
                let mut members = Vec::with_capacity(object.len());
                for (key, member) in object.iter() {
                    self.pointer.push('/');
                    self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                    if let Some((Some(name), tree)) = self.value(Some(key), member) {
                        members.push((name, tree));
                    }
                    self.pointer.truncate(length);
                }
                if members.iter().all(|(_, tree)| matches!(tree, Tree::Constant(_))) {
                    return Tree::Constant(value.clone());
                }
                Tree::Object(members)
            }
            Value::Array(items) => {
                let mut trees = Vec::with_capacity(items.len());
                for (position, item) in items.iter().enumerate() {
                    let _ = write!(self.pointer, "/{position}");
                    trees.extend(self.value(None, item).map(|(_, tree)| tree));
                    self.pointer.truncate(length);
                }
                if trees.iter().all(|tree| matches!(tree, Tree::Constant(_))) {
                    return Tree::Constant(value.clone());
                }
                Tree::Array(trees)
            }
            constant => Tree::Constant(constant.clone()),
        }
    }
}
