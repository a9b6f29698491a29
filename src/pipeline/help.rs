//! What is said to a child who may be asking for help, and who else listens: the section `[help]` and what a reader is
//! shown of it. No line is made up: each is the operator's to check, with the address of whoever answers there.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

/// What is known of help, country by country.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Words that care, and name a grown-up to be trusted. Paragraphs stand apart by an empty line.
    #[serde(deserialize_with = "some_words")]
    pub text: String,
    /// Where most readers are (two letters, as in `gb`); empty where nobody knows.
    #[serde(deserialize_with = "country_or_none")]
    pub country: String,
    /// Help lines by country.
    pub lines: BTreeMap<Country, Vec<HelpLine>>,
}

/// A country as in ISO 3166, in small letters: `gb`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country(String);

/// Somebody who listens to children.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Who answers, and where in the world.
    #[serde(deserialize_with = "some_words")]
    #[schema(example = "Childline (United Kingdom)")]
    pub name: String,
    /// What to dial: digits, and what groups them.
    #[serde(deserialize_with = "phone_number")]
    #[schema(example = "0800 1111")]
    pub number: String,
    /// Where they say more, and may be written to.
    #[serde(deserialize_with = "https_url")]
    #[schema(example = "https://www.childline.org.uk/")]
    pub url: String,
}

/// Who listens, for a child who may be asking for help: to be shown as it is, large and gently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Help {
    /// Words that care, and name a grown-up to be trusted. Paragraphs stand apart by an empty line.
    #[schema(example = "Thank you for writing this down. Please tell a grown-up whom you trust about it, today.")]
    pub text: String,
    /// Help lines of the reader's country, as far as it is known; else all of them.
    pub lines: Vec<HelpLine>,
}

impl Options {
    /// For a reader who may be in these countries, the likeliest first. The operator's own country is always among
    /// them: what a device says of where it is may be no more than how it was sold.
    #[must_use]
    pub fn for_reader(&self, countries: &[Country]) -> Help {
        let own = Country(self.country.clone());
        let mut lines: Vec<HelpLine> = Vec::new();
        for country in countries.iter().chain([&own]) {
            let known = self.lines.get(country).into_iter().flatten();
            for line in known {
                if !lines.contains(line) {
                    lines.push(line.clone());
                }
            }
        }
        if lines.is_empty() {
            lines = self.lines.values().flatten().cloned().collect();
        }
        Help { text: self.text.clone(), lines }
    }
}

impl Country {
    /// The country in a language's tag (`de-AT`, `zh-Hant-TW`) or in a locale's name (`de_AT.UTF-8`).
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        let tag = locale.trim().split(['.', '@']).next().unwrap_or_default();
        tag.split(['-', '_']).skip(1).find_map(Self::named)
    }

    fn named(name: &str) -> Option<Self> {
        let is_country = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_country.then(|| Self(name.to_ascii_lowercase()))
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| de::Error::custom(format!("`{name}` is not a country such as gb")))
    }
}

fn country_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() {
        return Ok(name);
    }
    let country = Country::named(&name);
    country.map(|country| country.0).ok_or_else(|| de::Error::custom(format!("`{name}` is not a country such as gb")))
}

fn some_words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?.trim().to_owned();
    if text.is_empty() { Err(de::Error::custom("must say something")) } else { Ok(text) }
}

fn phone_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let number = String::deserialize(deserializer)?;
    let is_dialled = number.bytes().all(|byte| byte.is_ascii_digit() || b" -.()/+".contains(&byte));
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if is_dialled && (2..=15).contains(&digits) {
        return Ok(number);
    }
    Err(de::Error::custom(format!("`{number}` is not a telephone number such as 0800 1111")))
}

fn https_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let url = String::deserialize(deserializer)?;
    let host = url.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    match host {
        Some(host) if is_plain && host.contains('.') => Ok(url),
        _ => Err(de::Error::custom(format!("`{url}` is not an address such as https://www.childline.org.uk/"))),
    }
}
