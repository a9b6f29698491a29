//! Reads the words of a look from left to right: adjectives wait for the noun that they belong to.
//!
//! `a girl with brown skin, curly black hair and a red hijab, in a wheelchair`; also `her hair is long and red`.

use super::figure::{Figure, Marks, Worn};
use super::items::{Item, Pattern, Slot};
use super::lists::{COLOURS, CUTS, Cut, EYES, HAIRS, ITEMS, Phrase, SKINS, TEXTURES};
use crate::pipeline::elements::words_of;
use crate::pipeline::palette::Rgb;

const HAIR: [&str; 3] = ["hair", "haired", "fringe"];
/// Words that say hair by themselves.
const HEADS: [&str; 10] =
    ["blond", "blonde", "redhead", "redheaded", "brunette", "ginger", "curls", "ringlets", "waves", "coils"];
const SKIN: [&str; 3] = ["skin", "skinned", "complexion"];
const COAT: [&str; 12] =
    ["fur", "feathers", "scales", "body", "shell", "plumage", "coat", "metal", "wool", "fleece", "paws", "paint"];
/// Words for cuts that wait for their `hair`.
const LENGTHS: [&str; 7] = ["short", "long", "messy", "spiky", "tousled", "flowing", "cropped"];

/// How many eyes a word gives to a monster; two are no news.
const NUMBERS: [(&str, usize); 15] = [
    ("one", 1),
    ("single", 1),
    ("1", 1),
    ("three", 3),
    ("3", 3),
    ("four", 4),
    ("4", 4),
    ("five", 5),
    ("5", 5),
    ("six", 6),
    ("6", 6),
    ("seven", 7),
    ("eight", 8),
    ("8", 8),
    ("many", 7),
];

/// Adds what a look says to a figure; what it has already stays. Later words of a look go before earlier ones.
pub(super) fn put_on(figure: &mut Figure, look: &str) {
    for piece in look.to_lowercase().split([',', ';', '.', '(', ')', '!']) {
        Reader { figure, waiting: Vec::new(), said: None, nouns: 0 }.read(&words_of(piece));
    }
}

/// What the words after `is` are said of.
#[derive(Clone, Copy)]
enum Noun {
    Hair,
    Skin,
}

struct Reader<'f> {
    figure: &'f mut Figure,
    /// Adjectives whose noun has not come.
    waiting: Vec<String>,
    said: Option<Noun>,
    nouns: usize,
}

