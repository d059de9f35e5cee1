//! What overlays list: commands, states to go to, states to add, examples.

use super::{Action, COMMANDS, Command, Overlay, STATE, Structure};
use crate::apis::{ServiceAction, ServiceGroup};
use crate::message::Selected;
use crate::palette::{Kind, palette};
use crate::workbench::Workbench;

/// So many states of a large machine are listed until something is searched for.
const LISTED: usize = 400;

/// One line of an overlay.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The heading it stands under.
    pub group: &'static str,
    /// What looks it has, for a state.
    pub kind: Option<Kind>,
    /// Its name.
    pub title: String,
    /// More on it, or why it can't be used now.
    pub hint: String,
    /// Its key.
    pub keys: &'static str,
    /// Whether it can be used now.
    pub enabled: bool,
    /// What it does.
    pub action: Action,
}

/// Everything an overlay offers now.
#[must_use]
pub fn entries(workbench: &Workbench, overlay: Overlay) -> Vec<Entry> {
    match overlay {
        Overlay::StateMenu(_) => COMMANDS.iter().filter(|row| row.0 == STATE).filter_map(|row| in_menu(workbench, row)).collect(),
        Overlay::Add(place) => additions(|state| Action::Add(state, place)),
        Overlay::AddLed(from, way) => additions(|state| Action::AddLed(state, from, way)),
        Overlay::Losses(_)
        | Overlay::Workflows
        | Overlay::Share
        | Overlay::Picture
        | Overlay::Production
        | Overlay::Versions
        | Overlay::Keys => Vec::new(),
        Overlay::Commands => {
            let has_state = matches!(*workbench.front.selected, Selected::State(_));
            let offered = |row: &&(&str, Command, &str, &str)| row.0 != STATE || has_state;
            let mut entries: Vec<Entry> = COMMANDS.iter().filter(offered).map(|row| command(workbench, row)).collect();
            entries.extend(states(workbench));
            let place = workbench.front.place_at_selection();
            entries.extend(additions(|state| Action::Add(state, place)));
            entries.extend(workbench.shelf_rows().into_iter().filter(|row| !row.is_front).map(|row| Entry {
                group: "Open a workflow",
                kind: None,
                hint: if row.is_open { "open".to_owned() } else { String::new() },
                title: row.name,
                keys: "",
                enabled: true,
                action: Action::Workflow(row.key),
            }));
            entries.extend(gallery::listings().iter().map(|example| Entry {
                group: "Open an example",
                kind: None,
                title: example.title.to_owned(),
                hint: String::new(),
                keys: "",
                enabled: true,
                action: Action::Example(example.slug),
            }));
            let lessons = (0..).zip(workbench.learn.library.chapters()).flat_map(|(chapter, here)| {
                here.lessons
                    .iter()
                    .enumerate()
                    .map(move |(place, lesson)| (Action::Lesson(chapter, place), &lesson.title, &here.title))
            });
            entries.extend(lessons.map(|(action, title, chapter)| Entry {
                group: "Open a lesson",
                kind: None,
                title: title.clone(),
                hint: chapter.clone(),
                keys: "",
                enabled: true,
                action,
            }));
            entries
        }
    }
}

/// Every command that has a key: its group, its name, its key.
#[must_use]
pub fn keys() -> Vec<(&'static str, &'static str, &'static str)> {
    COMMANDS.iter().filter(|(_, _, _, keys)| !keys.is_empty()).map(|(group, _, title, keys)| (*group, *title, *keys)).collect()
}

/// Those that hold every word of a search, whose title begins with it first.
#[must_use]
pub fn filtered(entries: &[Entry], search: &str) -> Vec<Entry> {
    let search = search.trim().to_lowercase();
    let holds = |entry: &&Entry| {
        let text = format!("{} {} {}", entry.title, entry.hint, entry.group).to_lowercase();
        search.split_whitespace().all(|word| text.contains(word))
    };
    let (first, rest): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().filter(holds).partition(|entry| !search.is_empty() && entry.title.to_lowercase().starts_with(&search));
    first.into_iter().chain(rest).cloned().collect()
}

