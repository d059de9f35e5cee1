//! The folders say the same as the list of chapters: the page is built from the folders.

use std::fs;
use std::path::Path;

use value::Value;

#[test]
fn folders_and_chapters_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let mut folders: Vec<_> = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    assert_eq!(folders.len(), lessons::curriculum::chapters().len());
    for (folder, chapter) in folders.iter().zip(lessons::curriculum::chapters()) {
        let about = value::parse(&fs::read_to_string(folder.join("chapter.json")).expect("chapter.json")).expect("JSON");
        let text = |name: &str| about.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        assert_eq!(
            (text("id"), text("title"), text("summary")),
            (chapter.id.into(), chapter.title.into(), chapter.summary.into())
        );
        let mut files: Vec<_> = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|file| file.file_name().is_some_and(|name| name != "chapter.json"));
        files.sort();
        let texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).expect("a lesson")).collect();
        assert_eq!(texts, chapter.lessons, "{}", chapter.id);
    }
}
