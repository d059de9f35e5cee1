//! The canvas: draws the scene, follows the pointer, shows where things may go. It knows no ASL; gestures and geometry are the
//! workbench's.

mod card;
mod card_marks;
mod controls;
mod crowd;
mod drag;
mod edge;
mod far;
mod far_colours;
mod far_lines;
mod far_names;
mod far_painter;
mod far_shapes;
mod find_bar;
mod follow;
mod grips;
mod lines;
mod minimap;
mod name_field;
mod node;
mod notes;
mod pointer;
mod presses;
mod quick_add;
mod run_marks;
mod slices;
mod status_mark;
mod surface;
pub mod view_wishes;
mod wires;

pub use card::glyph;
pub use card_marks::card_marks;
pub use controls::ZoomControls;
pub use drag::{DragLayer, Ghost};
pub use far::Far;
pub use pointer::CanvasState;
pub use run_marks::{RunGlance, RunMarks};
pub use slices::draw_next;
pub use status_mark::status_mark;
pub use surface::{Canvas, Picture};
