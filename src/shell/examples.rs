//! The gallery: in groups, with a search over it.

use std::collections::HashMap;

use gallery::{Listing, Topic};
use leptos::prelude::*;
use workbench::message::{FileMessage, Message};
use workbench::scene::picture::Sketch;

use crate::browser;
use crate::store::Store;

/// The small pictures by their examples, once they are there.
type Sketches = RwSignal<HashMap<String, Sketch>>;

/// The example workflows; choosing one opens it on a sheet of its own.
#[component]
pub fn Examples() -> impl IntoView {
    let search = RwSignal::new(String::new());
    let sketches: Sketches = RwSignal::new(HashMap::new());
    browser::fetch_text("data-sketches", "", move |text| {
        let read = |line: &str| {
            let (slug, sketch) = line.split_once(' ')?;
            Some((slug.to_owned(), Sketch::read(sketch)?))
        };
        // Without them the list says as much in words.
        drop(sketches.try_set(text.unwrap_or_default().lines().filter_map(read).collect()));
    });
    let groups = move || {
        let wanted = search.get().trim().to_lowercase();
        let found: Vec<&'static Listing> = gallery::listings().iter().filter(|example| holds(example, &wanted)).collect();
        if found.is_empty() {
            return view! { <p class="empty">"No example is about that"</p> }.into_any();
        }
        let group = |topic: Topic| {
            let mine = found.iter().filter(|example| example.topic == topic);
            let items: Vec<_> = mine.map(|example| view! { <Item example sketches /> }).collect();
            (!items.is_empty()).then(|| {
                view! {
                    <section class="examples__group">
                        <h2 class="palette__title">{topic.title()}</h2>
                        {items}
                    </section>
                }
            })
        };
        Topic::ALL.map(group).into_any()
    };
    view! {
        <div class="examples">
            <input
                class="input"
                type="search"
                placeholder="Search examples"
                aria-label="Search examples"
                prop:value=Signal::derive(move || search.get())
                on:input=move |event| search.set(event_target_value(&event))
            />
            {groups}
        </div>
    }
}

/// Whether an example has every word of a search.
fn holds(example: &Listing, wanted: &str) -> bool {
    let text =
        format!("{} {} {}", example.title, example.summary, format_args!("{} {}", example.topic.title(), example.tags.join(" ")))
            .to_lowercase();
    wanted.split_whitespace().all(|word| text.contains(word))
}

#[component]
fn Item(example: &'static Listing, sketches: Sketches) -> impl IntoView {
    let store = Store::get();
    let slug = example.slug;
    let current = store.slice(move |workbench| workbench.front.example.as_deref() == Some(slug));
    view! {
        <button
            type="button"
            class="example"
            aria-current=Signal::derive(move || current.get().to_string())
            on:click=move |_| store.send(Message::File(FileMessage::OpenExample(slug.to_owned())))
        >
            <span class="example__sketch" aria-hidden="true">
                {move || sketches.with(|sketches| sketches.get(slug).map(drawn))}
            </span>
            <span class="example__words">
                <span class="example__title">{example.title}</span>
                <span class="example__summary">{example.summary}</span>
            </span>
        </button>
    }
}

/// A sketch as far as a small, nearly square place shows it: of what is tall its beginning.
fn drawn(sketch: &Sketch) -> impl IntoView + use<> {
    let (width, height) = (sketch.size.width, sketch.size.height);
    let shown = height.min(width.max(320.0) * 1.3);
    let boxes = sketch.boxes.iter().map(|(kind, is_frame, rect)| {
        view! {
            <rect
                data-kind=*kind
                data-frame=is_frame.to_string()
                x=rect.x.to_string()
                y=rect.y.to_string()
                width=rect.width.to_string()
                height=rect.height.to_string()
                rx="12"
            ></rect>
        }
    });
    view! {
        <svg class="sketch" viewBox=format!("-6 -6 {} {}", width + 12.0, shown + 12.0) preserveAspectRatio="xMidYMin meet">
            <path d=sketch.lines.clone()></path>
            {boxes.collect_view()}
        </svg>
    }
}
