//! One mail that is due: whether it is to be sent at all, one attempt, and what that came to.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use metrics::counter;
use strum::{IntoStaticStr, VariantNames};
use tokio::time::timeout;

use super::sender::MailSender;
use crate::backends::accounts::{AttemptEnd, DueMail, OPEN_ATTEMPTS, QueuedMail};
use crate::backends::error::StoreError;
use crate::backends::mail::{Mail, MailError};
use crate::domain::MailId;
use crate::flow::backoff::Backoff;
use crate::metrics::{MAILS, label};

/// Nobody else tries a mail for so long, be this process alive or not.
pub const LEASE: Duration = Duration::from_mins(15);
/// What handing it over may take. The rest of the lease is for saying how that ended.
const LONGEST_DIALOGUE: Duration = Duration::from_mins(10);
const LONGEST_RECORD: Duration = Duration::from_mins(4);
/// Waits of one mail that was put off.
const WAIT: (Duration, Duration) = (Duration::from_mins(1), Duration::from_hours(1));
/// How long it is left alone when it may have been taken: by then a server would have said so.
const WAIT_AFTER_UNKNOWN: Duration = Duration::from_mins(10);
/// Waits until the store takes the end of an attempt.
const STORE_WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// What became of a mail that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Delivery {
    Sent,
    /// Nobody takes any mail now.
    Away,
    /// The server wants to be asked for it later.
    PutOff,
    /// It will never be taken.
    Refused,
    /// Nobody knows whether it was taken.
    Unknown,
    /// Nobody may get it, it is too old, or it may have come twice.
    GivenUp,
    /// Somebody else has it.
    Taken,
}

impl MailSender {
    /// Carries a mail as far as it goes now.
    pub(super) async fn deliver(&self, due: DueMail) -> Result<Delivery, StoreError> {
        let Some(mail) = self.worth_sending(&due).await? else {
            self.record(due.mail.id, due.attempts, AttemptEnd::GivenUp).await;
            return Ok(count(&due.mail, Delivery::GivenUp));
        };
        let lease = self.clock.now().plus(LEASE);
        if !self.queue.begin_attempt(mail.id, due.attempts, lease).await? {
            return Ok(Delivery::Taken);
        }
        let attempt = due.attempts + 1;
        let delivery = self.hand_over(&mail).await;
        self.record(mail.id, attempt, self.end(delivery, attempt)).await;
        Ok(count(&due.mail, delivery))
    }

    /// The mail as it travels; `None`: nobody gets it.
    async fn worth_sending(&self, due: &DueMail) -> Result<Option<Mail>, StoreError> {
        let QueuedMail { user, kind, at, .. } = &due.mail;
        let is_old = self.clock.now().since(*at) >= kind.lifetime();
        if is_old || due.open >= OPEN_ATTEMPTS {
            return Ok(None);
        }
        let recipient = self.queue.recipient(*user).await?;
        let wanted = recipient.filter(|recipient| {
            (recipient.is_verified || kind.is_for_unverified()) && !(recipient.is_unsubscribed && kind.is_optional())
        });
        Ok(wanted.and_then(|recipient| self.writer.write(&due.mail, &recipient.address).ok()))
    }

    async fn hand_over(&self, mail: &Mail) -> Delivery {
        let sending = AssertUnwindSafe(self.mailer.send(mail)).catch_unwind();
        let refusal = match timeout(LONGEST_DIALOGUE, sending).await {
            Ok(Ok(Ok(()))) => return Delivery::Sent,
            Ok(Ok(Err(error))) => error,
            Ok(Err(_)) => MailError::unknown("the mailer panicked"),
            Err(_) => MailError::unknown("the dialogue takes too long"),
        };
        tracing::warn!(mail.id = %mail.id, error = %refusal, "mail was not sent");
        match refusal {
            MailError::Away(_) => Delivery::Away,
            MailError::Later(_) => Delivery::PutOff,
            MailError::Refused(_) => Delivery::Refused,
            MailError::Unknown(_) => Delivery::Unknown,
        }
    }

    /// What is written of an attempt's end.
    fn end(&self, delivery: Delivery, attempt: u32) -> AttemptEnd {
        let now = self.clock.now();
        match delivery {
            Delivery::Sent => AttemptEnd::Sent,
            // the server's outage is waited out by all mails together
            Delivery::Away => AttemptEnd::Failed { retry_at: now },
            Delivery::PutOff => {
                let mut backoff = Backoff::new(WAIT.0, WAIT.1).after(attempt - 1);
                AttemptEnd::Failed { retry_at: now.plus(backoff.next_wait()) }
            }
            Delivery::Unknown => AttemptEnd::Unknown { retry_at: now.plus(WAIT_AFTER_UNKNOWN) },
            Delivery::Refused | Delivery::GivenUp | Delivery::Taken => AttemptEnd::GivenUp,
        }
    }

    /// Says how an attempt ended. A store that is away is waited for, or a mail that was sent would be sent again.
    async fn record(&self, id: MailId, attempt: u32, end: AttemptEnd) {
        let mut backoff = Backoff::new(STORE_WAIT.0, STORE_WAIT.1);
        let recording = async {
            while let Err(error) = self.queue.end_attempt(id, attempt, end, self.clock.now()).await {
                tracing::warn!(mail.id = %id, %error, "a mail's end waits for the store");
                backoff.wait().await;
            }
        };
        if timeout(LONGEST_RECORD, recording).await.is_err() {
            tracing::error!(mail.id = %id, "it was not stored how a mail ended; it may come once more");
        }
    }
}

fn count(mail: &QueuedMail, delivery: Delivery) -> Delivery {
    let outcome: &'static str = delivery.into();
    counter!(MAILS, label::KIND => mail.kind.name(), label::OUTCOME => outcome).increment(1);
    delivery
}
