//! Which parts of the screen are open, and how large.

use value::{Number, Object, Value};

use crate::kept::Kept;

/// What the middle of the screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeftTab {
    /// States to drag onto the canvas.
    #[default]
    Add,
    /// The gallery.
    Examples,
    /// What the linter says.
    Problems,
    /// The workflow as a list.
    Outline,
}

/// What the pane under a run shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DockTab {
    /// Bars over virtual time.
    #[default]
    Timeline,
    /// The steps as a table.
    Table,
    /// The execution history.
    Events,
    /// How the run ended, what it costs, how near it came to limits.
    Summary,
    /// What the sandboxed services hold.
    Services,
    /// The scenario: its input and settings.
    Input,
    /// How Tasks answer.
    Mocks,
}

/// What is shown of a step's data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataTab {
    /// What went in.
    Input,
    /// What came out.
    #[default]
    Output,
    /// What became of the data, stage by stage.
    Pipeline,
    /// Why it went as it went.
    Why,
    /// The attempts at its work.
    Attempts,
    /// The variables that it sees and assigns.
    Variables,
}

/// What the inspector shows of a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Its fields.
    #[default]
    Form,
    /// Its JSON.
    Json,
    /// A test of this state alone.
    Test,
}

impl LeftTab {
    /// The tabs in order, with their names.
    pub const ALL: [(Self, &str); 4] =
        [(Self::Add, "Add"), (Self::Outline, "Outline"), (Self::Examples, "Examples"), (Self::Problems, "Problems")];
}

impl DockTab {
    /// The tabs in order, with their names.
    pub const ALL: [(Self, &str); 7] = [
        (Self::Timeline, "Timeline"),
        (Self::Table, "Table"),
        (Self::Events, "Events"),
        (Self::Summary, "Summary"),
        (Self::Services, "Services"),
        (Self::Input, "Scenarios"),
        (Self::Mocks, "Mocks"),
    ];
}

impl DataTab {
    /// The tabs in order, with their names.
    pub const ALL: [(Self, &str); 6] = [
        (Self::Input, "Input"),
        (Self::Output, "Output"),
        (Self::Pipeline, "Pipeline"),
        (Self::Why, "Why"),
        (Self::Attempts, "Attempts"),
        (Self::Variables, "Variables"),
    ];
}

/// The colours to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// The run, in the place of designing.
    Dock,
    /// The tree of a run's steps.
    Steps,
    /// The data of a step.
    Data,
}

/// The layout of the screen; kept from visit to visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    /// What the middle shows.
    pub view: View,
    /// What the left panel shows.
    pub left_tab: LeftTab,
    /// Whether the left panel is open.
    pub left_open: bool,
    /// Whether the inspector is open.
    pub inspector_open: bool,
    /// Whether the run is looked at: steps and data in the place of palette and forms.
    pub dock_open: bool,
    /// Whether the small picture of a large diagram is shown.
    pub minimap: bool,
    /// Whether the pane under the run is open.
    pub pane_open: bool,
    /// What that pane shows.
    pub dock_tab: DockTab,
    /// What is shown of a step's data.
    pub data_tab: DataTab,
    /// Whether data is shown as text rather than as a tree.
    pub data_text: bool,
    /// What the inspector shows of a state.
    pub face: Face,
    /// Colours.
    pub theme: Theme,
    /// Width of the left panel in pixels.
    pub left_width: f64,
    /// Width of the inspector in pixels.
    pub inspector_width: f64,
    /// Width of the code pane in split view, in pixels.
    pub code_width: f64,
    /// Height of the pane under a run in pixels.
    pub dock_height: f64,
    /// Width of the tree of steps in pixels.
    pub steps_width: f64,
    /// Width of a step's data in pixels.
    pub data_width: f64,
}

/// The names under which choices and sizes are kept.
const VIEWS: [(&str, View); 3] = [("Design", View::Design), ("Split", View::Split), ("Code", View::Code)];
const FACES: [(&str, Face); 3] = [("Form", Face::Form), ("Json", Face::Json), ("Test", Face::Test)];
const THEMES: [(&str, Theme); 3] = [("System", Theme::System), ("Light", Theme::Light), ("Dark", Theme::Dark)];
const SIZES: [(Panel, &str); 6] = [
    (Panel::Left, "left_width"),
    (Panel::Inspector, "inspector_width"),
    (Panel::Code, "code_width"),
    (Panel::Dock, "dock_height"),
    (Panel::Steps, "steps_width"),
    (Panel::Data, "data_width"),
];

impl Default for Panels {
    fn default() -> Self {
        Self {
            view: View::default(),
            left_tab: LeftTab::default(),
            left_open: true,
            inspector_open: true,
            dock_open: false,
            pane_open: false,
            minimap: true,
            dock_tab: DockTab::default(),
            data_tab: DataTab::default(),
            data_text: false,
            face: Face::default(),
            theme: Theme::default(),
            left_width: 276.0,
            inspector_width: 344.0,
            code_width: 440.0,
            dock_height: 280.0,
            steps_width: 288.0,
            data_width: 420.0,
        }
    }
}

