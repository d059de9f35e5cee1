//! Where a state goes next: Next and End, rules and Default.

use asl::definition::{Choice, Condition, StateKind};
use asl::language::operator_names;

use super::field::{Control, Encoding, Field, Group, ListButton, Section};
use super::reader::Reader;

/// `Next`, or the end of the scope.
pub fn next(reader: &Reader) -> Field {
    let field = reader.target("/Next", "Next", "The state that follows", Some("End of this flow"));
    Field { encoding: Encoding::NextOrEnd, ..field }
}

/// The rules of a Choice, and its Default.
pub fn choice(reader: &Reader) -> Vec<Section> {
    let StateKind::Choice(choice) = &reader.state.kind else { return Vec::new() };
    let groups = (0..choice.rules.len()).map(|index| rule(reader, choice, index)).collect();
    let first = reader.definition().scope(reader.state.scope).states.iter().map(|id| reader.definition().state(*id));
    let target =
        first.map(|state| state.name.value.to_string()).find(|name| **name != *reader.state.name.value).unwrap_or_default();
    let target = choice.default.as_ref().map_or(target, |default| default.value.to_string());
    let test = if reader.is_jsonata() {
        r#""Condition": "{% true %}""#.to_owned()
    } else {
        r#""Variable": "$.value", "IsPresent": true"#.to_owned()
    };
    let json = format!("{{{test}, \"Next\": {}}}", asl::tree::quote(&target));
    let rules = Section {
        note: "The first rule that matches decides; the order matters.".to_owned(),
        groups,
        add: Some(ListButton { label: "Add rule", list: "/Choices", json }),
        ..Section::of("Rules", Vec::new())
    };
    let default = reader.target("/Default", "Default", "Where it goes when no rule matches", Some("none: the execution fails"));
    vec![rules, Section::of("Otherwise", vec![default])]
}

fn rule(reader: &Reader, choice: &Choice, index: usize) -> Group {
    let rule = &choice.rules[index];
    let at = |member: &str| format!("/Choices/{index}{member}");
    let mut fields = match &rule.condition {
        Some(Condition::Comparison(comparison)) => {
            let operator = comparison.operator.value.to_string();
            let options = operator_names().map(|name| (name.to_owned(), name.to_owned())).collect();
            let operand = Field {
                encoding: Encoding::Json,
                ..reader.code(&at(&format!("/{operator}")), "Value", "What it is compared with, as JSON", "")
            };
            let operand = Field { value: comparison.operand.value.to_json(), ..operand };
            vec![
                reader.code(&at("/Variable"), "Variable", "The value to test", "$.value"),
                Field {
                    pointer: at(&format!("#{operator}")),
                    label: "Operator".to_owned(),
                    hint: String::new(),
                    control: Control::Select(options),
                    value: operator,
                    is_set: true,
                    encoding: Encoding::Text,
                    excludes: Vec::new(),
                    carries: Some(comparison.operand.value.to_json()),
                },
                operand,
            ]
        }
        Some(Condition::And(_) | Condition::Or(_) | Condition::Not(_)) => {
            let member = match &rule.condition {
                Some(Condition::And(_)) => "And",
                Some(Condition::Or(_)) => "Or",
                _ => "Not",
            };
            vec![reader.json(&at(&format!("/{member}")), member, "Tests that are combined")]
        }
        _ if reader.is_jsonata() => vec![reader.condition(&at("/Condition"), "Condition")],
        _ => vec![reader.code(&at("/Variable"), "Variable", "The value to test", "$.value")],
    };
    fields.push(reader.target(&at("/Next"), "Next", "Where it goes when the rule matches", None));
    let sentence = rule
        .condition
        .as_ref()
        .map_or_else(|| "No condition yet".to_owned(), |condition| format!("If {}", asl::graph::condition_sentence(condition)));
    Group { title: sentence, list: "/Choices", index, count: choice.rules.len(), fields }
}
