//! What the command runs on: files and the three standard streams. The disk natively, what Node.js hands over in WebAssembly.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::path::Path;
use std::rc::Rc;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link to a folder, which may lead in a circle.
    LinkedFolder,
    /// Nothing, or something else.
    Nothing,
}

/// Files and standard streams. Every failure is what the operating system says of it.
pub trait System {
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// All of the standard input.
    fn read_input(&self) -> Result<Vec<u8>, String>;

    /// A line of the standard input, for an answer to a question; `None` at its end.
    fn read_line(&self) -> Option<String>;

    /// What a path leads to.
    fn kind(&self, path: &str) -> Kind;

    /// The names in a folder, in any order.
    fn names(&self, folder: &str) -> Result<Vec<String>, String>;

    /// Writes a file, over what there was.
    fn write(&self, path: &str, contents: &[u8]) -> Result<(), String>;

    /// Prints on the standard output. Whoever reads may stop reading, as `head` does: then there is nobody to tell.
    fn print(&self, text: &str);

    /// Prints on the standard error.
    fn complain(&self, text: &str);

    /// What tells how many bytes of memory are in use, where something does.
    fn memory_in_use(&self) -> Option<fn() -> usize> {
        None
    }
}

thread_local! {
    static SYSTEM: RefCell<Rc<dyn System>> = RefCell::new(Rc::new(Native::default()));
}

/// The system that the command at hand runs on.
pub fn system() -> Rc<dyn System> {
    SYSTEM.with_borrow(Rc::clone)
}

/// Has the commands of this thread run on a system.
pub fn run_on(system: Rc<dyn System>) {
    SYSTEM.set(system);
}

/// The operating system that the program was made for.
#[derive(Default)]
pub struct Native {
    /// What tells how much memory is in use.
    pub memory_in_use: Option<fn() -> usize>,
}

impl System for Native {
    fn memory_in_use(&self) -> Option<fn() -> usize> {
        self.memory_in_use
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(path).map_err(|error| error.to_string())
    }

    fn read_input(&self) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    fn read_line(&self) -> Option<String> {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok().filter(|read| *read > 0).map(|_| line)
    }

    fn kind(&self, path: &str) -> Kind {
        let path = Path::new(path);
        match (path.is_dir(), path.is_symlink()) {
            (true, false) => Kind::Folder,
            (true, true) => Kind::LinkedFolder,
            (false, _) if path.is_file() => Kind::File,
            (false, _) => Kind::Nothing,
        }
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
        entries
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())
    }

    fn write(&self, path: &str, contents: &[u8]) -> Result<(), String> {
        std::fs::write(path, contents).map_err(|error| error.to_string())
    }

    fn print(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        if out.write_all(text.as_bytes()).is_err() {
            std::process::exit(0);
        }
    }

    fn complain(&self, text: &str) {
        // Without a standard error there is nobody to tell.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}
