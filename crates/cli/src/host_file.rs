//! Files that are no definition but hold one, or belong to one: what they are, and what to do with them.

use asl::tree::{Kind, Tree};

/// A sentence on a text that is no definition; `None` for what may be one.
pub fn describe(text: &str) -> Option<String> {
    let tree = Tree::read(text);
    let root = tree.root().filter(|root| tree.kind(*root) == Kind::Object)?;
    let has = |name: &str| tree.member(root, name).is_some();
    if has("StartAt") || has("States") {
        return None;
    }
    if has("StateMachines") && has("MockedResponses") {
        return Some("this is a MockConfigFile, not a definition: give it to `simulate DEFINITION --mocks`".to_owned());
    }
    if has("events") {
        return Some("this is an execution history, not a definition: try `stepwright replay`".to_owned());
    }
    if has("scenarios") {
        return Some("these are scenarios, not a definition: give them to `simulate DEFINITION --mocks`".to_owned());
    }
    let (what, places) = if has("Resources") {
        let sam = tree.member(root, "Transform").is_some();
        (if sam { "a SAM template" } else { "a CloudFormation template" }, in_resources(&tree, root))
    } else if has("stepFunctions") {
        ("a serverless file", in_serverless(&tree, root))
    } else {
        return None;
    };
    Some(match places.as_slice() {
        [] => format!("this is {what} without a state machine"),
        places => format!("this is {what}, not a definition: in it the definition lies at {}", places.join(", ")),
    })
}

/// The fields of a state machine's resource that hold its definition.
const FIELDS: [&str; 5] = ["Definition", "DefinitionString", "DefinitionBody", "DefinitionUri", "DefinitionS3Location"];

fn in_resources(tree: &Tree, root: asl::definition::NodeId) -> Vec<String> {
    let Some(resources) = tree.member(root, "Resources") else { return vec![] };
    let mut places = Vec::new();
    for resource in tree.children(resources) {
        let kind = tree.member(resource, "Type").and_then(|kind| tree.string(kind)).unwrap_or_default();
        if !matches!(&*kind, "AWS::Serverless::StateMachine" | "AWS::StepFunctions::StateMachine") {
            continue;
        }
        let name = tree.key(resource).unwrap_or_default();
        let properties = tree.member(resource, "Properties");
        let field = FIELDS.iter().find_map(|field| Some((field, tree.member(properties?, field)?)));
        places.push(match field {
            Some((field, node)) => {
                let elsewhere = tree.string(node).filter(|_| field.ends_with("Uri"));
                let elsewhere = elsewhere.map_or_else(String::new, |file| format!(" (the file `{file}`)"));
                format!("`Resources.{name}.Properties.{field}`{elsewhere}")
            }
            None => format!("`Resources.{name}`"),
        });
    }
    places
}

fn in_serverless(tree: &Tree, root: asl::definition::NodeId) -> Vec<String> {
    let machines = tree.member(root, "stepFunctions").and_then(|all| tree.member(all, "stateMachines"));
    let machines = machines.map(|machines| tree.children(machines).collect::<Vec<_>>()).unwrap_or_default();
    let names = machines.into_iter().filter_map(|machine| tree.key(machine).map(|key| key.into_owned()));
    names.map(|name| format!("`stepFunctions.stateMachines.{name}.definition`")).collect()
}
