//! What the canvas and the palette share while the pointer is at work: the view, the gesture, the canvas' place on the page.

use leptos::html::Div;
use leptos::prelude::*;
use workbench::gesture::Gesture;
use workbench::scene::{EdgeKey, Point, Size};
use workbench::viewport::Viewport;

/// Local state of the canvas; nothing here is part of the document.
#[derive(Clone, Copy)]
pub struct CanvasState {
    /// What is shown, and how large.
    pub viewport: RwSignal<Viewport>,
    /// What the pointer does.
    pub gesture: RwSignal<Gesture>,
    /// Whether the view glides to its place rather than jump.
    pub glides: RwSignal<bool>,
    /// The transition that the pointer is on, or was a moment ago.
    pub hovered: RwSignal<Option<EdgeKey>>,
    /// The transition that the pointer is on.
    pub pointed_line: RwSignal<Option<EdgeKey>>,
    /// The canvas' element.
    pub element: NodeRef<Div>,
    /// Its size, as it was observed last.
    pub window: RwSignal<Size>,
}

impl CanvasState {
    /// Puts a fresh state into the component tree's context.
    pub fn provide() -> Self {
        let state = Self {
            viewport: RwSignal::new(Viewport::default()),
            gesture: RwSignal::new(Gesture::Idle),
            glides: RwSignal::new(false),
            hovered: RwSignal::new(None),
            pointed_line: RwSignal::new(None),
            element: NodeRef::new(),
            window: RwSignal::new(Size { width: 0.0, height: 0.0 }),
        };
        provide_context(state);
        state
    }

    /// The state of this component tree.
    pub fn get() -> Self {
        expect_context()
    }

    /// A point of the page as a point of the canvas.
    pub fn on_screen(self, client_x: i32, client_y: i32) -> Point {
        let corner = self.element.get_untracked().map(|element| element.get_bounding_client_rect());
        let (left, top) = corner.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
        Point { x: f64::from(client_x) - left, y: f64::from(client_y) - top }
    }

    /// The canvas' size in pixels.
    pub fn size(self) -> Size {
        let element = self.element.get_untracked();
        element.map_or(Size { width: 0.0, height: 0.0 }, |element| Size {
            width: f64::from(element.client_width()),
            height: f64::from(element.client_height()),
        })
    }

    /// The part of it that nothing lies over: the controls of the diagram stand at its foot.
    pub fn clear_size(self) -> Size {
        const CONTROLS: f64 = 48.0;
        let size = self.size();
        Size { height: (size.height - CONTROLS).max(size.height * 0.7), ..size }
    }
}
