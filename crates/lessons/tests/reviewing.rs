//! A review finds what is missing or not so: the proofs of the curriculum can fail.

mod common;

use lessons::{read, review};

#[test]
fn each_defect_is_found_at_its_place() {
    let text = common::lesson("2-data/01-result-path");
    assert_eq!(findings(&text), [""; 0]);
    let unset = r#"{"from": "start"}"#;
    for (pointer, new, expected) in [
        (
            "/predict/0/answer",
            r#"{"amount": 1}"#,
            r#"predict[0]: the answer is written as {"amount":1}, but the run tells {"amount":2400}"#,
        ),
        ("/predict/0/wrong/0/answer", r#"{"amount": 2400}"#, "predict[0].wrong[0]: this answer is right"),
        (
            "/predict/0/wrong/0/because",
            r#""That would come out with `\"ResultPath\": null`, which throws the result away.""#,
            "predict[0].wrong[1]: it is told what another one is: what is mistaken in this very answer?",
        ),
        ("/predict/0/wrong", "[]", "predict[0]: no wrong answer is explained: which one do people give?"),
        (
            "/predict/0/tells",
            r#""$error('no')""#,
            r#"predict[0]: the answer is written as {"amount":2400}, but the run tells The lesson's expression `$error('no')` does not work: D3137: no"#,
        ),
        ("/groups", r#"[{"label": "Pay", "states": ["Pay"]}]"#, "groups[0]: the workflow has no state `Pay`"),
        (
            "/modify/solution",
            unset,
            "modify.solution: it does not pass: “Kim’s order is whole, and its price is 2400.”: `customer` of the output is missing, not \"Kim\"",
        ),
        (
            "/modify/start",
            r#"{"from": "workflow", "set": {"/States/CheckPrice/ResultPath": "$.price"}}"#,
            "modify.start: it passes every check already",
        ),
        ("/modify/wrong/0/definition", r#"{"from": "solution"}"#, "modify.wrong[0]: it passes every check"),
        (
            "/modify/wrong/1/definition",
            r#"{"from": "start"}"#,
            "modify.wrong[1]: no check tells it from another mistake, so it is told: `$` is the whole document. That is the default, and the order is lost as before.",
        ),
        ("/modify/others/0/definition", r#"{"from": "solution"}"#, "modify.others[0]: it is the same as another solution"),
        ("/modify/hints", r#"["Try."]"#, "modify: at least two hints are needed, each naming the next small thing"),
        ("/modify/checks/2/hidden", "false", "modify: no check is hidden: somebody may build for the shown inputs alone"),
        (
            "/modify/checks/0/expect",
            r#"{"status": "SUCCEEDED"}"#,
            "modify.checks[0]: neither the start nor any wrong attempt fails “Kim’s order is whole, and its price is 2400.”: hide it, or list a mistake that does",
        ),
        (
            "/modify/distractors",
            r#"{"CheckPrice": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:CheckPrice", "ResultPath": "$.price"}}"#,
            "modify.distractors: with `CheckPrice` as {",
        ),
        ("/workflow/States/Deliver/Next", r#""Home""#, "workflow: the linter says"),
    ] {
        let found = findings(&common::changed(&text, pointer, new));
        assert!(found.iter().any(|found| found.starts_with(expected)), "{pointer} {new}: {found:#?}");
    }
}

#[test]
fn a_mark_that_is_not_true_is_found() {
    let text = common::lesson("6-production/05-prove-it");
    let marked = common::changed(&text, "/modify/wrong/1/faulty", "true");
    assert_eq!(findings(&marked), ["modify.wrong[1]: it is marked `faulty`, but the linter finds nothing: take the mark out"]);
}

/// What a review finds, but for the retries that chapter 2 does without.
fn findings(text: &str) -> Vec<String> {
    let found = review(&read(text).unwrap_or_else(|error| panic!("{error}")));
    found.iter().map(ToString::to_string).filter(|found| !found.contains("(lambda-retry)")).collect()
}
