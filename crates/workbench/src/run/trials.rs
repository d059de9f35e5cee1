//! How the scenarios of a workflow fared when they were last run, alone or all together, and which arms of the definition they
//! went through. Of a run nothing else is kept.

use std::sync::{Arc, Mutex};

use asl::document::StateKey;
use engine::{Arm, Summary, Ticket, Trial, Unmet};
use simulator::Status;

use super::words;
use super::{NodeStatuses, Run};
use crate::scene::Scene;

/// What a scenario is run with: it has the same result as long as this is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The scenario's name.
    pub name: String,
    /// The definition's text.
    pub definition: Arc<str>,
    /// All of the scenario that a run depends on.
    pub scenario: String,
    /// What is expected of it.
    pub expect: String,
}

impl Tried {
    /// Whether the run is the same, whatever is expected of it.
    #[must_use]
    pub fn is_same_run(&self, other: &Self) -> bool {
        self.scenario == other.scenario && self.definition == other.definition
    }

    /// Whether the same is run with the same input, however Tasks are answered.
    #[must_use]
    pub fn differs_in_answers_at_most(&self, other: &Self) -> bool {
        let rest = |tried: &Self| {
            let mut members = value::parse(&tried.scenario).ok()?.as_object().map(|members| (**members).clone())?;
            ["mocks", "services"].iter().for_each(|member| drop(members.remove(member)));
            Some(members)
        };
        self.definition == other.definition && rest(self) == rest(other)
    }

    /// The scenario as the engine takes it.
    #[must_use]
    pub fn to_run(&self) -> String {
        let mut members =
            value::parse(&self.scenario).ok().and_then(|scenario| scenario.as_object().map(|members| (**members).clone()));
        members.iter_mut().for_each(|members| drop(members.remove("placeholders")));
        members.map_or_else(|| self.scenario.clone(), |members| value::Value::from(members).to_json())
    }

    /// Whether the result is the same, whatever the scenario is called.
    fn is_same(&self, other: &Self) -> bool {
        self.expect == other.expect && self.is_same_run(other)
    }
}

/// So many results are kept; the oldest go first.
const MOST_KNOWN: usize = 2000;

/// What is known of the runs of scenarios.
#[derive(Debug, Default)]
pub struct Trials {
    known: Vec<(Tried, Trial)>,
    going: Option<Going>,
    /// The run of one scenario alone.
    alone: Option<(Ticket, Tried)>,
    /// What that run went through.
    went_through: Vec<u32>,
    /// What the run that is looked at was started with, once it has ended.
    shown: Option<Tried>,
    arms: Vec<(Arm, Option<StateKey>)>,
    /// Whether the diagram shows what the scenarios went through rather than a run.
    painted: bool,
    /// What is shown of the chosen scenario.
    pub(crate) face: ScenarioFace,
    /// What the scenarios depend on, as long as they and the definition are the same.
    now: Mutex<Option<Now>>,
}

/// The texts of scenarios and definition, and what follows from them.
type Now = (Arc<str>, Arc<str>, Arc<[Tried]>);

/// What is shown of the chosen scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScenarioFace {
    /// Its input and settings.
    #[default]
    Input,
    /// What it expects, and how its last run differs.
    Expected,
    /// What all scenarios go through.
    Coverage,
    /// Scenarios from a table.
    Table,
}

impl ScenarioFace {
    /// All, with their names.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Input, "Input"), (Self::Expected, "Expected"), (Self::Coverage, "Coverage"), (Self::Table, "From a table")];
}

/// Scenarios that are being tried.
#[derive(Debug)]
struct Going {
    ticket: Ticket,
    asked: Vec<Tried>,
    done: usize,
    events: u32,
    keys: Arc<[StateKey]>,
}

