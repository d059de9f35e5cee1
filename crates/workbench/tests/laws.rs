//! Laws of the whole app, tried with random messages: everything can be undone byte for byte, nothing is lost, and what is
//! shown agrees with what is written.

mod desk;

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::document::{Document, StateKey};
use asl::edit::{NewState, Place, StateType};
use desk::Desk;
use engine::Reply;
use proptest::prelude::*;
use workbench::commands::Structure;
use workbench::conversion::Conversion;
use workbench::drafts::{DraftMessage, FieldId, StatePart};
use workbench::inspector;
use workbench::message::{Edit, FileMessage, Message, RunMessage, ScenarioMessage, Selected, Utf16Edit};
use workbench::record::Record;
use workbench::scenarios::{Scenarios, WorkflowType};
use workbench::shelf::ShelfMessage;

/// Somebody at the page, with an editor beside it that only hears of changes.
struct User {
    desk: Desk,
    /// What each workflow was when it was opened: definition and scenarios.
    opened: BTreeMap<Arc<str>, [String; 2]>,
    /// What the editor shows, in UTF-16 units, and which text that is.
    editor: (u32, u64, Vec<u16>),
    /// Replies that are late.
    late: Vec<Reply>,
    /// How many steps were taken back at the end.
    undone: usize,
}

impl User {
    fn new() -> Self {
        let mut user =
            Self { desk: Desk::first(), opened: BTreeMap::new(), editor: (0, 0, Vec::new()), late: Vec::new(), undone: 0 };
        user.look();
        user
    }

    fn send(&mut self, message: Message) {
        self.desk.send(message);
        self.look();
    }

    /// Notes what is new, and sees that everything holds.
    fn look(&mut self) {
        let sheet = &self.desk.workbench.front;
        let texts = || [self.desk.text(), self.desk.scenarios()];
        let is_fresh = sheet.history.undo_label().is_none() && sheet.history.redo_label().is_none();
        if is_fresh {
            self.opened.entry(sheet.keeping.key.clone()).or_insert_with(texts);
        }
        self.follow_in_editor();
        self.check();
    }

    fn follow_in_editor(&mut self) {
        let sheet = &self.desk.workbench.front;
        let (id, revision, shown) = &mut self.editor;
        let changes = sheet.text_log.since(*revision).filter(|_| *id == sheet.id.0);
        match changes {
            Some(changes) => {
                for edits in changes {
                    let mut after = Vec::new();
                    let mut from = 0;
                    for edit in edits.iter() {
                        after.extend_from_slice(&shown[from..edit.from as usize]);
                        after.extend(edit.insert.encode_utf16());
                        from = edit.to as usize;
                    }
                    after.extend_from_slice(&shown[from..]);
                    *shown = after;
                }
            }
            None => *shown = sheet.document.text.encode_utf16().collect(),
        }
        (*id, *revision) = (sheet.id.0, sheet.text_log.revision());
    }

