//! Files that hold workflows among other things: every workflow in them is opened, and nothing else is replaced.

mod desk;

use desk::Desk;
use workbench::message::{FileMessage, Message};

const SAM: &str = "Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionSubstitutions:
        Table: orders
      Definition:
        StartAt: Put
        States:
          Put:
            Type: Task
            Resource: arn:aws:states:::dynamodb:putItem
            Parameters: {TableName: '${Table}', Item: {}}
            End: true
  Refunds:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: '{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}'
  Elsewhere:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionUri: statemachine/far.asl.json
";

const TERRAFORM: &str = r#"resource "aws_sfn_state_machine" "mail" {
  name       = "mail"
  definition = <<EOF
{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
EOF
}
"#;

fn names(desk: &Desk) -> Vec<String> {
    desk.workbench.open_sheets().map(|sheet| sheet.name.to_string()).collect()
}

fn notice(desk: &Desk) -> String {
    desk.workbench.notice.as_ref().map(|notice| notice.text.to_string()).unwrap_or_default()
}

fn open(desk: &mut Desk, name: &str, text: &str) {
    desk.send(Message::File(FileMessage::Open { name: name.to_owned(), text: text.to_owned() }));
}

#[test]
fn each_workflow_of_a_template_has_a_sheet_with_what_its_placeholders_stand_for() {
    let mut desk = Desk::first();
    let before = names(&desk).len();
    open(&mut desk, "template.yaml", SAM);
    assert_eq!(names(&desk).len(), before + 2, "{:?}", names(&desk));
    let sheet = &desk.workbench.front;
    assert_eq!((&**sheet.name, sheet.scenarios.placeholders().get("Table").map(String::as_str)), ("Orders", Some("orders")));
    assert!(notice(&desk).starts_with("Opened 2 workflows of template.yaml"), "{}", notice(&desk));
    assert!(notice(&desk).contains("far.asl.json"), "{}", notice(&desk));
    assert_eq!(desk.run(), "Succeeded");
}

#[test]
fn yaml_in_brackets_becomes_json() {
    let mut desk = Desk::first();
    let machine = "Resources:\n  A:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n";
    let definition = "      Definition: {StartAt: One, States: {One: {Type: Pass, Result: 'a: b', End: true}}}\n";
    open(&mut desk, "template.yaml", &format!("{machine}{definition}"));
    assert_eq!(desk.run(), "Succeeded", "{}", desk.text());
}

#[test]
fn terraform_is_told_by_what_it_says_though_it_was_pasted() {
    let mut desk = Desk::first();
    desk.send(Message::File(FileMessage::Paste(TERRAFORM.to_owned())));
    assert_eq!(&**desk.workbench.front.name, "mail");
    assert_eq!(desk.run(), "Succeeded");
}

#[test]
fn what_holds_no_definition_says_where_it_is() {
    let mut desk = Desk::first();
    let before = names(&desk);
    let far = SAM.find("  Elsewhere").map_or("", |at| &SAM[at..]);
    open(&mut desk, "template.yaml", &format!("Resources:\n{far}"));
    assert_eq!(names(&desk), before);
    assert!(notice(&desk).contains("far.asl.json"), "{}", notice(&desk));
}

#[test]
fn an_answer_that_nobody_waits_for_any_more_opens_nothing() {
    let mut desk = Desk::first();
    desk.held = Some(Vec::new());
    open(&mut desk, "template.yaml", SAM);
    open(&mut desk, "main.tf", TERRAFORM);
    let held = desk.held.take().expect("answers");
    for reply in held.iter().chain(&held) {
        desk.hear(reply.clone());
    }
    let opened = names(&desk);
    assert!(opened.contains(&"mail".to_owned()) && !opened.contains(&"Orders".to_owned()), "{opened:?}");
    assert_eq!(opened.iter().filter(|name| name.starts_with("mail")).count(), 1);
}
