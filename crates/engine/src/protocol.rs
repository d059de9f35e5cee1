//! Messages as plain enums, written with postcard.
//!
//! Adding or changing a field means raising [`PROTOCOL`]: page and worker of different builds then tell so.

use asl::notation::Notation;
use asl::tree::Tree;
use serde::{Deserialize, Serialize};

pub use simulator::Status;
pub use simulator::accounting::Account;

use crate::learning::{Given, Judgement, LessonView, Phase};

/// The version of the messages.
pub const PROTOCOL: u32 = 22;

/// Numbers what the page asks for: replies carry it back, so that a late one is told from the one that is awaited. No number
/// is given twice in the life of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ticket {
    /// The workflow's sheet that asks.
    pub sheet: u32,
    /// The number.
    pub number: u32,
}

/// A definition on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Its text.
    pub text: String,
    /// Whether it is written in YAML rather than JSON.
    pub yaml: bool,
}

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Compiles a definition and starts a scenario of it; nothing runs before `Run` or `Step`. Ends and frees every other run of the same sheet.
    Start {
        /// The run.
        run: Ticket,
        /// The definition.
        definition: Definition,
        /// The scenario, as one object of a scenario file.
        scenario: String,
        /// Other workflows, whose executions its Tasks may start.
        workflows: Vec<Workflow>,
    },
    /// Runs scenarios one after another, without keeping more of a run than how it ended. Ends those that are still tried.
    Try {
        /// Given back with each answer; `Forget` gives up.
        run: Ticket,
        /// The definition.
        definition: Definition,
        /// The scenarios, each as one object of a scenario file.
        scenarios: Vec<String>,
        /// Other workflows, whose executions its Tasks may start.
        workflows: Vec<Workflow>,
    },
    /// Goes on to the end, or until a callback waits for an answer.
    Run {
        /// The run.
        run: Ticket,
    },
    /// Goes on until there are at least this many more events.
    Step {
        /// The run.
        run: Ticket,
        /// How many.
        events: u32,
    },
    /// Stops going on, until the next `Run` or `Step`.
    Pause {
        /// The run.
        run: Ticket,
    },
    /// Ends a run as StopExecution does; its recording stays.
    Abort {
        /// The run.
        run: Ticket,
    },
    /// Forgets a run.
    Forget {
        /// The run.
        run: Ticket,
    },
    /// Answers a callback or activity that waits.
    Answer {
        /// The run.
        run: Ticket,
        /// The task's token.
        token: String,
        /// The answer.
        answer: Answer,
    },
    /// Lets time pass while callbacks wait: to the next timeout or whatever comes first.
    PassTime {
        /// The run.
        run: Ticket,
    },
    /// Goes back to the latest moment before an event at which nothing was half done. The whole recording is sent anew.
    Rewind {
        /// The run.
        run: Ticket,
        /// How many events of the execution's own history are to be kept at most.
        event: u32,
    },
    /// Goes back to just before a visit of a state, which is then entered with other data: the run goes on from there on a
    /// branch of its own. The whole recording is sent anew.
    Branch {
        /// The run.
        run: Ticket,
        /// The visit, by its place in the recording's steps.
        step: u32,
        /// The state's input as JSON; as it was for `None`.
        input: Option<String>,
        /// Variables to set, as an object of JSON; others stay as they were.
        variables: Option<String>,
    },
    /// Reads a real execution's history, as GetExecutionHistory gives it, and sends it as the recording of a run.
    History {
        /// Given back with the recording; there is no run of it to go on with.
        run: Ticket,
        /// The definition that it is looked at with.
        definition: Definition,
        /// The history's JSON.
        history: String,
    },
    /// Plays a definition with the input and the answers of a real execution's history, to see where the two part.
    PlayAgainst {
        /// Given back with the answer.
        ticket: Ticket,
        /// The definition.
        definition: Definition,
        /// The history's JSON.
        history: String,
    },
    /// Asks what the sandboxed services of a run hold now.
    Services {
        /// The run.
        run: Ticket,
    },
    /// Asks why a step went as it went.
    Why {
        /// The run.
        run: Ticket,
        /// The visit, by its place in the recording's steps.
        step: u32,
        /// The moment: how many events of the execution's own history have happened.
        moment: u32,
    },
    /// Reads a lesson.
    Lesson {
        /// Given back with the answer.
        ticket: Ticket,
        /// Its JSON.
        text: String,
    },
    /// Judges what a learner gives in a lesson.
    Judge {
        /// Given back with the answer.
        ticket: Ticket,
        /// The lesson's JSON.
        text: String,
        /// The phase.
        phase: Phase,
        /// What is given.
        given: Given,
    },
    /// Makes a lesson to begin with of a workflow and its scenarios.
    DraftLesson {
        /// Given back with the answer.
        ticket: Ticket,
        /// The lesson's title.
        title: String,
        /// The definition.
        definition: String,
        /// The scenario file.
        scenarios: String,
    },
    /// Asks what is missing or not so in a lesson.
    ReviewLesson {
        /// Given back with the answer.
        ticket: Ticket,
        /// Its JSON.
        text: String,
    },
    /// Tests one state alone, without a run.
    Test {
        /// Given back with the answer.
        run: Ticket,
        /// TestState's parameters as one object of JSON: `definition`, `input`, `stateName`, `inspectionLevel`, `mock`,
        /// `variables`, `context`, `stateConfiguration`.
        parameters: String,
    },
    /// Asks what the linter says of a text.
    Lint {
        /// Given back with the answer.
        ticket: Ticket,
        /// The definition.
        definition: Definition,
        /// Whether it is for an Express workflow.
        express: bool,
        /// The bytes of the largest payload of each state in the last run, where they come near the limit.
        payloads: Vec<(String, u32)>,
        /// The scenario file, which is checked, too.
        scenarios: String,
    },
    /// Asks where everything of a large diagram is drawn.
    Arrange {
        /// Given back with the answer.
        ticket: Ticket,
        /// The definition.
        definition: Definition,
        /// How it is looked at, as it is kept with a sheet.
        look: String,
    },
    /// Asks what an expression gives, without a run.
    Preview {
        /// Given back with the answer.
        ticket: Ticket,
        /// The expression, and what it sees.
        preview: Preview,
    },
    /// Asks what the execution role must be allowed.
    Permissions {
        /// Given back with the answer.
        ticket: Ticket,
        /// The definition.
        definition: Definition,
        /// The state machine's name; empty where nobody knows it.
        name: String,
        /// Whether executions are logged to CloudWatch Logs.
        logging: bool,
        /// Whether they are traced with X-Ray.
        tracing: bool,
    },
    /// Makes many seeded runs, and tells what they come to. Goes on in slices; `Forget` gives up, or forgets what came.
    Forecast {
        /// Given back with each answer.
        run: Ticket,
        /// The definition.
        definition: Definition,
        /// The scenarios, each as one object of a scenario file; the runs are shared out among them.
        scenarios: Vec<String>,
        /// Other workflows, whose executions its Tasks may start.
        workflows: Vec<Workflow>,
        /// How many runs, and what is assumed.
        plan: Plan,
    },
    /// Asks for the same forecast for another month, without running anything anew.
    Reckon {
        /// The forecast.
        run: Ticket,
        /// Executions in a month.
        monthly: u64,
        /// The region.
        region: String,
    },
    /// Asks what CloudWatch Logs would hold of a run.
    Logs {
        /// The run.
        run: Ticket,
        /// `ALL`, `ERROR`, `FATAL` or `OFF`.
        level: String,
        /// Whether inputs and outputs are logged, too.
        with_data: bool,
    },
    /// Asks what X-Ray would show of a run.
    Trace {
        /// The run.
        run: Ticket,
    },
    /// Asks what differs between two versions of a workflow.
    Compare {
        /// Given back with the answer.
        ticket: Ticket,
        /// The older version.
        old: Definition,
        /// The newer one.
        new: Definition,
        /// The scenario file, whose scenarios are run on both.
        scenarios: String,
        /// Whether the picture is to be dark.
        dark: bool,
    },
    /// Asks for remedies for a scenario's run, each of which is tried.
    Mend {
        /// Given back with the answer.
        ticket: Ticket,
        /// The definition as it is written, since that is what is to be edited.
        definition: Definition,
        /// The values of its placeholders.
        placeholders: Vec<(String, String)>,
        /// The scenario, as one object of a scenario file.
        scenario: String,
        /// Other workflows, whose executions its Tasks may start.
        workflows: Vec<Workflow>,
        /// The step that failed, by its place in the recording; without one, only data for the scenario is looked for.
        step: Option<u32>,
    },
    /// Makes scenarios for what the given ones do not reach. Goes on in slices; `Forget` gives up.
    Generate {
        /// Given back with each answer.
        run: Ticket,
        /// The definition.
        definition: Definition,
        /// The scenarios that there are, each as one object of a scenario file.
        scenarios: Vec<String>,
        /// Other workflows, whose executions its Tasks may start.
        workflows: Vec<Workflow>,
    },
    /// Ends generating with what was found so far.
    EndGenerating {
        /// As it was begun.
        run: Ticket,
    },
    /// Asks what the parts of an expression give on the data of a step.
    Scratch {
        /// The run.
        run: Ticket,
        /// The visit, by its place in the recording's steps.
        step: u32,
        /// How many events of the execution's own history have happened.
        moment: u32,
        /// A path, an intrinsic function, or JSONata in `{% … %}`.
        text: String,
    },
    /// Asks at which moments of a run a condition holds: a path that gives `true`, or JSONata in `{% … %}`.
    Moments {
        /// The run.
        run: Ticket,
        /// The condition.
        condition: String,
    },
    /// Goes on with a run that has ended otherwise than well, as RedriveExecution does: nothing runs before `Run` or `Step`. The
    /// whole recording is sent anew.
    Redrive {
        /// The run.
        run: Ticket,
        /// The scenario as it is by now: its mocks answer from here on. Input and seed stay those of the run.
        scenario: String,
    },
    /// Asks for an example of the gallery.
    Example {
        /// Given back with the texts.
        ticket: Ticket,
        /// Its slug.
        slug: String,
    },
    /// Asks for the definitions in a template, a `serverless.yml` or Terraform's configuration.
    Unpack {
        /// Given back with them.
        ticket: Ticket,
        /// The file's name, which tells Terraform's language.
        name: String,
        /// What it holds.
        text: String,
    },
}

