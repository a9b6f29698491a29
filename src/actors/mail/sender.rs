//! What sending works with.

use std::sync::Arc;

use super::writer::MailWriter;
use crate::backends::accounts::MailQueue;
use crate::backends::mail::Mailer;
use crate::domain::Clock;

/// Sends what is due. Cheap to clone.
#[derive(Clone)]
pub struct MailSender {
    pub queue: Arc<dyn MailQueue>,
    /// Who takes them from us.
    pub mailer: Arc<dyn Mailer>,
    pub writer: MailWriter,
    pub clock: Clock,
}
