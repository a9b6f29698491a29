//! From a letter to a mail (RFC 5322, with both bodies as alternatives). The same letter makes the same bytes, so that
//! a mail that is sent twice is known as one by its `Message-ID`.
//!
//! Nothing of a letter begins a new line in a head: subjects are folded to one line, and an address with anything but
//! printable characters is none.

use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, message};

use crate::domain::{MailId, Timestamp};

/// What is written to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The same however often it is sent.
    pub id: MailId,
    /// The address alone, without a name.
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// When it was written.
    pub at: Timestamp,
    /// Where one says, with one click, that one wants no more of these.
    pub unsubscribe: Option<String>,
}

/// A letter as it travels.
#[derive(Clone, Debug)]
pub struct Mail {
    pub id: MailId,
    /// Between whom it travels.
    pub(super) envelope: Envelope,
    /// The whole message, head and bodies.
    pub bytes: Vec<u8>,
}

/// A letter that can't be a mail: its address is none.
#[derive(Debug, thiserror::Error)]
#[error("it is no address that mail can be sent to")]
pub struct BadLetter;

/// Makes mails from one sender.
#[derive(Clone, Debug)]
pub struct MessageWriter {
    from: Mailbox,
}

impl MessageWriter {
    /// From this mailbox, such as `AI Tale <tales@example.org>`.
    pub fn new(from: &str) -> Result<Self, BadLetter> {
        from.parse().map(|from| Self { from }).map_err(|_| BadLetter)
    }

    /// The domain that mails come from.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// The mail of a letter.
    pub fn write(&self, letter: &Letter) -> Result<Mail, BadLetter> {
        let to = address(&letter.to)?;
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()]).map_err(|_| BadLetter)?;
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(letter.at.as_millis()).unwrap_or(0));
        let builder = Message::builder()
            .message_id(Some(format!("<{}@{}>", letter.id, self.domain())))
            .date(at)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&letter.subject))
            // no answer is wanted from a machine (RFC 3834)
            .raw_header(raw("Auto-Submitted", "auto-generated"));
        let builder = with_way_out(builder, letter.unsubscribe.as_deref());
        let message = builder
            .multipart(
                MultiPart::alternative()
                    .boundary(format!("tale-{}", letter.id))
                    .singlepart(SinglePart::plain(letter.text.clone()))
                    .singlepart(SinglePart::html(letter.html.clone())),
            )
            .map_err(|_| BadLetter)?;
        Ok(Mail { id: letter.id, envelope, bytes: message.formatted() })
    }
}

/// Says how to get no more of these (RFC 2369, and by one click RFC 8058).
fn with_way_out(builder: message::MessageBuilder, unsubscribe: Option<&str>) -> message::MessageBuilder {
    let Some(address) = unsubscribe.filter(|address| address.bytes().all(|byte| byte.is_ascii_graphic())) else {
        return builder;
    };
    builder
        .raw_header(raw("List-Unsubscribe", &format!("<{address}>")))
        .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
}

/// A line of printable ASCII, which is folded nowhere.
fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.to_owned(), value.to_owned())
}

/// One of ASCII: what is more, servers need not take.
fn address(text: &str) -> Result<Address, BadLetter> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    text.parse().ok().filter(|_| is_plain).ok_or(BadLetter)
}

fn one_line(text: &str) -> String {
    text.split(|sign: char| sign.is_control() || sign.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
