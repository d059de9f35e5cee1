//! `stepwright diagram`: a definition as a picture.

use std::path::Path;

use ::diagram::picture::{self, Colours, Fonts, Options};
use ::diagram::{Flow, Look, Scene, build};

use crate::arguments::{Argument, Arguments, unknown};
use crate::definition_file::open_one;
use crate::outcome::{Exit, Usage, print};
use crate::system::system;

/// How many points of a PNG a point of the canvas becomes, if nothing else is said: what sharp screens show.
const SCALE: f64 = 2.0;
const KINDS: &str = "svg, png, mermaid or drawio";

/// What was asked for.
#[derive(Default)]
struct Wanted {
    file: Option<String>,
    place: Option<String>,
    to: Option<String>,
    out: Option<String>,
    scale: Option<f64>,
    flow: Flow,
    is_dark: bool,
    is_bare: bool,
}

pub fn run(arguments: Arguments) -> Result<Exit, Usage> {
    let wanted = wanted(arguments)?;
    let file = wanted.file.as_deref();
    let file = file.ok_or_else(|| Usage("`diagram` needs a definition: a file, or - for the standard input".to_owned()))?;
    let kind = kind(&wanted)?;
    let opened = open_one(file, wanted.place.as_deref())?;
    let look = Look { flow: wanted.flow, ..Look::default() };
    let scene = build(&opened.document.picture, &look, &Scene::default());
    let title = opened.place().map_or_else(|| stem(file), str::to_owned);
    let colours = if wanted.is_dark { Colours::DARK } else { Colours::LIGHT };
    let fonts = Fonts::built_in();
    let definition = (!wanted.is_bare).then_some(&*opened.document.text);
    let options = Options { title: &title, colours: &colours, fonts: Some(&fonts), run: None, definition };
    let made = match kind {
        "svg" => picture::svg(&scene, &options).into_bytes(),
        "mermaid" => picture::mermaid(&scene).into_bytes(),
        "drawio" => picture::drawio(&scene, &options).into_bytes(),
        _ => png(&scene, &options, wanted.scale.unwrap_or(SCALE))?,
    };
    match &wanted.out {
        Some(out) => system().write(out, &made).map_err(|error| Usage(format!("`{out}` cannot be written: {error}")))?,
        None => match String::from_utf8(made) {
            Ok(text) => print(&text),
            Err(_) => return Err(Usage("a PNG is no text to print: say where it goes, with `-o FILE.png`".to_owned())),
        },
    }
    Ok(Exit::Well)
}

fn wanted(mut arguments: Arguments) -> Result<Wanted, Usage> {
    let mut wanted = Wanted::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) if wanted.file.is_none() => wanted.file = Some(word),
            Argument::Word(word) => return Err(Usage(format!("`{word}` is one definition too many"))),
            Argument::Option(option) => match option.as_str() {
                "where" => wanted.place = Some(arguments.value(&option)?),
                "to" => wanted.to = Some(arguments.value(&option)?),
                "o" | "out" => wanted.out = Some(arguments.value(&option)?),
                "dark" => wanted.is_dark = true,
                "without-definition" => wanted.is_bare = true,
                "flow" => wanted.flow = flow(&arguments.value(&option)?)?,
                "scale" => wanted.scale = Some(scale(&arguments.value(&option)?)?),
                _ => return Err(unknown(&option)),
            },
        }
    }
    Ok(wanted)
}

/// What kind of picture: the one that is named, or that the file's ending says.
fn kind(wanted: &Wanted) -> Result<&str, Usage> {
    let ending = wanted.out.as_deref().and_then(|out| Path::new(out).extension()?.to_str());
    let ending = ending.map(|ending| if ending == "mmd" { "mermaid" } else { ending });
    match wanted.to.as_deref().or(ending.filter(|_| wanted.to.is_none())) {
        Some(kind @ ("svg" | "png" | "mermaid" | "drawio")) => Ok(kind),
        Some(other) => Err(Usage(format!("`--to` is {KINDS}, not `{other}`"))),
        None => Err(Usage(format!("`diagram` needs `--to`: {KINDS}"))),
    }
}

fn flow(word: &str) -> Result<Flow, Usage> {
    match word {
        "down" => Ok(Flow::Down),
        "right" => Ok(Flow::Right),
        _ => Err(Usage(format!("`--flow` is down or right, not `{word}`"))),
    }
}

fn scale(word: &str) -> Result<f64, Usage> {
    let scale = word.parse().ok().filter(|scale| (0.1..=8.0).contains(scale));
    scale.ok_or_else(|| Usage(format!("`--scale` is a number from 0.1 to 8, not `{word}`")))
}

/// What a picture is called after its file.
fn stem(file: &str) -> String {
    let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).filter(|stem| *stem != "-");
    stem.map_or_else(|| "Workflow".to_owned(), |stem| stem.trim_end_matches(".asl").to_owned())
}

#[cfg(feature = "pictures")]
fn png(scene: &Scene, options: &Options, scale: f64) -> Result<Vec<u8>, Usage> {
    picture::png(scene, options, scale).map_err(|why| Usage(format!("the picture cannot be made: {why}")))
}

#[cfg(not(feature = "pictures"))]
fn png(_: &Scene, _: &Options, _: f64) -> Result<Vec<u8>, Usage> {
    Err(Usage("PNG is made by the native command and by the page; here `--to svg` gives the same picture".to_owned()))
}
