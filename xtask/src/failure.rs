//! What every step returns: success, or the one sentence that says what to do.

/// A sentence for the person at the terminal: what happened, and what to do about it.
#[derive(Debug)]
pub struct Failure(pub String);

impl Failure {
    /// A failure whose sentence was already printed.
    pub fn said() -> Self {
        Self(String::new())
    }
}

/// The result of a step.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Names the file or thing that an IO error concerns.
pub trait Concerning<T> {
    /// Turns an error into a sentence that begins with `what`.
    fn concerning(self, what: impl std::fmt::Display) -> Outcome<T>;
}

impl<T, E: std::fmt::Display> Concerning<T> for Result<T, E> {
    fn concerning(self, what: impl std::fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure(format!("{what}: {error}")))
    }
}
