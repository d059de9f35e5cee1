//! The files beside a host, which it may name.

/// Reads files by path. Paths are as the host is named: relative ones stay relative, with `/` between folders.
pub trait Files {
    /// The text of a file; `None` where there is none, or it is no text.
    fn read(&self, path: &str) -> Option<String>;

    /// The names of the files in a folder, in alphabetical order.
    fn names(&self, folder: &str) -> Vec<String>;
}

/// No files at all, for a host that was pasted.
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Option<String> {
        None
    }

    fn names(&self, _: &str) -> Vec<String> {
        vec![]
    }
}

/// The path of a file that is named in the file at `host`: beside it, unless it is named from the root.
#[must_use]
pub fn beside(host: &str, name: &str) -> String {
    if name.starts_with('/') {
        return name.to_owned();
    }
    let folder = folder_of(host);
    let mut parts: Vec<&str> = if folder.is_empty() { vec![] } else { folder.split('/').collect() };
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder that a file is in, without a slash at its end; empty for one without.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_from_the_host() {
        for (host, name, expected) in [
            ("template.yaml", "a/b.json", "a/b.json"),
            ("x/template.yaml", "./a.json", "x/a.json"),
            ("x/y/main.tf", "../a.json", "x/a.json"),
            ("main.tf", "../a.json", "../a.json"),
            ("/x/main.tf", "../../a.json", "/../a.json"),
            ("x/main.tf", "/a.json", "/a.json"),
        ] {
            assert_eq!(beside(host, name), expected, "{host} {name}");
        }
    }
}
