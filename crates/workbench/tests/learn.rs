//! Lessons: loaded when the room is opened, gone through page by page, judged by the engine; nothing of the learner's lost.

mod desk;

use desk::Desk;
use value::Value;
use workbench::effect::Effect;
use workbench::learn::{BuildMessage, Draft, LearnMessage, Library, Page, PageView, Progress};
use workbench::message::{Edit, FileMessage, Message, RunMessage, ScreenMessage, Selected};
use workbench::panels::Panel;

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
    assert!(passed.passed && passed.score.ends_with(" runs together"), "{passed:?}");

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
    assert!(kept.is_some_and(|kept| kept.is_done("result-path")));
}

#[test]
fn a_question_about_another_run_leads_to_that_run_and_says_where_an_answer_is_right() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(0, 0).into());
    let asked = |desk: &Desk| desk.workbench.lesson_asks_about();
    assert_eq!(asked(&desk), None, "the story asks nothing");
    turn_to(&mut desk, Page::Run);
    desk.send(LearnMessage::Run(0).into());
    turn_to(&mut desk, Page::Investigate(0));
    assert!(asked(&desk).is_some_and(|asked| asked.is_shown && asked.scenario == 0), "{:?}", asked(&desk));

    turn_to(&mut desk, Page::Investigate(1));
    let about = asked(&desk).expect("a run");
    assert_eq!((about.name.as_str(), about.is_to_find, about.is_shown), ("One white loaf", true, false));
    let of_the_other_run = desk.workbench.front.run.result().expect("a result").virtual_millis / 1000;
    desk.send(LearnMessage::Type(of_the_other_run.to_string()).into());
    desk.send(LearnMessage::Submit.into());
    let said = page(&desk).answer.judgement.expect("a judgement");
    assert!(!said.passed && said.explanation.contains("“Two loaves of rye”"), "{said:?}");

    // Whatever lies open, the button leads to the run of the lesson's own workflow.
    desk.send(Message::File(FileMessage::New));
    assert!(asked(&desk).is_some_and(|asked| !asked.is_shown));
    desk.send(LearnMessage::Run(about.scenario).into());
    assert!(asked(&desk).is_some_and(|asked| asked.is_shown), "{:?}", asked(&desk));
    assert!(!desk.workbench.lesson_is_elsewhere());
}

#[test]
fn a_step_that_was_not_chosen_is_asked_for() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(0, 0).into());
    turn_to(&mut desk, Page::Investigate(0));
    desk.send(LearnMessage::Submit.into());
    let said = page(&desk).answer.judgement.expect("a judgement");
    assert!(!said.passed && said.explanation.starts_with("No step is chosen yet"), "{said:?}");
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
fn a_task_is_about_its_own_workflow_whichever_lies_open() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    turn_to(&mut desk, Page::Make);
    let its_own = *desk.workbench.front.id;
    let own_text = OVEN.to_owned();
    for message in [LearnMessage::Submit, LearnMessage::Restart, LearnMessage::Put(0)] {
        desk.send(Message::File(FileMessage::Open { name: "oven.json".to_owned(), text: own_text.clone() }));
        assert!(desk.workbench.lesson_is_elsewhere());
        let mine = *desk.workbench.front.id;
        desk.send(message.clone().into());
        assert_eq!(desk.workbench.front.id, its_own, "{message:?}");
        let kept = desk.workbench.sheet(mine).expect("it is open behind");
        assert_eq!(&*kept.document.text, own_text.as_str(), "{message:?}");
    }
    assert!(page(&desk).answer.judgement.is_none(), "what was put in is not judged yet");
}

#[test]
fn a_lesson_is_gone_on_with_where_it_was_left() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    desk.send(LearnMessage::Turn(2).into());
    let kept = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::StoreProgress(text) => Some(text.clone()),
        _ => None,
    });
    let mut again = Desk::first();
    again.send(LearnMessage::Toggle.into());
    again.send(LearnMessage::Arrived(Some(library()), kept).into());
    again.send(LearnMessage::Open(1, 0).into());
    assert_eq!(page(&again).number, 2);
    let last = page(&again).count - 1;
    again.send(LearnMessage::Turn(last).into());
    again.send(LearnMessage::Open(1, 0).into());
    assert_eq!(page(&again).number, 0, "what was ended begins anew");
}

