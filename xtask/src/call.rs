//! Running other programs: a missing program, a failure and a missing network each become one sentence.

use crate::failure::{Concerning, Failure, Outcome};
use crate::project;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program about to be run, in the checkout's root unless said otherwise.
pub struct Call {
    program: String,
    command: Command,
}

/// How a program ended whose lines were watched.
pub struct Watched {
    /// Whether the exit code was 0.
    pub succeeded: bool,
    /// The exit code or the signal, in words.
    pub ending: String,
    /// Everything it printed, both streams in order.
    pub text: String,
}

impl Call {
    /// A call of `program`, found on the PATH (or a path itself).
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let name = Path::new(program.as_ref()).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.current_dir(project::root());
        // A person reads sentences; and Trunk 0.21 refuses the usual `NO_COLOR=1`.
        command.env("RUST_BACKTRACE", "0").env_remove("NO_COLOR").env_remove("RUST_LOG");
        Self { program: name, command }
    }

    /// Cargo, the one that runs this command.
    pub fn cargo() -> Self {
        let mut call = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        call.program = "cargo".to_owned();
        call
    }

    /// Adds arguments.
    pub fn arguments<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs it in another folder.
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets a variable of its environment.
    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Puts a folder before the PATH.
    pub fn path_first(self, folder: &Path) -> Self {
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(&rest)));
        match path {
            Ok(path) => self.variable("PATH", path),
            Err(_) => self,
        }
    }

    /// Runs it quietly; what it prints goes to a log, whose telling line becomes the failure's sentence.
    pub fn quiet(mut self, log: &str) -> Outcome {
        let file = project::logs().join(format!("{log}.log"));
        fs::create_dir_all(project::logs()).concerning("the log folder cannot be made")?;
        let output = File::create(&file).concerning(format_args!("{} cannot be written", file.display()))?;
        let errors = output.try_clone().concerning(file.display())?;
        let status = self.command.stdin(Stdio::null()).stdout(output).stderr(errors).status();
        if status.map_err(|error| missing(&self.program, &error))?.success() {
            return Ok(());
        }
        let text = fs::read_to_string(&file).unwrap_or_default();
        let shown = file.strip_prefix(project::root()).unwrap_or(&file).display();
        Err(Failure(format!("{}; the whole log is {shown}", reason(&text))))
    }

    /// Runs it with its output on the terminal.
    pub fn shown(mut self) -> Outcome {
        let status = self.command.status().map_err(|error| missing(&self.program, &error))?;
        if status.success() { Ok(()) } else { Err(Failure(format!("{} failed; its message is above", self.program))) }
    }

    /// Runs it and returns its standard output.
    pub fn text(mut self) -> Outcome<String> {
        let output = self.command.stdin(Stdio::null()).output().map_err(|error| missing(&self.program, &error))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        Err(Failure(format!("{} failed: {}", self.program, reason(&String::from_utf8_lossy(&output.stderr)))))
    }

    /// Runs it, hands each line of its output to `watch` as it comes, and returns everything.
    pub fn watched(mut self, mut watch: impl FnMut(&str)) -> Outcome<Watched> {
        let (reader, writer) = std::io::pipe().concerning("a pipe cannot be made")?;
        let errors = writer.try_clone().concerning("a pipe cannot be made")?;
        self.command.stdin(Stdio::null()).stdout(writer).stderr(errors);
        let mut child = self.command.spawn().map_err(|error| missing(&self.program, &error))?;
        // The command holds the pipe's writing ends: without dropping them, reading never ends.
        drop(self.command);
        let mut text = String::new();
        for line in BufReader::new(reader).split(b'\n') {
            let line = line.concerning(format_args!("the output of {} cannot be read", self.program))?;
            let line = String::from_utf8_lossy(&line);
            watch(&line);
            text.push_str(&line);
            text.push('\n');
        }
        let status = child.wait().concerning(&self.program)?;
        Ok(Watched { succeeded: status.success(), ending: status.to_string(), text })
    }

    /// Becomes the program: this process ends with it. Returns only if it cannot start.
    #[cfg(unix)]
    pub fn become_it(mut self) -> Failure {
        use std::os::unix::process::CommandExt;
        let error = self.command.exec();
        missing(&self.program, &error)
    }

    /// Runs the program to its end; only Unix can become it.
    #[cfg(not(unix))]
    pub fn become_it(self) -> Failure {
        let program = self.program.clone();
        self.shown().err().unwrap_or(Failure(format!("{program} ended")))
    }

    /// Starts it beside this process.
    pub fn start(mut self) -> Outcome<std::process::Child> {
        self.command.spawn().map_err(|error| missing(&self.program, &error))
    }
}

/// The sentence for a program that cannot be started.
fn missing(program: &str, error: &std::io::Error) -> Failure {
    if error.kind() != ErrorKind::NotFound {
        return Failure(format!("{program} cannot be started: {error}"));
    }
    let advice = match program {
        "node" | "npm" | "npx" => "install Node.js 20 or newer",
        "cargo" | "rustup" => "install Rust's stable toolchain from https://rustup.rs",
        _ => "install it, or put it on the PATH",
    };
    Failure(format!("`{program}` was not found: {advice}"))
}

/// The line of a log that says what went wrong.
fn reason(log: &str) -> String {
    const NETWORK: [&str; 12] = [
        "Could not resolve host",
        "Couldn't resolve host",
        "Temporary failure resolving",
        "failed to lookup address",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ETIMEDOUT",
        "ENETUNREACH",
        "Network is unreachable",
        "Could not connect to server",
        "Connection timed out",
    ];
    if let Some(sign) = NETWORK.iter().find(|sign| log.contains(**sign)) {
        return format!("the network cannot be reached ({sign})");
    }
    let lines = || log.lines().map(str::trim).filter(|line| !line.is_empty());
    let telling = lines().find(|line| line.starts_with("error") || line.starts_with("E: "));
    let sentence = telling.or_else(|| lines().next_back()).unwrap_or("it said nothing");
    sentence.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn a_log_without_network_is_told_as_such() {
        let log = "error: failed to download\n  Could not resolve host: index.crates.io";
        assert_eq!(reason(log), "the network cannot be reached (Could not resolve host)");
    }

    #[test]
    fn the_first_error_of_a_log_is_its_reason() {
        assert_eq!(reason("Compiling a\nerror: cannot find `x`\nwarning: build failed"), "cannot find `x`");
        assert_eq!(reason("nothing special\nthe end\n\n"), "the end");
        assert_eq!(reason(""), "it said nothing");
    }
}
