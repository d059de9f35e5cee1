//! The data files, as the tests read them.
#![allow(clippy::disallowed_methods, dead_code, reason = "files are what these tests are about, and not every test wants all")]

use std::path::Path;

use catalogue::{Index, Service};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// The index.
pub fn index() -> Index {
    Index::read(&std::fs::read_to_string(folder().join("index.txt")).expect("index.txt"))
}

/// Every service, by name.
pub fn services() -> Vec<Service> {
    let files = std::fs::read_dir(folder().join("services")).expect("services");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let read =
        |path: &Path| Service::read(std::fs::read_to_string(path).expect("text")).unwrap_or_else(|| panic!("{}", path.display()));
    let mut services: Vec<Service> = paths.iter().map(|path| read(path)).collect();
    services.sort_by(|one, other| one.name().cmp(other.name()));
    services
}

/// The service of a name.
pub fn service(name: &str) -> Option<Service> {
    if name == "own" {
        return Service::read(catalogue::OWN);
    }
    let text = std::fs::read_to_string(folder().join("services").join(format!("{name}.txt"))).ok()?;
    Service::read(text)
}
