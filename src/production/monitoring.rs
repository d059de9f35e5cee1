//! What CloudWatch would show: alarms to set, metrics of a forecast day, the log of a run.

use leptos::prelude::*;
use workbench::message::Message;
use workbench::production::{AlarmRow, LogView, MetricRow, MonitoringView, ProductionMessage, Segment, TraceView};

use super::parts::{Runs, Texts, bars};
use crate::store::Store;
use crate::ui::{Glyph, Icon, Segmented};

/// The tab.
#[component]
pub fn Monitoring() -> impl IntoView {
    let store = Store::get();
    let came = store.slice(|workbench| workbench.in_production(|_, of_sheet| of_sheet.monitoring.clone()));
    let stale = store.slice(|workbench| workbench.forecast_is_stale());
    let teach = || {
        view! {
            <div class="empty">
                <Glyph icon=Icon::Warning />
                <p class="empty__title">"Alarms come from a forecast"</p>
                <p>"The runs tell how often failures are chance and how long is long, so that each alarm has a threshold and a reason. They take a few seconds."</p>
                <Runs label="Run the forecast" />
            </div>
        }
    };
    view! {
        <Show when=move || stale.get()>
            <div class="production__stale" role="status">
                <Glyph icon=Icon::Warning />
                "The workflow has changed since these runs."
                <Runs label="Run them again" />
            </div>
        </Show>
        <Show when=move || came.with(Option::is_some) fallback=teach>
            {move || came.get().map(|view| shown(&view))}
        </Show>
        <Logs />
        <Trace />
    }
}

fn shown(view: &MonitoringView) -> AnyView {
    let fails = (!view.succeeds).then(|| {
        view! {
            <p class="production__stale" role="status">
                <Glyph icon=Icon::Warning />
                "No run of the forecast succeeds: these are the numbers of executions that fail. Give the scenario an input and answers with which it succeeds, then run the forecast again."
            </p>
        }
    });
    view! {
        {fails}
        <h3 class="ask__part">"Alarms to set"</h3>
        <ul class="alarms">{view.alarms.iter().map(alarm).collect_view()}</ul>
        <h3 class="ask__part">"Metrics of a forecast day, by the hour"</h3>
        <div class="metrics">{view.metrics.iter().map(metric).collect_view()}</div>
        <Texts label="Take alarms and dashboard along" formats=view.formats.clone() />
    }
    .into_any()
}

fn alarm(row: &AlarmRow) -> AnyView {
    let of = (!row.of.is_empty()).then(|| view! { <code class="alarm__of">{row.of.clone()}</code> });
    view! {
        <li class="alarm">
            <strong>{row.name.clone()}</strong>
            <span class="alarm__rule">{row.rule.clone()}</span>
            {of}
            <p class="alarm__why">{row.reason.clone()}</p>
        </li>
    }
    .into_any()
}

fn metric(row: &MetricRow) -> AnyView {
    view! {
        <div class="spread">
            <h4 class="spread__what">{row.metric.clone()}</h4>
            {(!row.of.is_empty()).then(|| view! { <code class="alarm__of">{row.of.clone()}</code> })}
            {bars(&row.bars)}
            <p class="spread__range"><span>"0 h"</span><span>{row.words.clone()}</span><span>"24 h"</span></p>
        </div>
    }
    .into_any()
}

