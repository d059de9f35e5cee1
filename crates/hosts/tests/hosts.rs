//! Definitions are found in every kind of host, and edits of them change their own bytes of the host only.

use std::collections::BTreeMap;

use asl::document::Document;
use asl::edit::{NewState, Place, StateType, add_state, delete_states, rename_state, set_comment, set_field};
use asl::text::Transaction;
use hosts::{Files, Found, Source, definition_value, find};

struct Folder(BTreeMap<&'static str, &'static str>);

impl Files for Folder {
    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).map(|text| (*text).to_owned())
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let inside = |path: &str| {
            path.rsplit_once('/').map_or(("", path.to_owned()), |(folder, name)| (folder, name.to_owned())).0 == folder
        };
        self.0.keys().filter(|path| inside(path)).map(|path| path.rsplit('/').next().unwrap_or(path).to_owned()).collect()
    }
}

fn folder(files: &[(&'static str, &'static str)]) -> Folder {
    Folder(files.iter().copied().collect())
}

fn found(path: &str, text: &str, files: &Folder) -> Vec<Found> {
    find(path, text, files).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The definition as JSON in one line, or why it is not known.
fn definition(found: &Found) -> String {
    match (&found.source, found.document()) {
        (Source::Unknown(why), _) => format!("unknown: {why}"),
        (_, Some(document)) => {
            assert!(!document.is_broken(), "{:?}", document.text);
            definition_value(&document.tree).to_json()
        }
        _ => unreachable!("only an unknown text makes no document"),
    }
}

/// Hosts that hold this very definition, but for how its resource is given.
const MACHINE: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${F.Arn}","Next":"B"},"B":{"Type":"Pass","Comment":"it's \"q\"","End":true}}}"#;

const OBJECT: &str = r#"# A comment that stays.
Resources:
  Machine:   # here
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        # of the definition
        StartAt: A
        States:
          A:
            Type: Task
            Resource: !GetAtt F.Arn   # the function
            Next: B

          B:
            Type: Pass
            Comment: it's "q"
            End: true
  Other: {Type: AWS::S3::Bucket}
"#;

const LONG_FORM: &str = r#"
Resources:
    Machine:
        Type: AWS::StepFunctions::StateMachine
        Properties:
            Definition:
                StartAt: A
                States:
                    A:
                        Type: Task
                        Resource:
                            Fn::GetAtt: [F, Arn]
                        Next: B
                    B: {Type: Pass, Comment: "it's \"q\"", End: true}
"#;

const BLOCK_TEXT: &str = r#"
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub |
        {
          "StartAt": "A",
          "States": {
            "A": {"Type": "Task", "Resource": "${F.Arn}", "Next": "B"},

            "B": {"Type": "Pass", "Comment": "it's \"q\"", "End": true}
          }
        }
      RoleArn: x
"#;

const SUB_WITH_MAP: &str = r#"
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString:
        Fn::Sub:
          - |-
            { "StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "${F.Arn}", "Next": "B"},
              "B": {"Type": "Pass", "Comment": "it's \"q\"", "End": true} } }
          - F.Arn: !GetAtt Function.Arn
"#;

const SINGLE_QUOTED: &str = r#"
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${F.Arn}","Next":"B"},"B":{"Type":"Pass","Comment":"it''s \"q\"","End":true}}}'
"#;

const JSON_TEMPLATE: &str = r#"{
  "Resources": {
    "Machine": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "DefinitionString": {"Fn::Join": ["", ["{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"", {"Fn::GetAtt": ["F", "Arn"]}, "\",\"Next\":\"B\"},\"B\":{\"Type\":\"Pass\",\"Comment\":\"it's \\\"q\\\"\",\"End\":true}}}"]]}
      }
    }
  }
}
"#;

const JSON_OBJECT: &str = r#"{
  "Resources": {
    "Machine": {
      "Type": "AWS::StepFunctions::StateMachine",
      "Properties": {
        "Definition": {
          "StartAt": "A",
          "States": {
            "A": { "Type": "Task", "Resource": { "Fn::GetAtt": ["F", "Arn"] }, "Next": "B" },
            "B": { "Type": "Pass", "Comment": "it's \"q\"", "End": true }
          }
        }
      }
    }
  }
}
"#;

