//! `$formatInteger` and `$parseInteger`: whole numbers as digits, letters, Roman numerals and words.

use super::error::{Failed, Fault};
use super::number_picture::regular;
use super::numbers;

/// What a picture asks for.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub style: Style,
    pub case: Case,
    pub ordinal: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Style {
    Letters,
    Roman,
    Words,
    Digits(Digits),
    /// A numbering that nobody supports, by its first character.
    Sequence(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
    Title,
}

#[derive(Clone, Debug)]
pub(super) struct Digits {
    pub zero: u32,
    pub mandatory: usize,
    pub optional: usize,
    /// Digits to the right of each separator, the rightmost separator first.
    pub separators: Vec<(usize, char)>,
    /// The distance when separators repeat; else 0.
    pub regular: usize,
    /// How many digits to read when another number follows at once.
    pub parse_width: Option<usize>,
}

/// The zeros of Unicode's decimal digit families in the basic plane.
const ZEROS: [u32; 37] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

pub(super) fn analyse(picture: &str) -> Result<Picture, Failed> {
    let (format, ordinal) = match picture.rsplit_once(';') {
        Some((format, modifier)) => (format, modifier.starts_with('o')),
        None => (picture, false),
    };
    let (style, case) = match format {
        "A" => (Style::Letters, Case::Upper),
        "a" => (Style::Letters, Case::Lower),
        "I" => (Style::Roman, Case::Upper),
        "i" => (Style::Roman, Case::Lower),
        "W" => (Style::Words, Case::Upper),
        "Ww" => (Style::Words, Case::Title),
        "w" => (Style::Words, Case::Lower),
        _ => (digits(format)?, Case::Lower),
    };
    Ok(Picture { style, case, ordinal })
}

fn digits(format: &str) -> Result<Style, Failed> {
    let (mut zero, mut mandatory, mut optional, mut position) = (None, 0, 0, 0);
    let mut separators = Vec::new();
    for char in format.chars().rev() {
        let code = u32::from(char);
        if let Some(family) = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)) {
            mandatory += 1;
            position += 1;
            if *zero.get_or_insert(*family) != *family {
                return Err(Box::new(Fault::new("D3131")));
            }
        } else if char == '#' {
            optional += 1;
            position += 1;
        } else {
            separators.push((position, char));
        }
    }
    let Some(zero) = zero else { return Ok(Style::Sequence(format.to_owned())) };
    let same = separators.windows(2).all(|pair: &[(usize, char)]| pair[0].1 == pair[1].1);
    let places: Vec<usize> = separators.iter().map(|(position, _)| *position).collect();
    let regular = if same { regular(&places) } else { 0 };
    Ok(Style::Digits(Digits { zero, mandatory, optional, separators, regular, parse_width: None }))
}

/// The whole number written after the picture.
pub(super) fn format(number: f64, picture: &Picture) -> Result<String, Failed> {
    let value = number.abs();
    let text = match &picture.style {
        Style::Letters => letters(value, if picture.case == Case::Upper { 'A' } else { 'a' }),
        Style::Roman if picture.case == Case::Upper => roman(value).to_uppercase(),
        Style::Roman => roman(value),
        Style::Words => {
            let words = words(value, picture.ordinal);
            match picture.case {
                Case::Upper => words.to_uppercase(),
                Case::Lower => words.to_lowercase(),
                Case::Title => words,
            }
        }
        Style::Digits(digits) => format_digits(value, digits, picture.ordinal),
        Style::Sequence(token) => return Err(Box::new(Fault::new("D3130").value(token.as_str()))),
    };
    Ok(if number < 0.0 { format!("-{text}") } else { text })
}

