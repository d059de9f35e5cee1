//! Map: runs its processor for each item, inline in this execution or as child executions.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::Value;

use crate::data::{NumberKind, Sight};
use crate::execution::{
    Branch, Distribution, Failure, Group, GroupKey, GroupKind, Item, Items, Iterations, Kept, Phase, Turn, Worked,
};
use crate::host::TaskOutcome;
use crate::limits;
use crate::program::{KindProgram, MapProgram};
use crate::recording::{Details, EventId, EventType, PayloadId, Stage};

impl Turn<'_> {
    pub fn map(&mut self, program: &MapProgram) -> Result<Worked, Failure> {
        let input = self.input_path()?;
        self.frame_mut().visit.effective = input;
        let items = match &program.reader {
            Some(_) => Items::default(),
            None => self.items(program, input)?,
        };
        let concurrency = match &program.max_concurrency {
            Some(number) => self.number(number, input, NumberKind::Integer)?.max(0.0) as usize,
            None => 0,
        };
        if self.machine.probe.is_some() {
            self.probe_map(program, &items, input, concurrency)?;
        }
        let whole = self.whole_result();
        let started = self.emit(EventType::MapStateStarted, Details::Length(items.values.len() as u32));
        if let Some(outcome) = whole {
            if matches!(outcome, TaskOutcome::Success(_) | TaskOutcome::SuccessText(..)) {
                self.check_tolerance(program, input, items.count())?;
            } else {
                self.tolerance(program, input)?;
            }
            return self.finish_whole(outcome, EventType::MapStateSucceeded);
        }
        if program.distributed {
            return self.distributed_map(program, input, items, concurrency);
        }
        let most = if concurrency == 0 { limits::INLINE_CONCURRENCY } else { concurrency.min(limits::INLINE_CONCURRENCY) };
        let kept = self.take_kept();
        self.iterate(items, most, None, started, kept)
    }

    /// Tells a test of this state alone what the Map works on.
    fn probe_map(&mut self, program: &MapProgram, items: &Items, input: PayloadId, concurrency: usize) -> Result<(), Failure> {
        let all = self.recording.payloads.add(Value::array(items.values.iter().cloned()));
        let (mut pointed, mut selected, mut batched) = (None, None, None);
        let mut read = None;
        if let Some(reader) = &program.reader {
            let reading = self.reading(reader, input)?;
            // Without data for the reader there is nothing to show.
            read = self.read_items(reader, &reading).ok();
            if let (Some(read), true) = (&read, reader.items_pointer.is_some()) {
                pointed = Some(self.recording.payloads.add(Value::array(read.values.iter().cloned())));
            }
        }
        let items = read.as_ref().unwrap_or(items);
        if program.item_selector.is_some() {
            let mut values = Vec::with_capacity(items.values.len());
            for index in 0..items.values.len() {
                values.push(self.select_item(program, Arc::new(items.item(index)))?);
            }
            selected = Some(self.recording.payloads.add(Value::from(values)));
        }
        if let Some(batcher) = &program.batcher {
            let batching = self.batching(batcher, input)?;
            let batches = self.batch(program, batching, items)?;
            batched = Some(self.recording.payloads.add(Value::from(batches)));
        }
        if let Some(probe) = &mut self.machine.probe {
            (probe.pointed, probe.batched) = (pointed, batched);
            (probe.items, probe.selected, probe.max_concurrency) = (Some(all), selected, Some(concurrency));
        }
        Ok(())
    }

    /// Starts as many iterations as may run together.
    pub fn iterate(
        &mut self,
        items: Items,
        limit: usize,
        distributed: Option<Distribution>,
        started: EventId,
        kept: Option<Arc<Kept>>,
    ) -> Result<Worked, Failure> {
        let count = items.count();
        let group = self.machine.add_group(Group {
            owner: self.key,
            kind: GroupKind::Map(Box::new(Iterations { items: Arc::new(items), next: 0, distributed })),
            results: vec![None; count],
            running: BTreeMap::new(),
            ended: 0,
            kept: kept.clone(),
        });
        if self.keep(group, kept.as_deref()) || count == 0 {
            return self.map_joined(group);
        }
        self.frame_mut().phase = Phase::Group(group);
        for _ in 0..limit.min(count) {
            self.start_iteration(group, started)?;
        }
        Ok(Worked::Waits)
    }

    /// Starts the next iteration of a Map, if there is one, after the event `previous`. The turn must be the Map's.
    pub fn start_iteration(&mut self, group: GroupKey, previous: EventId) -> Result<(), Failure> {
        let Group { kind, results, .. } = &mut self.machine.groups[group];
        let GroupKind::Map(iterations) = kind else { return Ok(()) };
        // What a redrive has kept is not begun again.
        while results.get(iterations.next as usize).is_some_and(Option::is_some) {
            iterations.next += 1;
        }
        let (items, index) = (iterations.items.clone(), iterations.next);
        if index as usize >= items.count() {
            return Ok(());
        }
        iterations.next += 1;
        let distributed = iterations.distributed.is_some();
        let KindProgram::Map(program) = &self.state().kind else { return Ok(()) };
        let (input, item) = self.iteration_input(program, &items, index)?;
        if distributed {
            self.start_child(group, index, program, input, item);
            return Ok(());
        }
        let name = self.state().name;
        let last = self.emit_after(previous, EventType::MapIterationStarted, Details::Iteration { name, index });
        self.start_branch(Branch { group, index, scope: program.processor, input, last, item });
        Ok(())
    }

    fn iteration_input(
        &mut self,
        program: &MapProgram,
        items: &Arc<Items>,
        index: u32,
    ) -> Result<(PayloadId, Option<Arc<Item>>), Failure> {
        let at = index as usize;
        if let Some(batch) = items.batches.get(at) {
            return Ok((self.recording.payloads.add(batch.clone()), None));
        }
        let item = Arc::new(items.item(at));
        let value = self.select_item(program, item.clone())?;
        let input = self.recording.payloads.add(value);
        self.check_size(input)?;
        Ok((input, Some(item)))
    }

    /// What ItemSelector makes of an item; without one, the item as it is.
    pub fn select_item(&mut self, program: &MapProgram, item: Arc<Item>) -> Result<Value, Failure> {
        let Some(selector) = &program.item_selector else { return Ok(item.whole()) };
        let outer = self.frame_mut().item.replace(item);
        self.frame_mut().visit.context = None;
        let effective = self.visit().effective;
        let selected = self.evaluate_value(selector, Sight::of(effective));
        self.frame_mut().item = outer;
        self.frame_mut().visit.context = None;
        selected
    }

    /// Every iteration has ended well.
    pub fn map_joined(&mut self, group: GroupKey) -> Result<Worked, Failure> {
        let GroupKind::Map(iterations) = &self.machine.groups[group].kind else { return Ok(Worked::Waits) };
        let distributed = iterations.distributed.is_some();
        let result = if distributed { self.finish_map_run(group)? } else { self.joined_results(group) };
        self.end_group(group);
        let succeeded_after = if distributed { self.last_event() } else { self.frame().last };
        self.emit_after(succeeded_after, EventType::MapStateSucceeded, Details::None);
        self.stage(Stage::Result, result);
        self.finish(result)
    }

    /// The latest event of this run's history.
    pub fn last_event(&self) -> EventId {
        let run = self.frame().run as usize;
        EventId(self.recording.histories[run].events.len() as u32)
    }
}
