//! From design to production: what is asked of the engine, what comes, and when it is stale.

mod desk;

use desk::Desk;
use workbench::message::{Edit, Message, ScenarioMessage};
use workbench::production::{Knobs, ProductionMessage, Tab, WhatIf};
use workbench::project::Project;

const PAY: &str = r#"{"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Next": "Done",
    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:pay"}, "Done": {"Type": "Succeed"}}}"#;

fn desk() -> Desk {
    Desk::open(Project { definition: PAY.to_owned(), ..Project::empty() })
}

fn send(desk: &mut Desk, message: ProductionMessage) {
    desk.send(Message::Production(message));
}

#[test]
fn permissions_are_asked_for_once_and_anew_after_a_change() {
    let mut desk = desk();
    send(&mut desk, ProductionMessage::Open(Tab::Permissions));
    let statement = |desk: &Desk| {
        desk.workbench
            .in_production(|_, of_sheet| of_sheet.permissions.came.as_ref().and_then(|came| came.statements.first().cloned()))
    };
    let first = statement(&desk).expect("a statement");
    assert_eq!(first.actions, ["lambda:InvokeFunction"]);
    assert_eq!(first.states, ["Pay"]);
    assert!(first.resources.iter().any(|(arn, any)| arn.ends_with(":function:pay") && !any), "{first:?}");
    let key = desk.key("Pay");
    desk.send(Message::Edit(Edit::Rename { state: key, name: "Charge".to_owned() }));
    send(&mut desk, ProductionMessage::Show(Tab::Permissions));
    assert_eq!(statement(&desk).expect("a statement").states, ["Charge"]);
    send(&mut desk, ProductionMessage::SetLogging(true));
    let logged = desk.workbench.in_production(|_, of_sheet| of_sheet.permissions.came.as_ref().map(|came| came.statements.len()));
    assert_eq!(logged, Some(2));
}

#[test]
fn a_forecast_is_made_compared_reckoned_and_goes_stale() {
    let mut desk = desk();
    send(&mut desk, ProductionMessage::Open(Tab::Forecast));
    send(&mut desk, ProductionMessage::SetRuns(300));
    send(&mut desk, ProductionMessage::Forecast);
    let view = |desk: &Desk| desk.workbench.in_production(|_, of_sheet| of_sheet.base.came.as_ref().map(|came| (**came).clone()));
    let first = view(&desk).expect("a forecast");
    assert_eq!((first.runs.as_str(), first.spreads.len(), first.costs.len()), ("300", 3, 4));
    assert!(first.advice.starts_with("Express") && first.costs[1].advised, "{first:?}");
    assert!(first.volume.starts_with("100,000 executions"), "{}", first.volume);
    send(&mut desk, ProductionMessage::SetMonthly(1_000_000));
    let more = view(&desk).expect("a forecast");
    assert!(more.volume.starts_with("1,000,000 executions") && more.spreads == first.spreads);
    send(&mut desk, ProductionMessage::WhatIf(Some(WhatIf { monthly: 1_000_000, slower: 10.0, ..WhatIf::default() })));
    let beside = desk.workbench.in_production(|_, of_sheet| of_sheet.beside.came.as_ref().map(|came| more.beside(came)));
    let beside = beside.expect("two forecasts");
    assert!(beside.iter().any(|row| row.what.starts_with("Duration") && row.base != row.beside), "{beside:?}");
    let alarms = desk.workbench.in_production(|_, of_sheet| of_sheet.monitoring.as_ref().map(|came| came.alarms.len()));
    assert!(alarms.is_some_and(|alarms| alarms > 3));
    assert!(!desk.workbench.forecast_is_stale());
    let key = desk.key("Pay");
    desk.send(Message::Edit(Edit::Rename { state: key, name: "Charge".to_owned() }));
    assert!(desk.workbench.forecast_is_stale());
    desk.send(Message::Edit(Edit::Undo));
    assert!(!desk.workbench.forecast_is_stale());
}

#[test]
fn what_was_stopped_is_not_heard_any_more() {
    let mut desk = desk();
    send(&mut desk, ProductionMessage::Open(Tab::Forecast));
    desk.held = Some(Vec::new());
    send(&mut desk, ProductionMessage::Forecast);
    assert_eq!(desk.workbench.in_production(|_, of_sheet| of_sheet.progress), Some((0, 10_000)));
    send(&mut desk, ProductionMessage::Stop);
    for reply in desk.held.take().expect("replies") {
        desk.hear(reply);
    }
    assert!(desk.workbench.in_production(|_, of_sheet| of_sheet.base.came.is_none() && of_sheet.progress.is_none()));
}

