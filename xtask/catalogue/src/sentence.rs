//! The first sentence of a documentation, as plain text.

/// So many characters a sentence may have; a longer one is cut at a word.
const LONGEST: usize = 100;

/// The first sentence of some HTML, without its end mark.
pub fn first(html: &str) -> String {
    let text = plain(html);
    let end = text.match_indices(". ").map(|(at, _)| at).find(|at| ends_sentence(&text[..*at])).unwrap_or(text.len());
    let sentence = text[..end].trim_end_matches(['.', ':']).trim();
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole).trim_end_matches([',', ';', ':', '(', '-']);
    format!("{cut} …")
}

/// A dot after one of these words ends no sentence.
fn ends_sentence(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or_default();
    !["e.g", "i.e", "etc", "vs", "Inc", "St", "No"].contains(&word)
}

/// Text of the first paragraph that has any, entities resolved, spaces joined.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at..=at + end];
        rest = &rest[at + end + 1..];
        // An element that a paragraph ends with, or that is never part of a sentence.
        if (tag == "</p>" || tag == "<ul>" || tag == "<note>" || tag == "<important>") && !text.trim().is_empty() {
            rest = "";
        } else if tag == "<fullname>" {
            rest = rest.split_once("</fullname>").map_or(rest, |(_, after)| after);
        }
    }
    text.push_str(rest);
    for (entity, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
    {
        text = text.replace(entity, sign);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("Amazon Web Services", "AWS")
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_sentence_is_taken_without_its_tags() {
        assert_eq!(first("<p>Runs a <code>job</code>, e.g. now. Then more.</p><p>Else.</p>"), "Runs a job, e.g. now");
        assert_eq!(first("<fullname>Glue</fullname> <p>Defines it.</p>"), "Defines it");
        assert_eq!(first(""), "");
        assert!(first(&"word ".repeat(80)).ends_with("word …"));
    }
}
