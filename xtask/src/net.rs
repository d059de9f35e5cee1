//! TCP ports of this machine.

use crate::failure::{Concerning, Failure, Outcome};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

/// Fails with a sentence if something already listens on `port`.
pub fn require_free(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Err(Failure(format!("port {port} is taken: stop what uses it, or choose another with --port")))
        }
        Err(error) => Err(Failure(format!("port {port} cannot be used: {error}"))),
    }
}

/// A port that nothing listens on.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).concerning("no port is free")?;
    Ok(listener.local_addr().concerning("no port is free")?.port())
}

/// Whether something listens on `port`.
pub fn answers(port: u16) -> bool {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
}
