//! How the scenarios of a sheet fare, as views: the list, the sum, what they go through.

use engine::{Ticket, Trial};

use crate::run::{CoverageView, ScenarioRow, TrialSummary, Verdict};
use crate::sheet::Sheet;

impl Sheet {
    /// The scenarios as rows.
    #[must_use]
    pub fn scenario_rows(&self) -> Vec<ScenarioRow> {
        self.run.trials().rows(&self.all_tried())
    }

    /// How all scenarios fare.
    #[must_use]
    pub fn trial_summary(&self) -> TrialSummary {
        self.run.trials().summary(&self.all_tried())
    }

    /// What the scenarios go through.
    #[must_use]
    pub fn coverage(&self) -> CoverageView {
        let mut coverage = self.run.trials().coverage(&self.all_tried());
        for missing in &mut coverage.missing {
            if let Some((reason, dead)) = self.run.why_unreached(missing.state, &missing.place, &self.document.text) {
                (missing.reason, missing.dead) = (reason.to_owned(), dead);
            }
        }
        coverage
    }

    /// How the run that is looked at ended, where and why, beside what its scenario expects.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let mut verdict = self.run.verdict()?;
        let is_own = self.chosen_result().is_some();
        let expects = self.scenarios.expect().and_then(value::Value::as_object).is_some_and(|expect| !expect.is_empty());
        if !expects {
            verdict.expectation.clear();
        }
        // Whoever expects less may still expect all that came.
        let expect = self.scenarios.expect();
        let has = |member: &str| expect.is_some_and(|expect| expect.get(member).is_some());
        let all = has("status") && (has("output") || has("error"));
        verdict.is_expected = is_own && all && verdict.expectation.is_empty();
        Some(verdict)
    }

    /// The scenario whose mocks answer when the run is redriven: as it is by now, if it is the run's own still; and whether what
    /// is shown afterwards is of now, because no more than answers has changed.
    pub(crate) fn scenario_to_redrive(&self) -> Result<(String, bool), String> {
        let (now, shown) = (self.tried(self.scenarios.chosen()), self.run.shown());
        match now.zip(shown) {
            Some((now, shown)) if now.name != shown.name => Ok((shown.to_run(), false)),
            both => {
                let is_of_now = both.is_some_and(|(now, shown)| shown.differs_in_answers_at_most(&now));
                Ok((self.scenarios.to_run(&self.document)?, is_of_now))
            }
        }
    }

    /// Takes in how a scenario fared.
    pub(crate) fn hear_trial(&mut self, run: Ticket, number: u32, trial: Trial) {
        self.run.hear_trial(run, number, trial);
        if self.run.is_painted() {
            self.paint(true);
        }
    }

    /// Paints what the scenarios go through on the diagram, or shows the run again.
    pub(crate) fn paint(&mut self, painted: bool) {
        let (now, scene) = (self.all_tried(), self.scene.clone());
        self.run.paint(painted, &now, &scene);
    }
}
