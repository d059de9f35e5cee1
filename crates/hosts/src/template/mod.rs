//! Templates of CloudFormation and SAM, in JSON and YAML.

mod definition;
mod functions;
mod masked;
mod substitutions;
mod text;
mod worked;

pub use definition::definitions_of_template;
pub use functions::spelled;
pub use masked::Template;
pub use substitutions::{named, of_name, substitutions};
pub use text::{Embedded, Include, embed_object, embed_text};
