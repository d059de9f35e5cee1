//! Running, and moving through the recording.

use asl::document::StateKey;
use engine::Request;

use crate::drafts::FieldId;
use crate::effect::Effect;
use crate::message::{RunMessage, Selected, TreeMessage};
use crate::panels::DockTab;
use crate::problems::{Notice, Severity};
use crate::run::{Breakpoint, Export, Inner, Node, Run, Speed};
use crate::workbench::Workbench;

/// Takes in what concerns the run.
pub fn update(workbench: &mut Workbench, message: RunMessage) -> Vec<Effect> {
    let was_behind = workbench.front.run.is_behind();
    let goes_on = matches!(message, RunMessage::LookOn);
    let mut effects = take_in(workbench, message);
    // One wish at a time: the one before is still on its way.
    if workbench.front.run.is_behind() && (goes_on || !was_behind) {
        effects.push(Effect::LookOn);
    }
    effects
}

fn take_in(workbench: &mut Workbench, message: RunMessage) -> Vec<Effect> {
    match message {
        RunMessage::Start => start(workbench, true),
        RunMessage::PlayPause if workbench.front.run.is_playing() => {
            workbench.front.run.pause();
            Vec::new()
        }
        RunMessage::PlayPause => {
            if workbench.front.run.cursor() == workbench.front.run.length() {
                workbench.front.run.seek(0, &workbench.front.scene);
            }
            play(workbench)
        }
        RunMessage::StepForward if !workbench.front.run.has_recording() => start(workbench, false),
        RunMessage::StepForward => seek(workbench, |workbench| workbench.front.run.next_stop()),
        RunMessage::StepBack => seek(workbench, |workbench| workbench.front.run.previous_stop()),
        RunMessage::StepOver => go_past(workbench, |run| run.moment_over()),
        RunMessage::StepOut => go_past(workbench, |run| run.moment_out()),
        RunMessage::ToggleBreakpoint(what) => toggle_breakpoint(workbench, what),
        RunMessage::RemoveBreakpoint(index) => {
            workbench.front.run.remove_breakpoint(index);
            vec![super::store(workbench)]
        }
        RunMessage::SwitchBreakpoint(index, on) => {
            workbench.front.run.switch_breakpoint(index, on);
            vec![super::store(workbench)]
        }
        RunMessage::RunTo(key) => run_to(workbench, key),
        RunMessage::ToStart => seek(workbench, |_| 0),
        RunMessage::ToEnd => seek(workbench, |workbench| workbench.front.run.length()),
        RunMessage::Seek(cursor) => seek(workbench, |_| cursor),
        RunMessage::SeekTime(millis) => seek(workbench, |workbench| workbench.front.run.moment_at(millis)),
        RunMessage::Clear => {
            let run = workbench.front.run.ticket();
            workbench.front.run.clear();
            vec![Effect::Engine(Request::Forget { run })]
        }
        RunMessage::SetSpeed(speed) => {
            workbench.front.run.speed = speed;
            if speed == Speed::Instant && workbench.front.run.is_playing() {
                return play_at_once(workbench);
            }
            Vec::new()
        }
        RunMessage::Tick(clock) => {
            let scene = workbench.front.scene.clone();
            let next = workbench.front.run.tick(clock, &scene);
            follow_step(workbench);
            let mut effects: Vec<Effect> = next.map(|(clock, after)| Effect::Tick { clock, after }).into_iter().collect();
            effects.push(Effect::ShowOnCanvas);
            if !workbench.front.run.is_playing() {
                effects.extend(announce_end(workbench).or_else(|| announce_stop(workbench)));
            }
            effects
        }
        RunMessage::LookOn => {
            let scene = workbench.front.scene.clone();
            workbench.front.run.look_on(&scene);
            follow_step(workbench);
            match workbench.front.run.is_behind() || workbench.front.run.cursor() < workbench.front.run.length() {
                true => Vec::new(),
                false => announce_end(workbench).into_iter().collect(),
            }
        }
        RunMessage::ChooseStep(step) => choose(workbench, step),
        RunMessage::Tree(message) => tree(workbench, message),
        RunMessage::FilterEvents(filter, search) => {
            workbench.front.run.filter_events(filter, search);
            Vec::new()
        }
        RunMessage::Export(export) => save(workbench, export),
        RunMessage::Copy(text, what) => vec![Effect::Copy { text, said: format!("Copied {what}"), cuts: Vec::new() }],
        RunMessage::Compare(compares) => {
            let scenarios = &workbench.front.scenarios;
            let name = scenarios.names().get(scenarios.chosen()).cloned().unwrap_or_default();
            workbench.front.run.pin(compares, &name);
            Vec::new()
        }
        RunMessage::EditData(editing) => {
            workbench.front.run.edit_data(editing);
            let panels = &mut workbench.panels;
            (panels.dock_open, panels.inspector_open) = (true, true);
            Vec::new()
        }
        RunMessage::Branch { step, input, variables } => branch(workbench, step, input, &variables),
        RunMessage::Answer { token, answer } => {
            workbench.notice.set_if_new(None);
            let is_heartbeat = matches!(answer, engine::Answer::Heartbeat);
            let run = workbench.front.run.go_on();
            let mut effects = vec![Effect::Engine(Request::Answer { run, token, answer })];
            if is_heartbeat {
                effects.extend(super::say(
                    workbench,
                    Severity::Advice,
                    "The heartbeat is sent; its timeout begins anew".to_owned(),
                ));
            }
            effects
        }
        RunMessage::PassTime => {
            workbench.notice.set_if_new(None);
            let run = workbench.front.run.pass_time();
            vec![Effect::Engine(Request::PassTime { run })]
        }
        RunMessage::Redrive => redrive(workbench),
        RunMessage::Mend(cure, index) => {
            super::mend::apply(workbench, cure, index).unwrap_or_else(|why| super::refuse(workbench, why))
        }
        RunMessage::PlayAgainst(other) => super::against::choose(workbench, other),
        RunMessage::Scratch(text) => workbench.front.run.ask_scratch(text).map(Effect::Engine).into_iter().collect(),
        RunMessage::Engine(reply) => super::engine::hear(workbench, reply),
        RunMessage::EngineDied(why) => super::engine::died(workbench, why),
        RunMessage::Stop => {
            let ticket = workbench.front.run.ticket();
            if workbench.front.run.is_busy() { vec![Effect::Engine(Request::Abort { run: ticket })] } else { Vec::new() }
        }
    }
}

