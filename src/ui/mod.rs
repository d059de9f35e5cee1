//! Controls without any knowledge of workflows.

mod button;
mod each;
mod field_error;
mod icon;
mod json_tree;
mod json_view;
mod late_icon;
mod modal;
mod prose;
mod segmented;
mod splitter;
mod tabs;
mod text_field;
mod windowed;

pub use button::IconButton;
pub use each::Each;
pub use field_error::FieldError;
pub use icon::{Glyph, Icon, StateGlyph};
pub use json_tree::{JsonTree, Shown};
pub use json_view::JsonView;
pub use late_icon::late_shape;
pub use modal::Modal;
pub use prose::Prose;
pub use segmented::Segmented;
pub use splitter::{Axis, Splitter};
pub use tabs::Tabs;
pub use text_field::TextField;
pub use windowed::Windowed;
