//! Marks of what happened along the scrubber: failures, caught errors, waits.

use simulator::recording::EventType;

use super::{Run, look};

/// The scrubber is divided into so many places; what happens at one of them is one mark.
const PLACES: usize = 200;

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// The moment, as a number of events.
    pub moment: usize,
    /// Where on the scrubber, from 0 to 1.
    pub at: f64,
    /// `failed` or `wait`.
    pub kind: &'static str,
}

impl Run {
    /// The marks, of which there are few however long the run is.
    #[must_use]
    pub fn ticks(&self) -> Vec<Tick> {
        let Some(recording) = self.recording() else { return Vec::new() };
        let events = recording.events();
        let mut places: Vec<Option<Tick>> = vec![None; PLACES + 1];
        for (index, event) in events.iter().enumerate() {
            let kind = match event.kind {
                EventType::WaitStateEntered => "wait",
                kind if look::is_bad(kind) => "failed",
                _ => continue,
            };
            let moment = index + 1;
            let place = &mut places[moment * PLACES / events.len()];
            // Of several the first is gone to, and a failure is worth more than a wait.
            if place.is_none_or(|tick| tick.kind == "wait" && kind == "failed") {
                *place = Some(Tick { moment, at: moment as f64 / events.len() as f64, kind });
            }
        }
        places.into_iter().flatten().collect()
    }
}
