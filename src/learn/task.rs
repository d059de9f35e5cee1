//! A workflow to change or build: the goal, what is checked, hints, pieces, solutions.

use engine::{JudgedCheck, Judgement, TaskView};
use leptos::prelude::*;
use workbench::Workbench;
use workbench::learn::{LearnMessage, PageView};
use workbench::message::{Message, ScreenMessage};
use workbench::panels::LeftTab;

use super::question::{PROBLEMS, SAID, Said, reveal_what_is_said};
use crate::store::Store;
use crate::ui::{Glyph, Icon, Prose};

fn page(workbench: &Workbench) -> Option<PageView> {
    workbench.learn.open.as_ref()?.current()
}

/// The task of the page that is looked at.
#[component]
pub fn Task() -> impl IntoView {
    let store = Store::get();
    let Some(task) = store.peek(|workbench| page(workbench).and_then(|page| page.task)) else { return ().into_any() };
    let send = move |message: LearnMessage| store.send(Message::Learn(message));
    let waits = store.slice(|workbench| page(workbench).is_some_and(|page| page.waits));
    let judgement = store.slice(|workbench| page(workbench).and_then(|page| page.answer.judgement));
    reveal_what_is_said(waits);
    let (open_checks, hidden) = (task.checks.clone(), task.hidden);
    let par = task.par.clone();
    let checks = move || match judgement.get() {
        Some(judgement) if !judgement.checks.is_empty() => {
            let rows = judgement.checks.into_iter().enumerate().map(|(index, check)| judged_check(store, index, check));
            view! { <ul class="checks">{rows.collect_view()}</ul> }.into_any()
        }
        _ => {
            let rows = open_checks.iter().map(|says| {
                view! {
                    <li class="check" data-state="open">
                        <span class="check__mark" aria-hidden="true"></span>
                        <span class="check__words"><span><Prose text=says.clone() /></span></span>
                    </li>
                }
            });
            let more = (hidden > 0).then(|| {
                let words = if hidden == 1 {
                    "One more is shown when you check.".to_owned()
                } else {
                    format!("{hidden} more are shown when you check.")
                };
                view! { <li class="check check--more">{words}</li> }
            });
            view! { <ul class="checks">{rows.collect_view()}{more}</ul> }.into_any()
        }
    };
    let problems = move || judgement.get().and_then(|judgement| problems(store, judgement));
    let said = move || {
        let judgement = judgement.get()?;
        let is_said = judgement.passed || !judgement.explanation.is_empty();
        let score = judgement.score.clone();
        let par = par.clone();
        is_said.then(|| view! {
            <Said judgement />
            {(!score.is_empty()).then(|| view! {
                <p class="lesson-hint">{format!("Yours has {score}. ")}{(!par.is_empty() && par != score).then(|| format!("The author’s has {par}."))}</p>
            })}
        })
    };
    view! {
        <p class="lesson-text"><Prose text=task.goal.clone() /></p>
        <p class="lesson-hint">
            "The workflow beside this is yours to change: add a state with "<kbd>"N"</kbd>" or from the palette ("<kbd>"["</kbd>"), fill in forms, or write the code. Run it as often as you like."
        </p>
        <div role="status" aria-live="polite">{problems}</div>
        {checks}
        <div class="ask-form__foot">
            <button type="button" class="button" aria-disabled=move || waits.get().to_string() on:click=move |_| send(LearnMessage::Submit)>
                "Check my workflow"
            </button>
            <button type="button" class="button button--quiet" on:click=move |_| send(LearnMessage::Restart)>"Begin anew"</button>
        </div>
        <div id=SAID role="status" aria-live="polite">{said}</div>
        {help(store, task)}
    }
    .into_any()
}

/// What is mistaken in the definition itself: it comes before all that its runs came to.
fn problems(store: Store, judgement: Judgement) -> Option<impl IntoView> {
    let (says, told) = match (judgement.refused.is_empty(), judgement.doubts.is_empty()) {
        (false, _) => ("It cannot be run yet.", judgement.refused),
        (true, false) => ("Your definition has a problem.", judgement.doubts),
        (true, true) => return None,
    };
    let show = move |_| store.send(Message::Screen(ScreenMessage::SetLeftTab(LeftTab::Problems)));
    Some(view! {
        <div id=PROBLEMS class="said" data-tone="wrong">
            <Glyph icon=Icon::Warning />
            <div>
                <p><strong>{says}</strong></p>
                {told.into_iter().take(3).map(|why| view! { <p><Prose text=why /></p> }).collect_view()}
                <button type="button" class="button button--small" on:click=show>"Show problems"</button>
            </div>
        </div>
    })
}