fn command(workbench: &Workbench, (group, command, title, keys): &(&'static str, Command, &str, &'static str)) -> Entry {
    let refusal = command.message(workbench).err();
    let also = |what: String| format!("{title}: {what}");
    let told = match command {
        Command::Undo => workbench.front.history.undo_label().map(str::to_owned).map(also),
        Command::Redo => workbench.front.history.redo_label().map(str::to_owned).map(also),
        Command::Convert(conversion) => Some(conversion.title(workbench.front.other_notation())),
        _ => None,
    };
    Entry {
        group,
        kind: None,
        title: told.unwrap_or_else(|| (*title).to_owned()),
        enabled: refusal.is_none(),
        hint: refusal.unwrap_or_default(),
        keys,
        action: Action::Do(*command),
    }
}

/// The menu leaves out what cannot concern a state of this type at all.
fn in_menu(workbench: &Workbench, row: &(&'static str, Command, &str, &'static str)) -> Option<Entry> {
    let Selected::State(key) = *workbench.front.selected else { return None };
    let kind = workbench.front.scene.state(key)?.kind;
    let is_container = matches!(kind, Kind::Parallel | Kind::Map);
    let Command::Structure(structure) = row.1 else {
        let concerns = row.1 != Command::Fold || is_container;
        return concerns.then(|| command(workbench, row));
    };
    let concerns = match structure {
        Structure::Unwrap => is_container,
        Structure::AddRule | Structure::AddDefault => kind == Kind::Choice,
        Structure::AddRetrier | Structure::AddCatcher => is_container || kind == Kind::Task,
        Structure::ModerniseMap => kind == Kind::Map,
        Structure::WrapInParallel | Structure::WrapInMap => !matches!(kind, Kind::Choice | Kind::Succeed | Kind::Fail),
        _ => true,
    };
    let entry = concerns.then(|| command(workbench, row))?;
    // Nothing is left to modernise, or the state is JSONata already: not worth a line.
    let is_idle =
        matches!(structure, Structure::ModerniseMap | Structure::StateToJsonata | Structure::AddDefault) && !entry.enabled;
    let is_told = structure == Structure::StateToJsonata && !workbench.front.is_jsonata(key);
    (!is_idle || is_told).then_some(entry)
}

fn states(workbench: &Workbench) -> impl Iterator<Item = Entry> {
    let states = workbench.front.scene.nodes.iter().filter_map(|node| match node.key {
        crate::scene::NodeKey::State(key) => Some((key, node)),
        _ => None,
    });
    states.take(LISTED).map(|(key, node)| Entry {
        group: "Go to a state",
        kind: Some(node.kind),
        title: node.title.to_string(),
        hint: node.subtitle.to_string(),
        keys: "",
        enabled: true,
        action: Action::GoTo(key),
    })
}

/// The services' actions that fit a search, for overlays that add states.
#[must_use]
pub fn service_entries(workbench: &Workbench, overlay: Overlay, search: &str) -> Vec<Entry> {
    const MOST: usize = 40;
    let at_selection = workbench.front.place_at_selection();
    let add = move |state| match overlay {
        Overlay::Add(place) => Action::Add(state, place),
        Overlay::AddLed(from, way) => Action::AddLed(state, from, way),
        _ => Action::Add(state, at_selection),
    };
    if !overlay.adds_services() {
        return Vec::new();
    }
    let found = workbench.apis.search(search, MOST);
    let entry = |title: &str, optimized: bool, action: ServiceAction| Entry {
        group: if optimized { "AWS services, optimised" } else { "AWS services" },
        kind: Some(Kind::Task),
        title: action.name,
        hint: title.to_owned(),
        keys: "",
        enabled: true,
        action: add(action.state),
    };
    let entries = found.groups.into_iter().flat_map(|group| {
        let ServiceGroup { title, optimized, actions } = group;
        actions.into_iter().map(move |action| entry(&title, optimized, action))
    });
    let (first, rest): (Vec<Entry>, Vec<Entry>) = entries.partition(|entry| entry.group != "AWS services");
    first.into_iter().chain(rest).collect()
}

fn additions(action: impl Fn(asl::edit::NewState) -> Action) -> Vec<Entry> {
    let mut entries = Vec::new();
    for item in palette().into_iter().flat_map(|group| group.items) {
        entries.push(Entry {
            group: "Add a state",
            kind: Some(item.kind),
            title: item.name.to_owned(),
            hint: item.what.to_owned(),
            keys: "",
            enabled: true,
            action: action(item.state),
        });
    }
    entries
}
