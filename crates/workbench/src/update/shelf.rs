//! Sheets that come to the front and go, and the records that they are kept in.

use std::sync::Arc;

use engine::Request;

use crate::commands::Overlay;
use crate::effect::Effect;
use crate::message::RunMessage;
use crate::opening::free_name;
use crate::problems::{Notice, Offer, Severity};
use crate::project::Project;
use crate::record::Record;
use crate::sheet::{Held, Keeping, Sheet, SheetId};
use crate::shelf::{Fetch, Purpose, ShelfMessage, StoreFailure};
use crate::workbench::{Saved, Workbench};

/// So many sheets stay open behind the one in front; those that were looked at longest ago are only kept.
const MOST_RESTING: usize = 12;

/// Takes in what concerns the workflows that are kept.
pub fn update(workbench: &mut Workbench, message: ShelfMessage) -> Result<Vec<Effect>, String> {
    Ok(match message {
        ShelfMessage::Open(key) => {
            workbench.overlay.set_if_new(None);
            match take_resting(workbench, &key) {
                Some(sheet) => put_in_front(workbench, sheet),
                None if workbench.front.keeping.key == key => Vec::new(),
                None => fetch(workbench, key, Purpose::Open),
            }
        }
        ShelfMessage::Duplicate(key) => {
            workbench.overlay.set_if_new(None);
            let open = workbench.open_sheets().find(|sheet| sheet.keeping.key == key).map(Sheet::project);
            match open {
                Some(project) => super::file::open(workbench, copy_of(project)),
                None => fetch(workbench, key, Purpose::Duplicate),
            }
        }
        ShelfMessage::Delete(key) => delete(workbench, key),
        ShelfMessage::BringBack => {
            let (key, text) = workbench.shelf.deleted.take().ok_or("nothing was deleted")?;
            workbench.notice.set_if_new(None);
            let record = Record::read(&text)?;
            let keeping = Keeping { key: key.clone(), touched: true, ..Keeping::default() };
            let sheet = workbench.new_sheet(record.project, Some(keeping));
            put_in_front(workbench, sheet)
        }
        ShelfMessage::OpenExtracted => {
            let project = workbench.shelf.extracted.take().ok_or("nothing was taken out")?;
            super::file::open(workbench, project)
        }
        ShelfMessage::Close => close(workbench),
        ShelfMessage::CopyFollowed => {
            let copy = copy_of(workbench.front.project());
            super::file::open(workbench, copy)
        }
        ShelfMessage::Linked(link) => {
            let link = link.ok_or("this browser cannot make links; download the definition instead")?;
            workbench.shelf.link = Some(link);
            *workbench.overlay = Some(Overlay::Share);
            Vec::new()
        }
        ShelfMessage::KeepLinked => keep_linked(workbench),
        ShelfMessage::TakeOver => vec![Effect::TakeOver(workbench.front.keeping.key.clone())],
        ShelfMessage::Listed(entries) => {
            workbench.shelf.entries = crate::shared::Shared::new(entries);
            Vec::new()
        }
        ShelfMessage::Fetched(key, found) => fetched(workbench, &key, found)?,
        ShelfMessage::Stored { key, result, outdated } => stored(workbench, &key, result, outdated),
        ShelfMessage::ChangedElsewhere(key, version) => {
            let is_followed = |sheet: &Sheet| sheet.keeping.key == key && sheet.keeping.held == Held::Elsewhere;
            let behind = workbench.open_sheets().any(|sheet| is_followed(sheet) && sheet.keeping.version < version);
            let fetch = behind.then_some(Effect::Fetch(key));
            fetch.into_iter().chain([Effect::List]).collect()
        }
        ShelfMessage::Access(key, granted) => access(workbench, &key, granted),
    })
}

/// The page is shown.
pub fn began(workbench: &mut Workbench) -> Vec<Effect> {
    let mut effects = vec![Effect::List];
    if workbench.front.keeping.held != Held::ByLink {
        effects.insert(0, Effect::Front(workbench.front.keeping.key.clone()));
    } else if workbench.front.keeping.moment.is_some() {
        effects.extend(super::run::update(workbench, RunMessage::Start));
    }
    effects
}

