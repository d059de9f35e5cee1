//! The sizes of the built page, and its budget: what must arrive before the first paint.

use crate::call::Call;
use crate::failure::{Concerning, Failure, Outcome};
use crate::step;
use std::fs;
use std::path::{Path, PathBuf};

/// Bytes (brotli) that a first visit waits for at most.
const BUDGET: u64 = 250_000;

/// A file of the page.
struct Asset {
    name: String,
    raw: u64,
    brotli: u64,
}

impl Asset {
    /// Whether the page loads it only after the first paint: editing and panels, the simulator's worker, the text editor,
    /// what makes it work without a network; or it is another page.
    fn is_late(&self) -> bool {
        const LATE: [&str; 12] = [
            "engine-",
            "editor-",
            "late-",
            "fonts-",
            "sketches-",
            "lessons-",
            "share-",
            "after-",
            "service-worker",
            "manifest-",
            "icon-",
            "player",
        ];
        let in_parts = self.name.starts_with("parts-") && self.name.ends_with(".wasm");
        in_parts || LATE.iter().any(|late| self.name.starts_with(late)) && !self.name.ends_with(".svg")
    }
}

/// Prints every file with its sizes, and fails above the budget.
pub fn report(dist: &Path) -> Outcome {
    let assets = measured(dist)?;
    let (catalogue, assets): (Vec<_>, Vec<_>) = assets.into_iter().partition(|asset| asset.name.starts_with("catalogue-"));
    let (late, early): (Vec<_>, Vec<_>) = assets.into_iter().partition(Asset::is_late);
    println!("\n  {:<56} {:>9} {:>9}", "before the first paint", "raw", "brotli");
    early.iter().for_each(line);
    let first = total("together", &early);
    line(&first);
    println!("\n  {:<56} {:>9} {:>9}", "later, when needed", "raw", "brotli");
    late.iter().for_each(line);
    line(&total("together", &late));
    println!();
    catalogue.iter().filter(|asset| asset.name.ends_with("/index.txt")).for_each(line);
    line(&total(&format!("the catalogue's {} files, of which a few are fetched", catalogue.len()), &catalogue));
    if first.brotli > BUDGET {
        return Err(Failure(format!("the first paint needs {} bytes (brotli), above the budget of {BUDGET}", first.brotli)));
    }
    println!("\n  {} first paint {} KB of {} KB", step::paint("32", "✓"), first.brotli.div_ceil(1000), BUDGET / 1000);
    Ok(())
}

/// Prints every file of a folder with its sizes, and their sum.
pub fn list(what: &str, folder: &Path) -> Outcome {
    let assets = measured(folder)?;
    println!("\n  {what:<56} {:>9} {:>9}", "raw", "brotli");
    assets.iter().for_each(line);
    line(&total("together", &assets));
    Ok(())
}

fn line(asset: &Asset) {
    println!("  {:<56} {:>9} {:>9}", asset.name, asset.raw, asset.brotli);
}

fn total(name: &str, assets: &[Asset]) -> Asset {
    let sum = |size: fn(&Asset) -> u64| assets.iter().map(size).sum();
    Asset { name: name.to_owned(), raw: sum(|asset| asset.raw), brotli: sum(|asset| asset.brotli) }
}

/// The names of all files of a folder, those of its folders with their way, in order.
pub fn names(folder: &Path) -> Outcome<Vec<String>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    let name = |path: &PathBuf| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let mut names: Vec<String> = paths.iter().map(name).collect();
    names.sort();
    Ok(names)
}

/// Node.js compresses: it is there anyway, and has brotli built in.
fn measured(dist: &Path) -> Outcome<Vec<Asset>> {
    let mut paths = Vec::new();
    collect(dist, &mut paths)?;
    paths.sort();
    let script = ["--input-type=module", "--eval", include_str!("brotli.mjs"), "--"];
    let answer = Call::new("node").arguments(script).arguments(&paths).text()?;
    let parse = |(path, line): (&PathBuf, &str)| {
        let (raw, brotli) = line.split_once(' ')?;
        let name = path.strip_prefix(dist).unwrap_or(path).display().to_string();
        Some(Asset { name, raw: raw.parse().ok()?, brotli: brotli.parse().ok()? })
    };
    let assets: Option<Vec<_>> = paths.iter().zip(answer.lines()).map(parse).collect();
    assets.ok_or_else(|| Failure("the sizes could not be read".to_owned()))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).concerning(format_args!("{} cannot be read", folder.display()))? {
        let path = entry.concerning(folder.display())?.path();
        if path.is_dir() { collect(&path, paths)? } else { paths.push(path) }
    }
    Ok(())
}