fn format_digits(value: f64, digits: &Digits, ordinal: bool) -> String {
    let plain = numbers::to_text(value);
    let mut chars: Vec<char> =
        std::iter::repeat_n('0', digits.mandatory.saturating_sub(plain.len())).chain(plain.chars()).collect();
    if digits.zero != 0x30 {
        for char in &mut chars {
            *char = char::from_u32(u32::from(*char) + digits.zero - 0x30).unwrap_or(*char);
        }
    }
    if let Some(groups) = (chars.len() - 1).checked_div(digits.regular) {
        for group in (1..=groups).rev() {
            // From the left, so that what lies to the right are digits only.
            let at = chars.len() - group * digits.regular;
            chars.insert(at, digits.separators[0].1);
        }
    } else {
        for (position, separator) in digits.separators.iter().rev() {
            if let Some(at) = chars.len().checked_sub(*position) {
                chars.insert(at, *separator);
            }
        }
    }
    if ordinal {
        let last = chars.last().copied();
        let teens = chars.len() > 1 && chars[chars.len() - 2] == '1';
        let suffix = match last {
            Some('1') if !teens => "st",
            Some('2') if !teens => "nd",
            Some('3') if !teens => "rd",
            _ => "th",
        };
        chars.extend(suffix.chars());
    }
    chars.into_iter().collect()
}

