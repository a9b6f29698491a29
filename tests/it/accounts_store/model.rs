//! Sessions and their refresh tokens against a model of them: readers begin, show old and new tokens at all times, sign
//! out, and are forgotten.

use std::collections::BTreeMap;
use std::time::Duration;

use ai_tale::backends::accounts::{Accounts, Exchange, NewUser, RefreshToken, Rotation, Session, UNUSED_TOKENS};
use ai_tale::domain::{SessionId, Timestamp, User};
use proptest::prelude::{Just, Strategy, prop_oneof};

use super::conformance::{GRACE, beginner};
use crate::store::samples::MIDNIGHT;

/// How long a token works.
const TTL: Duration = Duration::from_hours(1);

/// What happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// A reader begins.
    Begin,
    /// A token is shown: the given one of all that there ever were, counted from the newest.
    Show(usize),
    /// The reader of the given session signs out.
    Revoke(usize),
    /// Time goes on.
    Wait(Duration),
    /// What has ended is forgotten.
    Forget,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let wait = prop_oneof![
        3 => Just(Duration::from_secs(4)),
        2 => Just(GRACE),
        1 => Just(TTL / 2),
        1 => Just(TTL),
    ];
    let step = prop_oneof![
        1 => Just(Step::Begin),
        9 => (0..40_usize).prop_map(Step::Show),
        1 => (0..4_usize).prop_map(Step::Revoke),
        3 => wait.prop_map(Step::Wait),
        1 => Just(Step::Forget),
    ];
    proptest::collection::vec(step, 1..80)
}

/// A token as the model knows it.
struct Token {
    session: SessionId,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

/// What is true.
#[derive(Default)]
struct Model {
    sessions: BTreeMap<SessionId, (Session, User)>,
    tokens: BTreeMap<[u8; 32], Token>,
}

impl Model {
    fn create(&mut self, new: NewUser) {
        let NewUser { user, session, token: RefreshToken { hash, expires_at, .. }, .. } = new;
        self.tokens.insert(hash, Token { session: session.id, expires_at, used_at: None });
        self.sessions.insert(session.id, (session, user));
    }

    fn rotate(&mut self, exchange: &Exchange) -> Rotation {
        let now = exchange.now;
        let Some(token) = self.tokens.get_mut(&exchange.used).filter(|token| token.expires_at > now) else {
            return Rotation::Invalid;
        };
        let id = token.session;
        let Some((session, _)) = self.sessions.get_mut(&id) else { return Rotation::Invalid };
        if session.revoked || session.expires_at <= now {
            return Rotation::Invalid;
        }
        if now.since(*token.used_at.get_or_insert(now)) > GRACE {
            session.revoked = true;
            return Rotation::Reused(id);
        }
        session.expires_at = session.expires_at.max(exchange.expires_at);
        let rotated = Rotation::Rotated(session.clone());
        self.tokens.insert(exchange.next, Token { session: id, expires_at: exchange.expires_at, used_at: None });
        self.drop_oldest(id);
        rotated
    }

    fn drop_oldest(&mut self, id: SessionId) {
        let is_unused = |token: &&Token| token.session == id && token.used_at.is_none();
        let mut ends: Vec<Timestamp> = self.tokens.values().filter(is_unused).map(|token| token.expires_at).collect();
        ends.sort_unstable();
        if let Some(oldest) = ends.iter().rev().nth(UNUSED_TOKENS - 1) {
            self.tokens.retain(|_, token| !is_unused(&&*token) || token.expires_at >= *oldest);
        }
    }

    fn forget(&mut self, before: Timestamp) {
        self.tokens.retain(|_, token| token.expires_at >= before);
        self.sessions.retain(|_, (session, _)| session.expires_at >= before);
    }
}

/// Runs the steps against the accounts and the model.
pub async fn answers_as_its_model(accounts: Accounts, steps: Vec<Step>) {
    let (mut model, mut now) = (Model::default(), MIDNIGHT);
    let (mut hashes, mut sessions): (Vec<[u8; 32]>, Vec<SessionId>) = (Vec::new(), Vec::new());
    for step in [Step::Begin].into_iter().chain(steps) {
        // so that no two tokens end at the same time
        now = now.plus(Duration::from_millis(1));
        let hash = [u8::try_from(hashes.len()).unwrap(); 32];
        match step {
            Step::Begin => {
                let mut new = beginner(hash[0]);
                (new.session.expires_at, new.token.expires_at) = (now.plus(TTL), now.plus(TTL));
                hashes.push(hash);
                sessions.push(new.session.id);
                accounts.users.create(new.clone()).await.unwrap();
                model.create(new);
            }
            Step::Show(back) => {
                let used = hashes[hashes.len() - 1 - back % hashes.len()];
                let exchange = Exchange { used, next: hash, expires_at: now.plus(TTL), now, grace: GRACE };
                hashes.push(hash);
                let expected = model.rotate(&exchange);
                assert_eq!(accounts.refresh_tokens.rotate(exchange).await.unwrap(), expected);
            }
            Step::Revoke(which) => {
                let id = sessions[which % sessions.len()];
                accounts.sessions.revoke(id).await.unwrap();
                model.sessions.entry(id).and_modify(|(session, _)| session.revoked = true);
            }
            Step::Wait(time) => now = now.plus(time),
            Step::Forget => {
                accounts.refresh_tokens.forget(now).await.unwrap();
                accounts.sessions.forget(now).await.unwrap();
                model.forget(now);
            }
        }
        for id in &sessions {
            assert_eq!(accounts.sessions.find(*id).await.unwrap().as_ref(), model.sessions.get(id));
        }
    }
}
