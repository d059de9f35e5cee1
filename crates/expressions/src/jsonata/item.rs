//! What expressions compute with: JSON values, sequences, ranges, functions, and nothing.

use std::rc::Rc;
use std::sync::Arc;

use value::{Key, Number, Object, Value};

use super::catalogue::Builtin;
use super::frame::{Env, Symbol};
use super::haystack::Haystack;
use super::node::{CallNode, LambdaNode, Node};
use super::regex::{Match, Regex};

/// The result of evaluating one node.
#[derive(Clone, Debug, Default)]
pub(super) enum Item {
    /// Nothing.
    #[default]
    Undefined,
    /// Plain JSON.
    Value(Value),
    /// An array that is a sequence, or holds what is no JSON.
    List(Rc<List>),
    /// An object that holds what is no JSON: functions, or arrays with undefined items.
    Record(Rc<Vec<(Key, Item)>>),
    /// Whole numbers from a first one, so many: a range that is not written out.
    Range(i64, usize),
    /// A stream of items with variables bound beside each.
    Tuples(Rc<Vec<Tuple>>),
    Builtin(Builtin),
    Function(Rc<Function>),
}

/// An array with the marks that decide how it unwraps and flattens.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub items: Vec<Item>,
    /// A sequence: of one item it is that item, of none it is nothing.
    pub sequence: bool,
    /// Of one item it stays an array (`[]`).
    pub keep: bool,
    /// Made by an array constructor at the end of a path: not flattened.
    pub constructed: bool,
    /// Stands around a top-level array so that it counts as one item.
    pub outer: bool,
}

/// One element of a tuple stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Tuple {
    pub item: Item,
    pub bindings: Vec<(Symbol, Item)>,
}

impl Tuple {
    pub fn bind(&mut self, symbol: Symbol, item: Item) {
        match self.bindings.iter_mut().find(|(name, _)| *name == symbol) {
            Some(binding) => binding.1 = item,
            None => self.bindings.push((symbol, item)),
        }
    }
}

/// A function that is no builtin.
#[derive(Debug)]
pub(super) enum Function {
    Lambda {
        node: Arc<LambdaNode>,
        input: Item,
        env: Env,
    },
    /// A call in tail position, to be made by the caller.
    Thunk {
        call: Arc<CallNode>,
        input: Item,
        env: Env,
    },
    /// A function with some arguments given; `None` is still to come.
    Partial {
        function: Item,
        arguments: Vec<Option<Item>>,
        depth: usize,
    },
    /// `first ~> second`.
    Composed {
        first: Item,
        second: Item,
        depth: usize,
    },
    Regex(Arc<Regex>),
    /// The `next` of a match: finds the one after it.
    NextMatch {
        regex: Arc<Regex>,
        text: Rc<Haystack>,
        from: usize,
    },
    Transform {
        node: Arc<Node>,
        env: Env,
    },
}

impl From<Value> for Item {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Item {
    fn from(text: &str) -> Self {
        Self::Value(Value::from(text))
    }
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self::Value(Value::from(text))
    }
}

impl From<bool> for Item {
    fn from(bool: bool) -> Self {
        Self::Value(Value::Bool(bool))
    }
}

impl From<f64> for Item {
    fn from(number: f64) -> Self {
        Self::Value(Value::Number(Number::from_f64(number).unwrap_or(Number::Float(number))))
    }
}

impl From<usize> for Item {
    fn from(number: usize) -> Self {
        Self::Value(Value::from(number as i64))
    }
}

impl<I: Into<Item>> From<Option<I>> for Item {
    fn from(item: Option<I>) -> Self {
        item.map_or(Self::Undefined, Into::into)
    }
}

