//! `$formatNumber`: numbers after a picture (XPath functions and operators 3.1, section 4.7).

use super::error::{Failed, Fault};
use super::item::Item;
use super::numbers;

/// The characters that have a meaning in pictures and the texts that results are made of.
struct Symbols {
    decimal: char,
    grouping: char,
    exponent: char,
    minus: String,
    percent: char,
    per_mille: char,
    zero: char,
    digit: char,
    pattern: char,
}

impl Symbols {
    fn from_options(options: &Item) -> Self {
        let text = |name: &str| options.member(name).as_str().map(str::to_owned);
        let char = |name: &str, default: char| text(name).and_then(|text| text.chars().next()).unwrap_or(default);
        Self {
            decimal: char("decimal-separator", '.'),
            grouping: char("grouping-separator", ','),
            exponent: char("exponent-separator", 'e'),
            minus: text("minus-sign").unwrap_or_else(|| "-".to_owned()),
            percent: char("percent", '%'),
            per_mille: char("per-mille", '\u{2030}'),
            zero: char("zero-digit", '0'),
            digit: char("digit", '#'),
            pattern: char("pattern-separator", ';'),
        }
    }

    fn is_decimal_digit(&self, char: char) -> bool {
        (u32::from(self.zero)..u32::from(self.zero) + 10).contains(&u32::from(char))
    }

    fn is_digit(&self, char: char) -> bool {
        self.is_decimal_digit(char) || char == self.digit
    }

    fn is_active(&self, char: char) -> bool {
        self.is_digit(char) || [self.decimal, self.exponent, self.grouping, self.pattern].contains(&char)
    }
}

/// One sub-picture in its parts.
struct Parts {
    prefix: String,
    suffix: String,
    active: Vec<char>,
    mantissa: Vec<char>,
    exponent: Option<Vec<char>>,
    integer: Vec<char>,
    fraction: Vec<char>,
    picture: Vec<char>,
}

/// What a sub-picture asks for.
#[derive(Clone)]
struct Layout {
    prefix: String,
    suffix: String,
    integer_groups: Vec<usize>,
    regular_group: usize,
    least_integer: usize,
    scale: usize,
    fraction_groups: Vec<usize>,
    least_fraction: usize,
    most_fraction: usize,
    least_exponent: usize,
    picture: Vec<char>,
}

/// The number written after the picture.
pub(super) fn format(value: f64, picture: &str, options: &Item) -> Result<String, Failed> {
    let symbols = Symbols::from_options(options);
    let chars: Vec<char> = picture.chars().collect();
    let pictures: Vec<&[char]> = chars.split(|char| *char == symbols.pattern).collect();
    if pictures.len() > 2 {
        return Err(Box::new(Fault::new("D3080")));
    }
    let parts: Vec<Parts> = pictures.into_iter().map(|picture| split(picture, &symbols)).collect();
    for part in &parts {
        if let Some(code) = broken_rule(part, &symbols) {
            return Err(Box::new(Fault::new(code)));
        }
    }
    let mut layouts: Vec<Layout> = parts.iter().map(|part| analyse(part, &symbols)).collect();
    let negative = layouts.pop().filter(|_| !layouts.is_empty());
    let layout = match (layouts.pop(), negative) {
        (Some(positive), negative) if value < 0.0 => {
            negative.unwrap_or_else(|| Layout { prefix: format!("{}{}", symbols.minus, positive.prefix), ..positive })
        }
        (Some(positive), _) => positive,
        (None, _) => {
            let only = analyse(&parts[0], &symbols);
            if value < 0.0 { Layout { prefix: format!("{}{}", symbols.minus, only.prefix), ..only } } else { only }
        }
    };
    Ok(write(value, &layout, &symbols))
}

fn split(picture: &[char], symbols: &Symbols) -> Parts {
    let counts = |char: &char| symbols.is_active(*char) && *char != symbols.exponent;
    let start = picture.iter().position(counts).unwrap_or(0);
    let end = picture.iter().rposition(counts).map_or(0, |at| at + 1).max(start);
    let has_active = picture.iter().any(counts);
    let (prefix, suffix) = if has_active { (&picture[..start], &picture[end..]) } else { (&picture[..0], &picture[..0]) };
    let active: Vec<char> = picture[prefix.len()..picture.len() - suffix.len()].to_vec();
    // As in the reference, the place of the exponent counts from the start of the picture, whatever stands before it.
    let exponent = picture[prefix.len()..].iter().position(|char| *char == symbols.exponent).map(|at| at + prefix.len());
    let (mantissa, exponent) = match exponent.filter(|at| *at <= picture.len() - suffix.len()) {
        Some(at) => (active[..at.min(active.len())].to_vec(), Some(active[(at + 1).min(active.len())..].to_vec())),
        None => (active.clone(), None),
    };
    let (integer, fraction) = match mantissa.iter().position(|char| *char == symbols.decimal) {
        Some(at) => (mantissa[..at].to_vec(), mantissa[at + 1..].to_vec()),
        None => (mantissa.clone(), suffix.to_vec()),
    };
    Parts {
        prefix: prefix.iter().collect(),
        suffix: suffix.iter().collect(),
        active,
        mantissa,
        exponent,
        integer,
        fraction,
        picture: picture.to_vec(),
    }
}

