//! Lessons: loaded when the room is opened, gone through page by page, judged by the engine; nothing of the learner's lost.

mod desk;

use desk::Desk;
use workbench::effect::Effect;
use workbench::learn::{LearnMessage, Library, Page, PageView, Progress};
use workbench::message::{Edit, Message, RunMessage};

/// All lessons in one text, as the page is built with.
fn library() -> String {
    let chapter = |chapter: &lessons::curriculum::Chapter| {
        let (title, lessons) = (value::Value::from(chapter.title).to_json(), chapter.lessons.join(","));
        format!(r#"{{"about": {{"title": {title}, "summary": ""}}, "lessons": [{lessons}]}}"#)
    };
    format!(r#"{{"chapters": [{}]}}"#, lessons::curriculum::chapters().iter().map(chapter).collect::<Vec<_>>().join(","))
}

fn in_room() -> Desk {
    let mut desk = Desk::first();
    desk.send(LearnMessage::Toggle.into());
    assert!(desk.asked.contains(&Effect::FetchLessons), "{:?}", desk.asked);
    desk.send(LearnMessage::Arrived(Some(library()), None).into());
    desk
}

fn page(desk: &Desk) -> PageView {
    desk.workbench.learn.open.as_ref().and_then(|open| open.current()).expect("a page")
}

fn turn_to(desk: &mut Desk, wanted: Page) {
    let pages = desk.workbench.learn.open.as_ref().expect("a lesson").pages();
    let at = pages.iter().position(|page| *page == wanted).expect("such a page");
    desk.send(LearnMessage::Turn(at).into());
}

#[test]
fn lessons_that_cannot_be_loaded_are_asked_for_again() {
    let mut desk = Desk::first();
    desk.send(LearnMessage::Toggle.into());
    desk.send(LearnMessage::Arrived(None, None).into());
    assert!(matches!(desk.workbench.learn.library, Library::Failed(_)));
    desk.send(LearnMessage::Reload.into());
    assert_eq!(desk.asked.iter().filter(|effect| **effect == Effect::FetchLessons).count(), 2);
    desk.send(LearnMessage::Arrived(Some(library()), Some(r#"{"done": ["result-path"]}"#.to_owned())).into());
    assert_eq!(desk.workbench.learn.library.chapters().len(), 6);
    assert!(desk.workbench.learn.progress.is_done("result-path"));
}

#[test]
fn every_lesson_opens_and_shows_its_workflow_on_every_page() {
    let mut desk = in_room();
    let counts: Vec<usize> = desk.workbench.learn.library.chapters().iter().map(|chapter| chapter.lessons.len()).collect();
    for (chapter, count) in counts.into_iter().enumerate() {
        for lesson in 0..count {
            desk.send(LearnMessage::Open(chapter, lesson).into());
            let open = desk.workbench.learn.open.as_ref().expect("a lesson");
            let title = open.view().unwrap_or_else(|| panic!("{chapter}/{lesson}: {:?}", open.lesson)).title.clone();
            for at in 0..open.pages().len() {
                desk.send(LearnMessage::Turn(at).into());
                let shown = page(&desk);
                assert!(desk.workbench.front.name.starts_with(&title), "{title}: {:?}", shown.page);
                if let Some(question) = shown.question {
                    assert_eq!(desk.workbench.front.scenarios.chosen(), question.scenario as usize, "{title}: {:?}", shown.page);
                }
            }
        }
    }
}

#[test]
fn a_lesson_is_gone_through_from_a_wrong_prediction_to_a_workflow_that_passes() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    desk.send(LearnMessage::Turn(1).into());
    desk.send(LearnMessage::Type(r#"{"customer": "Kim", "flowers": "roses", "amount": 2400}"#.to_owned()).into());
    desk.send(LearnMessage::Submit.into());
    let said = page(&desk).answer.judgement.expect("a judgement");
    assert!(!said.passed && said.explanation.starts_with("Nothing is merged by itself"), "{said:?}");
    desk.send(LearnMessage::Type(r#"{"amount": 2400}"#.to_owned()).into());
    assert!(page(&desk).answer.judgement.is_none(), "another answer is not judged yet");
    desk.send(LearnMessage::Submit.into());
    assert!(page(&desk).is_done);

    // A place in the run is the step that is looked at.
    turn_to(&mut desk, Page::Investigate(0));
    desk.send(Message::Run(RunMessage::Start));
    desk.send(Message::Run(RunMessage::ChooseStep(0)));
    desk.send(LearnMessage::Submit.into());
    assert!(page(&desk).is_done, "{:?}", page(&desk).answer);

    turn_to(&mut desk, Page::Modify);
    desk.send(LearnMessage::Submit.into());
    let said = page(&desk).answer.judgement.expect("a judgement");
    assert!(!said.passed && said.checks.iter().any(|check| !check.passed && check.scenario.is_some()), "{said:?}");
    let failed = said.checks.iter().position(|check| !check.passed).expect("one that fails");
    desk.send(LearnMessage::Look(failed).into());
    assert!(desk.workbench.front.run.has_recording(), "its run is looked at");

    let key = desk.workbench.front.document.definition.find("CheckPrice").map(|id| desk.workbench.front.document.key(id));
    desk.send(Message::Edit(Edit::Field {
        state: Some(key.expect("a state")),
        pointer: "/ResultPath".to_owned(),
        json: Some("\"$.price\"".to_owned()),
        removing: Vec::new(),
    }));
    desk.send(LearnMessage::Submit.into());
    let passed = page(&desk).answer.judgement.expect("a judgement");
    assert!(passed.passed && !passed.score.is_empty(), "{passed:?}");

    // A solution never lies over the learner's work.
    let mine = desk.workbench.front.document.text.clone();
    desk.send(LearnMessage::Solution(0).into());
    assert!(desk.workbench.front.name.contains("a solution"));
    turn_to(&mut desk, Page::Modify);
    assert_eq!(desk.workbench.front.document.text, mine);

    let last = desk.workbench.learn.open.as_ref().expect("a lesson").pages().len() - 1;
    desk.send(LearnMessage::Turn(last).into());
    let kept = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::StoreProgress(text) => Some(Progress::read(text)),
        _ => None,
    });
    assert!(kept.is_some_and(|kept| kept.is_done("result-path") && kept.count() == 1));
}

#[test]
fn beginning_anew_can_be_undone() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    turn_to(&mut desk, Page::Make);
    let start = desk.workbench.front.document.text.clone();
    desk.send(LearnMessage::Put(0).into());
    let mine = desk.workbench.front.document.text.clone();
    assert_ne!(mine, start);
    desk.send(LearnMessage::Restart.into());
    assert_eq!(desk.workbench.front.document.text, start);
    desk.send(Message::Edit(Edit::Undo));
    assert_eq!(desk.workbench.front.document.text, mine);
}

#[test]
fn a_lesson_that_cannot_be_read_says_why() {
    let mut desk = in_room();
    desk.send(LearnMessage::OpenText("{}".to_owned()).into());
    assert!(desk.workbench.learn.open.is_none());
    assert!(desk.workbench.notice.as_ref().is_some_and(|notice| notice.text.contains("no lesson")));
    desk.send(LearnMessage::OpenText(r#"{"version":1,"id":"x","title":"X","workflow":{}}"#.to_owned()).into());
    let open = desk.workbench.learn.open.as_ref().expect("a lesson");
    assert!(matches!(&open.lesson, Some(Err(why)) if !why.is_empty()), "{:?}", open.lesson);
    desk.send(LearnMessage::Close.into());
    assert!(desk.workbench.learn.open.is_none());
}
