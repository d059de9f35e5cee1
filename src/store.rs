//! The one store: the workbench in a signal, memo slices out of it, messages into it.

use leptos::prelude::*;
use workbench::Workbench;
use workbench::message::Message;

use crate::effects::{self, ViewWishes};

/// A handle to the workbench; cheap to copy.
#[derive(Clone, Copy)]
pub struct Store {
    workbench: RwSignal<Workbench>,
    /// What the workbench wishes of the view.
    pub wishes: ViewWishes,
}

impl Store {
    /// Puts the workbench into the component tree's context.
    pub fn provide(workbench: Workbench) -> Self {
        let store = Self { workbench: RwSignal::new(workbench), wishes: ViewWishes::new() };
        provide_context(store);
        store
    }

    /// The store of this component tree.
    pub fn get() -> Self {
        expect_context()
    }

    /// Lets the workbench take in a message, then carries out what it asks for.
    pub fn send(self, message: Message) {
        let effects = self.workbench.try_update(|workbench| workbench::update(workbench, message)).unwrap_or_default();
        for effect in effects {
            effects::carry_out(self, effect);
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
