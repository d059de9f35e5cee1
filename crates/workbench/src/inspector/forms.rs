//! Which sections each state type has, most used first. The fields themselves come from the language's table: a name that does
//! not apply in the state's query language is left out unless it is written.

use asl::definition::{ProcessorMode, StateKind};
use asl::language::{Place, StateType};

use super::field::{Control, Encoding, Field};
use super::reader::{Reader, choosable};
use super::section::{Act, Block, Group, ListButton, Section};
use super::variables::variables;
use super::{errors, flow};

/// Fields that say what becomes of the data, in the order in which it happens.
const DATA: &[&str] = &["InputPath", "ResultSelector", "ResultPath", "OutputPath", "Output"];

/// The sections of a state's form.
pub fn sections(reader: &Reader) -> Vec<Section> {
    let Some(kind) = StateType::of(&reader.state.kind) else {
        return vec![Section::of("State", Block::of(vec![state_type(reader)]))];
    };
    let form = Builder { reader, kind };
    let mut sections = match kind {
        StateType::Task => form.task(),
        StateType::Pass => form.pass(),
        StateType::Choice => flow::choice(reader),
        StateType::Wait => form.wait(),
        StateType::Succeed => Vec::new(),
        StateType::Fail => form.fail(),
        StateType::Parallel => form.parallel(),
        StateType::Map => form.map(),
    };
    sections.extend(form.data());
    if let Some(variables) = variables(reader, Place::State(kind), "") {
        let note = if variables.rows.is_empty() { String::new() } else { "Set together when the state is left.".to_owned() };
        let section = Section::of("Variables", Block { variables: Some(variables), ..Block::default() });
        sections.push(Section { note, ..section }.folded());
    }
    if matches!(kind, StateType::Task | StateType::Parallel | StateType::Map) {
        sections.extend([errors::retry(reader), errors::catch(reader)]);
    }
    if kind == StateType::Task {
        sections.push(form.limits());
    }
    sections
}

/// Makes the sections of one state.
struct Builder<'a> {
    reader: &'a Reader<'a>,
    kind: StateType,
}

