//! Patterns fit into every workflow, are right as they are, and are one step of the history.

use asl::document::Document;
use asl::edit::{Place, add_state};
use asl::graph::Slot;
use asl::lint::{Options, Severity, lint};
use workbench::patterns::{OwnPatterns, patterns};

const WORKFLOWS: [&str; 3] = [
    r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Fall back"}, "Fall back": {"Type": "Pass", "End": true}}}"#,
    r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}"#,
    "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B:\n    Type: Pass\n    End: true\n",
];

#[test]
fn every_pattern_fits_into_json_yaml_and_jsonata_without_a_mistake() {
    for text in WORKFLOWS {
        let document = Document::new(text.to_owned());
        let a = document.definition.find("A").expect("the state");
        let last = document.definition.machine().states[1];
        let last = document.definition.state(last).name.value.clone();
        for item in patterns() {
            for place in [Place::On(Slot::Next(a)), Place::On(Slot::StartAt(asl::definition::MACHINE))] {
                let change = add_state(&document, place, &item.state);
                let change = change.unwrap_or_else(|refusal| panic!("{}: {refusal} in {text}", item.name));
                let after = document.apply(&change).0;
                assert!(!after.is_broken(), "{}", after.text);
                assert!(after.definition.states.len() > document.definition.states.len() + 1, "{}: {}", item.name, after.text);
                let errors: Vec<_> =
                    lint(&after, Options::default()).into_iter().filter(|found| found.severity == Severity::Error).collect();
                assert!(errors.is_empty(), "{}: {errors:?}\n{}", item.name, after.text);
                // What came before still leads on to what came after.
                assert!(after.text.matches(&*last).count() >= 2, "{}: {}", item.name, after.text);
            }
        }
    }
}

#[test]
fn own_patterns_are_kept_once_under_names_of_their_own_and_come_back() {
    let mut own = OwnPatterns::default();
    own.keep("A", "one".to_owned());
    own.keep("A", "two \"quoted\"\n".to_owned());
    own.keep("B", "one".to_owned());
    assert_eq!(own.0.iter().map(|pattern| pattern.name.as_str()).collect::<Vec<_>>(), ["A", "A 2"]);
    assert_eq!(OwnPatterns::read(&own.write()), own);
    own.remove("A");
    assert_eq!(own.0.len(), 1);
    for broken in ["", "{}", "[1, {\"name\": 2}]", "[{\"name\": \"a\"}]"] {
        assert_eq!(OwnPatterns::read(broken), OwnPatterns::default(), "{broken}");
    }
}
