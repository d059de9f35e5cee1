//! Payload templates: JSON with expressions in it, compiled once.
//!
//! [`PathTemplate`] is the JSONPath kind (members whose name ends with `.$`), [`JsonataTemplate`] the JSONata kind (texts of the
//! form `{% … %}` anywhere). A template without expressions evaluates to its own value, shared and not copied.

mod error;
mod jsonata;
mod jsonpath;
mod tree;

pub use error::{QUERY_EVALUATION_ERROR, RUNTIME, TemplateError, TemplateSyntaxError};
pub use jsonata::JsonataTemplate;
pub use jsonpath::PathTemplate;

#[cfg(test)]
mod tests;
