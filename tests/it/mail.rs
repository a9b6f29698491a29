//! Mail: `letters` is what mails say, `message` how they travel, `queue` how each is sent once through any trouble, and
//! `eml_folder`, `smtp` and `mailpit` who takes them;
//! `story_mail` is what a wish asks for.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod eml_folder;
mod letters;
mod mailpit;
mod message;
pub mod queue;
pub mod smtp;
mod story_mail;
mod troubles;
mod unsubscribe;

use ai_tale::backends::accounts::{MailKind, Price, QueuedMail};
use ai_tale::backends::mail::{Letter, MessageWriter};
use ai_tale::domain::{
    Browser, Device, DeviceKind, MailId, OneTimeTokenId, OperatingSystem, StoryId, Timestamp, UserId,
};

/// When everything here happens: 2026-11-30, in the evening.
pub const NOW: Timestamp = Timestamp::from_millis(1_796_063_460_000);

pub fn queued(kind: MailKind) -> QueuedMail {
    QueuedMail { id: MailId::new(), user: UserId::new(), kind, language: "en".to_owned(), at: NOW }
}

pub fn completed() -> QueuedMail {
    queued(MailKind::StoryCompleted { story: StoryId::new() })
}

/// One mail of each kind, about a plan of this name.
pub fn kinds(plan: &str) -> Vec<MailKind> {
    let (plan, until) = (plan.to_owned(), NOW);
    let price = Price { amount: 799, currency: "eur".to_owned() };
    let device = Device { browser: Browser::Firefox, os: OperatingSystem::Windows, kind: DeviceKind::Desktop };
    vec![
        MailKind::Verify { token: OneTimeTokenId::new() },
        MailKind::Reset { token: OneTimeTokenId::new() },
        MailKind::NewDevice { device },
        MailKind::StoryCompleted { story: StoryId::new() },
        MailKind::Purchase { plan: plan.clone(), price: price.clone() },
        MailKind::Renewal { plan: plan.clone(), price, until },
        MailKind::PaymentTrouble { plan: plan.clone(), again_at: Some(until) },
        MailKind::PaymentTrouble { plan: plan.clone(), again_at: None },
        MailKind::Cancellation { plan: plan.clone(), until },
        MailKind::PlanChange { plan, from: until },
        MailKind::Deletion { at: until },
    ]
}

pub fn letter() -> Letter {
    Letter {
        id: MailId::new(),
        to: "reader@example.org".to_owned(),
        subject: "Your story is ready".to_owned(),
        text: "Words.\n".to_owned(),
        html: "<p>Words.</p>".to_owned(),
        at: NOW,
        unsubscribe: None,
    }
}

pub fn message_writer() -> MessageWriter {
    MessageWriter::new("AI Tale <tales@example.org>").unwrap()
}
