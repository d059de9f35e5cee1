//! Which rule of a Choice was taken, and why the ones before were not, each with its values.

use asl::definition::{Choice, Comparison, Condition, Setting};
use simulator::comparison_holds;
use simulator::recording::Decision;
use value::Value;

use super::{Case, Reason, Verdict};
use crate::parts::{Gives, parts};
use crate::words;

/// What a condition comes to, in words.
struct Told {
    /// Whether it holds; `None` where it cannot be told.
    holds: Option<bool>,
    words: String,
}

impl Case<'_> {
    /// Where the Choice went.
    pub(super) fn way(&self, choice: &Choice) -> String {
        let name = self.name();
        let to = |target: Option<&str>| target.map_or_else(|| "nowhere".to_owned(), |target| format!("`{target}`"));
        match self.decisions.first() {
            Some(Decision::Rule(index)) => {
                let rule = choice.rules.get(usize::from(*index));
                let next = rule.and_then(|rule| rule.next.as_ref()).map(|next| &*next.value);
                format!("{name} goes to {} by its {} rule", to(next), words::ordinal(usize::from(*index) + 1))
            }
            Some(Decision::Default) => {
                format!("{name} goes to {} by its Default: no rule holds", to(choice.default.as_ref().map(|name| &*name.value)))
            }
            _ => format!("{name} has chosen"),
        }
    }

    pub(super) fn rules(&self, choice: &Choice) -> Vec<Reason> {
        let taken = match self.decisions.first() {
            Some(Decision::Rule(index)) => Some(usize::from(*index)),
            _ => None,
        };
        let mut reasons = vec![];
        for (index, rule) in choice.rules.iter().enumerate() {
            let place = format!("Choices[{index}]");
            if taken.is_some_and(|taken| index > taken) {
                let left = choice.rules.len() - index;
                let which = if left == 1 { "the rule after it is".to_owned() } else { format!("the {left} rules after it are") };
                reasons.push(Reason::new(
                    Verdict::NotReached,
                    place,
                    format!("{which} not looked at: the first that holds decides"),
                ));
                break;
            }
            let Some(condition) = &rule.condition else { continue };
            let told = self.told(condition);
            let (verdict, lead) = match told.holds {
                _ if taken == Some(index) => (Verdict::Taken, "holds"),
                Some(_) => (Verdict::NotTaken, "does not hold"),
                None => (Verdict::Failed, "cannot be decided"),
            };
            let failed = verdict == Verdict::Failed;
            reasons.push(Reason::new(verdict, place, format!("rule {} {lead}: {}", index + 1, told.words)));
            if failed {
                return reasons;
            }
        }
        match self.decisions.first() {
            Some(Decision::Default) => {
                let count = choice.rules.len();
                let sentence =
                    if count == 1 { "its rule does not hold".to_owned() } else { format!("none of its {count} rules holds") };
                reasons.push(Reason::new(Verdict::Taken, "Default", sentence));
            }
            Some(Decision::NoMatch) => {
                let sentence =
                    "no rule holds, and there is no Default: the execution fails. Add a Default, or a rule for what came";
                reasons.push(Reason::new(Verdict::Failed, "Default", sentence));
            }
            _ => {}
        }
        reasons
    }

    fn told(&self, condition: &Condition) -> Told {
        match condition {
            Condition::And(all) => {
                let told: Vec<Told> = all.iter().map(|condition| self.told(condition)).collect();
                match told.iter().position(|told| told.holds != Some(true)) {
                    // The first that does not hold decides, and is all that the service looks at.
                    Some(at) if all.len() > 1 => {
                        let words =
                            format!("it needs all {}, and the {} fails: {}", all.len(), words::ordinal(at + 1), told[at].words);
                        Told { holds: told[at].holds, words }
                    }
                    Some(at) => Told { holds: told[at].holds, words: told[at].words.clone() },
                    None => joined(&told, Some(true)),
                }
            }
            Condition::Or(any) => {
                let told: Vec<Told> = any.iter().map(|condition| self.told(condition)).collect();
                match told.iter().position(|told| told.holds != Some(false)) {
                    Some(at) => Told { holds: told[at].holds, words: told[at].words.clone() },
                    None => joined(&told, Some(false)),
                }
            }
            Condition::Not(inner) => {
                let told = self.told(inner);
                let words = format!("{}, and the rule asks for the contrary", told.words);
                Told { holds: told.holds.map(|holds| !holds), words }
            }
            Condition::Comparison(comparison) => self.compared(comparison),
            Condition::Expression(setting) => match &setting.value {
                Setting::Value(value) => Told { holds: Some(*value), words: format!("its Condition is {value}") },
                Setting::Expression(text) => self.expression(text),
            },
        }
    }

    fn expression(&self, text: &str) -> Told {
        let source = words::cut(&words::expression(text).split_whitespace().collect::<Vec<_>>().join(" "));
        let holds = match self.sight.jsonata(text) {
            Ok(Some(Value::Bool(holds))) => holds,
            Ok(given) => {
                let given = given.map_or_else(|| "nothing".to_owned(), |value| words::short(&value));
                let words = format!("`{source}` gives {given}, and a Condition must be true or false");
                return Told { holds: None, words };
            }
            Err(error) => return Told { holds: None, words: format!("`{source}`: {error}") },
        };
        let seen = self.values_in(text);
        let with = if seen.is_empty() { String::new() } else { format!(", since {}", words::list(&seen, "and")) };
        Told { holds: Some(holds), words: format!("`{source}` is {holds}{with}") }
    }

    /// What the names in an expression stand for: its paths and variables with scalar values, or with nothing.
    fn values_in(&self, text: &str) -> Vec<String> {
        const MOST: usize = 4;
        let all = parts(text, &self.sight);
        let named = all.iter().filter(|part| {
            let source = text.get(part.range.clone()).unwrap_or_default();
            let is_path = source.starts_with('$') && source.chars().all(|c| c.is_alphanumeric() || "$._[]'\"".contains(c));
            let is_longest = !all.iter().any(|other| {
                let more = text.get(other.range.clone()).unwrap_or_default();
                other.range.start == part.range.start
                    && other.range.end > part.range.end
                    && more.chars().all(|c| c.is_alphanumeric() || "$._[]'\"".contains(c))
            });
            is_path && is_longest && source != "$states"
        });
        let mut told = vec![];
        for part in named {
            let source = text.get(part.range.clone()).unwrap_or_default();
            let words = match &part.gives {
                Gives::Value(value) => format!("`{source}` is {}", words::short(value)),
                Gives::Nothing => format!("`{source}` is missing"),
                Gives::Function | Gives::Error(_) => continue,
            };
            if !told.contains(&words) {
                told.push(words);
            }
        }
        told.truncate(MOST);
        told
    }

    fn compared(&self, comparison: &Comparison) -> Told {
        let operator = &*comparison.operator.value;
        let Some(variable) = &comparison.variable else {
            return Told { holds: None, words: "it names no Variable".to_owned() };
        };
        let path = &*variable.value;
        let found = self.sight.path(path);
        if operator == "IsPresent" {
            let wanted = comparison.operand.value.as_bool() != Some(false);
            let there = found.is_ok();
            let words = if there { format!("`{path}` is there") } else { format!("`{path}` is missing") };
            return Told { holds: Some(there == wanted), words };
        }
        let Ok(value) = found else {
            let words = format!(
                "`{path}` is missing, and {operator} needs it: the execution fails. Ask with IsPresent first, in an And before it"
            );
            return Told { holds: None, words };
        };
        let (bare, by_path) = operator.strip_suffix("Path").map_or((operator, false), |bare| (bare, true));
        let operand = match (&comparison.operand.value, by_path) {
            (Value::String(text), true) => match self.sight.path(text) {
                Ok(value) => value,
                Err(_) => {
                    let words = format!("`{text}`, which `{path}` is compared with, is missing: the execution fails");
                    return Told { holds: None, words };
                }
            },
            (value, _) => value.clone(),
        };
        let holds = comparison_holds(bare, &value, &operand);
        let other = match &comparison.operand.value {
            Value::String(text) if by_path => format!("`{text}`, which is {}", words::short(&operand)),
            _ => words::short(&operand),
        };
        let is = format!("`{path}` is {}", words::short(&value));
        let words = match (family(bare), holds) {
            (Some(kind), Some(false)) if !kind.fits(&value) => {
                format!("{is}, which is {}, and {operator} compares {} only", value.type_phrase(), kind.name())
            }
            _ => format!("{is}, {}", relation(bare, &operand, &other, holds == Some(true))),
        };
        Told { holds, words }
    }
}

