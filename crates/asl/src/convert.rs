//! A definition's text in the other notation: JSON as YAML, YAML as JSON.

use crate::definition::NodeId;
use crate::problem::ProblemKind;
use crate::surgery::{Content, Style, formatted, yaml_text};
use crate::tree::{Kind, Tree, json_text};

/// The definition as YAML in block style. Numbers and placeholders keep their spelling.
#[must_use]
pub fn to_yaml(tree: &Tree) -> String {
    match tree.root() {
        Some(root) if !tree.is_yaml() => yaml_text(&Content::Json(tree.source(root).to_owned()), &Style::one_line()),
        _ => tree.text().to_string(),
    }
}

/// The definition as JSON, indented by two spaces. Numbers keep their spelling where JSON knows it.
#[must_use]
pub fn to_json(tree: &Tree) -> String {
    if !tree.is_yaml() {
        return tree.text().to_string();
    }
    let compact = tree.root().map(|root| json_text(tree, root)).unwrap_or_default();
    let style = Style { one_line: false, ..Style::one_line() };
    formatted(&Tree::parse(compact), &style) + "\n"
}

/// What the other notation cannot say, in sentences; to be shown before converting.
#[must_use]
pub fn losses(tree: &Tree) -> Vec<String> {
    let mut losses = vec![];
    let mut say = |count: usize, noun: &str, what: String| {
        if count > 0 {
            losses.push(format!("{} {what}", counted(count, noun)));
        }
    };
    say(tree.comments().len(), "comment", "would be lost".to_owned());
    if tree.is_yaml() {
        yaml_losses(tree, &mut say);
        if tree.rest().is_some() {
            losses.push("what follows the first document would be lost".to_owned());
        }
    } else {
        json_losses(tree, &mut say);
    }
    losses
}

/// What YAML cannot say.
fn json_losses(tree: &Tree, say: &mut impl FnMut(usize, &str, String)) {
    let twice = tree.problems().iter().filter(|problem| problem.kind == ProblemKind::DuplicateName).count();
    say(twice, "name", "would stand twice in an object, which YAML does not allow".to_owned());
    let nodes = tree.root().into_iter().flat_map(|root| tree.descendants(root));
    let in_object = |node: &NodeId| tree.parent(*node).is_some_and(|parent| tree.kind(parent) == Kind::Object);
    let members = nodes.filter(|node| tree.kind(*node) == Kind::Placeholder && tree.key(*node).is_none() && in_object(node));
    say(members.count(), "placeholder", "in a member's place would become a comment".to_owned());
}

/// What JSON cannot say. Of what an alias stands for, only what is written is counted.
fn yaml_losses(tree: &Tree, say: &mut impl FnMut(usize, &str, String)) {
    let nodes: Vec<NodeId> = tree.root().into_iter().flat_map(|root| tree.descendants(root)).collect();
    let mut last = 0;
    let written: Vec<NodeId> = nodes
        .into_iter()
        .filter(|node| {
            let start = tree.span(*node).start;
            let own = start >= last;
            last = last.max(start);
            own
        })
        .collect();
    let sources = || written.iter().map(|node| (*node, Properties::of(tree.source(*node))));
    let of_kind = |wanted: fn(&Properties) -> bool| sources().filter(move |(_, source)| wanted(source));
    let tags: Vec<&str> = sources().filter_map(|(_, source)| source.tag.filter(|tag| !tag.starts_with("!!"))).collect();
    say(tags.len(), "tag", format!("such as `{}` would become text", tags.first().unwrap_or(&"")));
    let anchors = of_kind(|source| source.anchor.is_some()).count();
    let aliases = of_kind(|source| source.value.starts_with('*')).count();
    if aliases > 0 {
        say(anchors, "anchor", format!("and {} would be written out", counted(aliases, "alias").replace("aliass", "aliases")));
    } else {
        say(anchors, "anchor", "would be lost".to_owned());
    }
    let blocks = of_kind(|source| source.value.starts_with(['|', '>'])).count();
    say(blocks, "block", "of text would become a string with `\\n`".to_owned());
    let scalar = |node: &NodeId| matches!(tree.kind(*node), Kind::String | Kind::Number);
    let folded =
        sources().filter(|(node, source)| scalar(node) && !source.value.starts_with(['|', '>']) && source.value.contains('\n'));
    say(folded.count(), "text", "over several lines would stand on one".to_owned());
    let bare = sources().filter(|(node, source)| tree.kind(*node) == Kind::Placeholder && source.value.starts_with("${"));
    say(bare.count(), "bare placeholder", "would be put in quotes".to_owned());
    let is_respelled =
        |node: &NodeId, source: &Properties| tree.kind(*node) == Kind::Number && tree.spelling(*node) != source.value;
    let respelled: Vec<_> =
        sources().filter(|(node, source)| is_respelled(node, source) && !source.value.starts_with('*')).collect();
    if let Some((node, source)) = respelled.first() {
        let example = format!("would be spelled anew, such as `{}` as {}", source.value, tree.spelling(*node));
        say(respelled.len(), "number", example);
    }
    let infinite =
        |text: &str| matches!(text.trim_start_matches(['+', '-']), ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    let infinite: Vec<_> = sources().filter(|(_, source)| source.tag.is_none() && infinite(source.value)).collect();
    if let Some((_, source)) = infinite.first() {
        say(infinite.len(), "number", format!("that JSON does not have, such as `{}`, would become text", source.value));
    }
}

/// What stands before a value of YAML, and the value as written.
struct Properties<'t> {
    tag: Option<&'t str>,
    anchor: Option<&'t str>,
    value: &'t str,
}

