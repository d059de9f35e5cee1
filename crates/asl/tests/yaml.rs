//! What an edit does to a text of YAML, however it is written, it does to the same definition in JSON.

mod corpus;
mod lines;
mod styled;

use asl::convert::to_json;
use asl::definition::StateId;
use asl::document::Document;
use asl::edit::{
    NewState, Place, Refusal, StateType, Wrapper, add_catcher, add_default, add_retrier, add_rule, add_state, convert_iterator,
    delete_states, duplicate_state, extract_states, insert_entry, move_entry, move_state, paste, remove_entry, remove_field,
    rename_state, set_comment, set_field, unwrap_state, wrap_states,
};
use asl::graph::{Slot, slots};
use asl::notation::Notation;
use asl::text::{Span, Transaction};
use asl::tree::Tree;
use lines::differing;
use proptest::collection::vec;
use proptest::prelude::*;
use styled::{Entropy, machine, written};

type Change = Result<Transaction, Refusal>;

/// An edit under a name, and which comments it keeps.
type Edit = (String, Kept, Box<dyn Fn(&Document) -> Change>);

/// Which comments an edit keeps.
#[derive(Clone, Copy)]
enum Kept {
    All,
    /// Those in this state.
    Within(StateId),
    None,
}

/// Many edits of each state.
fn edits(document: &Document, pick: usize) -> Vec<Edit> {
    let definition = &document.definition;
    let starts = definition.scopes.iter().map(|scope| Slot::StartAt(scope.id));
    let slots: Vec<Slot> = definition.states.iter().flat_map(slots).chain(starts).collect();
    let mut edits: Vec<Edit> = vec![];
    for index in 0..definition.states.len() {
        let id = StateId(index as u32);
        let name = &definition.state(id).name.value;
        let mut add = |what: &str, kept, edit: Box<dyn Fn(&Document) -> Change>| {
            edits.push((format!("{what} {name}"), kept, edit));
        };
        add("rename", Kept::All, Box::new(move |document| rename_state(document, id, "new: 'name'")));
        add("delete", Kept::None, Box::new(move |document| delete_states(document, &[id])));
        add("duplicate", Kept::None, Box::new(move |document| duplicate_state(document, id)));
        add("comment", Kept::All, Box::new(move |document| set_comment(document, Some(id), "say: \"it's\" # so")));
        add(
            "take out",
            Kept::None,
            Box::new(move |document| extract_states(document, &[id], "").map(|extracted| extracted.change)),
        );
        add("into Map", Kept::All, Box::new(move |document| wrap_states(document, &[id], Wrapper::Map)));
        add("into Parallel", Kept::All, Box::new(move |document| wrap_states(document, &[id], Wrapper::Parallel)));
        add("unwrap", Kept::None, Box::new(move |document| unwrap_state(document, id)));
        add("set text of", Kept::All, Box::new(move |document| set_field(document, Some(id), "/Comment", "\"two\\nlines\\n\"")));
        add(
            "set object of",
            Kept::None,
            Box::new(move |document| {
                set_field(document, Some(id), "/Parameters", r#"{"a": {"b.$": "$.c"}, "d": [1, [2], {"e": "yes"}], "f": {}}"#)
            }),
        );
        add("set plain of", Kept::None, Box::new(move |document| set_field(document, Some(id), "/Parameters", "true")));
        add(
            "set inner of",
            Kept::None,
            Box::new(move |document| set_field(document, Some(id), "/Parameters/x/y", "[\"${P}\", null]")),
        );
        add("retry", Kept::All, Box::new(move |document| add_retrier(document, id)));
        add("catch", Kept::All, Box::new(move |document| add_catcher(document, id, None)));
        add("rule", Kept::All, Box::new(move |document| add_rule(document, id, None)));
        add("default", Kept::All, Box::new(move |document| add_default(document, id, None)));
        add(
            "first of Retry",
            Kept::All,
            Box::new(move |document| insert_entry(document, id, "/Retry", r#"{"ErrorEquals": ["X"]}"#, Some(0))),
        );
        add("without first of Retry", Kept::None, Box::new(move |document| remove_entry(document, id, "/Retry", 0)));
        add("without last of Choices", Kept::None, Box::new(move |document| remove_entry(document, id, "/Choices", 1)));
        add("reorder Retry", Kept::All, Box::new(move |document| move_entry(document, id, "/Retry", 0, 1)));
        add("reorder Choices", Kept::All, Box::new(move |document| move_entry(document, id, "/Choices", 1, 0)));
        add("modernise", Kept::All, Box::new(move |document| convert_iterator(document, id)));
        for field in ["/Comment", "/Parameters", "/Parameters/x", "/Retry", "/Type"] {
            add(&format!("without {field} of"), Kept::None, Box::new(move |document| remove_field(document, Some(id), field)));
        }
        for at in 0..4 {
            let slot = slots[(pick + index * 5 + at) % slots.len()];
            add(&format!("to {slot:?}"), Kept::Within(id), Box::new(move |document| move_state(document, id, Place::On(slot))));
        }
        let scope = definition.state(StateId(((index + pick) % definition.states.len()) as u32)).scope;
        add("to the end", Kept::Within(id), Box::new(move |document| move_state(document, id, Place::End(scope))));
        let other = StateId(((index + pick) % definition.states.len()) as u32);
        add("into a branch", Kept::Within(id), Box::new(move |document| move_state(document, id, Place::NewBranch(other))));
    }
    for (index, slot) in slots.iter().copied().enumerate() {
        let types = [StateType::Wait, StateType::Choice, StateType::Parallel, StateType::Task, StateType::Map];
        let kind = types[index % types.len()];
        edits.push((
            format!("add on {slot:?}"),
            Kept::All,
            Box::new(move |document| add_state(document, Place::On(slot), &NewState::of(kind))),
        ));
        let text = "P:\n  # pasted\n  Type: Pass\n  Next: Q\nQ: {Type: Pass, End: true}\n";
        edits.push((format!("paste on {slot:?}"), Kept::All, Box::new(move |document| paste(document, Place::On(slot), text))));
    }
    edits
}

/// The texts of the comments, of all or of those in a state, in order of the alphabet.
fn comments(document: &Document, kept: Kept) -> Vec<String> {
    let within = |span: &Span| match kept {
        Kept::All => true,
        Kept::Within(id) => document.tree.span(document.definition.state(id).node).covers(*span),
        Kept::None => false,
    };
    let found = document.tree.comments().iter().filter(|span| within(span)).map(|span| span.of(&document.text).to_owned());
    let mut comments: Vec<String> = found.filter(|text| text != "# pasted").collect();
    comments.sort();
    comments
}

/// Reasons that only YAML has.
fn is_of_yaml(refusal: &Refusal) -> bool {
    ["alias", "anchor", "brackets", "repeats it"].iter().any(|word| refusal.0.contains(word))
}

fn value(document: &Document) -> String {
    document.tree.value(document.tree.root().unwrap_or_default()).to_json()
}

/// Does every edit to both; how many were refused for YAML alone.
fn compare(text: &str, pick: usize) -> Result<usize, TestCaseError> {
    let yaml = Document::of(Tree::read_as(text, Notation::Yaml));
    prop_assert_eq!(yaml.tree.problems(), &[], "{}", text);
    let json = Document::of(Tree::parse(to_json(&yaml.tree)));
    prop_assert_eq!(value(&yaml), value(&json));
    let mut refused = 0;
    for (name, kept, edit) in edits(&yaml, pick) {
        let change = match (edit(&yaml), edit(&json)) {
            (Ok(change), Ok(other)) => {
                let after = yaml.apply(&change).0;
                let expected = value(&json.apply(&other).0);
                prop_assert_eq!(value(&after), expected, "{}\n{}became\n{}", name, text, after.text);
                change
            }
            (Ok(change), Err(refusal)) => {
                let after = yaml.apply(&change).0;
                let nothing = refusal.0 == "it is there already" && value(&after) == value(&yaml);
                prop_assert!(nothing, "{}: JSON refuses: {}\n{}became\n{}", name, refusal, text, after.text);
                change
            }
            (Err(refusal), Ok(other)) => {
                let nothing = refusal.0 == "it is there already" && value(&json.apply(&other).0) == value(&json);
                prop_assert!(nothing || is_of_yaml(&refusal), "{}: refused: {}\n{}", name, refusal, text);
                refused += 1;
                continue;
            }
            (Err(_), Err(_)) => continue,
        };
        let (after, inverse) = yaml.apply(&change);
        prop_assert_eq!(after.tree.problems(), &[], "{}\n{}became\n{}", name, text, after.text);
        prop_assert_eq!(&*after.apply(&inverse).0.text, text, "{}", name);
        let mut now = comments(&after, Kept::All);
        let before = comments(&yaml, kept);
        now.retain(|comment| matches!(kept, Kept::All) || before.contains(comment));
        prop_assert_eq!(now, before, "{}\n{}became\n{}", name, text, after.text);
    }
    Ok(refused)
}

/// A text with pieces put in at random places.
fn scrawled(text: &str, scrawls: &[(usize, usize)]) -> String {
    const PIECES: [&str; 20] = [
        "\n", " ", "\t", "'", "\"", "[", "{", "}", "]", ": ", "- ", "#", " # ", "|", "&a0 ", "*a0", "!X ", "é", "\n  - x", "\n? ",
    ];
    let mut text = text.to_owned();
    for (place, piece) in scrawls {
        let mut at = place % (text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, PIECES[piece % PIECES.len()]);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40), max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_yaml_mean_what_they_mean_in_json(kinds in vec((0..8_usize, 0..8_usize, any::<bool>()), 1..6), choices in vec(any::<u8>(), 1..200), pick in 0..50_usize) {
        let text = written(&machine(&kinds), &mut Entropy::new(choices));
        compare(&text, pick)?;
    }

    #[test]
    fn what_is_scrawled_into_yaml_is_read_and_edits_are_taken_back(
        kinds in vec((0..8_usize, 0..8_usize, any::<bool>()), 1..5),
        choices in vec(any::<u8>(), 1..200),
        scrawls in vec((any::<usize>(), any::<usize>()), 1..4),
    ) {
        let text = scrawled(&written(&machine(&kinds), &mut Entropy::new(choices)), &scrawls);
        let document = Document::of(Tree::read_as(text.as_str(), Notation::Yaml));
        prop_assert_eq!(&*document.text, &text);
        for (name, _, edit) in edits(&document, 3) {
            if let Ok(change) = edit(&document) {
                let (_, inverse) = document.apply(&change);
                prop_assert_eq!(&*document.apply(&change).0.apply(&inverse).0.text, &text, "{}", name);
            }
        }
    }

    #[test]
    fn a_new_value_of_one_field_leaves_all_other_lines(
        kinds in vec((0..8_usize, 0..8_usize, any::<bool>()), 1..5),
        choices in vec(any::<u8>(), 1..200),
    ) {
        let text = written(&machine(&kinds), &mut Entropy::new(choices));
        let document = Document::of(Tree::read_as(text.as_str(), Notation::Yaml));
        for index in 0..document.definition.states.len() {
            let id = StateId(index as u32);
            for (field, new) in [("Comment", "\"other\""), ("Next", "\"Elsewhere\""), ("Seconds", "77"), ("ItemsPath", "\"$.x\""), ("Retry", "null")] {
                let Ok(change) = set_field(&document, Some(id), &format!("/{field}"), new) else { continue };
                let old = document.tree.member(document.definition.state(id).node, field);
                let most = old.map_or(1, |old| document.tree.member_span(old).of(&text).lines().count());
                let after = document.apply(&change).0;
                let (gone, come) = differing(&text, &after.text);
                prop_assert!(gone <= most && come <= 1, "{} lines went and {} came for {}\n{}became\n{}", gone, come, field, text, after.text);
            }
        }
    }
}

/// A text with one mistake in a line.
fn with_mistake(text: &str, line: usize, mistake: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let old = lines[line];
    let new = match mistake {
        0 => old.replacen(':', "", 1),
        1 => format!("{old}: x: y"),
        2 => format!("{old} \"open"),
        3 => old.replacen(": ", ": [", 1),
        4 => old.replacen(": ", ": {", 1),
        5 => old.replacen(": ", ": '", 1),
        6 => format!(" {old}"),
        7 => old.replacen("  ", "\t", 1),
        8 => old.replacen(": ", ": *", 1),
        9 => old.replacen(": ", ":", 1),
        10 => old.replacen(": ", ": - ", 1),
        11 => format!("{old}\n?"),
        12 => format!("{old}\nNex"),
        13 => old.replacen("  ", "", 1),
        _ => old.replacen("- ", "-", 1),
    };
    let mut lines: Vec<&str> = lines;
    lines[line] = &new;
    (new != old).then(|| lines.join("\n") + "\n")
}

/// How many states are there and still read, over every line with every mistake in turn.
fn kept(text: &str) -> (usize, usize, usize) {
    let count = |document: &Document| document.definition.states.len();
    let whole = count(&Document::new(text));
    let (mut all, mut read, mut worst) = (0, 0, 0);
    for line in 0..text.lines().count() {
        for mistake in 0..15 {
            let Some(broken) = with_mistake(text, line, mistake) else { continue };
            let document = Document::of(Tree::read_as(broken.as_str(), Notation::Yaml));
            let now = count(&document).min(whole);
            (all, read, worst) = (all + whole, read + now, worst.max(whole - now));
        }
    }
    (all, read, worst)
}

#[test]
fn a_mistake_in_one_line_leaves_the_other_states() {
    let text = "# the flow\nStartAt: Fetch\nStates:\n  Fetch:\n    Type: Task\n    Resource: arn:aws:states:::sns:publish\n    Retry:\n      - ErrorEquals: [States.ALL]\n        MaxAttempts: 2\n    Parameters:\n      Message.$: $.text\n      Names: {a: 1, b: [2, 3]}\n    Next: Choose\n  Choose:\n    Type: Choice\n    Choices:\n    - Variable: $.x\n      IsNull: true\n      Next: Done\n    - Variable: \"$.y\"\n      StringEquals: 'yes'\n      Next: Wait\n    Default: Wait\n  Wait: {Type: Wait, Seconds: 5, Next: Done}\n  Say:\n    Type: Pass\n    Comment: |\n      two\n      lines\n    End: true\n  Done:\n    Type: Succeed\n";
    let (all, read, worst) = kept(text);
    println!("{read} of {all} states are read, at worst {worst} of 5 are not");
    assert!(read * 100 >= all * 95, "{read} of {all}");
}

#[test]
fn a_mistake_in_one_line_of_real_definitions_leaves_most_states() {
    let Some(definitions) = corpus::definitions(&[".asl.yaml"]) else { return };
    let (mut all, mut read) = (0, 0);
    for (_, text) in definitions {
        let (more, kept, _) = kept(&text);
        (all, read) = (all + more, read + kept);
    }
    println!("{read} of {all} states are read");
    assert!(all > 0 && read * 100 >= all * 95, "{read} of {all}");
}

#[test]
fn edits_of_real_yaml_mean_what_they_mean_in_json() {
    for (file, text) in corpus::definitions(&[".asl.yaml"]).unwrap_or_default() {
        match compare(&text, 3) {
            Ok(refused) => println!("{refused} edits are refused for YAML alone in {file}"),
            Err(error) => panic!("{file}: {error}"),
        }
    }
}
