//! Function signatures such as `<s-nn?:s>`: which arguments fit, and what is put in place of missing ones.

use value::Value;

use super::error::{Failed, Fault};
use super::item::Item;

/// A parsed signature.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Signature {
    parameters: Vec<Parameter>,
}

#[derive(Debug, Default, PartialEq)]
struct Parameter {
    /// The letters of the types that fit, `m` for a missing value.
    accepts: String,
    is_array: bool,
    /// The type of an array's items.
    subtype: Option<String>,
    /// `?` or `-`: may be left out.
    optional: bool,
    /// `+`: may come several times.
    many: bool,
    /// `-`: the context value is taken when it is left out.
    context: bool,
}

impl Signature {
    /// Reads `<…>`. The error is the code and the byte within the text.
    pub fn parse(text: &str) -> Result<Self, (&'static str, usize)> {
        let bytes = text.as_bytes();
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut at = 1;
        while at < bytes.len() && bytes[at] != b':' {
            let letter = bytes[at] as char;
            let mut add = |accepts: &str, is_array: bool| {
                parameters.push(Parameter { accepts: accepts.to_owned(), is_array, ..Parameter::default() });
            };
            match letter {
                's' | 'n' | 'b' | 'l' | 'o' => add(&format!("{letter}m"), false),
                'a' => add("asnblfom", true),
                'f' => add("f", false),
                'j' => add("asnblom", false),
                'x' => add("asnblfom", false),
                '(' => {
                    let end = closing(bytes, at, b'(', b')');
                    let choice = &text[at + 1..end.min(text.len())];
                    if choice.contains('<') {
                        return Err(("S0402", at));
                    }
                    add(&format!("{choice}m"), false);
                    at = end;
                }
                '-' | '?' | '+' => {
                    if let Some(last) = parameters.last_mut() {
                        last.context |= letter == '-';
                        last.optional |= letter != '+';
                        last.many |= letter == '+';
                    }
                }
                '<' => {
                    let fits = |last: &&mut Parameter| last.is_array || last.accepts == "f";
                    let Some(last) = parameters.last_mut().filter(fits) else { return Err(("S0401", at)) };
                    let end = closing(bytes, at, b'<', b'>');
                    last.subtype = Some(text[at + 1..end.min(text.len())].to_owned());
                    at = end;
                }
                _ => {}
            }
            at += 1;
        }
        Ok(Self { parameters })
    }

    /// The arguments as the function gets them: the context in place of missing ones, arrays around single values.
    pub fn validate(&self, arguments: Vec<Item>, context: &Item) -> Result<Vec<Item>, Failed> {
        // The usual case: one argument for each parameter, nothing to wrap or to check.
        let fits = |(parameter, argument): (&Parameter, &Item)| {
            let letter = symbol(argument);
            let whole = !parameter.is_array || (letter == b'a' && parameter.subtype.is_none());
            whole && !parameter.many && parameter.accepts.as_bytes().contains(&letter)
        };
        if arguments.len() == self.parameters.len() && self.parameters.iter().zip(&arguments).all(fits) {
            return Ok(arguments);
        }
        let supplied: Vec<u8> = arguments.iter().map(symbol).collect();
        let mut counts = Vec::with_capacity(self.parameters.len());
        if !distribute(&self.parameters, &supplied, true, &mut counts, &mut { TRIES }) {
            return Err(self.misfit(&arguments, &supplied));
        }
        let mut validated = Vec::with_capacity(self.parameters.len());
        let mut arguments = arguments.into_iter();
        let mut index = 0;
        for (parameter, count) in self.parameters.iter().zip(counts) {
            if count == 0 {
                if parameter.context {
                    if !parameter.accepts.as_bytes().contains(&symbol(context)) {
                        return Err(Box::new(Fault::new("T0411").value(context.to_value_lossy()).index(index + 1)));
                    }
                    validated.push(context.clone());
                } else {
                    // As in the reference, the next argument takes the place, whatever it is.
                    validated.push(arguments.next().unwrap_or(Item::Undefined));
                    index += 1;
                }
                continue;
            }
            for _ in 0..count {
                let argument = arguments.next().unwrap_or(Item::Undefined);
                index += 1;
                validated.push(if parameter.is_array { parameter.array(argument, index)? } else { argument });
            }
        }
        validated.extend(arguments);
        Ok(validated)
    }