/// What is done in the tree of steps.
fn tree(workbench: &mut Workbench, message: TreeMessage) -> Vec<Effect> {
    let run = &mut workbench.front.run;
    // What is inside of another workflow is looked at once the Task that started it is.
    let mut inner = None;
    let step = match message {
        TreeMessage::Toggle(node) => {
            run.toggle(node);
            None
        }
        TreeMessage::Filter(filter) => {
            run.set_filter(filter);
            None
        }
        TreeMessage::Search(text) => {
            run.set_search(text);
            None
        }
        TreeMessage::CallItemsBy(field) => {
            run.call_items_by(field);
            None
        }
        TreeMessage::Pick(node) => {
            run.activate(node);
            inner = Some(node);
            run.step_of_row(node)
        }
        TreeMessage::PickActive => {
            let node = run.active_row().and_then(|row| run.tree_rows(row..row + 1).pop()).map(|row| row.node);
            inner = node;
            node.and_then(|node| run.step_of_row(node))
        }
        // The keys choose steps on their way; what is folded is gone into on purpose.
        TreeMessage::Move(to) => match run.move_in_tree(&to) {
            Some(node @ (Node::Step(_) | Node::Inside(_, Inner::Step(_)))) => {
                inner = Some(node);
                run.step_of_row(node).filter(|step| run.has_begun(*step))
            }
            _ => None,
        },
        TreeMessage::FirstFailure => run.first_failure(),
        TreeMessage::ShowFrame(frame) => run.step_in_frame(frame),
    };
    let effects = step.map(|step| choose(workbench, step)).unwrap_or_default();
    if let Some(node) = inner.filter(|_| step.is_some()) {
        workbench.front.run.choose_inner(node);
    }
    effects
}

/// Looks at a step; at one that lies ahead when it is over.
fn choose(workbench: &mut Workbench, step: usize) -> Vec<Effect> {
    let scene = workbench.front.scene.clone();
    let run = &mut workbench.front.run;
    if !run.has_begun(step)
        && let Some(moment) = run.moment_of(step)
    {
        run.pause();
        run.seek(moment, &scene);
    }
    run.choose_step(step, &scene);
    follow_step(workbench);
    let said = workbench.front.run.step_words().map(Effect::Announce);
    [Effect::ShowOnCanvas].into_iter().chain(said).collect()
}

