//! Recordings as bytes, in chunks that each add what is new since the last.
//!
//! Parts of values that payloads share are written once, so a large document that goes through a thousand states costs
//! its size once. [`Writer`] is on the side that runs, [`Reader`] on the side that shows.

mod values;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Call, DecisionRecord, EvaluationRecord, Event, ExecutionArn, FrameRecord, History, MapRun, Measure, NestedExecution, Note,
    PayloadId, Recording, StageRecord, StepId, StepRecord, TextId,
};
use crate::limits;
use values::{ValueReader, ValueWriter};

/// Why bytes are no chunk of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no recording, or chunks of it are missing")]
pub struct WireError;

/// Writes a growing recording in chunks.
#[derive(Debug, Default)]
pub struct Writer {
    values: ValueWriter,
    begun: bool,
    texts: usize,
    payloads: usize,
    events: Vec<usize>,
    frames: usize,
    steps: usize,
    stages: usize,
    decisions: usize,
    assigned: usize,
    calls: usize,
    evaluations: usize,
    notes: usize,
    nested: Vec<Writer>,
}

/// Puts chunks together again.
#[derive(Debug, Default)]
pub struct Reader {
    recording: Recording,
    values: ValueReader,
    nested: Vec<Reader>,
}

/// What is new in a recording.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Chunk {
    /// Start time and role; in the first chunk only.
    head: Option<(i64, String)>,
    texts: Vec<String>,
    /// One encoded value for each new payload.
    values: Vec<u8>,
    bounds: Vec<(u32, u32)>,
    originals: Vec<(u32, String)>,
    /// New histories.
    histories: Vec<HistoryHead>,
    /// New events by history.
    events: Vec<(u32, Vec<Event>)>,
    frames: Vec<FrameRecord>,
    steps: Vec<StepRecord>,
    stages: Vec<StageRecord>,
    decisions: Vec<DecisionRecord>,
    assigned: Vec<(TextId, PayloadId)>,
    calls: Vec<Call>,
    evaluations: Vec<EvaluationRecord>,
    map_runs: Vec<MapRun>,
    retries: u32,
    notes: Vec<Note>,
    /// New nested executions.
    nested: Vec<NestedHead>,
    /// Chunks of nested executions, by their place.
    nested_chunks: Vec<(u32, Vec<u8>)>,
}

/// A history, its events left out.
#[derive(Debug, Serialize, Deserialize)]
struct HistoryHead {
    /// What its ARN has before the name; `None` where that is as in the history before.
    before: Option<String>,
    name: String,
    is_name_twice: bool,
    map_run: Option<u32>,
    index: u32,
}

/// A nested execution, its recording left out.
#[derive(Debug, Serialize, Deserialize)]
struct NestedHead {
    workflow: String,
    history: u32,
    step: StepId,
    started_at: u64,
    states: u32,
}

impl Writer {
    /// The bytes of what is new since the last call. The recording must only have grown.
    pub fn write(&mut self, recording: &Recording) -> Vec<u8> {
        let mut chunk = Chunk::default();
        if !self.begun {
            self.begun = true;
            chunk.head = Some((recording.start_millis, recording.role_arn.clone()));
        }
        chunk.texts = new(&recording.texts, &mut self.texts).iter().map(ToString::to_string).collect();
        for index in self.payloads..recording.payloads.len() {
            let id = PayloadId(index as u32);
            self.values.write(recording.payloads.value(id), &mut chunk.values);
            let bound = recording.payloads.bound(id);
            chunk.bounds.push((bound.bytes, bound.depth));
            if let Some(text) = recording.payloads.original_text(id) {
                chunk.originals.push((id.0, text.to_string()));
            }
        }
        self.payloads = recording.payloads.len();
        for number in self.events.len()..recording.histories.len() {
            let History { execution_arn, map_run, index, .. } = &recording.histories[number];
            let (before, name, is_name_twice) = execution_arn.parts();
            let is_known = number.checked_sub(1).is_some_and(|last| recording.histories[last].execution_arn.parts().0 == before);
            let (before, name) = ((!is_known).then(|| before.to_owned()), name.to_owned());
            chunk.histories.push(HistoryHead { before, name, is_name_twice, map_run: *map_run, index: *index });
        }
        self.events.resize(recording.histories.len(), 0);
        for (index, (history, written)) in recording.histories.iter().zip(&mut self.events).enumerate() {
            if history.events.len() > *written {
                chunk.events.push((index as u32, new(&history.events, written).to_vec()));
            }
        }
        chunk.frames = new(&recording.frames, &mut self.frames).to_vec();
        chunk.steps = new(&recording.steps, &mut self.steps).to_vec();
        chunk.stages = new(&recording.stages, &mut self.stages).to_vec();
        chunk.decisions = new(&recording.decisions, &mut self.decisions).to_vec();
        chunk.assigned = new(&recording.assigned, &mut self.assigned).to_vec();
        chunk.calls = new(&recording.calls, &mut self.calls).to_vec();
        chunk.evaluations = new(&recording.evaluations, &mut self.evaluations).to_vec();
        chunk.map_runs.clone_from(&recording.map_runs);
        chunk.retries = recording.retries;
        chunk.notes = new(&recording.notes, &mut self.notes).to_vec();
        for nested in &recording.nested[self.nested.len().min(recording.nested.len())..] {
            let NestedExecution { workflow, history, step, started_at, states, .. } = nested;
            let (workflow, history, step) = (workflow.clone(), *history, *step);
            chunk.nested.push(NestedHead { workflow, history, step, started_at: *started_at, states: *states });
        }
        self.nested.resize_with(recording.nested.len(), Writer::default);
        for (index, (nested, writer)) in recording.nested.iter().zip(&mut self.nested).enumerate() {
            if writer.is_behind(&nested.recording) {
                chunk.nested_chunks.push((index as u32, writer.write(&nested.recording)));
            }
        }
        // Nothing in a chunk can fail to be written.
        postcard::to_allocvec(&chunk).unwrap_or_default()
    }

