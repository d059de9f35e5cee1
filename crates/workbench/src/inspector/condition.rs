//! A Choice rule's condition as rows: And, Or and Not with their tests below them, each test with its value, operator and what
//! it is compared with.

use asl::language::{OPERATORS, Operand, Operator, Place, operand};
use asl::tree::{Kind, quote};

use super::field::{Choosable, Control, Encoding, Field, Grammar};
use super::reader::{Reader, choosable};
use super::section::Act;

/// Deeper rows are not indented further.
const DEEPEST: u32 = 6;

/// A condition, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows(pub Vec<Row>);

/// A row of a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The pointer of the object that it is, from the state's object.
    pub pointer: String,
    /// How deeply it is nested.
    pub depth: u32,
    /// What it is.
    pub kind: RowKind,
    /// What can be done with it.
    pub actions: Vec<RowAction>,
    /// Its comment, where one is written; the rule's own stands with its other fields.
    pub comment: Option<Field>,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq)]
pub enum RowKind {
    /// `And`, `Or` or `Not`: what must be true of the rows below it, in words.
    Join(&'static str, &'static str),
    /// A test of one value.
    Test {
        /// `Variable`.
        variable: Box<Field>,
        /// The operator.
        operator: Box<Field>,
        /// What it is compared with; none while there is no operator.
        operand: Option<Box<Field>>,
    },
}

/// Something that can be done with a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowAction {
    /// What it says.
    pub label: &'static str,
    /// What it does; nothing where it does not apply now.
    pub act: Option<Act>,
}

impl Rows {
    /// The fields of all rows.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.0.iter().flat_map(|row| match &row.kind {
            RowKind::Join(..) => row.comment.iter().collect::<Vec<_>>(),
            RowKind::Test { variable, operator, operand } => {
                [Some(&**variable), Some(&**operator), operand.as_deref(), row.comment.as_ref()].into_iter().flatten().collect()
            }
        })
    }
}

/// The rows of the rule at a pointer.
pub fn rows(reader: &Reader, pointer: &str) -> Rows {
    let mut found = Vec::new();
    visit(reader, &Spot { pointer: pointer.to_owned(), depth: 0, list: None }, &mut found);
    Rows(found)
}

/// Where a rule stands.
struct Spot {
    pointer: String,
    depth: u32,
    /// The list that it is in, its place and how many there are.
    list: Option<(String, usize, usize)>,
}

fn visit(reader: &Reader, spot: &Spot, found: &mut Vec<Row>) {
    let pointer = &spot.pointer;
    let join = ["And", "Or", "Not"].into_iter().find(|name| reader.has(&format!("{pointer}/{name}")));
    let kind = match join {
        Some("And") => RowKind::Join("And", "all of these"),
        Some("Or") => RowKind::Join("Or", "any of these"),
        Some(_) => RowKind::Join("Not", "this is not so"),
        None => test(reader, pointer),
    };
    let comment = reader.known(Place::InnerRule, pointer, "Comment").filter(|comment| spot.depth > 0 && comment.is_set);
    found.push(Row {
        comment,
        pointer: pointer.clone(),
        depth: spot.depth.min(DEEPEST),
        kind,
        actions: actions(reader, spot, join),
    });
    let depth = spot.depth + 1;
    match join {
        Some("Not") => visit(reader, &Spot { pointer: format!("{pointer}/Not"), depth, list: None }, found),
        Some(name) => {
            let list = format!("{pointer}/{name}");
            let count = reader.node(&list).map_or(0, |node| reader.picture.tree.children(node).count());
            for index in 0..count {
                let place = Some((list.clone(), index, count));
                visit(reader, &Spot { pointer: format!("{list}/{index}"), depth, list: place }, found);
            }
        }
        None => {}
    }
}

fn test(reader: &Reader, pointer: &str) -> RowKind {
    let tree = &reader.picture.tree;
    let members = reader.node(pointer).map(|node| tree.children(node).collect::<Vec<_>>()).unwrap_or_default();
    let known = |name: &str| operand(name).is_some();
    let written = members.iter().filter_map(|member| tree.key(*member)).find(|name| known(name)).map(|name| name.to_string());
    let mut variable = reader.known(Place::Rule, pointer, "Variable").unwrap_or_else(|| Field::missing(pointer));
    variable.label = "Variable".to_owned();
    let old = written.as_ref().and_then(|name| reader.value(&format!("{pointer}/{name}")));
    let operator = Field {
        label: "Operator".to_owned(),
        hint: written.as_deref().and_then(about).unwrap_or_default().to_owned(),
        control: Control::Select(operators(written.is_none())),
        value: written.clone().unwrap_or_default(),
        is_set: written.is_some(),
        carries: Some(old.clone().unwrap_or_default()),
        ..Field::missing(&format!("{pointer}#{}", written.as_deref().unwrap_or_default()))
    };
    let operand = written.map(|name| Box::new(operand_field(reader, &format!("{pointer}/{name}"), &name)));
    RowKind::Test { variable: Box::new(variable), operator: Box::new(operator), operand }
}

