//! Readers and sessions: a refresh token works once, again within the grace, and later ends its family.

use std::time::Duration;

use ai_tale::backends::accounts::{Accounts, Exchange, NewUser, RefreshToken, Rotation, Session};
use ai_tale::domain::{SessionId, Tier, Timestamp, User, UserId};

use crate::store::samples::{MIDNIGHT, at};

pub const GRACE: Duration = Duration::from_secs(10);
pub const HOUR: i64 = 3_600_000;

/// A reader who begins at midnight, with a session of nine hours and a token of one.
pub fn beginner(first_token: u8) -> NewUser {
    let user = User { id: UserId::new(), tier: Tier::guest(), created_at: MIDNIGHT };
    let id = SessionId::new();
    let session = Session { id, user: user.id, created_at: MIDNIGHT, expires_at: at(9 * HOUR), revoked: false };
    let token = RefreshToken { hash: [first_token; 32], session: id, made_at: MIDNIGHT, expires_at: at(HOUR) };
    NewUser { user, session, token, fact: None, mail: None }
}

async fn signed_in(accounts: &Accounts, first_token: u8) -> Session {
    let new = beginner(first_token);
    let session = new.session.clone();
    accounts.users.create(new).await.unwrap();
    session
}

/// Shows the token `used` of a session, for `next`.
async fn rotate(accounts: &Accounts, session: &Session, used: u8, next: u8, now: Timestamp) -> Rotation {
    let (session, expires_at) = (session.id, now.plus(Duration::from_hours(1)));
    let exchange = Exchange { session, used: [used; 32], next: [next; 32], expires_at, now, grace: GRACE };
    accounts.refresh_tokens.rotate(exchange).await.unwrap()
}

async fn found(accounts: &Accounts, session: SessionId) -> Option<Session> {
    accounts.sessions.find(session).await.unwrap().map(|(session, _)| session)
}

pub async fn a_session_is_found_with_its_reader(accounts: Accounts) {
    let new = beginner(1);
    accounts.users.create(new.clone()).await.unwrap();
    assert_eq!(accounts.users.find(new.user.id).await.unwrap(), Some(new.user.clone()));
    assert_eq!(accounts.sessions.find(new.session.id).await.unwrap(), Some((new.session, new.user)));
    assert_eq!(accounts.users.find(UserId::new()).await.unwrap(), None);
    assert_eq!(accounts.sessions.find(SessionId::new()).await.unwrap(), None);
}

pub async fn a_token_works_once_and_gives_the_next(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    assert_eq!(rotate(&accounts, &session, 1, 2, at(0)).await, Rotation::Rotated(session.clone()));
    assert_eq!(rotate(&accounts, &session, 2, 3, at(HOUR - 1)).await, Rotation::Rotated(session.clone()));
    let unknown = Session { id: SessionId::new(), ..session };
    assert_eq!(rotate(&accounts, &unknown, 3, 4, at(HOUR)).await, Rotation::Invalid, "a token is of one session");
    assert!(matches!(rotate(&accounts, &session, 3, 4, at(HOUR)).await, Rotation::Rotated(_)));
}

pub async fn a_second_use_within_grace_gives_a_sibling(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    rotate(&accounts, &session, 1, 2, at(0)).await;
    assert_eq!(rotate(&accounts, &session, 1, 3, at(10_000)).await, Rotation::Rotated(session.clone()));
    for (token, next) in [(2, 4), (3, 5)] {
        assert_eq!(rotate(&accounts, &session, token, next, at(20_000)).await, Rotation::Rotated(session.clone()));
    }
}

pub async fn a_late_second_use_ends_the_family(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    let other = signed_in(&accounts, 100).await;
    rotate(&accounts, &session, 1, 2, at(0)).await;
    assert_eq!(rotate(&accounts, &session, 1, 3, at(10_001)).await, Rotation::Reused(session.id));
    for token in [1, 2, 3] {
        assert_eq!(rotate(&accounts, &session, token, 9, at(10_002)).await, Rotation::Invalid);
    }
    assert!(found(&accounts, session.id).await.unwrap().revoked);
    assert!(matches!(rotate(&accounts, &other, 100, 101, at(10_002)).await, Rotation::Rotated(_)));
}

