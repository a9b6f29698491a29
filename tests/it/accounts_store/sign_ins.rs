//! Signing in as it is written down, and how often it may be tried.

use std::time::Duration;

use ai_tale::backends::accounts::{
    Accounts, Attempt, AttemptOn, LOGINS_KEPT, LoginOutcome, Member, NewSession, Pace, SignIn,
};
use ai_tale::domain::{Confidential, Timestamp, UserId};
use futures_util::future::join_all;

use super::members::{fact, login, register, session};
use crate::store::samples::{MIDNIGHT, at};

/// Two attempts, then waits of 1, 2, 4 and at most 5 seconds; after a minute nothing counts.
const PACE: Pace = Pace {
    free: 2,
    first_wait: Duration::from_secs(1),
    longest_wait: Duration::from_secs(5),
    memory: Duration::from_mins(1),
};

fn account() -> AttemptOn {
    AttemptOn::Account(Confidential::new("mira@example.org"))
}

async fn begin(accounts: &Accounts, on: &AttemptOn, now: i64) -> Attempt {
    accounts.attempts.begin(vec![(on.clone(), PACE)], at(now)).await.unwrap()
}

fn wait(milliseconds: u64) -> Attempt {
    Attempt::Wait(Duration::from_millis(milliseconds))
}

pub async fn exhaust(accounts: &Accounts, on: &AttemptOn) {
    while begin(accounts, on, 0).await == Attempt::Begun {}
}

pub async fn may_try(accounts: &Accounts, on: &AttemptOn, now: Timestamp) -> bool {
    accounts.attempts.begin(vec![(on.clone(), PACE)], now).await.unwrap() == Attempt::Begun
}

fn of_member(member: &Member, session: NewSession) -> SignIn {
    let user = member.user.id;
    SignIn {
        login: login(user, LoginOutcome::Succeeded, Some(session.session.id), MIDNIGHT),
        session,
        checked: member.password.clone(),
        rehashed: None,
        cleared: vec![],
        given_back: vec![],
        fact: fact("user.login", user),
        mail: None,
    }
}

pub async fn sign_in(accounts: &Accounts, member: &Member, session: NewSession) {
    assert!(accounts.sign_ins.succeed(of_member(member, session)).await.unwrap());
}

pub async fn waits_grow_and_have_an_end(accounts: Accounts) {
    let on = account();
    let mut now = 0;
    for milliseconds in [0, 0, 1_000, 2_000, 4_000, 5_000, 5_000] {
        if milliseconds > 0 {
            assert_eq!(begin(&accounts, &on, now).await, wait(milliseconds));
            now += i64::try_from(milliseconds).unwrap();
            assert_eq!(begin(&accounts, &on, now - 1).await, wait(1), "who has to wait counts no attempt");
        }
        assert_eq!(begin(&accounts, &on, now).await, Attempt::Begun);
    }
    assert_eq!(begin(&accounts, &on, now + 59_999).await, Attempt::Begun);
    for _ in 0..2 {
        assert_eq!(begin(&accounts, &on, now + 119_999).await, Attempt::Begun, "a minute later nothing counts");
    }
}

pub async fn parallel_attempts_count_one_by_one(accounts: Accounts) {
    let on = account();
    let all = join_all((0..50).map(|_| begin(&accounts, &on, 0))).await;
    assert_eq!(all.iter().filter(|one| **one == Attempt::Begun).count(), 2);
}

pub async fn one_that_waits_counts_nowhere(accounts: Accounts) {
    let (one, other) = (account(), AttemptOn::Place(Confidential::new("192.0.2.7/32")));
    exhaust(&accounts, &one).await;
    let both = vec![(one, PACE), (other.clone(), PACE)];
    assert_eq!(accounts.attempts.begin(both, at(0)).await.unwrap(), wait(1_000));
    for _ in 0..2 {
        assert_eq!(begin(&accounts, &other, 0).await, Attempt::Begun);
    }
    assert_eq!(begin(&accounts, &other, 0).await, wait(1_000));
}

pub async fn attempts_of_before_are_forgotten(accounts: Accounts) {
    let on = account();
    exhaust(&accounts, &on).await;
    accounts.attempts.forget(at(0)).await.unwrap();
    assert!(!may_try(&accounts, &on, at(0)).await);
    accounts.attempts.forget(at(1)).await.unwrap();
    assert!(may_try(&accounts, &on, at(0)).await);
}

