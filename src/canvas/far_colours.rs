//! The page's colours as a canvas wants them, which knows no stylesheet.

use leptos::prelude::window;
use web_sys::HtmlCanvasElement;

/// The kinds of states that have a colour.
const KINDS: [&str; 8] = ["task", "choice", "parallel", "map", "wait", "pass", "succeed", "fail"];

/// Colours, as the stylesheet says them of the element around the canvas.
pub struct Colours {
    /// Of a line.
    pub line: String,
    /// Of one that an error takes.
    pub error_line: String,
    /// Of a card.
    pub card: String,
    /// Around cards and containers.
    pub border: String,
    /// Of a container.
    pub frame: String,
    /// Of names.
    pub text: String,
    /// Of what is chosen.
    pub accent: String,
    /// Of what a run has passed well.
    pub good: String,
    /// Of what it has passed with an error.
    pub bad: String,
    kinds: [String; KINDS.len()],
}

impl Colours {
    /// The colours now.
    pub fn of(canvas: &HtmlCanvasElement) -> Option<Self> {
        let style = window().get_computed_style(&canvas.parent_element()?).ok().flatten()?;
        let of = |name: &str| style.get_property_value(&format!("--far-{name}")).unwrap_or_default().trim().to_owned();
        Some(Self {
            line: of("line"),
            error_line: of("error"),
            card: of("card"),
            border: of("border"),
            frame: of("frame"),
            text: of("text"),
            accent: of("accent"),
            good: of("good"),
            bad: of("bad"),
            kinds: KINDS.map(of),
        })
    }

    /// The colour of a kind of state.
    pub fn of_kind(&self, name: &str) -> &str {
        let own = KINDS.iter().position(|kind| *kind == name).map(|at| &self.kinds[at]);
        own.unwrap_or(&self.border)
    }
}
