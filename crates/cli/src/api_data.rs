//! The data of AWS's APIs that the program carries (`build.rs` packs them).

use std::collections::BTreeMap;
use std::io::Read;

use asl::definition::{Resource, StateKind};
use asl::document::Document;
use catalogue::{Call, Index, Service, Strictness};
use flate2::read::DeflateDecoder;
use value::Value;

static ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));

/// All services and operations.
pub fn index() -> Index {
    Index::read(&text("index").unwrap_or_default())
}

/// The service of this name, if it is known; `own` for the integrations without an API.
pub fn service(name: &str) -> Option<Service> {
    if name == "own" {
        return Service::read(catalogue::OWN);
    }
    Service::read(text(name)?)
}

/// The services that the Tasks of a document call.
pub fn services_of(document: &Document) -> BTreeMap<String, Service> {
    let mut services = BTreeMap::new();
    for state in &document.definition.states {
        let StateKind::Task(task) = &state.kind else { continue };
        let call = task.resource.as_ref().and_then(|resource| Call::of(&Resource::parse(&resource.value)));
        let Some(file) = call.map(|call| call.file().to_owned()).filter(|file| !services.contains_key(file)) else { continue };
        if let Some(service) = service(&file) {
            services.insert(file, service);
        }
    }
    services
}

/// What the API behind a resource would never answer, as TestState says it of a mocked result.
pub fn complaint(resource: &str, result: &Value, mode: Option<&str>) -> Option<String> {
    let strictness = Strictness::of(mode)?;
    let call = Call::of(&Resource::parse(resource))?;
    let service = service(call.file())?;
    call.api(&service)?.complaint(result, strictness)
}

/// A file of the archive.
fn text(wanted: &str) -> Option<String> {
    let number = |at: usize| Some(u32::from_le_bytes(ARCHIVE.get(at..at + 4)?.try_into().ok()?) as usize);
    let (mut at, mut begin, mut found) = (4, 0, None);
    for _ in 0..number(0)? {
        let length = usize::from(*ARCHIVE.get(at)?);
        let name = ARCHIVE.get(at + 1..at + 1 + length)?;
        let packed = number(at + 1 + length)?;
        if name == wanted.as_bytes() {
            found = Some((begin, packed));
        }
        begin += packed;
        at += 1 + length + 4;
    }
    let (begin, packed) = found?;
    let mut text = String::new();
    DeflateDecoder::new(ARCHIVE.get(at + begin..at + begin + packed)?).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_in_the_index_is_carried() {
        let index = super::index();
        assert!(index.entries().len() > 400);
        for entry in index.entries().iter().filter(|entry| !entry.optimized) {
            assert!(super::service(&entry.name).is_some_and(|service| *service.name() == *entry.name), "{}", entry.name);
        }
        assert!(super::service("own").is_some() && super::service("novelty").is_none());
    }
}