/// How a scenario fared, as a row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioRow {
    /// Its place in the list.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// As style sheets name it: `none`, `running`, `passed`, `unmet`, `broken`.
    pub mark: &'static str,
    /// How it ended, in a few words.
    pub words: String,
    /// Whether workflow or scenario have changed since.
    pub stale: bool,
}

/// How all scenarios fare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrialSummary {
    /// How many were tried of how many, while they are.
    pub going: Option<(usize, usize)>,
    /// All in a few words: `3 passed, 1 not as expected`.
    pub words: String,
    /// Whether every one passed as they are now.
    pub all_passed: bool,
}

/// A part of the definition that no scenario goes through.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingArm {
    /// The state to go to.
    pub state: StateKey,
    /// The state's name.
    pub name: String,
    /// What is missing: `rule 2 is never taken`.
    pub words: String,
    /// Where it is written, from its state on.
    pub place: String,
    /// Why it was not reached, where scenarios for it were looked for; names stand in backticks.
    pub reason: String,
    /// Whether no input and no answer leads there.
    pub dead: bool,
}

/// What the scenarios go through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverageView {
    /// Whether anything is known.
    pub is_known: bool,
    /// How many arms are gone through.
    pub covered: usize,
    /// How many there are.
    pub all: usize,
    /// What no scenario goes through, in the definition's order.
    pub missing: Vec<MissingArm>,
    /// Whether workflow or scenarios have changed since some were tried.
    pub stale: bool,
    /// Whether it is painted on the diagram.
    pub painted: bool,
}

impl Trials {
    /// What all scenarios depend on, which is made only when a text is another one.
    pub(crate) fn all_tried(
        &self,
        scenarios: &Arc<str>,
        definition: &Arc<str>,
        make: impl FnOnce() -> Arc<[Tried]>,
    ) -> Arc<[Tried]> {
        let Ok(mut now) = self.now.lock() else { return make() };
        let is_now = |now: &&Now| Arc::ptr_eq(&now.0, scenarios) && Arc::ptr_eq(&now.1, definition);
        if let Some((.., tried)) = now.as_ref().filter(is_now) {
            return tried.clone();
        }
        let tried = make();
        *now = Some((scenarios.clone(), definition.clone(), tried.clone()));
        tried
    }

    /// The scenarios are being tried.
    pub(crate) fn begin(&mut self, ticket: Ticket, asked: Vec<Tried>, keys: Arc<[StateKey]>) {
        self.going = Some(Going { ticket, asked, done: 0, events: 0, keys });
    }

    /// Nobody awaits the rest; the ticket to give up with.
    pub(crate) fn give_up(&mut self) -> Option<Ticket> {
        self.going.take().map(|going| going.ticket)
    }

    /// One scenario runs alone.
    pub(crate) fn begin_alone(&mut self, ticket: Ticket, tried: Tried) {
        (self.alone, self.shown, self.went_through) = (Some((ticket, tried)), None, Vec::new());
    }

    /// Whether a reply is about the scenarios that are being tried.
    pub(crate) fn is_of(&self, ticket: Ticket) -> bool {
        self.going.as_ref().is_some_and(|going| going.ticket == ticket)
    }

    /// Takes in which arms there are.
    pub(crate) fn hear_arms(&mut self, ticket: Ticket, arms: Vec<Arm>) {
        let Some(going) = self.going.as_ref().filter(|going| going.ticket == ticket) else { return };
        self.arms = with_keys(arms, &going.keys);
    }

    /// Takes in what the run of one scenario alone went through.
    fn hear_covered(&mut self, ticket: Ticket, arms: Vec<Arm>, counts: Vec<u32>, keys: &[StateKey]) {
        if self.alone.as_ref().is_some_and(|(alone, _)| *alone == ticket) {
            (self.arms, self.went_through) = (with_keys(arms, keys), counts);
        }
    }

    /// Takes in how far the one at work is.
    pub(crate) fn hear_progress(&mut self, events: u32) {
        if let Some(going) = &mut self.going {
            going.events = events;
        }
    }