/// Shows a sheet; the one before stays open behind it.
pub fn put_in_front(workbench: &mut Workbench, sheet: Sheet) -> Vec<Effect> {
    let mut former = std::mem::replace(&mut workbench.front, sheet);
    former.run.pause();
    let mut effects = Vec::new();
    if !former.keeping.touched && former.keeping.version > 0 {
        effects.push(Effect::Remove(former.keeping.key.clone()));
        former.keeping.version = 0;
    } else {
        effects.push(Effect::Release(former.keeping.key.clone()));
    }
    workbench.resting.push(former);
    // What is not stored is nowhere else.
    while workbench.resting.len() > MOST_RESTING
        && let Some(at) = workbench.resting.iter().position(|sheet| !sheet.keeping.due)
    {
        let oldest = workbench.resting.remove(at);
        effects.push(Effect::Engine(Request::Forget { run: oldest.run.ticket() }));
    }
    workbench.notice.set_if_new(None);
    effects.extend(show_front(workbench));
    effects
}

/// What the page is to do when another sheet is in front.
fn show_front(workbench: &mut Workbench) -> Vec<Effect> {
    let key = workbench.front.keeping.key.clone();
    let said = Effect::Announce(format!("Opened {}", *workbench.front.name));
    let mut effects = vec![Effect::FitCanvas, said];
    // What came by a link is not kept.
    if workbench.front.keeping.held == Held::ByLink {
        return effects;
    }
    effects.insert(0, Effect::Front(key));
    if workbench.front.keeping.version == 0 {
        effects.insert(0, super::store(workbench));
    }
    effects
}

/// Brings an open sheet to the front.
pub fn show_open(workbench: &mut Workbench, key: &str) -> Vec<Effect> {
    take_resting(workbench, key).map_or_else(Vec::new, |sheet| put_in_front(workbench, sheet))
}

fn take_resting(workbench: &mut Workbench, key: &str) -> Option<Sheet> {
    let at = workbench.resting.iter().position(|sheet| *sheet.keeping.key == *key)?;
    Some(workbench.resting.remove(at))
}

fn fetch(workbench: &mut Workbench, key: Arc<str>, purpose: Purpose) -> Vec<Effect> {
    workbench.shelf.awaited = Some(Fetch { key: key.clone(), purpose });
    vec![Effect::Fetch(key)]
}

fn copy_of(project: Project) -> Project {
    Project { name: format!("{} (copy)", project.name), example: None, rest: String::new(), ..project }
}

/// Closes the sheet in front: the one behind it comes forward, or a new one.
fn close(workbench: &mut Workbench) -> Vec<Effect> {
    let next = match workbench.resting.pop() {
        Some(sheet) => sheet,
        None => workbench.new_sheet(Project::first(), None),
    };
    let mut effects = put_in_front(workbench, next);
    if let Some(closed) = workbench.resting.pop() {
        effects.push(Effect::Engine(Request::Forget { run: closed.run.ticket() }));
        // Nothing of it may be lost: what is not stored yet is stored before it goes.
        if closed.keeping.touched && closed.keeping.due {
            workbench.resting.insert(0, closed);
        }
    }
    effects
}

/// Closes those of these sheets that nobody has changed and nobody looks at.
pub fn close_untouched(workbench: &mut Workbench, sheets: &[SheetId]) -> Vec<Effect> {
    let goes = |sheet: &Sheet| sheets.contains(&sheet.id) && !sheet.keeping.touched;
    let gone = workbench.resting.extract_if(.., |sheet| goes(sheet));
    gone.map(|sheet| Effect::Engine(Request::Forget { run: sheet.run.ticket() })).collect()
}

fn delete(workbench: &mut Workbench, key: Arc<str>) -> Vec<Effect> {
    let Some(text) = workbench.open_sheets().find(|sheet| sheet.keeping.key == key).map(Record::write) else {
        return fetch(workbench, key, Purpose::Delete);
    };
    let name = workbench.open_sheets().find(|sheet| sheet.keeping.key == key).map(|sheet| sheet.name.to_string());
    let mut effects = Vec::new();
    if workbench.front.keeping.key == key {
        let next = match workbench.resting.pop() {
            Some(sheet) => sheet,
            None => workbench.new_sheet(Project::first(), None),
        };
        effects = put_in_front(workbench, next);
    }
    if let Some(gone) = take_resting(workbench, &key) {
        effects.push(Effect::Engine(Request::Forget { run: gone.run.ticket() }));
    }
    effects.extend(deleted(workbench, key, text, &name.unwrap_or_default()));
    effects
}

/// A record goes; its text is kept until the next one goes.
fn deleted(workbench: &mut Workbench, key: Arc<str>, text: String, name: &str) -> Vec<Effect> {
    workbench.shelf.deleted = Some((key.clone(), text));
    let said = format!("Deleted {name}");
    *workbench.notice = Some(Notice { offer: Some(Offer::BringBack), ..Notice::new(Severity::Advice, said.clone()) });
    vec![Effect::Remove(key), Effect::List, Effect::Announce(said)]
}

