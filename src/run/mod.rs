//! The run dock: plays a recording, shows a step's data, the events, the scenario. Every view is a fold over the recording,
//! made in the workbench.

mod answer;
mod branch;
mod controls;
mod dock;
mod events;
mod input;
mod mocks;
mod sandbox;
mod services;
mod step;
mod steps;
mod summary;
mod verdict;

pub use dock::RunDock;
pub use step::StageView;
