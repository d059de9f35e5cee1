//! What the role must be allowed, as it is shown.

use value::Value;

use super::read::{formats, list, text, texts};

/// What the execution role must be allowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PermissionsView {
    /// The statements of the policy.
    pub statements: Vec<StatementRow>,
    /// What somebody must know who uses it.
    pub notes: Vec<NoteRow>,
    /// The policy in each format: its title, a file's name, the text.
    pub formats: Vec<(&'static str, &'static str, String)>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRow {
    /// Its name.
    pub sid: String,
    /// What is allowed.
    pub actions: Vec<String>,
    /// On what, and whether a wildcard is in it.
    pub resources: Vec<(String, bool)>,
    /// Only when, as JSON; empty without a condition.
    pub condition: String,
    /// The states that it is for.
    pub states: Vec<String>,
    /// Why.
    pub reasons: Vec<String>,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteRow {
    /// The state; empty for the whole.
    pub state: String,
    /// A sentence, with code in backticks.
    pub text: String,
}

/// The formats, with the names of their files.
const FORMATS: [(&str, &str, &str); 5] = [
    ("json", "IAM JSON", "policy.json"),
    ("sam", "SAM", "policy.sam.yaml"),
    ("cloudformation", "CloudFormation", "role.cloudformation.yaml"),
    ("terraform", "Terraform", "role.tf"),
    ("trust", "Trust policy", "trust-policy.json"),
];

impl PermissionsView {
    /// Reads what the engine says.
    #[must_use]
    pub fn read(json: &str) -> Self {
        let value = value::parse(json).unwrap_or(Value::Null);
        let policy = value.get("policy").cloned().unwrap_or(Value::Null);
        let statements = list(&policy, "Statement").zip(list(&value, "statements"));
        Self {
            statements: statements.map(|(statement, about)| row(statement, about)).collect(),
            notes: list(&value, "notes").map(|note| NoteRow { state: text(note, "state"), text: text(note, "text") }).collect(),
            formats: formats(&value, &FORMATS),
        }
    }
}

fn row(statement: &Value, about: &Value) -> StatementRow {
    StatementRow {
        sid: text(statement, "Sid"),
        actions: texts(statement, "Action"),
        resources: texts(statement, "Resource")
            .into_iter()
            .map(|arn| (arn.contains('*'), arn))
            .map(|(any, arn)| (arn, any))
            .collect(),
        condition: statement.get("Condition").map(Value::to_json).unwrap_or_default(),
        states: texts(about, "states"),
        reasons: texts(about, "reasons"),
    }
}
