//! What Trunk calls before and after it bundles (Trunk.toml): generated inputs, then content-hashed names.

use crate::arguments::Arguments;
use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{npm, project, stamp, stylesheet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// `hook before` and `hook after`.
pub fn run(mut arguments: Arguments) -> Outcome {
    match arguments.next_word().as_deref() {
        Some("before") => before(),
        Some("after") => {
            let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
            let staging = staging.ok_or_else(|| Failure("only Trunk calls this hook".to_owned()))?;
            let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
            stamp::page(&staging, release)
        }
        _ => Err(Failure("hook needs `before` or `after`".to_owned())),
    }
}

/// Writes the style sheet and the bundles of scripts; quick when nothing changed.
fn before() -> Outcome {
    fs::create_dir_all(project::generated()).concerning(".generated cannot be made")?;
    for (list, name) in [("main.css", "style.css"), ("late.css", "late.css")] {
        let sheet = stylesheet::bundle(&project::root().join("style").join(list))?;
        write_if_new(&project::generated().join(name), &sheet)?;
    }
    write_if_new(&project::generated().join("lessons.json"), &lessons()?)?;
    write_if_new(&project::generated().join("fonts.txt"), &fonts()?)?;
    project::SCRIPTS.iter().try_for_each(|name| bundle(name))
}

/// The letters of pictures as text: the regular face, then the bold one, a line each.
fn fonts() -> Outcome<String> {
    let face = |name: &str| {
        let path = project::root().join("crates/diagram/fonts").join(name);
        Ok(base64(&fs::read(&path).concerning(path.display())?) + "\n")
    };
    Ok(face("Inter-Regular.ttf")? + &face("Inter-SemiBold.ttf")?)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let word = part.iter().zip([16, 8, 0]).fold(0, |word, (byte, shift)| word | u32::from(*byte) << shift);
        let digit = |index: usize| char::from(DIGITS[(word >> (18 - 6 * index)) as usize & 63]);
        text.extend((0..4).map(|index| if index <= part.len() { digit(index) } else { '=' }));
    }
    text
}

/// All lessons in one file, in the order of their folders: `{"chapters": [{"about", "lessons"}]}`.
fn lessons() -> Outcome<String> {
    let mut chapters = Vec::new();
    for folder in sorted(&project::root().join("crates/lessons/lessons"))? {
        let read = |path: &PathBuf| fs::read_to_string(path).concerning(path.display());
        let about = read(&folder.join("chapter.json"))?;
        let files = sorted(&folder)?.into_iter().filter(|file| !file.ends_with("chapter.json"));
        let lessons = files.map(|file| read(&file)).collect::<Outcome<Vec<_>>>()?;
        chapters.push(format!("{{\"about\":{about},\"lessons\":[{}]}}", lessons.join(",")));
    }
    Ok(format!("{{\"chapters\":[{}]}}\n", chapters.join(",")))
}

fn sorted(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).concerning(folder.display())?;
    let mut paths = entries.map(|entry| Ok(entry.concerning(folder.display())?.path())).collect::<Outcome<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Bundles the scripts of a folder into `.generated/NAME.js`.
fn bundle(name: &str) -> Outcome {
    let folder = project::root().join(name);
    let inputs = [folder.join("src"), folder.join("package-lock.json"), folder.join("build.mjs")];
    if newest(&inputs)? < changed(&project::generated().join(format!("{name}.js"))) {
        return Ok(());
    }
    if !npm::are_installed(name) {
        npm::ensure(name)?;
    }
    Call::new("node").arguments(["build.mjs"]).folder(&folder).shown()
}

fn write_if_new(path: &Path, text: &str) -> Outcome {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    fs::write(path, text).concerning(path.display())
}

/// When the youngest of the files, or of the files in the folders, was written.
fn newest(paths: &[PathBuf]) -> Outcome<Option<SystemTime>> {
    let mut newest = None;
    for path in paths {
        if path.is_dir() {
            for entry in fs::read_dir(path).concerning(path.display())? {
                newest = newest.max(changed(&entry.concerning(path.display())?.path()));
            }
        } else {
            newest = newest.max(changed(path));
        }
    }
    Ok(newest)
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}
