//! A new way out of a state to a new state: a rule or a catcher.

use super::add::fragment_for;
use super::draft::Draft;
use super::fragment::Fragment;
use super::insert::insert_loose;
use super::names::unique_name;
use super::{NewState, Refusal, add_catcher, add_rule, skeleton};
use crate::definition::StateId;
use crate::document::Document;
use crate::surgery::Style;
use crate::text::Transaction;

/// The kind of a new way out of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewWay {
    /// A rule of a Choice.
    Rule,
    /// A catcher.
    Catcher,
}

/// Adds a state and a way that leads from `from` to it. The flow ends behind it.
pub fn lead_to_new(document: &Document, from: StateId, way: NewWay, new: &NewState) -> Result<Transaction, Refusal> {
    let definition = &document.definition;
    let state = definition.states.get(from.0 as usize).ok_or_else(|| Refusal::new("this state is no longer there"))?;
    let inherited = definition.scope(state.scope).default_query_language;
    let language = new.query_language.unwrap_or(inherited);
    let name = unique_name(definition, new.name.as_deref().unwrap_or_else(|| new.state_type.name()));
    let mut fragment = match &new.states {
        Some(text) => fragment_for(document, state.scope, text)?,
        None => {
            let text = skeleton::machine(&name, new, language, language != inherited);
            Fragment::formatted(&text, &Style::of(&document.tree))
        }
    };
    fragment.avoid_names_of(definition)?;
    let name = fragment.start().ok_or_else(|| Refusal::new("there is no state in this text"))?.to_owned();
    fragment.lead_on(definition, state.scope, None)?;
    let key = document.key(from);
    let mut draft = Draft::new(document, format!("add {name}"))?;
    insert_loose(&mut draft, from, fragment)?;
    let now = &draft.document;
    let (Some(from), Some(to)) = (now.state(key), now.definition.find(&name)) else {
        return Err(Refusal::new("this cannot be done here"));
    };
    let led = match way {
        NewWay::Rule => add_rule(now, from, Some(to))?,
        NewWay::Catcher => add_catcher(now, from, Some(to))?,
    };
    draft.change(led.edits)?;
    Ok(draft.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::StateType;
    use crate::graph::{Slot, Target, target};

    #[test]
    fn a_new_rule_or_catcher_leads_to_the_new_state() {
        let text = r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "T"}], "Default": "T"},
            "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}
        }}"#;
        let document = Document::new(text);
        for (name, way, slot) in [("C", NewWay::Rule, true), ("T", NewWay::Catcher, false)] {
            let from = document.definition.find(name).expect("the state");
            for kind in [StateType::Pass, StateType::Fail, StateType::Choice] {
                let change = lead_to_new(&document, from, way, &NewState::of(kind)).expect("a change");
                let after = document.apply(&change).0;
                let from = after.definition.find(name).expect("the state");
                let slot = if slot { Slot::Rule(from, 1) } else { Slot::Catch(from, 0) };
                let to = after.definition.find(kind.name()).expect("the new state");
                assert_eq!(target(&after.definition, slot), Target::State(to), "{}", after.text);
            }
        }
        let task = document.definition.find("T").expect("the state");
        assert!(lead_to_new(&document, task, NewWay::Rule, &NewState::of(StateType::Pass)).is_err());
    }
}
