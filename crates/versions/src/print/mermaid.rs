//! As a flowchart of Mermaid, which GitHub draws.

use asl::document::Document;
use diagram::Flow;
use diagram::picture::{Flowchart, Shape};

use crate::change::Comparison;
use crate::union::{Mark, UnionScope, union};

const CLASSES: [(&str, &str); 3] = [
    ("added", "fill:#dafbe1,stroke:#1a7f37"),
    ("changed", "fill:#fff8c5,stroke:#9a6700"),
    ("removed", "fill:#ffebe9,stroke:#cf222e,stroke-dasharray:5 4"),
];

/// Both versions as one flowchart: what is new, changed and gone in colours.
#[must_use]
pub fn mermaid(old: &Document, new: &Document, comparison: &Comparison) -> String {
    let mut chart = Flowchart::new(Flow::Down);
    write_scope(&mut chart, &union(old, new, comparison), "n");
    chart.finish(&CLASSES)
}

fn write_scope(chart: &mut Flowchart, scope: &UnionScope, prefix: &str) {
    let id = |index: usize| format!("{prefix}_{index}");
    for (index, node) in scope.nodes.iter().enumerate() {
        match (index, node.inside.is_empty()) {
            _ if !scope.is_used(index) => continue,
            (0 | 1, _) => chart.node(&id(index), Shape::Dot, ""),
            (_, true) => chart.node(&id(index), Shape::Box, &node.label),
            (_, false) => {
                chart.begin_frame(&id(index), &node.label);
                for (inner, scope) in node.inside.iter().enumerate() {
                    write_scope(chart, scope, &format!("{}_{inner}", id(index)));
                }
                chart.end_frame();
            }
        }
        if node.mark != Mark::Same {
            chart.class(&id(index), node.mark.word());
        }
    }
    for edge in &scope.edges {
        let colour = match edge.mark {
            Mark::Added => Some("#1a7f37"),
            Mark::Removed => Some("#cf222e"),
            _ => None,
        };
        chart.link(&id(edge.from), &id(edge.to), edge.is_catch, edge.label.as_deref(), colour);
    }
}
