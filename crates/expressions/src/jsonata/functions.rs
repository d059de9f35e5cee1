//! The function library.

mod arrays;
mod higher_order;
mod numeric;
mod objects;
mod patterns;
mod step_functions;
mod strings;
mod times;
mod urls;

use std::sync::OnceLock;

use value::Value;

use super::catalogue::Builtin;
use super::error::Fault;
use super::evaluate::{Evaluated, Evaluator, limit, operators};
use super::item::Item;
use super::signature::Signature;
use super::{date_picture, integer_picture, number_picture};
use crate::limits;

/// Calls a function of the library with validated arguments.
pub(super) fn call(evaluator: &mut Evaluator, builtin: Builtin, arguments: &[Item]) -> Evaluated {
    let arguments = Arguments(arguments);
    // Nearly every function gives nothing for nothing.
    let first_counts = !matches!(
        builtin,
        Builtin::Count
            | Builtin::Exists
            | Builtin::Append
            | Builtin::Keys
            | Builtin::Each
            | Builtin::Sift
            | Builtin::Spread
            | Builtin::Zip
            | Builtin::Assert
            | Builtin::Error
            | Builtin::Now
            | Builtin::Millis
            | Builtin::Random
            | Builtin::RandomSeeded
            | Builtin::Uuid
    );
    if first_counts && arguments.get(0).is_undefined() {
        return Ok(Item::Undefined);
    }
    for argument in arguments.0 {
        evaluator.spend(match argument {
            Item::Value(Value::String(text)) => text.len() / 64,
            list => list.elements().map_or(0, |elements| elements.len() / 16),
        })?;
    }
    let picture = match builtin {
        Builtin::FormatNumber | Builtin::FormatInteger | Builtin::ParseInteger | Builtin::FromMillis | Builtin::ToMillis => 1,
        Builtin::Now => 0,
        _ => usize::MAX,
    };
    if arguments.text(picture).is_some_and(|picture| picture.len() > limits::PICTURE_CHARS) {
        return Err(limit("A picture has too many characters"));
    }
    evaluator.reserve(expansion(builtin) * arguments.text(0).map_or(0, str::len))?;
    match builtin {
        Builtin::Abs => Ok(arguments.number(0).map(f64::abs).into()),
        Builtin::Ceil => Ok(arguments.number(0).map(f64::ceil).into()),
        Builtin::Floor => Ok(arguments.number(0).map(f64::floor).into()),
        Builtin::Average | Builtin::Max | Builtin::Min | Builtin::Sum => numeric::aggregate(evaluator, builtin, &arguments),
        Builtin::FormatBase => numeric::format_base(&arguments),
        Builtin::FormatInteger => {
            let (Some(number), Some(picture)) = (arguments.number(0), arguments.text(1)) else { return Ok(Item::Undefined) };
            Ok(Item::from(integer_picture::format(number.floor(), &integer_picture::analyse(picture)?)?))
        }
        Builtin::FormatNumber => {
            let (Some(number), Some(picture)) = (arguments.number(0), arguments.text(1)) else { return Ok(Item::Undefined) };
            Ok(Item::from(number_picture::format(number, picture, arguments.get(2))?))
        }
        Builtin::Number => numeric::number(&arguments),
        Builtin::ParseInteger => {
            let (Some(text), Some(picture)) = (arguments.text(0), arguments.text(1)) else { return Ok(Item::Undefined) };
            Ok(Item::from(integer_picture::parse(text, &integer_picture::analyse(picture)?)?))
        }
        Builtin::Power => numeric::power(&arguments),
        Builtin::Round => numeric::round(&arguments),
        Builtin::Sqrt => numeric::sqrt(&arguments),
        Builtin::Base64Decode => Ok(arguments.text(0).map(urls::base64_decode).into()),
        Builtin::Base64Encode => Ok(arguments.text(0).map(urls::base64_encode).into()),
        Builtin::DecodeUrl => urls::decode(&arguments, "decodeUrl", urls::RESERVED),
        Builtin::DecodeUrlComponent => urls::decode(&arguments, "decodeUrlComponent", ""),
        Builtin::EncodeUrl => Ok(arguments.text(0).map(|text| urls::encode(text, urls::RESERVED)).into()),
        Builtin::EncodeUrlComponent => Ok(arguments.text(0).map(|text| urls::encode(text, "")).into()),
        Builtin::Contains => patterns::contains(evaluator, &arguments),
        Builtin::Match => patterns::matches(evaluator, &arguments),
        Builtin::Replace => patterns::replace(evaluator, &arguments),
        Builtin::Split => patterns::split(evaluator, &arguments),
        Builtin::Join => strings::join(evaluator, &arguments),
        Builtin::Length => Ok(arguments.text(0).map(|text| text.chars().count()).into()),
        Builtin::Lowercase => Ok(arguments.text(0).map(str::to_lowercase).into()),
        Builtin::Uppercase => Ok(arguments.text(0).map(str::to_uppercase).into()),
        Builtin::Pad => strings::pad(evaluator, &arguments),
        Builtin::String => {
            evaluator.string_of(arguments.get(0), arguments.get(1).as_value() == Some(&Value::Bool(true))).map(Item::from)
        }
        Builtin::Substring => strings::substring(&arguments),
        Builtin::SubstringAfter => strings::substring_after(&arguments),
        Builtin::SubstringBefore => strings::substring_before(&arguments),
        Builtin::Trim => Ok(arguments.text(0).map(strings::trim).into()),
        Builtin::Append => arrays::append_two(evaluator, &arguments),
        Builtin::Boolean => match arguments.get(0).elements() {
            // One undefined item has no truth.
            Some(elements) if elements.len() == 1 && elements.get(0).is_undefined() => Ok(Item::Undefined),
            None if arguments.get(0).is_function() => Ok(Item::from(false)),
            _ => operators::is_true(arguments.get(0)).map(Item::from),
        },
        Builtin::Not if arguments.get(0).is_function() => Ok(Item::from(true)),
        Builtin::Not => operators::is_true(arguments.get(0)).map(|truth| Item::from(!truth)),
        Builtin::Count => Ok(Item::from(arguments.get(0).elements().map_or(0, |elements| elements.len()))),
        Builtin::Distinct => arrays::distinct(evaluator, &arguments),
        Builtin::Exists => Ok(Item::from(!arguments.get(0).is_undefined())),
        Builtin::Reverse => arrays::reverse(evaluator, &arguments),
        Builtin::Shuffle => arrays::shuffle(evaluator, &arguments),
        Builtin::Sort => arrays::sort(evaluator, &arguments),
        Builtin::Zip => arrays::zip(evaluator, &arguments),
        Builtin::Filter => higher_order::filter(evaluator, &arguments),
        Builtin::Map => higher_order::map(evaluator, &arguments),
        Builtin::Reduce => higher_order::reduce(evaluator, &arguments),
        Builtin::Single => higher_order::single(evaluator, &arguments),
        Builtin::Each => higher_order::each(evaluator, &arguments),
        Builtin::Sift => higher_order::sift(evaluator, &arguments),
        Builtin::Assert => match operators::is_true(arguments.get(0))? {
            true => Ok(Item::Undefined),
            false => Err(Box::new(Fault::new("D3141").note(arguments.message("$assert() statement failed", 1)))),
        },
        Builtin::Error => Err(Box::new(Fault::new("D3137").note(arguments.message("$error() function evaluated", 0)))),
        Builtin::Clone => objects::clone(evaluator, arguments.get(0)),
        Builtin::Keys => objects::keys(evaluator, arguments.get(0)),
        Builtin::Lookup => Ok(arguments.text(1).map_or(Item::Undefined, |key| super::item::lookup(arguments.get(0), key))),
        Builtin::Merge => objects::merge(evaluator, arguments.get(0)),
        Builtin::Spread => objects::spread(evaluator, arguments.get(0)),
        Builtin::Type => objects::type_of(arguments.get(0)),
        Builtin::FromMillis => times::from_millis(&arguments, arguments.number(0).unwrap_or(0.0), 1),
        Builtin::Millis => Ok(Item::from(evaluator.now() as f64)),
        Builtin::Now => {
            let now = evaluator.now() as f64;
            times::from_millis(&arguments, now, 0)
        }
        Builtin::ToMillis => times::to_millis(evaluator, &arguments),
        Builtin::Random => Ok(Item::from(evaluator.environment.random())),
        Builtin::Base64DecodeStrict => step_functions::base64_decode(&arguments),
        Builtin::Hash => step_functions::hash(&arguments),
        Builtin::Parse => step_functions::parse(&arguments),
        Builtin::Partition => step_functions::partition(evaluator, &arguments),
        Builtin::RandomSeeded => Ok(step_functions::random(evaluator, &arguments)),
        Builtin::RangeOf => step_functions::range(evaluator, &arguments),
        Builtin::Uuid => Ok(Item::from(evaluator.environment.uuid())),
    }
}

