//! Which parts of the screen are open, and how large.

use serde::{Deserialize, Serialize};

/// What the middle of the screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// The canvas alone.
    #[default]
    Design,
    /// The canvas with the code beside it.
    Split,
    /// The code alone.
    Code,
}

/// What the left panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftTab {
    /// States to drag onto the canvas.
    #[default]
    Add,
    /// The gallery.
    Examples,
    /// What the linter says.
    Problems,
}

/// What the run dock shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DockTab {
    /// The chosen step: input, result, output, and what became of the data between.
    #[default]
    Step,
    /// The execution history.
    Events,
    /// The scenario's input.
    Input,
    /// How Tasks answer.
    Mocks,
}

/// The colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A panel whose size the user sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Palette, examples, problems.
    Left,
    /// The inspector.
    Inspector,
    /// The code pane in split view.
    Code,
    /// The run dock.
    Dock,
}

/// The layout of the screen; kept from visit to visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// What the middle shows.
    pub view: View,
    /// What the left panel shows.
    pub left_tab: LeftTab,
    /// Whether the left panel is open.
    pub left_open: bool,
    /// Whether the inspector is open.
    pub inspector_open: bool,
    /// Whether the run dock is open.
    pub dock_open: bool,
    /// What the run dock shows.
    pub dock_tab: DockTab,
    /// Colours.
    pub theme: Theme,
    /// Width of the left panel in pixels.
    pub left_width: f64,
    /// Width of the inspector in pixels.
    pub inspector_width: f64,
    /// Width of the code pane in split view, in pixels.
    pub code_width: f64,
    /// Height of the run dock in pixels.
    pub dock_height: f64,
}

impl Default for Panels {
    fn default() -> Self {
        Self {
            view: View::default(),
            left_tab: LeftTab::default(),
            left_open: true,
            inspector_open: true,
            dock_open: false,
            dock_tab: DockTab::default(),
            theme: Theme::default(),
            left_width: 248.0,
            inspector_width: 344.0,
            code_width: 440.0,
            dock_height: 280.0,
        }
    }
}

impl Panels {
    /// Sets a panel's size, within what leaves the rest usable.
    pub fn resize(&mut self, panel: Panel, pixels: f64) {
        if !pixels.is_finite() {
            return;
        }
        match panel {
            Panel::Left => self.left_width = pixels.clamp(200.0, 420.0),
            Panel::Inspector => self.inspector_width = pixels.clamp(280.0, 560.0),
            Panel::Code => self.code_width = pixels.clamp(280.0, 1000.0),
            Panel::Dock => self.dock_height = pixels.clamp(160.0, 640.0),
        }
    }

    /// A panel's size in pixels.
    #[must_use]
    pub fn size(&self, panel: Panel) -> f64 {
        match panel {
            Panel::Left => self.left_width,
            Panel::Inspector => self.inspector_width,
            Panel::Code => self.code_width,
            Panel::Dock => self.dock_height,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_never_gets_so_large_that_nothing_else_fits() {
        let mut panels = Panels::default();
        for panel in [Panel::Left, Panel::Inspector, Panel::Code, Panel::Dock] {
            panels.resize(panel, 1e9);
            assert!(panels.size(panel) <= 1000.0);
            panels.resize(panel, f64::NAN);
            assert!(panels.size(panel).is_finite());
            panels.resize(panel, -5.0);
            assert!(panels.size(panel) >= 160.0);
        }
    }
}
