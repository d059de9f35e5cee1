//! The invariants of ARCHITECTURE.md that are absences: what no crate, source or file may name.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::{Table, Value};

/// Crates that tie a crate to the browser.
const BROWSER: [&str; 4] = ["leptos", "web-sys", "js-sys", "wasm-bindgen"];

/// The members that may name them, because they are where WebAssembly meets JavaScript: the page, its worker, the npm package,
/// and the tools around WebAssembly.
const IN_BROWSER: [&str; 5] = [".", "crates/worker", "crates/npm", "bench", "xtask/bindgen"];

/// Licences of dependencies: what is made from them may be handed on under ours.
const FREE: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that wait for a network, and the one member that may name them.
const NETWORK: [&str; 4] = ["tokio", "aws-config", "aws-sdk-sfn", "aws-smithy-http-client"];
const ON_NETWORK: &str = "crates/remote";

/// Members with a shorter list than "what stands below in the code map".
const USES_ONLY: [(&str, &[&str]); 3] = [("value", &[]), ("layout", &[]), ("engine-worker", &["engine"])];

#[test]
fn only_the_page_and_its_worker_depend_on_the_browser() {
    for member in members().iter().filter(|member| !IN_BROWSER.contains(&member.folder.as_str())) {
        for name in BROWSER {
            assert!(!member.names(name), "{} depends on {name}", member.folder);
        }
    }
}

#[test]
fn only_the_page_and_its_worker_mention_the_browser() {
    for member in members().iter().filter(|member| !IN_BROWSER.contains(&member.folder.as_str())) {
        for path in sources(&root().join(&member.folder)) {
            let text = read(&path);
            for name in BROWSER.map(|name| name.replace('-', "_")) {
                let used = text.contains(&format!("use {name}")) || text.contains(&format!("{name}::"));
                assert!(!used, "{} uses {name}", path.display());
            }
        }
    }
}

#[test]
fn only_one_crate_waits_for_a_network() {
    let members = members();
    for name in NETWORK {
        let naming: Vec<_> = members.iter().filter(|member| member.names(name)).map(|member| member.folder.as_str()).collect();
        assert_eq!(naming, [ON_NETWORK], "{name}");
    }
}

#[test]
fn every_dependency_may_be_handed_on_with_ours() {
    let asked = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).current_dir(root()).output();
    let asked = asked.expect("cargo starts");
    if !asked.status.success() {
        let errors = String::from_utf8_lossy(&asked.stderr);
        println!("skipped: cargo knows not all packages: {}", errors.lines().last().unwrap_or_default());
        return;
    }
    let metadata: serde_json::Value = serde_json::from_slice(&asked.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "{} packages", packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none that is named");
        assert!(may_be_handed_on(licence), "{} {}: {licence}", package["name"], package["version"]);
    }
}

/// Whether all parts of a licence's expression have an alternative that asks for no more than to be named.
fn may_be_handed_on(licence: &str) -> bool {
    let is_free = |name: &str| {
        let name = name.trim().trim_matches(['(', ')']);
        FREE.contains(&name)
    };
    licence.split(" AND ").all(|part| part.split(" OR ").flat_map(|part| part.split('/')).any(is_free))
}

#[test]
fn dependencies_run_downwards_in_the_code_map() {
    let members = members();
    let map = code_map();
    let row = |folder: &str| map.iter().position(|row| row == folder);
    let folders: BTreeMap<_, _> = members.iter().map(|member| (member.name.as_str(), member.folder.as_str())).collect();
    for member in &members {
        let Some(own) = row(&member.folder) else { continue };
        for dependency in member.dependencies() {
            let Some(folder) = folders.get(dependency.as_str()) else { continue };
            let below = row(folder).is_some_and(|other| other > own);
            assert!(below, "{} depends on {folder}, which does not stand below it in the code map", member.folder);
        }
    }
}

#[test]
fn every_library_crate_stands_in_the_code_map() {
    let map = code_map();
    for member in members().iter().filter(|member| member.folder.starts_with("crates/")) {
        assert!(map.contains(&member.folder), "{} is missing in ARCHITECTURE.md", member.folder);
    }
}

