//! One at a time for each key: whoever comes while another holds the same key waits until it is given back. Keys are
//! remembered only while somebody holds or awaits them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

type Locks<K> = HashMap<K, Arc<AsyncMutex<()>>>;

/// The locks that are held or awaited, by key. Cheap to clone.
#[derive(Clone)]
pub struct KeyedLock<K>(Arc<Mutex<Locks<K>>>);

/// The lock of one key, given back by drop.
pub struct KeyedGuard<K: Eq + Hash> {
    locks: KeyedLock<K>,
    key: K,
    guard: Option<OwnedMutexGuard<()>>,
}

impl<K> Default for KeyedLock<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Eq + Hash + Clone> KeyedLock<K> {
    /// Waits until nobody else holds this key.
    pub async fn take(&self, key: K) -> KeyedGuard<K> {
        let lock = Arc::clone(self.locks().entry(key.clone()).or_default());
        let guard = Some(lock.lock_owned().await);
        KeyedGuard { locks: self.clone(), key, guard }
    }
}

impl<K> KeyedLock<K> {
    fn locks(&self) -> MutexGuard<'_, Locks<K>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash> Drop for KeyedGuard<K> {
    fn drop(&mut self) {
        let mut locks = self.locks.locks();
        drop(self.guard.take());
        // whoever waits holds the lock's other ends
        if locks.get(&self.key).is_some_and(|lock| Arc::strong_count(lock) == 1) {
            locks.remove(&self.key);
        }
    }
}
