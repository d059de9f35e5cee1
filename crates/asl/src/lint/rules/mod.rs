//! All rules, one in each file.

mod assignments;
mod callback_timeout;
mod choice_default;
mod choice_rules;
mod context_object;
mod credentials;
mod definition_size;
mod direct_lambda;
mod distributed_maps;
mod doubled_inputs;
mod duplicate_names;
mod endless_loops;
mod error_names;
mod exclusive_fields;
mod express;
mod expressions;
mod field_types;
mod integrations;
mod intrinsic_arguments;
mod labels;
mod lambda_retry;
mod limits;
mod lost_results;
mod missing_paths;
mod old_names;
mod parsed_outputs;
mod paths;
mod payload_size;
mod query_language;
mod required_fields;
mod resources;
mod retries;
mod retry_time;
mod service_warnings;
mod shadowed_variables;
mod state_names;
mod states_variable;
mod syntax;
mod templates;
mod terminal_states;
mod transition_targets;
mod type_mismatches;
mod unreachable;
mod unset_variables;
mod unsupported_fields;
mod value_types;
mod ways_on;

use super::rule::Rule;

/// Rules whose advice is a matter of taste: shown beside the state, and left out of lists unless asked for.
pub const MATTERS_OF_TASTE: &[&str] = &[direct_lambda::RULE.name];

/// Every rule, the language's first.
pub const RULES: &[Rule] = &[
    syntax::RULE,
    field_types::RULE,
    value_types::RULE,
    required_fields::RULE,
    unsupported_fields::RULE,
    exclusive_fields::RULE,
    query_language::RULE,
    state_names::RULE,
    duplicate_names::RULE,
    paths::RULE,
    templates::RULE,
    intrinsic_arguments::RULE,
    expressions::RULE,
    choice_rules::RULE,
    retries::RULE,
    error_names::RULE,
    limits::RULE,
    labels::RULE,
    distributed_maps::RULE,
    definition_size::RULE,
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
    type_mismatches::RULE,
    context_object::RULE,
    states_variable::RULE,
    unset_variables::RULE,
    shadowed_variables::RULE,
    lost_results::RULE,
    express::RULE,
    integrations::RULE,
    lambda_retry::RULE,
    callback_timeout::RULE,
    direct_lambda::RULE,
    old_names::RULE,
    retry_time::RULE,
    payload_size::RULE,
    doubled_inputs::RULE,
    parsed_outputs::RULE,
];