/// Offers the run as a file.
fn save(workbench: &mut Workbench, export: Export) -> Vec<Effect> {
    let Some(text) = workbench.front.run.export(export) else {
        return super::refuse(workbench, "Run the workflow first; then its run can be saved".to_owned());
    };
    let ending = Export::ALL.into_iter().find(|(this, ..)| *this == export).map_or("", |(.., ending)| ending);
    vec![Effect::Download { name: format!("{}{ending}", &*workbench.front.name), text }]
}

/// Starts a run of the chosen scenario, unless the input is no JSON or the text is broken.
fn start(workbench: &mut Workbench, then_play: bool) -> Vec<Effect> {
    let opens = look_at_run(workbench);
    if let Err(why) = workbench.front.readable() {
        return super::refuse(workbench, why.to_owned());
    }
    let untaken = workbench.front.drafts.of(&FieldId::ScenarioInput).and_then(|draft| draft.error.as_ref());
    if let Some(why) = untaken.map(|why| format!("The input is {why}")) {
        show_input(workbench);
        return super::refuse(workbench, why);
    }
    let scenario = match workbench.front.scenarios.to_run(&workbench.front.document) {
        Ok(scenario) => scenario,
        Err(why) => {
            show_input(workbench);
            return super::refuse(workbench, why);
        }
    };
    let ticket = workbench.tickets.next(*workbench.front.id);
    workbench.front.run.begin(ticket, then_play, workbench.front.document.keys().clone());
    if let Some(tried) = workbench.front.tried(workbench.front.scenarios.chosen()) {
        workbench.front.run.trials_mut().begin_alone(ticket, tried);
    }
    workbench.notice.set_if_new(None);
    let definition = workbench.front.definition_to_send(workbench.front.definition_to_run());
    let start = Request::Start { run: ticket, definition, scenario, workflows: workbench.other_workflows() };
    let before = opens.then_some(Effect::FitCanvas).into_iter();
    before.chain([Effect::Engine(start), Effect::Engine(Request::Run { run: ticket })]).collect()
}

/// Runs the chosen scenario anew, as it was run before.
pub fn start_again(workbench: &mut Workbench) -> Vec<Effect> {
    start(workbench, true)
}

/// Runs all scenarios, one after another.
pub fn try_all(workbench: &mut Workbench) -> Result<Vec<Effect>, String> {
    let sheet = &workbench.front;
    let scenarios = sheet.all_to_run()?;
    let (asked, keys) = (sheet.all_tried().to_vec(), sheet.document.keys().clone());
    let run = workbench.tickets.next(*workbench.front.id);
    let definition = workbench.front.definition_to_send(workbench.front.definition_to_run());
    let workflows = workbench.other_workflows();
    workbench.front.run.trials_mut().begin(run, asked, keys);
    workbench.notice.set_if_new(None);
    let opens = look_at_run(workbench);
    show_input(workbench);
    let before = opens.then_some(Effect::FitCanvas).into_iter();
    Ok(before.chain([Effect::Engine(Request::Try { run, definition, scenarios, workflows })]).collect())
}

/// Runs the chosen scenario behind the page, so that what is expected of it is compared at once; if it ever ran.
pub fn try_again(workbench: &mut Workbench) -> Option<Effect> {
    let sheet = &workbench.front;
    let chosen = sheet.scenarios.chosen();
    let tried = sheet.tried(chosen).filter(|tried| sheet.run.trials().has(tried) && !sheet.run.trials().is_going())?;
    if sheet.run.is_busy() || sheet.document.is_broken() {
        return None;
    }
    let scenarios = vec![sheet.scenarios.one_to_run(chosen, &sheet.document).ok()?];
    let keys = sheet.document.keys().clone();
    let run = workbench.tickets.next(*workbench.front.id);
    let definition = workbench.front.definition_to_send(workbench.front.definition_to_run());
    let workflows = workbench.other_workflows();
    workbench.front.run.trials_mut().begin(run, vec![tried], keys);
    Some(Effect::Engine(Request::Try { run, definition, scenarios, workflows }))
}

