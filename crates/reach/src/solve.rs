//! Formulas solved: which values would make one true.

use value::{Number, Value};

use crate::condition::{Formula, Test};
use crate::place::Read;

/// One way to make a formula true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solution {
    /// What is to be where; `None` for nothing.
    pub wishes: Vec<(Read, Option<Value>)>,
    /// What has to be searched: what is read, and values that may do.
    pub open: Vec<(Vec<Read>, Vec<Value>)>,
}

/// Ways to make a formula true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Solutions {
    /// At most so many as are looked at.
    pub ways: Vec<Solution>,
    /// Whether all were looked at and taken apart, so that without any the formula cannot be true.
    pub complete: bool,
}

/// So many ways are looked at.
const MOST: usize = 48;

type Literal<'a> = (&'a Formula, bool);

/// Ways to make a formula true. What is known is kept where it may be.
#[must_use]
pub fn solve(formula: &Formula, known: &dyn Fn(&Read) -> Option<Value>) -> Solutions {
    let mut complete = true;
    let alternatives = alternatives(formula, true, &mut complete);
    let mut ways: Vec<Solution> = alternatives.iter().filter_map(|literals| choose(literals, known, &mut complete)).collect();
    ways.dedup();
    Solutions { ways, complete }
}

/// The formula's alternatives, each a list of literals.
fn alternatives<'a>(formula: &'a Formula, wanted: bool, complete: &mut bool) -> Vec<Vec<Literal<'a>>> {
    match (formula, wanted) {
        (Formula::Constant(holds), _) => {
            if *holds == wanted {
                vec![vec![]]
            } else {
                vec![]
            }
        }
        (Formula::Not(inner), _) => alternatives(inner, !wanted, complete),
        (Formula::All(parts), true) | (Formula::Any(parts), false) => {
            let mut all: Vec<Vec<Literal>> = vec![vec![]];
            for part in parts {
                let of_part = alternatives(part, wanted, complete);
                let mut joined = vec![];
                for before in &all {
                    for more in &of_part {
                        joined.push([before.as_slice(), more.as_slice()].concat());
                    }
                }
                *complete &= joined.len() <= MOST;
                joined.truncate(MOST);
                all = joined;
            }
            all
        }
        (Formula::Any(parts), true) | (Formula::All(parts), false) => {
            let mut all: Vec<_> = parts.iter().flat_map(|part| alternatives(part, wanted, complete)).collect();
            *complete &= all.len() <= MOST;
            all.truncate(MOST);
            all
        }
        (Formula::Test(..), _) => vec![vec![(formula, wanted)]],
        (Formula::Opaque(..), _) => {
            *complete = false;
            vec![vec![(formula, wanted)]]
        }
    }
}

fn choose(literals: &[Literal], known: &dyn Fn(&Read) -> Option<Value>, complete: &mut bool) -> Option<Solution> {
    let mut solution = Solution::default();
    let mut tests: Vec<(&Read, Vec<(&Test, bool)>)> = vec![];
    for (formula, wanted) in literals {
        match formula {
            Formula::Test(read, test) => match tests.iter_mut().find(|(other, _)| *other == read) {
                Some((_, of_read)) => of_read.push((test, *wanted)),
                None => tests.push((read, vec![(test, *wanted)])),
            },
            Formula::Opaque(reads, values) => solution.open.push((reads.clone(), values.clone())),
            _ => {}
        }
    }
    for (read, of_read) in tests {
        let now = known(read);
        let fits = |value: &Option<Value>| of_read.iter().all(|(test, wanted)| test.holds(value.as_ref()) == Some(*wanted));
        if fits(&now) {
            // Kept as it is; but other wishes must not take it away.
            if now.is_some() {
                solution.wishes.push((read.clone(), now));
            }
            continue;
        }
        let suggested = of_read.iter().flat_map(|(test, _)| test.suggestions());
        let Some(value) = suggested.chain(between(&of_read)).chain(general()).find(fits) else {
            *complete &= of_read.iter().all(|(test, _)| test.is_exact());
            return None;
        };
        solution.wishes.push((read.clone(), value));
    }
    // What is inside of another wish comes after it.
    solution.wishes.sort_by_key(|(read, _)| read.path.len());
    Some(solution)
}

/// Numbers between those that a value is compared with.
fn between(tests: &[(&Test, bool)]) -> Vec<Option<Value>> {
    let suggested = tests.iter().flat_map(|(test, _)| test.suggestions().into_iter().take(1));
    let mut numbers: Vec<f64> = suggested.filter_map(|value| value?.as_f64()).collect();
    numbers.sort_by(f64::total_cmp);
    let middle = |pair: &[f64]| Number::from_f64(pair[0] / 2.0 + pair[1] / 2.0).map(Value::Number);
    numbers.windows(2).map(middle).collect()
}

