//! What a diagram must keep on every definition there is: names are whole, and nothing lies on anything else.

use asl::document::Document;
use asl::graph::inner_scopes;
use workbench::palette::Kind;
use workbench::scene::{Flow, Look, Point, Rect, Scene, SceneNode, build, text};

/// The gallery's definitions and, where there is a folder of real ones, these.
fn definitions() -> Vec<(String, Document)> {
    let mut all: Vec<(String, Document)> =
        gallery::examples().iter().map(|example| (example.slug.to_owned(), Document::new(example.definition))).collect();
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions; the gallery alone is drawn");
        return all;
    };
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    for file in files {
        if let Ok(text) = std::fs::read_to_string(&file) {
            let document = Document::new(text);
            if !document.definition.states.is_empty() {
                all.push((file.display().to_string(), document));
            }
        }
    }
    assert!(all.len() > 100, "only {} definitions", all.len());
    all
}

fn looks(document: &Document) -> Vec<Look> {
    let containers = document.definition.states.iter().filter(|state| !inner_scopes(state).is_empty());
    let folded = containers.map(|state| document.key(state.id)).collect();
    vec![Look::default(), Look { flow: Flow::Right, ..Look::default() }, Look { folded, ..Look::default() }]
}

#[test]
fn on_every_definition_names_are_whole_and_nothing_lies_on_anything_else() {
    let mut faults = Vec::new();
    let mut names = 0;
    for (file, document) in definitions() {
        for look in looks(&document) {
            let scene = build(&document.picture, &look, &Scene::default());
            let mut found = Vec::new();
            for node in scene.nodes.iter().filter(|node| node.state.is_some()) {
                names += 1;
                found.extend(cut_name(node));
            }
            found.extend(overlaps(&scene));
            found.extend(crossed_cards(&scene));
            faults.extend(found.into_iter().map(|fault| format!("{file} ({:?}): {fault}", look.flow)));
        }
    }
    assert!(names > 300, "only {names} names were looked at");
    assert!(faults.is_empty(), "{} faults: {:#?}", faults.len(), &faults[..faults.len().min(20)]);
}

/// A name that does not fit into its card, by the free space that the style sheet leaves around it.
fn cut_name(node: &SceneNode) -> Option<String> {
    let (beside, height) = match (node.is_container, node.kind) {
        (true, _) => (38.0 + 10.0 + 40.0, node.header),
        (false, Kind::Choice) => (32.0 + 10.0 + 16.0 + 18.0, node.rect.height),
        (false, _) => (32.0 + 10.0 + 24.0 + if node.is_folded { 24.0 } else { 0.0 }, node.rect.height),
    };
    let lines = text::lines(&node.title, text::NAME.0, node.rect.width - beside);
    // The quiet line stands below the name.
    let needed = lines as f64 * text::NAME.1 + 18.0 + 8.0;
    (needed > height).then(|| format!("“{}” takes {lines} lines in {} × {height}", node.title, node.rect.width))
}

fn overlaps(scene: &Scene) -> Vec<String> {
    let within = |inner: &SceneNode, outer: &SceneNode| match (inner.parent, outer.key) {
        (Some(parent), workbench::scene::NodeKey::State(outer)) => scene.is_within(parent, outer),
        _ => false,
    };
    let mut faults = Vec::new();
    let labels: Vec<(Rect, &str)> =
        scene.edges.iter().filter_map(|edge| edge.label.as_ref().map(|(rect, text)| (*rect, &**text))).collect();
    for (index, node) in scene.nodes.iter().enumerate() {
        for other in &scene.nodes[index + 1..] {
            if node.rect.overlaps(&other.rect) && !within(node, other) && !within(other, node) {
                faults.push(format!("“{}” lies on “{}”", other.title, node.title));
            }
        }
        for (label, text) in labels.iter().filter(|(label, _)| !node.is_container && label.overlaps(&node.rect)) {
            faults.push(format!("the label “{text}” at {label:?} lies on “{}”", node.title));
        }
    }
    for (index, (label, text)) in labels.iter().enumerate() {
        for (other, second) in &labels[index + 1..] {
            if label.overlaps(other) {
                faults.push(format!("the label “{text}” lies on “{second}”"));
            }
        }
    }
    faults
}

/// Lines that run through a card.
fn crossed_cards(scene: &Scene) -> Vec<String> {
    let inside = |rect: &Rect| Rect::new(rect.x + 1.0, rect.y + 1.0, rect.width - 2.0, rect.height - 2.0);
    let mut faults = Vec::new();
    for edge in &scene.edges {
        for pair in edge.points.windows(2) {
            let piece = between(pair[0], pair[1]);
            let crossed = scene.nodes.iter().find(|node| !node.is_container && inside(&node.rect).overlaps(&piece));
            faults.extend(crossed.map(|node| format!("a line runs through “{}”", node.title)));
        }
    }
    faults
}

fn between(a: Point, b: Point) -> Rect {
    Rect::new(a.x.min(b.x) - 0.01, a.y.min(b.y) - 0.01, (a.x - b.x).abs() + 0.02, (a.y - b.y).abs() + 0.02)
}

#[test]
fn a_fold_hides_what_is_inside_and_says_how_much_that_is() {
    let text = r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}},
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Pass", "End": true}}}}}}]}}}"#;
    let document = Document::new(text);
    let key = |name: &str| document.key(document.definition.find(name).expect("the state"));
    let look = Look { folded: [key("Both"), key("M")].into(), ..Look::default() };
    let scene = build(&document.picture, &look, &Scene::default());
    let card = scene.state(key("Both")).expect("the card");
    assert!(card.is_folded && !card.is_container);
    assert_eq!(&*card.subtitle, "2 branches, 4 states");
    assert!(["A", "B", "M", "C"].iter().all(|name| scene.hidden_by(key(name)) == Some(key("Both"))));
    assert_eq!(scene.nodes.iter().filter(|node| node.state.is_some()).count(), 1);
    assert_eq!(Look::read(&look.write(&document), &document), look);
}