#[test]
fn what_was_skipped_is_kept_until_it_is_answered() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    let count = page(&desk).count;
    (1..count).for_each(|at| desk.send(LearnMessage::Turn(at).into()));
    let skipped = |desk: &Desk| desk.workbench.lesson_skipped();
    let asking = |desk: &Desk| {
        let pages = desk.workbench.learn.open.as_ref().expect("a lesson").pages();
        let asks = |page: &Page| !matches!(page, Page::Story | Page::Run | Page::Remember);
        pages.into_iter().enumerate().filter(|(_, page)| asks(page)).collect::<Vec<_>>()
    };
    assert_eq!(skipped(&desk), asking(&desk), "nothing was answered");
    let progress = |desk: &Desk| Progress::read(&desk.workbench.learn.progress.write());
    assert!(progress(&desk).is_done("result-path") && progress(&desk).skipped("result-path").count() == skipped(&desk).len());

    turn_to(&mut desk, Page::Predict(0));
    desk.send(LearnMessage::Type(r#"{"amount": 2400}"#.to_owned()).into());
    desk.send(LearnMessage::Submit.into());
    assert!(skipped(&desk).iter().all(|(_, page)| *page != Page::Predict(0)) && skipped(&desk).len() + 1 == asking(&desk).len());
    assert_eq!(progress(&desk), desk.workbench.learn.progress);
}

#[test]
fn what_a_lesson_opened_goes_with_it_unless_it_was_changed() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    turn_to(&mut desk, Page::Make);
    let changed = desk.workbench.front.name.to_string();
    desk.send(LearnMessage::Put(0).into());
    desk.send(LearnMessage::Turn(0).into());
    let looked = desk.workbench.front.name.to_string();
    desk.send(LearnMessage::Open(1, 1).into());
    let open: Vec<String> = desk.workbench.open_sheets().map(|sheet| sheet.name.to_string()).collect();
    assert!(open.contains(&changed) && !open.contains(&looked), "{open:?}");
}

