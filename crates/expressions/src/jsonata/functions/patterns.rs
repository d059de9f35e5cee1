//! Patterns: `$contains`, `$match`, `$replace`, `$split`, with regular expressions or functions that match.

use std::rc::Rc;
use std::sync::Arc;

use super::Arguments;
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::evaluate::{Evaluated, Evaluator, call};
use crate::jsonata::haystack::Haystack;
use crate::jsonata::item::{Function, Item, match_record};
use crate::jsonata::regex::Regex;

/// One match, in characters.
struct Found {
    text: String,
    start: usize,
    end: usize,
    groups: Vec<Item>,
    /// The match as functions of the language see it.
    record: Item,
}

/// The matches of a pattern one after the other.
enum Matches {
    Regex {
        regex: Arc<Regex>,
        text: Rc<Haystack>,
        from: usize,
        first: bool,
    },
    /// A function to call for the next match, with the text the first time.
    Function {
        next: Item,
        text: Option<Item>,
    },
}

impl Matches {
    fn of(pattern: &Item, text: &str, chars: &Rc<Haystack>) -> Self {
        if let Item::Function(function) = pattern
            && let Function::Regex(regex) = &**function
        {
            return Self::Regex { regex: regex.clone(), text: chars.clone(), from: 0, first: true };
        }
        Self::Function { next: pattern.clone(), text: Some(Item::from(text)) }
    }

    fn next(&mut self, evaluator: &mut Evaluator) -> Result<Option<Found>, Failed> {
        match self {
            Self::Regex { regex, text, from, first } => {
                if !*first && *from >= text.len() {
                    return Ok(None);
                }
                let Some(found) = evaluator.find(regex, text, *from)? else { return Ok(None) };
                if !*first && found.start == found.end {
                    return Err(Box::new(Fault::new("D1004").value(regex.source())));
                }
                *first = false;
                *from = found.end;
                evaluator.spend(PER_MATCH)?;
                let record = match_record(regex, text, &found);
                Ok(Some(Found {
                    text: text[found.start..found.end].iter().collect(),
                    start: found.start,
                    end: found.end,
                    groups: record.member("groups").into_items(),
                    record,
                }))
            }
            Self::Function { next, text } => {
                let record = evaluator.apply(&next.clone(), text.take().into_iter().collect(), &call::NULL)?;
                if record.is_undefined() {
                    return Ok(None);
                }
                let (start, end, groups) = (record.member("start"), record.member("end"), record.member("groups"));
                if start.as_f64().is_none() && !groups.is_array() && !record.member("next").is_function() {
                    return Err(Box::new(Fault::new("T1010")));
                }
                *next = record.member("next");
                let place = |item: &Item| item.as_f64().unwrap_or(0.0).max(0.0) as usize;
                Ok(Some(Found {
                    text: record.member("match").as_str().unwrap_or("").to_owned(),
                    start: place(&start),
                    end: place(&end),
                    groups: groups.into_items(),
                    record,
                }))
            }
        }
    }
}

/// What a match costs in steps, whose record has five members.
const PER_MATCH: usize = 100;

/// The characters of a text that is searched, within the budget.
fn haystack(evaluator: &mut Evaluator, text: &str) -> Result<Rc<Haystack>, Failed> {
    evaluator.reserve(text.len())?;
    Ok(Rc::new(Haystack::new(text)))
}

fn limit_of(arguments: &Arguments, position: usize, code: &'static str) -> Result<f64, Failed> {
    match arguments.number(position) {
        Some(limit) if limit < 0.0 => {
            Err(Box::new(Fault::new(code).value(arguments.get(position).to_value_lossy()).index(position + 1)))
        }
        limit => Ok(limit.unwrap_or(f64::INFINITY)),
    }
}

pub(super) fn contains(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    match arguments.get(1) {
        Item::Undefined => Ok(Item::Undefined),
        pattern => match pattern.as_str() {
            Some(part) => {
                evaluator.spend(text.len() / 64)?;
                Ok(Item::from(text.contains(part)))
            }
            None => {
                let chars = haystack(evaluator, text)?;
                let found = Matches::of(pattern, text, &chars).next(evaluator)?;
                Ok(Item::from(found.is_some()))
            }
        },
    }
}

pub(super) fn matches(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let limit = limit_of(arguments, 2, "D3040")?;
    let chars = haystack(evaluator, text)?;
    let mut matches = Matches::of(arguments.get(1), text, &chars);
    let (mut results, mut built) = (Vec::new(), 0);
    let mut next = if limit > 0.0 { matches.next(evaluator)? } else { None };
    while let Some(found) = next
        && (results.len() as f64) < limit
    {
        evaluator.grow(&mut built, 24 + found.text.len() + 8 * found.groups.len())?;
        results.push(Item::object(vec![
            ("match".into(), Item::from(found.text)),
            ("index".into(), Item::from(chars.utf16_offset(found.start.min(chars.len())))),
            ("groups".into(), Item::array(found.groups)),
        ]));
        // The one after the last is looked for, too, which may fail.
        next = matches.next(evaluator)?;
    }
    Ok(Item::sequence(results))
}

