//! What is asked and known of one sheet.

use std::sync::Arc;

use engine::{Request, Ticket};

use super::forecast::ForecastView;
use super::monitoring::{LogView, MonitoringView};
use super::permissions::PermissionsView;
use super::trace::TraceView;
use crate::effect::Effect;
use crate::shared::Shared;
use crate::sheet::Sheet;

/// What an answer depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Basis {
    definition: Arc<str>,
    scenarios: Arc<str>,
    settings: (bool, bool),
}

impl Basis {
    pub fn of(sheet: &Sheet) -> Self {
        let (definition, scenarios) = (sheet.document.text.clone(), sheet.scenarios.text().clone());
        Self { definition, scenarios, settings: (false, false) }
    }

    /// Permissions depend on no scenario, but on what surrounds the machine.
    pub fn for_role(self, logging: bool, tracing: bool) -> Self {
        Self { scenarios: Arc::default(), settings: (logging, tracing), ..self }
    }
}

/// A question, and the last answer to it.
#[derive(Debug)]
pub struct Asked<T> {
    ticket: Option<Ticket>,
    basis: Basis,
    /// What came.
    pub came: Option<Shared<T>>,
}

impl<T> Default for Asked<T> {
    fn default() -> Self {
        Self { ticket: None, basis: Basis::default(), came: None }
    }
}

impl<T> Asked<T> {
    /// Begins to wait, unless the answer is there or on its way.
    pub(super) fn begin(&mut self, ticket: Ticket, basis: Basis) -> bool {
        if self.basis == basis && (self.came.is_some() || self.ticket.is_some()) {
            return false;
        }
        (self.ticket, self.basis) = (Some(ticket), basis);
        true
    }

    pub(super) fn end(&mut self, ticket: Ticket, read: impl FnOnce() -> T) {
        if self.ticket.take_if(|asked| *asked == ticket).is_some() {
            self.came = Some(Shared::new(read()));
        }
    }

    /// Whether what came is of another workflow.
    pub(super) fn is_stale(&self, now: &Basis) -> bool {
        self.came.is_some() && self.basis != *now
    }
}

/// What a second forecast is made with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WhatIf {
    /// Executions in a month.
    pub monthly: u64,
    /// How many times as long as is usual Tasks take.
    pub slower: f64,
    /// How many times as often as is usual they fail.
    pub failing: f64,
    /// How often each retrier tries again, if otherwise than written.
    pub attempts: Option<u32>,
    /// How many iterations of each Map run at once, if otherwise.
    pub concurrency: Option<u32>,
    /// How many items each batch of a Map has, if otherwise.
    pub batch: Option<u32>,
}

impl Default for WhatIf {
    fn default() -> Self {
        Self { monthly: 100_000, slower: 1.0, failing: 1.0, attempts: None, concurrency: None, batch: None }
    }
}

/// What is asked and known of one sheet.
#[derive(Debug, Default)]
pub struct OfSheet {
    /// What the role must be allowed.
    pub permissions: Asked<PermissionsView>,
    /// The forecast of the workflow as it is.
    pub base: Asked<ForecastView>,
    /// Whether its hot spots are shown on the diagram.
    pub painted: bool,
    /// The forecast beside it.
    pub beside: Asked<ForecastView>,
    /// What that is made with.
    pub what_if: Option<WhatIf>,
    /// How many of how many runs are made.
    pub progress: Option<(u32, u32)>,
    /// Why there is no forecast.
    pub problem: Option<String>,
    /// Alarms and metrics.
    pub monitoring: Option<Shared<MonitoringView>>,
    /// What is logged of a run.
    pub logs: Option<(Ticket, Shared<LogView>)>,
    /// The trace of a run.
    pub trace: Option<(Ticket, Shared<TraceView>)>,
    /// The forecasts that the engine keeps.
    kept: (Option<Ticket>, Option<Ticket>),
}

impl OfSheet {
    pub(super) fn going(&mut self, run: Ticket, basis: Basis, what_if: Option<WhatIf>, runs: u32) {
        let slot = if what_if.is_some() { &mut self.beside } else { &mut self.base };
        (slot.ticket, slot.basis) = (Some(run), basis);
        (self.progress, self.problem) = (Some((0, runs)), None);
        match what_if {
            Some(_) => (self.what_if, self.kept.1) = (what_if, Some(run)),
            None => self.kept.0 = Some(run),
        }
    }

    /// Gives up what is being made, and forgets what was.
    pub(super) fn give_up(&mut self) -> Vec<Effect> {
        let mut effects = self.drop_what_if();
        (self.base.ticket, self.progress, self.problem) = (None, None, None);
        effects.extend(self.kept.0.take().map(forget));
        effects
    }

    pub(super) fn drop_what_if(&mut self) -> Vec<Effect> {
        if self.beside.ticket.is_some() {
            self.progress = None;
        }
        (self.beside, self.what_if) = (Asked::default(), None);
        self.kept.1.take().map(forget).into_iter().collect()
    }

    pub(super) fn forecasts(&self, monthly: u64) -> Vec<(Ticket, u64)> {
        let beside = self.kept.1.zip(self.what_if).map(|(run, what_if)| (run, what_if.monthly));
        self.kept.0.map(|run| (run, monthly)).into_iter().chain(beside).collect()
    }

    pub(super) fn is_of(&self, run: Ticket) -> bool {
        self.kept.0 == Some(run) || self.kept.1 == Some(run)
    }

    pub(super) fn hear_progress(&mut self, run: Ticket, done: u32) {
        if let Some((so_far, _)) = self.progress.as_mut().filter(|_| self.kept.0 == Some(run) || self.kept.1 == Some(run)) {
            *so_far = done;
        }
    }

    /// Takes in what runs come to; what is said, the first time.
    pub(super) fn hear_forecast(&mut self, run: Ticket, forecast: &str, monitoring: &str) -> Option<String> {
        let view = ForecastView::read(forecast);
        let said = format!("Forecast of {} runs: {}", view.runs, view.advice);
        let slot = match (self.kept.0 == Some(run), self.kept.1 == Some(run)) {
            (true, _) => {
                self.monitoring = Some(Shared::new(MonitoringView::read(monitoring)));
                &mut self.base
            }
            (_, true) => &mut self.beside,
            _ => return None,
        };
        slot.came = Some(Shared::new(view));
        let is_first = slot.ticket.take().is_some();
        if is_first {
            self.progress = None;
        }
        is_first.then_some(said)
    }

    pub(super) fn refuse(&mut self, run: Ticket, why: String) {
        if self.is_of(run) {
            (self.base.ticket, self.beside.ticket, self.progress) = (None, None, None);
            self.kept = if self.kept.1 == Some(run) { (self.kept.0, None) } else { (None, None) };
            self.problem = Some(why);
        }
    }

    pub(super) fn engine_stopped(&mut self) {
        (self.base.ticket, self.beside.ticket, self.permissions.ticket) = (None, None, None);
        (self.progress, self.kept) = (None, (None, None));
    }
}

fn forget(run: Ticket) -> Effect {
    Effect::Engine(Request::Forget { run })
}