fn operand_field(reader: &Reader, pointer: &str, name: &str) -> Field {
    let line = |placeholder: &str| Control::Line { mono: false, placeholder: placeholder.to_owned() };
    let yes_no = |yes: &str, no: &str| Control::Select(vec![choosable("true", yes), choosable("false", no)]);
    let (control, encoding) = match operand(name) {
        Some(Operand::Test) if name == "IsPresent" => (yes_no("yes", "no"), Encoding::Boolean),
        Some(Operand::Test) => (yes_no("yes", "no"), Encoding::Boolean),
        Some(Operand::Boolean) => (yes_no("true", "false"), Encoding::Boolean),
        Some(Operand::Number) => (line("0"), Encoding::Number),
        Some(Operand::Timestamp) => (Control::Moment { grammar: Grammar::Json }, Encoding::Text),
        Some(Operand::Path) => {
            (Control::Code { grammar: Grammar::Path, lines: 1, placeholder: "$.other".to_owned() }, Encoding::Text)
        }
        Some(Operand::String) | None => (line("empty text"), Encoding::Exact),
    };
    let field = reader.field(pointer, "Value", about(name).unwrap_or_default(), control, encoding);
    // What is of another type than the operator wants is shown as it is written.
    match (field.encoding, reader.value(pointer)) {
        (Encoding::Exact, Some(value)) if value.as_str().is_none() => Field { encoding: Encoding::Json, ..field },
        _ => field,
    }
}

/// What can be done with a row; `join` is what it is, if it has rows below it.
fn actions(reader: &Reader, spot: &Spot, join: Option<&str>) -> Vec<RowAction> {
    let pointer = &spot.pointer;
    let mut actions = Vec::new();
    let mut offer = |label, act| actions.push(RowAction { label, act: Some(act) });
    if let Some(name @ ("And" | "Or")) = join {
        let list = format!("{pointer}/{name}");
        offer("Add a test", Act::Add { list: list.clone(), json: new_test() });
        let other = if name == "And" { "Or" } else { "And" };
        if let Some(json) = reader.json_at(&list) {
            let label = if name == "And" { "Any instead of all (Or)" } else { "All instead of any (And)" };
            offer(label, Act::Set(vec![(format!("{pointer}/{other}"), Some(json)), (list, None)]));
        }
    }
    if let Some(own) = condition_json(reader, pointer) {
        offer("And …: another test beside it", replaced(reader, spot, "And", &format!("[{own}, {}]", new_test())));
        offer("Or …: another test instead", replaced(reader, spot, "Or", &format!("[{own}, {}]", new_test())));
        if join != Some("Not") {
            offer("Not: turn it round", replaced(reader, spot, "Not", &own));
        }
    }
    if let Some(inner) = only_inner(reader, pointer, join) {
        offer("Take what is in it out", unwrapped(reader, spot, &inner));
    }
    if let Some((list, index, count)) = &spot.list {
        let (list, from) = (list.clone(), *index);
        if from > 0 {
            offer("Move up", Act::Move { list: list.clone(), from, to: from - 1 });
        }
        if from + 1 < *count {
            offer("Move down", Act::Move { list: list.clone(), from, to: from + 1 });
        }
        if *count > 1 {
            offer("Remove", Act::Remove { list, index: from });
        }
    }
    actions
}

fn new_test() -> String {
    r#"{"Variable": "$.value", "IsPresent": true}"#.to_owned()
}

/// The members of a rule that are its condition.
fn condition_members(reader: &Reader, pointer: &str) -> Vec<String> {
    let tree = &reader.picture.tree;
    let Some(node) = reader.node(pointer).filter(|node| tree.kind(*node) == Kind::Object) else { return Vec::new() };
    let is_condition = |name: &str| matches!(name, "Variable" | "And" | "Or" | "Not") || operand(name).is_some();
    tree.children(node)
        .filter_map(|member| tree.key(member))
        .filter(|name| is_condition(name))
        .map(|name| name.to_string())
        .collect()
}

/// The condition of a rule as an object of its own.
fn condition_json(reader: &Reader, pointer: &str) -> Option<String> {
    let members = condition_members(reader, pointer);
    let member = |name: &String| Some(format!("{}: {}", quote(name), reader.json_at(&format!("{pointer}/{name}"))?));
    let members: Vec<String> = members.iter().filter_map(member).collect();
    (!members.is_empty()).then(|| format!("{{{}}}", members.join(", ")))
}

/// A rule whose condition is put into a member of itself.
fn replaced(reader: &Reader, spot: &Spot, name: &str, json: &str) -> Act {
    let pointer = &spot.pointer;
    let old = condition_members(reader, pointer);
    // A member of the same name is set, not removed.
    let mut changes = vec![(format!("{pointer}/{name}"), Some(json.to_owned()))];
    changes.extend(old.iter().filter(|old| *old != name).map(|old| (format!("{pointer}/{old}"), None)));
    Act::Set(changes)
}

