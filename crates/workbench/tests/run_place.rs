//! A run as a place: the tree of steps, the one that failed, its data, the iterations on the canvas, filters, files.

mod desk;

use std::time::{Duration, Instant};

use desk::Desk;
use workbench::message::{Message, RunMessage, ScreenMessage, Selected, TreeMessage};
use workbench::panels::{DockTab, Panel};
use workbench::project::Project;
use workbench::run::{Breakpoint, EventFilter, Export, Node, StepFilter, TreeMove, TreeRow};
use workbench::scene::NodeKey;

/// Orders that are checked and charged one by one; a charge of a negative amount fails, and the Map with it.
const ORDERS: &str = r#"{"StartAt": "Each order", "States": {
    "Each order": {"Type": "Map", "ItemsPath": "$.orders", "MaxConcurrency": 5, "ResultPath": "$.charged", "Next": "Report",
        "ItemProcessor": {"StartAt": "Check", "States": {
            "Check": {"Type": "Pass", "Next": "Charge"},
            "Charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                "Parameters": {"FunctionName": "charge", "Payload.$": "$"}, "ResultSelector": {"receipt.$": "$.Payload.receipt"}}}}},
    "Report": {"Type": "Succeed"}}}"#;

fn orders(count: usize, bad: Option<usize>) -> Desk {
    let order = |at: usize| {
        let amount = if Some(at) == bad { -1 } else { 10 };
        format!(r#"{{"customer": "c{}", "orderId": {}, "amount": {amount}}}"#, at % 3, 1000 + at)
    };
    let orders: Vec<String> = (0..count).map(order).collect();
    let answer = r#"{"Evaluate": "{% $states.input.Payload.amount < 0 ? $error('amount below zero') : {'Payload': {'receipt': $states.input.Payload.orderId}} %}", "DelaySeconds": 2}"#;
    let scenarios = format!(
        r#"{{"scenarios": [{{"name": "one", "input": {{"orders": [{}]}}, "mocks": {{"Charge": {answer}}}}}]}}"#,
        orders.join(",")
    );
    Desk::open(Project { definition: ORDERS.to_owned(), scenarios, ..Project::empty() })
}

fn tree(desk: &mut Desk, message: TreeMessage) {
    desk.send(Message::Run(RunMessage::Tree(message)));
}

fn rows(desk: &Desk) -> Vec<TreeRow> {
    desk.workbench.front.run.tree_rows(0..usize::MAX)
}

fn listed(desk: &Desk) -> Vec<String> {
    rows(desk)
        .into_iter()
        .map(|row| format!("{}{} {}", "-".repeat(row.depth), row.name, row.note).trim_end().to_owned())
        .collect()
}

#[test]
fn the_item_that_failed_is_found_at_once_with_its_data() {
    let mut desk = orders(50, Some(37));
    let title = desk.run();
    assert!(title.starts_with("Failed in Charge"), "{title}");
    let run = &desk.workbench.front.run;
    let step = run.step_view().expect("the step that failed");
    assert_eq!((step.name.as_str(), step.status), ("Charge", "failed"));
    assert_eq!(step.way, ["Each order #37 · order 1037"]);
    assert_eq!(step.input.value.get("amount").map(value::Value::to_json).as_deref(), Some("-1"));
    assert!(step.error.is_some_and(|error| error.says.contains("amount below zero")));
    let chosen = run.chosen_row().map(|row| rows(&desk)[row].clone()).expect("its row");
    assert!(chosen.is_chosen && chosen.name == "Charge");
    assert!(desk.workbench.panels.dock_open);
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.key("Charge")));

    let map = rows(&desk)[0].clone();
    let counts = map.counts.expect("counts");
    assert_eq!((counts.failed, counts.all), (1, 50));
    assert_eq!(
        counts.succeeded + counts.failed + counts.aborted,
        desk.workbench.front.run.tree_rows(0..99).iter().filter(|row| matches!(row.node, Node::Frame(_)) && !row.is_later).count()
            as u32
    );

    tree(&mut desk, TreeMessage::Filter(StepFilter::Failed));
    assert_eq!(listed(&desk), ["Each order", "-#37 order 1037", "--Charge"]);
    tree(&mut desk, TreeMessage::Filter(StepFilter::All));
    tree(&mut desk, TreeMessage::Search("1012".to_owned()));
    assert!(listed(&desk).contains(&"-#12 order 1012".to_owned()), "{:?}", listed(&desk));
    tree(&mut desk, TreeMessage::Search("#3".to_owned()));
    assert_eq!(listed(&desk)[..2], ["Each order".to_owned(), "-#3 order 1003".to_owned()]);
    tree(&mut desk, TreeMessage::Search(String::new()));
    tree(&mut desk, TreeMessage::CallItemsBy("customer".to_owned()));
    assert!(listed(&desk).contains(&"-#12 customer c0".to_owned()), "{:?}", &listed(&desk)[..20]);
}

