//! A scene as a flowchart of Mermaid, which GitHub and many others draw.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use crate::build::loose_key;
use crate::{EdgeLook, Flow, Kind, NodeKey, Scene};

/// What a node of a flowchart looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A box.
    Box,
    /// A box with pointed ends.
    Hexagon,
    /// A box with round ends.
    Round,
    /// A small circle without words.
    Dot,
}

/// A flowchart in the making.
#[derive(Debug, Default)]
pub struct Flowchart {
    text: String,
    styles: Vec<String>,
    depth: usize,
    links: usize,
}

impl Flowchart {
    /// Begins a flowchart that goes this way.
    #[must_use]
    pub fn new(flow: Flow) -> Self {
        let way = if flow == Flow::Right { "LR" } else { "TD" };
        Self { text: format!("flowchart {way}\n"), depth: 1, ..Self::default() }
    }

    fn line(&mut self, text: &str) {
        let pad = "  ".repeat(self.depth);
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{pad}{text}");
    }

    /// Adds a node.
    pub fn node(&mut self, id: &str, shape: Shape, label: &str) {
        let label = escaped(label);
        self.line(&match shape {
            Shape::Box => format!("{id}[\"{label}\"]"),
            Shape::Hexagon => format!("{id}{{{{\"{label}\"}}}}"),
            Shape::Round => format!("{id}([\"{label}\"])"),
            Shape::Dot => format!("{id}((\" \"))"),
        });
    }

    /// Begins a frame around what is added until it ends.
    pub fn begin_frame(&mut self, id: &str, label: &str) {
        self.line(&format!("subgraph {id}[\"{}\"]", escaped(label)));
        self.depth += 1;
    }

    /// Ends it.
    pub fn end_frame(&mut self) {
        self.depth = self.depth.saturating_sub(1).max(1);
        self.line("end");
    }

    /// Adds a line, perhaps in a colour of its own.
    pub fn link(&mut self, from: &str, to: &str, is_dotted: bool, label: Option<&str>, colour: Option<&str>) {
        let arrow = if is_dotted { "-.->" } else { "-->" };
        let label = label.map(|label| format!("|\"{}\"|", escaped(label))).unwrap_or_default();
        self.line(&format!("{from} {arrow}{label} {to}"));
        if let Some(colour) = colour {
            self.styles.push(format!("linkStyle {} stroke:{colour}", self.links));
        }
        self.links += 1;
    }

    /// Says of which class a node is.
    pub fn class(&mut self, id: &str, class: &str) {
        self.styles.push(format!("class {id} {class}"));
    }

    /// The flowchart, with the looks of its classes.
    #[must_use]
    pub fn finish(mut self, classes: &[(&str, &str)]) -> String {
        self.depth = 1;
        for (name, looks) in classes {
            self.line(&format!("classDef {name} {looks}"));
        }
        for style in std::mem::take(&mut self.styles) {
            self.line(&style);
        }
        self.text
    }
}

fn escaped(text: &str) -> String {
    text.replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;").replace(['\n', '\r'], " ")
}

/// The looks of the kinds: colours that can be read on a light and on a dark page.
const CLASSES: [(&str, &str); 9] = [
    ("task", "fill:#e3edfb,stroke:#2f6db5,color:#14202e"),
    ("choice", "fill:#f8ecd6,stroke:#8f6410,color:#14202e"),
    ("parallel", "fill:#f2ecfb,stroke:#7d4fb5,color:#14202e"),
    ("map", "fill:#e2f2f3,stroke:#1c7379,color:#14202e"),
    ("wait", "fill:#e9edf3,stroke:#56657c,color:#14202e"),
    ("pass", "fill:#eef0f2,stroke:#626a74,color:#14202e"),
    ("succeed", "fill:#e0f3e6,stroke:#23774a,color:#14202e"),
    ("fail", "fill:#fbe6e6,stroke:#b83a38,color:#14202e"),
    ("loose", "fill:#fbe6e6,stroke:#b83a38,color:#14202e,stroke-dasharray:4 3"),
];

/// The scene as a flowchart.
#[must_use]
pub fn mermaid(scene: &Scene) -> String {
    let ids: HashMap<NodeKey, String> =
        scene.nodes.iter().enumerate().map(|(index, node)| (node.key, format!("n{index}"))).collect();
    let mut chart = Flowchart::new(scene.flow);
    let mut used = BTreeSet::new();
    // A container stands before what is in it, and all of that directly behind it.
    let mut open = Vec::new();
    for node in &scene.nodes {
        while open.last().is_some_and(|last| node.parent.map(NodeKey::State) != Some(*last)) {
            open.pop();
            chart.end_frame();
        }
        let Some(id) = ids.get(&node.key) else { continue };
        if node.is_container {
            chart.begin_frame(id, &node.title);
            open.push(node.key);
        } else {
            chart.node(id, shape(node.kind), &node.title);
        }
        let class = class(node.kind);
        if let Some(class) = class {
            chart.class(id, class);
            used.insert(class);
        }
    }
    open.iter().for_each(|_| chart.end_frame());
    for edge in &scene.edges {
        let to = edge.to.unwrap_or_else(|| loose_key(edge.key));
        if let (Some(from), Some(to)) = (ids.get(&edge.key.from), ids.get(&to)) {
            let label = edge.label.as_ref().map(|(_, words)| &**words);
            chart.link(from, to, edge.look == EdgeLook::Catch, label, None);
        }
    }
    let classes: Vec<_> = CLASSES.into_iter().filter(|(name, _)| used.contains(name)).collect();
    chart.finish(&classes)
}

fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Choice => Shape::Hexagon,
        Kind::Succeed | Kind::Fail | Kind::Loose => Shape::Round,
        Kind::Start | Kind::End => Shape::Dot,
        _ => Shape::Box,
    }
}

fn class(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Unknown => Some("pass"),
        Kind::Start | Kind::End => None,
        kind => Some(kind.name()),
    }
}
