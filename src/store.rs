//! The one store: the workbench in a signal, memo slices out of it, messages into it.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

use leptos::prelude::*;
use leptos::reactive::graph::{Observer, Subscriber};
use workbench::Workbench;
use workbench::drafts::{Draft, FieldId};
use workbench::message::Message;
use workbench::panels::Theme;
use workbench::shared::Shared;
use workbench::tracked::{Part, Parts, reading};

use crate::browser;
use crate::late::{Late, Loading};
use crate::wishes::ViewWishes;

/// Where the layout of the screen is kept.
pub const PANELS_KEY: &str = "stepwright.panels";

/// A handle to the workbench; cheap to copy.
#[derive(Clone, Copy)]
pub struct Store {
    /// As long as the page itself: nobody drops it, so the first module need not know how.
    workbench: RwSignal<ManuallyDrop<Workbench>>,
    /// The version of each part: all that is looked at after every message.
    versions: StoredValue<[Memo<u64>; Part::ALL.len()]>,
    /// What was typed and is not taken over yet.
    pub drafts: Memo<Shared<BTreeMap<FieldId, Draft>>>,
    /// The functions that load after the first paint.
    pub late: RwSignal<Loading>,
    /// What was sent before they were there.
    waiting: StoredValue<Vec<ManuallyDrop<Message>>>,
    /// What the workbench wishes of the view.
    pub wishes: ViewWishes,
}

impl Store {
    /// Whether the page is dark now.
    pub fn is_dark(self) -> bool {
        match self.peek(|workbench| workbench.panels.theme) {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => browser::prefers_dark(),
        }
    }

    /// Puts the workbench into the component tree's context.
    pub fn provide(workbench: Workbench) -> Self {
        let workbench = RwSignal::new(ManuallyDrop::new(workbench));
        let version = |part| Memo::new(move |_| workbench.with(|workbench| workbench.version(part)));
        let versions = Part::ALL.map(version);
        let store = Self {
            workbench,
            drafts: Memo::new(move |_| {
                versions[Part::Drafts as usize].get();
                workbench.with_untracked(|workbench| workbench.front.drafts.all())
            }),
            versions: StoredValue::new(versions),
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
                let message = ManuallyDrop::new(message);
                self.waiting.try_update_value(|waiting| waiting.push(message));
            }
        }
    }

    /// From now on messages are taken in at once; those that wait are first.
    pub fn complete(self, late: &'static Late) {
        for message in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            self.take_in(late, ManuallyDrop::into_inner(message));
        }
        self.late.set(Loading::Done(late));
    }

    /// How far the rest of the page is. What is there stays, so who reads it then need not be told of anything, and is in no list
    /// of readers.
    pub fn loading(self) -> Loading {
        let loading = self.late.get_untracked();
        if !matches!(loading, Loading::Done(_)) {
            self.late.track();
        }
        loading
    }

    fn take_in(self, late: &Late, message: Message) {
        let effects = self.workbench.try_update(|workbench| (late.update)(workbench, message)).unwrap_or_default();
        for effect in effects {
            (late.carry_out)(self, effect);
        }
    }

    /// A view of the workbench that tells its readers only when it changes. It is looked at again only when a part that it has
    /// read is another one.
    pub fn slice<T: PartialEq + Send + Sync + 'static>(self, view: impl Fn(&Workbench) -> T + Send + Sync + 'static) -> Memo<T> {
        // Behind a pointer, so that the machinery of a memo is compiled once for each type and not for each slice.
        let view: Box<dyn Fn(&Workbench) -> T + Send + Sync> = Box::new(view);
        memo(move |_| {
            let (seen, read) = self.workbench.with_untracked(|workbench| reading(|| view(workbench)));
            self.follow(read);
            seen
        })
    }

    /// The memo or effect that runs now will run again when one of these parts is another one.
    fn follow(self, read: Parts) {
        self.versions.with_value(|versions| {
            for part in Part::ALL.into_iter().filter(|part| read.has(*part)) {
                // Read, not only tracked: a memo that nobody has read follows nothing yet.
                versions[part as usize].get();
            }
        });
    }

    /// Looks at the workbench once, without following it.
    pub fn peek<T>(self, look: impl FnOnce(&Workbench) -> T) -> T {
        self.workbench.with_untracked(|workbench| look(workbench))
    }
}

/// A memo that leaves nothing behind. The reactive graph keeps whoever has read something in that thing's list of readers, also when
/// the reader is long gone; what all of the page reads would remember every card that was ever drawn.
pub fn memo<T: PartialEq + Send + Sync + 'static>(view: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::new(move |last| {
        leave_no_trace();
        view(last)
    })
}

/// The same value for readers that go before it does: they are in this memo's list, and that goes with them. Effects, which a view
/// makes of each closure, are taken out of no list; what is there as long as the page would remember them all.
pub fn relayed<T: Clone + PartialEq + Send + Sync + 'static>(source: impl Get<Value = T> + Send + Sync + 'static) -> Memo<T> {
    memo(move |_| source.get())
}

/// What reads now is taken out of all lists of readers before it goes.
fn leave_no_trace() {
    if let Some(reader) = Observer::get() {
        on_cleanup(move || reader.clear_sources(&reader));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn what_is_gone_hears_no_more_of_what_it_has_read() {
        let page = Owner::new();
        let source = page.with(|| RwSignal::new(1));
        let runs = Arc::new(AtomicUsize::new(0));
        let card = page.with(Owner::new);
        let seen = card.with(|| {
            let runs = runs.clone();
            leptos::reactive::computed::ArcMemo::from(memo(move |_| {
                runs.fetch_add(1, Ordering::Relaxed);
                source.get()
            }))
        });
        let looked = |expected| {
            assert_eq!(seen.get_untracked(), expected);
            runs.load(Ordering::Relaxed)
        };
        assert_eq!(looked(1), 1);
        source.set(2);
        assert_eq!(looked(2), 2);
        card.cleanup();
        source.set(3);
        // It is in no list of readers, so nobody has told it.
        assert_eq!(looked(2), 2);
    }
}
