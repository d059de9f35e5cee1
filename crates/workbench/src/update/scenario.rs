//! Scenarios and mocks: each change is a step of the history, as those of the definition are.

use asl::text::{Span, TextEdit, Transaction};

use asl::definition::StateId;
use asl::document::StateKey;
use engine::Request;

use crate::effect::Effect;
use crate::history::{Change, Origin};
use crate::message::{ScenarioMessage, Selected};
use crate::panels::DockTab;
use crate::problems::{Notice, Severity};
use crate::scenarios::{ExpectPart, Fresh, MockEdit, Scenarios};
use crate::sheet::Sheet;
use crate::workbench::Workbench;

/// Takes in what concerns scenarios.
pub fn update(workbench: &mut Workbench, message: ScenarioMessage) -> Result<Vec<Effect>, String> {
    let sheet = &mut workbench.front;
    let scenarios = &sheet.scenarios;
    let mut chosen = None;
    let is_about_expectations =
        matches!(message, ScenarioMessage::SetExpected(..) | ScenarioMessage::Expect(_) | ScenarioMessage::Accept);
    let said = match &message {
        ScenarioMessage::Expect(ExpectPart::Result) => Some("The scenario expects what came from now on. Undo takes it back"),
        ScenarioMessage::Accept => Some("The scenario expects the new result from now on. Undo takes it back"),
        _ => None,
    };
    let change = match message {
        ScenarioMessage::Choose(index) => {
            sheet.scenarios.choose(index);
            // What is shown is the run of another one.
            sheet.run.mark_stale();
            return Ok(vec![super::store(workbench)]);
        }
        ScenarioMessage::Add(json) => {
            let name = value::parse(&json).ok().and_then(|scenario| Some(scenario.get("name")?.as_str()?.to_owned()));
            let there = name.and_then(|name| scenarios.names().iter().position(|known| *known == name));
            if let Some(there) = there {
                return update(workbench, ScenarioMessage::Choose(there));
            }
            chosen = Some(scenarios.names().len());
            scenarios.add(&json)?
        }
        ScenarioMessage::New => {
            chosen = Some(if scenarios.names().is_empty() { 0 } else { scenarios.chosen() + 1 });
            scenarios.add_new()?
        }
        ScenarioMessage::TryAll => return super::run::try_all(workbench),
        ScenarioMessage::Generate => return super::mend::generate(workbench),
        ScenarioMessage::StopGenerating(keep) => return Ok(super::mend::stop_generating(workbench, keep)),
        ScenarioMessage::StopTrying => {
            let run = sheet.run.trials_mut().give_up();
            return Ok(run.map(|run| Effect::Engine(Request::Forget { run })).into_iter().collect());
        }
        ScenarioMessage::Show(face) => {
            sheet.run.trials_mut().face = face;
            (workbench.panels.dock_tab, workbench.panels.pane_open) = (DockTab::Input, true);
            workbench.panels.dock_open = true;
            return Ok(Vec::new());
        }
        ScenarioMessage::Paint(painted) => {
            sheet.paint(painted);
            return Ok(Vec::new());
        }
        ScenarioMessage::GoTo(key) => {
            let effects = super::select::select(workbench, Selected::State(key));
            return Ok(effects.into_iter().chain([Effect::GoOnCanvas]).collect());
        }
        ScenarioMessage::SetExpected(pointer, typed) => scenarios.set_expected(&pointer, &typed)?,
        ScenarioMessage::Expect(part) => {
            // Without a run there is a beginning to edit.
            let (observed, output) = match sheet.chosen_result() {
                Some(result) => (result.observed.as_str(), result.output.as_deref()),
                None => (BEGINNING, Some("{}")),
            };
            scenarios.expect_this(part, &value::parse(observed).unwrap_or_default(), output)?
        }
        ScenarioMessage::Accept => {
            let unmet = sheet.unmet();
            if unmet.is_empty() {
                return Err("the last run of this scenario was as expected; there is nothing to accept".to_owned());
            }
            let output = sheet.chosen_result().and_then(|result| result.output.as_deref());
            scenarios.accept(&unmet, output)?
        }
        ScenarioMessage::AddTable(text) => {
            chosen = Some(scenarios.names().len());
            scenarios.add_table(&text)?.0
        }
        ScenarioMessage::DownloadMockConfig => {
            let name = sheet.name.to_string();
            let text = scenarios.mock_config(&name);
            return Ok(vec![Effect::Download { name: format!("{name}.mock-config.json"), text }]);
        }
        ScenarioMessage::EditMock(key, edit) => {
            let (id, name) = state_of(sheet, key)?;
            let good = super::apis::good_answer(&workbench.apis, &sheet.document, id);
            scenarios.edit_mock(&name, &edit, &Fresh { good, error: sheet.likely_error(id) })?
        }
        ScenarioMessage::Fit(key) => return super::apis::fit(workbench, key),
        ScenarioMessage::AnswerAsRun(key, case) => {
            let (_, name) = state_of(sheet, key)?;
            let answer = sheet.run.answer_of(key).ok_or("the run has no answer of this Task by this moment")?;
            scenarios.edit_mock(&name, &MockEdit::Answer(case, answer.to_json()), &Fresh::default())?
        }
        ScenarioMessage::Duplicate => {
            chosen = Some(scenarios.chosen() + 1);
            scenarios.duplicate()?
        }
        ScenarioMessage::Delete => scenarios.delete()?,
        ScenarioMessage::Rename(name) => scenarios.rename(&name)?,
        ScenarioMessage::SetInput(text) => scenarios.set_input(&text)?,
        ScenarioMessage::SetDescription(text) => scenarios.set_description(&text)?,
        ScenarioMessage::SetSeed(typed) => scenarios.set_seed(&typed)?,
        ScenarioMessage::SetStartTime(typed) => scenarios.set_start_time(&typed)?,
        ScenarioMessage::SetServices(typed) => scenarios.set_services_text(&typed)?,
        ScenarioMessage::SetPlaceholder(name, value) => scenarios.set_placeholder(&name, &value)?,
        ScenarioMessage::SetType(workflow_type) => scenarios.set_workflow_type(workflow_type)?,
        ScenarioMessage::SetFunction(name, body) => scenarios.set_function(&name, body.as_deref())?,
        ScenarioMessage::SetWorkflow(name, definition) => scenarios.set_workflow(&name, definition.as_deref())?,
        ScenarioMessage::SandboxCalls => scenarios
            .sandbox_calls(&sheet.document)
            .ok_or("This workflow calls no service by name that can be sandboxed; write them below")??,
        ScenarioMessage::LetServicesAnswer => scenarios.remove_mocks(&sheet.mocked_calls())?,
        ScenarioMessage::SetMock { state, json } => {
            let id = sheet.document.state(state).ok_or("this state is no longer in the definition")?;
            scenarios.set_mock(&sheet.document.definition.state(id).name.value, &json)?
        }
    };
    let change = Change { chosen, ..Change::of_scenarios(change) };
    let mut effects = super::edit::apply(workbench, change, Origin::Command);
    if is_about_expectations {
        effects.extend(super::run::try_again(workbench));
    }
    if let Some(said) = said {
        *workbench.notice = Some(Notice::new(Severity::Advice, said));
        effects.push(Effect::Announce(said.to_owned()));
    }
    Ok(effects)
}

