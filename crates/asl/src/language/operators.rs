//! The comparison operators of a Choice's rules.

/// An operator that `Variable` is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The operator with a value: `StringEquals`.
    pub name: &'static str,
    /// The same with a path in place of the value: `StringEqualsPath`.
    pub by_path: Option<&'static str>,
    /// What the value is.
    pub operand: Operand,
    /// What it asks, in a sentence.
    pub about: &'static str,
}

/// What an operator is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Text.
    String,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Text that is a date and time.
    Timestamp,
    /// True or false, of an operator that asks whether the value is of a kind.
    Test,
    /// A path.
    Path,
}

const fn compare(name: &'static str, by_path: &'static str, operand: Operand, about: &'static str) -> Operator {
    Operator { name, by_path: Some(by_path), operand, about }
}

const fn test(name: &'static str, about: &'static str) -> Operator {
    Operator { name, by_path: None, operand: Operand::Test, about }
}

use Operand::{Boolean, Number, String, Timestamp};

/// Every operator, in the order of the language's specification.
pub const OPERATORS: &[Operator] = &[
    compare("StringEquals", "StringEqualsPath", String, "The value is this text."),
    compare("StringLessThan", "StringLessThanPath", String, "The value is text that sorts before this one."),
    compare("StringGreaterThan", "StringGreaterThanPath", String, "The value is text that sorts after this one."),
    compare("StringLessThanEquals", "StringLessThanEqualsPath", String, "The value is this text, or sorts before it."),
    compare("StringGreaterThanEquals", "StringGreaterThanEqualsPath", String, "The value is this text, or sorts after it."),
    Operator {
        name: "StringMatches",
        by_path: None,
        operand: String,
        about: "The value is text of this pattern, in which `*` stands for any characters and `\\\\*` for a star.",
    },
    compare("NumericEquals", "NumericEqualsPath", Number, "The value is this number."),
    compare("NumericLessThan", "NumericLessThanPath", Number, "The value is a smaller number."),
    compare("NumericGreaterThan", "NumericGreaterThanPath", Number, "The value is a greater number."),
    compare("NumericLessThanEquals", "NumericLessThanEqualsPath", Number, "The value is this number or a smaller one."),
    compare("NumericGreaterThanEquals", "NumericGreaterThanEqualsPath", Number, "The value is this number or a greater one."),
    compare("BooleanEquals", "BooleanEqualsPath", Boolean, "The value is this one of true and false."),
    compare("TimestampEquals", "TimestampEqualsPath", Timestamp, "The value is this moment."),
    compare("TimestampLessThan", "TimestampLessThanPath", Timestamp, "The value is an earlier moment."),
    compare("TimestampGreaterThan", "TimestampGreaterThanPath", Timestamp, "The value is a later moment."),
    compare("TimestampLessThanEquals", "TimestampLessThanEqualsPath", Timestamp, "The value is this moment or an earlier one."),
    compare(
        "TimestampGreaterThanEquals",
        "TimestampGreaterThanEqualsPath",
        Timestamp,
        "The value is this moment or a later one.",
    ),
    test("IsNull", "Whether the value is null."),
    test("IsPresent", "Whether there is a value."),
    test("IsNumeric", "Whether the value is a number."),
    test("IsString", "Whether the value is text."),
    test("IsBoolean", "Whether the value is true or false."),
    test("IsTimestamp", "Whether the value is text that is a date and time."),
];

/// The names of all operators, those with a path beside those without.
pub fn operator_names() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().flat_map(|operator| [Some(operator.name), operator.by_path]).flatten()
}

/// What the operator of a name is compared with; `None` if there is no such operator.
#[must_use]
pub fn operand(name: &str) -> Option<Operand> {
    OPERATORS.iter().find_map(|operator| {
        if operator.name == name {
            return Some(operator.operand);
        }
        (operator.by_path == Some(name)).then_some(Operand::Path)
    })
}
