//! Commands, shown by the text before and after, and laws that hold for all of them.

use super::*;
use crate::definition::{MACHINE, QueryLanguage, StateId};
use crate::document::Document;
use crate::graph::{Graph, Node, Slot, Target};
use crate::text::Transaction;

const PIPELINE: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Retry": [ { "ErrorEquals": ["States.ALL"], "MaxAttempts": ${Max} } ],
      "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "F" } ],
      "Next": "C"
    },
    "C": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.n", "NumericGreaterThan": 1.50, "Next": "D" }
      ],
      "Default": "E"
    },
    "D": { "Type": "Pass", "End": true },
    "E": { "Type": "Succeed" },
    "F": { "Type": "Fail" }
  }
}
"#;

fn id(document: &Document, name: &str) -> StateId {
    document.definition.find(name).unwrap_or_else(|| panic!("no state {name}"))
}

/// The flow of every scope, one transition a word: `A>B`.
fn flow(document: &Document) -> String {
    let definition = &document.definition;
    let name = |id: StateId| definition.state(id).name.value.to_string();
    let scopes = Graph::new(definition).scopes;
    let edges = scopes.iter().flat_map(|scope| scope.edges.clone()).map(|edge| {
        let from = if let Node::State(id) = edge.from { name(id) } else { "Start".to_owned() };
        let to = match edge.target {
            Target::State(id) => name(id),
            Target::End => "End".to_owned(),
            Target::Missing(missing) => format!("?{missing}"),
            Target::Unset => "?".to_owned(),
        };
        format!("{from}>{to}")
    });
    edges.collect::<Vec<_>>().join(" ")
}

/// Applies a change, checking that its inverse gives every byte back and that the text stays JSON.
fn done(document: &Document, change: Result<Transaction, Refusal>) -> Document {
    let change = change.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    let (after, inverse) = document.apply(&change);
    assert!(!after.is_broken(), "{}", after.text);
    assert_eq!(after.apply(&inverse).0.text, document.text);
    after
}

/// How many lines differ between two texts, by their common start and end.
fn changed_lines(before: &str, after: &str) -> (usize, usize) {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    (before.len() - head - tail, after.len() - head - tail)
}

#[test]
fn a_state_put_on_a_transition_is_led_through() {
    let document = Document::new(PIPELINE);
    for (slot, kind, expected) in [
        (Slot::Next(StateId(0)), StateType::Wait, "A>Wait Wait>B"),
        (Slot::StartAt(MACHINE), StateType::Pass, "Start>Pass Pass>A"),
        (Slot::Rule(StateId(2), 0), StateType::Wait, "C>Wait C>E Wait>D"),
        (Slot::Default(StateId(2)), StateType::Parallel, "C>Parallel Parallel>E"),
        (Slot::Catch(StateId(1), 0), StateType::Pass, "B>Pass Pass>F"),
        (Slot::Next(StateId(3)), StateType::Map, "D>Map Map>End"),
        (Slot::Next(StateId(3)), StateType::Succeed, "D>Succeed"),
        (Slot::Next(StateId(3)), StateType::Choice, "D>Choice Choice>Success Choice>Success"),
        (Slot::Next(StateId(0)), StateType::Choice, "A>Choice Choice>B Choice>B"),
    ] {
        let after = done(&document, add_state(&document, Place::On(slot), &NewState::of(kind)));
        assert!(flow(&after).contains(expected), "{slot:?} {kind:?}: {}", flow(&after));
        assert!(!flow(&after).contains('?'), "{}", flow(&after));
    }
    let refused = add_state(&document, Place::On(Slot::Next(StateId(0))), &NewState::of(StateType::Fail));
    assert_eq!(refused.unwrap_err().0, "nothing can follow it, and `B` could no longer be reached");
}

