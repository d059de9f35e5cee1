//! Which fields which objects have: the language's table, field by state type and query language.

use crate::definition::{Definition, NodeId, QueryLanguage, StateId, StateKind};
use crate::tree::{Kind, Tree};
use crate::words::nearest;

/// An object of the definition whose fields are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Object {
    pub node: NodeId,
    pub kind: ObjectKind,
    /// The query language in force there.
    pub language: QueryLanguage,
    /// Whether it is in a state that asks for JSONPath where it may not: which language is meant there is not known.
    pub downgraded: bool,
}

/// The kinds of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectKind {
    Machine,
    Branch,
    Processor,
    ProcessorConfig,
    State(StateId),
    Rule,
    /// A rule within `And`, `Or` or `Not`.
    InnerRule,
    Retrier,
    Catcher,
    ItemReader,
    ReaderConfig,
    ItemBatcher,
    ResultWriter,
    WriterConfig,
}

/// In which query language a field is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    Both,
    JsonPath,
    Jsonata,
}

use Where::{Both, JsonPath, Jsonata};

/// Fields of states: name, types (T Task, P Pass, C Choice, W Wait, S Succeed, F Fail, L Parallel, M Map), language.
const STATE_FIELDS: &[(&str, &str, Where)] = &[
    ("Type", "TPCWSFLM", Both),
    ("Comment", "TPCWSFLM", Both),
    ("QueryLanguage", "TPCWSFLM", Both),
    ("Next", "TPWLM", Both),
    ("End", "TPWLM", Both),
    ("InputPath", "TPCWSLM", JsonPath),
    ("OutputPath", "TPCWSLM", JsonPath),
    ("Parameters", "TPLM", JsonPath),
    ("ResultSelector", "TLM", JsonPath),
    ("ResultPath", "TPLM", JsonPath),
    ("Result", "P", JsonPath),
    ("Arguments", "TL", Jsonata),
    ("Output", "TPCWSLM", Jsonata),
    ("Assign", "TPCWLM", Both),
    ("Retry", "TLM", Both),
    ("Catch", "TLM", Both),
    ("TimeoutSeconds", "T", Both),
    ("HeartbeatSeconds", "T", Both),
    ("TimeoutSecondsPath", "T", JsonPath),
    ("HeartbeatSecondsPath", "T", JsonPath),
    ("Resource", "T", Both),
    ("Credentials", "T", Both),
    ("Choices", "C", Both),
    ("Default", "C", Both),
    ("Seconds", "W", Both),
    ("Timestamp", "W", Both),
    ("SecondsPath", "W", JsonPath),
    ("TimestampPath", "W", JsonPath),
    ("Error", "F", Both),
    ("Cause", "F", Both),
    ("ErrorPath", "F", JsonPath),
    ("CausePath", "F", JsonPath),
    ("Branches", "L", Both),
    ("ItemProcessor", "M", Both),
    ("Iterator", "M", Both),
    ("MaxConcurrency", "M", Both),
    ("MaxConcurrencyPath", "M", JsonPath),
    ("ItemSelector", "M", Both),
    ("ItemReader", "M", Both),
    ("ItemBatcher", "M", Both),
    ("ResultWriter", "M", Both),
    ("Label", "M", Both),
    ("ToleratedFailureCount", "M", Both),
    ("ToleratedFailureCountPath", "M", JsonPath),
    ("ToleratedFailurePercentage", "M", Both),
    ("ToleratedFailurePercentagePath", "M", JsonPath),
    ("ItemsPath", "M", JsonPath),
    ("Items", "M", Jsonata),
];

const MACHINE: &[(&str, Where)] = &[
    ("Comment", Both),
    ("StartAt", Both),
    ("States", Both),
    ("Version", Both),
    ("TimeoutSeconds", Both),
    ("QueryLanguage", Both),
];
const BRANCH: &[(&str, Where)] = &[("Comment", Both), ("StartAt", Both), ("States", Both), ("QueryLanguage", Both)];
const PROCESSOR: &[(&str, Where)] =
    &[("Comment", Both), ("StartAt", Both), ("States", Both), ("QueryLanguage", Both), ("ProcessorConfig", Both)];
