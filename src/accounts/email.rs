//! E-mail addresses: which are taken, and when two of them are the same.

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;
use url::Host;

use crate::domain::Confidential;

/// The longest address in bytes: what fits into an SMTP path (RFC 5321, section 4.5.3.1.3, without its brackets).
const LONGEST: usize = 254;
const LONGEST_LOCAL_PART: usize = 64;
/// Bytes of a text that is looked at as an address at all.
const LONGEST_TEXT: usize = 1024;

/// An address that mail can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// As it is shown and written to: composed (NFC), its domain in ASCII and lower case.
    pub address: Confidential,
    /// The same for every spelling of it: its local part without case too. No mail service that matters tells addresses
    /// apart by case.
    pub key: Confidential,
}

impl Email {
    /// Reads an address as somebody typed it. `None`: it is none, or one that no reader has: quoted, of one machine
    /// (`mira@localhost`), or of a number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST_TEXT || text.chars().any(is_strange) {
            return None;
        }
        let composed: String = text.nfc().collect();
        let options = email_address::Options::default().with_required_tld().without_domain_literal();
        let parsed = email_address::EmailAddress::parse_with_options(&composed, options.without_display_text()).ok()?;
        let Ok(Host::Domain(domain)) = Host::parse(parsed.domain()) else { return None };
        let address = format!("{}@{domain}", parsed.local_part());
        let fits = address.len() <= LONGEST && parsed.local_part().len() <= LONGEST_LOCAL_PART;
        let key = format!("{}@{domain}", folded(parsed.local_part()));
        fits.then(|| Self { address: Confidential::new(address), key: Confidential::new(key) })
    }

    /// By what an account is looked for whose address is `text`: what is no address is nobody's, and takes as long.
    #[must_use]
    pub fn key_of(text: &str) -> Confidential {
        match Self::parse(text) {
            Some(email) => email.key,
            None => Confidential::new(text.chars().take(LONGEST).collect::<String>()),
        }
    }
}

/// What stands in addresses that break headers or hide something, and in no reader's.
fn is_strange(character: char) -> bool {
    character.is_control() || character.is_whitespace() || matches!(character, '"' | '\\' | '<' | '>' | '(' | ')' | ',')
}

fn folded(text: &str) -> String {
    UniCase::unicode(text).to_folded_case().nfc().collect()
}
