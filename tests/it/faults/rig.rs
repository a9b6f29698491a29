//! An app that can crash inside this process, and what must hold of every log whatever happened.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::path::Path;
use std::time::Duration;

use ai_tale::app::Backends;
use ai_tale::domain::{Event, Record, StoryId};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;

use crate::support::{Server, StreamedEvent};

/// Nothing in a test takes so long, unless it never comes.
pub const PATIENCE: Duration = Duration::from_mins(1);
/// Pictures that cost next to nothing.
pub const TINY: [(&str, &str); 3] =
    [("PICTURES__WIDTH", "80"), ("PICTURES__HEIGHT", "60"), ("PICTURES__WIDTHS", "40,80")];

/// An app on a runtime of its own: a crash ends every task of it at once, wherever it is.
pub struct Crashable {
    runtime: Runtime,
    server: Server,
}

impl Crashable {
    /// Starts on a folder, with tiny pictures.
    pub async fn start(folder: &Path, change: impl FnOnce(Backends) -> Backends + Send + 'static) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let folder = folder.to_owned();
        let starting = runtime.spawn(async move { Server::start_on(&folder, &TINY, change).await });
        let server = starting.await.unwrap();
        Self { runtime, server }
    }

    /// Where readers reach it.
    pub fn readers(&self) -> &str {
        &self.server.readers
    }

    /// Ends it as a killed process ends: nothing is finished, given up or said.
    pub async fn crash(self) {
        let ended = tokio::task::spawn_blocking(move || {
            drop(self.server);
            self.runtime.shutdown_timeout(PATIENCE);
        });
        ended.await.unwrap();
    }
}

/// Waits until something holds.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "never came: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// How often a kind is among the events.
pub fn count(events: &[StreamedEvent], kind: &str) -> usize {
    events.iter().filter(|event| event.kind == kind).count()
}

/// The numbers of the scenes of a kind of event, in the order of the log.
pub fn scenes_of(events: &[StreamedEvent], kind: &str) -> Vec<u64> {
    events.iter().filter(|event| event.kind == kind).map(|event| event.data["scene"].as_u64().unwrap()).collect()
}

/// Numbers without a gap, one end, nothing twice, scenes in order.
pub fn assert_sound(events: &[StreamedEvent]) {
    let numbers: Vec<u64> = events.iter().map(|event| event.id).collect();
    assert_eq!(numbers, (1..=events.len() as u64).collect::<Vec<_>>());
    assert_eq!(events.iter().filter(|event| event.is_last()).count(), 1, "{events:?}");
    assert!(events.last().unwrap().is_last());
    for once in ["story.created", "story.started", "story.outlined"] {
        assert!(count(events, once) <= 1, "{once} more than once");
    }
    let scenes = scenes_of(events, "scene.created");
    assert_eq!(scenes, (1..=scenes.len() as u64).collect::<Vec<_>>());
    let mut pictures = scenes_of(events, "illustration.created");
    pictures.sort_unstable();
    pictures.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "a picture was logged twice"));
}

/// As [`assert_sound`], and the story is complete with so many scenes, each illustrated.
pub fn assert_complete(events: &[StreamedEvent], scenes: u64) {
    assert_sound(events);
    assert_eq!(events.last().unwrap().kind, "story.completed", "{:?}", events.last());
    assert_eq!(scenes_of(events, "scene.created"), (1..=scenes).collect::<Vec<_>>());
    let mut pictures = scenes_of(events, "illustration.created");
    pictures.sort_unstable();
    assert_eq!(pictures, (1..=scenes).collect::<Vec<_>>());
}

/// Pages that were illustrated quietly.
pub fn quiet_pages(events: &[StreamedEvent]) -> Vec<u64> {
    let pictures = events.iter().filter(|event| event.data["illustration"]["fallback"] == true);
    pictures.map(|event| event.data["scene"].as_u64().unwrap()).collect()
}

/// Addresses are signed anew in each time window; all else of a replay is as it was.
pub fn without_addresses(events: &[StreamedEvent]) -> Vec<StreamedEvent> {
    let mut events = events.to_vec();
    for event in &mut events {
        if let Some(sources) = event.data.pointer_mut("/illustration/sources").and_then(Value::as_array_mut) {
            for source in sources {
                source["url"] = Value::Null;
            }
        }
    }
    events
}

/// Every log in a folder that nobody serves.
pub async fn logs_in(folder: &Path) -> Vec<Vec<Record>> {
    let config = crate::support::config(folder, &TINY);
    let parts = Backends::open(&config).unwrap();
    let mut logs = Vec::new();
    for open in parts.store.claims.open(None, 1_000).await.unwrap() {
        logs.push(log_of(&parts, open.story_id).await);
    }
    logs
}

async fn log_of(parts: &Backends, story: StoryId) -> Vec<Record> {
    parts.store.log.read(story, 0, 1_000).await.unwrap().unwrap_or_default()
}

/// The scenes of a log whose pictures it names.
pub fn illustrated(log: &[Record]) -> Vec<u32> {
    let pictures = log.iter().filter_map(|record| match &record.event {
        Event::IllustrationCreated(illustration) => Some(illustration.scene),
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