#[test]
fn chips_count_up_to_the_moment_and_tell_what_lies_ahead_apart() {
    let mut desk = orders(50, Some(37));
    desk.run();
    let counts = |desk: &Desk| StepFilter::ALL.map(|(filter, _)| desk.workbench.front.run.filter_count(filter));
    desk.send(Message::Run(RunMessage::ToEnd));
    let end = counts(&desk);
    assert_eq!(end[StepFilter::Failed as usize], (2, 0), "the charge, and the Map around it");
    assert!(end.iter().all(|(_, ahead)| *ahead == 0), "{end:?}");
    desk.send(Message::Run(RunMessage::ToStart));
    let start = counts(&desk);
    assert_eq!(start[StepFilter::Failed as usize], (0, 2));
    assert_eq!(start[0], (0, end[0].0));
    for _ in 0..20 {
        desk.send(Message::Run(RunMessage::StepForward));
        let now = counts(&desk);
        assert!(now.iter().zip(&end).take(4).all(|((now, ahead), (all, _))| now + ahead == *all), "{now:?} of {end:?}");
    }
}

#[test]
fn the_first_error_is_gone_to_from_any_moment() {
    let mut desk = orders(50, Some(37));
    desk.run();
    desk.send(Message::Run(RunMessage::ToStart));
    assert!(rows(&desk).iter().all(|row| row.is_later), "what is ahead stays in sight");
    assert_eq!(desk.workbench.front.run.step_view(), None);
    tree(&mut desk, TreeMessage::FirstFailure);
    let step = desk.workbench.front.run.step_view().expect("a step");
    assert_eq!((step.name.as_str(), step.status, step.way.len()), ("Charge", "failed", 1));
}

#[test]
fn the_canvas_shows_the_iteration_that_is_looked_at() {
    let mut desk = orders(50, Some(37));
    desk.run();
    let charge = NodeKey::State(desk.key("Charge"));
    let mark = |desk: &Desk| desk.workbench.front.run.container_marks(&desk.workbench.front.scene).pop().expect("a mark");
    assert_eq!(desk.workbench.front.run.statuses.of(charge).name(), "failed");
    assert_eq!(mark(&desk).shown, Some(("#37".to_owned(), "order 1037".to_owned())));
    let [before, ..] = mark(&desk).neighbours;
    tree(&mut desk, TreeMessage::ShowFrame(before.expect("the one before")));
    assert_eq!(mark(&desk).shown.map(|(number, _)| number).as_deref(), Some("#36"));
    assert_eq!(desk.workbench.front.run.step_view().expect("a step").name, "Charge", "the same state in another iteration");
    assert_ne!(desk.workbench.front.run.statuses.of(charge).name(), "failed");
    let [.., failed] = mark(&desk).neighbours;
    tree(&mut desk, TreeMessage::ShowFrame(failed.expect("the one that failed")));
    assert_eq!(desk.workbench.front.run.statuses.of(charge).name(), "failed");
    // From outside all of them are seen, as bad as the worst.
    desk.send(Message::Select(Selected::State(desk.key("Each order"))));
    let status = desk.workbench.front.run.statuses.of(charge);
    assert_eq!(status.name(), "failed");
    assert!(status.count_label().is_some_and(|label| label.starts_with("1 of ")), "{status:?}");
    assert_eq!(mark(&desk).shown, None);
    // A state that is clicked is shown where it failed.
    desk.send(Message::Select(Selected::State(desk.key("Charge"))));
    assert_eq!(desk.workbench.front.run.step_view().expect("a step").way, ["Each order #37 · order 1037"]);
}