/// A definition that stands in another file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// The state machine's name, or what it is called in the file.
    pub name: String,
    /// Its text, if that stands in the file itself.
    pub definition: Option<String>,
    /// Why there is no text.
    pub why: String,
    /// What its placeholders stand for in simulations, as far as the file says.
    pub trial_values: Vec<(String, String)>,
    /// Whether it is an Express workflow.
    pub is_express: bool,
}

/// Another workflow, whose executions Tasks of a run may start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workflow {
    /// Its name, as the end of its state machine's ARN.
    pub name: String,
    /// The definition's text.
    pub definition: String,
    /// The scenario whose mocks answer its Tasks, as one object of a scenario file.
    pub scenario: String,
}

/// What a forecast is made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// How many runs.
    pub runs: u32,
    /// The seed: the same gives the same numbers.
    pub seed: u64,
    /// Executions in a month.
    pub monthly: u64,
    /// The region.
    pub region: String,
    /// How many times as long as is usual Tasks take.
    pub slower: f64,
    /// How many times as often as is usual they fail.
    pub failing: f64,
}

/// An expression, and what it sees, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What it is.
    pub kind: PreviewKind,
    /// The field that it stands in, as errors name it.
    pub field: String,
    /// The path or call itself, or the template's JSON.
    pub text: String,
    /// What `$` means in a path.
    pub root: String,
    /// `$states` of JSONata.
    pub states: String,
    /// The context object.
    pub context: String,
    /// The variables, as an object.
    pub variables: String,
}

