//! Pictures: what is in them, and that they look like the page.
#![cfg(feature = "fonts")]

use asl::document::Document;
use diagram::picture::{Colours, Fonts, Options, Rgb, definition_in, drawio, mermaid, svg};
use diagram::{Look, Scene, build};

const DEFINITION: &str = r#"{"StartAt": "A <b>", "States": {
    "A <b>": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Which \"way\"?",
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Bad"}], "Retry": [{"ErrorEquals": ["E"]}]},
    "Which \"way\"?": {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericGreaterThan": 1, "Next": "Each"}], "Default": "Nowhere"},
    "Each": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "In", "States": {"In": {"Type": "Wait", "Seconds": 1, "End": true}}}},
    "Bad": {"Type": "Fail"}}}"#;

fn scene(text: &str) -> (Document, Scene) {
    let document = Document::new(text.to_owned());
    let scene = build(&document.picture, &Look::default(), &Scene::default());
    (document, scene)
}

fn options<'a>(colours: &'a Colours, fonts: Option<&'a Fonts<'a>>, definition: Option<&'a str>) -> Options<'a> {
    Options { title: "It & more", colours, fonts, run: None, definition }
}

/// Every quoted attribute and every text of an XML in which all tags are closed in order; panics where they are not.
fn names_of(xml: &str) -> Vec<&str> {
    let (mut open, mut names) = (Vec::new(), Vec::new());
    for part in xml.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains('>') || text.trim().is_empty() || !text.contains('<'), "{text}");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().expect("a name");
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name), "in {tag}"),
            (false, true) => names.push(name),
            (false, false) => {
                names.push(name);
                open.push(name);
            }
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
    names
}

#[test]
fn colours_are_those_of_the_page() {
    let css = include_str!("../../../style/tokens.css");
    for (name, light, dark) in Colours::ALL {
        let line = css.lines().find_map(|line| line.trim().strip_prefix(&format!("--{name}: light-dark(")));
        let line = line.unwrap_or_else(|| panic!("tokens.css has no --{name}"));
        let both: Vec<Rgb> = line.split("oklch(").skip(1).map(|part| rgb(part.split(')').next().expect("an end"))).collect();
        assert_eq!(both, [*light, *dark], "--{name}");
    }
}

/// The colour that `oklch(…)` says, by Björn Ottosson's matrices.
fn rgb(numbers: &str) -> Rgb {
    let numbers: Vec<f64> = numbers.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let [light, chroma, hue] = numbers[..] else { panic!("three numbers") };
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let l = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (light - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let encode = |linear: f64| {
        let linear = linear.clamp(0.0, 1.0);
        let value = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        (value * 255.0).round() as u8
    };
    Rgb(
        encode(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
        encode(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
        encode(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s),
    )
}

#[test]
fn an_svg_is_whole_holds_the_definition_and_its_letters() {
    let (_, scene) = scene(DEFINITION);
    let fonts = Fonts::built_in();
    for colours in [Colours::LIGHT, Colours::DARK] {
        let made = svg(&scene, &options(&colours, Some(&fonts), Some(DEFINITION)));
        let names = names_of(&made);
        assert_eq!(definition_in(made.as_bytes()).as_deref(), Some(DEFINITION));
        assert_eq!(made.matches("@font-face").count(), 2);
        assert!(made.contains("A &lt;b&gt;") && made.contains(&colours.ground.to_string()));
        assert!(!names.contains(&"b") && !made.contains("oklch") && !made.contains("var("));
        assert!(made.len() < 60_000, "{} bytes", made.len());
    }
    let bare = svg(&scene, &options(&Colours::LIGHT, None, None));
    assert!(!bare.contains("@font-face") && definition_in(bare.as_bytes()).is_none());
}

#[test]
fn mermaid_has_every_state_and_transition() {
    let (document, scene) = scene(DEFINITION);
    let made = mermaid(&scene);
    assert!(made.starts_with("flowchart TD\n"), "{made}");
    assert_eq!(made.matches(" -->").count() + made.matches(" -.->").count(), scene.edges.len(), "{made}");
    for state in &document.definition.states {
        let name = state.name.value.replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;");
        assert!(made.contains(&format!("\"{name}\"")), "{name} in {made}");
    }
    assert_eq!(made.matches("subgraph").count(), made.lines().filter(|line| line.trim() == "end").count());
}

#[test]
fn drawio_has_a_cell_for_every_node_and_transition() {
    let (_, scene) = scene(DEFINITION);
    let made = drawio(&scene, &options(&Colours::LIGHT, None, None));
    let cells = names_of(&made).into_iter().filter(|name| *name == "mxCell").count();
    assert_eq!(cells, 2 + scene.nodes.len() + scene.edges.len());
    assert_eq!(made.matches(" source=").count(), scene.edges.len());
    assert_eq!(made.matches(" target=").count(), scene.edges.len());
    // A name is text, also where draw.io reads HTML.
    assert!(made.contains("A &amp;lt;b&amp;gt;"), "{made}");
}

#[cfg(feature = "png")]
#[test]
fn a_png_has_the_wanted_size_and_holds_the_definition() {
    let (_, scene) = scene(DEFINITION);
    let side = |png: &[u8], at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    for scale in [1.0, 2.0] {
        let made = diagram::picture::png(&scene, &options(&Colours::DARK, None, Some(DEFINITION)), scale).expect("a picture");
        assert_eq!(definition_in(&made).as_deref(), Some(DEFINITION));
        let wide = ((scene.size.width + 56.0).ceil() * scale).ceil();
        assert!((f64::from(side(&made, 16)) - wide).abs() <= 1.0, "{} for {wide}", side(&made, 16));
    }
    let large = diagram::picture::scale_within(diagram::Size::new(100_000.0, 200.0), 2.0);
    assert!(large * 100_000.0 <= 16_000.0);
}