/// The run is looked at, its steps and their data; whether it was not before.
fn look_at_run(workbench: &mut Workbench) -> bool {
    let panels = &mut workbench.panels;
    if panels.dock_open {
        return false;
    }
    (panels.dock_open, panels.left_open, panels.inspector_open) = (true, true, true);
    true
}

/// Shows where the input of the execution is typed.
fn show_input(workbench: &mut Workbench) {
    (workbench.panels.dock_tab, workbench.panels.pane_open) = (DockTab::Input, true);
}

/// Goes back to a step and on from there with other data.
fn branch(workbench: &mut Workbench, step: usize, input: String, variables: &str) -> Vec<Effect> {
    if workbench.front.run.is_history() {
        return super::refuse(
            workbench,
            "A real execution's history can only be looked at; run the workflow to branch from it".to_owned(),
        );
    }
    let checked = value::parse(&input).map_err(|error| format!("The input is not JSON yet: {error}"));
    let variables = match checked.and_then(|_| crate::run::check_variables(variables)) {
        Ok(variables) => variables,
        Err(why) => return super::refuse(workbench, why),
    };
    workbench.notice.set_if_new(None);
    let run = workbench.front.run.branch_off(step);
    let branch = Request::Branch { run, step: step as u32, input: Some(input), variables };
    vec![Effect::Engine(branch), Effect::Engine(Request::Run { run })]
}

/// Goes on with a run that ended otherwise than well, at the state where it stood: with the mocks as they are by now.
fn redrive(workbench: &mut Workbench) -> Vec<Effect> {
    if let Err(why) = workbench.front.run.can_redrive() {
        return super::refuse(workbench, why.to_owned());
    }
    let (scenario, is_of_now) = match workbench.front.scenario_to_redrive() {
        Ok(both) => both,
        Err(why) => return super::refuse(workbench, why),
    };
    if is_of_now {
        workbench.front.run.mark_fresh();
    }
    workbench.notice.set_if_new(None);
    let run = workbench.front.run.redrive();
    vec![Effect::Engine(Request::Redrive { run, scenario }), Effect::Engine(Request::Run { run })]
}

/// Shows a real execution's history as a run of the open definition.
pub fn show_history(workbench: &mut Workbench, history: String) -> Vec<Effect> {
    let opens = look_at_run(workbench);
    let run = workbench.tickets.next(*workbench.front.id);
    workbench.front.run.begin(run, true, workbench.front.document.keys().clone());
    workbench.front.run.expect_history(history.as_str().into());
    let definition = workbench.front.definition_to_send(workbench.front.document.text.to_string());
    let request = Request::History { run, definition, history };
    opens.then_some(Effect::FitCanvas).into_iter().chain([Effect::Engine(request)]).collect()
}

/// The run that is looked at came to rest: the recording is played, or stands at its first step.
pub fn show_rest(workbench: &mut Workbench, then_play: bool) -> Vec<Effect> {
    let run = &workbench.front.run;
    let unknown = if run.is_history() { run.unknown_states() } else { Vec::new() };
    if !unknown.is_empty() {
        let text = format!("The open definition is not the one that ran: it has no state {}", unknown.join(", "));
        *workbench.notice = Some(Notice::new(Severity::Warning, text));
    }
    // Playing waits for what the engine says of conditions.
    let conditions: Vec<Effect> = workbench.front.run.ask_conditions().into_iter().map(Effect::Engine).collect();
    let mut effects = if workbench.front.keeping.moment.is_some() {
        let moment = workbench.front.keeping.moment.take();
        seek(workbench, |workbench| moment.unwrap_or_else(|| workbench.front.run.length()))
    } else if let Some(key) = workbench.front.run.run_to(None) {
        run_to(workbench, key)
    } else if then_play {
        play(workbench)
    } else {
        seek(workbench, |workbench| workbench.front.run.next_stop())
    };
    effects.splice(0..0, conditions);
    if !workbench.front.run.is_history() && !workbench.front.scenarios.services().is_null() {
        effects.push(Effect::Engine(Request::Services { run: workbench.front.run.ticket() }));
    }
    effects
}

