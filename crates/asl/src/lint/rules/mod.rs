//! All rules, one in each file.

mod assignments;
mod callback_timeout;
mod choice_default;
mod choice_rules;
mod credentials;
mod direct_lambda;
mod duplicate_names;
mod endless_loops;
mod exclusive_fields;
mod express;
mod expressions;
mod field_types;
mod labels;
mod lambda_retry;
mod limits;
mod lost_results;
mod missing_paths;
mod old_names;
mod paths;
mod query_language;
mod required_fields;
mod resources;
mod retries;
mod retry_time;
mod service_warnings;
mod state_names;
mod syntax;
mod templates;
mod terminal_states;
mod transition_targets;
mod unreachable;
mod unset_variables;
mod unsupported_fields;
mod ways_on;

use super::rule::Rule;

/// Every rule, the language's first.
pub const RULES: &[Rule] = &[
    syntax::RULE,
    field_types::RULE,
    required_fields::RULE,
    unsupported_fields::RULE,
    exclusive_fields::RULE,
    query_language::RULE,
    state_names::RULE,
    duplicate_names::RULE,
    paths::RULE,
    templates::RULE,
    expressions::RULE,
    choice_rules::RULE,
    retries::RULE,
    limits::RULE,
    labels::RULE,
    credentials::RULE,
    resources::RULE,
    assignments::RULE,
    transition_targets::RULE,
    unreachable::RULE,
    terminal_states::RULE,
    ways_on::RULE,
    endless_loops::RULE,
    choice_default::RULE,
    service_warnings::RULE,
    missing_paths::RULE,
    unset_variables::RULE,
    lost_results::RULE,
    express::RULE,
    lambda_retry::RULE,
    callback_timeout::RULE,
    direct_lambda::RULE,
    old_names::RULE,
    retry_time::RULE,
];
