//! A machine turned from JSONPath into JSONata, as a whole or a state at a time, does what it did before.

use std::path::PathBuf;
use std::sync::Arc;

use asl::definition::{QueryLanguage, StateId};
use asl::document::Document;
use asl::edit::{convert_machine_to_jsonata, convert_state_to_jsonata};
use asl::text::Transaction;
use simulator::scenario::{Scenario, ScenarioHost, read_scenarios};
use simulator::{Budget, Execution, Status, Summary};
use value::Value;

/// How a run ends: its status, its output, its error.
type End = (Status, Option<Value>, Option<String>);

/// Runs a definition; `None` where it cannot be compiled, which is no matter of the conversion.
fn end(definition: &str, scenario: &Scenario) -> Result<End, String> {
    let program = simulator::load(definition)
        .map_err(|problems| problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("; "))?;
    let mut host = ScenarioHost::new(scenario);
    let mut execution = Execution::start(Arc::new(program), scenario.options());
    execution.run(&mut host, Budget { time_passes_while_open: false, ..Budget::default() });
    let summary = Summary::of(&execution);
    let printed = Value::from(summary.to_value());
    let error = printed.get("error").and_then(Value::as_str).map(str::to_owned);
    Ok((summary.status, printed.get("output").cloned(), error))
}

#[derive(Default)]
struct Tally {
    same: usize,
    /// Runs that the data at hand did not suffice for.
    lacking: usize,
    refused: Vec<String>,
    different: Vec<String>,
}

impl Tally {
    /// Runs a definition before and after a change.
    fn compare(&mut self, name: &str, document: &Document, change: &Transaction, scenarios: &[Scenario]) {
        let after = document.apply(change).0;
        for scenario in scenarios {
            let Ok(before) = end(&document.text, scenario) else { continue };
            let place = format!("{name}, {}, scenario `{}`", change.label, scenario.name);
            match end(&after.text, scenario) {
                Ok(now) if before == now => self.same += 1,
                Ok(_) if lacks_data(&before) => self.lacking += 1,
                Ok(now) => self.different.push(format!("{place}: {before:?} became {now:?}")),
                Err(problem) => self.different.push(format!("{place}: cannot be compiled: {problem}")),
            }
        }
    }

    fn convert(&mut self, name: &str, text: &str, scenarios: &[Scenario]) {
        let document = Document::new(text);
        match convert_machine_to_jsonata(&document) {
            Ok(change) => self.compare(name, &document, &change, scenarios),
            Err(refusal) => self.refused.push(format!("{name}: {refusal}")),
        }
        let states = &document.definition.states;
        for state in states.iter().filter(|state| state.query_language == QueryLanguage::JsonPath) {
            if let Ok(change) = convert_state_to_jsonata(&document, StateId(state.id.0)) {
                self.compare(name, &document, &change, scenarios);
            }
        }
    }
}

/// Whether a run came to grief because data was missing or of another type. JSONPath fails at once where a path names
/// nothing, JSONata only where a whole value comes to nothing: how such a run goes on is not compared.
fn lacks_data(end: &End) -> bool {
    let errors = ["States.Runtime", "States.ParameterPathFailure", "States.IntrinsicFailure", "States.ResultPathMatchFailure"];
    end.2.as_deref().is_some_and(|error| errors.contains(&error))
}

#[test]
fn every_example_of_the_gallery_does_the_same_in_jsonata() {
    let mut tally = Tally::default();
    for example in gallery::examples() {
        let scenarios = read_scenarios(example.scenarios).expect("scenarios");
        tally.convert(example.slug, example.definition, &scenarios);
    }
    println!("{} runs ended alike, {} lacked data; refused: {:#?}", tally.same, tally.lacking, tally.refused);
    assert!(tally.same > 100, "{} runs were compared", tally.same);
    assert_eq!(tally.different, [""; 0]);
}

