//! The sandboxed services: what they hold after the run, and what they hold before it.

use leptos::prelude::*;
use workbench::message::{Message, ScenarioMessage};
use workbench::run::{ServiceRow, ServiceView};

use super::sandbox::Sandbox;
use crate::store::Store;
use crate::ui::{Glyph, Icon, IconButton, JsonView, Segmented, StateGlyph};

/// Contents, or what is set up; an invitation where nothing is sandboxed.
#[component]
pub fn Services() -> impl IntoView {
    let store = Store::get();
    let has_any = store
        .slice(|workbench| !workbench.front.scenarios.services().is_null() || !workbench.front.scenarios.workflows().is_empty());
    let sets_up = RwSignal::new(false);
    let mocked = store.slice(|workbench| workbench.front.mocked_calls());
    let after = store.slice(|workbench| workbench.front.run.services().is_some());
    let views = store.slice(|workbench| workbench.front.service_views());
    let sandbox = move |_| store.send(Message::Scenario(ScenarioMessage::SandboxCalls));
    let let_answer = move |_| store.send(Message::Scenario(ScenarioMessage::LetServicesAnswer));
    let invitation = move || {
        view! {
            <div class="empty">
                <Glyph icon=Icon::Of(StateGlyph::Database) />
                <p class="empty__title">"No service is sandboxed in this scenario"</p>
                <p>"Give it tables, buckets, queues, topics or functions: Tasks then work on them, and you see here what they hold after a run."</p>
                <div class="empty__actions">
                    <button type="button" class="button" on:click=sandbox>
                        "Sandbox what this workflow calls"
                    </button>
                    <button type="button" class="button button--quiet" on:click=move |_| sets_up.set(true)>
                        "Write it by hand"
                    </button>
                </div>
            </div>
        }
    };
    let contents = move || views.get().into_iter().map(|service| view! { <Resource service /> }).collect_view();
    view! {
        <Show when=move || has_any.get() || sets_up.get() fallback=invitation>
            <div class="services">
                <div class="services__head">
                    <p class="services__when">
                        {move || if after.get() { "At the end of this run" } else { "Before a run: press Run to see what becomes of it" }}
                    </p>
                    <Segmented
                        label="Contents or set-up"
                        options=vec![(false, "Contents"), (true, "Set up")]
                        value=sets_up
                        on_change=move |chosen| sets_up.set(chosen)
                    />
                </div>
                <Show when=move || !mocked.with(Vec::is_empty)>
                    <p class="hint-bar">
                        <Glyph icon=Icon::Info />
                        <span>{move || format!("Mocks answer first: {}", mocked.get().join(", "))}</span>
                        <button type="button" class="button button--small" on:click=let_answer>
                            "Remove these mocks"
                        </button>
                    </p>
                </Show>
                <Show when=move || sets_up.get() fallback=move || view! { <div class="services__list">{contents}</div> }>
                    <Sandbox />
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn Resource(service: ServiceView) -> impl IntoView {
    let ServiceView { service, name, count, columns, rows, hidden } = service;
    let icon = match service {
        "DynamoDB" => Icon::Of(StateGlyph::Database),
        "S3" => Icon::Of(StateGlyph::Bucket),
        "SQS" => Icon::Of(StateGlyph::Queue),
        "SNS" => Icon::Of(StateGlyph::Bell),
        _ => Icon::Of(StateGlyph::Event),
    };
    // Of a URL or an ARN the last part tells most.
    let short = name.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
    let is_empty = rows.is_empty();
    let width = columns.len() + 1;
    let head = columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view();
    let rows = rows.into_iter().map(|row| resource_row(row, width)).collect_view();
    view! {
        <section class="resource" aria-label=format!("{service} {name}")>
            <header class="resource__head">
                <Glyph icon=icon />
                <h3 class="resource__name" title=name.clone()>{short}</h3>
                <span class="resource__service">{service}</span>
                <span class="resource__count">{count}</span>
            </header>
            <div class="resource__body scroll" hidden=is_empty>
                <table class="data">
                    <thead>
                        <tr>
                            <th class="data__more"><span class="visually-hidden">"JSON"</span></th>
                            {head}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {(hidden > 0).then(|| view! { <p class="field__hint">{format!("… {hidden} more")}</p> })}
        </section>
    }
}

fn resource_row(row: ServiceRow, width: usize) -> AnyView {
    let ServiceRow { cells, json, is_new } = row;
    let open = RwSignal::new(false);
    let icon = Signal::derive(move || if open.get() { Icon::ChevronDown } else { Icon::ChevronRight });
    let json = StoredValue::new(json);
    let mut cells: Vec<AnyView> =
        cells.into_iter().map(|cell| view! { <td title=cell.clone()>{cell.clone()}</td> }.into_any()).collect();
    if is_new {
        cells.push(view! { <td class="data__new"><span class="chip" data-status="succeeded">"new"</span></td> }.into_any());
    }
    view! {
        <tr data-new=is_new.to_string()>
            <td class="data__more">
                <IconButton icon=icon label="Show as JSON" pressed=Signal::from(open) on_press=move || open.update(|open| *open = !*open) />
            </td>
            {cells}
        </tr>
        <Show when=move || open.get()>
            <tr>
                <td class="data__json" colspan=(width + 1).to_string()>
                    <JsonView text=json.get_value() />
                </td>
            </tr>
        </Show>
    }
    .into_any()
}
