//! What a critic says of a picture, and what a run remembers of it: who has been looked at, and what came of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ObjectKey;

/// How well a picture shows what it should: 0 (not at all) to 10 (just so).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// The heroes look as their sheets say.
    pub identity: u8,
    /// As many are in it as should be.
    pub heroes: u8,
    /// They feel as the page says.
    pub feeling: u8,
    /// It is where and when the page is.
    pub place: u8,
    /// Nothing is in it that must not be: letters, frames, limbs too many, strangers.
    pub purity: u8,
}

/// What one look at a picture found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Critique {
    pub scores: Scores,
    /// What its painter is to do better, in a model's words: for the painter alone, and shown to nobody.
    pub advice: String,
}

/// A page that does not belong to the rest of its book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlier {
    /// Counted from 1.
    pub scene: u32,
    /// As [`Critique::advice`].
    pub advice: String,
}

/// What of a picture is worst, in few words that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Fault {
    /// A hero does not look as they should.
    Identity,
    /// Somebody is missing, or there twice.
    Heroes,
    Feeling,
    Place,
    /// Something is in it that must not be.
    Unwanted,
    /// It is well alone, and does not belong to the other pages.
    Outlier,
}

impl Fault {
    /// Its name in metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a run remembers of its critic, beside the log: saved before each call, so that nothing is looked at, or painted
/// again, once more after a crash.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Criticism {
    /// How far each page has come, by scene.
    pub pages: BTreeMap<u32, PageCriticism>,
    /// The heroes' own pictures, by their place in the cast.
    pub sheets: BTreeMap<u32, SheetWork>,
    /// All pages were looked at beside each other, or were about to be.
    pub has_seen_book: bool,
}

/// The same of one page.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PageCriticism {
    /// Its first picture was looked at, or was about to be.
    pub is_seen: bool,
    /// How often it was painted again and looked at anew, or was about to be.
    pub redos: u32,
    /// What was found of the picture that is shown; `None` where nobody could say.
    pub shown: Option<Critique>,
}

/// Something to remember of it.
#[derive(Clone, Debug)]
pub enum CriticismNote {
    /// How far a page has come.
    Page(u32, PageCriticism),
    /// The whole book is looked at.
    Book,
    /// How far a hero's own picture has come.
    Sheet(u32, SheetWork),
}

impl Criticism {
    /// Remembers one more thing, in the place of what was known of it.
    pub fn note(&mut self, note: CriticismNote) {
        match note {
            CriticismNote::Page(scene, page) => drop(self.pages.insert(scene, page)),
            CriticismNote::Book => self.has_seen_book = true,
            CriticismNote::Sheet(index, sheet) => drop(self.sheets.insert(index, sheet)),
        }
    }
}

/// The same of a hero's own picture.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetWork {
    /// How often it was painted, or was about to be.
    pub attempts: u32,
    /// Where it is kept.
    pub key: Option<ObjectKey>,
}
