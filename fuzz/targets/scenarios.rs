//! Any text as a file of scenarios or a MockConfigFile.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::scenario::{MockConfigFile, check_scenarios, read_scenarios, write_scenarios};

fuzz_target!(|text: &str| {
    let _ = check_scenarios(text);
    if let Ok(scenarios) = read_scenarios(text) {
        let written = write_scenarios(&scenarios).to_json();
        assert!(read_scenarios(&written).is_ok(), "{written}");
    }
    if let Some(file) = value::parse(text).ok().and_then(MockConfigFile::of) {
        let _ = file.test_cases();
        let _ = file.choose(None, None);
    }
});