    /// Whether a recording has grown since it was written.
    fn is_behind(&self, recording: &Recording) -> bool {
        let events = |recording: &Recording| recording.histories.iter().map(|history| history.events.len()).sum::<usize>();
        !self.begun
            || self.events.iter().sum::<usize>() != events(recording)
            || self.payloads != recording.payloads.len()
            || self.nested.len() != recording.nested.len()
            || self.nested.iter().zip(&recording.nested).any(|(writer, nested)| writer.is_behind(&nested.recording))
    }
}

/// The part of a list that is not written yet, which then counts as written.
fn new<'a, T>(list: &'a [T], written: &mut usize) -> &'a [T] {
    let from = std::mem::replace(written, list.len());
    list.get(from..).unwrap_or_default()
}

impl Reader {
    /// Adds a chunk. After an error the reader is of no more use.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), WireError> {
        self.read_at(bytes, 0)
    }

    /// The same for a recording so deep inside others.
    fn read_at(&mut self, bytes: &[u8], depth: usize) -> Result<(), WireError> {
        if depth > limits::NESTED_DEPTH {
            return Err(WireError);
        }
        let chunk: Chunk = postcard::from_bytes(bytes).map_err(|_| WireError)?;
        let recording = &mut self.recording;
        if let Some((start_millis, role_arn)) = chunk.head {
            (recording.start_millis, recording.role_arn) = (start_millis, role_arn);
        }
        recording.texts.extend(chunk.texts.into_iter().map(Arc::from));
        let mut originals = chunk.originals.into_iter().peekable();
        let mut values = chunk.values.as_slice();
        for (bytes, depth) in chunk.bounds {
            let value = self.values.read(&mut values).ok_or(WireError)?;
            let id = recording.payloads.len() as u32;
            match originals.next_if(|(owner, _)| *owner == id) {
                Some((_, text)) => recording.payloads.add_text(value, text.into()),
                None => recording.payloads.add_bounded(value, Measure { bytes, depth }),
            };
        }
        for HistoryHead { before, name, is_name_twice, map_run, index } in chunk.histories {
            let last = recording.histories.last().map(|history| &history.execution_arn);
            let before = before.as_deref().or(last.map(|last| last.parts().0)).unwrap_or_default();
            let execution_arn = ExecutionArn::of_parts(last, before, &name, is_name_twice);
            recording.histories.push(History { execution_arn, map_run, index, events: Vec::new() });
        }
        for (index, events) in chunk.events {
            let history = recording.histories.get_mut(index as usize).ok_or(WireError)?;
            // Most children come whole: their lists are kept as they are.
            if history.events.is_empty() { history.events = events } else { history.events.extend(events) }
        }
        recording.frames.extend(chunk.frames);
        recording.steps.extend(chunk.steps);
        recording.stages.extend(chunk.stages);
        recording.decisions.extend(chunk.decisions);
        recording.assigned.extend(chunk.assigned);
        recording.calls.extend(chunk.calls);
        recording.evaluations.extend(chunk.evaluations);
        recording.map_runs = chunk.map_runs;
        recording.retries = chunk.retries;
        recording.notes.extend(chunk.notes);
        for NestedHead { workflow, history, step, started_at, states } in chunk.nested {
            let inner = Recording::default();
            recording.nested.push(NestedExecution { workflow, history, step, started_at, states, recording: inner });
            self.nested.push(Reader::default());
        }
        for (index, bytes) in chunk.nested_chunks {
            let reader = self.nested.get_mut(index as usize).ok_or(WireError)?;
            let inner = &mut recording.nested[index as usize].recording;
            // The reader has the recording while it reads, so that both grow together.
            std::mem::swap(&mut reader.recording, inner);
            let read = reader.read_at(&bytes, depth + 1);
            std::mem::swap(&mut reader.recording, inner);
            read?;
        }
        Ok(())
    }

    /// What was read so far.
    #[must_use]
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// Ends with what was read.
    #[must_use]
    pub fn into_recording(self) -> Recording {
        self.recording
    }
}

/// A whole recording in one chunk.
#[must_use]
pub fn to_bytes(recording: &Recording) -> Vec<u8> {
    Writer::default().write(recording)
}

/// The recording of one chunk.
pub fn from_bytes(bytes: &[u8]) -> Result<Recording, WireError> {
    let mut reader = Reader::default();
    reader.read(bytes)?;
    Ok(reader.into_recording())
}
