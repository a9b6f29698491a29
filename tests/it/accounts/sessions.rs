//! Guests and their sessions: how they stay signed in, how they leave, and what the store is asked for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ai_tale::accounts::{AccountsError, Authenticator, Credential, Reader};
use ai_tale::backends::accounts::sqlite::{DATABASE, SqliteAccounts};
use ai_tale::backends::accounts::{Accounts, OpenSession, Session, Sessions};
use ai_tale::backends::error::StoreError;
use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::sqlite::Options;
use ai_tale::domain::{SessionId, Tier, Timestamp, User, UserId};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{NOW, forged, later, tokens};

const REFRESH_TTL: Duration = Duration::from_hours(24 * 30);

/// Counts how often somebody asks for a session.
struct Counting {
    inner: Arc<dyn Sessions>,
    asked: AtomicU32,
}

#[async_trait]
impl Sessions for Counting {
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.inner.find(id).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        self.inner.revoke(id).await
    }

    async fn list(&self, user: UserId, now: Timestamp, limit: usize) -> Result<Vec<OpenSession>, StoreError> {
        self.inner.list(user, now, limit).await
    }

    async fn end(&self, user: UserId, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
        self.inner.end(user, id, now).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.inner.forget(before).await
    }
}

struct House {
    authenticator: Authenticator,
    store: Accounts,
    sessions: Arc<Counting>,
    folder: TempDir,
}

impl House {
    /// How often the store was asked for a session.
    fn asked(&self) -> u32 {
        self.sessions.asked.load(Ordering::SeqCst)
    }

    /// Gives every reader another plan, from beside the store.
    fn change_plan(&self, tier: &str) {
        let connection = Connection::open(self.folder.path().join(DATABASE.file_name)).unwrap();
        assert_eq!(connection.execute("UPDATE users SET tier = ?1", [tier]).unwrap(), 1);
    }
}

fn house(guests: bool) -> House {
    let folder = TempDir::new().unwrap();
    let mut store =
        SqliteAccounts::open(folder.path(), Options::default()).unwrap().unsealed_by(&KeyRing::generate(NOW));
    let sessions = Arc::new(Counting { inner: store.sessions, asked: AtomicU32::new(0) });
    store.sessions = sessions.clone();
    let authenticator = Authenticator::new(store.clone(), tokens(), REFRESH_TTL, guests);
    House { authenticator, store, sessions, folder }
}

/// Who was let in, and by which session.
fn shown(reader: &Reader) -> (UserId, SessionId) {
    let Credential::Session { id, .. } = reader.credential;
    (reader.user.id, id)
}

#[tokio::test]
async fn guests_sessions_are_asked_for_now_and_then() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    for second in 0..5 {
        let reader = house.authenticator.authenticate(&guest.access_token, later(second)).await.unwrap();
        assert_eq!(shown(&reader), (guest.user.id, guest.session));
    }
    assert_eq!(house.asked(), 1);
    house.authenticator.authenticate(&guest.access_token, later(5)).await.unwrap();
    assert_eq!(house.asked(), 2);
}

#[tokio::test]
async fn a_believed_token_ends_in_its_time() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    for _ in 0..2 {
        let reader = house.authenticator.authenticate(&guest.access_token, later(899)).await.unwrap();
        assert_eq!(shown(&reader), (guest.user.id, guest.session));
    }
    let other = forged(&guest.access_token, None, None, Some("AAAA"));
    assert!(house.authenticator.authenticate(&other, later(899)).await.is_err());
    assert!(house.authenticator.authenticate(&guest.access_token, later(910)).await.is_err());
}

#[tokio::test]
async fn guests_are_refused_where_they_are_switched_off() {
    let refused = house(false).authenticator.guest(NOW).await;
    assert!(matches!(refused, Err(AccountsError::GuestsOff)));
}

#[tokio::test]
async fn a_refresh_token_soon_repeated_gives_a_sibling() {
    let house = house(true);
    let first = house.authenticator.guest(NOW).await.unwrap();
    let second = house.authenticator.refresh(&first.refresh_token, later(60)).await.unwrap();
    let sibling = house.authenticator.refresh(&first.refresh_token, later(70)).await.unwrap();
    assert_eq!((second.session, sibling.session), (first.session, first.session));
    assert_ne!(second.refresh_token, sibling.refresh_token);
    for each in [&second, &sibling] {
        house.authenticator.authenticate(&each.access_token, later(71)).await.unwrap();
        house.authenticator.refresh(&each.refresh_token, later(72)).await.unwrap();
    }
}

#[tokio::test]
async fn a_refresh_token_repeated_late_ends_its_family() {
    let house = house(true);
    let first = house.authenticator.guest(NOW).await.unwrap();
    let second = house.authenticator.refresh(&first.refresh_token, later(60)).await.unwrap();
    house.authenticator.authenticate(&second.access_token, later(70)).await.unwrap();
    let reused = house.authenticator.refresh(&first.refresh_token, later(71)).await;
    assert!(matches!(reused, Err(AccountsError::Reused(session)) if session == first.session));
    for token in [&first.access_token, &second.access_token] {
        assert!(matches!(house.authenticator.authenticate(token, later(71)).await, Err(AccountsError::Invalid)));
    }
    let next = house.authenticator.refresh(&second.refresh_token, later(72)).await;
    assert!(matches!(next, Err(AccountsError::Invalid)));
}

