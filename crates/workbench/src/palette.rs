//! What can be dragged onto the canvas, and how each state type is named and described.

use asl::edit::{NewState, StateType};
pub use diagram::Kind;

/// One thing to drag.
#[derive(Clone, Debug, PartialEq)]
pub struct PaletteItem {
    /// What its tile looks like.
    pub kind: Kind,
    /// Its name.
    pub name: &'static str,
    /// What it does, in a few words.
    pub what: &'static str,
    /// What is added.
    pub state: NewState,
}

/// A titled group of things to drag.
#[derive(Clone, Debug, PartialEq)]
pub struct PaletteGroup {
    /// Its title.
    pub title: &'static str,
    /// What is in it.
    pub items: Vec<PaletteItem>,
}

/// A name for a new Task, from what it calls: `Put item`, `Start execution`.
#[must_use]
pub fn action_name(resource: &str) -> String {
    let mut parts = resource.strip_prefix("arn:aws:states:::").unwrap_or(resource).split(':');
    let mut service = parts.next().unwrap_or_default();
    if service == "aws-sdk" {
        service = parts.next().unwrap_or_default();
    }
    let action = parts.next().unwrap_or_default().split('.').next().unwrap_or_default();
    match (service, action) {
        ("lambda", "invoke") => "Invoke function".to_owned(),
        ("http", _) => "Call API".to_owned(),
        ("sns", "publish") => "Publish message".to_owned(),
        (_, "") => "Task".to_owned(),
        (_, action) => sentence(action),
    }
}

/// Words written together, as a sentence begins: `startJobRun` is “Start job run”.
fn sentence(action: &str) -> String {
    let words = crate::scene::text::pieces(action);
    let is_acronym = |word: &str| word.len() > 1 && word.chars().all(|letter| !letter.is_lowercase());
    let mut said: Vec<String> =
        words.iter().map(|word| if is_acronym(word) { (*word).to_owned() } else { word.to_lowercase() }).collect();
    if let Some(first) = said.first_mut() {
        *first = crate::problems::capitalised(first);
    }
    said.join(" ")
}

/// The palette: the flow, Tasks, patterns.
#[must_use]
pub fn palette() -> Vec<PaletteGroup> {
    let item = |kind, name, what, state| PaletteItem { kind, name, what, state };
    let flow = |kind: Kind, what, state| item(kind, kind.title(), what, NewState::of(state));
    let task = |name, what, resource| item(Kind::Task, name, what, NewState::task(action_name(resource), resource));
    vec![
        PaletteGroup {
            title: "Flow",
            items: vec![
                flow(Kind::Choice, "Go where a rule says", StateType::Choice),
                flow(Kind::Parallel, "Run branches side by side", StateType::Parallel),
                flow(Kind::Map, "Run steps for each item", StateType::Map),
                flow(Kind::Pass, "Shape data, do nothing else", StateType::Pass),
                flow(Kind::Wait, "Let time pass", StateType::Wait),
                flow(Kind::Succeed, "End well", StateType::Succeed),
                flow(Kind::Fail, "End with an error", StateType::Fail),
            ],
        },
        PaletteGroup {
            title: "Actions",
            items: vec![
                task("Lambda: Invoke", "Run a function", "arn:aws:states:::lambda:invoke"),
                task("DynamoDB: PutItem", "Write an item", "arn:aws:states:::dynamodb:putItem"),
                task("DynamoDB: GetItem", "Read an item", "arn:aws:states:::dynamodb:getItem"),
                task("SNS: Publish", "Notify subscribers", "arn:aws:states:::sns:publish"),
                task("SQS: SendMessage", "Put a message on a queue", "arn:aws:states:::sqs:sendMessage"),
                task("EventBridge: PutEvents", "Send events to a bus", "arn:aws:states:::events:putEvents"),
                task("S3: GetObject", "Read an object", "arn:aws:states:::aws-sdk:s3:getObject"),
                task("HTTP: Invoke", "Call an HTTPS API", "arn:aws:states:::http:invoke"),
                task("Step Functions: Start", "Run another workflow", "arn:aws:states:::states:startExecution.sync:2"),
            ],
        },
        PaletteGroup { title: "Patterns", items: crate::patterns::patterns() },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_task_is_named_by_what_it_does() {
        for (resource, name) in [
            ("arn:aws:states:::lambda:invoke", "Invoke function"),
            ("arn:aws:states:::dynamodb:putItem", "Put item"),
            ("arn:aws:states:::aws-sdk:s3:getObject", "Get object"),
            ("arn:aws:states:::states:startExecution.sync:2", "Start execution"),
            ("arn:aws:states:::aws-sdk:ec2:describeDBInstances", "Describe DB instances"),
            ("", "Task"),
        ] {
            assert_eq!(action_name(resource), name);
        }
    }
}
