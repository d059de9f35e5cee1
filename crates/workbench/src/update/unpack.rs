//! Files that hold workflows among other things: each workflow is opened on a sheet of its own.

use engine::{Request, Ticket, Unpacked};
use value::Value;

use crate::effect::Effect;
use crate::opening;
use crate::problems::Severity;
use crate::project::Project;
use crate::workbench::Workbench;

/// So many workflows of one file are opened.
const MOST: usize = 20;

/// Asks for what a file holds.
pub fn ask(workbench: &mut Workbench, name: String, text: String) -> Vec<Effect> {
    let ticket = workbench.tickets.next(*workbench.front.id);
    workbench.awaited_file = Some((ticket, name.clone()));
    vec![Effect::Engine(Request::Unpack { ticket, name, text })]
}

/// Opens what was found, if it is of the file that is awaited; the first of several is looked at.
pub fn arrived(workbench: &mut Workbench, ticket: Ticket, found: Result<Vec<Unpacked>, String>) -> Result<Vec<Effect>, String> {
    let Some((_, file)) = workbench.awaited_file.take_if(|(awaited, _)| *awaited == ticket) else { return Ok(Vec::new()) };
    let found = found.map_err(|why| format!("{file} is not opened: {why}"))?;
    let (here, elsewhere): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.definition.is_some());
    let missing: Vec<String> = elsewhere.iter().map(|found| format!("{}: {}", found.name, found.why)).collect();
    if here.is_empty() {
        let why = if missing.is_empty() { "it holds no state machine".to_owned() } else { missing.join("; ") };
        return Err(format!("{file} is not opened: {why}"));
    }
    let count = here.len();
    let mut effects = Vec::new();
    for found in here.into_iter().take(MOST).rev() {
        effects.extend(super::file::open(workbench, project(found)));
    }
    let what = if count == 1 { "the workflow".to_owned() } else { format!("{} workflows", count.min(MOST)) };
    let mut said = format!("Opened {what} of {file}; changes stay here: take them over into the file, or use the command line");
    if count > MOST {
        said += &format!(". {} more were left", count - MOST);
    }
    if !missing.is_empty() {
        said += &format!(". Not there: {}", missing.join("; "));
    }
    effects.extend(super::say(workbench, Severity::Advice, said));
    Ok(effects)
}

fn project(found: Unpacked) -> Project {
    let mut scenario = vec![("name", Value::from("Scenario 1")), ("input", Value::object::<&str, Value>([]))];
    if found.is_express {
        scenario.push(("type", Value::from("EXPRESS")));
    }
    let values = found.trial_values.iter().map(|(name, value)| (name.as_str(), Value::from(value.as_str())));
    let placeholders = Value::object(values);
    let scenarios = Value::object([("placeholders", placeholders), ("scenarios", Value::array([Value::object(scenario)]))]);
    let is_plain = found.trial_values.is_empty() && !found.is_express;
    Project {
        name: opening::name_of_file(&found.name),
        definition: found.definition.unwrap_or_default(),
        scenarios: if is_plain { String::new() } else { scenarios.to_json_pretty() },
        ..Project::default()
    }
}
