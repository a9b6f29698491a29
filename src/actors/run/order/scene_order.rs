//! Which scenes may be written and logged when: a window over those that are not painted yet, and a turn for each.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// The order of one story's scenes.
pub struct SceneOrder {
    /// A permit for each scene that is written and not yet painted.
    window: Arc<Semaphore>,
    /// The scene whose words are logged next.
    next: watch::Sender<u32>,
}

impl SceneOrder {
    /// So many scenes may be written and not yet painted; `next` is the first one that is not logged.
    pub fn new(window: usize, next: u32) -> Self {
        Self { window: Arc::new(Semaphore::new(window)), next: watch::Sender::new(next) }
    }

    /// Waits until one more scene may be written.
    pub async fn place(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.window).acquire_owned().await.expect("a window is never closed")
    }

    /// Waits until every scene before this one is logged.
    pub async fn my_turn(&self, scene: u32) {
        let mut next = self.next.subscribe();
        let next = *next.wait_for(|next| *next >= scene).await.expect("the sender lives in self");
        assert_eq!(next, scene, "a scene whose words are logged has had its turn");
    }

    /// A scene's words are logged: the next one's turn.
    pub fn logged(&self, scene: u32) {
        self.next.send_replace(scene + 1);
    }
}
