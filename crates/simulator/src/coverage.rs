//! Which parts of a definition runs have gone through: states, transitions, rules, retriers and catchers.

use crate::fold::{Leg, Replay};
use crate::program::{KindProgram, Next, Program};
use crate::recording::{Decision, EventId, Recording};

/// A part of a definition that a run goes through or not. States are named by their place in the definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arm {
    /// The state is entered.
    State(u32),
    /// Its `Next` or `End` is followed.
    Next(u32),
    /// This rule of the Choice is taken.
    Rule(u32, u16),
    /// The Choice's `Default` is taken.
    Default(u32),
    /// This retrier tries again.
    Retrier(u32, u16),
    /// This catcher takes an error.
    Catcher(u32, u16),
}

impl Arm {
    /// The state it belongs to.
    #[must_use]
    pub fn state(self) -> u32 {
        match self {
            Self::State(state)
            | Self::Next(state)
            | Self::Rule(state, _)
            | Self::Default(state)
            | Self::Retrier(state, _)
            | Self::Catcher(state, _) => state,
        }
    }

    /// Where it is written, from its state on: `Choices[1]`, `Retry[0]`; empty for the state itself.
    #[must_use]
    pub fn place(self) -> String {
        match self {
            Self::State(_) => String::new(),
            Self::Next(_) => "Next".to_owned(),
            Self::Rule(_, rule) => format!("Choices[{rule}]"),
            Self::Default(_) => "Default".to_owned(),
            Self::Retrier(_, retrier) => format!("Retry[{retrier}]"),
            Self::Catcher(_, catcher) => format!("Catch[{catcher}]"),
        }
    }

    /// It in words, as in "`Pay`: its second retrier".
    #[must_use]
    pub fn words(self, program: &Program) -> String {
        let name = program.state_names().get(self.state() as usize).map_or("", |name| name);
        let what = match self {
            Self::State(_) => "is never entered".to_owned(),
            Self::Next(_) => "is never left by its end".to_owned(),
            Self::Rule(_, rule) => format!("rule {} is never taken", rule + 1),
            Self::Default(_) => "its Default is never taken".to_owned(),
            Self::Retrier(state, retrier) => {
                let errors = program.states.get(state as usize).and_then(|state| state.retry.get(usize::from(retrier)));
                format!("never retried for {}", errors.map_or_else(String::new, |retrier| list(&retrier.errors)))
            }
            Self::Catcher(state, catcher) => {
                let errors = program.states.get(state as usize).and_then(|state| state.catch.get(usize::from(catcher)));
                format!("never catches {}", errors.map_or_else(String::new, |catcher| list(&catcher.errors)))
            }
        };
        format!("`{name}`: {what}")
    }
}

fn list(errors: &[std::sync::Arc<str>]) -> String {
    errors.iter().map(|error| &**error).collect::<Vec<_>>().join(", ")
}

/// How often runs have gone through each part of a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    arms: Vec<(Arm, u64)>,
}

impl Coverage {
    /// All parts of a program, none of which has been gone through.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let mut arms = vec![];
        for (index, state) in program.states.iter().enumerate() {
            let at = index as u32;
            arms.push(Arm::State(at));
            match &state.kind {
                KindProgram::Choice(choice) => {
                    arms.extend((0..choice.rules.len()).map(|rule| Arm::Rule(at, rule as u16)));
                    arms.extend(choice.default.map(|_| Arm::Default(at)));
                }
                // A terminal state's end is the state itself.
                KindProgram::Fail(_) | KindProgram::Succeed => {}
                _ => arms.push(Arm::Next(at)),
            }
            arms.extend((0..state.retry.len()).map(|retrier| Arm::Retrier(at, retrier as u16)));
            arms.extend((0..state.catch.len()).map(|catcher| Arm::Catcher(at, catcher as u16)));
        }
        Self { arms: arms.into_iter().map(|arm| (arm, 0)).collect() }
    }

    /// Adds what a run has gone through.
    pub fn add(&mut self, program: &Program, recording: &Recording) {
        let replay = Replay::at(recording, EventId(recording.events().len() as u32));
        let mut decided = std::collections::BTreeMap::<Arm, u64>::new();
        for decision in &recording.decisions {
            let Some(step) = recording.steps.get(decision.step.0 as usize) else { continue };
            let arm = match decision.made {
                Decision::Rule(rule) => Arm::Rule(step.state, rule),
                Decision::Default => Arm::Default(step.state),
                Decision::Retry { retrier, .. } => Arm::Retrier(step.state, retrier),
                Decision::Catch(catcher) => Arm::Catcher(step.state, catcher),
                Decision::NoMatch | Decision::Exhausted(_) | Decision::Uncaught => continue,
            };
            *decided.entry(arm).or_default() += 1;
        }
        for (arm, count) in &mut self.arms {
            *count += match *arm {
                Arm::State(state) => u64::from(replay.state(state as usize).visits),
                Arm::Next(state) => u64::from(replay.count(match program.states[state as usize].next {
                    Next::State(next) => Leg::Between { from: state, to: next.0, caught: false },
                    Next::End => Leg::End { from: state },
                })),
                decision => decided.get(&decision).copied().unwrap_or_default(),
            };
        }
    }

    /// Each part with how often runs went through it, in the definition's order.
    #[must_use]
    pub fn arms(&self) -> &[(Arm, u64)] {
        &self.arms
    }

    /// The parts that no run has gone through.
    pub fn missing(&self) -> impl Iterator<Item = Arm> {
        self.arms.iter().filter(|(_, count)| *count == 0).map(|(arm, _)| *arm)
    }

    /// How many parts have been gone through.
    #[must_use]
    pub fn covered(&self) -> usize {
        self.arms.iter().filter(|(_, count)| *count > 0).count()
    }
}
