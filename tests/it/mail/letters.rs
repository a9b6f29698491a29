//! Every letter in every language: whole, in step with the others, and safe whatever stands in its slots.

use std::collections::BTreeSet;

use ai_tale::actors::mail::letters::{Bodies, FRAME, Language, Links, NAMES, compose, name, words};
use ai_tale::backends::accounts::{MailKind, Price};

use super::{NOW, kinds};

fn links() -> Links {
    Links {
        action: Some("https://tale.example/verify#abc-_".to_owned()),
        unsubscribe: Some("https://tale.example/stop?a=1&b=2".to_owned()),
    }
}

fn written(kind: &MailKind, language: Language) -> Bodies {
    compose(kind, NOW, language, &links())
}

/// The names of a text's slots.
fn slots(text: &str) -> BTreeSet<&str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).collect()
}

#[test]
fn every_kind_is_written_in_every_language() {
    for kind in kinds("Family") {
        for language in Language::ALL {
            let Bodies { subject, text, html } = written(&kind, language);
            let shown = format!("{} in {language:?}", name(&kind));
            assert!((5..70).contains(&subject.chars().count()) && !subject.contains('\n'), "{shown}: {subject}");
            for body in [&subject, &text, &html] {
                assert!(!body.contains("{{") && !body.contains("=>"), "{shown}: {body}");
            }
            assert!(text.contains("https://tale.example/verify#abc-_") || name(&kind) == "deletion", "{shown}: {text}");
            assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())), "{shown}: {html}");
            assert_eq!(html.matches("<p>").count(), html.matches("</p>").count(), "{shown}");
        }
    }
}

#[test]
fn every_file_is_used_and_has_a_version() {
    let used: BTreeSet<&str> = kinds("Family").iter().map(name).chain(["footer", "unsubscribe"]).collect();
    assert_eq!(used, BTreeSet::from(NAMES));
    assert!(FRAME.version() >= 1);
    for language in Language::ALL {
        for name in NAMES {
            assert!(words(name, language).unwrap().version() >= 1, "{name} in {language:?}");
        }
    }
}

#[test]
fn translations_say_as_much_as_english() {
    for name in NAMES {
        let english = words(name, Language::English).unwrap().text();
        for language in [Language::German, Language::Spanish] {
            let text = words(name, language).unwrap().text();
            assert_eq!(slots(&text), slots(&english), "{name} in {language:?}");
            assert_eq!(text.matches("\n\n").count(), english.matches("\n\n").count(), "{name} in {language:?}");
            assert_ne!(text, english, "{name} in {language:?}");
        }
    }
}

#[test]
fn a_tag_chooses_its_language() {
    for (tag, language) in
        [("de-AT", Language::German), ("ES", Language::Spanish), ("fr", Language::English), ("", Language::English)]
    {
        assert_eq!(Language::of(tag), language, "{tag}");
    }
}

#[test]
fn a_plan_s_name_is_no_markup() {
    let evil = "<b onclick='x'>\"&\r\n\r\n=> Bcc: all@example.org {{price}}";
    for kind in kinds(evil).iter().filter(|kind| format!("{kind:?}").contains("Bcc")) {
        for language in Language::ALL {
            let Bodies { subject, text, html } = written(kind, language);
            assert!(!subject.contains(['\r', '\n']), "{subject}");
            assert!(
                !html.contains("<b ") && html.contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp; =&gt; Bcc"),
                "{html}"
            );
            assert!(text.contains("\"& => Bcc: all@example.org {{price}}"), "{text}");
        }
    }
}

#[test]
fn amounts_and_times_are_the_same_everywhere() {
    let price = |amount, currency: &str| Price { amount, currency: currency.to_owned() };
    for (price, shown) in
        [(price(799, "eur"), "EUR 7.99"), (price(5, "usd"), "USD 0.05"), (price(1200, "jpy"), "JPY 1200")]
    {
        let kind = MailKind::Purchase { plan: "Family".to_owned(), price };
        assert!(Language::ALL.iter().all(|language| written(&kind, *language).text.contains(shown)), "{shown}");
    }
    let device = &kinds("Family")[2];
    let told = written(device, Language::German).text;
    assert!(told.contains("Firefox, Windows") && told.contains("2026-11-30 18:31 UTC"), "{told}");
}

#[test]
fn only_optional_mails_can_be_stopped() {
    let optional: Vec<_> = kinds("Family").iter().filter(|kind| kind.is_optional()).map(name).collect();
    assert_eq!(optional, ["story_completed"]);
    let without = compose(&kinds("Family")[0], NOW, Language::English, &Links { unsubscribe: None, ..links() });
    assert!(!without.text.contains("No more mails"), "{}", without.text);
    let with = written(&kinds("Family")[3], Language::English);
    assert!(with.text.contains("No more mails like this:\nhttps://tale.example/stop?a=1&b=2"), "{}", with.text);
    assert!(with.html.contains("href=\"https://tale.example/stop?a=1&amp;b=2\""), "{}", with.html);
}
