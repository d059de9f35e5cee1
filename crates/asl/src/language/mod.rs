//! Amazon States Language as data: what reading, linting, forms and documentation have in common.

mod integrations;

pub use integrations::{INTEGRATIONS_AS_OF, Integration, integration, integrations};