#[tokio::test]
async fn a_copied_token_is_known_when_long_forgotten() {
    let house = house(true);
    let copied = house.authenticator.guest(NOW).await.unwrap();
    let mut thief = house.authenticator.refresh(&copied.refresh_token, later(60)).await.unwrap();
    for hour in 1..=500 {
        thief = house.authenticator.refresh(&thief.refresh_token, later(hour * 3600)).await.unwrap();
    }
    house.store.refresh_tokens.forget(later(499 * 3600), later(500 * 3600 + 1)).await.unwrap();
    let reused = house.authenticator.refresh(&copied.refresh_token, later(501 * 3600)).await;
    assert!(matches!(reused, Err(AccountsError::Reused(session)) if session == copied.session));
    let refused = house.authenticator.refresh(&thief.refresh_token, later(501 * 3600)).await;
    assert!(matches!(refused, Err(AccountsError::Invalid)));
}

#[tokio::test]
async fn siblings_are_alive_when_they_arrive() {
    let house = house(true);
    let first = house.authenticator.guest(NOW).await.unwrap();
    let mut siblings = Vec::new();
    for _ in 0..40 {
        match house.authenticator.refresh(&first.refresh_token, later(60)).await {
            Ok(sibling) => siblings.push(sibling),
            Err(error) => {
                assert!(matches!(error, AccountsError::Crowded(session) if session == first.session), "{error:?}");
            }
        }
    }
    assert_eq!(siblings.len(), 16);
    for sibling in siblings {
        house.authenticator.refresh(&sibling.refresh_token, later(61)).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_gets_no_sibling_signs_out() {
    let house = house(true);
    let first = house.authenticator.guest(NOW).await.unwrap();
    for _ in 0..16 {
        house.authenticator.refresh(&first.refresh_token, later(60)).await.unwrap();
    }
    let session = house.authenticator.logout_with(&first.refresh_token, later(60)).await.unwrap();
    assert_eq!(session, first.session);
    assert!(house.authenticator.check(first.user.id, session, later(60)).await.is_err());
}

#[tokio::test]
async fn refresh_tokens_that_we_never_made_are_refused() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(&guest.refresh_token).unwrap();
    for changed in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[changed] ^= 1;
        let refused = house.authenticator.refresh(&URL_SAFE_NO_PAD.encode(bytes), NOW).await;
        assert!(matches!(refused, Err(AccountsError::Invalid)), "byte {changed}");
    }
    let longer = URL_SAFE_NO_PAD.encode([&bytes[..], &[0]].concat());
    for token in [String::new(), "garbage".to_owned(), guest.refresh_token[1..].to_owned(), longer] {
        assert!(matches!(house.authenticator.refresh(&token, NOW).await, Err(AccountsError::Invalid)), "{token}");
    }
    let late = house.authenticator.refresh(&guest.refresh_token, NOW.plus(REFRESH_TTL)).await;
    assert!(matches!(late, Err(AccountsError::Invalid)), "it has ended");
    house.authenticator.refresh(&guest.refresh_token, NOW).await.unwrap();
}

#[tokio::test]
async fn signing_out_ends_a_just_believed_session() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let reader = house.authenticator.authenticate(&guest.access_token, NOW).await.unwrap();
    let (_, session) = shown(&reader);
    house.authenticator.logout(session, NOW).await.unwrap();
    assert!(matches!(house.authenticator.authenticate(&guest.access_token, NOW).await, Err(AccountsError::Invalid)));
    assert!(matches!(
        house.authenticator.authenticate(&guest.access_token, later(60)).await,
        Err(AccountsError::Invalid)
    ));
    assert!(matches!(house.authenticator.refresh(&guest.refresh_token, later(1)).await, Err(AccountsError::Invalid)));
}

#[tokio::test]
async fn a_refresh_token_alone_signs_out() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let session = house.authenticator.logout_with(&guest.refresh_token, later(3600)).await.unwrap();
    assert_eq!(session, guest.session);
    assert!(matches!(
        house.authenticator.refresh(&guest.refresh_token, later(3601)).await,
        Err(AccountsError::Invalid)
    ));
}

#[tokio::test]
async fn a_plan_is_the_store_s_word() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let plan =
        async |second| house.authenticator.authenticate(&guest.access_token, later(second)).await.unwrap().user.tier;
    assert_eq!(plan(0).await, Tier::guest());
    house.change_plan("gold");
    assert_eq!(plan(4).await, Tier::guest(), "what the store said is believed for five seconds");
    assert_eq!(plan(5).await, Tier("gold".to_owned()), "the token is the same");
}

#[tokio::test]
async fn an_ended_session_is_asked_for_once() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    house.sessions.revoke(guest.session).await.unwrap();
    for second in 0..905 {
        let refused = house.authenticator.authenticate(&guest.access_token, later(second)).await;
        assert!(matches!(refused, Err(AccountsError::Invalid)), "in second {second}");
    }
    assert_eq!(house.asked(), 1, "an end is final, so it is believed for as long as the token holds");
}

#[tokio::test]
async fn a_gone_session_is_asked_for_once() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    house.sessions.forget(later(10_000_000)).await.unwrap();
    for second in 0..100 {
        assert!(house.authenticator.authenticate(&guest.access_token, later(second)).await.is_err());
    }
    assert_eq!(house.asked(), 1);
}

#[tokio::test]
async fn a_sign_out_here_costs_no_look_up() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    house.authenticator.logout(guest.session, NOW).await.unwrap();
    for second in 0..905 {
        assert!(house.authenticator.authenticate(&guest.access_token, later(second)).await.is_err());
    }
    assert_eq!(house.asked(), 0);
}

#[tokio::test]
async fn a_clock_set_back_brings_sessions_back() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let year_ahead = later(365 * 24 * 3600);
    assert!(house.authenticator.check(guest.user.id, guest.session, year_ahead).await.is_err());
    assert!(house.authenticator.check(guest.user.id, guest.session, NOW).await.is_ok());
}