/// A check that was made: whether it passed, what came instead, and the way to its run.
fn judged_check(store: Store, index: usize, check: JudgedCheck) -> impl IntoView {
    let (state, word) = if check.passed { ("passed", "Passed: ") } else { ("failed", "Failed: ") };
    let looks = (!check.passed && check.scenario.is_some()).then(|| view! {
        <button type="button" class="button button--small" on:click=move |_| store.send(Message::Learn(LearnMessage::Look(index)))>
            "Look at this run"
        </button>
    });
    let came = (!check.passed).then(|| {
        check.came.into_iter().take(4).map(|came| view! { <p class="check__came"><Prose text=came /></p> }).collect_view()
    });
    view! {
        <li class="check" data-state=state>
            <span class="check__mark" aria-hidden="true">
                <Glyph icon=if check.passed { Icon::Check } else { Icon::Close } />
            </span>
            <span class="check__words">
                <span><span class="visually-hidden">{word}</span><Prose text=check.says /></span>
                {came}
                {looks}
            </span>
        </li>
    }
}

/// What tells a piece apart, in a line.
fn in_short(json: &str) -> String {
    const LONGEST: usize = 110;
    // All pieces of a name have these, and mostly the same.
    const ALIKE: [&str; 4] = ["Type", "Resource", "Next", "End"];
    let Ok(value::Value::Object(state)) = value::parse(json) else { return String::new() };
    let telling = state.iter().filter(|(member, _)| !ALIKE.contains(&&***member));
    let telling: value::Object = telling.map(|(member, held)| (member.clone(), held.clone())).collect();
    let shown = if telling.is_empty() { (*state).clone() } else { telling };
    workbench::json_tree::short(&value::Value::from(shown), LONGEST)
}

/// Hints one by one, then the pieces, then solutions.
fn help(store: Store, task: TaskView) -> impl IntoView {
    let send = move |message: LearnMessage| store.send(Message::Learn(message));
    let shown = store.slice(|workbench| page(workbench).map_or(0, |page| page.answer.hints));
    let arranges = store.slice(|workbench| page(workbench).is_some_and(|page| page.answer.arranges));
    let passed = store.slice(|workbench| page(workbench).is_some_and(|page| page.is_done));
    let hints = task.hints.clone();
    let count = hints.len();
    let pieces = task.pieces.clone();
    let has_pieces = !pieces.is_empty();
    let others = task.others.clone();
    view! {
        <section class="help" aria-label="Help">
            <ol class="help__hints">
                {move || hints.iter().take(shown.get()).map(|hint| view! { <li><Prose text=hint.clone() /></li> }).collect_view()}
            </ol>
            <Show when=move || { arranges.get() }>
                <div class="pieces">
                    <p class="lesson-hint">"Some of these states belong into it, some do not. Put one in behind the chosen state, then say what comes next."</p>
                    {pieces
                        .iter()
                        .enumerate()
                        .map(|(index, (name, json))| view! {
                            <details class="piece">
                                <summary>
                                    <span class="piece__words">
                                        <code>{name.clone()}</code>
                                        <span class="piece__short">{in_short(json)}</span>
                                    </span>
                                    <button type="button" class="button button--small" on:click=move |_| send(LearnMessage::Put(index))>
                                        "Put in"
                                    </button>
                                </summary>
                                <pre class="json">{json.clone()}</pre>
                            </details>
                        })
                        .collect_view()}
                </div>
            </Show>
            <div class="help__buttons">
                <Show when=move || shown.get() < count>
                    <button type="button" class="button button--small" on:click=move |_| send(LearnMessage::Hint)>
                        {move || if shown.get() == 0 { "Hint" } else { "Next hint" }}
                    </button>
                </Show>
                <Show when=move || { has_pieces && shown.get() >= count && !arranges.get() }>
                    <button type="button" class="button button--small" on:click=move |_| send(LearnMessage::Arrange)>
                        "Arrange these states"
                    </button>
                </Show>
                <Show when=move || { passed.get() || arranges.get() || (!has_pieces && shown.get() >= count) }>
                    <button type="button" class="button button--small" on:click=move |_| send(LearnMessage::Solution(0))>
                        "Open a solution"
                    </button>
                </Show>
            </div>
            <Show when=move || passed.get()>
                {others
                    .iter()
                    .enumerate()
                    .map(|(index, (says, _))| view! {
                        <p class="lesson-hint">
                            "Another way: "<Prose text=says.clone() />" "
                            <button type="button" class="button button--small" on:click=move |_| send(LearnMessage::Solution(index + 1))>
                                "Open it"
                            </button>
                        </p>
                    })
                    .collect_view()}
            </Show>
        </section>
    }
}