const SERVERLESS: &str = r#"service: x
stepFunctions:
  stateMachines:
    Machine:
      definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource:
              Fn::GetAtt:
                - F
                - Arn
            Next: B
          B:
            Type: Pass
            Comment: 'it''s "q"'
            End: true
"#;

const HEREDOC: &str = r#"
resource "aws_sfn_state_machine" "Machine" {
  name       = "m"
  definition = <<-EOF
    {
      "StartAt": "A",
      "States": {
        "A": {"Type": "Task", "Resource": "${F.Arn}", "Next": "B"},
        "B": {"Type": "Pass", "Comment": "it's \"q\"", "End": true}
      }
    }
  EOF
}
"#;

const QUOTED: &str = r#"
resource "aws_sfn_state_machine" "Machine" {
  definition = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"${F.Arn}\",\"Next\":\"B\"},\"B\":{\"Type\":\"Pass\",\"Comment\":\"it's \\\"q\\\"\",\"End\":true}}}"
}
"#;

const ENCODED: &str = r#"
resource "aws_sfn_state_machine" "Machine" {
  definition = jsonencode({
    StartAt = "A"
    States = {
      A = {
        Type     = "Task"
        Resource = F.Arn # a function
        Next     = "B"
      }
      "B" = { Type : "Pass", Comment = "it's \"q\"", End = true }
    }
  })
}
"#;

const HOSTS: [(&str, &str, &str); 12] = [
    ("template.yaml", OBJECT, "Definition"),
    ("template.yaml", LONG_FORM, "Definition"),
    ("template.yaml", BLOCK_TEXT, "Fn::Sub"),
    ("template.yaml", SUB_WITH_MAP, "Fn::Sub"),
    ("template.yaml", SINGLE_QUOTED, "Fn::Sub"),
    ("template.json", JSON_TEMPLATE, "Fn::Join"),
    ("template.json", JSON_OBJECT, "Definition"),
    ("serverless.yml", SERVERLESS, "serverless"),
    ("main.tf", HEREDOC, "heredoc"),
    ("main.tf", QUOTED, "string"),
    ("main.tf", ENCODED, "jsonencode"),
    ("template.yaml", CRLF, "Definition"),
];

const CRLF: &str = "Resources:\r\n  Machine:\r\n    Type: AWS::Serverless::StateMachine\r\n    Properties:\r\n      Definition:\r\n        StartAt: A\r\n        States:\r\n          A:\r\n            Type: Task\r\n            Resource: !GetAtt F.Arn\r\n            Next: B\r\n          B:\r\n            Type: Pass\r\n            Comment: \"it's \\\"q\\\"\"\r\n            End: true\r\n";

#[test]
fn the_same_definition_is_found_in_every_notation() {
    let expected = value::parse(MACHINE).expect("is JSON");
    for (path, host, how) in HOSTS {
        let found = found(path, host, &folder(&[]));
        assert_eq!(found.len(), 1, "{host}");
        assert!(found[0].place.ends_with("Machine") && found[0].how == how, "{:?}", found[0]);
        assert_eq!(value::parse(&definition(&found[0])).expect("is JSON"), expected, "{host}");
    }
}

