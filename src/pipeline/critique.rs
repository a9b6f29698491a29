//! What follows from a critique: whether a picture is good enough, which pages are painted again, and what their
//! painter is told then. Pure.

use std::collections::HashSet;

use crate::domain::{Critique, Elements, Fault, Outlier, PictureSpec, Scores};

/// How often one page is painted again, at most.
pub const MOST_REDOS: u32 = 2;
/// From this score on somebody who should be known is, and nothing strange is in the picture.
const GOOD: u8 = 6;
/// From this score on place and feeling are near enough: words say the rest.
const NEAR: u8 = 4;
/// Of all scores together, of 50.
const GOOD_ALL_TOGETHER: u32 = 30;
/// Of a book's pages one in so many is painted again for the sake of the others, at most: where more differ, they are
/// the rest.
const PAGES_AN_OUTLIER: usize = 3;
/// Characters of a critic's advice that a painter is told.
const LONGEST_ADVICE: usize = 240;

/// What is so bad that a picture is to be painted again; `None` where it is good enough. Nobody has to look like
/// themselves where nobody should be.
#[must_use]
pub fn fault(critique: &Critique, elements: &Elements) -> Option<Fault> {
    let Scores { identity, heroes, feeling, place, purity } = critique.scores;
    let nobody = elements.heroes.is_empty();
    let limits = [
        (Fault::Identity, if nobody { 10 } else { identity }, GOOD),
        (Fault::Heroes, heroes, GOOD),
        (Fault::Unwanted, purity, GOOD),
        (Fault::Place, place, NEAR),
        (Fault::Feeling, if nobody { 10 } else { feeling }, NEAR),
    ];
    let too_low = limits.iter().filter(|(_, score, least)| score < least);
    let worst = too_low.min_by_key(|(_, score, _)| score);
    let weakest = || limits.iter().min_by_key(|(_, score, _)| score);
    let is_weak = limits.iter().map(|(_, score, _)| u32::from(*score)).sum::<u32>() < GOOD_ALL_TOGETHER;
    worst.or_else(|| weakest().filter(|_| is_weak)).map(|(fault, ..)| *fault)
}

/// Whether a picture that was painted again takes the place of the one that is shown: it is good enough, or at least
/// better. One of which nobody could say anything does not.
#[must_use]
pub fn replaces(again: &Critique, shown: Option<&Critique>, elements: &Elements) -> bool {
    fault(again, elements).is_none() || shown.is_some_and(|shown| total(again) > total(shown))
}

/// The brief of a picture that is painted again for the `redo`th time: another chance, and what was wrong with the
/// last.
#[must_use]
pub fn again(spec: &PictureSpec, fault: Fault, advice: &str, redo: u32) -> PictureSpec {
    let mut prompt = format!("{} It was painted before, and {}.", spec.prompt, what_was_wrong(fault));
    let advice = bounded(advice);
    if !advice.is_empty() {
        prompt = format!("{prompt} Whoever looked at it says: {advice}");
    }
    PictureSpec { prompt, seed: spec.seed.wrapping_add(u64::from(redo)), ..spec.clone() }
}

/// The pages that are painted again for the sake of the others, in the critic's order: pages of this book, each once,
/// and few.
#[must_use]
pub fn outliers(found: Vec<Outlier>, scenes: &[u32]) -> Vec<Outlier> {
    let mut seen = HashSet::new();
    let most = scenes.len() / PAGES_AN_OUTLIER;
    found.into_iter().filter(|page| scenes.contains(&page.scene) && seen.insert(page.scene)).take(most).collect()
}

/// A critic's advice as it is kept and passed on: one line, and not long.
#[must_use]
pub fn bounded(advice: &str) -> String {
    let line: Vec<&str> = advice.split_whitespace().collect();
    line.join(" ").chars().filter(|letter| !letter.is_control()).take(LONGEST_ADVICE).collect()
}

fn what_was_wrong(fault: Fault) -> &'static str {
    match fault {
        Fault::Identity => "somebody did not look as described: kind, colours, clothes and marks must be the same",
        Fault::Heroes => "the wrong number of characters was in it: exactly those described, each once",
        Fault::Feeling => "the faces showed another feeling than this one",
        Fault::Place => "it showed another place or hour than this one",
        Fault::Unwanted => "something was in it that must not be: letters, frames, strangers, limbs too many",
        Fault::Outlier => "it did not look like the other pages of the same book",
    }
}

fn total(critique: &Critique) -> u32 {
    let Scores { identity, heroes, feeling, place, purity } = critique.scores;
    [identity, heroes, feeling, place, purity].into_iter().map(u32::from).sum()
}
