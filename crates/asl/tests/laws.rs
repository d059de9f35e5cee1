//! Laws that hold for every text: random bytes, random definitions, and real ones where a folder of them is given.

mod corpus;

use asl::document::Document;
use asl::laws;
use asl::lint::{Options, lint};
use asl::text::{Span, TextEdit, Transaction};
use asl::tree::Tree;
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that a text of JSON, right or wrong, is made of.
const PIECES: [&str; 30] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    " ",
    "//",
    "/*",
    "*/",
    "#",
    "${",
    "${A}",
    "null",
    "true",
    "1.5",
    "-",
    "'",
    "é😀",
    "\"StartAt\"",
    "\"States\"",
    "\"Type\": \"Pass\"",
    "\"Next\": \"A\"",
    "\"A\": {",
    "\"End\": true",
    "{% $x %}",
    "\u{0}",
];

fn soup() -> impl Strategy<Value = String> {
    vec(proptest::sample::select(PIECES.as_slice()), 0..60).prop_map(|pieces| pieces.concat())
}

/// Pieces that a text of YAML, right or wrong, is made of.
const YAML_PIECES: [&str; 58] = [
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n  ",
    "\n    ",
    "\n      ",
    "\n\t",
    "\r\n",
    " ",
    "  ",
    ":",
    ": ",
    ": ",
    "- ",
    "-",
    "? ",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "# c",
    " # d",
    "|",
    ">",
    "|2-",
    ">+",
    "|-\n",
    "&a ",
    "&b ",
    "*a",
    "*b",
    "!Sub ",
    "!GetAtt ",
    "!Join ",
    "!!str ",
    "!<",
    "%",
    "@",
    "\\",
    "---\n",
    "...\n",
    "${A}",
    "null",
    "0x1F",
    "1.5",
    "é😀",
    "a",
    "b c",
    "StartAt: A",
    "States:",
    "A:",
    "Type: Pass",
    "End: true",
    "\u{e000}",
];

fn yaml_soup() -> impl Strategy<Value = String> {
    vec(proptest::sample::select(YAML_PIECES.as_slice()), 0..60).prop_map(|pieces| format!("StartAt: A{}", pieces.concat()))
}

/// A right definition of a few states in a random flow, in one of a few styles.
fn machine() -> impl Strategy<Value = String> {
    let state = (0..6_usize, 0..8_usize, any::<bool>());
    (vec(state, 1..8), 0..4_usize).prop_map(|(states, style)| {
        let count = states.len();
        let name = |index: usize| format!("S{}", index % count);
        let members: Vec<String> = states
            .iter()
            .enumerate()
            .map(|(index, (kind, to, ends))| {
                let on = if *ends { "\"End\": true".to_owned() } else { format!("\"Next\": \"{}\"", name(*to)) };
                let inner = format!("{{\"StartAt\": \"I{index}\", \"States\": {{\"I{index}\": {{\"Type\": \"Succeed\"}}}}}}");
                let body = match kind {
                    0 => format!("\"Type\": \"Pass\", {on}"),
                    1 => format!("\"Type\": \"Wait\", \"Seconds\": ${{S}}, {on}"),
                    2 => format!("\"Type\": \"Choice\", \"Choices\": [{{\"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"{}\"}}], \"Default\": \"{}\"", name(*to), name(to + 1)),
                    3 => format!("\"Type\": \"Parallel\", \"Branches\": [{inner}], {on}"),
                    4 => format!("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"Catch\": [{{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"{}\"}}], {on}", name(to + 2)),
                    _ => "\"Type\": \"Succeed\"".to_owned(),
                };
                format!("\"S{index}\": {{{body}}}")
            })
            .collect();
        let text = format!("{{\"StartAt\": \"S0\", \"States\": {{{}}}}}", members.join(", "));
        match style {
            0 => text,
            1 => text.replace(": ", ":").replace(", ", ","),
            2 => text.replace('{', "{\n  ").replace(", ", ",\n  ").replace("${\n  S}", "${S}"),
            _ => text.replace(", ", ",\r\n\t").replace('{', "{ ").replace("${ S}", "${S}"),
        }
    })
}

fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    vec((any::<usize>(), 0..20_usize, soup()), 1..6)
}