#[test]
fn the_lowest_crates_and_the_worker_use_nothing_else() {
    let members = members();
    let own: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
    for (name, allowed) in USES_ONLY {
        let member = members.iter().find(|member| member.name == name).expect("the crate exists");
        for dependency in member.dependencies().filter(|dependency| own.contains(&dependency.as_str())) {
            assert!(allowed.contains(&dependency.as_str()), "{name} depends on {dependency}");
        }
    }
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let shared = parse(&root().join("Cargo.toml"));
    assert_eq!(shared["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    for member in members() {
        let inherits = member.manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool);
        assert_eq!(inherits, Some(true), "{} does not take over the workspace's lints", member.folder);
    }
}

#[test]
fn no_component_writes_a_style_attribute() {
    // The Content-Security-Policy refuses them; `style:left=…` and `style=("--x", …)` are allowed.
    for path in sources(&root().join("src")) {
        for (number, line) in read(&path).lines().enumerate() {
            let refused = line.split(" style=").skip(1).any(|rest| !rest.starts_with('('));
            assert!(!refused, "{}:{}: a style attribute", path.display(), number + 1);
        }
    }
}

#[test]
fn no_file_names_a_place_outside_the_project() {
    // Put together here, so that this file does not name them either.
    let forbidden = [["/wo", "rk/"].concat(), ["../sha", "red"].concat()];
    for path in files(root(), &|_| true) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{} contains {word}", path.display());
        }
    }
}

/// A package of the workspace.
struct Member {
    folder: String,
    name: String,
    manifest: Table,
}

impl Member {
    /// The packages that its library and programs are built with.
    fn dependencies(&self) -> impl Iterator<Item = String> {
        let tables = [self.manifest.get("dependencies")];
        tables.into_iter().flatten().filter_map(Value::as_table).flat_map(|table| table.keys().cloned())
    }

    /// Whether its manifest names a package anywhere: as a dependency of any kind, for any target.
    fn names(&self, package: &str) -> bool {
        fn search(value: &Value, package: &str) -> bool {
            let Value::Table(table) = value else { return false };
            table
                .iter()
                .any(|(key, value)| (key.ends_with("dependencies") && value.get(package).is_some()) || search(value, package))
        }
        self.manifest.iter().any(|(key, value)| {
            key != "workspace" && ((key.ends_with("dependencies") && value.get(package).is_some()) || search(value, package))
        })
    }
}

fn members() -> Vec<Member> {
    let workspace = parse(&root().join("Cargo.toml"));
    let patterns = workspace["workspace"]["members"].as_array().expect("members").iter().filter_map(Value::as_str);
    let folders = patterns.flat_map(|pattern| match pattern.strip_suffix("/*") {
        Some(parent) => {
            let mut folders: Vec<_> = fs::read_dir(root().join(parent))
                .expect("the folder exists")
                .map(|entry| entry.expect("readable").path())
                .filter(|path| path.join("Cargo.toml").exists())
                .map(|path| relative(&path))
                .collect();
            folders.sort();
            folders
        }
        None => vec![pattern.to_owned()],
    });
    folders
        .map(|folder| {
            let manifest = parse(&root().join(&folder).join("Cargo.toml"));
            let name = manifest["package"]["name"].as_str().expect("a name").to_owned();
            Member { folder, name, manifest }
        })
        .collect()
}

/// The folders of the code map in ARCHITECTURE.md, from the top downwards; the page is `.`.
fn code_map() -> Vec<String> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let section = text.split("\n## ").find(|section| section.starts_with("Code map")).expect("a code map");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let rows: Vec<String> = rows
        .filter_map(|cell| if cell.starts_with("root package") { Some(".") } else { cell.split('`').nth(1) })
        .map(str::to_owned)
        .collect();
    assert!(rows.len() > 5, "the code map has rows");
    rows
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).expect("inside the checkout").to_string_lossy().replace('\\', "/")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse(path: &Path) -> Table {
    read(path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files of a member, without those of a member inside it.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let inside = |path: &Path| path == folder || !path.join("Cargo.toml").exists();
    files(folder, &inside).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// All files below a folder but generated ones, in the folders that `enter` accepts.
fn files(folder: &Path, enter: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    const GENERATED: [&str; 10] =
        [".git", "target", "dist", ".tools", ".generated", "shots", "node_modules", "test-results", "report", "ours"];
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("readable").path();
        let generated = path.file_name().is_some_and(|name| GENERATED.iter().any(|generated| name == *generated));
        if generated || path.is_symlink() {
            continue;
        }
        if path.is_file() {
            found.push(path);
        } else if enter(&path) {
            found.append(&mut files(&path, enter));
        }
    }
    found
}
