//! Compiled rules of a Choice.

use std::sync::Arc;

use expressions::jsonpath::Path;
use value::Value;

use super::expression::{Compiled, Jsonata};
use super::{AssignProgram, StateIndex};

#[derive(Debug)]
pub(crate) struct Rule {
    pub condition: Condition,
    pub next: StateIndex,
    pub assign: Option<AssignProgram>,
    pub output: Option<Compiled>,
}

#[derive(Debug)]
pub(crate) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Compare {
        variable: Path,
        comparator: Comparator,
        operand: Operand,
    },
    /// A JSONata condition that is written as a plain boolean.
    Constant(bool),
    Expression(Jsonata),
}

/// What a comparison's right side is.
#[derive(Debug)]
pub(crate) enum Operand {
    Value(Value),
    Path(Path),
}

/// The comparison operators; those with `Path` differ by their operand only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparator {
    String(Order),
    Numeric(Order),
    Timestamp(Order),
    BooleanEquals,
    StringMatches,
    IsNull,
    IsPresent,
    IsNumeric,
    IsString,
    IsBoolean,
    IsTimestamp,
}

/// The five orders that strings, numbers and timestamps are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Equals,
    LessThan,
    GreaterThan,
    LessThanEquals,
    GreaterThanEquals,
}

impl Order {
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equals => ordering.is_eq(),
            Self::LessThan => ordering.is_lt(),
            Self::GreaterThan => ordering.is_gt(),
            Self::LessThanEquals => ordering.is_le(),
            Self::GreaterThanEquals => ordering.is_ge(),
        }
    }
}

impl Comparator {
    /// The operator of this name, and whether its operand is a path.
    pub fn parse(operator: &str) -> Option<(Self, bool)> {
        let (name, path) = operator.strip_suffix("Path").map_or((operator, false), |name| (name, true));
        let ordered = [("String", Self::String as fn(Order) -> Self), ("Numeric", Self::Numeric), ("Timestamp", Self::Timestamp)];
        for (family, comparator) in ordered {
            let order = match name.strip_prefix(family) {
                Some("Equals") => Order::Equals,
                Some("LessThan") => Order::LessThan,
                Some("GreaterThan") => Order::GreaterThan,
                Some("LessThanEquals") => Order::LessThanEquals,
                Some("GreaterThanEquals") => Order::GreaterThanEquals,
                _ => continue,
            };
            return Some((comparator(order), path));
        }
        let comparator = match name {
            "BooleanEquals" => return Some((Self::BooleanEquals, path)),
            "StringMatches" => Self::StringMatches,
            "IsNull" => Self::IsNull,
            "IsPresent" => Self::IsPresent,
            "IsNumeric" => Self::IsNumeric,
            "IsString" => Self::IsString,
            "IsBoolean" => Self::IsBoolean,
            "IsTimestamp" => Self::IsTimestamp,
            _ => return None,
        };
        (!path).then_some((comparator, false))
    }
}

/// A `StringMatches` pattern: `*` stands for any text, `\*` for a star, `\\` for a backslash.
#[must_use]
pub(crate) fn matches_pattern(pattern: &str, text: &str) -> bool {
    let pieces = split_pattern(pattern);
    let Some((first, rest)) = pieces.split_first() else { return text.is_empty() };
    let Some(mut remaining) = text.strip_prefix(&**first) else { return false };
    let Some((last, middle)) = rest.split_last() else { return remaining.is_empty() };
    for piece in middle {
        let Some(at) = remaining.find(&**piece) else { return false };
        remaining = &remaining[at + piece.len()..];
    }
    remaining.len() >= last.len() && remaining.ends_with(&**last)
}

/// The literal pieces between the stars.
fn split_pattern(pattern: &str) -> Vec<Arc<str>> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        match char {
            '*' => pieces.push(Arc::from(std::mem::take(&mut piece))),
            '\\' => piece.extend(chars.next()),
            char => piece.push(char),
        }
    }
    pieces.push(Arc::from(piece));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operators_are_those_of_the_language() {
        for operator in asl::language::OPERATORS {
            assert_eq!(Comparator::parse(operator.name).map(|(_, by_path)| by_path), Some(false), "{}", operator.name);
            let by_path = format!("{}Path", operator.name);
            let wanted = operator.by_path.map(|_| true);
            assert_eq!(Comparator::parse(&by_path).map(|(_, by_path)| by_path), wanted, "{by_path}");
        }
        assert_eq!(Comparator::parse("StringContains"), None);
        assert_eq!(Comparator::parse("Path"), None);
    }

    #[test]
    fn stars_match_any_text_and_can_be_escaped() {
        for (pattern, text, expected) in [
            ("log-*.txt", "log-2024.txt", true),
            ("log-*.txt", "log-.txt", true),
            ("log-*.txt", "log-2024.csv", false),
            ("*", "", true),
            ("a*b*c", "a-bb-c", true),
            ("a*b*c", "acb", false),
            ("a*a", "a", false),
            (r"a\*b", "a*b", true),
            (r"a\*b", "axb", false),
            (r"a\\*", r"a\xyz", true),
            ("", "", true),
            ("", "x", false),
        ] {
            assert_eq!(matches_pattern(pattern, text), expected, "{pattern} on {text}");
        }
    }
}
