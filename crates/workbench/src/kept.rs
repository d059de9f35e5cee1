//! Reading what the browser keeps. It is read before the first paint, so by the parser that is there anyway.

use asl::definition::NodeId;
use asl::tree::{Kind, Tree};

/// An object of texts, numbers and truths.
pub struct Kept {
    tree: Tree,
    root: NodeId,
}

impl Kept {
    /// The object; the error says why the text is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let tree = Tree::parse(text);
        if let Some(problem) = tree.problems().first() {
            return Err(problem.message.to_string());
        }
        let root = tree.root().filter(|&root| tree.kind(root) == Kind::Object).ok_or("it is no object")?;
        Ok(Self { tree, root })
    }

    /// A member's text.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.tree.string(self.member(name)?)?;
        Some(text.into_owned())
    }

    /// A member's number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.tree.number(self.member(name)?).filter(|number| number.is_finite())
    }

    /// A member's truth.
    pub fn truth(&self, name: &str) -> Option<bool> {
        self.tree.boolean(self.member(name)?)
    }

    /// The one of the choices that the member names.
    pub fn one_of<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.tree.string(self.member(name)?)?;
        choices.iter().find(|(choice, _)| *choice == text).map(|(_, value)| *value)
    }

    fn member(&self, name: &str) -> Option<NodeId> {
        self.tree.member(self.root, name)
    }
}
