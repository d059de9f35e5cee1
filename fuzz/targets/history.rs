//! Any text as a real execution's history.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::recording::import::read_history;
use simulator::recording::wire;

fuzz_target!(|text: &str| {
    if let Ok(recording) = read_history(text, &[]) {
        let _ = wire::to_bytes(&recording);
    }
});
