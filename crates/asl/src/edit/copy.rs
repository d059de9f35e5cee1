//! States as a text of their own, such as the clipboard takes.

use super::Refusal;
use super::fragment::Fragment;
use crate::definition::{QueryLanguage, StateId};
use crate::document::Document;
use crate::surgery::{Content, Style, yaml_text};

/// States as members of one object, in the document's notation and style: a text that [`paste`](super::paste) takes. In YAML
/// their comments and tags come along, and what aliases stand for is written out. States of a machine in JSONata
/// say so themselves, since the machine they go to may be in JSONPath.
pub fn copy_states(document: &Document, states: &[StateId]) -> Result<String, Refusal> {
    let first = states.first().ok_or_else(|| Refusal::new("choose a state first"))?;
    let mut fragment = Fragment::of_states(document, states, *first)?;
    fragment.write_aliases_out()?;
    if document.definition.machine().default_query_language == QueryLanguage::Jsonata {
        fragment.say_jsonata()?;
    }
    let style = Style::of(&document.tree);
    let members = Content::Object(fragment.members());
    Ok(if document.tree.is_yaml() { yaml_text(&members, &style) } else { members.json(&style) + "\n" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_copied_as_it_is_written() {
        let json = "{\n    \"StartAt\": \"A\",\n    \"States\": {\n        \"A\": {\n            \"Type\": \"Wait\",\n            \"Seconds\": 1.50\n        }\n    }\n}\n";
        let yaml = "StartAt: A\nx: &x {Retry: 1}\nStates:\n    # why\n    A: # here\n        Type: Task\n        Resource: !Ref F # whose\n        y: *x\n        z: |\n            text\n    B: {Type: Succeed}\n";
        for (text, copied) in [
            (json, "{\n    \"A\": {\n        \"Type\": \"Wait\",\n        \"Seconds\": 1.50\n    }\n}\n"),
            (
                yaml,
                "# why\nA: # here\n    Type: Task\n    Resource: !Ref F # whose\n    y: {\"Retry\":1}\n    z: |\n        text\n",
            ),
        ] {
            let document = Document::new(text);
            let state = document.definition.find("A").expect("the state");
            assert_eq!(copy_states(&document, &[state]).as_deref(), Ok(copied));
        }
    }
}
