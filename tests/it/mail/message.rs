//! How a letter travels: one head that nothing can be slipped into, both bodies, and the same bytes every time.

use ai_tale::backends::mail::{Letter, MessageWriter};

use super::{letter, message_writer};

/// A mail's head, line by line, folded lines put together.
fn head(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    head.replace("\r\n ", " ").lines().map(str::to_owned).collect()
}

fn value(bytes: &[u8], name: &str) -> Option<String> {
    head(bytes).iter().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
}

#[test]
fn a_mail_has_what_mails_need() {
    let letter = Letter { unsubscribe: Some("https://tale.example/stop".to_owned()), ..letter() };
    let mail = message_writer().write(&letter).unwrap();
    let value = |name| value(&mail.bytes, name);
    assert_eq!(value("Message-ID"), Some(format!("<{}@example.org>", letter.id)));
    assert_eq!(value("From").as_deref(), Some("\"AI Tale\" <tales@example.org>"));
    assert_eq!(value("To").as_deref(), Some("reader@example.org"));
    assert_eq!(value("Subject").as_deref(), Some("Your story is ready"));
    assert_eq!(value("Date").as_deref(), Some("Mon, 30 Nov 2026 18:31:00 +0000"));
    assert_eq!(value("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(value("List-Unsubscribe").as_deref(), Some("<https://tale.example/stop>"));
    assert_eq!(value("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let text = String::from_utf8(mail.bytes.clone()).unwrap();
    assert!(text.contains("Content-Type: text/plain") && text.contains("Content-Type: text/html"), "{text}");
}

#[test]
fn the_same_letter_makes_the_same_mail() {
    let letter = letter();
    let write = || message_writer().write(&letter).unwrap().bytes;
    assert_eq!(write(), write());
}

#[test]
fn no_letter_adds_a_line_to_its_head() {
    let lines = head(&message_writer().write(&letter()).unwrap().bytes).len();
    for evil in ["a\r\nBcc: all@example.org", "a\nBcc: b", "a\rBcc: b", "a\u{2028}Bcc: b", "a\0b", "ä\r\n\r\nbody"] {
        let mail = message_writer().write(&Letter { subject: evil.to_owned(), ..letter() }).unwrap();
        assert_eq!(head(&mail.bytes).len(), lines, "{evil:?}");
        let stop = Some(format!("https://tale.example/{evil}"));
        let mail = message_writer().write(&Letter { unsubscribe: stop, ..letter() }).unwrap();
        assert_eq!(head(&mail.bytes).len(), lines, "{evil:?}: such a way out is none");
    }
}

#[test]
fn an_address_is_one_address() {
    for evil in [
        "",
        "reader",
        "@example.org",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "\"a\r\nb\"@example.org",
        "a b@example.org",
        "a@b.example>\r\nRCPT TO:<c@d.example",
        "Reader <a@b.example>",
        "müller@example.org",
    ] {
        assert!(message_writer().write(&Letter { to: evil.to_owned(), ..letter() }).is_err(), "{evil:?}");
    }
    for sender in ["", "nobody", "A <a@b.example>\r\nBcc: c@d.example"] {
        assert!(MessageWriter::new(sender).is_err(), "{sender:?}");
    }
}

#[test]
fn letters_of_other_scripts_arrive_whole() {
    let letter = Letter { subject: "Deine Geschichte – fertig ✓".to_owned(), ..letter() };
    let mail = message_writer().write(&letter).unwrap();
    assert!(mail.bytes.is_ascii(), "no server needs to know more than ASCII");
    assert!(value(&mail.bytes, "Subject").unwrap().contains("=?utf-8?"));
}
