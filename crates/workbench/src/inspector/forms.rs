//! Which fields each state type has, most used first.

use asl::definition::StateKind;

use super::field::{Encoding, Field, Section};
use super::reader::Reader;
use super::{errors, flow};

/// The sections of a state's form.
pub fn sections(reader: &Reader) -> Vec<Section> {
    match &reader.state.kind {
        StateKind::Task(_) => task(reader),
        StateKind::Pass => pass(reader),
        StateKind::Choice(_) => choice(reader),
        StateKind::Wait(_) => wait(reader),
        StateKind::Succeed => vec![data(reader, Data::OUTPUT_ONLY)],
        StateKind::Fail(_) => fail(reader),
        StateKind::Parallel(_) => parallel(reader),
        StateKind::Map(_) => map(reader),
        StateKind::Unknown(_) => vec![Section::of("State", vec![state_type(reader)])],
    }
}

fn task(reader: &Reader) -> Vec<Section> {
    let mut main = vec![reader.code("/Resource", "Resource", "What does the work: an ARN", "arn:aws:states:::lambda:invoke")];
    main.push(if reader.is_jsonata() {
        reader.json("/Arguments", "Arguments", "What the service gets; {% … %} holds expressions")
    } else {
        reader.json("/Parameters", "Parameters", "What the service gets; names that end in .$ hold paths")
    });
    main.push(flow::next(reader));
    let mut limits =
        vec![reader.number("/TimeoutSeconds", "TimeoutSeconds", "The task fails with States.Timeout after this", "no limit")];
    limits.push(reader.number("/HeartbeatSeconds", "HeartbeatSeconds", "The longest silence of the worker", "none"));
    if !reader.is_jsonata() {
        limits.push(
            reader
                .code("/TimeoutSecondsPath", "TimeoutSecondsPath", "The timeout, from the input", "$.timeout")
                .excluding(&["/TimeoutSeconds"]),
        );
        limits.push(
            reader
                .code("/HeartbeatSecondsPath", "HeartbeatSecondsPath", "The heartbeat, from the input", "$.heartbeat")
                .excluding(&["/HeartbeatSeconds"]),
        );
    }
    limits.push(reader.json("/Credentials", "Credentials", "Another role to call the service with: {\"RoleArn\": …}"));
    vec![
        Section::of("Task", main),
        data(reader, Data { parameters: false, ..Data::ALL }),
        errors::retry(reader),
        errors::catch(reader),
        Section::of("Time limits and role", limits).folded(),
    ]
}

fn pass(reader: &Reader) -> Vec<Section> {
    let main = if reader.is_jsonata() {
        vec![reader.json("/Output", "Output", "What goes on; {% … %} holds expressions"), flow::next(reader)]
    } else {
        vec![
            reader.json("/Result", "Result", "A fixed result, as it stands").excluding(&["/Parameters"]),
            reader
                .json("/Parameters", "Parameters", "A result made of the input; names that end in .$ hold paths")
                .excluding(&["/Result"]),
            flow::next(reader),
        ]
    };
    vec![Section::of("Pass", main), data(reader, Data { parameters: false, result_selector: false, output: false, ..Data::ALL })]
}

fn choice(reader: &Reader) -> Vec<Section> {
    let mut sections = flow::choice(reader);
    sections.push(data(reader, Data { output: true, ..Data::OUTPUT_ONLY }).folded());
    sections
}

fn wait(reader: &Reader) -> Vec<Section> {
    let ways = ["/Seconds", "/Timestamp", "/SecondsPath", "/TimestampPath"];
    let others = |own: &str| ways.into_iter().filter(|way| *way != own).collect::<Vec<_>>();
    let mut fields = vec![
        reader.number("/Seconds", "Seconds", "How long, in seconds", "").excluding(&others("/Seconds")),
        reader.code("/Timestamp", "Timestamp", "Until when", "2026-03-14T01:59:00Z").excluding(&others("/Timestamp")),
    ];
    if !reader.is_jsonata() {
        fields.push(
            reader.code("/SecondsPath", "SecondsPath", "How long, from the input", "$.delay").excluding(&others("/SecondsPath")),
        );
        fields.push(
            reader
                .code("/TimestampPath", "TimestampPath", "Until when, from the input", "$.until")
                .excluding(&others("/TimestampPath")),
        );
    }
    fields.push(flow::next(reader));
    let note = "One of them is set; setting another takes its place.".to_owned();
    vec![Section { note, ..Section::of("Wait", fields) }, data(reader, Data::OUTPUT_ONLY).folded()]
}

fn fail(reader: &Reader) -> Vec<Section> {
    let mut fields = vec![
        reader.text("/Error", "Error", "A name that Catch and Retry can match").excluding(&["/ErrorPath"]),
        reader.text("/Cause", "Cause", "What went wrong, for people").excluding(&["/CausePath"]).lines(2),
    ];
    if !reader.is_jsonata() {
        fields.push(reader.code("/ErrorPath", "ErrorPath", "The error's name, from the input", "$.error").excluding(&["/Error"]));
        fields.push(reader.code("/CausePath", "CausePath", "The cause, from the input", "$.cause").excluding(&["/Cause"]));
    }
    vec![Section::of("Fail", fields)]
}