/// What can be expected before anything has run.
const BEGINNING: &str =
    r#"{"status": "SUCCEEDED", "path": [], "states": {}, "virtualSeconds": 60, "transitions": 100, "cost": 0.01}"#;

fn state_of(sheet: &Sheet, key: StateKey) -> Result<(StateId, String), String> {
    let id = sheet.document.state(key).ok_or("this state is no longer in the definition")?;
    Ok((id, sheet.document.definition.state(id).name.value.to_string()))
}

/// Puts another scenario file in the place of the workflow's.
pub fn take_over(workbench: &mut Workbench, text: &str) -> Result<Vec<Effect>, String> {
    let read = Scenarios::read(text);
    if let Some(why) = read.broken() {
        return Err(why);
    }
    let whole = Span::new(0, workbench.front.scenarios.text().len() as u32);
    let change = Transaction::new("take over a scenario file", vec![TextEdit::replace(whole, text)]);
    let change = Change { chosen: Some(0), ..Change::of_scenarios(change) };
    let mut effects = super::edit::apply(workbench, change, Origin::Command);
    let count = read.names().len();
    let said = format!("{} has the {count} scenarios of the file now; Undo brings back those it had", *workbench.front.name);
    *workbench.notice = Some(Notice::new(Severity::Advice, said.clone()));
    effects.push(Effect::Announce(said));
    Ok(effects)
}

/// Adds the test cases of a mock configuration of Step Functions Local as scenarios.
pub fn add_mock_config(workbench: &mut Workbench, text: &str, machines: &[String]) -> Result<Vec<Effect>, String> {
    let sheet = &workbench.front;
    // The one that is named like the workflow, or the only one.
    let machine = machines.iter().find(|machine| ***machine == **sheet.name).or(match machines {
        [only] => Some(only),
        _ => None,
    });
    let machine = machine.ok_or_else(|| {
        format!("This mock configuration is for {}: give the workflow the name of one of them", machines.join(", "))
    })?;
    let (change, count) = sheet.scenarios.add_test_cases(text, machine)?;
    let mut effects = super::edit::apply(workbench, Change::of_scenarios(change), Origin::Command);
    let said = format!("{count} test cases of {machine} are scenarios now; Undo takes them away");
    *workbench.notice = Some(Notice::new(Severity::Advice, said.clone()));
    effects.push(Effect::Announce(said));
    Ok(effects)
}
