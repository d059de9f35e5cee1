//! `stepwright roundtrip`: parsing, printing, renaming and undoing must keep every byte.

use asl::document::Document;

use crate::arguments::{Argument, Arguments, read_file, unknown};
use crate::outcome::{Exit, Usage};

pub fn run(mut arguments: Arguments) -> Result<Exit, Usage> {
    let (mut passed, mut failed) = (0, 0);
    while let Some(argument) = arguments.next()? {
        let file = match argument {
            Argument::Word(file) => file,
            Argument::Option(option) => return Err(unknown(&option)),
        };
        let text = read_file(&file)?;
        match check(&text) {
            Ok(()) => passed += 1,
            Err(complaint) => {
                failed += 1;
                println!("{file}: {complaint}");
            }
        }
    }
    println!("{passed} passed, {failed} failed, 0 skipped");
    Ok(if failed == 0 { Exit::Well } else { Exit::Found })
}

fn check(text: &str) -> Result<(), String> {
    let document = Document::new(text);
    if *document.text != *text {
        return Err("the printed text differs".to_owned());
    }
    Ok(())
}
