//! Asking the engine's linter: one question at a time, always about the newest text.

use engine::{Definition, Finding, Request, Ticket};

use crate::effect::Effect;
use crate::problems::Diagnostic;
use crate::scenarios::WorkflowType;
use crate::sheet::Sheet;
use crate::ticket::Tickets;

/// Which text was linted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Linting {
    /// Counts the texts of the sheet.
    version: u32,
    /// The version that is being linted, by the question's number.
    asked: Option<(Ticket, u32)>,
    /// The version that the diagnostics are of.
    known: Option<u32>,
    /// Whether nobody can be asked: then what the diagnostics say is what reading found.
    mute: bool,
}

impl Linting {
    /// The text is another one.
    pub fn text_changed(&mut self) {
        self.version = self.version.wrapping_add(1);
    }
}

impl Sheet {
    /// Asks for the newest text to be linted, unless that is known, or an answer is still awaited.
    pub(crate) fn ask_linter(&mut self, tickets: &mut Tickets) -> Option<Effect> {
        let Linting { version, asked, known, .. } = *self.linting;
        if asked.is_some() || known == Some(version) {
            return None;
        }
        let ticket = tickets.next(*self.id);
        self.linting.asked = Some((ticket, version));
        Some(Effect::Engine(Request::Lint {
            ticket,
            definition: self.definition_to_send(self.document.text.to_string()),
            express: self.scenarios.workflow_type() == WorkflowType::Express,
            payloads: self.run.large_payloads(),
            scenarios: self.scenarios.text().to_string(),
        }))
    }

    /// The document's text, or another form of it, as the engine takes it.
    pub(crate) fn definition_to_send(&self, text: String) -> Definition {
        Definition { text, yaml: self.document.tree.is_yaml() }
    }

    /// Takes in what the linter says, unless it is about an older text.
    pub(crate) fn hear_linter(&mut self, ticket: Ticket, findings: Vec<Finding>, scenarios: Vec<(String, String)>) {
        let Some((_, version)) = self.linting.asked.take_if(|(asked, _)| *asked == ticket) else { return };
        self.linting.mute = false;
        if version == self.linting.version {
            self.linting.known = Some(version);
            self.show_diagnostics(findings.into_iter().map(Diagnostic::from).collect());
            self.scenario_problems.set_if_new(scenarios);
        }
    }

    /// Does without the linter until the next change: what reading the text found is all there is to say.
    pub(crate) fn give_up_linting(&mut self) {
        self.linting.asked = None;
        self.linting.mute = true;
        self.linting.known = Some(self.linting.version);
        self.show_diagnostics(self.syntax_diagnostics());
    }

    /// Whether the diagnostics are of the newest text, so that their fixes fit it.
    #[must_use]
    pub fn is_linted(&self) -> bool {
        self.linting.known == Some(self.linting.version) && !self.linting.mute
    }

    /// Whether there is no linter to ask, so that the absence of problems says nothing.
    #[must_use]
    pub fn is_unlinted(&self) -> bool {
        self.linting.mute
    }

    /// What reading the text found.
    pub(crate) fn syntax_diagnostics(&self) -> Vec<Diagnostic> {
        self.document.problems.iter().map(Diagnostic::from).collect()
    }
}
