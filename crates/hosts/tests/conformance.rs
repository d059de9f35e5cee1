//! Hosts from public repositories, with the definitions in them (the folder that STEPWRIGHT_CONFORMANCE names).

use std::collections::BTreeMap;

use hosts::{Files, Source, find};
use value::Value;

struct Case(BTreeMap<String, String>);

impl Files for Case {
    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.0
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .filter(|name| !name.contains('/'))
            .map(str::to_owned)
            .collect()
    }
}

#[test]
fn every_definition_of_real_hosts_is_found_and_edits_keep_the_rest() {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CONFORMANCE") else {
        println!("skipped: STEPWRIGHT_CONFORMANCE names no folder");
        return;
    };
    let path = std::path::Path::new(&folder).join("host_cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let cases = value::parse(&text).expect("is JSON");
    let mut edited = 0;
    for case in cases.get("cases").and_then(Value::as_array).expect("has cases").iter() {
        let files = case.get("files").and_then(Value::as_object).expect("has files");
        let files =
            Case(files.iter().map(|(path, text)| (path.to_string(), text.as_str().unwrap_or_default().to_owned())).collect());
        for (path, expected) in case.get("expect").and_then(Value::as_object).expect("is expected").iter() {
            let host = &files.0[&**path];
            let found = find(path, host, &files).unwrap_or_else(|error| panic!("{path}: {error}"));
            let places: Vec<&str> = found.iter().map(|found| found.place.as_str()).collect();
            let expected: Vec<&str> =
                expected.as_array().expect("is a list").iter().filter_map(|item| item.get("where")?.as_str()).collect();
            assert_eq!(places, expected, "{path}");
            for found in &found {
                let (Some(document), Source::Inline(embedding, _)) = (found.document(), &found.source) else { continue };
                let Some(first) =
                    document.definition.machine().start_at.as_ref().and_then(|name| document.definition.find(&name.value))
                else {
                    continue;
                };
                let change = asl::edit::rename_state(&document, first, "Renamed").expect("can be renamed");
                let Ok(outer) = found.outwards(host, &change) else { continue };
                let after = outer.apply(host);
                let again = find(path, &after, &files).expect("is still a host");
                let again = again.iter().find(|again| again.place == found.place).expect("is still there");
                assert_eq!(again.text(), Some(document.apply(&change).0.text.as_ref()), "{path}");
                assert_eq!(host[..embedding.host_range().start], after[..embedding.host_range().start]);
                edited += 1;
            }
        }
    }
    assert!(edited > 10, "only {edited} were edited");
}
