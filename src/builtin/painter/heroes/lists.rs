//! The lists of `words/`, read once: phrases, longest first, with what each means.

use std::sync::LazyLock;

use super::items::Item;
use crate::pipeline::elements::{entries, words_of};
use crate::pipeline::palette::{Rgb, rgb};

/// A phrase of a list.
pub(super) struct Phrase<T> {
    words: Vec<String>,
    pub(super) meaning: T,
    /// What is told of it.
    pub(super) told: &'static str,
}

/// Phrases, and what they mean.
pub(super) struct List<T>(Vec<Phrase<T>>);

impl<T: Clone + 'static> List<T> {
    /// Reads a list; a phrase that begins with `~` is told by the first of its line.
    pub(super) fn read(list: &'static str, meaning: impl Fn(&'static str) -> T) -> Self {
        let mut phrases = Vec::new();
        for (head, words) in entries(list) {
            let meaning = meaning(head);
            let first = words.first().copied().unwrap_or_default();
            for word in words {
                let told = if word.starts_with('~') { first } else { word };
                phrases.push(Phrase { words: words_of(word), meaning: meaning.clone(), told });
            }
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        Self(phrases)
    }

    /// The longest phrase that begins here, and how many words it has.
    pub(super) fn at(&self, words: &[String]) -> Option<(usize, &Phrase<T>)> {
        let begins = |phrase: &&Phrase<T>| {
            words.len() >= phrase.words.len() && phrase.words.iter().zip(words).all(|(want, word)| want == word)
        };
        self.0.iter().find(begins).map(|phrase| (phrase.words.len(), phrase))
    }

    /// The last phrase in the words.
    pub(super) fn last_in(&self, words: &[String]) -> Option<&Phrase<T>> {
        let (mut at, mut last) = (0, None);
        while at < words.len() {
            match self.at(&words[at..]) {
                Some((length, phrase)) => {
                    last = Some(phrase);
                    at += length;
                }
                None => at += 1,
            }
        }
        last
    }
}

fn colour(head: &'static str) -> Rgb {
    rgb(u32::from_str_radix(head, 16).expect("the lists of colours begin with six hexadecimal digits"))
}

fn named<T: std::str::FromStr>(head: &'static str) -> T {
    head.parse().unwrap_or_else(|_| panic!("a list of looks has a line for {head}, which nobody draws"))
}

pub(super) static COLOURS: LazyLock<List<Rgb>> =
    LazyLock::new(|| List::read(include_str!("words/colours.txt"), colour));
pub(super) static SKINS: LazyLock<List<Rgb>> = LazyLock::new(|| List::read(include_str!("words/skins.txt"), colour));
/// The tones of skin, palest first.
pub(super) static TONES: LazyLock<Vec<Rgb>> =
    LazyLock::new(|| entries(include_str!("words/skins.txt")).map(|(head, _)| colour(head)).collect());
pub(super) static HAIRS: LazyLock<List<Rgb>> = LazyLock::new(|| List::read(include_str!("words/hairs.txt"), colour));
pub(super) static EYES: LazyLock<List<Rgb>> = LazyLock::new(|| List::read(include_str!("words/eyes.txt"), colour));
pub(super) static CUTS: LazyLock<List<Cut>> = LazyLock::new(|| List::read(include_str!("words/cuts.txt"), named));
pub(super) static TEXTURES: LazyLock<List<Texture>> =
    LazyLock::new(|| List::read(include_str!("words/textures.txt"), named));
pub(super) static ITEMS: LazyLock<List<Item>> = LazyLock::new(|| List::read(include_str!("words/items.txt"), named));

/// How hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Cut {
    Bald,
    Shaved,
    Short,
    Long,
    Afro,
    Braids,
    Cornrows,
    Locs,
    Pigtails,
    Ponytail,
    Bun,
    Mohawk,
}

impl Cut {
    /// Whether one sees if the hair is straight or curly.
    pub(super) const fn shows_texture(self) -> bool {
        matches!(self, Self::Short | Self::Long | Self::Pigtails | Self::Ponytail | Self::Bun)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
pub(super) enum Texture {
    Straight,
    Wavy,
    Curly,
}
