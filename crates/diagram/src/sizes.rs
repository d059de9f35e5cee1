//! How large cards, frames and pills are: as large as their words need.

use asl::definition::{Definition, State, StateId};
use asl::graph;
use layout::{Node, Size};

use crate::text::{self, LINE, NAME};
use crate::{CARD, Kind, Marks};

/// The size of a start or end pill.
pub const PILL: Size = Size { width: 58.0, height: 26.0 };
/// The size of the dots that stand for them inside of containers.
pub const DOT: Size = Size { width: 14.0, height: 14.0 };
/// The widths of cards: a name takes the first in which it stands in one line, or else the first in which it stands in two.
const ONE_LINE: [f64; 3] = [176.0, 208.0, 248.0];
const TWO_LINES: [f64; 3] = [208.0, 248.0, 288.0];
/// What a card holds beside its words: the tile and free space; more of it where corners are clipped.
const BESIDE: f64 = 68.0;
const BESIDE_CLIPPED: f64 = 80.0;
/// A mark with its free space, and the free space before the first.
const MARK: (f64, f64) = (17.0, 6.0);
/// The quiet line may make a card so wide, and no wider.
const LINE_REACH: f64 = 248.0;
/// The button that unfolds a card.
const UNFOLD: f64 = 24.0;

/// The height of a frame's title of one line, and the free space around what is in the frame.
const FRAME: (f64, f64) = (50.0, 22.0);
/// An empty frame is no smaller than this, and a title makes it no wider than the second.
const LEAST_FRAME: Size = Size { width: 240.0, height: 110.0 };
const TITLE_REACH: f64 = 440.0;
/// What a title holds beside its words: the tile, and the button that folds.
const BESIDE_TITLE: f64 = 92.0;

/// The size of a label's letters, its height, its free space at both ends together, and the greatest width.
const LABEL: (f64, f64, f64, f64) = (11.0, 20.0, 20.0, 250.0);

/// What a card says.
pub struct Words<'a> {
    /// Its name.
    pub name: &'a str,
    /// The quiet line.
    pub line: &'a str,
    /// Its signs.
    pub marks: Marks,
    /// Whether it is a folded container.
    pub folded: bool,
}

/// A card as the layout sees it.
pub fn card(kind: Kind, words: &Words) -> Node {
    let Size { width, height } = card_size(kind, words);
    Node { inset: 14.0, ..Node::sized(width, height) }
}

fn card_size(kind: Kind, words: &Words) -> Size {
    let mut beside = if kind == Kind::Choice { BESIDE_CLIPPED } else { BESIDE };
    if words.folded {
        beside += UNFOLD;
    }
    let line = text::width(words.line, LINE) + words.marks.width();
    let fits = |width: f64| line <= width - beside || width >= LINE_REACH;
    let lines = |width: f64| text::lines(words.name, NAME.0, width - beside);
    let one = ONE_LINE.into_iter().find(|width| lines(*width) == 1 && fits(*width));
    let two = || TWO_LINES.into_iter().find(|width| lines(*width) <= 2 && fits(*width));
    let width = one.or_else(two).unwrap_or(TWO_LINES[2]);
    Size::new(width, CARD.height + (lines(width) - 1) as f64 * NAME.1)
}

impl Marks {
    fn width(self) -> f64 {
        let count = u8::from(self.retry) + u8::from(self.catch) + u8::from(self.note);
        if count == 0 { 0.0 } else { MARK.1 + f64::from(count) * MARK.0 }
    }
}

/// A frame as the layout sees it, without what is in it.
pub fn frame(name: &str) -> Node {
    let width = (text::bold_width(name, NAME.0) + BESIDE_TITLE).clamp(LEAST_FRAME.width, TITLE_REACH);
    let lines = text::lines(name, NAME.0, width - BESIDE_TITLE);
    let header = FRAME.0 + (lines - 1) as f64 * NAME.1;
    Node {
        size: Size::new(width, LEAST_FRAME.height + header - FRAME.0),
        header,
        padding: FRAME.1,
        inset: 24.0,
        ..Node::default()
    }
}

/// A start or end as the layout sees it: a pill, or a dot inside of a container.
pub fn terminal(inside: bool) -> Node {
    let size = if inside { DOT } else { PILL };
    Node { inset: size.height / 2.0, quiet: inside, ..Node::sized(size.width, size.height) }
}

/// A pill with words.
pub fn loose(words: &str) -> Node {
    Node { inset: PILL.height / 2.0, ..Node::sized(label(words).width, PILL.height) }
}

/// The size of a label.
pub fn label(words: &str) -> Size {
    Size::new((text::width(words, LABEL.0) + LABEL.2).ceil().min(LABEL.3), LABEL.1)
}

/// What a folded container says of what is in it.
pub fn contents(definition: &Definition, state: &State) -> String {
    let states = count_inside(definition, state.id);
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let states = plural(states, "state", "states");
    match Kind::of(state) {
        Kind::Parallel => {
            let branches = graph::inner_scopes(state).len();
            format!("{}, {states}", plural(branches, "branch", "branches"))
        }
        _ => format!("{states} for each item"),
    }
}

fn count_inside(definition: &Definition, id: StateId) -> usize {
    let mut pending = vec![id];
    let mut count = 0;
    while let Some(id) = pending.pop() {
        for scope in graph::inner_scopes(definition.state(id)) {
            let states = &definition.scope(scope).states;
            count += states.len();
            pending.extend(states);
        }
    }
    count
}