#[test]
fn progress_that_was_forgotten_is_brought_back() {
    let mut desk = in_room();
    desk.send(LearnMessage::Open(1, 0).into());
    (1..page(&desk).count).for_each(|at| desk.send(LearnMessage::Turn(at).into()));
    let before = desk.workbench.learn.progress.clone();
    desk.send(LearnMessage::Reset.into());
    assert_eq!(desk.workbench.learn.progress, Progress::default());
    let offer = desk.workbench.notice.as_ref().and_then(|notice| notice.offer).expect("a way back");
    desk.send(offer.message());
    assert_eq!(desk.workbench.learn.progress, before);
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

/// The workshop that is being written.
fn builder(desk: &Desk) -> &workbench::learn::Builder {
    &desk.workbench.learn.builder
}

fn build(desk: &mut Desk, message: BuildMessage) {
    desk.send(LearnMessage::Build(message).into());
}

fn missing(desk: &Desk) -> Vec<String> {
    let findings = builder(desk).findings.as_ref().expect("reviewed");
    findings.iter().map(|(place, what)| format!("{place}: {what}")).collect()
}

#[test]
fn a_lesson_is_built_from_a_workflow_until_nothing_is_missing() {
    let mut desk = in_room();
    build(&mut desk, BuildMessage::Open);
    desk.send(Message::File(FileMessage::Open { name: "oven.json".to_owned(), text: OVEN.to_owned() }));
    desk.send(Message::File(FileMessage::Open { name: "s.json".to_owned(), text: OVEN_SCENARIOS.to_owned() }));
    build(&mut desk, BuildMessage::Draft(Draft::Lesson));
    assert_eq!(builder(&desk).text("/title"), "oven");
    assert!(missing(&desk).iter().any(|what| what.starts_with("idea: still to be written")), "{:#?}", missing(&desk));
    let listed = builder(&desk).missing().expect("reviewed");
    assert_eq!(listed.len(), missing(&desk).len());
    for missing in listed {
        let field = missing.field.as_deref().unwrap_or_else(|| panic!("no way to {missing:?}"));
        assert!(builder(&desk).value(field).is_some(), "{missing:?} leads to nothing");
        assert!(!missing.place.contains(['[', '`']), "{missing:?}");
    }
    let questions = builder(&desk).count("/predict");
    assert!(questions >= 4, "{questions}");

    // What serves the idea stays; taking out and shifting can be undone.
    build(&mut desk, BuildMessage::Shift("/predict/0".to_owned(), "/investigate/-".to_owned()));
    assert_eq!((builder(&desk).count("/predict"), builder(&desk).count("/investigate")), (questions - 1, 1));
    build(&mut desk, BuildMessage::Undo);
    assert_eq!((builder(&desk).count("/predict"), builder(&desk).count("/investigate")), (questions, 0));
    while builder(&desk).count("/predict") > 1 {
        build(&mut desk, BuildMessage::Take("/predict/1".to_owned()));
    }
    build(&mut desk, BuildMessage::Draft(Draft::More));
    assert_eq!(builder(&desk).count("/predict"), questions, "what is not asked yet comes back");
    while builder(&desk).count("/predict") > 1 {
        build(&mut desk, BuildMessage::Take("/predict/1".to_owned()));
    }
    for pointer in ["/idea", "/trap", "/run", "/remember", "/predict/0/reason", "/predict/0/otherwise", "/modify/goal"] {
        build(&mut desk, BuildMessage::Set(pointer.to_owned(), Value::from("Bread needs heat.")));
    }
    for pointer in ["/story/0", "/modify/hints/0", "/modify/hints/1"] {
        build(&mut desk, BuildMessage::Set(pointer.to_owned(), Value::from("Look at the oven.")));
    }
    // The start is what is on the diagram once it is broken.
    let broken = OVEN.replace("\"bread\"", "\"coal\"").replace("\"Broken\"", "\"Cold\"");
    desk.send(Message::File(FileMessage::Open { name: "broken.json".to_owned(), text: broken }));
    build(&mut desk, BuildMessage::Diagram("/modify/start".to_owned()));
    assert_eq!(missing(&desk), Vec::<String>::new());

    // A mistake that is foreseen is a workflow, too, and what is said of it is missing until it is written.
    let mistaken = OVEN.replace("\"bread\"", "\"toast\"");
    desk.send(Message::File(FileMessage::Open { name: "mistaken.json".to_owned(), text: mistaken }));
    let list = "/modify/wrong".to_owned();
    build(&mut desk, BuildMessage::Way { list, member: "because", asks: "[What is mistaken in it?]" });
    assert!(
        missing(&desk).iter().any(|what| what.contains("wrong") && what.contains("still to be written")),
        "{:?}",
        missing(&desk)
    );
    build(&mut desk, BuildMessage::Set("/modify/wrong/0/because".to_owned(), Value::from("Toast is no bread.")));
    assert_eq!(missing(&desk), Vec::<String>::new());

    // States that serve one purpose: what is chosen on the diagram.
    let bake = desk.key("Bake");
    desk.send(Message::Select(Selected::State(bake)));
    build(&mut desk, BuildMessage::Group(None));
    assert!(
        missing(&desk).iter().any(|what| what.contains("groups") && what.contains("still to be written")),
        "{:?}",
        missing(&desk)
    );
    build(&mut desk, BuildMessage::Set("/groups/0/label".to_owned(), Value::from("The oven's work")));
    assert_eq!(missing(&desk), Vec::<String>::new());
    assert_eq!(builder(&desk).groups(), [("The oven's work".to_owned(), vec!["Bake".to_owned()])]);
    assert_eq!(desk.workbench.group_places().len(), 1, "and it stands on the diagram");

    build(&mut desk, BuildMessage::Try);
    turn_to(&mut desk, Page::Modify);
    assert!(desk.workbench.front.document.text.contains("coal"));
    desk.send(LearnMessage::Submit.into());
    assert!(!page(&desk).is_done);
    let last = desk.workbench.learn.open.as_ref().expect("a lesson").pages().len() - 1;
    desk.send(LearnMessage::Turn(last).into());
    assert!(desk.workbench.learn.progress.write().contains(r#""done":[]"#), "who tries it learns nothing");
    desk.send(LearnMessage::Close.into());
    assert!(builder(&desk).shown);
}

#[test]
fn a_workshop_is_shared_and_gone_through_in_its_order() {
    let mut desk = in_room();
    build(&mut desk, BuildMessage::Open);
    for name in ["one", "two"] {
        desk.send(Message::File(FileMessage::Open { name: format!("{name}.json"), text: OVEN.to_owned() }));
        build(&mut desk, BuildMessage::Draft(Draft::Lesson));
    }
    build(&mut desk, BuildMessage::Name("Bread".to_owned()));
    build(&mut desk, BuildMessage::Move(1, 0));
    build(&mut desk, BuildMessage::Share);
    let kept = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::StoreWorkshop(text) => Some(text.clone()),
        _ => None,
    });
    let link = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::Share(text) => Some(text.clone()),
        _ => None,
    });
    let link = link.expect("a link");
    assert_eq!(kept.as_ref(), Some(&link));

    let mut other = in_room();
    other.send(LearnMessage::OpenText(link).into());
    let own = other.workbench.learn.own.clone().expect("a chapter");
    assert_eq!(
        (own.title.as_str(), own.lessons.iter().map(|lesson| lesson.title.as_str()).collect()),
        ("Bread", vec!["two", "one"])
    );
    other.send(LearnMessage::OpenOwn(1).into());
    assert_eq!(other.workbench.learn.open.as_ref().and_then(|open| open.view()).map(|view| view.title.as_str()), Some("one"));
    let last = other.workbench.learn.open.as_ref().expect("a lesson").pages().len() - 1;
    other.send(LearnMessage::Turn(last).into());
    assert!(other.workbench.learn.progress.is_done(&own.lessons[1].id));
}

