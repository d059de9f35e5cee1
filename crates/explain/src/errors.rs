//! Error names: which names of `ErrorEquals` stand for which errors.
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
}
