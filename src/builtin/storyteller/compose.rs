//! A page's sentences: the setting, the beat's lines, and as much colour as the readers' age has room for.
//! No sentence is told twice in a story.

use std::collections::HashSet;

use rand::Rng;
use rand::seq::SliceRandom;

use super::book::{COLOUR, Line, lines};
use super::elsewhere::told_at;
use super::marks::{Marks, Way};
use super::slots::Slots;
use super::step::Step;
use super::unsuited::suits;
use super::weather::{Skies, setting};
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
    skies: Skies,
}

/// A page in the making: lines with their place in it.
struct Draft<'a> {
    parts: Vec<(usize, String)>,
    words: u32,
    most: u32,
    told: &'a mut Told,
}

impl Draft<'_> {
    /// Adds a line, unless it is too long or was told before.
    fn add(&mut self, at: usize, text: &str) -> bool {
        let words = word_count(text);
        let sentences = sentences(text);
        let is_new = sentences.iter().all(|sentence| !self.told.sentences.contains(sentence));
        let is_added = self.words + words <= self.most && is_new;
        if is_added {
            self.told.sentences.extend(sentences);
            self.words += words;
            self.parts.push((at, text.to_owned()));
        }
        is_added
    }

    fn add_needed(&mut self, need: Need, lines: &[Filled]) {
        for line in lines.iter().filter(|line| line.need == need) {
            self.add(line.at, &line.text);
        }
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

/// A line of the beat with its place in the page.
struct Filled {
    at: usize,
    need: Need,
    text: String,
}

/// How much a page needs a line, the most needed first: one for the youngest has room for little.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Names,
    Subject,
    Beat,
    Traits,
    /// Told to older readers, where there is room.
    More,
}

impl Need {
    fn of(line: &Line, slots: &Slots<'_>) -> Self {
        match line.level {
            0 => Self::Names,
            1 if slots.tells_subject(line.text) => Self::Subject,
            1 if line.text.contains(".traits}") => Self::Traits,
            1 => Self::Beat,
            _ => Self::More,
        }
    }
}

/// The order of lines in a page: setting, place, beat, with colour before the beat's last line.
const PLACE: usize = 1;
const BEAT: usize = 10;
const STEP: usize = 10;

pub(super) fn page(
    age: AgeGroup,
    step: &Step,
    beat: &[Line],
    slots: &Slots<'_>,
    told: &mut Told,
    random: &mut impl Rng,
) -> String {
    let (least, most) = bounds(age);
    let is_there = |line: &Line| !line.marks.are_told(Way::There) || step.has_matter();
    let fits = |line: &Line| line.level <= level(age) && line.marks.fit(step.moment) && is_there(line);
    let beat: Vec<Filled> = beat
        .iter()
        .enumerate()
        .filter(|(_, line)| fits(line))
        .filter_map(|(at, line)| {
            let need = Need::of(line, slots);
            // what a beat is made of is told in any case, or a `she` would be nobody
            let told = step.is_meeting || need != Need::More;
            let text = told_here(line.text, step);
            let suits = told || suits(&text, &line.marks, &step.marks, step.moment);
            suits.then_some(Filled { at: BEAT + at * STEP, need, text: slots.fill(&text)? })
        })
        .collect();
    let within = beat.last().map_or(BEAT, |line| line.at).saturating_sub(1).max(PLACE + 1);
    let setting = setting(step, level(age), slots, &mut told.skies, random);
    let mut draft = Draft { parts: Vec::new(), words: 0, most, told };
    draft.add_needed(Need::Names, &beat);
    draft.add_needed(Need::Subject, &beat);
    let mut cameos = pool("cameo", step, age, random);
    cameos.shuffle(random);
    cameos.into_iter().filter_map(|line| slots.fill(line.text)).find(|cameo| draft.add(within, cameo));
    if let Some(setting) = setting {
        draft.add(0, &setting);
    }
    for need in [Need::Beat, Need::Traits, Need::More] {
        draft.add_needed(need, &beat);
    }
    let in_season = |line: &&Line| {
        step.moment.surroundings == step.place.surroundings
            || suits(line.text, &Marks::default(), &Marks::default(), step.moment)
    };
    let of_place = step.place.lines.iter().rev().filter(|line| fits(line)).filter(in_season);
    let of_place = of_place.map(|line| (PLACE, line, least + (most - least) / 2));
    let general = pool("line", step, age, random).into_iter().map(|line| (within, line, least));
    for (at, line, enough) in of_place.chain(general) {
        if draft.words < enough
            && let Some(text) = slots.fill(line.text)
        {
            draft.add(at, &text);
        }
    }
    draft.text(age)
}

/// A line of a plot with what its place has; a meeting's lines are written for their place.
fn told_here(line: &str, step: &Step) -> String {
    if step.is_meeting { line.to_owned() } else { told_at(line, step.moment.surroundings) }
}

/// Lines that go with many a page, in any order, the longest that suit the age first; jokes only where they may be.
fn pool(name: &str, step: &Step, age: AgeGroup, random: &mut impl Rng) -> Vec<&'static Line> {
    let mood = if step.is_quiet { "quiet" } else { "merry" };
    let sections = [name.to_owned(), format!("{mood} {name}")];
    let mut found: Vec<&'static Line> = sections
        .iter()
        .flat_map(|section| lines(&COLOUR, section))
        .filter(|line| {
            let suits = suits(line.text, &line.marks, &Marks::default(), step.moment);
            line.level <= level(age) && line.marks.fit(step.moment) && suits
        })
        .collect();
    found.shuffle(random);
    found.sort_by_key(|line| std::cmp::Reverse(line.level));
    found
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
