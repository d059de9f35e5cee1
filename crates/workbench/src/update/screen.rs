//! Panels, tabs, colours, notices.

use value::Value;

use crate::effect::Effect;
use crate::message::{ScreenMessage, Selected};
use crate::panels::{Panel, View};
use crate::workbench::Workbench;

/// Takes in what concerns the screen.
pub fn update(workbench: &mut Workbench, message: ScreenMessage) -> Vec<Effect> {
    let panels = &mut workbench.panels;
    let mut effects = Vec::new();
    match message {
        ScreenMessage::SetView(view) => {
            panels.view = view;
            effects.push(Effect::FitCanvas);
        }
        ScreenMessage::SetLeftTab(tab) => {
            panels.left_tab = tab;
            panels.left_open = true;
            // In a run, the steps stand in its place.
            if std::mem::take(&mut panels.dock_open) {
                effects.push(Effect::FitCanvas);
            }
        }
        ScreenMessage::SetDockTab(tab) => {
            let is_open = panels.pane_open && panels.dock_open && panels.dock_tab == tab;
            panels.dock_tab = tab;
            panels.dock_open = true;
            panels.pane_open = !is_open;
        }
        ScreenMessage::TogglePane => panels.pane_open = !panels.pane_open,
        ScreenMessage::SetDataTab(tab) => panels.data_tab = tab,
        ScreenMessage::SetDataText(text) => panels.data_text = text,
        ScreenMessage::StepOut => return step_out(workbench),
        ScreenMessage::Toggle(panel) => match panel {
            Panel::Left | Panel::Steps => panels.left_open = !panels.left_open,
            Panel::Inspector | Panel::Data => panels.inspector_open = !panels.inspector_open,
            Panel::Dock => {
                panels.dock_open = !panels.dock_open;
                effects.push(Effect::FitCanvas);
            }
            Panel::Code => panels.view = if panels.view == View::Split { View::Design } else { View::Split },
        },
        ScreenMessage::Resize(panel, pixels) => panels.resize(panel, pixels),
        ScreenMessage::SetMonthlyRuns(runs) => workbench.assumptions.monthly_runs = runs,
        ScreenMessage::SetMegabytes(megabytes) => workbench.assumptions.express_megabytes = megabytes,
        ScreenMessage::SetTheme(theme) => panels.theme = theme,
        ScreenMessage::SetFace(face) => {
            panels.face = face;
            panels.inspector_open = true;
            // Where a run is looked at, its data stand in the inspector's place.
            if std::mem::take(&mut panels.dock_open) {
                effects.push(Effect::FitCanvas);
            }
        }
        ScreenMessage::Open(overlay) => {
            *workbench.overlay = Some(overlay);
            return Vec::new();
        }
        ScreenMessage::CloseOverlay => {
            workbench.overlay.set_if_new(None);
            return Vec::new();
        }
        ScreenMessage::Fit => return vec![Effect::FitWhole],
        ScreenMessage::EditName => {
            panels.inspector_open = true;
            effects.push(Effect::Focus("state-name"));
        }
        ScreenMessage::NameOnCanvas => return vec![Effect::NameOnCanvas],
        ScreenMessage::EnterInspector => {
            panels.inspector_open = true;
            effects.push(Effect::FocusInspector);
        }
        ScreenMessage::ToCanvas => return vec![Effect::FocusCanvas],
        ScreenMessage::Zoom(factor) => return vec![Effect::Zoom(factor)],
        ScreenMessage::FullScreen => return vec![Effect::FullScreen],
        ScreenMessage::Minimap => panels.minimap = !panels.minimap,
        ScreenMessage::ShowAsPlayer => {
            (panels.view, panels.left_open, panels.pane_open) = (View::Design, false, false);
            (panels.dock_open, panels.inspector_open) = (true, true);
            effects.push(Effect::FitCanvas);
        }
        ScreenMessage::DismissNotice => {
            workbench.notice.set_if_new(None);
            return Vec::new();
        }
        ScreenMessage::ShowProblem(index) => return show_problem(workbench, index),
    }
    let mut panels = workbench.panels.clone();
    panels.left_open |= workbench.learn.hides_left;
    let mut kept = panels.write();
    workbench.assumptions.write(&mut kept);
    effects.push(Effect::StorePanels(Value::from(kept).to_json()));
    effects
}

/// Out of changing a step's data, then out of the run, then out of what is chosen.
fn step_out(workbench: &mut Workbench) -> Vec<Effect> {
    if workbench.front.run.is_editing() {
        workbench.front.run.edit_data(false);
        return Vec::new();
    }
    // Out of a run in two steps: what was pulled up goes first.
    if workbench.panels.dock_open && workbench.panels.pane_open {
        workbench.panels.pane_open = false;
        return vec![Effect::FocusCanvas];
    }
    if workbench.panels.dock_open {
        let effects = update(workbench, ScreenMessage::Toggle(Panel::Dock));
        return effects.into_iter().chain([Effect::FocusCanvas]).collect();
    }
    workbench.front.selected.set_if_new(Selected::Machine);
    Vec::new()
}

fn show_problem(workbench: &mut Workbench, index: usize) -> Vec<Effect> {
    let Some(diagnostic) = workbench.front.diagnostics.get(index) else { return Vec::new() };
    let span = diagnostic.span;
    let key =
        workbench.front.state_at(span.start).filter(|_| !workbench.front.is_stale()).map(|id| workbench.front.document.key(id));
    let mut effects = Vec::new();
    match key {
        Some(key) => {
            effects.extend(super::look::reveal(workbench, key));
            workbench.front.selected.set_if_new(Selected::State(key));
            effects.push(Effect::GoOnCanvas);
        }
        // What belongs to no state is found in the text.
        None if workbench.panels.view == View::Design => workbench.panels.view = View::Split,
        None => {}
    }
    effects.push(Effect::ShowInCode(span));
    effects
}
