//! What an edit does to a text of YAML, however it is written, it does to the same definition in JSON.

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

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40), max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_yaml_mean_what_they_mean_in_json(kinds in vec((0..7_usize, 0..8_usize, any::<bool>()), 1..6), choices in vec(any::<u8>(), 1..200), pick in 0..50_usize) {
        let text = written(&machine(&kinds), &mut Entropy::new(choices));
        compare(&text, pick)?;
    }
}
