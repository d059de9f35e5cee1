//! The one store: the workbench in a signal, memo slices out of it, messages into it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use workbench::Workbench;
use workbench::drafts::{Draft, FieldId};
use workbench::message::Message;
use workbench::shared::Shared;

use crate::late::{Late, Loading};
use crate::wishes::ViewWishes;

/// Where the project is kept.
pub const PROJECT_KEY: &str = "stepwright.project";
/// Where the layout of the screen is kept.
pub const PANELS_KEY: &str = "stepwright.panels";

/// A handle to the workbench; cheap to copy.
#[derive(Clone, Copy)]
pub struct Store {
    workbench: RwSignal<Workbench>,
    /// What was typed and is not taken over yet.
    pub drafts: Memo<Shared<BTreeMap<FieldId, Draft>>>,
    /// The functions that load after the first paint.
    pub late: RwSignal<Loading>,
    /// What was sent before they were there.
    waiting: StoredValue<Vec<Message>>,
    /// What the workbench wishes of the view.
    pub wishes: ViewWishes,
}

impl Store {
    /// Puts the workbench into the component tree's context.
    pub fn provide(workbench: Workbench) -> Self {
        let workbench = RwSignal::new(workbench);
        let store = Self {
            workbench,
            drafts: Memo::new(move |_| workbench.with(|workbench| workbench.drafts.all())),
            late: RwSignal::new(Loading::Begun),
            waiting: StoredValue::new(Vec::new()),
            wishes: ViewWishes::new(),
        };
        provide_context(store);
        store
    }

    /// The store of this component tree.
    pub fn get() -> Self {
        expect_context()
    }

    /// Lets the workbench take in a message, then carries out what it asks for.
    pub fn send(self, message: Message) {
        match self.late.try_get_untracked() {
            Some(Loading::Done(late)) => self.take_in(late, message),
            _ => {
                self.waiting.try_update_value(|waiting| waiting.push(message));
            }
        }
    }

    /// From now on messages are taken in at once; those that wait are first.
    pub fn complete(self, late: &'static Late) {
        for message in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            self.take_in(late, message);
        }
        self.late.set(Loading::Done(late));
    }

    fn take_in(self, late: &Late, message: Message) {
        let effects = self.workbench.try_update(|workbench| (late.update)(workbench, message)).unwrap_or_default();
        for effect in effects {
            (late.carry_out)(self, effect);
        }
    }

    /// A part of the workbench that tells its readers only when it changes.
    pub fn slice<T: PartialEq + Send + Sync + 'static>(self, part: impl Fn(&Workbench) -> T + Send + Sync + 'static) -> Memo<T> {
        // Behind a pointer, so that the machinery of a memo is compiled once for each type and not for each slice.
        let part: Box<dyn Fn(&Workbench) -> T + Send + Sync> = Box::new(part);
        Memo::new(move |_| self.workbench.with(|workbench| part(workbench)))
    }

    /// Looks at the workbench once, without following it.
    pub fn peek<T>(self, look: impl FnOnce(&Workbench) -> T) -> T {
        self.workbench.with_untracked(look)
    }
}
