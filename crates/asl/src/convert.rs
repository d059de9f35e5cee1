//! A definition's text in the other notation: JSON as YAML, YAML as JSON.

use crate::surgery::{Style, block_text, formatted};
use crate::tree::{Kind, Tree, placeholders};

/// The definition as YAML in block style. Numbers and placeholders keep their spelling.
#[must_use]
pub fn to_yaml(tree: &Tree) -> String {
    if tree.is_yaml() { tree.text().to_string() } else { block_text(tree) }
}

/// The definition as JSON, indented by two spaces.
#[must_use]
pub fn to_json(tree: &Tree) -> String {
    if !tree.is_yaml() {
        return tree.text().to_string();
    }
    let compact = tree.root().map(|root| tree.value(root).to_json()).unwrap_or_default();
    let style = Style { one_line: false, ..Style::one_line() };
    formatted(&Tree::parse(compact), &style) + "\n"
}

/// What the other notation cannot say, in sentences; to be shown before converting.
#[must_use]
pub fn losses(tree: &Tree) -> Vec<String> {
    let mut losses = vec![];
    let text = tree.text();
    let comments = if tree.is_yaml() { yaml_comments(tree) } else { tree.comments().len() };
    if comments > 0 {
        losses.push(format!("{} would be lost", counted(comments, "comment")));
    }
    if !tree.is_yaml() {
        return losses;
    }
    let nodes = || tree.root().into_iter().flat_map(|root| tree.descendants(root));
    let tags = nodes().filter(|node| tree.kind(*node) == Kind::Placeholder && tree.source(*node).starts_with('!')).count();
    if tags > 0 {
        losses.push(format!("{} such as `!GetAtt` would become text", counted(tags, "tag")));
    }
    if tree.has_aliases() {
        losses.push("anchors and aliases would be written out".to_owned());
    }
    if text.contains(": |") || text.contains(": >") {
        losses.push("blocks of text would become strings with `\\n`".to_owned());
    }
    let bare = placeholders(tree).iter().filter(|placeholder| placeholder.bare).count();
    if bare > 0 {
        losses.push(format!("{} would be put in quotes", counted(bare, "bare placeholder")));
    }
    losses
}

/// Comments of a YAML text: a `#` after a space or at a line's start, outside every scalar.
fn yaml_comments(tree: &Tree) -> usize {
    let text = tree.text();
    let comment = |at: usize| {
        let before = text[..at].chars().next_back();
        let outside = tree
            .at(at as u32)
            .is_none_or(|node| matches!(tree.kind(node), Kind::Object | Kind::Array) || !tree.span(node).touches(at as u32));
        before.is_none_or(char::is_whitespace) && outside
    };
    text.lines()
        .scan(0, |start, line| {
            let from = *start;
            *start += line.len() + 1;
            Some((from, line))
        })
        .filter(|(from, line)| line.match_indices('#').any(|(at, _)| comment(from + at)))
        .count()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_say_the_same() {
        let json = "{\n  \"StartAt\": \"A: b\",\n  \"k\": [1.5, \"yes\", null, [], {}],\n  \"o\": {\n    \"x\": [\n      {\n        \"z\": \"a\\nb\"\n      }\n    ]\n  }\n}\n";
        let yaml = to_yaml(&Tree::parse(json));
        assert_eq!(yaml, "StartAt: \"A: b\"\nk:\n  - 1.5\n  - \"yes\"\n  - null\n  - []\n  - {}\no:\n  x:\n    - z: \"a\\nb\"\n");
        let tree = Tree::read(yaml.as_str());
        assert!(tree.is_yaml());
        assert_eq!(
            to_json(&tree),
            json.replace("[1.5, \"yes\", null, [], {}]", "[\n    1.5,\n    \"yes\",\n    null,\n    [],\n    {}\n  ]")
        );
        assert_eq!(losses(&tree), [""; 0]);
        let lossy = Tree::read("# one\na: &x {b: 'no # comment'} # two\nc: *x\nd: !GetAtt F.Arn\ne: |\n  text\n");
        assert_eq!(
            losses(&lossy),
            [
                "2 comments would be lost",
                "1 tag such as `!GetAtt` would become text",
                "anchors and aliases would be written out",
                "blocks of text would become strings with `\\n`",
            ]
        );
    }
}
