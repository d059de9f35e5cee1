//! A definition as its plain JSON, by states: what stands in which, and what leads where.

use std::collections::BTreeMap;
use std::sync::Arc;

use value::Value;

/// A machine's states by name, as they are written.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    states: BTreeMap<Arc<str>, Written>,
}

/// A state as it is written.
#[derive(Clone, Debug)]
pub struct Written {
    /// All of it.
    pub value: Value,
    /// Whether it is in JSONata.
    pub jsonata: bool,
    /// The Parallel or Map around.
    pub around: Option<Arc<str>>,
    /// Whether its scope begins with it.
    pub starts: bool,
}

/// A transition by where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// `Next`.
    Next,
    /// A rule.
    Rule(u16),
    /// `Default`.
    Default,
    /// A catcher.
    Catcher(u16),
}

impl Machine {
    /// The states of a definition.
    #[must_use]
    pub fn of(definition: &Value) -> Self {
        let mut machine = Self::default();
        machine.scope(definition, None, is_jsonata(definition, false));
        machine
    }

    fn scope(&mut self, scope: &Value, around: Option<&Arc<str>>, jsonata: bool) {
        let start = scope.get("StartAt").and_then(Value::as_str).unwrap_or_default();
        for (name, state) in scope.get("States").and_then(Value::as_object).iter().flat_map(|states| states.iter()) {
            let jsonata = is_jsonata(state, jsonata);
            let written = Written { value: state.clone(), jsonata, around: around.cloned(), starts: **name == *start };
            self.states.insert(name.clone(), written);
            let branches = state.get("Branches").and_then(Value::as_array).cloned().unwrap_or_default();
            let processors = ["ItemProcessor", "Iterator"].iter().filter_map(|field| state.get(field));
            branches.iter().chain(processors).for_each(|inner| self.scope(inner, Some(name), jsonata));
        }
    }

    /// Whether chance has a say in it.
    #[must_use]
    pub fn draws(&self) -> bool {
        let draws = |state: &Written| {
            let text = state.value.to_json();
            text.contains("States.MathRandom") || text.contains("$random(") || text.contains("$shuffle(")
        };
        self.states.values().any(draws)
    }

    /// A state.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&Written> {
        self.states.get(name)
    }

    /// The states within a Parallel or Map, however deep.
    #[must_use]
    pub fn within(&self, name: &str) -> Vec<&Arc<str>> {
        let is_within = |state: &Written| {
            let mut around = state.around.as_ref();
            while let Some(outer) = around {
                if **outer == *name {
                    return true;
                }
                around = self.states.get(outer).and_then(|outer| outer.around.as_ref());
            }
            false
        };
        self.states.iter().filter(|(_, state)| is_within(state)).map(|(name, _)| name).collect()
    }

    /// What leads to a state within its scope.
    #[must_use]
    pub fn leading_to(&self, name: &str) -> Vec<(&Arc<str>, Way)> {
        let mut ways = vec![];
        for (from, state) in &self.states {
            let leads = |value: &Value, field: &str| value.get(field).and_then(Value::as_str) == Some(name);
            if leads(&state.value, "Next") {
                ways.push((from, Way::Next));
            }
            if leads(&state.value, "Default") {
                ways.push((from, Way::Default));
            }
            let rules = state.list("Choices").iter().enumerate().filter(|(_, rule)| leads(rule, "Next"));
            ways.extend(rules.map(|(index, _)| (from, Way::Rule(index as u16))));
            let catchers = state.list("Catch").iter().enumerate().filter(|(_, catcher)| leads(catcher, "Next"));
            ways.extend(catchers.map(|(index, _)| (from, Way::Catcher(index as u16))));
        }
        ways
    }
}

impl Written {
    /// A field that holds a list.
    #[must_use]
    pub fn list(&self, field: &str) -> &[Value] {
        self.value.get(field).and_then(Value::as_array).map_or(&[], |list| list.as_slice())
    }

    /// A field that holds a text.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.value.get(field).and_then(Value::as_str)
    }

    /// Its type.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.text("Type").unwrap_or_default()
    }

    /// The errors of a retrier or catcher.
    #[must_use]
    pub fn errors(&self, field: &str, index: u16) -> Vec<&str> {
        let errors = self.list(field).get(usize::from(index)).and_then(|entry| entry.get("ErrorEquals")?.as_array());
        errors.map(|errors| errors.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
    }

    /// Whether it is a Map over something that is written there and is no list.
    #[must_use]
    pub fn has_no_items(&self) -> bool {
        let text = self.text("Items").filter(|_| self.jsonata);
        text.is_some_and(|text| crate::template::expression(text).is_none())
    }

    /// How often a retrier tries again.
    #[must_use]
    pub fn attempts(&self, retrier: u16) -> u32 {
        let written = self.list("Retry").get(usize::from(retrier)).and_then(|retrier| retrier.get("MaxAttempts")?.as_i64());
        written.map_or(3, |most| u32::try_from(most).unwrap_or_default())
    }
}

fn is_jsonata(value: &Value, around: bool) -> bool {
    value.get("QueryLanguage").and_then(Value::as_str).map_or(around, |language| language == "JSONata")
}
