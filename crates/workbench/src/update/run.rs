//! Running, and moving through the recording.

use engine::{Reply, Request};

use crate::drafts::FieldId;
use crate::effect::Effect;
use crate::message::{RunMessage, Selected};
use crate::panels::DockTab;
use crate::problems::{Notice, Severity};
use crate::run::{Rest, Speed};
use crate::workbench::Workbench;

/// Takes in what concerns the run.
pub fn update(workbench: &mut Workbench, message: RunMessage) -> Vec<Effect> {
    let was_behind = workbench.run.is_behind();
    let goes_on = matches!(message, RunMessage::LookOn);
    let mut effects = take_in(workbench, message);
    // One wish at a time: the one before is still on its way.
    if workbench.run.is_behind() && (goes_on || !was_behind) {
        effects.push(Effect::LookOn);
    }
    effects
}

fn take_in(workbench: &mut Workbench, message: RunMessage) -> Vec<Effect> {
    match message {
        RunMessage::Start => start(workbench, true),
        RunMessage::PlayPause if workbench.run.is_playing() => {
            workbench.run.pause();
            Vec::new()
        }
        RunMessage::PlayPause => {
            if workbench.run.cursor() == workbench.run.length() {
                workbench.run.seek(0, &workbench.scene);
            }
            play(workbench)
        }
        RunMessage::StepForward if !workbench.run.has_recording() => start(workbench, false),
        RunMessage::StepForward => seek(workbench, |workbench| workbench.run.next_stop()),
        RunMessage::StepBack => seek(workbench, |workbench| workbench.run.previous_stop()),
        RunMessage::ToStart => seek(workbench, |_| 0),
        RunMessage::ToEnd => seek(workbench, |workbench| workbench.run.length()),
        RunMessage::Seek(cursor) => seek(workbench, |_| cursor),
        RunMessage::Clear => {
            let busy = workbench.run.is_busy();
            workbench.run.clear();
            if busy { vec![Effect::StopEngine] } else { Vec::new() }
        }
        RunMessage::SetSpeed(speed) => {
            workbench.run.speed = speed;
            if speed == Speed::Instant && workbench.run.is_playing() {
                return seek(workbench, |workbench| workbench.run.length());
            }
            Vec::new()
        }
        RunMessage::Tick(clock) => {
            let scene = workbench.scene.clone();
            let next = workbench.run.tick(clock, &scene);
            follow_step(workbench);
            let mut effects: Vec<Effect> = next.map(|(clock, after)| Effect::Tick { clock, after }).into_iter().collect();
            if !workbench.run.is_playing() {
                effects.extend(announce_end(workbench));
            }
            effects
        }
        RunMessage::LookOn => {
            let scene = workbench.scene.clone();
            workbench.run.look_on(&scene);
            match workbench.run.is_behind() || workbench.run.cursor() < workbench.run.length() {
                true => Vec::new(),
                false => announce_end(workbench).into_iter().collect(),
            }
        }
        RunMessage::ChooseStep(step) => {
            workbench.run.choose_step(step);
            workbench.panels.dock_tab = DockTab::Step;
            follow_step(workbench);
            vec![Effect::ShowOnCanvas]
        }
        RunMessage::EditData(editing) => {
            workbench.run.edit_data(editing);
            workbench.panels.dock_tab = DockTab::Step;
            workbench.panels.dock_open = true;
            Vec::new()
        }
        RunMessage::Branch { step, input, variables } => branch(workbench, step, input, &variables),
        RunMessage::Answer { token, answer } => {
            let run = workbench.run.go_on();
            vec![Effect::Engine(Request::Answer { run, token, answer })]
        }
        RunMessage::PassTime => {
            let run = workbench.run.go_on();
            vec![Effect::Engine(Request::PassTime { run })]
        }
        RunMessage::Engine(Reply::Linted { version, findings }) => {
            workbench.hear_linter(version, findings);
            Vec::new()
        }
        RunMessage::Engine(Reply::Example { slug, definition, scenarios }) => {
            super::file::example_arrived(workbench, &slug, definition, scenarios)
        }
        RunMessage::Engine(Reply::Tested { run, answer }) => workbench.hear_test(run, &answer),
        RunMessage::Engine(reply) => engine(workbench, reply),
        RunMessage::EngineDied(why) => {
            workbench.run.abandon();
            workbench.give_up_linting();
            workbench.testing.engine_stopped();
            workbench.awaited_example = None;
            workbench.notice = Some(Notice::new(Severity::Error, why.clone()));
            vec![Effect::Announce(why)]
        }
    }
}

