//! The small signs at a card's right edge: what its state does on errors, whether it has a comment or a problem.

use leptos::prelude::*;
use workbench::problems::Severity;
use workbench::scene::Marks;

use crate::ui::{Glyph, Icon};

/// The signs of a card, if it has any; they are in one element, whose tooltip names them.
pub fn card_marks(marks: Marks, problem: Option<Severity>) -> Option<AnyView> {
    let signs = [
        (marks.note, Icon::Note, "Has a comment. "),
        (marks.retry, Icon::Retry, "Retries on errors. "),
        (marks.catch, Icon::Catch, "Catches errors. "),
    ];
    let signs = signs.into_iter().filter(|(is_there, ..)| *is_there);
    let title = signs.clone().map(|(.., words)| words).collect::<String>();
    let glyphs = signs.map(|(_, icon, _)| view! { <Glyph icon /> }).collect::<Vec<_>>();
    let problem = problem.map(|severity| {
        let icon = if severity == Severity::Error { Icon::Error } else { Icon::Warning };
        view! {
            <span data-severity=severity.name() title="Has a problem, see Problems">
                <Glyph icon />
            </span>
        }
    });
    let is_there = !glyphs.is_empty() || problem.is_some();
    is_there.then(|| view! { <span class="card__marks" title=title.trim_end().to_owned()>{glyphs}{problem}</span> }.into_any())
}
