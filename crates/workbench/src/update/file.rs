//! Opening, copying, saving.

use std::sync::Arc;

use engine::Request;

use crate::clipboard::{self, Held};
use crate::effect::Effect;
use crate::message::{Edit, FileMessage};
use crate::problems::{Notice, Severity};
use crate::project::Project;
use crate::workbench::{Saved, Workbench};

/// The greatest definition AWS takes.
const MOST_BYTES: usize = 1024 * 1024;

/// Takes in what concerns files.
pub fn update(workbench: &mut Workbench, message: FileMessage) -> Vec<Effect> {
    match message {
        FileMessage::Open { name, text } => match clipboard::holds(&text) {
            Held::History => super::run::show_history(workbench, text),
            Held::Yaml => read_yaml(workbench, name, text),
            Held::States | Held::Definition => open_definition(workbench, name, text),
        },
        FileMessage::Paste(text) => match clipboard::holds(&text) {
            Held::History => super::run::show_history(workbench, text),
            Held::Yaml => read_yaml(workbench, String::new(), text),
            Held::States => super::edit::update(workbench, Edit::Paste(text)),
            Held::Definition => open_definition(workbench, String::new(), text),
        },
        FileMessage::OpenExample(slug) => {
            workbench.awaited_example = Some(slug);
            ask_for_example(workbench).into_iter().collect()
        }
        FileMessage::New => open(workbench, Project::empty()),
        FileMessage::Copy => {
            let said = "Copied; paste it in the console's Code view".to_owned();
            vec![Effect::Copy { text: workbench.document.text.to_string(), said }]
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
        FileMessage::DownloadYaml => {
            vec![Effect::Engine(Request::Convert { text: workbench.document.text.to_string(), to_yaml: true })]
        }
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
    }
}

fn open_definition(workbench: &mut Workbench, file: String, definition: String) -> Vec<Effect> {
    let name = file.trim_end_matches(".json").trim_end_matches(".asl").to_owned();
    let name = if name.is_empty() { workbench.name.to_string() } else { name };
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

/// Asks the engine, which can read YAML, for a definition as JSON.
fn read_yaml(workbench: &mut Workbench, name: String, text: String) -> Vec<Effect> {
    workbench.awaited_yaml = Some(name.trim_end_matches(".yml").trim_end_matches(".yaml").to_owned());
    vec![Effect::Engine(Request::Convert { text, to_yaml: false })]
}

/// Takes in a definition in the other notation: opens what came from YAML, offers YAML as a file; says what it cannot say.
pub fn converted(workbench: &mut Workbench, result: Result<String, String>, to_yaml: bool, losses: &[String]) -> Vec<Effect> {
    let text = match result {
        Ok(text) => text,
        Err(why) if to_yaml => return say(workbench, Severity::Warning, format!("Mend the definition first: {why}")),
        Err(why) => return say(workbench, Severity::Error, format!("The YAML cannot be read: {why}")),
    };
    let lost = losses.join("; ");
    if to_yaml {
        let name = workbench.download_name().replace(".json", ".yaml");
        let said = if lost.is_empty() { "Downloaded as YAML".to_owned() } else { format!("Downloaded as YAML; {lost}") };
        let mut effects = say(workbench, Severity::Advice, said);
        effects.push(Effect::Download { name, text });
        return effects;
    }
    let Some(name) = workbench.awaited_yaml.take() else { return Vec::new() };
    let mut effects = open_definition(workbench, name, text);
    let said = match lost.is_empty() {
        true => "Opened as JSON; File › Download as YAML writes YAML again".to_owned(),
        false => format!("Opened as JSON, your file stays as it is. Saved from here as YAML, {lost}"),
    };
    effects.extend(say(workbench, Severity::Advice, said));
    effects
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
    *workbench = Workbench { linting, clipboard, ..Workbench::open(project, workbench.panels.clone(), None) };
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
        format!("{}.asl.json", file_name(&self.name))
    }
}

/// The workflow's name as a file's: what file systems or shells stumble over becomes a hyphen.
fn file_name(name: &str) -> String {
    let kept: String =
        name.chars().map(|letter| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' }).collect();
    let kept = kept.trim_matches(['-', '.']).to_lowercase();
    if kept.is_empty() { "workflow".to_owned() } else { kept }
}
