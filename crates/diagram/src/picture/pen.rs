//! What draws the parts of a diagram as SVG: cards, frames, pills, lines, labels.
//!
//! Everything is said in attributes that every viewer knows; no style sheet, no colour that has to be computed.

use std::fmt::Write as _;

use super::xml::escaped;
use super::{Colours, Fonts, Rgb};
use crate::text::{self, LINE, NAME};
use crate::{EdgeLook, Flow, Glyph, Kind, Marks, Rect, Size};

/// The free space around a diagram.
pub(super) const MARGIN: f64 = 28.0;
/// How far below a line's top its letters stand: of a name, a quiet line, a label of 20 and a pill of 26 pixels.
const BASE: (f64, f64, f64, f64) = (12.7, 12.5, 14.0, 17.0);
/// The height of the quiet line.
const LINE_HEIGHT: f64 = 16.2;
/// The size of labels' letters.
const LABEL: f64 = 11.0;
/// What is small inside of another shape keeps this distance from its middle line.
const CLIP: f64 = 12.0;

/// A colour by what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Well, or new.
    Good,
    /// Caught, or changed.
    Warn,
    /// Failed, or gone.
    Bad,
    /// Under way.
    Busy,
    /// Given up.
    Gone,
}

/// What is added to a card: by a run, or by a comparison.
#[derive(Clone, Debug, Default)]
pub struct Finish {
    /// Its colour.
    pub tone: Option<Tone>,
    /// Whether it is drawn with dashes.
    pub is_dashed: bool,
    /// Whether it is drawn faintly.
    pub is_faded: bool,
    /// The sign at its corner.
    pub badge: Option<Badge>,
}

/// A sign at a card's corner, with a count beside it.
#[derive(Clone, Debug)]
pub struct Badge {
    /// What is drawn inside a 24 × 24 view box.
    pub shape: &'static str,
    /// The count.
    pub count: Option<String>,
}

/// A card.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// What sets its looks.
    pub kind: Kind,
    /// Its place.
    pub rect: Rect,
    /// Its name.
    pub title: &'a str,
    /// What it does.
    pub subtitle: &'a str,
    /// Its signs.
    pub marks: Marks,
    /// Whether it is a folded container.
    pub is_folded: bool,
    /// What is added.
    pub finish: Finish,
}

/// A frame around scopes.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// What it says, and where it is.
    pub card: Card<'a>,
    /// The height of its title.
    pub header: f64,
    /// Where lines divide branches.
    pub dividers: &'a [f64],
    /// Which way the diagram flows.
    pub flow: Flow,
}

/// A transition.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The data of its path and its head.
    pub path: (&'a str, &'a str),
    /// What it is.
    pub look: EdgeLook,
    /// Where dashes begin.
    pub dash_offset: f64,
    /// What it says.
    pub tone: Option<Tone>,
    /// Whether it is drawn faintly.
    pub is_faded: bool,
    /// Whether it leads nowhere, or is gone.
    pub is_lost: bool,
}

/// An SVG in the making.
pub struct Pen<'a> {
    made: String,
    colours: &'a Colours,
}

macro_rules! draw {
    ($pen:expr, $($arguments:tt)*) => {
        // Writing to a string cannot fail.
        let _ = writeln!($pen.made, $($arguments)*);
    };
}

