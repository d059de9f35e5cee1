//! Placeholders without a trial value: their own text is what the step works with.

use asl::definition::StateKind;
use asl::tree::placeholder_names;
use simulator::fold::VisitStatus;
use value::Value;

use super::{Case, Reason, Verdict};
use crate::words;

/// So many names are told.
const MOST: usize = 3;

impl Case<'_> {
    /// Which placeholders stand for themselves in what the step reads, where it fails or decides by that.
    pub(super) fn placeholders(&self) -> Vec<Reason> {
        let failed = matches!(self.visit().status, VisitStatus::Failed | VisitStatus::Caught | VisitStatus::TimedOut);
        let decides = matches!(self.state.kind, StateKind::Choice(_));
        if !failed && !decides {
            return vec![];
        }
        let names = placeholder_names(self.tree);
        let variables = Value::from(self.sight.variables.clone());
        let cause = self.view.cause.map(|cause| self.recording.text(cause));
        let is_read = |name: &String| {
            let written = format!("${{{name}}}");
            let reads = holds(&self.sight.input, &written) || holds(&variables, &written);
            reads || cause.is_some_and(|cause| cause.contains(&written))
        };
        let read: Vec<String> = names.into_keys().filter(is_read).map(|name| format!("${{{name}}}")).collect();
        if read.is_empty() {
            return vec![];
        }
        let more = read.len().saturating_sub(MOST);
        let shown = words::names(read.iter().map(String::as_str).take(MOST), if more == 0 { "and" } else { "," });
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let (have, texts) = if read.len() == 1 {
            ("has no trial value, so that its own text stands", "Give it one")
        } else {
            ("have no trial values, so that their own texts stand", "Give them some")
        };
        let sentence = format!("{shown}{more} {have} in the data. {texts} in the workflow's own form, under Placeholders");
        vec![Reason::new(if failed { Verdict::Failed } else { Verdict::Note }, "", sentence)]
    }
}

/// Whether a text stands anywhere in a value.
fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::String(found) => found.contains(text),
        Value::Array(items) => items.iter().any(|item| holds(item, text)),
        Value::Object(members) => members.values().any(|member| holds(member, text)),
        _ => false,
    }
}
