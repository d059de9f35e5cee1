//! What was typed into fields and is not taken over yet. Nothing that was typed is lost: it is taken over when the field is
//! left, before anything else happens to its workflow, or stays as a draft that says what is wrong with it.

use std::collections::BTreeMap;

use asl::document::{Document, StateKey};

use crate::apis::form;
use crate::effect::Effect;
use crate::inspector;
use crate::message::{Edit, FileMessage, Message, ScenarioMessage};
use crate::problems::{Notice, Severity};
use crate::scenarios::MockEdit;
use crate::shared::Shared;
use crate::sheet::Sheet;
use crate::workbench::Workbench;

/// A field that is typed into, wherever on the page it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldId {
    /// A part of a state.
    Part(StatePart, StateKey, String),
    /// Something that has a name.
    Named(Named, String),
    /// A state's name.
    StateName(StateKey),
    /// A state's own JSON.
    StateJson(StateKey),
    /// The workflow's name.
    WorkflowName,
    /// How a Task is answered.
    Mock(StateKey),
    /// The chosen scenario's name.
    ScenarioName,
    /// Its input.
    ScenarioInput,
    /// What it is for.
    ScenarioDescription,
    /// The seed of everything random.
    ScenarioSeed,
    /// When virtual time begins.
    ScenarioStart,
    /// What sandboxed services hold.
    Services,
}

/// A part of a state that is typed into, which goes by a text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatePart {
    /// A field of its form, by its pointer.
    Field,
    /// A parameter of the API that a Task calls, by its name.
    Parameter,
    /// A part of a Task's mock: the case's number and the part's name, such as `0/text`.
    Mock,
}

/// What goes by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A field of the machine, by its pointer.
    Machine,
    /// A function of the sandboxed Lambda.
    Function,
    /// The definition of a workflow that Tasks start.
    Workflow,
    /// What a placeholder stands for.
    Placeholder,
    /// Something that the chosen scenario expects, by its pointer in the expectation.
    Expected,
}

/// Typing.
#[derive(Clone, Debug)]
pub enum DraftMessage {
    /// The field's text is another one.
    Type(FieldId, String),
    /// The field was left, or Enter pressed: what was typed is meant.
    TakeIn(FieldId),
    /// What was typed is not meant after all.
    Discard(FieldId),
    /// A choice: typed and meant at once.
    Choose(FieldId, String),
}

/// A text that is not taken over yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// Why it could not be taken over, once that was tried.
    pub error: Option<String>,
}

/// All drafts of a workflow.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    drafts: Shared<BTreeMap<FieldId, Draft>>,
    /// The field that is being typed into.
    open: Option<FieldId>,
}

impl Drafts {
    /// All of them by their fields; another value whenever one changes.
    #[must_use]
    pub fn all(&self) -> Shared<BTreeMap<FieldId, Draft>> {
        self.drafts.clone()
    }

    /// The draft of a field.
    #[must_use]
    pub fn of(&self, field: &FieldId) -> Option<&Draft> {
        self.drafts.get(field)
    }

    /// Whether somebody is typing.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Puts back a draft that was kept.
    pub(crate) fn restore(&mut self, field: FieldId, draft: Draft) {
        self.set(field, draft);
    }

    fn set(&mut self, field: FieldId, draft: Draft) {
        let mut drafts = (*self.drafts).clone();
        drafts.insert(field, draft);
        self.drafts = Shared::new(drafts);
    }

    fn remove(&mut self, field: &FieldId) -> Option<Draft> {
        if self.open.as_ref() == Some(field) {
            self.open = None;
        }
        self.drafts.get(field)?;
        let mut drafts = (*self.drafts).clone();
        let draft = drafts.remove(field);
        self.drafts = Shared::new(drafts);
        draft
    }
}

impl FieldId {
    /// What people call it.
    #[must_use]
    pub fn label(&self, document: &Document) -> String {
        let state = |key: &StateKey| {
            let picture = &document.picture;
            picture.state(*key).map_or_else(String::new, |id| format!(" of {}", picture.definition.state(id).name.value))
        };
        match self {
            Self::Part(StatePart::Field, key, pointer) => {
                let field = pointer.trim_start_matches('/').replace(['/', '#'], " › ");
                format!("{field}{}", state(key))
            }
            Self::Part(StatePart::Parameter, key, name) => format!("{name}{}", state(key)),
            Self::StateName(key) => format!("The name{}", state(key)),
            Self::StateJson(key) => format!("The JSON{}", state(key)),
            Self::Named(Named::Machine, pointer) => pointer.trim_start_matches('/').to_owned(),
            Self::WorkflowName => "The workflow's name".to_owned(),
            Self::Mock(key) => format!("The mock{}", state(key)),
            Self::ScenarioName => "The scenario's name".to_owned(),
            Self::ScenarioInput => "The input".to_owned(),
            Self::ScenarioDescription => "The scenario's description".to_owned(),
            Self::ScenarioSeed => "The seed".to_owned(),
            Self::ScenarioStart => "The start time".to_owned(),
            Self::Services => "The contents of the services".to_owned(),
            Self::Named(Named::Function, name) => format!("The function {name}"),
            Self::Named(Named::Workflow, name) => format!("The workflow {name}"),
            Self::Named(Named::Placeholder, name) => format!("The value of ${{{name}}}"),
            Self::Named(Named::Expected, pointer) => {
                format!("What is expected of {}", pointer.trim_start_matches('/').replace('/', " › "))
            }
            Self::Part(StatePart::Mock, key, _) => format!("The mock{}", state(key)),
        }
    }
}

