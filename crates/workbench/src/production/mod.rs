//! From design to production: forecasts, permissions, monitoring of each sheet. The engine answers as the command line does; what
//! came stays until it is asked anew, and is marked as stale when the workflow has changed since.

mod forecast;
mod hot_spots;
mod knobs;
mod monitoring;
mod permissions;
mod read;
mod sheet;
mod trace;

use engine::{Definition, Plan, Reply, Request, Ticket};

pub use forecast::{CompareRow, CostRow, FailureRow, ForecastView, QuotaRow, SpreadRow};
pub use hot_spots::{HotMark, HotSpot};
pub use knobs::Knobs;
pub use monitoring::{AlarmRow, LogView, MetricRow, MonitoringView};
pub use permissions::{NoteRow, PermissionsView, StatementRow};
pub use sheet::{Asked, OfSheet, WhatIf};
pub use trace::{Segment, TraceView};

use crate::commands::Action;
use crate::commands::Overlay;
use crate::effect::Effect;
use crate::message::{Message, ScreenMessage};
use crate::shared::Shared;
use crate::sheet::SheetId;
use crate::workbench::Workbench;
use sheet::Basis;

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What it takes and costs.
    #[default]
    Forecast,
    /// What the role must be allowed.
    Permissions,
    /// Alarms, metrics, logs.
    Monitoring,
}

impl Tab {
    /// The tabs in order, with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Forecast, "Forecast"), (Self::Permissions, "Permissions"), (Self::Monitoring, "Monitoring")];
}

/// The room. There is none until it is first opened.
#[derive(Debug)]
pub struct Production {
    /// What is looked at.
    pub tab: Tab,
    /// How many runs a forecast has.
    pub runs: u32,
    /// The region that prices and quotas are of.
    pub region: String,
    /// Whether executions are to be logged.
    pub logging: bool,
    /// Whether they are to be traced.
    pub tracing: bool,
    sheets: Vec<(SheetId, OfSheet)>,
}

/// What somebody does in the room.
#[derive(Clone, Debug, PartialEq)]
pub enum ProductionMessage {
    /// Opens the room.
    Open(Tab),
    /// Looks at something else.
    Show(Tab),
    /// Makes the runs.
    Forecast,
    /// Gives up.
    Stop,
    /// How many runs a forecast has; the next one.
    SetRuns(u32),
    /// Executions in a month.
    SetMonthly(u64),
    /// The region.
    SetRegion(String),
    /// Puts another forecast beside the one that is there, or takes it away.
    WhatIf(Option<WhatIf>),
    /// Whether executions are to be logged.
    SetLogging(bool),
    /// Whether they are to be traced.
    SetTracing(bool),
    /// Asks what is logged of the run that is looked at: the level, and whether with data.
    Logs(&'static str, bool),
    /// Asks for the trace of the run that is looked at.
    Trace,
    /// Shows on the diagram where time goes and runs fail, or no more.
    Paint(bool),
    /// Leaves the room for a state.
    GoTo(String),
}

impl Production {
    fn new() -> Self {
        Self {
            tab: Tab::default(),
            runs: 10_000,
            region: "us-east-1".to_owned(),
            logging: false,
            tracing: false,
            sheets: Vec::new(),
        }
    }

    /// What is known of a sheet.
    #[must_use]
    pub fn of(&self, sheet: SheetId) -> Option<&OfSheet> {
        self.sheets.iter().find(|(id, _)| *id == sheet).map(|(_, of_sheet)| of_sheet)
    }

