//! Reading a time after a picture.

use std::collections::BTreeMap;

use super::fragment::{Moment, millis_of, month_and_day};
use super::{DAYS, MONTHS, Marker, Part, analyse};
use crate::jsonata::error::{Failed, Fault};
use crate::jsonata::evaluate::Evaluator;
use crate::jsonata::integer_picture::{self, Style, is_number_word, leading_integer};

/// What was read of a time, by the letter of the component.
type Components = BTreeMap<char, f64>;

/// Milliseconds since 1970; nothing if the text does not fit the picture.
pub(in crate::jsonata) fn parse(evaluator: &mut Evaluator, text: &str, picture: &str) -> Result<Option<f64>, Failed> {
    let parts = analyse(picture)?;
    for part in &parts {
        check(part)?;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut lengths = Vec::with_capacity(parts.len());
    let mut tries = 100_000;
    if !fit(&parts, &chars, &mut lengths, &mut tries) {
        return Ok(None);
    }
    let mut components = Components::new();
    let mut is_empty = true;
    let mut at = 0;
    for (part, length) in parts.iter().zip(lengths) {
        let text: String = chars[at..at + length].iter().collect();
        at += length;
        if let Part::Marker(marker) = part {
            is_empty = false;
            match value_of(marker, &text)? {
                Some(value) => components.insert(marker.component, value),
                // A name that is none takes away what an earlier part said.
                None => components.remove(&marker.component),
            };
        }
    }
    if is_empty {
        return Ok(None);
    }
    assemble(evaluator, components).map(Some)
}

/// Names and numberings that cannot be read are errors of the picture.
fn check(part: &Part) -> Result<(), Failed> {
    let Part::Marker(marker) = part else { return Ok(()) };
    match &marker.integer {
        Some(picture) => match &picture.style {
            Style::Sequence(token) => Err(Box::new(Fault::new("D3130").value(token.as_str()))),
            _ => Ok(()),
        },
        None if "MxFP".contains(marker.component) => Ok(()),
        None => Err(Box::new(Fault::new("D3133").value(marker.component.to_string()))),
    }
}

/// Gives each part as much of the text as it can take, like a greedy regular expression without case.
fn fit(parts: &[Part], text: &[char], lengths: &mut Vec<usize>, tries: &mut u32) -> bool {
    let Some((part, rest)) = parts.split_first() else { return text.is_empty() };
    for length in candidates(part, text) {
        if *tries == 0 {
            return false;
        }
        *tries -= 1;
        lengths.push(length);
        if fit(rest, &text[length..], lengths, tries) {
            return true;
        }
        lengths.pop();
    }
    false
}

/// The lengths a part may take, the greatest first.
fn candidates(part: &Part, text: &[char]) -> Vec<usize> {
    let run = |accept: &dyn Fn(char) -> bool| text.iter().take_while(|char| accept(**char)).count();
    let up_to = |most: usize| (1..=most).rev().collect::<Vec<_>>();
    let marker = match part {
        Part::Literal(literal) => {
            let wanted: Vec<char> = literal.chars().collect();
            let same = text.len() >= wanted.len()
                && wanted.iter().zip(text).all(|(one, other)| one.to_lowercase().eq(other.to_lowercase()));
            return if same { vec![wanted.len()] } else { Vec::new() };
        }
        Part::Marker(marker) => marker,
    };
    if matches!(marker.component, 'Z' | 'z') {
        return zone_lengths(marker, text);
    }
    let Some(picture) = &marker.integer else { return up_to(run(&|char| char.is_ascii_alphabetic())) };
    if marker.component == 'f' {
        return up_to(run(&|char| char.is_ascii_digit()));
    }
    match &picture.style {
        Style::Letters => up_to(run(&|char| char.is_ascii_alphabetic())),
        Style::Roman => up_to(run(&|char| "mdclxvi".contains(char.to_ascii_lowercase()))),
        Style::Words => {
            let most = run(&|char| char.is_ascii_alphabetic() || matches!(char, '-' | ',' | ' '));
            up_to(most).into_iter().filter(|length| is_words(&text[..*length])).collect()
        }
        Style::Digits(digits) => {
            let suffix = if picture.ordinal { 2 } else { 0 };
            let count = run(&|char| char.is_ascii_digit());
            let lengths = match digits.parse_width {
                Some(width) if width > count => Vec::new(),
                Some(width) => vec![width],
                None => up_to(count),
            };
            let ordinal = |length: &usize| {
                let end: String = text[*length..].iter().take(2).collect();
                suffix == 0 || ["th", "st", "nd", "rd"].contains(&end.to_lowercase().as_str())
            };
            lengths.into_iter().filter(ordinal).map(|length| length + suffix).collect()
        }
        Style::Sequence(_) => Vec::new(),
    }
}

fn is_words(text: &[char]) -> bool {
    let text: String = text.iter().collect();
    text.split([' ', ',', '-']).filter(|word| !word.is_empty()).all(is_number_word)
}

fn separator(marker: &Marker) -> Option<char> {
    match &marker.integer.as_ref()?.style {
        Style::Digits(digits) if digits.regular > 0 => digits.separators.first().map(|(_, separator)| *separator),
        _ => None,
    }
}

fn zone_lengths(marker: &Marker, text: &[char]) -> Vec<usize> {
    let lead = if marker.component == 'z' { 3 } else { 0 };
    let starts: String = text.iter().take(lead).collect();
    if lead > 0 && !starts.eq_ignore_ascii_case("GMT") || !matches!(text.get(lead), Some('+' | '-')) {
        return Vec::new();
    }
    let digits = |from: usize| text[from.min(text.len())..].iter().take_while(|char| char.is_ascii_digit()).count();
    let first = digits(lead + 1);
    match separator(marker) {
        Some(separator) => {
            let middle = lead + 1 + first;
            let second = if text.get(middle) == Some(&separator) { digits(middle + 1) } else { 0 };
            if first == 0 { Vec::new() } else { (1..=second).rev().map(|second| middle + 1 + second).collect() }
        }
        None => (1..=first).rev().map(|first| lead + 1 + first).collect(),
    }
}

fn value_of(marker: &Marker, text: &str) -> Result<Option<f64>, Failed> {
    if matches!(marker.component, 'Z' | 'z') {
        return Ok(Some(zone_minutes(marker, text)));
    }
    if marker.component == 'f' && marker.integer.is_some() {
        let digits: String = text.chars().take(3).collect();
        return Ok(Some((format!("0.{digits}").parse::<f64>().unwrap_or(0.0) * 1000.0).round()));
    }
    if let Some(picture) = &marker.integer {
        let text = match picture.style {
            Style::Letters if picture.case == integer_picture::Case::Upper => text.to_uppercase(),
            Style::Letters => text.to_lowercase(),
            _ => text.to_owned(),
        };
        return integer_picture::parse(&text, picture).map(Some);
    }
    let cut = |name: &str| name.chars().take(marker.most.unwrap_or(usize::MAX)).collect::<String>();
    let find = |names: &[&str]| names.iter().position(|name| cut(name) == text).map(|place| place as f64 + 1.0);
    Ok(match marker.component {
        'M' | 'x' => find(&MONTHS),
        'F' => find(&DAYS),
        'P' => match text {
            "am" | "AM" => Some(0.0),
            "pm" | "PM" => Some(1.0),
            _ => None,
        },
        _ => None,
    })
}

fn zone_minutes(marker: &Marker, text: &str) -> f64 {
    let text = if marker.component == 'z' { &text[3.min(text.len())..] } else { text };
    let (hours, minutes) = match separator(marker).and_then(|separator| text.split_once(separator)) {
        Some((hours, minutes)) => (leading_integer(hours), leading_integer(minutes)),
        None if text.len() <= 3 => (leading_integer(text), 0.0),
        None => (leading_integer(&text[..3]), leading_integer(&text[3..])),
    };
    hours * 60.0 + minutes
}

/// The bits of the components that are there and not zero, in the order of the letters.
fn mask(components: &Components, letters: &str) -> u32 {
    letters.chars().fold(0, |mask, letter| {
        mask << 1 | u32::from(components.get(&letter).is_some_and(|value| *value != 0.0 && !value.is_nan()))
    })
}

/// Fills in what was not given and adds up the time.
fn assemble(evaluator: &mut Evaluator, mut components: Components) -> Result<f64, Failed> {
    let is = |kind: u32, mask: u32| !kind & mask == 0 && kind & mask != 0;
    let date = mask(&components, "YXMxWwdD");
    let by_day_of_year = !is(0b1010_0001, date) && is(0b1000_0010, date);
    let by_month_week = is(0b0101_0100, date);
    let by_week = !by_month_week && is(0b0100_1000, date);
    let time = mask(&components, "PHhmsf");
    let half_days = !is(0b01_0111, time) && is(0b10_1111, time);
    let date_letters = if by_day_of_year {
        "YD"
    } else if by_month_week {
        "XxwF"
    } else if by_week {
        "XWF"
    } else {
        "YMD"
    };
    let letters = format!("{date_letters}{}", if half_days { "Phmsf" } else { "Hmsf" });
    let now = Moment::from_millis(evaluator.now() as f64);
    let (mut started, mut ended) = (false, false);
    for letter in letters.chars() {
        let given = components.contains_key(&letter);
        if given && ended {
            return Err(Box::new(Fault::new("D3136")));
        }
        started |= given;
        ended |= started && !given;
        let default = match started {
            true if "MDd".contains(letter) => 1.0,
            true => 0.0,
            false => now.fragment(letter).unwrap_or(0) as f64,
        };
        components.entry(letter).or_insert(default);
    }
    if by_month_week || by_week {
        return Err(Box::new(Fault::new("D3136")));
    }
    let get = |components: &Components, letter: char| components.get(&letter).copied().unwrap_or(0.0);
    let year = get(&components, 'Y');
    if by_day_of_year {
        let (month, day) = month_and_day(year as i64, get(&components, 'd') as i64);
        components.insert('M', month as f64);
        components.insert('D', day as f64);
    }
    if half_days {
        let hour = Some(get(&components, 'h')).filter(|hour| *hour != 12.0).unwrap_or(0.0);
        let hour = hour + if get(&components, 'P') == 1.0 { 12.0 } else { 0.0 };
        components.insert('H', hour);
    }
    let part = |letter: char| get(&components, letter);
    let month = part('M').max(1.0);
    let millis = millis_of(year, month, part('D'), part('H'), part('m'), part('s'), part('f'));
    let zone = Some(part('Z')).filter(|zone| *zone != 0.0).unwrap_or_else(|| part('z'));
    Ok(millis - zone * 60_000.0)
}