#[test]
fn a_new_state_is_written_as_its_neighbours_are() {
    let document = Document::new(PIPELINE);
    let after = done(&document, add_state(&document, Place::On(Slot::Next(StateId(0))), &NewState::of(StateType::Wait)));
    let expected = PIPELINE.replace(
        "    \"A\": { \"Type\": \"Pass\", \"Next\": \"B\" },\n",
        "    \"A\": { \"Type\": \"Pass\", \"Next\": \"Wait\" },\n    \"Wait\": {\n      \"Type\": \"Wait\",\n      \"Seconds\": 5,\n      \"Next\": \"B\"\n    },\n",
    );
    assert_eq!(&*after.text, expected);
    let compact = Document::new(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#);
    let after = done(&compact, add_state(&compact, Place::End(MACHINE), &NewState::of(StateType::Wait)));
    assert_eq!(
        &*after.text,
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Wait"},"Wait":{"Type":"Wait","Seconds":5,"End":true}}}"#
    );
}

#[test]
fn an_empty_document_takes_a_first_state() {
    for text in ["", "{}", "{\n}\n", "{\"States\": {}}", "{\n  \"Comment\": \"x\",\n  \"States\": {\n  }\n}"] {
        let document = Document::new(text);
        let after = done(&document, add_state(&document, Place::End(MACHINE), &NewState::of(StateType::Pass)));
        assert_eq!(flow(&after), "Start>Pass Pass>End", "{}", after.text);
        let after = done(&document, add_state(&document, Place::On(Slot::StartAt(MACHINE)), &NewState::of(StateType::Fail)));
        assert_eq!(flow(&after), "Start>Fail");
    }
}

#[test]
fn deleting_heals_the_flow() {
    let document = Document::new(PIPELINE);
    for (names, expected) in [
        (&["A"][..], "Start>B B>C B>F C>D C>E D>End"),
        (&["B"], "Start>A A>C C>D C>E D>End"),
        (&["C"], "Start>A A>B B>E B>F D>End"),
        (&["D"], "Start>A A>B B>C B>F C>E"),
        (&["F"], "Start>A A>B B>C C>D C>E D>End"),
        (&["A", "B"], "Start>C C>D C>E D>End"),
        (&["A", "B", "C", "D", "E", "F"], "Start>End"),
    ] {
        let states: Vec<StateId> = names.iter().map(|name| id(&document, name)).collect();
        let after = done(&document, delete_states(&document, &states));
        assert_eq!(flow(&after), expected, "{names:?}\n{}", after.text);
    }
}

#[test]
fn moving_closes_the_old_place_and_opens_the_new() {
    let document = Document::new(PIPELINE);
    for (name, place, expected) in [
        ("A", Place::On(Slot::Next(StateId(1))), "Start>B B>A B>F A>C C>D C>E D>End"),
        ("B", Place::On(Slot::StartAt(MACHINE)), "Start>B B>A B>F A>C C>D C>E D>End"),
        ("C", Place::On(Slot::Next(StateId(0))), "Start>A A>C C>D C>B B>E B>F D>End"),
        ("D", Place::On(Slot::Default(StateId(2))), "Start>A A>B B>C B>F C>D D>E"),
        ("A", Place::End(MACHINE), "Start>B B>C B>F C>D C>E D>A A>End"),
    ] {
        let after = done(&document, move_state(&document, id(&document, name), place));
        assert_eq!(flow(&after), expected, "{name}\n{}", after.text);
        assert_eq!(after.key(id(&after, name)), document.key(id(&document, name)));
    }
    let refused = move_state(&document, StateId(0), Place::On(Slot::Next(StateId(0))));
    assert_eq!(refused.unwrap_err().0, "it is there already");
}

#[test]
fn states_move_into_branches_and_out_of_them() {
    let document = Document::new(PIPELINE);
    let with_parallel =
        done(&document, add_state(&document, Place::On(Slot::Next(StateId(0))), &NewState::of(StateType::Parallel)));
    let branch = with_parallel.definition.state(id(&with_parallel, "Branch 1")).scope;
    let inside = done(&with_parallel, move_state(&with_parallel, id(&with_parallel, "B"), Place::End(branch)));
    assert_eq!(
        flow(&inside),
        "Start>A A>Parallel Parallel>C C>D C>E D>End Start>Branch 1 Branch 1>B B>End B>Success Start>Branch 2 Branch 2>End"
    );
    let outside = done(&inside, move_state(&inside, id(&inside, "Branch 2"), Place::On(Slot::Next(id(&inside, "A")))));
    assert!(flow(&outside).starts_with("Start>A A>Branch 2 Branch 2>Parallel Parallel>C"), "{}", flow(&outside));
    let parallel = id(&with_parallel, "Parallel");
    let refused = move_state(&with_parallel, parallel, Place::End(branch));
    assert_eq!(refused.unwrap_err().0, "a state cannot go into itself");
    let third = done(&with_parallel, add_state(&with_parallel, Place::NewBranch(parallel), &NewState::of(StateType::Wait)));
    assert!(flow(&third).contains("Start>Wait Wait>End"), "{}", third.text);
}

#[test]
fn renaming_reaches_every_reference_and_nothing_else() {
    let document = Document::new(PIPELINE);
    let after = done(&document, rename_state(&document, id(&document, "C"), "Is it \"large\"?"));
    assert_eq!(&*after.text, PIPELINE.replace("\"C\"", r#""Is it \"large\"?""#));
    assert_eq!(rename_state(&document, StateId(0), "B").unwrap_err().0, "there is a state `B` already");
    assert_eq!(rename_state(&document, StateId(0), " ").unwrap_err().0, "a state needs a name");
    assert_eq!(rename_state(&document, StateId(0), &"x".repeat(81)).unwrap_err().0, "a name has at most 80 characters");
}

#[test]
fn a_transition_is_led_elsewhere_within_its_scope() {
    let document = Document::new(PIPELINE);
    let after = done(&document, retarget(&document, Slot::Next(StateId(0)), Some(id(&document, "D"))));
    assert_eq!(&*after.text, PIPELINE.replace("\"Next\": \"B\"", "\"Next\": \"D\""));
    let after = done(&document, retarget(&document, Slot::Next(StateId(0)), None));
    assert_eq!(&*after.text, PIPELINE.replace("\"Next\": \"B\"", "\"End\": true"));
    let back = done(&after, retarget(&after, Slot::Next(StateId(0)), Some(StateId(1))));
    assert_eq!(&*back.text, PIPELINE);
    assert!(retarget(&document, Slot::Rule(StateId(2), 0), None).is_err());
    let after = done(&document, clear(&document, Slot::Catch(StateId(1), 0)));
    assert!(!after.text.contains("Catch"));
}

#[test]
fn one_field_changes_one_line() {
    let document = Document::new(PIPELINE);
    let b = Some(id(&document, "B"));
    for (pointer, json, lines) in [
        ("/Retry/0/MaxAttempts", "5", (1, 1)),
        ("/Resource", "\"x\"", (1, 1)),
        ("/Comment", "\"why\"", (0, 1)),
        ("/TimeoutSeconds", "${T}", (0, 1)),
        ("/Parameters/a/b", "[1, 2]", (0, 5)),
    ] {
        let after = done(&document, set_field(&document, b, pointer, json));
        assert_eq!(changed_lines(PIPELINE, &after.text), lines, "{}", after.text);
    }
    let after = done(&document, remove_field(&document, b, "/Retry"));
    assert_eq!(changed_lines(PIPELINE, &after.text), (1, 0));
    let after = done(&document, set_comment(&document, None, "all of it"));
    assert!(after.text.starts_with("{\n  \"Comment\": \"all of it\",\n  \"StartAt\""));
    assert_eq!(set_field(&document, b, "/Resource", "{").unwrap_err().0, "this `{` is never closed");
}

#[test]
fn lists_grow_shrink_and_change_order() {
    let document = Document::new(PIPELINE);
    let (b, c) = (id(&document, "B"), id(&document, "C"));
    let after = done(&document, add_rule(&document, c, None));
    assert!(flow(&after).contains("C>D C>E C>E"));
    let swapped = done(&after, move_entry(&after, c, "/Choices", 1, 0));
    assert!(flow(&swapped).contains("C>E C>D C>E"));
    let less = done(&swapped, remove_entry(&swapped, c, "/Choices", 0));
    assert_eq!(less.text, document.text);
    let after = done(&document, add_retrier(&document, b));
    assert!(after.definition.state(b).retry[0].error_equals[0].value.contains("TaskFailed"));
    let bare = done(&document, remove_entry(&document, b, "/Catch", 0));
    assert!(!bare.text.contains("Catch"));
    let caught = done(&bare, add_catcher(&bare, b, None));
    assert!(flow(&caught).contains("B>B failed"), "{}", caught.text);
    assert!(add_retrier(&document, c).is_err());
}

#[test]
fn states_are_wrapped_and_unwrapped() {
    let text = PIPELINE.replace("\"Catch\": [ { \"ErrorEquals\": [\"States.ALL\"], \"Next\": \"F\" } ],\n      ", "");
    let document = Document::new(text.as_str());
    for (wrapper, name) in [(Wrapper::Parallel, "Parallel"), (Wrapper::Map, "Map")] {
        let after = done(&document, wrap_states(&document, &[id(&document, "A"), id(&document, "B")], wrapper));
        assert!(flow(&after).starts_with(&format!("Start>{name} {name}>C")), "{}", after.text);
        assert!(flow(&after).ends_with("Start>A A>B B>End"), "{}", flow(&after));
        let back = done(&after, unwrap_state(&after, id(&after, name)));
        assert_eq!(flow(&back), flow(&document), "{}", back.text);
        assert_eq!(&*back.text, text);
    }
    assert!(wrap_states(&document, &[id(&document, "C")], Wrapper::Map).is_err());
}

#[test]
fn pasted_states_get_free_names_and_lead_on() {
    let document = Document::new(PIPELINE);
    let place = Place::On(Slot::Next(StateId(0)));
    for (text, expected) in [
        (r#"{"Type": "Wait", "Seconds": 1}"#, "A>Wait Wait>B"),
        (r#"{"A": {"Type": "Pass", "Next": "Z"}, "Z": {"Type": "Pass", "Next": "Elsewhere"}}"#, "A>A 2 A 2>Z Z>B"),
        (r#""Z": {"Type": "Pass", "End": true},"#, "A>Z Z>B"),
        (
            r#"{"StartAt": "Y", "States": {"X": {"Type": "Pass", "End": true}, "Y": {"Type": "Pass", "Next": "X"}}}"#,
            "A>Y X>B Y>X",
        ),
    ] {
        let after = done(&document, paste(&document, place, text));
        assert!(flow(&after).contains(expected), "{}", flow(&after));
    }
    assert_eq!(paste(&document, place, "hello").unwrap_err().0, "this text is no ASL");
}

#[test]
fn copies_and_modern_names() {
    let document = Document::new(PIPELINE);
    for (name, expected) in [("A", "A>A 2 A 2>B"), ("C", "C 2>D C 2>E"), ("F", "Start>A")] {
        let after = done(&document, duplicate_state(&document, id(&document, name)));
        assert!(flow(&after).contains(expected), "{}", flow(&after));
        assert!(after.definition.find(&format!("{name} 2")).is_some());
    }
    let old = "{\"StartAt\": \"M\", \"States\": {\"M\": {\"Type\": \"Map\", \"Parameters\": {}, \"Iterator\": {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}, \"End\": true}}}";
    let document = Document::new(old);
    let after = done(&document, convert_iterator(&document, StateId(0)));
    let expected = old
        .replace("Iterator\": {", "ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"INLINE\"}, ")
        .replace("Parameters", "ItemSelector");
    assert_eq!(&*after.text, expected);
}

#[test]
fn every_type_is_added_in_both_languages_without_wrong_fields() {
    for language in ["JSONPath", "JSONata"] {
        let text =
            format!(r#"{{"QueryLanguage": "{language}", "StartAt": "A", "States": {{"A": {{"Type": "Pass", "End": true}}}}}}"#);
        let document = Document::new(text);
        for kind in [StateType::Task, StateType::Pass, StateType::Choice, StateType::Wait, StateType::Parallel, StateType::Map] {
            let after = done(&document, add_state(&document, Place::On(Slot::Next(StateId(0))), &NewState::of(kind)));
            assert!(after.problems.is_empty(), "{:?}", after.problems);
            assert!(!flow(&after).contains('?'));
        }
    }
}

#[test]
fn what_yaml_aliases_share_is_left_alone_and_all_else_is_edited_in_place() {
    let text = "StartAt: A\nStates:\n  A: # first\n    Type: Task\n    Resource: arn:aws:states:::sns:publish\n    Retry: &retry\n      - ErrorEquals: [X]\n        MaxAttempts: 2\n    Next: B\n  B:\n    Type: Task\n    Resource: arn:aws:states:::sns:publish\n    Retry: *retry\n    End: true\n";
    let document = Document::new(text);
    let id = |name: &str| document.definition.find(name).expect("a state");
    assert_eq!(document.definition.state(id("B")).retry.len(), 1);
    let renamed = document.apply(&rename_state(&document, id("B"), "C").expect("a change")).0;
    assert_eq!(&*renamed.text, text.replace("Next: B", "Next: C").replace("  B:", "  C:"));
    let set = document.apply(&set_field(&document, Some(id("B")), "/TimeoutSeconds", "5").expect("a change")).0;
    assert!(set.text.contains("    Retry: *retry\n") && set.text.contains("&retry"), "{}", set.text);
    assert!(!set.is_broken());
    for refused in [
        set_field(&document, Some(id("A")), "/Retry/0/MaxAttempts", "3"),
        set_field(&document, Some(id("B")), "/Retry/0/MaxAttempts", "3"),
        delete_states(&document, &[id("A")]),
    ] {
        assert!(refused.is_err(), "{refused:?}");
    }
}

#[test]
fn a_state_of_yaml_moves_with_its_comments_tags_and_text_blocks() {
    let moved = "    # says it\n    Say: # aloud\n        Type: Pass\n        Result: !Sub '${Name}'\n        Comment: |2-\n            deeper\n          than that\n        Next: Wrap\n        # the end of Say\n";
    let text = format!(
        "StartAt: Say\nStates:\n{moved}    Wrap:\n        Type: Parallel\n        Branches:\n        - StartAt: In\n          States:\n              In: {{Type: Pass, End: true}}\n        End: true\n"
    );
    let document = Document::new(text.as_str());
    let id = |name: &str| document.definition.find(name).expect("a state");
    let change = move_state(&document, id("Say"), Place::On(Slot::Next(id("In")))).expect("it moves");
    let after = document.apply(&change).0;
    let deeper = moved
        .replace("\n    ", "\n              ")
        .replace("    # says", "              # says")
        .replace("Next: Wrap", "End: true");
    let expected = format!(
        "StartAt: Wrap\nStates:\n    Wrap:\n        Type: Parallel\n        Branches:\n        - StartAt: In\n          States:\n              In: {{Type: Pass, Next: Say}}\n{deeper}        End: true\n"
    );
    assert_eq!(&*after.text, expected);
    let wrapped = document.apply(&wrap_states(&document, &[id("Say")], Wrapper::Map).expect("it is wrapped")).0;
    assert!(wrapped.text.contains("        ItemProcessor:\n            ProcessorConfig:\n                Mode: INLINE\n            StartAt: Say\n            States:\n                # says it\n                Say: # aloud\n"), "{}", wrapped.text);
}

#[test]
fn what_an_alias_needs_decides_where_a_state_of_yaml_can_go() {
    let text = "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: arn:aws:states:::sns:publish\n    Retry: &often\n    - ErrorEquals: [X]\n    Next: B\n  B:\n    Type: Task\n    Resource: arn:aws:states:::sns:publish\n    Retry: *often\n    Next: C\n  C: {Type: Pass, End: true}\n";
    let document = Document::new(text);
    let id = |name: &str| document.definition.find(name).expect("a state");
    let behind = move_state(&document, id("B"), Place::On(Slot::Next(id("C")))).expect("behind its anchor");
    assert!(document.apply(&behind).0.text.contains("Retry: *often\n    End: true\n"));
    let before = move_state(&document, id("A"), Place::On(Slot::Next(id("C"))));
    assert!(before.is_err_and(|refusal| refusal.0.contains("YAML alias")));
    let copy = document.apply(&duplicate_state(&document, id("A")).expect("a copy")).0;
    assert_eq!(copy.text.matches("&often").count(), 1, "{}", copy.text);
    let taken = extract_states(&document, &[id("B")], "").expect("it is taken out");
    assert!(taken.definition.contains("Retry: [{\"ErrorEquals\":[\"X\"]}]"), "{}", taken.definition);
}

#[test]
fn states_keep_their_query_language_between_machines() {
    let jsonata = r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor":
        {"StartAt": "I", "States": {"I": {"Type": "Pass", "Output": "{% $states.input %}", "End": true}}}}}}"#;
    let jsonpath = r#"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#;
    let language = |document: &Document, name: &str| {
        let id = document.definition.find(name).expect("the state");
        (document.definition.state(id).query_language, document.definition.state(id).written_query_language.is_some())
    };
    let of_jsonata = Document::new(jsonata);
    let copied = copy_states(&of_jsonata, &[of_jsonata.definition.find("M").expect("the Map")]).expect("a text");
    let place = Place::End(crate::definition::MACHINE);
    let of_jsonpath = Document::new(jsonpath);
    let pasted = paste(&of_jsonpath, place, &copied).expect("an edit").apply(&of_jsonpath.text);
    let pasted = Document::new(pasted.as_str());
    for name in ["M", "I"] {
        assert_eq!(language(&pasted, name), (QueryLanguage::Jsonata, true), "{}", pasted.text);
    }
    assert_eq!(language(&pasted, "P"), (QueryLanguage::JsonPath, false));
    // Back where it came from, nothing needs to be said.
    let back = paste(&of_jsonata, place, &copied).expect("an edit").apply(&of_jsonata.text);
    assert_eq!(Document::new(back.as_str()).text.matches("QueryLanguage").count(), 1, "{back}");
}
