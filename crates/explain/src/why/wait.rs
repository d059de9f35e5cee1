//! Where a Wait's time came from.

use asl::definition::{Setting, Wait};
use value::Value;

use super::{Case, Reason, Verdict};
use crate::words;

impl Case<'_> {
    pub(super) fn waiting(&self, wait: &Wait) -> Vec<Reason> {
        let told = |place: &str, sentence: String| vec![Reason::new(Verdict::Taken, place, sentence)];
        let given = |result: Result<Option<Value>, String>| match result {
            Ok(Some(value)) => words::short(&value),
            Ok(None) => "nothing".to_owned(),
            Err(error) => format!("an error: {error}"),
        };
        if let Some(seconds) = &wait.seconds {
            return match &seconds.value {
                Setting::Value(seconds) => told("Seconds", format!("it waits {}, as written", words::seconds(*seconds))),
                Setting::Expression(text) => {
                    told("Seconds", format!("`{}` gives {} seconds", words::expression(text), given(self.sight.jsonata(text))))
                }
            };
        }
        if let Some(path) = &wait.seconds_path {
            let path = &*path.value;
            return told("SecondsPath", format!("`{path}` is {} seconds", given(self.sight.path(path).map(Some))));
        }
        let (place, moment, from) = match (&wait.timestamp, &wait.timestamp_path) {
            (Some(timestamp), _) => match &timestamp.value {
                Setting::Value(text) => ("Timestamp", Ok(Some(Value::from(text.clone()))), "as written".to_owned()),
                Setting::Expression(text) => {
                    ("Timestamp", self.sight.jsonata(text), format!("which `{}` gives", words::expression(text)))
                }
            },
            (None, Some(path)) => ("TimestampPath", self.sight.path(&path.value).map(Some), format!("which `{}` is", path.value)),
            (None, None) => return vec![],
        };
        let entered = expressions::time::format_millis_short(self.sight.now_millis);
        let parsed = moment.as_ref().ok().and_then(Option::as_ref).and_then(Value::as_str);
        let past =
            parsed.and_then(expressions::time::Timestamp::parse).is_some_and(|time| time.millis() <= self.sight.now_millis);
        let note = if past {
            format!("; it was entered at {entered}, so that there is nothing to wait for")
        } else {
            format!("; it was entered at {entered}")
        };
        told(place, format!("it waits until {}, {from}{note}", given(moment)))
    }
}
