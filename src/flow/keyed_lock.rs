//! Wishes with the same idempotency key, one after the other on this node: a repeat that comes while the first is on its
//! way waits for it and then finds its story, so that the place in the queue that the first took is not missing for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

type Key = [u8; 32];

/// Who is on the way, by key. Cheap to clone.
#[derive(Clone, Default)]
pub struct KeyedLock(Arc<Mutex<HashMap<Key, Arc<AsyncMutex<()>>>>>);

/// The right to be on the way with a key, given back by drop.
pub struct KeyedGuard {
    turns: KeyedLock,
    key: Key,
    guard: Option<OwnedMutexGuard<()>>,
}

impl KeyedLock {
    /// Waits until nobody else is on the way with this key.
    pub async fn take(&self, key: Key) -> KeyedGuard {
        let turn = Arc::clone(self.lock().entry(key).or_default());
        let guard = Some(turn.lock_owned().await);
        KeyedGuard { turns: self.clone(), key, guard }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Arc<AsyncMutex<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for KeyedGuard {
    fn drop(&mut self) {
        let mut turns = self.turns.lock();
        drop(self.guard.take());
        // whoever waits holds the lock's other ends
        if turns.get(&self.key).is_some_and(|turn| Arc::strong_count(turn) == 1) {
            turns.remove(&self.key);
        }
    }
}
