//! How the scenarios of a sheet fare, as views: the list, the sum, what they go through.

use engine::{Ticket, Trial};

use crate::run::{CoverageView, ScenarioRow, TrialSummary};
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
        self.run.trials().coverage(&self.all_tried())
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