impl<'a> Pen<'a> {
    /// Begins a picture of a diagram of this size.
    #[must_use]
    pub fn new(size: Size, title: &str, colours: &'a Colours) -> Self {
        let Size { width, height } = with_margin(size);
        let title = escaped(title);
        let made = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"-{MARGIN:.0} -{MARGIN:.0} {width:.0} {height:.0}\" role=\"img\" aria-label=\"{title}\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"13\">\n<title>{title}</title>\n"
        );
        Self { made, colours }
    }

    /// Writes what is no drawing.
    pub(super) fn write(&mut self, text: &str) {
        self.made.push_str(text);
    }

    /// Fills the ground.
    pub fn ground(&mut self, size: Size) {
        let Size { width, height } = with_margin(size);
        let ground = self.colours.ground;
        draw!(
            self,
            "<rect x=\"-{MARGIN:.0}\" y=\"-{MARGIN:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" fill=\"{ground}\"/>"
        );
    }

    /// The colour of a tone, and its ground.
    fn tone(&self, tone: Tone) -> (Rgb, Rgb) {
        let colours = self.colours;
        match tone {
            Tone::Good => (colours.good, colours.good_soft),
            Tone::Warn => (colours.warn, colours.warn_soft),
            Tone::Bad => (colours.bad, colours.bad_soft),
            Tone::Busy => (colours.busy, colours.busy_soft),
            Tone::Gone => (colours.gone, colours.raised),
        }
    }

    /// Draws a card.
    pub fn card(&mut self, card: &Card) {
        let Rect { x, y, width, height } = card.rect;
        let (fill, border) = match card.finish.tone.map(|tone| self.tone(tone)) {
            Some((colour, soft)) => (soft, self.colours.line.mixed(colour, 0.65)),
            None => (self.colours.card, self.colours.line),
        };
        self.open(card.finish.is_faded);
        if card.is_folded {
            self.stack(card, 3.0, 9.0);
        }
        let drawn = Rect { x: x + 0.5, y: y + 0.5, width: width - 1.0, height: height - 1.0 };
        let dash = dash(card.finish.is_dashed);
        match card.kind {
            Kind::Choice => {
                let (right, bottom, middle) = (drawn.right(), drawn.bottom(), drawn.y + drawn.height / 2.0);
                let (left, top) = (drawn.x, drawn.y);
                draw!(
                    self,
                    "<path d=\"M{:.1} {top:.1}H{:.1}L{right:.1} {middle:.1}L{:.1} {bottom:.1}H{:.1}L{left:.1} {middle:.1}Z\" fill=\"{fill}\" stroke=\"{border}\"{dash}/>",
                    left + CLIP,
                    right - CLIP,
                    right - CLIP,
                    left + CLIP
                );
            }
            kind => {
                let round = if matches!(kind, Kind::Succeed | Kind::Fail) { (drawn.height / 2.0).min(27.5) } else { 9.5 };
                self.rect(drawn, round, fill, border, dash);
            }
        }
        let inset = match card.kind {
            Kind::Choice => (16.0, 18.0),
            Kind::Succeed | Kind::Fail => (13.0, 14.0),
            _ => (12.0, 12.0),
        };
        self.face(card, Rect { x: x + inset.0, width: width - inset.0 - inset.1, ..card.rect }, 32.0, 0.13);
        self.close(card.finish.is_faded);
        self.badge(card, (x + width - if card.kind == Kind::Choice { 13.0 } else { 2.0 }, y - 1.0));
    }

    /// Draws a frame, without what is in it.
    pub fn frame(&mut self, frame: &Frame) {
        let card = &frame.card;
        let Rect { x, y, width, height } = card.rect;
        let kind = self.colours.of(card.kind);
        if card.kind == Kind::Map {
            self.corner(card, 4.0, 14.0);
        }
        let border = match card.finish.tone.map(|tone| self.tone(tone).0) {
            Some(colour) => self.colours.line.mixed(colour, 0.6),
            None => self.colours.line.mixed(kind, 0.34),
        };
        let drawn = Rect { x: x + 0.5, y: y + 0.5, width: width - 1.0, height: height - 1.0 };
        // What lies under it shines through, or shades of nested frames would all be the same.
        let ground = self.colours.surface.mixed(kind, 0.087);
        let dash_of = dash(card.finish.is_dashed);
        let Rect { x: left, y: top, width: inner, height: inner_height } = drawn;
        draw!(
            self,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{inner:.1}\" height=\"{inner_height:.1}\" rx=\"13.5\" fill=\"{ground}\" fill-opacity=\"0.57\" stroke=\"{border}\"{dash_of}/>"
        );
        let line = self.colours.ground.mixed(kind, 0.4);
        for at in frame.dividers {
            let path = match frame.flow {
                Flow::Down => format!("M{:.1} {:.1}V{:.1}", x + at, y + frame.header + 6.0, y + height - 14.0),
                Flow::Right => format!("M{:.1} {:.1}H{:.1}", x + 14.0, y + at, x + width - 14.0),
            };
            draw!(self, "<path d=\"{path}\" stroke=\"{line}\" stroke-dasharray=\"3 3\"/>");
        }
        self.open(card.finish.is_faded);
        let title = Rect { x: x + 11.0, y, width: width - 52.0, height: frame.header.max(48.0) };
        self.face(card, title, 28.0, 0.16);
        self.close(card.finish.is_faded);
        self.badge(card, (x + width - 17.0, y));
    }

    /// The edge of what lies behind a card or frame that stands for several.
    fn stack(&mut self, card: &Card, by: f64, round: f64) {
        let Rect { x, y, width, height } = card.rect;
        let border = self.colours.line.mixed(self.colours.of(card.kind), 0.3);
        let rect = Rect { x: x + by, y: y + by, width: width - 0.5, height: height - 0.5 };
        self.rect(rect, round, self.colours.ground, border, "");
    }

    /// The same behind a frame, which is seen through: only what looks out of it.
    fn corner(&mut self, card: &Card, by: f64, round: f64) {
        let Rect { x, y, width, height } = card.rect;
        let border = self.colours.line.mixed(self.colours.of(card.kind), 0.3);
        let (right, bottom) = (x + width + by - 0.5, y + height + by - 0.5);
        draw!(
            self,
            "<path d=\"M{:.1} {:.1}Q{right:.1} {:.1} {right:.1} {:.1}V{:.1}Q{right:.1} {bottom:.1} {:.1} {bottom:.1}H{:.1}Q{:.1} {bottom:.1} {:.1} {:.1}\" fill=\"none\" stroke=\"{border}\"/>",
            x + width - 0.5,
            y + by + 2.0,
            y + by + 5.0,
            y + by + round,
            bottom - round,
            right - round,
            x + by + round,
            x + by + 5.0,
            x + by + 2.0,
            y + height - 0.5
        );
    }

    /// Glyph, name, quiet line and signs, in the middle of a height.
    fn face(&mut self, card: &Card, room: Rect, tile: f64, tint: f64) {
        let kind = self.colours.of(card.kind);
        let ground = self.colours.card.mixed(kind, tint);
        let middle = room.y + room.height / 2.0;
        let round = if matches!(card.kind, Kind::Succeed | Kind::Fail) { tile / 2.0 } else { 8.0 };
        let (left, top) = (room.x, middle - tile / 2.0);
        draw!(
            self,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{tile:.0}\" height=\"{tile:.0}\" rx=\"{round:.0}\" fill=\"{ground}\"/>"
        );
        let inset = (tile - 16.0) / 2.0;
        self.glyph(Glyph::of(card.kind, card.subtitle).shape(), (left + inset, top + inset), 16.0, kind, 1.75);
        let x = left + tile + 10.0;
        let right = room.x + room.width;
        let marks = self.signs(card.marks);
        let has_line = !card.subtitle.is_empty() || !marks.is_empty();
        let spare = if card.is_folded { 20.0 } else { 0.0 };
        let lines = text::wrapped(card.title, NAME.0, right - x - spare + 0.5);
        let high = lines.len() as f64 * NAME.1 + if has_line { LINE_HEIGHT } else { 0.0 };
        let mut y = middle - high / 2.0;
        for line in lines {
            let (base, colour) = (y + BASE.0, self.colours.text);
            draw!(self, "<text x=\"{x:.1}\" y=\"{base:.1}\" font-weight=\"600\" fill=\"{colour}\">{}</text>", escaped(line));
            y += NAME.1;
        }
        let wide = marks.len() as f64 * 17.0;
        let quiet = text::cut(card.subtitle, LINE, right - x - if wide > 0.0 { wide + 2.0 } else { 0.0 });
        let (base, colour) = (y + BASE.1, self.colours.quiet);
        if !quiet.is_empty() {
            draw!(
                self,
                "<text x=\"{x:.1}\" y=\"{base:.1}\" font-size=\"{LINE:.0}\" fill=\"{colour}\">{}</text>",
                escaped(&quiet)
            );
        }
        for (index, shape) in marks.into_iter().enumerate() {
            self.glyph(shape, (right - wide + 4.0 + index as f64 * 17.0, y + 1.6), 13.0, colour, 1.75);
        }
    }

    fn signs(&self, marks: Marks) -> Vec<&'static str> {
        let all = [
            (
                marks.note,
                r#"<path d="M21 9a2.4 2.4 0 0 0-.706-1.706l-3.588-3.588A2.4 2.4 0 0 0 15 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2zM15 3v5a1 1 0 0 0 1 1h5"/>"#,
            ),
            (marks.retry, r#"<path d="M21 12a9 9 0 1 1-9-9c2.52 0 4.93 1 6.74 2.74L21 8M21 3v5h-5"/>"#),
            (
                marks.catch,
                r#"<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1zM12 8v4M12 16h.01"/>"#,
            ),
        ];
        all.into_iter().filter_map(|(is_there, shape)| is_there.then_some(shape)).collect()
    }

    fn badge(&mut self, card: &Card, (right, middle): (f64, f64)) {
        let (Some(badge), Some(tone)) = (&card.finish.badge, card.finish.tone) else { return };
        let (colour, letters) = (self.tone(tone).0, self.colours.surface);
        draw!(self, "<circle cx=\"{right:.1}\" cy=\"{middle:.1}\" r=\"9\" fill=\"{colour}\"/>");
        self.glyph(badge.shape, (right - 6.0, middle - 6.0), 12.0, letters, 3.0);
        if let Some(count) = &badge.count {
            let width = (text::bold_width(count, LABEL) * 0.9 + 10.0).max(18.0);
            let left = right - 12.0 - width;
            draw!(
                self,
                "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"18\" rx=\"9\" fill=\"{colour}\"/>",
                middle - 9.0
            );
            self.centred(left + width / 2.0, middle + 3.9, count, letters, 600);
        }
    }

    /// Draws a start or end, or where a transition leads nowhere.
    pub fn pill(&mut self, rect: Rect, kind: Kind, words: &str) {
        let Rect { x, y, width, height } = rect;
        let drawn = Rect { x: x + 0.5, y: y + 0.5, width: width - 1.0, height: height - 1.0 };
        let is_loose = kind == Kind::Loose;
        let colours = self.colours;
        let (fill, border, letters) =
            if is_loose { (colours.bad_soft, colours.bad, colours.bad) } else { (colours.raised, colours.line, colours.words) };
        self.rect(drawn, drawn.height / 2.0, fill, border, if is_loose { dash(true) } else { "" });
        let words = text::cut(words, LABEL, width - 8.0);
        self.centred(x + width / 2.0, y + BASE.3 + (height - 26.0) / 2.0, &words, letters, 600);
    }

    /// Draws a start or end inside of a container.
    pub fn dot(&mut self, rect: Rect, is_end: bool) {
        let (x, y, radius) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, rect.width / 2.0 - 2.0);
        let (fill, line) = (self.colours.raised, self.colours.strong);
        draw!(
            self,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{fill}\" stroke=\"{line}\" stroke-width=\"2\"/>"
        );
        if is_end {
            draw!(self, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" fill=\"{line}\"/>", radius - 3.0);
        }
    }

    /// Draws a transition's line and head.
    pub fn line(&mut self, line: &Line) {
        let edge = self.colours.edge;
        let colour = match (line.tone, line.look) {
            (Some(tone), _) => self.tone(tone).0,
            (None, _) if line.is_lost => self.colours.bad,
            (None, EdgeLook::Catch) => edge.mixed(self.colours.bad, 0.3),
            (None, EdgeLook::Plain | EdgeLook::Branch) => edge,
        };
        let (path, head) = line.path;
        let width = if line.tone.is_some() { 2.0 } else { 1.5 };
        let pattern = match (line.is_lost, line.look) {
            (true, _) => Some("2 4"),
            (false, EdgeLook::Catch) => Some("5 4"),
            _ => None,
        };
        let dashes =
            pattern.map(|pattern| format!(" stroke-dasharray=\"{pattern}\" stroke-dashoffset=\"{:.1}\"", line.dash_offset));
        self.open(line.is_faded);
        draw!(
            self,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{}/><path d=\"{head}\" fill=\"{colour}\"/>",
            dashes.unwrap_or_default()
        );
        self.close(line.is_faded);
    }

    /// Draws what stands on a transition.
    pub fn label(&mut self, rect: Rect, words: &str, look: EdgeLook, tone: Option<Tone>) {
        let Rect { x, y, width, height } = rect;
        let colours = self.colours;
        let (letters, border) = match (tone.map(|tone| self.tone(tone).0), look) {
            (Some(colour), _) => (colour, colours.hairline.mixed(colour, 0.45)),
            (None, EdgeLook::Catch) => (colours.quiet, colours.line),
            (None, _) => (colours.words, colours.hairline),
        };
        let drawn = Rect { x: x + 0.5, y: y + 0.5, width: width - 1.0, height: height - 1.0 };
        let dash = if look == EdgeLook::Catch { " stroke-dasharray=\"3 2\"" } else { "" };
        self.rect(drawn, drawn.height / 2.0, colours.surface, border, dash);
        let words = text::cut(words, LABEL, width - 14.0);
        self.centred(x + width / 2.0, y + BASE.2, &words, letters, 400);
    }

    fn centred(&mut self, x: f64, y: f64, words: &str, colour: Rgb, weight: u32) {
        draw!(
            self,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{LABEL:.0}\" font-weight=\"{weight}\" text-anchor=\"middle\" fill=\"{colour}\">{}</text>",
            escaped(words)
        );
    }

    fn rect(&mut self, rect: Rect, round: f64, fill: Rgb, border: Rgb, dash: &str) {
        let Rect { x, y, width, height } = rect;
        draw!(
            self,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round:.1}\" fill=\"{fill}\" stroke=\"{border}\"{dash}/>"
        );
    }

    fn glyph(&mut self, shape: &str, (x, y): (f64, f64), size: f64, colour: Rgb, stroke: f64) {
        let scale = size / 24.0;
        draw!(
            self,
            "<g transform=\"translate({x:.1} {y:.1}) scale({scale:.4})\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{stroke}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{shape}</g>"
        );
    }

    fn open(&mut self, is_faded: bool) {
        if is_faded {
            self.made.push_str("<g opacity=\"0.6\">\n");
        }
    }

    fn close(&mut self, is_faded: bool) {
        if is_faded {
            self.made.push_str("</g>\n");
        }
    }

    /// The picture, with the letters in it that it needs.
    #[must_use]
    pub fn finish(mut self, fonts: Option<&Fonts>) -> String {
        self.made.push_str("</svg>\n");
        let Some(style) = fonts.map(|fonts| fonts.style_for(&self.made)) else { return self.made };
        let at = self.made.find("</title>\n").map_or(0, |at| at + "</title>\n".len());
        self.made.insert_str(at, &style);
        self.made
    }
}

/// The size of a picture around a diagram.
pub(super) fn with_margin(size: Size) -> Size {
    Size::new((size.width + 2.0 * MARGIN).ceil(), (size.height + 2.0 * MARGIN).ceil())
}

fn dash(is_dashed: bool) -> &'static str {
    if is_dashed { " stroke-dasharray=\"5 4\"" } else { "" }
}
