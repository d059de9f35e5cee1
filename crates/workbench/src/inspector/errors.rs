//! Retry and Catch.

use std::sync::Arc;

use asl::definition::StateKind;
use asl::language::{Place, error_of_states};
use asl::text::Spanned;

use super::field::Field;
use super::reader::Reader;
use super::retry::{retry_words, timeline};
use super::section::{Act, Block, Group, ListButton, Section};
use super::variables::variables;

/// The retriers, each with its waits in words and drawn.
pub fn retry(reader: &Reader) -> Section {
    let count = reader.state.retry.len();
    let group = |index: usize| {
        let base = format!("/Retry/{index}");
        let known = |names: &[&str]| reader.all_known(Place::Retrier, &base, names);
        let mut fields = known(&["ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds"]);
        explain_errors(&mut fields, &reader.state.retry[index].error_equals);
        let block = Block {
            fields,
            more: known(&["JitterStrategy", "Comment"]),
            timeline: timeline(&reader.state.retry[index]),
            ..Block::default()
        };
        Group { title: retry_words(&reader.state.retry[index]), list: "/Retry", index, count, block }
    };
    let json = r#"{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2}"#.to_owned();
    Section {
        note: if count > 1 { "The first one that names the error decides.".to_owned() } else { String::new() },
        groups: (0..count).map(group).collect(),
        add: Some(ListButton { label: "Add retrier", act: Act::Add { list: "/Retry".to_owned(), json } }),
        ..Section::of("Retry on errors", Block::default())
    }
}

/// Adds to the help of `ErrorEquals` what the errors are that it names: who raises them, and what can be done.
fn explain_errors(fields: &mut [Field], names: &[Spanned<Arc<str>>]) {
    let Some(field) = fields.iter_mut().find(|field| field.label == "ErrorEquals") else { return };
    for known in names.iter().filter_map(|name| error_of_states(&name.value)) {
        field.hint.push_str(&format!(" {}: {} {}", known.name, known.about, known.remedy));
    }
}

/// The catchers.
pub fn catch(reader: &Reader) -> Section {
    let count = reader.state.catch.len();
    let group = |index: usize| {
        let base = format!("/Catch/{index}");
        let known = |names: &[&str]| reader.all_known(Place::Catcher, &base, names);
        let mut fields = known(&["ErrorEquals", "Next", "ResultPath", "Output"]);
        explain_errors(&mut fields, &reader.state.catch[index].error_equals);
        let block =
            Block { fields, more: known(&["Comment"]), variables: variables(reader, Place::Catcher, &base), ..Block::default() };
        let catcher = &reader.state.catch[index];
        let errors: Vec<&str> = catcher.error_equals.iter().map(|error| &*error.value).collect();
        let next = catcher.next.as_ref().map_or("nowhere yet", |next| &*next.value);
        Group { title: format!("{} goes to {next}", errors.join(" or ")), list: "/Catch", index, count, block }
    };
    let scope = reader.definition().scope(reader.state.scope);
    let names: Vec<_> =
        scope.states.iter().map(|id| reader.definition().state(*id)).filter(|state| state.id != reader.state.id).collect();
    let fail = names.iter().find(|state| matches!(state.kind, StateKind::Fail(_)));
    let target = fail.or(names.last()).map(|state| state.name.value.to_string()).unwrap_or_default();
    let json = format!("{{\"ErrorEquals\": [\"States.ALL\"], \"Next\": {}}}", asl::tree::quote(&target));
    Section {
        note: if count > 1 { "The first one that names the error decides.".to_owned() } else { String::new() },
        groups: (0..count).map(group).collect(),
        add: Some(ListButton { label: "Add catcher", act: Act::Add { list: "/Catch".to_owned(), json } }),
        ..Section::of("Catch errors", Block::default())
    }
}