/// What is previewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PreviewKind {
    /// A path, or an intrinsic function.
    PathOrCall,
    /// A template of JSONPath.
    PathTemplate,
    /// A path that a result is put at.
    ResultPath,
    /// A template of JSONata.
    Jsonata,
}

/// A report on a task that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// `SendTaskSuccess`, with the output as JSON.
    Success(String),
    /// `SendTaskFailure`.
    Failure {
        /// The error's name.
        error: String,
        /// The cause.
        cause: String,
    },
    /// `SendTaskHeartbeat`.
    Heartbeat,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker is there.
    Ready {
        /// Its [`PROTOCOL`].
        protocol: u32,
    },
    /// A diagram is arranged.
    Arranged {
        /// As it was asked.
        ticket: Ticket,
        /// The places, as `diagram::arranged` writes them.
        numbers: Vec<f64>,
    },
    /// The run has started.
    Started {
        /// The run.
        run: Ticket,
    },
    /// The definition or scenario cannot be run.
    Rejected {
        /// The run.
        run: Ticket,
        /// Why.
        problems: Vec<Problem>,
    },
    /// Scenarios are being tried.
    Trying {
        /// As it was asked.
        run: Ticket,
        /// The arms of the definition, in its order.
        arms: Vec<Arm>,
    },
    /// Where a history and a definition part.
    PlayedAgainst {
        /// As it was asked.
        ticket: Ticket,
        /// Where; `None` where they go the same way. Or why the definition cannot be played.
        found: Result<Option<Parted>, String>,
    },
    /// What the run that has just ended went through.
    Covered {
        /// The run.
        run: Ticket,
        /// The arms of the definition, in its order.
        arms: Vec<Arm>,
        /// How often the run went through each.
        counts: Vec<u32>,
    },
    /// A scenario was tried.
    Tried {
        /// As it was asked.
        run: Ticket,
        /// Which one.
        number: u32,
        /// How it went.
        trial: Trial,
    },
    /// All scenarios were tried.
    TriedAll {
        /// As it was asked.
        run: Ticket,
    },
    /// More of the recording: a chunk for `simulator::recording::wire::Reader`.
    Recorded {
        /// The run.
        run: Ticket,
        /// Whether it is the recording's first chunk, so that what was read before is to be forgotten.
        first: bool,
        /// The chunk.
        chunk: Vec<u8>,
    },
    /// How far the run is.
    Progress {
        /// The run.
        run: Ticket,
        /// Events so far, those of child executions and of executions that Tasks have started included.
        events: u32,
        /// Child executions that have ended, and how many there will be.
        children: (u32, u32),
        /// Virtual milliseconds since the start.
        virtual_millis: u64,
    },
    /// The run has done what was asked and can go on.
    Paused {
        /// The run.
        run: Ticket,
    },
    /// Nothing happens until a task is answered, or time passes.
    Waiting {
        /// The run.
        run: Ticket,
        /// The tasks.
        tasks: Vec<OpenTask>,
    },
    /// The run is over.
    Finished {
        /// The run.
        run: Ticket,
        /// How.
        summary: Summary,
    },
    /// What the sandboxed services of a run hold, as JSON.
    Services {
        /// The run.
        run: Ticket,
        /// In the shape of a scenario's `services`.
        contents: String,
    },
    /// Why a step went as it went.
    Why {
        /// The run.
        run: Ticket,
        /// The visit that was asked for.
        step: u32,
        /// The moment that was asked for.
        moment: u32,
        /// What happened, in a sentence; empty for a step that had not begun.
        headline: String,
        /// The reasons.
        reasons: Vec<Reason>,
        /// What the execution's failure comes from in the end, in a sentence.
        first_cause: Option<FirstCause>,
        /// The expressions of its state on its data.
        expressions: Vec<Expressed>,
    },
    /// What the parts of an expression give on the data of a step.
    Scratch {
        /// The run.
        run: Ticket,
        /// As it was asked.
        step: u32,
        /// As it was asked.
        text: String,
        /// The parts, inner ones first, the whole last; none for a text that is no expression.
        parts: Vec<Part>,
    },
    /// At which moments a condition holds.
    Moments {
        /// The run.
        run: Ticket,
        /// As it was asked.
        condition: String,
        /// How many events have happened then, in order; or what is wrong with the condition.
        moments: Result<Vec<u32>, String>,
    },
    /// Remedies for a run.
    Mended {
        /// As it was asked.
        ticket: Ticket,
        /// Those that help first.
        remedies: Vec<Remedy>,
    },
    /// How far generating is.
    Generating {
        /// As it was asked.
        run: Ticket,
        /// Arms that are reached, and all.
        reached: (u32, u32),
        /// Runs so far.
        runs: u32,
    },
    /// What was generated.
    Generated {
        /// As it was asked.
        run: Ticket,
        /// The new scenarios, each as one object of a scenario file.
        scenarios: Vec<String>,
        /// Arms that were reached before, that are now, and all.
        reached: (u32, u32, u32),
        /// The arms that are not, each with why.
        missing: Vec<Unreached>,
    },
    /// A lesson, or why it cannot be read.
    Lesson {
        /// As it was asked.
        ticket: Ticket,
        /// The lesson.
        lesson: Result<Box<LessonView>, String>,
    },
    /// What is said to what a learner gave.
    Judged {
        /// As it was asked.
        ticket: Ticket,
        /// The judgement.
        judgement: Judgement,
    },
    /// A lesson to begin with, as JSON, or why there can be none.
    DraftedLesson {
        /// As it was asked.
        ticket: Ticket,
        /// The lesson.
        lesson: Result<String, String>,
    },
    /// What is missing or not so in a lesson.
    ReviewedLesson {
        /// As it was asked.
        ticket: Ticket,
        /// Where, such as `modify.checks[2]`, and what. Nothing is a proof.
        findings: Vec<(String, String)>,
    },
    /// What a test of one state gave, as JSON.
    Tested {
        /// As it was asked.
        run: Ticket,
        /// TestState's answer; `code` and `message` where it cannot be made.
        answer: String,
    },
    /// What an expression gives.
    Previewed {
        /// As it was asked.
        ticket: Ticket,
        /// The value as JSON, or what is wrong.
        outcome: Result<String, String>,
    },
    /// What the linter says of a text.
    Linted {
        /// As it was asked.
        ticket: Ticket,
        /// In the text's order.
        findings: Vec<Finding>,
        /// What is wrong with scenarios: where, such as `scenarios[2].mocks.Fetch["0"]`, and what.
        scenarios: Vec<(String, String)>,
    },
    /// What the execution role must be allowed.
    Permissions {
        /// As it was asked.
        ticket: Ticket,
        /// As `stepwright policy --json` tells it, and `texts` by format.
        answer: String,
    },
    /// What many runs come to.
    Forecast {
        /// As it was asked.
        run: Ticket,
        /// As `stepwright forecast --json` tells it.
        forecast: String,
        /// As `stepwright monitor --json` tells it, and `texts` by format.
        monitoring: String,
    },
    /// What CloudWatch Logs would hold of a run.
    Logs {
        /// The run.
        run: Ticket,
        /// The level that was asked for.
        level: String,
        /// The first log events, each as one line of JSON.
        lines: Vec<String>,
        /// How many there are.
        all: u32,
    },
    /// What X-Ray would show of a run.
    Trace {
        /// The run.
        run: Ticket,
        /// The segment document, as `stepwright monitor --trace` tells it.
        trace: String,
    },
    /// What differs between two versions.
    Compared {
        /// As it was asked.
        ticket: Ticket,
        /// The answer.
        versions: Versions,
    },
    /// An example of the gallery.
    Example {
        /// As it was asked.
        ticket: Ticket,
        /// Its slug.
        slug: String,
        /// The definition's text.
        definition: String,
        /// The scenario file's text.
        scenarios: String,
    },
    /// The definitions in a file, or why it cannot be read.
    Unpacked {
        /// As it was asked.
        ticket: Ticket,
        /// What was found.
        found: Result<Vec<Unpacked>, String>,
    },
    /// The request makes no sense now.
    Refused {
        /// The run.
        run: Ticket,
        /// A sentence.
        message: String,
    },
}

