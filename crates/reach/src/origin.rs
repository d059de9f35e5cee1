//! Where a value of a run came from: followed back through its states to the input or to a Task's answer.

use std::sync::Arc;

use simulator::recording::{Decision, StepId};
use value::Value;

use crate::definition::{Machine, Written};
use crate::place::{Read, Root, Segment};
use crate::repair::Here;
use crate::template::{Found, expression, lookup};
use crate::trial::Run;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// The execution's input.
    Input(Vec<Segment>),
    /// A Task's raw result.
    Answer {
        /// The state.
        state: Arc<str>,
        /// The number of its call.
        call: u32,
        /// Where in the result.
        path: Vec<Segment>,
    },
    /// The error that a Task failed with.
    Thrown {
        /// The state.
        state: Arc<str>,
        /// The number of its call.
        call: u32,
        /// `Error` or `Cause`.
        member: Arc<str>,
    },
    /// It is written in the definition.
    Constant {
        /// In this state.
        state: Arc<str>,
    },
    /// Nobody can tell.
    Unknown,
}

/// Follows values of a run back.
pub struct Tracer<'a> {
    /// The definition.
    pub machine: &'a Machine,
    /// The run.
    pub run: &'a Run,
}

/// No way back is followed further.
const FARTHEST: usize = 400;

