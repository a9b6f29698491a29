//! What lies in the files of a folder, byte by byte.

use std::fs;
use std::path::Path;

use ai_tale::backends::store::sqlite::DATABASE;
use ai_tale::domain::{Event, Scene, StoryId};
use rusqlite::Connection;

/// A scene with words that occur nowhere else, `size` bytes long or a little more.
pub fn marked(scene: u32, marker: &str, size: usize) -> Event {
    let text = format!("{marker} ").repeat(size / (marker.len() + 1) + 1);
    let palette = ["#000000".to_owned(), "#ffffff".to_owned()];
    Event::SceneCreated(Scene { scene, text, words: 2, palette })
}

/// Every byte of every file of a folder, by file name.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The files that hold these bytes.
pub fn holding(folder: &Path, needle: &[u8]) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    files(folder).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

/// A story's key as it is stored.
pub fn wrapped_key(folder: &Path, story: StoryId) -> Vec<u8> {
    let connection = Connection::open(folder.join(DATABASE.file_name)).unwrap();
    let sql = "SELECT wrapped FROM story_keys WHERE story_id = ?1";
    connection.query_row(sql, [story.as_bytes()], |row| row.get(0)).unwrap()
}
