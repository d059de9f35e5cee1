//! What the workbench wishes of the view.

use asl::text::Span;
use leptos::prelude::*;

/// Wishes that concern what is on the screen. Each is a signal of its own with a number that rises, so that the same wish
/// twice is told twice and none hides another.
#[derive(Clone, Copy)]
pub struct ViewWishes {
    /// Fit the diagram into the canvas: all of it, or what can be read.
    pub fit: RwSignal<(u32, bool)>,
    /// Bring the chosen state into view.
    pub show_on_canvas: RwSignal<u32>,
    /// Bring a range of the text into view.
    pub show_in_code: RwSignal<(u32, Span)>,
    /// Say something to screen readers.
    pub announcement: RwSignal<(u32, String)>,
}

impl ViewWishes {
    /// Fresh signals.
    pub fn new() -> Self {
        Self {
            fit: RwSignal::default(),
            show_on_canvas: RwSignal::new(0),
            show_in_code: RwSignal::default(),
            announcement: RwSignal::default(),
        }
    }
}
