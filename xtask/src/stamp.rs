//! After Trunk has bundled: gives the files that it leaves unhashed names with a hash of their content, the release page its
//! Content-Security-Policy, and makes the player's page of it.

use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{offline, project};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// What the page may do. Everything comes from its own folder, nothing leaves it.
/// A host that can set headers should send it with `; frame-ancestors 'none'` added, but for the player.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The worker's files: they name each other, so they move together into a folder named by their content.
const WORKER: [&str; 3] = ["engine-worker_loader.js", "engine-worker.js", "engine-worker_bg.wasm"];

/// Finishes the page that Trunk has put into `staging`.
pub fn page(staging: &Path, release: bool) -> Outcome {
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).concerning("the bundled index.html cannot be read")?;
    let html = replaced(&html, "{worker}", &worker(staging, release)?)?;
    let html = replaced(&html, "{editor}", &file(staging, "editor", "js")?)?;
    let html = replaced(&html, "{boot}", &file(staging, "boot", "js")?)?;
    let html = replaced(&html, "{share}", &file(staging, "share", "js")?)?;
    let html = replaced(&html, "{after}", &file(staging, "after", "js")?)?;
    let html = replaced(&html, "{late}", &file(staging, "late", "css")?)?;
    let html = replaced(&html, "{lessons}", &file(staging, "lessons", "json")?)?;
    let html = replaced(&html, "{sketches}", &file(staging, "sketches", "txt")?)?;
    let html = replaced(&html, "{fonts}", &file(staging, "fonts", "txt")?)?;
    let html = replaced(&html, "{catalogue}", &catalogue(staging)?)?;
    let html = if release { parts(staging, &html)? } else { html };
    let html = if release { with_policy(&html)? } else { html };
    fs::write(staging.join("player.html"), player(&html)?).concerning("player.html cannot be written")?;
    if !release {
        return fs::write(&index, html).concerning("the bundled index.html cannot be written");
    }
    let html = offline::with_manifest(staging, &html)?;
    fs::write(&index, html).concerning("the bundled index.html cannot be written")?;
    offline::service_worker(staging)
}

/// The page that shows a workflow inside of other pages: the same app, marked as the player.
fn player(html: &str) -> Outcome<String> {
    let marked = replaced(html, "<html lang=\"en\">", "<html lang=\"en\" data-player>")?;
    let titled = replaced(&marked, "<title>Stepwright</title>", "<title>A workflow in Stepwright</title>")?;
    replaced(&titled, "</head>", "<meta name=\"robots\" content=\"noindex\"></head>")
}

fn worker(staging: &Path, release: bool) -> Outcome<String> {
    let folder = format!("engine-{}", hash(staging, &WORKER)?);
    fs::create_dir_all(staging.join(&folder)).concerning(&folder)?;
    for name in WORKER {
        fs::rename(staging.join(name), staging.join(&folder).join(name)).concerning(name)?;
    }
    if release {
        // What loads later lies beside the worker's script, where that looks for it.
        let parts = parts_of(staging, "engine-worker", &format!("./{}", WORKER[1]))?;
        for entry in fs::read_dir(&parts).concerning(parts.display())? {
            let entry = entry.concerning(parts.display())?;
            fs::rename(entry.path(), staging.join(&folder).join(entry.file_name())).concerning(parts.display())?;
        }
        fs::remove_dir(&parts).concerning(parts.display())?;
    }
    Ok(format!("{folder}/{}", WORKER[0]))
}

/// Removes the parts of an earlier build, which Trunk takes along as long as their folder lies where they were made.
fn drop_old_parts(staging: &Path) -> Outcome {
    let Ok(snippets) = fs::read_dir(staging.join("snippets")) else { return Ok(()) };
    for folder in snippets.flatten().filter(|folder| folder.path().join("parts.js").exists()) {
        fs::remove_dir_all(folder.path()).concerning(folder.path().display())?;
    }
    Ok(())
}

/// The folder of a module's parts, whose script is told where the module's own is.
fn parts_of(staging: &Path, module: &str, main: &str) -> Outcome<PathBuf> {
    let folder = staging.join(format!("snippets/{module}-parts"));
    let script = folder.join("parts.js");
    let text = fs::read_to_string(&script).concerning("the bundle lacks parts.js, the way to what loads late")?;
    // What an earlier build left there, Trunk takes along.
    for entry in fs::read_dir(&folder).concerning(folder.display())? {
        let entry = entry.concerning(folder.display())?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm") && !text.contains(&name) {
            fs::remove_file(entry.path()).concerning(&name)?;
        }
    }
    fs::write(&script, replaced(&text, "\"./main.js\"", &format!("\"{main}\""))?).concerning("parts.js")?;
    Ok(folder)
}

