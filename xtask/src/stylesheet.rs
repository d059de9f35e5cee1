//! Joins style sheets into one: a list in `style/` names them, one `@import` a line.

use crate::failure::{Concerning, Outcome};
use std::fs;
use std::path::Path;

/// The text of `main` with each `@import "file.css";` line replaced by that file's text.
pub fn bundle(main: &Path) -> Outcome<String> {
    let folder = main.parent().unwrap_or(Path::new("."));
    let list = fs::read_to_string(main).concerning(format_args!("{} cannot be read", main.display()))?;
    let mut sheet = String::new();
    for line in list.lines() {
        match imported(line) {
            Some(file) => sheet += &fs::read_to_string(folder.join(file)).concerning(format_args!("style/{file}"))?,
            None => sheet += line,
        }
        sheet.push('\n');
    }
    Ok(sheet)
}

fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix("@import \"")?.strip_suffix("\";")
}

#[cfg(test)]
mod tests {
    use super::imported;

    #[test]
    fn an_import_line_names_its_file() {
        assert_eq!(imported("@import \"canvas.css\";"), Some("canvas.css"));
        assert_eq!(imported(":root { color: red }"), None);
    }
}