/// Small numbers from a seed: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % sides as u64) as usize
    }

    fn pick<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.roll(of.len())]
    }

    fn path(&mut self) -> &'static str {
        self.pick(&[
            "$",
            "$.n",
            "$.s",
            "$.b",
            "$.nul",
            "$.list",
            "$.o",
            "$.o.deep",
            "$.list[0]",
            "$.list[(@.length-1)]",
            "$['it\\'s']",
            "$.when",
            "$.float",
            "$.texts",
            "$.one",
            "$.nested[0]",
            "$$.Execution.Name",
            "$.umlaut",
        ])
    }

    fn value(&mut self) -> String {
        match self.roll(4) {
            0 => self.pick(&["1", "-2", "1.5", "0", "true", "null"]).to_owned(),
            1 => format!("'{}'", self.pick(&["a", "b c", "", "1", "{% 1 %}", "it\\\\'s"])),
            _ => self.path().to_owned(),
        }
    }

    fn call(&mut self, depth: usize) -> String {
        if depth == 0 || self.roll(4) == 0 {
            return self.value();
        }
        let inner = |dice: &mut Self| dice.call(depth - 1);
        match self.roll(13) {
            0 => format!("States.Format('{{}}-{{}}', {}, {})", inner(self), inner(self)),
            1 => format!("States.Array({}, {})", inner(self), inner(self)),
            2 => format!("States.ArrayLength({})", inner(self)),
            3 => format!("States.ArrayContains({}, {})", inner(self), inner(self)),
            4 => format!("States.ArrayGetItem({}, {})", inner(self), self.pick(&["0", "1", "-1", "$.n"])),
            5 => format!("States.ArrayPartition({}, {})", inner(self), self.pick(&["1", "2", "3"])),
            6 => format!(
                "States.ArrayRange({}, {}, {})",
                self.pick(&["1", "0", "$.n"]),
                self.pick(&["1", "5", "-3"]),
                self.pick(&["1", "2", "-1"])
            ),
            7 => format!("States.MathAdd({}, {})", inner(self), self.pick(&["1", "-1", "0.5", "$.float"])),
            8 => format!("States.JsonToString({})", inner(self)),
            9 => format!("States.StringSplit({}, ',')", inner(self)),
            10 => format!("States.Base64Encode({})", inner(self)),
            11 => format!("States.Base64Decode(States.Base64Encode({}))", inner(self)),
            _ => format!("States.JsonMerge({}, {}, false)", inner(self), inner(self)),
        }
    }

    fn template(&mut self) -> String {
        let computed = loop {
            let text = self.call(2);
            if text.starts_with('$') || text.starts_with("States.") {
                break text;
            }
        };
        let plain = self.pick(&["1", "\"text\"", "\"{% 1 %}\"", "[1, [\"{%\"]]", "null", "{\"a\": \"$.n\"}"]);
        format!(r#"{{"x.$": {}, "y": {plain}}}"#, Value::from(computed.as_str()).to_json())
    }

    fn rule(&mut self) -> String {
        let operator = self.pick(&[
            "StringEquals",
            "StringLessThan",
            "NumericEquals",
            "NumericGreaterThan",
            "BooleanEquals",
            "TimestampLessThan",
            "TimestampEquals",
            "StringMatches",
            "IsNull",
            "IsPresent",
            "IsString",
            "IsNumeric",
            "IsBoolean",
        ]);
        let by_path = self.roll(3) == 0 && !operator.starts_with("Is") && operator != "StringMatches";
        let operand = match operator {
            _ if by_path => format!("\"{}\"", self.pick(&["$.n", "$.s", "$.b", "$.nul", "$.when", "$.float", "$.list"])),
            "BooleanEquals" | "IsNull" | "IsPresent" | "IsString" | "IsNumeric" | "IsBoolean" => {
                self.pick(&["true", "false"]).to_owned()
            }
            operator if operator.starts_with("Numeric") => self.pick(&["1", "5", "1.5"]).to_owned(),
            operator if operator.starts_with("Timestamp") => "\"2026-01-01T00:00:00Z\"".to_owned(),
            _ => format!("\"{}\"", self.pick(&["a", "a*", "*", "text", "5"])),
        };
        let variable = Value::from(self.path()).to_json();
        let suffix = if by_path { "Path" } else { "" };
        let test = format!(r#""Variable": {variable}, "{operator}{suffix}": {operand}"#);
        if self.roll(3) == 0 { format!(r#""Not": {{{test}}}"#) } else { test }
    }

    /// A state or two that end the execution.
    fn machine(&mut self) -> String {
        let states = match self.roll(4) {
            0 => format!(
                r#""A": {{"Type": "Choice", "Choices": [{{{}, "Next": "Y"}}], "Default": "N"}},
                   "Y": {{"Type": "Pass", "Result": "yes", "End": true}}, "N": {{"Type": "Pass", "Result": "no", "End": true}}"#,
                self.rule()
            ),
            1 => format!(
                r#""A": {{"Type": "Pass", "Parameters": {}, "ResultPath": "{}", "End": true}}"#,
                self.template(),
                self.pick(&["$.made", "$", "$.o.made"])
            ),
            2 => format!(
                r#""A": {{"Type": "Pass", "Assign": {}, "Next": "B"}}, "B": {{"Type": "Pass", "Parameters": {{"z.$": "$x", "y.$": "$y"}}, "End": true}}"#,
                self.template()
            ),
            _ => format!(r#""A": {{"Type": "Pass", "Parameters": {}, "End": true}}"#, self.template()),
        };
        format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#)
    }
}

/// What was the same stays the same, or is refused, or fails and says why: nothing changes in silence.
#[test]
fn random_workflows_never_change_in_silence() {
    let inputs = [
        r#"{"n": 1, "s": "text", "b": true, "nul": null, "list": [1, 2, "a,b"], "o": {"deep": {"x": 1}}, "it's": 5, "when": "2025-01-01T00:00:00Z", "float": 1.5, "texts": ["a"], "one": [7], "nested": [[1]], "umlaut": "ä,ö"}"#,
        r#"{"n": "1", "s": 5, "b": null, "nul": {}, "list": ["x"], "o": {"deep": [1]}, "it's": "q", "when": "soon", "float": 2.25, "texts": [], "one": [[]], "nested": [{"a": [1]}], "umlaut": "a"}"#,
    ];
    let mut dice = Dice(7);
    let (mut same, mut refused, mut said, mut lacking) = (0, 0, 0, 0);
    let mut different = Vec::new();
    for _ in 0..4000 {
        let text = dice.machine();
        let input = inputs[dice.roll(inputs.len())];
        let scenario = Scenario { input: value::parse(input).expect("JSON"), ..Scenario::default() };
        let document = Document::new(text.as_str());
        let Ok(before) = end(&document.text, &scenario) else { continue };
        let Ok(change) = convert_machine_to_jsonata(&document) else {
            refused += 1;
            continue;
        };
        match end(&document.apply(&change).0.text, &scenario) {
            Ok(now) if now == before => same += 1,
            Ok(_) if lacks_data(&before) => lacking += 1,
            Ok(now) if now.2.is_some() => said += 1,
            now => different
                .push(format!("{text}\n  on {input}\n  {before:?} became {now:?}\n  by {}", document.apply(&change).0.text)),
        }
    }
    println!("{same} alike, {refused} refused, {said} failed with a reason, {lacking} lacked data");
    assert!(same > 1000, "{same} were compared");
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different[..different.len().min(8)].join("\n"));
}

#[test]
fn real_definitions_do_the_same_in_jsonata() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".asl.json"));
    files.sort();
    let inputs =
        [r"{}", r#"{"id": 1, "items": [1, 2], "records": [{"id": 1}], "name": "n", "status": "SUCCEEDED", "Payload": {"a": 1}}"#];
    let scenarios: Vec<Scenario> = inputs
        .iter()
        .map(|input| Scenario { name: (*input).into(), input: value::parse(input).expect("JSON"), ..Scenario::default() })
        .collect();
    let mut tally = Tally::default();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a definition");
        tally.convert(&file.file_name().unwrap_or_default().to_string_lossy(), &text, &scenarios);
    }
    println!("{} runs ended alike, {} lacked data; {} machines refused", tally.same, tally.lacking, tally.refused.len());
    assert!(tally.same > 500, "{} runs were compared", tally.same);
    assert_eq!(tally.different, [""; 0]);
}
