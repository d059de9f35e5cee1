//! Real definitions: every resource is recognised, and nothing that works is found wrong. `STEPWRIGHT_CORPUS` names a folder.
#![allow(clippy::disallowed_methods, reason = "the folder comes from the environment")]

mod files;

use std::collections::BTreeMap;

use asl::definition::{Resource, StateKind};
use asl::document::Document;
use catalogue::{Call, Service};

/// Services that AWS has shut down, so that no API is published any more.
const RETIRED: [&str; 1] = ["lookoutvision"];

#[test]
fn every_resource_is_recognised_and_no_parameter_is_found_wrong() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return;
    };
    let mut services: BTreeMap<String, Option<Service>> = BTreeMap::new();
    let (mut wrong, mut tasks) = (Vec::new(), 0);
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let document = Document::new(text);
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for state in &document.definition.states {
            let StateKind::Task(task) = &state.kind else { continue };
            let Some(resource) = task.resource.as_ref().map(|resource| Resource::parse(&resource.value)) else { continue };
            let (Resource::Optimized { .. } | Resource::Sdk { .. }) = &resource else { continue };
            tasks += 1;
            let known = Call::of(&resource).and_then(|call| {
                let file = call.file().to_owned();
                let service = services.entry(file.clone()).or_insert_with(|| files::service(&file)).as_ref()?;
                call.api(service)
            });
            let retired = matches!(&resource, Resource::Sdk { service, .. } if RETIRED.contains(&&**service));
            if known.is_none() && !retired {
                wrong.push(format!("{file} {}: {resource:?} is not recognised", state.name.value));
            }
        }
        for found in catalogue::lint(&document, |name| services.get(name)?.as_ref(), &[]) {
            wrong.push(format!("{file} {}: {}", found.location, found.message));
        }
    }
    assert!(tasks > 400, "only {tasks} Tasks");
    assert!(wrong.is_empty(), "{} of {tasks} Tasks:\n{}", wrong.len(), wrong.join("\n"));
}
