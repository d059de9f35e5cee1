//! Whole conversations between page and worker, every message as bytes.

use engine::{
    Answer, Definition, Given, Host, Phase, Plan, Reply, Request, Ticket, Workflow, decode_reply, decode_request, encode_reply,
    encode_request,
};
use simulator::Status;
use simulator::recording::wire::Reader;

/// A page that talks to a host and puts together what it sends.
#[derive(Default)]
struct Page {
    host: Host,
    replies: Vec<Reply>,
    reader: Reader,
    /// The workflows that the next run's Tasks may start.
    workflows: Vec<Workflow>,
}

const fn ticket(number: u32) -> Ticket {
    Ticket { sheet: 1, number }
}

fn json(text: &str) -> Definition {
    Definition { text: text.to_owned(), yaml: false }
}

impl Page {
    fn say(&mut self, request: &Request) {
        let request = decode_request(&encode_request(request)).expect("request");
        let mut replies = Vec::new();
        self.host.handle(request, &mut |reply| replies.push(encode_reply(&reply)));
        self.hear(replies);
    }

    fn tick(&mut self) -> bool {
        let mut replies = Vec::new();
        let more = self.host.tick(&mut |reply| replies.push(encode_reply(&reply)));
        self.hear(replies);
        more
    }

    fn settle(&mut self) {
        for _ in 0..10_000 {
            if !self.tick() {
                return;
            }
        }
        panic!("the run does not settle");
    }

    fn hear(&mut self, replies: Vec<Vec<u8>>) {
        for bytes in replies {
            let reply = decode_reply(&bytes).expect("reply");
            if let Reply::Recorded { first, chunk, .. } = &reply {
                if *first {
                    self.reader = Reader::default();
                }
                self.reader.read(chunk).expect("chunk");
            }
            self.replies.push(reply);
        }
    }

    fn start(&mut self, definition: &str, scenario: &str) {
        self.say(&Request::Start {
            run: ticket(1),
            definition: json(definition),
            scenario: scenario.to_owned(),
            workflows: self.workflows.clone(),
        });
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.reader.recording().events().iter().map(|event| event.kind.name()).collect()
    }

    fn finished(&self) -> Option<Status> {
        self.replies.iter().find_map(|reply| match reply {
            Reply::Finished { summary, .. } => Some(summary.status),
            _ => None,
        })
    }
}

const CALLBACK: &str = r#"{"StartAt": "Ask", "States": {"Ask": {
    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 60,
    "Parameters": {"MessageBody": {"Token.$": "$$.Task.Token"}}, "End": true}}}"#;
const LOOP: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#;
const CHAIN: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"},
    "C": {"Type": "Pass", "Result": {"x": 1}, "End": true}}}"#;