impl Builder<'_> {
    fn known(&self, names: &[&str]) -> Vec<Field> {
        self.reader.all_known(Place::State(self.kind), "", names)
    }

    fn task(&self) -> Vec<Section> {
        // The fields of an AWS API take the place of Parameters and Arguments where its shape is known.
        let mut main = self.known(&["Resource", "Arguments", "Parameters"]);
        main.push(flow::next(self.reader));
        vec![Section::of("Task", Block::of(main))]
    }

    fn limits(&self) -> Section {
        let names = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath", "Credentials"];
        let mut fields = self.known(&names);
        exclude_pairs(&mut fields);
        Section::of("Time limits and role", Block::of(fields)).folded()
    }

    fn pass(&self) -> Vec<Section> {
        let mut main = self.known(&["Result", "Parameters"]);
        for field in &mut main {
            let other = if field.label == "Result" { "/Parameters" } else { "/Result" };
            field.excludes = vec![other.to_owned()];
        }
        if self.reader.is_jsonata() {
            main.extend(self.known(&["Output"]));
        }
        main.push(flow::next(self.reader));
        vec![Section::of("Pass", Block::of(main))]
    }

    fn wait(&self) -> Vec<Section> {
        let ways = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"];
        let words =
            ["For a number of seconds", "Until a date and time", "Seconds from the input", "Date and time from the input"];
        let mut fields = self.one_of("Wait", &ways, &words);
        fields.push(flow::next(self.reader));
        vec![Section::of("Wait", Block::of(fields))]
    }

    fn fail(&self) -> Vec<Section> {
        let mut fields = Vec::new();
        if self.reader.is_jsonata() {
            fields = self.known(&["Error", "Cause", "ErrorPath", "CausePath"]);
        } else {
            fields.extend(self.one_of("Error name", &["Error", "ErrorPath"], &["As written", "From the input"]));
            fields.extend(self.one_of("Cause text", &["Cause", "CausePath"], &["As written", "From the input"]));
        }
        vec![Section::of("Fail", Block::of(fields))]
    }

    /// A choice of the one field that is written, and that field; all that are written, if there are several.
    fn one_of(&self, label: &str, ways: &[&str], words: &[&str]) -> Vec<Field> {
        let reader = self.reader;
        let written: Vec<&str> = ways.iter().copied().filter(|way| reader.has(&format!("/{way}"))).collect();
        let chosen = written.first().copied().unwrap_or(ways[0]);
        let possible = self.known(ways);
        let options: Vec<_> = ways
            .iter()
            .zip(words)
            .filter(|(way, _)| possible.iter().any(|field| field.label == **way))
            .map(|(way, words)| choosable(way, words))
            .collect();
        let way = Field {
            label: label.to_owned(),
            hint: "Only one of them can be written: choosing another one replaces it.".to_owned(),
            control: Control::Select(options),
            value: chosen.to_owned(),
            encoding: Encoding::Way,
            excludes: written.iter().map(|way| format!("/{way}")).collect(),
            carries: reader.value(&format!("/{chosen}")),
            ..Field::missing(&format!("#{}", ways[0]))
        };
        let mut fields = vec![way];
        let others = |own: &str| ways.iter().filter(|way| **way != own).map(|way| format!("/{way}")).collect();
        for field in possible {
            if field.label == chosen || field.is_set {
                fields.push(Field { excludes: others(&field.label), is_short: false, ..field });
            }
        }
        fields
    }

    fn parallel(&self) -> Vec<Section> {
        let reader = self.reader;
        let StateKind::Parallel(parallel) = &reader.state.kind else { return Vec::new() };
        let count = parallel.branches.len();
        let group = |(index, scope): (usize, &asl::definition::ScopeId)| {
            let scope = reader.definition().scope(*scope);
            let first = scope.start_at.as_ref().map_or("empty", |start| &*start.value);
            let states = if scope.states.len() == 1 { "1 state".to_owned() } else { format!("{} states", scope.states.len()) };
            let base = format!("/Branches/{index}");
            Group {
                title: format!("Branch {}: {first}, {states}", index + 1),
                list: "/Branches",
                index,
                count,
                block: Block { more: reader.all_known(Place::Branch, &base, &["Comment", "QueryLanguage"]), ..Block::default() },
            }
        };
        let name = asl::edit::unique_name(reader.definition(), "Pass");
        let name = asl::tree::quote(&name);
        let json = format!("{{\"StartAt\": {name}, \"States\": {{{name}: {{\"Type\": \"Pass\", \"End\": true}}}}}}");
        let branches = Section {
            note: "All run side by side; the result is an array in this order.".to_owned(),
            groups: parallel.branches.iter().enumerate().map(group).collect(),
            add: Some(ListButton { label: "Add branch", act: Act::Add { list: "/Branches".to_owned(), json } }),
            ..Section::of("Branches", Block::default())
        };
        let mut fields = self.known(&["Arguments", "Parameters"]);
        fields.push(flow::next(reader));
        vec![branches, Section::of("Parallel", Block::of(fields))]
    }

    fn map(&self) -> Vec<Section> {
        let reader = self.reader;
        let StateKind::Map(map) = &reader.state.kind else { return Vec::new() };
        let processor = if map.iterator_name.is_some() { "/Iterator" } else { "/ItemProcessor" };
        let config = format!("{processor}/ProcessorConfig");
        let scope = map.processor.map(|id| reader.definition().scope(id));
        let mode = scope.and_then(|scope| scope.processor_config.as_ref()).and_then(|config| config.mode.as_ref());
        let is_distributed = mode.is_some_and(|mode| mode.value == ProcessorMode::Distributed);

        let mut items = self.known(&["Items", "ItemsPath", "ItemSelector"]);
        // The old name of ItemSelector is for those who have it.
        items.extend(self.set_or(false, &["Parameters"]));
        items.extend(self.known(&["MaxConcurrency", "MaxConcurrencyPath"]));
        exclude_pairs(&mut items);
        items.push(flow::next(reader));
        let mut run = reader.all_known(Place::ProcessorConfig, &config, &["Mode"]);
        if is_distributed || reader.has(&format!("{config}/ExecutionType")) {
            run.extend(reader.all_known(Place::ProcessorConfig, &config, &["ExecutionType"]));
        }
        let more = reader.all_known(Place::Processor, processor, &["Comment", "QueryLanguage"]);
        let note = if is_distributed {
            "Distributed: each item or batch is a child execution of its own, up to 10,000 at a time."
        } else {
            "Inline: the iterations run within this execution, up to 40 at a time."
        };
        let run = Block { fields: run, more: [self.set_or(is_distributed, &["Label"]), more].concat(), ..Block::default() };
        let mut sections =
            vec![Section::of("Items", Block::of(items)), Section { note: note.to_owned(), ..Section::of("How it runs", run) }];
        sections.extend(self.distributed(is_distributed));
        sections
    }

    /// The parts that only a distributed Map has, or that are written nonetheless.
    fn distributed(&self, is_distributed: bool) -> Vec<Section> {
        let reader = self.reader;
        let part = |title, name: &str, fields: &dyn Fn(&str) -> Block| {
            let base = format!("/{name}");
            (is_distributed || reader.has(&base)).then(|| Section::of(title, fields(&base)).folded())
        };
        let item_reader = part("Item source (ItemReader)", "ItemReader", &|base| {
            let config = format!("{base}/ReaderConfig");
            let known = |names: &[&str]| reader.all_known(Place::ReaderConfig, &config, names);
            let mut fields = vec![resource(reader, Place::ItemReader, base, READERS)];
            fields.extend(reader.all_known(Place::ItemReader, base, &["Arguments", "Parameters"]));
            let mut first = known(&["InputType", "MaxItems", "MaxItemsPath", "CSVHeaderLocation", "CSVHeaders"]);
            exclude_pairs(&mut first);
            fields.extend(first);
            Block { more: known(&["CSVDelimiter", "ItemsPointer", "Transformation", "ManifestType"]), ..Block::of(fields) }
        });
        let batcher = part("Batches (ItemBatcher)", "ItemBatcher", &|base| {
            let names =
                ["MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath", "BatchInput"];
            let mut fields = reader.all_known(Place::ItemBatcher, base, &names);
            exclude_pairs(&mut fields);
            Block::of(fields)
        });
        let tolerance = [
            "ToleratedFailurePercentage",
            "ToleratedFailurePercentagePath",
            "ToleratedFailureCount",
            "ToleratedFailureCountPath",
        ];
        let mut tolerance = self.set_or(is_distributed, &tolerance);
        exclude_pairs(&mut tolerance);
        let tolerance = (!tolerance.is_empty()).then(|| {
            let note = "Without them the Map fails with the first item that fails.".to_owned();
            Section { note, ..Section::of("Failures that are tolerated", Block::of(tolerance)) }.folded()
        });
        let writer = part("Results (ResultWriter)", "ResultWriter", &|base| {
            let config = format!("{base}/WriterConfig");
            let mut fields = vec![resource(reader, Place::ResultWriter, base, WRITERS)];
            fields.extend(reader.all_known(Place::ResultWriter, base, &["Arguments", "Parameters"]));
            fields.extend(reader.all_known(Place::WriterConfig, &config, &["OutputType", "Transformation"]));
            Block::of(fields)
        });
        [item_reader, batcher, tolerance, writer].into_iter().flatten().collect()
    }

    /// These fields; those that are written only, unless `all`.
    fn set_or(&self, all: bool, names: &[&str]) -> Vec<Field> {
        self.known(names).into_iter().filter(|field| all || field.is_set).collect()
    }

    /// What becomes of the data.
    fn data(&self) -> Option<Section> {
        let mut names = DATA.to_vec();
        if self.kind == StateType::Pass && self.reader.is_jsonata() {
            names.retain(|name| *name != "Output");
        }
        let fields = self.known(&names);
        let section = Section::of("Input and output", Block::of(fields));
        if section.block.fields.is_empty() {
            return None;
        }
        Some(if self.kind == StateType::Succeed { section } else { section.folded() })
    }
}

