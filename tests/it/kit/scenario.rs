//! A scenario in a line: `node().painter(fails(2)).story(3).run()` is a node with that painter which tells a story of
//! three scenes in virtual time; what came of it is [`Told`], which asserts by name.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ai_tale::backends::Backends;
use ai_tale::backends::models::{Painter, Storyteller};
use ai_tale::domain::{Event, Record};
use futures_util::FutureExt;
use futures_util::future::join_all;

use super::alone::{alone, whole, wish};
use super::players;

/// A node as it comes, on a folder of its own.
pub fn node() -> Scenario {
    Scenario { settings: Vec::new(), changes: Vec::new(), stories: Vec::new() }
}

/// A painter that fails so often before it paints as the built-in one does.
pub fn fails(times: usize) -> Arc<dyn Painter> {
    let asked = AtomicUsize::new(0);
    players::painter(move |spec| {
        if asked.fetch_add(1, Ordering::SeqCst) < times {
            return async { Err(players::unusable()) }.boxed();
        }
        players::paint(spec).boxed()
    })
}

type Change = Box<dyn FnOnce(&mut Backends)>;

/// A node that is being made, and what it is to tell.
pub struct Scenario {
    settings: Vec<(&'static str, &'static str)>,
    changes: Vec<Change>,
    /// Scenes of each.
    stories: Vec<u32>,
}

impl Scenario {
    /// As the environment has it: `("LIMITS__QUEUE", "1")`.
    pub fn setting(mut self, key: &'static str, value: &'static str) -> Self {
        self.settings.push((key, value));
        self
    }

    /// The only painter, but for quiet pages.
    pub fn painter(self, painter: Arc<dyn Painter>) -> Self {
        self.parts(|parts| parts.models.painters = vec![painter])
    }

    /// The storytellers, in the order in which they are asked.
    pub fn storytellers(self, storytellers: Vec<Arc<dyn Storyteller>>) -> Self {
        self.parts(|parts| parts.models.storytellers = storytellers)
    }

    fn parts(mut self, change: impl FnOnce(&mut Backends) + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// One more story, of so many scenes.
    pub fn story(mut self, scenes: u32) -> Self {
        self.stories.push(scenes);
        self
    }

    /// Tells every story to its end, then stops the node.
    pub async fn run(self) -> Told {
        let folder = tempfile::tempdir().unwrap();
        let app = alone(folder.path(), &self.settings, |mut parts| {
            self.changes.into_iter().for_each(|change| change(&mut parts));
            parts
        });
        let app = app.await;
        let stories = self.stories.into_iter().map(|scenes| {
            let app = &app;
            async move { whole(app, wish(app, scenes).await.unwrap()).await }
        });
        let logs = join_all(stories).await;
        app.stop().await;
        Told { logs }
    }
}

/// What came of a scenario: the log of each story, in the order in which they were wished for.
pub struct Told {
    logs: Vec<Vec<Record>>,
}

impl Told {
    /// The log of the only story.
    pub fn log(&self) -> &[Record] {
        assert_eq!(self.logs.len(), 1, "the scenario has one story");
        &self.logs[0]
    }

    /// Every story is complete, with so many scenes.
    #[track_caller]
    pub fn assert_complete(&self, scenes: u32) {
        for log in &self.logs {
            let end = &log.last().unwrap().event;
            assert!(
                matches!(end, Event::StoryCompleted { scenes: told, .. } if *told == scenes),
                "it ended by {end:?}"
            );
        }
    }

    /// Every story has failed, for this reason.
    #[track_caller]
    pub fn assert_failed(&self, reason: &str) {
        for log in &self.logs {
            let end = &log.last().unwrap().event;
            assert!(matches!(end, Event::StoryFailed { code, .. } if code == reason), "it ended by {end:?}");
        }
    }

    /// These scenes of the only story have quiet pages, and no others.
    #[track_caller]
    pub fn assert_quiet(&self, scenes: &[u32]) {
        assert_eq!(super::alone::quiet(self.log()), scenes, "the scenes with quiet pages");
    }
}