#[test]
fn a_run_ends_with_its_whole_recording_on_the_page() {
    let mut page = Page::default();
    page.start(CHAIN, r#"{"expect": {"output": {"x": 2}}}"#);
    assert_eq!(page.kinds(), ["ExecutionStarted"]);
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    assert_eq!(page.kinds().len(), 8);
    let Some(Reply::Finished { summary, .. }) = page.replies.last() else { panic!("{:?}", page.replies.last()) };
    assert_eq!((summary.status, summary.output.as_deref(), summary.transitions), (Status::Succeeded, Some(r#"{"x":1}"#), 3));
    assert_eq!(summary.unmet.iter().map(engine::Unmet::sentence).collect::<Vec<_>>(), ["output.x is 1, not 2"]);
}

#[test]
fn a_run_goes_on_event_by_event_and_back() {
    let mut page = Page::default();
    page.start(CHAIN, "{}");
    page.say(&Request::Step { run: ticket(1), events: 1 });
    page.settle();
    assert_eq!(page.kinds(), ["ExecutionStarted", "PassStateEntered", "PassStateExited"]);
    assert_eq!(page.replies.last(), Some(&Reply::Paused { run: ticket(1) }));
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    page.say(&Request::Rewind { run: ticket(1), event: 4 });
    assert_eq!(page.kinds(), ["ExecutionStarted", "PassStateEntered", "PassStateExited"]);
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    assert_eq!(page.kinds().len(), 8);
}

#[test]
fn a_callback_waits_for_the_page() {
    for (answer, status) in [
        (Answer::Success("[1]".to_owned()), Status::Succeeded),
        (Answer::Failure { error: "E".to_owned(), cause: "c".to_owned() }, Status::Failed),
    ] {
        let mut page = Page::default();
        page.start(CALLBACK, "{}");
        page.say(&Request::Run { run: ticket(1) });
        page.settle();
        let Some(Reply::Waiting { tasks, .. }) = page.replies.last() else { panic!("{:?}", page.replies.last()) };
        let task = tasks[0].clone();
        assert_eq!((task.state.as_str(), task.deadline), ("Ask", Some(60_000)));
        page.say(&Request::Answer { run: ticket(1), token: task.token, answer });
        page.settle();
        assert_eq!(page.finished(), Some(status));
    }
    let mut page = Page::default();
    page.start(CALLBACK, "{}");
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    page.say(&Request::PassTime { run: ticket(1) });
    page.settle();
    assert_eq!(page.finished(), Some(Status::Failed));
    assert_eq!(page.reader.recording().elapsed_millis(), 60_000);
}

#[test]
fn an_endless_loop_can_be_paused_and_ends_at_the_history_limit() {
    let mut page = Page::default();
    page.start(LOOP, "{}");
    page.say(&Request::Step { run: ticket(1), events: 100 });
    page.settle();
    page.say(&Request::Pause { run: ticket(1) });
    assert!(!page.tick());
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    let Some(Reply::Finished { summary, .. }) = page.replies.last() else { panic!("{:?}", page.replies.last()) };
    let cause = "The execution reached the maximum number of history events (25000).";
    assert_eq!((summary.error.as_deref(), summary.cause.as_deref()), (Some("States.Runtime"), Some(cause)));
    assert_eq!(page.kinds().len(), 25_000);
    page.say(&Request::Rewind { run: ticket(1), event: 12_345 });
    assert_eq!(page.kinds().len(), 12_345);
}

#[test]
fn what_cannot_be_run_is_told() {
    for (definition, scenario, expected) in [
        ("{", "{}", "expected"),
        (r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}"#, "{}", "there is no state `B` to go to here"),
        (CHAIN, "[", "this is not JSON"),
        (CHAIN, r#"{"mocks": {"X": {"Return": 1}}}"#, "there is a mock for `X`, but no state of that name"),
    ] {
        let mut page = Page::default();
        page.start(definition, scenario);
        let Some(Reply::Rejected { problems, .. }) = page.replies.last() else { panic!("{:?}", page.replies.last()) };
        assert!(!problems.is_empty() && !problems[0].message.is_empty(), "{definition}");
        if expected != "expected" {
            assert!(problems[0].message.contains(expected), "{}", problems[0].message);
        }
    }
    let mut page = Page::default();
    page.say(&Request::Run { run: ticket(7) });
    assert!(matches!(page.replies.last(), Some(Reply::Refused { run: Ticket { number: 7, .. }, .. })));
    assert!(decode_request(&[255, 255]).is_err());
}

#[test]
fn a_state_is_tested_alone_and_services_are_shown() {
    let mut page = Page::default();
    let parameters = r#"{"definition": {"Type": "Pass", "Parameters": {"y.$": "$.x"}, "Next": "On"}, "input": {"x": 1}, "inspectionLevel": "DEBUG"}"#;
    page.say(&Request::Test { run: ticket(3), parameters: parameters.to_owned() });
    let Some(Reply::Tested { run: Ticket { number: 3, .. }, answer }) = page.replies.last() else {
        panic!("{:?}", page.replies.last())
    };
    let answer = value::parse(answer).expect("json");
    assert_eq!(answer.get("status").and_then(value::Value::as_str), Some("SUCCEEDED"));
    assert_eq!(answer.pointer("/inspectionData/afterParameters/y").and_then(value::Value::as_i64), Some(1));
    assert_eq!(answer.get("nextState").and_then(value::Value::as_str), Some("On"));

    page.start(CHAIN, r#"{"services": {"sqs": {"q": [1]}}}"#);
    page.say(&Request::Services { run: ticket(1) });
    let contents = r#"{"sqs":{"q":[1]}}"#.to_owned();
    assert_eq!(page.replies.last(), Some(&Reply::Services { run: ticket(1), contents }));
}

#[test]
fn tasks_start_other_workflows_that_are_open() {
    let parent = r#"{"StartAt": "Go", "States": {"Go": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Child"}, "End": true}}}"#;
    let child = Workflow { name: "Child".to_owned(), definition: CALLBACK.to_owned(), scenario: "{}".to_owned() };
    let broken = Workflow { name: "Child".to_owned(), definition: "{".to_owned(), scenario: "{}".to_owned() };

    let mut page = Page { workflows: vec![child], ..Page::default() };
    page.start(parent, "{}");
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    let Some(Reply::Waiting { tasks, .. }) = page.replies.last() else { panic!("{:?}", page.replies.last()) };
    let task = tasks[0].clone();
    assert_eq!(task.state, "Child: Ask");
    page.say(&Request::Answer { run: ticket(1), token: task.token, answer: Answer::Success("[1]".to_owned()) });
    page.settle();
    assert_eq!(page.finished(), Some(Status::Succeeded));
    assert_eq!(page.reader.recording().nested[0].workflow, "Child");

    let mut page = Page { workflows: vec![broken], ..Page::default() };
    page.start(parent, "{}");
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    assert_eq!(page.finished(), Some(Status::Failed));
    let notes = &page.reader.recording().notes;
    assert!(notes[0].message.starts_with("`Go` starts `Child`, which cannot be run ("), "{}", notes[0].message);
}

#[test]
fn a_run_goes_on_from_any_step_with_other_data() {
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"v": 1}, "Next": "P"},
        "P": {"Type": "Parallel", "Next": "B", "Branches": [
            {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "End": true}}},
            {"StartAt": "Z", "States": {"Z": {"Type": "Pass", "End": true}}}]},
        "B": {"Type": "Pass", "Parameters": {"in.$": "$", "v.$": "$v"}, "End": true}}}"#;
    let output = |page: &Page| match page.replies.iter().rev().find(|reply| matches!(reply, Reply::Finished { .. })) {
        Some(Reply::Finished { summary, .. }) => summary.output.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let mut page = Page::default();
    page.start(definition, r#"{"input": {"x": 1}}"#);
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    assert_eq!(output(&page), r#"{"in":[{"x":1},{"x":1}],"v":1}"#);
    let names = page.reader.recording().steps.len();
    for (step, expected) in [(5, r#"{"in":[9],"v":2}"#), (4, r#"{"in":[[9],{"x":1}],"v":1}"#), (0, r#"{"in":[[9],[9]],"v":1}"#)] {
        let variables = (step == 5).then(|| r#"{"v": 2}"#.to_owned());
        page.say(&Request::Branch { run: ticket(1), step, input: Some("[9]".to_owned()), variables });
        page.say(&Request::Run { run: ticket(1) });
        page.settle();
        assert_eq!(output(&page), expected, "from step {step}");
        assert_eq!(page.reader.recording().steps.len(), names);
    }
    page.say(&Request::Branch { run: ticket(1), step: 3, input: Some("{".to_owned()), variables: None });
    assert!(matches!(page.replies.last(), Some(Reply::Refused { run: Ticket { number: 1, .. }, .. })));
    page.say(&Request::Branch { run: ticket(1), step: 99, input: None, variables: None });
    assert!(matches!(page.replies.last(), Some(Reply::Refused { run: Ticket { number: 1, .. }, .. })));
}

#[test]
fn going_back_behind_a_branch_keeps_its_data_and_before_it_forgets_them() {
    let mut page = Page::default();
    page.start(CHAIN, r#"{"input": 1}"#);
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    let original = page.reader.recording().clone();
    page.say(&Request::Branch { run: ticket(1), step: 1, input: Some("2".to_owned()), variables: None });
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    let branched = page.reader.recording().clone();
    assert_ne!(branched, original);
    page.say(&Request::Rewind { run: ticket(1), event: branched.events().len() as u32 - 1 });
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    assert_eq!(page.reader.recording().events(), branched.events());
    page.say(&Request::Rewind { run: ticket(1), event: 1 });
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    assert_eq!(page.reader.recording().events(), original.events());
}

#[test]
fn a_real_history_is_a_recording() {
    let mut page = Page::default();
    let history = r#"{"events": [
        {"timestamp": "2026-01-01T00:00:00Z", "type": "ExecutionStarted", "id": 1, "previousEventId": 0, "executionStartedEventDetails": {"input": "{}"}},
        {"timestamp": "2026-01-01T00:00:01Z", "type": "ExecutionFailed", "id": 2, "previousEventId": 1, "executionFailedEventDetails": {"error": "E", "cause": "c"}}]}"#;
    page.say(&Request::History { run: ticket(4), definition: json(CHAIN), history: history.to_owned() });
    let Some(Reply::Finished { run: Ticket { number: 4, .. }, summary }) = page.replies.last() else {
        panic!("{:?}", page.replies.last())
    };
    assert_eq!((summary.status, summary.error.as_deref(), summary.virtual_millis), (Status::Failed, Some("E"), 1000));
    page.say(&Request::History { run: ticket(4), definition: json(CHAIN), history: "[]".to_owned() });
    assert!(matches!(page.replies.last(), Some(Reply::Refused { run: Ticket { number: 4, .. }, .. })));
}

#[test]
fn a_sheet_keeps_its_latest_run_and_no_other() {
    let mut page = Page::default();
    page.start(CHAIN, "{}");
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    let other = Ticket { sheet: 2, number: 2 };
    let start = |run: Ticket| Request::Start { run, definition: json(CHAIN), scenario: "{}".to_owned(), workflows: Vec::new() };
    page.say(&start(other));
    page.say(&start(ticket(3)));
    let refused = |page: &mut Page, run: Ticket| {
        page.replies.clear();
        page.say(&Request::Run { run });
        page.replies.iter().any(|reply| matches!(reply, Reply::Refused { .. }))
    };
    assert!(refused(&mut page, ticket(1)));
    assert!(!refused(&mut page, other));
    assert!(!refused(&mut page, ticket(3)));
    page.say(&Request::Forget { run: other });
    assert!(refused(&mut page, other));
}

#[test]
fn a_step_says_why() {
    let mut page = Page::default();
    let definition = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 5, "Next": "B"}], "Default": "F"},
        "B": {"Type": "Pass", "End": true}, "F": {"Type": "Fail", "Error": "TooMany"}}}"#;
    page.start(definition, r#"{"input": {"n": 7}}"#);
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    page.say(&Request::Why { run: ticket(1), step: 0, moment: 99 });
    let Some(Reply::Why { step: 0, moment: 99, headline, reasons, first_cause, .. }) = page.replies.last() else { panic!() };
    assert_eq!(headline, "`A` goes to `F` by its Default: no rule holds");
    assert_eq!(reasons[0].sentence, "Rule 1 does not hold: `$.n` is 7, not less than 5");
    assert_eq!(first_cause.as_ref().map(|cause| (cause.step, cause.sentence.as_str())), Some((1, "`F` failed with `TooMany`")));
    page.say(&Request::Why { run: ticket(1), step: 9, moment: 99 });
    assert!(matches!(page.replies.last(), Some(Reply::Why { headline, .. }) if headline.is_empty()));
}

