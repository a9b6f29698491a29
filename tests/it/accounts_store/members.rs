//! Readers who sign up: of each address there is one, a guest keeps their id, and nobody else's sessions end.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::accounts::{
    Accounts, AttemptOn, Client, IssueLimit, Issued, Login, LoginOutcome, MailKind, Member, NewSession, NewUser,
    OneTimeToken, PasswordChange, PasswordReset, Registered, Registration, TokenPurpose, WishPreferences,
};
use ai_tale::domain::{
    BusEvent, Confidential, Device, EventId, NodeId, OneTimeTokenId, SessionId, Style, Tier, Timestamp, User, UserId,
};
use futures_util::future::join_all;
use serde_json::json;

use super::conformance::{HOUR, beginner};
use super::mails::mail;
use crate::store::samples::{MIDNIGHT, at};

const LIMIT: IssueLimit = IssueLimit { most: 2, within: Duration::from_hours(1) };

pub fn client() -> Client {
    Client { device: Device::default(), network: Confidential::new("192.0.2.0/24") }
}

/// A fact about a reader.
pub fn fact(kind: &str, user: UserId) -> BusEvent {
    let (event_id, kind, node) = (EventId::new(), kind.to_owned(), NodeId::new());
    BusEvent { event_id, kind, at: MIDNIGHT, user_id: Some(user), story_id: None, node, data: json!({}) }
}

pub fn login(user: UserId, outcome: LoginOutcome, session: Option<SessionId>, at: Timestamp) -> Login {
    Login { id: EventId::new(), user, at, outcome, session, client: client() }
}

pub fn session(user: UserId, first_token: u8) -> NewSession {
    let NewUser { mut session, token, .. } = beginner(first_token);
    session.user = user;
    NewSession { session, token, client: client() }
}

/// A token of a reader's, made then, that works for an hour.
fn token(user: UserId, purpose: TokenPurpose, hash: u8, made_at: Timestamp) -> OneTimeToken {
    let expires_at = made_at.plus(Duration::from_hours(1));
    OneTimeToken { id: OneTimeTokenId::new(), hash: [hash; 32], user, purpose, made_at, expires_at }
}

/// Somebody new who signs up with this address; `token` is the byte of their session's and their mail's.
pub fn registration(email: &str, token_byte: u8) -> Registration {
    let user = User { id: UserId::new(), tier: Tier::free(), created_at: MIDNIGHT };
    of_user(user, email, token_byte, false)
}

fn of_user(user: User, email: &str, token_byte: u8, was_guest: bool) -> Registration {
    let session = session(user.id, token_byte);
    let login = login(user.id, LoginOutcome::Registered, Some(session.session.id), MIDNIGHT);
    let verification = token(user.id, TokenPurpose::Verify, token_byte, MIDNIGHT);
    let mut mail = mail(MailKind::Verify { token: verification.id });
    mail.user = user.id;
    let fact = fact("user.registered", user.id);
    let (email, display_name) = (Confidential::new(email), Confidential::new("Mira"));
    let email_key = Confidential::new(email.expose().to_lowercase());
    let member = Member { user, email, display_name, password: "$argon2id$of-mira".to_owned(), verified_at: None };
    Registration { member, email_key, was_guest, session, login, verification, mail, fact }
}

fn key(email: &str) -> Confidential {
    Confidential::new(email)
}

pub async fn register(accounts: &Accounts, email: &str, token_byte: u8) -> Registration {
    let new = registration(email, token_byte);
    assert_eq!(accounts.members.register(new.clone()).await.unwrap(), Registered::Done(vec![]));
    new
}

pub async fn a_member_is_found_by_id_and_address(accounts: Accounts) {
    let new = register(&accounts, "Mira@example.org", 1).await;
    let (members, id) = (&accounts.members, new.member.user.id);
    assert_eq!(members.find(id).await.unwrap(), Some(new.member.clone()));
    assert_eq!(members.by_email(key("mira@example.org")).await.unwrap(), Some(new.member.clone()));
    assert_eq!(members.by_email(key("noa@example.org")).await.unwrap(), None);
    let (found, user) = accounts.sessions.find(new.session.session.id).await.unwrap().unwrap();
    assert_eq!((found, user), (new.session.session.clone(), new.member.user.clone()));
    assert_eq!(accounts.sign_ins.list(id, None, 10).await.unwrap(), [new.login]);
    assert_eq!(accounts.mails.due(MIDNIGHT, 10).await.unwrap().len(), 1);
    let facts = accounts.outbox.pending(0, None, 10).await.unwrap();
    assert_eq!(facts.into_iter().map(|pending| pending.fact).collect::<Vec<_>>(), [new.fact]);
    let recipient = accounts.mails.recipient(id).await.unwrap().unwrap();
    assert_eq!((recipient.address.as_str(), recipient.is_verified), ("Mira@example.org", false));
}

