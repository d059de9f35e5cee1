//! Lists by key.

use std::hash::Hash;
use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use leptos::tachys::view::keyed::{SerializableKey, keyed};

/// `For` whose rows leave nothing behind. An owner keeps a trace of each child that it ever had, so a list that is there as long as
/// the page would remember every row that was ever in it; here what comes takes the place of what has gone.
#[component]
pub fn Each<IF, I, T, EF, N, KF, K>(
    /// What is listed.
    each: IF,
    /// What tells one from another.
    key: KF,
    /// Draws one.
    children: EF,
) -> impl IntoView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T> + Send + 'static,
    EF: Fn(T) -> N + Send + Clone + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + Clone + 'static,
    K: Eq + Hash + SerializableKey + 'static,
    T: Send + 'static,
{
    let places = Places::new();
    let children = move |_, child| {
        let owner = places.owner();
        let view = owner.with(|| children(child));
        (drop, OwnedView::new_with_owner(view, owner))
    };
    move || keyed(each(), key.clone(), children.clone())
}

/// Owners between a list and its rows.
#[derive(Clone)]
struct Places {
    list: Owner,
    free: Arc<Mutex<Vec<Owner>>>,
}

impl Places {
    fn new() -> Self {
        Self { list: Owner::current().unwrap_or_default(), free: Arc::default() }
    }

    /// The owner of another row, whose place is free again when it goes.
    fn owner(&self) -> Owner {
        let place = self.free.lock().ok().and_then(|mut free| free.pop()).unwrap_or_else(|| self.list.with(Owner::new));
        // What is left of the row before.
        place.cleanup();
        let row = place.with(Owner::new);
        let free = self.free.clone();
        row.with(|| {
            on_cleanup(move || {
                if let Ok(mut free) = free.lock() {
                    free.push(place);
                }
            });
        });
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_take_the_places_of_those_that_have_gone() {
        let page = Owner::new();
        page.with(|| provide_context("page"));
        let places = page.with(Places::new);
        let free = || places.free.lock().map_or(0, |free| free.len());
        let (first, second) = (places.owner(), places.owner());
        assert_eq!((free(), first.with(use_context::<&str>)), (0, Some("page")));
        drop(first);
        assert_eq!(free(), 1);
        let third = places.owner();
        assert_eq!((free(), third.with(use_context::<&str>)), (0, Some("page")));
        drop((second, third));
        assert_eq!(free(), 2);
    }

    #[test]
    fn a_row_goes_with_its_list() {
        let page = Owner::new();
        let row = page.with(Places::new).owner();
        let value = row.with(|| StoredValue::new(1));
        page.cleanup();
        assert_eq!(value.try_get_value(), None);
    }
}
