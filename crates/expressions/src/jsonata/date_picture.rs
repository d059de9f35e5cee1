//! Times after pictures such as `[Y0001]-[M01]-[D01]` (XPath functions and operators 3.1, section 9.8).

mod fragment;
mod read;

use super::error::{Failed, Fault};
use super::evaluate::limit;
use super::integer_picture::{self, Case, Picture, Style};
use crate::limits;
use fragment::Moment;

pub(super) use read::parse;

/// The picture of times without one.
pub(super) const ISO_8601: &str = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

/// A piece of a picture.
enum Part {
    Literal(String),
    Marker(Marker),
}

struct Marker {
    component: char,
    names: Option<Case>,
    /// The second presentation modifier is `t`: UTC is `Z`.
    zulu: bool,
    integer: Option<Picture>,
    most: Option<usize>,
    /// How many digits of a year are written.
    year_digits: Option<usize>,
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn default_presentation(component: char) -> Option<&'static str> {
    Some(match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => "1",
        'm' | 's' => "01",
        'F' | 'P' | 'C' | 'E' => "n",
        'Z' | 'z' => "01:01",
        _ => return None,
    })
}

fn analyse(picture: &str) -> Result<Vec<Part>, Failed> {
    let chars: Vec<char> = picture.chars().collect();
    let mut parts: Vec<Part> = Vec::new();
    let mut literal = String::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] != '[' {
            // A doubled bracket stands for itself.
            at += usize::from(chars[at] == ']' && chars.get(at + 1) == Some(&']'));
            literal.push(chars[at]);
            at += 1;
            continue;
        }
        if chars.get(at + 1) == Some(&'[') {
            literal.push('[');
            at += 2;
            continue;
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        if parts.len() > limits::PICTURE_PARTS {
            return Err(limit("Time picture with too many parts"));
        }
        let Some(length) = chars[at..].iter().position(|char| *char == ']') else { return Err(Box::new(Fault::new("D3135"))) };
        let text: String = chars[at + 1..at + length].iter().filter(|char| !char.is_whitespace()).collect();
        let next = marker(&text)?;
        // A number that another one follows at once is read with exactly its width.
        if next.integer.is_some()
            && !matches!(next.component, 'Z' | 'z')
            && let Some(Part::Marker(Marker { integer: Some(Picture { style: Style::Digits(digits), .. }), .. })) =
                parts.last_mut()
        {
            digits.parse_width = Some(digits.mandatory);
        }
        parts.push(Part::Marker(next));
        at += length + 1;
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    if parts.len() > limits::PICTURE_PARTS {
        return Err(limit("Time picture with too many parts"));
    }
    Ok(parts)
}

fn marker(text: &str) -> Result<Marker, Failed> {
    let component = text.chars().next().unwrap_or('\0');
    let rest = &text[text.chars().next().map_or(0, char::len_utf8)..];
    let (presentation, width) = match rest.rsplit_once(',') {
        Some((presentation, width)) => (presentation, Some(width)),
        None => (rest, None),
    };
    let number =
        |text: &str| if text == "*" { None } else { Some(integer_picture::leading_integer(text)).filter(|n| !n.is_nan()) };
    let (least, most) = match width.map(|width| width.split_once('-').map_or((width, None), |(least, most)| (least, Some(most))))
    {
        Some((least, most)) => (number(least), most.and_then(number)),
        None => (None, None),
    };
    let (least, most) = (least.map(|n| n.clamp(0.0, 1000.0) as usize), most.map(|n| n.clamp(0.0, 1000.0) as usize));
    let (mut format, mut modifier) = (presentation, None);
    if presentation.chars().count() > 1 {
        let last = presentation.chars().next_back().filter(|last| "atco".contains(*last));
        if let Some(last) = last {
            modifier = Some(last);
            format = &presentation[..presentation.len() - 1];
        }
    } else if presentation.is_empty() {
        format = default_presentation(component).ok_or_else(|| {
            Box::new(Fault::new("D3132").value(if component == '\0' { String::new() } else { component.to_string() }))
        })?;
    }
    let names = match format.chars().next() {
        Some('n') => Some(Case::Lower),
        Some('N') if format.starts_with("Nn") => Some(Case::Title),
        Some('N') => Some(Case::Upper),
        _ => None,
    };
    let mut result = Marker { component, names, zulu: modifier == Some('t'), integer: None, most, year_digits: None };
    if names.is_none() && "YMDdFWwXxHhmsf".contains(component) {
        let pattern = modifier.map_or_else(|| format.to_owned(), |modifier| format!("{format};{modifier}"));
        let mut integer = integer_picture::analyse(&pattern)?;
        if let Style::Digits(digits) = &mut integer.style {
            digits.mandatory = digits.mandatory.max(least.unwrap_or(0));
            if component == 'Y' {
                if let Some(most) = most {
                    result.year_digits = Some(most);
                    digits.mandatory = most;
                } else if digits.mandatory + digits.optional >= 2 {
                    result.year_digits = Some(digits.mandatory + digits.optional);
                }
            }
        }
        result.integer = Some(integer);
    }
    if matches!(component, 'Z' | 'z') {
        result.integer = Some(integer_picture::analyse(format)?);
    }
    Ok(result)
}