fn joined(told: &[Told], holds: Option<bool>) -> Told {
    let words: Vec<&str> = told.iter().map(|told| told.words.as_str()).collect();
    Told { holds, words: words::list(&words, "and") }
}

/// What an operator compares.
#[derive(Clone, Copy)]
enum Family {
    Text,
    Number,
    Flag,
    Time,
}

impl Family {
    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text => matches!(value, Value::String(_)),
            Self::Number => matches!(value, Value::Number(_)),
            Self::Flag => matches!(value, Value::Bool(_)),
            Self::Time => value.as_str().is_some_and(|text| expressions::time::Timestamp::parse(text).is_some()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "numbers",
            Self::Flag => "true and false",
            Self::Time => "timestamps",
        }
    }
}

fn family(operator: &str) -> Option<Family> {
    let families =
        [("String", Family::Text), ("Numeric", Family::Number), ("Boolean", Family::Flag), ("Timestamp", Family::Time)];
    families.into_iter().find(|(name, _)| operator.starts_with(name)).map(|(_, family)| family)
}

/// How a value stands to an operand: "which is greater than 100", "not greater than 100".
fn relation(operator: &str, operand: &Value, other: &str, holds: bool) -> String {
    let wanted = operand.as_bool() != Some(false);
    let kind = match operator {
        "IsNull" => Some("null"),
        "IsNumeric" => Some("a number"),
        "IsString" => Some("text"),
        "IsBoolean" => Some("true or false"),
        "IsTimestamp" => Some("a timestamp"),
        _ => None,
    };
    if let Some(kind) = kind {
        let is = holds == wanted;
        return format!("which is {}{kind}", if is { "" } else { "not " });
    }
    let time = operator.starts_with("Timestamp");
    let relation = match operator.trim_start_matches("String").trim_start_matches("Numeric").trim_start_matches("Timestamp") {
        "Equals" | "BooleanEquals" => return if holds { "as asked".to_owned() } else { format!("not {other}") },
        "LessThan" if time => "before",
        "LessThan" => "less than",
        "GreaterThan" if time => "after",
        "GreaterThan" => "greater than",
        "LessThanEquals" if time => "at or before",
        "LessThanEquals" => "at most",
        "GreaterThanEquals" if time => "at or after",
        "GreaterThanEquals" => "at least",
        "Matches" => return if holds { format!("which matches {other}") } else { format!("which does not match {other}") },
        _ => operator,
    };
    if holds { format!("which is {relation} {other}") } else { format!("not {relation} {other}") }
}
