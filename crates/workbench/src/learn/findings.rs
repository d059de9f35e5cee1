//! What is missing in a lesson that is being written, in the words of its form, with the field that it is about.

/// Something that is missing or not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where, as the form calls it.
    pub place: String,
    /// What. Code stands in backticks.
    pub says: String,
    /// The pointer of the field that it is about; `None` where the form has none.
    pub field: Option<String>,
}

impl Missing {
    /// A finding of the review: its place in the lesson's file and what it says.
    pub(super) fn of(place: &str, says: &str) -> Self {
        let steps: Vec<Step> = place.split('.').filter_map(step).collect();
        let told = told(&steps).or_else(|| told(steps.get(..1)?));
        // What is to be written, the field asks itself.
        let says = if says.starts_with(LEFT) { LEFT } else { says };
        match told {
            Some((place, field)) => Self { place, says: says.to_owned(), field },
            None if place.contains(' ') => Self { place: "The lesson".to_owned(), says: says.to_owned(), field: None },
            None => Self { place: "The lesson".to_owned(), says: format!("{says} (`{place}`)"), field: None },
        }
    }
}

/// How the review begins where a draft left something to the author.
const LEFT: &str = "still to be written";

/// A member, and the place in it if it is a list.
type Step<'a> = (&'a str, Option<usize>);

fn step(text: &str) -> Option<Step<'_>> {
    match text.split_once('[') {
        Some((name, rest)) => Some((name, Some(rest.split(']').next()?.parse().ok()?))),
        None => Some((text, None)),
    }
}

/// A place in words, and its field.
fn told(steps: &[Step]) -> Option<(String, Option<String>)> {
    let words = |words: &str, field: &str| Some((words.to_owned(), Some(field.to_owned())));
    match steps {
        [("title", _)] => words("Title", "/title"),
        [("idea", _)] => words("The one new idea", "/idea"),
        [("trap", _)] => words("What people believe instead", "/trap"),
        [("minutes", _)] => words("Minutes", "/minutes"),
        [("story", Some(index))] => words(&format!("Story, paragraph {}", index + 1), "/story"),
        [("story", None)] => words("Story", "/story"),
        [("run", _)] => words("What to do and look at", "/run"),
        [("remember", _)] => words("What to remember", "/remember"),
        [("workflow", _), ..] => Some(("The workflow".to_owned(), None)),
        [("scenarios", Some(index)), ..] => Some((format!("Scenario {}", index + 1), None)),
        [("scenarios", None)] => Some(("The scenarios".to_owned(), None)),
        [("groups", Some(index)), ..] => {
            words(&format!("What states are for, group {}", index + 1), &format!("/groups/{index}/label"))
        }
        [(phase @ ("predict" | "investigate"), Some(index)), rest @ ..] => {
            let (part, field) = of_question(rest);
            words(&format!("{}, question {}{part}", title(phase), index + 1), &format!("/{phase}/{index}{field}"))
        }
        [(phase @ ("modify" | "make"), None), rest @ ..] => {
            let (part, field) = of_task(rest);
            words(&format!("{}{part}", title(phase)), &format!("/{phase}{field}"))
        }
        _ => None,
    }
}

fn title(phase: &str) -> &'static str {
    match phase {
        "predict" => "Predict",
        "investigate" => "Investigate",
        "modify" => "Modify",
        _ => "Make",
    }
}

/// A part of a question, and its field.
fn of_question(steps: &[Step]) -> (String, String) {
    match steps {
        [("reason", _)] => (": Why it is so".to_owned(), "/reason".to_owned()),
        [("otherwise", _)] => (": What is said to any other answer".to_owned(), "/otherwise".to_owned()),
        [("wrong", Some(index)), rest @ ..] => {
            let (part, field) = match rest {
                [("because", _)] => (": What is mistaken in it", "because"),
                _ => ("", "answer"),
            };
            (format!(", wrong answer {}{part}", index + 1), format!("/wrong/{index}/{field}"))
        }
        _ => (String::new(), "/ask".to_owned()),
    }
}

/// A part of a task, and its field; what is taken from the diagram has its buttons below the goal.
fn of_task(steps: &[Step]) -> (String, String) {
    match steps {
        [("goal", _)] => (": Goal".to_owned(), "/goal".to_owned()),
        [("hints", Some(index))] => (format!(": Hint {}", index + 1), format!("/hints/{index}")),
        [("hints", None)] => (": Hints".to_owned(), "/goal".to_owned()),
        [("checks", Some(index)), ..] => (format!(", check {}", index + 1), format!("/checks/{index}/says")),
        [("wrong", Some(index)), ..] => (format!(", foreseen mistake {}", index + 1), format!("/wrong/{index}/because")),
        [("others", Some(index)), ..] => (format!(", another solution {}", index + 1), format!("/others/{index}/says")),
        [("start", _), ..] => (", the start".to_owned(), "/goal".to_owned()),
        [("solution", _), ..] => (", the solution".to_owned(), "/goal".to_owned()),
        [("distractors", _), ..] => (", states that do not fit".to_owned(), "/goal".to_owned()),
        _ => (String::new(), "/goal".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Missing;

    #[test]
    fn a_finding_is_told_in_the_words_of_the_form_with_its_field() {
        for (place, words, field) in [
            ("trap", "What people believe instead", Some("/trap")),
            ("story[0]", "Story, paragraph 1", Some("/story")),
            ("predict[2].reason", "Predict, question 3: Why it is so", Some("/predict/2/reason")),
            ("predict[0]", "Predict, question 1", Some("/predict/0/ask")),
            ("predict[0].tells", "Predict, question 1", Some("/predict/0/ask")),
            (
                "investigate[1].wrong[0].because",
                "Investigate, question 2, wrong answer 1: What is mistaken in it",
                Some("/investigate/1/wrong/0/because"),
            ),
            ("predict[1].wrong[2]", "Predict, question 2, wrong answer 3", Some("/predict/1/wrong/2/answer")),
            ("modify", "Modify", Some("/modify/goal")),
            ("modify.hints[1]", "Modify: Hint 2", Some("/modify/hints/1")),
            ("make.checks[0].expect.states.A", "Make, check 1", Some("/make/checks/0/says")),
            ("modify.start", "Modify, the start", Some("/modify/goal")),
            ("modify.wrong[0]", "Modify, foreseen mistake 1", Some("/modify/wrong/0/because")),
            ("groups[0].label", "What states are for, group 1", Some("/groups/0/label")),
            ("workflow", "The workflow", None),
        ] {
            let missing = Missing::of(place, "it is so");
            assert_eq!((missing.place.as_str(), missing.field.as_deref()), (words, field), "{place}");
            assert_eq!(missing.says, "it is so");
        }
        assert_eq!(Missing::of("idea", "still to be written: The one new idea.").says, "still to be written");
        for (place, says) in [("the lesson", "it asks nothing"), ("teaches", "it asks nothing (`teaches`)")] {
            let missing = Missing::of(place, "it asks nothing");
            assert_eq!((missing.place.as_str(), missing.says.as_str(), missing.field), ("The lesson", says, None));
        }
    }
}