pub(super) fn split(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let limit = limit_of(arguments, 2, "D3020")?;
    if limit == 0.0 {
        return Ok(Item::array(Vec::new()));
    }
    let mut parts: Vec<Item> = Vec::new();
    match arguments.get(1).as_str() {
        Some(separator) => {
            let count = if separator.is_empty() { text.len() } else { text.matches(separator).count() };
            evaluator.reserve(text.len() + 8 * count)?;
            let most = limit.trunc().min(1e9) as usize;
            if separator.is_empty() {
                parts.extend(text.chars().take(most).map(|char| Item::from(char.to_string())));
            } else {
                parts.extend(text.split(separator).take(most).map(Item::from));
            }
        }
        None if arguments.get(1).is_undefined() => parts.push(Item::from(text)),
        None => {
            let chars = haystack(evaluator, text)?;
            let mut matches = Matches::of(arguments.get(1), text, &chars);
            let (mut start, mut built) = (0, 0);
            let mut next = matches.next(evaluator)?;
            while let Some(found) = next
                && (parts.len() as f64) < limit
            {
                evaluator.grow(&mut built, 8 + found.start.saturating_sub(start))?;
                parts.push(Item::from(slice(&chars, start, found.start)));
                start = found.end;
                next = matches.next(evaluator)?;
            }
            if (parts.len() as f64) < limit {
                parts.push(Item::from(slice(&chars, start, chars.len())));
            }
        }
    }
    Ok(Item::array(parts))
}

fn slice(chars: &[char], start: usize, end: usize) -> String {
    let end = end.min(chars.len());
    chars.get(start.min(end)..end).unwrap_or(&[]).iter().collect()
}

pub(super) fn replace(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    if arguments.text(1) == Some("") {
        return Err(Box::new(Fault::new("D3010").value("").index(2)));
    }
    let limit = limit_of(arguments, 3, "D3011")?;
    let replacement = arguments.get(2);
    if limit == 0.0 {
        return Ok(Item::from(text));
    }
    if let Some(pattern) = arguments.text(1) {
        let with = match replacement.as_str() {
            Some(with) => with.to_owned(),
            // The reference joins whatever it is given to the text.
            None if replacement.is_undefined() => "undefined".to_owned(),
            None => evaluator.string_of(replacement, false)?,
        };
        let count = text.matches(pattern).count().min(limit.min(1e9).ceil() as usize);
        evaluator.reserve(text.len() + count * with.len())?;
        return Ok(Item::from(text.replacen(pattern, &with, count)));
    }
    let chars = haystack(evaluator, text)?;
    let mut matches = Matches::of(arguments.get(1), text, &chars);
    let mut result = String::new();
    let (mut position, mut count, mut built) = (0, 0.0, 0);
    let mut next = matches.next(evaluator)?;
    while let Some(found) = next
        && count < limit
    {
        result.push_str(&slice(&chars, position, found.start));
        match replacement.as_str() {
            Some(template) => substitute(template, &found, &mut result),
            None => match evaluator.apply(replacement, vec![found.record.clone()], &call::NULL)? {
                Item::Value(value::Value::String(with)) => result.push_str(&with),
                other => return Err(Box::new(Fault::new("D3012").value(other.to_value_lossy()))),
            },
        }
        let by = result.len() - built;
        evaluator.grow(&mut built, by)?;
        position = found.start + found.text.chars().count();
        count += 1.0;
        next = matches.next(evaluator)?;
    }
    result.push_str(&slice(&chars, position, chars.len()));
    Ok(Item::from(result))
}

/// Copies a replacement with `$0` for the match, `$n` for its groups and `$$` for a dollar.
fn substitute(template: &str, found: &Found, result: &mut String) {
    let chars: Vec<char> = template.chars().collect();
    let groups = found.groups.len();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '$' {
            result.push(chars[at]);
            at += 1;
            continue;
        }
        at += 1;
        match chars.get(at) {
            Some('$') => {
                result.push('$');
                at += 1;
            }
            Some('0') => {
                result.push_str(&found.text);
                at += 1;
            }
            _ => {
                // As many digits as the number of groups has, fewer if that names no group.
                let most = if groups == 0 { 1 } else { groups.to_string().len() };
                let digits: Vec<char> = chars[at..].iter().copied().take(most).take_while(char::is_ascii_digit).collect();
                let number =
                    |count: usize| digits.get(..count).and_then(|digits| digits.iter().collect::<String>().parse::<usize>().ok());
                let mut index = number(digits.len());
                if most > 1 && index.is_some_and(|index| index > groups) {
                    index = number(digits.len().min(most - 1));
                }
                match index {
                    Some(index) => {
                        if let Some(group) = index.checked_sub(1).and_then(|index| found.groups.get(index)) {
                            result.push_str(group.as_str().unwrap_or(""));
                        }
                        at += index.to_string().len();
                    }
                    None => result.push('$'),
                }
            }
        }
    }
}
