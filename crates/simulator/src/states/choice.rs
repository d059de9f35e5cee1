//! Choice: goes where the first rule that holds says, else to its default.

use std::cmp::Ordering;

use expressions::jsonpath::Path;
use expressions::time::Timestamp;
use value::Value;

use crate::data::Sight;
use crate::execution::{Failure, Turn, Worked};
use crate::program::{ChoiceProgram, Comparator, Condition, Next, Operand, matches_pattern};
use crate::recording::{Decision, PayloadId};

impl Turn<'_> {
    pub fn choice(&mut self, program: &ChoiceProgram) -> Result<Worked, Failure> {
        let state = self.state();
        let input = self.input_path()?;
        for (index, rule) in program.rules.iter().enumerate() {
            if self.holds(&rule.condition, input)? {
                self.decide(Decision::Rule(index as u16));
                let output = rule.output.as_ref();
                return self.finish_with(input, output, rule.assign.as_ref(), Next::State(rule.next));
            }
        }
        let Some(default) = program.default else {
            self.decide(Decision::NoMatch);
            return Err(Failure::runtime("Failed to transition out of the state. The state does not point to a next state."));
        };
        self.decide(Decision::Default);
        self.finish_with(input, state.data.output.as_ref(), state.data.assign.as_ref(), Next::State(default))
    }

    fn holds(&mut self, condition: &Condition, input: PayloadId) -> Result<bool, Failure> {
        match condition {
            Condition::Constant(holds) => Ok(*holds),
            Condition::Not(inner) => Ok(!self.holds(inner, input)?),
            Condition::And(all) => {
                for condition in all {
                    if !self.holds(condition, input)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Or(any) => {
                for condition in any {
                    if self.holds(condition, input)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::Expression(jsonata) => {
                let value = self.jsonata(jsonata, Sight::of(input), Some("boolean"))?;
                Ok(value.as_bool().unwrap_or_default())
            }
            Condition::Compare { variable, comparator, operand } => self.compare(variable, *comparator, operand, input),
        }
    }

    fn compare(&mut self, variable: &Path, comparator: Comparator, operand: &Operand, input: PayloadId) -> Result<bool, Failure> {
        let found = self.path_value(variable, input);
        if let (Comparator::IsPresent, Operand::Value(wanted)) = (comparator, operand) {
            return Ok(found.is_ok() == wanted.as_bool().unwrap_or_default());
        }
        let value = found.map_err(|_| invalid_variable(variable))?;
        match operand {
            Operand::Value(operand) => Ok(compare_values(comparator, &value, operand)),
            Operand::Path(path) => {
                let operand = self.path_value(path, input).map_err(|_| invalid_variable(path))?;
                Ok(compare_values(comparator, &value, &operand))
            }
        }
    }
}

fn invalid_variable(path: &Path) -> Failure {
    Failure::runtime(format!("Invalid path '{}': The choice state's condition path references an invalid value.", path.source()))
}

/// Whether a comparison by an operator's name holds; `None` for a name that is no operator.
#[must_use]
pub fn comparison_holds(operator: &str, value: &Value, operand: &Value) -> Option<bool> {
    let (comparator, _) = Comparator::parse(operator)?;
    Some(compare_values(comparator, value, operand))
}

/// Whether a comparison holds. Values of another type than the operator's never compare.
fn compare_values(comparator: Comparator, value: &Value, operand: &Value) -> bool {
    let is = |holds: bool| operand.as_bool() == Some(holds);
    match comparator {
        Comparator::String(order) => match (value.as_str(), operand.as_str()) {
            (Some(value), Some(operand)) => order.holds(compare_utf16(value, operand)),
            _ => false,
        },
        Comparator::Numeric(order) => match (value.as_number(), operand.as_number()) {
            (Some(value), Some(operand)) => value.partial_cmp(&operand).is_some_and(|ordering| order.holds(ordering)),
            _ => false,
        },
        Comparator::Timestamp(order) => match (timestamp(value), timestamp(operand)) {
            (Some(value), Some(operand)) => order.holds(value.cmp(&operand)),
            _ => false,
        },
        Comparator::BooleanEquals => value.as_bool().is_some() && value.as_bool() == operand.as_bool(),
        Comparator::StringMatches => match (value.as_str(), operand.as_str()) {
            (Some(value), Some(pattern)) => matches_pattern(pattern, value),
            _ => false,
        },
        Comparator::IsNull => is(value.is_null()),
        Comparator::IsPresent => is(true),
        Comparator::IsNumeric => is(value.as_number().is_some()),
        Comparator::IsString => is(value.as_str().is_some()),
        Comparator::IsBoolean => is(value.as_bool().is_some()),
        Comparator::IsTimestamp => is(timestamp(value).is_some()),
    }
}

fn timestamp(value: &Value) -> Option<Timestamp> {
    value.as_str().and_then(Timestamp::parse)
}

/// The order of Java's strings, which the service compares by.
fn compare_utf16(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_another_type_never_compare() {
        for (operator, value, operand, expected) in [
            ("StringEquals", "\"a\"", "\"a\"", true),
            ("StringLessThan", "\"a\"", "\"b\"", true),
            ("StringEquals", "1", "\"1\"", false),
            ("NumericEquals", "1", "1.0", true),
            ("NumericGreaterThan", "\"2\"", "1", false),
            ("NumericLessThanEquals", "1.5", "1.5", true),
            ("BooleanEquals", "true", "true", true),
            ("BooleanEquals", "\"true\"", "true", false),
            ("TimestampEquals", "\"2016-03-14T01:59:00Z\"", "\"2016-03-14T02:59:00+01:00\"", true),
            ("TimestampLessThan", "\"2016-03-14\"", "\"2017-03-14T01:59:00Z\"", false),
            ("IsTimestamp", "\"2016-03-14\"", "false", true),
            ("IsNull", "null", "true", true),
            ("IsNumeric", "\"1\"", "true", false),
            ("IsString", "\"1\"", "true", true),
            ("IsBoolean", "null", "false", true),
        ] {
            let (value, operand) = (value::parse(value).expect("value"), value::parse(operand).expect("operand"));
            let (comparator, _) = Comparator::parse(operator).expect(operator);
            assert_eq!(compare_values(comparator, &value, &operand), expected, "{operator} {value} {operand}");
        }
    }
}
