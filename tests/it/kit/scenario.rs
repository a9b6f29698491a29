//! A scenario in a line: `node().painter(fails(2)).story(3).run()` is a node with that painter which tells a story of
//! three scenes in virtual time; what came of it is [`Told`], which asserts by name. Where more happens than stories
//! that are told, `start()` gives the [`Node`] as it runs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ai_tale::app::App;
use ai_tale::backends::Backends;
use ai_tale::backends::models::{Moderator, Painter, Storyteller};
use futures_util::FutureExt;
use futures_util::future::join_all;
use tempfile::{NamedTempFile, TempDir};

use super::node::Node;
use super::outcome::Told;
use super::players;
use super::server::{TINY, config_with};
use super::tamper::{Tamper, tampered};

/// A node as it comes, with tiny pictures, on a folder of its own.
pub fn node() -> Scenario {
    Scenario { folder: None, file: String::new(), settings: Vec::new(), changes: Vec::new(), stories: Vec::new() }
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

type Change = Box<dyn FnOnce(Backends) -> Backends>;

/// A node that is being made, and what it is to tell.
pub struct Scenario {
    folder: Option<PathBuf>,
    file: String,
    settings: Vec<(&'static str, &'static str)>,
    changes: Vec<Change>,
    /// Scenes of each.
    stories: Vec<u32>,
}

impl Scenario {
    /// On a folder that was there before it, or stays after it.
    pub fn on(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// As the environment has it: `("LIMITS__QUEUE", "1")`.
    pub fn setting(mut self, key: &'static str, value: &'static str) -> Self {
        self.settings.push((key, value));
        self
    }

    /// More of a configuration's file.
    pub fn file(mut self, text: &str) -> Self {
        self.file.push_str(text);
        self
    }

    /// The only painter, but for quiet pages.
    pub fn painter(self, painter: Arc<dyn Painter>) -> Self {
        self.parts(|parts| parts.models.painters = vec![painter])
    }

    /// The only storyteller.
    pub fn storyteller(self, storyteller: Arc<dyn Storyteller>) -> Self {
        self.storytellers(vec![storyteller])
    }

    /// The storytellers, in the order in which they are asked.
    pub fn storytellers(self, storytellers: Vec<Arc<dyn Storyteller>>) -> Self {
        self.parts(|parts| parts.models.storytellers = storytellers)
    }

    /// Who judges what is typed and written.
    pub fn moderator(self, moderator: Arc<dyn Moderator>) -> Self {
        self.parts(|parts| parts.models.moderators = vec![moderator])
    }

    /// Wraps the parts as they are by now.
    pub fn tampered(mut self, tamper: &Arc<impl Tamper + 'static>) -> Self {
        let tamper: Arc<dyn Tamper> = tamper.clone();
        self.changes.push(Box::new(move |parts| tampered(parts, &tamper)));
        self
    }

    /// Changes the parts by hand.
    pub fn parts(mut self, change: impl FnOnce(&mut Backends) + 'static) -> Self {
        self.changes.push(Box::new(|mut parts| {
            change(&mut parts);
            parts
        }));
        self
    }

    /// One more story, of so many scenes.
    pub fn story(mut self, scenes: u32) -> Self {
        self.stories.push(scenes);
        self
    }

    /// The node, as it runs.
    pub async fn start(self) -> Node {
        let own = self.folder.is_none().then(|| tempfile::tempdir().unwrap());
        let folder = self.folder.as_deref().or(own.as_ref().map(TempDir::path)).expect("one of both is there");
        let settings: Vec<_> = TINY.into_iter().chain(self.settings).collect();
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(self.file.as_bytes()).unwrap();
        let config = config_with(Some(file.path()), folder, &settings);
        let parts = Backends::open(&config).await.unwrap();
        let parts = self.changes.into_iter().fold(parts, |parts, change| change(parts));
        Node::new(App::start(config, parts).await.unwrap(), own)
    }

    /// Tells every story to its end, then stops the node.
    pub async fn run(mut self) -> Told {
        let stories = std::mem::take(&mut self.stories);
        let node = self.start().await;
        let logs = join_all(stories.into_iter().map(async |scenes| node.whole(node.begin(scenes).await).await)).await;
        node.stop().await;
        Told::new(logs)
    }
}
