//! Playing stops where it is told to: at states, on transitions, at errors, where conditions hold; and the list is kept.

mod desk;

use desk::Desk;
use workbench::effect::Effect;
use workbench::message::{Message, RunMessage, Selected};
use workbench::project::Project;
use workbench::run::{Breakpoint, Speed};

/// A loop that counts to three, and fails once on the way.
const LOOP: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Count", "States": {
    "Count": {"Type": "Pass", "Output": "{% {'n': $states.input.n + 1} %}", "Next": "Work"},
    "Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f"}, "Output": "{% $states.input %}",
        "Retry": [{"ErrorEquals": ["Busy"]}], "Next": "Enough"},
    "Enough": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.n >= 3 %}", "Next": "Done"}], "Default": "Count"},
    "Done": {"Type": "Succeed"}}}"#;

const SCENARIOS: &str = r#"{"scenarios": [{"name": "one", "input": {"n": 0}, "mocks": {"Work": {"1": {"Throw": {"Error": "Busy"}}, "0": {"Return": {}}, "2-": {"Return": {}}}}}]}"#;

fn open() -> Desk {
    Desk::open(Project { definition: LOOP.to_owned(), scenarios: SCENARIOS.to_owned(), ..Project::empty() })
}

fn run(desk: &mut Desk, message: RunMessage) {
    desk.send(Message::Run(message));
}

/// Where playing from the start stops, one after another: the events that have just happened.
fn stops(desk: &mut Desk) -> Vec<String> {
    run(desk, RunMessage::ToStart);
    let mut found = Vec::new();
    loop {
        run(desk, RunMessage::PlayPause);
        let run = &desk.workbench.front.run;
        if run.cursor() == run.length() {
            return found;
        }
        let event = run.event_rows(run.cursor() - 1..run.cursor()).pop().expect("the event");
        found.push(format!("{} {}", event.kind, event.state));
    }
}

#[test]
fn playing_stops_at_each_kind() {
    let mut desk = open();
    assert_eq!(desk.run(), "Succeeded");
    let (count, enough) = (desk.key("Count"), desk.key("Enough"));
    for (what, expected) in [
        (Breakpoint::State(desk.key("Done")), vec!["SucceedStateEntered Done"]),
        (Breakpoint::Transition(enough, count), vec!["PassStateEntered Count"; 2]),
        (Breakpoint::Error("Busy".to_owned()), vec!["TaskFailed Work"]),
        (Breakpoint::Error("*".to_owned()), vec!["TaskFailed Work"]),
        (Breakpoint::Error("Other".to_owned()), vec![]),
        (
            Breakpoint::Condition("{% $states.input.n = 2 %}".to_owned()),
            vec!["TaskStateEntered Work", "ChoiceStateEntered Enough", "PassStateEntered Count"],
        ),
    ] {
        run(&mut desk, RunMessage::ToggleBreakpoint(what.clone()));
        assert_eq!(stops(&mut desk), expected, "{what:?}");
        run(&mut desk, RunMessage::SwitchBreakpoint(0, false));
        assert_eq!(stops(&mut desk), [""; 0], "{what:?} is off");
        run(&mut desk, RunMessage::RemoveBreakpoint(0));
        assert!(!desk.workbench.front.run.has_breakpoints());
    }
}

#[test]
fn a_condition_is_asked_again_of_every_run_and_says_what_is_wrong() {
    let mut desk = open();
    run(&mut desk, RunMessage::ToggleBreakpoint(Breakpoint::Condition("{% $states.input.n = 3 %}".to_owned())));
    run(&mut desk, RunMessage::Start);
    assert!(desk.workbench.front.run.cursor() < desk.workbench.front.run.length(), "it stops on the way");
    let note = |desk: &Desk| desk.workbench.front.break_rows()[0].note.clone();
    assert_eq!(note(&desk), "3 times in this run");
    run(&mut desk, RunMessage::RemoveBreakpoint(0));
    run(&mut desk, RunMessage::ToggleBreakpoint(Breakpoint::Condition("{% $nonsense( %}".to_owned())));
    assert!(desk.workbench.front.break_rows()[0].is_wrong, "{}", note(&desk));
}

#[test]
fn the_list_is_kept_with_the_workflow_and_follows_renaming() {
    let mut desk = open();
    let (enough, count) = (desk.key("Enough"), desk.key("Count"));
    for what in [
        Breakpoint::State(count),
        Breakpoint::Transition(enough, count),
        Breakpoint::Error("Busy".to_owned()),
        Breakpoint::Condition("{% $states.input.n = 2 %}".to_owned()),
    ] {
        run(&mut desk, RunMessage::ToggleBreakpoint(what));
    }
    run(&mut desk, RunMessage::SwitchBreakpoint(2, false));
    desk.send(Message::Edit(workbench::message::Edit::Rename { state: count, name: "Add".to_owned() }));
    let said =
        |desk: &Desk| desk.workbench.front.break_rows().iter().map(|row| format!("{} {}", row.on, row.words)).collect::<Vec<_>>();
    let expected = [
        "true `Add` is entered",
        "true `Enough` → `Add` is taken",
        "false the error `Busy`",
        "true `{% $states.input.n = 2 %}` is true",
    ];
    assert_eq!(said(&desk), expected);
    desk.reload();
    desk.send(Message::Nothing);
    assert_eq!(said(&desk), expected);
}

