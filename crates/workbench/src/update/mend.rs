//! Remedies for a run that failed, sample data for a scenario without any, and scenarios for what none reaches: asked of the
//! engine, and each taken over as one step of the history.

use asl::text::{Span, TextEdit, Transaction};
use engine::{Remedy, Reply, Request, Unreached};

use crate::effect::Effect;
use crate::history::{Change, Origin};
use crate::panels::DockTab;
use crate::problems::{Notice, Severity};
use crate::run::{Cure, ScenarioFace, Tried};
use crate::sheet::SheetId;
use crate::workbench::Workbench;

/// What is to be asked about what is looked at now.
pub fn ask(workbench: &mut Workbench) -> Vec<Effect> {
    let sheet = &workbench.front;
    if !workbench.panels.dock_open || sheet.document.is_broken() || sheet.scenarios.broken().is_some() || sheet.run.is_busy() {
        return Vec::new();
    }
    let failure = sheet.run.failure_to_mend().map(|step| (Cure::Failure, Some(step)));
    let input = shows_bare_input(workbench).then_some((Cure::Input, None));
    let wanted: Vec<(Cure, Option<u32>)> = failure.into_iter().chain(input).collect();
    wanted.into_iter().filter_map(|(cure, step)| question(workbench, cure, step)).collect()
}

/// Whether the input is shown, and nobody has put anything into it.
fn shows_bare_input(workbench: &Workbench) -> bool {
    let (panels, sheet) = (&workbench.panels, &workbench.front);
    let shown = panels.pane_open && panels.dock_tab == DockTab::Input && sheet.run.scenario_face() == ScenarioFace::Input;
    shown && sheet.scenarios.has_bare_input()
}

fn question(workbench: &mut Workbench, cure: Cure, step: Option<u32>) -> Option<Effect> {
    let sheet = &workbench.front;
    let tried = sheet.tried(sheet.scenarios.chosen())?;
    if cure == Cure::Failure && !sheet.run.shows(&tried) {
        return None;
    }
    let about = (tried, step);
    if !sheet.run.wants_remedies(cure, &about) {
        return None;
    }
    let scenario = sheet.scenarios.to_run(&sheet.document).ok()?;
    let definition = sheet.definition_to_send(sheet.document.text.to_string());
    let placeholders = sheet.scenarios.placeholders().into_iter().collect();
    let workflows = workbench.other_workflows();
    let ticket = workbench.tickets.next(*workbench.front.id);
    workbench.front.run.ask_remedies(cure, about, ticket);
    Some(Effect::Engine(Request::Mend { ticket, definition, placeholders, scenario, workflows, step }))
}

/// Takes over a remedy as one step of the history, and runs the scenario again where it was run.
pub fn apply(workbench: &mut Workbench, cure: Cure, index: usize) -> Result<Vec<Effect>, String> {
    let gone = "this is no longer offered; run the scenario again".to_owned();
    let sheet = &workbench.front;
    let tried = sheet.tried(sheet.scenarios.chosen()).ok_or_else(|| gone.clone())?;
    let remedy = sheet.run.remedies_of(cure, &tried).0.get(index).cloned().ok_or(gone)?;
    let label = without_marks(&remedy.label);
    let change = change_of(workbench, &remedy, &label)?;
    let mut effects = super::edit::apply(workbench, change, Origin::Command);
    if cure == Cure::Failure {
        effects.extend(super::run::start_again(workbench));
    }
    *workbench.notice = Some(Notice::new(Severity::Advice, format!("Done: {}. Undo takes it back", remedy.label)));
    effects.push(Effect::Announce(format!("{label}. Undo takes it back")));
    Ok(effects)
}

fn change_of(workbench: &Workbench, remedy: &Remedy, label: &str) -> Result<Change, String> {
    let mut change = Change { label: label.to_owned(), ..Change::default() };
    if !remedy.edits.is_empty() {
        let edit = |(start, end, insert): &(u32, u32, String)| TextEdit::replace(Span::new(*start, *end), insert.as_str());
        let edits = Transaction::new(label, remedy.edits.iter().map(edit).collect());
        if !edits.fits(&workbench.front.document.text) {
            return Err("the definition has changed since; run the scenario again".to_owned());
        }
        change.definition = Some(edits);
    }
    if remedy.edits.is_empty() {
        change.scenarios = Some(workbench.front.scenarios.complete(label, remedy)?);
    }
    Ok(change)
}

/// A text without the marks around names.
pub(super) fn without_marks(text: &str) -> String {
    text.replace('`', "")
}

