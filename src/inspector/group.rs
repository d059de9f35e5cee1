//! An entry of a list: a rule, a retrier, a catcher, a branch; and a section that holds fields and entries.

use leptos::prelude::*;
use workbench::inspector::{Act, Block, Form, Group, Section};

use asl::document::StateKey;

use super::block::{BlockView, act};
use super::kept_focus::enter_new;
use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, IconButton};

/// So many entries of a list are drawn in one frame.
const AT_ONCE: usize = 4;

/// A section of the form, found by its title whenever the form changes.
#[component]
pub fn SectionView(state: StateKey, form: Memo<Option<Form>>, title: &'static str) -> impl IntoView {
    let store = Store::get();
    let section = memo(move |last: Option<&Section>| {
        let found = form.with(|form| form.as_ref()?.sections.iter().find(|section| section.title == title).cloned());
        found.or_else(|| last.cloned()).unwrap_or_else(|| Section::of(title, Block::default()))
    });
    let folded = section.with_untracked(|section| section.folded);
    let open = RwSignal::new(folded.is_none_or(|set| set > 0));
    let note = Signal::derive(move || section.with(|section| section.note.clone()));
    let block = memo(move |_| section.with(|section| section.block.clone()));
    let add = memo(move |_| section.with(|section| section.add.clone()));
    let set_count = move || section.with(|section| section.folded.filter(|set| *set > 0));
    view! {
        <section class="form-section" data-open=move || open.get().to_string()>
            <header class="form-section__head">
                <Show when=move || folded.is_some() fallback=move || view! { <h3 class="form-section__title">{title}</h3> }>
                    <button
                        type="button"
                        class="form-section__toggle"
                        aria-expanded=Signal::derive(move || open.get().to_string())
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        <Glyph icon=Signal::derive(move || if open.get() { Icon::ChevronDown } else { Icon::ChevronRight }) />
                        <span class="form-section__title">{title}</span>
                        {move || set_count().map(|set| view! { <span class="count" title="Fields that are set">{set}</span> })}
                    </button>
                </Show>
                {move || {
                    add.get()
                        .map(|add| {
                            let press = move |_| {
                                open.set(true);
                                enter_new(|| act(store, state, add.act.clone()));
                            };
                            view! {
                                <button type="button" class="button button--quiet button--small" on:click=press>
                                    <Glyph icon=Icon::Plus />
                                    {add.label}
                                </button>
                            }
                        })
                }}
            </header>
            <Show when=move || open.get()>
                <div class="form-section__body">
                    <Show when=move || !note.get().is_empty()>
                        <p class="field__hint">{note}</p>
                    </Show>
                    <BlockView state block />
                    <Entries state section />
                </div>
            </Show>
        </section>
    }
}

/// The entries of a section. Those of a long list come in slices, so that who steps from state to state does not wait for the
/// twentieth rule.
#[component]
fn Entries(state: StateKey, section: Memo<Section>) -> impl IntoView {
    let drawn = RwSignal::new(AT_ONCE);
    let groups = move || {
        let key = |group: &Group| (group.list, group.index);
        section.with(|section| section.groups.iter().take(drawn.get()).map(key).collect::<Vec<_>>())
    };
    Effect::new(move |_| {
        let count = section.with(|section| section.groups.len());
        // What is added later is there at once.
        let next = move |drawn: usize| if drawn < count { drawn + AT_ONCE } else { usize::MAX };
        if drawn.get() < usize::MAX {
            request_animation_frame(move || {
                drawn.try_update(|drawn| *drawn = next(*drawn));
            });
        }
    });
    view! {
        <Each each=groups key=|key| *key let((list, index))>
            <EntryOf state section list index />
        </Each>
    }
}

#[component]
fn EntryOf(state: StateKey, section: Memo<Section>, list: &'static str, index: usize) -> impl IntoView {
    let group = memo(move |last: Option<&Option<Group>>| {
        let found =
            section.with(|section| section.groups.iter().find(|group| group.list == list && group.index == index).cloned());
        found.or_else(|| last.cloned().flatten())
    });
    view! { <GroupView state group list index /> }
}

/// An entry of a list with what can be done with it.
#[component]
pub fn GroupView(state: StateKey, group: Memo<Option<Group>>, list: &'static str, index: usize) -> impl IntoView {
    let store = Store::get();
    let count = move || group.with(|group| group.as_ref().map_or(0, |group| group.count));
    let has_siblings = move || count() > 1;
    let title = Signal::derive(move || group.with(|group| group.as_ref().map(|group| group.title.clone()).unwrap_or_default()));
    let block = memo(move |_| group.with(|group| group.as_ref().map(|group| group.block.clone()).unwrap_or_default()));
    let shift = move |to: usize| act(store, state, Act::Move { list: list.to_owned(), from: index, to });
    let remove = move || act(store, state, Act::Remove { list: list.to_owned(), index });
    view! {
        <div class="entry">
            <div class="entry__head">
                <span class="entry__title" title=title>{title}</span>
                <Show when=has_siblings>
                    <IconButton
                        icon=Icon::ArrowUp
                        label="Move up"
                        disabled=Signal::derive(move || index == 0)
                        on_press=move || shift(index.saturating_sub(1))
                    />
                    <IconButton
                        icon=Icon::ArrowDown
                        label="Move down"
                        disabled=Signal::derive(move || index + 1 >= count())
                        on_press=move || shift(index + 1)
                    />
                </Show>
                <IconButton icon=Icon::Trash label="Remove" on_press=remove />
            </div>
            <BlockView state block />
        </div>
    }
}
