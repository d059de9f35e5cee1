//! `bench`: measures against the peers.

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};

pub fn run(_: Arguments) -> Outcome {
    Err(Failure("there are no benchmarks yet".to_owned()))
}
