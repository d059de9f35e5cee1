//! A large diagram that is not there yet is arranged by the engine: the page asks once, and goes on.

use engine::{Request, Ticket};

use crate::effect::Effect;
use crate::scene;
use crate::shared::Shared;
use crate::sheet::Sheet;
use crate::ticket::Tickets;

impl Sheet {
    /// Asks where everything of the diagram goes, if it waits for that and nobody has asked.
    pub(crate) fn ask_where_all_goes(&mut self, tickets: &mut Tickets) -> Option<Effect> {
        if self.arranging.is_some() || !self.is_arranged_elsewhere() {
            return None;
        }
        let ticket = tickets.next(*self.id);
        self.arranging = Some(ticket);
        let definition = self.definition_to_send(self.document.text.to_string());
        Some(Effect::Engine(Request::Arrange { ticket, definition, look: self.look.write(&self.document) }))
    }

    /// Takes in the answer, unless another one is awaited; whether there is a diagram now.
    pub(crate) fn hear_where_all_goes(&mut self, ticket: Ticket, numbers: &[f64]) -> bool {
        if self.arranging.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        match scene::build_as_arranged(&self.document.picture, &self.look, numbers) {
            Some(scene) => *self.scene = Shared::new(scene),
            None => self.draw_here(),
        }
        let scene = self.scene.clone();
        self.run.look_on(&scene);
        true
    }

    /// Draws a diagram that the engine will not arrange.
    pub(crate) fn give_up_arranging(&mut self) {
        if self.is_arranged_elsewhere() {
            self.arranging = None;
            self.draw_here();
        }
    }
}