    /// Takes in how a scenario fared.
    fn hear(&mut self, ticket: Ticket, number: u32, trial: Trial) {
        let Some(going) = self.going.as_mut().filter(|going| going.ticket == ticket) else { return };
        (going.done, going.events) = (number as usize + 1, 0);
        if let Some(tried) = going.asked.get(number as usize).cloned() {
            self.keep(tried, trial);
        }
    }

    /// What a trial says of the run that is looked at: how it is otherwise than is expected by now.
    fn of_shown(&self, number: u32) -> Option<&[Unmet]> {
        let tried = self.going.as_ref()?.asked.get(number as usize)?;
        let is_shown = self.shown.as_ref().is_some_and(|shown| shown.is_same_run(tried));
        self.of(tried).filter(|_| is_shown).map(|(trial, _)| trial.unmet.as_slice())
    }

    /// Whether something is being tried.
    pub(crate) fn is_going(&self) -> bool {
        self.going.is_some()
    }

    /// Whether a scenario was ever run.
    pub(crate) fn has(&self, now: &Tried) -> bool {
        self.known.iter().any(|(known, _)| known.is_same_run(now))
    }

    /// All were tried: how it went, in a sentence.
    pub(crate) fn end(&mut self, ticket: Ticket) -> Option<String> {
        let going = self.going.take_if(|going| going.ticket == ticket)?;
        let result = |tried: &Tried| self.of(tried).map(|(trial, _)| mark(trial));
        let marks: Vec<_> = going.asked.iter().filter_map(result).collect();
        Some(count_words(&marks))
    }

    /// A run of one scenario has ended by itself.
    pub(crate) fn hear_alone(&mut self, ticket: Ticket, summary: &Summary) {
        let Some((_, tried)) = self.alone.take_if(|(alone, _)| *alone == ticket) else { return };
        let counts = std::mem::take(&mut self.went_through);
        self.shown = Some(tried.clone());
        let trial = Trial {
            status: Some(summary.status),
            problem: String::new(),
            error: summary.error.clone(),
            virtual_millis: summary.virtual_millis,
            unmet: summary.unmet.clone(),
            counts,
        };
        self.keep(tried, trial);
    }

    /// The diagram shows the run again.
    pub(super) fn show_run(&mut self) {
        self.painted = false;
    }

    fn keep(&mut self, tried: Tried, trial: Trial) {
        self.known.retain(|(known, _)| !known.is_same(&tried));
        self.known.push((tried, trial));
        let spare = self.known.len().saturating_sub(MOST_KNOWN);
        self.known.drain(..spare);
    }

    /// What is known of a scenario, and whether it is of before.
    fn of(&self, now: &Tried) -> Option<(&Trial, bool)> {
        let latest = |fits: &dyn Fn(&Tried) -> bool| self.known.iter().rev().find(|(known, _)| fits(known));
        let fresh = latest(&|known| known.is_same(now)).map(|(_, trial)| (trial, false));
        let of_before = || latest(&|known| known.is_same_run(now)).or_else(|| latest(&|known| known.name == now.name));
        fresh.or_else(|| of_before().map(|(_, trial)| (trial, true)))
    }

    /// What was otherwise than expected in the last run of a scenario; nothing where it has changed since.
    pub(crate) fn unmet(&self, now: &Tried) -> &[Unmet] {
        self.of(now).filter(|(_, stale)| !stale).map_or(&[], |(trial, _)| &trial.unmet)
    }

    /// The scenarios as rows.
    pub(crate) fn rows(&self, now: &[Tried]) -> Vec<ScenarioRow> {
        let at = self.going.as_ref().and_then(|going| going.asked.get(going.done));
        let row = |(index, tried): (usize, &Tried)| {
            let known = self.of(tried);
            let (mark, words) = match known {
                _ if at == Some(tried) => ("running", "runs…".to_owned()),
                Some((trial, _)) => (mark(trial), trial_words(trial)),
                None => ("none", "not run yet".to_owned()),
            };
            ScenarioRow { index, name: tried.name.clone(), mark, words, stale: known.is_some_and(|(_, stale)| stale) }
        };
        now.iter().enumerate().map(row).collect()
    }