pub async fn of_many_one_gets_an_address(accounts: Accounts) {
    let all = (0..100).map(|byte| registration("mira@example.org", byte));
    let (members, sent) = (&accounts.members, all.collect::<Vec<_>>());
    let became = join_all(sent.iter().map(|new| members.register(new.clone()))).await;
    let became: Vec<Registered> = became.into_iter().map(Result::unwrap).collect();
    assert_eq!(became.iter().filter(|one| **one == Registered::Done(vec![])).count(), 1);
    assert_eq!(became.iter().filter(|one| **one == Registered::EmailTaken).count(), 99);
    let mut here = 0;
    for new in &sent {
        here += u32::from(accounts.users.find(new.member.user.id).await.unwrap().is_some());
    }
    assert_eq!(here, 1, "a refused registration wrote nothing");
    assert_eq!(accounts.outbox.backlog().await.unwrap().facts, 1);
}

pub async fn a_repeated_registration_is_the_same(accounts: Accounts) {
    let new = register(&accounts, "mira@example.org", 1).await;
    assert_eq!(accounts.members.register(new.clone()).await.unwrap(), Registered::Done(vec![]));
    assert_eq!(accounts.outbox.backlog().await.unwrap().facts, 1);
    assert_eq!(accounts.sign_ins.list(new.member.user.id, None, 10).await.unwrap().len(), 1);
}

pub async fn a_guest_keeps_their_id_and_no_session(accounts: Accounts) {
    let (guest, other) = (beginner(1), beginner(2));
    accounts.users.create(guest.clone()).await.unwrap();
    accounts.users.create(other.clone()).await.unwrap();
    let user = User { tier: Tier::free(), ..guest.user.clone() };
    let new = of_user(user.clone(), "mira@example.org", 3, true);
    let became = accounts.members.register(new.clone()).await.unwrap();
    assert_eq!(became, Registered::Done(vec![guest.session.id]));
    assert_eq!(accounts.members.register(new).await.unwrap(), became, "a repeat says the same");
    assert_eq!(accounts.users.find(user.id).await.unwrap(), Some(user.clone()));
    assert!(accounts.sessions.find(guest.session.id).await.unwrap().unwrap().0.revoked);
    assert!(!accounts.sessions.find(other.session.id).await.unwrap().unwrap().0.revoked);
    let again = of_user(user, "noa@example.org", 4, true);
    assert_eq!(accounts.members.register(again).await.unwrap(), Registered::NotAGuest);
    assert_eq!(accounts.members.by_email(key("noa@example.org")).await.unwrap(), None);
}

pub async fn a_link_verifies_once_and_in_time(accounts: Accounts) {
    let new = register(&accounts, "mira@example.org", 1).await;
    let (tokens, id) = (&accounts.one_time_tokens, new.member.user.id);
    assert_eq!(tokens.verify([1; 32], at(HOUR)).await.unwrap(), None, "it has ended");
    assert_eq!(tokens.verify([2; 32], at(0)).await.unwrap(), None, "there is no such token");
    assert_eq!(tokens.reset([1; 32], "$other".to_owned(), vec![], at(0)).await.unwrap(), None, "it is no such token");
    assert_eq!(tokens.verify([1; 32], at(HOUR - 1)).await.unwrap(), Some(id));
    assert_eq!(accounts.members.find(id).await.unwrap().unwrap().verified_at, Some(at(HOUR - 1)));
    assert_eq!(tokens.verify([1; 32], at(HOUR - 1)).await.unwrap(), None, "it was used");
    assert!(accounts.mails.recipient(id).await.unwrap().unwrap().is_verified);
}

pub async fn of_many_uses_of_a_link_one_works(accounts: Accounts) {
    register(&accounts, "mira@example.org", 1).await;
    let tokens = Arc::clone(&accounts.one_time_tokens);
    let uses = join_all((0..50).map(|_| tokens.verify([1; 32], at(0)))).await;
    assert_eq!(uses.into_iter().filter(|used| used.as_ref().unwrap().is_some()).count(), 1);
}