/// A time in milliseconds since 1970, written after a picture in a zone such as `+0100`.
pub(super) fn format(millis: f64, picture: &str, zone: Option<&str>) -> Result<String, Failed> {
    let offset =
        zone.map(integer_picture::leading_integer).filter(|offset| !offset.is_nan()).unwrap_or(0.0).clamp(-9999.0, 9999.0);
    let (hours, minutes) = ((offset / 100.0).floor(), offset % 100.0);
    let moment = Moment::from_millis(millis + (60.0 * hours + minutes) * 60_000.0);
    let mut text = String::new();
    for part in analyse(picture)? {
        match part {
            Part::Literal(literal) => text.push_str(&literal),
            Part::Marker(marker) => text.push_str(&component(&moment, &marker, hours as i64, minutes as i64)?),
        }
    }
    Ok(text)
}

fn component(moment: &Moment, marker: &Marker, hours: i64, minutes: i64) -> Result<String, Failed> {
    Ok(match marker.component {
        'Z' | 'z' => zone(marker, hours, minutes)?,
        'P' => {
            let text = if moment.hour() >= 12 { "pm" } else { "am" };
            if marker.names == Some(Case::Upper) { text.to_uppercase() } else { text.to_owned() }
        }
        'C' | 'E' => "ISO".to_owned(),
        letter => {
            let Some(mut value) = moment.fragment(letter) else {
                return Err(Box::new(Fault::new("D3132").value(letter.to_string())));
            };
            match (marker.names, &marker.integer) {
                (None, Some(integer)) if !moment.exists => return integer_picture::format(f64::NAN, integer),
                (Some(_), _) if !moment.exists && matches!(letter, 'M' | 'x' | 'F') => return Ok("undefined".to_owned()),
                _ => {}
            }
            if let Some(digits) = marker.year_digits.filter(|_| letter == 'Y') {
                value %= 10_i64.saturating_pow(digits.min(18) as u32);
            }
            match (marker.names, &marker.integer) {
                (Some(case), _) => name(letter, value, case, marker.most)?,
                (None, Some(integer)) => integer_picture::format(value as f64, integer)?,
                (None, None) => String::new(),
            }
        }
    })
}

fn name(letter: char, value: i64, case: Case, most: Option<usize>) -> Result<String, Failed> {
    let names: &[&str] = match letter {
        'M' | 'x' => &MONTHS,
        'F' => &DAYS,
        _ => return Err(Box::new(Fault::new("D3133").value(letter.to_string()))),
    };
    let name = usize::try_from(value - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or("");
    let name = match case {
        Case::Upper => name.to_uppercase(),
        Case::Lower => name.to_lowercase(),
        Case::Title => name.to_owned(),
    };
    Ok(name.chars().take(most.unwrap_or(usize::MAX)).collect())
}

fn zone(marker: &Marker, hours: i64, minutes: i64) -> Result<String, Failed> {
    let offset = hours * 100 + minutes;
    let Some(picture) = &marker.integer else { return Ok(String::new()) };
    let Style::Digits(digits) = &picture.style else { return Err(Box::new(Fault::new("D3134"))) };
    let mut text = match digits.mandatory {
        _ if digits.regular > 0 => integer_picture::format(offset as f64, picture)?,
        1 | 2 => {
            let hours = integer_picture::format(hours as f64, picture)?;
            if minutes == 0 { hours } else { format!("{hours}:{:02}", minutes.abs()) }
        }
        3 | 4 => integer_picture::format(offset as f64, picture)?,
        count => return Err(Box::new(Fault::new("D3134").value(count as i64))),
    };
    if offset == 0 && marker.zulu {
        return Ok("Z".to_owned());
    }
    if offset >= 0 {
        text.insert(0, '+');
    }
    Ok(if marker.component == 'z' { format!("GMT{text}") } else { text })
}
