//! Error names: which names of `ErrorEquals` stand for which errors, and who raises the reserved ones.
//!
//! The rules are those of the language's specification, with what recordings of the service add: `States.TaskFailed` takes
//! every error but a timeout, and `States.ALL` leaves out what the interpreter itself cannot go on from.

/// How a list of names stands to an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match<'a> {
    /// It lists the error itself.
    ByName(&'a str),
    /// It lists a name that stands for a group of errors; what the group is.
    ByGroup(&'a str, &'static str),
    /// It does not stand for the error; a sentence where one would think so.
    Not(Option<String>),
}

/// How the names of an `ErrorEquals` stand to an error.
#[must_use]
pub fn matching<'a>(names: &[&'a str], error: &str) -> Match<'a> {
    for name in names {
        match *name {
            name if name == error && error != "States.Runtime" => return Match::ByName(name),
            "States.ALL" if !is_final(error) => return Match::ByGroup(name, "every error that can be caught"),
            "States.TaskFailed" if error != "States.Timeout" && !is_final(error) => {
                return Match::ByGroup(name, "every error but a timeout");
            }
            _ => {}
        }
    }
    Match::Not(surprise(names, error))
}

/// Why a list that looks as if it stood for an error does not.
fn surprise(names: &[&str], error: &str) -> Option<String> {
    let lists = |name: &str| names.contains(&name);
    if error == "States.Runtime" {
        return Some("`States.Runtime` can be neither retried nor caught".to_owned());
    }
    if error == "States.DataLimitExceeded" && lists("States.ALL") {
        return Some("`States.ALL` does not stand for `States.DataLimitExceeded`, which has to be named".to_owned());
    }
    if error == "States.Timeout" && lists("States.TaskFailed") {
        return Some("`States.TaskFailed` stands for every error but a timeout".to_owned());
    }
    let same = names.iter().find(|name| name.eq_ignore_ascii_case(error));
    if let Some(name) = same {
        return Some(format!("`{name}` and `{error}` differ in upper and lower case"));
    }
    let tail = |name: &str| name.rsplit('.').next().unwrap_or(name).trim_end_matches("Exception").to_owned();
    let near = names.iter().find(|name| tail(name) == tail(error) && !tail(name).is_empty());
    near.map(|name| format!("`{name}` is not `{error}`: names must be the same to the letter"))
}

/// Whether `States.ALL` leaves an error out.
fn is_final(error: &str) -> bool {
    matches!(error, "States.DataLimitExceeded" | "States.Runtime")
}

/// A reserved error name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorName {
    /// The name.
    pub name: &'static str,
    /// Who raises it, and when.
    pub raised: &'static str,
    /// What can be done about it.
    pub remedy: &'static str,
}

/// The reserved names of the language, in alphabetical order.
pub const RESERVED: &[ErrorName] = &[
    name("States.ALL", "Stands for every error in Retry and Catch. No state raises it.", "Write it alone and last."),
    name(
        "States.BranchFailed",
        "A branch of a Parallel has failed, and nothing in it caught that.",
        "Look at the branch's own error.",
    ),
    name(
        "States.DataLimitExceeded",
        "A state's data is larger than 256 KiB.",
        "Pass a reference, such as a key in S3. Only its own name catches it.",
    ),
    name(
        "States.ExceedToleratedFailureThreshold",
        "More items of a distributed Map failed than it tolerates.",
        "Raise the tolerance, or mend the items.",
    ),
    name("States.HeartbeatTimeout", "A Task sent no heartbeat within HeartbeatSeconds.", "Retry it, or give it more time."),
    name("States.Http.Socket", "An HTTP Task got no answer within 60 seconds.", "Retry it."),
    name(
        "States.IntrinsicFailure",
        "An intrinsic function could not be evaluated.",
        "Look at its arguments on the state's data.",
    ),
    name(
        "States.ItemReaderFailed",
        "A distributed Map could not read its items.",
        "Look at the bucket, the key and the role's permissions.",
    ),
    name("States.NoChoiceMatched", "No rule of a Choice holds, and it has no Default.", "Add a Default."),
    name(
        "States.ParameterPathFailure",
        "A path in Parameters finds nothing.",
        "Ask with IsPresent before, or write the member in a state before it.",
    ),
    name("States.Permissions", "A Task's role may not do what it asks.", "Allow the action to the execution's role."),
    name(
        "States.QueryEvaluationError",
        "A JSONata expression cannot be evaluated, or gives what the field cannot take.",
        "Look at its parts on the state's data.",
    ),
    name(
        "States.ResultPathMatchFailure",
        "ResultPath does not fit the input.",
        "The input must be an object, and what lies on the path, too.",
    ),
    name(
        "States.ResultWriterFailed",
        "A distributed Map could not write its results.",
        "Look at the bucket and the permissions.",
    ),
    name(
        "States.Runtime",
        "The execution cannot go on: a path finds nothing, or the data does not fit. It can be neither retried nor caught.",
        "Guard the path, or change the data before.",
    ),
    name("States.TaskFailed", "A Task failed. In Retry and Catch it stands for every error but a timeout.", "Look at the cause."),
    name("States.Timeout", "A Task or the execution took longer than TimeoutSeconds.", "Give it more time, or retry it."),
];

const fn name(name: &'static str, raised: &'static str, remedy: &'static str) -> ErrorName {
    ErrorName { name, raised, remedy }
}

/// What is known of an error's name.
#[must_use]
pub fn reserved(error: &str) -> Option<&'static ErrorName> {
    RESERVED.iter().find(|known| known.name == error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_errors_as_in_the_service() {
        let not = |note: &str| Match::Not(Some(note.to_owned()));
        for (names, error, expected) in [
            (&["A", "B"][..], "B", Match::ByName("B")),
            (&["A"], "B", Match::Not(None)),
            (&["States.ALL"], "B", Match::ByGroup("States.ALL", "every error that can be caught")),
            (&["States.TaskFailed"], "B", Match::ByGroup("States.TaskFailed", "every error but a timeout")),
            (&["States.TaskFailed"], "States.Timeout", not("`States.TaskFailed` stands for every error but a timeout")),
            (&["States.ALL"], "States.Runtime", not("`States.Runtime` can be neither retried nor caught")),
            (&["States.Runtime"], "States.Runtime", not("`States.Runtime` can be neither retried nor caught")),
            (&["States.DataLimitExceeded"], "States.DataLimitExceeded", Match::ByName("States.DataLimitExceeded")),
            (&["lambda.Unknown"], "Lambda.Unknown", not("`lambda.Unknown` and `Lambda.Unknown` differ in upper and lower case")),
            (
                &["ServiceException"],
                "Lambda.ServiceException",
                not("`ServiceException` is not `Lambda.ServiceException`: names must be the same to the letter"),
            ),
        ] {
            assert_eq!(matching(names, error), expected, "{names:?} {error}");
        }
    }

    #[test]
    fn reserved_names_are_sorted_and_found() {
        assert!(RESERVED.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert_eq!(reserved("States.Timeout").map(|known| known.name), Some("States.Timeout"));
        assert_eq!(reserved("Mine"), None);
    }
}
