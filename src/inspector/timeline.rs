//! A retrier's waits, drawn: a column for each, as high as it is long.

use leptos::prelude::*;
use workbench::inspector::Timeline;

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 40.0;
const TOP: f64 = 14.0;

/// The drawing.
#[component]
pub fn TimelineView(timeline: Timeline) -> impl IntoView {
    let Timeline { waits, more, is_random, cap, words } = timeline;
    let columns = waits.len() + usize::from(more > 0) + 1;
    let step = (WIDTH / columns as f64).min(56.0);
    let base = TOP + HEIGHT;
    let middle = |index: usize| (index as f64 + 0.5) * step;
    let column = |(index, wait): (usize, workbench::inspector::Wait)| {
        let (x, height) = (middle(index + 1), (wait.share * HEIGHT).max(2.0));
        let class = if is_random { "timeline__wait timeline__wait--random" } else { "timeline__wait" };
        view! {
            <rect class=class x=x - step * 0.3 y=base - height width=step * 0.6 height=height rx="2" />
            <text class="timeline__words" x=x y=base - height - 4.0>{format!("+{}", wait.words)}</text>
            <text class="timeline__number" x=x y=base + 12.0>{(index + 1).to_string()}</text>
        }
    };
    let columns_view = waits.into_iter().enumerate().map(column).collect_view();
    let cap = cap.map(|_| view! { <line class="timeline__cap" x1="0" x2=WIDTH y1=TOP y2=TOP /> });
    let more = (more > 0).then(|| {
        view! { <text class="timeline__number" x=middle(columns - 1) y=base - 4.0>{format!("… {more} more")}</text> }
    });
    view! {
        <figure class="timeline">
            <svg viewBox=format!("0 0 {WIDTH} {}", base + 18.0) aria-hidden="true">
                <line class="timeline__axis" x1="0" x2=WIDTH y1=base y2=base />
                {cap}
                <circle class="timeline__failure" cx=middle(0) cy=base r="4" />
                <text class="timeline__number" x=middle(0) y=base + 12.0>"fails"</text>
                {columns_view}
                {more}
            </svg>
            <figcaption class="field__hint">{words}</figcaption>
        </figure>
    }
}
