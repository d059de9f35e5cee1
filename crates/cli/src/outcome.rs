//! Exit codes and the sentence that a wrong call ends with.

use std::io::Write;
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Well,
    /// The workflow failed, or something was found.
    Found,
    /// The call or the definition is wrong.
    Usage,
}

/// Prints a line. Whoever reads may stop reading, as `head` does: then there is nobody to tell.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    if out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).is_err() {
        std::process::exit(0);
    }
}

/// One sentence on what is wrong with a call, without a final stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage(pub String);

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Well => 0,
            Exit::Found => 1,
            Exit::Usage => 2,
        })
    }
}

impl From<lexopt::Error> for Usage {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}
