//! A process that dies at any call of a critic, or of a painter who paints again: the next one tells the story to its
//! end, looks at nothing twice, and paints nothing again more often than it may.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ai_tale::domain::{Record, Story, StoryId};
use futures_util::FutureExt;
use futures_util::future::pending;
use tokio::runtime::Builder;
use tokio::sync::Notify;

use super::{PATIENT, revisions};
use crate::kit::critics::{FakeCritic, critique};
use crate::kit::fakes::lock;
use crate::kit::{PATIENCE, Scenario, node, players};

const SCENES: u32 = 3;

/// What happens on its way to a better picture, call by call; one of them kills the process.
struct Calls {
    next: AtomicUsize,
    deadly: usize,
    dying: Notify,
}

impl Calls {
    /// Whether this call is answered; the deadly one never is.
    async fn call(&self) {
        if self.next.fetch_add(1, Ordering::SeqCst) == self.deadly {
            self.dying.notify_one();
            pending::<()>().await;
        }
    }
}

/// Everything that both lives asked for.
#[derive(Clone)]
struct Seen {
    critic: Arc<FakeCritic>,
    repainted: Arc<Mutex<Vec<(u32, u64)>>>,
    calls: Arc<Calls>,
}

impl Seen {
    /// Scene 1 is bad at first, scene 2 always, and at last scene 3 does not belong to the rest.
    fn until(deadly: usize) -> Self {
        let calls = Arc::new(Calls { next: AtomicUsize::new(0), deadly, dying: Notify::new() });
        let asked = Arc::clone(&calls);
        let critic = FakeCritic::new(move |look, before| {
            let score = match (look.scene, before) {
                (1, 0) | (2, _) => 2,
                _ => 9,
            };
            let calls = Arc::clone(&asked);
            async move {
                calls.call().await;
                Ok(critique(score))
            }
            .boxed()
        });
        Self { critic: critic.finding(&[3]), repainted: Arc::default(), calls }
    }

    fn node(&self, folder: &Path) -> Scenario {
        let (critic, seen) = (Arc::clone(&self.critic), self.clone());
        let painter = players::painter(move |spec| {
            let seen = seen.clone();
            async move {
                if spec.prompt.contains("painted before") {
                    lock(&seen.repainted).push((spec.scene, spec.seed));
                    seen.calls.call().await;
                }
                players::paint(spec).await
            }
            .boxed()
        });
        let node = node().on(folder).setting(PATIENT.0, PATIENT.1).painter(painter);
        node.parts(|parts| parts.models.critics = vec![critic])
    }
}

/// Tells a story until its process dies, or to its end.
fn first_life(folder: &Path, seen: &Seen) -> StoryId {
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let story = runtime.block_on(async {
        let node = seen.node(folder).start().await;
        let story = node.begin(SCENES).await;
        tokio::select! {
            () = seen.calls.dying.notified() => {}
            _ = node.whole(story) => {}
        }
        story
    });
    runtime.shutdown_timeout(PATIENCE);
    story
}

fn next_life(folder: &Path, seen: &Seen, story: StoryId) -> Vec<Record> {
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let node = seen.node(folder).start().await;
        let log = node.whole(story).await;
        node.stop().await;
        log
    })
}

fn assert_nothing_twice<T: PartialEq + std::fmt::Debug>(what: &str, done: &[T]) {
    for (at, one) in done.iter().enumerate() {
        assert!(!done[..at].contains(one), "{what} twice: {one:?}");
    }
}

#[test]
fn no_kill_makes_a_critic_look_twice() {
    for deadly in 0.. {
        let (folder, seen) = (tempfile::tempdir().unwrap(), Seen::until(deadly));
        let story = first_life(folder.path(), &seen);
        let log = next_life(folder.path(), &seen, story);
        let told = Story::fold(&log).expect("its revisions are in order");
        assert_eq!((told.status.as_str(), revisions(&log).len() >= 3), ("completed", true), "killed at call {deadly}");
        assert_nothing_twice("a picture was looked at", &seen.critic.looks());
        assert_nothing_twice("a picture was painted again", &lock(&seen.repainted));
        assert!(seen.critic.books().len() <= 1, "a book was looked at twice");
        for scene in 1..=SCENES {
            assert!(seen.critic.looks_at(scene) <= 3, "scene {scene}, killed at call {deadly}");
        }
        if seen.calls.next.load(Ordering::SeqCst) <= deadly {
            assert_eq!(revisions(&log).len(), 5, "an unharmed one has its two better pictures");
            return;
        }
    }
}