#[test]
fn keys_go_through_the_tree() {
    let mut desk = orders(6, None);
    desk.run();
    tree(&mut desk, TreeMessage::Move(TreeMove::First));
    let at = |desk: &Desk| desk.workbench.front.run.active_row().map(|row| listed(desk)[row].clone()).expect("a row");
    assert_eq!(at(&desk), "Each order");
    tree(&mut desk, TreeMessage::Move(TreeMove::In));
    tree(&mut desk, TreeMessage::Move(TreeMove::In));
    assert_eq!(at(&desk), "-#0 order 1000");
    tree(&mut desk, TreeMessage::Move(TreeMove::In));
    tree(&mut desk, TreeMessage::Move(TreeMove::By(2)));
    assert_eq!(at(&desk), "--Charge");
    assert_eq!(desk.workbench.front.run.step_view().map(|step| step.name).as_deref(), Some("Charge"));
    tree(&mut desk, TreeMessage::Move(TreeMove::Out));
    assert_eq!(at(&desk), "-#0 order 1000");
    tree(&mut desk, TreeMessage::Move(TreeMove::Out));
    assert_eq!(rows(&desk)[1].open, Some(false));
    tree(&mut desk, TreeMessage::Move(TreeMove::To("rep".to_owned())));
    assert_eq!(at(&desk), "Report");
    tree(&mut desk, TreeMessage::Move(TreeMove::Last));
    assert_eq!(at(&desk), "Report");
}

#[test]
fn what_was_unfolded_stays_where_it_was_when_something_is_clicked() {
    let mut desk = orders(20, Some(15));
    desk.run();
    let before = rows(&desk);
    let clicked = before.iter().find(|row| row.name == "#3").expect("a row");
    tree(&mut desk, TreeMessage::Pick(clicked.node));
    let after = rows(&desk).into_iter().find(|row| row.node == clicked.node).expect("the row");
    assert_eq!(after.index, clicked.index);
    assert_eq!(after.open, Some(true));
}

