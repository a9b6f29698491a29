//! Facts about readers leave through the accounts' own outbox, once each, in their order.

use ai_tale::backends::accounts::{Accounts, NewUser};
use ai_tale::backends::outbox::{Backlog, OutboxPosition, PendingFact};
use ai_tale::domain::{BusEvent, EventId, NodeId};
use serde_json::json;

use super::conformance::beginner;
use crate::store::samples::MIDNIGHT;

/// A reader who begins, and the fact of it.
fn registered(first_token: u8) -> NewUser {
    let new = beginner(first_token);
    let fact = BusEvent {
        event_id: EventId::new(),
        kind: "user.registered".to_owned(),
        at: MIDNIGHT,
        user_id: Some(new.user.id),
        story_id: None,
        node: NodeId::new(),
        data: json!({}),
    };
    NewUser { fact: Some(fact), ..new }
}

/// Everything that waits, shard by shard.
async fn waiting(accounts: &Accounts) -> Vec<(u32, PendingFact)> {
    let mut waiting = Vec::new();
    for shard in 0..accounts.outbox.shards() {
        let pending = accounts.outbox.pending(shard, None, 1_000).await.unwrap();
        waiting.extend(pending.into_iter().map(|pending| (shard, pending)));
    }
    waiting
}

pub async fn a_fact_waits_with_its_reader(accounts: Accounts) {
    let new = registered(1);
    accounts.users.create(new.clone()).await.unwrap();
    accounts.users.create(beginner(2)).await.unwrap();
    let facts: Vec<BusEvent> = waiting(&accounts).await.into_iter().map(|(_, pending)| pending.fact).collect();
    assert_eq!(facts, Vec::from_iter(new.fact), "a guest is told to nobody");
}

pub async fn a_repeated_creation_changes_nothing(accounts: Accounts) {
    let new = registered(1);
    accounts.users.create(new.clone()).await.unwrap();
    let [(shard, told)] = waiting(&accounts).await.try_into().unwrap();
    accounts.outbox.delivered(shard, &[told.position]).await.unwrap();
    accounts.users.create(new.clone()).await.unwrap();
    assert_eq!(waiting(&accounts).await, [], "what was told is not told again");
    assert_eq!(accounts.sessions.find(new.session.id).await.unwrap(), Some((new.session, new.user)));
}

pub async fn delivered_facts_are_gone_and_others_stay(accounts: Accounts) {
    for token in 1..=3 {
        accounts.users.create(registered(token)).await.unwrap();
    }
    let facts = waiting(&accounts).await;
    for _ in 0..2 {
        accounts.outbox.delivered(facts[1].0, &[facts[1].1.position]).await.unwrap();
    }
    assert_eq!(waiting(&accounts).await, [facts[0].clone(), facts[2].clone()]);
}

pub async fn facts_are_read_in_pages(accounts: Accounts) {
    for token in 1..=3 {
        accounts.users.create(registered(token)).await.unwrap();
    }
    for shard in 0..accounts.outbox.shards() {
        let all = accounts.outbox.pending(shard, None, 1_000).await.unwrap();
        let (mut paged, mut after): (_, Option<OutboxPosition>) = (Vec::new(), None);
        while let [next] = &accounts.outbox.pending(shard, after, 1).await.unwrap()[..] {
            (after, paged) = (Some(next.position), [paged, vec![next.clone()]].concat());
        }
        assert_eq!(paged, all);
    }
}

pub async fn the_backlog_says_how_many_wait(accounts: Accounts) {
    assert_eq!(accounts.outbox.backlog().await.unwrap(), Backlog { facts: 0, oldest: None });
    accounts.users.create(registered(1)).await.unwrap();
    assert_eq!(accounts.outbox.backlog().await.unwrap(), Backlog { facts: 1, oldest: Some(MIDNIGHT) });
}
