//! A scene as PNG: its SVG, painted.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::{Fonts, Options, held, scale_of, svg};
use crate::Scene;

/// The scene as a picture of points, so many times as large as on the canvas if that can still be looked at. The error says
/// why it could not be made.
pub fn png(scene: &Scene, options: &Options, scale: f64) -> Result<Vec<u8>, String> {
    let bare = Options { fonts: None, definition: None, ..*options };
    let text = svg(scene, &bare);
    let built_in = Fonts::built_in();
    let fonts = options.fonts.unwrap_or(&built_in);
    let mut known = fontdb::Database::new();
    known.load_font_data(fonts.regular.to_vec());
    known.load_font_data(fonts.bold.to_vec());
    if text.chars().any(|letter| letter > '\u{24f}') {
        // Other alphabets are drawn with what the computer has.
        known.load_system_fonts();
    }
    known.set_sans_serif_family("Inter");
    let settings = usvg::Options { fontdb: Arc::new(known), font_family: "Inter".to_owned(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(&text, &settings).map_err(|error| error.to_string())?;
    let scale = scale_of(scene, scale);
    let size = tree.size().to_int_size().scale_by(scale as f32).ok_or("the picture would have no size")?;
    let mut points = Pixmap::new(size.width(), size.height()).ok_or("the picture is too large to be made")?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut points.as_mut());
    let made = points.encode_png().map_err(|error| error.to_string())?;
    match options.definition {
        Some(definition) => held::put_into_png(&made, definition).ok_or_else(|| "the definition is too large for it".to_owned()),
        None => Ok(made),
    }
}
