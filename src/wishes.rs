//! What the workbench wishes of the view.

use asl::text::Span;
use leptos::prelude::*;
use workbench::scene::Point;

/// Wishes that concern what is on the screen. Each is a signal of its own with a number that rises, so that the same wish
/// twice is told twice and none hides another.
#[derive(Clone, Copy)]
pub struct ViewWishes {
    /// Fit the diagram into the canvas: all of it, or what can be read.
    pub fit: RwSignal<(u32, bool)>,
    /// Bring the chosen state into view.
    pub show_on_canvas: RwSignal<u32>,
    /// The same, large enough to be read, in the middle.
    pub go_on_canvas: RwSignal<u32>,
    /// Move the view by so much of the diagram.
    pub shift: RwSignal<(u32, Point)>,
    /// Magnify by so much, or show it as large as it is.
    pub zoom: RwSignal<(u32, Option<f64>)>,
    /// Let the chosen state be named where it stands.
    pub name_on_canvas: RwSignal<u32>,
    /// Put the focus on the diagram.
    pub focus_canvas: RwSignal<u32>,
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
            go_on_canvas: RwSignal::new(0),
            shift: RwSignal::default(),
            zoom: RwSignal::default(),
            name_on_canvas: RwSignal::new(0),
            focus_canvas: RwSignal::new(0),
            show_in_code: RwSignal::default(),
            announcement: RwSignal::default(),
        }
    }
}