#[test]
fn a_lesson_is_read_and_what_a_learner_gives_is_judged() {
    let mut page = Page::default();
    let text = lessons::curriculum::chapters()[1].lessons[0];
    page.say(&Request::Lesson { ticket: ticket(1), text: text.to_owned() });
    let Some(Reply::Lesson { lesson: Ok(lesson), .. }) = page.replies.last() else { panic!("{:?}", page.replies.last()) };
    assert_eq!((lesson.predict.len(), lesson.investigate.len(), lesson.runs.len()), (2, 2, 3));
    let task = lesson.modify.clone().expect("a task");
    assert!(!task.par.is_empty() && !task.scenarios.is_empty() && task.hidden == 1);
    let mut judged = |phase, given| {
        page.say(&Request::Judge { ticket: ticket(2), text: text.to_owned(), phase, given });
        match page.replies.last() {
            Some(Reply::Judged { judgement, .. }) => judgement.clone(),
            other => panic!("{other:?}"),
        }
    };
    let wrong = judged(Phase::Predict, Given::Answer(0, r#"{"customer": "Kim", "flowers": "roses", "amount": 2400}"#.to_owned()));
    assert!(!wrong.passed && wrong.explanation.starts_with("Nothing is merged by itself"), "{wrong:?}");
    assert!(judged(Phase::Predict, Given::Answer(0, r#"{"amount": 2400}"#.to_owned())).passed);
    let broken = judged(Phase::Predict, Given::Answer(0, "{".to_owned())).explanation;
    assert!(broken.starts_with("In JSON every bracket that is opened is closed"), "{broken}");
    let start = judged(Phase::Modify, Given::Definition(task.start.clone()));
    let failed = start.checks.iter().find(|check| !check.passed).expect("a check that fails");
    assert!(!start.passed && failed.scenario.is_some() && !failed.came.is_empty(), "{start:?}");
    assert!(judged(Phase::Modify, Given::Definition(task.solution.clone())).passed);
    assert!(!judged(Phase::Modify, Given::Definition("{".to_owned())).refused.is_empty());
    page.say(&Request::Lesson { ticket: ticket(3), text: "{}".to_owned() });
    assert!(matches!(page.replies.last(), Some(Reply::Lesson { lesson: Err(_), .. })));
}

#[test]
fn scenarios_are_tried_one_after_another_and_can_be_given_up() {
    let choice = r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "No", "Choices": [
        {"Variable": "$.x", "NumericEquals": 1, "Next": "Yes"}]}, "Yes": {"Type": "Succeed"}, "No": {"Type": "Fail", "Error": "E"}}}"#;
    let scenarios = [
        r#"{"input": {"x": 1}}"#,
        r#"{"input": {"x": 2}}"#,
        r#"{"mocks": {"Gone": {"Return": 1}}}"#,
        r#"{"input": {"x": 1}, "expect": {"path": ["C", "No"]}}"#,
    ];
    let mut page = Page::default();
    let ask = Request::Try {
        run: ticket(3),
        definition: json(choice),
        scenarios: scenarios.map(str::to_owned).to_vec(),
        workflows: Vec::new(),
    };
    page.say(&ask);
    page.settle();
    let tried = page.replies.iter().filter_map(|reply| match reply {
        Reply::Tried { number, trial, .. } => Some((*number, trial)),
        _ => None,
    });
    let tried: Vec<_> = tried.collect();
    let ends: Vec<_> = tried.iter().map(|(number, trial)| (*number, trial.status, trial.unmet.len())).collect();
    let failed = Some(Status::Failed);
    let all = [(0, Some(Status::Succeeded), 0), (1, failed, 1), (2, None, 0), (3, Some(Status::Succeeded), 1)];
    assert_eq!(ends, all);
    assert_eq!(tried[3].1.unmet[0].instead.as_deref(), Some(r#"["C","Yes"]"#));
    assert!(tried[2].1.problem.contains("Gone"));
    let Some(Reply::Trying { arms, .. }) = page.replies.first() else { panic!("{:?}", page.replies) };
    let is_missed = |arm: &usize| tried.iter().all(|(_, trial)| trial.counts.get(*arm).is_none_or(|count| *count == 0));
    let missing = (0..arms.len()).filter(is_missed);
    assert_eq!(missing.map(|arm| &arms[arm].sentence).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(page.replies.last(), Some(&Reply::TriedAll { run: ticket(3) }));

    let mut page = Page::default();
    page.say(&ask);
    page.say(&Request::Forget { run: ticket(3) });
    page.settle();
    assert!(!page.replies.iter().any(|reply| matches!(reply, Reply::Tried { .. })));
}

const PAY: &str = r#"{"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "End": true,
    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:pay",
    "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}]}}}"#;

fn forecast(page: &mut Page, number: u32, failing: f64) {
    let plan = Plan { runs: 400, seed: 1, monthly: 100_000, region: "eu-west-1".to_owned(), slower: 1.0, failing };
    let (definition, scenarios) = (json(PAY), vec!["{}".to_owned()]);
    page.say(&Request::Forecast { run: ticket(number), definition, scenarios, workflows: vec![], plan });
}

/// The forecasts that came, and what is to be watched.
fn forecasts(page: &Page) -> Vec<(value::Value, value::Value)> {
    let read = |text: &str| value::parse(text).expect("is JSON");
    let came = page.replies.iter().filter_map(|reply| match reply {
        Reply::Forecast { forecast, monitoring, .. } => Some((read(forecast), read(monitoring))),
        _ => None,
    });
    came.collect()
}

#[test]
fn permissions_are_told_with_the_policy_in_every_format() {
    let mut page = Page::default();
    let definition = json(PAY);
    page.say(&Request::Permissions { ticket: ticket(5), definition, name: "shop".to_owned(), logging: true, tracing: false });
    let Some(Reply::Permissions { ticket: told, answer }) = page.replies.last() else { panic!("{:?}", page.replies) };
    let answer = value::parse(answer).expect("is JSON");
    let texts = answer.get("texts").expect("texts");
    assert_eq!(*told, ticket(5));
    for format in ["json", "sam", "cloudformation", "terraform"] {
        let text = texts.get(format).and_then(value::Value::as_str).unwrap_or_default();
        assert!(text.contains("lambda:InvokeFunction") && text.contains("logs:CreateLogDelivery"), "{format}: {text}");
    }
    assert!(texts.get("trust").and_then(value::Value::as_str).is_some_and(|text| text.contains("states.amazonaws.com")));
}

#[test]
fn a_forecast_goes_on_in_slices_and_is_reckoned_anew_without_runs() {
    let mut page = Page::default();
    forecast(&mut page, 5, 1.0);
    page.tick();
    assert!(matches!(page.replies.last(), Some(Reply::Progress { children: (50, 400), .. })), "{:?}", page.replies.last());
    page.settle();
    forecast(&mut page, 6, 300.0);
    page.settle();
    page.say(&Request::Reckon { run: ticket(5), monthly: 10_000_000, region: "eu-west-1".to_owned() });
    let came = forecasts(&page);
    let number = |at: usize, name: &str| came[at].0.get(name).and_then(value::Value::as_f64).expect("a number");
    assert!(number(1, "failing") > number(0, "failing"));
    assert_eq!(number(2, "failing"), number(0, "failing"));
    let monthly = |at: usize| came[at].0.get("monthly").and_then(|month| month.get("executions")?.as_f64());
    assert_eq!((monthly(0), monthly(2)), (Some(100_000.0), Some(10_000_000.0)));
    let texts = came[0].1.get("texts").expect("texts");
    assert!(texts.get("terraform").and_then(value::Value::as_str).is_some_and(|text| text.contains("ExecutionsFailed")));
}

#[test]
fn a_forecast_that_is_forgotten_says_no_more() {
    let mut page = Page::default();
    forecast(&mut page, 5, 1.0);
    page.tick();
    page.say(&Request::Forget { run: ticket(5) });
    assert!(!page.tick() && forecasts(&page).is_empty());
}

#[test]
fn the_log_of_a_run_is_told_at_its_level() {
    let mut page = Page::default();
    page.start(CHAIN, "{}");
    page.say(&Request::Run { run: ticket(1) });
    page.settle();
    for (level, count) in [("ALL", 8), ("ERROR", 0)] {
        page.say(&Request::Logs { run: ticket(1), level: level.to_owned(), with_data: true });
        assert!(matches!(page.replies.last(), Some(Reply::Logs { all, .. }) if *all == count), "{:?}", page.replies.last());
    }
}