/// The elements of anything that is an array.
#[derive(Clone, Copy)]
pub(super) enum Elements<'i> {
    Values(&'i [Value]),
    Items(&'i [Item]),
    Range(i64, usize),
    Tuples(&'i [Tuple]),
}

impl Elements<'_> {
    pub fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Items(items) => items.len(),
            Self::Range(_, count) => *count,
            Self::Tuples(tuples) => tuples.len(),
        }
    }

    pub fn get(&self, index: usize) -> Item {
        match self {
            Self::Values(values) => values.get(index).cloned().into(),
            Self::Items(items) => items.get(index).cloned().unwrap_or_default(),
            Self::Range(first, count) if index < *count => Item::Value(Value::from(first + index as i64)),
            Self::Range(..) => Item::Undefined,
            Self::Tuples(tuples) => tuples.get(index).map(|tuple| tuple.item.clone()).unwrap_or_default(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Item> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    pub fn all_are(&self, test: impl Fn(&Item) -> bool) -> bool {
        match self {
            Self::Range(first, count) => *count == 0 || test(&Item::Value(Value::from(*first))),
            Self::Items(items) => items.iter().all(test),
            _ => self.iter().all(|item| test(&item)),
        }
    }
}

impl Item {
    /// A plain array.
    pub fn array(items: Vec<Item>) -> Self {
        if items.iter().all(|item| matches!(item, Self::Value(_))) {
            return Self::Value(Value::from(
                items.into_iter().map(|item| item.into_plain().unwrap_or_default()).collect::<Vec<_>>(),
            ));
        }
        Self::List(Rc::new(List { items, ..List::default() }))
    }

    /// A sequence, as it is before it unwraps.
    pub fn sequence(items: Vec<Item>) -> Self {
        Self::List(Rc::new(List { items, sequence: true, ..List::default() }))
    }

    /// A sequence, unwrapped: nothing, its only item, or itself.
    pub fn unwrapped(mut items: Vec<Item>, keep: bool) -> Self {
        match items.len() {
            0 => Self::Undefined,
            1 if !keep => items.pop().unwrap_or_default(),
            _ => Self::List(Rc::new(List { items, sequence: true, keep, ..List::default() })),
        }
    }

    pub fn is_undefined(&self) -> bool {
        matches!(self, Self::Undefined)
    }

    pub fn is_function(&self) -> bool {
        matches!(self, Self::Builtin(_) | Self::Function(_))
    }

    /// The value, if plain JSON.
    pub fn into_plain(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        self.as_value().and_then(Value::as_str)
    }

    pub fn as_f64(&self) -> Option<f64> {
        self.as_value().and_then(Value::as_f64)
    }

    /// The elements, if an array of any kind.
    pub fn elements(&self) -> Option<Elements<'_>> {
        match self {
            Self::Value(Value::Array(values)) => Some(Elements::Values(values)),
            Self::List(list) => Some(Elements::Items(&list.items)),
            Self::Range(first, count) => Some(Elements::Range(*first, *count)),
            Self::Tuples(tuples) => Some(Elements::Tuples(tuples)),
            _ => None,
        }
    }

    pub fn is_array(&self) -> bool {
        matches!(self, Self::Value(Value::Array(_)) | Self::List(_) | Self::Range(..) | Self::Tuples(_))
    }

    /// Whether it has parts.
    pub fn is_container(&self) -> bool {
        self.is_array() || matches!(self, Self::Value(Value::Object(_)) | Self::Record(_))
    }

    /// Whether it is an array that flattening leaves whole.
    pub fn is_constructed(&self) -> bool {
        matches!(self, Self::List(list) if list.constructed)
    }

    pub fn is_sequence(&self) -> bool {
        matches!(self, Self::List(list) if list.sequence)
    }

    /// The elements as items of their own; anything else as the only one, nothing as none.
    pub fn into_items(self) -> Vec<Item> {
        match self {
            Self::Undefined => Vec::new(),
            Self::List(list) => Rc::try_unwrap(list).map_or_else(|list| list.items.clone(), |list| list.items),
            other => match other.elements() {
                Some(elements) => elements.iter().collect(),
                None => vec![other],
            },
        }
    }

    /// Whether a cycle of references could run through it.
    pub fn may_hold_functions(&self) -> bool {
        match self {
            Self::Function(_) | Self::Record(_) | Self::Tuples(_) => true,
            Self::List(list) => list.items.iter().any(Self::may_hold_functions),
            _ => false,
        }
    }

    /// Whether JSON can hold it as it is: no function is in it and nothing undefined.
    pub fn is_json(&self) -> bool {
        match self {
            Self::Value(_) | Self::Range(..) => true,
            Self::List(list) => list.items.iter().all(Self::is_json),
            _ => false,
        }
    }

    /// The JSON it stands for; functions are dropped from objects and empty texts in arrays, as `JSON.stringify` would.
    pub fn to_value_lossy(&self) -> Value {
        match self {
            Self::Undefined => Value::Null,
            Self::Value(value) => value.clone(),
            Self::Record(members) => {
                let members = members.iter().filter(|(_, item)| !item.is_undefined());
                Value::object(members.map(|(key, item)| (key.clone(), item.to_value_lossy())))
            }
            Self::Builtin(_) | Self::Function(_) => Value::from(""),
            array => match array.elements() {
                Some(elements) => Value::from(elements.iter().map(|item| item.to_value_lossy()).collect::<Vec<_>>()),
                None => Value::Null,
            },
        }
    }

    /// The same without copying what is not shared.
    pub fn into_value(self) -> Value {
        match self {
            Self::Value(value) => value,
            Self::List(list) => Value::from(match Rc::try_unwrap(list) {
                Ok(list) => list.items.into_iter().map(Item::into_value).collect::<Vec<_>>(),
                Err(list) => list.items.iter().map(Item::to_value_lossy).collect(),
            }),
            other => other.to_value_lossy(),
        }
    }

    /// A member of an object; nothing for anything else.
    pub fn member(&self, name: &str) -> Item {
        match self {
            Self::Value(Value::Object(object)) => object.get(name).cloned().into(),
            Self::Record(members) => members.iter().find(|(key, _)| &**key == name).map(|(_, item)| item.clone()).into(),
            _ => Self::Undefined,
        }
    }

    /// The members of an object in order; `None` for anything else.
    pub fn members(&self) -> Option<Vec<(Key, Item)>> {
        match self {
            Self::Value(Value::Object(object)) => {
                Some(object.iter().map(|(key, value)| (key.clone(), Item::Value(value.clone()))).collect())
            }
            Self::Record(members) => Some(members.to_vec()),
            _ => None,
        }
    }

    /// An object, plain if all its members are JSON.
    pub fn object(members: Vec<(Key, Item)>) -> Self {
        if !members.iter().all(|(_, item)| item.is_json()) {
            return Self::Record(Rc::new(members));
        }
        let mut object = Object::with_capacity(members.len());
        for (key, item) in members {
            object.insert(key, item.into_value());
        }
        Self::Value(Value::from(object))
    }
}

/// Joins two items as one array; a missing one leaves the other as it is.
pub(super) fn append(first: Item, second: Item) -> Item {
    if first.is_undefined() {
        return second;
    }
    if second.is_undefined() {
        return first;
    }
    let mut items = first.into_items();
    match second {
        Item::Value(Value::Array(values)) => items.extend(values.iter().cloned().map(Item::Value)),
        other => items.append(&mut other.into_items()),
    }
    Item::array(items)
}

/// A number that is the same for items that are [`equal`]; what is looked at is bounded in depth.
pub(super) fn fingerprint(item: &Item) -> u64 {
    let mut hasher = Fingerprint(0xcbf2_9ce4_8422_2325);
    hasher.item(item, 0);
    hasher.0
}

/// FNV-1a over what makes a value.
struct Fingerprint(u64);

impl Fingerprint {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn item(&mut self, item: &Item, depth: usize) {
        match item {
            Item::Value(value) => self.value(value, depth),
            Item::Builtin(_) | Item::Function(_) | Item::Undefined => self.bytes(b"?"),
            _ if depth > crate::limits::VALUE_DEPTH => {}
            _ => {
                if let Some(elements) = item.elements() {
                    self.bytes(b"[");
                    elements.iter().for_each(|element| self.item(&element, depth + 1));
                } else if let Some(members) = item.members() {
                    self.members(members.iter().map(|(key, item)| (&**key, item)), depth, Self::item);
                }
            }
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Null => self.bytes(b"n"),
            Value::Bool(bool) => self.bytes(if *bool { b"t" } else { b"f" }),
            Value::Number(number) => {
                let number = number.as_f64();
                self.bytes(&(if number == 0.0 { 0.0 } else { number }).to_bits().to_le_bytes());
            }
            Value::String(text) => {
                self.bytes(b"s");
                self.bytes(text.as_bytes());
            }
            _ if depth > crate::limits::VALUE_DEPTH => {}
            Value::Array(items) => {
                self.bytes(b"[");
                items.iter().for_each(|item| self.value(item, depth + 1));
            }
            Value::Object(object) => self.members(object.iter().map(|(key, value)| (&**key, value)), depth, Self::value),
        }
    }

    /// Members count in any order.
    fn members<'m, T: 'm>(
        &mut self,
        members: impl Iterator<Item = (&'m str, &'m T)>,
        depth: usize,
        look: fn(&mut Self, &T, usize),
    ) {
        let mut sum = 0_u64;
        for (key, member) in members {
            let mut own = Self(self.0 ^ 0x7b);
            own.bytes(key.as_bytes());
            look(&mut own, member, depth + 1);
            sum = sum.wrapping_add(own.0);
        }
        self.bytes(&sum.to_le_bytes());
    }
}

/// Looks a name up: in an array, in each of its elements, flattened.
pub(super) fn lookup(item: &Item, name: &str) -> Item {
    match item {
        Item::Value(Value::Object(object)) => object.get(name).cloned().into(),
        Item::Value(Value::Array(values)) => {
            let mut found = Vec::new();
            lookup_values(values, name, &mut found);
            Item::sequence(found)
        }
        Item::Record(_) => item.member(name),
        other => match other.elements() {
            Some(elements) => {
                let mut found = Vec::new();
                for element in elements.iter() {
                    match lookup(&element, name) {
                        Item::Undefined => {}
                        array if array.is_array() => found.append(&mut array.into_items()),
                        single => found.push(single),
                    }
                }
                Item::sequence(found)
            }
            None => Item::Undefined,
        },
    }
}

fn lookup_values(values: &[Value], name: &str, found: &mut Vec<Item>) {
    for value in values {
        match value {
            Value::Object(object) => match object.get(name) {
                Some(Value::Array(members)) => found.extend(members.iter().cloned().map(Item::Value)),
                Some(member) => found.push(Item::Value(member.clone())),
                None => {}
            },
            Value::Array(values) => lookup_values(values, name, found),
            _ => {}
        }
    }
}

/// A match as the functions of the language see it, with its `next`.
pub(super) fn match_record(regex: &Arc<Regex>, text: &Rc<Haystack>, found: &Match) -> Item {
    let slice = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let groups = found.groups.iter().map(|group| group.map_or(Item::Undefined, |(start, end)| Item::from(slice(start, end))));
    Item::Record(Rc::new(vec![
        ("match".into(), Item::from(slice(found.start, found.end))),
        ("start".into(), Item::from(text.utf16_offset(found.start))),
        ("end".into(), Item::from(text.utf16_offset(found.end))),
        ("groups".into(), Item::array(groups.collect())),
        (
            "next".into(),
            Item::Function(Rc::new(Function::NextMatch { regex: regex.clone(), text: text.clone(), from: found.end })),
        ),
    ]))
}

/// Deep equality of the language: objects in any order, sequences like arrays, functions by identity.
pub(super) fn equal(one: &Item, other: &Item) -> bool {
    match (one, other) {
        (Item::Value(one), Item::Value(other)) => one == other,
        (Item::Undefined, Item::Undefined) => true,
        (Item::Function(one), Item::Function(other)) => Rc::ptr_eq(one, other),
        (Item::Builtin(one), Item::Builtin(other)) => one == other,
        _ => match (one.elements(), other.elements()) {
            (Some(one), Some(other)) => {
                one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| equal(&one, &other))
            }
            (None, None) => match (one.members(), other.members()) {
                (Some(one), Some(other)) => {
                    one.len() == other.len()
                        && one.iter().all(|(key, item)| other.iter().any(|(name, member)| key == name && equal(item, member)))
                }
                _ => false,
            },
            _ => false,
        },
    }
}
