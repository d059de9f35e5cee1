//! Opening, copying, saving.

use engine::{Request, Ticket};

use asl::notation::Notation;

use crate::commands::Overlay;
use crate::conversion::Conversion;
use crate::effect::Effect;
use crate::history::{Change, Origin};
use crate::learn::LearnMessage;
use crate::message::{Edit, FileMessage, Message};
use crate::opening::{self, Held};
use crate::problems::Severity;
use crate::project::Project;
use crate::sheet::Sheet;
use crate::workbench::Workbench;

/// The greatest definition AWS takes.
const MOST_BYTES: usize = 1024 * 1024;

/// Takes in what concerns files.
pub fn update(workbench: &mut Workbench, message: FileMessage) -> Result<Vec<Effect>, String> {
    Ok(match message {
        FileMessage::Read { name, bytes } => {
            if let Some(held) = opening::in_picture(&bytes) {
                let text = held.map_err(|why| format!("{name} is not opened: {why}"))?;
                return update(workbench, FileMessage::Open { name, text });
            }
            let (text, note) = opening::decode(bytes).map_err(|why| format!("{name} cannot be opened: {why}"))?;
            let said = note.map(|note| format!("{name}: {note}"));
            let mut effects = update(workbench, FileMessage::Open { name, text })?;
            effects.extend(said.map(|said| super::say(workbench, Severity::Warning, said)).into_iter().flatten());
            effects
        }
        FileMessage::Open { name, text } => match opening::holds(&text) {
            Held::Definition => {
                let name = opening::name_of_file(&name);
                open(workbench, Project { name, definition: text, ..Project::default() })
            }
            Held::States => return Err(format!("{name} holds states, and no whole workflow: paste its text to add them")),
            Held::Other(what) => return Err(format!("{name} is not opened: {what}")),
            Held::Host => super::unpack::ask(workbench, name, text),
            held => special(workbench, held, text)?,
        },
        FileMessage::Paste(text) if opening::in_picture(text.as_bytes()).is_some_and(|held| held.is_ok()) => {
            let text = opening::in_picture(text.as_bytes()).and_then(Result::ok).unwrap_or_default();
            update(workbench, FileMessage::Paste(text))?
        }
        FileMessage::Paste(text) => match opening::holds(&text) {
            Held::Definition => {
                let name = opening::name_of_text(&text);
                open(workbench, Project { name, definition: text, ..Project::default() })
            }
            Held::States => super::try_update(workbench, Message::Edit(Edit::Paste(text)))?,
            Held::Other(what) => return Err(format!("What was pasted is not taken over: {what}")),
            Held::Host => super::unpack::ask(workbench, opening::name_of_host(&text).to_owned(), text),
            held => special(workbench, held, text)?,
        },
        FileMessage::OpenExample(slug) => {
            let ticket = workbench.tickets.next(*workbench.front.id);
            workbench.awaited_example = Some((ticket, slug.clone()));
            vec![Effect::Engine(Request::Example { ticket, slug })]
        }
        FileMessage::New => open(workbench, Project::empty()),
        FileMessage::Copy => {
            let said = match workbench.front.document.tree.notation() {
                Notation::Json => "Copied; paste it in the console's Code view",
                Notation::Yaml => "Copied as YAML; the console's Code view takes JSON: File › Copy as JSON",
            };
            vec![Effect::Copy { text: workbench.front.document.text.to_string(), said: said.to_owned(), cuts: Vec::new() }]
        }
        FileMessage::Copied(Some((said, cut))) => {
            let mut effects = match cut.is_empty() {
                false => super::try_update(workbench, Message::Edit(Edit::DeleteThese(cut)))?,
                true => Vec::new(),
            };
            effects.extend(super::say(workbench, Severity::Advice, said));
            effects
        }
        FileMessage::Copied(None) => super::say(
            workbench,
            Severity::Warning,
            "The browser refused the clipboard, and nothing was copied or cut; use Download, or select the code and copy it"
                .to_owned(),
        ),
        FileMessage::Download => {
            let sheet = &workbench.front;
            let name = sheet.file_name(sheet.document.tree.notation());
            vec![Effect::Download { name, text: sheet.document.text.to_string() }]
        }
        FileMessage::Share => {
            workbench.shelf.link_to_lessons = false;
            vec![Effect::Share(crate::record::shared(&workbench.front))]
        }
        FileMessage::DownloadScenarios => {
            let name = format!("{}.scenarios.json", file_stem(&workbench.front.name));
            vec![Effect::Download { name, text: workbench.front.scenarios.text().to_string() }]
        }
        FileMessage::Convert(conversion) => convert(workbench, conversion, false)?,
        FileMessage::ConvertAnyway(conversion) => convert(workbench, conversion, true)?,
        FileMessage::Rename(name) => {
            let name = match name.trim() {
                "" => return Err("a workflow has a name".to_owned()),
                name => name,
            };
            let label = format!("rename the workflow to {name}");
            let change = Change { label, name: (*name != **workbench.front.name).then(|| name.into()), ..Change::default() };
            super::edit::apply(workbench, change, Origin::Command)
        }
        FileMessage::Unreadable(why) => super::say(workbench, Severity::Error, why),
    })
}

