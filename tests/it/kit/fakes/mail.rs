//! A queue of mails in memory, and somebody who takes them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use ai_tale::backends::accounts::{AttemptEnd, DueMail, MailBacklog, MailQueue, OPEN_ATTEMPTS, QueuedMail, Recipient};
use ai_tale::backends::mail::{Mail, MailError, Mailer};
use ai_tale::backends::store::StoreError;
use ai_tale::domain::{MailId, Timestamp, UserId};
use async_trait::async_trait;

use super::{Mood, lock};

/// A queued mail.
struct Row {
    due: DueMail,
    due_at: Timestamp,
    is_tried: bool,
    end: Option<AttemptEnd>,
}

/// Mails in memory. Every reader has an address, `recipient` says which.
pub struct FakeMails {
    pub reading: Mood,
    /// Saying how attempts ended.
    pub ending: Mood,
    pub recipient: Mutex<Option<Recipient>>,
    rows: Mutex<BTreeMap<MailId, Row>>,
}

impl Default for FakeMails {
    fn default() -> Self {
        let address = "reader@example.org".to_owned();
        let recipient = Recipient { address, is_verified: true, is_unsubscribed: false };
        Self {
            reading: Mood::default(),
            ending: Mood::default(),
            recipient: Mutex::new(Some(recipient)),
            rows: Mutex::default(),
        }
    }
}

impl FakeMails {
    /// How a mail ended; `None`: it waits.
    pub fn end_of(&self, id: MailId) -> Option<AttemptEnd> {
        lock(&self.rows)[&id].end
    }

    /// How many mails wait.
    pub fn waiting(&self) -> usize {
        lock(&self.rows).values().filter(|row| row.end.is_none()).count()
    }

    /// How many attempts were begun of a mail.
    pub fn attempts(&self, id: MailId) -> u32 {
        lock(&self.rows)[&id].due.attempts
    }
}

#[async_trait]
impl MailQueue for FakeMails {
    async fn put(&self, mail: QueuedMail) -> Result<(), StoreError> {
        let (id, due_at) = (mail.id, mail.at);
        let due = DueMail { mail, attempts: 0, open: 0 };
        lock(&self.rows).entry(id).or_insert(Row { due, due_at, is_tried: false, end: None });
        Ok(())
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<DueMail>, StoreError> {
        self.reading.store().await?;
        let rows = lock(&self.rows);
        let due = rows.values().filter(|row| row.end.is_none() && row.due_at <= now);
        Ok(due.take(limit).map(|row| row.due.clone()).collect())
    }

    async fn begin_attempt(&self, id: MailId, attempts: u32, until: Timestamp) -> Result<bool, StoreError> {
        let mut rows = lock(&self.rows);
        let Some(row) = rows.get_mut(&id) else { return Ok(false) };
        let may = row.end.is_none() && row.due.attempts == attempts && row.due.open < OPEN_ATTEMPTS;
        if may {
            row.due.attempts += 1;
            row.due.open += 1;
            (row.due_at, row.is_tried) = (until, true);
        }
        Ok(may)
    }

    async fn end_attempt(
        &self,
        id: MailId,
        attempt: u32,
        end: AttemptEnd,
        _now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.ending.store().await?;
        let mut rows = lock(&self.rows);
        let Some(row) = rows.get_mut(&id).filter(|row| row.end.is_none() && row.due.attempts == attempt) else {
            return Ok(false);
        };
        match end {
            AttemptEnd::Sent | AttemptEnd::GivenUp => row.end = Some(end),
            AttemptEnd::Failed { retry_at } | AttemptEnd::Unknown { retry_at } if row.is_tried => {
                row.due.open -= u32::from(matches!(end, AttemptEnd::Failed { .. }));
                (row.due_at, row.is_tried) = (retry_at, false);
            }
            AttemptEnd::Failed { .. } | AttemptEnd::Unknown { .. } => return Ok(false),
        }
        Ok(true)
    }

    async fn recipient(&self, _: UserId) -> Result<Option<Recipient>, StoreError> {
        Ok(lock(&self.recipient).clone())
    }

    async fn unsubscribe(&self, _: UserId, whether: bool) -> Result<(), StoreError> {
        if let Some(recipient) = &mut *lock(&self.recipient) {
            recipient.is_unsubscribed = whether;
        }
        Ok(())
    }

    async fn forget(&self, _: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }

    async fn backlog(&self) -> Result<MailBacklog, StoreError> {
        let rows = lock(&self.rows);
        let waiting = || rows.values().filter(|row| row.end.is_none());
        Ok(MailBacklog { mails: waiting().count() as u64, oldest: waiting().map(|row| row.due.mail.at).min() })
    }
}

/// What a mailer is told to say next.
pub type Answer = Result<(), fn() -> MailError>;

/// Takes mails in memory.
#[derive(Default)]
pub struct FakeMailer {
    pub mood: Mood,
    /// What the next mails get for an answer; then all are taken.
    pub answers: Mutex<VecDeque<Answer>>,
    /// Every mail that somebody began to hand over, as it travels.
    pub seen: Mutex<Vec<Mail>>,
    /// Those of them that were taken for sure.
    pub taken: Mutex<Vec<MailId>>,
}

impl FakeMailer {
    pub fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        lock(&self.answers).extend(answers);
    }

    /// How often a mail was seen.
    pub fn count(&self, id: MailId) -> usize {
        lock(&self.seen).iter().filter(|mail| mail.id == id).count()
    }
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        lock(&self.seen).push(mail.clone());
        self.mood.call().await.map_err(MailError::away)?;
        let answer = lock(&self.answers).pop_front().unwrap_or(Ok(()));
        answer.map_err(|error| error())?;
        lock(&self.taken).push(mail.id);
        Ok(())
    }

    async fn probe(&self) -> Result<(), MailError> {
        self.mood.call().await.map_err(MailError::away)
    }
}
