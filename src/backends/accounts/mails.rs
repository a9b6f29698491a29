//! [`MailQueue`]: mails that wait until a mail server has taken them. A mail is queued with what it tells of, as one
//! step, without a word of its text: that is written when it is sent, by then in the reader's language and with links
//! that work.
//!
//! SMTP can leave it unknown whether a mail was taken. So an attempt is recorded before the server is spoken to, and
//! counts as *open* until it is known how it ended: one with [`OPEN_ATTEMPTS`] open ones is given up rather than sent
//! a third time. Whoever began the newest attempt alone may say how it ended.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::backends::error::StoreError;
use crate::domain::{Device, MailId, OneTimeTokenId, StoryId, Timestamp, UserId};

/// Attempts of one mail whose end nobody knows, at most: it may have come as often.
pub const OPEN_ATTEMPTS: u32 = 2;

/// A mail that is to be written and sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuedMail {
    /// The same for whatever may be queued again: it is sent once. Its `Message-ID` is made of it.
    pub id: MailId,
    /// Whose it is. The address is looked up when it is sent.
    pub user: UserId,
    pub kind: MailKind,
    /// The language that the reader wants, as BCP 47; one that no letter knows is English.
    pub language: String,
    /// When that happened of which it tells.
    pub at: Timestamp,
}

/// What a mail tells, with the little that its letter needs: ids and settled words, nothing that anybody typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MailKind {
    /// Whether the address is the reader's: a link.
    Verify { token: OneTimeTokenId },
    /// A way to a new password: a link.
    Reset { token: OneTimeTokenId },
    /// Somebody signed in from where nobody did before.
    NewDevice { device: Device },
    /// A story that was wished for with `notify` is there.
    StoryCompleted { story: StoryId },
    /// A plan was bought.
    Purchase { plan: String, price: Price },
    /// A plan was paid for again, and goes on until then.
    Renewal { plan: String, price: Price, until: Timestamp },
    /// A plan could not be paid for; it is tried again then, or not any more.
    PaymentTrouble { plan: String, again_at: Option<Timestamp> },
    /// A plan ends then, as its reader wished.
    Cancellation { plan: String, until: Timestamp },
    /// From then on another plan.
    PlanChange { plan: String, from: Timestamp },
    /// The account is deleted then, for good.
    Deletion { at: Timestamp },
}

impl MailKind {
    /// Its name in metrics and logs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// Whether it may be sent to an address of which nobody knows whose it is.
    #[must_use]
    pub const fn is_for_unverified(&self) -> bool {
        matches!(self, Self::Verify { .. })
    }

    /// Whether a reader may say that they want no more of these.
    #[must_use]
    pub const fn is_optional(&self) -> bool {
        matches!(self, Self::StoryCompleted { .. })
    }

    /// For how long it is worth sending: its link would have ended, or its news be old.
    #[must_use]
    pub const fn lifetime(&self) -> Duration {
        match self {
            Self::Reset { .. } => Duration::from_hours(1),
            Self::Verify { .. } | Self::StoryCompleted { .. } => Duration::from_hours(24),
            _ => Duration::from_hours(24 * 5),
        }
    }
}

/// What something costs, in the smallest unit of its currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub amount: u64,
    /// ISO 4217, lower case.
    pub currency: String,
}

/// A mail that may be tried now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMail {
    pub mail: QueuedMail,
    /// How many attempts were begun: whoever begins the next one says this number.
    pub attempts: u32,
    /// Of those, how many may have come without our knowing.
    pub open: u32,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptEnd {
    /// The server took it.
    Sent,
    /// It surely did not, and is asked again then.
    Failed { retry_at: Timestamp },
    /// It may have, and is asked again then if it was the first of which that is so.
    Unknown { retry_at: Timestamp },
    /// It never will, or nobody wants it any more.
    GivenUp,
}

/// Who gets a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub address: String,
    /// Whether they have shown that it is theirs.
    pub is_verified: bool,
    /// Whether they want no mails that one may do without.
    pub is_unsubscribed: bool,
}

/// What waits in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailBacklog {
    pub mails: u64,
    /// When the oldest of them was queued; `None`: there is none.
    pub oldest: Option<Timestamp>,
}

/// Mails on their way out.
#[async_trait]
pub trait MailQueue: Send + Sync {
    /// Queues a mail by itself. A repeat changes nothing, also when the mail was sent meanwhile.
    async fn put(&self, mail: QueuedMail) -> Result<(), StoreError>;

    /// Mails that may be tried at `now`, longest due first. One that can't be read is passed over and counted.
    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<DueMail>, StoreError>;

    /// Records the next attempt of a mail of which so many were begun, before anybody is spoken to. Until `until`
    /// nobody else tries it. `false`: somebody else was faster, it has ended, or too many attempts are open.
    async fn begin_attempt(&self, id: MailId, attempts: u32, until: Timestamp) -> Result<bool, StoreError>;

    /// Says how the attempt with this number (counted from 1) ended, at `now`. `false`: it is not the newest one, its
    /// end was said, or the mail has ended; nothing was written.
    async fn end_attempt(&self, id: MailId, attempt: u32, end: AttemptEnd, now: Timestamp) -> Result<bool, StoreError>;

    /// Who gets a reader's mails; `None`: they have no address, or there is no such reader.
    async fn recipient(&self, user: UserId) -> Result<Option<Recipient>, StoreError>;

    /// The reader wants no mails that one may do without, or wants them again.
    async fn unsubscribe(&self, user: UserId, whether: bool) -> Result<(), StoreError>;

    /// Forgets mails that ended before `before`: from then on the same ones may be queued again.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;

    /// How much waits, for the operator.
    async fn backlog(&self) -> Result<MailBacklog, StoreError>;
}