#[test]
fn a_line_that_is_chosen_gets_its_breakpoint_by_the_key_of_states() {
    let mut desk = open();
    let slot = {
        let document = &desk.workbench.front.document;
        asl::graph::Slot::Default(document.definition.find("Enough").expect("the state"))
    };
    desk.send(Message::Select(Selected::Transition(slot)));
    let message = workbench::commands::Command::Breakpoint.message(&desk.workbench).expect("it can be set");
    desk.send(message);
    assert!(desk.workbench.front.stops_here());
    assert_eq!(desk.workbench.front.break_rows()[0].words, "`Enough` → `Count` is taken");
}

#[test]
fn a_token_goes_along_each_way_that_is_taken_while_playing() {
    let mut desk = open();
    assert_eq!(desk.run(), "Succeeded");
    assert_eq!(desk.workbench.front.run.token(), None, "nothing is played");
    run(&mut desk, RunMessage::ToStart);
    let (mut ways, scene) = (Vec::new(), desk.workbench.front.scene.clone());
    let run = &mut desk.workbench.front.run;
    let (mut clock, _) = run.play().expect("a clock");
    while let Some((next, _)) = run.tick(clock, &scene) {
        clock = next;
        ways.extend(run.token().map(|token| (token.from, token.to)));
    }
    let (count, work, enough, done) = (desk.key("Count"), desk.key("Work"), desk.key("Enough"), desk.key("Done"));
    let round = |from| [(from, count), (Some(count), work), (Some(work), enough)];
    let mut expected: Vec<_> = [None, Some(enough), Some(enough)].into_iter().flat_map(round).collect();
    expected.push((Some(enough), done));
    assert_eq!(ways, expected);
}

#[test]
fn it_is_said_why_playing_stopped() {
    let mut desk = open();
    let said = |desk: &Desk| desk.workbench.front.stop_words();
    let announced =
        |desk: &Desk, words: &str| desk.asked.iter().any(|effect| matches!(effect, Effect::Announce(said) if said == words));
    assert_eq!(desk.run(), "Succeeded");
    assert_eq!(said(&desk).as_deref(), Some("Played to the end"));
    run(&mut desk, RunMessage::ToEnd);
    run(&mut desk, RunMessage::StepBack);
    assert_eq!(said(&desk), None, "who goes somewhere by hand knows why it stops");
    for speed in [Speed::Quick, Speed::Instant] {
        run(&mut desk, RunMessage::SetSpeed(speed));
        for (what, expected) in [
            (Breakpoint::State(desk.key("Done")), "Stopped: `Done` is entered"),
            (Breakpoint::Transition(desk.key("Enough"), desk.key("Count")), "Stopped: `Enough` → `Count` is taken"),
            (Breakpoint::Error("Busy".to_owned()), "Stopped: the error `Busy`"),
            (Breakpoint::Condition("{% $states.input.n = 2 %}".to_owned()), "Stopped: `{% $states.input.n = 2 %}` is true"),
        ] {
            run(&mut desk, RunMessage::ToStart);
            run(&mut desk, RunMessage::ToggleBreakpoint(what));
            desk.asked.clear();
            run(&mut desk, RunMessage::PlayPause);
            assert_eq!(said(&desk).as_deref(), Some(expected));
            assert!(announced(&desk, &expected.replace('`', "")), "{:?}", desk.asked);
            run(&mut desk, RunMessage::StepForward);
            assert_eq!(said(&desk), None, "it is of that moment alone");
            run(&mut desk, RunMessage::RemoveBreakpoint(0));
        }
        run(&mut desk, RunMessage::ToStart);
        run(&mut desk, RunMessage::PlayPause);
        assert_eq!(said(&desk).as_deref(), Some("Played to the end"));
    }
    let key = desk.key("Work");
    run(&mut desk, RunMessage::RunTo(key));
    assert_eq!(said(&desk).as_deref(), Some("Stopped: `Work` is entered, as you wanted"));
}

#[test]
fn a_step_out_stops_at_a_breakpoint_on_its_way() {
    let definition = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor":
        {"StartAt": "One", "States": {"One": {"Type": "Pass", "Next": "Two"}, "Two": {"Type": "Pass", "End": true}}}}}}"#;
    let scenarios = r#"{"scenarios": [{"name": "one", "input": [1, 2]}]}"#;
    let mut desk = Desk::open(Project { definition: definition.to_owned(), scenarios: scenarios.to_owned(), ..Project::empty() });
    desk.run();
    let at = |desk: &Desk| {
        let run = &desk.workbench.front.run;
        run.event_rows(run.cursor().saturating_sub(1)..run.cursor()).pop().map(|event| format!("{} {}", event.kind, event.state))
    };
    let two = desk.key("Two");
    run(&mut desk, RunMessage::ToggleBreakpoint(Breakpoint::State(two)));
    run(&mut desk, RunMessage::ToStart);
    while at(&desk).as_deref() != Some("PassStateEntered One") {
        run(&mut desk, RunMessage::StepForward);
    }
    for _ in 0..2 {
        run(&mut desk, RunMessage::StepOut);
        assert_eq!(at(&desk).as_deref(), Some("PassStateEntered Two"));
    }
    run(&mut desk, RunMessage::StepOut);
    assert_ne!(at(&desk).as_deref(), Some("PassStateEntered Two"), "there are no more items");
}
