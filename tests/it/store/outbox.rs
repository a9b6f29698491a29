//! The outbox holds exactly the facts of what was written, those about a story in their order.

use ai_tale::backends::store::{Backlog, OutboxPosition, PendingFact, Store};
use ai_tale::domain::{EventId, UserId};

use super::samples::{MIDNIGHT, append, book, claimed, completed_by, created, facts, told, waiting};

/// Everything that waits in the shard of the first fact, in its order.
async fn a_shard(store: &Store) -> (u32, Vec<PendingFact>) {
    for shard in 0..store.outbox.shards() {
        let pending = store.outbox.pending(shard, None, 1_000).await.unwrap();
        if !pending.is_empty() {
            return (shard, pending);
        }
    }
    panic!("nothing waits");
}

fn ids(facts: &[PendingFact]) -> Vec<EventId> {
    facts.iter().map(|pending| pending.fact.event_id).collect()
}

pub async fn facts_of_a_log_wait_in_its_order(store: Store) {
    let (story, owner) = created(&store).await;
    claimed(&store, story).await;
    let mut expected = facts(&store).await;
    expected.extend(told(&store, append(story, owner, 1, 1, book())).await.bus);
    assert_eq!(facts(&store).await, expected);
    let kinds: Vec<_> = expected.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["story.created", "illustration.created", "illustration.created", "story.completed"]);
    let (_, shard) = a_shard(&store).await;
    assert_eq!(shard.len(), 4, "everything about one story is in one shard");
}

pub async fn delivered_facts_are_gone_and_others_stay(store: Store) {
    completed_by(&store, UserId::new()).await;
    let (shard, mut facts) = a_shard(&store).await;
    assert_eq!(facts.len(), 4);
    let gone = [facts.remove(3).position, facts.remove(0).position];
    for _ in 0..2 {
        store.outbox.delivered(shard, &gone).await.unwrap();
    }
    assert_eq!(a_shard(&store).await, (shard, facts));
}

pub async fn facts_are_read_in_pages(store: Store) {
    let story = completed_by(&store, UserId::new()).await;
    let (shard, facts) = a_shard(&store).await;
    let page = async |after| ids(&store.outbox.pending(shard, after, 2).await.unwrap());
    assert_eq!(page(None).await, ids(&facts[..2]));
    assert_eq!(page(Some(facts[1].position)).await, ids(&facts[2..]));
    assert_eq!(page(Some(facts[3].position)).await, []);
    assert!(facts.iter().all(|pending| pending.fact.story_id == Some(story)));
}

pub async fn a_position_that_is_gone_still_counts(store: Store) {
    completed_by(&store, UserId::new()).await;
    let (shard, facts) = a_shard(&store).await;
    let positions: Vec<OutboxPosition> = facts.iter().map(|pending| pending.position).collect();
    store.outbox.delivered(shard, &positions[..2]).await.unwrap();
    let behind = store.outbox.pending(shard, Some(positions[1]), 9).await.unwrap();
    assert_eq!(behind, facts[2..]);
}

pub async fn a_position_is_never_given_twice(store: Store) {
    let mut last = None;
    for _ in 0..20 {
        created(&store).await;
        let (shard, facts) = a_shard(&store).await;
        let position = facts[0].position;
        assert!(Some((shard, position)) > last.filter(|(other, _)| *other == shard), "a fact was put before another");
        last = Some((shard, position));
        store.outbox.delivered(shard, &[position]).await.unwrap();
    }
}

pub async fn the_backlog_says_how_many_wait_since_when(store: Store) {
    assert_eq!(store.outbox.backlog().await.unwrap(), Backlog { facts: 0, oldest: None });
    completed_by(&store, UserId::new()).await;
    assert_eq!(store.outbox.backlog().await.unwrap(), Backlog { facts: 4, oldest: Some(MIDNIGHT) });
    assert_eq!(waiting(&store).await.len(), 4);
}
