//! Names of errors that begin with `States.`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::context::Context;
use super::super::rule::{Group, Rule};
use crate::definition::{NodeId, StateKind};
use crate::language::{ERRORS, error_of_states};
use crate::text::Spanned;
use crate::tree::quote;
use crate::words::nearest;

pub const RULE: Rule = Rule {
    name: "error-name",
    group: Group::Practice,
    summary: "An error's name begins with `States.`, but is none of those that Step Functions reports.",
    why: "`States.` is reserved: a retrier or catcher for a name that does not exist never matches, and an own error under such a name is taken for the service's.",
    example: "[{ \"ErrorEquals\": [\"States.Timeouts\"] }]",
    check,
};

fn check(context: &mut Context) {
    let definition = context.definition;
    let own = thrown(context);
    for state in &definition.states {
        let retried = state.retry.iter().flat_map(|retrier| &retrier.error_equals);
        for error in retried.chain(state.catch.iter().flat_map(|catcher| &catcher.error_equals)) {
            if is_unknown(&error.value) && !own.contains(&*error.value) {
                caught(context, state.node, error);
            }
        }
    }
}

fn is_unknown(name: &str) -> bool {
    name.starts_with("States.")
        && error_of_states(name).is_none()
        && !name.starts_with("States.Http.StatusCode.")
        && !name.contains("${")
}

fn caught(context: &mut Context, state: NodeId, error: &Spanned<Arc<str>>) {
    let node = context.tree.at(error.span.start).unwrap_or(state);
    // Only what follows `States.` tells which is meant.
    let short = |name: &'static str| name.strip_prefix("States.").unwrap_or(name);
    let near = nearest(error.value.trim_start_matches("States."), ERRORS.iter().map(|known| known.name).map(short));
    let meant = ERRORS.iter().map(|known| known.name).find(|name| Some(short(name)) == near);
    let fix = meant.and_then(|meant| context.replacing("mend the name", node, &quote(meant)));
    let help = meant.map_or_else(
        || "names that begin with `States.` are the service's own".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    let message = format!("Step Functions reports no error named `{}`", error.value);
    context.warning("UNKNOWN_ERROR_NAME", node, message).span(error.span).help(help).fix(fix);
}

/// The names that the machine's own Fail states give.
fn thrown<'d>(context: &Context<'d>) -> BTreeSet<&'d str> {
    let fails = context.definition.states.iter().filter_map(|state| match &state.kind {
        StateKind::Fail(fail) => fail.error.as_ref(),
        _ => None,
    });
    fails.map(|error| &*error.value).collect()
}
