//! What a text is that somebody opens, drops or pastes: told by what is in it, never by its name.

use asl::document::Document;
use asl::notation::Notation;
use asl::tree::{Kind, Tree};

use crate::learn::Workshop;

/// What a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// A definition, perhaps one with mistakes.
    Definition,
    /// States to add to a definition.
    States,
    /// The history of a real execution.
    History,
    /// A scenario file.
    Scenarios,
    /// A mock configuration of Step Functions Local, with its state machines' names.
    MockConfig(Vec<String>),
    /// Lessons: one, or a workshop.
    Lessons,
    /// A learner's progress.
    Progress,
    /// Workflows among other things: a template, a `serverless.yml`, Terraform.
    Host,
    /// Nothing that can be opened; a sentence that says what it is.
    Other(String),
}

/// What a text holds.
#[must_use]
pub fn holds(text: &str) -> Held {
    if text.trim().is_empty() {
        return Held::Other("it is empty".to_owned());
    }
    let tree = Tree::read(text);
    let root = tree.root();
    let member = |name: &str| root.and_then(|root| tree.member(root, name));
    if member("StartAt").is_some() || member("States").is_some_and(|states| tree.kind(states) == Kind::Object) {
        return Held::Definition;
    }
    if member("stepwrightProgress").is_some() {
        return Held::Progress;
    }
    if Workshop::is_one(text) {
        return Held::Lessons;
    }
    match events(&tree) {
        Some(0) => return Held::Other("it is an execution's history, but without events".to_owned()),
        Some(_) => return Held::History,
        None => {}
    }
    if let Some(machines) = member("StateMachines").filter(|machines| tree.kind(*machines) == Kind::Object) {
        return Held::MockConfig(tree.children(machines).filter_map(|machine| Some(tree.key(machine)?.into_owned())).collect());
    }
    if member("scenarios").is_some_and(|list| tree.kind(list) == Kind::Array) {
        return Held::Scenarios;
    }
    if is_terraform(text) {
        return Held::Host;
    }
    if let Some(held) = template(&tree) {
        return held;
    }
    if asl::edit::paste_is_possible(text) {
        return Held::States;
    }
    if tree.is_broken() && (text.contains("\"StartAt\"") || text.contains("\"States\"") || text.contains("StartAt:")) {
        return Held::Definition;
    }
    Held::Other(match root.map(|root| tree.kind(root)) {
        Some(Kind::Object) if !tree.is_broken() => "it is no workflow: a definition has StartAt and States".to_owned(),
        Some(Kind::Array) if !tree.is_broken() => "it is a list, and no workflow".to_owned(),
        _ => "it is plain text, and no workflow".to_owned(),
    })
}

/// How many events a text has that looks like what `aws stepfunctions get-execution-history` gives, or like the list in it.
fn events(tree: &Tree) -> Option<usize> {
    let root = tree.root()?;
    let named = tree.member(root, "events");
    let list = named.unwrap_or(root);
    if tree.kind(list) != Kind::Array {
        return None;
    }
    let mut children = tree.children(list);
    match children.next() {
        Some(first) => {
            let is_event = tree.member(first, "type").is_some() && tree.member(first, "timestamp").is_some();
            is_event.then(|| 1 + children.count())
        }
        None => named.map(|_| 0),
    }
}

/// What a template of CloudFormation, SAM or the Serverless Framework is called.
fn template(tree: &Tree) -> Option<Held> {
    let root = tree.root()?;
    if let Some(resources) = tree.member(root, "Resources").filter(|resources| tree.kind(*resources) == Kind::Object) {
        let types = tree.children(resources).filter_map(|resource| tree.string(tree.member(resource, "Type")?));
        let machines =
            types.filter(|name| matches!(&**name, "AWS::Serverless::StateMachine" | "AWS::StepFunctions::StateMachine"));
        let kind = if tree.member(root, "Transform").is_some() { "a SAM template" } else { "a CloudFormation template" };
        return Some(match machines.count() {
            0 => Held::Other(format!("it is {kind} without a state machine")),
            _ => Held::Host,
        });
    }
    let serverless = tree.member(root, "service").is_some() && tree.member(root, "provider").is_some();
    serverless.then_some(Held::Host)
}

