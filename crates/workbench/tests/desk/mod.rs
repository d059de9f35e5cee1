//! The app without a browser: messages go in, effects are carried out at once by the real engine.

#![allow(dead_code, reason = "each test file uses a part of it")]

use engine::{Host, Request};
use workbench::drafts::{DraftMessage, FieldId};
use workbench::effect::Effect;
use workbench::message::{Edit, Message, RunMessage, Utf16Edit};
use workbench::panels::Panels;
use workbench::project::Project;
use workbench::{Workbench, update};

/// A workbench with an engine beside it.
pub struct Desk {
    pub workbench: Workbench,
    host: Host,
    /// What the world outside was asked for, but for what the engine and the clock do.
    pub asked: Vec<Effect>,
}

impl Desk {
    pub fn open(project: Project) -> Self {
        let workbench = Workbench::open(project, Panels::default(), None);
        let mut desk = Self { workbench, host: Host::new(), asked: Vec::new() };
        desk.send(Message::Began);
        desk
    }

    pub fn first() -> Self {
        Self::open(Project::first())
    }

    pub fn send(&mut self, message: Message) {
        for effect in update(&mut self.workbench, message) {
            match effect {
                Effect::Engine(request) => self.engine(request),
                Effect::StopEngine => self.host = Host::new(),
                Effect::Tick { clock, .. } => self.send(Message::Run(RunMessage::Tick(clock))),
                Effect::LookOn => self.send(Message::Run(RunMessage::LookOn)),
                other => self.asked.push(other),
            }
        }
    }

    /// Types in the code, as the editor tells it.
    pub fn type_text(&mut self, edits: Vec<Utf16Edit>, after_pause: bool) {
        let revision = self.workbench.text_log.revision();
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
        for reply in replies {
            self.send(Message::Run(RunMessage::Engine(reply)));
        }
    }

    pub fn text(&self) -> String {
        self.workbench.document.text.to_string()
    }

    pub fn key(&self, name: &str) -> asl::document::StateKey {
        let document = &self.workbench.document;
        document.key(document.definition.find(name).unwrap_or_else(|| panic!("there is no state {name}")))
    }

    pub fn scenario(&mut self, name: &str) {
        let index = self.workbench.scenarios.names().iter().position(|known| known == name);
        let index = index.unwrap_or_else(|| panic!("there is no scenario {name}"));
        self.send(Message::Scenario(workbench::message::ScenarioMessage::Choose(index)));
    }

    /// Runs the chosen scenario to its end and returns the verdict's title.
    pub fn run(&mut self) -> String {
        self.send(Message::Run(RunMessage::Start));
        self.send(Message::Run(RunMessage::ToEnd));
        let notice = self.workbench.notice.as_ref().map(|notice| notice.text.to_string());
        self.workbench.run.verdict().map(|verdict| verdict.title).unwrap_or_else(|| format!("no verdict: {notice:?}"))
    }
}
