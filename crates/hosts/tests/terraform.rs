//! Definitions of Terraform's configuration that stand elsewhere than in the resource. From HashiCorp's "Configuration Syntax",
//! "JSON Configuration Syntax" and "Strings and Templates".

use std::collections::BTreeMap;

use asl::edit::rename_state;
use hosts::{Files, Found, Source, definition_value, find};

struct Folder(BTreeMap<&'static str, &'static str>);

impl Files for Folder {
    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).map(|text| (*text).to_owned())
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let inside = self.0.keys().filter_map(|path| path.rsplit_once('/').filter(|(of, _)| *of == folder));
        inside.map(|(_, name)| name.to_owned()).collect()
    }
}

const PASS: &str = r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#;

const LOCALS: &str = r#"# what others use
locals {
  text = <<EOF
{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}
EOF
  object = { StartAt = "A", States = { A = { Type = "Succeed" } } }
  path   = "${path.module}/a.json"
  values = { Arn = aws_lambda_function.f.arn }
}
"#;

fn folder() -> Folder {
    let files = [
        ("tf/locals.tf", LOCALS),
        ("tf/a.json", PASS),
        ("tf/t.json", r#"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${Arn}","End":true}}}"#),
        (
            "tf/loop.tftpl",
            "{\"StartAt\": \"A\", \"States\": {\n%{ for f in fns ~}\n\"${f}\": {},\n%{ endfor ~}\n\"A\": {\"Type\": \"Succeed\"}}}",
        ),
    ];
    Folder(files.into_iter().collect())
}

fn found(path: &str, text: &str) -> Vec<Found> {
    find(path, text, &folder()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn one(definition: &str) -> Found {
    found("tf/main.tf", &format!("resource \"aws_sfn_state_machine\" \"m\" {{\n  definition = {definition}\n}}\n")).remove(0)
}

fn json(found: &Found) -> Option<String> {
    found.document().map(|document| definition_value(&document.tree).to_json())
}

#[test]
fn locals_of_other_files_are_followed_there() {
    for definition in ["local.text", "jsonencode(local.object)"] {
        let found = one(definition);
        assert_eq!(json(&found).as_deref(), Some(PASS), "{definition}");
        assert_eq!(found.included.as_deref(), Some("tf/locals.tf"), "{definition}");
        let document = found.document().expect("is known");
        let rename = rename_state(&document, document.definition.find("A").expect("is there"), "B").expect("can be renamed");
        let after = found.outwards(LOCALS, &rename).expect("is written there").apply(LOCALS);
        assert_eq!(after.len(), LOCALS.len(), "{after}");
        assert!(after.contains("# what others use"), "{after}");
    }
    assert_eq!(json(&one("file(local.path)")).as_deref(), Some(PASS));
    let task = one(r#"templatefile("${path.module}/t.json", local.values)"#);
    assert_eq!(task.trial_values()["Arn"], "arn:aws:lambda:us-east-1:123456789012:function:f");
}

#[test]
fn a_template_with_directives_is_not_known() {
    let found = one(r#"templatefile("${path.module}/loop.tftpl", { fns = ["a"] })"#);
    assert!(matches!(&found.source, Source::Unknown(why) if why.contains("%{")), "{found:?}");
}

#[test]
fn different_expressions_never_share_a_placeholder() {
    let encoded = r#"jsonencode({ StartAt = "A", States = { A = { Type = "Wait", Seconds = 60 * 5, Comment = "${60 + 5}", Next = "B" }, B = { Type = "Wait", Seconds = 60 * 5, End = true } } })"#;
    let text = json(&one(encoded)).expect("is known");
    assert!(text.contains(r#""Seconds":"${60_5}","Comment":"${60_5_2}""#), "{text}");
    assert_eq!(text.matches("${60_5}").count(), 2, "{text}");
    let heredoc = "<<EOF\n{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":[\"${f(1)}\",\"${f[1]}\",\"${g(1)}\"],\"End\":true}}}\nEOF";
    let text = json(&one(heredoc)).expect("is known");
    assert!(text.contains(r#"["${f_1}","${f[1]}","${g_1}"]"#), "{text}");
}

#[test]
fn old_variables_stand_in_a_block() {
    let text = r#"
resource "aws_sfn_state_machine" "m" { definition = "${data.template_file.t.rendered}" }
data "template_file" "t" {
  template = "${file("${path.module}/t.json")}"
  vars {
    Arn = "${module.fn.lambda_function_arn}"
  }
}
"#;
    let values = found("tf/main.tf", text)[0].trial_values();
    assert_eq!(values["Arn"], "arn:aws:lambda:us-east-1:123456789012:function:fn");
}

#[test]
fn the_other_provider_and_configuration_in_json_are_read() {
    let text = "resource \"awscc_stepfunctions_state_machine\" \"m\" {\n  definition_string = jsonencode(local.object)\n}\n";
    let listed = found("tf/main.tf", text);
    assert_eq!(listed[0].place, "awscc_stepfunctions_state_machine.m");
    assert_eq!(json(&listed[0]).as_deref(), Some(PASS));
    let text = r#"{"resource": {"aws_sfn_state_machine": {
        "text": {"type": "EXPRESS", "definition": "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"},
        "file": [{"definition": "${file(\"${path.module}/a.json\")}"}],
        "encoded": {"definition": "${jsonencode({StartAt = \"A\", States = {A = {Type = \"Succeed\"}}})}"},
        "local": {"definition": "${local.text}"},
        "unknown": {"definition": "${var.definition}"}}}}"#;
    let listed = found("tf/main.tf.json", text);
    let names: Vec<&str> = listed.iter().filter_map(|found| found.place.rsplit('.').next()).collect();
    assert_eq!(names, ["text", "file", "encoded", "local", "unknown"]);
    for known in &listed[..4] {
        assert_eq!(json(known).as_deref(), Some(PASS), "{}", known.place);
    }
    assert!(matches!(listed[4].source, Source::Unknown(_)));
    // A text is edited in its escapes; what an expression gives is not.
    let document = listed[0].document().expect("is known");
    let rename = rename_state(&document, document.definition.find("A").expect("is there"), "B").expect("can be renamed");
    let after = listed[0].outwards(text, &rename).expect("is a text").apply(text);
    assert!(after.contains(r#"{\"StartAt\":\"B\",\"States\":{\"B\""#), "{after}");
    assert!(listed[2].outwards(text, &rename).is_err());
}
