//! A definition that a host holds or names.

use std::collections::BTreeMap;

use asl::document::Document;
use asl::lint::WorkflowType;
use asl::notation::Notation;
use asl::text::Transaction;
use asl::tree::Tree;

use crate::embedding::Embedding;

/// A definition in a host.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its name there: the resource's logical name, its address, the machine's key.
    pub place: String,
    /// How the host holds it, such as `DefinitionUri`, `Fn::Join`, `heredoc`, `templatefile`.
    pub how: &'static str,
    /// The line of the host that it is found at, from 1.
    pub line: usize,
    /// The file that holds it, where the host includes another: what stands `Inline` stands there, and so do its lines.
    pub included: Option<String>,
    /// The text.
    pub source: Source,
    /// What stands for its placeholders.
    pub substitutions: Vec<Substitution>,
    /// What the host says of the machine besides.
    pub properties: Properties,
}

/// Where the text is.
#[derive(Clone, Debug)]
pub enum Source {
    /// In the host itself.
    Inline(Embedding, Notation),
    /// In a file of its own.
    File {
        /// Its path, from where the host's is.
        path: String,
        /// What it holds.
        text: String,
    },
    /// It cannot be told from the files at hand; a sentence says why.
    Unknown(String),
}

/// What stands for a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// The placeholder's name.
    pub name: String,
    /// What the host says of it.
    pub meaning: Meaning,
}

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A text as it is.
    Text(String),
    /// Something of a resource, whose trial value is made up: the expression as the host writes it in `${…}`, the trial value.
    Made(String, String),
    /// An expression that says nothing by itself.
    Open(String),
}

/// What a host says of a machine beside its definition. `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Standard or Express.
    pub workflow_type: Option<WorkflowType>,
    /// The machine's name.
    pub name: Option<String>,
    /// Whether its executions are logged.
    pub logging: bool,
    /// Whether they are traced.
    pub tracing: bool,
}

impl Found {
    /// The definition's text; `None` where it cannot be told.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.source {
            Source::Inline(embedding, _) => Some(&embedding.text),
            Source::File { text, .. } => Some(text),
            Source::Unknown(_) => None,
        }
    }

    /// The definition as a document; `None` where its text cannot be told.
    #[must_use]
    pub fn document(&self) -> Option<Document> {
        match &self.source {
            Source::Inline(embedding, notation) => Some(Document::of(Tree::read_as(embedding.text.as_str(), *notation))),
            Source::File { path, text } if path.ends_with(".yaml") || path.ends_with(".yml") => {
                Some(Document::of(Tree::read_as(text.as_str(), Notation::Yaml)))
            }
            Source::File { text, .. } => Some(Document::new(text.as_str())),
            Source::Unknown(_) => None,
        }
    }

    /// The change of the host (or of the file that it includes) for a change of the definition; where the definition has a file of
    /// its own, that file's change.
    ///
    /// # Errors
    /// A sentence, where the change touches what the host does not write as text.
    pub fn outwards(&self, host: &str, change: &Transaction) -> Result<Transaction, String> {
        match &self.source {
            Source::Inline(embedding, _) if self.how == "jsonencode" => {
                embedding.outwards(change).or_else(|_| crate::terraform::rewrite(host, embedding, change))
            }
            Source::Inline(embedding, _) => embedding.outwards(change),
            Source::File { .. } => Ok(change.clone()),
            Source::Unknown(why) => Err(why.clone()),
        }
    }

    /// The placeholders as the host's own expressions, by name: literals as they are, others as `${…}`; a queue by its name in
    /// place of its URL, as names are what ARNs are made of.
    #[must_use]
    pub fn own_expressions(&self) -> BTreeMap<String, String> {
        let written = |substitution: &Substitution| match &substitution.meaning {
            Meaning::Text(text) => text.clone(),
            Meaning::Open(_) => format!("${{{}}}", substitution.name),
            Meaning::Made(expression, trial) if trial.starts_with("https://sqs.") => queue_name(expression),
            Meaning::Made(expression, _) if expression.contains("${") => expression.clone(),
            Meaning::Made(expression, _) => format!("${{{expression}}}"),
        };
        self.substitutions.iter().map(|substitution| (substitution.name.clone(), written(substitution))).collect()
    }

    /// Trial values for the placeholders, by name, as far as the host says them.
    #[must_use]
    pub fn trial_values(&self) -> BTreeMap<String, String> {
        let value = |substitution: &Substitution| match &substitution.meaning {
            Meaning::Text(text) | Meaning::Made(_, text) => Some((substitution.name.clone(), text.clone())),
            Meaning::Open(_) => None,
        };
        self.substitutions.iter().filter_map(value).collect()
    }
}

/// The name of the queue whose URL an expression is.
fn queue_name(expression: &str) -> String {
    let queue = ["url", "id", "QueueUrl"].iter().find_map(|attribute| expression.strip_suffix(attribute)?.strip_suffix('.'));
    match queue {
        Some(queue) if queue.contains('.') => format!("${{{queue}.name}}"),
        Some(queue) => format!("${{{queue}.QueueName}}"),
        None => format!("${{{expression}.QueueName}}"),
    }
}