pub async fn a_reset_ends_all_sessions_and_links(accounts: Accounts) {
    let new = register(&accounts, "mira@example.org", 1).await;
    let other = register(&accounts, "noa@example.org", 2).await;
    let (tokens, id) = (&accounts.one_time_tokens, new.member.user.id);
    for hash in [11, 12] {
        let token = token(id, TokenPurpose::Reset, hash, at(0));
        let mail = mail(MailKind::Reset { token: token.id });
        assert_eq!(tokens.issue(token, mail, LIMIT).await.unwrap(), Issued::Done);
    }
    assert_eq!(tokens.holder([11; 32], TokenPurpose::Reset, at(0)).await.unwrap(), Some(id));
    assert_eq!(tokens.holder([11; 32], TokenPurpose::Verify, at(0)).await.unwrap(), None);
    let reset = tokens.reset([11; 32], "$argon2id$new".to_owned(), vec![], at(1)).await.unwrap();
    assert_eq!(reset, Some(PasswordReset { user: id, ended: vec![new.session.session.id] }));
    let member = accounts.members.find(id).await.unwrap().unwrap();
    assert_eq!((member.password.as_str(), member.verified_at), ("$argon2id$new", Some(at(1))));
    for hash in [11, 12] {
        assert_eq!(tokens.reset([hash; 32], "$argon2id$newer".to_owned(), vec![], at(1)).await.unwrap(), None);
    }
    assert!(!accounts.sessions.find(other.session.session.id).await.unwrap().unwrap().0.revoked);
}

pub async fn links_are_sent_so_many_times(accounts: Accounts) {
    let id = register(&accounts, "mira@example.org", 1).await.member.user.id;
    let issue = async |hash: u8, now: i64| {
        let token = token(id, TokenPurpose::Reset, hash, at(now));
        let mail = mail(MailKind::Reset { token: token.id });
        let issued = accounts.one_time_tokens.issue(token.clone(), mail.clone(), LIMIT).await.unwrap();
        let again = accounts.one_time_tokens.issue(token, mail, LIMIT).await.unwrap();
        assert_eq!(again, issued, "a repeat changes nothing");
        issued
    };
    assert_eq!(issue(11, 0).await, Issued::Done);
    assert_eq!(issue(12, 1).await, Issued::Done);
    assert_eq!(issue(13, 2).await, Issued::TooMany(at(0)));
    assert_eq!(issue(13, HOUR).await, Issued::Done);
    assert_eq!(accounts.mails.due(at(HOUR), 10).await.unwrap().len(), 4, "each with its mail, and the first");
}

pub async fn another_password_ends_other_sessions(accounts: Accounts) {
    let new = register(&accounts, "mira@example.org", 1).await;
    let id = new.member.user.id;
    let second = session(id, 5);
    let (user, keep, password) = (id, second.session.id, "$argon2id$new".to_owned());
    super::sign_ins::sign_in(&accounts, &new.member, second).await;
    let checked = new.member.password.clone();
    let change = PasswordChange { user, checked, password, keep };
    let ended = accounts.members.change_password(change.clone()).await.unwrap().unwrap();
    assert_eq!(ended, [new.session.session.id]);
    assert!(accounts.members.change_password(change).await.unwrap().is_some(), "a repeat");
    let open = accounts.sessions.list(id, at(0), 10).await.unwrap();
    assert_eq!(open.iter().map(|open| open.id).collect::<Vec<_>>(), [keep]);
    assert_eq!(accounts.members.find(id).await.unwrap().unwrap().password, "$argon2id$new");
}

pub async fn a_late_change_of_password_changes_nothing(accounts: Accounts) {
    let new = register(&accounts, "mira@example.org", 1).await;
    let (user, keep, checked) = (new.member.user.id, new.session.session.id, new.member.password.clone());
    let token = token(user, TokenPurpose::Reset, 14, at(0));
    let hash = token.hash;
    let mail = mail(MailKind::Reset { token: token.id });
    accounts.one_time_tokens.issue(token, mail, LIMIT).await.unwrap();
    accounts.one_time_tokens.reset(hash, "$argon2id$owner".to_owned(), Vec::new(), at(1)).await.unwrap().unwrap();
    for checked in [checked, "$argon2id$owner".to_owned()] {
        let change = PasswordChange { user, checked, password: "$argon2id$late".to_owned(), keep };
        assert_eq!(accounts.members.change_password(change).await.unwrap(), None);
    }
    assert_eq!(accounts.members.find(user).await.unwrap().unwrap().password, "$argon2id$owner");
}