/// Starts a run of the chosen scenario, unless the input is no JSON or the text is broken.
fn start(workbench: &mut Workbench, then_play: bool) -> Vec<Effect> {
    let opens = !std::mem::replace(&mut workbench.panels.dock_open, true);
    if workbench.is_stale() || workbench.document.is_broken() {
        return refuse(workbench, "The definition has syntax errors; mend them first, see Problems".to_owned());
    }
    let untaken = workbench.drafts.of(&FieldId::ScenarioInput).and_then(|draft| draft.error.as_ref());
    if let Some(why) = untaken.map(|why| format!("The input is {why}")) {
        workbench.panels.dock_tab = DockTab::Input;
        return refuse(workbench, why);
    }
    let scenario = match workbench.scenarios.to_run(&workbench.document) {
        Ok(scenario) => scenario,
        Err(why) => {
            workbench.panels.dock_tab = DockTab::Input;
            return refuse(workbench, why);
        }
    };
    let busy = workbench.run.is_busy();
    let run = workbench.run.begin(then_play, workbench.document.keys().clone());
    workbench.notice = None;
    if workbench.panels.dock_tab == DockTab::Input {
        workbench.panels.dock_tab = DockTab::Step;
    }
    let start = Request::Start { run, definition: workbench.definition_to_send(workbench.definition_to_run()), scenario };
    let before = busy.then_some(Effect::StopEngine).into_iter().chain(opens.then_some(Effect::FitCanvas));
    before.chain([Effect::Engine(start), Effect::Engine(Request::Run { run })]).collect()
}

/// Goes back to a step and on from there with other data.
fn branch(workbench: &mut Workbench, step: usize, input: String, variables: &str) -> Vec<Effect> {
    if workbench.run.is_history() {
        return refuse(
            workbench,
            "A real execution's history can only be looked at; run the workflow to branch from it".to_owned(),
        );
    }
    let checked = value::parse(&input).map_err(|error| format!("The input is not JSON yet: {error}"));
    let variables = match checked.and_then(|_| crate::run::check_variables(variables)) {
        Ok(variables) => variables,
        Err(why) => return refuse(workbench, why),
    };
    workbench.notice = None;
    let run = workbench.run.branch_off(step);
    let branch = Request::Branch { run, step: step as u32, input: Some(input), variables };
    vec![Effect::Engine(branch), Effect::Engine(Request::Run { run })]
}

/// Shows a real execution's history as a run of the open definition.
pub fn show_history(workbench: &mut Workbench, history: String) -> Vec<Effect> {
    let opens = !std::mem::replace(&mut workbench.panels.dock_open, true);
    let busy = workbench.run.is_busy();
    let run = workbench.run.begin(true, workbench.document.keys().clone());
    workbench.run.expect_history();
    workbench.panels.dock_tab = DockTab::Step;
    let definition = workbench.definition_to_send(workbench.document.text.to_string());
    let request = Request::History { run, definition, history };
    let before = busy.then_some(Effect::StopEngine).into_iter().chain(opens.then_some(Effect::FitCanvas));
    before.chain([Effect::Engine(request)]).collect()
}

