//! The table of fields: what the specification of Amazon States Language and the pages of the service's guide on state types
//! say, with the ranges that its validation names.

use super::StateType::{Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait};
use super::fields::Field;
use super::fields::Holds::{Flag, Json, List, Number, Object, State as Name, Text, Texts, Timestamp, Whole, Words};
use super::fields::Need;
use super::fields::Place::{
    self, Branch, Catcher, InnerRule, ItemBatcher, ItemReader, Machine, Processor, ProcessorConfig, ReaderConfig, ResultWriter,
    Retrier, Rule, State, WriterConfig,
};
use super::fields::Release::{Accounts, DataLimits, DistributedMaps, Formats, Jsonata, Maps, NestedFiles, Retries};
use super::fields::Role::{Assign, PathOrIntrinsic, ReferencePath, ResultPath, Setting, Template};
use super::fields::{Holds, Role};

const fn field(name: &'static str, places: &'static [Place], holds: Holds, about: &'static str) -> Field {
    Field::new(name, places, holds, about)
}

/// A field that holds a path of JSONPath.
const fn path(name: &'static str, places: &'static [Place], role: Role, about: &'static str) -> Field {
    Field::new(name, places, Holds::Path, about).computed(role).in_jsonpath()
}

const TASK: &[Place] = &[State(Task)];
const CHOICE: &[Place] = &[State(Choice)];
const WAIT: &[Place] = &[State(Wait)];
const FAIL: &[Place] = &[State(Fail)];
const MAP: &[Place] = &[State(Map)];
const STATES: &[Place] =
    &[State(Task), State(Pass), State(Choice), State(Wait), State(Succeed), State(Fail), State(Parallel), State(Map)];
/// States that something follows by `Next`, or that end their scope.
const STEPS: &[Place] = &[State(Task), State(Pass), State(Wait), State(Parallel), State(Map)];
/// States that work.
const WORKERS: &[Place] = &[State(Task), State(Parallel), State(Map)];
const NOT_FAIL: &[Place] = &[State(Task), State(Pass), State(Choice), State(Wait), State(Succeed), State(Parallel), State(Map)];
const SCOPES: &[Place] = &[Machine, Branch, Processor];

const SECONDS: f64 = 99_999_999.0;

