//! Exit codes and the sentence that a wrong call ends with.

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