impl Workbench {
    /// Takes in what concerns drafts.
    pub(crate) fn draft(&mut self, message: DraftMessage) -> Vec<Effect> {
        let drafts = &mut self.front.drafts;
        match message {
            DraftMessage::Type(field, text) => {
                let error = drafts.of(&field).and_then(|draft| draft.error.clone());
                drafts.open = Some(field.clone());
                drafts.set(field, Draft { text, error });
                vec![crate::update::store(self)]
            }
            DraftMessage::TakeIn(field) => self.take_in_draft(&field),
            DraftMessage::Choose(field, text) => {
                drafts.set(field.clone(), Draft { text, error: None });
                self.take_in_draft(&field)
            }
            DraftMessage::Discard(field) => {
                drafts.remove(&field);
                vec![crate::update::store(self)]
            }
        }
    }

    /// Takes over what is being typed, before something else happens. What cannot be taken over is said, and stays.
    pub(crate) fn take_in_open_draft(&mut self) -> Vec<Effect> {
        if !self.front.drafts.is_open() {
            return Vec::new();
        }
        let Some(field) = self.front.drafts.open.take() else { return Vec::new() };
        let mut effects = self.take_in_draft(&field);
        if let Some(why) = self.front.drafts.of(&field).and_then(|draft| draft.error.as_ref()) {
            let text = format!("{} is kept as you typed it, but not taken over: {why}", field.label(&self.front.document));
            *self.notice = Some(Notice::new(Severity::Warning, text.clone()));
            effects.push(Effect::Announce(text));
        }
        effects
    }

    fn take_in_draft(&mut self, field: &FieldId) -> Vec<Effect> {
        let Some(draft) = self.front.drafts.remove(field) else { return Vec::new() };
        let meaning = match field {
            FieldId::Part(StatePart::Parameter, key, name) => {
                let edit = form::edit(&self.apis, &self.front.document, *key, name, &draft.text);
                edit.map(|edit| edit.map_or(Message::Nothing, Message::Edit))
            }
            _ => self.front.meaning(field, &draft.text),
        };
        match meaning.and_then(|message| crate::update::try_update(self, message)) {
            Ok(effects) => effects,
            Err(why) => {
                let error = Some(why);
                self.front.drafts.set(field.clone(), Draft { error, ..draft });
                vec![crate::update::store(self)]
            }
        }
    }
}

impl Sheet {
    /// What a field's text asks for; nothing if that is what is written already.
    fn meaning(&self, field: &FieldId, typed: &str) -> Result<Message, String> {
        let typed_text = typed.to_owned();
        let scenario = |message: ScenarioMessage| Ok(Message::Scenario(message));
        match field {
            FieldId::Part(StatePart::Field, key, pointer) => {
                let form = inspector::form(&self.document, *key).ok_or("this state is no longer in the definition")?;
                let known = form.field(pointer).ok_or("this field is no longer in the definition")?;
                if known.value == typed {
                    return Ok(Message::Nothing);
                }
                known.edit(Some(*key), typed).map(Message::Edit)
            }
            // It needs the API, which the sheet does not know.
            FieldId::Part(StatePart::Parameter, ..) => Ok(Message::Nothing),
            FieldId::StateName(key) => {
                let picture = &self.document.picture;
                let same = picture.state(*key).is_some_and(|id| *picture.definition.state(id).name.value == *typed.trim());
                Ok(if same { Message::Nothing } else { Message::Edit(Edit::Rename { state: *key, name: typed_text }) })
            }
            FieldId::StateJson(key) => {
                let form = inspector::form(&self.document, *key);
                let same = form.is_some_and(|form| form.json == typed);
                Ok(if same { Message::Nothing } else { Message::Edit(Edit::ReplaceState { state: *key, json: typed_text }) })
            }
            FieldId::Named(Named::Machine, pointer) => {
                let fields = inspector::machine(&self.document);
                let known = fields.iter().find(|field| field.pointer == *pointer).ok_or("the machine has no such field")?;
                if known.value == typed {
                    return Ok(Message::Nothing);
                }
                known.edit(None, typed).map(Message::Edit)
            }
            FieldId::WorkflowName => Ok(Message::File(FileMessage::Rename(typed_text))),
            FieldId::Mock(state) => scenario(ScenarioMessage::SetMock { state: *state, json: typed_text }),
            FieldId::ScenarioName => scenario(ScenarioMessage::Rename(typed_text)),
            FieldId::ScenarioInput => scenario(ScenarioMessage::SetInput(typed_text)),
            FieldId::ScenarioDescription => scenario(ScenarioMessage::SetDescription(typed_text)),
            FieldId::ScenarioSeed => scenario(ScenarioMessage::SetSeed(typed_text)),
            FieldId::ScenarioStart => scenario(ScenarioMessage::SetStartTime(typed_text)),
            FieldId::Services => scenario(ScenarioMessage::SetServices(typed_text)),
            FieldId::Named(Named::Function, name) => scenario(ScenarioMessage::SetFunction(name.clone(), Some(typed_text))),
            FieldId::Named(Named::Workflow, name) => scenario(ScenarioMessage::SetWorkflow(name.clone(), Some(typed_text))),
            FieldId::Named(Named::Placeholder, name) => scenario(ScenarioMessage::SetPlaceholder(name.clone(), typed_text)),
            FieldId::Named(Named::Expected, pointer) => scenario(ScenarioMessage::SetExpected(pointer.clone(), typed_text)),
            FieldId::Part(StatePart::Mock, key, part) => {
                let edit = MockEdit::of_part(part, typed_text).ok_or("this part of the mock is gone")?;
                scenario(ScenarioMessage::EditMock(*key, edit))
            }
        }
    }
}