/// A part of a definition that a run goes through or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arm {
    /// The state, by its place in the definition.
    pub state: u32,
    /// Where it is written, from its state on: `Choices[1]`, `Retry[0]`, `Next`; empty for the state itself.
    pub place: String,
    /// What is missing where no run goes through it, as a sentence with names in backticks.
    pub sentence: String,
}

/// How a scenario went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// How it ended; `None` where it could not be run.
    pub status: Option<Status>,
    /// Why it could not be run.
    pub problem: String,
    /// The error's name, where it failed with one.
    pub error: Option<String>,
    /// Virtual milliseconds from start to end.
    pub virtual_millis: u64,
    /// What is otherwise than expected.
    pub unmet: Vec<Unmet>,
    /// How often it went through each arm.
    pub counts: Vec<u32>,
}

/// A point in which a run is not as its scenario expects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// What differs, such as `output.total`.
    pub what: String,
    /// What was expected, in words or JSON.
    pub expected: String,
    /// What came.
    pub actual: String,
    /// The member of the expectation, step by step: `states`, `Pay`, `0`, `attempts`.
    pub at: Vec<String>,
    /// What that member would be, as JSON, for the run to be as expected; `None` where it had to go.
    pub instead: Option<String>,
}

impl Unmet {
    /// The sentence on it.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{} is {}, not {}", self.what, self.actual, self.expected)
    }
}

