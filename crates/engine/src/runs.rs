//! One run in the worker: an execution with its host, what of it was sent, and moments to return to.

use std::sync::Arc;

use asl::document::Document;
use asl::tree::Tree;
use simulator::accounting::Account;
use simulator::execution::{Checkpoint, Report};
use simulator::recording::{Recording, wire};
use simulator::scenario::{Expectation, Scenario, ScenarioHost, read_scenario};
use simulator::{Budget, CompileProblem, Execution, Memory, Program, Progress};

use value::Value;

use crate::explaining;
use crate::protocol::{Answer, OpenTask, Problem, Reply, Summary, Ticket, Workflow};
use crate::trials::{covered, unmet};

/// One run.
pub(crate) struct Run {
    id: Ticket,
    /// What it runs.
    definition: Tree,
    /// The same as a document, once somebody has asked why.
    document: Option<Document>,
    scenario: Scenario,
    execution: Execution,
    host: ScenarioHost,
    writer: wire::Writer,
    sent_first: bool,
    pub goal: Goal,
    moments: Vec<Moment>,
}

/// How far a run is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Nowhere.
    Rest,
    /// To its end.
    End,
    /// Until its own history has this many events.
    Events(usize),
    /// Over the next moment at which time passes.
    NextMoment,
}

/// A moment to return to.
struct Moment {
    events: usize,
    checkpoint: Checkpoint,
    host: ScenarioHost,
    /// Whether data was changed here, so that nothing before it leads to what follows.
    is_branch: bool,
}

/// How many turns a run takes before the worker looks for messages.
const SLICE_TURNS: usize = 20_000;
/// How many turns lie between two kept moments.
const MOMENT_TURNS: usize = 2_000;
/// How many moments are kept; when there are more, every second is forgotten.
const MOST_MOMENTS: usize = 64;

impl Run {
    /// Starts a run, or tells why it cannot be started.
    pub fn start(id: Ticket, definition: &Tree, scenario: &str, workflows: &[Workflow]) -> Result<Self, Vec<Problem>> {
        let program = simulator::load_tree(definition).map_err(|problems| problems.iter().map(problem).collect::<Vec<_>>())?;
        let of_scenario = |message: String| vec![Problem { location: String::new(), message, start: 0, end: 0 }];
        let scenario = prepare(&program, scenario, workflows).map_err(of_scenario)?;
        let execution = Execution::start(Arc::new(program), scenario.options());
        let host = ScenarioHost::new(&scenario);
        Ok(Self {
            id,
            definition: definition.clone(),
            document: None,
            scenario,
            execution,
            host,
            writer: wire::Writer::default(),
            sent_first: false,
            goal: Goal::Rest,
            moments: Vec::new(),
        })
    }

    /// Goes on for one slice towards its goal.
    pub fn go_on(&mut self, memory: Option<Memory>, reply: &mut dyn FnMut(Reply)) {
        let time_passes = self.goal == Goal::NextMoment;
        let mut turns = SLICE_TURNS;
        while turns > 0 {
            let part = match self.goal {
                Goal::Rest => return,
                Goal::End => turns.min(MOMENT_TURNS),
                Goal::Events(_) | Goal::NextMoment => 1,
            };
            turns -= part;
            self.keep_moment(part);
            let before = self.execution.now_millis();
            let budget = Budget { turns: part, time_passes_while_open: time_passes, memory };
            let progress = self.execution.run(&mut self.host, budget);
            let events = self.execution.recording().events().len();
            match progress {
                Progress::Finished(_) => {
                    self.goal = Goal::Rest;
                    self.send(reply);
                    reply(covered(self.id, &self.execution));
                    reply(Reply::Finished { run: self.id, summary: self.summary() });
                    return;
                }
                Progress::Waiting(_) => {
                    self.goal = Goal::Rest;
                    self.send(reply);
                    reply(Reply::Waiting { run: self.id, tasks: self.open_tasks() });
                    return;
                }
                Progress::Running => {}
            }
            let reached = match self.goal {
                Goal::Events(count) => events >= count,
                Goal::NextMoment => self.execution.now_millis() > before,
                Goal::Rest | Goal::End => false,
            };
            if reached {
                self.goal = if time_passes { Goal::End } else { Goal::Rest };
                if self.goal == Goal::Rest {
                    self.rest(reply);
                }
                return;
            }
        }
        self.send(reply);
        reply(self.progress());
    }

    /// Stops here.
    pub fn rest(&mut self, reply: &mut dyn FnMut(Reply)) {
        self.goal = Goal::Rest;
        self.send(reply);
        reply(self.progress());
        let tasks = self.open_tasks();
        reply(if tasks.is_empty() { Reply::Paused { run: self.id } } else { Reply::Waiting { run: self.id, tasks } });
    }

    /// Ends it from outside.
    pub fn abort(&mut self, reply: &mut dyn FnMut(Reply)) {
        self.goal = Goal::Rest;
        self.execution.abort();
        self.send(reply);
        reply(Reply::Finished { run: self.id, summary: self.summary() });
    }

