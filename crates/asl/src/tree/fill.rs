//! Placeholders replaced by trial values, so that a definition with placeholders can be simulated.

use std::collections::BTreeMap;

use super::{Placeholder, Tree, placeholders, quote};
use crate::text::{TextEdit, Transaction};

impl Tree {
    /// The text with placeholders replaced by these values, by name: as they stand where a placeholder is bare, escaped
    /// within strings. Placeholders without a value stay.
    #[must_use]
    pub fn filled(&self, values: &BTreeMap<String, String>) -> String {
        let found = placeholders(self);
        let known = found.iter().filter(|placeholder| values.contains_key(&placeholder.name));
        let edits: BTreeMap<u32, TextEdit> = known.map(|placeholder| self.filling(placeholder, values)).collect();
        Transaction::new("fill in", edits.into_values().collect()).apply(self.text())
    }

    /// The edit that fills a placeholder in, by where it begins.
    fn filling(&self, placeholder: &Placeholder, values: &BTreeMap<String, String>) -> (u32, TextEdit) {
        let value = values.get(&placeholder.name).map(String::as_str).unwrap_or_default();
        let string =
            self.at(placeholder.span.start).filter(|node| self.is_yaml() && !placeholder.bare && self.string(*node).is_some());
        if let Some(node) = string {
            // A scalar of YAML may be written in many ways: it is written anew, with all its placeholders.
            let span = self.span(node);
            let text = substituted(&self.string(node).unwrap_or_default(), values);
            return (span.start, TextEdit::replace(span, quote(&text)));
        }
        let quoted = quote(value);
        let insert = match placeholder.bare {
            // In YAML what is no JSON stands for text, so that names need no quotes.
            true if self.is_yaml() && !is_json(value) => &quoted,
            true => value,
            false => &quoted[1..quoted.len() - 1],
        };
        let anchor = placeholder.span.of(self.text()).starts_with('&');
        let anchor = placeholder.span.of(self.text()).split_whitespace().next().filter(|_| anchor);
        let insert = anchor.map_or_else(|| insert.to_owned(), |anchor| format!("{anchor} {insert}"));
        (placeholder.span.start, TextEdit::replace(placeholder.span, insert))
    }
}

fn is_json(text: &str) -> bool {
    let tree = Tree::parse(text);
    !tree.is_empty() && !tree.problems().iter().any(|problem| problem.kind.is_syntax())
}

/// A text with the placeholders of these names replaced.
fn substituted(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let (before, after) = rest.split_at(at);
        result.push_str(before);
        let known = after[2..].find('}').and_then(|end| Some((values.get(&after[2..2 + end])?, end + 3)));
        let (insert, length) = known.map_or(("${", 2), |(value, length)| (value.as_str(), length));
        result.push_str(insert);
        rest = &after[length..];
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trial_values_take_the_places_of_placeholders() {
        let tree = Tree::parse(r#"{"MaxAttempts": ${Max}, "Resource": "arn:${Name}:${Other}"}"#);
        let values = [("Max", "3"), ("Name", "a\"b")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let filled = tree.filled(&values.into_iter().collect());
        assert_eq!(filled, r#"{"MaxAttempts": 3, "Resource": "arn:a\"b:${Other}"}"#);
    }

    #[test]
    fn every_placeholder_is_listed_with_its_places() {
        let text = r#"{"Seconds": ${S}, "Resource": "arn:${Name}:${Name}", "Comment": "{% ${1 + 1} %}", ${More}}"#;
        let names = crate::tree::placeholder_names(&Tree::parse(text));
        let listed: Vec<(&str, Vec<(&str, bool)>)> = names
            .iter()
            .map(|(name, places)| (name.as_str(), places.iter().map(|place| (place.span.of(text), place.bare)).collect()))
            .collect();
        assert_eq!(
            listed,
            [
                ("More", vec![("${More}", true)]),
                ("Name", vec![("${Name}", false), ("${Name}", false)]),
                ("S", vec![("${S}", true)])
            ]
        );
    }

    #[test]
    fn trial_values_are_filled_into_yaml_however_it_is_written() {
        let text = "a: ${N}\nb: arn:${Name} # why\nc: !Sub 'x${Name}y${Other}'\nd: \"${Name}\"\n";
        let values = [("N", "3"), ("Name", "it's: \"x\" # y")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let filled = Tree::read(text).filled(&values.into_iter().collect());
        let tree = Tree::read(filled.as_str());
        let value = tree.value(tree.root().expect("a value")).to_json();
        assert_eq!(value, r#"{"a":3,"b":"arn:it's: \"x\" # y","c":"xit's: \"x\" # yy${Other}","d":"it's: \"x\" # y"}"#);
        assert!(filled.contains("# why"));
    }

    #[test]
    fn tags_are_placeholders_with_names() {
        let text = "a: !GetAtt F.Arn\nb: &t !Ref 'T' # ${no}\nc: *t\nd: !GetAtt\n  - F\n  - Arn\ne: !Join ['-', ['${X}', y]]\nf: !Ref N\ng: ${N}\n";
        let tree = Tree::read(text);
        let names: Vec<String> = crate::tree::placeholder_names(&tree).into_keys().collect();
        assert_eq!(names, ["!Join ['-', ['${X}', y]]", "F.Arn", "N", "T"]);
        let values = [("F.Arn", "arn:aws:x: y"), ("N", "5"), ("T", "my # table"), (names[0].as_str(), "[1, {\"a\": null}]")];
        let filled = tree.filled(&values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
        let tree = Tree::read(filled.as_str());
        let value = tree.value(tree.root().expect("a value")).to_json();
        let expected =
            r#"{"a":"arn:aws:x: y","b":"my # table","c":"my # table","d":"arn:aws:x: y","e":[1,{"a":null}],"f":5,"g":5}"#;
        assert_eq!(value, expected, "{filled}");
    }
}
