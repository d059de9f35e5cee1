//! Numbers for what the engine is asked.

use engine::Ticket;

use crate::sheet::SheetId;

/// Gives numbers, none of them twice in the life of a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tickets(u32);

impl Tickets {
    /// A number for a question of this sheet.
    pub fn next(&mut self, sheet: SheetId) -> Ticket {
        self.0 = self.0.wrapping_add(1);
        Ticket { sheet: sheet.0, number: self.0 }
    }
}