/// What is logged of the run that is looked at.
#[component]
fn Logs() -> impl IntoView {
    let store = Store::get();
    let has_run = store.slice(|workbench| workbench.front.run.has_recording() && !workbench.front.run.is_history());
    let came = store.slice(|workbench| workbench.of_this_run(|of_sheet| of_sheet.logs.as_ref()));
    let level = RwSignal::new("");
    let with_data = RwSignal::new(true);
    let ask = move || store.send(Message::Production(ProductionMessage::Logs(level.get_untracked(), with_data.get_untracked())));
    let choose = move |chosen| {
        level.set(chosen);
        ask();
    };
    let data = move |event| {
        with_data.set(event_target_checked(&event));
        if !level.get_untracked().is_empty() {
            ask();
        }
    };
    let none = || view! { <p class="field__hint">"Run the workflow once to see what each log level writes of it."</p> };
    view! {
        <section aria-label="Log events of the run">
            <h3 class="ask__part">"Log events of the run, by level"</h3>
            <Show when=move || has_run.get() fallback=none>
                <div class="knobs">
                    <Segmented label="Log level" options=["ALL", "ERROR", "FATAL", "OFF"].map(|name| (name, name)).to_vec() value=level on_change=choose />
                    <label class="picture__flag">
                        <input type="checkbox" prop:checked=with_data on:change=data />
                        "With execution data"
                    </label>
                </div>
                {move || came.get().map(|view| lines(&view))}
            </Show>
        </section>
    }
}

fn lines(view: &LogView) -> AnyView {
    let more = view.all.saturating_sub(view.lines.len());
    let words = match (view.all, more) {
        (0, _) => format!("Level {} writes nothing of this run.", view.level),
        (all, 0) => format!("Level {} writes {all} log events.", view.level),
        (all, _) => format!("Level {} writes {all} log events; the first {} are shown.", view.level, view.lines.len()),
    };
    let text = (view.all > 0)
        .then(|| view! { <pre class="texts__text scroll" tabindex="0" aria-label="Log events">{view.lines.join("\n")}</pre> });
    view! {
        <p class="field__hint" role="status">{words}</p>
        {text}
    }
    .into_any()
}

/// What X-Ray would show of the run that is looked at.
#[component]
fn Trace() -> impl IntoView {
    let store = Store::get();
    let has_run = store.slice(|workbench| workbench.front.run.has_recording() && !workbench.front.run.is_history());
    let came = store.slice(|workbench| workbench.of_this_run(|of_sheet| of_sheet.trace.as_ref()));
    let ask = move |_| store.send(Message::Production(ProductionMessage::Trace));
    view! {
        <section aria-label="Trace of the run">
            <h3 class="ask__part">"Trace of the run, as X-Ray shows it"</h3>
            <Show when=move || has_run.get() fallback=|| view! { <p class="field__hint">"Run the workflow once to see its trace."</p> }>
                {move || match came.get() {
                    Some(view) => segments(&view),
                    None => view! { <button type="button" class="button" on:click=ask>"Show the trace"</button> }.into_any(),
                }}
            </Show>
        </section>
    }
}

fn segments(view: &TraceView) -> AnyView {
    let more = view.all - view.segments.len();
    let words = match more {
        0 => format!("{} segments, {}.", view.all, view.time),
        _ => format!("{} segments, {}; the first {} are shown.", view.all, view.time, view.segments.len()),
    };
    view! {
        <p class="field__hint" role="status">{words}</p>
        <ul class="trace scroll" tabindex="0" aria-label="Segments">{view.segments.iter().map(segment).collect_view()}</ul>
        <Texts label="Take the trace along" formats=vec![("Segment document", "trace.json", view.document.clone())] />
    }
    .into_any()
}

fn segment(segment: &Segment) -> AnyView {
    let error = (!segment.error.is_empty()).then(|| view! { <span class="segment__error">{segment.error.clone()}</span> });
    view! {
        <li class="segment" data-fault=(!segment.error.is_empty()).to_string()>
            <span class="segment__name" style:padding-left=format!("{}px", segment.depth.min(8) * 14) title=segment.operation.clone()>
                {segment.name.clone()}
            </span>
            <span class="segment__track" aria-hidden="true">
                <span
                    class="segment__bar"
                    style:margin-left=format!("{:.2}%", segment.from * 100.0)
                    style:width=format!("{:.2}%", segment.share * 100.0)
                ></span>
            </span>
            <span class="segment__time">{segment.time.clone()}</span>
            {error}
        </li>
    }
    .into_any()
}
