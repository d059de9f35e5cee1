//! The events of a history, whatever they come in: one answer of GetExecutionHistory, several pages, a file that is cut off.

use std::collections::BTreeMap;

use value::Value;

use super::ImportError;

/// All events in a text, and whether it ends in the middle of one.
pub(super) fn events(text: &str) -> Result<(Vec<Value>, bool), ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Ok(value) = value::parse(text) {
        let mut found = Vec::new();
        if !flatten(&value, &mut found) {
            let help = "`events` is missing: give the output of `aws stepfunctions get-execution-history`";
            return Err(ImportError(help.to_owned()));
        }
        return Ok((found, false));
    }
    // Pages behind each other, or a text that is cut off: what is whole in it is read.
    let (objects, cut_off) = whole_objects(text);
    let found: Vec<Value> = objects.into_iter().filter(is_event).collect();
    match value::parse(text) {
        Err(error) if found.is_empty() => Err(ImportError(format!("this is not JSON: {error}"))),
        _ => Ok((found, cut_off)),
    }
}

fn is_event(value: &Value) -> bool {
    value.get("type").is_some() && (value.get("id").is_some() || value.get("timestamp").is_some())
}

/// Adds the events of an answer, a list of events, or a list of answers; `false` for anything else.
fn flatten(value: &Value, found: &mut Vec<Value>) -> bool {
    match value {
        Value::Object(_) if is_event(value) => {
            found.push(value.clone());
            true
        }
        Value::Object(object) => object.get("events").is_some_and(|events| events.as_array().is_some() && flatten(events, found)),
        Value::Array(items) => items.iter().all(|item| flatten(item, found)),
        _ => false,
    }
}

/// The outermost objects of a text that are events, and whether it ends within one. Objects around events are looked into.
fn whole_objects(text: &str) -> (Vec<Value>, bool) {
    let mut found = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => starts.push(at),
            b'}' if !quoted => {
                let Some(start) = starts.pop() else { continue };
                // An event lies in an answer at most; what lies deeper are its details.
                if starts.len() <= 1
                    && let Some(event) = value::parse(&text[start..=at]).ok().filter(is_event)
                {
                    found.push(event);
                }
            }
            _ => {}
        }
    }
    (found, quoted || starts.len() > 1)
}

/// Events whose numbers follow each other.
pub(super) struct Whole {
    /// The number of the first.
    pub(super) first: i64,
    pub(super) events: Vec<Value>,
    /// How many events there are in all, those that pages overlap in counted once.
    pub(super) of: usize,
}

/// The longest run of events whose numbers follow each other. An event without a number has that of its place.
pub(super) fn longest_whole(events: Vec<Value>) -> Option<Whole> {
    let numbered = |(at, event): (usize, Value)| (event.get("id").and_then(Value::as_i64).unwrap_or(at as i64 + 1), event);
    let events: BTreeMap<i64, Value> = events.into_iter().enumerate().map(numbered).collect();
    let mut best: Option<(i64, usize)> = None;
    let mut run: Option<(i64, usize)> = None;
    for id in events.keys() {
        run = match run {
            Some((first, count)) if first + count as i64 == *id => Some((first, count + 1)),
            _ => Some((*id, 1)),
        };
        if run.map(|(_, count)| count) > best.map(|(_, count)| count) {
            best = run;
        }
    }
    let (first, count) = best?;
    let part = events.range(first..first + count as i64).map(|(_, event)| event.clone()).collect();
    Some(Whole { first, events: part, of: events.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_found_in_whatever_they_come_in() {
        let event = |id: i64| format!(r#"{{"id": {id}, "type": "X", "d": {{"input": "{{}}"}}}}"#);
        let (one, two, three) = (event(1), event(2), event(3));
        for (text, count, cut_off) in [
            (format!(r#"{{"events": [{one}, {two}], "nextToken": "t"}}"#), 2, false),
            (format!("[{one}, {two}, {three}]"), 3, false),
            (format!(r#"[{{"events": [{one}]}}, {{"events": [{two}, {three}]}}]"#), 3, false),
            (format!("{{\"events\": [{one}]}}\n{{\"events\": [{two}]}}"), 2, false),
            (format!("{one}\n{two}\n{three}\n"), 3, false),
            (format!(r#"{{"events": [{one}, {two}, {}"#, &three[..20]), 2, true),
            (format!("\u{feff}{{\"events\": [{one}]}}"), 1, false),
        ] {
            let (found, cut) = events(&text).expect(&text);
            assert_eq!((found.len(), cut), (count, cut_off), "{text}");
        }
        assert!(events("{}").is_err());
        assert!(events("no JSON").is_err());
    }

    #[test]
    fn the_longest_run_without_a_gap_is_taken() {
        let events = |ids: &[i64]| ids.iter().map(|id| Value::object([("id", *id)])).collect::<Vec<_>>();
        for (ids, first, count) in
            [(&[3, 2, 1][..], 1, 3), (&[1, 2, 5, 6, 7], 5, 3), (&[1, 2, 2, 3], 1, 3), (&[4, 5], 4, 2), (&[1, 3], 1, 1)]
        {
            let part = longest_whole(events(ids)).expect("a part");
            assert_eq!((part.first, part.events.len()), (first, count), "{ids:?}");
        }
        assert!(longest_whole(Vec::new()).is_none());
    }
}
