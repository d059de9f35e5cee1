//! Real definitions, from the folder that the environment names.

/// The paths and texts of the definitions whose files end so, in the order of their paths; `None`, and a line that says so,
/// where no folder is named.
pub fn definitions(endings: &[&str]) -> Option<Vec<(String, String)>> {
    let Some(folder) = std::env::var_os("STEPWRIGHT_CORPUS") else {
        println!("skipped: STEPWRIGHT_CORPUS names no folder of definitions");
        return None;
    };
    let entries = std::fs::read_dir(folder).expect("the folder").flatten();
    let mut paths: Vec<String> = entries.map(|entry| entry.path().to_string_lossy().into_owned()).collect();
    paths.retain(|path| endings.iter().any(|ending| path.ends_with(ending)));
    paths.sort();
    assert!(!paths.is_empty(), "there are no definitions in the folder");
    let read = |path: String| {
        let text = std::fs::read_to_string(&path).expect("a definition");
        (path, text)
    };
    Some(paths.into_iter().map(read).collect())
}