pub async fn the_grace_runs_from_the_first_use(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    rotate(&accounts, &session, 1, 2, at(0)).await;
    rotate(&accounts, &session, 1, 3, at(8_000)).await;
    assert_eq!(rotate(&accounts, &session, 1, 4, at(16_000)).await, Rotation::Reused(session.id));
}

pub async fn expired_and_revoked_tokens_are_invalid(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    assert_eq!(rotate(&accounts, &session, 1, 2, at(HOUR)).await, Rotation::Invalid);
    assert_eq!(rotate(&accounts, &session, 1, 2, at(HOUR - 1)).await, Rotation::Rotated(session.clone()));
    accounts.sessions.revoke(session.id).await.unwrap();
    assert_eq!(rotate(&accounts, &session, 2, 3, at(HOUR)).await, Rotation::Invalid);
}

pub async fn a_session_lasts_while_it_is_used(accounts: Accounts) {
    const DAY: i64 = 24 * HOUR;
    let month = Duration::from_hours(24 * 30);
    let mut new = beginner(1);
    let expires_at = MIDNIGHT.plus(month);
    (new.session.expires_at, new.token.expires_at) = (expires_at, expires_at);
    let session = new.session.clone();
    accounts.users.create(new).await.unwrap();
    for step in 1..=9_u8 {
        let now = at(i64::from(step) * 20 * DAY);
        let expires_at = now.plus(month);
        let longer = Session { expires_at, ..session.clone() };
        let family = session.id;
        let exchange =
            Exchange { session: family, used: [step; 32], next: [step + 1; 32], expires_at, now, grace: GRACE };
        let rotation = accounts.refresh_tokens.rotate(exchange).await.unwrap();
        assert_eq!(rotation, Rotation::Rotated(longer.clone()), "on day {}", 20 * i64::from(step));
        accounts.refresh_tokens.forget(now, now).await.unwrap();
        accounts.sessions.forget(now).await.unwrap();
        assert_eq!(found(&accounts, session.id).await, Some(longer));
    }
    assert_eq!(
        rotate(&accounts, &session, 10, 11, at(210 * DAY)).await,
        Rotation::Invalid,
        "thirty days after its last use"
    );
}

pub async fn a_sooner_end_shortens_no_session(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    rotate(&accounts, &session, 1, 2, at(0)).await;
    assert_eq!(found(&accounts, session.id).await, Some(session));
}

pub async fn a_clock_set_back_revives_no_token(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    rotate(&accounts, &session, 1, 2, at(60_000)).await;
    assert_eq!(rotate(&accounts, &session, 1, 3, at(50_000)).await, Rotation::Rotated(session.clone()));
    assert_eq!(rotate(&accounts, &session, 1, 4, at(49_999)).await, Rotation::Reused(session.id));
}

pub async fn siblings_on_their_way_are_never_dropped(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    for next in 2..=17 {
        let now = at(i64::from(next));
        assert!(matches!(rotate(&accounts, &session, 1, next, now).await, Rotation::Rotated(_)), "sibling {next}");
    }
    assert_eq!(rotate(&accounts, &session, 1, 18, at(20)).await, Rotation::Crowded);
    for works in 2..=17 {
        let answer = rotate(&accounts, &session, works, works + 50, at(100)).await;
        assert!(matches!(answer, Rotation::Rotated(_)), "sibling {works} was dead on arrival");
    }
}

pub async fn old_siblings_make_room_for_young_ones(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    // fifteen answers are lost, each a while after the one before
    let mut token = 1;
    for step in 0..15_u8 {
        let now = at(i64::from(step) * 60_000);
        rotate(&accounts, &session, token, 2 * step + 10, now).await;
        rotate(&accounts, &session, token, 2 * step + 11, now).await;
        token = 2 * step + 11;
    }
    // sixteen are unused now, and so one more sibling takes the place of the oldest
    let now = at(15 * 60_000);
    rotate(&accounts, &session, token, 60, now).await;
    assert!(matches!(rotate(&accounts, &session, token, 61, now).await, Rotation::Rotated(_)));
    assert!(matches!(rotate(&accounts, &session, 12, 62, now).await, Rotation::Rotated(_)), "the second oldest");
    assert_eq!(rotate(&accounts, &session, 10, 63, now).await, Rotation::Reused(session.id), "the oldest");
}

