//! Templates of CloudFormation and SAM, in JSON and YAML.

mod definition;
mod functions;
mod masked;
mod substitutions;
mod text;

pub use definition::definitions_of_template;
pub use functions::spelled;
pub use masked::Template;
pub use substitutions::substitutions;
pub use text::{embed_object, embed_text};