fn engine(workbench: &mut Workbench, reply: Reply) -> Vec<Effect> {
    let run = &mut workbench.run;
    match reply {
        Reply::Progress { run: number, events, .. } if run.is_current(number) => {
            run.progress(events);
            Vec::new()
        }
        Reply::Recorded { run: number, first, chunk } if run.is_current(number) => match run.read(first, &chunk) {
            Ok(()) => Vec::new(),
            Err(error) => {
                run.abandon();
                refuse(workbench, error.to_string())
            }
        },
        Reply::Services { run: number, contents } if run.is_number(number) => {
            run.show_services(&contents);
            Vec::new()
        }
        Reply::Finished { run: number, summary } if run.is_current(number) => rest(workbench, Rest::Finished(summary)),
        Reply::Waiting { run: number, tasks } if run.is_current(number) => rest(workbench, Rest::Waiting(tasks)),
        Reply::Rejected { run: number, problems } if run.is_current(number) => {
            run.abandon();
            let said = problems.iter().map(|problem| match problem.location.as_str() {
                "" => problem.message.clone(),
                location => format!("{location}: {}", problem.message),
            });
            let said = said.collect::<Vec<_>>().join("; ");
            refuse(workbench, format!("This cannot be run: {said}"))
        }
        Reply::Refused { run: number, message } if run.is_current(number) => {
            run.abandon();
            refuse(workbench, message)
        }
        _ => Vec::new(),
    }
}

/// The engine came to rest: the recording is played, or stands at its first step.
fn rest(workbench: &mut Workbench, rest: Rest) -> Vec<Effect> {
    let then_play = workbench.run.arrive(rest);
    if !workbench.run.large_payloads().is_empty() {
        workbench.linting.text_changed();
    }
    let unknown = if workbench.run.is_history() { workbench.run.unknown_states() } else { Vec::new() };
    if !unknown.is_empty() {
        let text = format!("The open definition is not the one that ran: it has no state {}", unknown.join(", "));
        workbench.notice = Some(Notice::new(Severity::Warning, text));
    }
    let mut effects = if then_play { play(workbench) } else { seek(workbench, |workbench| workbench.run.next_stop()) };
    if !workbench.run.is_history() && !workbench.scenarios.services().is_null() {
        effects.push(Effect::Engine(Request::Services { run: workbench.run.number() }));
    }
    effects
}

fn refuse(workbench: &mut Workbench, why: String) -> Vec<Effect> {
    workbench.notice = Some(Notice::new(Severity::Warning, why.clone()));
    vec![Effect::Announce(why)]
}

fn play(workbench: &mut Workbench) -> Vec<Effect> {
    match workbench.run.play() {
        Some((clock, after)) => vec![Effect::Tick { clock, after }],
        None => seek(workbench, |workbench| workbench.run.length()),
    }
}

/// Goes to a moment by hand: playing stops, and the state of that moment is chosen.
fn seek(workbench: &mut Workbench, to: impl FnOnce(&Workbench) -> usize) -> Vec<Effect> {
    let to = to(workbench);
    workbench.run.pause();
    let scene = workbench.scene.clone();
    workbench.run.seek(to, &scene);
    follow_step(workbench);
    let mut effects = vec![Effect::ShowOnCanvas];
    match workbench.run.step_view() {
        _ if to == workbench.run.length() => effects.extend(announce_end(workbench)),
        Some(step) => effects.push(Effect::Announce(format!("{}: {}", step.name, step.words))),
        None => {}
    }
    effects
}

/// The state of the step that is looked at becomes the chosen one, so that canvas, inspector and data agree.
fn follow_step(workbench: &mut Workbench) {
    // Nobody's form is taken away while it is typed into.
    if workbench.drafts.is_open() {
        return;
    }
    if let Some(key) = workbench.run.chosen_state().filter(|key| workbench.scene.state(*key).is_some()) {
        workbench.selected = Selected::State(key);
    }
}

fn announce_end(workbench: &Workbench) -> Option<Effect> {
    workbench.run.verdict().map(|verdict| Effect::Announce(format!("{}. {}", verdict.title, verdict.facts)))
}
