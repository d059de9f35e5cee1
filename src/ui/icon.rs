//! Icons: Lucide glyphs (https://lucide.dev, ISC licence, copyright Lucide Icons and contributors), drawn inline.

use leptos::prelude::*;
pub use workbench::scene::Glyph as StateGlyph;

use crate::late::Loading;
use crate::store::Store;

/// A glyph of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A state's, as on its card.
    Of(StateGlyph),
    /// Lucide `undo-2`.
    Undo,
    /// Lucide `redo-2`.
    Redo,
    /// Lucide `play`.
    Play,
    /// Lucide `pause`.
    Pause,
    /// Lucide `step-forward`.
    StepForward,
    /// Lucide `step-back`.
    StepBack,
    /// Lucide `skip-back`.
    SkipBack,
    /// Lucide `skip-forward`.
    SkipForward,
    /// Lucide `plus`.
    Plus,
    /// Lucide `minus`.
    Minus,
    /// Lucide `x`.
    Close,
    /// Lucide `check`.
    Check,
    /// Lucide `chevron-down`.
    ChevronDown,
    /// Up.
    ChevronUp,
    /// Lucide `chevron-left`.
    ChevronLeft,
    /// Lucide `chevron-right`.
    ChevronRight,
    /// Lucide `trash-2`.
    Trash,
    /// Lucide `copy`.
    Copy,
    /// Lucide `download`.
    Download,
    /// Lucide `share-2`.
    Share,
    /// Lucide `folder-open`.
    Open,
    /// Lucide `sun`.
    Sun,
    /// Lucide `moon`.
    Moon,
    /// Lucide `rotate-cw`.
    Retry,
    /// Lucide `shield-alert`.
    Catch,
    /// Lucide `timer`.
    Timer,
    /// Lucide `info`.
    Info,
    /// Lucide `triangle-alert`.
    Warning,
    /// Lucide `circle-alert`.
    Error,
    /// Lucide `sticky-note`.
    Note,
    /// Lucide `ellipsis`.
    More,
    /// Lucide `search`.
    Search,
    /// Lucide `git-branch`.
    Branch,
    /// Lucide `flask-conical`.
    Flask,
    /// Lucide `maximize`.
    Fit,
    /// Lucide `copy-plus`.
    Duplicate,
    /// Lucide `file-plus-2`.
    New,
    /// Lucide `arrow-left-right`.
    Swap,
    /// Lucide `braces`.
    Braces,
    /// Lucide `list`.
    List,
    /// Lucide `arrow-up`.
    ArrowUp,
    /// Lucide `arrow-down`.
    ArrowDown,
    /// Lucide `arrow-right`.
    ArrowRight,
    /// Lucide `fold-vertical`.
    Folds,
    /// Lucide `map`.
    Minimap,
    /// Lucide `wand-sparkles`.
    Fix,
    /// Lucide `panel-bottom`.
    Panel,
    /// Lucide `panel-left`.
    PanelLeft,
    /// Lucide `panel-right`.
    PanelRight,
}

impl Icon {
    /// What is drawn inside a 24 × 24 view box (one path), for those that the first paint shows; else nothing.
    fn shape(self) -> &'static str {
        match self {
            Self::Of(glyph) => glyph.common_shape(),
            _ => "",
        }
    }
}

impl From<StateGlyph> for Icon {
    fn from(glyph: StateGlyph) -> Self {
        Self::Of(glyph)
    }
}

/// Draws a glyph; it is decoration, so the control around it carries the name.
#[component]
pub fn Glyph(
    /// Which one.
    #[prop(into)]
    icon: Signal<Icon>,
    /// What it wears.
    #[prop(default = "icon")]
    class: &'static str,
) -> impl IntoView {
    let store = Store::get();
    let shape = move |icon: Icon| match (icon.shape(), store.loading()) {
        ("", Loading::Done(late)) => (late.shape)(icon),
        (shape, _) => shape,
    };
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" inner_html=move || shape(icon.get())></svg> }
}