    /// Reports on a task; the run then goes on to its end.
    pub fn answer(&mut self, token: &str, answer: Answer) -> Result<(), String> {
        let report = match answer {
            Answer::Success(json) => {
                let value = value::parse(&json).map_err(|error| format!("the output is not JSON: {error}"))?;
                Report::Success(value)
            }
            Answer::Failure { error, cause } => Report::Failure { error, cause },
            Answer::Heartbeat => Report::Heartbeat,
        };
        self.execution.report(token, report).map_err(|error| error.to_string())?;
        self.goal = Goal::End;
        Ok(())
    }

    /// What was recorded.
    pub fn recording(&self) -> &Recording {
        self.execution.recording()
    }

    /// Why a step went as it went.
    pub fn why(&mut self, step: u32, moment: u32) -> Reply {
        let document = self.document.get_or_insert_with(|| Document::of(self.definition.clone()));
        explaining::why_of(self.id, document, self.execution.recording(), step, moment)
    }

    /// What its sandboxed services hold now.
    pub fn services(&self) -> Value {
        self.host.sandbox().contents()
    }

    /// How many events its own history has.
    pub fn events(&self) -> usize {
        self.execution.recording().events().len()
    }

    /// Goes back to the latest moment with at most so many events, and rests there.
    pub fn rewind(&mut self, event: usize, reply: &mut dyn FnMut(Reply)) {
        self.go_back(event);
        self.rest(reply);
    }

    /// Goes back to just before a visit and lets it begin with other data.
    pub fn branch(
        &mut self,
        step: u32,
        input: Option<&str>,
        variables: Option<&str>,
        reply: &mut dyn FnMut(Reply),
    ) -> Result<(), String> {
        let parse = |what: &str, text: &str| value::parse(text).map_err(|error| format!("the {what} is not JSON: {error}"));
        let input = input.map(|text| parse("input", text)).transpose()?;
        let variables = variables.map(|text| parse("object of variables", text)).transpose()?;
        let variables = match variables.as_ref().map(Value::as_object) {
            None => None,
            Some(Some(variables)) => Some(variables),
            Some(None) => return Err("variables are an object of names and values".to_owned()),
        };
        if let Some(message) = input.as_ref().and_then(simulator::execution::too_large) {
            return Err(message);
        }
        let recording = self.execution.recording();
        let Some(record) = recording.steps.get(step as usize).copied() else {
            return Err("this step is not part of the run any more: choose another one".to_owned());
        };
        if recording.frames.get(record.frame as usize).is_none_or(|frame| frame.history != 0) {
            return Err("this step belongs to a child execution of a distributed Map; branch from the Map's own step".to_owned());
        }
        self.go_back(record.entered.index());
        let changed = self.execution.change_next_entry(input, variables.map(|variables| &**variables));
        if changed {
            let (checkpoint, host) = (self.execution.checkpoint(), self.host.clone());
            self.moments.push(Moment { events: self.events(), checkpoint, host, is_branch: true });
        }
        self.send(reply);
        reply(Reply::Paused { run: self.id });
        if changed { Ok(()) } else { Err("the run cannot be branched at this step; choose the one before it".to_owned()) }
    }

    /// Goes on where it ended otherwise than well, its history kept. From there on the mocks of this scenario answer.
    pub fn redrive(&mut self, scenario: &str, reply: &mut dyn FnMut(Reply)) -> Result<(), String> {
        let by_now = read_scenario(scenario).map_err(|error| error.to_string())?;
        let step = self.execution.redrives_at().map_err(|error| error.to_string())?;
        let entered = self.execution.recording().steps.get(step.0 as usize).map_or(0, |record| record.entered.index());
        let (mut ended, host) = (self.execution.clone(), self.host.clone());
        self.go_back(entered);
        let before = self.execution.checkpoint();
        let redriven = ended.redrive(&before).map_err(|error| error.to_string());
        // Mocks count on: what answers next is the call after those that were made.
        (self.execution, self.host) = (ended, host);
        redriven?;
        self.host.answer_as(&by_now);
        let (checkpoint, host) = (self.execution.checkpoint(), self.host.clone());
        self.moments.push(Moment { events: self.events(), checkpoint, host, is_branch: true });
        self.send(reply);
        reply(Reply::Paused { run: self.id });
        Ok(())
    }

