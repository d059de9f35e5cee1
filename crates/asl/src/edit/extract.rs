//! Taking states out into a state machine of their own, which a Task in their place starts and waits for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Refusal;
use super::fragment::Fragment;
use super::group::{Group, onward_name};
use super::insert::scope_content;
use super::names::unique_name;
use super::place::is_within;
use super::wrap::way_on;
use crate::analysis::data::{Source, reads};
use crate::analysis::sites::sites;
use crate::analysis::variables::{assigned_by, readings};
use crate::definition::{MACHINE, QueryLanguage, StateId, StateKind};
use crate::document::Document;
use crate::graph::Target;
use crate::surgery::{Content, Entry, Style, yaml_text};
use crate::text::Transaction;

/// What comes of taking states out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// Puts the Task in the states' place.
    pub change: Transaction,
    /// The new state machine's name.
    pub name: String,
    /// The new state machine's definition, in the style of the old one.
    pub definition: String,
    /// What is different now, in sentences for the user.
    pub notes: Vec<String>,
}

/// Takes states that follow each other out into a state machine of their own. In their place a Task starts it by
/// `states:startExecution.sync:2`, hands its input on and gives its output. An empty `name` is made from the first state's.
pub fn extract_states(document: &Document, states: &[StateId], name: &str) -> Result<Extracted, Refusal> {
    let mut group = Group::gather(document, states)?;
    let definition = &document.definition;
    let entry = definition.state(group.entry);
    ends_only_itself(document, &group)?;
    shares_nothing(document, &group)?;

    let empty = Document::new("{}");
    group.fragment.lead_on(&empty.definition, MACHINE, None)?;
    let machine_fragment = &mut Fragment { document: group.fragment.document.clone() };
    machine_fragment.write_aliases_out()?;
    let language = definition.scope(entry.scope).default_query_language;
    let text = |name: &str, text: &str| Entry::new(name, Content::text(text));
    let extra = if language == QueryLanguage::Jsonata { vec![text("QueryLanguage", "JSONata")] } else { vec![] };
    let machine_content = scope_content(extra, machine_fragment)?;
    let machine = machine_name(if name.trim().is_empty() { &entry.name.value } else { name });
    let arn = format!("arn:aws:states:us-east-1:123456789012:stateMachine:{machine}");
    let (field, input, output) = match language {
        QueryLanguage::JsonPath => ("Parameters", text("Input.$", "$"), text("OutputPath", "$.Output")),
        QueryLanguage::Jsonata => {
            ("Arguments", text("Input", "{% $states.input %}"), text("Output", "{% $states.result.Output %}"))
        }
    };
    let way = onward_name(definition, group.onward.as_ref());
    let task = Content::Object(vec![
        text("Type", "Task"),
        text("Resource", "arn:aws:states:::states:startExecution.sync:2"),
        Entry::new(field, Content::Object(vec![text("StateMachineArn", &arn), input])),
        output,
        way_on(way),
    ]);
    let title = unique_name(definition, &shortened(&format!("Run {}", entry.name.value)));
    let change = group.replace(document, &title, task, format!("take out into {machine}"))?;
    let notes = vec![
        format!("`{title}` calls `{machine}` in a sample account; put its real ARN there"),
        "an error in the new workflow reaches this one as States.TaskFailed, with the error itself in the cause".to_owned(),
    ];
    let style = Style::of(&document.tree);
    let definition = match document.tree.is_yaml() {
        true => yaml_text(&machine_content, &style),
        false => machine_content.json(&style) + "\n",
    };
    Ok(Extracted { change, name: machine, definition, notes })
}

/// A Succeed ends the whole scope: once taken out it would only end the new machine.
fn ends_only_itself(document: &Document, group: &Group) -> Result<(), Refusal> {
    let definition = &document.definition;
    let goes_on = matches!(group.onward, Some(Target::State(_) | Target::Missing(_)));
    let succeed = group.chosen.iter().map(|id| definition.state(*id)).find(|state| matches!(state.kind, StateKind::Succeed));
    match succeed.filter(|_| goes_on) {
        Some(state) => Err(Refusal::new(format!("`{}` ends the whole workflow, and other ways lead on", state.name.value))),
        None => Ok(()),
    }
}