/// What is no definition, but belongs to the one that is open.
fn special(workbench: &mut Workbench, held: Held, text: String) -> Result<Vec<Effect>, String> {
    match held {
        Held::History => Ok(super::run::show_history(workbench, text)),
        Held::Scenarios => super::scenario::take_over(workbench, &text),
        Held::Lessons => super::try_update(workbench, Message::Learn(LearnMessage::OpenText(text))),
        Held::Progress => super::try_update(workbench, Message::Learn(LearnMessage::Import(text))),
        Held::MockConfig(machines) => super::scenario::add_mock_config(workbench, &text, &machines),
        Held::Definition | Held::States | Held::Host | Held::Other(_) => Ok(Vec::new()),
    }
}

/// Opens a workflow on a sheet of its own.
pub fn open(workbench: &mut Workbench, mut project: Project) -> Vec<Effect> {
    let too_large = project.definition.len() > MOST_BYTES;
    project.name = workbench.free_name(&project.name);
    // What was made from an example is not worth keeping until it is changed; what was brought here is.
    let touched = project.example.is_none();
    let mut sheet = workbench.new_sheet(project, None);
    sheet.keeping.touched = touched;
    let mut effects = super::shelf::put_in_front(workbench, sheet);
    if too_large {
        effects.extend(super::say(
            workbench,
            Severity::Warning,
            "This definition is larger than the 1 MiB that AWS accepts".to_owned(),
        ));
    }
    effects
}

/// Converts the definition, unless something would be lost that was not said yet.
fn convert(workbench: &mut Workbench, conversion: Conversion, anyway: bool) -> Result<Vec<Effect>, String> {
    let sheet = &workbench.front;
    if let Some(why) = sheet.unconvertible() {
        return Err(why);
    }
    workbench.overlay.set_if_new(None);
    if !anyway && !sheet.losses().is_empty() {
        *workbench.overlay = Some(Overlay::Losses(conversion));
        return Ok(Vec::new());
    }
    let (notation, text) = (sheet.other_notation(), sheet.converted());
    Ok(match conversion {
        Conversion::Copy => vec![Effect::Copy { text, said: format!("Copied as {}", notation.name()), cuts: Vec::new() }],
        Conversion::Download => vec![Effect::Download { name: sheet.file_name(notation), text }],
        Conversion::Rewrite => {
            let change = Change::of_definition(sheet.rewritten(text));
            super::edit::apply(workbench, change, Origin::Command)
        }
    })
}

/// Opens an example whose texts have come, if it is still the one that is awaited.
pub fn example_arrived(
    workbench: &mut Workbench,
    ticket: Ticket,
    slug: &str,
    definition: String,
    scenarios: String,
) -> Vec<Effect> {
    if workbench.awaited_example.take_if(|(awaited, _)| *awaited == ticket).is_none() {
        return Vec::new();
    }
    let Some(listing) = gallery::listing(slug) else { return Vec::new() };
    let (name, example) = (listing.title.to_owned(), Some(slug.to_owned()));
    open(workbench, Project { name, example, definition, scenarios, ..Project::default() })
}

impl Sheet {
    /// The name of its file in this notation.
    #[must_use]
    pub fn file_name(&self, notation: Notation) -> String {
        file_name(&self.name, notation)
    }
}

/// The name of a workflow's file in this notation.
pub fn file_name(workflow: &str, notation: Notation) -> String {
    file_stem(workflow) + notation.file_ending()
}

/// The workflow's name as a file's: what file systems or shells stumble over becomes a hyphen.
pub fn file_stem(name: &str) -> String {
    let kept: String =
        name.chars().map(|letter| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' }).collect();
    let kept = kept.trim_matches(['-', '.']).to_lowercase();
    // Windows keeps these for devices, whatever ending follows.
    let device = kept.split('.').next().is_some_and(|stem| {
        matches!(stem, "con" | "prn" | "aux" | "nul")
            || ((stem.starts_with("com") || stem.starts_with("lpt"))
                && stem.len() == 4
                && stem.ends_with(|digit: char| digit.is_ascii_digit()))
    });
    match kept {
        kept if kept.is_empty() => "workflow".to_owned(),
        kept if device => format!("workflow-{kept}"),
        kept => kept,
    }
}