    /// How all scenarios fare.
    pub(crate) fn summary(&self, now: &[Tried]) -> TrialSummary {
        let fresh: Vec<_> = now.iter().filter_map(|tried| self.of(tried)).filter(|(_, stale)| !stale).collect();
        let marks: Vec<_> = fresh.iter().map(|(trial, _)| mark(trial)).collect();
        let millis: u64 = fresh.iter().map(|(trial, _)| trial.virtual_millis).sum();
        let going = self.going.as_ref().map(|going| (going.done, going.asked.len()));
        let words = match (&self.going, marks.len()) {
            (Some(going), _) if going.events > 0 => {
                format!("{} of {} · {} events…", going.done, going.asked.len(), going.events)
            }
            (Some(going), _) => format!("{} of {}…", going.done, going.asked.len()),
            (None, 0) => String::new(),
            (None, _) => format!("{} · {} virtual", count_words(&marks), words::duration(millis)),
        };
        TrialSummary { going, words, all_passed: marks.len() == now.len() && marks.iter().all(|mark| *mark == "passed") }
    }

    /// How often the scenarios went through each arm.
    fn counts(&self, now: &[Tried]) -> Vec<u64> {
        let mut counts = vec![0_u64; self.arms.len()];
        for (trial, _) in now.iter().filter_map(|tried| self.of(tried)) {
            if trial.counts.len() == counts.len() {
                counts.iter_mut().zip(&trial.counts).for_each(|(sum, count)| *sum += u64::from(*count));
            }
        }
        counts
    }

    /// What the scenarios go through.
    pub(crate) fn coverage(&self, now: &[Tried]) -> CoverageView {
        let counts = self.counts(now);
        let missing = |((arm, key), count): (&(Arm, Option<StateKey>), &u64)| {
            let state = key.filter(|_| *count == 0)?;
            let (name, words) = arm.sentence.split_once("`: ").unwrap_or(("", &arm.sentence));
            Some(MissingArm {
                state,
                name: name.trim_start_matches('`').to_owned(),
                words: words.to_owned(),
                place: arm.place.clone(),
                reason: String::new(),
                dead: false,
            })
        };
        let known = now.iter().filter_map(|tried| self.of(tried));
        CoverageView {
            is_known: !self.arms.is_empty() && known.clone().any(|(trial, _)| !trial.counts.is_empty()),
            covered: counts.iter().filter(|count| **count > 0).count(),
            all: counts.len(),
            missing: self.arms.iter().zip(&counts).filter_map(missing).collect(),
            stale: known.clone().any(|(_, stale)| stale) || known.count() < now.len(),
            painted: self.painted,
        }
    }

    /// What the scenarios go through, as the diagram shows it; nothing where a run is to be shown.
    fn statuses(&self, now: &[Tried], scene: &Scene) -> Option<NodeStatuses> {
        let counts = self.counts(now);
        let counted = self.arms.iter().zip(&counts).filter_map(|((arm, key), count)| Some(((*key)?, arm.place.as_str(), *count)));
        self.painted.then(|| NodeStatuses::of_coverage(counted, scene))
    }
}

/// Arms with the states that they are of.
fn with_keys(arms: Vec<Arm>, keys: &[StateKey]) -> Vec<(Arm, Option<StateKey>)> {
    let key = |arm: &Arm| keys.get(arm.state as usize).copied();
    arms.into_iter().map(|arm| (key(&arm), arm)).map(|(key, arm)| (arm, key)).collect()
}

fn mark(trial: &Trial) -> &'static str {
    match (&trial.status, trial.unmet.is_empty()) {
        (None, _) => "broken",
        (_, true) => "passed",
        (_, false) => "unmet",
    }
}

