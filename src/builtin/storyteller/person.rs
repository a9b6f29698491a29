//! Somebody in the story, and the ways in which a line may name them.

use super::being::Being;
use super::english::{list, with_article};
use super::pronoun::Pronoun;
use super::wish::{pronoun_of_kind, pronoun_of_name};
use crate::domain::Character;

/// Somebody in the story, as the lines speak of them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) sheet: Character,
    /// The name without signs that would break a sentence.
    pub(super) name: String,
    /// What they are, without an article; may be empty.
    pub(super) kind: String,
    pub(super) pronoun: Pronoun,
}

impl Person {
    pub(super) fn wished(sheet: &Character) -> Self {
        let kind = bare(&sheet.kind);
        let name = plain(&sheet.name);
        let name = if name.is_empty() { "Somebody".to_owned() } else { name };
        let pronoun = pronoun_of_kind(&kind).or_else(|| pronoun_of_name(&name)).unwrap_or(Pronoun::They);
        Self { sheet: sheet.clone(), name, pronoun, kind }
    }

    /// Is the one whom a wish is about: what is not said of them already, the wish says.
    pub(super) fn take_part(&mut self, being: &Being) {
        if self.kind.is_empty() {
            self.kind.clone_from(&being.kind);
        }
        if self.pronoun == Pronoun::They {
            self.pronoun = being.pronoun.or_else(|| pronoun_of_kind(&self.kind)).unwrap_or(Pronoun::They);
        }
    }

    /// Whether the name says already what they are: `Grandma`.
    fn is_named_by_kind(&self) -> bool {
        let kind = self.kind.to_lowercase();
        let noun = kind.rsplit(' ').next().unwrap_or_default();
        !kind.is_empty() && self.name.to_lowercase().split(' ').any(|word| word == noun)
    }

    /// `a fox with a red scarf`, `a hero`.
    pub(super) fn who(&self, plain: bool) -> String {
        let kind = if self.kind.is_empty() || plain { "hero".to_owned() } else { self.kind.clone() };
        let look = if plain { None } else { self.look() };
        look.map_or_else(|| with_article(&kind), |look| format!("{} with {look}", with_article(&kind)))
    }

    /// `a fox named Fenn`.
    pub(super) fn once(&self, plain: bool) -> String {
        if self.is_named_by_kind() {
            return self.name.clone();
        }
        let kind = if self.kind.is_empty() || plain { "hero" } else { &self.kind };
        format!("{} named {}", with_article(kind), self.name)
    }

    /// `Fenn the fox`, or the name alone.
    pub(super) fn intro(&self, plain: bool) -> String {
        if self.kind.is_empty() || plain || self.is_named_by_kind() {
            self.name.clone()
        } else {
            format!("{} the {}", self.name, self.kind)
        }
    }

    /// `shy and curious`: only those that are single words, and so adjectives as a rule.
    pub(super) fn traits(&self) -> Option<String> {
        let single = |text: &&String| !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '-');
        let adjectives: Vec<String> = self.sheet.traits.iter().filter(single).map(|text| text.to_lowercase()).collect();
        (!adjectives.is_empty()).then(|| list(&adjectives))
    }

    /// `a red scarf`; `None` where it does not read as a thing that somebody has.
    pub(super) fn look(&self) -> Option<String> {
        let text = plain(&self.sheet.look).trim_end_matches(['.', '!', ' ']).replace(" and ", ", ");
        let parts: Vec<String> =
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(owned_thing).collect::<Option<_>>()?;
        (!parts.is_empty()).then(|| list(&parts))
    }
}

/// Typed text without the signs that mean something to a line or a sentence.
fn plain(text: &str) -> String {
    let kept = text.replace(['{', '}', '"', '\u{201c}', '\u{201d}', '\u{ab}', '\u{bb}', '<', '>', '\\'], " ");
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A kind without its article.
fn bare(kind: &str) -> String {
    let kind = plain(kind);
    let lower = kind.to_lowercase();
    let article = ["a ", "an ", "the "].into_iter().find(|article| lower.starts_with(article));
    kind[article.map_or(0, str::len)..].trim_end_matches(['.', '!', ',']).to_owned()
}

/// A part of a look with the article it needs.
fn owned_thing(part: &str) -> Option<String> {
    const MASS: [&str; 12] = [
        "hair",
        "fur",
        "skin",
        "armor",
        "armour",
        "wool",
        "clothing",
        "glitter",
        "jewelry",
        "jewellery",
        "freckles",
        "feathers",
    ];
    const VERBS: [&str; 12] =
        ["wears", "wearing", "has", "is", "looks", "always", "with", "carries", "likes", "very", "tall", "small"];
    const DETERMINERS: [&str; 14] =
        ["a", "an", "the", "one", "two", "three", "four", "no", "his", "her", "their", "its", "big", "many"];
    let words: Vec<&str> = part.split(' ').collect();
    let (first, last) = (words.first()?.to_lowercase(), words.last()?.to_lowercase());
    let fine =
        words.len() <= 5 && last.chars().all(|c| c.is_alphabetic() || c == '-') && !VERBS.contains(&first.as_str());
    if !fine || words.len() == 1 && last.ends_with("ed") {
        return None;
    }
    let plural = last.ends_with('s') && !last.ends_with("ss");
    let complete = plural || MASS.contains(&last.as_str()) || (first != "big" && DETERMINERS.contains(&first.as_str()));
    Some(if complete { part.to_owned() } else { with_article(part) })
}