const READERS: &[(&str, &str)] = &[
    ("arn:aws:states:::s3:getObject", "A file in S3 (getObject)"),
    ("arn:aws:states:::s3:listObjectsV2", "The objects of a bucket (listObjectsV2)"),
];
const WRITERS: &[(&str, &str)] = &[("arn:aws:states:::s3:putObject", "Files in S3 (putObject)")];

/// The `Resource` of a reader or writer, which is one of a few.
fn resource(reader: &Reader, place: Place, base: &str, known: &[(&str, &str)]) -> Field {
    let field = reader.known(place, base, "Resource").unwrap_or_else(|| Field::missing(base));
    let mut options = vec![choosable("", "not set")];
    options.extend(known.iter().map(|(value, name)| choosable(value, name)));
    if !options.iter().any(|option| *option.value == *field.value) {
        options.push(choosable(&field.value, &field.value));
    }
    Field { control: Control::Select(options), ..field }
}

/// Of a field and the one that reads it from the input, only one may be written.
fn exclude_pairs(fields: &mut [Field]) {
    let names: Vec<String> = fields.iter().map(|field| field.pointer.clone()).collect();
    for field in fields {
        let other = match field.pointer.strip_suffix("Path") {
            Some(bare) => bare.to_owned(),
            None => format!("{}Path", field.pointer),
        };
        if names.contains(&other) {
            field.excludes = vec![other];
        }
    }
}

fn state_type(reader: &Reader) -> Field {
    let options = StateType::ALL.iter().map(|known| choosable(known.name(), known.name())).collect();
    reader.select("/Type", "Type", "What kind of state it is: one of eight.", options)
}
