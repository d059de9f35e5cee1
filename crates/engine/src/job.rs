//! Long work that the annex does: the host lets it go on in slices without knowing what it is.

use crate::protocol::{Reply, Ticket};

/// Long work of the annex; kept when it is done, to be asked more, until it is forgotten.
pub(crate) trait Job {
    /// Who asked for it.
    fn run(&self) -> Ticket;

    /// Whether there is more to do.
    fn has_work(&self) -> bool;

    /// Goes on for a slice.
    fn go_on(&mut self, reply: &mut dyn FnMut(Reply));

    /// Answers again, for another month.
    fn reckon(&mut self, monthly: u64, region: String, reply: &mut dyn FnMut(Reply));

    /// Comes to an end with what there is so far.
    fn settle(&mut self, _reply: &mut dyn FnMut(Reply)) {}
}
