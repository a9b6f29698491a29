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
    made_at: Timestamp,
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
        let NewUser { user, session, token: RefreshToken { hash, made_at, expires_at, .. }, .. } = new;
        self.tokens.insert(hash, Token { session: session.id, made_at, expires_at, used_at: None });
        self.sessions.insert(session.id, (session, user));
    }

    fn rotate(&mut self, exchange: &Exchange) -> Rotation {
        let (id, now) = (exchange.session, exchange.now);
        let Some((session, _)) = self.sessions.get_mut(&id) else { return Rotation::Invalid };
        if session.revoked || session.expires_at <= now {
            return Rotation::Invalid;
        }
        let used_at = match self.tokens.get_mut(&exchange.used) {
            Some(token) if token.expires_at <= now => return Rotation::Invalid,
            Some(token) => {
                let is_sibling = token.used_at.is_some();
                Some((*token.used_at.get_or_insert(now), is_sibling))
            }
            None => None,
        };
        match used_at {
            Some((first, is_sibling)) if now.since(first) <= GRACE => {
                if is_sibling && !self.make_room(id, now) {
                    return Rotation::Crowded;
                }
            }
            _ => {
                session.revoked = true;
                return Rotation::Reused(id);
            }
        }
        let (session, _) = self.sessions.get_mut(&id).unwrap();
        session.expires_at = session.expires_at.max(exchange.expires_at);
        let rotated = Rotation::Rotated(session.clone());
        let token = Token { session: id, made_at: now, expires_at: exchange.expires_at, used_at: None };
        self.tokens.insert(exchange.next, token);
        rotated
    }

    /// Drops the oldest unused tokens that were made before the grace, until there is room for one more.
    fn make_room(&mut self, id: SessionId, now: Timestamp) -> bool {
        let is_unused = |token: &Token| token.session == id && token.used_at.is_none();
        loop {
            let unused = || self.tokens.iter().filter(|(_, token)| is_unused(token));
            if unused().count() < UNUSED_TOKENS {
                return true;
            }
            let (hash, oldest) = unused().min_by_key(|(_, token)| token.made_at).unwrap();
            if oldest.made_at >= now.minus(GRACE) {
                return false;
            }
            let hash = *hash;
            self.tokens.remove(&hash);
        }
    }

    fn forget(&mut self, before: Timestamp, used_before: Timestamp) {
        let is_used = |token: &Token| token.used_at.is_some_and(|at| at < used_before);
        self.tokens.retain(|_, token| token.expires_at >= before && !is_used(token));
        self.sessions.retain(|_, (session, _)| session.expires_at >= before);
    }
}

/// Runs the steps against the accounts and the model.
pub async fn answers_as_its_model(accounts: Accounts, steps: Vec<Step>) {
    let (mut model, mut now) = (Model::default(), MIDNIGHT);
    // every token that there ever was, with its family, and when it ends
    let mut made: Vec<([u8; 32], SessionId, Timestamp)> = Vec::new();
    let mut sessions: Vec<SessionId> = Vec::new();
    for step in [Step::Begin].into_iter().chain(steps) {
        // so that no two tokens are made at the same time
        now = now.plus(Duration::from_millis(1));
        let (hash, end) = ([u8::try_from(made.len()).unwrap(); 32], now.plus(TTL));
        match step {
            Step::Begin => {
                let mut new = beginner(hash[0]);
                (new.session.expires_at, new.token.made_at, new.token.expires_at) = (end, now, end);
                made.push((hash, new.session.id, end));
                sessions.push(new.session.id);
                accounts.users.create(new.clone()).await.unwrap();
                model.create(new);
            }
            Step::Show(back) => {
                let (used, session, ends) = made[made.len() - 1 - back % made.len()];
                // whoever asks has looked at the end that the token names
                if ends > now {
                    let exchange = Exchange { session, used, next: hash, expires_at: end, now, grace: GRACE };
                    let expected = model.rotate(&exchange);
                    assert_eq!(accounts.refresh_tokens.rotate(exchange).await.unwrap(), expected);
                    made.extend(matches!(expected, Rotation::Rotated(_)).then_some((hash, session, end)));
                }
            }
            Step::Revoke(which) => {
                let id = sessions[which % sessions.len()];
                accounts.sessions.revoke(id).await.unwrap();
                model.sessions.entry(id).and_modify(|(session, _)| session.revoked = true);
            }
            Step::Wait(time) => now = now.plus(time),
            Step::Forget => {
                let used_before = now.minus(GRACE * 2);
                accounts.refresh_tokens.forget(now, used_before).await.unwrap();
                accounts.sessions.forget(now).await.unwrap();
                model.forget(now, used_before);
            }
        }
        for id in &sessions {
            assert_eq!(accounts.sessions.find(*id).await.unwrap().as_ref(), model.sessions.get(id));
        }
    }
}