const PROCESSOR_CONFIG: &[(&str, Where)] = &[("Mode", Both), ("ExecutionType", Both)];
const RULE: &[(&str, Where)] = &[
    ("Comment", Both),
    ("Next", Both),
    ("Assign", Both),
    ("Output", Jsonata),
    ("Condition", Jsonata),
    ("Variable", JsonPath),
    ("And", JsonPath),
    ("Or", JsonPath),
    ("Not", JsonPath),
];
const INNER_RULE: &[(&str, Where)] =
    &[("Comment", Both), ("Variable", JsonPath), ("And", JsonPath), ("Or", JsonPath), ("Not", JsonPath)];
const RETRIER: &[(&str, Where)] = &[
    ("Comment", Both),
    ("ErrorEquals", Both),
    ("IntervalSeconds", Both),
    ("MaxAttempts", Both),
    ("BackoffRate", Both),
    ("MaxDelaySeconds", Both),
    ("JitterStrategy", Both),
];
const CATCHER: &[(&str, Where)] =
    &[("Comment", Both), ("ErrorEquals", Both), ("Next", Both), ("ResultPath", JsonPath), ("Assign", Both), ("Output", Jsonata)];
const ITEM_READER: &[(&str, Where)] =
    &[("Resource", Both), ("ReaderConfig", Both), ("Parameters", JsonPath), ("Arguments", Jsonata)];
const READER_CONFIG: &[(&str, Where)] = &[
    ("InputType", Both),
    ("Transformation", Both),
    ("ManifestType", Both),
    ("CSVDelimiter", Both),
    ("CSVHeaderLocation", Both),
    ("CSVHeaders", Both),
    ("ItemsPointer", Both),
    ("MaxItems", Both),
    ("MaxItemsPath", JsonPath),
];
const ITEM_BATCHER: &[(&str, Where)] = &[
    ("BatchInput", Both),
    ("MaxItemsPerBatch", Both),
    ("MaxItemsPerBatchPath", JsonPath),
    ("MaxInputBytesPerBatch", Both),
    ("MaxInputBytesPerBatchPath", JsonPath),
];
const RESULT_WRITER: &[(&str, Where)] =
    &[("Resource", Both), ("WriterConfig", Both), ("Parameters", JsonPath), ("Arguments", Jsonata)];
const WRITER_CONFIG: &[(&str, Where)] = &[("OutputType", Both), ("Transformation", Both)];

/// Comparison operators: name without `Path`, and what the operand is.
pub(super) const OPERATORS: &[(&str, Operand)] = &[
    ("StringEquals", Operand::String),
    ("StringLessThan", Operand::String),
    ("StringGreaterThan", Operand::String),
    ("StringLessThanEquals", Operand::String),
    ("StringGreaterThanEquals", Operand::String),
    ("StringMatches", Operand::String),
    ("NumericEquals", Operand::Number),
    ("NumericLessThan", Operand::Number),
    ("NumericGreaterThan", Operand::Number),
    ("NumericLessThanEquals", Operand::Number),
    ("NumericGreaterThanEquals", Operand::Number),
    ("BooleanEquals", Operand::Boolean),
    ("TimestampEquals", Operand::Timestamp),
    ("TimestampLessThan", Operand::Timestamp),
    ("TimestampGreaterThan", Operand::Timestamp),
    ("TimestampLessThanEquals", Operand::Timestamp),
    ("TimestampGreaterThanEquals", Operand::Timestamp),
    ("IsNull", Operand::Test),
    ("IsPresent", Operand::Test),
    ("IsNumeric", Operand::Test),
    ("IsString", Operand::Test),
    ("IsBoolean", Operand::Test),
    ("IsTimestamp", Operand::Test),
];

/// The operators that compare with what a path names.
pub(super) const BY_PATH: &[&str] = &[
    "StringEqualsPath",
    "StringLessThanPath",
    "StringGreaterThanPath",
    "StringLessThanEqualsPath",
    "StringGreaterThanEqualsPath",
    "NumericEqualsPath",
    "NumericLessThanPath",
    "NumericGreaterThanPath",
    "NumericLessThanEqualsPath",
    "NumericGreaterThanEqualsPath",
    "BooleanEqualsPath",
    "TimestampEqualsPath",
    "TimestampLessThanPath",
    "TimestampGreaterThanPath",
    "TimestampLessThanEqualsPath",
    "TimestampGreaterThanEqualsPath",
];