fn letters(mut value: f64, first: char) -> String {
    let mut letters = Vec::new();
    while value > 0.0 && letters.len() < 400 {
        let offset = ((value - 1.0) % 26.0) as u32;
        letters.push(char::from_u32(u32::from(first) + offset).unwrap_or(first));
        value = ((value - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

const ROMAN: [(f64, &str); 13] = [
    (1000.0, "m"),
    (900.0, "cm"),
    (500.0, "d"),
    (400.0, "cd"),
    (100.0, "c"),
    (90.0, "xc"),
    (50.0, "l"),
    (40.0, "xl"),
    (10.0, "x"),
    (9.0, "ix"),
    (5.0, "v"),
    (4.0, "iv"),
    (1.0, "i"),
];

fn roman(mut value: f64) -> String {
    // Beyond this the numeral is a row of `m` that nobody reads.
    value = value.min(1e6);
    let mut text = String::new();
    for (size, numeral) in ROMAN {
        while value >= size {
            text.push_str(numeral);
            value -= size;
        }
    }
    text
}

const FEW: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];
const DECADES: [&str; 9] = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred"];
const MAGNITUDES: [&str; 4] = ["Thousand", "Million", "Billion", "Trillion"];

fn words(value: f64, ordinal: bool) -> String {
    let mut text = String::new();
    say(value, false, ordinal, &mut text, 0);
    text
}

fn say(number: f64, follows: bool, ordinal: bool, text: &mut String, depth: usize) {
    let index = number as usize;
    if depth > 64 {
        return;
    }
    if number <= 19.0 {
        text.push_str(if follows { " and " } else { "" });
        text.push_str(if ordinal { ORDINALS[index] } else { FEW[index] });
    } else if number < 100.0 {
        text.push_str(if follows { " and " } else { "" });
        let decade = DECADES[index / 10 - 2];
        match index % 10 {
            0 if ordinal => {
                text.push_str(&decade[..decade.len() - 1]);
                text.push_str("ieth");
            }
            0 => text.push_str(decade),
            rest => {
                text.push_str(decade);
                text.push('-');
                say(rest as f64, false, ordinal, text, depth + 1);
            }
        }
    } else if number < 1000.0 {
        text.push_str(if follows { ", " } else { "" });
        text.push_str(FEW[index / 100]);
        text.push_str(" Hundred");
        finish(number % 100.0, ordinal, text, depth);
    } else {
        let magnitude = ((libm::log10(number) / 3.0).floor() as usize).clamp(1, MAGNITUDES.len());
        let factor = 10_f64.powi(magnitude as i32 * 3);
        let count = (number / factor).floor();
        text.push_str(if follows { ", " } else { "" });
        say(count, false, false, text, depth + 1);
        text.push(' ');
        text.push_str(MAGNITUDES[magnitude - 1]);
        finish(number - count * factor, ordinal, text, depth);
    }
}

fn finish(rest: f64, ordinal: bool, text: &mut String, depth: usize) {
    if rest > 0.0 {
        say(rest, true, ordinal, text, depth + 1);
    } else if ordinal {
        text.push_str("th");
    }
}

/// The number that a text written after the picture stands for; not a number if it cannot be read.
pub(super) fn parse(text: &str, picture: &Picture) -> Result<f64, Failed> {
    Ok(match &picture.style {
        Style::Letters => {
            let first = if picture.case == Case::Upper { 'A' } else { 'a' };
            let value = |char: char| f64::from(u32::from(char)) - f64::from(u32::from(first)) + 1.0;
            text.chars().fold(0.0, |sum, char| sum * 26.0 + value(char))
        }
        Style::Roman => parse_roman(&text.to_lowercase()),
        Style::Words => parse_words(&text.to_lowercase()),
        Style::Digits(digits) => parse_digits(text, digits, picture.ordinal),
        Style::Sequence(token) => return Err(Box::new(Fault::new("D3130").value(token.as_str()))),
    })
}

fn parse_digits(text: &str, digits: &Digits, ordinal: bool) -> f64 {
    let mut chars: Vec<char> = text.chars().collect();
    if ordinal {
        chars.truncate(chars.len().saturating_sub(2));
    }
    let separators: Vec<char> =
        if digits.regular > 0 { vec![','] } else { digits.separators.iter().map(|(_, separator)| *separator).collect() };
    chars.retain(|char| !separators.contains(char));
    if digits.zero != 0x30 {
        for char in &mut chars {
            *char = u32::from(*char).checked_sub(digits.zero - 0x30).and_then(char::from_u32).unwrap_or(*char);
        }
    }
    leading_integer(&chars.into_iter().collect::<String>())
}

/// A whole number at the start of a text, as ECMAScript's `parseInt` reads it.
pub(super) fn leading_integer(text: &str) -> f64 {
    let text = text.trim_start();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.find(|char: char| !char.is_ascii_digit()).unwrap_or(digits.len());
    let value = digits[..end].parse::<f64>().unwrap_or(f64::NAN);
    if negative { -value } else { value }
}

fn parse_roman(text: &str) -> f64 {
    let (mut sum, mut greatest) = (0.0, 1.0);
    for char in text.chars().rev() {
        let value = match char {
            'm' => 1000.0,
            'd' => 500.0,
            'c' => 100.0,
            'l' => 50.0,
            'x' => 10.0,
            'v' => 5.0,
            'i' => 1.0,
            _ => return f64::NAN,
        };
        if value < greatest {
            sum -= value;
        } else {
            greatest = value;
            sum += value;
        }
    }
    sum
}

fn word_value(word: &str) -> Option<f64> {
    let position = |list: &[&str]| list.iter().position(|known| known.eq_ignore_ascii_case(word));
    if let Some(value) = position(&FEW).or_else(|| position(&ORDINALS)) {
        return Some(value as f64);
    }
    let decade = |known: &str| {
        let stem = &known[..known.len() - 1];
        known.eq_ignore_ascii_case(word) || format!("{stem}ieth").eq_ignore_ascii_case(word)
    };
    if let Some(place) = DECADES.iter().position(|known| decade(known)) {
        return Some((place as f64 + 2.0) * 10.0);
    }
    if word == "hundredth" {
        return Some(100.0);
    }
    let magnitude = |known: &str| known.eq_ignore_ascii_case(word) || format!("{known}th").eq_ignore_ascii_case(word);
    MAGNITUDES.iter().position(|known| magnitude(known)).map(|place| 10_f64.powi(3 * (place as i32 + 1)))
}

fn parse_words(text: &str) -> f64 {
    let text = text.replace(", ", " ").replace(" and ", " ");
    let mut segments = vec![0.0];
    for word in text.split([' ', '\t', '\n', '\\', '-']) {
        let Some(value) = word_value(word) else { return f64::NAN };
        let top = segments.pop().unwrap_or(0.0);
        if value < 100.0 {
            if top >= 1000.0 {
                segments.push(top);
                segments.push(value);
            } else {
                segments.push(top + value);
            }
        } else {
            segments.push(top * value);
        }
    }
    segments.iter().sum()
}

/// Whether a word can be part of a number in words.
pub(super) fn is_number_word(word: &str) -> bool {
    word.eq_ignore_ascii_case("and") || word_value(&word.to_lowercase()).is_some()
}
