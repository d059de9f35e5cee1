//! Makes the data files of `crates/catalogue` from a wheel of botocore: an index of all services, and a file for each.
//! It is its own crate so that xtask itself builds in seconds; `cargo xtask catalogue` calls it.
//!
//! The same wheel gives the same bytes: the date in the index is the wheel's own.

mod model;
mod names;
mod numbering;
mod sentence;
mod unsupported;
mod wheel;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use model::Model;
use wheel::Wheel;

/// What went wrong, as a sentence.
type Failure = String;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [wheel, folder] = words.as_slice() else {
        eprintln!("usage: catalogue-maker WHEEL FOLDER");
        return ExitCode::FAILURE;
    };
    match make(Path::new(wheel), Path::new(folder)) {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("error: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn make(wheel: &Path, folder: &Path) -> Result<String, Failure> {
    let version = wheel_version(wheel)?;
    let wheel = Wheel::read(wheel)?;
    let services = services(&wheel)?;
    let into = folder.join("services");
    if into.exists() {
        fs::remove_dir_all(&into).map_err(|error| format!("{} cannot be removed: {error}", into.display()))?;
    }
    fs::create_dir_all(&into).map_err(|error| format!("{} cannot be made: {error}", into.display()))?;
    let mut bytes = 0;
    let mut keep = |path: &Path, text: String| {
        bytes += text.len();
        fs::write(path, text).map_err(|error| format!("{} cannot be written: {error}", path.display()))
    };
    keep(&folder.join("index.txt"), write::index(services.values(), &version, wheel.date()))?;
    for (name, model) in &services {
        keep(&into.join(format!("{name}.txt")), write::service(model)?)?;
    }
    let operations: usize = services.values().map(|model| model.operations.len()).sum();
    Ok(format!("{} services, {operations} operations, {} KB, of {}", services.len(), bytes / 1000, wheel.date()))
}

/// The newest model of each service, by the name that Step Functions gives it.
fn services(wheel: &Wheel) -> Result<BTreeMap<String, Model>, Failure> {
    let mut newest = BTreeMap::new();
    for path in wheel.paths() {
        let parts: Vec<&str> = path.split('/').collect();
        if let ["botocore", "data", service, version, "service-2.json.gz"] = parts.as_slice() {
            let known = newest.entry(*service).or_insert((*version, path));
            *known = (*known).max((*version, path));
        }
    }
    let mut services: BTreeMap<String, Model> = BTreeMap::new();
    for (folder, (_, path)) in newest {
        let model = Model::read(&wheel.json(path)?).map_err(|what| format!("{path}: {what}"))?;
        // Two models of one name are the same service under an older and a newer folder: the larger is the newer.
        let larger = services.get(&model.name).is_none_or(|known| known.operations.len() <= model.operations.len());
        if larger && services.insert(model.name.clone(), model).is_some() {
            eprintln!("note: {folder} stands for two models of one name");
        }
    }
    Ok(services)
}

/// The version in a wheel's name.
fn wheel_version(wheel: &Path) -> Result<String, Failure> {
    let name = wheel.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let version = name.strip_prefix("botocore-").and_then(|rest| rest.split('-').next());
    version.map(str::to_owned).ok_or_else(|| format!("`{name}` is no wheel of botocore"))
}
