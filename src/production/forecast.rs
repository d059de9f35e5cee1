//! What many runs take and cost, where they fail, how near they come to quotas.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::production::{CostRow, FailureRow, ForecastView, ProductionMessage, QuotaRow, SpreadRow};

use super::parts::{Runs, StateLink, bars, meter};
use super::what_if::WhatIfs;
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

/// How many runs a forecast may have.
const RUNS: [u64; 4] = [1_000, 10_000, 50_000, 100_000];
/// The months that are asked for.
const MONTHLY: [u64; 5] = [1_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/// Regions; prices of those that are not named are those of us-east-1.
const REGIONS: [&str; 14] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "eu-central-1",
    "eu-west-1",
    "eu-west-3",
    "eu-north-1",
    "ap-south-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "sa-east-1",
];

/// The tab.
#[component]
pub fn Forecast() -> impl IntoView {
    let store = Store::get();
    let came = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.base.came.clone()));
    let stale = store.slice(|workbench| workbench.forecast_is_stale());
    let teach = || {
        view! {
            <div class="empty">
                <Glyph icon=Icon::Timer />
                <p class="empty__title">"No forecast yet"</p>
                <p>
                    "Runs your scenarios many times, with chance in how long Tasks take and how often they fail, and tells duration, cost as Standard and as Express, and how near the workflow comes to the service’s quotas. It runs here, in this page; nothing is sent anywhere."
                </p>
            </div>
        }
    };
    view! {
        <Knobs />
        <Show when=move || stale.get()>
            <p class="production__stale" role="status">
                <Glyph icon=Icon::Warning />
                "The workflow has changed since these runs; run them again."
            </p>
        </Show>
        <Show when=move || came.with(Option::is_some) fallback=teach>
            {move || came.get().map(|view| shown(&view))}
            <WhatIfs />
        </Show>
    }
}

#[component]
fn Knobs() -> impl IntoView {
    let store = Store::get();
    let send = move |message: ProductionMessage| store.send(Message::Production(message));
    let monthly = store.slice(|workbench| workbench.assumptions.monthly_runs);
    let runs = store.slice(|workbench| workbench.production.as_ref().map_or(0, |room| u64::from(room.runs)));
    let region = store.slice(|workbench| workbench.production.as_ref().map(|room| room.region.clone()).unwrap_or_default());
    let numbers = move |options: Vec<u64>, value: Memo<u64>| {
        let option = move |option: u64| view! { <option value=option.to_string() selected=move || value.get() == option>{grouped(option)}</option> };
        options.into_iter().map(option).collect_view()
    };
    let chosen = |event: &web_sys::Event| event_target_value(event).parse::<u64>().ok();
    view! {
        <div class="knobs">
            <label class="account__choice" for="forecast-monthly">
                "Executions a month"
                <select
                    id="forecast-monthly"
                    class="input"
                    on:change=move |event| {
                        if let Some(monthly) = chosen(&event) {
                            send(ProductionMessage::SetMonthly(monthly));
                        }
                    }
                >
                    {numbers(MONTHLY.to_vec(), monthly)}
                </select>
            </label>
            <label class="account__choice" for="forecast-region">
                "Region"
                <select id="forecast-region" class="input" on:change=move |event| send(ProductionMessage::SetRegion(event_target_value(&event)))>
                    {REGIONS
                        .map(|name| view! { <option value=name selected=move || region.get() == name>{name}</option> })
                        .into_iter()
                        .collect_view()}
                </select>
            </label>
            <label class="account__choice" for="forecast-runs">
                "Runs"
                <select
                    id="forecast-runs"
                    class="input"
                    on:change=move |event| {
                        if let Some(runs) = chosen(&event).and_then(|runs| u32::try_from(runs).ok()) {
                            send(ProductionMessage::SetRuns(runs));
                        }
                    }
                >
                    {numbers(RUNS.to_vec(), runs)}
                </select>
            </label>
            <Runs label="Run the forecast" />
        </div>
    }
}