pub(super) const FIELDS: &[Field] = &[
    // Machines, branches and processors.
    field("StartAt", SCOPES, Name, "The state that everything begins with.").needed(),
    field("States", SCOPES, Object, "The states, by name.").needed().filled(),
    field("Version", &[Machine], Words(&["1.0"]), "The version of the language: 1.0."),
    field(
        "TimeoutSeconds",
        &[Machine],
        Whole(1.0, SECONDS),
        "How long an execution may last; then it fails with `States.Timeout`.",
    ),
    field(
        "QueryLanguage",
        SCOPES,
        Words(&["JSONPath", "JSONata"]),
        "The language of expressions in all states that say nothing else.",
    )
    .since(Jsonata),
    field("ProcessorConfig", &[Processor], Object, "Whether the Map runs within the execution or in child executions.")
        .since(DistributedMaps),
    field(
        "Mode",
        &[ProcessorConfig],
        Words(&["INLINE", "DISTRIBUTED"]),
        "`INLINE` within the execution, `DISTRIBUTED` in child executions.",
    )
    .since(DistributedMaps),
    field(
        "ExecutionType",
        &[ProcessorConfig],
        Words(&["STANDARD", "EXPRESS"]),
        "The type of a distributed Map's child executions.",
    )
    .needed_when(Need::Where("Mode", "DISTRIBUTED"))
    .since(DistributedMaps),
    // What most states have.
    field(
        "Type",
        STATES,
        Words(&["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"]),
        "What kind of state it is.",
    )
    .needed(),
    field("Comment", STATES, Text, "A note for people."),
    field("Comment", &[Machine, Branch, Processor, Rule, InnerRule, Retrier, Catcher], Text, "A note for people."),
    field("QueryLanguage", STATES, Words(&["JSONPath", "JSONata"]), "The language of this state's expressions.").since(Jsonata),
    field("Next", STEPS, Name, "The state that follows."),
    field("End", STEPS, Flag, "The state is the last of its scope."),
    path("InputPath", NOT_FAIL, Role::Path, "The part of the input that the state sees; `null` for an empty object."),
    path("OutputPath", NOT_FAIL, Role::Path, "The part of the output that goes on; `null` for an empty object."),
    field(
        "Parameters",
        WORKERS,
        Json,
        "What the work is given, made from the state's input; of a Map the old name of `ItemSelector`.",
    )
    .computed(Template)
    .in_jsonpath(),
    field("Parameters", &[State(Pass)], Json, "The state's result, made from its input.").computed(Template).in_jsonpath(),
    field("ResultSelector", WORKERS, Json, "What is kept of the result.").computed(Template).in_jsonpath().since(DataLimits),
    path("ResultPath", STEPS_WITH_RESULTS, ResultPath, "Where in the input the result is put; `null` drops it."),
    field("Result", &[State(Pass)], Json, "The state's result, as it stands.").in_jsonpath(),
    field("Arguments", &[State(Task), State(Parallel)], Json, "What the work is given.").computed(Template).in_jsonata(),
    field("Output", NOT_FAIL, Json, "The state's output.").computed(Template).in_jsonata(),
    field(
        "Assign",
        &[State(Task), State(Pass), State(Choice), State(Wait), State(Parallel), State(Map)],
        Object,
        "Variables, and what they are set to when the state is left.",
    )
    .computed(Assign)
    .since(Jsonata),
    field("Retry", WORKERS, List, "Which errors are tried again, and when."),
    field("Catch", WORKERS, List, "Which errors lead to which state."),
    // Tasks.
    field("TimeoutSeconds", TASK, Whole(1.0, SECONDS), "How long the work may last; then the state fails with `States.Timeout`.")
        .computed(Setting),
    field("HeartbeatSeconds", TASK, Whole(1.0, SECONDS), "How long the work may give no sign of life.").computed(Setting),
    path("TimeoutSecondsPath", TASK, ReferencePath, "Where in the input `TimeoutSeconds` is found.").since(DataLimits),
    path("HeartbeatSecondsPath", TASK, ReferencePath, "Where in the input `HeartbeatSeconds` is found.").since(DataLimits),
    field("Resource", TASK, Text, "The ARN of what does the work.").needed(),
    field("Credentials", TASK, Object, "The role that the work is done in, perhaps of another account.")
        .computed(Template)
        .since(Accounts),
    // Choices.
    field("Choices", CHOICE, List, "The rules, of which the first that is true decides.").needed().filled(),
    field("Default", CHOICE, Name, "The state that follows when no rule is true."),
    // Waits.
    field("Seconds", WAIT, Whole(0.0, SECONDS), "How long to wait.").computed(Setting),
    field("Timestamp", WAIT, Timestamp, "The moment to wait for.").computed(Setting),
    path("SecondsPath", WAIT, ReferencePath, "Where in the input `Seconds` is found."),
    path("TimestampPath", WAIT, ReferencePath, "Where in the input `Timestamp` is found."),
    // Fails.
    field("Error", FAIL, Text, "The name of the error.").computed(Setting),
    field("Cause", FAIL, Text, "What went wrong, for people.").computed(Setting),
    path("ErrorPath", FAIL, PathOrIntrinsic, "Where in the input `Error` is found, or an intrinsic function that gives it.")
        .since(Retries),
    path("CausePath", FAIL, PathOrIntrinsic, "Where in the input `Cause` is found, or an intrinsic function that gives it.")
        .since(Retries),
    // Parallels.
    field("Branches", &[State(Parallel)], List, "What runs side by side.").needed().filled(),
    // Maps.
    field("ItemProcessor", MAP, Object, "What is done with each item.").since(DistributedMaps),
    field("Iterator", MAP, Object, "The old name of `ItemProcessor`.").since(Maps),
    field("MaxConcurrency", MAP, Whole(0.0, SECONDS), "How many items are in work at a time; 0 for no limit.")
        .computed(Setting)
        .since(Maps),
    path("MaxConcurrencyPath", MAP, ReferencePath, "Where in the input `MaxConcurrency` is found.").since(DistributedMaps),
    field("ItemSelector", MAP, Json, "What each item's processor is given.").computed(Template).since(DistributedMaps),
    field("ItemReader", MAP, Object, "Where a distributed Map reads its items.").since(DistributedMaps),
    field("ItemBatcher", MAP, Object, "How a distributed Map puts items together.").filled().since(DistributedMaps),
    field("ResultWriter", MAP, Object, "Where a distributed Map writes its results.").since(DistributedMaps),
    field("Label", MAP, Text, "What the ARNs of a distributed Map's child executions name it by.").since(DistributedMaps),
    field("ToleratedFailureCount", MAP, Whole(0.0, 99_999_999_999.0), "How many items may fail.")
        .computed(Setting)
        .since(DistributedMaps),
    path("ToleratedFailureCountPath", MAP, ReferencePath, "Where in the input `ToleratedFailureCount` is found.")
        .since(DistributedMaps),
    field("ToleratedFailurePercentage", MAP, Number(0.0, 100.0), "How many of a hundred items may fail.")
        .computed(Setting)
        .since(DistributedMaps),
    path("ToleratedFailurePercentagePath", MAP, ReferencePath, "Where in the input `ToleratedFailurePercentage` is found.")
        .since(DistributedMaps),
    path("ItemsPath", MAP, ReferencePath, "Where in the input the items are.").since(Maps),
    field("Items", MAP, Json, "The items: an array, an object, or an expression that gives one.").computed(Template).in_jsonata(),
    // Rules of a Choice.
    field("Next", &[Rule], Name, "The state that follows when the rule is true.").needed(),
    field("Assign", &[Rule], Object, "Variables, and what they are set to when the rule decides.")
        .computed(Assign)
        .since(Jsonata),
    field("Output", &[Rule], Json, "The state's output when the rule decides.").computed(Template).in_jsonata(),
    field("Condition", &[Rule], Flag, "Whether the rule is true: an expression that gives true or false.")
        // A comparison of JSONPath in its place is told as that.
        .needed_when(Need::Without(&["Variable", "And", "Or", "Not"]))
        .computed(Setting)
        .in_jsonata(),
    path("Variable", &[Rule, InnerRule], Role::Path, "The value that is compared."),
    field("And", &[Rule, InnerRule], List, "Rules that must all be true.").filled().in_jsonpath(),
    field("Or", &[Rule, InnerRule], List, "Rules of which one must be true.").filled().in_jsonpath(),
    field("Not", &[Rule, InnerRule], Object, "A rule that must not be true.").in_jsonpath(),
    // Entries of Retry and Catch.
    field("ErrorEquals", &[Retrier, Catcher], Texts, "The names of the errors that it is for.").needed().filled(),
    field("IntervalSeconds", &[Retrier], Whole(0.0, SECONDS), "How long to wait before the first retry: 1 if nothing is said."),
    field("MaxAttempts", &[Retrier], Whole(0.0, SECONDS), "How often to try again: 3 times if nothing is said; 0 for never."),
    field(
        "BackoffRate",
        &[Retrier],
        Number(1.0, f64::INFINITY),
        "What each wait is multiplied by to give the next: 2 if nothing is said.",
    ),
    field("MaxDelaySeconds", &[Retrier], Whole(1.0, 31_622_400.0), "The longest wait.").since(Retries),
    field("JitterStrategy", &[Retrier], Words(&["FULL", "NONE"]), "`FULL` makes the waits random, up to what they were.")
        .since(Retries),
    field("Next", &[Catcher], Name, "The state that an error leads to.").needed(),
    path("ResultPath", &[Catcher], ResultPath, "Where in the input what is known of the error is put."),
    field("Assign", &[Catcher], Object, "Variables, and what they are set to when the error is caught.")
        .computed(Assign)
        .since(Jsonata),
    field("Output", &[Catcher], Json, "The state's output when the error is caught.").computed(Template).in_jsonata(),
    // Distributed Maps.
    field("Resource", &[ItemReader], Text, "The action that reads.").needed().since(DistributedMaps),
    field("Resource", &[ResultWriter], Text, "The action that writes.")
        .needed_when(Need::Without(&["WriterConfig"]))
        .since(DistributedMaps),
    field("Parameters", &[ItemReader, ResultWriter], Json, "What the action is given, such as `Bucket` and `Key`.")
        .computed(Template)
        .in_jsonpath()
        .since(DistributedMaps),
    field("Arguments", &[ItemReader, ResultWriter], Json, "What the action is given, such as `Bucket` and `Key`.")
        .computed(Template)
        .in_jsonata(),
    field("ReaderConfig", &[ItemReader], Object, "What the file is, and how much of it is read.").since(DistributedMaps),
    field("WriterConfig", &[ResultWriter], Object, "How results are written.").since(Formats),
    field("InputType", &[ReaderConfig], Words(&["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]), "What the file is.")
        .since(DistributedMaps),
    field(
        "Transformation",
        &[ReaderConfig],
        Words(&["NONE", "LOAD_AND_FLATTEN"]),
        "`LOAD_AND_FLATTEN` reads the items of all files of a list.",
    )
    .since(NestedFiles),
    field("ManifestType", &[ReaderConfig], Words(&["ATHENA_DATA", "S3_INVENTORY"]), "Whose manifest the file is.")
        .since(NestedFiles),
    field("CSVDelimiter", &[ReaderConfig], Words(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]), "What divides the columns.")
        .since(Formats),
    field(
        "CSVHeaderLocation",
        &[ReaderConfig],
        Words(&["FIRST_ROW", "GIVEN"]),
        "Whether the first row names the columns, or `CSVHeaders` does.",
    )
    .since(DistributedMaps),
    field("CSVHeaders", &[ReaderConfig], Texts, "The names of the columns.").since(DistributedMaps),
    field("ItemsPointer", &[ReaderConfig], Text, "Where in a JSON file the items are: a JSON Pointer.")
        .computed(Setting)
        .since(NestedFiles),
    field("MaxItems", &[ReaderConfig], Whole(0.0, 100_000_000.0), "How many items are read at most.")
        .computed(Setting)
        .since(DistributedMaps),
    path("MaxItemsPath", &[ReaderConfig], ReferencePath, "Where in the input `MaxItems` is found.").since(DistributedMaps),
    field("BatchInput", &[ItemBatcher], Json, "What each batch is given beside its items.")
        .computed(Template)
        .since(DistributedMaps),
    field("MaxItemsPerBatch", &[ItemBatcher], Whole(0.0, SECONDS), "How many items a batch has at most.")
        .computed(Setting)
        .since(DistributedMaps),
    path("MaxItemsPerBatchPath", &[ItemBatcher], ReferencePath, "Where in the input `MaxItemsPerBatch` is found.")
        .since(DistributedMaps),
    field("MaxInputBytesPerBatch", &[ItemBatcher], Whole(0.0, 262_144.0), "How many bytes a batch has at most.")
        .computed(Setting)
        .since(DistributedMaps),
    path("MaxInputBytesPerBatchPath", &[ItemBatcher], ReferencePath, "Where in the input `MaxInputBytesPerBatch` is found.")
        .since(DistributedMaps),
    field("OutputType", &[WriterConfig], Words(&["JSON", "JSONL"]), "What the files of results are.").needed().since(Formats),
    field("Transformation", &[WriterConfig], Words(&["NONE", "COMPACT", "FLATTEN"]), "What is kept of each child execution.")
        .since(Formats),
];

/// States that make a result.
const STEPS_WITH_RESULTS: &[Place] = &[State(Task), State(Pass), State(Parallel), State(Map)];