/// Copies the data of AWS's APIs, of which the page fetches what it wants, into a folder that is named by their content.
fn catalogue(staging: &Path) -> Outcome<String> {
    let data = project::root().join("crates/catalogue/data");
    let mut files = vec![data.join("index.txt"), data.join("NOTICE")];
    for entry in fs::read_dir(data.join("services")).concerning("crates/catalogue/data/services")? {
        files.push(entry.concerning("crates/catalogue/data/services")?.path());
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    let contents: Vec<_> = files.iter().map(|file| fs::read(file).concerning(file.display())).collect::<Outcome<_>>()?;
    contents.iter().for_each(|content| hasher.write(content));
    let folder = format!("catalogue-{:016x}", hasher.finish());
    fs::create_dir_all(staging.join(&folder)).concerning(&folder)?;
    for (file, content) in files.iter().zip(&contents) {
        let name = file.file_name().unwrap_or_default();
        fs::write(staging.join(&folder).join(name), content).concerning(&folder)?;
    }
    Ok(folder)
}

/// Moves what loads after the page's module into a folder of its own, tells the two scripts where the other is, and lets
/// the page fetch nothing of it early but the script.
fn parts(staging: &Path, html: &str) -> Outcome<String> {
    let main = html.split("data-js=\"").nth(1).and_then(|rest| rest.split('"').next()).and_then(|path| path.rsplit('/').next());
    let main = main.ok_or_else(|| Failure("index.html lacks data-js; see pattern_script in Trunk.toml".to_owned()))?;
    // The name of the page's script has a hash of everything that was compiled into page and parts.
    let folder = format!("parts-{}", main.trim_end_matches(".js").rsplit('-').next().unwrap_or_default());
    let from = parts_of(staging, "stepwright-app", &format!("../{main}"))?;
    let page = fs::read_to_string(staging.join(main)).concerning(main)?;
    let page = replaced(&page, "from \"./parts.js\"", &format!("from \"./{folder}/parts.js\""))?;
    fs::write(staging.join(main), page).concerning(main)?;
    fs::rename(&from, staging.join(&folder)).concerning(&folder)?;
    drop_old_parts(staging)?;
    let (script, parts) = (staging.join(main), staging.join(&folder).join("parts.js"));
    in_boot("minify.mjs", &[script, parts])?;
    let mut modules = modules(&staging.join(&folder))?;
    modules.push(staging.join(main.replace(".js", "_bg.wasm")));
    in_boot("shrink.mjs", &modules)?;
    let html = html.replace("./snippets/stepwright-app-parts/", &format!("./{folder}/"));
    Ok(without_early_modules(&html, |path| staging.join(path).exists()))
}

/// Runs a script of the folder `boot` on files.
fn in_boot(script: &str, files: &[PathBuf]) -> Outcome {
    Call::new("node").arguments([script]).arguments(files).folder(project::root().join("boot")).shown()
}

/// The WebAssembly modules in a folder.
fn modules(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).concerning(folder.display())?;
    let paths = entries.map(|entry| Ok(entry.concerning(folder.display())?.path())).collect::<Outcome<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "wasm")).collect())
}

/// Trunk takes every file beside the scripts for a script to fetch early; the parts' modules are none, nor what was moved elsewhere.
fn without_early_modules(html: &str, exists: impl Fn(&str) -> bool) -> String {
    const LINK: &str = "<link rel=\"modulepreload\"";
    let mut pieces = html.split(LINK);
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (link, rest) = piece.split_at(piece.find('>').map_or(0, |end| end + 1));
        let path = link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        if !path.ends_with(".wasm") && exists(path) {
            kept.push_str(LINK);
            kept.push_str(link);
        }
        kept.push_str(rest);
    }
    kept
}

/// Gives a file's name a hash of its content; the new name.
pub fn file(staging: &Path, stem: &str, extension: &str) -> Outcome<String> {
    let plain = format!("{stem}.{extension}");
    let stamped = format!("{stem}-{}.{extension}", hash(staging, &[&plain])?);
    fs::rename(staging.join(&plain), staging.join(&stamped)).concerning(&plain)?;
    Ok(stamped)
}

/// Sixteen hexadecimal digits that change with the content of the files.
fn hash(folder: &Path, names: &[&str]) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    for name in names {
        hasher.write(&fs::read(folder.join(name)).concerning(format_args!("the bundle lacks {name}"))?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The text with all of a placeholder replaced; it must be there.
pub fn replaced(html: &str, placeholder: &str, name: &str) -> Outcome<String> {
    if html.contains(placeholder) {
        return Ok(html.replace(placeholder, name));
    }
    Err(Failure(format!("the bundle lacks {placeholder}; see pattern_script in Trunk.toml")))
}

/// Puts the policy before everything that it governs.
fn with_policy(html: &str) -> Outcome<String> {
    let policy = format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let Some(at) = html.find("<head>") else {
        return Err(Failure("the bundled index.html has no <head>".to_owned()));
    };
    Ok(format!("{}{policy}{}", &html[..at], &html[at + "<head>".len()..]))
}

#[cfg(test)]
mod tests {
    use super::{player, replaced, with_policy, without_early_modules};

    #[test]
    fn the_policy_comes_first_in_the_head() {
        let html = with_policy("<html><head><link></head>").expect("it has a head");
        assert!(html.starts_with("<html><head><meta http-equiv=\"Content-Security-Policy\""), "{html}");
        assert!(html.ends_with("><link></head>"), "{html}");
    }

    #[test]
    fn the_player_is_the_same_page_with_a_mark() {
        let page = "<html lang=\"en\"><head><title>Stepwright</title><script id=\"boot\"></script></head>";
        let html = player(page).expect("it is made");
        assert!(html.contains("data-player>") && html.contains("<script id=\"boot\">") && html.contains("noindex"), "{html}");
        assert!(player("<html>").is_err());
    }

    #[test]
    fn only_scripts_are_fetched_early_as_scripts() {
        let link = |path: &str| format!("<link rel=\"modulepreload\" href=\"{path}\" crossorigin=\"anonymous\">");
        let html = format!("<head>{}{}{}{}<body>", link("a.js"), link("b.wasm"), link("moved.js"), link("c.js"));
        assert_eq!(
            without_early_modules(&html, |path| path != "moved.js"),
            format!("<head>{}{}<body>", link("a.js"), link("c.js"))
        );
    }

    #[test]
    fn a_page_without_a_placeholder_is_refused() {
        assert!(replaced("<script>", "{boot}", "boot.js").is_err());
    }
}
