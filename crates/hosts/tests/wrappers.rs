//! New hosts hold the definition that they were written around.

use asl::lint::WorkflowType;
use hosts::{Files, Wrapped, Wrapper, find, wrap};
use value::Value;

struct One;

impl Files for One {
    fn read(&self, path: &str) -> Option<String> {
        (path == "order.asl.json")
            .then(|| r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${F.Arn}", "End": true}}}"#.to_owned())
    }

    fn names(&self, _: &str) -> Vec<String> {
        vec![]
    }
}

fn wrapped() -> Wrapped {
    let statement = r#"[{"Sid": "X", "Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": ["${FArn}", "arn:${AWS::Partition}:x"]}]"#;
    Wrapped {
        name: "order".to_owned(),
        definition_file: "order.asl.json".to_owned(),
        workflow_type: WorkflowType::Express,
        placeholders: vec!["F.Arn".to_owned(), "Table".to_owned()],
        statements: value::parse(statement).expect("is JSON"),
        sam_policies: "Policies:\n  - Version: \"2012-10-17\"\n    Statement: []\n".to_owned(),
        terraform_role: "resource \"aws_iam_role\" \"state_machine\" {\n  assume_role_policy = \"{}\"\n}\n".to_owned(),
    }
}

#[test]
fn a_new_host_names_the_definition_and_its_placeholders() {
    for (kind, path) in
        [(Wrapper::Sam, "template.yaml"), (Wrapper::Terraform, "main.tf"), (Wrapper::Serverless, "serverless.yml")]
    {
        let text = wrap(kind, &wrapped());
        let found = find(path, &text, &One).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].text().is_some_and(|text| text.contains("StartAt")), "{text}");
        assert_eq!(found[0].properties.workflow_type, Some(WorkflowType::Express), "{text}");
        assert!(found[0].properties.tracing && found[0].properties.logging, "{text}");
        assert!(text.contains("ExecutionsTimedOut") && text.contains("FArn"), "{text}");
    }
}

#[test]
fn a_stack_of_the_cdk_has_the_policys_statements_in_its_own_language() {
    let typescript = wrap(Wrapper::CdkTypeScript, &wrapped());
    assert!(typescript.contains("`${props.FArn}`") && typescript.contains("`arn:${cdk.Aws.PARTITION}:x`"), "{typescript}");
    let python = wrap(Wrapper::CdkPython, &wrapped());
    assert!(python.contains("f\"{FArn}\"") && python.contains("f\"arn:{Aws.PARTITION}:x\""), "{python}");
    assert!(python.contains("*, FArn: str, Table: str, **kwargs"), "{python}");
    let plain = wrap(Wrapper::CdkPython, &Wrapped { placeholders: vec![], statements: Value::Null, ..wrapped() });
    assert!(plain.contains("id: str, **kwargs"), "{plain}");
}