/// How many times as long as its first argument the text can be that a function makes of it.
fn expansion(builtin: Builtin) -> usize {
    match builtin {
        Builtin::EncodeUrl | Builtin::EncodeUrlComponent | Builtin::Uppercase | Builtin::Lowercase => 3,
        Builtin::Base64Encode | Builtin::Base64Decode | Builtin::Base64DecodeStrict => 2,
        Builtin::DecodeUrl
        | Builtin::DecodeUrlComponent
        | Builtin::Trim
        | Builtin::Substring
        | Builtin::SubstringAfter
        | Builtin::SubstringBefore
        | Builtin::Parse
        | Builtin::ToMillis
        | Builtin::ParseInteger
        | Builtin::Number => 1,
        _ => 0,
    }
}

/// The signature of every transform.
pub(super) fn transform_signature() -> &'static Signature {
    static SIGNATURE: OnceLock<Signature> = OnceLock::new();
    SIGNATURE.get_or_init(|| Signature::parse("<(oa):o>").unwrap_or_default())
}

/// The arguments of a call, by position; missing ones are nothing.
pub(super) struct Arguments<'a>(pub &'a [Item]);

impl<'a> Arguments<'a> {
    pub fn get(&self, position: usize) -> &'a Item {
        const NOTHING: &Item = &Item::Undefined;
        self.0.get(position).unwrap_or(NOTHING)
    }

    pub fn text(&self, position: usize) -> Option<&'a str> {
        self.get(position).as_str()
    }

    pub fn number(&self, position: usize) -> Option<f64> {
        self.get(position).as_f64()
    }

    fn message(&self, default: &str, position: usize) -> String {
        self.text(position).filter(|text| !text.is_empty()).unwrap_or(default).to_owned()
    }
}
