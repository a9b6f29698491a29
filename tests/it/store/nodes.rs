//! Nodes: counters that only grow, one of each node's newest start.

use ai_tale::backends::store::{Pulse, Store};
use ai_tale::domain::Claimant;

use super::samples::claimant;

pub async fn a_beat_raises_its_own_counter(store: Store) {
    let (one, other) = (claimant(), claimant());
    assert_eq!(store.nodes.pulses().await.unwrap(), []);
    for process in [one, other, one] {
        store.nodes.begin(process).await.unwrap();
    }
    for beats in 2..=3 {
        assert_eq!(store.nodes.beat(one).await.unwrap(), Some(beats));
    }
    let mut expected = [Pulse { claimant: one, beats: 3 }, Pulse { claimant: other, beats: 1 }];
    expected.sort_by_key(|pulse| pulse.claimant.node);
    assert_eq!(store.nodes.pulses().await.unwrap(), expected);
}

pub async fn a_new_start_replaces_the_old(store: Store) {
    let first = claimant();
    store.nodes.begin(first).await.unwrap();
    store.nodes.beat(first).await.unwrap();
    let second = Claimant::starting(first.node);
    store.nodes.begin(second).await.unwrap();
    assert_eq!(store.nodes.pulses().await.unwrap(), [Pulse { claimant: second, beats: 1 }]);
}

pub async fn an_older_starts_late_beat_changes_nothing(store: Store) {
    let first = claimant();
    store.nodes.begin(first).await.unwrap();
    let second = Claimant::starting(first.node);
    store.nodes.begin(second).await.unwrap();
    assert_eq!(store.nodes.beat(first).await.unwrap(), None);
    assert_eq!(store.nodes.beat(second).await.unwrap(), Some(2));
    assert_eq!(store.nodes.pulses().await.unwrap(), [Pulse { claimant: second, beats: 2 }]);
}

pub async fn a_process_that_left_is_forgotten(store: Store) {
    let (first, other) = (claimant(), claimant());
    store.nodes.begin(first).await.unwrap();
    store.nodes.begin(other).await.unwrap();
    store.nodes.forget(Claimant::starting(first.node)).await.unwrap();
    assert_eq!(store.nodes.pulses().await.unwrap().len(), 2, "that was another start");
    store.nodes.forget(first).await.unwrap();
    assert_eq!(store.nodes.pulses().await.unwrap(), [Pulse { claimant: other, beats: 1 }]);
}
