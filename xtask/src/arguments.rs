//! The command line: words and `--options`, taken one by one; what is left over is an error.

use crate::failure::{Failure, Outcome};

/// The arguments not yet taken, in order.
pub struct Arguments(Vec<String>);

impl Arguments {
    /// The arguments that this process was started with.
    pub fn from_environment() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// Takes the next argument, whatever it is.
    pub fn next_word(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Takes `--name`, and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    pub fn option(&mut self, name: &str) -> Outcome<Option<String>> {
        let Some(at) = self.0.iter().position(|argument| argument == name || argument.starts_with(&format!("{name}="))) else {
            return Ok(None);
        };
        let argument = self.0.remove(at);
        if let Some((_, value)) = argument.split_once('=') {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() { Ok(Some(self.0.remove(at))) } else { Err(Failure(format!("`{name}` needs a value"))) }
    }

    /// The words that are left; an unknown option is an error.
    pub fn words(self) -> Outcome<Vec<String>> {
        match self.0.iter().find(|argument| argument.starts_with('-')) {
            Some(option) => Err(Failure(format!("there is no option `{option}` here"))),
            None => Ok(self.0),
        }
    }

    /// Ends the command line: nothing may be left.
    pub fn end(self) -> Outcome {
        match self.0.first() {
            Some(argument) => Err(Failure(format!("`{argument}` was not expected here"))),
            None => Ok(()),
        }
    }
}
