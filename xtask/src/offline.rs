//! What makes a release work without a network: its manifest, and the service worker with the list of all files.

use crate::failure::{Concerning, Outcome};
use crate::stamp::{file, replaced};
use crate::{project, sizes};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

/// The icons that the manifest names, in `public/`.
const ICONS: [&str; 3] = ["icon-192", "icon-512", "icon-maskable"];

/// Puts manifest and icons beside the page, and names the manifest in it.
pub fn with_manifest(staging: &Path, html: &str) -> Outcome<String> {
    let public = project::root().join("public");
    let mut manifest = fs::read_to_string(public.join("manifest.json")).concerning("public/manifest.json")?;
    for icon in ICONS {
        let plain = format!("{icon}.png");
        fs::copy(public.join(&plain), staging.join(&plain)).concerning(&plain)?;
        manifest = replaced(&manifest, &plain, &file(staging, icon, "png")?)?;
    }
    fs::write(staging.join("manifest.json"), manifest).concerning("the manifest cannot be written")?;
    let name = file(staging, "manifest", "json")?;
    replaced(html, "</head>", &format!("<link rel=\"manifest\" href=\"./{name}\"></head>"))
}

/// Writes the list of all files in front of the service worker's script. Its own name never changes.
pub fn service_worker(staging: &Path) -> Outcome {
    const NAME: &str = "service-worker.js";
    let script = staging.join(NAME);
    let code = fs::read_to_string(&script).concerning(NAME)?;
    let names: Vec<String> = sizes::names(staging)?.into_iter().filter(|name| name != NAME).collect();
    let (rest, files): (Vec<&str>, Vec<&str>) = names.iter().map(String::as_str).partition(|name| is_rest(name));
    let mut hasher = DefaultHasher::new();
    hasher.write(code.as_bytes());
    for name in &files {
        hasher.write(name.as_bytes());
        hasher.write(&fs::read(staging.join(name)).concerning(name)?);
    }
    rest.iter().for_each(|name| hasher.write(name.as_bytes()));
    let list = |names: &[&str]| names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(",");
    let version =
        format!("const VERSION={{version:\"{:016x}\",files:[{}],rest:[{}]}};\n", hasher.finish(), list(&files), list(&rest));
    fs::write(&script, version + &code).concerning("the service worker cannot be written")
}

/// Whether the page works without it until somebody asks for it: the data of each of AWS's services.
fn is_rest(name: &str) -> bool {
    name.starts_with("catalogue-") && !name.ends_with("/index.txt")
}

#[cfg(test)]
mod tests {
    use super::is_rest;

    #[test]
    fn the_catalogues_index_is_needed_and_its_services_can_wait() {
        assert!(is_rest("catalogue-0a/glue.txt") && is_rest("catalogue-0a/NOTICE"));
        assert!(!is_rest("catalogue-0a/index.txt") && !is_rest("index.html"));
    }
}
