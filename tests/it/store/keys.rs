//! The table of the cluster's keys: it begins once, and its states answer as a model of them.

use ai_tale::backends::keys::{Cluster, KeyId, KeyKind, KeyState, Keys, StoredKey, StoredKeys};
use ai_tale::backends::store::Store;
use ai_tale::domain::Timestamp;
use proptest::prelude::{Just, Strategy, prop_oneof};

use super::samples::{MIDNIGHT, at};

/// A key; nobody unwraps it here.
fn key(kind: KeyKind, state: KeyState, since: Timestamp) -> StoredKey {
    let id = KeyId::new();
    StoredKey { id, kind, state, since, wrapped: id.as_bytes().to_vec() }
}

fn first() -> StoredKeys {
    let keys = KeyKind::ALL.map(|kind| key(kind, KeyState::Current, MIDNIGHT));
    let cluster = Cluster::beginning(MIDNIGHT);
    StoredKeys { cluster, canary: KeyId::new().as_bytes().to_vec(), keys: keys.into() }
}

pub async fn what_began_is_loaded_whole_and_begins_once(store: Store) {
    let keys = store.keys;
    assert_eq!(keys.load().await.unwrap(), None);
    let begun = first();
    assert!(keys.begin(begun.clone()).await.unwrap());
    assert!(!keys.begin(first()).await.unwrap());
    assert!(!keys.begin(begun.clone()).await.unwrap(), "a repeat writes nothing");
    assert_eq!(keys.load().await.unwrap(), Some(begun));
}

pub async fn of_parallel_beginnings_exactly_one_wins(store: Store) {
    let starts = (0..8).map(|_| store.keys.begin(first()));
    let won = futures_util::future::join_all(starts).await;
    assert_eq!(won.into_iter().map(Result::unwrap).filter(|won| *won).count(), 1);
    assert_eq!(store.keys.load().await.unwrap().unwrap().keys.len(), KeyKind::ALL.len());
}

/// What somebody does with the keys of two kinds.
#[derive(Clone, Debug)]
pub enum Step {
    /// Adds a key of a kind.
    Add(usize),
    /// Adds a key that was added before, once more.
    AddAgain(usize),
    /// Promotes one of all keys that ever were.
    Promote(usize),
    /// Removes one of all keys that ever were.
    Remove(usize),
    /// Begins once more.
    Begin,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..2_usize).prop_map(Step::Add),
        1 => (0..99_usize).prop_map(Step::AddAgain),
        4 => (0..99_usize).prop_map(Step::Promote),
        4 => (0..99_usize).prop_map(Step::Remove),
        1 => Just(Step::Begin),
    ];
    proptest::collection::vec(step, 1..40)
}

/// What is true: the keys that are there, and all that ever were.
struct Model {
    keys: Vec<StoredKey>,
    ever: Vec<StoredKey>,
}

impl Model {
    fn find(&mut self, id: KeyId, state: KeyState) -> Option<&mut StoredKey> {
        self.keys.iter_mut().find(|key| key.id == id && key.state == state)
    }

    fn add(&mut self, key: &StoredKey) -> bool {
        let taken = |there: &StoredKey| there.id == key.id || (there.kind == key.kind && there.state == KeyState::Next);
        let is_free = !self.keys.iter().any(taken);
        if is_free {
            self.keys.push(StoredKey { state: KeyState::Next, ..key.clone() });
            self.keys.sort_by_key(|key| *key.id.as_bytes());
        }
        is_free
    }

    fn promote(&mut self, id: KeyId, now: Timestamp) -> bool {
        let Some(kind) = self.find(id, KeyState::Next).map(|key| key.kind) else { return false };
        for key in self.keys.iter_mut().filter(|key| key.kind == kind && key.state == KeyState::Current) {
            (key.state, key.since) = (KeyState::Retiring, now);
        }
        for key in self.keys.iter_mut().filter(|key| key.id == id) {
            (key.state, key.since) = (KeyState::Current, now);
        }
        true
    }

    fn remove(&mut self, id: KeyId) -> bool {
        let is_there = self.find(id, KeyState::Retiring).is_some();
        self.keys.retain(|key| key.id != id || !is_there);
        is_there
    }
}

pub async fn states_answer_as_their_model(store: Store, steps: Vec<Step>) {
    let keys: &dyn Keys = store.keys.as_ref();
    let begun = first();
    keys.begin(begun.clone()).await.unwrap();
    let mut model = Model { keys: begun.keys.clone(), ever: begun.keys.clone() };
    for (number, step) in steps.into_iter().enumerate() {
        let now = at(i64::try_from(number).unwrap());
        let any = |place: usize| model.ever[place % model.ever.len()].clone();
        match step {
            Step::Add(kind) => {
                let added = key(KeyKind::ALL[kind], KeyState::Next, now);
                assert_eq!(keys.add(added.clone()).await.unwrap(), model.add(&added));
                model.ever.push(added);
            }
            Step::AddAgain(place) => {
                let again = any(place);
                assert_eq!(keys.add(again.clone()).await.unwrap(), model.add(&again));
            }
            Step::Promote(place) => {
                let id = any(place).id;
                assert_eq!(keys.promote(id, now).await.unwrap(), model.promote(id, now));
            }
            Step::Remove(place) => {
                let id = any(place).id;
                assert_eq!(keys.remove(id).await.unwrap(), model.remove(id));
            }
            Step::Begin => assert!(!keys.begin(first()).await.unwrap()),
        }
        let stored = keys.load().await.unwrap().unwrap();
        assert_eq!((&stored.canary, &stored.keys), (&begun.canary, &model.keys));
        for kind in KeyKind::ALL {
            let current = |key: &&StoredKey| key.kind == kind && key.state == KeyState::Current;
            assert_eq!(stored.keys.iter().filter(current).count(), 1, "{kind:?}");
        }
    }
}
