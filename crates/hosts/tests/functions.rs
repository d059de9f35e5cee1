//! What functions of templates and variables of the Serverless Framework give, and what they include. From AWS's
//! "Intrinsic function reference" and the Serverless Framework's "Variables".

use std::collections::BTreeMap;

use asl::edit::rename_state;
use hosts::{Files, Source, definition_value, find};

struct Folder(BTreeMap<&'static str, &'static str>);

impl Files for Folder {
    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).map(|text| (*text).to_owned())
    }

    fn names(&self, _: &str) -> Vec<String> {
        vec![]
    }
}

/// A definition of one Task whose resource and parameters are given, in a template whose start is given.
fn template(resource: &str) -> String {
    format!(
        "Mappings: {{M: {{dev: {{V: x}}}}}}\nParameters: {{Bus: {{Type: String, Default: b}}}}\nResources:\n  Machine:\n    \
         Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          \
         A:\n            Type: Task\n            {resource}\n            End: true\n  Fn: {{Type: AWS::Lambda::Function}}\n"
    )
}

#[test]
fn functions_give_text_with_placeholders() {
    for (written, given, trial) in [
        (
            r#"Resource: !Join [":", ["arn", !Ref "AWS::Partition", "states:::sns:publish"]]"#,
            "arn:${AWS::Partition}:states:::sns:publish",
            "aws",
        ),
        (r#"Resource: {"Fn::Join": ["", ["arn:", {Ref: "AWS::Partition"}, ":x"]]}"#, "arn:${AWS::Partition}:x", "aws"),
        (
            "Resource: !Join\n              - ''\n              - - 'arn:'\n                - !Sub '${AWS::Region}-${Fn.Arn}'",
            "arn:${AWS::Region}-${Fn.Arn}",
            "us-east-1",
        ),
        ("Resource: !Sub [\"${x}-y\", {x: !Ref Bus}]", "${x}-y", "b"),
        ("Resource: !Sub\n              - arn:${P}:states\n              - P: !Ref AWS::Partition", "arn:${P}:states", "aws"),
        ("Resource:\n              Fn::Sub:\n                - \"a-${Name}\"\n                - Name: z", "a-${Name}", "z"),
        ("Resource: !FindInMap [M, dev, V]", "${M.dev.V}", "x"),
        ("Resource: !Select [1, [a, !Ref Bus]]", "${Fn.Select}", "b"),
        ("Resource: !GetAtt Fn.Arn", "${Fn.Arn}", "arn:aws:lambda:us-east-1:123456789012:function:Fn"),
    ] {
        let host = template(written);
        let found = find("template.yaml", &host, &Folder(BTreeMap::new())).expect("is a template");
        let document = found[0].document().expect("is known");
        assert!(!document.is_broken(), "{written}: {}", document.text);
        let value = definition_value(&document.tree);
        let resource = value.get("States").and_then(|states| states.get("A")?.get("Resource")?.as_str()).unwrap_or_default();
        assert_eq!(resource, given, "{written}");
        assert!(found[0].trial_values().values().any(|value| value == trial), "{written}: {:?}", found[0].trial_values());
        // What stands around stays as it is written.
        let rename =
            rename_state(&document, document.definition.find("A").expect("is there"), "Renamed").expect("can be renamed");
        let after = found[0].outwards(&host, &rename).expect("is text").apply(&host);
        assert!(after.contains(written) && after.contains("Renamed:") && after.contains("StartAt: Renamed"), "{after}");
    }
}

#[test]
fn different_expressions_never_share_a_placeholder() {
    let sub = |value: &str| format!(r#"{{"Fn::Sub": ["${{x}}", {{"x": {value}}}]}}"#);
    let both = format!(
        "Resource: {}\n            Comment: {}\n            Next: {}",
        sub("{Ref: Bus}"),
        sub("{Ref: Other}"),
        sub("{Ref: Bus}")
    );
    let found = find("template.yaml", &template(&both), &Folder(BTreeMap::new())).expect("is a template");
    let text = definition_value(&found[0].document().expect("is known").tree).to_json();
    assert!(text.contains(r#""Resource":"${x}","Comment":"${x2}","Next":"${x}""#), "{text}");
    let conditions = "Resource: !If [C, a, b]\n            Comment: !If [C, c, d]";
    let found = find("template.yaml", &template(conditions), &Folder(BTreeMap::new())).expect("is a template");
    let text = definition_value(&found[0].document().expect("is known").tree).to_json();
    assert!(text.contains(r#""Resource":"${Fn.If}","Comment":"${Fn.If2}""#), "{text}");
}

const SERVICE: &str = r#"
service: s
provider: {stage: "${opt:stage, 'dev'}"}
custom:
  dir: sm
  table: orders-${self:provider.stage}
  retry: [{ErrorEquals: [States.ALL]}]
  def:
    StartAt: A
    States: {A: {Type: Succeed}}
functions:
  hello: {handler: h.hello}
stepFunctions:
  stateMachines:
    own: {definition: "${self:custom.def}"}
    named: {definition: "${file(./${self:custom.dir}/a.json)}"}
    text:
      definition: |
        {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    middle:
      definition:
        StartAt: A
        States:
          A:
            Type: Task
            Resource: !GetAtt hello.Arn
            Parameters: {T: "${self:custom.table}"}
            Retry: ${self:custom.retry}
            Catch: ${file(sm/parts.yml):catch}
            End: true
    states:
      definition:
        StartAt: A
        States: ${file(sm/parts.yml):states}
    missing:
      definition:
        StartAt: A
        States: ${file(sm/none.yml):states}
"#;

#[test]
fn what_a_service_includes_is_read() {
    let files = [
        ("sm/a.json", r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#),
        ("sm/parts.yml", "states: {A: {Type: Succeed}}\ncatch:\n  - ErrorEquals: [E]\n    Next: A\n"),
        ("sm/more.yml", "b:\n  definition: {StartAt: A, States: {A: {Type: Succeed}}}\n"),
    ];
    let files = Folder(files.into_iter().collect());
    let found = find("serverless.yml", SERVICE, &files).expect("is a service");
    let value = |place: &str| {
        let found = found.iter().find(|found| found.place == place).expect("is listed");
        found.document().map(|document| definition_value(&document.tree).to_json())
    };
    for place in ["own", "named", "text", "states"] {
        assert_eq!(value(place).as_deref(), Some(r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#), "{place}");
    }
    let middle = r#"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${hello.Arn}","Parameters":{"T":"${self:custom.table}"},"Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["E"],"Next":"A"}],"End":true}}}"#;
    assert_eq!(value("middle").as_deref(), Some(middle));
    let values = found.iter().find(|found| found.place == "middle").expect("is listed").trial_values();
    assert_eq!(values["self:custom.table"], "orders-dev");
    assert_eq!(values["hello.Arn"], "arn:aws:lambda:us-east-1:123456789012:function:hello");
    let missing = found.iter().find(|found| found.place == "missing").expect("is listed");
    assert!(matches!(&missing.source, Source::Unknown(why) if why.contains("sm/none.yml")), "{missing:?}");
    let listed = "stepFunctions:\n  stateMachines:\n    - ${file(sm/more.yml)}\n    - c: {definition: \"${file(sm/a.json)}\"}\n";
    let found = find("serverless.yml", listed, &files).expect("is a service");
    assert_eq!(found.iter().map(|found| found.place.as_str()).collect::<Vec<_>>(), ["b", "c"]);
}

#[test]
fn nested_stacks_are_named() {
    let host = "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: child.yaml}\n";
    let found = find("template.yaml", host, &Folder(BTreeMap::new())).expect("is a template");
    assert!(matches!(&found[0].source, Source::Unknown(why) if why.contains("child.yaml")), "{found:?}");
}
