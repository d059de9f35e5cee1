//! What kind of host a file is, and the definitions in it.

use std::sync::Arc;

use crate::files::Files;
use crate::found::Found;
use crate::template::{Template, definitions_of_template};
use crate::{serverless, terraform};

/// The kinds of files that hold definitions among other things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// A template of CloudFormation or SAM, written or synthesised.
    Template,
    /// The Serverless Framework's `serverless.yml`, with `stepFunctions`.
    Serverless,
    /// Terraform's configuration.
    Terraform,
}

/// What a file is by its name and text; `None` for one that is no host, such as a bare definition.
#[must_use]
pub fn host_kind(path: &str, text: &str) -> Option<HostKind> {
    if [".tf", ".hcl", ".tf.json"].iter().any(|ending| path.ends_with(ending)) {
        return Some(HostKind::Terraform);
    }
    // A quick look before a long one: most files are definitions.
    let may_be = ["Resources", "stepFunctions", "stateMachines"].iter().any(|word| text.contains(word));
    may_be.then(|| Template::read(Arc::from(text))).and_then(|template| template.host_kind())
}

/// The definitions that a file holds or names, in their order; nothing for a file that is no host.
///
/// # Errors
/// A sentence, where the file cannot be read as what it is.
pub fn find(path: &str, text: &str, files: &dyn Files) -> Result<Vec<Found>, String> {
    match host_kind(path, text) {
        None => Ok(vec![]),
        Some(HostKind::Terraform) => terraform::find(path, text, files),
        Some(kind) => {
            let template = Template::read(Arc::from(text));
            let found = match kind {
                HostKind::Serverless => serverless::find(&template, path, files),
                _ => definitions_of_template(&template, path, files),
            };
            // A mistake elsewhere in the template is no reason to keep back what was found.
            let problem = template.tree.problems().first().filter(|_| template.tree.is_broken() && found.is_empty());
            problem.map_or(Ok(found), |problem| Err(problem.message.clone()))
        }
    }
}
