//! E-mail addresses: which are taken, and when two are the same.

use ai_tale::accounts::Email;

/// As an address is kept.
fn kept(text: &str) -> Option<String> {
    Email::parse(text).map(|email| email.address.expose().to_owned())
}

#[test]
fn spellings_of_one_address_are_the_same() {
    let key = |text: &str| Email::parse(text).unwrap().key;
    let mira = key("mira@example.org");
    for spelling in ["Mira@Example.ORG", "  MIRA@example.org\n", "mira@EXAMPLE.org"] {
        assert_eq!(key(spelling), mira, "{spelling}");
    }
    // composed and not, upper case and lower, and a domain in letters and in ASCII
    assert_eq!(key("JOS\u{c9}@b\u{fc}cher.example"), key("jose\u{301}@xn--bcher-kva.example"));
    assert_ne!(key("mira+tales@example.org"), mira, "what a mail service tells apart is told apart");
    assert_ne!(key("m.ira@example.org"), mira);
}

#[test]
fn an_address_is_kept_as_it_was_typed() {
    assert_eq!(kept(" Mira.Fox+tales@B\u{fc}cher.Example ").unwrap(), "Mira.Fox+tales@xn--bcher-kva.example");
    assert_eq!(kept("o'neil@example.org").unwrap(), "o'neil@example.org");
}

#[test]
fn what_is_no_address_is_refused() {
    let long_local = format!("{}@example.org", "a".repeat(65));
    let long = format!("a@{}.example.org", vec!["b".repeat(60); 5].join("."));
    let texts = [
        "",
        "mira",
        "@example.org",
        "mira@",
        "mira@@example.org",
        "mira@localhost",
        "mira@127.0.0.1",
        "mira@[127.0.0.1]",
        "Mira <mira@example.org>",
        "mira@example..org",
        ".mira@example.org",
        "\"mira fox\"@example.org",
        "mira fox@example.org",
        "mira@exam ple.org",
        "mira@-example.org",
        "mira,noa@example.org",
        "mira@example.org\r\nBcc: noa@example.org",
        "mira\r\n@example.org",
        "mira\0@example.org",
        "mira\u{202e}@a\n.org",
        &long_local,
        &long,
    ];
    for text in texts {
        assert_eq!(kept(text), None, "{text:?}");
    }
    assert_eq!(kept(&"a".repeat(100_000)), None);
}

#[test]
fn an_address_shows_itself_to_nobody() {
    let email = Email::parse("mira@example.org").unwrap();
    assert!(!format!("{email:?}").contains("mira"));
}
