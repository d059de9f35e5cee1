//! Forms: every field of the language has its place, and what is changed in a form is what is written.

mod desk;

use asl::document::{Document, StateKey};
use asl::language::{Field as Known, Holds, Languages, Place, Role, StateType, fields_of};
use desk::Desk;
use value::Value;
use workbench::drafts::{DraftMessage, FieldId, Named, StatePart};
use workbench::inspector::{self, Act, Control, Form, Grammar, RowKind};
use workbench::message::{Edit, Message, Selected};
use workbench::project::Project;

/// What has its place elsewhere than in a field of its own.
const ELSEWHERE: &[(&str, &str)] = &[
    ("Type", "the state's head and the canvas"),
    ("End", "the choice of `Next`"),
    ("StartAt", "the canvas"),
    ("States", "the canvas"),
    ("Branches", "entries, and the canvas"),
    ("ItemProcessor", "the canvas"),
    ("Iterator", "the canvas"),
    ("ProcessorConfig", "its own fields"),
    ("Choices", "entries"),
    ("Retry", "entries"),
    ("Catch", "entries"),
    ("And", "rows"),
    ("Or", "rows"),
    ("Not", "rows"),
    ("Assign", "the table of variables"),
    ("ItemReader", "its own fields"),
    ("ItemBatcher", "its own fields"),
    ("ResultWriter", "its own fields"),
    ("ReaderConfig", "its own fields"),
    ("WriterConfig", "its own fields"),
];

const PLACES: &[Place] = &[
    Place::Branch,
    Place::Processor,
    Place::ProcessorConfig,
    Place::Rule,
    Place::InnerRule,
    Place::Retrier,
    Place::Catcher,
    Place::ItemReader,
    Place::ReaderConfig,
    Place::ItemBatcher,
    Place::ResultWriter,
    Place::WriterConfig,
];

fn some_value(field: &Known, jsonata: bool) -> String {
    match field.holds {
        Holds::Words(words) => asl::tree::quote(words[words.len() - 1]),
        Holds::Number(from, _) | Holds::Whole(from, _) => from.to_string(),
        Holds::Flag => "true".to_owned(),
        Holds::Texts => r#"["States.ALL"]"#.to_owned(),
        Holds::Path => r#""$.a""#.to_owned(),
        Holds::Timestamp => r#""2026-01-31T12:00:00Z""#.to_owned(),
        Holds::State => r#""E""#.to_owned(),
        Holds::Text => r#""text""#.to_owned(),
        Holds::List => "[]".to_owned(),
        Holds::Json | Holds::Object if field.role == Some(Role::Template) && jsonata => r#""{% 1 %}""#.to_owned(),
        Holds::Json | Holds::Object => r#"{"a": 1}"#.to_owned(),
    }
}

