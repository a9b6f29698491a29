//! Logs as they lie in a folder that nobody serves.

use std::path::Path;

use ai_tale::backends::Backends;
use ai_tale::domain::{Event, Illustration, Record, StoryId};

use super::server::{TINY, config};

/// Every log in a folder that nobody serves.
pub async fn logs_in(folder: &Path) -> Vec<Vec<Record>> {
    let config = config(folder, &TINY);
    let parts = Backends::open(&config).await.unwrap();
    let mut logs = Vec::new();
    for open in parts.store.claims.open(None, 1_000).await.unwrap() {
        logs.push(log_of(&parts, open.story_id).await);
    }
    logs
}

async fn log_of(parts: &Backends, story: StoryId) -> Vec<Record> {
    parts.store.log.read(story, 0, 1_000).await.unwrap().unwrap_or_default()
}

/// The scenes of a log whose pictures it names, as they were finished first.
pub fn illustrated(log: &[Record]) -> Vec<u32> {
    let pictures = log.iter().filter_map(|record| match &record.event {
        Event::IllustrationCreated(Illustration { scene, revision: 1, .. }) => Some(*scene),
        _ => None,
    });
    pictures.collect()
}

/// The words of a log.
pub fn texts(log: &[Record]) -> Vec<String> {
    let scenes = log.iter().filter_map(|record| match &record.event {
        Event::SceneCreated(scene) => Some(scene.text.clone()),
        _ => None,
    });
    scenes.collect()
}
