//! From a queued mail to one that travels: its letter in the reader's language, with links that work now.

use super::letters::{Bodies, Language, Links, compose};
use crate::accounts::{OneTimeTokens, UnsubscribeTokens};
use crate::backends::accounts::{MailKind, QueuedMail, TokenPurpose};
use crate::backends::keys::KeyRing;
use crate::backends::mail::{BadLetter, Letter, Mail, MessageWriter};

/// Writes mails. Cheap to clone.
#[derive(Clone)]
pub struct MailWriter {
    /// What links begin with, without a slash at its end.
    base: String,
    message: MessageWriter,
    tokens: OneTimeTokens,
    unsubscribe: UnsubscribeTokens,
}

impl MailWriter {
    /// For a service at this address, from this mailbox.
    pub fn new(public_url: &str, from: &str, keys: &KeyRing) -> Result<Self, BadLetter> {
        let base = public_url.trim_end_matches('/').to_owned();
        let (tokens, unsubscribe) = (OneTimeTokens::new(keys), UnsubscribeTokens::new(keys));
        Ok(Self { base, message: MessageWriter::new(from)?, tokens, unsubscribe })
    }

    /// The mail to this address.
    pub fn write(&self, mail: &QueuedMail, to: &str) -> Result<Mail, BadLetter> {
        let way_out = || format!("{}/unsubscribe/{}", self.base, self.unsubscribe.text(mail.user));
        let unsubscribe = mail.kind.is_optional().then(way_out);
        let links = Links { action: self.action(&mail.kind), unsubscribe };
        let Bodies { subject, text, html } = compose(&mail.kind, mail.at, Language::of(&mail.language), &links);
        let unsubscribe = links.unsubscribe;
        self.message.write(&Letter { id: mail.id, to: to.to_owned(), subject, text, html, at: mail.at, unsubscribe })
    }

    /// What its link opens. A token stands behind the `#`, which no server and no log is told.
    fn action(&self, kind: &MailKind) -> Option<String> {
        let base = &self.base;
        Some(match kind {
            MailKind::Verify { token } => format!("{base}/verify#{}", self.tokens.text(*token, TokenPurpose::Verify)),
            MailKind::Reset { token } => format!("{base}/reset#{}", self.tokens.text(*token, TokenPurpose::Reset)),
            MailKind::StoryCompleted { story } => format!("{base}/stories/{story}"),
            MailKind::NewDevice { .. }
            | MailKind::Purchase { .. }
            | MailKind::Renewal { .. }
            | MailKind::PaymentTrouble { .. }
            | MailKind::Cancellation { .. }
            | MailKind::PlanChange { .. } => format!("{base}/account"),
            MailKind::Deletion { .. } => return None,
        })
    }
}
