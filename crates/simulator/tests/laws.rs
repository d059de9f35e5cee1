//! Laws that every run keeps, tried on random workflows with random mocks.

mod common;

use std::sync::Arc;

use common::plain;
use proptest::prelude::*;
use simulator::fold::{Node, Replay, Tally, Visit, VisitStatus, flatten};
use simulator::recording::{Details, EventId, EventType, Recording, wire};
use simulator::scenario::{Scenario, ScenarioHost, read_scenario};
use simulator::{Budget, Execution, Progress};

/// A state of a random machine, without its name and its way on.
#[derive(Clone, Debug)]
enum Shape {
    Pass(&'static str),
    Choice(&'static str),
    Wait(u8),
    Succeed,
    Fail,
    Task { retry: bool, catch: bool, timeout: bool },
    Parallel(Vec<Vec<Shape>>),
    Map { steps: Vec<Shape>, concurrency: u8, distributed: bool },
}

fn shapes(depth: u32) -> BoxedStrategy<Vec<Shape>> {
    let pass = prop_oneof![
        Just(r#""Parameters": {"n.$": "States.MathAdd($.n, 1)", "list": [1, 2, 3]}"#),
        Just(r#""Result": {"n": 1, "list": []}"#),
        Just(r#""ResultPath": "$.a.b", "Result": 5"#),
        Just(r#""InputPath": "$.list", "ResultPath": null"#),
        Just(r#""Assign": {"v.$": "$.n"}, "OutputPath": "$.missing""#),
        Just(r#""QueryLanguage": "JSONata", "Output": {"n": "{% $states.input.n + 1 %}", "list": "{% [1..3] %}"}"#),
        Just(r#""QueryLanguage": "JSONata", "Assign": {"w": "{% $states.context.Execution.Name %}"}"#),
    ];
    let choice = prop_oneof![
        Just(r#""Variable": "$.n", "NumericGreaterThan": 3"#),
        Just(r#""Not": {"Variable": "$.list", "IsPresent": true}"#),
        Just(r#""And": [{"Variable": "$.n", "IsNumeric": true}, {"Variable": "$.n", "NumericLessThanPath": "$.n"}]"#),
    ];
    let leaf = prop_oneof![
        4 => pass.prop_map(Shape::Pass),
        2 => choice.prop_map(Shape::Choice),
        1 => (0_u8..9).prop_map(Shape::Wait),
        1 => Just(Shape::Succeed),
        1 => Just(Shape::Fail),
        4 => any::<(bool, bool, bool)>().prop_map(|(retry, catch, timeout)| Shape::Task { retry, catch, timeout }),
    ];
    if depth == 0 {
        return prop::collection::vec(leaf, 1..5).boxed();
    }
    let inner = shapes(depth - 1);
    let any_shape = prop_oneof![
        6 => leaf,
        1 => prop::collection::vec(inner.clone(), 1..4).prop_map(Shape::Parallel),
        1 => (inner, 0_u8..4, any::<bool>()).prop_map(|(steps, concurrency, distributed)| Shape::Map { steps, concurrency, distributed }),
    ];
    prop::collection::vec(any_shape, 1..6).boxed()
}

/// The machine or branch that these states make, one after the other; `prefix` keeps names apart.
fn write_scope(shapes: &[Shape], prefix: &str, extra: &str) -> String {
    let states: Vec<String> =
        shapes.iter().enumerate().map(|(index, shape)| write_state(shape, prefix, index, shapes.len())).collect();
    format!(r#"{{{extra}"StartAt": "{prefix}0", "States": {{{}}}}}"#, states.join(", "))
}

fn write_state(shape: &Shape, prefix: &str, index: usize, count: usize) -> String {
    let name = format!("{prefix}{index}");
    let next = if index + 1 < count { format!("{prefix}{}", index + 1) } else { String::new() };
    let on = if next.is_empty() { r#""End": true"#.to_owned() } else { format!(r#""Next": "{next}""#) };
    let last = format!("{prefix}{}", count - 1);
    let body = match shape {
        Shape::Pass(fields) => format!(r#""Type": "Pass", {fields}, {on}"#),
        Shape::Choice(rule) if !next.is_empty() => {
            format!(r#""Type": "Choice", "Choices": [{{{rule}, "Next": "{prefix}0"}}], "Default": "{next}""#)
        }
        Shape::Choice(_) | Shape::Succeed => r#""Type": "Succeed""#.to_owned(),
        Shape::Wait(seconds) => format!(r#""Type": "Wait", "Seconds": {seconds}, {on}"#),
        Shape::Fail => r#""Type": "Fail", "Error": "Broken""#.to_owned(),
        Shape::Task { retry, catch, timeout } => {
            let retry = if *retry {
                r#", "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2, "JitterStrategy": "FULL"}]"#
            } else {
                ""
            };
            let catch = if *catch {
                format!(r#", "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "{last}"}}]"#)
            } else {
                String::new()
            };
            let timeout = if *timeout { r#", "TimeoutSeconds": 3"# } else { "" };
            format!(
                r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", {on}{retry}{catch}{timeout}"#
            )
        }
        Shape::Parallel(branches) => {
            let branches = branches.iter().enumerate().map(|(at, branch)| write_scope(branch, &format!("{name}p{at}s"), ""));
            format!(
                r#""Type": "Parallel", "Branches": [{}], "Retry": [{{"ErrorEquals": ["Broken"], "MaxAttempts": 1}}], {on}"#,
                branches.collect::<Vec<_>>().join(", ")
            )
        }
        Shape::Map { steps, concurrency, distributed } => {
            let mode =
                if *distributed { r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "# } else { "" };
            let tolerance = if *distributed { r#", "ToleratedFailureCount": 1"# } else { "" };
            format!(
                r#""Type": "Map", "ItemsPath": "$.list", "ItemSelector": {{"n.$": "$$.Map.Item.Value", "list": [1]}}, "MaxConcurrency": {concurrency}{tolerance}, "ItemProcessor": {}, "ResultPath": "$.mapped", {on}"#,
                write_scope(steps, &format!("{name}m"), mode)
            )
        }
    };
    format!(r#""{name}": {{{body}}}"#)
}

/// A mock for the first states: some fail at random, some are slow.
const SCENARIO: &str = r#"{"input": {"n": 1, "list": [1, 2, 3]}, "mocks": {
    "s0": {"Throw": {"Error": "Broken", "Cause": "by chance"}, "FailureRate": 0.5, "DelaySeconds": 1},
    "s1": {"0": {"Return": {"n": 2, "list": [4]}, "DelaySeconds": 5}, "1-": {"Throw": {"Error": "Late", "Cause": ""}}},
    "s2": {"Return": {"n": 7, "list": [1, 2]}}}}"#;

fn start(definition: &str, scenario: &Scenario) -> Execution {
    let program = simulator::load(definition).unwrap_or_else(|problems| panic!("{problems:?} in {definition}"));
    Execution::start(Arc::new(program), scenario.options())
}

fn scenario_for(definition: &str, seed: u64) -> Scenario {
    let mut scenario = read_scenario(SCENARIO).expect("scenario");
    scenario.seed = seed;
    scenario.mocks.retain(|name, _| definition.contains(&format!("\"{name}\":")));
    scenario
}

/// No random machine needs more.
const BUDGET: Budget = Budget { turns: 60_000, time_passes_while_open: true, memory: None };

fn check_histories(recording: &Recording) {
    for history in &recording.histories {
        let mut open = std::collections::BTreeMap::new();
        let mut at = 0;
        for (index, event) in history.events.iter().enumerate() {
            let id = index as u32 + 1;
            assert!(event.previous.0 < id, "event {id} points to {}", event.previous.0);
            assert!(event.at >= at, "time goes back at event {id}");
            at = event.at;
            match event.details {
                Details::Entered { .. } => assert!(open.insert(event.step(), event.kind).is_none(), "event {id} enters twice"),
                Details::Exited { .. } => assert!(open.remove(&event.step()).is_some(), "event {id} leaves what was not entered"),
                _ => {}
            }
        }
        let ended = history.events.last().map(|event| event.kind);
        if ended == Some(EventType::ExecutionSucceeded) {
            // A Pass is left before anything else of its scope can happen.
            assert!(open.values().all(|kind| *kind != EventType::PassStateEntered), "{open:?} are still open");
        }
        assert_eq!(history.events.first().map(|event| event.kind), Some(EventType::ExecutionStarted));
    }
}

/// What is counted of branches and iterations is what they come to one by one.
fn check_tallies(recording: &Recording, replay: &Replay) {
    let index = replay.index();
    for group in 0..index.group_count() as u32 {
        let mut tally = Tally::default();
        for status in index.frames_of(group).iter().filter_map(|frame| replay.frame(*frame)) {
            match status {
                VisitStatus::Running => tally.running += 1,
                VisitStatus::Retrying => tally.retrying += 1,
                VisitStatus::Succeeded => tally.succeeded += 1,
                VisitStatus::Caught => tally.caught += 1,
                VisitStatus::Failed | VisitStatus::TimedOut => tally.failed += 1,
                VisitStatus::Aborted => tally.aborted += 1,
            }
        }
        assert_eq!(replay.tally(group), tally);
    }
    let open = |_: Node| true;
    let steps = flatten(index, &[], &open, None).iter().filter(|row| matches!(row.node, Node::Step(_))).count();
    assert_eq!(steps, recording.steps.len(), "every visit is in the tree once");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_is_well_formed_and_every_run_repeats_itself(shapes in shapes(2), seed in 0_u64..1000) {
        let definition = write_scope(&shapes, "s", "");
        let scenario = scenario_for(&definition, seed);
        let mut first = start(&definition, &scenario);
        first.run(&mut ScenarioHost::new(&scenario), BUDGET);
        check_histories(first.recording());

        let mut again = start(&definition, &scenario);
        let mut host = ScenarioHost::new(&scenario);
        let one = Budget { turns: 1, ..BUDGET };
        for _ in 0..BUDGET.turns {
            if again.run(&mut host, one) != Progress::Running {
                break;
            }
        }
        prop_assert_eq!(first.recording(), again.recording());
        prop_assert_eq!(&wire::from_bytes(&wire::to_bytes(first.recording())), &Ok(again.into_recording()));
    }

    #[test]
    fn a_checkpoint_resumes_to_the_straight_run(shapes in shapes(1), seed in 0_u64..1000, turns in 1_usize..60) {
        let definition = write_scope(&shapes, "s", "");
        let scenario = scenario_for(&definition, seed);
        let mut straight = start(&definition, &scenario);
        straight.run(&mut ScenarioHost::new(&scenario), BUDGET);

        let mut host = ScenarioHost::new(&scenario);
        let mut execution = start(&definition, &scenario);
        execution.run(&mut host, Budget { turns, ..BUDGET });
        let (checkpoint, kept) = (execution.checkpoint(), host.clone());
        execution.run(&mut host, BUDGET);
        execution.restore(&checkpoint);
        host = kept;
        execution.run(&mut host, BUDGET);
        let same = execution.outcome().is_none() || execution.recording() == straight.recording();
        prop_assert!(same, "a resumed run differs");
    }

    #[test]
    fn a_replay_shows_at_each_moment_what_the_start_leads_to(
        shapes in shapes(2), seed in 0_u64..1000, moves in prop::collection::vec((0_u32..400, 1_usize..30), 1..12)
    ) {
        let definition = write_scope(&shapes, "s", "");
        let scenario = scenario_for(&definition, seed);
        let mut execution = start(&definition, &scenario);
        execution.run(&mut ScenarioHost::new(&scenario), BUDGET);
        let recording = execution.recording();
        let mut replay = Replay::new(recording);
        let length = recording.events().len() as u32;
        for (to, budget) in moves.into_iter().chain([(length, 7), (0, 3), (length, usize::MAX)]) {
            let moment = EventId(to.min(length));
            // Small budgets: a long way is gone in many parts, some of which end before other moments.
            while !replay.seek(recording, moment, budget) {}
            prop_assert_eq!(replay.moment(), moment);
            let visits: Vec<Visit> = replay.visits().cloned().collect();
            let plain = plain::visits(recording, moment);
            prop_assert_eq!(&visits, &plain, "at {:?} of {} with {}", moment, definition, seed);
            prop_assert_eq!(replay.begun(), plain.len());
            for (leg, count) in plain::legs(recording, moment, &plain) {
                prop_assert_eq!(replay.count(leg), count, "{:?} at {:?} of {}", leg, moment, definition);
            }
            check_tallies(recording, &replay);
            for state in 0..execution.program().state_names().len() {
                let (view, own) = (replay.state(state), || plain.iter().filter(|visit| visit.state as usize == state));
                prop_assert_eq!(view.visits as usize, own().count());
                prop_assert_eq!((view.step, view.latest), own().next_back().map_or((None, None), |last| (Some(last.step), Some(last.status))));
                prop_assert_eq!((view.running + view.retrying) as usize, own().filter(|visit| visit.status.is_open()).count());
                prop_assert_eq!(view.retries, own().map(|visit| visit.attempts - 1).sum::<u32>());
            }
        }
    }
}