    fn misfit(&self, arguments: &[Item], supplied: &[u8]) -> Failed {
        let mut good = 0;
        for upto in 1..=self.parameters.len() {
            let mut counts = Vec::new();
            if !distribute(&self.parameters[..upto], supplied, false, &mut counts, &mut { TRIES }) {
                break;
            }
            good = counts.iter().sum();
        }
        let value = arguments.get(good).map_or(Value::Null, Item::to_value_lossy);
        Box::new(Fault::new("T0410").value(value).index(good + 1))
    }
}

impl Parameter {
    /// An argument where an array is wanted: its items are checked, a single value is wrapped.
    fn array(&self, argument: Item, index: usize) -> Result<Item, Failed> {
        let letter = symbol(&argument);
        if letter == b'm' {
            return Ok(Item::Undefined);
        }
        if let Some(subtype) = &self.subtype {
            let wanted = subtype.bytes().next().unwrap_or(b'x');
            let fits = match argument.elements() {
                Some(elements) => elements.all_are(|item| symbol(item) == wanted),
                None => subtype.as_bytes() == [letter],
            };
            if !fits {
                let kind = match wanted {
                    b'a' => "arrays",
                    b'b' => "booleans",
                    b'f' => "functions",
                    b'n' => "numbers",
                    b'o' => "objects",
                    _ => "strings",
                };
                return Err(Box::new(Fault::new("T0412").value(argument.to_value_lossy()).index(index).note(kind)));
            }
        }
        Ok(if letter == b'a' { argument } else { Item::array(vec![argument]) })
    }
}

/// The byte of the bracket that closes the one at `start`, or the end.
fn closing(bytes: &[u8], start: usize, open: u8, close: u8) -> usize {
    let mut depth = 1;
    let mut at = start + 1;
    while at < bytes.len() {
        depth += i32::from(bytes[at] == open) - i32::from(bytes[at] == close);
        if depth == 0 {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// The letter of a value's type.
pub(super) fn symbol(item: &Item) -> u8 {
    match item {
        Item::Undefined => b'm',
        Item::Value(Value::Null) => b'l',
        Item::Value(Value::Bool(_)) => b'b',
        Item::Value(Value::Number(_)) => b'n',
        Item::Value(Value::String(_)) => b's',
        Item::Value(Value::Array(_)) | Item::List(_) | Item::Range(..) | Item::Tuples(_) => b'a',
        Item::Value(Value::Object(_)) | Item::Record(_) => b'o',
        Item::Builtin(_) | Item::Function(_) => b'f',
    }
}

/// How many distributions are tried before arguments count as unfit: only contrived signatures need more than a few.
const TRIES: u32 = 10_000;

/// Gives each parameter as many of the supplied types as it can take, like a greedy regular expression would.
fn distribute(parameters: &[Parameter], supplied: &[u8], whole: bool, counts: &mut Vec<usize>, tries: &mut u32) -> bool {
    let Some((parameter, rest)) = parameters.split_first() else { return supplied.is_empty() || !whole };
    let fitting = supplied.iter().take_while(|letter| parameter.accepts.as_bytes().contains(letter)).count();
    let most = if parameter.many { fitting } else { fitting.min(1) };
    let least = usize::from(!parameter.optional);
    for count in (least..=most).rev() {
        if *tries == 0 {
            return false;
        }
        *tries -= 1;
        counts.push(count);
        if distribute(rest, &supplied[count..], whole, counts, tries) {
            return true;
        }
        counts.pop();
    }
    false
}