/// The code of the last rule a sub-picture breaks.
fn broken_rule(parts: &Parts, symbols: &Symbols) -> Option<&'static str> {
    let picture = &parts.picture;
    let count = |wanted: char| picture.iter().filter(|char| **char == wanted).count();
    let mut broken = None;
    let mut check = |fails: bool, code: &'static str| {
        if fails {
            broken = Some(code);
        }
    };
    check(count(symbols.decimal) > 1, "D3081");
    check(count(symbols.percent) > 1, "D3082");
    check(count(symbols.per_mille) > 1, "D3083");
    check(count(symbols.percent) > 0 && count(symbols.per_mille) > 0, "D3084");
    check(!parts.mantissa.iter().any(|char| symbols.is_digit(*char)), "D3085");
    check(parts.active.iter().any(|char| !symbols.is_active(*char)), "D3086");
    match picture.iter().position(|char| *char == symbols.decimal) {
        Some(at) => {
            let grouping = |at: Option<usize>| at.and_then(|at| picture.get(at)) == Some(&symbols.grouping);
            check(grouping(at.checked_sub(1)) || grouping(Some(at + 1)), "D3087");
        }
        None => check(parts.integer.last() == Some(&symbols.grouping), "D3088"),
    }
    check(picture.windows(2).any(|pair| pair == [symbols.grouping, symbols.grouping]), "D3089");
    if let Some(at) = parts.integer.iter().position(|char| *char == symbols.digit) {
        check(parts.integer[..at].iter().any(|char| symbols.is_decimal_digit(*char)), "D3090");
    }
    if let Some(at) = parts.fraction.iter().rposition(|char| *char == symbols.digit) {
        check(parts.fraction[at..].iter().any(|char| symbols.is_decimal_digit(*char)), "D3091");
    }
    if let Some(exponent) = &parts.exponent {
        check(!exponent.is_empty() && (count(symbols.percent) > 0 || count(symbols.per_mille) > 0), "D3092");
        check(exponent.is_empty() || exponent.iter().any(|char| !symbols.is_decimal_digit(*char)), "D3093");
    }
    broken
}

fn analyse(parts: &Parts, symbols: &Symbols) -> Layout {
    let digits = |chars: &[char]| chars.iter().filter(|char| symbols.is_digit(**char)).count();
    let decimals = |chars: &[char]| chars.iter().filter(|char| symbols.is_decimal_digit(**char)).count();
    let places = |chars: &[char]| -> Vec<usize> {
        chars.iter().enumerate().filter(|(_, char)| **char == symbols.grouping).map(|(at, _)| at).collect()
    };
    let integer_groups: Vec<usize> = places(&parts.integer).into_iter().map(|at| digits(&parts.integer[at..])).collect();
    // As in the reference, separators of the fraction after its first one are looked for in the integer part.
    let first = places(&parts.fraction).into_iter().take(1);
    let more = first.clone().flat_map(|first| places(&parts.integer).into_iter().filter(move |at| *at > first));
    let fraction_groups: Vec<usize> =
        first.chain(more).map(|at| digits(&parts.fraction[..at.min(parts.fraction.len())])).collect();
    let mut least_integer = decimals(&parts.integer);
    let scale = least_integer;
    let mut least_fraction = decimals(&parts.fraction);
    let mut most_fraction = digits(&parts.fraction);
    if least_integer == 0 && most_fraction == 0 {
        if parts.exponent.is_some() {
            (least_fraction, most_fraction) = (1, 1);
        } else {
            least_integer = 1;
        }
    }
    if parts.exponent.is_some() && least_integer == 0 && parts.integer.contains(&symbols.digit) {
        least_integer = 1;
    }
    if least_integer == 0 && least_fraction == 0 {
        least_fraction = 1;
    }
    Layout {
        prefix: parts.prefix.clone(),
        suffix: parts.suffix.clone(),
        regular_group: regular(&integer_groups),
        integer_groups,
        least_integer,
        scale,
        fraction_groups,
        least_fraction,
        most_fraction,
        least_exponent: parts.exponent.as_ref().map_or(0, |exponent| decimals(exponent)),
        picture: parts.picture.clone(),
    }
}

