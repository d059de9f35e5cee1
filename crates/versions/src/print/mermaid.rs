//! As a flowchart of Mermaid, which GitHub draws.

use asl::document::Document;

use crate::change::Comparison;
use crate::union::{Mark, UnionScope, union};

/// Both versions as one flowchart: what is new, changed and gone in colours.
#[must_use]
pub fn mermaid(old: &Document, new: &Document, comparison: &Comparison) -> String {
    let mut text = "flowchart TD\n".to_owned();
    let mut styles = vec![];
    write_scope(&mut text, &union(old, new, comparison), "n", 1, &mut styles, &mut 0);
    text.push_str("  classDef added fill:#dafbe1,stroke:#1a7f37\n  classDef changed fill:#fff8c5,stroke:#9a6700\n  classDef removed fill:#ffebe9,stroke:#cf222e,stroke-dasharray:5 4\n");
    for style in styles {
        text.push_str(&format!("  {style}\n"));
    }
    text
}

fn write_scope(text: &mut String, scope: &UnionScope, prefix: &str, depth: usize, styles: &mut Vec<String>, links: &mut usize) {
    let pad = "  ".repeat(depth);
    let id = |index: usize| format!("{prefix}_{index}");
    for (index, node) in scope.nodes.iter().enumerate() {
        let used = index > 1 || scope.edges.iter().any(|edge| edge.from == index || edge.to == index);
        let label = escaped(&node.label);
        match (index, node.inside.is_empty()) {
            _ if !used => continue,
            (0 | 1, _) => text.push_str(&format!("{pad}{}((\" \"))\n", id(index))),
            (_, true) => text.push_str(&format!("{pad}{}[\"{label}\"]\n", id(index))),
            (_, false) => {
                text.push_str(&format!("{pad}subgraph {}[\"{label}\"]\n", id(index)));
                for (inner, scope) in node.inside.iter().enumerate() {
                    write_scope(text, scope, &format!("{}_{inner}", id(index)), depth + 1, styles, links);
                }
                text.push_str(&format!("{pad}end\n"));
            }
        }
        if node.mark != Mark::Same {
            styles.push(format!("class {} {}", id(index), node.mark.word()));
        }
    }
    for edge in &scope.edges {
        let arrow = if edge.is_catch { "-.->" } else { "-->" };
        let label = edge.label.as_ref().map(|label| format!("|\"{}\"|", escaped(label))).unwrap_or_default();
        text.push_str(&format!("{pad}{} {arrow}{label} {}\n", id(edge.from), id(edge.to)));
        let colour = match edge.mark {
            Mark::Added => Some("#1a7f37"),
            Mark::Removed => Some("#cf222e"),
            _ => None,
        };
        if let Some(colour) = colour {
            styles.push(format!("linkStyle {links} stroke:{colour}"));
        }
        *links += 1;
    }
}

fn escaped(text: &str) -> String {
    text.replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;").replace(['\n', '\r'], " ")
}
