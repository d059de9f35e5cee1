//! Lambda functions, by name, ARN or part of one, with or without a version or alias.

use super::Call;
use super::storage::or_any;
use crate::pattern::{Pattern, Piece, join};

const FUNCTION: &str = "arn:%p:lambda:%r:%a:function:{FunctionName}";

/// `None` leaves it to the table.
pub fn resources(permission: &str, call: &Call) -> Option<Vec<Pattern>> {
    if permission != "lambda:InvokeFunction" {
        return None;
    }
    let qualifiers = call.parameters.get("Qualifier").optional_texts();
    let functions = or_any(call.texts("FunctionName")).iter().map(function_arn).collect::<Vec<_>>();
    Some(functions.iter().flat_map(|function| qualified(function, &qualifiers)).collect())
}

/// The ARN of a function, however it is named.
pub fn function_arn(name: &Pattern) -> Pattern {
    if name.is_arn() || name.placeholder().is_some() {
        return super::named(name, FUNCTION, false);
    }
    // `123456789012:function:NAME` is a partial ARN.
    let parts = name.split(':');
    match parts.iter().position(|part| part.known() == Some("function")) {
        Some(at) => Pattern::arn(FUNCTION, |_| join(&parts[at + 1..], ":")),
        None => super::named(name, FUNCTION, false),
    }
}

/// A version or alias is a resource of its own. `$LATEST` may be asked for with its name or without.
fn qualified(function: &Pattern, qualifiers: &[Pattern]) -> Vec<Pattern> {
    let mut found: Vec<Pattern> = match qualifiers {
        _ if function.pieces().last() == Some(&Piece::Any) => vec![function.clone()],
        [] => vec![function.clone()],
        qualifiers => qualifiers.iter().map(|qualifier| function.clone().then_text(":").then(qualifier)).collect(),
    };
    let latest = found.iter().filter_map(|arn| {
        let parts = arn.split(':');
        let (last, rest) = parts.split_last()?;
        (last.known() == Some("$LATEST")).then(|| join(rest, ":"))
    });
    let latest: Vec<_> = latest.collect();
    found.extend(latest);
    found
}