fn parallel(reader: &Reader) -> Vec<Section> {
    let StateKind::Parallel(parallel) = &reader.state.kind else { return Vec::new() };
    let count = parallel.branches.len();
    let group = |(index, scope): (usize, &asl::definition::ScopeId)| {
        let scope = reader.definition().scope(*scope);
        let first = scope.start_at.as_ref().map_or("empty", |start| &*start.value);
        let states = if scope.states.len() == 1 { "1 state".to_owned() } else { format!("{} states", scope.states.len()) };
        super::Group {
            title: format!("Branch {}: {first}, {states}", index + 1),
            list: "/Branches",
            index,
            count,
            fields: Vec::new(),
        }
    };
    let name = asl::edit::unique_name(reader.definition(), "Pass");
    let name = asl::tree::quote(&name);
    let json = format!("{{\"StartAt\": {name}, \"States\": {{{name}: {{\"Type\": \"Pass\", \"End\": true}}}}}}");
    let branches = Section {
        note: "All run side by side; the result is an array in this order.".to_owned(),
        groups: parallel.branches.iter().enumerate().map(group).collect(),
        add: Some(super::ListButton { label: "Add branch", list: "/Branches", json }),
        ..Section::of("Branches", Vec::new())
    };
    vec![
        branches,
        Section::of("Flow", vec![flow::next(reader)]),
        data(reader, Data::ALL),
        errors::retry(reader),
        errors::catch(reader),
    ]
}

fn map(reader: &Reader) -> Vec<Section> {
    let mut items = vec![if reader.is_jsonata() {
        reader.json("/Items", "Items", "The array to go through")
    } else {
        reader.code("/ItemsPath", "ItemsPath", "Where the array is in the input", "$")
    }];
    items.push(reader.json("/ItemSelector", "ItemSelector", "What each iteration gets, instead of the bare item"));
    items.push(reader.number("/MaxConcurrency", "MaxConcurrency", "So many iterations at a time; 0 is no limit", "0"));
    items.push(flow::next(reader));
    let old = matches!(&reader.state.kind, StateKind::Map(map) if map.iterator_name.is_some());
    let processor = if old { "/Iterator" } else { "/ItemProcessor" };
    let mode = reader.select(
        &format!("{processor}/ProcessorConfig/Mode"),
        "Mode",
        "Inline: within this execution. Distributed: as child executions, up to 10,000 at a time",
        &[("", "INLINE"), ("INLINE", "INLINE"), ("DISTRIBUTED", "DISTRIBUTED")],
    );
    let is_distributed = mode.value.contains("DISTRIBUTED");
    let only_distributed = vec![
        reader.json("/ItemReader", "ItemReader", "Items from S3 (distributed)"),
        reader.json("/ItemBatcher", "ItemBatcher", "Several items for each child (distributed)"),
        reader.json("/ResultWriter", "ResultWriter", "Results to S3 (distributed)"),
        reader.number("/ToleratedFailurePercentage", "ToleratedFailurePercentage", "So many of a hundred may fail", "0"),
        reader.number("/ToleratedFailureCount", "ToleratedFailureCount", "So many may fail", "0"),
    ];
    // An inline Map has none of these; what stands there all the same can be seen, to be taken away.
    let shown = only_distributed.into_iter().filter(|field| is_distributed || !field.value.is_empty());
    let mode = std::iter::once(mode).chain(shown).collect();
    vec![
        Section::of("Items", items),
        Section::of("Mode, reader and writer", mode).folded(),
        data(reader, Data { parameters: false, ..Data::ALL }),
        errors::retry(reader),
        errors::catch(reader),
    ]
}

fn state_type(reader: &Reader) -> Field {
    let types = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];
    let options: Vec<(&str, &str)> = types.iter().map(|name| (*name, *name)).collect();
    Field { encoding: Encoding::Text, ..reader.select("/Type", "Type", "One of the eight", &options) }
}

/// Which data fields a state type has.
#[derive(Clone, Copy)]
struct Data {
    parameters: bool,
    result_selector: bool,
    result_path: bool,
    output: bool,
    assign: bool,
}

impl Data {
    const ALL: Self = Self { parameters: true, result_selector: true, result_path: true, output: true, assign: true };
    const OUTPUT_ONLY: Self = Self { parameters: false, result_selector: false, result_path: false, output: true, assign: true };
}

/// What becomes of the data, in the order in which it happens.
fn data(reader: &Reader, has: Data) -> Section {
    let mut fields = Vec::new();
    let is_end = matches!(reader.state.kind, StateKind::Succeed);
    if reader.is_jsonata() {
        if has.parameters {
            fields.push(reader.json("/Arguments", "Arguments", "What the branches get"));
        }
        if has.output {
            fields.push(reader.json("/Output", "Output", "What goes on; without it the result does"));
        }
    } else {
        fields.push(reader.path("/InputPath", "InputPath", "Which part of the input is used", "$"));
        if has.parameters {
            fields.push(reader.json("/Parameters", "Parameters", "What the branches get; names that end in .$ hold paths"));
        }
        if has.result_selector {
            fields.push(reader.json("/ResultSelector", "ResultSelector", "Which parts of the result are kept"));
        }
        if has.result_path {
            fields.push(reader.path(
                "/ResultPath",
                "ResultPath",
                "Where the result goes in the input; null drops it",
                "$: it replaces the input",
            ));
        }
        fields.push(reader.path("/OutputPath", "OutputPath", "Which part of that goes on", "$"));
    }
    if has.assign && !is_end {
        fields.push(reader.json("/Assign", "Assign", "Variables to set"));
    }
    Section::of("Input and output", fields).folded()
}
