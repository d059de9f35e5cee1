//! The language's table and those who go by it: what one of them knows, all know.

use std::collections::BTreeSet;

use asl::definition::QueryLanguage;
use asl::document::Document;
use asl::language::{Field, Holds, Languages, Need, OPERATORS, Place, Role, StateType, fields, operand, operator_names};
use asl::lint::{Diagnostic, Options, Severity, lint};

/// A definition in which an object of this place has these members, beside what it must have.
fn definition(place: Place, language: QueryLanguage, members: &str) -> String {
    let name = match language {
        QueryLanguage::JsonPath => "JSONPath",
        QueryLanguage::Jsonata => "JSONata",
    };
    let pass = r#"{"Type": "Pass", "End": true}"#;
    let inner = format!(r#""StartAt": "I", "States": {{"I": {pass}}}"#);
    let map = |members: &str| format!(r#"{{"Type": "Map", "End": true, "ItemProcessor": {{{inner}}}, {members}}}"#);
    let state = match place {
        Place::Machine => {
            return format!(r#"{{"StartAt": "S", "States": {{"S": {pass}}}, {members}}}"#);
        }
        Place::State(kind) => format!(r#"{{"Type": "{}", {members}}}"#, kind.name()),
        Place::Branch => format!(r#"{{"Type": "Parallel", "End": true, "Branches": [{{{inner}, {members}}}]}}"#),
        Place::Processor => format!(r#"{{"Type": "Map", "End": true, "ItemProcessor": {{{inner}, {members}}}}}"#),
        Place::ProcessorConfig => {
            format!(r#"{{"Type": "Map", "End": true, "ItemProcessor": {{{inner}, "ProcessorConfig": {{{members}}}}}}}"#)
        }
        Place::Rule => format!(r#"{{"Type": "Choice", "Choices": [{{{members}}}]}}"#),
        Place::InnerRule => format!(r#"{{"Type": "Choice", "Choices": [{{"Not": {{{members}}}, "Next": "S"}}]}}"#),
        Place::Retrier => format!(r#"{{"Type": "Task", "End": true, "Resource": "r", "Retry": [{{{members}}}]}}"#),
        Place::Catcher => format!(r#"{{"Type": "Task", "End": true, "Resource": "r", "Catch": [{{{members}}}]}}"#),
        Place::ItemReader => map(&format!(r#""ItemReader": {{{members}}}"#)),
        Place::ReaderConfig => map(&format!(r#""ItemReader": {{"ReaderConfig": {{{members}}}}}"#)),
        Place::ItemBatcher => map(&format!(r#""ItemBatcher": {{{members}}}"#)),
        Place::ResultWriter => map(&format!(r#""ResultWriter": {{{members}}}"#)),
        Place::WriterConfig => map(&format!(r#""ResultWriter": {{"WriterConfig": {{{members}}}}}"#)),
    };
    format!(r#"{{"QueryLanguage": "{name}", "StartAt": "S", "States": {{"S": {state}}}}}"#)
}

fn said(text: &str) -> Vec<Diagnostic> {
    lint(&Document::new(text), Options::default())
}

/// A value that a field takes.
fn right(field: &Field, language: QueryLanguage) -> String {
    if field.role == Some(Role::Setting) && language == QueryLanguage::Jsonata {
        return r#""{% $states.input.x %}""#.to_owned();
    }
    match field.holds {
        Holds::Text if field.name == "ItemsPointer" => r#""/a""#.to_owned(),
        Holds::Text if field.name == "Resource" => r#""arn:aws:states:::s3:getObject""#.to_owned(),
        Holds::Text => r#""x""#.to_owned(),
        Holds::Words(words) => format!("\"{}\"", words[0]),
        Holds::Timestamp => r#""2026-01-31T12:00:00Z""#.to_owned(),
        Holds::Path => r#""$.x""#.to_owned(),
        Holds::State => r#""S""#.to_owned(),
        Holds::Number(least, _) | Holds::Whole(least, _) => format!("{least}"),
        Holds::Flag => "true".to_owned(),
        Holds::Json | Holds::Object => r#"{"x": 1}"#.to_owned(),
        Holds::List => r#"[{}]"#.to_owned(),
        Holds::Texts => r#"["x"]"#.to_owned(),
    }
}

/// A value that a field does not take; `None` where it takes any.
fn wrong(field: &Field) -> Option<&'static str> {
    match field.holds {
        Holds::Json => None,
        Holds::Object => Some("5"),
        Holds::List | Holds::Texts => Some(r#"{"x": 1}"#),
        _ => Some(r#"[["x"]]"#),
    }
}

/// The fields of every place in every language that has them.
fn cases() -> impl Iterator<Item = (&'static Field, Place, QueryLanguage)> {
    let languages = [QueryLanguage::JsonPath, QueryLanguage::Jsonata];
    fields().iter().flat_map(move |field| {
        let places = field.places.iter().flat_map(move |place| languages.map(move |language| (field, *place, language)));
        // An object has its type already.
        places.filter(|(field, place, _)| !(field.name == "Type" && matches!(place, Place::State(_))))
    })
}

#[test]
fn the_linter_takes_a_field_where_the_table_has_it_and_nowhere_else() {
    for (field, place, language) in cases() {
        let text = definition(place, language, &format!("\"{}\": {}", field.name, right(field, language)));
        let refusals =
            [format!("Field '{}' is not supported", field.name), format!("field '{}' is only supported for", field.name)];
        let is_refusal = |found: &Diagnostic| refusals.iter().any(|refusal| found.message.contains(refusal));
        let refused = said(&text).iter().any(|found| found.severity == Severity::Error && is_refusal(found));
        // The table has these, for definitions do; the service refuses them, and so does the linter.
        let inner_language = field.name == "QueryLanguage" && matches!(place, Place::Branch | Place::Processor);
        // What belongs to a comparison is not refused by itself in JSONata: the comparison is.
        let comparison = matches!(place, Place::Rule | Place::InnerRule) && language == QueryLanguage::Jsonata;
        if !inner_language && !comparison {
            assert_eq!(refused, !field.languages.have(language), "{} in {place:?}, {language:?}: {:?}", field.name, said(&text));
        }
    }
}

#[test]
fn a_value_of_a_wrong_type_is_said_of_every_field() {
    let mut unsaid = Vec::new();
    for (field, place, language) in cases().filter(|(field, _, language)| field.languages.have(*language)) {
        let Some(wrong) = wrong(field) else { continue };
        let text = definition(place, language, &format!("\"{}\": {wrong}", field.name));
        let at = format!("/{}", field.name);
        if !said(&text).iter().any(|found| found.severity == Severity::Error && found.location.contains(&at)) {
            unsaid.push(format!("{} in {place:?}, {language:?}", field.name));
        }
    }
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

#[test]
fn what_must_be_there_is_asked_for_and_what_may_be_left_out_is_not() {
    let is_scope = |place: &Place| matches!(place, Place::Machine | Place::Branch | Place::Processor);
    for (field, place, language) in cases().filter(|(_, place, _)| !is_scope(place)) {
        let (members, needed) = match field.need {
            Need::Never => (r#""Zzzzzzzz": 1"#.to_owned(), false),
            Need::Always | Need::Without(_) => (r#""Zzzzzzzz": 1"#.to_owned(), true),
            Need::Where(other, word) => (format!(r#""{other}": "{word}""#), true),
        };
        let found = said(&definition(place, language, &members));
        let asked = found.iter().filter(|found| found.message.contains("These fields are required"));
        let mut names =
            asked.flat_map(|found| found.message.split(['[', ']', ',']).map(|name| name.trim().to_owned()).collect::<Vec<_>>());
        assert_eq!(
            names.any(|name| name == field.name),
            needed && field.languages.have(language),
            "{} in {place:?}, {language:?}: {found:?}",
            field.name
        );
    }
}

#[test]
fn what_must_hold_something_is_refused_empty() {
    for (field, place, language) in cases().filter(|(field, _, language)| field.languages.have(*language)) {
        let empty = match field.holds {
            Holds::Object => "{}",
            Holds::List | Holds::Texts => "[]",
            _ => continue,
        };
        let found = said(&definition(place, language, &format!("\"{}\": {empty}", field.name)));
        let is_refused = |found: &Diagnostic| found.message.contains("Value cannot be empty");
        let at_field = found.iter().filter(|found| found.location.ends_with(&format!("/{}", field.name))).any(is_refused);
        assert!(!field.filled || at_field, "{} in {place:?}: {found:?}", field.name);
    }
}

#[test]
fn numbers_outside_their_range_and_unknown_words_are_said_of_every_field() {
    for (field, place, language) in cases().filter(|(field, _, language)| field.languages.have(*language)) {
        let values: Vec<String> = match field.holds {
            Holds::Whole(least, most) => vec![format!("{}", least - 1.0), format!("{}", most + 1.0), format!("{}", least + 0.5)],
            Holds::Number(least, most) if most.is_finite() => vec![format!("{}", least - 1.0), format!("{}", most + 1.0)],
            Holds::Number(least, _) => vec![format!("{}", least - 1.0)],
            Holds::Words(_) => vec!["\"Otherwise\"".to_owned()],
            _ => continue,
        };
        for value in values {
            let text = definition(place, language, &format!("\"{}\": {value}", field.name));
            let found = said(&text);
            let at_field = found.iter().any(|found| found.location.contains(&format!("/{}", field.name)));
            assert!(at_field, "{} = {value} in {place:?}: {found:?}", field.name);
        }
    }
}

/// The names of fields in the source of what reads definitions.
fn read_names() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/definition/read");
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("the reader's source").flatten() {
        if file.file_name() == "tests.rs" {
            continue;
        }
        let source = std::fs::read_to_string(file.path()).expect("a source file");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let words = source.split('"').skip(1).step_by(2);
        let is_name = |word: &&str| {
            word.starts_with(|first: char| first.is_ascii_uppercase()) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        names.extend(words.filter(is_name).map(str::to_owned));
    }
    names
}

#[test]
fn what_reads_definitions_knows_every_field_and_no_other() {
    let read = read_names();
    let in_table: BTreeSet<String> = fields().iter().map(|field| field.name.to_owned()).collect();
    let words: BTreeSet<String> = fields()
        .iter()
        .filter_map(|field| match field.holds {
            Holds::Words(words) => Some(words),
            _ => None,
        })
        .flat_map(|words| words.iter().map(|word| (*word).to_owned()))
        .collect();
    let unread: Vec<_> = in_table.difference(&read).collect();
    let untold: Vec<_> = read
        .iter()
        .filter(|name| !in_table.contains(*name) && !words.contains(*name))
        // Of CloudFormation's templates.
        .filter(|name| *name != "Ref")
        .collect();
    assert!(unread.is_empty(), "not read: {unread:?}");
    assert!(untold.is_empty(), "not in the table: {untold:?}");
}

#[test]
fn every_entry_of_the_table_says_what_it_is_once() {
    let mut seen = BTreeSet::new();
    for field in fields() {
        assert!(field.about.ends_with('.') && field.about.len() < 120, "{}: {}", field.name, field.about);
        assert!(field.since.month() >= "2016-12" && !field.places.is_empty(), "{}", field.name);
        for place in field.places {
            assert!(seen.insert((field.name, *place)), "{} in {place:?} is there twice", field.name);
        }
        let path = matches!(field.role, Some(Role::Path | Role::ReferencePath | Role::ResultPath | Role::PathOrIntrinsic));
        assert!(!path || (field.languages == Languages::JsonPath && field.holds == Holds::Path), "{}", field.name);
    }
    for state_type in StateType::ALL {
        assert!(seen.contains(&("Comment", Place::State(state_type))), "{state_type:?}");
    }
}

#[test]
fn operators_have_a_sentence_and_a_path_beside_them() {
    let names: Vec<_> = operator_names().collect();
    assert_eq!((OPERATORS.len(), names.len(), names.iter().collect::<BTreeSet<_>>().len()), (23, 39, 39));
    for operator in OPERATORS {
        assert!(operator.about.ends_with('.'), "{}", operator.name);
        assert_eq!(operand(operator.name), Some(operator.operand));
        if let Some(path) = operator.by_path {
            assert_eq!(path.strip_suffix("Path"), Some(operator.name));
        }
    }
    assert_eq!(operand("StringContains"), None);
}
