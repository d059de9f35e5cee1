//! What each state type does, one file each.

mod choice;
mod csv;
mod distributed;
mod fail;
mod items;
mod manifests;
mod map;
mod parallel;
mod pass;
mod succeed;
mod task;
mod wait;

pub use choice::comparison_holds;
pub(crate) use items::STATE_DATA;
