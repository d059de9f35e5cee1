//! The files around a host, for hosts that name others.

use hosts::Files;

use crate::system::system;

/// Reads from what the command runs on.
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Option<String> {
        system().read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let mut names = system().names(if folder.is_empty() { "." } else { folder }).unwrap_or_default();
        names.sort();
        names
    }
}
