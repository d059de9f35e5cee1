//! Several states at once, folding, finding, wires and the outline: without a browser.

mod desk;

use asl::document::StateKey;
use asl::edit::{NewState, NewWay, Place, StateType};
use asl::graph::Slot;
use desk::Desk;
use workbench::commands::{Overlay, Structure};
use workbench::effect::Effect;
use workbench::gesture::Gesture;
use workbench::message::{Choose, Direction, Edit, FindMessage, LookMessage, Message, ScreenMessage, Selected};
use workbench::outline::{OutlineItem, outline};
use workbench::project::Project;
use workbench::scene::{Flow, NodeKey, Point, Rect};
use workbench::viewport::Viewport;

const FLOW: &str = r#"{"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Next": "B"},
    "B": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Next": "C", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}]},
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.colour", "StringEquals": "red", "Next": "D"}], "Default": "F"},
    "D": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "Comment": "needle", "Next": "Last"}, "Last": {"Type": "Pass", "End": true}}}},
    "F": {"Type": "Fail"}
}}"#;

const PLAIN: Viewport = Viewport { x: 0.0, y: 0.0, zoom: 1.0 };

fn desk() -> Desk {
    Desk::open(Project { name: "Flow".to_owned(), definition: FLOW.to_owned(), ..Project::default() })
}

fn key(desk: &Desk, name: &str) -> StateKey {
    let document = &desk.workbench.front.document;
    document.key(document.definition.find(name).expect("the state"))
}

fn names(desk: &Desk) -> Vec<String> {
    let document = &desk.workbench.front.document;
    desk.workbench.front.chosen_ids().into_iter().map(|id| document.definition.state(id).name.value.to_string()).collect()
}

fn choose(desk: &mut Desk, all: &[&str]) {
    desk.send(Message::Select(Selected::State(key(desk, all[0]))));
    for name in &all[1..] {
        desk.send(Message::Choose(Choose::Also(key(desk, name))));
    }
}

#[test]
fn states_of_one_scope_are_chosen_together_and_let_go_by_choosing_another() {
    let mut desk = desk();
    choose(&mut desk, &["A", "B", "C"]);
    assert_eq!(names(&desk), ["A", "B", "C"]);
    desk.send(Message::Choose(Choose::Also(key(&desk, "B"))));
    assert_eq!(names(&desk), ["A", "C"]);
    // One of another scope begins anew.
    desk.send(Message::Choose(Choose::Also(key(&desk, "Inner"))));
    assert_eq!(names(&desk), ["Inner"]);
    desk.send(Message::Choose(Choose::All));
    assert_eq!(names(&desk), ["Inner", "Last"]);
    desk.send(Message::Select(Selected::State(key(&desk, "C"))));
    assert_eq!(names(&desk), ["C"]);
    desk.send(Message::Choose(Choose::From));
    assert_eq!(names(&desk), ["C", "D", "F"]);
    desk.send(Message::Select(Selected::State(key(&desk, "D"))));
    assert_eq!(names(&desk), ["D"]);
    desk.send(Message::Select(Selected::State(key(&desk, "A"))));
    desk.send(Message::Choose(Choose::AlsoTo(Direction::Down)));
    assert_eq!(names(&desk), ["A", "B"]);
}

#[test]
fn what_is_done_with_several_states_is_one_step_and_undone_byte_for_byte() {
    let edits: [fn(&Desk) -> Edit; 7] = [
        |_| Edit::DeleteSelected,
        |_| Edit::Structure(Structure::Duplicate),
        |_| Edit::Structure(Structure::WrapInMap),
        |_| Edit::Structure(Structure::WrapInParallel),
        |_| Edit::SetForAll { pointer: "/Comment", json: Some("\"all\"".to_owned()) },
        |_| Edit::CutSelected,
        |desk| {
            let document = &desk.workbench.front.document;
            let inner = document.definition.find("Last").expect("the state");
            Edit::Move {
                state: document.key(document.definition.find("Inner").expect("the state")),
                place: Place::On(Slot::Next(inner)),
            }
        },
    ];
    for (index, edit) in edits.iter().enumerate() {
        let mut desk = desk();
        match index {
            6 => choose(&mut desk, &["Inner"]),
            _ => choose(&mut desk, &["Inner", "Last"]),
        }
        let steps = desk.workbench.front.history.past().count();
        let edit = edit(&desk);
        desk.send(Message::Edit(edit.clone()));
        assert_ne!(desk.text(), FLOW, "{edit:?}");
        assert_eq!(desk.workbench.front.history.past().count(), steps + 1, "{edit:?}");
        desk.send(Message::Edit(Edit::Undo));
        assert_eq!(desk.text(), FLOW, "{edit:?}");
    }
}

