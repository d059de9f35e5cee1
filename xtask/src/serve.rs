//! `serve`: builds the app, serves it with live reload, and says where.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{net, npm, project, step, trunk};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Sets up, then becomes Trunk, so that ending this command ends the server.
pub fn run(mut arguments: Arguments) -> Outcome {
    let start = SystemTime::now();
    let port = match arguments.option("--port")? {
        Some(text) => text.parse().map_err(|_| Failure(format!("`{text}` is no port: choose one from 1 to 65535")))?,
        None => 8080_u16,
    };
    let open = arguments.flag("--open");
    arguments.end()?;
    net::require_free(port)?;
    step::heading("Setting up");
    trunk::ensure()?;
    project::SCRIPTS.iter().try_for_each(|folder| npm::ensure(folder))?;
    step::heading("Building and serving");
    announcer(port, start)?;
    let port = port.to_string();
    // dist/ holds releases only.
    let served = project::generated().join("served");
    let call = trunk::call().arguments(["--quiet", "serve", "--address", "127.0.0.1", "--port", &port, "--dist"]);
    let mut call = call.arguments([served]);
    if open {
        call = call.arguments(["--open"]);
    }
    Err(call.become_it())
}

/// Starts a second process that says the address once the server answers: this one is about to become Trunk.
fn announcer(port: u16, start: SystemTime) -> Outcome {
    let milliseconds = start.duration_since(UNIX_EPOCH).concerning("the clock is wrong")?.as_millis();
    let program = std::env::current_exe().concerning("this program cannot be found")?;
    Call::new(program).arguments(["announce", &port.to_string(), &milliseconds.to_string()]).start().map(drop)
}

/// `announce PORT START`: waits for the server, says its address, and ends; ends without a word when its parent does.
pub fn announce(arguments: Arguments) -> Outcome {
    let words = arguments.words()?;
    let (Some(port), Some(start)) = (number(&words, 0), number(&words, 1)) else {
        return Err(Failure("announce needs a port and a time".to_owned()));
    };
    let port = u16::try_from(port).concerning("the port")?;
    let parent = parent_id();
    let patience = Instant::now() + Duration::from_secs(1800);
    while !net::answers(port) {
        if parent_id() != parent || Instant::now() > patience {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let took = UNIX_EPOCH + Duration::from_millis(start);
    let took = SystemTime::now().duration_since(took).unwrap_or_default();
    println!(
        "\n  Stepwright is at {}  {}\n",
        step::paint("1;36", &format!("http://localhost:{port}/")),
        step::paint("2", &step::seconds(took))
    );
    Ok(())
}

fn number(words: &[String], index: usize) -> Option<u64> {
    words.get(index)?.parse().ok()
}

#[cfg(unix)]
fn parent_id() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn parent_id() -> u32 {
    0
}
