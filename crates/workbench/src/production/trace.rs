//! What X-Ray would show of a run: its segments below each other, along its time.

use value::Value;

use super::read::{list, number, text};
use crate::run::words::duration;

/// So many segments are shown; the rest is counted.
const MOST: usize = 300;

/// The trace of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TraceView {
    /// The first segments, those inside another one below it.
    pub segments: Vec<Segment>,
    /// How many there are.
    pub all: usize,
    /// How long the execution took.
    pub time: String,
    /// The segment document.
    pub document: String,
}

/// A visit of a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The state's name.
    pub name: String,
    /// How many segments it lies in.
    pub depth: usize,
    /// What it calls; empty when nothing.
    pub operation: String,
    /// The error that it ended with; empty when with none.
    pub error: String,
    /// When it began, as a share of the execution's time.
    pub from: f64,
    /// How much of the execution's time it took.
    pub share: f64,
    /// How long it took, in words.
    pub time: String,
}

/// An execution's time on the clock, in seconds.
struct Span {
    from: f64,
    length: f64,
}

impl TraceView {
    /// Reads a segment document.
    #[must_use]
    pub fn read(document: String) -> Self {
        let root = value::parse(&document).unwrap_or(Value::Null);
        let (from, to) = (number(&root, "start_time"), number(&root, "end_time"));
        let span = Span { from, length: (to - from).max(0.0) };
        let mut view = Self { time: words(span.length), document, ..Self::default() };
        view.take_inside(&root, 0, &span);
        view
    }

    fn take_inside(&mut self, of: &Value, depth: usize, span: &Span) {
        for segment in list(of, "subsegments") {
            self.all += 1;
            if self.segments.len() < MOST {
                self.segments.push(Segment::read(segment, depth, span));
            }
            self.take_inside(segment, depth + 1, span);
        }
    }
}

impl Segment {
    fn read(segment: &Value, depth: usize, span: &Span) -> Self {
        let took = number(segment, "end_time") - number(segment, "start_time");
        let share = |seconds: f64| if span.length > 0.0 { (seconds / span.length).clamp(0.0, 1.0) } else { 0.0 };
        let error =
            segment.get("cause").map(|cause| list(cause, "exceptions").map(|exception| text(exception, "type")).collect());
        Self {
            name: text(segment, "name"),
            depth,
            operation: segment.get("aws").map(|aws| text(aws, "operation")).unwrap_or_default(),
            error: error.unwrap_or_default(),
            from: share(number(segment, "start_time") - span.from),
            share: share(took),
            time: words(took),
        }
    }
}

fn words(seconds: f64) -> String {
    duration((seconds * 1000.0).round().max(0.0) as u64)
}
