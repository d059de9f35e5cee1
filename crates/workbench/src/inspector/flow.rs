//! Where a state goes next: Next and End, rules and Default.

use asl::definition::{Choice, Condition, StateKind};
use asl::language::{Place, StateType};

use super::condition::{new_rule, rows};
use super::field::{Encoding, Field};
use super::reader::Reader;
use super::section::{Act, Block, Group, ListButton, Section};
use super::variables::variables;

/// `Next`, or the end of the scope.
pub fn next(reader: &Reader) -> Field {
    let field = reader.target("/Next", "Next", "The state that follows.", Some("End of this flow"));
    let is_set = field.is_set || reader.has("/End");
    Field { encoding: Encoding::NextOrEnd, is_set, ..field }
}

/// The rules of a Choice, and its Default.
pub fn choice(reader: &Reader) -> Vec<Section> {
    let StateKind::Choice(choice) = &reader.state.kind else { return Vec::new() };
    let groups = (0..choice.rules.len()).map(|index| rule(reader, choice, index)).collect();
    let first = reader.definition().scope(reader.state.scope).states.iter().map(|id| reader.definition().state(*id));
    let target =
        first.map(|state| state.name.value.to_string()).find(|name| **name != *reader.state.name.value).unwrap_or_default();
    let target = choice.default.as_ref().map_or(target, |default| default.value.to_string());
    let json = format!("{{{}, \"Next\": {}}}", new_rule(reader.is_jsonata()), asl::tree::quote(&target));
    let rules = Section {
        note: "The first rule that matches decides; the order matters.".to_owned(),
        groups,
        add: Some(ListButton { label: "Add rule", act: Act::Add { list: "/Choices".to_owned(), json } }),
        ..Section::of("Rules", Block::default())
    };
    let default = reader.all_known(Place::State(StateType::Choice), "", &["Default"]);
    vec![rules, Section::of("Otherwise", Block::of(default))]
}

/// One rule of a Choice.
pub fn rule(reader: &Reader, choice: &Choice, index: usize) -> Group {
    let rule = &choice.rules[index];
    let base = format!("/Choices/{index}");
    let known = |names: &[&str]| reader.all_known(Place::Rule, &base, names);
    let is_written = |name: &str| reader.has(&format!("{base}/{name}"));
    let has_rows = !reader.is_jsonata() || ["Variable", "And", "Or", "Not"].into_iter().any(is_written);
    let block = Block {
        rows: has_rows.then(|| rows(reader, &base)),
        fields: known(&["Condition", "Next"]),
        more: known(&["Output", "Comment"]),
        variables: variables(reader, Place::Rule, &base),
        ..Block::default()
    };
    let sentence = rule.condition.as_ref().map_or_else(|| "No condition yet".to_owned(), sentence);
    Group { title: sentence, list: "/Choices", index, count: choice.rules.len(), block }
}

fn sentence(condition: &Condition) -> String {
    format!("If {}", asl::graph::condition_sentence(condition))
}