#[test]
fn a_lasso_chooses_the_states_of_the_outermost_scope_in_it() {
    let mut desk = desk();
    let scene = desk.workbench.front.scene.clone();
    let all = Rect::new(-10.0, -10.0, scene.size.width + 20.0, scene.size.height + 20.0);
    assert_eq!(scene.states_in(&all).len(), 5);
    let (inner, last) =
        (scene.state(key(&desk, "Inner")).expect("a card").rect, scene.state(key(&desk, "Last")).expect("a card").rect);
    let from = Point { x: inner.x - 4.0, y: inner.y - 4.0 };
    let to = Point { x: last.right() + 4.0, y: last.bottom() + 4.0 };
    let gesture = Gesture::Lasso { from, at: from }.moved(to, &scene, &PLAIN);
    desk.send(gesture.released(&scene).expect("states"));
    assert_eq!(names(&desk), ["Inner", "Last"]);
    let nothing = Gesture::Lasso { from, at: from }.moved(Point { x: from.x - 9.0, y: from.y - 9.0 }, &scene, &PLAIN);
    assert!(nothing.released(&scene).is_none());
}

#[test]
fn a_folded_container_keeps_its_place_on_the_screen_and_opens_for_what_is_looked_for() {
    let mut desk = desk();
    let map = key(&desk, "D");
    let before = desk.workbench.front.scene.state(map).expect("a frame").rect;
    desk.send(Message::Look(LookMessage::Fold(map)));
    let after = desk.workbench.front.scene.state(map).expect("a card").rect;
    assert!(desk.asked.contains(&Effect::ShiftView { x: before.x - after.x, y: before.y - after.y }));
    assert_eq!(desk.text(), FLOW);
    assert!(desk.workbench.front.history.undo_label().is_none());
    // It is kept with the sheet, and edits elsewhere leave it.
    desk.send(Message::Edit(Edit::Rename { state: key(&desk, "A"), name: "Begin".to_owned() }));
    assert!(desk.workbench.front.scene.state(map).is_some_and(|node| node.is_folded));
    desk.send(Message::Look(LookMessage::Turn));
    desk.reload();
    assert_eq!(desk.workbench.front.scene.flow, Flow::Right);
    let map = key(&desk, "D");
    assert!(desk.workbench.front.scene.state(map).is_some_and(|node| node.is_folded));
    desk.send(Message::Select(Selected::State(key(&desk, "Inner"))));
    assert!(desk.workbench.front.scene.state(map).is_some_and(|node| node.is_container));
    desk.send(Message::Look(LookMessage::FoldAll(true)));
    assert_eq!(desk.workbench.front.scene.hidden.len(), 2);
    desk.send(Message::Look(LookMessage::FoldAll(false)));
    assert!(desk.workbench.front.scene.hidden.is_empty());
}

#[test]
fn a_search_finds_names_fields_and_expressions_and_goes_round() {
    let mut desk = desk();
    desk.send(Message::Look(LookMessage::FoldAll(true)));
    desk.send(Message::Find(FindMessage::Open));
    for (wanted, found) in
        [("NEEDLE", vec!["Inner"]), ("$.colour", vec!["C"]), ("sns", vec!["B"]), ("no such thing", vec![]), (" ", vec![])]
    {
        desk.send(Message::Find(FindMessage::Type(wanted.to_owned())));
        let find = desk.workbench.find.clone().expect("a search");
        let hits: Vec<StateKey> = find.hits.iter().map(|hit| hit.state).collect();
        assert_eq!(hits, found.iter().map(|name| key(&desk, name)).collect::<Vec<_>>(), "{wanted}");
    }
    // Who is called so comes before who leads there.
    desk.send(Message::Find(FindMessage::Type("last".to_owned())));
    assert_eq!(names(&desk), ["Last"]);
    desk.send(Message::Find(FindMessage::Type("Pass".to_owned())));
    for name in ["Inner", "Last", "A", "Inner"] {
        desk.send(Message::Find(FindMessage::Step(true)));
        assert_eq!(names(&desk), [name]);
    }
    desk.send(Message::Find(FindMessage::Step(false)));
    assert_eq!(names(&desk), ["A"]);
    desk.send(Message::Find(FindMessage::Close));
    assert!(desk.workbench.find.is_none() && desk.asked.contains(&Effect::FocusCanvas));
}

