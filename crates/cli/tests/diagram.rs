//! `diagram`: pictures of definitions, which can be read like them.

use std::path::PathBuf;
use std::process::{Command, Output};

fn stepwright(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwright")).args(arguments).output().expect("the command starts")
}

fn path(name: &str) -> String {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).display().to_string()
}

fn file(name: &str, contents: &str) -> String {
    let path = path(name);
    std::fs::write(&path, contents).expect("a file is written");
    path
}

const DEFINITION: &str = "StartAt: Ask\nStates:\n  # Who is asked\n  Ask:\n    Type: Pass\n    End: true\n";
const TEMPLATE: &str = "Resources:\n  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: Ask\n        States:\n          Ask: {Type: Pass, End: true}\n";

#[test]
fn pictures_of_yaml_and_of_templates_hold_the_definition_and_are_read_like_it() {
    for (name, contents) in [("drawn.asl.yaml", DEFINITION), ("drawn-template.yaml", TEMPLATE)] {
        let source = file(name, contents);
        for kind in ["svg", "png"] {
            let out = path(&format!("{name}.{kind}"));
            let output = stepwright(&["diagram", &source, "--to", kind, "-o", &out, "--dark"]);
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
            let (again, first) =
                (stepwright(&["diagram", &out, "--to", "mermaid"]), stepwright(&["diagram", &source, "--to", "mermaid"]));
            assert_eq!(again.stdout, first.stdout);
            assert!(String::from_utf8_lossy(&again.stdout).contains("\"Ask\""));
            assert_eq!(stepwright(&["validate", &out]).status.code(), Some(0));
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let source = file("to-draw.yaml", DEFINITION);
    for (arguments, part) in [
        (vec!["diagram", &source], "needs `--to`"),
        (vec!["diagram", &source, "--to", "gif"], "not `gif`"),
        (vec!["diagram", &source, "--to", "png"], "-o FILE.png"),
        (vec!["diagram", &source, "--to", "png", "--scale", "99"], "from 0.1 to 8"),
        (vec!["diagram", "--to", "svg"], "needs a definition"),
        (vec!["diagram", &source, "-o", "out.bmp"], "not `bmp`"),
    ] {
        let output = stepwright(&arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said.contains(part), "{said}");
    }
}