pub async fn a_forgotten_used_token_is_known_as_used(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    for used in 1..=9 {
        rotate(&accounts, &session, used, used + 1, at(i64::from(used) * 60_000)).await;
    }
    accounts.refresh_tokens.forget(at(0), at(10 * 60_000)).await.unwrap();
    assert_eq!(rotate(&accounts, &session, 1, 20, at(10 * 60_000)).await, Rotation::Reused(session.id));
    assert!(found(&accounts, session.id).await.unwrap().revoked);
}

pub async fn ended_sessions_are_forgotten(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    accounts.sessions.forget(at(9 * HOUR)).await.unwrap();
    assert!(found(&accounts, session.id).await.is_some());
    accounts.sessions.forget(at(9 * HOUR + 1)).await.unwrap();
    assert_eq!(found(&accounts, session.id).await, None);
    assert_eq!(rotate(&accounts, &session, 1, 2, at(0)).await, Rotation::Invalid);
}

pub async fn ended_tokens_are_forgotten(accounts: Accounts) {
    let session = signed_in(&accounts, 1).await;
    accounts.refresh_tokens.forget(at(HOUR + 1), at(0)).await.unwrap();
    assert_eq!(found(&accounts, session.id).await, Some(session.clone()), "a session has an end of its own");
    // whoever asks has looked at the token's end; without it a token that is gone was used
    assert_eq!(rotate(&accounts, &session, 1, 2, at(0)).await, Rotation::Reused(session.id));
}

pub async fn guests_who_stay_away_are_found(accounts: Accounts) {
    let absent = async |before, now| accounts.users.absent_guests(at(before), at(now), 10).await.unwrap();
    let (gone, left, member) = (beginner(1), beginner(2), beginner(3));
    let member = NewUser { user: User { tier: Tier("free".to_owned()), ..member.user }, ..member };
    for new in [&gone, &left, &member] {
        accounts.users.create(new.clone()).await.unwrap();
    }
    assert_eq!(absent(1, 9 * HOUR - 1).await, [], "their sessions hold");
    accounts.sessions.revoke(left.session.id).await.unwrap();
    assert_eq!(absent(1, 9 * HOUR - 1).await, [left.user.id], "who signed out can't come back");
    assert_eq!(absent(1, 9 * HOUR).await, [gone.user.id, left.user.id], "members stay");
    rotate(&accounts, &gone.session, 1, 11, at(60_000)).await;
    assert_eq!(absent(60_000, 9 * HOUR).await, [left.user.id], "to renew a session is a visit");
    assert_eq!(absent(60_001, 9 * HOUR).await, [left.user.id, gone.user.id], "longest absent first");
    assert_eq!(accounts.users.absent_guests(at(60_001), at(9 * HOUR), 1).await.unwrap(), [left.user.id]);
}

pub async fn a_removed_reader_leaves_nothing(accounts: Accounts) {
    let (gone, stays) = (beginner(1), beginner(2));
    accounts.users.create(gone.clone()).await.unwrap();
    accounts.users.create(stays.clone()).await.unwrap();
    for _ in 0..2 {
        accounts.users.remove(gone.user.id).await.unwrap();
        assert_eq!(accounts.users.find(gone.user.id).await.unwrap(), None);
        assert_eq!(accounts.sessions.find(gone.session.id).await.unwrap(), None);
        assert_eq!(rotate(&accounts, &gone.session, 1, 3, at(0)).await, Rotation::Invalid);
    }
    assert_eq!(accounts.users.find(stays.user.id).await.unwrap(), Some(stays.user.clone()));
    assert!(matches!(rotate(&accounts, &stays.session, 2, 4, at(0)).await, Rotation::Rotated(_)));
}

pub async fn fresh_accounts_answer_and_can_be_written(accounts: Accounts) {
    accounts.health.probe().await.unwrap();
}
