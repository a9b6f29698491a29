//! Sessions: a refresh token works once, again within the grace, and later ends its family.

use std::time::Duration;

use ai_tale::backends::store::{RefreshToken, Rotation, Session, Store};
use ai_tale::domain::{SessionId, Tier, Timestamp, User, UserId};

use super::samples::{MIDNIGHT, at};

const GRACE: Duration = Duration::from_secs(10);
const HOUR: i64 = 3_600_000;

async fn signed_in(store: &Store, first_token: u8) -> Session {
    let user = User { id: UserId::new(), tier: Tier::guest(), created_at: MIDNIGHT };
    let (id, user_id) = (SessionId::new(), user.id);
    let session = Session { id, user: user_id, created_at: MIDNIGHT, expires_at: at(9 * HOUR), revoked: false };
    let token = RefreshToken { hash: [first_token; 32], session: id, expires_at: at(HOUR) };
    store.accounts.create(user.clone(), session.clone(), token.clone()).await.unwrap();
    store.accounts.create(user.clone(), session.clone(), token).await.unwrap();
    assert_eq!(store.accounts.user(user_id).await.unwrap(), Some(user));
    assert_eq!(store.accounts.session(id).await.unwrap(), Some(session.clone()));
    session
}

async fn rotate(store: &Store, used: u8, next: u8, now: Timestamp) -> Rotation {
    store.accounts.rotate([used; 32], [next; 32], now.plus(Duration::from_hours(1)), now, GRACE).await.unwrap()
}

pub async fn a_token_works_once_and_gives_the_next(store: Store) {
    let session = signed_in(&store, 1).await;
    assert_eq!(rotate(&store, 1, 2, at(0)).await, Rotation::Rotated(session.clone()));
    assert_eq!(rotate(&store, 2, 3, at(HOUR - 1)).await, Rotation::Rotated(session));
    assert_eq!(rotate(&store, 9, 4, at(0)).await, Rotation::Invalid);
}

pub async fn a_second_use_within_the_grace_gives_a_sibling(store: Store) {
    let session = signed_in(&store, 1).await;
    rotate(&store, 1, 2, at(0)).await;
    assert_eq!(rotate(&store, 1, 3, at(10_000)).await, Rotation::Rotated(session.clone()));
    for (token, next) in [(2, 4), (3, 5)] {
        assert_eq!(rotate(&store, token, next, at(20_000)).await, Rotation::Rotated(session.clone()));
    }
}

pub async fn a_late_second_use_ends_the_family(store: Store) {
    let session = signed_in(&store, 1).await;
    signed_in(&store, 100).await;
    rotate(&store, 1, 2, at(0)).await;
    assert_eq!(rotate(&store, 1, 3, at(10_001)).await, Rotation::Reused(session.id));
    for token in [1, 2, 3] {
        assert_eq!(rotate(&store, token, 9, at(10_002)).await, Rotation::Invalid);
    }
    assert!(store.accounts.session(session.id).await.unwrap().unwrap().revoked);
    assert!(matches!(rotate(&store, 100, 101, at(10_002)).await, Rotation::Rotated(_)));
}

pub async fn the_grace_runs_from_the_first_use(store: Store) {
    let session = signed_in(&store, 1).await;
    rotate(&store, 1, 2, at(0)).await;
    rotate(&store, 1, 3, at(8_000)).await;
    assert_eq!(rotate(&store, 1, 4, at(16_000)).await, Rotation::Reused(session.id));
}

pub async fn expired_and_revoked_tokens_are_invalid(store: Store) {
    let session = signed_in(&store, 1).await;
    assert_eq!(rotate(&store, 1, 2, at(HOUR)).await, Rotation::Invalid);
    assert_eq!(rotate(&store, 1, 2, at(HOUR - 1)).await, Rotation::Rotated(session.clone()));
    store.accounts.revoke(session.id).await.unwrap();
    assert_eq!(rotate(&store, 2, 3, at(HOUR)).await, Rotation::Invalid);
}

pub async fn a_session_lasts_as_long_as_it_is_used(store: Store) {
    const DAY: i64 = 24 * HOUR;
    let month = Duration::from_hours(24 * 30);
    let user = User { id: UserId::new(), tier: Tier::guest(), created_at: MIDNIGHT };
    let (id, expires_at) = (SessionId::new(), MIDNIGHT.plus(month));
    let session = Session { id, user: user.id, created_at: MIDNIGHT, expires_at, revoked: false };
    store
        .accounts
        .create(user, session.clone(), RefreshToken { hash: [1; 32], session: id, expires_at })
        .await
        .unwrap();
    for step in 1..=9_u8 {
        let now = at(i64::from(step) * 20 * DAY);
        let longer = Session { expires_at: now.plus(month), ..session.clone() };
        let rotation = store.accounts.rotate([step; 32], [step + 1; 32], now.plus(month), now, GRACE).await.unwrap();
        assert_eq!(rotation, Rotation::Rotated(longer.clone()), "on day {}", 20 * i64::from(step));
        store.accounts.forget(now).await.unwrap();
        assert_eq!(store.accounts.session(id).await.unwrap(), Some(longer));
    }
    assert_eq!(rotate(&store, 10, 11, at(210 * DAY)).await, Rotation::Invalid, "thirty days after its last use");
}

pub async fn a_token_that_ends_sooner_does_not_shorten_its_session(store: Store) {
    let session = signed_in(&store, 1).await;
    rotate(&store, 1, 2, at(0)).await;
    assert_eq!(store.accounts.session(session.id).await.unwrap(), Some(session));
}

pub async fn a_clock_that_was_set_back_makes_no_used_token_work_for_ever(store: Store) {
    let session = signed_in(&store, 1).await;
    rotate(&store, 1, 2, at(60_000)).await;
    assert_eq!(rotate(&store, 1, 3, at(50_000)).await, Rotation::Rotated(session.clone()));
    assert_eq!(rotate(&store, 1, 4, at(49_999)).await, Rotation::Reused(session.id));
}

pub async fn of_many_siblings_the_last_sixteen_work(store: Store) {
    signed_in(&store, 1).await;
    signed_in(&store, 100).await;
    for next in 2..=41 {
        let now = at(i64::from(next));
        assert!(matches!(rotate(&store, 1, next, now).await, Rotation::Rotated(_)), "sibling {next}");
    }
    for dropped in 2..=25 {
        assert_eq!(rotate(&store, dropped, 99, at(100)).await, Rotation::Invalid, "token {dropped}");
    }
    for works in 26..=41 {
        assert!(matches!(rotate(&store, works, works + 50, at(100)).await, Rotation::Rotated(_)), "token {works}");
    }
    assert!(matches!(rotate(&store, 100, 101, at(100)).await, Rotation::Rotated(_)), "another family is left alone");
}

pub async fn ended_sessions_are_forgotten(store: Store) {
    let session = signed_in(&store, 1).await;
    store.accounts.forget(at(9 * HOUR)).await.unwrap();
    assert!(store.accounts.session(session.id).await.unwrap().is_some());
    store.accounts.forget(at(9 * HOUR + 1)).await.unwrap();
    assert_eq!(store.accounts.session(session.id).await.unwrap(), None);
    assert_eq!(rotate(&store, 1, 2, at(0)).await, Rotation::Invalid);
}
