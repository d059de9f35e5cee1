//! Exit codes and the sentence that a wrong call ends with.

use std::process::ExitCode;

use crate::system::system;

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

/// Prints a line.
pub fn say(line: &str) {
    print(&format!("{line}\n"));
}

/// Prints a text as it is.
pub fn print(text: &str) {
    system().print(text);
}

/// Prints a line beside the output: a note, a warning, an error.
pub fn complain(line: &str) {
    system().complain(&format!("{line}\n"));
}

/// One sentence on what is wrong with a call, without a final stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage(pub String);

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Found => 1,
            Self::Usage => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl From<lexopt::Error> for Usage {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}
