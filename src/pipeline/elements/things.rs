//! Things that a scene names: what it tells of first, before what is only spoken of.

use std::cmp::Reverse;
use std::ops::Range;

use super::absence::is_away;
use super::phrase::places_of;
use super::reading::{Reading, SPOKEN};
use super::weighing::{is_denied, is_said};
use super::words::{FIGURES_OF_SPEECH, THINGS, Thing};

/// More than this crowds a page.
const MOST: usize = 4;

/// An entry of the list among the words of a scene.
struct Hit<'a> {
    thing: &'a Thing,
    told: &'static str,
    at: usize,
    length: usize,
}

/// The things of the last of the scenes which can be seen there: those that earlier scenes told of too, and so the
/// story is about, before others. `worn` are words for what somebody wears or is, and so is drawn already.
pub(super) fn things(scenes: &[Reading], worn: &[String], can_be_seen: impl Fn(&str) -> bool) -> Vec<String> {
    let Some((scene, earlier)) = scenes.split_last() else { return Vec::new() };
    let figures: Vec<Range<usize>> = FIGURES_OF_SPEECH.iter().flat_map(|figure| ranges(&scene.words, figure)).collect();
    let hits = hits(scene);
    let is_in_longer = |hit: &Hit| {
        let around = |other: &Hit| other.at <= hit.at && other.at + other.length >= hit.at + hit.length;
        hits.iter().any(|other| other.length > hit.length && around(other))
    };
    let is_there = |hit: &Hit| {
        let is_figure = figures.iter().any(|figure| figure.start <= hit.at && hit.at + hit.length <= figure.end);
        let is_away = || is_denied(&scene.words, hit.at) || is_away(&scene.words, hit.at, hit.length);
        !is_figure && scene.weights[hit.at] > 0 && !is_away() && !is_in_longer(hit)
    };
    let is_free = |thing: &Thing| {
        can_be_seen(thing.name) && !thing.words.iter().any(|(word, _)| !places_of(worn, word).is_empty())
    };
    let mut found: Vec<(bool, Reverse<usize>, usize, &str)> = Vec::new();
    for thing in THINGS.iter().filter(|thing| is_free(thing)) {
        let of_it = hits.iter().filter(|hit| std::ptr::eq(hit.thing, thing) && is_there(hit));
        let first = of_it.map(|hit| (scene.weights[hit.at] == SPOKEN, hit.at, hit.told)).min();
        let before = earlier.iter().filter(|scene| thing.words.iter().any(|(word, _)| is_said(scene, word))).count();
        found.extend(first.map(|(spoken, at, told)| (spoken, Reverse(before), at, told)));
    }
    found.sort_unstable();
    found.into_iter().take(MOST).map(|(.., told)| told.to_owned()).collect()
}

fn hits(scene: &Reading) -> Vec<Hit<'static>> {
    let of_word = |thing: &'static Thing, word: &'static str, told: &'static str| {
        let length = word.split(' ').count();
        places_of(&scene.words, word).into_iter().map(move |at| Hit { thing, told, at, length })
    };
    let of_thing = |thing: &'static Thing| thing.words.iter().map(move |(word, told)| (thing, word.as_str(), *told));
    THINGS.iter().flat_map(of_thing).flat_map(|(thing, word, told)| of_word(thing, word, told)).collect()
}

/// Where a phrase stands.
fn ranges(words: &[String], phrase: &str) -> Vec<Range<usize>> {
    let length = phrase.split(' ').count();
    places_of(words, phrase).into_iter().map(|at| at..at + length).collect()
}
