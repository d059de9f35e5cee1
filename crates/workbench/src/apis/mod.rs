//! AWS's APIs in the workbench: what has come of the catalogue, which is fetched when it is wanted, and what is made of it.

pub(crate) mod form;

use std::collections::BTreeMap;
use std::sync::Arc;

use asl::definition::{IntegrationPattern, Resource};
use asl::document::StateKey;
use asl::edit::NewState;
use catalogue::{Call, Hit, Index, Service};

pub use form::{ApiField, ApiForm, ApiState, KnownApi, calls_api};

use crate::message::Message;
use crate::palette::action_name;
use crate::sheet::SheetId;

/// The name under which the index is fetched; no service is called so.
pub const INDEX: &str = "index";

/// What is said where the catalogue cannot be had.
pub const NOT_LOADED: &str = "AWS's services could not be loaded; check the connection and search again";

/// What is known so far.
#[derive(Debug, Default)]
pub struct Apis {
    index: Option<Arc<Index>>,
    files: BTreeMap<Arc<str>, File>,
    /// What waits for a service's file.
    pub(crate) waiting: Vec<Waiting>,
}

/// A message that adds a Task, and waits for what its API needs.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// The service's file.
    pub file: Arc<str>,
    /// The sheet that the Task is for.
    pub sheet: SheetId,
    /// The version of its definition.
    pub version: u64,
    /// What adds it.
    pub message: Message,
}

/// How far a file is.
#[derive(Clone, Debug)]
enum File {
    Asked,
    Here(Arc<Service>),
    /// It did not come, or is none; it may be asked for again.
    Failed,
}

/// What happens to the catalogue.
#[derive(Clone, Debug)]
pub enum ApisMessage {
    /// Somebody looks for services.
    WantIndex,
    /// Somebody looks at a call of a service, by the name of its file.
    Want(Arc<str>),
    /// Handles an error of a Task's API before all others: by a retrier, or a catcher.
    Handle {
        /// The Task.
        state: StateKey,
        /// The error's name.
        error: String,
        /// Whether to retry; else it is caught.
        retry: bool,
    },
    /// Answers a Task with a value of the form that its API gives.
    MockLike(StateKey),
    /// Lets a Task wait in this way.
    Wait(StateKey, IntegrationPattern),
    /// A file came; `None` if it could not be fetched.
    Came(Arc<str>, Option<String>),
}

/// A service's actions among what a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceGroup {
    /// The service.
    pub title: String,
    /// Whether these are optimised integrations.
    pub optimized: bool,
    /// What was found of it.
    pub actions: Vec<ServiceAction>,
}

/// An action that a Task can call.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceAction {
    /// Its name, as AWS writes it: `StartJobRun`.
    pub name: String,
    /// What its tile goes by: the service, as a card says it.
    pub looks: String,
    /// The name of its service's file.
    pub file: Arc<str>,
    /// The Task that calls it.
    pub state: NewState,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServicesFound {
    /// By services, the best first.
    pub groups: Vec<ServiceGroup>,
    /// How many more there are.
    pub more: usize,
}

impl Apis {
    /// The index, once it is here.
    #[must_use]
    pub fn index(&self) -> Option<&Index> {
        self.index.as_deref()
    }

    /// Whether the index was asked for in vain.
    #[must_use]
    pub fn index_failed(&self) -> bool {
        self.index.is_none() && matches!(self.files.get(INDEX), Some(File::Failed))
    }

    /// A service, once it is here.
    #[must_use]
    pub fn service(&self, file: &str) -> Option<&Service> {
        match self.files.get(file) {
            Some(File::Here(service)) => Some(service),
            _ => None,
        }
    }

    /// Services and actions that fit a search, at most so many of them. Those that Step Functions cannot call are left out.
    #[must_use]
    pub fn search(&self, query: &str, most: usize) -> ServicesFound {
        let Some(index) = &self.index else { return ServicesFound::default() };
        let found = index.search(query, most);
        let mut groups: Vec<ServiceGroup> = Vec::new();
        for hit in found.hits.iter().filter(|hit| hit.supported) {
            let Some(action) = ServiceAction::of(hit) else { continue };
            let title = &*hit.entry.title;
            match groups.iter_mut().find(|group| group.title == title && group.optimized == hit.entry.optimized) {
                Some(group) => group.actions.push(action),
                None => {
                    groups.push(ServiceGroup { title: title.to_owned(), optimized: hit.entry.optimized, actions: vec![action] })
                }
            }
        }
        ServicesFound { groups, more: found.total - found.hits.len() }
    }

    /// Notes that a file is wanted; true if it is to be fetched.
    pub(crate) fn ask(&mut self, file: &str) -> bool {
        let is_name = !file.is_empty() && file.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if !is_name || matches!(self.files.get(file), Some(File::Asked | File::Here(_))) || file == INDEX && self.index.is_some()
        {
            return false;
        }
        self.files.insert(file.into(), File::Asked);
        true
    }

    /// Whether a file is still to come.
    pub(crate) fn is_awaited(&self, file: &str) -> bool {
        matches!(self.files.get(file), Some(File::Asked))
    }

    /// Whether a file could not be loaded.
    pub(crate) fn has_failed(&self, file: &str) -> bool {
        matches!(self.files.get(file), Some(File::Failed))
    }

    /// Takes a file in.
    pub(crate) fn take_in(&mut self, file: &str, text: Option<&str>) {
        let read = match text {
            Some(text) if file == INDEX && text.starts_with('#') => {
                self.index = Some(Arc::new(Index::read(text)));
                self.files.remove(INDEX);
                return;
            }
            Some(text) => Service::read(text).map(|service| File::Here(Arc::new(service))),
            None => None,
        };
        self.files.insert(file.into(), read.unwrap_or(File::Failed));
    }
}

impl ApisMessage {
    /// Whether somebody does something to the workflow by it.
    pub(crate) fn changes_the_workflow(&self) -> bool {
        matches!(self, Self::Handle { .. } | Self::MockLike(_) | Self::Wait(..))
    }
}

impl ServiceAction {
    fn of(hit: &Hit) -> Option<Self> {
        let resource = hit.resource();
        let call = Call::of(&Resource::parse(&resource))?;
        let mut letters = hit.action.chars();
        let first = letters.next()?.to_ascii_uppercase();
        let name = format!("{first}{}", letters.as_str());
        let state = NewState::task(action_name(&resource), resource);
        Some(Self { looks: format!("{}:", hit.entry.name), name, file: call.file().into(), state })
    }
}