/// Whether a text is of Terraform's language, with a state machine.
fn is_terraform(text: &str) -> bool {
    let is_text = !text.trim_start().starts_with(['{', '[']);
    is_text && text.contains("\"aws_sfn_state_machine\"")
}

/// What a pasted text of a template, `serverless.yml` or Terraform is called.
#[must_use]
pub fn name_of_host(text: &str) -> &'static str {
    if is_terraform(text) { "pasted.tf" } else { "pasted.yaml" }
}

/// The definition that a picture holds, or that there is none in it; `None` for what is no picture.
#[must_use]
pub fn in_picture(bytes: &[u8]) -> Option<Result<String, &'static str>> {
    if let Some(definition) = diagram::picture::definition_in(bytes) {
        return Some(Ok(definition));
    }
    let start = bytes.get(..bytes.len().min(300)).map(String::from_utf8_lossy).unwrap_or_default();
    let is_picture = bytes.starts_with(b"\x89PNG") || (start.trim_start().starts_with('<') && start.contains("<svg"));
    is_picture.then_some(Err("it is a picture without a workflow in it; pictures that are made here hold theirs"))
}

/// A file's text; with a word on what is not as it was, if so. Otherwise why it cannot be read: what is no Unicode is never
/// guessed, as a wrong guess would change the text unnoticed.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Option<&'static str>), &'static str> {
    const UTF16: &str = "it was read as UTF-16; what is downloaded here is UTF-8";
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks(2).map(|pair| pair.try_into().map_or(0xfffd, unit));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| "it looks like UTF-16, but is damaged")
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes).map(|text| (text, Some(UTF16))),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes).map(|text| (text, Some(UTF16))),
        _ if bytes.contains(&0) => Err("it is no text"),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok((text, None)),
            Err(_) => Err("it is not written in UTF-8 (perhaps in Windows-1252 or Latin-1): save it as UTF-8 and open it again"),
        },
    }
}

/// The name of a workflow that was opened from a file.
#[must_use]
pub fn name_of_file(file: &str) -> String {
    let name =
        [".json", ".yaml", ".yml", ".txt", ".svg", ".png"].iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file);
    let name = name.strip_suffix(".asl").unwrap_or(name).trim();
    if name.is_empty() { "Workflow".to_owned() } else { name.to_owned() }
}

/// The name of a workflow that was pasted: the first line of its Comment, if that is short.
#[must_use]
pub fn name_of_text(definition: &str) -> String {
    const LONGEST: usize = 60;
    let tree = Tree::read(definition);
    let comment = tree.root().and_then(|root| tree.string(tree.member(root, "Comment")?)).unwrap_or_default();
    let first = comment.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    match first.chars().count() {
        1..=LONGEST => first.to_owned(),
        _ => "Pasted workflow".to_owned(),
    }
}

/// The name with a number behind it, if others have it.
#[must_use]
pub fn free_name(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..).map(|number| format!("{wanted} {number}"));
    numbered.take(10_000).find(|name| !is_taken(name)).unwrap_or_else(|| wanted.to_owned())
}

