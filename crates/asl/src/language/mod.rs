//! Amazon States Language as data: what reading, linting, forms and documentation have in common.

mod errors;
mod fields;
mod integrations;
mod operators;
mod state_type;
mod table;

pub use errors::{ERRORS, StatesError, error_of_states, usual_errors};
pub use fields::{Field, Holds, Languages, Need, Place, Release, Role, field, fields, fields_of};
pub use integrations::{INTEGRATIONS_AS_OF, Integration, integration, integrations};
pub use operators::{OPERATORS, Operand, Operator, operand, operator_names};
pub use state_type::StateType;