    fn check(&self) {
        let workbench = &self.desk.workbench;
        let sheet = &workbench.front;
        assert_eq!(String::from_utf16_lossy(&self.editor.2), *sheet.document.text, "the editor shows another text");
        let fresh = Document::of(asl::tree::Tree::read_as(sheet.document.text.clone(), sheet.document.tree.notation()));
        assert_eq!(fresh.definition, sheet.document.definition, "the definition is not what the text says");
        assert_eq!(fresh.is_broken(), sheet.document.is_broken());
        if let Selected::State(key) = *sheet.selected {
            assert!(sheet.is_drawn(key), "a state is chosen that is not on the diagram");
        }
        let drawn = sheet.scene.nodes.iter().filter(|node| node.state.is_some()).count();
        assert_eq!(drawn, sheet.document.picture.definition.states.len(), "the diagram has other states than the text");
        let scenarios = Scenarios::read(sheet.scenarios.text().clone());
        assert_eq!(scenarios.names(), sheet.scenarios.names());
        assert!(sheet.scenarios.chosen() < sheet.scenarios.names().len().max(1));
        let ids: Vec<u32> = workbench.open_sheets().map(|sheet| sheet.id.0).collect();
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "two sheets have one number");
        let record = Record::read(&Record::write(sheet)).expect("a record that can be read");
        assert_eq!([record.project.definition, record.project.scenarios], [self.desk.text(), self.desk.scenarios()]);
    }

    fn state(&self, choice: u32) -> Option<StateKey> {
        let keys = &self.desk.workbench.front.document.picture.keys;
        keys.get(choice as usize % keys.len().max(1)).copied()
    }

    fn act(&mut self, action: u32, choice: u32) {
        let document = &self.desk.workbench.front.document;
        let state = self.state(choice);
        let edit = |edit| Some(Message::Edit(edit));
        let scenario = |message| Some(Message::Scenario(message));
        let structures =
            [Structure::WrapInParallel, Structure::WrapInMap, Structure::Unwrap, Structure::Duplicate, Structure::AddCatcher];
        let json = ["{\"Return\": 1}", "{\"Throw\": {\"Error\": \"E\"}}", "", "{ half", "{\"0\": {\"Return\": {}}}"];
        let message = match action % 30 {
            0 => {
                let kinds = [StateType::Pass, StateType::Wait, StateType::Choice, StateType::Succeed, StateType::Map];
                let scopes = document.definition.scopes.len().max(1) as u32;
                let place = Place::End(asl::definition::ScopeId(choice % scopes));
                edit(Edit::Add { state: NewState::of(kinds[choice as usize % kinds.len()]), place })
            }
            1 => state.and_then(|state| edit(Edit::Delete(state))),
            2 | 3 => {
                let names = ["A", "B", "Check it", "Ünïcode 😀", "\"quoted\"", ""];
                let name = names[choice as usize / 7 % names.len()].to_owned();
                state.and_then(|state| edit(Edit::Rename { state, name }))
            }
            4 => state.and_then(|state| {
                edit(Edit::Field {
                    state: Some(state),
                    pointer: "/Comment".to_owned(),
                    json: Some(format!("\"{choice}\"")),
                    removing: vec![],
                })
            }),
            5 => {
                if let Some(state) = state {
                    self.send(Message::Select(Selected::State(state)));
                }
                edit(Edit::Structure(structures[choice as usize % structures.len()]))
            }
            6 | 7 => {
                let units: Vec<u16> = document.text.encode_utf16().collect();
                let at = |choice: u32| {
                    let at = choice % (units.len() as u32 + 1);
                    let splits = units.get(at as usize).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
                    if splits { at - 1 } else { at }
                };
                let (from, length) = (at(choice.wrapping_mul(2_654_435_761)), choice % 4);
                let to = at((from + length).min(units.len() as u32)).max(from);
                let insert = ["", "x", "\"", "}", ",\n", "é😀", "Next"][choice as usize / 5 % 7].to_owned();
                self.desk.type_text(vec![Utf16Edit { from, to, insert }], choice.is_multiple_of(3));
                self.look();
                None
            }
            8 | 9 => edit(Edit::Undo),
            10 => edit(Edit::Redo),
            11 => state.and_then(|state| {
                scenario(ScenarioMessage::SetMock { state, json: json[choice as usize / 3 % json.len()].to_owned() })
            }),
            12 => scenario(ScenarioMessage::Duplicate),
            13 => scenario(ScenarioMessage::Delete),
            14 => scenario(ScenarioMessage::Choose(choice as usize % 5)),
            15 => scenario(ScenarioMessage::Rename(format!("Case {}", choice % 9))),
            16 => {
                let inputs = ["{\"n\": 1e2}", "[1,\n 2]", "{ half", "12345678901234567890", "\"text\""];
                scenario(ScenarioMessage::SetInput(inputs[choice as usize % inputs.len()].to_owned()))
            }
            17 => scenario(ScenarioMessage::SetType(if choice.is_multiple_of(2) {
                WorkflowType::Express
            } else {
                WorkflowType::Standard
            })),
            18 => {
                self.send(Message::Run(RunMessage::Start));
                Some(Message::Run(RunMessage::Seek(choice as usize % 50)))
            }
            19 => Some(Message::Run(
                [RunMessage::StepForward, RunMessage::StepBack, RunMessage::ToEnd, RunMessage::Clear][choice as usize % 4]
                    .clone(),
            )),
            20 => {
                let slugs = ["data-pipeline", "saga", "order-steps", "nothing"];
                Some(Message::File(FileMessage::OpenExample(slugs[choice as usize % slugs.len()].to_owned())))
            }
            21 => {
                let texts = [
                    "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
                    "StartAt: A\nStates:\n  A:\n    Type: Pass\n    End: true\n",
                    "{\"B\": {\"Type\": \"Pass\", \"End\": true}}",
                    "just words",
                ];
                Some(Message::File(FileMessage::Paste(texts[choice as usize % texts.len()].to_owned())))
            }
            22 | 23 => {
                let rows = self.desk.workbench.shelf_rows();
                rows.get(choice as usize % rows.len()).map(|row| Message::Shelf(ShelfMessage::Open(row.key.clone())))
            }
            24 => {
                let key = self.desk.workbench.front.keeping.key.clone();
                self.send(Message::Shelf(ShelfMessage::Delete(key)));
                Some(Message::Shelf(ShelfMessage::BringBack))
            }
            25 => {
                // The engine's answers come late, twice, and in any order.
                if let Some(mut held) = self.desk.held.take() {
                    self.late.append(&mut held);
                    for turn in 0..self.late.len() * 2 {
                        let at = (choice as usize + turn * 7) % self.late.len();
                        let reply = self.late[at].clone();
                        self.desk.hear(reply);
                        self.look();
                    }
                    self.late.truncate(20);
                } else {
                    self.desk.held = Some(Vec::new());
                }
                None
            }
            26 => {
                let field = match (choice % 3, state) {
                    (0, Some(state)) => FieldId::StateName(state),
                    (1, Some(state)) => FieldId::Part(StatePart::Field, state, "/Comment".to_owned()),
                    _ => FieldId::ScenarioInput,
                };
                self.send(Message::Draft(DraftMessage::Type(field, format!("typed {choice}"))));
                Some(Message::Select(Selected::Machine))
            }
            27 => Some(Message::File(FileMessage::ConvertAnyway(Conversion::Rewrite))),
            28 => Some(Message::File(FileMessage::Rename(format!("Workflow {}", choice % 5)))),
            _ => {
                if self.desk.held.is_none() {
                    self.desk.reload();
                    self.editor = (0, 0, Vec::new());
                    self.look();
                }
                None
            }
        };
        if let Some(message) = message {
            self.send(message);
        }
    }

    /// Takes everything back and does it again, on every sheet.
    fn finish(&mut self) {
        self.desk.held = None;
        let keys: Vec<Arc<str>> = self.desk.workbench.shelf_rows().into_iter().map(|row| row.key).collect();
        for key in keys {
            self.send(Message::Shelf(ShelfMessage::Open(key.clone())));
            assert_eq!(self.desk.workbench.front.keeping.key, key, "{:?}", self.desk.workbench.notice);
            // What was being typed is a change of its own.
            self.send(Message::Select(Selected::Machine));
            let after = [self.desk.text(), self.desk.scenarios()];
            let mut steps = 0;
            while self.desk.workbench.front.history.undo_label().is_some() {
                self.send(Message::Edit(Edit::Undo));
                steps += 1;
            }
            let before = [self.desk.text(), self.desk.scenarios()];
            assert_eq!(Some(&before), self.opened.get(&key), "undoing does not lead back to where it began");
            for _ in 0..steps {
                self.send(Message::Edit(Edit::Redo));
            }
            assert_eq!([self.desk.text(), self.desk.scenarios()], after, "doing all again leads elsewhere");
            self.undone += steps;
        }
        let inspected = inspector::form(&self.desk.workbench.front.document, self.state(0).unwrap_or(StateKey(0)));
        assert!(inspected.is_some() || self.desk.workbench.front.document.picture.definition.states.is_empty());
    }
}

/// A few, or as many as somebody has time for.
fn cases() -> u32 {
    std::env::var("STEPWRIGHT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 2000, max_shrink_time: 60_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_can_be_undone_byte_for_byte(actions in prop::collection::vec((any::<u32>(), any::<u32>()), 300)) {
        let mut user = User::new();
        for (action, choice) in actions {
            user.act(action, choice);
        }
        user.finish();
        // A random user gets something done.
        prop_assert!(user.undone > 20 && user.opened.len() > 2, "{} steps on {} sheets", user.undone, user.opened.len());
    }
}