/// The pointer of the one rule in an And, Or or Not.
fn only_inner(reader: &Reader, pointer: &str, join: Option<&str>) -> Option<String> {
    match join? {
        "Not" => Some(format!("{pointer}/Not")),
        name => {
            let list = format!("{pointer}/{name}");
            let count = reader.picture.tree.children(reader.node(&list)?).count();
            (count == 1).then(|| format!("{list}/0"))
        }
    }
}

/// A rule whose condition is the one of a rule in it.
fn unwrapped(reader: &Reader, spot: &Spot, inner: &str) -> Act {
    let pointer = &spot.pointer;
    let names = condition_members(reader, inner);
    let set =
        names.iter().filter_map(|name| Some((format!("{pointer}/{name}"), Some(reader.json_at(&format!("{inner}/{name}"))?))));
    let mut changes: Vec<(String, Option<String>)> = set.collect();
    let gone = condition_members(reader, pointer).into_iter().filter(|old| !names.contains(old));
    changes.extend(gone.map(|old| (format!("{pointer}/{old}"), None)));
    Act::Set(changes)
}

/// What an operator asks.
fn about(name: &str) -> Option<&'static str> {
    OPERATORS.iter().find(|known| known.name == name || known.by_path == Some(name)).map(|known| known.about)
}

/// All operators in words and as ASL writes them, in groups.
fn operators(unset: bool) -> Vec<Choosable> {
    let mut options: Vec<Choosable> = unset.then(|| choosable("", "choose an operator")).into_iter().collect();
    let group = |operator: &Operator, by_path: bool| match (operator.operand, by_path) {
        (Operand::Number, false) => "Number",
        (Operand::String | Operand::Path, false) => "Text",
        (Operand::Boolean, false) => "True or false",
        (Operand::Timestamp, false) => "Time",
        (Operand::Test, _) => "What kind of value",
        (_, true) => "With another value of the data",
    };
    let option = |operator: &Operator, name: &'static str, by_path| Choosable {
        value: name.into(),
        name: format!("{} · {name}", words(name)).into(),
        group: group(operator, by_path),
    };
    let order = [Operand::Number, Operand::String, Operand::Boolean, Operand::Timestamp, Operand::Test];
    for kind in order {
        options.extend(OPERATORS.iter().filter(|known| known.operand == kind).map(|known| option(known, known.name, false)));
    }
    for kind in order {
        let by_path = OPERATORS.iter().filter(|known| known.operand == kind);
        options.extend(by_path.filter_map(|known| Some(option(known, known.by_path?, true))));
    }
    options
}

/// An operator in words: `is greater than (number)`.
#[must_use]
pub fn words(name: &str) -> String {
    let (bare, by_path) = match name.strip_suffix("Path") {
        Some(bare) => (bare, true),
        None => (name, false),
    };
    let tests = [
        ("IsNull", "is null"),
        ("IsPresent", "is there"),
        ("IsNumeric", "is a number"),
        ("IsString", "is text"),
        ("IsBoolean", "is true or false"),
        ("IsTimestamp", "is a time"),
    ];
    if let Some((_, words)) = tests.iter().find(|(test, _)| *test == bare) {
        return (*words).to_owned();
    }
    let families = [("String", "text"), ("Numeric", "number"), ("Boolean", "true or false"), ("Timestamp", "time")];
    let Some((family, kind)) = families.iter().find(|(family, _)| bare.starts_with(family)) else { return name.to_owned() };
    let relation = match (&bare[family.len()..], *family) {
        ("Equals", _) => "is",
        ("Matches", _) => "matches the pattern",
        ("LessThan", "Timestamp") => "is before",
        ("GreaterThan", "Timestamp") => "is after",
        ("LessThanEquals", "Timestamp") => "is not after",
        ("GreaterThanEquals", "Timestamp") => "is not before",
        ("LessThan", "String") => "sorts before",
        ("GreaterThan", "String") => "sorts after",
        ("LessThanEquals", "String") => "does not sort after",
        ("GreaterThanEquals", "String") => "does not sort before",
        ("LessThan", _) => "is less than",
        ("GreaterThan", _) => "is greater than",
        ("LessThanEquals", _) => "is at most",
        _ => "is at least",
    };
    if by_path { format!("{relation} the {kind} at") } else { format!("{relation} ({kind})") }
}

/// What a new rule tests, as members of its object.
pub fn new_rule(is_jsonata: bool) -> &'static str {
    if is_jsonata { r#""Condition": "{% true %}""# } else { r#""Variable": "$.value", "IsPresent": true"# }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_has_words_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for option in operators(false) {
            assert!(!option.group.is_empty() && option.name != option.value, "{}", option.value);
            assert!(seen.insert(option.name.clone()), "{} is there twice", option.name);
        }
        assert_eq!(seen.len(), asl::language::operator_names().count());
        assert_eq!(words("NumericGreaterThan"), "is greater than (number)");
        assert_eq!(words("TimestampLessThanEqualsPath"), "is not after the time at");
    }
}
