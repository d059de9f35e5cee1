//! The log events of a run, as CloudWatch Logs gets them.

use simulator::Recording;
use simulator::recording::EventType;
use simulator::recording::print::print_event;
use value::{Object, Value};

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Every event.
    All,
    /// What failed, timed out or was aborted.
    Error,
    /// Executions that failed, timed out or were aborted.
    Fatal,
    /// Nothing.
    Off,
}

impl Level {
    /// The level that a word names, as the service spells it.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word.to_ascii_uppercase().as_str() {
            "ALL" => Some(Self::All),
            "ERROR" => Some(Self::Error),
            "FATAL" => Some(Self::Fatal),
            "OFF" => Some(Self::Off),
            _ => None,
        }
    }

    /// Whether an event of this type is logged.
    #[must_use]
    pub fn logs(self, kind: EventType) -> bool {
        let name = kind.name();
        let bad =
            name.ends_with("Failed") || name.ends_with("Aborted") || name.ends_with("TimedOut") || name == "FailStateEntered";
        match self {
            Self::All => true,
            Self::Error => bad,
            Self::Fatal => bad && name.starts_with("Execution"),
            Self::Off => false,
        }
    }
}

/// The log events of a run's own history, each one line of a log stream. Without data they hold no inputs, outputs, parameters
/// or variables.
#[must_use]
pub fn log_events(recording: &Recording, level: Level, with_data: bool) -> Vec<Value> {
    let events = recording.events().iter().enumerate().filter(|(_, event)| level.logs(event.kind));
    events
        .map(|(index, event)| {
            let printed = print_event(recording, event, index + 1);
            let details = printed.get(&event.kind.details_member()).cloned();
            let at = recording.start_millis.saturating_add(i64::try_from(event.at).unwrap_or(i64::MAX));
            let mut line = Object::new();
            line.insert("id", (index + 1).to_string());
            line.insert("type", event.kind.name());
            line.insert(
                "details",
                details.map_or_else(
                    || Value::from(Object::new()),
                    |details| if with_data { details } else { without_data(&details) },
                ),
            );
            line.insert("previous_event_id", event.previous.0.to_string());
            line.insert("event_timestamp", at.to_string());
            line.insert("execution_arn", recording.arn());
            line.insert("redrive_count", "0");
            Value::from(line)
        })
        .collect()
}

fn without_data(details: &Value) -> Value {
    const DATA: [&str; 7] =
        ["input", "inputDetails", "output", "outputDetails", "parameters", "assignedVariables", "assignedVariablesDetails"];
    let kept = details.as_object().into_iter().flat_map(|object| object.iter()).filter(|(name, _)| !DATA.contains(&&***name));
    Value::object(kept.map(|(name, value)| (name.clone(), value.clone())))
}