/// A text of one state without the way it led on where it was copied, so that it is led on anew where it is added. Any
/// other text as it is.
pub(crate) fn without_way_on(text: &str) -> String {
    use asl::graph::{Slot, Target, target};

    let document = Document::new(match Notation::of(text).unwrap_or_default() {
        Notation::Json => {
            let whole = text.trim().trim_end_matches(',');
            let whole = if whole.starts_with('"') { format!("{{{whole}}}") } else { whole.to_owned() };
            format!("{{\"States\": {whole}}}")
        }
        Notation::Yaml => format!("States:\n  {}\n", text.trim_end().replace('\n', "\n  ")),
    });
    let [lone] = document.definition.machine().states[..] else { return text.to_owned() };
    if !matches!(target(&document.definition, Slot::Next(lone)), Target::Missing(_)) {
        return text.to_owned();
    }
    match asl::edit::retarget(&document, Slot::Next(lone), None) {
        Ok(change) => document.apply(&change).0.text.to_string(),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_by_what_is_in_it() {
        let state = r#"{"Type": "Pass", "End": true}"#;
        for (text, held) in [
            (format!(r#"{{"StartAt": "A", "States": {{"A": {state}}}}}"#), Held::Definition),
            ("StartAt: A\nStates:\n  A:\n    Type: Succeed\n".to_owned(), Held::Definition),
            (r#"{"StartAt": "A", "States": {"A": {"Type" "Pass"}}}"#.to_owned(), Held::Definition),
            (format!(r#"{{"A": {state}}}"#), Held::States),
            (format!(r#""A": {state}"#), Held::States),
            (r#"{"events": [{"type": "ExecutionStarted", "timestamp": 1, "id": 1}]}"#.to_owned(), Held::History),
            (r#"[{"type": "ExecutionStarted", "timestamp": 1, "id": 1}]"#.to_owned(), Held::History),
            (r#"{"version": 1, "scenarios": []}"#.to_owned(), Held::Scenarios),
            (
                r#"{"StateMachines": {"Order": {"TestCases": {}}}, "MockedResponses": {}}"#.to_owned(),
                Held::MockConfig(vec!["Order".to_owned()]),
            ),
            ("Resources:\n  A:\n    Type: AWS::Serverless::StateMachine\n".to_owned(), Held::Host),
            (r#"{"Resources": {"B": {"Type": "AWS::StepFunctions::StateMachine"}}}"#.to_owned(), Held::Host),
            ("service: orders\nprovider:\n  name: aws\n".to_owned(), Held::Host),
            ("resource \"aws_sfn_state_machine\" \"m\" {\n  name = \"m\"\n}\n".to_owned(), Held::Host),
        ] {
            assert_eq!(holds(&text), held, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_opened_is_called_what_it_is() {
        for (text, part) in [
            ("", "empty"),
            ("just a note", "plain text"),
            ("- milk\n- bread", "a list"),
            ("# Notes\n\nSome: text\n  here", "no workflow"),
            (r#"{"events": []}"#, "without events"),
            (r#"{"name": "x"}"#, "StartAt and States"),
            ("[1, 2]", "a list"),
            ("{\"a\": ", "plain text"),
            ("Resources:\n  A:\n    Type: AWS::S3::Bucket\n", "a CloudFormation template without a state machine"),
        ] {
            match holds(text) {
                Held::Other(sentence) => assert!(sentence.contains(part), "{text}: {sentence}"),
                held => panic!("{text} is taken for {held:?}"),
            }
        }
    }

    #[test]
    fn texts_keep_every_byte_or_are_refused() {
        let text = "\u{feff}{\"é\": 1}";
        assert_eq!(decode(text.as_bytes().to_vec()), Ok((text.to_owned(), None)));
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for bytes in [wide("\u{feff}é😀", u16::to_le_bytes), wide("\u{feff}é😀", u16::to_be_bytes)] {
            let (text, note) = decode(bytes).expect("a text");
            assert!(text == "é😀" && note.is_some_and(|note| note.contains("UTF-16")), "{text}");
        }
        for (bytes, part) in [
            (b"{\"caf\xe9\": 1}".to_vec(), "Windows-1252"),
            (vec![0xff, 0xfe, 0x00, 0xd8], "damaged"),
            (vec![0xff, 0xfe, 0x41], "damaged"),
            (b"PK\x03\x04\x00\x00".to_vec(), "no text"),
        ] {
            match decode(bytes.clone()) {
                Err(why) => assert!(why.contains(part), "{why}"),
                Ok((text, _)) => assert_eq!(bytes, [0xff, 0xfe, 0x41], "{text}"),
            }
        }
    }

    #[test]
    fn names_are_told_from_files_and_comments_and_are_free() {
        for (file, name) in [("order.asl.json", "order"), ("a.b.yaml", "a.b"), (".json", "Workflow"), ("plain", "plain")] {
            assert_eq!(name_of_file(file), name);
        }
        assert_eq!(name_of_text(r#"{"Comment": "Handles orders.\nAll of them", "StartAt": "A"}"#), "Handles orders");
        assert_eq!(name_of_text("{"), "Pasted workflow");
        let taken = ["A", "A 2"];
        assert_eq!(free_name("A", |name| taken.contains(&name)), "A 3");
    }
}
