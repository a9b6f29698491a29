//! [`Creations`] on the engine: key, quota and log in one transaction, and so one commit. It decides, then writes: a
//! refused wish leaves nothing behind.

use async_trait::async_trait;
use rusqlite::Connection;

use super::beginning::{self, Prepared};
use super::store::SqliteStore;
use super::{idempotency, quotas};
use crate::backends::sqlite::Fallible;
use crate::backends::store::{
    Beginning, Begun, Creation, Creations, IdempotencyKey, KeyUse, KeyedWish, NewStory, Reservation, Reserved,
    StoreError, creations,
};
use crate::domain::{Claimant, PlanLimits, Timestamp};

#[async_trait]
impl Creations for SqliteStore {
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError> {
        let NewStory { owner, created, bus, limits, idempotency, by, work } = story;
        let first = Prepared::new(Beginning { owner, created, bus, work }, &self.vault)?;
        let wish = Wish { first, limits, key: idempotency, by };
        self.engine.write(move |connection| create(connection, &wish)).await
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        creations::sweep(self, self, before).await
    }
}

struct Wish {
    first: Prepared,
    limits: PlanLimits,
    key: Option<IdempotencyKey>,
    by: Claimant,
}

fn create(connection: &Connection, wish: &Wish) -> Fallible<Creation> {
    let Beginning { owner, created, .. } = &wish.first.beginning;
    let id = match begin_key(connection, wish)? {
        Begun::Fresh(story) => story,
        // a call whose answer was lost is no repeat
        Begun::Used(KeyUse::Replay(made)) if made != created.story_id => return Ok(Creation::Repeated(made)),
        Begun::Used(KeyUse::Replay(made)) => return Ok(Creation::Created(made)),
        Begun::Used(KeyUse::InFlight(by)) => return Ok(Creation::InFlight(by)),
        Begun::Used(KeyUse::Reused) => return Ok(Creation::KeyReused),
    };
    match quotas::decide(connection, &Reservation { owner: *owner, story: id, at: created.at }, wish.limits)? {
        Reserved::Done => {}
        Reserved::DailyLimit => return refuse(connection, wish, Creation::DailyLimit),
        Reserved::TooManyAtOnce => return refuse(connection, wish, Creation::TooManyAtOnce),
    }
    let is_begun = beginning::begin(connection, &wish.first, id)?;
    quotas::settle(connection, id)?;
    if let Some(key) = &wish.key {
        idempotency::put(connection, *owner, key, id, created.at, None)?;
    }
    Ok(if is_begun { Creation::Created(id) } else { Creation::Repeated(id) })
}

/// A refused wish uses up no key: nor does one that a dead process had left in flight.
fn refuse(connection: &Connection, wish: &Wish, refused: Creation) -> Fallible<Creation> {
    if let Some(key) = &wish.key {
        idempotency::drop_in_flight(connection, wish.first.beginning.owner, &key.key)?;
    }
    Ok(refused)
}

/// What an earlier start of this node left in flight is taken over.
fn begin_key(connection: &Connection, wish: &Wish) -> Fallible<Begun> {
    let Beginning { owner, created, .. } = &wish.first.beginning;
    let Some(key) = wish.key.clone() else { return Ok(Begun::Fresh(created.story_id)) };
    let (owner, story, by, at) = (*owner, created.story_id, wish.by, created.at);
    let mut wish = KeyedWish { owner, key, story, by, instead_of: None, at };
    let begun = idempotency::decide(connection, &wish)?;
    if let Begun::Used(KeyUse::InFlight(other)) = begun
        && by.succeeds(other)
    {
        wish.instead_of = Some(other);
        return idempotency::decide(connection, &wish);
    }
    Ok(begun)
}
