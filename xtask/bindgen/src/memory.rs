//! Remembers beside the results what they were made from.

use crate::call::Call;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

/// What one call's results were made from, in a file beside them.
pub struct Memory {
    file: PathBuf,
    results: [PathBuf; 2],
    made_from: String,
}

impl Memory {
    /// The memory of this call. Cargo leaves a file alone that does not change, so its age and size tell it from others.
    pub fn of(call: &Call, arguments: &[OsString]) -> io::Result<Self> {
        let module = call.input.metadata()?;
        let written = module.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let program = std::env::current_exe()?.metadata()?;
        let beside = |ending: &str| call.folder.join(format!("{}{ending}", call.name));
        Ok(Self {
            file: beside(".made-from"),
            results: [beside(".js"), beside("_bg.wasm")],
            made_from: format!("{arguments:?} {written:?} {} {:?}", module.len(), program.modified()?),
        })
    }

    /// Whether the results are there, made from the same.
    pub fn holds(&self) -> bool {
        std::fs::read_to_string(&self.file).is_ok_and(|text| text == self.made_from)
            && self.results.iter().all(|file| file.exists())
    }

    /// Forgets, for as long as new results are made.
    pub fn forget(&self) -> io::Result<()> {
        if self.file.exists() { std::fs::remove_file(&self.file) } else { Ok(()) }
    }

    /// Remembers what the results, which are there now, were made from.
    pub fn keep(&self) -> io::Result<()> {
        std::fs::write(&self.file, &self.made_from)
    }
}
