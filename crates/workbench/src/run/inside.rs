//! What is known of a run once it has begun. It is kept behind a trait object, so that the page's first module, which begins
//! without a run, holds nothing of how one is made, kept and dropped.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use simulator::fold::{Outcomes, Replay};
use simulator::recording::wire::Reader;
use value::Value;

use super::{Rest, against, branch, breaks, compare, events, focus, generation, inner, remedies, stopped, tree, trials, why};

/// The recording, and every fold over it.
#[derive(Debug, Default)]
pub(super) struct Inside {
    /// What is looked at.
    pub reader: Option<Reader>,
    /// Another recording on its way: every view is of the one before until it is whole.
    pub incoming: Option<Reader>,
    /// How the run ended, or what it waits for.
    pub rest: Option<Rest>,
    /// The moment from which time was to pass, though a callback was not answered.
    pub passing_from: Option<usize>,
    /// The moments worth a stop: numbers of events.
    pub stops: Vec<usize>,
    /// The recording at the present moment, or on the way there: what every view begins with.
    pub replay: Replay,
    /// Whether it is known how everything ends.
    pub ending: Ending,
    /// How many events could have been replayed in the time that this turn has taken already.
    pub spent: usize,
    pub outcomes: Outcomes,
    pub tree: tree::StepTree,
    pub focus: focus::Focus,
    /// The executions of other workflows.
    pub inner: Vec<inner::InnerRun>,
    pub events: events::EventList,
    /// What a real history was played against.
    pub against: against::Against,
    /// The moment at which playing stopped, and why.
    pub stopped: Option<(usize, stopped::Stopped)>,
    /// Where the run left the way of the run before it.
    pub branch: Option<branch::Branch>,
    /// What the sandboxed services held when the engine came to rest.
    pub services: Option<Value>,
    /// What outlives the run.
    pub lasting: Lasting,
    /// Why the step that is looked at went as it went.
    pub asking: why::Asking,
}

/// Whether it is known how everything in a recording ends.
#[derive(Debug, Default)]
pub(super) enum Ending {
    /// It is, or there is no recording.
    #[default]
    Known,
    /// Nobody has looked yet.
    Unknown,
    /// The recording on the way to its end.
    Sought(Box<Replay>),
}

/// What outlives a run.
#[derive(Debug, Default)]
pub(super) struct Lasting {
    /// How the scenarios fared.
    pub trials: trials::Trials,
    /// The step that others are compared with.
    pub pinned: Option<compare::Pinned>,
    /// What only late code makes.
    pub more: Hidden<More>,
}

/// What is made when somebody first asks for it.
#[derive(Debug, Default)]
pub(super) struct More {
    /// Where playing stops.
    pub breaks: breaks::Breaks,
    /// What would help a run that failed.
    pub remedies: remedies::Remedies,
    /// Scenarios in the making.
    pub generation: generation::Generation,
    /// The expressions of a step on its data.
    pub expressed: why::Expressions,
}

/// Something behind a trait object, or nothing of it yet.
#[derive(Default)]
pub(super) struct Hidden<T>(Option<Box<dyn Any + Send + Sync>>, PhantomData<fn() -> T>);

/// What can be hidden so.
pub(super) trait Hides: Default + Send + Sync + 'static {
    /// What is seen while there is nothing of it.
    fn nothing() -> &'static Self;
}

impl Hides for Inside {
    fn nothing() -> &'static Self {
        static NOTHING: OnceLock<Inside> = OnceLock::new();
        NOTHING.get_or_init(Self::default)
    }
}

impl Hides for More {
    fn nothing() -> &'static Self {
        static NOTHING: OnceLock<More> = OnceLock::new();
        NOTHING.get_or_init(Self::default)
    }
}

impl<T> Hidden<T> {
    /// Whether anything is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: Hides> Deref for Hidden<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self.0.as_deref().and_then(|known| known.downcast_ref()) {
            Some(known) => known,
            None => T::nothing(),
        }
    }
}

impl<T: Hides> DerefMut for Hidden<T> {
    fn deref_mut(&mut self) -> &mut T {
        let known = self.0.get_or_insert_with(|| Box::<T>::default());
        known.downcast_mut().expect("nothing else is ever put here")
    }
}

impl<T> std::fmt::Debug for Hidden<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Hidden")
    }
}
