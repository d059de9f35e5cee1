//! Which resources a call is about: `resources.txt` says it case by case, with the pages that it is from.

use asl::document::Document;
use policy::{Options, derive};

/// A case: the integration, its parameters, and what is granted, in alphabetical order.
struct Case {
    resource: &'static str,
    jsonata: bool,
    parameters: &'static str,
    granted: Vec<&'static str>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = vec![];
    for line in include_str!("resources.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match (line.strip_prefix("  "), cases.last_mut()) {
            (Some(grant), Some(case)) => case.granted.push(grant),
            _ => {
                let (resource, rest) = line.split_once(' ').expect("a case has parameters");
                let jsonata = rest.strip_prefix("jsonata ");
                cases.push(Case { resource, jsonata: jsonata.is_some(), parameters: jsonata.unwrap_or(rest), granted: vec![] });
            }
        }
    }
    cases
}

fn granted(resource: &str, language: &str, parameters: &str) -> Vec<String> {
    let task = format!(r#"{{"Type": "Task", "Resource": "{resource}", {language}: {parameters}, "End": true}}"#);
    let document = Document::new(format!(r#"{{"StartAt": "A", "States": {{"A": {task}}}}}"#).as_str());
    assert!(!document.is_broken(), "{task}");
    let derived = derive(&document.definition, &Options { name: Some("M".to_owned()), ..Options::default() });
    let style = derived.style();
    let mut granted: Vec<String> =
        derived.grants.iter().map(|grant| format!("{} {}", grant.action, grant.resource.write(&style))).collect();
    granted.sort();
    granted.dedup();
    granted
}

#[test]
fn calls_are_about_what_their_own_parameters_name() {
    let cases = cases();
    assert!(cases.len() > 50);
    for case in cases {
        let language = if case.jsonata { r#""QueryLanguage": "JSONata", "Arguments""# } else { r#""Parameters""# };
        let found = granted(&format!("arn:aws:states:::{}", case.resource), language, case.parameters);
        assert_eq!(found, case.granted, "{} {}", case.resource, case.parameters);
    }
}

#[test]
fn resources_are_of_the_partition_that_the_definition_is_written_for() {
    for partition in ["aws", "aws-us-gov", "aws-cn"] {
        let found = granted(&format!("arn:{partition}:states:::sqs:sendMessage"), r#""Parameters""#, r#"{"QueueUrl": "q"}"#);
        assert_eq!(found, [format!("sqs:SendMessage arn:{partition}:sqs:*:*:q")]);
    }
    let found = granted("arn:${AWS::Partition}:states:::sqs:sendMessage", r#""Parameters""#, r#"{"QueueUrl": "q"}"#);
    assert_eq!(found, ["sqs:SendMessage arn:aws:sqs:*:*:q"]);
}
