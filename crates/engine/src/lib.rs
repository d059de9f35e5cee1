//! What the page and the worker say to each other, and the host that answers in the worker.
//!
//! The worker carries bytes only: it decodes a [`Request`], gives it to [`Host::handle`], and calls [`Host::tick`] between
//! messages while there is work, so that a run can be paused or cancelled at once. Nothing here knows the browser.

mod annex;
mod comparing;
mod explaining;
mod history;
mod host;
mod job;
mod learning;
mod linter;
mod mending;
mod preview;
mod production;
mod protocol;
mod runs;
mod trials;
mod unpacking;

pub use annex::{ANNEX, Annex};
pub use host::Host;
pub use learning::{Given, JudgedCheck, Judgement, KindView, LessonView, Phase, QuestionView, TaskView};
pub use protocol::{
    Account, Answer, Arm, DecodeError, Definition, Expressed, Finding, FirstCause, Fix, Gives, OpenTask, PROTOCOL, Part, Parted,
    Plan, Preview, PreviewKind, Problem, Reason, Remedy, Reply, Request, Severity, Summary, Ticket, Trial, Unmet, Unpacked,
    Unreached, Versions, Workflow, decode_reply, decode_request, encode_reply, encode_request,
};
pub use simulator::Memory;
