//! Another forecast beside the one that is there.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::production::{CompareRow, Knobs, ProductionMessage, WhatIf};

use crate::store::Store;

/// How many times as much.
const FACTORS: [(f64, &str); 5] = [(0.5, "half"), (1.0, "as now"), (2.0, "twice"), (5.0, "5 times"), (20.0, "20 times")];

/// The knobs, and both forecasts.
#[component]
pub fn WhatIfs() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ProductionMessage| store.send(Message::Production(message));
    let what_if = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.what_if));
    let monthly = store.slice(|workbench| workbench.assumptions.monthly_runs);
    let busy = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.progress.is_some()));
    let compared = store.slice(|workbench| {
        workbench.in_production(|_, of_sheet| {
            of_sheet.base.came.as_ref().zip(of_sheet.beside.came.as_ref()).map(|(base, beside)| base.beside(beside))
        })
    });
    let now = move || what_if.get_untracked().unwrap_or(WhatIf { monthly: monthly.get_untracked(), ..WhatIf::default() });
    let volume = move || what_if.get().map_or(1.0, |what_if| what_if.monthly as f64 / monthly.get().max(1) as f64);
    let choice = move |id: &'static str, label: &'static str, value: Signal<f64>, set: fn(&mut WhatIf, f64, u64)| {
        let change = move |event: web_sys::Event| {
            if let Ok(factor) = event_target_value(&event).parse::<f64>() {
                let mut what_if = now();
                set(&mut what_if, factor, monthly.get_untracked());
                send(ProductionMessage::WhatIf(Some(what_if)));
            }
        };
        let option = move |(factor, name): (f64, &'static str)| {
            view! { <option value=factor.to_string() selected=move || (value.get() - factor).abs() < 0.01>{name}</option> }
        };
        view! {
            <label class="account__choice" for=id>
                {label}
                <select id=id class="input" disabled=move || busy.get() on:change=change>
                    {FACTORS.map(option).into_iter().collect_view()}
                </select>
            </label>
        }
    };
    let knobs = store.slice(|workbench| Knobs::of(&workbench.front));
    let setting = move |id: &'static str,
                        label: &'static str,
                        values: &'static [u32],
                        get: fn(&WhatIf) -> Option<u32>,
                        set: fn(&mut WhatIf, Option<u32>)| {
        let change = move |event: web_sys::Event| {
            let mut what_if = now();
            set(&mut what_if, event_target_value(&event).parse().ok());
            send(ProductionMessage::WhatIf(Some(what_if)));
        };
        let value = Signal::derive(move || what_if.get().as_ref().and_then(get));
        let option = move |option: u32| {
            view! { <option value=option.to_string() selected=move || value.get() == Some(option)>{option.to_string()}</option> }
        };
        view! {
            <label class="account__choice" for=id>
                {label}
                <select id=id class="input" disabled=move || busy.get() on:change=change>
                    <option value="" selected=move || value.get().is_none()>"as written"</option>
                    {values.iter().copied().map(option).collect_view()}
                </select>
            </label>
        }
    };
    let row = |row: CompareRow| {
        let differs = row.base != row.beside;
        view! {
            <tr data-differs=differs.to_string()>
                <th scope="row">{row.what}</th>
                <td>{row.base}</td>
                <td>{row.beside}</td>
            </tr>
        }
    };
    view! {
        <section class="what-if" aria-label="What if">
            <h3 class="ask__part">"What if"</h3>
            <div class="knobs">
                {choice(
                    "what-if-volume",
                    "Executions",
                    Signal::derive(volume),
                    |what_if, factor, monthly| what_if.monthly = (monthly as f64 * factor) as u64,
                )}
                {choice(
                    "what-if-slower",
                    "Tasks take",
                    Signal::derive(move || what_if.get().map_or(1.0, |what_if| what_if.slower)),
                    |what_if, factor, _| what_if.slower = factor,
                )}
                {choice(
                    "what-if-failing",
                    "Tasks fail",
                    Signal::derive(move || what_if.get().map_or(1.0, |what_if| what_if.failing)),
                    |what_if, factor, _| what_if.failing = factor,
                )}
                <Show when=move || knobs.get().retries>
                    {setting("what-if-attempts", "Retries", &[0, 1, 3, 10], |what_if| what_if.attempts, |what_if, value| what_if.attempts = value)}
                </Show>
                <Show when=move || knobs.get().maps>
                    {setting(
                        "what-if-concurrency",
                        "Map iterations at once",
                        &[1, 5, 10, 40, 1_000],
                        |what_if| what_if.concurrency,
                        |what_if, value| what_if.concurrency = value,
                    )}
                </Show>
                <Show when=move || knobs.get().batches>
                    {setting("what-if-batch", "Items in a batch", &[1, 10, 100, 1_000], |what_if| what_if.batch, |what_if, value| what_if.batch = value)}
                </Show>
                <Show when=move || what_if.get().is_some()>
                    <button type="button" class="button" on:click=move |_| send(ProductionMessage::WhatIf(None))>
                        "Reset"
                    </button>
                </Show>
            </div>
            {move || {
                compared.get().map(|rows| view! {
                    <table class="compared">
                        <thead>
                            <tr>
                                <th scope="col">"Figure"</th>
                                <th scope="col">"As it is"</th>
                                <th scope="col">"What if"</th>
                            </tr>
                        </thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                })
            }}
        </section>
    }
}