    /// Goes back to the latest kept moment with at most so many events, then forward as far as that is exact.
    fn go_back(&mut self, event: usize) {
        self.goal = Goal::Rest;
        let kept = self.moments.partition_point(|moment| moment.events <= event);
        self.moments.truncate(kept);
        match self.moments.last() {
            Some(moment) => {
                self.execution.restore(&moment.checkpoint);
                self.host = moment.host.clone();
            }
            None => {
                let program = self.execution.program().clone();
                self.execution = Execution::start(program, self.scenario.options());
                self.host = ScenarioHost::new(&self.scenario);
            }
        }
        loop {
            let (before, host) = (self.execution.checkpoint(), self.host.clone());
            let budget = Budget { turns: 1, time_passes_while_open: false, memory: None };
            if !matches!(self.execution.run(&mut self.host, budget), Progress::Running) || self.events() > event {
                self.execution.restore(&before);
                self.host = host;
                break;
            }
        }
        self.writer = wire::Writer::default();
        self.sent_first = false;
    }

    /// Sends what is new of the recording.
    pub fn send(&mut self, reply: &mut dyn FnMut(Reply)) {
        let chunk = self.writer.write(self.execution.recording());
        let first = !std::mem::replace(&mut self.sent_first, true);
        reply(Reply::Recorded { run: self.id, first, chunk });
    }

    fn keep_moment(&mut self, turns: usize) {
        let events = self.events();
        let due = self.moments.last().is_none_or(|moment| events >= moment.events + MOMENT_TURNS);
        if turns < MOMENT_TURNS && !due {
            return;
        }
        if self.moments.len() >= MOST_MOMENTS {
            let mut keep = false;
            self.moments.retain(|moment| {
                keep = !keep;
                keep || moment.is_branch
            });
        }
        if self.moments.last().is_none_or(|moment| events > moment.events) {
            self.moments.push(Moment {
                events,
                checkpoint: self.execution.checkpoint(),
                host: self.host.clone(),
                is_branch: false,
            });
        }
    }

    fn progress(&self) -> Reply {
        let recording = self.execution.recording();
        let ended = recording.map_runs.iter().map(|run| run.succeeded + run.failed + run.timed_out + run.aborted).sum();
        let all = recording.map_runs.iter().map(|run| run.children).sum();
        Reply::Progress {
            run: self.id,
            events: u32::try_from(self.execution.events_recorded()).unwrap_or(u32::MAX),
            children: (ended, all),
            virtual_millis: self.execution.now_millis(),
        }
    }

    fn open_tasks(&self) -> Vec<OpenTask> {
        let open = self.execution.open_tasks().into_iter().map(|task| OpenTask {
            token: task.token.to_string(),
            state: task.workflow.map_or_else(|| task.name.to_string(), |workflow| format!("{workflow}: {}", task.name)),
            deadline: task.deadline,
        });
        open.collect()
    }

    fn summary(&self) -> Summary {
        let summary = simulator::Summary::of(&self.execution);
        Summary {
            status: summary.status,
            output: summary.output.as_ref().map(Value::to_json),
            error: summary.error.as_deref().map(str::to_owned),
            cause: summary.cause.as_deref().map(str::to_owned),
            transitions: summary.transitions as u32,
            virtual_millis: summary.virtual_millis,
            unmet: unmet(&self.scenario, &self.execution),
            observed: Expectation::observed(&self.execution).write().to_json(),
            account: Some(Account::of(self.execution.recording(), self.execution.program())),
        }
    }
}

/// The program of a definition, or what is told of why there is none.
pub(crate) fn compile(run: Ticket, definition: &Tree, reply: &mut dyn FnMut(Reply)) -> Option<Arc<Program>> {
    let told = |problems: Vec<CompileProblem>| reply(Reply::Rejected { run, problems: problems.iter().map(problem).collect() });
    simulator::load_tree(definition).map(Arc::new).map_err(told).ok()
}

/// All scenarios as they are run with a program, or what is told of why one cannot be.
pub(crate) fn prepare_all(
    run: Ticket,
    program: &Program,
    scenarios: &[String],
    workflows: &[Workflow],
    reply: &mut dyn FnMut(Reply),
) -> Option<Vec<Scenario>> {
    let prepared: Result<_, String> = scenarios.iter().map(|text| prepare(program, text, workflows)).collect();
    prepared.map_err(|message| reply(Reply::Refused { run, message })).ok()
}

/// A scenario as it is run with a program and other workflows, or why it cannot be.
pub(crate) fn prepare(program: &Program, scenario: &str, workflows: &[Workflow]) -> Result<Scenario, String> {
    let mut scenario = read_scenario(scenario).map_err(|error| error.to_string())?;
    for workflow in workflows.iter().filter(|_| program.starts_executions()) {
        let its_scenario = read_scenario(&workflow.scenario).unwrap_or_default();
        scenario.add_workflow(&workflow.name, &workflow.definition, &its_scenario);
    }
    let complaint = scenario.mocks_without_state(program).into_iter().next();
    match complaint.or_else(|| simulator::execution::too_large(&scenario.input)) {
        Some(message) => Err(message),
        None => Ok(scenario),
    }
}

pub(crate) fn problem(problem: &CompileProblem) -> Problem {
    Problem {
        location: problem.location.clone(),
        message: problem.message.clone(),
        start: problem.span.start,
        end: problem.span.end,
    }
}