fn fetched(workbench: &mut Workbench, key: &Arc<str>, found: Option<(String, u64)>) -> Result<Vec<Effect>, String> {
    let awaited = workbench.shelf.awaited.take_if(|awaited| awaited.key == *key);
    let purpose = awaited.map_or(Purpose::Follow, |awaited| awaited.purpose);
    let Some((text, version)) = found else {
        return match purpose {
            Purpose::Follow => Ok(Vec::new()),
            _ => Err("This workflow is not kept any more; another tab may have deleted it".to_owned()),
        };
    };
    let record = match Record::read(&text) {
        Ok(record) => record,
        Err(why) if purpose == Purpose::Follow => return Err(format!("What another tab has kept cannot be read here: {why}")),
        Err(why) => return Err(format!("This workflow cannot be read ({why}). It is kept as it is")),
    };
    Ok(match purpose {
        Purpose::Open => {
            let keeping = Keeping { key: key.clone(), version, touched: true, ..Keeping::default() };
            let sheet = workbench.new_sheet(record.project, Some(keeping));
            put_in_front(workbench, sheet)
        }
        Purpose::Duplicate => super::file::open(workbench, copy_of(record.project)),
        Purpose::Delete => deleted(workbench, key.clone(), text, &record.project.name),
        Purpose::Follow => {
            if let Some(sheet) = workbench.sheet_of_record(key) {
                sheet.follow(record.project);
                sheet.keeping.version = version;
            }
            Vec::new()
        }
    })
}

fn stored(workbench: &mut Workbench, key: &Arc<str>, result: Result<u64, StoreFailure>, outdated: bool) -> Vec<Effect> {
    let Some(sheet) = workbench.sheet_of_record(key) else { return Vec::new() };
    match result {
        Ok(version) => {
            (sheet.keeping.version, sheet.keeping.due) = (version, outdated);
            if matches!(*workbench.saved, Saved::Failed(_)) {
                workbench.saved.set_if_new(Saved::Saved);
            }
            vec![Effect::List]
        }
        Err(StoreFailure::Conflict) => {
            let name = sheet.name.to_string();
            let id = *sheet.id;
            let copy = workbench.free_name(&format!("{name} (copy)"));
            let fresh = workbench.fresh_key();
            if let Some(sheet) = workbench.sheet_mut(id) {
                (sheet.keeping.key, sheet.keeping.version, sheet.keeping.held) = (fresh, 0, Held::Here);
                *sheet.name = copy.as_str().into();
            }
            let said = format!("{name} was changed in another tab meanwhile. What you have here is kept as {copy}");
            *workbench.notice = Some(Notice::new(Severity::Warning, said.clone()));
            let key = workbench.front.keeping.key.clone();
            vec![Effect::Store(id), Effect::Front(key), Effect::Announce(said)]
        }
        Err(StoreFailure::Failed(why)) => {
            workbench.saved.set_if_new(Saved::Failed(why.clone()));
            *workbench.notice = Some(Notice { offer: Some(Offer::Download), ..Notice::new(Severity::Warning, why.clone()) });
            vec![Effect::Announce(why)]
        }
    }
}

/// What came by a link is kept from now on, and can be changed.
fn keep_linked(workbench: &mut Workbench) -> Vec<Effect> {
    if workbench.front.keeping.held != Held::ByLink {
        return Vec::new();
    }
    let name = workbench.free_name(&workbench.front.name);
    let sheet = &mut workbench.front;
    *sheet.name = name.as_str().into();
    (sheet.keeping.held, sheet.keeping.touched) = (Held::Here, true);
    let said = format!("Kept as {name}");
    vec![super::store(workbench), Effect::Front(workbench.front.keeping.key.clone()), Effect::Unlink, Effect::Announce(said)]
}

/// Another page has the right to change a sheet, or it is here.
fn access(workbench: &mut Workbench, key: &Arc<str>, granted: bool) -> Vec<Effect> {
    let Some(sheet) = workbench.sheet_of_record(key) else { return Vec::new() };
    let held = if granted { Held::Here } else { Held::Elsewhere };
    if sheet.keeping.held == held || sheet.keeping.held == Held::ByLink {
        return Vec::new();
    }
    sheet.keeping.held = held;
    // Whoever had it has stored all of it by now.
    vec![Effect::Fetch(key.clone())]
}

impl Workbench {
    /// The name, with a number behind it if another workflow has it.
    pub(crate) fn free_name(&self, wanted: &str) -> String {
        free_name(wanted, |name| {
            let is_open = self.open_sheets().any(|sheet| **sheet.name == *name && sheet.keeping.touched);
            is_open || self.shelf.entries.iter().any(|entry| entry.name == name)
        })
    }
}
