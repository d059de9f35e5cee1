//! Definitions that stand in other files: templates, `serverless.yml`, Terraform.

use asl::lint::WorkflowType;
use hosts::{Found, NoFiles, Source};

use crate::protocol::Unpacked;

/// What a file of this name holds; a sentence where it cannot be read.
pub fn unpacked(name: &str, text: &str) -> Result<Vec<Unpacked>, String> {
    Ok(hosts::find(name, text, &NoFiles)?.iter().map(of_found).collect())
}

fn of_found(found: &Found) -> Unpacked {
    Unpacked {
        name: found.properties.name.clone().unwrap_or_else(|| found.place.clone()),
        definition: found.text().map(str::to_owned),
        why: match &found.source {
            Source::Unknown(why) => why.clone(),
            Source::Inline(..) | Source::File { .. } => String::new(),
        },
        trial_values: found.trial_values().into_iter().collect(),
        is_express: found.properties.workflow_type == Some(WorkflowType::Express),
    }
}
