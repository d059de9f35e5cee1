//! The app without a browser: messages go in, effects are carried out at once by the real engine and by a storage in memory.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::{Host, Reply, Request};
use workbench::drafts::{DraftMessage, FieldId};
use workbench::effect::Effect;
use workbench::message::{Edit, FileMessage, Message, RunMessage, ScenarioMessage, Utf16Edit};
use workbench::panels::Panels;
use workbench::project::Project;
use workbench::record::Record;
use workbench::sheet::SheetId;
use workbench::shelf::{ShelfEntry, ShelfMessage, StoreFailure};
use workbench::{Found, Workbench, update};

/// A workbench with an engine and a storage beside it.
pub struct Desk {
    pub workbench: Workbench,
    host: Host,
    pub storage: Storage,
    /// What the world outside was asked for, but for what the engine, the clock and the storage do.
    pub asked: Vec<Effect>,
    /// Replies wait here instead of being heard at once, if somebody wants that.
    pub held: Option<Vec<Reply>>,
    pages: u32,
}

/// What a browser keeps.
#[derive(Clone, Default)]
pub struct Storage {
    pub records: BTreeMap<Arc<str>, (String, u64)>,
    pub front: Option<Arc<str>>,
    /// Why it takes nothing, if so.
    pub fails: Option<String>,
}

impl Storage {
    /// Stores a text that continues this version.
    pub fn store(&mut self, key: &Arc<str>, text: String, version: u64) -> Result<u64, StoreFailure> {
        if let Some(why) = &self.fails {
            return Err(StoreFailure::Failed(why.clone()));
        }
        let stored = self.records.get(key).map_or(0, |(_, version)| *version);
        if stored > version {
            return Err(StoreFailure::Conflict);
        }
        self.records.insert(key.clone(), (text, version + 1));
        Ok(version + 1)
    }
}

impl Desk {
    pub fn open(project: Project) -> Self {
        Self::with(Workbench::open(project, Panels::default(), None), Storage::default(), 1)
    }

    pub fn first() -> Self {
        Self::open(Project::first())
    }

    fn with(workbench: Workbench, storage: Storage, pages: u32) -> Self {
        let mut desk = Self { workbench, host: Host::new(), storage, asked: Vec::new(), held: None, pages };
        desk.send(Message::Began);
        desk
    }

    /// Another page on the same storage.
    pub fn another_page(&self, storage: Storage) -> Self {
        let front = storage.front.as_ref().and_then(|key| storage.records.get(key)).cloned();
        let found = Found { front, session: format!("page{}", self.pages + 1), ..Found::default() };
        Self::with(Workbench::restore(found), storage, self.pages + 1)
    }

    /// The page is loaded anew.
    pub fn reload(&mut self) {
        let storage = std::mem::take(&mut self.storage);
        *self = self.another_page(storage);
    }

    pub fn send(&mut self, message: Message) {
        for effect in update(&mut self.workbench, message) {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Engine(request) => self.engine(request),
            Effect::Tick { clock, .. } => self.send(Message::Run(RunMessage::Tick(clock))),
            Effect::LookOn => self.send(Message::Run(RunMessage::LookOn)),
            Effect::Store(id) => self.store(id),
            Effect::Front(key) => self.storage.front = Some(key),
            Effect::Remove(key) => drop(self.storage.records.remove(&key)),
            Effect::Fetch(key) => {
                let found = self.storage.records.get(&key).cloned();
                self.send(Message::Shelf(ShelfMessage::Fetched(key, found)));
            }
            Effect::List => {
                let entry = |(key, (text, _)): (&Arc<str>, &(String, u64))| ShelfEntry {
                    key: key.clone(),
                    name: Record::read(text).map(|record| record.project.name).unwrap_or_default(),
                    edited: 0,
                    bytes: text.len() as u32,
                    states: 0,
                };
                let entries = self.storage.records.iter().map(entry).collect();
                self.send(Message::Shelf(ShelfMessage::Listed(entries)));
            }
            Effect::Copy { text, said, cuts } => {
                self.send(Message::File(FileMessage::Copied(Some((said.clone(), cuts.clone())))));
                self.asked.push(Effect::Copy { text, said, cuts });
            }
            other => self.asked.push(other),
        }
    }

    fn store(&mut self, id: SheetId) {
        let Some(sheet) = self.workbench.sheet(id) else { return };
        let (key, text, version) = (sheet.keeping.key.clone(), Record::write(sheet), sheet.keeping.version);
        let result = self.storage.store(&key, text, version);
        self.send(Message::Shelf(ShelfMessage::Stored { key, result, outdated: false }));
    }

    /// Types in the code, as the editor tells it.
    pub fn type_text(&mut self, edits: Vec<Utf16Edit>, after_pause: bool) {
        let revision = self.workbench.front.text_log.revision();
        self.send(Message::Edit(Edit::Type { revision, edits, after_pause }));
    }

    /// Types into a field, which keeps the focus.
    pub fn type_into(&mut self, field: FieldId, text: &str) {
        self.send(Message::Draft(DraftMessage::Type(field, text.to_owned())));
    }

    fn engine(&mut self, request: Request) {
        let mut replies = Vec::new();
        self.host.handle(request, &mut |reply| replies.push(reply));
        while self.host.tick(&mut |reply| replies.push(reply)) {}
        match &mut self.held {
            Some(held) => held.extend(replies),
            None => replies.into_iter().for_each(|reply| self.hear(reply)),
        }
    }

    /// The engine says something.
    pub fn hear(&mut self, reply: Reply) {
        self.send(Message::Run(RunMessage::Engine(reply)));
    }

    pub fn text(&self) -> String {
        self.workbench.front.document.text.to_string()
    }

    pub fn scenarios(&self) -> String {
        self.workbench.front.scenarios.text().to_string()
    }

    pub fn key(&self, name: &str) -> asl::document::StateKey {
        let document = &self.workbench.front.document;
        document.key(document.definition.find(name).unwrap_or_else(|| panic!("there is no state {name}")))
    }

    pub fn scenario(&mut self, name: &str) {
        let index = self.workbench.front.scenarios.names().iter().position(|known| known == name);
        let index = index.unwrap_or_else(|| panic!("there is no scenario {name}"));
        self.send(Message::Scenario(ScenarioMessage::Choose(index)));
    }

    /// Runs the chosen scenario to its end and returns the verdict's title.
    pub fn run(&mut self) -> String {
        self.send(Message::Run(RunMessage::Start));
        self.send(Message::Run(RunMessage::ToEnd));
        let notice = self.workbench.notice.as_ref().map(|notice| notice.text.to_string());
        self.workbench.front.run.verdict().map(|verdict| verdict.title).unwrap_or_else(|| format!("no verdict: {notice:?}"))
    }
}
