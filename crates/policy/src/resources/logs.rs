//! Log groups, whose ARN ends with `:*` in policies.

use super::{Call, general};
use crate::pattern::Pattern;

/// Actions on a log group whose ARN is taken without `:*`, by "Overview of managing access permissions to your CloudWatch
/// Logs resources".
const AS_IT_IS: [&str; 3] = ["logs:TagResource", "logs:UntagResource", "logs:ListTagsForResource"];

/// The table's resources, log groups with everything in them.
pub fn resources(permission: &str, call: &Call) -> Vec<Pattern> {
    let found = general::resources(permission, call);
    if AS_IT_IS.contains(&permission) {
        return found;
    }
    found.into_iter().map(with_streams).collect()
}

fn with_streams(arn: Pattern) -> Pattern {
    let parts = arn.split(':');
    let is_group = parts.len() == 7 && parts[5].known() == Some("log-group") && !parts[6].is_any();
    if is_group { arn.then_text(":").then_any() } else { arn }
}
