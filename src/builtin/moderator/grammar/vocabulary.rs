//! The words of all patterns as numbers, and what a hurried child makes of them.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// The number of a word.
pub type WordId = u32;

/// Numbers of words, looked into a thousand times for each text.
pub type WordSet = HashSet<WordId, BuildHasherDefault<IdHasher>>;
/// What belongs to a word's number.
pub type WordMap<T> = HashMap<WordId, T, BuildHasherDefault<IdHasher>>;

/// Spreads numbers that we have given ourselves; nobody can choose them to collide.
#[derive(Debug, Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, id: u32) {
        self.0 = (self.0 ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Letters of a word from which one with two letters swapped is taken for it (*wnat*).
const SWAPPED: usize = 4;
/// Letters of a word from which one with a letter left out is taken for it (*nobdy*).
const SHORTENED: usize = 6;

/// The words that patterns are made of.
#[derive(Debug, Default)]
pub struct Vocabulary {
    known: HashMap<String, WordId>,
    misspelt: HashMap<String, WordId>,
    longest: usize,
}

impl Vocabulary {
    /// The number of a word, a new one where it is met for the first time.
    pub fn learn(&mut self, word: &str) -> WordId {
        let next = self.next();
        self.longest = self.longest.max(word.len());
        *self.known.entry(word.to_owned()).or_insert(next)
    }

    /// The number of a word as it would be found, a misspelling's too; a new one where it is met for the first time.
    pub fn learn_if_new(&mut self, word: &str) -> WordId {
        let found = self.find(word);
        found.unwrap_or_else(|| self.learn(word))
    }

    /// The number that the next new word gets.
    pub fn next(&self) -> WordId {
        WordId::try_from(self.known.len()).expect("the lists hold some thousand words")
    }

    /// Takes in how the known words are misspelt, but for what is a word of its own.
    pub fn learn_misspellings(&mut self, real: &HashSet<&str>) {
        for (word, id) in &self.known {
            let slips = slips(word).into_iter();
            for slip in slips.filter(|slip| !real.contains(slip.as_str()) && !self.known.contains_key(slip)) {
                self.misspelt.insert(slip, *id);
            }
        }
    }

    /// The number of a word that is spelt well.
    pub fn exactly(&self, word: &str) -> Option<WordId> {
        self.known.get(word).copied()
    }

    /// The number of a word, also of a misspelt one and of one that is stretched (*daddddy*).
    pub fn find(&self, word: &str) -> Option<WordId> {
        let spelt = |word: &str| self.exactly(word).or_else(|| self.misspelt.get(word).copied());
        spelt(word).or_else(|| stretched(word).iter().find_map(|word| spelt(word)))
    }

    /// A word with a curated misspelling of it.
    pub fn add_misspelling(&mut self, slip: &str, word: &str) {
        let id = self.learn(word);
        self.misspelt.insert(slip.to_owned(), id);
    }

    /// Cuts letters without gaps into as few known words of at least so many letters as can be (an *i* may begin it);
    /// nothing where that leaves a letter over.
    pub fn cut(&self, letters: &str, shortest: usize) -> Option<Vec<WordId>> {
        // the fewest words from each place to the end, and the end of the first of them
        let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
        best[letters.len()] = Some((0, letters.len()));
        for start in (0..letters.len()).rev() {
            let ends = start + 1..=letters.len().min(start + self.longest);
            let is_long = |end: usize| end - start >= shortest || (start == 0 && letters[..end] == *"i");
            let ways = ends.filter(|end| is_long(*end) && self.known.contains_key(&letters[start..*end]));
            best[start] = ways.filter_map(|end| best[end].map(|(count, _)| (count + 1, end))).min();
        }
        let mut words = Vec::new();
        let mut start = 0;
        while start < letters.len() {
            let (_, end) = best[start]?;
            words.extend(self.exactly(&letters[start..end]));
            start = end;
        }
        Some(words)
    }
}

/// A word with two neighbours swapped, with one of a double letter, or with a letter left out. Its first letter stays.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut slips = Vec::new();
    for place in 1..letters.len() {
        let is_double = letters[place] == letters[place - 1];
        if letters.len() >= SHORTENED || (is_double && letters.len() > SWAPPED) {
            let rest = letters.iter().enumerate().filter(|(other, _)| *other != place);
            slips.push(rest.map(|(_, letter)| *letter).collect());
        }
        if letters.len() >= SWAPPED && place + 1 < letters.len() && letters[place] != letters[place + 1] {
            let mut swapped = letters.clone();
            swapped.swap(place, place + 1);
            slips.push(swapped.into_iter().collect());
        }
    }
    slips
}

/// What a word with a letter three times in a row may stand for: that letter once, and twice.
fn stretched(word: &str) -> Vec<String> {
    let letters = word.as_bytes();
    if !letters.windows(3).any(|three| three[0] == three[1] && three[1] == three[2]) {
        return Vec::new();
    }
    let with_runs_of = |most: usize| {
        let mut short = String::new();
        for letter in word.chars() {
            if !short.ends_with(&letter.to_string().repeat(most)) {
                short.push(letter);
            }
        }
        short
    };
    vec![with_runs_of(1), with_runs_of(2)]
}
