//! Mails wait until they are sent or given up: each attempt is one worker's, is recorded before anybody is spoken to,
//! and of those that may have come there are two at most.

use std::time::Duration;

use ai_tale::backends::accounts::{Accounts, AttemptEnd, DueMail, MailBacklog, MailKind, NewUser, QueuedMail};
use ai_tale::domain::{MailId, OneTimeTokenId, StoryId, Timestamp, UserId};
use futures_util::future::join_all;

use super::conformance::{HOUR, beginner};
use crate::store::samples::{MIDNIGHT, at};

/// A mail that was queued at midnight.
pub fn mail(kind: MailKind) -> QueuedMail {
    QueuedMail { id: MailId::new(), user: UserId::new(), kind, language: "de-AT".to_owned(), at: MIDNIGHT }
}

fn completed() -> QueuedMail {
    mail(MailKind::StoryCompleted { story: StoryId::new() })
}

async fn due(accounts: &Accounts, now: Timestamp) -> Vec<DueMail> {
    accounts.mails.due(now, 100).await.unwrap()
}

async fn put(accounts: &Accounts) -> MailId {
    let mail = completed();
    accounts.mails.put(mail.clone()).await.unwrap();
    mail.id
}

async fn begin(accounts: &Accounts, id: MailId, attempts: u32, until: i64) -> bool {
    accounts.mails.begin_attempt(id, attempts, at(until)).await.unwrap()
}

async fn end(accounts: &Accounts, id: MailId, attempt: u32, end: AttemptEnd) -> bool {
    accounts.mails.end_attempt(id, attempt, end, at(HOUR)).await.unwrap()
}

pub async fn a_mail_waits_with_its_cause(accounts: Accounts) {
    let new = beginner(1);
    let mail = QueuedMail { user: new.user.id, ..mail(MailKind::Verify { token: OneTimeTokenId::new() }) };
    let new = NewUser { mail: Some(mail.clone()), ..new };
    for _ in 0..2 {
        accounts.users.create(new.clone()).await.unwrap();
        assert_eq!(due(&accounts, at(0)).await, [DueMail { mail: mail.clone(), attempts: 0, open: 0 }]);
    }
    assert_eq!(accounts.mails.backlog().await.unwrap(), MailBacklog { mails: 1, oldest: Some(MIDNIGHT) });
}

pub async fn a_mail_is_due_when_its_time_comes(accounts: Accounts) {
    let id = put(&accounts).await;
    assert_eq!(due(&accounts, MIDNIGHT.minus(Duration::from_millis(1))).await, []);
    assert!(begin(&accounts, id, 0, 10).await);
    assert_eq!(due(&accounts, at(9)).await, [], "somebody tries it");
    assert_eq!(due(&accounts, at(10)).await.len(), 1, "or died while trying");
    assert!(end(&accounts, id, 1, AttemptEnd::Failed { retry_at: at(50) }).await);
    assert_eq!(due(&accounts, at(49)).await, []);
    let other = put(&accounts).await;
    let order: Vec<MailId> = due(&accounts, at(50)).await.into_iter().map(|due| due.mail.id).collect();
    assert_eq!(order, [other, id], "longest due first");
    assert_eq!(accounts.mails.due(at(50), 1).await.unwrap().len(), 1);
}

pub async fn a_sent_mail_is_never_queued_again(accounts: Accounts) {
    let mail = completed();
    accounts.mails.put(mail.clone()).await.unwrap();
    assert!(begin(&accounts, mail.id, 0, 10).await);
    assert!(end(&accounts, mail.id, 1, AttemptEnd::Sent).await);
    accounts.mails.put(mail.clone()).await.unwrap();
    assert_eq!(due(&accounts, at(HOUR)).await, []);
    assert!(!end(&accounts, mail.id, 1, AttemptEnd::Failed { retry_at: at(0) }).await, "it has ended");
    assert!(!begin(&accounts, mail.id, 1, 10).await);
    assert_eq!(accounts.mails.backlog().await.unwrap(), MailBacklog { mails: 0, oldest: None });
}

pub async fn one_of_many_begins_an_attempt(accounts: Accounts) {
    let id = put(&accounts).await;
    let begun = join_all((0..20).map(|_| begin(&accounts, id, 0, 10))).await;
    assert_eq!(begun.into_iter().filter(|begun| *begun).count(), 1);
    assert!(begin(&accounts, id, 1, 20).await, "the next one, after a death");
    assert!(!end(&accounts, id, 1, AttemptEnd::Sent).await, "who lost the mail says nothing of it");
    assert_eq!(due(&accounts, at(20)).await[0].open, 2);
}

pub async fn two_open_attempts_are_the_last(accounts: Accounts) {
    let id = put(&accounts).await;
    assert!(begin(&accounts, id, 0, 10).await);
    assert!(end(&accounts, id, 1, AttemptEnd::Unknown { retry_at: at(10) }).await);
    assert!(begin(&accounts, id, 1, 20).await);
    assert!(end(&accounts, id, 2, AttemptEnd::Unknown { retry_at: at(20) }).await);
    assert!(!begin(&accounts, id, 2, 30).await);
    let waiting = due(&accounts, at(20)).await;
    assert_eq!((waiting[0].attempts, waiting[0].open), (2, 2));
    assert!(end(&accounts, id, 2, AttemptEnd::GivenUp).await);
    assert_eq!(due(&accounts, at(HOUR)).await, []);
}

pub async fn attempts_that_surely_failed_are_no_open_ones(accounts: Accounts) {
    let id = put(&accounts).await;
    for attempt in 1..=5 {
        assert!(begin(&accounts, id, attempt - 1, 10).await);
        assert!(end(&accounts, id, attempt, AttemptEnd::Failed { retry_at: at(0) }).await);
        let repeated = end(&accounts, id, attempt, AttemptEnd::Failed { retry_at: at(0) }).await;
        assert!(!repeated, "its end is said once");
        assert_eq!(due(&accounts, at(0)).await[0].open, 0);
    }
}

pub async fn a_removed_reader_gets_no_mail(accounts: Accounts) {
    let (mail, other) = (completed(), completed());
    for mail in [&mail, &other] {
        accounts.mails.put(mail.clone()).await.unwrap();
    }
    accounts.users.remove(mail.user).await.unwrap();
    assert_eq!(due(&accounts, at(0)).await, [DueMail { mail: other, attempts: 0, open: 0 }]);
}

pub async fn ended_mails_are_forgotten(accounts: Accounts) {
    let (ended, waiting) = (put(&accounts).await, put(&accounts).await);
    assert!(end(&accounts, ended, 0, AttemptEnd::GivenUp).await, "an hour later, without an attempt");
    accounts.mails.forget(at(HOUR)).await.unwrap();
    assert!(!end(&accounts, ended, 0, AttemptEnd::GivenUp).await);
    accounts.mails.forget(at(HOUR + 1)).await.unwrap();
    let left: Vec<MailId> = due(&accounts, at(HOUR)).await.into_iter().map(|due| due.mail.id).collect();
    assert_eq!(left, [waiting]);
}
