//! moto's server, installed from PyPI into a virtual environment of the target folder, on a free port of this machine alone.
#![allow(clippy::disallowed_methods, reason = "another program needs real time to start")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// What is installed: of moto's extras only what its workflows need, and the server's own packages. The extra `server` brings
/// packages for all other services, too, which takes three times as long.
const PACKAGES: [&str; 3] = ["moto[stepfunctions]==5.2.5", "flask==3.1.2", "flask-cors==6.0.1"];

/// A server that runs as long as this value lives.
pub struct Moto {
    server: Child,
    port: u16,
}

impl Moto {
    /// Starts a server that executes state machines; the error says why there can be none.
    pub fn start() -> Result<Self, String> {
        let folder = environment()?;
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let log = std::fs::File::create(folder.join("server.log")).expect("a log");
        let server = Command::new(folder.join("bin/python"))
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let mut moto = Self { server, port };
        for _ in 0..600 {
            if moto.set_up().is_some_and(|answer| answer.contains(" 201 ") || answer.contains(" 200 ")) {
                return Ok(moto);
            }
            assert!(moto.server.try_wait().expect("it can be asked").is_none(), "the server ended: see {}", folder.display());
            sleep(Duration::from_millis(100));
        }
        panic!("the server does not answer: see {}", folder.display());
    }

    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Has it execute what is started; without that it only keeps books.
    fn set_up(&self) -> Option<String> {
        let body = r#"{"stepfunctions": {"execute_state_machine": true}}"#;
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let head = "POST /moto-api/config HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json";
        write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The folder of the environment, made if it is not there.
fn environment() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("moto");
    let installed = folder.join("installed.txt");
    if std::fs::read_to_string(&installed).is_ok_and(|text| text == PACKAGES.join("\n")) {
        return Ok(folder);
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
        .map_err(|why| format!("there is no python3 with venv: {why}"))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--no-compile"];
    run(Command::new(folder.join("bin/python")).args(pip).args(PACKAGES))
        .map_err(|why| format!("PyPI cannot be reached: {why}"))?;
    std::fs::write(installed, PACKAGES.join("\n")).expect("a file is written");
    Ok(folder)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    let errors = String::from_utf8_lossy(&output.stderr);
    let last = errors.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it says nothing").to_owned();
    if output.status.success() { Ok(()) } else { Err(last) }
}
