//! The `stepwright` program.

use std::process::ExitCode;

use stepwright_cli::system::Native;

fn main() -> ExitCode {
    stepwright_cli::run(Native, std::env::args_os().skip(1)).into()
}