impl From<simulator::scenario::Mismatch> for Unmet {
    fn from(mismatch: simulator::scenario::Mismatch) -> Self {
        let simulator::scenario::Mismatch { what, expected, actual, at, instead } = mismatch;
        Self { what, expected, actual, at, instead: instead.map(|value| value.to_json()) }
    }
}

/// One reason why a step went as it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// How it was decided, as style sheets name it: `taken`, `not-taken`, `not-reached`, `failed`, `note`.
    pub verdict: String,
    /// Where that is written, from the state on: `Choices[1]`; empty for the state as a whole.
    pub place: String,
    /// A sentence; names in it stand in backticks.
    pub sentence: String,
}

/// An expression of a state on the data of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expressed {
    /// Where it stands, from the state on: `Parameters.id.$`.
    pub place: String,
    /// Its text.
    pub text: String,
    /// Its parts, inner ones first, the whole last.
    pub parts: Vec<Part>,
}

/// A part of an expression, and what it gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The first byte of the text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it gives.
    pub gives: Gives,
}

/// What a part of an expression gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gives {
    /// A value, as JSON; a long one is cut.
    Value(String),
    /// Nothing.
    Nothing,
    /// A function.
    Function,
    /// It cannot be evaluated: a sentence.
    Error(String),
}

/// A remedy for a run, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// What kind it is: `trial-values`, `sample-input`, `sample-data`, `guard`, `retry`, `catch`, `timeout`.
    pub kind: String,
    /// What it does, in a few words; names stand in backticks.
    pub label: String,
    /// The same in a sentence.
    pub detail: String,
    /// Replacements in the definition: first byte, the byte after the last, and what takes their place.
    pub edits: Vec<(u32, u32, String)>,
    /// The scenario's whole input as JSON, where that changes.
    pub input: Option<String>,
    /// Mocks of the scenario as JSON, by state, where those change.
    pub mocks: Vec<(String, String)>,
    /// Other members of the scenario as JSON, where those change: `services`, `type`.
    pub members: Vec<(String, String)>,
    /// Trial values of placeholders, by name, where those change.
    pub trial_values: Vec<(String, String)>,
    /// How the run ends with it, in words.
    pub outcome: String,
    /// As style sheets name it: `well`, `further`, `no-help`.
    pub verdict: String,
}