#[test]
fn a_wire_leads_to_a_state_adds_one_in_empty_space_and_says_why_it_may_not() {
    let mut desk = desk();
    let scene = desk.workbench.front.scene.clone();
    let middle = |name: &str| {
        let rect = scene.state(key(&desk, name)).expect("a card").rect;
        Point { x: rect.x + rect.width / 2.0, y: rect.y + 20.0 }
    };
    let (choice, from) = (key(&desk, "C"), middle("C"));
    let wire = || Gesture::Lead { from: choice, way: NewWay::Rule, start: from, at: from, over: None };
    // Into another scope: refused with the reason, while it is drawn and when it is let go.
    let Gesture::Lead { over: Some(target), .. } = wire().moved(middle("Inner"), &scene, &PLAIN) else { panic!("no target") };
    assert!(target.refusal.is_some_and(|why| why.contains("No transition leads into")));
    let refused = wire().moved(middle("Inner"), &scene, &PLAIN).released(&scene).expect("a message");
    // A click on the handle is nothing.
    assert!(wire().released(&scene).is_none());
    let away = Point { x: -400.0, y: from.y };
    let opened = wire().moved(away, &scene, &PLAIN).released(&scene).expect("a list");
    let led = wire().moved(middle("A"), &scene, &PLAIN).released(&scene).expect("a rule");
    desk.send(refused);
    assert_eq!(desk.text(), FLOW);
    assert!(desk.workbench.notice.is_some());
    desk.send(led);
    assert!(desk.workbench.front.document.definition.find("C").is_some() && desk.text().matches("\"Next\": \"A\"").count() == 1);
    desk.send(Message::Edit(Edit::Undo));
    desk.send(opened);
    assert_eq!(*desk.workbench.overlay, Some(Overlay::AddLed(choice, NewWay::Rule)));
    desk.send(Message::Edit(Edit::AddLed { state: NewState::of(StateType::Wait), from: choice, way: NewWay::Rule }));
    assert_eq!(names(&desk), ["Wait"]);
    assert!(desk.asked.contains(&Effect::NameOnCanvas));
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.text(), FLOW);
}

#[test]
fn arrows_go_along_rules_and_catchers() {
    let mut desk = desk();
    desk.send(Message::Select(Selected::State(key(&desk, "C"))));
    desk.send(Message::NextLine(true));
    let c = desk.workbench.front.document.definition.find("C").expect("the state");
    assert_eq!(*desk.workbench.front.selected, Selected::Transition(Slot::Rule(c, 0)));
    desk.send(Message::SelectNeighbour(Direction::Right));
    assert_eq!(*desk.workbench.front.selected, Selected::Transition(Slot::Default(c)));
    desk.send(Message::SelectNeighbour(Direction::Down));
    assert_eq!(names(&desk), ["F"]);
    desk.send(Message::Select(Selected::Transition(Slot::Default(c))));
    desk.send(Message::SelectNeighbour(Direction::Up));
    assert_eq!(names(&desk), ["C"]);
}

#[test]
fn the_outline_has_every_state_rule_and_branch_in_the_order_of_the_flow() {
    let mut desk = desk();
    let said = |desk: &Desk| -> Vec<String> {
        let rows = outline(&desk.workbench.front);
        rows.iter().map(|row| format!("{}{} {}", " ".repeat(row.depth - 1), row.title, row.hint)).collect()
    };
    let rows = said(&desk);
    assert_eq!(
        rows.iter().map(|row| row.trim_start().split(' ').next().unwrap_or_default()).collect::<Vec<_>>(),
        ["A", "B", "on", "C", "colour", "otherwise", "D", "Inner", "Last", "F"]
    );
    assert!(rows[4].ends_with("to D") && rows[7].starts_with(" Inner"), "{rows:?}");
    desk.send(Message::Look(LookMessage::FoldAll(true)));
    assert_eq!(said(&desk).len(), rows.len() - 2);
    let states = outline(&desk.workbench.front).into_iter().filter(|row| matches!(row.what, OutlineItem::State(..))).count();
    assert_eq!(states, desk.workbench.front.scene.nodes.iter().filter(|node| matches!(node.key, NodeKey::State(_))).count());
}

#[test]
fn whoever_adds_a_state_is_asked_for_its_name_where_it_stands() {
    let mut desk = desk();
    desk.send(Message::Edit(Edit::AddAtSelection(NewState::task("Put item", "arn:aws:states:::dynamodb:putItem"))));
    assert!(desk.asked.contains(&Effect::NameOnCanvas));
    assert_eq!(names(&desk), ["Put item"]);
    desk.asked.clear();
    desk.send(Message::Screen(ScreenMessage::NameOnCanvas));
    assert!(desk.asked.contains(&Effect::NameOnCanvas));
}