pub async fn a_session_is_ended_by_its_own_reader(accounts: Accounts) {
    let (mine, other) = (register(&accounts, "mira@example.org", 1).await, beginner(2));
    accounts.users.create(other.clone()).await.unwrap();
    let (id, session) = (mine.member.user.id, mine.session.session.id);
    let open = accounts.sessions.list(id, at(0), 10).await.unwrap();
    assert_eq!((open.len(), open[0].id, open[0].client.clone()), (1, session, Some(client())));
    assert!(!accounts.sessions.end(other.user.id, session, at(0)).await.unwrap(), "it is not theirs");
    assert!(accounts.sessions.end(id, session, at(0)).await.unwrap());
    assert!(!accounts.sessions.end(id, session, at(0)).await.unwrap(), "it has ended");
    assert_eq!(accounts.sessions.list(id, at(0), 10).await.unwrap(), []);
    assert_eq!(accounts.sessions.list(other.user.id, at(0), 10).await.unwrap()[0].client, None);
    assert_eq!(accounts.sessions.list(other.user.id, at(9 * HOUR), 10).await.unwrap(), []);
}

pub async fn a_member_is_called_something_else(accounts: Accounts) {
    let id = register(&accounts, "mira@example.org", 1).await.member.user.id;
    assert!(accounts.members.rename(id, key("Noa")).await.unwrap());
    assert!(!accounts.members.rename(UserId::new(), key("Noa")).await.unwrap());
    let member = accounts.members.find(id).await.unwrap().unwrap();
    assert_eq!((member.display_name, member.email), (key("Noa"), key("mira@example.org")));
}

pub async fn preferences_are_kept_for_readers_alone(accounts: Accounts) {
    let guest = beginner(1);
    accounts.users.create(guest.clone()).await.unwrap();
    let (preferences, id) = (&accounts.preferences, guest.user.id);
    assert_eq!(preferences.find(id).await.unwrap(), None);
    let night = WishPreferences { style: Some(Style::Night), scenes: Some(9), ..WishPreferences::default() };
    for wanted in [night, WishPreferences::default()] {
        assert!(preferences.put(id, wanted.clone()).await.unwrap());
        assert_eq!(preferences.find(id).await.unwrap(), Some(wanted));
    }
    assert!(!preferences.put(UserId::new(), WishPreferences::default()).await.unwrap());
}

pub async fn a_removed_member_frees_the_address(accounts: Accounts) {
    let gone = register(&accounts, "mira@example.org", 1).await;
    let id = gone.member.user.id;
    accounts.preferences.put(id, WishPreferences::default()).await.unwrap();
    accounts.users.remove(id).await.unwrap();
    assert_eq!(accounts.members.find(id).await.unwrap(), None);
    assert_eq!(accounts.preferences.find(id).await.unwrap(), None);
    assert_eq!(accounts.sign_ins.list(id, None, 10).await.unwrap(), []);
    assert_eq!(accounts.one_time_tokens.verify([1; 32], at(0)).await.unwrap(), None);
    register(&accounts, "mira@example.org", 2).await;
}

pub async fn links_that_have_ended_are_forgotten(accounts: Accounts) {
    let id = register(&accounts, "mira@example.org", 1).await.member.user.id;
    accounts.one_time_tokens.forget(at(HOUR)).await.unwrap();
    assert_eq!(accounts.one_time_tokens.holder([1; 32], TokenPurpose::Verify, at(0)).await.unwrap(), Some(id));
    accounts.one_time_tokens.forget(at(HOUR + 1)).await.unwrap();
    assert_eq!(accounts.one_time_tokens.holder([1; 32], TokenPurpose::Verify, at(0)).await.unwrap(), None);
}

/// What a reset forgets besides.
pub async fn a_reset_lets_its_reader_in_at_once(accounts: Accounts) {
    let id = register(&accounts, "mira@example.org", 1).await.member.user.id;
    let on = AttemptOn::Account(key("mira@example.org"));
    super::sign_ins::exhaust(&accounts, &on).await;
    let token = token(id, TokenPurpose::Reset, 11, at(0));
    let mail = mail(MailKind::Reset { token: token.id });
    accounts.one_time_tokens.issue(token, mail, LIMIT).await.unwrap();
    accounts.one_time_tokens.reset([11; 32], "$new".to_owned(), vec![on.clone()], at(0)).await.unwrap().unwrap();
    assert!(super::sign_ins::may_try(&accounts, &on, at(0)).await);
}
