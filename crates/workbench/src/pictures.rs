//! The diagram in front as a picture to be taken along.

use diagram::picture::{self, Colours, Fonts, Options};

use crate::sheet::Sheet;
use crate::update::file_stem;

/// The kinds of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Drawn, of any size.
    Svg,
    /// Made of points.
    Png,
    /// A flowchart as text.
    Mermaid,
    /// To be changed in draw.io.
    Drawio,
}

impl Format {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Svg, "SVG"), (Self::Png, "PNG"), (Self::Mermaid, "Mermaid"), (Self::Drawio, "draw.io")];

    /// What it is good for, in a sentence.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Svg => "Sharp at every size; for documents, wikis and web pages.",
            Self::Png => "For everything that shows images; twice as fine as the screen.",
            Self::Mermaid => "Text that GitHub, GitLab and many wikis draw themselves.",
            Self::Drawio => "Everything can be moved and changed in draw.io (diagrams.net).",
        }
    }

    /// The ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => ".svg",
            Self::Png => ".png",
            Self::Mermaid => ".mmd",
            Self::Drawio => ".drawio",
        }
    }

    /// Whether it can hold the definition, and what a run left.
    #[must_use]
    pub fn is_drawn(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }
}

/// What a picture is to show and to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whether its ground is dark.
    pub dark: bool,
    /// Whether it shows what the run left.
    pub run: bool,
    /// Whether the definition goes along.
    pub definition: bool,
}

impl Sheet {
    /// The diagram as text: what a file of this format holds, and of a PNG the drawing that it is made from.
    #[must_use]
    pub fn picture(&self, format: Format, wanted: Wanted, fonts: Option<&Fonts>) -> String {
        let marks = (wanted.run && self.has_run_to_show()).then(|| self.run.statuses.marks(&self.scene));
        let options = Options {
            title: &self.name,
            colours: if wanted.dark { &Colours::DARK } else { &Colours::LIGHT },
            fonts,
            run: marks.as_ref(),
            definition: (wanted.definition && format == Format::Svg).then_some(&*self.document.text),
        };
        match format {
            Format::Svg | Format::Png => picture::svg(&self.scene, &options),
            Format::Mermaid => picture::mermaid(&self.scene),
            Format::Drawio => picture::drawio(&self.scene, &options),
        }
    }

    /// How many points of a PNG a point of the canvas becomes: two, if the picture can still be looked at.
    #[must_use]
    pub fn picture_scale(&self) -> f64 {
        picture::scale_of(&self.scene, 2.0)
    }

    /// Whether there is a run whose marks a picture can show.
    #[must_use]
    pub fn has_run_to_show(&self) -> bool {
        self.run.has_recording()
    }

    /// The name of a picture's file.
    #[must_use]
    pub fn picture_name(&self, format: Format) -> String {
        file_stem(&self.name) + format.ending()
    }
}