/// The distance between separators when they repeat at one; else 0.
pub(super) fn regular(places: &[usize]) -> usize {
    fn divisor(a: usize, b: usize) -> usize {
        if b == 0 { a } else { divisor(b, a % b) }
    }
    let Some(factor) = places.iter().copied().reduce(divisor) else { return 0 };
    if (1..=places.len()).all(|index| places.contains(&(index * factor))) { factor } else { 0 }
}

fn write(value: f64, layout: &Layout, symbols: &Symbols) -> String {
    let scaled = if layout.picture.contains(&symbols.percent) {
        value * 100.0
    } else if layout.picture.contains(&symbols.per_mille) {
        value * 1000.0
    } else {
        value
    };
    let (mut mantissa, mut exponent) = (scaled, None);
    if layout.least_exponent > 0 {
        let (most, least) = (10_f64.powi(layout.scale as i32), 10_f64.powi(layout.scale as i32 - 1));
        let mut power = 0_i32;
        if mantissa != 0.0 && mantissa.is_finite() {
            while mantissa.abs() < least {
                mantissa *= 10.0;
                power -= 1;
            }
            while mantissa.abs() > most {
                mantissa /= 10.0;
                power += 1;
            }
        }
        exponent = Some(power);
    }
    let rounded = numbers::round(mantissa, layout.most_fraction.min(300) as i32);
    let digits = digits_of(rounded.abs(), layout.most_fraction, symbols);
    let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let integer = integer.trim_start_matches(symbols.zero);
    let fraction = fraction.trim_end_matches(symbols.zero);
    let lack = |least: usize, text: &str| std::iter::repeat_n(symbols.zero, least.saturating_sub(text.chars().count()));
    let mut written: Vec<char> = lack(layout.least_integer, integer).chain(integer.chars()).collect();
    let decimal_at = written.len();
    written.push(symbols.decimal);
    written.extend(fraction.chars().chain(lack(layout.least_fraction, fraction)));
    separate(&mut written, decimal_at, layout, symbols);
    // Without a decimal separator in the picture the result loses its last character, as in the reference.
    if !layout.picture.contains(&symbols.decimal) || written.last() == Some(&symbols.decimal) {
        written.pop();
    }
    let mut text = layout.prefix.clone();
    text.extend(written);
    if let Some(power) = exponent {
        let digits = digits_of(f64::from(power.abs()), 0, symbols);
        text.push(symbols.exponent);
        if power < 0 {
            text.push_str(&symbols.minus);
        }
        text.extend(std::iter::repeat_n(symbols.zero, layout.least_exponent.saturating_sub(digits.chars().count())));
        text.push_str(&digits);
    }
    text.push_str(&layout.suffix);
    text
}

/// Puts in the grouping separators.
fn separate(written: &mut Vec<char>, mut decimal_at: usize, layout: &Layout, symbols: &Symbols) {
    if let Some(groups) = decimal_at.saturating_sub(1).checked_div(layout.regular_group) {
        for group in 1..=groups {
            written.insert(decimal_at - group * layout.regular_group, symbols.grouping);
        }
    } else {
        for place in &layout.integer_groups {
            // As in the reference, a place before the first digit counts from the end.
            let at = decimal_at.checked_sub(*place).unwrap_or((written.len() + decimal_at).saturating_sub(*place));
            written.insert(at, symbols.grouping);
            decimal_at += 1;
        }
    }
    let decimal_at = written.iter().position(|char| *char == symbols.decimal).unwrap_or(0);
    for place in &layout.fraction_groups {
        written.insert((place + decimal_at + 1).min(written.len()), symbols.grouping);
    }
}

/// Decimal digits in the family of the zero digit.
fn digits_of(number: f64, places: usize, symbols: &Symbols) -> String {
    let text = numbers::to_fixed(number, places.min(100));
    if symbols.zero == '0' {
        return text;
    }
    let shift = |char: char| match char.to_digit(10) {
        Some(digit) => char::from_u32(u32::from(symbols.zero) + digit).unwrap_or(char),
        None => char,
    };
    text.chars().map(shift).collect()
}
