//! The word lists, read once from `words/`: one entry a line, `#` starts a comment.
//!
//! - `skill`: this word. `kill+`: with its endings. `fuck*`: inside other words too.
//! - `cut+ myself|yourself`: a phrase; `|` parts alternatives, `..` stands for up to three words.
//! - `= group jews|muslims` names alternatives, which a later line of the same file uses as `<group>`.

use std::collections::{HashMap, HashSet};

use crate::domain::Category;

/// Words between the two sides of `..`.
pub const GAP: usize = 3;
/// A phrase with more ways to be said than this is not looked for in one piece (`killyourself`).
const GLUED: usize = 64;

const LISTS: [(Category, &str); 7] = [
    (Category::Violence, include_str!("words/violence.txt")),
    (Category::Sexual, include_str!("words/sexual.txt")),
    (Category::Help, include_str!("words/self_harm.txt")),
    (Category::Hate, include_str!("words/hate.txt")),
    (Category::Drugs, include_str!("words/drugs.txt")),
    (Category::Profanity, include_str!("words/profanity.txt")),
    (Category::PersonalData, include_str!("words/personal.txt")),
];

/// A part of a phrase.
#[derive(Debug)]
pub enum Step {
    /// One of these words.
    Any(Vec<String>),
    /// Up to [`GAP`] words of any kind.
    Gap,
}

/// A word with how often each of its letters stands in a row, so that stretched spellings are found.
#[derive(Debug)]
struct Entry {
    runs: Vec<usize>,
    category: Category,
}

/// Phrases by their first word.
#[derive(Debug, Default)]
pub struct Phrases {
    all: Vec<(Vec<Step>, Category)>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Phrases {
    /// The phrases that begin with a word: their steps and category.
    pub fn starting(&self, word: &str) -> impl Iterator<Item = (&[Step], Category)> {
        let places = self.by_first.get(word).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|&place| (self.all[place].0.as_slice(), self.all[place].1))
    }

    fn add(&mut self, steps: Vec<Step>, category: Category) {
        if let Some(Step::Any(words)) = steps.first() {
            for word in words {
                self.by_first.entry(word.clone()).or_default().push(self.all.len());
            }
        }
        self.all.push((steps, category));
    }
}

/// The lists of words that the moderator looks through.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: HashMap<String, Vec<Entry>>,
    /// The words' letters without repetitions, in order, so that beginnings of words are found.
    keys: Vec<String>,
    /// The words by their length.
    plain: Vec<Vec<(String, Category)>>,
    inner: Vec<(String, Category)>,
    /// What may not be shown, said with several words.
    pub phrases: Phrases,
    harmless: HashSet<String>,
    /// What passes although a part of it would not.
    pub harmless_phrases: Phrases,
    short: HashSet<String>,
    longest: usize,
    longest_harmless: usize,
}

impl Lexicon {
    /// Reads the lists that are built in.
    pub fn built_in() -> Self {
        let mut lexicon = Self::default();
        for (category, list) in LISTS {
            lexicon.read(list, category);
        }
        lexicon.read_harmless(include_str!("words/harmless.txt"));
        let short = lines(include_str!("words/short.txt")).flat_map(str::split_whitespace);
        lexicon.short = short.map(str::to_owned).collect();
        lexicon.longest_harmless = lexicon.harmless.iter().map(String::len).max().unwrap_or_default();
        lexicon.keys = lexicon.words.keys().cloned().collect();
        lexicon.keys.sort_unstable();
        lexicon
    }

    /// The category of a single word, or of what stands inside it.
    pub fn word(&self, word: &str) -> Option<Category> {
        let holds = |part: &str| part.len() < word.len() && word.contains(part);
        let inside = || self.inner.iter().find(|(part, _)| holds(part)).map(|(_, category)| *category);
        self.listed(word).or_else(inside).filter(|_| !self.harmless.contains(word))
    }

    /// The category of a whole word, however stretched (`kiiill`).
    pub fn whole_word(&self, word: &str) -> Option<Category> {
        self.listed(word).filter(|_| !self.harmless.contains(word))
    }

    fn listed(&self, word: &str) -> Option<Category> {
        let (key, runs) = squeeze(word);
        let fits = |entry: &&Entry| entry.runs.iter().zip(&runs).all(|(listed, typed)| typed >= listed);
        self.words.get(&key)?.iter().find(fits).map(|entry| entry.category)
    }

    /// Whether it is on the list of words that pass.
    pub fn is_harmless(&self, word: &str) -> bool {
        self.harmless.contains(word)
    }

    /// Whether a fragment may well be a word of its own: a short one on the list, or any longer one.
    pub fn is_ordinary(&self, fragment: &str) -> bool {
        fragment.len() > 3 || self.short.contains(fragment)
    }