/// Where a history and a definition part.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Parted {
    /// In a sentence; names stand in backticks.
    pub sentence: String,
    /// The step of the history; `None` at its end.
    pub step: Option<u32>,
}

/// A part of a definition that no scenario goes through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreached {
    /// The arm.
    pub arm: Arm,
    /// Why, as far as it is known; names stand in backticks.
    pub reason: String,
    /// Whether no input and no answer leads there.
    pub dead: bool,
}

/// What a failure comes from in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstCause {
    /// The visit that failed first.
    pub step: u32,
    /// A sentence; names in it stand in backticks.
    pub sentence: String,
}

/// Why a definition or scenario cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where, such as `/States/Fetch/Parameters`; empty for the scenario.
    pub location: String,
    /// What is wrong.
    pub message: String,
    /// The first byte of the text it concerns.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// What the linter found. Places are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Where, as the service writes it: `/States/X/Field`, `/` for the whole.
    pub location: String,
    /// The first byte of the text it concerns.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does.
    pub label: String,
    /// Its replacements: first byte, the byte after the last, and what takes their place.
    pub edits: Vec<(u32, u32, String)>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// AWS would refuse the definition.
    Error,
    /// It would be accepted, and likely go wrong.
    Warning,
    /// It could be better.
    Advice,
}