pub async fn a_sign_in_begins_a_session_once(accounts: Accounts) {
    let member = register(&accounts, "mira@example.org", 1).await.member;
    let begun = session(member.user.id, 2);
    let (on, place) = (account(), AttemptOn::Place(Confidential::new("192.0.2.7/32")));
    exhaust(&accounts, &on).await;
    exhaust(&accounts, &place).await;
    let (cleared, given_back) = (vec![on.clone()], vec![place.clone()]);
    let sign_in = SignIn { cleared, given_back, ..of_member(&member, begun.clone()) };
    for _ in 0..2 {
        assert!(accounts.sign_ins.succeed(sign_in.clone()).await.unwrap());
    }
    assert_eq!(accounts.sessions.find(begun.session.id).await.unwrap().unwrap().0, begun.session);
    let outcomes = outcomes(&accounts, member.user.id).await;
    assert_eq!(outcomes, [LoginOutcome::Succeeded, LoginOutcome::Registered]);
    assert_eq!(accounts.outbox.backlog().await.unwrap().facts, 2, "to sign up is told as that");
    assert!(may_try(&accounts, &on, at(0)).await, "the owner's slips are forgiven");
    assert!(may_try(&accounts, &place, at(0)).await, "one is given back");
    assert!(!may_try(&accounts, &place, at(0)).await, "and no more");
}

async fn outcomes(accounts: &Accounts, user: UserId) -> Vec<LoginOutcome> {
    accounts.sign_ins.list(user, None, 1_000).await.unwrap().into_iter().map(|login| login.outcome).collect()
}

pub async fn a_password_that_changed_lets_nobody_in(accounts: Accounts) {
    let member = register(&accounts, "mira@example.org", 1).await.member;
    let begun = session(member.user.id, 2);
    let late = SignIn { checked: "$argon2id$of-before".to_owned(), ..of_member(&member, begun.clone()) };
    assert!(!accounts.sign_ins.succeed(late).await.unwrap());
    assert_eq!(accounts.sessions.find(begun.session.id).await.unwrap(), None);
    let rehashed = Some("$argon2id$by-new-rules".to_owned());
    assert!(accounts.sign_ins.succeed(SignIn { rehashed, ..of_member(&member, begun) }).await.unwrap());
    let password = accounts.members.find(member.user.id).await.unwrap().unwrap().password;
    assert_eq!(password, "$argon2id$by-new-rules");
}

pub async fn failures_are_one_fact_a_minute(accounts: Accounts) {
    let user = register(&accounts, "mira@example.org", 1).await.member.user.id;
    for second in [0, 10, 59, 120] {
        let failed = login(user, LoginOutcome::WrongPassword, None, at(second * 1_000));
        accounts.sign_ins.fail(Some((failed, fact("user.login", user)))).await.unwrap();
    }
    accounts.sign_ins.fail(None).await.unwrap();
    assert_eq!(accounts.sign_ins.list(user, None, 10).await.unwrap().len(), 5);
    assert_eq!(accounts.outbox.backlog().await.unwrap().facts, 3, "signed up, and failed twice");
}

pub async fn sign_ins_are_read_in_pages(accounts: Accounts) {
    let user = register(&accounts, "mira@example.org", 1).await.member.user.id;
    for second in 1..=4 {
        let failed = login(user, LoginOutcome::WrongPassword, None, at(second * 1_000));
        accounts.sign_ins.fail(Some((failed, fact("user.login", user)))).await.unwrap();
    }
    let all = accounts.sign_ins.list(user, None, 10).await.unwrap();
    assert_eq!(all.len(), 5);
    let (mut paged, mut before) = (Vec::new(), None);
    while let [next] = &accounts.sign_ins.list(user, before, 1).await.unwrap()[..] {
        before = Some(next.id);
        paged.push(next.clone());
    }
    assert_eq!(paged, all);
    assert_eq!(accounts.sign_ins.list(UserId::new(), None, 10).await.unwrap(), []);
    accounts.sign_ins.forget(at(3_000)).await.unwrap();
    assert_eq!(accounts.sign_ins.list(user, None, 10).await.unwrap(), all[..2]);
}

pub async fn only_so_many_sign_ins_are_kept(accounts: Accounts) {
    let user = register(&accounts, "mira@example.org", 1).await.member.user.id;
    let failed = (0..LOGINS_KEPT + 20).map(|_| {
        let failed = login(user, LoginOutcome::WrongPassword, None, at(1));
        accounts.sign_ins.fail(Some((failed, fact("user.login", user))))
    });
    for failed in join_all(failed).await {
        failed.unwrap();
    }
    assert_eq!(outcomes(&accounts, user).await.len(), LOGINS_KEPT);
}
