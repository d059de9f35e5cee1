//! Any text as a file that holds definitions.
#![no_main]

use hosts::{NoFiles, find};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for path in ["template.yaml", "template.json", "serverless.yml", "main.tf"] {
        for found in find(path, text, &NoFiles).unwrap_or_default() {
            let _ = (found.document(), found.trial_values(), found.own_expressions());
        }
    }
});