fn shown(view: &ForecastView) -> AnyView {
    let store = Store::get();
    let failures = if view.failures.is_empty() {
        let words = match view.failing.as_str() {
            "0 %" => "No run failed.",
            _ => "No Task failed in them: it is their data. Run the scenario to see where, and give it the input that it needs.",
        };
        view! { <p class="field__hint">{words}</p> }.into_any()
    } else {
        rows(&view.failures)
    };
    view! {
        <p class="production__advice" data-advised=view.is_advised.to_string()>
            <Glyph icon=if view.is_advised { Icon::Check } else { Icon::Warning } />
            <span><Prose text=view.advice.clone() /></span>
        </p>
        <div class="spreads">{view.spreads.iter().map(spread).collect_view()}</div>
        <div class="production__columns">
            <section>
                <h3 class="ask__part">{format!("A month: {}", view.volume)}</h3>
                <ul class="figures">{view.costs.iter().map(cost).collect_view()}</ul>
                <h3 class="ask__part">{format!("Runs that fail: {} of {}", view.failing, view.runs)}</h3>
                {failures}
                <h3 class="ask__part">"Where the time goes"</h3>
                {rows(&view.slowest)}
                {(!view.hot.is_empty()).then(|| view! {
                    <button type="button" class="button button--small" on:click=move |_| store.send(Message::Production(ProductionMessage::Paint(true)))>
                        "Show on the diagram"
                    </button>
                })}
            </section>
            <section>
                <h3 class="ask__part">"Distance to quotas"</h3>
                <ul class="figures">{view.quotas.iter().map(quota).collect_view()}</ul>
            </section>
        </div>
        <p class="field__hint">
            {format!("{}. Round figures are assumed for how long services take and how often they fail. Reckoned in this page; nothing leaves it.", view.dated)}
        </p>
    }
    .into_any()
}

fn spread(row: &SpreadRow) -> AnyView {
    let names = ["median", "90 %", "99 %"];
    let at = names.into_iter().zip(&row.at).map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value.clone()}</dd></div> });
    view! {
        <div class="spread">
            <h3 class="spread__what">{row.what}</h3>
            {bars(&row.bars)}
            <p class="spread__range"><span>{row.range.0.clone()}</span><span>{row.range.1.clone()}</span></p>
            <dl class="spread__at">{at.collect_view()}</dl>
        </div>
    }
    .into_any()
}

fn cost(row: &CostRow) -> AnyView {
    view! {
        <li class="figure" data-advised=row.advised.to_string()>
            <span class="figure__what">
                {row.what.clone()}
                {row.advised.then(|| view! { <span class="chip" data-status="succeeded">"advised"</span> })}
            </span>
            <strong class="figure__words">{row.dollars.clone()}</strong>
            {meter(row.share, "far")}
            <span class="figure__note">{row.how.clone()}</span>
        </li>
    }
    .into_any()
}

fn rows(rows: &[FailureRow]) -> AnyView {
    let row = |row: &FailureRow| {
        view! {
            <li class="figure">
                <span class="figure__what">
                    <StateLink name=row.state.clone() />
                    <span class="figure__note">{row.what.clone()}</span>
                </span>
                <strong class="figure__words">{row.words.clone()}</strong>
                {meter(row.share, "far")}
            </li>
        }
    };
    view! { <ul class="figures">{rows.iter().map(row).collect_view()}</ul> }.into_any()
}

fn quota(row: &QuotaRow) -> AnyView {
    let over = match row.tone {
        "over" => Some("exceeded"),
        "near" => Some("near"),
        _ => None,
    };
    view! {
        <li class="figure" data-tone=row.tone>
            <span class="figure__what">
                {row.what.clone()}
                {over.map(|word| view! { <span class="chip" data-status=if word == "near" { "waiting" } else { "failed" }>{word}</span> })}
            </span>
            <span class="figure__words">{row.words.clone()}</span>
            {meter(row.share, row.tone)}
        </li>
    }
    .into_any()
}

/// A number as it is chosen.
pub fn grouped(number: u64) -> String {
    match number {
        1_000_000.. => format!("{} million", number / 1_000_000),
        1_000.. => format!("{},000", number / 1_000),
        _ => number.to_string(),
    }
}