/// What an operator is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    String,
    Number,
    Boolean,
    Timestamp,
    /// True or false, of an operator that has no `Path` form.
    Test,
    /// A path.
    Path,
}

/// The operand of an operator; `None` if there is no such operator.
pub(super) fn operand(operator: &str) -> Option<Operand> {
    let exact = OPERATORS.iter().find(|(name, _)| *name == operator).map(|(_, operand)| *operand);
    let by_path = || BY_PATH.contains(&operator).then_some(Operand::Path);
    exact.or_else(by_path)
}

/// What the table says of a field in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    /// Only in the other query language.
    OtherLanguage,
    /// Only in other types of states.
    OtherType,
    Unknown,
}

/// Judges a field.
pub(super) fn judge(definition: &Definition, object: &Object, field: &str) -> Verdict {
    let by_language = |wanted: Where| match (wanted, object.language) {
        (Both, _) | (JsonPath, QueryLanguage::JsonPath) | (Jsonata, QueryLanguage::Jsonata) => Verdict::Allowed,
        _ => Verdict::OtherLanguage,
    };
    if let ObjectKind::State(id) = object.kind {
        let Some(letter) = letter(&definition.state(id).kind) else { return Verdict::Allowed };
        let Some((_, types, language)) = STATE_FIELDS.iter().find(|(name, ..)| *name == field) else { return Verdict::Unknown };
        return if types.contains(letter) { by_language(*language) } else { Verdict::OtherType };
    }
    if matches!(object.kind, ObjectKind::Rule | ObjectKind::InnerRule) && operand(field).is_some() {
        return by_language(JsonPath);
    }
    fields(object.kind).iter().find(|(name, _)| *name == field).map_or(Verdict::Unknown, |(_, language)| by_language(*language))
}

/// Whether some other object has a field of this name.
pub(super) fn is_known(field: &str) -> bool {
    let tables = [
        MACHINE,
        PROCESSOR,
        PROCESSOR_CONFIG,
        RULE,
        RETRIER,
        CATCHER,
        ITEM_READER,
        READER_CONFIG,
        ITEM_BATCHER,
        RESULT_WRITER,
        WRITER_CONFIG,
    ];
    STATE_FIELDS.iter().any(|(name, ..)| *name == field)
        || tables.iter().any(|table| table.iter().any(|(name, _)| *name == field))
}

/// The field that is meant by one that the object does not have: the nearest of those that are not written.
pub(super) fn meant(definition: &Definition, tree: &Tree, object: &Object, field: &str) -> Option<&'static str> {
    if is_known(field) {
        return None;
    }
    let free = candidates(definition, object).into_iter().filter(|candidate| tree.member(object.node, candidate).is_none());
    nearest(field, free)
}

/// The fields an object may have.
fn candidates(definition: &Definition, object: &Object) -> Vec<&'static str> {
    let all: Vec<&'static str> = match object.kind {
        ObjectKind::State(_) => STATE_FIELDS.iter().map(|(name, ..)| *name).collect(),
        ObjectKind::Rule | ObjectKind::InnerRule => {
            fields(object.kind).iter().map(|(name, _)| *name).chain(OPERATORS.iter().map(|(name, _)| *name)).collect()
        }
        kind => fields(kind).iter().map(|(name, _)| *name).collect(),
    };
    all.into_iter().filter(|name| judge(definition, object, name) == Verdict::Allowed).collect()
}