    /// The letters of the longest entry.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The letters of the longest word that passes.
    pub fn longest_harmless(&self) -> usize {
        self.longest_harmless
    }

    /// Whether a listed word begins so. `key` holds no letter twice in a row.
    pub fn begins_word(&self, key: &str) -> bool {
        let place = self.keys.partition_point(|listed| listed.as_str() < key);
        self.keys.get(place).is_some_and(|listed| listed.starts_with(key))
    }

    /// The words of so many letters, as they are listed.
    pub fn plain(&self, length: usize) -> &[(String, Category)] {
        self.plain.get(length).map(Vec::as_slice).unwrap_or_default()
    }

    fn read(&mut self, list: &str, category: Category) {
        let mut groups = HashMap::new();
        for line in lines(list) {
            if let Some((name, words)) = line.strip_prefix("= ").and_then(|group| group.split_once(' ')) {
                groups.insert(format!("<{name}>"), words);
                continue;
            }
            let steps = parse(line, &groups);
            let parts = line.split(['|', ' ']).filter_map(|word| word.strip_suffix('*'));
            self.inner.extend(parts.map(|part| (part.to_owned(), category)));
            for glued in glued(&steps) {
                self.add_word(glued, category);
            }
            if steps.len() > 1 {
                self.phrases.add(steps, category);
            }
        }
    }

    fn read_harmless(&mut self, list: &str) {
        for line in lines(list) {
            let steps = parse(line, &HashMap::new());
            match steps.as_slice() {
                [Step::Any(words)] => self.harmless.extend(words.iter().cloned()),
                _ => self.harmless_phrases.add(steps, Category::Profanity),
            }
        }
    }

    fn add_word(&mut self, word: String, category: Category) {
        let (key, runs) = squeeze(&word);
        self.longest = self.longest.max(word.len());
        self.words.entry(key).or_default().push(Entry { runs, category });
        self.plain.resize(self.plain.len().max(word.len() + 1), Vec::new());
        self.plain[word.len()].push((word, category));
    }
}

/// A list's lines without comments.
pub fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

fn parse(line: &str, groups: &HashMap<String, &str>) -> Vec<Step> {
    line.split(' ')
        .map(|step| match step {
            ".." => Step::Gap,
            _ => Step::Any(step.split('|').flat_map(|word| alternatives(word, groups)).collect()),
        })
        .collect()
}

fn alternatives(word: &str, groups: &HashMap<String, &str>) -> Vec<String> {
    match groups.get(word) {
        Some(words) => words.split('|').flat_map(with_endings).collect(),
        None => with_endings(word),
    }
}

/// A word and, where it ends in `+`, its forms by the rules of English, the doubled consonant with and without.
pub fn with_endings(word: &str) -> Vec<String> {
    let word = word.trim_end_matches('*');
    let Some(stem) = word.strip_suffix('+') else { return vec![word.to_owned()] };
    let last = stem.chars().last().unwrap_or_default();
    let (start, plural) = match last {
        'e' => (stem[..stem.len() - 1].to_owned(), "s"),
        's' | 'x' | 'h' => (stem.to_owned(), "es"),
        _ => (stem.to_owned(), "s"),
    };
    let mut forms = vec![stem.to_owned(), format!("{stem}{plural}")];
    let endings = ["ed", "ing", "er", "ers"];
    forms.extend(endings.iter().map(|ending| format!("{start}{ending}")));
    if !"aeiouyhwx".contains(last) {
        forms.extend(endings.iter().map(|ending| format!("{stem}{last}{ending}")));
    }
    if let Some(start) = stem.strip_suffix('y').filter(|start| !start.ends_with(['a', 'e', 'o', 'u'])) {
        forms.extend(["ies", "ied"].map(|ending| format!("{start}{ending}")));
    }
    forms
}

/// Every way to say steps without a gap in one piece.
fn glued(steps: &[Step]) -> Vec<String> {
    let mut all = vec![String::new()];
    for step in steps {
        let Step::Any(words) = step else { return Vec::new() };
        if steps.len() > 1 && all.len() * words.len() > GLUED {
            return Vec::new();
        }
        all = all.iter().flat_map(|start| words.iter().map(move |word| format!("{start}{word}"))).collect();
    }
    all
}

/// The letters of a word without repetitions, and how often each stands in a row.
fn squeeze(word: &str) -> (String, Vec<usize>) {
    let mut key = String::with_capacity(word.len());
    let mut runs: Vec<usize> = Vec::with_capacity(word.len());
    for letter in word.chars() {
        match runs.last_mut() {
            Some(run) if key.ends_with(letter) => *run += 1,
            _ => {
                key.push(letter);
                runs.push(1);
            }
        }
    }
    (key, runs)
}
