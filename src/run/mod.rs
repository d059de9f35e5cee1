//! The run, a place beside designing: steps on the left, their data on the right, transport and more at the foot. Every view
//! is a fold over the recording, made in the workbench.

mod against;
mod answer;
mod attempts;
mod branch;
mod controls;
mod coverage;
mod data;
mod data_view;
mod dock;
mod events;
mod expected;
mod expressions;
mod input;
mod mock_case;
mod mocks;
mod passed;
mod remedies;
mod sandbox;
mod scenario_list;
mod scenario_table;
mod scenarios;
mod services;
mod stage;
mod status;
mod steps;
mod stops;
mod summary;
mod table;
mod timeline;
mod verdict;
mod why;

pub use data::DataPanel;
pub use dock::RunDock;
pub use stage::StageView;
pub use status::status_glyph;
pub use steps::StepsPanel;
