//! A page's sentences: the setting, the beat's lines, and as much colour as the readers' age has room for.
//! No sentence is told twice in a story.

use std::collections::HashSet;

use rand::Rng;
use rand::seq::IndexedRandom;

use super::book::{COLOUR, Hour, Line, at_hour, lines};
use super::english::capitalised;
use super::plan::lines_of;
use super::slots::Slots;
use crate::domain::AgeGroup;
use crate::pipeline::metadata::{sentence_ends, word_count};

/// Fewest and most words of a page, by age group.
pub(super) const fn bounds(age: AgeGroup) -> (u32, u32) {
    match age {
        AgeGroup::ThreeToFive => (25, 45),
        AgeGroup::SixToEight => (45, 80),
        AgeGroup::NineToTwelve => (80, 130),
    }
}

const fn level(age: AgeGroup) -> u8 {
    match age {
        AgeGroup::ThreeToFive => 1,
        AgeGroup::SixToEight => 2,
        AgeGroup::NineToTwelve => 3,
    }
}

/// Everything that was said so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    sentences: HashSet<String>,
    times: HashSet<&'static str>,
}

/// A page in the making: lines with their place in it.
struct Draft<'a> {
    parts: Vec<(usize, String)>,
    words: u32,
    told: &'a mut Told,
}

impl Draft<'_> {
    /// Adds a line, unless it is too long or was told before.
    fn add(&mut self, at: usize, text: String, most: u32) -> bool {
        let words = word_count(&text);
        let sentences = sentences(&text);
        if self.words + words > most || sentences.iter().any(|sentence| self.told.sentences.contains(sentence)) {
            return false;
        }
        self.told.sentences.extend(sentences);
        self.words += words;
        self.parts.push((at, text));
        true
    }

    fn text(mut self, age: AgeGroup) -> String {
        self.parts.sort_by_key(|(at, _)| *at);
        let lines: Vec<String> = self.parts.into_iter().map(|(_, text)| text).collect();
        let half = lines.len().div_ceil(2);
        if age == AgeGroup::NineToTwelve && lines.len() > 5 {
            return format!("{}\n\n{}", lines[..half].join(" "), lines[half..].join(" "));
        }
        lines.join(" ")
    }
}

/// The order of lines in a page: setting, place, beat, with colour before the beat's last line.
const PLACE: usize = 1;
const BEAT: usize = 10;
const STEP: usize = 10;

pub(super) fn page(
    age: AgeGroup,
    (hour, place): (Hour, &str),
    beat: &[Line],
    slots: &Slots<'_>,
    told: &mut Told,
    random: &mut impl Rng,
) -> String {
    let (least, most) = bounds(age);
    let lines: Vec<(usize, u8, String)> = beat
        .iter()
        .enumerate()
        .filter_map(|(at, (level, text))| Some((BEAT + at * STEP, *level, slots.fill(text)?)))
        .collect();
    let setting = setting(hour, slots, told, random);
    let mut draft = Draft { parts: Vec::new(), words: 0, told };
    for (at, _, text) in lines.iter().filter(|(_, level, _)| *level == 1) {
        draft.add(*at, text.clone(), most);
    }
    if let Some(setting) = setting {
        draft.add(0, setting, most);
    }
    let goal = least + (most - least) / 2;
    for (at, _, text) in lines.iter().filter(|(_, from, _)| *from > 1 && *from <= level(age)) {
        draft.add(*at, text.clone(), most);
    }
    let final_line = lines.last().map_or(BEAT, |(at, _, _)| *at);
    let colours = colours(age, place, final_line, random);
    for (at, text) in &colours {
        if draft.words >= goal {
            break;
        }
        if let Some(text) = slots.fill(text) {
            draft.add(*at, text, most);
        }
    }
    draft.text(age)
}

/// Lines that go with any page, the nearest first: of the place, of a friend who is along, of anything.
fn colours(age: AgeGroup, place: &str, final_line: usize, random: &mut impl Rng) -> Vec<(usize, &'static str)> {
    let within = final_line.saturating_sub(1).max(PLACE + 1);
    let fits = |from: u8| from <= level(age);
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    let mut of_place: Vec<Line> = lines_of(place).into_iter().filter(|(from, _)| fits(*from)).collect();
    of_place.sort_by_key(|(from, _)| std::cmp::Reverse(*from));
    found.extend(of_place.into_iter().map(|(_, text)| (PLACE, text)));
    found.truncate(2 + usize::from(level(age)));
    for name in ["cameo", "line"] {
        let pool: Vec<Line> = lines(&COLOUR, name).into_iter().filter(|(from, _)| fits(*from)).collect();
        let mut drawn: Vec<Line> = pool.choose_multiple(random, pool.len()).copied().collect();
        drawn.sort_by_key(|(from, _)| std::cmp::Reverse(*from));
        let share = if name == "cameo" { 1 } else { drawn.len() };
        found.extend(drawn.into_iter().take(share).map(|(_, text)| (within, text)));
    }
    found
}

/// "At sunrise, mist lay over the meadow." Each time is said once; the sky may look the same again.
fn setting(hour: Hour, slots: &Slots<'_>, told: &mut Told, random: &mut impl Rng) -> Option<String> {
    let free: Vec<&str> = at_hour("time", hour).into_iter().filter(|time| !told.times.contains(time)).collect();
    let time = free.choose(random).copied()?;
    let sky = slots.fill(at_hour("sky", hour).choose(random)?)?;
    told.times.insert(time);
    let mut letters = sky.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    Some(capitalised(&format!("{time}, {first}{}.", letters.as_str())))
}

/// The sentences of a line, in lower case and without quotes; shouts of one or two words may come again.
fn sentences(text: &str) -> Vec<String> {
    let mut start = 0;
    let mut found = Vec::new();
    let ends = sentence_ends(text).filter(|end| !text[*end..].trim_start().starts_with(char::is_lowercase));
    for end in ends.chain([text.len()]) {
        found.push(text[start..end].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        start = end;
    }
    found.retain(|sentence| word_count(sentence) > 2);
    found
}