fn fields(kind: ObjectKind) -> &'static [(&'static str, Where)] {
    match kind {
        ObjectKind::Machine => MACHINE,
        ObjectKind::Branch => BRANCH,
        ObjectKind::Processor => PROCESSOR,
        ObjectKind::ProcessorConfig => PROCESSOR_CONFIG,
        ObjectKind::State(_) => &[],
        ObjectKind::Rule => RULE,
        ObjectKind::InnerRule => INNER_RULE,
        ObjectKind::Retrier => RETRIER,
        ObjectKind::Catcher => CATCHER,
        ObjectKind::ItemReader => ITEM_READER,
        ObjectKind::ReaderConfig => READER_CONFIG,
        ObjectKind::ItemBatcher => ITEM_BATCHER,
        ObjectKind::ResultWriter => RESULT_WRITER,
        ObjectKind::WriterConfig => WRITER_CONFIG,
    }
}

fn letter(kind: &StateKind) -> Option<char> {
    Some(match kind {
        StateKind::Task(_) => 'T',
        StateKind::Pass => 'P',
        StateKind::Choice(_) => 'C',
        StateKind::Wait(_) => 'W',
        StateKind::Succeed => 'S',
        StateKind::Fail(_) => 'F',
        StateKind::Parallel(_) => 'L',
        StateKind::Map(_) => 'M',
        StateKind::Unknown(_) => return None,
    })
}

/// Every object of the definition with known fields, in document order by kind.
pub(super) fn objects(definition: &Definition, tree: &Tree) -> Vec<Object> {
    let mut objects = Vec::new();
    for scope in &definition.scopes {
        if tree.is_empty() || tree.kind(scope.node) != Kind::Object {
            continue;
        }
        let kind = match scope.owner.map(|owner| &definition.state(owner).kind) {
            None => ObjectKind::Machine,
            Some(StateKind::Map(_)) => ObjectKind::Processor,
            Some(_) => ObjectKind::Branch,
        };
        let mut push = |node, kind| {
            objects.push(Object { node, kind, language: scope.default_query_language, downgraded: false });
        };
        push(scope.node, kind);
        if let Some(config) = object(tree, scope.node, "ProcessorConfig").filter(|_| kind == ObjectKind::Processor) {
            push(config, ObjectKind::ProcessorConfig);
        }
    }
    for state in &definition.states {
        let downgraded = definition.is_downgraded(state);
        let mut push = |node, kind| objects.push(Object { node, kind, language: state.query_language, downgraded });
        push(state.node, ObjectKind::State(state.id));
        for retrier in &state.retry {
            push(retrier.node, ObjectKind::Retrier);
        }
        for catcher in &state.catch {
            push(catcher.node, ObjectKind::Catcher);
        }
        match &state.kind {
            StateKind::Choice(choice) => {
                for rule in &choice.rules {
                    push(rule.node, ObjectKind::Rule);
                    for inner in inner_rules(tree, rule.node) {
                        push(inner, ObjectKind::InnerRule);
                    }
                }
            }
            StateKind::Map(_) => {
                let config = |parent: Option<NodeId>, name| object(tree, parent?, name);
                let reader = object(tree, state.node, "ItemReader");
                let writer = object(tree, state.node, "ResultWriter");
                let found = [
                    (reader, ObjectKind::ItemReader),
                    (config(reader, "ReaderConfig"), ObjectKind::ReaderConfig),
                    (object(tree, state.node, "ItemBatcher"), ObjectKind::ItemBatcher),
                    (writer, ObjectKind::ResultWriter),
                    (config(writer, "WriterConfig"), ObjectKind::WriterConfig),
                ];
                for (node, kind) in found {
                    if let Some(node) = node {
                        push(node, kind);
                    }
                }
            }
            _ => {}
        }
    }
    objects
}

/// The rules within a rule's `And`, `Or` and `Not`, at any depth.
fn inner_rules(tree: &Tree, rule: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut open = vec![rule];
    while let Some(rule) = open.pop() {
        let lists = ["And", "Or"]
            .iter()
            .filter_map(|name| tree.member(rule, name))
            .flat_map(|list| tree.children(list).collect::<Vec<_>>());
        let inner: Vec<NodeId> = lists.chain(tree.member(rule, "Not")).filter(|node| tree.kind(*node) == Kind::Object).collect();
        found.extend(&inner);
        open.extend(inner);
    }
    found
}

fn object(tree: &Tree, parent: NodeId, name: &str) -> Option<NodeId> {
    tree.member(parent, name).filter(|node| tree.kind(*node) == Kind::Object)
}
