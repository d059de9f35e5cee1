//! Tags that are given to what a call makes: they take the service's permission to tag.

use asl::definition::State;

use super::Needs;
use crate::grant::Condition;
use crate::pattern::Pattern;
use crate::resources::Call;
use crate::table::table;

/// What tagging is called, in the order of how usual it is.
const TAGGING: [&str; 5] = ["TagResource", "AddTags", "AddTagsToResource", "TagQueue", "CreateTags"];

/// Verbs of calls that make something.
const MAKING: [&str; 10] = ["Create", "Run", "Start", "Submit", "Put", "Register", "Import", "Copy", "Allocate", "Request"];

/// Adds the permission to tag, if a call makes something and gives it tags. `resources` are those of its own permission.
pub fn add(needs: &mut Needs, state: &State, permission: &str, resources: &[Pattern], call: &Call) {
    let (service, action) = permission.split_once(':').unwrap_or_default();
    let given = ["Tags", "TagSpecifications", "TagList"].iter().any(|name| call.parameters.get(name).is_written());
    // Objects of S3 have tags of their own kind, and IAM one permission for each kind of thing.
    if !given || matches!(service, "s3" | "iam") || !MAKING.iter().any(|verb| action.starts_with(verb)) {
        return;
    }
    let tagging = TAGGING.iter().map(|name| format!("{service}:{name}")).find(|name| table().exists(name));
    let Some(tagging) = tagging else { return };
    let reason = "gives tags to what it makes";
    if service == "ec2" {
        // EC2 tells the call apart by which things are made.
        let made = Condition { tests: vec![("StringEquals", "ec2:CreateAction".to_owned(), vec![Pattern::text(action)])] };
        let anything = Pattern::arn("arn:%p:ec2:%r:%a:*/*", |_| Pattern::any());
        return needs.add(state, &tagging, vec![anything], Some(made), reason);
    }
    needs.add(state, &tagging, resources.to_vec(), None, reason);
}