impl Panels {
    /// The layout as it was kept; what is not there, or no longer known, is as on a first visit.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let first = Self::default();
        let Ok(kept) = Kept::read(text) else { return first };
        let truth = |name: &str, else_: bool| kept.truth(name).unwrap_or(else_);
        let left_tabs = LeftTab::ALL.map(|(tab, name)| (name, tab));
        let dock_tabs = DockTab::ALL.map(|(tab, name)| (name, tab));
        let data_tabs = DataTab::ALL.map(|(tab, name)| (name, tab));
        let mut panels = Self {
            view: kept.one_of("view", &VIEWS).unwrap_or_default(),
            left_tab: kept.one_of("left_tab", &left_tabs).unwrap_or_default(),
            left_open: truth("left_open", first.left_open),
            inspector_open: truth("inspector_open", first.inspector_open),
            dock_open: truth("dock_open", first.dock_open),
            pane_open: truth("pane_open", first.pane_open),
            minimap: truth("minimap", first.minimap),
            dock_tab: kept.one_of("dock_tab", &dock_tabs).unwrap_or_default(),
            data_tab: kept.one_of("data_tab", &data_tabs).unwrap_or_default(),
            data_text: truth("data_text", first.data_text),
            face: kept.one_of("face", &FACES).unwrap_or_default(),
            theme: kept.one_of("theme", &THEMES).unwrap_or_default(),
            ..first
        };
        for (panel, name) in SIZES {
            if let Some(pixels) = kept.number(name) {
                panels.resize(panel, pixels);
            }
        }
        panels
    }

    /// Whether the step that is looked at is in view, with the reasons why it went as it went.
    #[must_use]
    pub fn shows_step(&self) -> bool {
        self.dock_open && self.inspector_open
    }

    /// As an object to keep.
    #[must_use]
    pub fn write(&self) -> Object {
        let name = |names: &[(&'static str, bool)]| Value::from(names.iter().find(|(_, is)| *is).map_or("", |(name, _)| *name));
        let pixels = |pixels: f64| Number::from_f64(pixels).map_or(Value::Null, Value::from);
        let mut kept = Object::new();
        let views = VIEWS.map(|(name, view)| (name, view == self.view));
        let themes = THEMES.map(|(name, theme)| (name, theme == self.theme));
        let faces = FACES.map(|(name, face)| (name, face == self.face));
        kept.insert("view", name(&views));
        kept.insert("left_tab", name(&LeftTab::ALL.map(|(tab, name)| (name, tab == self.left_tab))));
        kept.insert("dock_tab", name(&DockTab::ALL.map(|(tab, name)| (name, tab == self.dock_tab))));
        kept.insert("data_tab", name(&DataTab::ALL.map(|(tab, name)| (name, tab == self.data_tab))));
        kept.insert("face", name(&faces));
        kept.insert("theme", name(&themes));
        for (member, open) in [
            ("left_open", self.left_open),
            ("inspector_open", self.inspector_open),
            ("dock_open", self.dock_open),
            ("pane_open", self.pane_open),
            ("data_text", self.data_text),
            ("minimap", self.minimap),
        ] {
            kept.insert(member, Value::from(open));
        }
        for (panel, member) in SIZES {
            kept.insert(member, pixels(self.size(panel)));
        }
        kept
    }

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
            Panel::Steps => self.steps_width = pixels.clamp(220.0, 520.0),
            Panel::Data => self.data_width = pixels.clamp(320.0, 760.0),
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
            Panel::Steps => self.steps_width,
            Panel::Data => self.data_width,
        }
    }

    /// The panel that is now in the place of this one.
    #[must_use]
    pub fn in_place(&self, panel: Panel) -> Panel {
        match panel {
            Panel::Left if self.dock_open => Panel::Steps,
            Panel::Inspector if self.dock_open => Panel::Data,
            panel => panel,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let (dock_tabs, left_tabs) = (DockTab::ALL.map(|(tab, _)| tab), LeftTab::ALL.map(|(tab, _)| tab));
        let faces = [Face::Form, Face::Json, Face::Test];
        let (views, themes) = ([View::Design, View::Split, View::Code], [Theme::System, Theme::Light, Theme::Dark]);
        let data_tabs = DataTab::ALL.map(|(tab, _)| tab);
        for turn in 0..12 {
            let panels = Panels {
                view: views[turn % 3],
                left_tab: left_tabs[turn % 4],
                left_open: turn % 2 == 0,
                inspector_open: turn % 3 == 0,
                dock_open: turn % 4 == 0,
                minimap: turn % 7 == 0,
                pane_open: turn % 5 == 0,
                dock_tab: dock_tabs[turn % 7],
                data_tab: data_tabs[turn % 6],
                data_text: turn % 2 == 1,
                face: faces[turn % 3],
                theme: themes[turn % 3],
                left_width: 300.5,
                inspector_width: 400.0,
                code_width: 500.0,
                dock_height: 600.0,
                steps_width: 310.0,
                data_width: 444.0,
            };
            assert_eq!(Panels::read(&Value::from(panels.write()).to_json()), panels);
        }
    }

    #[test]
    fn what_cannot_be_read_is_as_on_a_first_visit() {
        for text in ["", "[]", "{", r#"{"view": "Upside down", "left_width": "wide", "dock_height": null}"#] {
            assert_eq!(Panels::read(text), Panels::default(), "{text}");
        }
    }

    #[test]
    fn a_panel_never_gets_so_large_that_nothing_else_fits() {
        let mut panels = Panels::default();
        for panel in [Panel::Left, Panel::Inspector, Panel::Code, Panel::Dock, Panel::Steps, Panel::Data] {
            panels.resize(panel, 1e9);
            assert!(panels.size(panel) <= 1000.0);
            panels.resize(panel, f64::NAN);
            assert!(panels.size(panel).is_finite());
            panels.resize(panel, -5.0);
            assert!(panels.size(panel) >= 160.0);
        }
    }
}