impl Tracer<'_> {
    /// Where what a state's fields read of its input comes from: `$` is its input after `InputPath`.
    pub fn read(&self, step: StepId, read: &Read) -> Origin {
        self.resolve(step, read, 0)
    }

    /// Where what a state's fields read of its result or output comes from.
    pub fn later_read(&self, step: StepId, read: &Read, here: Here) -> Origin {
        let (Root::Here, Some(state)) = (&read.root, self.written(step)) else { return self.resolve(step, read, 0) };
        match here {
            Here::Input => self.resolve(step, read, 0),
            Here::Result => self.result(step, &read.path, 0),
            Here::Selected => self.selected(step, state, &read.path, 0),
            Here::Output => self.combined(step, state, &read.path, 0),
        }
    }

    fn resolve(&self, step: StepId, read: &Read, depth: usize) -> Origin {
        if depth > FARTHEST {
            return Origin::Unknown;
        }
        match &read.root {
            Root::Here => self.after_input_path(step, &read.path, depth),
            Root::Input => self.entry(step, &read.path, depth),
            Root::Result => self.result(step, &read.path, depth),
            Root::Error => self.thrown(step, &read.path, depth),
            Root::Context => self.context(step, &read.path, depth),
            Root::Variable(name) => self.variable(step, name, &read.path, depth),
        }
    }

    fn written(&self, step: StepId) -> Option<&Written> {
        self.machine.state(&self.run.name(step))
    }

    fn constant(&self, step: StepId) -> Origin {
        Origin::Constant { state: self.run.name(step) }
    }

    /// At a place of a state's raw input.
    fn entry(&self, step: StepId, path: &[Segment], depth: usize) -> Origin {
        if depth > FARTHEST {
            return Origin::Unknown;
        }
        if let Some(before) = self.run.before(step) {
            return self.exit(before, path, depth + 1);
        }
        let Some((owner, index)) = self.run.around(step) else { return Origin::Input(path.to_vec()) };
        match self.written(owner).map(Written::kind) {
            Some("Parallel") => self.effective(owner, path, depth + 1),
            Some("Map") => self.item(owner, index, path, depth + 1),
            _ => Origin::Unknown,
        }
    }

    fn after_input_path(&self, step: StepId, path: &[Segment], depth: usize) -> Origin {
        let Some(state) = self.written(step) else { return Origin::Unknown };
        match state.value.get("InputPath") {
            None => self.entry(step, path, depth + 1),
            Some(Value::String(text)) => match Read::parse_path(text) {
                Some(Read { root: Root::Here, path: before }) => self.entry(step, &[&before, path].concat(), depth + 1),
                Some(read) => self.resolve(step, &read.then(path), depth + 1),
                None => Origin::Unknown,
            },
            Some(_) => self.constant(step),
        }
    }

    /// After `Parameters` or `Arguments`.
    fn effective(&self, step: StepId, path: &[Segment], depth: usize) -> Origin {
        let Some(state) = self.written(step) else { return Origin::Unknown };
        let field = if state.jsonata { "Arguments" } else { "Parameters" };
        match state.value.get(field) {
            Some(template) => self.found(step, lookup(template, path, state.jsonata), depth),
            None => self.after_input_path(step, path, depth + 1),
        }
    }

    fn found(&self, step: StepId, found: Found, depth: usize) -> Origin {
        match found {
            Found::Read(read) => self.resolve(step, &read, depth + 1),
            Found::Constant(_) => self.constant(step),
            Found::Computed => Origin::Unknown,
        }
    }

    /// An iteration's input.
    fn item(&self, map: StepId, index: usize, path: &[Segment], depth: usize) -> Origin {
        let Some(state) = self.written(map) else { return Origin::Unknown };
        // In the older form, Parameters of a Map is what ItemSelector is.
        let selector = state.value.get("ItemSelector").or_else(|| state.value.get("Parameters"));
        let path = match selector.map(|selector| lookup(selector, path, state.jsonata)) {
            None => self.batched(state, path),
            Some(Found::Read(Read { root: Root::Context, path })) => match item_value(&path) {
                Some(path) => path.to_vec(),
                None => return self.context(map, &path, depth + 1),
            },
            Some(found) => return self.found(map, found, depth),
        };
        self.element(map, state, index, &path, depth + 1)
    }

    /// Without the list that a batch is.
    fn batched(&self, state: &Written, path: &[Segment]) -> Vec<Segment> {
        match (state.value.get("ItemBatcher"), path) {
            (Some(_), [Segment::Key(items), Segment::Index(_), rest @ ..]) if &**items == "Items" => rest.to_vec(),
            _ => path.to_vec(),
        }
    }

    /// An element of a Map's items.
    fn element(&self, map: StepId, state: &Written, index: usize, path: &[Segment], depth: usize) -> Origin {
        if state.value.get("ItemReader").is_some() {
            return Origin::Unknown;
        }
        let path = [&[Segment::Index(index)], path].concat();
        match (state.text("ItemsPath"), state.value.get("Items")) {
            (Some(text), _) => match Read::parse_path(text) {
                Some(read) => self.resolve(map, &read.then(&path), depth),
                None => Origin::Unknown,
            },
            (None, Some(items)) => self.found(map, lookup(items, &path, true), depth),
            (None, None) => self.after_input_path(map, &path, depth),
        }
    }

    /// At a place of what a state has given on.
    fn exit(&self, step: StepId, path: &[Segment], depth: usize) -> Origin {
        let Some(state) = self.written(step) else { return Origin::Unknown };
        let caught = self.run.decisions(step).find_map(|made| match made {
            Decision::Catch(catcher) => Some(catcher),
            _ => None,
        });
        if let Some(catcher) = caught {
            let Some(catcher) = state.list("Catch").get(usize::from(catcher)) else { return Origin::Unknown };
            return self.caught(step, state, catcher, path, depth);
        }
        if state.jsonata {
            return self.jsonata_exit(step, state, path, depth);
        }
        let path = match state.value.get("OutputPath") {
            None => path.to_vec(),
            Some(Value::String(text)) => match Read::parse_path(text) {
                Some(Read { root: Root::Here, path: before }) => [&before, path].concat(),
                _ => return Origin::Unknown,
            },
            Some(_) => return self.constant(step),
        };
        self.combined(step, state, &path, depth)
    }

    /// At a place of what `ResultPath` gives.
    fn combined(&self, step: StepId, state: &Written, path: &[Segment], depth: usize) -> Origin {
        if !matches!(state.kind(), "Pass" | "Task" | "Parallel" | "Map") {
            return self.after_input_path(step, path, depth + 1);
        }
        match result_path(state.value.get("ResultPath"), path) {
            Side::Input => self.entry(step, path, depth + 1),
            Side::Result(path) => self.selected(step, state, &path, depth + 1),
            Side::Both => Origin::Unknown,
        }
    }

    fn caught(&self, step: StepId, state: &Written, catcher: &Value, path: &[Segment], depth: usize) -> Origin {
        if state.jsonata {
            return match catcher.get("Output") {
                Some(output) => self.found(step, lookup(output, path, true), depth),
                None => self.thrown(step, path, depth + 1),
            };
        }
        match result_path(catcher.get("ResultPath"), path) {
            Side::Input => self.entry(step, path, depth + 1),
            Side::Result(path) => self.thrown(step, &path, depth + 1),
            Side::Both => Origin::Unknown,
        }
    }

    fn jsonata_exit(&self, step: StepId, state: &Written, path: &[Segment], depth: usize) -> Origin {
        let rule = self.run.decisions(step).find_map(|made| match made {
            Decision::Rule(rule) => state.list("Choices").get(usize::from(rule)),
            _ => None,
        });
        match rule.unwrap_or(&state.value).get("Output") {
            Some(output) => self.found(step, lookup(output, path, true), depth),
            None if matches!(state.kind(), "Task" | "Parallel" | "Map") => self.result(step, path, depth + 1),
            None => self.entry(step, path, depth + 1),
        }
    }

    /// A state's result after `ResultSelector`.
    fn selected(&self, step: StepId, state: &Written, path: &[Segment], depth: usize) -> Origin {
        match state.value.get("ResultSelector") {
            Some(selector) => match lookup(selector, path, false) {
                Found::Read(read) if read.root == Root::Here => self.result(step, &read.path, depth + 1),
                found => self.found(step, found, depth),
            },
            None => self.result(step, path, depth + 1),
        }
    }

    /// A state's raw result.
    fn result(&self, step: StepId, path: &[Segment], depth: usize) -> Origin {
        if depth > FARTHEST {
            return Origin::Unknown;
        }
        let Some(state) = self.written(step) else { return Origin::Unknown };
        match state.kind() {
            "Task" => {
                let (name, (first, last)) = (self.run.name(step), self.run.calls(step));
                // Its own fields may have failed on the same result several times; what was thrown at it stays.
                let answered = (first..=last).rev().take_while(|call| self.run.result(&name, *call).is_some()).last();
                Origin::Answer { call: answered.unwrap_or(last), state: name, path: path.to_vec() }
            }
            "Pass" if state.value.get("Result").is_some() => self.constant(step),
            "Pass" => self.effective(step, path, depth + 1),
            "Parallel" | "Map" => match path.split_first() {
                Some((Segment::Index(index), rest)) => match self.run.last_within(step, *index) {
                    Some(last) => self.exit(last, rest, depth + 1),
                    None => Origin::Unknown,
                },
                _ => Origin::Unknown,
            },
            _ => self.after_input_path(step, path, depth + 1),
        }
    }

    fn thrown(&self, step: StepId, path: &[Segment], _depth: usize) -> Origin {
        match (self.written(step).map(Written::kind), path) {
            (Some("Task"), [Segment::Key(member)]) if matches!(&**member, "Error" | "Cause") => {
                let call = self.run.calls(step).1;
                Origin::Thrown { state: self.run.name(step), call, member: member.clone() }
            }
            _ => Origin::Unknown,
        }
    }

    fn context(&self, step: StepId, path: &[Segment], depth: usize) -> Origin {
        if let [Segment::Key(execution), Segment::Key(input), rest @ ..] = path
            && (&**execution, &**input) == ("Execution", "Input")
        {
            return Origin::Input(rest.to_vec());
        }
        let Some(rest) = item_value(path) else { return Origin::Unknown };
        match self.run.around(step) {
            Some((owner, index)) if self.written(owner).is_some_and(|state| state.kind() == "Map") => {
                self.written(owner).map_or(Origin::Unknown, |state| self.element(owner, state, index, rest, depth + 1))
            }
            Some((owner, _)) => self.context(owner, path, depth + 1),
            None => Origin::Unknown,
        }
    }

    /// Where a variable's value comes from: the last state before that assigned it.
    fn variable(&self, step: StepId, name: &str, path: &[Segment], depth: usize) -> Origin {
        let mut at = step;
        for _ in 0..FARTHEST {
            let Some(before) = self.run.before(at).or_else(|| self.run.around(at).map(|(owner, _)| owner)) else { break };
            let entered_from_within = self.run.before(at).is_none();
            at = before;
            let Some(state) = self.written(at).filter(|_| !entered_from_within) else { continue };
            let Some((assign, by_catcher)) = self.assignments(at, state) else { continue };
            let key = [&[Segment::Key(Arc::from(name))], path].concat();
            if assign.get(name).is_none() && assign.get(&format!("{name}.$")).is_none() {
                continue;
            }
            return match lookup(assign, &key, state.jsonata) {
                Found::Read(read) if read.root == Root::Here && by_catcher => self.thrown(at, &read.path, depth + 1),
                Found::Read(read) if read.root == Root::Here => match state.kind() {
                    "Task" | "Pass" | "Parallel" | "Map" => self.selected(at, state, &read.path, depth + 1),
                    _ => self.after_input_path(at, &read.path, depth + 1),
                },
                found => self.found(at, found, depth),
            };
        }
        Origin::Unknown
    }

    /// The `Assign` that a visit went by, and whether it is a catcher's.
    fn assignments<'b>(&self, step: StepId, state: &'b Written) -> Option<(&'b Value, bool)> {
        for made in self.run.decisions(step) {
            match made {
                Decision::Catch(catcher) => return Some((state.list("Catch").get(usize::from(catcher))?.get("Assign")?, true)),
                Decision::Rule(rule) => return Some((state.list("Choices").get(usize::from(rule))?.get("Assign")?, false)),
                _ => {}
            }
        }
        Some((state.value.get("Assign")?, false))
    }
}

/// Which side a place of what `ResultPath` gives comes from.
enum Side {
    Input,
    Result(Vec<Segment>),
    Both,
}

fn result_path(written: Option<&Value>, path: &[Segment]) -> Side {
    let set = match written {
        None => return Side::Result(path.to_vec()),
        Some(Value::String(text)) => match Read::parse_path(text) {
            Some(read) => read.path,
            None => return Side::Both,
        },
        Some(_) => return Side::Input,
    };
    if path.len() < set.len() && set.starts_with(path) {
        return Side::Both;
    }
    match path.strip_prefix(set.as_slice()) {
        Some(rest) => Side::Result(rest.to_vec()),
        None => Side::Input,
    }
}

/// The rest of a path that begins with `Map.Item.Value`.
pub fn item_value(path: &[Segment]) -> Option<&[Segment]> {
    match path {
        [Segment::Key(map), Segment::Key(item), Segment::Key(value), rest @ ..]
            if (&**map, &**item, &**value) == ("Map", "Item", "Value") =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// Whether a text of the definition is an expression of its language.
pub fn is_expression(text: &str, jsonata: bool) -> bool {
    if jsonata { expression(text).is_some() } else { text.starts_with('$') || text.starts_with("States.") }
}
