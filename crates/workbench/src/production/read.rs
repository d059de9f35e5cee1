//! What the engine's JSON is read with, and how numbers are said.

use value::Value;

pub(super) fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flat_map(|items| items.iter())
}

pub(super) fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub(super) fn texts(value: &Value, name: &str) -> Vec<String> {
    list(value, name).filter_map(Value::as_str).map(str::to_owned).collect()
}

pub(super) fn number(value: &Value, name: &str) -> f64 {
    value.get(name).and_then(Value::as_f64).unwrap_or_default()
}

/// Texts by format, in the order of these names.
pub(super) fn formats(value: &Value, names: &[(&str, &'static str, &'static str)]) -> Vec<(&'static str, &'static str, String)> {
    let texts = value.get("texts").cloned().unwrap_or(Value::Null);
    names.iter().map(|(name, title, file)| (*title, *file, text(&texts, name))).collect()
}

/// Dollars as people say them: small ones with what matters of them.
pub(super) fn dollars(dollars: f64) -> String {
    match dollars {
        0.0 => "$0".to_owned(),
        ..0.01 => {
            let digits = (2.0 - dollars.log10().floor()) as usize;
            let written = format!("{dollars:.digits$}", digits = digits.min(12));
            format!("${}", written.trim_end_matches('0'))
        }
        ..1000.0 => format!("${dollars:.2}"),
        _ => format!("${}", grouped(dollars)),
    }
}

/// A whole number with its thousands apart.
pub(super) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A small number with decimals, a large one without.
pub(super) fn short(number: f64) -> String {
    if number.fract() != 0.0 && number < 100.0 { format!("{number:.2}") } else { grouped(number) }
}

/// A share as percent.
pub(super) fn percent(share: f64) -> String {
    match share * 100.0 {
        0.0 => "0 %".to_owned(),
        ..0.01 => "below 0.01 %".to_owned(),
        percent @ ..10.0 => format!("{percent:.2} %"),
        percent => format!("{percent:.1} %"),
    }
}
