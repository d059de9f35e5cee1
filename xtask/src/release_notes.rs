//! `release-notes TAG`: what CHANGELOG.md says of a version.

use std::fs;

use crate::arguments::Arguments;
use crate::failure::{Concerning, Failure, Outcome};
use crate::{package, project};

/// Prints the notes of the version that the tag names, which must be the workspace's.
pub fn run(arguments: Arguments) -> Outcome {
    let words = arguments.words()?;
    let [tag] = words.as_slice() else {
        return Err(Failure("`release-notes` needs the release's tag".to_owned()));
    };
    let version = package::version()?;
    if tag.strip_prefix('v') != Some(version.as_str()) {
        return Err(Failure(format!("the tag `{tag}` is not v{version}, the version in Cargo.toml")));
    }
    let text = fs::read_to_string(project::root().join("CHANGELOG.md")).concerning("CHANGELOG.md")?;
    let notes = notes(&text, &version).ok_or_else(|| Failure(format!("CHANGELOG.md says nothing of {version}")))?;
    println!("{notes}");
    Ok(())
}

/// The section of a version, without its heading.
fn notes<'a>(changelog: &'a str, version: &str) -> Option<&'a str> {
    let heading = format!("\n## [{version}]");
    let (_, after) = changelog.split_once(&heading)?;
    let (_, section) = after.split_once('\n')?;
    let notes = section.split("\n## ").next()?.trim();
    (!notes.is_empty()).then_some(notes)
}

#[cfg(test)]
mod tests {
    use super::notes;
    use crate::{package, project};

    #[test]
    fn a_version_has_the_notes_between_its_heading_and_the_next() {
        let text = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n- b\n\n## [0.1.0]\n- a\n";
        assert_eq!(notes(text, "0.2.0"), Some("### Added\n- b"));
        assert_eq!(notes(text, "0.1.0"), Some("- a"));
        assert_eq!((notes(text, "Unreleased"), notes(text, "0.1")), (None, None));
    }

    #[test]
    fn the_changelog_knows_the_version_at_hand() {
        let text = std::fs::read_to_string(project::root().join("CHANGELOG.md")).expect("a changelog");
        let version = package::version().unwrap_or_else(|failure| panic!("{}", failure.0));
        assert!(notes(&text, &version).is_some(), "CHANGELOG.md says nothing of {version}");
    }
}
