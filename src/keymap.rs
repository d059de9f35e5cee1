//! Every shortcut of the page. What takes typing keeps its keys, but for those with Ctrl or Cmd.

use web_sys::KeyboardEvent;
use workbench::commands::{Action, Command, Overlay, Structure};
use workbench::message::{Choose, Direction, Edit, Message, RunMessage, ScreenMessage};
use workbench::panels::Panel;

use crate::browser;

/// What a key press means, if anything.
pub fn message_for(event: &KeyboardEvent) -> Option<Message> {
    // What lies over the page keeps its keys, wherever the focus went.
    if browser::is_dialog_open() {
        return (event.key() == "Escape").then_some(Message::Screen(ScreenMessage::CloseOverlay));
    }
    let control = event.ctrl_key() || event.meta_key();
    let typing = browser::is_typing(event);
    let key = event.key();
    if control {
        return match key.as_str() {
            "Enter" => Some(Message::Run(RunMessage::Start)),
            "z" if !typing => Some(Message::Edit(Edit::Undo)),
            "Z" | "y" if !typing => Some(Message::Edit(Edit::Redo)),
            "o" => Some(Message::Screen(ScreenMessage::Open(Overlay::Workflows))),
            "f" if !browser::is_in_editor(event) => run(Command::Find),
            "a" if !typing => run(Command::ChooseAll),
            "k" => Some(Message::Screen(ScreenMessage::Open(Overlay::Commands))),
            "d" if !typing => run(Command::Structure(Structure::Duplicate)),
            "c" if browser::is_on_canvas(event) && !browser::has_text_selection() => run(Command::CopyState),
            "x" if browser::is_on_canvas(event) => run(Command::CutState),
            _ => None,
        };
    }
    let on_canvas = browser::is_on_canvas(event);
    // From wherever one is, Escape leads out to the diagram; the code has its own use for it.
    if key == "Escape" && !on_canvas && !browser::is_in_run(event) && !browser::is_in_editor(event) && !browser::is_overlay_open()
    {
        return Some(Message::Screen(ScreenMessage::ToCanvas));
    }
    if key == "Escape" && browser::is_in_select(event) && browser::is_in_run(event) {
        return Some(Message::Screen(ScreenMessage::StepOut));
    }
    if typing || event.alt_key() {
        return None;
    }
    let choose = |direction: Direction| {
        Some(match event.shift_key() {
            true => Message::Choose(Choose::AlsoTo(direction)),
            false => Message::SelectNeighbour(direction),
        })
    };
    match key.as_str() {
        "?" => run(Command::Keys),
        "f" => run(Command::Fold),
        "F" => run(Command::FoldAll(true)),
        "U" => run(Command::FoldAll(false)),
        "T" => run(Command::Turn),
        "R" => run(Command::TryAll),
        "A" => run(Command::ChooseFrom),
        "l" => run(Command::NextLine),
        "L" => Some(Message::NextLine(false)),
        "m" => run(Command::Minimap),
        "o" => run(Command::Outline),
        "0" => run(Command::ActualSize),
        "1" => run(Command::Fit),
        "+" | "=" => run(Command::Zoom(true)),
        "-" => run(Command::Zoom(false)),
        "Enter" if event.shift_key() => run(Command::FullScreen),
        "Enter" if on_canvas && browser::is_on_card(event) => {
            browser::choose_card(event);
            Some(Message::Screen(ScreenMessage::EnterInspector))
        }
        "[" => Some(Message::Screen(ScreenMessage::Toggle(Panel::Left))),
        "]" => Some(Message::Screen(ScreenMessage::Toggle(Panel::Inspector))),
        "r" => Some(Message::Screen(ScreenMessage::Toggle(Panel::Dock))),
        "." => Some(Message::Run(RunMessage::StepForward)),
        "," => Some(Message::Run(RunMessage::StepBack)),
        "n" => run(Command::AddAfter),
        "t" => run(Command::TestState),
        "b" => run(Command::Branch),
        "F2" => run(Command::Rename),
        ">" => run(Command::StepOver),
        "u" => run(Command::StepOut),
        "F9" => run(Command::Breakpoint),
        "Delete" | "Backspace" if on_canvas => Some(Message::Edit(Edit::DeleteSelected)),
        "Escape" if on_canvas || browser::is_in_run(event) => Some(Message::Screen(ScreenMessage::StepOut)),
        "ArrowUp" if on_canvas => choose(Direction::Up),
        "ArrowDown" if on_canvas => choose(Direction::Down),
        "ArrowLeft" if on_canvas => choose(Direction::Left),
        "ArrowRight" if on_canvas => choose(Direction::Right),
        _ => None,
    }
}

fn run(command: Command) -> Option<Message> {
    Some(Message::Act(Action::Do(command)))
}

/// Whether a key's message looks at a workflow or runs it, and neither changes it nor leads elsewhere.
pub fn is_for_player(message: &Message) -> bool {
    match message {
        Message::Run(_) | Message::SelectNeighbour(_) | Message::NextLine(_) => true,
        Message::Screen(ScreenMessage::ToCanvas) => true,
        Message::Act(Action::Do(command)) => matches!(
            command,
            Command::Fit
                | Command::ActualSize
                | Command::Zoom(_)
                | Command::Fold
                | Command::FoldAll(_)
                | Command::Turn
                | Command::NextLine
                | Command::StepOver
                | Command::StepOut
        ),
        _ => false,
    }
}
