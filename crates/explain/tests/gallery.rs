//! Every state and every step of the gallery is explained.

use std::sync::Arc;

use asl::document::Document;
use explain::describe;
use explain::why::{first_cause_words, why};
use simulator::fold::visits;
use simulator::recording::EventId;
use simulator::scenario::{ScenarioHost, read_scenarios};
use simulator::{Budget, Execution, Status, Summary};

#[test]
fn every_state_is_described_in_sentences() {
    for example in gallery::examples() {
        let document = Document::new(example.definition);
        for state in &document.definition.states {
            let sentences = describe::state(&document.definition, state);
            assert!(!sentences.is_empty(), "{}: {}", example.slug, state.name.value);
            for sentence in sentences {
                let whole = sentence.ends_with('.') && !sentence.contains("``") && !sentence.contains("  ");
                assert!(whole, "{}: {}: {sentence}", example.slug, state.name.value);
            }
        }
        let text = describe::markdown(&document, example.slug);
        let headings = text.lines().filter(|line| line.starts_with("##")).count();
        assert_eq!(headings, document.definition.states.len(), "{}", example.slug);
    }
}

#[test]
fn every_step_says_why_and_every_failure_its_first_cause() {
    for example in gallery::examples() {
        let document = Document::new(example.definition);
        let program = Arc::new(simulator::load(example.definition).expect("it can be run"));
        for scenario in read_scenarios(example.scenarios).expect("scenarios") {
            let mut execution = Execution::start(Arc::clone(&program), scenario.options());
            execution.run(&mut ScenarioHost::new(&scenario), Budget::default());
            let recording = execution.recording();
            let moment = EventId(recording.events().len() as u32);
            for visit in visits(recording, moment) {
                let place = format!("{} / {}: step {}", example.slug, scenario.name, visit.step.0);
                let why = why(&document, recording, visit.step, moment).expect("it is explained");
                assert!(
                    !why.headline.contains("``") && why.headline.starts_with(|c: char| !c.is_lowercase()),
                    "{place}: {}",
                    why.headline
                );
                for reason in why.reasons {
                    assert!(!reason.sentence.contains("``") && !reason.sentence.contains("  "), "{place}: {}", reason.sentence);
                }
            }
            let failed = matches!(Summary::of(&execution).status, Status::Failed | Status::TimedOut);
            assert_eq!(first_cause_words(&document, recording, moment).is_some(), failed, "{} / {}", example.slug, scenario.name);
        }
    }
}
