//! What the linter says, in kinds, with places and fixes.

use leptos::prelude::*;
use workbench::message::{Edit, Message, ScreenMessage};
use workbench::problems::{ProblemGroup, ProblemRow, Severity, capitalised, grouped, place_words};

use crate::store::{Store, memo};
use crate::ui::{Each, Glyph, Icon, Prose};

/// What is shown of the problems.
#[derive(Clone, Copy, Default, PartialEq)]
struct Hidden([bool; 3]);

/// The list of problems in kinds; pressing one shows its place.
#[component]
pub fn Problems() -> impl IntoView {
    let store = Store::get();
    let groups = store.slice(|workbench| grouped(workbench.front.problem_rows()));
    let is_unlinted = store.slice(|workbench| workbench.front.is_unlinted());
    let hidden = RwSignal::new(Hidden::default());
    let shown = move || {
        let Hidden(hidden) = hidden.get();
        groups.get().into_iter().filter(|group| !hidden[place(group.severity)]).collect::<Vec<_>>()
    };
    view! {
        <div class="problems">
            <Show
                when=move || !groups.with(Vec::is_empty)
                fallback=move || {
                    let (icon, title, text) = match is_unlinted.get() {
                        true => (
                            Icon::Warning,
                            "Not checked",
                            "The part of the page that checks definitions does not answer. Your next change asks it again; if that does not help, reload.",
                        ),
                        false => (Icon::Check, "No problems", "The definition follows the rules of Amazon States Language."),
                    };
                    view! {
                        <div class="empty">
                            <Glyph icon=icon />
                            <p class="empty__title">{title}</p>
                            <p>{text}</p>
                        </div>
                    }
                }
            >
                <Filters groups hidden />
                <Each each=shown key=|group| group.clone() let(group)>
                    <Group group />
                </Each>
            </Show>
        </div>
    }
}

fn place(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Advice => 2,
    }
}

/// Which severities are shown, each with its count.
#[component]
fn Filters(groups: Memo<Vec<ProblemGroup>>, hidden: RwSignal<Hidden>) -> impl IntoView {
    let names = ["Errors", "Warnings", "Advice"];
    let button = move |(at, severity): (usize, Severity)| {
        let count = memo(move |_| {
            groups.with(|groups| {
                groups.iter().filter(|group| group.severity == severity).map(|group| group.rows.len()).sum::<usize>()
            })
        });
        view! {
            <Show when=move || count.get() != 0>
                <button
                    type="button"
                    class="button button--small problems__filter"
                    data-severity=severity.name()
                    aria-pressed=move || (!hidden.get().0[at]).to_string()
                    on:click=move |_| hidden.update(|hidden| hidden.0[at] = !hidden.0[at])
                >
                    {names[at]}
                    <span class="count" data-severity=severity.name()>{count}</span>
                </button>
            </Show>
        }
    };
    let all = [Severity::Error, Severity::Warning, Severity::Advice];
    view! {
        <div class="problems__filters" role="group" aria-label="Problems to show">
            {all.into_iter().enumerate().map(button).collect_view()}
        </div>
    }
}

/// The problems of a kind; several have a heading, and a button that fixes all.
#[component]
fn Group(group: ProblemGroup) -> impl IntoView {
    let store = Store::get();
    let fixable = group.fixable();
    let count = group.rows.len();
    let is_open = RwSignal::new(count <= SHOWN);
    let head = (count > 1).then(|| {
        let fixes = fixable.len();
        let fix_all = (fixes > 1).then(move || {
            view! {
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| store.send(Message::Edit(Edit::FixAll(fixable.clone())))
                >
                    <Glyph icon=Icon::Fix />
                    {format!("Fix all {fixes}")}
                </button>
            }
        });
        view! {
            <div class="problems__head">
                <button
                    type="button"
                    class="problems__toggle"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|open| *open = !*open)
                >
                    <Glyph icon=Signal::derive(move || if is_open.get() { Icon::ChevronDown } else { Icon::ChevronRight }) />
                    <span>{capitalised(&group.title)}</span>
                    <span class="count" data-severity=group.severity.name()>{count}</span>
                </button>
                {fix_all}
            </div>
        }
    });
    let rows = StoredValue::new(group.rows);
    view! {
        <div class="problems__group">
            {head}
            <Show when=move || is_open.get() || count == 1>
                {rows.get_value().into_iter().map(|(index, row)| view! { <Problem index row /> }).collect_view()}
            </Show>
        </div>
    }
}

/// A kind with more problems than this is closed at first.
const SHOWN: usize = 8;

#[component]
fn Problem(index: usize, row: ProblemRow) -> impl IntoView {
    let store = Store::get();
    let icon = match row.severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
        Severity::Advice => Icon::Info,
    };
    let has_fix = row.fix.is_some();
    let fix = row.fix.clone().unwrap_or_default();
    view! {
        <div>
            <button
                type="button"
                class="problem"
                data-severity=row.severity.name()
                on:click=move |_| store.send(Message::Screen(ScreenMessage::ShowProblem(index)))
            >
                <Glyph icon=icon />
                <span>
                    <span class="visually-hidden">{row.severity.name()}": "</span>
                    <span class="problem__message"><Prose text=capitalised(&row.message) /></span>
                    {(!row.help.is_empty()).then(|| view! { <span class="problem__help" style:display="block"><Prose text=capitalised(&row.help) /></span> })}
                    <span class="problem__where" style:display="block" title=row.location.clone()>{place_words(&row.location)}" · line "{row.line}</span>
                </span>
            </button>
            {has_fix
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button--small problem__fix"
                            on:click=move |_| store.send(Message::Edit(Edit::Fix(index)))
                        >
                            <Glyph icon=Icon::Fix />
                            {fix}
                        </button>
                    }
                })}
        </div>
    }
}
