//! A long list of which only the rows in view are in the document.

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser;
use crate::store::memo;

/// Rows drawn beyond the visible ones, above and below.
const SPARE: usize = 8;

/// What a long list knows of its rows, all of one height.
#[derive(Clone, Copy)]
pub struct Windowed {
    /// The element that scrolls.
    pub element: NodeRef<Div>,
    row: f64,
    length: Signal<usize>,
    top: RwSignal<f64>,
}

impl Windowed {
    /// A list of so many rows, each so many pixels high.
    pub fn new(length: impl Into<Signal<usize>>, row: f64) -> Self {
        Self { element: NodeRef::new(), row, length: length.into(), top: RwSignal::new(0.0) }
    }

    /// The rows to be drawn: those in view, reckoned by the window's height, which no list exceeds.
    pub fn shown(self) -> Memo<(usize, usize)> {
        memo(move |_| {
            let length = self.length.get();
            let first = ((self.top.get() / self.row) as usize).saturating_sub(SPARE);
            let count = (browser::window_height().max(600.0) / self.row).ceil() as usize + 2 * SPARE;
            (first.min(length.saturating_sub(count)), (first + count).min(length))
        })
    }

    /// The height of all rows together.
    pub fn height(self) -> String {
        format!("{}px", self.length.get() as f64 * self.row)
    }

    /// Where a row lies.
    pub fn top_of(self, index: usize) -> String {
        format!("{}px", index as f64 * self.row)
    }

    /// The list was scrolled.
    pub fn scrolled(self) {
        if let Some(element) = self.element.get_untracked() {
            self.top.set(f64::from(element.scroll_top()));
        }
    }

    /// How many rows fit into the view.
    pub fn page(self) -> usize {
        let height = self.element.get_untracked().map_or(0, |element| element.client_height());
        ((f64::from(height) / self.row) as usize).max(2) - 1
    }

    /// Brings a row into view once the list is as long as it will be; `head` pixels at the top are covered.
    pub fn reveal(self, index: usize, head: f64) {
        request_animation_frame(move || {
            let Some(Some(element)) = self.element.try_get_untracked() else { return };
            let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
            let (from, to) = (index as f64 * self.row, (index + 1) as f64 * self.row);
            let wished = if from < top {
                from
            } else if to + head > top + height {
                // What is far away comes to the middle.
                if to > top + 2.0 * height { from - height / 2.0 } else { to + head - height }
            } else {
                return;
            };
            element.set_scroll_top(wished.max(0.0) as i32);
        });
    }
}
