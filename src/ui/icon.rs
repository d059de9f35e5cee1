//! Icons: Lucide glyphs (https://lucide.dev, ISC licence, copyright Lucide Icons and contributors), drawn inline.

use leptos::prelude::*;

use crate::late::Loading;
use crate::store::Store;

/// A glyph of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Lucide `square-function`.
    Task,
    /// Lucide `split`.
    Choice,
    /// Lucide `columns-3`.
    Parallel,
    /// Lucide `layers`.
    Map,
    /// Lucide `clock`.
    Wait,
    /// Lucide `arrow-down-to-line`.
    Pass,
    /// Lucide `circle-check`.
    Succeed,
    /// Lucide `circle-x`.
    Fail,
    /// Lucide `circle-help`.
    Unknown,
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
    /// Lucide `zap`.
    Lambda,
    /// Lucide `database`.
    Database,
    /// Lucide `bell`.
    Bell,
    /// Lucide `inbox`.
    Queue,
    /// Lucide `archive`.
    Bucket,
    /// Lucide `workflow`.
    Workflow,
    /// Lucide `globe`.
    Globe,
    /// Lucide `sparkles`.
    Model,
    /// Lucide `container`.
    Container,
    /// Lucide `radio`.
    Event,
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
    /// What is drawn inside a 24 × 24 view box, for those that the first paint shows; else nothing.
    fn shape(self) -> &'static str {
        match self {
            Self::Task => {
                r#"<rect width="18" height="18" x="3" y="3" rx="2" ry="2"/><path d="M9 17c2 0 2.8-1 2.8-2.8V10c0-2 1-3.3 3.2-3"/><path d="M9 11.2h5.7"/>"#
            }
            Self::Choice => {
                r#"<path d="M16 3h5v5"/><path d="M8 3H3v5"/><path d="M12 22v-8.3a4 4 0 0 0-1.172-2.872L3 3"/><path d="m15 9 6-6"/>"#
            }
            Self::Parallel => r#"<rect width="18" height="18" x="3" y="3" rx="2"/><path d="M9 3v18"/><path d="M15 3v18"/>"#,
            Self::Map => {
                r#"<path d="M12.83 2.18a2 2 0 0 0-1.66 0L2.6 6.08a1 1 0 0 0 0 1.83l8.58 3.91a2 2 0 0 0 1.66 0l8.58-3.9a1 1 0 0 0 0-1.83z"/><path d="M2 12a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 12"/><path d="M2 17a1 1 0 0 0 .58.91l8.6 3.91a2 2 0 0 0 1.65 0l8.58-3.9A1 1 0 0 0 22 17"/>"#
            }
            Self::Wait => r#"<circle cx="12" cy="12" r="10"/><path d="M12 6v6l4 2"/>"#,
            Self::Pass => r#"<path d="M12 17V3"/><path d="m6 11 6 6 6-6"/><path d="M19 21H5"/>"#,
            Self::Succeed => r#"<circle cx="12" cy="12" r="10"/><path d="m16 9-5.5 5.5L8 12"/>"#,
            Self::Fail => r#"<circle cx="12" cy="12" r="10"/><path d="m15 9-6 6"/><path d="m9 9 6 6"/>"#,
            Self::Unknown => {
                r#"<circle cx="12" cy="12" r="10"/><path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3"/><path d="M12 17h.01"/>"#
            }
            Self::Retry => r#"<path d="M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8"/><path d="M21 3v5h-5"/>"#,
            Self::Catch => {
                r#"<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/><path d="M12 8v4"/><path d="M12 16h.01"/>"#
            }
            Self::Warning => {
                r#"<path d="m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"/><path d="M12 9v4"/><path d="M12 17h.01"/>"#
            }
            Self::Error => {
                r#"<circle cx="12" cy="12" r="10"/><line x1="12" x2="12" y1="8" y2="12"/><line x1="12" x2="12.01" y1="16" y2="16"/>"#
            }
            Self::Note => {
                r#"<path d="M21 9a2.4 2.4 0 0 0-.706-1.706l-3.588-3.588A2.4 2.4 0 0 0 15 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2z"/><path d="M15 3v5a1 1 0 0 0 1 1h5"/>"#
            }
            Self::Lambda => {
                r#"<path d="M15.914 4a1.5 1.5 0 00-2.474-1.561l-9 9A1.5 1.5 0 005.5 14h4.002a.5.5 0 01.471.666L8.086 20a1.5 1.5 0 002.475 1.56l9-9A1.5 1.5 0 0018.5 10h-3.997a.5.5 0 01-.472-.667z"/>"#
            }
            Self::Database => {
                r#"<ellipse cx="12" cy="5" rx="9" ry="3"/><path d="M3 5V19A9 3 0 0 0 21 19V5"/><path d="M3 12A9 3 0 0 0 21 12"/>"#
            }
            Self::Bell => {
                r#"<path d="M10.268 21a2 2 0 0 0 3.464 0"/><path d="M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326"/>"#
            }
            Self::Queue => {
                r#"<polyline points="22 12 16 12 14 15 10 15 8 12 2 12"/><path d="M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z"/>"#
            }
            Self::Bucket => {
                r#"<rect width="20" height="5" x="2" y="3" rx="1"/><path d="M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8"/><path d="M10 12h4"/>"#
            }
            Self::Workflow => {
                r#"<rect width="8" height="8" x="3" y="3" rx="2"/><path d="M7 11v4a2 2 0 0 0 2 2h4"/><rect width="8" height="8" x="13" y="13" rx="2"/>"#
            }
            Self::Globe => {
                r#"<circle cx="12" cy="12" r="10"/><path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/><path d="M2 12h20"/>"#
            }
            Self::Model => {
                r#"<path d="M11.017 2.814a1 1 0 0 1 1.966 0l1.051 5.558a2 2 0 0 0 1.594 1.594l5.558 1.051a1 1 0 0 1 0 1.966l-5.558 1.051a2 2 0 0 0-1.594 1.594l-1.051 5.558a1 1 0 0 1-1.966 0l-1.051-5.558a2 2 0 0 0-1.594-1.594l-5.558-1.051a1 1 0 0 1 0-1.966l5.558-1.051a2 2 0 0 0 1.594-1.594z"/><path d="M20 2v4"/><path d="M22 4h-4"/><circle cx="4" cy="20" r="2"/>"#
            }
            Self::Container => {
                r#"<path d="M22 7.7c0-.6-.4-1.2-.8-1.5l-6.3-3.9a1.72 1.72 0 0 0-1.7 0l-10.3 6c-.5.2-.9.8-.9 1.4v6.6c0 .5.4 1.2.8 1.5l6.3 3.9a1.72 1.72 0 0 0 1.7 0l10.3-6c.5-.3.9-1 .9-1.5Z"/><path d="M10 21.9V14L2.1 9.1"/><path d="m10 14 11.9-6.9"/><path d="M14 19.8v-8.1"/><path d="M18 17.5V9.4"/>"#
            }
            Self::Event => {
                r#"<path d="M16.247 7.761a6 6 0 0 1 0 8.478"/><path d="M19.075 4.933a10 10 0 0 1 0 14.134"/><path d="M4.925 19.067a10 10 0 0 1 0-14.134"/><path d="M7.753 16.239a6 6 0 0 1 0-8.478"/><circle cx="12" cy="12" r="2"/>"#
            }
            _ => "",
        }
    }
}

/// Draws a glyph; it is decoration, so the control around it carries the name.
#[component]
pub fn Glyph(
    /// Which one.
    #[prop(into)]
    icon: Signal<Icon>,
) -> impl IntoView {
    let late = Store::get().late;
    let shape = move |icon: Icon| match (icon.shape(), late.get()) {
        ("", Loading::Done(late)) => (late.shape)(icon),
        (shape, _) => shape,
    };
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=move || shape(icon.get())></svg> }
}