fn trial_words(trial: &Trial) -> String {
    let Some(status) = trial.status else { return format!("cannot be run: {}", trial.problem) };
    let ended = match (status, &trial.error) {
        (Status::Succeeded, _) => "succeeded".to_owned(),
        (Status::Failed, Some(error)) => format!("failed with {error}"),
        (Status::Failed, None) => "failed".to_owned(),
        (Status::TimedOut, _) => "timed out".to_owned(),
        (Status::Aborted, _) => "aborted".to_owned(),
        (Status::Waiting | Status::Running, _) => "waits for an answer".to_owned(),
    };
    let time = words::duration(trial.virtual_millis);
    // Without an expectation, how it ended says it all.
    let implied = matches!(trial.unmet.as_slice(), [only] if only.what == "status" && only.expected == r#""SUCCEEDED""#);
    match trial.unmet.len() {
        0 => format!("{ended} · {time}"),
        1 if implied => format!("{ended} · {time}"),
        1 => format!("{ended}, but {} is not as expected", words::cut(&trial.unmet[0].what, 60)),
        count => format!("{ended}, but {count} things are not as expected"),
    }
}

fn count_words(marks: &[&str]) -> String {
    let count = |wanted: &str| marks.iter().filter(|mark| **mark == wanted).count();
    let parts = [(count("passed"), "passed"), (count("unmet"), "not as expected"), (count("broken"), "cannot be run")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}"));
    parts.collect::<Vec<_>>().join(", ")
}

impl Run {
    /// What is known of the runs of scenarios.
    #[must_use]
    pub(crate) fn trials(&self) -> &Trials {
        &self.inside.lasting.trials
    }

    /// Whether the run that is looked at is this one, whatever is expected of it.
    pub(crate) fn shows(&self, now: &Tried) -> bool {
        self.shown().is_some_and(|shown| shown.is_same_run(now))
    }

    /// What the run that is looked at was made with.
    pub(crate) fn shown(&self) -> Option<&Tried> {
        self.inside.lasting.trials.shown.as_ref()
    }

    /// Takes in what the run of one scenario alone went through.
    pub(crate) fn hear_covered(&mut self, ticket: Ticket, arms: Vec<Arm>, counts: Vec<u32>) {
        let keys = self.keys.clone();
        self.inside.lasting.trials.hear_covered(ticket, arms, counts, &keys);
    }

    /// Takes in how a scenario fared. Where the run that is looked at is its own, that is told as well.
    pub(crate) fn hear_trial(&mut self, ticket: Ticket, number: u32, trial: Trial) {
        self.inside.lasting.trials.hear(ticket, number, trial);
        let unmet = self.inside.lasting.trials.of_shown(number).map(<[Unmet]>::to_vec);
        if let (Some(unmet), Some(super::Rest::Finished(summary))) = (unmet, &mut self.inside.rest) {
            summary.unmet = unmet;
        }
    }

    /// The same, to be changed.
    pub(crate) fn trials_mut(&mut self) -> &mut Trials {
        &mut self.inside.lasting.trials
    }

    /// Paints what the scenarios went through on the diagram, or shows the run again.
    pub(crate) fn paint(&mut self, painted: bool, now: &[Tried], scene: &Scene) {
        self.inside.lasting.trials.painted = painted;
        match self.inside.lasting.trials.statuses(now, scene) {
            Some(statuses) => self.statuses = crate::shared::Shared::new(statuses),
            None => self.look_around(scene),
        }
    }

    /// What is shown of the chosen scenario.
    #[must_use]
    pub fn scenario_face(&self) -> ScenarioFace {
        self.inside.lasting.trials.face
    }

    /// Whether the diagram shows what the scenarios went through.
    #[must_use]
    pub fn is_painted(&self) -> bool {
        self.inside.lasting.trials.painted
    }
}
