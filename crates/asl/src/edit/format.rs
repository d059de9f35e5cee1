//! The whole text laid out anew.

use super::Refusal;
use super::draft::Draft;
use crate::document::Document;
use crate::surgery::{Style, formatted};
use crate::text::{Span, TextEdit, Transaction};

/// Lays a JSON text out anew: its own indent, one member a line, short lists on one line. Names, numbers and their order stay.
pub fn format_document(document: &Document) -> Result<Transaction, Refusal> {
    let tree = &document.tree;
    if tree.is_yaml() {
        return Err(Refusal::new("YAML keeps the layout that it is written in"));
    }
    let draft = Draft::new(document, "format the definition")?;
    let mut style = Style { one_line: false, ..Style::of(tree) };
    if style.unit.is_empty() {
        style.unit = "  ".to_owned();
    }
    for (blank, usual) in [(&mut style.colon, ": "), (&mut style.gap, " ")] {
        if blank.trim() == *blank {
            usual.clone_into(blank);
        }
    }
    let text = &document.text;
    let end = if text.ends_with('\n') { style.line_end.as_str() } else { "" };
    let new = formatted(tree, &style) + end;
    if new == **text {
        return Err(Refusal::new("it is laid out so already"));
    }
    draft.finish_with(vec![TextEdit::replace(Span::new(0, text.len() as u32), new)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_on_one_line_is_laid_out_and_means_the_same() {
        let text = r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1.50,"Comment":"a long comment that makes the state too long for one line","End":true}}}"#;
        let document = Document::new(text);
        let after = document.apply(&format_document(&document).expect("a change")).0;
        assert!(after.text.starts_with("{\n  \"StartAt\": \"A\",\n"), "{}", after.text);
        assert!(after.text.contains("1.50"), "numbers keep their spelling");
        assert_eq!(
            after.tree.value(after.tree.root().expect("a root")),
            document.tree.value(document.tree.root().expect("a root"))
        );
        assert!(format_document(&after).is_err(), "nothing is left to do");
        assert!(format_document(&Document::new("StartAt: A\n")).is_err());
        assert!(format_document(&Document::new("{")).is_err());
    }
}