fn play(workbench: &mut Workbench) -> Vec<Effect> {
    match workbench.front.run.play() {
        Some((clock, after)) => vec![Effect::Tick { clock, after }],
        None => play_at_once(workbench),
    }
}

/// Goes to the next breakpoint or the end at once.
fn play_at_once(workbench: &mut Workbench) -> Vec<Effect> {
    let mut effects = seek(workbench, to_break);
    workbench.front.run.stop_here();
    effects.extend(announce_stop(workbench));
    effects
}

/// Why playing has stopped before the end.
fn announce_stop(workbench: &Workbench) -> Option<Effect> {
    let is_end = workbench.front.run.cursor() == workbench.front.run.length();
    let words = workbench.front.stop_words().filter(|_| !is_end)?;
    Some(Effect::Announce(super::mend::without_marks(&words)))
}

/// The next breakpoint, else the end.
/// Goes on to a moment, or to the breakpoint before it.
fn go_past(workbench: &mut Workbench, to: impl Fn(&Run) -> Option<usize>) -> Vec<Effect> {
    let run = &workbench.front.run;
    let target = to(run).unwrap_or_default();
    let before = run.next_break().filter(|moment| *moment < target);
    let mut effects = seek(workbench, |_| before.unwrap_or(target));
    if before.is_some() {
        workbench.front.run.stop_here();
        effects.extend(announce_stop(workbench));
    }
    effects
}

fn to_break(workbench: &Workbench) -> usize {
    workbench.front.run.next_break().unwrap_or_else(|| workbench.front.run.length())
}

fn toggle_breakpoint(workbench: &mut Workbench, what: Breakpoint) -> Vec<Effect> {
    if let Breakpoint::Error(text) | Breakpoint::Condition(text) = &what
        && text.trim().is_empty()
    {
        return super::refuse(workbench, "Write an error's name, or a condition".to_owned());
    }
    let is_set = workbench.front.run.toggle_breakpoint(what);
    let rows = workbench.front.break_rows();
    let said = match rows.last().filter(|_| is_set) {
        Some(row) => format!("Playing stops when {}", super::mend::without_marks(&row.words)),
        None => "Playing no longer stops there".to_owned(),
    };
    let asked = workbench.front.run.ask_conditions().into_iter().map(Effect::Engine);
    [Effect::Announce(said), super::store(workbench)].into_iter().chain(asked).collect()
}

/// Goes to where a state is entered next, running first where nothing has run.
fn run_to(workbench: &mut Workbench, key: StateKey) -> Vec<Effect> {
    if !workbench.front.run.has_recording() {
        let effects = start(workbench, false);
        workbench.front.run.run_to(Some(key));
        return effects;
    }
    look_at_run(workbench);
    match workbench.front.run.entry_of(key) {
        Some(moment) => {
            let mut effects = seek(workbench, |_| moment);
            workbench.front.run.ran_to(key);
            effects.extend(announce_stop(workbench));
            effects
        }
        None => super::refuse(workbench, "The run does not come to this state; try another scenario".to_owned()),
    }
}

/// Goes to a moment by hand: playing stops, and the state of that moment is chosen.
fn seek(workbench: &mut Workbench, to: impl FnOnce(&Workbench) -> usize) -> Vec<Effect> {
    let to = to(workbench);
    workbench.front.run.pause();
    let scene = workbench.front.scene.clone();
    workbench.front.run.seek(to, &scene);
    follow_step(workbench);
    let mut effects = vec![Effect::ShowOnCanvas];
    match workbench.front.run.step_words() {
        _ if to == workbench.front.run.length() => effects.extend(announce_end(workbench)),
        Some(words) => effects.push(Effect::Announce(words)),
        None => {}
    }
    effects
}

/// The state of the step that is looked at becomes the chosen one, so that canvas, inspector and data agree.
fn follow_step(workbench: &mut Workbench) {
    // Nobody's form is taken away while it is typed into.
    if workbench.front.drafts.is_open() {
        return;
    }
    if let Some(key) = workbench.front.run.chosen_state().filter(|key| workbench.front.scene.state(*key).is_some()) {
        workbench.front.selected.set_if_new(Selected::State(key));
    }
}

fn announce_end(workbench: &Workbench) -> Option<Effect> {
    workbench.front.run.verdict().map(|verdict| Effect::Announce(format!("{}. {}", verdict.title, verdict.facts)))
}
