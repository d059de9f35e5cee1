//! Succeed: ends its scope well.

use crate::execution::{Failure, Turn, Worked};

impl Turn<'_> {
    pub fn succeed(&mut self) -> Result<Worked, Failure> {
        let input = self.input_path()?;
        self.finish_with_input(input)
    }
}