#[test]
fn what_cannot_be_run_says_why() {
    let mut desk = Desk::open(Project { definition: r#"{"StartAt": "A", "States": {}}"#.to_owned(), ..Project::empty() });
    send(&mut desk, ProductionMessage::Open(Tab::Forecast));
    send(&mut desk, ProductionMessage::Forecast);
    let problem = desk.workbench.in_production(|_, of_sheet| of_sheet.problem.clone());
    assert!(problem.is_some_and(|problem| problem.starts_with("This cannot be run")), "no problem is told");
}

#[test]
fn retries_concurrency_and_batches_are_tried_otherwise_at_every_depth() {
    const MAPS: &str = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "End": true,
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 0}]}}}}}}]}}}"#;
    let mut desk = Desk::open(Project { definition: MAPS.to_owned(), ..Project::empty() });
    desk.send(Message::Scenario(ScenarioMessage::SetInput(r#"{"items": [1, 2, 3, 4]}"#.to_owned())));
    let knobs = Knobs::of(&desk.workbench.front);
    assert_eq!(knobs, Knobs { retries: true, maps: true, batches: false });
    send(&mut desk, ProductionMessage::Open(Tab::Forecast));
    send(&mut desk, ProductionMessage::SetRuns(200));
    send(&mut desk, ProductionMessage::Forecast);
    let compared = |desk: &mut Desk, what_if: WhatIf| {
        send(desk, ProductionMessage::WhatIf(Some(what_if)));
        desk.workbench.in_production(|_, of_sheet| {
            let (base, beside) = (of_sheet.base.came.as_ref().expect("one"), of_sheet.beside.came.as_ref().expect("another"));
            base.beside(beside).into_iter().filter(|row| row.base != row.beside).map(|row| row.what).collect::<Vec<_>>()
        })
    };
    let monthly = 100_000;
    let wide = compared(&mut desk, WhatIf { monthly, concurrency: Some(40), ..WhatIf::default() });
    assert!(wide.iter().any(|what| what.starts_with("Duration")), "{wide:?}");
    let failing = WhatIf { monthly, failing: 20.0, ..WhatIf::default() };
    let failures =
        |desk: &Desk| desk.workbench.in_production(|_, of_sheet| of_sheet.beside.came.as_ref().map(|came| came.failing.clone()));
    compared(&mut desk, failing);
    let untried = failures(&desk).expect("a share");
    compared(&mut desk, WhatIf { attempts: Some(10), ..failing });
    assert_ne!(failures(&desk).expect("a share"), untried);
    assert_eq!(desk.text(), MAPS);
}

#[test]
fn hot_spots_of_a_forecast_stand_on_the_cards_until_they_are_taken_away() {
    let mut desk = desk();
    send(&mut desk, ProductionMessage::Open(Tab::Forecast));
    send(&mut desk, ProductionMessage::SetRuns(300));
    send(&mut desk, ProductionMessage::Forecast);
    assert!(desk.workbench.hot_marks().is_empty());
    send(&mut desk, ProductionMessage::Paint(true));
    assert!(desk.workbench.overlay.is_none());
    let marks = desk.workbench.hot_marks();
    let [mark] = marks.as_slice() else { panic!("{marks:?}") };
    assert_eq!((mark.key, mark.heat), (desk.key("Pay"), 4));
    assert!(mark.words.starts_with("100 % of the time"), "{}", mark.words);
    // A state that has gone has no card.
    let key = desk.key("Pay");
    desk.send(Message::Edit(Edit::Delete(key)));
    assert!(desk.workbench.hot_marks().is_empty());
    send(&mut desk, ProductionMessage::Paint(false));
    assert!(desk.workbench.hot_marks().is_empty());
}

#[test]
fn the_trace_of_a_run_has_a_segment_for_each_visit_and_goes_with_its_run() {
    let definition = r#"{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3, "Next": "Both"}, "Both": {"Type": "Parallel",
        "End": true, "Branches": [
            {"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 1, "End": true}}},
            {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "Bad"}}}]}}}"#;
    let mut desk = Desk::open(Project { definition: definition.to_owned(), ..Project::empty() });
    desk.run();
    send(&mut desk, ProductionMessage::Trace);
    let trace = desk.workbench.of_this_run(|of_sheet| of_sheet.trace.as_ref()).expect("a trace");
    let rows: Vec<_> =
        trace.segments.iter().map(|segment| (segment.name.as_str(), segment.depth, segment.error.as_str())).collect();
    assert_eq!(rows, [("Wait", 0, ""), ("Both", 0, "Bad"), ("Rest", 1, ""), ("Stop", 1, "Bad")]);
    assert_eq!((trace.all, trace.time.as_str(), trace.segments[0].time.as_str()), (4, "3 s", "3 s"));
    assert!(trace.segments[0].from == 0.0 && trace.segments[0].share == 1.0 && trace.segments[1].from == 1.0, "{trace:?}");
    desk.run();
    assert!(desk.workbench.of_this_run(|of_sheet| of_sheet.trace.as_ref()).is_none(), "it is of another run");
}
