//! Times: `$now`, `$toMillis`, `$fromMillis`.

use super::{Arguments, date_picture};
use crate::jsonata::error::Fault;
use crate::jsonata::evaluate::{Evaluated, Evaluator};
use crate::jsonata::item::Item;
use crate::time::days_from_civil;

/// Writes a time after the picture and in the time zone that stand at `position` and after it.
pub(super) fn from_millis(arguments: &Arguments, millis: f64, position: usize) -> Evaluated {
    let picture = arguments.text(position).unwrap_or(date_picture::ISO_8601);
    Ok(Item::from(date_picture::format(millis, picture, arguments.text(position + 1))?))
}

pub(super) fn to_millis(evaluator: &mut Evaluator, arguments: &Arguments) -> Evaluated {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    match arguments.text(1) {
        Some(picture) => Ok(date_picture::parse(evaluator, text, picture)?.into()),
        None => match iso_8601(text) {
            Some(millis) => Ok(Item::from(millis)),
            None => Err(Box::new(Fault::new("D3110").value(text))),
        },
    }
}

/// The forms that the reference accepts: a year, then a month, a day, a time, a fraction and a zone, all optional.
fn iso_8601(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let digits = |from: usize, count: usize| -> Option<i64> {
        let digits = bytes.get(from..from + count)?;
        digits.iter().all(u8::is_ascii_digit).then(|| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    };
    let year = digits(0, 4)?;
    let mut at = 4;
    let (mut month, mut day, mut seconds, mut millis) = (1, 1, 0, 0.0);
    let part = |at: usize| {
        (bytes.get(at) == Some(&b'-')).then(|| digits(at + 1, 2)).flatten().filter(|_| bytes.get(at + 3) != Some(&b':'))
    };
    if let Some(found) = part(at) {
        (month, at) = (found, at + 3);
        if let Some(found) = part(at) {
            (day, at) = (found, at + 3);
        }
    }
    let (mut has_time, mut exists) = (false, true);
    if bytes.get(at) == Some(&b'T') {
        let (hour, minute, second) = (digits(at + 1, 2)?, digits(at + 4, 2)?, digits(at + 7, 2)?);
        if bytes.get(at + 3) != Some(&b':') || bytes.get(at + 6) != Some(&b':') || hour > 29 || minute > 59 || second > 59 {
            return None;
        }
        exists &= hour < 24 || (hour == 24 && minute + second == 0);
        seconds = hour * 3600 + minute * 60 + second;
        at += 9;
        has_time = true;
    }
    if bytes.get(at) == Some(&b'.') {
        let count = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 || !has_time {
            return None;
        }
        let fraction: f64 = text[at..at + 1 + count.min(3)].parse().ok()?;
        millis = (fraction * 1000.0).round();
        at += 1 + count;
    }
    let offset = match bytes.get(at) {
        None => 0,
        Some(b'Z') if bytes.len() == at + 1 => 0,
        Some(sign @ (b'+' | b'-')) => {
            let colon = usize::from(bytes.get(at + 3) == Some(&b':'));
            let minutes = digits(at + 1, 2)? * 60 + digits(at + 3 + colon, 2)?;
            if bytes.len() != at + 5 + colon {
                return None;
            }
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    if month > 19 || day > 39 {
        return None;
    }
    // A month or hour that does not exist is no error in the reference, but no number either.
    if !exists || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Some(f64::NAN);
    }
    Some(((days_from_civil(year, month, day) * 86_400 + seconds - offset * 60) * 1000) as f64 + millis)
}
