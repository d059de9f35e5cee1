//! Opening, copying, saving.

use std::sync::Arc;

use asl::history::Origin;
use asl::notation::Notation;
use engine::Request;

use crate::clipboard::{self, Held};
use crate::commands::Overlay;
use crate::conversion::Conversion;
use crate::effect::Effect;
use crate::message::{Edit, FileMessage};
use crate::problems::{Notice, Severity};
use crate::project::Project;
use crate::workbench::{Saved, Workbench};

/// The greatest definition AWS takes.
const MOST_BYTES: usize = 1024 * 1024;

/// Takes in what concerns files.
pub fn update(workbench: &mut Workbench, message: FileMessage) -> Result<Vec<Effect>, String> {
    Ok(match message {
        FileMessage::Open { name, text } => match clipboard::holds(&text) {
            Held::History => super::run::show_history(workbench, text),
            Held::States | Held::Definition => open_definition(workbench, name, text),
        },
        FileMessage::Paste(text) => match clipboard::holds(&text) {
            Held::History => super::run::show_history(workbench, text),
            Held::States => super::edit::update(workbench, Edit::Paste(text)).map_err(|refusal| refusal.to_string())?,
            Held::Definition => open_definition(workbench, String::new(), text),
        },
        FileMessage::OpenExample(slug) => {
            workbench.awaited_example = Some(slug);
            ask_for_example(workbench).into_iter().collect()
        }
        FileMessage::New => open(workbench, Project::empty()),
        FileMessage::Copy => {
            let said = match workbench.document.tree.notation() {
                Notation::Json => "Copied; paste it in the console's Code view",
                Notation::Yaml => "Copied as YAML; the console's Code view takes JSON: File › Copy as JSON",
            };
            vec![Effect::Copy { text: workbench.document.text.to_string(), said: said.to_owned() }]
        }
        FileMessage::Copied(Some(said)) => say(workbench, Severity::Advice, said),
        FileMessage::Copied(None) => say(
            workbench,
            Severity::Warning,
            "The browser refused the clipboard; use Download, or select the code and copy it".to_owned(),
        ),
        FileMessage::Download => {
            vec![Effect::Download { name: workbench.download_name(), text: workbench.document.text.to_string() }]
        }
        FileMessage::Convert(conversion) => convert(workbench, conversion, false),
        FileMessage::ConvertAnyway(conversion) => convert(workbench, conversion, true),
        FileMessage::Rename(name) => {
            let name = name.trim();
            workbench.name = if name.is_empty() { Arc::from("Workflow") } else { Arc::from(name) };
            vec![super::store(workbench)]
        }
        FileMessage::Stored(Ok(())) => {
            workbench.saved = Saved::Saved;
            Vec::new()
        }
        FileMessage::Stored(Err(why)) => {
            workbench.saved = Saved::Failed(why.clone());
            say(workbench, Severity::Warning, why)
        }
        FileMessage::Unreadable(why) => say(workbench, Severity::Error, why),
    })
}

fn open_definition(workbench: &mut Workbench, file: String, definition: String) -> Vec<Effect> {
    let name = [".json", ".yaml", ".yml", ".txt"].iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(&file);
    let name = name.strip_suffix(".asl").unwrap_or(name);
    let name = if name.is_empty() { workbench.name.to_string() } else { name.to_owned() };
    open(workbench, Project { name, definition, ..Project::empty() })
}

/// Opens a project. The former one is kept until the next is opened, so Undo brings it back with all that belongs to it.
fn open(workbench: &mut Workbench, project: Project) -> Vec<Effect> {
    let too_large = project.definition.len() > MOST_BYTES;
    let former = workbench.project();
    let mut effects = show(workbench, project);
    workbench.former = Some(former);
    if too_large {
        effects.extend(say(workbench, Severity::Warning, "This definition is larger than the 1 MiB that AWS accepts".to_owned()));
    }
    effects
}

/// Converts the definition, unless something would be lost that was not said yet.
fn convert(workbench: &mut Workbench, conversion: Conversion, anyway: bool) -> Vec<Effect> {
    if let Some(why) = workbench.unconvertible() {
        return say(workbench, Severity::Warning, why);
    }
    workbench.overlay = None;
    if !anyway && !workbench.losses().is_empty() {
        workbench.overlay = Some(Overlay::Losses(conversion));
        return Vec::new();
    }
    let (notation, text) = (workbench.other_notation(), workbench.converted());
    match conversion {
        Conversion::Copy => vec![Effect::Copy { text, said: format!("Copied as {}", notation.name()) }],
        Conversion::Download => vec![Effect::Download { name: workbench.file_name(notation), text }],
        Conversion::Rewrite => {
            let change = workbench.rewritten(text);
            super::edit::apply(workbench, &change, Origin::Command)
        }
    }
}

/// Asks for the texts of the example that shall be opened: the engine's worker has them.
pub fn ask_for_example(workbench: &Workbench) -> Option<Effect> {
    workbench.awaited_example.clone().map(|slug| Effect::Engine(Request::Example { slug }))
}

/// Opens an example whose texts have come, if it is still the one that is awaited.
pub fn example_arrived(workbench: &mut Workbench, slug: &str, definition: String, scenarios: String) -> Vec<Effect> {
    match gallery::listing(slug).filter(|_| workbench.awaited_example.as_deref() == Some(slug)) {
        Some(listing) => {
            let (name, example) = (listing.title.to_owned(), Some(slug.to_owned()));
            open(workbench, Project { name, example, definition, scenarios })
        }
        None => Vec::new(),
    }
}

/// Brings the former project back.
pub fn bring_back(workbench: &mut Workbench) -> Vec<Effect> {
    match workbench.former.take() {
        Some(former) => show(workbench, former),
        None => Vec::new(),
    }
}

fn show(workbench: &mut Workbench, project: Project) -> Vec<Effect> {
    let busy = workbench.run.is_busy();
    let mut linting = workbench.linting;
    linting.text_changed();
    let clipboard = workbench.clipboard.take();
    let mut text_log = workbench.text_log.clone();
    text_log.begin_anew();
    *workbench = Workbench { linting, clipboard, text_log, ..Workbench::open(project, workbench.panels.clone(), None) };
    let said = Effect::Announce(format!("Opened {}", workbench.name));
    let stop = busy.then_some(Effect::StopEngine);
    stop.into_iter().chain([super::store(workbench), Effect::FitCanvas, said]).collect()
}

fn say(workbench: &mut Workbench, severity: Severity, text: String) -> Vec<Effect> {
    workbench.notice = Some(Notice::new(severity, text.clone()));
    vec![Effect::Announce(text)]
}

impl Workbench {
    /// The name of the file that Download offers.
    pub(crate) fn download_name(&self) -> String {
        self.file_name(self.document.tree.notation())
    }

    /// The name of its file in this notation.
    pub(crate) fn file_name(&self, notation: Notation) -> String {
        file_name(&self.name, notation)
    }
}

/// The name of a workflow's file in this notation.
pub fn file_name(workflow: &str, notation: Notation) -> String {
    file_stem(workflow) + notation.file_ending()
}

/// The workflow's name as a file's: what file systems or shells stumble over becomes a hyphen.
fn file_stem(name: &str) -> String {
    let kept: String =
        name.chars().map(|letter| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' }).collect();
    let kept = kept.trim_matches(['-', '.']).to_lowercase();
    if kept.is_empty() { "workflow".to_owned() } else { kept }
}
