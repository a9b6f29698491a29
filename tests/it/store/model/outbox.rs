//! The outbox against a model of it: facts about one story come and are delivered in every order, and a relay that goes
//! on behind a position never misses one that came later, nor finds one twice at another.

use ai_tale::backends::store::{Bookmark, OutboxPosition, PendingFact, Store};
use ai_tale::domain::EventId;
use proptest::prelude::{Strategy, any, prop_oneof};

use crate::store::samples::{at, created, facts, viewed};

const DAY: i64 = 86_400_000;

#[derive(Clone, Debug)]
pub enum Step {
    /// A reader is in the book on so many more days.
    Post(u32),
    /// The facts whose bit is set are delivered, counted from the oldest.
    Deliver(u8),
    /// A page behind one of the positions that were ever seen.
    Read(usize, usize),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (1..4_u32).prop_map(Step::Post),
        3 => any::<u8>().prop_map(Step::Deliver),
        2 => (0..30_usize, 1..5_usize).prop_map(|(after, limit)| Step::Read(after, limit)),
    ];
    proptest::collection::vec(step, 1..30)
}

/// Runs the steps against the store and the model.
pub async fn answers_as_its_model(store: Store, steps: Vec<Step>) {
    let (story_id, reader) = created(&store).await;
    let mut waiting: Vec<EventId> = facts(&store).await.iter().map(|fact| fact.event_id).collect();
    let shard = shard(&store).await;
    let mut positions = pending(&store, shard).await.iter().map(|fact| fact.position).collect::<Vec<_>>();
    let mut day = 0;
    for step in steps {
        match step {
            Step::Post(days) => {
                for _ in 0..days {
                    day += 1;
                    let at = at(day * DAY);
                    let fact = viewed(reader, story_id, at);
                    waiting.push(fact.event_id);
                    store.bookmarks.keep(Bookmark { reader, story_id, scene: 1, at }, fact).await.unwrap();
                }
            }
            Step::Deliver(bits) => {
                let pending = pending(&store, shard).await;
                let is_chosen = |place: usize| place < 8 && bits & (1 << place) != 0;
                let chosen: Vec<OutboxPosition> =
                    (0..).zip(&pending).filter(|(place, _)| is_chosen(*place)).map(|(_, fact)| fact.position).collect();
                store.outbox.delivered(shard, &chosen).await.unwrap();
                let mut place = 0..;
                waiting.retain(|_| !place.next().is_some_and(is_chosen));
            }
            Step::Read(after, limit) => {
                let after = positions.get(after).copied();
                let page = store.outbox.pending(shard, after, limit).await.unwrap();
                let all = pending(&store, shard).await;
                let expected: Vec<_> = all.into_iter().filter(|fact| Some(fact.position) > after).take(limit).collect();
                assert_eq!(page, expected);
            }
        }
        let pending = pending(&store, shard).await;
        assert_eq!(pending.iter().map(|fact| fact.fact.event_id).collect::<Vec<_>>(), waiting);
        let last = positions.last().copied();
        positions.extend(pending.iter().map(|fact| fact.position).filter(|position| Some(*position) > last));
        assert!(pending.iter().all(|fact| positions.contains(&fact.position)), "a fact came before others");
        assert_eq!(store.outbox.backlog().await.unwrap().facts, waiting.len() as u64);
    }
}

/// Where the story's facts are.
async fn shard(store: &Store) -> u32 {
    for shard in 0..store.outbox.shards() {
        if !pending(store, shard).await.is_empty() {
            return shard;
        }
    }
    panic!("nothing waits");
}

async fn pending(store: &Store, shard: u32) -> Vec<PendingFact> {
    store.outbox.pending(shard, None, 1_000).await.unwrap()
}