/// Changes that any editor of the definition may make.
fn changes(document: &Document) -> Vec<Transaction> {
    let state = |name: &str| document.definition.find(name).expect("is there");
    let changes = [
        rename_state(document, state("B"), "Bee"),
        rename_state(document, state("A"), "it's \"new\""),
        set_comment(document, Some(state("A")), "say 'hello' \\ \"you\""),
        set_comment(document, Some(state("B")), "plain"),
        set_field(document, Some(state("B")), "/Result", r#"{"a": [1, "two"]}"#),
        set_field(document, Some(state("A")), "/TimeoutSeconds", "5"),
        delete_states(document, &[state("B")]),
        add_state(
            document,
            Place::End(asl::definition::MACHINE),
            &NewState { name: Some("C".into()), ..NewState::of(StateType::Pass) },
        ),
    ];
    changes.into_iter().filter_map(Result::ok).collect()
}

#[test]
fn an_edit_changes_its_own_bytes_of_the_host() {
    for (path, host, how) in HOSTS {
        let before = found(path, host, &folder(&[])).remove(0);
        let document = before.document().expect("has a text");
        let changes = changes(&document);
        assert!(changes.len() >= 7, "{how}: {}", changes.len());
        let mut made = 0;
        for change in changes {
            let Ok(outer) = before.outwards(host, &change) else { continue };
            made += 1;
            let after = outer.apply(host);
            let again = found(path, &after, &folder(&[])).remove(0);
            let expected = document.apply(&change).0;
            let got = again.document().expect("has a text");
            assert!(!got.is_broken(), "{how}, {}: {after}", change.label);
            assert_eq!(definition_value(&got.tree), definition_value(&expected.tree), "{how}, {}: {after}", change.label);
            outside_is_kept(host, &after, &outer, &before);
        }
        assert!(made >= 7, "{how}: only {made} changes were possible");
    }
}

/// Everything before the definition, and everything after it, is as it was.
fn outside_is_kept(host: &str, after: &str, change: &Transaction, found: &Found) {
    let Source::Inline(embedding, _) = &found.source else { panic!("stands in the host") };
    let range = embedding.host_range();
    assert_eq!(host[..range.start], after[..range.start]);
    let grown = after.len() as isize - host.len() as isize;
    let end = (range.end as isize + grown) as usize;
    assert_eq!(host[range.end..], after[end..]);
    assert!(change.edits.iter().all(|edit| range.start <= edit.span.start as usize && edit.span.end as usize <= range.end));
}

#[test]
fn an_encoded_definition_keeps_what_an_edit_does_not_concern() {
    let before = found("main.tf", ENCODED, &folder(&[])).remove(0);
    let document = before.document().expect("has a text");
    let state = |name: &str| document.definition.find(name).expect("is there");
    let apply = |change: Transaction| before.outwards(ENCODED, &change).expect("is possible").apply(ENCODED);
    let timed = apply(set_field(&document, Some(state("A")), "/TimeoutSeconds", "5").expect("is possible"));
    assert_eq!(timed.replace("\n        TimeoutSeconds = 5", ""), ENCODED);
    let renamed = apply(rename_state(&document, state("B"), "Bee").expect("is possible"));
    assert_eq!(renamed.replace("Bee", "B").replace("B =", "\"B\" ="), ENCODED);
    let shorter = apply(delete_states(&document, &[state("B")]).expect("is possible"));
    assert!(shorter.contains("Resource = F.Arn # a function") && !shorter.contains("it's"), "{shorter}");
}

#[test]
fn what_an_expression_fills_in_is_not_edited() {
    let before = found("template.json", JSON_TEMPLATE, &folder(&[])).remove(0);
    let document = before.document().expect("has a text");
    let state = document.definition.find("A").expect("is there");
    let change = set_field(&document, Some(state), "/Resource", "\"arn:x\"").expect("is possible");
    let refused = before.outwards(JSON_TEMPLATE, &change);
    // The whole text of the resource goes, function and all: that can be done.
    let after = refused.expect("can be taken out").apply(JSON_TEMPLATE);
    let again = found("template.json", &after, &folder(&[])).remove(0);
    assert!(definition(&again).contains(r#""Resource":"arn:x""#), "{after}");
}

#[test]
fn files_beside_the_host_are_read() {
    let machine = "{\"StartAt\": \"A\", \"States\": {}}";
    let files = folder(&[
        ("app/sm/a.asl.json", machine),
        ("app/asset.abc.json", machine),
        ("tf/a.json", machine),
        ("tf/more.tf", "locals {\n  file = \"a.json\"\n}\n"),
    ]);
    let check = |path: &str, host: &str, expected: &[&str]| {
        let all: Vec<String> = found(path, host, &files).iter().map(definition).collect();
        assert_eq!(all, expected, "{host}");
    };
    let known = r#"{"StartAt":"A","States":{}}"#;
    let sam = |uri: &str| {
        format!("Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: {uri}\n")
    };
    check("app/template.yaml", &sam("sm/a.asl.json"), &[known]);
    check("app/template.yaml", &sam("./sm/b.json"), &["unknown: there is no file `app/sm/b.json`"]);
    check("app/template.yaml", &sam("s3://b/k"), &["unknown: the definition lies in a bucket, as `s3://b/k`"]);
    let cdk = r#"{"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionS3Location": {"Bucket": "b", "Key": "abc.json"}}}}}"#;
    check("app/M.template.json", cdk, &[known]);
    let terraform = |definition: &str| {
        format!(
            "resource \"aws_sfn_state_machine\" \"m\" {{\n  definition = {definition}\n}}\nvariable \"none\" {{}}\nvariable \"name\" {{\n  default = \"a\"\n}}\n"
        )
    };
    check("tf/main.tf", &terraform("file(\"${path.module}/a.json\")"), &[known]);
    check("tf/main.tf", &terraform("templatefile(\"${path.module}/${var.name}.json\", { X = 1 })"), &[known]);
    check("tf/main.tf", &terraform("file(local.file)"), &[known]);
    for path in [
        "\"${file(\"${path.module}/a.json\")}\"",
        "file(format(\"%s/%s.json\", path.module, var.name))",
        "file(join(\"/\", [path.module, \"a.json\"]))",
        "file(\"${abspath(path.module)}/a.json\")",
        "jsonencode(jsondecode(file(\"a.json\")))",
    ] {
        check("tf/main.tf", &terraform(path), &[known]);
    }
    let quoted = "data \"template_file\" \"d\" {\n  template = \"${file(\"a.json\")}\"\n}\n";
    check("tf/main.tf", &(terraform("\"${data.template_file.d.rendered}\"") + quoted), &[known]);
    let read = "data \"local_file\" \"d\" {\n  filename = \"a.json\"\n}\n";
    check("tf/main.tf", &(terraform("data.local_file.d.content") + read), &[known]);
    let module = "module \"m\" {\n  source = \"terraform-aws-modules/step-functions/aws\"\n  definition = file(\"a.json\")\n}\n";
    check("tf/main.tf", module, &[known]);
    check("tf/main.tf", &module.replace("step-functions", "vpc"), &[]);
    check("tf/main.tf", &terraform("jsonencode(yamldecode(file(\"a.json\")))"), &[known]);
    check(
        "tf/main.tf",
        &terraform("file(\"${var.none}.json\")"),
        &["unknown: which file \"${var.none}.json\" is only Terraform knows"],
    );
    check(
        "tf/main.tf",
        &terraform("module.x.definition"),
        &["unknown: the definition is `module.x.definition`, which only Terraform knows"],
    );
}

#[test]
fn texts_are_put_together_however_yaml_writes_them() {
    let check = |property: &str, expected: &str| {
        let host = format!(
            "Resources:\n  F: {{Type: AWS::Lambda::Function}}\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n{property}"
        );
        let found = found("template.yaml", &host, &folder(&[]));
        assert_eq!(found.iter().map(definition).collect::<Vec<_>>(), [expected], "{host}");
    };
    let (plain, called) = (r#"{"StartAt":"X","States":{}}"#, r#"{"StartAt":"${F.Arn}","States":{}}"#);
    check(
        "      DefinitionString: !Join\n        - ''\n        - - '{\"StartAt\": \"'\n          - !GetAtt F.Arn\n          - '\", \"States\": {}}'\n",
        called,
    );
    check("      DefinitionString: !Join [\"\\n\", ['{', '\"StartAt\": \"X\",', '\"States\": {}}']]\n", plain);
    check("      DefinitionString: >-\n        {\"StartAt\": \"X\",\n         \"States\": {}}\n", plain);
    check("      DefinitionString: !Sub \"{\\n \\\"StartAt\\\": \\\"${F.Arn}\\\",\\\n        \\ \\\"States\\\": {}}\"\n", called);
    check("      Definition: &def\n        StartAt: X\n        States: {}\n", plain);
    check("      Definition: {StartAt: !GetAtt F.Arn, States: {}}\n", called);
    let aliased = "Resources:\n  A:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: &def\n        StartAt: X\n        States: {}\n  B:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: *def\n";
    let both = found("template.yaml", aliased, &folder(&[]));
    assert_eq!(both.iter().map(definition).collect::<Vec<_>>(), [plain, plain]);
}

#[test]
fn included_files_are_looked_into() {
    let machine = "one:\n  type: EXPRESS\n  definition:\n    StartAt: A\n    States: {}\n";
    let deep = "deep:\n  down:\n    StartAt: B\n    States: {}\n";
    let files = folder(&[
        ("app/machines.yml", machine),
        ("app/steps.yml", "stateMachines: ${file(machines.yml)}\n"),
        ("app/d.yml", deep),
    ]);
    let check = |host: &str, expected: &[(&str, Option<&str>)]| {
        let found = found("app/serverless.yml", host, &files);
        let all: Vec<_> = found.iter().map(|found| (definition(found), found.included.clone())).collect();
        let expected: Vec<_> = expected.iter().map(|(text, file)| ((*text).to_owned(), file.map(str::to_owned))).collect();
        assert_eq!(all, expected, "{host}");
    };
    let (a, b) = (r#"{"StartAt":"A","States":{}}"#, r#"{"StartAt":"B","States":{}}"#);
    check("stepFunctions: ${file(./steps.yml)}\n", &[(a, Some("app/machines.yml"))]);
    check("stepFunctions:\n  stateMachines: ${file(machines.yml)}\n", &[(a, Some("app/machines.yml"))]);
    check("stepFunctions:\n  stateMachines:\n    x: ${file(machines.yml):one}\n", &[(a, Some("app/machines.yml"))]);
    check("stepFunctions:\n  stateMachines:\n    x:\n      definition: ${file(d.yml):deep.down}\n", &[(b, Some("app/d.yml"))]);
    let unknown = "unknown: `definition` is neither an object nor in a file that can be read";
    check("stepFunctions:\n  stateMachines:\n    x:\n      definition: ${file(no.yml):deep}\n", &[(unknown, None)]);
}

#[test]
fn placeholders_get_trial_values_from_the_host() {
    let sam = "Parameters:\n  Stage:\n    Default: dev\nResources:\n  F:\n    Type: AWS::Serverless::Function\n  Q:\n    Type: AWS::SQS::Queue\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Name: orders\n      Type: EXPRESS\n      Tracing:\n        Enabled: true\n      DefinitionUri: a.json\n      DefinitionSubstitutions:\n        FunctionArn: !GetAtt F.Arn\n        Queue: !Ref Q\n        Bucket: !Sub \"b-${Stage}-${AWS::Region}\"\n        Literal: 5\n        Unknown: !ImportValue x\n";
    let found = found("template.yaml", sam, &folder(&[("a.json", "{\"StartAt\": \"${FunctionArn}\"}")])).remove(0);
    let values = found.trial_values();
    let value = |name: &str| values.get(name).map(String::as_str);
    assert_eq!(value("FunctionArn"), Some("arn:aws:lambda:us-east-1:123456789012:function:F"));
    assert_eq!(value("Queue"), Some("https://sqs.us-east-1.amazonaws.com/123456789012/Q"));
    assert_eq!((value("Bucket"), value("Literal"), value("Unknown")), (Some("b-dev-us-east-1"), Some("5"), None));
    assert_eq!(
        (found.properties.name.as_deref(), found.properties.tracing, found.properties.logging),
        (Some("orders"), true, false)
    );
    assert_eq!(found.properties.workflow_type, Some(asl::lint::WorkflowType::Express));
}

#[test]
fn what_holds_no_definitions_is_no_host() {
    for text in [
        "{\"StartAt\": \"A\", \"States\": {}}",
        "a: b",
        "",
        "Resources: 5",
        "[1, 2]",
        "Resources:\n  A:\n    Type: AWS::S3::Bucket\n",
    ] {
        assert!(found("x.yaml", text, &folder(&[])).is_empty(), "{text}");
    }
    assert!(find("main.tf", "resource {{{", &folder(&[])).is_err());
}

#[test]
fn no_host_makes_it_panic() {
    for (path, host, _) in HOSTS {
        let mut places: Vec<usize> = host.char_indices().map(|(at, _)| at).collect();
        places.push(host.len());
        for at in places.iter().step_by(7) {
            let _ = find(path, &host[..*at], &folder(&[]));
            for inserted in ["{[\"'!Sub | <<EOF ${", "\\U12é", "é\\", "&a *a ''"] {
                let _ = find(path, &format!("{}{inserted}{}", &host[..*at], &host[*at..]), &folder(&[]));
            }
        }
    }
}