/// A machine of its own sees neither the variables nor the execution of this one.
fn shares_nothing(document: &Document, group: &Group) -> Result<(), Refusal> {
    let definition = &document.definition;
    let scope = definition.state(group.entry).scope;
    let inside = |id: StateId| {
        group.chosen.contains(&id)
            || (definition.state(id).scope != scope
                && group.chosen.iter().any(|owner| is_within(definition, definition.state(id).scope, *owner)))
    };
    let set = |within: bool| -> BTreeSet<Arc<str>> {
        definition.states.iter().filter(|state| inside(state.id) == within).flat_map(assigned_by).collect()
    };
    let (set_inside, set_outside) = (set(true), set(false));
    for reading in readings(definition, &document.tree) {
        let name = &reading.name;
        let state = &definition.state(reading.state).name.value;
        if inside(reading.state) && set_outside.contains(name) {
            return Err(Refusal::new(format!("`{state}` reads the variable `${name}`, which is set outside these states")));
        }
        if !inside(reading.state) && set_inside.contains(name) {
            return Err(Refusal::new(format!("`{state}` reads the variable `${name}`, which is set in these states")));
        }
    }
    let sites: Vec<_> = sites(definition, &document.tree).into_iter().filter(|site| inside(site.state)).collect();
    for read in reads(&document.tree, &sites).iter().filter(|read| read.source == Source::Context) {
        let part = read.steps.first().map_or("", |(name, _)| name.as_str());
        let own_map = || {
            let state = definition.state(read.site.state);
            let is_map = |id: StateId| matches!(definition.state(id).kind, StateKind::Map(_));
            is_map(state.id)
                || definition
                    .states
                    .iter()
                    .any(|map| inside(map.id) && is_map(map.id) && is_within(definition, state.scope, map.id))
        };
        let foreign = match part {
            "State" | "Task" => false,
            "Map" => !own_map(),
            _ => true,
        };
        if foreign {
            let state = &definition.state(read.site.state).name.value;
            let what = if part.is_empty() { "the Context object" } else { part };
            return Err(Refusal::new(format!(
                "`{state}` reads {what} of this execution, which a workflow of its own does not see"
            )));
        }
    }
    Ok(())
}

/// A name that Step Functions takes for a state machine.
fn machine_name(base: &str) -> String {
    let allowed = |letter: char| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    let name: String = base.trim().chars().map(allowed).take(80).collect();
    if name.chars().any(|letter| letter.is_ascii_alphanumeric()) { name } else { "Extracted".to_owned() }
}

fn shortened(name: &str) -> String {
    name.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": {"Type": "Pass", "Assign": {"n": 1}, "Next": "Load data"},
    "Load data": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message": "m"}, "Next": "C"},
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "D"}], "Default": "E"},
    "D": {"Type": "Pass", "Next": "F"},
    "E": {"Type": "Pass", "Parameters": {"n.$": "$n"}, "Next": "F"},
    "F": {"Type": "Pass", "Parameters": {"id.$": "$$.Execution.Id"}, "Next": "G"},
    "G": {"Type": "Succeed"}
  }
}
"#;

    fn extract(names: &[&str]) -> Result<(Document, Extracted), Refusal> {
        let document = Document::new(TEXT);
        let states: Vec<StateId> = names.iter().map(|name| document.definition.find(name).expect("a state")).collect();
        let extracted = extract_states(&document, &states, "")?;
        let (after, inverse) = document.apply(&extracted.change);
        assert_eq!(&*after.apply(&inverse).0.text, TEXT);
        Ok((after, extracted))
    }

    fn errors(document: &Document) -> Vec<String> {
        let found = crate::lint::lint(document, crate::lint::Options::default());
        found.into_iter().filter(|found| found.severity == crate::lint::Severity::Error).map(|found| found.message).collect()
    }

    #[test]
    fn states_become_a_machine_of_their_own_and_a_task_that_starts_it() {
        let (after, extracted) = extract(&["D"]).expect("a change");
        assert_eq!(errors(&after), [""; 0], "{}", after.text);
        assert!(after.text.contains("\"Next\": \"Run D\""), "{}", after.text);
        let new = Document::new(extracted.definition.as_str());
        assert_eq!(errors(&new), [""; 0], "{}", extracted.definition);
        assert_eq!(extracted.name, "D");
        let task = after.definition.find("Run D").expect("the Task");
        assert!(after.tree.source(after.definition.state(task).node).contains("stateMachine:D\""));
        assert!(after.definition.find("D").is_none());
        assert_eq!(new.definition.states.len(), 1);
    }

    #[test]
    fn what_cannot_stand_alone_is_refused_with_its_reason() {
        for (names, reason) in [
            (&["D", "E"][..], "the flow enters these states in more than one place"),
            (&["C"], "a rule or catcher leads out of these states, and no transition may leave what they are put into"),
            (&["E"], "`E` reads the variable `$n`, which is set outside these states"),
            (&["A"], "`E` reads the variable `$n`, which is set in these states"),
            (&["F"], "`F` reads Execution of this execution, which a workflow of its own does not see"),
        ] {
            assert_eq!(extract(names).expect_err("a refusal").0, reason);
        }
    }
}