impl<'t> Properties<'t> {
    fn of(source: &'t str) -> Self {
        let mut found = Self { tag: None, anchor: None, value: source };
        while found.value.starts_with(['!', '&']) {
            let (word, rest) = found.value.split_once(char::is_whitespace).unwrap_or((found.value, ""));
            match word.starts_with('!') {
                true => found.tag = Some(word),
                false => found.anchor = Some(word),
            }
            found.value = rest.trim_start();
        }
        found
    }
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
    }

    #[test]
    fn what_a_conversion_loses_is_told_in_full_and_nothing_else() {
        for (text, told) in [
            (
                "# one\na: &x {b: 'no # comment'} # two\nc: *x\nd: !GetAtt F.Arn\ne: | # three\n  # text\n",
                &[
                    "3 comments would be lost",
                    "1 tag such as `!GetAtt` would become text",
                    "1 anchor and 1 alias would be written out",
                    "1 block of text would become a string with `\\n`",
                ][..],
            ),
            ("a: !Sub 'x${Y}'\nb: &n 5\nc: !!str 5\n", &["1 tag such as `!Sub` would become text", "1 anchor would be lost"]),
            ("a: ${X}\nb: 'in ${Y}'\n", &["1 bare placeholder would be put in quotes"]),
            ("a: 0x1F\nb: +1\nc: 1_000\nd: 2020-01-01\ne: 1.50\n", &["2 numbers would be spelled anew, such as `0x1F` as 31"]),
            ("a: .inf\nb: '.inf'\n", &["1 number that JSON does not have, such as `.inf`, would become text"]),
            ("a: \"x\n  y\"\n", &["1 text over several lines would stand on one"]),
            ("a: 1\n---\nb: 2 # c\n", &["what follows the first document would be lost"]),
            ("a: 1\na: 2\nb: [yes, 017, ~]\n", &[]),
            (
                "{\"a\": 1, // why\n \"a\": 2, ${More}}",
                &[
                    "1 comment would be lost",
                    "1 name would stand twice in an object, which YAML does not allow",
                    "1 placeholder in a member's place would become a comment",
                ],
            ),
            ("{\"a\": ${X}, \"b\": 1E5, \"c\": \"é\"}", &[]),
        ] {
            assert_eq!(losses(&Tree::read(text)), told, "{text}");
        }
    }

    #[test]
    fn numbers_keep_their_spelling_in_json() {
        let json = to_json(&Tree::read("a: [1.50, 1E5, 123456789012345678901234567890, 0x1F, .5]\n"));
        assert_eq!(json, "{\n  \"a\": [1.50, 1E5, 123456789012345678901234567890, 31, 0.5]\n}\n");
    }

    #[test]
    fn a_placeholder_in_a_members_place_becomes_a_comment() {
        let yaml = to_yaml(&Tree::parse("{\"a\": 1, ${More}}"));
        assert_eq!(yaml, "a: 1\n# ${More}\n");
    }
}