/// The type of state that has a place, the pointer of the place, and the state's members with one of them there.
fn state_with(place: Place, member: &str, jsonata: bool) -> (StateType, String, String) {
    let object = format!("{{{member}}}");
    let scope = |inner: &str| {
        let comma = if inner.is_empty() { "" } else { ", " };
        format!(r#"{{"StartAt": "I", "States": {{"I": {{"Type": "Succeed"}}}}{comma}{inner}}}"#)
    };
    let map = |config: &str, more: &str| {
        let processor = scope(&format!(r#""ProcessorConfig": {{"Mode": "DISTRIBUTED"{config}}}"#));
        format!(r#""ItemProcessor": {processor}, "Next": "E"{more}"#)
    };
    let test = if jsonata { r#""Condition": true"# } else { r#""Variable": "$.a", "IsNull": true"# };
    let without = |own: &str| if member.starts_with(&format!("\"{own}\"")) { "" } else { test };
    let join = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { format!("{one}, {other}") };
    let (kind, pointer, members) = match place {
        Place::State(kind) => (kind, "", member.to_owned()),
        Place::Branch => (StateType::Parallel, "/Branches/0", format!(r#""Branches": [{}]"#, scope(member))),
        Place::Processor => (StateType::Map, "/ItemProcessor", format!(r#""ItemProcessor": {}"#, scope(member))),
        Place::ProcessorConfig if member.contains("\"Mode\"") => (
            StateType::Map,
            "/ItemProcessor/ProcessorConfig",
            format!(r#""ItemProcessor": {}"#, scope(&format!(r#""ProcessorConfig": {object}"#))),
        ),
        Place::ProcessorConfig => (StateType::Map, "/ItemProcessor/ProcessorConfig", map(&format!(", {member}"), "")),
        Place::Rule => {
            let own = if jsonata { without("Condition") } else { without("Variable") };
            (StateType::Choice, "/Choices/0", format!(r#""Choices": [{{{}}}]"#, join(own, member)))
        }
        Place::InnerRule => (
            StateType::Choice,
            "/Choices/0/And/0",
            format!(r#""Choices": [{{"And": [{{{}}}], "Next": "E"}}]"#, join(without("Variable"), member)),
        ),
        Place::Retrier => (StateType::Task, "/Retry/0", format!(r#""Retry": [{object}]"#)),
        Place::Catcher => (StateType::Task, "/Catch/0", format!(r#""Catch": [{object}]"#)),
        Place::ItemReader => (StateType::Map, "/ItemReader", map("", &format!(r#", "ItemReader": {object}"#))),
        Place::ReaderConfig => {
            (StateType::Map, "/ItemReader/ReaderConfig", map("", &format!(r#", "ItemReader": {{"ReaderConfig": {object}}}"#)))
        }
        Place::ItemBatcher => (StateType::Map, "/ItemBatcher", map("", &format!(r#", "ItemBatcher": {object}"#))),
        Place::ResultWriter => (StateType::Map, "/ResultWriter", map("", &format!(r#", "ResultWriter": {object}"#))),
        Place::WriterConfig => {
            (StateType::Map, "/ResultWriter/WriterConfig", map("", &format!(r#", "ResultWriter": {{"WriterConfig": {object}}}"#)))
        }
        Place::Machine => unreachable!("the machine is no state"),
    };
    (kind, pointer.to_owned(), members)
}

fn document(kind: StateType, members: &str, jsonata: bool) -> Document {
    let language = if jsonata { "JSONata" } else { "JSONPath" };
    Document::new(format!(
        r#"{{"QueryLanguage": "{language}", "StartAt": "S", "States": {{"S": {{"Type": "{}", {members}}}, "E": {{"Type": "Succeed"}}}}}}"#,
        kind.name()
    ))
}

fn form_of(document: &Document, name: &str) -> Form {
    let index = document.definition.states.iter().position(|state| &*state.name.value == name).expect("a state of that name");
    inspector::form(document, document.keys()[index]).expect("a form")
}

#[test]
fn every_field_of_the_language_has_a_place_in_a_form() {
    let states = StateType::ALL.map(Place::State);
    let mut missing = Vec::new();
    for place in states.iter().chain(PLACES).copied() {
        for known in fields_of(place) {
            if ELSEWHERE.iter().any(|(name, _)| *name == known.name) {
                continue;
            }
            for jsonata in [false, true] {
                let other = if jsonata { Languages::JsonPath } else { Languages::Jsonata };
                let is_inner_jsonata = jsonata && place == Place::InnerRule;
                if known.languages == other || is_inner_jsonata {
                    continue;
                }
                let member = format!("\"{}\": {}", known.name, some_value(known, jsonata));
                let (kind, base, members) = state_with(place, &member, jsonata);
                let form = form_of(&document(kind, &members, jsonata), "S");
                let pointer = format!("{base}/{}", known.name);
                match form.field(&pointer) {
                    Some(field) => {
                        assert!(field.is_set, "{place:?} {pointer}");
                        assert!(!field.hint.is_empty() && !field.label.is_empty(), "{place:?} {pointer}");
                    }
                    None => missing.push(format!("{place:?}: {} (JSONata: {jsonata})", known.name)),
                }
            }
        }
    }
    assert!(missing.is_empty(), "no place in a form for {missing:#?}");
    let machine = inspector::machine(&document(StateType::Succeed, r#""Comment": "x""#, false));
    let machine: Vec<&str> = machine.iter().map(|field| field.label.as_str()).collect();
    for known in fields_of(Place::Machine).filter(|known| !ELSEWHERE.iter().any(|(name, _)| *name == known.name)) {
        assert!(machine.contains(&known.name), "no place for {} of the machine", known.name);
    }
}

#[test]
fn what_is_shown_is_written_back_as_it_was() {
    let states = StateType::ALL.map(Place::State);
    for place in states.iter().chain(PLACES).copied() {
        for known in fields_of(place).filter(|known| known.languages != Languages::Jsonata) {
            let member = format!("\"{}\": {}", known.name, some_value(known, false));
            let (kind, _, members) = state_with(place, &member, false);
            let document = document(kind, &members, false);
            for field in form_of(&document, "S").fields().filter(|field| field.is_set && !field.pointer.contains('#')) {
                let key = form_of(&document, "S").key;
                let edit = field.edit(Some(key), &field.value).unwrap_or_else(|why| panic!("{place:?} {}: {why}", field.pointer));
                let Edit::Field { pointer, json: Some(json), .. } = edit else { panic!("{place:?} {} is lost", field.pointer) };
                if pointer == "/End" {
                    continue;
                }
                let node = document.tree.find(&format!("/States/S{pointer}")).expect("the field");
                let written = value::parse(document.tree.source(node)).expect("JSON");
                assert_eq!(value::parse(&json).expect("JSON"), written, "{place:?} {pointer}");
            }
        }
    }
}

#[test]
fn an_inline_map_has_no_distributed_fields() {
    let inline = r#""ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "Next": "E""#;
    let titles = |members: &str| -> Vec<&str> {
        form_of(&document(StateType::Map, members, false), "S").sections.iter().map(|section| section.title).collect()
    };
    assert!(!titles(inline).contains(&"Item source (ItemReader)"));
    let form = form_of(&document(StateType::Map, inline, false), "S");
    assert!(form.field("/ToleratedFailureCount").is_none() && form.field("/Label").is_none());
    let distributed = inline.replacen("{\"StartAt\"", r#"{"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt""#, 1);
    for title in ["Item source (ItemReader)", "Batches (ItemBatcher)", "Failures that are tolerated", "Results (ResultWriter)"] {
        assert!(titles(&distributed).contains(&title), "{title}");
    }
}

fn desk(states: &str, jsonata: bool) -> Desk {
    let language = if jsonata { "JSONata" } else { "JSONPath" };
    let definition = format!(
        "{{\n  \"QueryLanguage\": \"{language}\",\n  \"StartAt\": \"S\",\n  \"States\": {{\n{states},\n    \"E\": {{ \"Type\": \"Succeed\" }}\n  }}\n}}\n"
    );
    let mut desk = Desk::open(Project { definition, ..Project::first() });
    let key = desk.key("S");
    desk.send(Message::Select(Selected::State(key)));
    desk
}

fn form(desk: &Desk) -> Form {
    inspector::form(&desk.workbench.front.document, desk.key("S")).expect("a form")
}

fn choose(desk: &mut Desk, pointer: &str, text: &str) {
    let field = FieldId::Part(StatePart::Field, desk.key("S"), pointer.to_owned());
    desk.send(Message::Draft(DraftMessage::Choose(field.clone(), text.to_owned())));
    let draft = desk.workbench.front.drafts.of(&field);
    assert_eq!(draft, None, "{pointer} refused {text}");
}

fn state(desk: &Desk) -> Value {
    let document = &desk.workbench.front.document;
    document.tree.value(document.tree.find("/States/S").expect("the state"))
}

/// The first rule.
fn rule(desk: &Desk) -> Value {
    let document = &desk.workbench.front.document;
    document.tree.value(document.tree.find("/States/S/Choices/0").expect("a rule"))
}

/// Does what a row of the first rule offers.
fn act(desk: &mut Desk, row: usize, label: &str) {
    let form = form(desk);
    let rows = form.sections[0].groups[0].block.rows.clone().expect("rows");
    let found = rows.0[row].actions.iter().find(|action| action.label.starts_with(label));
    let act: Act = found.and_then(|action| action.act.clone()).unwrap_or_else(|| panic!("row {row} offers no {label}"));
    desk.send(Message::Edit(act.edit(desk.key("S"))));
}

#[test]
fn conditions_are_nested_and_taken_apart_step_by_step() {
    let states = "    \"S\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [{ \"Variable\": \"$.total\", \"NumericGreaterThan\": 1000, \"Next\": \"E\" }],\n      \"Default\": \"E\"\n    }";
    let mut desk = desk(states, false);
    let before = desk.text();
    act(&mut desk, 0, "And");
    choose(&mut desk, "/Choices/0/And/1/Variable", "$.status");
    choose(&mut desk, "/Choices/0/And/1#IsPresent", "StringEquals");
    choose(&mut desk, "/Choices/0/And/1/StringEquals", "paid");
    act(&mut desk, 2, "Not");
    let expected = value::parse(
        r#"{"And": [{"Variable": "$.total", "NumericGreaterThan": 1000}, {"Not": {"Variable": "$.status", "StringEquals": "paid"}}], "Next": "E"}"#,
    );
    assert_eq!(rule(&desk), expected.expect("JSON"));
    assert_eq!(form(&desk).sections[0].groups[0].title, r#"If total is greater than 1000 and not (status is "paid")"#);
    let depths: Vec<u32> =
        form(&desk).sections[0].groups[0].block.rows.clone().expect("rows").0.iter().map(|row| row.depth).collect();
    assert_eq!(depths, [0, 1, 1, 2]);
    act(&mut desk, 1, "Move down");
    act(&mut desk, 1, "Take what is in it out");
    act(&mut desk, 2, "Remove");
    act(&mut desk, 0, "Take what is in it out");
    let expected = value::parse(r#"{"Variable": "$.status", "StringEquals": "paid", "Next": "E"}"#);
    assert_eq!(rule(&desk), expected.expect("JSON"));
    for _ in 0..9 {
        desk.send(Message::Edit(Edit::Undo));
    }
    assert_eq!(desk.text(), before);
}

#[test]
fn an_operator_keeps_its_value_or_brings_one_that_fits() {
    let states = "    \"S\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [{ \"Variable\": \"$.n\", \"StringEquals\": \"12\", \"Next\": \"E\" }]\n    }";
    let mut desk = desk(states, false);
    choose(&mut desk, "/Choices/0#StringEquals", "NumericLessThan");
    assert_eq!(rule(&desk).get("NumericLessThan"), Some(&Value::from(12)));
    choose(&mut desk, "/Choices/0#NumericLessThan", "NumericLessThanPath");
    let form = form(&desk);
    let RowKind::Test { operand, .. } = &form.sections[0].groups[0].block.rows.as_ref().expect("rows").0[0].kind else {
        panic!("no test")
    };
    let operand = operand.as_ref().expect("an operand");
    assert!(matches!(operand.control, Control::Code { grammar: Grammar::Path, .. }), "{operand:?}");
}

#[test]
fn a_wait_has_one_way() {
    let mut desk = desk("    \"S\": { \"Type\": \"Wait\", \"Seconds\": 5, \"Next\": \"E\" }", false);
    choose(&mut desk, "#Seconds", "TimestampPath");
    assert_eq!(state(&desk).to_json(), r#"{"Type":"Wait","TimestampPath":"$.timestamp","Next":"E"}"#);
    assert!(form(&desk).field("/Seconds").is_none());
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(state(&desk).get("Seconds"), Some(&Value::from(5)));
}

#[test]
fn of_two_ways_that_are_written_the_chosen_one_stays() {
    let mut desk = desk("    \"S\": { \"Type\": \"Wait\", \"Seconds\": 5, \"SecondsPath\": \"$.s\", \"Next\": \"E\" }", false);
    assert!(form(&desk).field("/Seconds").is_some() && form(&desk).field("/SecondsPath").is_some());
    choose(&mut desk, "#Seconds", "SecondsPath");
    assert_eq!(state(&desk).to_json(), r#"{"Type":"Wait","SecondsPath":"$.s","Next":"E"}"#);
}

#[test]
fn variables_are_a_table_that_says_who_reads_them() {
    let states = "    \"S\": {\n      \"Type\": \"Pass\",\n      \"Assign\": { \"total.$\": \"$.a\", \"limit\": 3 },\n      \"Next\": \"R\"\n    },\n    \"R\": { \"Type\": \"Pass\", \"Parameters\": { \"x.$\": \"$total\" }, \"Next\": \"E\" }";
    let mut desk = desk(states, false);
    let variables =
        |desk: &Desk| form(desk).sections.iter().find_map(|section| section.block.variables.clone()).expect("variables");
    let rows: Vec<(String, String, usize)> =
        variables(&desk).rows.iter().map(|row| (row.name.value.clone(), row.value.value.clone(), row.used_in.len())).collect();
    assert_eq!(rows, [("total".to_owned(), "$.a".to_owned(), 1), ("limit".to_owned(), "3".to_owned(), 0)]);
    choose(&mut desk, "/Assign/limit", "States.ArrayLength($.items)");
    choose(&mut desk, "/Assign#limit.$", "many");
    choose(&mut desk, "/Assign/total.$", "[1, 2]");
    let add = variables(&desk).add;
    desk.send(Message::Edit(add.edit(desk.key("S"))));
    assert_eq!(
        state(&desk).get("Assign").map(Value::to_json).as_deref(),
        Some(r#"{"total":[1,2],"many.$":"States.ArrayLength($.items)","value.$":"$"}"#)
    );
}

#[test]
fn problems_stand_at_their_fields() {
    let mut desk = desk("    \"S\": { \"Type\": \"Wait\", \"Seconds\": -5, \"Colour\": 1, \"Next\": \"E\" }", false);
    desk.send(Message::Nothing);
    let problems = desk.workbench.front.field_problems(desk.key("S"));
    assert_eq!(problems.of("/Seconds").len(), 1, "{problems:?}");
    assert!(problems.of("/Next").is_empty());
    assert!(problems.rest.iter().any(|problem| problem.message.contains("Colour")), "{problems:?}");
    let other: StateKey = desk.key("E");
    assert_eq!(desk.workbench.front.field_problems(other), workbench::inspector::FieldProblems::default());
}

#[test]
fn the_machine_has_a_form_too() {
    let mut desk = desk("    \"S\": { \"Type\": \"Pass\", \"Next\": \"E\" }", false);
    let field = |pointer: &str| FieldId::Named(Named::Machine, pointer.to_owned());
    desk.send(Message::Draft(DraftMessage::Choose(field("/TimeoutSeconds"), "300".to_owned())));
    assert!(desk.text().contains("\"TimeoutSeconds\": 300"), "{}", desk.text());
    desk.send(Message::Draft(DraftMessage::Choose(field("/TimeoutSeconds"), "soon".to_owned())));
    assert_eq!(
        desk.workbench.front.drafts.of(&field("/TimeoutSeconds")).and_then(|draft| draft.error.as_deref()),
        Some("`soon` is not a number")
    );
}

#[test]
fn a_field_with_placeholders_says_what_it_is_run_as() {
    let mut desk = desk("    \"S\": { \"Type\": \"Task\", \"Resource\": \"${Function}\", \"Next\": \"E\" }", false);
    assert_eq!(desk.workbench.front.with_trial_values("${Function}"), None);
    let value = FieldId::Named(Named::Placeholder, "Function".to_owned());
    desk.send(Message::Draft(DraftMessage::Choose(value, "arn:f".to_owned())));
    assert_eq!(desk.workbench.front.with_trial_values("${Function}").as_deref(), Some("Here it is run as arn:f"));
}

#[test]
fn a_state_is_told_in_words_with_its_own_paths() {
    let sheet =
        workbench::Workbench::open(workbench::project::Project::first(), workbench::panels::Panels::default(), None).front;
    let id = sheet.document.definition.find("ValidateData").expect("the state");
    let words = sheet.in_words(sheet.document.key(id)).join(" ");
    assert!(words.contains("Lambda") || words.contains("function"), "{words}");
    assert!(words.contains("TransformData"), "{words}");
}

#[test]
fn the_help_of_error_names_says_who_raises_them_and_what_can_be_done() {
    let document = Document::new(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
        "Retry": [{"ErrorEquals": ["States.Timeout", "Own"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "A"}]}}}"#,
    );
    let form = inspector::form(&document, document.key(asl::definition::StateId(0))).expect("a form");
    let fields = form.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.block.fields);
    let hints: Vec<&str> = fields.filter(|field| field.label == "ErrorEquals").map(|field| &*field.hint).collect();
    let about = |name: &str| asl::language::error_of_states(name).expect("an error of the service").about;
    assert_eq!(hints.len(), 2);
    assert!(hints[0].contains("States.Timeout: ") && hints[0].contains(about("States.Timeout")), "{}", hints[0]);
    assert!(!hints[0].contains("Own"), "{}", hints[0]);
    assert!(hints[1].contains(about("States.ALL")), "{}", hints[1]);
}