#[test]
fn a_workflow_that_cannot_be_run_becomes_no_lesson_and_says_why() {
    let mut desk = in_room();
    build(&mut desk, BuildMessage::Open);
    desk.send(Message::File(FileMessage::Open { name: "a.json".to_owned(), text: r#"{"StartAt":"A","States":{}}"#.to_owned() }));
    build(&mut desk, BuildMessage::Draft(Draft::Lesson));
    assert!(builder(&desk).refused.as_ref().is_some_and(|why| why.starts_with("This workflow cannot become a lesson yet")));
    assert!(builder(&desk).lesson().is_none());
}

#[test]
fn groups_of_the_lesson_are_found_on_its_diagram_alone() {
    let mut desk = in_room();
    let with_groups = desk.workbench.learn.library.chapters().iter().enumerate().find_map(|(chapter, listed)| {
        let lesson = listed.lessons.iter().position(|lesson| lesson.text.contains("\"groups\""))?;
        Some((chapter, lesson))
    });
    let (chapter, lesson) = with_groups.expect("a lesson with groups");
    desk.send(LearnMessage::Open(chapter, lesson).into());
    let places = desk.workbench.group_places();
    assert!(!places.is_empty() && places.iter().all(|place| place.rect.width > 24.0 && !place.label.is_empty()), "{places:?}");
    desk.send(Message::File(FileMessage::New));
    assert!(desk.workbench.group_places().is_empty());
}

const OVEN: &str = r#"{"StartAt":"Hot?","States":{
    "Hot?":{"Type":"Choice","Choices":[{"Variable":"$.broken","BooleanEquals":true,"Next":"Stop"}],"Default":"Bake"},
    "Bake":{"Type":"Pass","Result":"bread","End":true},"Stop":{"Type":"Fail","Error":"Broken","Cause":"it is cold"}}}"#;
const OVEN_SCENARIOS: &str =
    r#"{"scenarios":[{"name":"It works","input":{"broken":false}},{"name":"It is broken","input":{"broken":true}}]}"#;

#[test]
fn lessons_take_the_palettes_place_but_in_a_run() {
    let mut desk = Desk::first();
    let left = |desk: &Desk| desk.workbench.panels.left_open;
    assert!(left(&desk));
    desk.send(Message::Learn(LearnMessage::Toggle));
    assert!(!left(&desk));
    desk.send(Message::Screen(ScreenMessage::Toggle(Panel::Dock)));
    assert!(left(&desk), "the steps of the run stand there");
    desk.send(Message::Screen(ScreenMessage::Toggle(Panel::Dock)));
    assert!(!left(&desk));
    // Whoever opens the palette beside a lesson keeps it.
    desk.send(Message::Screen(ScreenMessage::Toggle(Panel::Left)));
    desk.send(Message::Learn(LearnMessage::Toggle));
    assert!(left(&desk));
}
