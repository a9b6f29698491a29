//! Whose help lines a reader is shown, and which a configuration may name.

use std::io::Write;

use ai_tale::config::{Config, ConfigError};
use ai_tale::pipeline::help::Country;

fn configured(text: &str) -> Result<Config, ConfigError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    Config::load_with(Some(file.path()), Vec::new())
}

/// The names of the lines for somebody with these locales.
fn shown(config: &Config, locales: &[&str]) -> Vec<String> {
    let countries: Vec<Country> = locales.iter().filter_map(|locale| Country::of_locale(locale)).collect();
    config.help.for_reader(&countries).lines.into_iter().map(|line| line.name).collect()
}

/// The key and the sentence of an error.
fn error(text: &str) -> (String, String) {
    match configured(text).unwrap_err() {
        ConfigError::Invalid { key, detail } => (key, detail),
        other => panic!("names no key: {other}"),
    }
}

#[test]
fn a_country_s_own_lines_are_shown() {
    let config = configured("").unwrap();
    assert_eq!(shown(&config, &["en-GB", "en"]), ["Childline (United Kingdom)"]);
    assert_eq!(shown(&config, &["de_AT.UTF-8"]), ["Rat auf Draht (Austria)"]);
    assert_eq!(shown(&config, &["fr-CH", "de-DE"]), ["Pro Juventute (Switzerland)", "Nummer gegen Kummer (Germany)"]);
    assert_eq!(shown(&config, &["en-Latn-US"]), ["Childhelp (United States)", "988 Lifeline (United States)"]);
}

#[test]
fn nobody_is_left_without_a_line() {
    let config = configured("").unwrap();
    let all = shown(&config, &[]);
    assert!(all.len() >= 10);
    for unknown in ["en", "C.UTF-8", "POSIX", "ja-JP", "", "x-y-z"] {
        assert_eq!(shown(&config, &[unknown]), all, "{unknown}");
    }
}

#[test]
fn an_operator_s_country_is_always_shown() {
    let config = configured("help.country = \"DE\"").unwrap();
    assert_eq!(shown(&config, &[]), ["Nummer gegen Kummer (Germany)"]);
    // many browsers say en-US wherever they are
    let lines = shown(&config, &["en-US"]);
    assert_eq!(lines.last().unwrap(), "Nummer gegen Kummer (Germany)");
    assert_eq!(shown(&config, &["de-DE"]), ["Nummer gegen Kummer (Germany)"], "each of them once");
}

#[test]
fn an_operator_adds_replaces_and_leaves_out() {
    let line = r#"[{ name = "Hotline (Somewhere)", number = "+1 (23) 45-67", url = "https://somewhere.example" }]"#;
    let config = configured(&format!("[help.lines]\nnz = {line}\ngb = {line}\nus = []\n")).unwrap();
    assert_eq!(shown(&config, &["en-NZ"]), ["Hotline (Somewhere)"]);
    assert_eq!(shown(&config, &["en-GB"]), ["Hotline (Somewhere)"]);
    assert!(!shown(&config, &[]).iter().any(|name| name.contains("United States")));
}

#[test]
fn lines_that_nobody_could_call_are_refused() {
    let with = |number: &str, url: &str| {
        error(&format!("[[help.lines.gb]]\nname = \"Childline\"\nnumber = \"{number}\"\nurl = \"{url}\"\n"))
    };
    for number in ["", "call us", "0800 CHILD", "1", "１１６ １１１", "0800 1111 0800 1111 0800 1111"] {
        assert_eq!(with(number, "https://childline.org.uk").0, "help.lines.gb[0].number", "{number}");
    }
    for url in ["", "http://childline.org.uk", "https://", "https://childline", "javascript:alert(1)", "https://a.b c"]
    {
        assert_eq!(with("0800 1111", url).0, "help.lines.gb[0].url", "{url}");
    }
    assert_eq!(error("[help.lines]\nengland = []\n").0, "help.lines.england");
    assert_eq!(error("help.country = \"England\"").0, "help.country");
    assert_eq!(error("help.text = \" \"").0, "help.text");
    let (key, detail) = error("[[help.lines.gb]]\nname = \"Childline\"\nnumber = \"0800 1111\"\n");
    assert!(key.starts_with("help.lines.gb") && detail.contains("url"), "{key}: {detail}");
}

#[test]
fn the_words_name_a_grown_up() {
    let text = configured("").unwrap().help.text;
    assert!(text.contains("grown-up you trust") && text.contains("not your fault"), "{text}");
    assert!(text.contains("emergency number"), "{text}");
    assert!(text.split("\n\n").count() >= 3, "in paragraphs: {text}");
    assert!(!text.bytes().any(|byte| byte.is_ascii_digit()), "numbers stand with who answers them: {text}");
}
