//! Says each step as it is done, with its time.

use crate::failure::Outcome;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Does one step: prints what begins, then that it is done and how long it took.
pub fn perform<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("  {} {what} …", paint("36", "›"));
    let start = Instant::now();
    let result = work()?;
    println!("  {} {what}  {}", paint("32", "✓"), paint("2", &seconds(start.elapsed())));
    Ok(result)
}

/// Says that nothing had to be done.
pub fn ready(what: &str) {
    println!("  {} {what}  {}", paint("32", "✓"), paint("2", "ready"));
}

/// Opens a group of steps.
pub fn heading(what: &str) {
    println!("{}", paint("1", what));
    let _ = std::io::stdout().flush();
}

/// A duration as people read it: `0.3 s`, `2 min 05 s`.
pub fn seconds(duration: Duration) -> String {
    let tenths = duration.as_secs_f64();
    if tenths < 60.0 {
        return format!("{tenths:.1} s");
    }
    format!("{} min {:02} s", duration.as_secs() / 60, duration.as_secs() % 60)
}

/// Colours a word on a terminal (SGR `code`); plain elsewhere and under `NO_COLOR`.
pub fn paint(code: &str, text: &str) -> String {
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
