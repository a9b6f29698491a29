//! What an age can take: the figures that [`prompts`](crate::pipeline::prompts) ask for.

use std::ops::RangeInclusive;

use crate::domain::AgeGroup;

/// The words of a page, for one age group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Words of a page.
    pub words: RangeInclusive<u32>,
    /// The most words that a sentence has, on an average.
    pub words_a_sentence: u32,
    /// The most words that may be unknown, of a hundred.
    pub unknown_percent: u32,
}

impl Band {
    /// Of an age group.
    #[must_use]
    pub const fn of(age: AgeGroup) -> Self {
        match age {
            AgeGroup::ThreeToFive => Self { words: 25..=45, words_a_sentence: 12, unknown_percent: 25 },
            AgeGroup::SixToEight => Self { words: 45..=80, words_a_sentence: 15, unknown_percent: 20 },
            AgeGroup::NineToTwelve => Self { words: 80..=130, words_a_sentence: 20, unknown_percent: 30 },
        }
    }
}
