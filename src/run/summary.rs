//! How the run ended, what it would cost, how near it came to the service's limits.

use leptos::prelude::*;
use workbench::message::{Message, ScreenMessage};
use workbench::run::Tile;

use super::verdict::Verdict;
use crate::store::Store;
use crate::ui::{Glyph, Icon};

/// The months that prices are for, and the memory that an Express workflow may need, in megabytes.
const RUNS: [u64; 5] = [1, 1_000, 100_000, 1_000_000, 10_000_000];
const MEGABYTES: [u64; 4] = [64, 128, 256, 512];

/// The verdict with the numbers of the run.
#[component]
pub fn RunSummary() -> impl IntoView {
    let store = Store::get();
    let account = store.slice(|workbench| workbench.account());
    let not_express =
        move || account.with(|account| account.as_ref().map(|account| account.not_express.clone()).unwrap_or_default());
    let has_reasons = move || not_express().len() > 1;
    let tiles = move || {
        let tiles = account.with(|account| account.as_ref().map(|account| account.tiles.clone()).unwrap_or_default());
        tiles.into_iter().map(tile).collect_view()
    };
    let invitation = || {
        view! {
            <div class="empty">
                <Glyph icon=Icon::List />
                <p class="empty__title">"No numbers yet"</p>
                <p>"Run the workflow to its end to see what it costs as Standard and as Express, and how near it comes to the limits."</p>
            </div>
        }
    };
    view! {
        <Show when=move || account.with(Option::is_some) fallback=invitation>
            <Verdict />
            <div class="account">{tiles}</div>
            <div class="account__settings">
                <Choice
                    id="monthly-runs"
                    label="Runs a month"
                    options=RUNS.map(|runs| (runs, grouped(runs))).to_vec()
                    value=store.slice(|workbench| workbench.assumptions.monthly_runs)
                    set=ScreenMessage::SetMonthlyRuns
                />
                <Choice
                    id="express-memory"
                    label="Memory as Express"
                    options=MEGABYTES.map(|megabytes| (megabytes, format!("{megabytes} MB"))).to_vec()
                    value=store.slice(|workbench| workbench.assumptions.express_megabytes)
                    set=ScreenMessage::SetMegabytes
                />
                <Show when=has_reasons>
                    <p class="field__hint">{move || format!("No Express workflow: {}", not_express().join("; "))}</p>
                </Show>
            </div>
        </Show>
    }
}

fn tile(tile: Tile) -> AnyView {
    let Tile { label, value, note, share } = tile;
    let meter = share.map(|share| {
        let tone = if share >= 0.8 { "near" } else { "far" };
        view! {
            <span class="meter" data-tone=tone>
                <span class="meter__fill" style:width=format!("{:.1}%", (share * 100.0).max(0.6))></span>
            </span>
        }
    });
    view! {
        <div class="tile-number">
            <span class="tile-number__label">{label}</span>
            <span class="tile-number__value">{value}</span>
            {meter}
            <span class="tile-number__note">{note}</span>
        </div>
    }
    .into_any()
}

#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(u64, String)>,
    value: Memo<u64>,
    set: fn(u64) -> ScreenMessage,
) -> impl IntoView {
    let store = Store::get();
    let change = move |event: web_sys::Event| {
        if let Ok(chosen) = event_target_value(&event).parse() {
            store.send(Message::Screen(set(chosen)));
        }
    };
    let option = move |(option, name): (u64, String)| {
        view! {
            <option value=option.to_string() selected=move || value.get() == option>
                {name}
            </option>
        }
    };
    view! {
        <label class="account__choice" for=id>
            {label}
            <select id=id class="input" on:change=change>
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

fn grouped(number: u64) -> String {
    match number {
        1_000_000.. => format!("{} million", number / 1_000_000),
        1_000.. => format!("{},000", number / 1_000),
        _ => number.to_string(),
    }
}
