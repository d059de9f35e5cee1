//! Splits a module at the functions that `wasm_split` marks: what only they reach becomes parts that load later.

use crate::call::Call;
use std::error::Error;
use std::path::{Path, PathBuf};
use wasm_encoder::RawSection;
use wasm_split_cli_support::{Options, transform};
use wasmparser::Payload;

/// Where a module's parts go, below the folder of the results: Trunk takes along what lies in `snippets`.
fn parts_of(name: &str) -> String {
    format!("snippets/{name}-parts")
}

/// The script that loads the parts, as the module's imports name it. What it imports the module from in turn is known
/// only when Trunk has named the files: `xtask hook after` mends both.
const LINK: &str = "./parts.js";
const MAIN: &str = "./main.js";

/// Whether the module has split points: each has a function to load its part, which is imported. Imports stand before all code.
pub fn has_points(module: &[u8]) -> Result<bool, Box<dyn Error>> {
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            for import in imports.into_imports() {
                if import?.name.starts_with("__wasm_split_load_") {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
    }
    Ok(false)
}

/// Writes the parts and gives the path of what remains of the module.
pub fn split(call: &Call, module: &[u8]) -> Result<PathBuf, Box<dyn Error>> {
    let parts = call.folder.join(parts_of(&call.name));
    if parts.exists() {
        std::fs::remove_dir_all(&parts)?;
    }
    let rest = call.folder.join(format!("{}.first.wasm", call.name));
    let mut options = Options::new(module);
    options.output_dir = &parts;
    options.main_out_path = Path::new(&rest);
    options.link_name = LINK;
    options.main_module = MAIN;
    let made = transform(options).map_err(|error| format!("the module cannot be split: {error:#}"))?;
    for part in made.split_modules {
        std::fs::write(&part, stripped(&std::fs::read(&part)?)?)?;
    }
    Ok(rest)
}

/// The module without names of functions and other remarks; what remains of the page's module loses them in wasm-bindgen.
fn stripped(module: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut kept = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        let payload = payload?;
        match payload.as_section() {
            Some((id, range)) if !matches!(payload, Payload::CustomSection(_)) => {
                kept.section(&RawSection { id, data: module.get(range.start as usize..range.end as usize).unwrap_or_default() });
            }
            _ => {}
        }
    }
    Ok(kept.finish())
}
