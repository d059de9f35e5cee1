//! The picture and the pointer, without a browser.

mod desk;

use asl::edit::{NewState, StateType};
use desk::Desk;
use workbench::gesture::{Gesture, Item};
use workbench::message::{Edit, Message, Selected};
use workbench::palette::Kind;
use workbench::project::Project;
use workbench::scene::{EdgeKey, NodeKey, Point, Rect, Scene, SceneNode};
use workbench::viewport::Viewport;

#[test]
fn no_card_lies_on_another_and_each_lies_in_its_container() {
    for example in gallery::examples() {
        let desk = Desk::open(Project::example(example));
        let scene = &desk.workbench.front.scene;
        for (index, node) in scene.nodes.iter().enumerate() {
            if let Some(parent) = node.parent.and_then(|parent| scene.state(parent)) {
                assert!(parent.rect.contains(&node.rect), "{}: {} sticks out of {}", example.slug, node.title, parent.title);
            }
            for other in &scene.nodes[index + 1..] {
                let nested = is_inside(scene, node, other) || is_inside(scene, other, node);
                assert!(nested || !node.rect.overlaps(&other.rect), "{}: {} lies on {}", example.slug, node.title, other.title);
            }
        }
        for (index, (label, text)) in labels(scene).enumerate() {
            let cards = scene.nodes.iter().filter(|node| !node.is_container);
            assert!(cards.clone().all(|card| !card.rect.overlaps(&label)), "{}: the label {text} lies on a card", example.slug);
            for (other, _) in labels(scene).skip(index + 1) {
                assert!(!label.overlaps(&other), "{}: the label {text} lies on another", example.slug);
            }
        }
    }
}

fn is_inside(scene: &Scene, inner: &SceneNode, outer: &SceneNode) -> bool {
    match (inner.parent, outer.key) {
        (Some(parent), NodeKey::State(outer)) => scene.is_within(parent, outer),
        _ => false,
    }
}

fn labels(scene: &Scene) -> impl Iterator<Item = (Rect, &str)> {
    scene.edges.iter().filter_map(|edge| edge.label.as_ref().map(|(rect, text)| (*rect, &**text)))
}

fn wait() -> Item {
    Item::New { state: NewState::of(StateType::Wait), kind: Kind::Wait, name: "Wait".into() }
}

/// Where the scene is shown without magnification, so that screen and scene are the same.
const PLAIN: Viewport = Viewport { x: 0.0, y: 0.0, zoom: 1.0 };

#[test]
fn a_press_that_hardly_moves_is_a_click() {
    let desk = Desk::first();
    let from = Point { x: 10.0, y: 10.0 };
    let pressed = Gesture::Press { item: wait(), from };
    let still = pressed.moved(Point { x: 12.0, y: 11.0 }, &desk.workbench.front.scene, &PLAIN);
    assert!(!still.is_drag());
    assert!(still.released(&desk.workbench.front.scene).is_none());
}

#[test]
fn dropping_from_the_palette_adds_at_the_nearest_place_and_nowhere_far_from_one() {
    let mut desk = Desk::first();
    let scene = desk.workbench.front.scene.clone();
    let places: Vec<Point> = scene.places.iter().map(|place| place.at).collect();
    for at in places {
        let before = desk.text();
        let gesture = Gesture::Press { item: wait(), from: Point { x: -900.0, y: -900.0 } }.moved(at, &scene, &PLAIN);
        desk.send(gesture.released(&scene).expect("a place takes it"));
        assert!(desk.workbench.front.document.definition.find("Wait").is_some());
        desk.send(Message::Edit(Edit::Undo));
        assert_eq!(desk.text(), before);
    }
    let far = Gesture::Press { item: wait(), from: Point { x: 0.0, y: 0.0 } }.moved(Point { x: -5000.0, y: 0.0 }, &scene, &PLAIN);
    assert!(far.is_drag() && far.released(&scene).is_none());
}

#[test]
fn a_state_is_not_offered_its_own_place_nor_itself() {
    for example in gallery::examples() {
        let desk = Desk::open(Project::example(example));
        let scene = &desk.workbench.front.scene;
        for key in desk.workbench.front.document.keys().iter().copied() {
            for place in scene.places.iter().filter(|place| scene.takes(place, Some(key))) {
                assert!(place.parent.is_none_or(|parent| !scene.is_within(parent, key)), "{}", example.slug);
                assert_ne!(place.edge.map(|edge| edge.from), Some(NodeKey::State(key)), "{}", example.slug);
            }
        }
    }
}

#[test]
fn the_end_of_a_line_leads_only_to_states_of_its_own_scope() {
    for example in gallery::examples() {
        let desk = Desk::open(Project::example(example));
        let scene = &desk.workbench.front.scene;
        for edge in &scene.edges {
            let from = scene.node(edge.key.from).expect("the node it leaves").scope;
            for node in &scene.nodes {
                let gesture = Gesture::Retarget { edge: edge.key, slot: edge.slot, at: edge.end, over: None };
                let middle = Point { x: node.rect.x + node.rect.width / 2.0, y: node.rect.y + 10.0 };
                if let Gesture::Retarget { over: Some(target), .. } = gesture.moved(middle, scene, &PLAIN)
                    && target.refusal.is_none()
                {
                    let target = scene.node(target.node).expect("the target");
                    assert_eq!(target.scope, from, "{}", example.slug);
                    assert_ne!(target.kind, Kind::Start);
                }
            }
        }
    }
}

#[test]
fn a_line_whose_end_is_gripped_and_let_go_there_is_chosen() {
    let desk = Desk::open(Project::example(&gallery::examples()[0]));
    let scene = &desk.workbench.front.scene;
    for edge in &scene.edges {
        let gripped = Gesture::Retarget { edge: edge.key, slot: edge.slot, at: edge.end, over: None };
        let chosen = gripped.released(scene);
        assert!(matches!(chosen, Some(Message::Select(Selected::Transition(slot))) if slot == edge.slot), "it is chosen");
        let away = Point { x: edge.end.x + 60.0, y: edge.end.y };
        let dragged = Gesture::Retarget { edge: edge.key, slot: edge.slot, at: away, over: None };
        assert!(matches!(dragged.released(scene), Some(Message::Screen(_))), "let go on the ground it asks what to add");
    }
}

#[test]
fn what_an_edit_does_not_concern_keeps_its_identity() {
    let mut desk = Desk::first();
    let keys = |desk: &Desk| -> (Vec<NodeKey>, Vec<EdgeKey>) {
        let scene = &desk.workbench.front.scene;
        (scene.nodes.iter().map(|node| node.key).collect(), scene.edges.iter().map(|edge| edge.key).collect())
    };
    let (nodes, edges) = keys(&desk);
    desk.send(Message::Edit(Edit::AddAtSelection(NewState::of(StateType::Wait))));
    let (nodes_after, edges_after) = keys(&desk);
    assert!(nodes.iter().all(|key| nodes_after.contains(key)));
    assert!(edges.iter().all(|key| edges_after.contains(key)));
    assert_eq!(nodes_after.len(), nodes.len() + 1);
}
