//! The `stepwright` program.

use std::process::ExitCode;

use peak_alloc::PeakAlloc;
use stepwright_cli::system::Native;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

fn in_use() -> usize {
    ALLOCATOR.current_usage()
}

fn main() -> ExitCode {
    stepwright_cli::run(Native { memory_in_use: Some(in_use) }, std::env::args_os().skip(1)).into()
}