impl Reader<'_> {
    fn read(mut self, words: &[String]) {
        let carried = std::mem::take(&mut self.figure.waiting);
        self.waiting.extend(carried);
        let mut at = 0;
        while at < words.len() {
            at += self.take(&words[at..]);
        }
        match self.said {
            Some(Noun::Hair) => self.hair(None),
            Some(Noun::Skin) => self.skin(),
            None if self.nouns == 0 && self.figure.is_person() => self.figure.waiting = self.waiting,
            None if self.nouns == 0 && self.waiting.len() <= 3 => self.coat(),
            None => {}
        }
    }

    /// Takes the words that belong together, and says how many they were.
    fn take(&mut self, words: &[String]) -> usize {
        let word = words[0].as_str();
        let follows = words.get(1).map_or("", String::as_str);
        let is_verb = |word: &str| matches!(word, "is" | "are");
        let item = ITEMS.at(words).filter(|_| !(word == "coat" && !self.figure.is_person() && self.is_fur()));
        let cut = CUTS.at(words).filter(|(length, _)| *length > 1 || !LENGTHS.contains(&word));
        if let Some((length, cut)) = cut.filter(|_| self.figure.is_person() && self.said.is_none()) {
            self.nouns += 1;
            self.hair(Some(cut));
            return length + usize::from(words.get(length).is_some_and(|word| HAIR.contains(&word.as_str())));
        }
        if let Some((length, phrase)) = item {
            self.nouns += 1;
            self.item(phrase.meaning, phrase.told);
            return length;
        }
        if HAIR.contains(&word) {
            self.nouns += 1;
            if is_verb(follows) {
                self.said = Some(Noun::Hair);
                self.waiting.clear();
                return 2;
            }
            self.hair(None);
        } else if HEADS.contains(&word) && self.figure.is_person() && !is_hair(follows) {
            self.waiting.push(word.to_owned());
            self.hair(None);
        } else if SKIN.contains(&word) && self.figure.is_person() {
            self.nouns += 1;
            if is_verb(follows) {
                self.said = Some(Noun::Skin);
                self.waiting.clear();
                return 2;
            }
            self.skin();
        } else if matches!(word, "eyes" | "eyed" | "eye") {
            self.nouns += 1;
            self.eyes();
        } else if let Some(pattern) = marks_of(word).filter(|_| !self.figure.is_person()) {
            self.nouns += 1;
            self.marks(pattern);
        } else if word == "with" && !self.figure.is_person() && COLOURS.last_in(&self.waiting).is_some() {
            // *purple with orange spots*
            self.coat();
        } else if (COAT.contains(&word) || SKIN.contains(&word)) && !self.figure.is_person() {
            self.nouns += 1;
            self.coat();
        } else if self.figure.is_person() && is_somebody(word) {
            self.skin();
        } else {
            self.waiting.push(word.to_owned());
        }
        1
    }

    fn is_fur(&self) -> bool {
        !self.waiting.iter().any(|word| matches!(word.as_str(), "rain" | "winter" | "warm"))
            && COLOURS.last_in(&self.waiting).is_some()
    }

    fn hair(&mut self, cut: Option<&'static Phrase<Cut>>) {
        if !self.figure.is_person() {
            return;
        }
        let hair = &mut self.figure.hair;
        if let Some(phrase) = HAIRS.last_in(&self.waiting) {
            (hair.colour, hair.said.colour) = (phrase.meaning, Some(phrase.told));
        }
        if let Some(phrase) = TEXTURES.last_in(&self.waiting) {
            (hair.texture, hair.said.texture) = (phrase.meaning, true);
        }
        if let Some(phrase) = cut.or_else(|| CUTS.last_in(&self.waiting)) {
            (hair.cut, hair.said.cut) = (phrase.meaning, Some(phrase.told));
        }
        if hair.said.texture && hair.said.cut.is_none() && !hair.cut.shows_texture() {
            hair.cut = if hair.is_worn_long { Cut::Long } else { Cut::Short };
        }
        hair.said.any = true;
        self.waiting.clear();
    }

    fn skin(&mut self) {
        if let Some(tone) = SKINS.last_in(&self.waiting).or_else(|| COLOURS.last_in(&self.waiting)) {
            (self.figure.coat, self.figure.skin) = (tone.meaning, Some(tone.told));
        }
        self.waiting.clear();
    }

    fn eyes(&mut self) {
        let said = |(word, _): &&(&str, usize)| self.waiting.iter().any(|other| other == word);
        let number = NUMBERS.iter().find(said).map(|(_, number)| *number);
        self.figure.eye_count = number.or(self.figure.eye_count);
        self.figure.eyes = EYES.last_in(&self.waiting).map(|phrase| (phrase.meaning, phrase.told));
        self.waiting.clear();
    }

    fn marks(&mut self, pattern: Pattern) {
        let colour = COLOURS.last_in(&self.waiting).map(|phrase| (phrase.meaning, phrase.told));
        self.figure.marks = Some(Marks { pattern, colour });
        self.waiting.clear();
    }

    fn coat(&mut self) {
        let pattern = pattern_in(&self.waiting);
        if pattern != Pattern::Plain {
            self.figure.marks = Some(Marks { pattern, colour: None });
        }
        if let Some(phrase) = COLOURS.last_in(&self.waiting) {
            self.figure.paint_coat(phrase.meaning, phrase.told);
        }
        self.waiting.clear();
    }

    fn item(&mut self, item: Item, told: &str) {
        let waiting = std::mem::take(&mut self.waiting);
        let has = |word: &str| waiting.iter().any(|other| other == word);
        if has("no") || has("without") || has("not") || has("never") {
            return;
        }
        let slot = item.slot();
        let is_taken = |worn: &Worn| worn.item == item || slot != Slot::Free && worn.item.slot() == slot;
        if self.figure.wear.iter().any(is_taken) {
            return;
        }
        let colours = if item == Item::Beard || item == Item::Moustache { &HAIRS } else { &COLOURS };
        let colour = colours.last_in(&waiting);
        let pattern = pattern_in(&waiting);
        let hair = self.figure.hair.colour;
        let natural =
            if matches!(item, Item::Beard | Item::Moustache) { hair } else { item.natural(self.figure.accent) };
        let on_cloth = pattern.of(item);
        let words: Vec<&str> = colour.map(|phrase| phrase.told).into_iter().chain(on_cloth).chain([told]).collect();
        let paint: Rgb = colour.map_or(natural, |phrase| phrase.meaning);
        self.figure.wear.push(Worn { item, colour: paint, pattern, words: words.join(" ") });
    }
}

/// What a colour such as `ginger` may belong to: the hair of a head, or that of a face.
fn is_hair(word: &str) -> bool {
    HAIR.contains(&word) || matches!(word, "beard" | "moustache" | "mustache")
}

/// `striped`, `spotted`: what adjectives say of a pattern.
fn pattern_in(words: &[String]) -> Pattern {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    match () {
        () if has(&["striped", "stripy", "stripey", "stripes"]) => Pattern::Stripes,
        () if has(&["spotted", "dotted", "spotty", "polka", "speckled"]) => Pattern::Dots,
        () => Pattern::Plain,
    }
}

/// `orange spots`: what is on a coat.
fn marks_of(word: &str) -> Option<Pattern> {
    match word {
        "stripes" => Some(Pattern::Stripes),
        "spots" | "dots" | "speckles" | "patches" | "blotches" => Some(Pattern::Dots),
        _ => None,
    }
}

/// `a black girl`: a colour before one of these is their skin's.
fn is_somebody(word: &str) -> bool {
    matches!(word, "girl" | "boy" | "child" | "kid" | "woman" | "man" | "person" | "baby" | "toddler" | "lady")
}
