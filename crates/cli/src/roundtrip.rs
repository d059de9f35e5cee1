//! `stepwright roundtrip`: parsing and printing, and every edit taken back, must keep every byte.

use asl::laws;

use crate::arguments::{Argument, Arguments, definitions_in, read_file, unknown};
use crate::outcome::{Exit, Usage, say};

/// So many complaints are printed for one file.
const SHOWN: usize = 5;

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut passed, mut failed, mut edits, mut refused, mut files) = (0, 0, 0, 0, Vec::new());
    let mut thorough = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(file) => files.push(file),
            Argument::Option(option) if option == "thorough" => thorough = true,
            Argument::Option(option) => return Err(unknown(&option)),
        }
    }
    if files.is_empty() {
        return Err(Usage("`roundtrip` needs definitions: files or folders".to_owned()));
    }
    for file in definitions_in(files)? {
        let report = laws::check(&read_file(&file)?, thorough);
        edits += report.edits;
        refused += report.refused;
        if report.violations.is_empty() {
            passed += 1;
            continue;
        }
        failed += 1;
        for violation in report.violations.iter().take(SHOWN) {
            say(&format!("{file}: {violation}"));
        }
    }
    say(&format!("{edits} edits made and taken back, {refused} refused with a reason"));
    say(&format!("{passed} passed, {failed} failed, 0 skipped"));
    Ok(if failed == 0 { Exit::Well } else { Exit::Found })
}
