//! JSON text in colours. The text is untrusted, so it goes in as text nodes only.

use leptos::prelude::*;

/// Longer texts are cut with a note, so that a payload of megabytes does not freeze the page.
const SHOWN: usize = 40_000;
/// So many tokens are coloured; what follows is one text, which costs the page next to nothing.
const COLOURED: usize = 1_000;

/// Shows JSON text, coloured by token.
#[component]
pub fn JsonView(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let content = move || {
        let text = text.get();
        let shown = text.char_indices().nth(SHOWN).map_or(text.as_str(), |(end, _)| &text[..end]);
        let rest = text.len() - shown.len();
        let tokens = tokens(shown);
        let coloured: usize = tokens.iter().take(COLOURED).map(|(_, token)| token.len()).sum();
        let mut parts: Vec<AnyView> = tokens
            .into_iter()
            .take(COLOURED)
            .map(|(class, token)| match class {
                "" => token.to_owned().into_any(),
                class => view! { <span class=class>{token.to_owned()}</span> }.into_any(),
            })
            .collect();
        parts.push(shown[coloured..].to_owned().into_any());
        if rest > 0 {
            parts.push(format!("\n… {rest} more bytes").into_any());
        }
        parts
    };
    view! { <pre class="json">{content}</pre> }
}

/// Cuts JSON text into tokens with their class: `k` key, `s` string, `n` number, `w` word, empty for the rest.
fn tokens(text: &str) -> Vec<(&'static str, &str)> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let class = match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
                let after = text.get(at..).unwrap_or_default().trim_start();
                if after.starts_with(':') { "k" } else { "s" }
            }
            b'-' | b'0'..=b'9' => {
                while at < bytes.len() && matches!(bytes[at], b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') {
                    at += 1;
                }
                "n"
            }
            b'a'..=b'z' => {
                while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
                    at += 1;
                }
                "w"
            }
            _ => {
                at += 1;
                continue;
            }
        };
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if plain_from < start {
            tokens.push(("", &text[plain_from..start]));
        }
        tokens.push((class, &text[start..at]));
        plain_from = at;
    }
    if plain_from < text.len() {
        tokens.push(("", &text[plain_from..]));
    }
    tokens
}