#[test]
fn stages_say_what_was_added_and_dropped() {
    let mut desk = orders(3, None);
    desk.run();
    let step = rows(&desk).into_iter().find(|row| row.name == "Charge").expect("a step");
    tree(&mut desk, TreeMessage::Pick(step.node));
    let view = desk.workbench.front.run.step_view().expect("a step");
    let names: Vec<&str> = view.stages.iter().map(|stage| stage.name).collect();
    assert_eq!(names, ["Input", "After Parameters", "Result", "After ResultSelector", "Output"]);
    assert_eq!(view.stages[3].before.as_ref().map(|(_, called)| *called), Some("the result"));
    assert_eq!(view.output.as_ref().map(|output| output.value.to_json()).as_deref(), Some(r#"{"receipt":1000}"#));
    assert_eq!(view.attempts.len(), 1);
    desk.send(Message::Select(Selected::State(desk.key("Each order"))));
    let map = desk.workbench.front.run.step_view().expect("the Map");
    let output = map.stages.last().expect("an output");
    assert!(output.data.value.get("orders").is_some() && output.data.value.get("charged").is_some());
}

#[test]
fn a_transition_tells_what_passed() {
    let mut desk = orders(7, None);
    desk.run();
    let scene = desk.workbench.front.scene.clone();
    let edge = scene.edges.iter().find(|edge| edge.key.from == NodeKey::State(desk.key("Check"))).expect("an edge");
    let passed = desk.workbench.front.passed(Some(edge.key)).expect("something");
    assert_eq!((passed.title.as_str(), passed.times.as_str()), ("Check → Charge", "Taken 7 times"));
    assert!(passed.data.is_some_and(|data| data.value.get("orderId").is_some()));
}

#[test]
fn the_run_is_left_and_come_back_to_with_the_same_state_chosen() {
    let mut desk = orders(3, None);
    desk.run();
    desk.send(Message::Select(Selected::State(desk.key("Report"))));
    desk.send(Message::Screen(ScreenMessage::SetDockTab(DockTab::Events)));
    desk.send(Message::Screen(ScreenMessage::StepOut));
    assert!(desk.workbench.panels.dock_open && !desk.workbench.panels.pane_open, "first the pane is put down");
    desk.send(Message::Screen(ScreenMessage::StepOut));
    assert!(!desk.workbench.panels.dock_open);
    assert_eq!(desk.workbench.front.selected, Selected::State(desk.key("Report")));
    desk.send(Message::Screen(ScreenMessage::Toggle(Panel::Dock)));
    assert!(desk.workbench.panels.dock_open && desk.workbench.front.run.step_view().is_some());
    desk.send(Message::Screen(ScreenMessage::SetDockTab(DockTab::Events)));
    assert!(desk.workbench.panels.pane_open);
    desk.send(Message::Screen(ScreenMessage::SetDockTab(DockTab::Events)));
    assert!(!desk.workbench.panels.pane_open, "the open tab once more puts the pane down");
}

#[test]
fn events_are_filtered_and_searched() {
    let mut desk = orders(50, Some(37));
    desk.run();
    let all = desk.workbench.front.run.event_count();
    desk.send(Message::Run(RunMessage::FilterEvents(EventFilter::Errors, String::new())));
    let run = &desk.workbench.front.run;
    assert!(run.event_count() > 0 && run.event_count() < all);
    assert!(run.event_rows(0..99).iter().all(|row| row.tone == "error"));
    desk.send(Message::Run(RunMessage::FilterEvents(EventFilter::Step, String::new())));
    let step = desk.workbench.front.run.chosen_step();
    assert!(desk.workbench.front.run.event_rows(0..99).iter().all(|row| row.step == step));
    desk.send(Message::Run(RunMessage::FilterEvents(EventFilter::All, "mapstateentered".to_owned())));
    assert_eq!(desk.workbench.front.run.event_count(), 1);
}

#[test]
fn a_run_is_saved_as_history_table_and_trace() {
    let mut desk = orders(3, None);
    desk.run();
    let run = &desk.workbench.front.run;
    let parsed = |export| value::parse(&run.export(export).expect("a file")).expect("JSON");
    let events = parsed(Export::History);
    assert_eq!(events.get("events").and_then(value::Value::as_array).map(|events| events.len()), Some(run.length()));
    let trace = parsed(Export::Trace);
    let traced = trace.get("traceEvents").and_then(value::Value::as_array).expect("events");
    let complete = traced.iter().filter(|event| event.get("ph").and_then(value::Value::as_str) == Some("X")).count();
    assert_eq!(complete, run.table_len());
    let table = run.export(Export::Table).expect("a table");
    assert_eq!(table.lines().count(), run.table_len() + 1);
    assert!(table.contains("Charge,Each order[1],SUCCEEDED"), "{table}");
}

/// How long it takes to see a moment of a run with all that is in view: the middle one of so many.
#[allow(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn look_around(desk: &mut Desk, moments: usize) -> Duration {
    let length = desk.workbench.front.run.length();
    let mut took = Vec::new();
    for moment in 0..moments {
        let begin = Instant::now();
        desk.send(Message::Run(RunMessage::Seek(length * (moment * 7 % moments) / moments)));
        let run = &desk.workbench.front.run;
        let place = run.chosen_row().unwrap_or_default();
        let seen = (run.tree_rows(place..place + 60), run.time_rows(place..place + 60), run.step_view(), run.table_rows(0..60));
        let marks = run.container_marks(&desk.workbench.front.scene);
        took.push(begin.elapsed());
        drop((seen, marks));
    }
    took.sort();
    took[moments / 2]
}

#[test]
fn a_run_at_the_limit_of_events_is_seen_as_quickly_as_it_is_scrubbed() {
    // Ten times the items must take about ten times as long at the most, whatever else the machine does.
    let mut small = orders(300, None);
    small.run();
    let mut large = orders(3000, None);
    large.run();
    assert!(large.workbench.front.run.length() > 20_000, "{} events", large.workbench.front.run.length());
    let (few, many) = (look_around(&mut small, 40), look_around(&mut large, 40));
    println!("a moment of 2,100 events: {few:?}; of {} events: {many:?}", large.workbench.front.run.length());
    assert!(many < Duration::from_secs(2) && many < few * 60 + Duration::from_millis(50), "{few:?} and {many:?}");
}

#[test]
fn an_execution_of_another_workflow_is_a_fold_with_its_own_steps_and_data() {
    let definition = r#"{"StartAt": "Start child", "States": {"Start child": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Child", "Input.$": "$"}}}}"#;
    let child = r#"{"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 3, "Next": "Say"}, "Say": {"Type": "Pass", "Result": "hello", "End": true}}}"#;
    let scenarios = format!(
        r#"{{"scenarios": [{{"name": "one", "input": {{"a": 1}}, "workflows": {{"Child": {{"definition": {child}}}}}}}]}}"#
    );
    let mut desk = Desk::open(Project { definition: definition.to_owned(), scenarios, ..Project::empty() });
    assert_eq!(desk.run(), "Succeeded");
    let nested = rows(&desk).into_iter().find(|row| matches!(row.node, Node::Nested(_))).expect("an execution");
    assert_eq!((nested.status, nested.open), ("succeeded", Some(true)));
    let inner = rows(&desk).into_iter().find(|row| matches!(row.node, Node::Inside(..))).expect("a step of it");
    tree(&mut desk, TreeMessage::Pick(inner.node));
    let view = desk.workbench.front.run.step_view().expect("its data");
    assert_eq!((view.name, view.is_inner), (inner.name.clone(), true));
    assert!(view.way.contains(&nested.name), "{:?}", view.way);
    assert!(rows(&desk)[inner.index].is_chosen);
    desk.send(Message::Run(RunMessage::ToStart));
    assert!(rows(&desk).iter().all(|row| row.is_later));
}

#[test]
fn playing_stops_at_breakpoints_and_steps_go_over_and_out() {
    let mut desk = orders(6, None);
    let (map, charge, report) = (desk.key("Each order"), desk.key("Charge"), desk.key("Report"));
    desk.send(Message::Run(RunMessage::ToggleBreakpoint(Breakpoint::State(report))));
    desk.send(Message::Run(RunMessage::Start));
    let at = |desk: &Desk| desk.workbench.front.run.step_view().map(|step| step.name).unwrap_or_default();
    assert_eq!(at(&desk), "Report", "it plays up to the breakpoint");
    assert!(desk.workbench.front.run.cursor() < desk.workbench.front.run.length());
    desk.send(Message::Run(RunMessage::PlayPause));
    assert_eq!(desk.workbench.front.run.cursor(), desk.workbench.front.run.length());
    desk.send(Message::Run(RunMessage::ToStart));
    desk.send(Message::Run(RunMessage::RunTo(map)));
    assert_eq!(at(&desk), "Each order");
    let entered = desk.workbench.front.run.cursor();
    desk.send(Message::Run(RunMessage::StepOver));
    assert_eq!(at(&desk), "Each order");
    assert_eq!(desk.workbench.front.run.step_view().map(|step| step.status), Some("succeeded"));
    desk.send(Message::Run(RunMessage::Seek(entered)));
    desk.send(Message::Run(RunMessage::RunTo(charge)));
    assert_eq!(at(&desk), "Charge");
    desk.send(Message::Run(RunMessage::StepOut));
    assert_eq!(
        (at(&desk).as_str(), desk.workbench.front.run.step_view().map(|step| step.status)),
        ("Each order", Some("succeeded"))
    );
    desk.send(Message::Run(RunMessage::ToggleBreakpoint(Breakpoint::State(report))));
    assert!(desk.workbench.front.run.breakpoints().is_empty());
    desk.send(Message::Run(RunMessage::Clear));
    desk.send(Message::Run(RunMessage::RunTo(charge)));
    assert_eq!(at(&desk), "Charge", "what has not run is run up to there");
}
