//! The command on Node.js: files and streams are what the shell around the module hands over.

use std::ffi::OsString;

use stepwright_cli::system::{Kind, System};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// What Node.js offers. A failure is thrown as the sentence of the operating system.
    pub type Shell;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Shell, path: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch, js_name = readInput)]
    fn read_input(this: &Shell) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, js_name = readLine)]
    fn read_line(this: &Shell) -> Option<String>;
    #[wasm_bindgen(method)]
    fn kind(this: &Shell, path: &str) -> String;
    #[wasm_bindgen(method, catch)]
    fn names(this: &Shell, folder: &str) -> Result<Vec<String>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Shell, path: &str, contents: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn print(this: &Shell, text: &str);
    #[wasm_bindgen(method)]
    fn complain(this: &Shell, text: &str);
}

/// Runs the command with the words after its name, and gives its exit code.
#[wasm_bindgen]
pub fn run(shell: Shell, words: Vec<String>) -> u8 {
    stepwright_cli::run(Node(shell), words.into_iter().map(OsString::from)).code()
}

/// The shell as the command's system.
struct Node(Shell);

impl System for Node {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.read(path).map_err(sentence)
    }

    fn read_input(&self) -> Result<Vec<u8>, String> {
        self.0.read_input().map_err(sentence)
    }

    fn read_line(&self) -> Option<String> {
        self.0.read_line()
    }

    fn kind(&self, path: &str) -> Kind {
        match self.0.kind(path).as_str() {
            "file" => Kind::File,
            "folder" => Kind::Folder,
            "linked folder" => Kind::LinkedFolder,
            _ => Kind::Nothing,
        }
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        self.0.names(folder).map_err(sentence)
    }

    fn write(&self, path: &str, contents: &[u8]) -> Result<(), String> {
        self.0.write(path, contents).map_err(sentence)
    }

    fn print(&self, text: &str) {
        self.0.print(text);
    }

    fn complain(&self, text: &str) {
        self.0.complain(text);
    }
}

fn sentence(error: JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    error.as_string().or(message).unwrap_or_else(|| "it failed".to_owned())
}
