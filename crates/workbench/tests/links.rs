//! Workflows that come by a link: shown and run, not kept and not changed until somebody says so.

use workbench::effect::Effect;
use workbench::message::{Edit, FileMessage, Message, ScreenMessage, Selected};
use workbench::sheet::Held;
use workbench::shelf::ShelfMessage;
use workbench::{Found, Workbench, update};

const DEFINITION: &str = "{\n  \"StartAt\": \"Ask\",\n  \"States\": {\"Ask\": {\"Type\": \"Pass\", \"End\": true}}\n}\n";

fn opened(link: Result<String, String>) -> Workbench {
    let kept = Workbench::restore(Found::default());
    let front = Some((workbench::record::Record::write(&kept.front), 3));
    Workbench::restore(Found { link: Some(link), front, session: "here".to_owned(), ..Found::default() })
}

fn link() -> String {
    let text = value::Value::from(DEFINITION).to_json();
    format!(r#"{{"version": 2, "name": "Lesson", "definition": {text}, "scenarios": "", "moment": 2}}"#)
}

fn is_kept(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Store(_) | Effect::Front(_)))
}

#[test]
fn what_came_by_a_link_is_shown_byte_for_byte_and_run_but_not_kept() {
    let mut workbench = opened(Ok(link()));
    assert_eq!((&**workbench.front.name, &*workbench.front.document.text), ("Lesson", DEFINITION));
    let effects = update(&mut workbench, Message::Began);
    assert!(!is_kept(&effects), "{effects:?}");
    let runs = |effect: &Effect| matches!(effect, Effect::Engine(engine::Request::Run { .. }));
    assert!(effects.iter().any(runs), "it has a moment, and so it is run: {effects:?}");
}

#[test]
fn it_is_changed_only_once_a_copy_is_kept() {
    let mut workbench = opened(Ok(link()));
    let ask = workbench.front.document.definition.find("Ask").map(|id| workbench.front.document.key(id)).expect("a state");
    let _ = update(&mut workbench, Message::Select(Selected::State(ask)));
    let effects = update(&mut workbench, Message::Edit(Edit::DeleteSelected));
    assert_eq!(&*workbench.front.document.text, DEFINITION);
    let why = "This workflow came by a link; keep a copy to change it";
    assert!(workbench.notice.as_ref().is_some_and(|notice| &*notice.text == why), "{effects:?}");

    let effects = update(&mut workbench, Message::Shelf(ShelfMessage::KeepLinked));
    assert_eq!(workbench.front.keeping.held, Held::Here);
    assert!(is_kept(&effects) && effects.contains(&Effect::Unlink), "{effects:?}");
    let _ = update(&mut workbench, Message::Edit(Edit::DeleteSelected));
    assert_ne!(&*workbench.front.document.text, DEFINITION);
}

#[test]
fn another_workflow_in_front_of_it_is_kept_as_ever() {
    let mut workbench = opened(Ok(link()));
    let effects = update(&mut workbench, Message::File(FileMessage::New));
    assert!(is_kept(&effects), "{effects:?}");
    assert_eq!(workbench.front.keeping.held, Held::Here);
}

#[test]
fn a_link_that_cannot_be_read_leaves_what_was_open() {
    for link in [Err("This link is damaged".to_owned()), Ok("{}".to_owned()), Ok(r#"{"version": 3}"#.to_owned())] {
        let workbench = opened(link.clone());
        assert_eq!(workbench.front.keeping.held, Held::Here, "{link:?}");
        assert_eq!(workbench.front.keeping.version, 3, "{link:?}");
        assert!(workbench.notice.is_some(), "{link:?}");
    }
}

#[test]
fn a_link_holds_what_it_was_made_of() {
    let mut workbench = opened(Ok(link()));
    let effects = update(&mut workbench, Message::File(FileMessage::Share));
    let Some(Effect::Share(text)) = effects.first() else { panic!("{effects:?}") };
    let again = opened(Ok(text.clone()));
    assert_eq!((&**again.front.name, &*again.front.document.text), ("Lesson", DEFINITION));
    let _ = update(&mut workbench, Message::Shelf(ShelfMessage::Linked(Some("https://example.org/#share=1.x".to_owned()))));
    assert_eq!(workbench.shelf.link.as_deref(), Some("https://example.org/#share=1.x"));
    let _ = update(&mut workbench, Message::Screen(ScreenMessage::CloseOverlay));
    let refused = update(&mut workbench, Message::Shelf(ShelfMessage::Linked(None)));
    assert!(workbench.overlay.is_none() && !refused.is_empty());
}