    fn of_mut(&mut self, sheet: SheetId) -> &mut OfSheet {
        let at = self.sheets.iter().position(|(id, _)| *id == sheet).unwrap_or_else(|| {
            self.sheets.push((sheet, OfSheet::default()));
            self.sheets.len() - 1
        });
        &mut self.sheets[at].1
    }
}

/// Takes in what somebody does.
pub fn update(workbench: &mut Workbench, message: ProductionMessage) -> Result<Vec<Effect>, String> {
    let sheet = *workbench.front.id;
    if let ProductionMessage::SetMonthly(monthly) = message {
        let mut effects = crate::update::try_update(workbench, Message::Screen(ScreenMessage::SetMonthlyRuns(monthly)))?;
        effects.extend(reckon(workbench, sheet));
        return Ok(effects);
    }
    let room = workbench.production.get_or_insert_with(|| Box::new(Production::new()));
    match message {
        ProductionMessage::Open(tab) => {
            room.tab = tab;
            *workbench.overlay = Some(Overlay::Production);
            return Ok(ask_permissions(workbench, sheet));
        }
        ProductionMessage::Show(tab) => {
            room.tab = tab;
            return Ok(ask_permissions(workbench, sheet));
        }
        ProductionMessage::Forecast => return make(workbench, sheet, None),
        ProductionMessage::Stop => return Ok(room.of_mut(sheet).give_up()),
        ProductionMessage::SetRuns(runs) => room.runs = runs,
        ProductionMessage::SetRegion(region) => {
            room.region = region;
            return Ok(reckon(workbench, sheet));
        }
        ProductionMessage::WhatIf(Some(what_if)) => return make(workbench, sheet, Some(what_if)),
        ProductionMessage::WhatIf(None) => return Ok(room.of_mut(sheet).drop_what_if()),
        ProductionMessage::SetLogging(logging) => {
            room.logging = logging;
            return Ok(ask_permissions(workbench, sheet));
        }
        ProductionMessage::SetTracing(tracing) => {
            room.tracing = tracing;
            return Ok(ask_permissions(workbench, sheet));
        }
        ProductionMessage::Logs(level, with_data) => {
            let run = workbench.front.run.ticket();
            return Ok(vec![Effect::Engine(Request::Logs { run, level: level.to_owned(), with_data })]);
        }
        ProductionMessage::Trace => {
            let run = workbench.front.run.ticket();
            return Ok(vec![Effect::Engine(Request::Trace { run })]);
        }
        ProductionMessage::Paint(painted) => {
            room.of_mut(sheet).painted = painted;
            if painted {
                workbench.overlay.set_if_new(None);
                return Ok(vec![Effect::FitCanvas]);
            }
        }
        ProductionMessage::SetMonthly(_) => {}
        ProductionMessage::GoTo(name) => {
            let document = &workbench.front.document;
            let state = document.definition.find(&name).ok_or_else(|| format!("there is no state `{name}` any more"))?;
            let key = document.key(state);
            return crate::update::try_update(workbench, Message::Act(Action::GoTo(key)));
        }
    }
    Ok(Vec::new())
}

/// Asks what the role needs, if nobody has for this workflow.
fn ask_permissions(workbench: &mut Workbench, sheet: SheetId) -> Vec<Effect> {
    let basis = Basis::of(&workbench.front);
    let definition = workbench.front.definition_to_send(workbench.front.document.text.to_string());
    let name = workbench.front.name.to_string();
    let Some(room) = workbench.production.as_mut() else { return Vec::new() };
    let (logging, tracing) = (room.logging, room.tracing);
    let ticket = workbench.tickets.next(sheet);
    if room.tab != Tab::Permissions || !room.of_mut(sheet).permissions.begin(ticket, basis.for_role(logging, tracing)) {
        return Vec::new();
    }
    // A name with spaces is nobody's state machine.
    let name = if name.contains(' ') { String::new() } else { name };
    vec![Effect::Engine(Request::Permissions { ticket, definition, name, logging, tracing })]
}

/// Makes the runs: as the workflow is, or what if.
fn make(workbench: &mut Workbench, sheet: SheetId, what_if: Option<WhatIf>) -> Result<Vec<Effect>, String> {
    let front = &workbench.front;
    let scenarios = front.all_to_run()?;
    let definition = match what_if.filter(WhatIf::changes_definition) {
        Some(what_if) => Definition { text: what_if.definition(&front.json_to_run())?, yaml: false },
        None => front.definition_to_send(front.definition_to_run()),
    };
    let (basis, workflows) = (Basis::of(front), workbench.other_workflows());
    let monthly = workbench.assumptions.monthly_runs;
    let run = workbench.tickets.next(sheet);
    let Some(room) = workbench.production.as_mut() else { return Ok(Vec::new()) };
    let (runs, region) = (room.runs, room.region.clone());
    let factors = what_if.unwrap_or(WhatIf { monthly, ..WhatIf::default() });
    let plan = Plan { runs, seed: 1, monthly: factors.monthly, region, slower: factors.slower, failing: factors.failing };
    let of_sheet = room.of_mut(sheet);
    let mut effects = match what_if {
        Some(_) => of_sheet.drop_what_if(),
        None => of_sheet.give_up(),
    };
    of_sheet.going(run, basis, what_if, runs);
    effects.push(Effect::Engine(Request::Forecast { run, definition, scenarios, workflows, plan }));
    Ok(effects)
}

/// The month is another one: the numbers follow, without further runs.
fn reckon(workbench: &mut Workbench, sheet: SheetId) -> Vec<Effect> {
    let monthly = workbench.assumptions.monthly_runs;
    let Some(room) = workbench.production.as_mut() else { return Vec::new() };
    let region = room.region.clone();
    let reckon = |(run, monthly): (Ticket, u64)| Effect::Engine(Request::Reckon { run, monthly, region: region.clone() });
    room.of_mut(sheet).forecasts(monthly).into_iter().map(reckon).collect()
}

/// Whether a reply is about a forecast.
pub(crate) fn is_of(workbench: &Workbench, run: Ticket) -> bool {
    let of_sheet = workbench.production.as_ref().and_then(|room| room.of(SheetId(run.sheet)));
    of_sheet.is_some_and(|of_sheet| of_sheet.is_of(run))
}

/// Takes in what the engine says.
pub(crate) fn hear(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    let Some(room) = workbench.production.as_mut() else { return Vec::new() };
    match reply {
        Reply::Permissions { ticket, answer } => {
            room.of_mut(SheetId(ticket.sheet)).permissions.end(ticket, || PermissionsView::read(&answer));
        }
        Reply::Progress { run, children: (done, _), .. } => room.of_mut(SheetId(run.sheet)).hear_progress(run, done),
        Reply::Forecast { run, forecast, monitoring } => {
            let first = room.of_mut(SheetId(run.sheet)).hear_forecast(run, &forecast, &monitoring);
            return first.map(Effect::Announce).into_iter().collect();
        }
        Reply::Logs { run, level, lines, all } => {
            room.of_mut(SheetId(run.sheet)).logs = Some((run, Shared::new(LogView { level, lines, all: all as usize })));
        }
        Reply::Trace { run, trace } => {
            room.of_mut(SheetId(run.sheet)).trace = Some((run, Shared::new(TraceView::read(trace))));
        }
        _ => {}
    }
    Vec::new()
}

/// A forecast cannot be made; why.
pub(crate) fn refused(workbench: &mut Workbench, run: Ticket, why: String) -> Vec<Effect> {
    if let Some(room) = workbench.production.as_mut() {
        room.of_mut(SheetId(run.sheet)).refuse(run, why.clone());
    }
    vec![Effect::Announce(why)]
}

/// The engine's worker is gone, and all that it held.
pub(crate) fn engine_stopped(workbench: &mut Workbench) {
    if let Some(room) = workbench.production.as_mut() {
        room.sheets.iter_mut().for_each(|(_, of_sheet)| of_sheet.engine_stopped());
    }
}

impl Workbench {
    /// What the room shows of the sheet in front.
    #[must_use]
    pub fn in_production<T: Default>(&self, look: impl FnOnce(&Production, &OfSheet) -> T) -> T {
        let Some(room) = self.production.as_deref() else { return T::default() };
        room.of(*self.front.id).map(|of_sheet| look(room, of_sheet)).unwrap_or_default()
    }

    /// What is known of the run that is looked at, if it is of this run.
    #[must_use]
    pub fn of_this_run<T>(&self, look: impl FnOnce(&OfSheet) -> Option<&(Ticket, Shared<T>)>) -> Option<Shared<T>> {
        let run = self.front.run.ticket();
        self.in_production(|_, of_sheet| look(of_sheet).filter(|(of, _)| *of == run).map(|(_, came)| came.clone()))
    }

    /// Whether the workflow has changed since its forecast.
    #[must_use]
    pub fn forecast_is_stale(&self) -> bool {
        let now = Basis::of(&self.front);
        self.in_production(|_, of_sheet| of_sheet.base.is_stale(&now))
    }
}
