//! What Trunk's calls of wasm-bindgen say.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A call that turns a module into a JavaScript module.
pub struct Call {
    /// Cargo's output.
    pub input: PathBuf,
    /// The folder of the results.
    pub folder: PathBuf,
    /// The results' name, without an ending.
    pub name: String,
}

impl Call {
    /// The call, if the arguments are of the shape that Trunk gives them.
    pub fn read(arguments: &[OsString]) -> Option<Self> {
        let value = |option: &str| {
            let text = arguments.iter().find_map(|argument| argument.to_str()?.strip_prefix(option));
            text.map(str::to_owned)
        };
        let input = arguments.iter().skip(1).find(|argument| Path::new(argument).extension() == Some(OsStr::new("wasm")))?;
        Some(Self { input: input.into(), folder: value("--out-dir=")?.into(), name: value("--out-name=")? })
    }

    /// The same arguments with another module that parts will join: they share its table of functions, and no names.
    pub fn with_input(&self, arguments: &[OsString], input: &Path) -> Vec<OsString> {
        let replaced = arguments.iter().map(|argument| {
            let is_input = Path::new(argument) == self.input;
            if is_input { input.as_os_str().to_owned() } else { argument.clone() }
        });
        let more = ["--keep-lld-exports", "--remove-name-section", "--remove-producers-section"];
        replaced.chain(more.map(OsString::from)).collect()
    }
}
