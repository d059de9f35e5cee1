//! Where a forecast's time goes and where its runs fail, on the diagram.

use asl::document::StateKey;
use value::Value;

use super::read::{list, number, text};
use crate::scene::Rect;
use crate::workbench::Workbench;

/// A state of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct HotSpot {
    /// Its name.
    pub state: String,
    /// Its share of the time that all states take, from 0 to 1.
    pub time: f64,
    /// How often it fails in a run, retries counted.
    pub failures: f64,
}

/// A mark on a state's card.
#[derive(Clone, Debug, PartialEq)]
pub struct HotMark {
    /// The state.
    pub key: StateKey,
    /// Its card.
    pub rect: Rect,
    /// What is said.
    pub words: String,
    /// From 1, lukewarm, to 4.
    pub heat: u8,
    /// Whether it fails at times.
    pub fails: bool,
}

/// Shares below this are not worth a mark.
const LEAST: f64 = 0.005;

/// The states that take time or fail.
pub(super) fn hot_spots(value: &Value) -> Vec<HotSpot> {
    let all: f64 = list(value, "states").map(|state| number(state, "seconds")).sum();
    let spot = |state: &Value| {
        let time = if all > 0.0 { number(state, "seconds") / all } else { 0.0 };
        HotSpot { state: text(state, "name"), time, failures: number(state, "failures") }
    };
    list(value, "states").map(spot).filter(|spot| spot.time >= LEAST || spot.failures >= LEAST).collect()
}

impl HotSpot {
    fn words(&self) -> String {
        let time = (self.time >= LEAST).then(|| format!("{:.0} % of the time", (self.time * 100.0).max(1.0)));
        let failures = (self.failures >= LEAST).then(|| format!("fails {:.2} times a run", self.failures));
        time.into_iter().chain(failures).collect::<Vec<_>>().join(" · ")
    }

    fn heat(&self) -> u8 {
        match self.time.max(self.failures) {
            0.5.. => 4,
            0.25.. => 3,
            0.1.. => 2,
            _ => 1,
        }
    }
}

impl Workbench {
    /// The marks of the forecast on the diagram, while they are shown.
    #[must_use]
    pub fn hot_marks(&self) -> Vec<HotMark> {
        self.in_production(|_, of_sheet| {
            let came = of_sheet.base.came.as_ref().filter(|_| of_sheet.painted);
            let mark = |spot: &HotSpot| {
                let document = &self.front.document;
                let key = document.key(document.definition.find(&spot.state)?);
                let rect = self.front.scene.state(key)?.rect;
                Some(HotMark { key, rect, words: spot.words(), heat: spot.heat(), fails: spot.failures >= LEAST })
            };
            came.map(|came| came.hot.iter().filter_map(mark).collect()).unwrap_or_default()
        })
    }
}
