//! Pictures of a scene as files: SVG, PNG, Mermaid, draw.io.
//!
//! A picture looks like the canvas. Its colours and letters are inside the file, and so is the definition, if it is given.

mod colours;
mod drawio;
mod font;
mod held;
mod mermaid;
mod pen;
#[cfg(feature = "png")]
mod png;
mod run;
mod sketch;
mod svg;
mod xml;

pub use colours::{Colours, Rgb};
pub use drawio::drawio;
pub use font::Fonts;
pub use held::{definition_in, put_into_png};
pub use mermaid::{Flowchart, Shape, mermaid};
pub use pen::{Badge, Card, Finish, Frame, Line, Pen, Tone};
#[cfg(feature = "png")]
pub use png::png;
pub use run::{RunMarks, Status};
pub use sketch::Sketch;
pub use svg::svg;

/// What a picture shows beside the diagram, and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Its colours.
    pub colours: &'a Colours,
    /// The letters that are put inside; without, whoever looks at it uses their own.
    pub fonts: Option<&'a Fonts<'a>>,
    /// What a run left on the states.
    pub run: Option<&'a RunMarks>,
    /// The definition that it holds, so that it opens again.
    pub definition: Option<&'a str>,
}

/// How much larger a picture may be, so that neither side has more points than this and all have no more than that: what
/// browsers and viewers still show.
const MOST_POINTS: (f64, f64) = (16_000.0, 64_000_000.0);

/// The scale nearest to the wanted one at which a scene's picture can still be made of points.
#[must_use]
pub fn scale_of(scene: &crate::Scene, wanted: f64) -> f64 {
    scale_within(pen::with_margin(scene.size), wanted)
}

/// The scale nearest to the wanted one at which a picture of this size can still be made of points.
#[must_use]
pub fn scale_within(size: crate::Size, wanted: f64) -> f64 {
    let (side, all) = MOST_POINTS;
    let (width, height) = (size.width.max(1.0), size.height.max(1.0));
    wanted.min(side / width).min(side / height).min((all / (width * height)).sqrt())
}
