//! What lies in a node's folder, looked at and changed by hand while nobody serves it, or beside whoever does.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use ai_tale::backends::keys::{KeyId, KeyRing};
use ai_tale::backends::store::{SealedPlace, Vault, WrappedKey};
use ai_tale::domain::{StoryId, Work};
use rusqlite::{Connection, params};

/// The database of the stories in a folder.
pub fn shelf(folder: &Path) -> Connection {
    Connection::open(folder.join("tale.sqlite")).unwrap()
}

/// Carries out one statement about a story, its first parameter, and one value, its second.
pub fn change(folder: &Path, sql: &str, story: StoryId, value: impl rusqlite::ToSql) {
    assert_eq!(shelf(folder).execute(sql, params![story.as_bytes(), value]).unwrap(), 1, "{sql}");
}

/// The first page of a table, overwritten: the file is malformed, and every row elsewhere in it is well.
pub struct Ruin {
    path: PathBuf,
    offset: u64,
    page: [u8; 4096],
}

impl Ruin {
    pub fn of(folder: &Path, table: &str) -> Self {
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        let page = shelf(folder).query_row(sql, [table], |row| row.get::<_, u32>(0)).unwrap();
        let (path, offset) = (folder.join("tale.sqlite"), u64::from(page - 1) * 4096);
        let mut ruin = Self { path, offset, page: [0; 4096] };
        ruin.file().read_exact_at(&mut ruin.page, offset).unwrap();
        ruin.file().write_all_at(&[0xFF; 4096], offset).unwrap();
        ruin
    }

    /// Puts the page back from a backup.
    pub fn mend(self) {
        self.file().write_all_at(&self.page, self.offset).unwrap();
    }

    fn file(&self) -> File {
        File::options().read(true).write(true).open(&self.path).unwrap()
    }
}

/// How many rows of a table are about a story.
pub fn rows(folder: &Path, table: &str, story: StoryId) -> u32 {
    let sql = format!("SELECT count(*) FROM {table} WHERE story_id = ?1");
    shelf(folder).query_row(&sql, [story.as_bytes()], |row| row.get(0)).unwrap()
}

/// So many starts count against a story.
pub fn count_starts(folder: &Path, story: StoryId, starts: u32) {
    change(folder, "UPDATE stories SET starts = ?2 WHERE story_id = ?1", story, starts);
}

/// What a story's run remembered last.
pub fn work_of(folder: &Path, keys: &KeyRing, story: StoryId) -> Work {
    const SQL: &str = "SELECT k.key_id, k.wrapped, w.work FROM story_keys k, story_work w
        WHERE k.story_id = ?1 AND w.story_id = k.story_id";
    let (by, wrapped, work) = shelf(folder)
        .query_row(SQL, [story.as_bytes()], |row| {
            Ok((KeyId::from_bytes(row.get(0)?), row.get(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .unwrap();
    let key = Vault::new(keys).unwrap(story, &WrappedKey { by, wrapped }).unwrap();
    key.open(SealedPlace::Work, &work).unwrap()
}
