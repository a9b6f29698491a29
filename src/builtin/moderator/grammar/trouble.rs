//! Trouble at home that no single pattern knows: small signs of it that are said together, of oneself and a grown-up.

use super::vocabulary::{WordId, WordSet};
use super::words::{Word, sentences};

/// So many different signs are trouble: one alone is said of many a good day (*I cry when Mum goes to work*).
const ENOUGH: usize = 2;

/// The words that are looked for.
#[derive(Debug, Default)]
pub struct Trouble {
    /// *hides*, *drunk*, *yells*, *hungry*.
    pub signs: WordSet,
    /// Those of them of which there must be one: *drunk*.
    pub grave: WordSet,
    /// The grown-ups of a home, and *he* and *they*.
    pub household: WordSet,
    /// Who speaks of themselves: *I*, *me*, *us*.
    pub oneself: WordSet,
    /// *my son*, *my daughter*: then it is a parent who speaks, of a child who fell, or is shy.
    pub wards: WordSet,
}

impl Trouble {
    /// Whether a sentence tells of it.
    pub fn is_told_in(&self, words: &[Word], passes: &[bool]) -> bool {
        sentences(words).any(|sentence| self.is_told(&words[sentence.clone()], &passes[sentence]))
    }

    fn is_told(&self, words: &[Word], passes: &[bool]) -> bool {
        let said = words.iter().zip(passes).filter(|(_, passes)| !**passes).flat_map(|(word, _)| &word.ids);
        let mut signs: Vec<WordId> = said.filter(|id| self.signs.contains(id)).copied().collect();
        signs.sort_unstable();
        signs.dedup();
        signs.len() >= ENOUGH && signs.iter().any(|id| self.grave.contains(id)) && self.is_of_home(words)
    }

    /// Whether a child speaks of a grown-up and of itself.
    pub fn is_of_home(&self, words: &[Word]) -> bool {
        let holds = |group: &WordSet| words.iter().any(|word| word.is_one_of(group));
        holds(&self.oneself) && holds(&self.household) && !holds(&self.wards)
    }
}