/// Begins to make scenarios for what none reaches.
pub fn generate(workbench: &mut Workbench) -> Result<Vec<Effect>, String> {
    let sheet = &workbench.front;
    let scenarios = sheet.all_to_run()?;
    let keys = sheet.document.keys().clone();
    let about = sheet.document.text.clone();
    let definition = sheet.definition_to_send(sheet.definition_to_run());
    let workflows = workbench.other_workflows();
    let run = workbench.tickets.next(*workbench.front.id);
    workbench.front.run.begin_generating(run, about, keys);
    Ok(vec![Effect::Engine(Request::Generate { run, definition, scenarios, workflows })])
}

/// Ends generating, with what was found so far or without.
pub fn stop_generating(workbench: &mut Workbench, keep: bool) -> Vec<Effect> {
    let Some(run) = workbench.front.run.generating() else { return Vec::new() };
    if keep {
        return vec![Effect::Engine(Request::EndGenerating { run })];
    }
    workbench.front.run.give_up_generating();
    vec![Effect::Engine(Request::Forget { run })]
}

/// Takes in what the engine says of all this.
pub fn hear(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Mended { ticket, remedies } => {
            if let Some(sheet) = workbench.sheet_mut(SheetId(ticket.sheet)) {
                sheet.run.hear_remedies(ticket, remedies);
            }
            Vec::new()
        }
        Reply::Generating { run, reached, runs } => {
            if let Some(sheet) = workbench.sheet_mut(SheetId(run.sheet)) {
                sheet.run.hear_generating(run, reached, runs);
            }
            Vec::new()
        }
        Reply::Generated { run, scenarios, reached, missing } => generated(workbench, run, &scenarios, reached, missing),
        _ => Vec::new(),
    }
}

fn generated(
    workbench: &mut Workbench,
    run: engine::Ticket,
    scenarios: &[String],
    (before, after, all): (u32, u32, u32),
    missing: Vec<Unreached>,
) -> Vec<Effect> {
    let in_front = workbench.front.id.0 == run.sheet;
    let Some(sheet) = workbench.sheet_mut(SheetId(run.sheet)) else { return Vec::new() };
    let is_same = sheet.run.hear_generated(run, missing, &sheet.document.text.clone());
    // Another sheet, or another workflow: nothing is put in unasked.
    let Some(is_same) = is_same.filter(|_| in_front) else { return Vec::new() };
    if !is_same {
        return super::refuse(workbench, "The workflow has changed meanwhile; generate the scenarios again".to_owned());
    }
    let count = scenarios.len();
    if count == 0 {
        let said = match after == all {
            true => "The scenarios go through everything already".to_owned(),
            false => "No scenario was found that reaches more; the list says why".to_owned(),
        };
        *workbench.notice = Some(Notice::new(Severity::Advice, said.clone()));
        return vec![Effect::Announce(said)];
    }
    let change = match workbench.front.scenarios.add_all(scenarios) {
        Ok(change) => Change::of_scenarios(change),
        Err(why) => return super::refuse(workbench, why),
    };
    let mut effects = super::edit::apply(workbench, change, Origin::Command);
    let noun = if count == 1 { "scenario" } else { "scenarios" };
    let said = format!("{count} {noun} added: {after} of {all} covered, {before} before. Undo takes them away");
    match super::run::try_all(workbench) {
        Ok(more) => effects.extend(more),
        Err(why) => return super::refuse(workbench, why),
    }
    workbench.front.run.trials_mut().face = ScenarioFace::Coverage;
    *workbench.notice = Some(Notice::new(Severity::Advice, said.clone()));
    effects.push(Effect::Announce(said));
    effects
}

/// What is offered for the chosen scenario now, and whether the engine still looks for it.
impl crate::sheet::Sheet {
    /// Whether the step that is looked at is the one at which the run has failed, or there is none.
    #[must_use]
    pub fn has_failure_in_view(&self) -> bool {
        let failure = self.run.failure_to_mend();
        failure.is_some_and(|step| self.run.chosen_step().is_none_or(|chosen| chosen == step as usize))
    }

    /// Remedies for the run that is looked at, or for the input; and whether more may come.
    #[must_use]
    pub fn remedies(&self, cure: Cure) -> (Vec<Remedy>, bool) {
        let tried: Option<Tried> = self.tried(self.scenarios.chosen());
        let shown = match cure {
            Cure::Input => self.scenarios.has_bare_input(),
            Cure::Failure => self.run.failure_to_mend().is_some(),
        };
        let found = tried.filter(|_| shown).map(|tried| {
            let (remedies, waits) = self.run.remedies_of(cure, &tried);
            (remedies.to_vec(), waits)
        });
        found.unwrap_or_default()
    }
}
