//! The small pictures of the gallery are those of its examples.

use std::path::Path;

use asl::document::Document;
use workbench::scene::picture::Sketch;
use workbench::scene::{Look, Scene, build};

/// Every example's small picture, a line each, as the page fetches them.
fn sketches() -> String {
    let line = |example: &gallery::Example| {
        let document = Document::new(example.definition.to_owned());
        format!("{} {}\n", example.slug, Sketch::write(&build(&document.picture, &Look::default(), &Scene::default())))
    };
    gallery::examples().iter().map(line).collect()
}

/// With `UPDATE_SKETCHES` set it writes them anew.
#[test]
fn the_kept_sketches_are_those_of_the_examples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../gallery/sketches.txt");
    if std::env::var_os("UPDATE_SKETCHES").is_some() {
        std::fs::write(&path, sketches()).expect("the file is written");
    }
    let kept = std::fs::read_to_string(&path).expect("the file is there");
    assert!(kept == sketches(), "crates/gallery/sketches.txt is old: run this test with UPDATE_SKETCHES=1");
}

#[test]
fn a_sketch_comes_back_with_every_node_of_the_scene() {
    for example in gallery::examples() {
        let document = Document::new(example.definition.to_owned());
        let scene = build(&document.picture, &Look::default(), &Scene::default());
        let sketch = Sketch::read(&Sketch::write(&scene)).expect("a sketch");
        assert_eq!(sketch.boxes.len(), scene.nodes.len());
        assert_eq!(sketch.lines.matches('M').count(), scene.edges.len(), "{}", example.slug);
    }
    for other in ["", "1", "1 2;q1 2 3 4", "1 2;t1 2", "a b;"] {
        assert_eq!(Sketch::read(other), None, "{other}");
    }
}