/// A change of a text from arbitrary numbers, at characters' edges.
fn change(text: &str, (start, length, insert): &(usize, usize, String)) -> Transaction {
    let edge = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = edge(start % (text.len() + 1));
    let end = edge((start + length).min(text.len())).max(start);
    Transaction::new("type", vec![TextEdit::replace(Span::new(start as u32, end as u32), insert.as_str())])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_is_read_kept_and_linted(text in prop_oneof![soup(), yaml_soup()]) {
        let document = Document::new(text.as_str());
        prop_assert_eq!(&*document.text, &text);
        for node in document.tree.root().into_iter().flat_map(|root| document.tree.descendants(root)) {
            let span = document.tree.member_span(node);
            prop_assert!(span.end as usize <= text.len() && text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        }
        for found in lint(&document, Options::default()) {
            prop_assert!(found.span.end as usize <= text.len());
            if let Some(fix) = found.fix {
                prop_assert!(fix.fits(&text));
            }
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let tree = Tree::parse(text.as_str());
        prop_assert_eq!(&**tree.text(), &text);
    }

    #[test]
    fn what_serde_reads_we_read_alike(text in soup()) {
        if let Ok(value) = value::parse(&text) {
            let tree = Tree::parse(text.as_str());
            prop_assert!(tree.problems().iter().all(|problem| !problem.kind.is_syntax()), "{:?}", tree.problems());
            prop_assert_eq!(tree.value(tree.root().unwrap_or_default()), value);
        }
    }

    #[test]
    fn random_edits_are_undone_byte_for_byte(text in prop_oneof![soup(), yaml_soup(), machine()], edits in edits()) {
        let mut document = Document::new(text.as_str());
        let mut inverses = Vec::new();
        for edit in &edits {
            let (after, inverse) = document.apply(&change(&document.text, edit));
            inverses.push(inverse);
            document = after;
        }
        let end = document.text.clone();
        let mut changes = Vec::new();
        for inverse in inverses.iter().rev() {
            let (before, change) = document.apply(inverse);
            changes.push(change);
            document = before;
        }
        prop_assert_eq!(&*document.text, &text);
        for change in changes.iter().rev() {
            document = document.apply(change).0;
        }
        prop_assert_eq!(document.text, end);
    }

    #[test]
    fn changes_compose(text in soup(), edits in edits()) {
        let mut after = text.clone();
        let mut all = Transaction::new("all", vec![]);
        for edit in &edits {
            let step = change(&after, edit);
            after = step.apply(&after);
            all = all.then(&step);
        }
        prop_assert!(all.fits(&text));
        prop_assert_eq!(all.apply(&text), after);
        prop_assert_eq!(all.trimmed(&text).apply(&text), all.apply(&text));
    }

    #[test]
    fn every_command_on_any_machine_in_yaml_is_undone_and_leaves_a_whole_flow(text in machine()) {
        let yaml = asl::convert::to_yaml(&Tree::parse(text.as_str()));
        let tree = Tree::read(yaml.as_str());
        if tree.is_yaml() {
            let json = Tree::parse(text.as_str());
            prop_assert_eq!(tree.value(tree.root().unwrap_or_default()), json.value(json.root().unwrap_or_default()));
            let report = laws::check(&yaml, true);
            prop_assert!(report.violations.is_empty(), "{:?} in {}", report.violations, yaml);
        }
    }

    #[test]
    fn every_command_on_any_machine_is_undone_and_leaves_a_whole_flow(text in machine()) {
        let report = laws::check(&text, true);
        prop_assert!(report.violations.is_empty(), "{:?}", report.violations);
    }
}

#[test]
fn every_command_on_real_definitions_is_undone() {
    for (file, text) in corpus::definitions(&[".asl.json", ".asl.yaml"]).unwrap_or_default() {
        assert_eq!(laws::check(&text, false).violations, [""; 0], "{file}");
        if !Document::new(text.as_str()).tree.is_yaml() {
            let yaml = asl::convert::to_yaml(&Tree::parse(text.as_str()));
            assert_eq!(laws::check(&yaml, false).violations, [""; 0], "{file} as YAML");
        }
        let errors: Vec<String> = lint(&Document::new(text), Options::default())
            .into_iter()
            .filter(|found| found.severity == asl::lint::Severity::Error)
            .map(|found| format!("{} {}", found.location, found.message))
            .collect();
        assert_eq!(errors, [""; 0], "{file}");
    }
}