/// Values of every type, and none.
fn general() -> impl Iterator<Item = Option<Value>> {
    let empty = Value::object::<&str, Value>([]);
    let values = [Value::from("text"), Value::from(1), Value::from(0), Value::from(-1), Value::from(true), Value::from(false)];
    let more = [Value::Null, Value::from(""), empty.clone(), Value::array([empty]), Value::from(Vec::<Value>::new())];
    values.into_iter().chain(more).map(Some).chain([None])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::of_rule;
    use crate::jsonata;
    use crate::place::get;

    fn check(formula: &Formula, expected: Option<&str>) {
        let solutions = solve(formula, &|_| None);
        let wishes = solutions.ways.first().map(|solution| {
            let wishes = solution.wishes.iter();
            let written = wishes.map(|(read, value)| (read.path.len(), value.as_ref().map(Value::to_json)));
            written.map(|(_, value)| value.unwrap_or_else(|| "nothing".to_owned())).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(wishes.as_deref(), expected, "{formula:?}");
    }

    #[test]
    fn rules_are_solved_backwards() {
        for (rule, expected) in [
            (r#"{"Variable": "$.a", "NumericGreaterThan": 10}"#, Some("11")),
            (r#"{"Variable": "$.a", "StringEquals": "x"}"#, Some("\"x\"")),
            (r#"{"Not": {"Variable": "$.a", "StringEquals": "x"}}"#, Some("\"x~\"")),
            (r#"{"Variable": "$.a", "StringMatches": "log-*.txt"}"#, Some("\"log-x.txt\"")),
            (r#"{"Variable": "$.a", "IsPresent": false}"#, Some("")),
            (r#"{"Variable": "$.a", "IsNull": true}"#, Some("null")),
            (r#"{"Variable": "$.a", "TimestampLessThan": "2026-01-01T00:00:00Z"}"#, Some("\"1970-01-01T00:00:00Z\"")),
            (
                r#"{"And": [{"Variable": "$.a", "NumericGreaterThanEquals": 5}, {"Variable": "$.a", "NumericLessThan": 6}]}"#,
                Some("5"),
            ),
            (
                r#"{"And": [{"Variable": "$.a", "NumericGreaterThan": 5}, {"Variable": "$.a", "NumericLessThan": 6}]}"#,
                Some("5.5"),
            ),
            (r#"{"And": [{"Variable": "$.a", "NumericGreaterThan": 5}, {"Variable": "$.a", "NumericLessThan": 5}]}"#, None),
            (r#"{"Or": [{"Variable": "$.a", "BooleanEquals": true}, {"Variable": "$.b", "IsNull": true}]}"#, Some("true")),
        ] {
            check(&of_rule(&value::parse(rule).expect("JSON"), false), expected);
        }
    }

    #[test]
    fn simple_conditions_of_jsonata_are_solved_backwards() {
        for (condition, expected) in [
            ("$states.input.total > 100", Some("101")),
            ("100 >= $states.input.total", Some("100")),
            ("$states.input.kind = 'and or' and $x != 3", Some("\"and or\"")),
            ("$states.input.kind in ['a', 'b']", Some("\"a\"")),
            ("$not($exists($states.input.a))", Some("")),
            ("$count($states.input.list) = 2", Some("[{},{}]")),
            ("($x = 1 or $x = 2) and $x = 2", Some("2")),
            ("$x = 1 and $x = 2", None),
            ("$states.input.ok", Some("true")),
            ("$contains($states.input.name, 'err')", Some("\"err\"")),
            ("$contains($states.input.name, /^[A-Z][0-9]/)", Some("\"A0\"")),
            ("$x > 0.1 and $x < 0.2", Some("0.15000000000000002")),
        ] {
            check(&jsonata::formula(condition), expected);
        }
    }

    #[test]
    fn what_cannot_be_taken_apart_is_searched_among_what_it_speaks_of() {
        let solutions = solve(&jsonata::formula("$sum($states.input.prices) > 100"), &|_| None);
        assert!(!solutions.complete);
        let (reads, values) = &solutions.ways[0].open[0];
        assert_eq!(reads, &[Read::parse_jsonata("$states.input.prices").expect("a path")]);
        assert_eq!(values, &[Value::from(100)]);
    }

    #[test]
    fn only_what_is_known_for_certain_is_called_impossible() {
        for (condition, impossible) in [
            ("$x = 1 and $x = 2", true),
            ("$x > 1 and $x < 0", true),
            ("$x > 1 and $x < $y", false),
            ("$contains($x, 'a') and $length($x) = 7", false),
            ("$x.**.name = 'a' and $x.**.name = 'b'", false),
            ("$sum($x) > 1 and $sum($x) < 1", false),
        ] {
            let solutions = solve(&jsonata::formula(condition), &|_| None);
            assert_eq!(solutions.complete && solutions.ways.is_empty(), impossible, "{condition}");
        }
    }

    #[test]
    fn what_holds_already_stays() {
        let formula = of_rule(&value::parse(r#"{"Variable": "$.a", "NumericGreaterThan": 10}"#).expect("JSON"), false);
        let data = value::parse(r#"{"a": 77}"#).expect("JSON");
        let solutions = solve(&formula, &|read| get(&data, &read.path));
        assert_eq!(solutions.ways[0].wishes[0].1, Some(Value::from(77)));
    }
}