impl Severity {
    /// The name style sheets and screen readers use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A task that somebody has to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTask {
    /// The token to answer with.
    pub token: String,
    /// The state's name; in an execution that a Task has started, after the name of its workflow: `Child: Ask`.
    pub state: String,
    /// When it times out, in virtual milliseconds since the start.
    pub deadline: Option<u64>,
}

/// A run in a few words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How it ended.
    pub status: Status,
    /// The output as JSON, if it succeeded.
    pub output: Option<String>,
    /// The error's name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
    /// State transitions, retries and children's included.
    pub transitions: u32,
    /// Virtual milliseconds from start to end.
    pub virtual_millis: u64,
    /// In which points it is not as the scenario expects; empty where it is, or where nothing is expected.
    pub unmet: Vec<Unmet>,
    /// What the run gave, as an expectation in JSON that it meets; without the output. Empty where nobody can expect it.
    pub observed: String,
    /// What it costs, and how near it comes to the limits; `None` where the definition does not tell.
    pub account: Option<Account>,
}

impl Definition {
    /// Reads it.
    #[must_use]
    pub fn read(self) -> Tree {
        Tree::read_as(self.text, if self.yaml { Notation::Yaml } else { Notation::Json })
    }
}

/// What differs between two versions of a workflow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// Changes in sentences, by the state that they are about; `None` for the machine.
    pub groups: Vec<(Option<String>, Vec<String>)>,
    /// Each scenario with what it does otherwise; or why they were not run.
    pub runs: Result<Vec<(String, Vec<String>)>, String>,
    /// Both versions as one diagram, in SVG: what is new, changed and gone in colours.
    pub picture: String,
}

/// Bytes that are no message of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("page and worker do not understand each other: reload the page")]
pub struct DecodeError;

/// A request as bytes.
#[must_use]
pub fn encode_request(request: &Request) -> Vec<u8> {
    // Plain enums of numbers, texts and lists cannot fail to be written.
    postcard::to_allocvec(request).unwrap_or_default()
}

/// A request from bytes.
pub fn decode_request(bytes: &[u8]) -> Result<Request, DecodeError> {
    postcard::from_bytes(bytes).map_err(|_| DecodeError)
}

/// A reply as bytes.
#[must_use]
pub fn encode_reply(reply: &Reply) -> Vec<u8> {
    postcard::to_allocvec(reply).unwrap_or_default()
}

/// A reply from bytes.
pub fn decode_reply(bytes: &[u8]) -> Result<Reply, DecodeError> {
    postcard::from_bytes(bytes).map_err(|_| DecodeError)
}
