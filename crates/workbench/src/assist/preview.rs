//! What the expression that is being typed gives on the data of the last run, as the engine says it.

use asl::document::StateKey;
use engine::{Preview, PreviewKind, Request, Ticket};
use value::Value;

use super::embedded::{bare, is_path};
use super::paths::brief;
use super::sight::{LAST_RUN, Sight};
use crate::effect::Effect;
use crate::inspector::{Grammar, form};
use crate::sheet::Sheet;
use crate::ticket::Tickets;

/// Longer values are cut.
const LONGEST: usize = 400;

/// Previewing.
#[derive(Clone, Debug)]
pub enum PreviewMessage {
    /// Asks what a field of a state gives with this text.
    Ask(StateKey, String, String),
    /// Nobody looks at a preview any more.
    Close,
}

/// What is asked and known; only the field that is typed into has a preview.
#[derive(Clone, Debug, Default)]
pub(crate) struct Previews {
    asked: Option<(Ticket, StateKey, String)>,
    shown: Option<(StateKey, String, PreviewView)>,
}

/// What a preview is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A value.
    Value,
    /// An error.
    Error,
    /// Nothing that could be said yet.
    Unknown,
}

impl Tone {
    /// The name style sheets use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Error => "error",
            Self::Unknown => "unknown",
        }
    }
}

/// A preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewView {
    /// The value in a line, or the error in the engine's words.
    pub text: String,
    /// What it is.
    pub tone: Tone,
    /// Where the data is from.
    pub source: &'static str,
}

impl Sheet {
    /// The preview of a field, while it is typed into.
    #[must_use]
    pub fn preview(&self, key: StateKey, pointer: &str) -> Option<PreviewView> {
        let (state, field, view) = self.testing.previews.shown.as_ref()?;
        (*state == key && field == pointer).then(|| view.clone())
    }

    /// Takes in what concerns previews.
    pub(crate) fn preview_message(&mut self, message: PreviewMessage, tickets: &mut Tickets) -> Vec<Effect> {
        let PreviewMessage::Ask(key, pointer, text) = message else {
            self.testing.previews = Previews::default();
            return Vec::new();
        };
        let question = form(&self.document, key)
            .and_then(|form| form.field(&pointer)?.grammar())
            .and_then(|grammar| question(&self.sight(key, &pointer), grammar, &pointer, text.trim()));
        let Some(question) = question else {
            self.testing.previews = Previews::default();
            return Vec::new();
        };
        let ticket = tickets.next(*self.id);
        self.testing.previews.asked = Some((ticket, key, pointer));
        vec![Effect::Engine(Request::Preview { ticket, preview: question })]
    }

    /// Takes in what the engine says of a preview.
    pub(crate) fn hear_preview(&mut self, ticket: Ticket, outcome: Result<String, String>) {
        let Some((_, key, pointer)) = self.testing.previews.asked.take_if(|(asked, ..)| *asked == ticket) else { return };
        let source = self.sight(key, &pointer).source;
        let view = match outcome {
            Ok(json) => PreviewView { text: value::parse(&json).map_or(json, |value| shown(&value)), tone: Tone::Value, source },
            // Before anything ran nobody knows what arrives here: that a value is not there says nothing.
            Err(text) if source != LAST_RUN && text.contains("could not be found") => {
                let text = "Not in the scenario's input; run it to see what arrives here".to_owned();
                PreviewView { text, tone: Tone::Unknown, source: "" }
            }
            Err(text) => PreviewView { text, tone: Tone::Error, source },
        };
        self.testing.previews.shown = Some((key, pointer, view));
    }
}

fn shown(value: &Value) -> String {
    let json = value.to_json();
    match json.chars().count() > LONGEST {
        true => format!("{} ({} bytes)", brief(value), json.len()),
        false => json,
    }
}

/// What the engine is asked; nothing where nothing is computed.
fn question(sight: &Sight, grammar: Grammar, pointer: &str, text: &str) -> Option<Preview> {
    let is_result_path = pointer.ends_with("/ResultPath");
    let (kind, text) = match grammar {
        Grammar::Path | Grammar::PathOrCall if text.is_empty() || text == "null" => return None,
        Grammar::Path if is_result_path => (PreviewKind::ResultPath, text.to_owned()),
        Grammar::Path | Grammar::PathOrCall => (PreviewKind::PathOrCall, text.to_owned()),
        Grammar::PathValue if is_path(text) => (PreviewKind::PathOrCall, text.to_owned()),
        Grammar::PathTemplate if text.contains(".$\"") => (PreviewKind::PathTemplate, text.to_owned()),
        Grammar::JsonataTemplate | Grammar::JsonataValue if bare(text).is_some() => {
            (PreviewKind::Jsonata, asl::tree::quote(text))
        }
        Grammar::JsonataTemplate if text.contains("{%") => (PreviewKind::Jsonata, text.to_owned()),
        _ => return None,
    };
    let field = pointer.trim_start_matches('/').to_owned();
    let variables = sight.variables.iter().filter_map(|(name, value)| Some((name.as_str(), value.clone()?)));
    Some(Preview {
        kind,
        field,
        text,
        root: sight.root.to_json(),
        states: sight.states.to_json(),
        context: sight.context.to_json(),
        variables: Value::object(variables).to_json(),
    })
}
