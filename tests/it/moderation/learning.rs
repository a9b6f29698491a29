//! Learns the weights of words from the tables of wishes, and measures them on wishes that were held out.
//!
//! A logistic regression over words and pairs of neighbours. `cargo test --test it -- --ignored weights_are_learned`
//! writes `src/builtin/moderator/words/score/` anew: after that, what was added to the tables is known, and what is
//! like it. That test is ignored because it writes into the sources.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "small tables, and a test ends where one is missing"
)]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const STORIES: [&str; 6] = [
    "moderation/harmless.txt",
    "moderation/foreign.txt",
    "wishes/ordinary",
    "wishes/unseen.txt",
    "wishes/later.txt",
    "wishes/quiet.txt",
];

/// What is told from stories.
struct Kind {
    name: &'static str,
    tables: &'static [&'static str],
    /// Of so many stories one may be taken for it; they are chosen to be like it, others are so far more seldom.
    stories_to_one_alarm: usize,
    /// The share that is known by weights alone.
    goal: f64,
}

const KINDS: [Kind; 2] = [
    Kind { name: "cries", tables: &["moderation/help.txt"], stories_to_one_alarm: 100, goal: 0.6 },
    Kind {
        name: "deeds",
        tables: &["moderation/deeds.txt", "moderation/unsafe.txt", "wishes/dangerous.txt"],
        stories_to_one_alarm: 100,
        goal: 0.3,
    },
];

/// How often all examples are gone through.
const ROUNDS: usize = 25;
/// How far a weight moves at first, and how strongly it is drawn to nothing.
const RATE: f64 = 0.3;
const DECAY: f64 = 0.01;
/// What a sum may lose when its weights are written in tenths.
const ROUNDING: f64 = 0.4;
const PARTS: usize = 4;

/// A wish as the numbers of its words and pairs, and whether it is what is looked for.
type Example = (Vec<usize>, bool);

/// Examples, and what their numbers stand for.
#[derive(Default)]
struct Examples {
    all: Vec<Example>,
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Examples {
    fn read(kind: &Kind) -> Self {
        let mut examples = Self::default();
        for (tables, is_it) in [(kind.tables, true), (&STORIES, false)] {
            for wish in tables.iter().flat_map(|table| wishes(&Path::new(ROOT).join("tests/it").join(table))) {
                // with apostrophes and without
                examples.add(&wish, is_it);
                if wish.contains('\'') {
                    examples.add(&wish.replace('\'', ""), is_it);
                }
            }
        }
        // stories and cries by turns, the same way each time
        let place = |number: usize| number.wrapping_mul(2_654_435_761) % 65_536;
        let mut order: Vec<usize> = (0..examples.all.len()).collect();
        order.sort_by_key(|number| place(*number));
        examples.all = order.into_iter().map(|number| examples.all[number].clone()).collect();
        examples
    }

    fn add(&mut self, wish: &str, is_it: bool) {
        let words = words(wish);
        let pairs = words.windows(2).map(|pair| pair.join("_"));
        let mut numbers: Vec<usize> = words.iter().cloned().chain(pairs).map(|name| self.number(name)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        self.all.push((numbers, is_it));
    }

    fn number(&mut self, name: String) -> usize {
        let next = self.names.len();
        *self.numbers.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        })
    }
}

/// The wishes of a table, or of all tables in a folder, without what their lines say beside.
fn wishes(path: &Path) -> Vec<String> {
    if path.is_dir() {
        let mut paths: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        return paths.iter().flat_map(|path| wishes(path)).collect();
    }
    let table = fs::read_to_string(path).unwrap();
    let lines = table.lines().filter(|line| line.is_ascii() && !line.starts_with('#') && !line.is_empty());
    let wish = |line: &str| line.split(" | ").next().unwrap_or_default().trim().to_owned();
    // `de: ein Hund`, `danger: ...`
    let told = |wish: String| {
        wish.split_once(": ").filter(|(kind, _)| !kind.contains(' ')).map_or(wish.clone(), |(_, wish)| wish.to_owned())
    };
    lines.map(wish).map(told).collect()
}

/// Words as the moderator takes them: in small letters, without what an apostrophe parts from them.
fn words(wish: &str) -> Vec<String> {
    let ends = ["'s", "'t", "'d", "'m", "'ll", "'re", "'ve"];
    let lower = wish.to_lowercase();
    let parts = lower.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '\'').filter(|part| !part.is_empty());
    let word = |part: &str| ends.iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part).replace('\'', "");
    let number = |word: String| if word.bytes().all(|sign| sign.is_ascii_digit()) { "0".to_owned() } else { word };
    parts.map(word).filter(|word| !word.is_empty()).map(number).collect()
}

/// Weights by number, and what is added to every sum.
struct Weights {
    all: Vec<f64>,
    bias: f64,
}

impl Weights {
    /// Goes down the gradient, step by step shorter for each weight (`AdaGrad`).
    fn learned<'a>(examples: &(impl Iterator<Item = &'a Example> + Clone), count: usize) -> Self {
        let mut weights = Self { all: vec![0.0; count], bias: 0.0 };
        let (mut moved, mut bias_moved) = (vec![1e-8; count], 1e-8);
        for (numbers, is_it) in (0..ROUNDS).flat_map(|_| examples.clone()) {
            let likely = 1.0 / (1.0 + (-weights.sum(numbers)).exp());
            let wrong = likely - f64::from(u8::from(*is_it));
            bias_moved += wrong * wrong;
            weights.bias -= RATE * wrong / f64::sqrt(bias_moved);
            for &number in numbers {
                let gradient = wrong + DECAY * weights.all[number];
                moved[number] += gradient * gradient;
                weights.all[number] -= RATE * gradient / f64::sqrt(moved[number]);
            }
        }
        weights
    }

    fn sum(&self, numbers: &[usize]) -> f64 {
        self.bias + numbers.iter().map(|number| self.all[*number]).sum::<f64>()
    }
}

/// The sums of all examples, each by weights that were learned without it.
fn held_out(examples: &Examples) -> Vec<(f64, bool)> {
    let part = |part: usize, is_in: bool| {
        let numbered = examples.all.iter().enumerate();
        numbered.filter(move |(number, _)| (number % PARTS == part) == is_in).map(|(_, example)| example)
    };
    let of_part = |number: usize| {
        let weights = Weights::learned(&part(number, false), examples.names.len());
        part(number, true).map(|(numbers, is_it)| (weights.sum(numbers), *is_it)).collect::<Vec<_>>()
    };
    (0..PARTS).flat_map(of_part).collect()
}

/// The sum that so few stories reach, and the share of the others that do.
fn threshold(sums: &[(f64, bool)], kind: &Kind) -> (f64, f64) {
    let of = |is_it: bool| sums.iter().filter(move |(_, it)| *it == is_it).map(|(sum, _)| *sum);
    let mut stories: Vec<f64> = of(false).collect();
    stories.sort_by(|one, other| other.total_cmp(one));
    let needed = stories[stories.len() / kind.stories_to_one_alarm];
    (needed, of(true).filter(|sum| *sum > needed).count() as f64 / of(true).count() as f64)
}

#[test]
fn weights_know_what_they_were_not_taught() {
    for kind in KINDS {
        let (_, known) = threshold(&held_out(&Examples::read(&kind)), &kind);
        let stories = kind.stories_to_one_alarm;
        println!("{} held out and known by weights: {:.1} %, 1 of {stories} stories", kind.name, known * 100.0);
        assert!(known >= kind.goal, "{}: {known}", kind.name);
    }
}

/// A weight in tenths, with all that weigh so.
fn list(examples: &Examples, weights: &Weights, needed: f64) -> String {
    let mut counts = vec![0; examples.names.len()];
    examples.all.iter().flat_map(|(numbers, _)| numbers).for_each(|number| counts[*number] += 1);
    let mut by_weight: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for (number, name) in examples.names.iter().enumerate() {
        #[expect(clippy::cast_possible_truncation, reason = "weights are below a hundred")]
        let tenths = (weights.all[number] * 10.0).round() as i64;
        // a single letter may be one of a word in pieces
        let is_letter = name.split('_').any(|word| word.len() == 1 && !matches!(word, "a" | "i" | "0"));
        let is_chance = is_letter || (name.contains('_') && counts[number] < 2);
        if tenths.abs() >= 2 && !is_chance {
            by_weight.entry(-tenths).or_default().push(name);
        }
    }
    println!("needed {needed:.2} and bias {:.2}", weights.bias);
    let mut list = format!("needed {:.2}\n", needed - weights.bias);
    for (tenths, mut names) in by_weight {
        names.sort_unstable();
        let mut line = String::new();
        for name in names {
            if line.len() + name.len() > 118 {
                writeln!(list, "{line}").unwrap();
                line.clear();
            }
            if line.is_empty() {
                line = format!("{:.1}", -tenths as f64 / 10.0);
            }
            write!(line, " {name}").unwrap();
        }
        writeln!(list, "{line}").unwrap();
    }
    list
}

#[test]
#[ignore = "writes the weights anew"]
fn weights_are_learned() {
    for kind in KINDS {
        let examples = Examples::read(&kind);
        let (needed, _) = threshold(&held_out(&examples), &kind);
        let weights = Weights::learned(&examples.all.iter(), examples.names.len());
        // nor is any story of the tables taken for it
        let stories = examples.all.iter().filter(|(_, is_it)| !is_it).map(|(numbers, _)| weights.sum(numbers));
        let needed = stories.fold(needed, |needed, sum| needed.max(sum + ROUNDING));
        let path = Path::new(ROOT).join(format!("src/builtin/moderator/words/score/{}.txt", kind.name));
        let head = format!(
            "# Weights of words and pairs, {} above and stories below zero: learned, and written by",
            kind.name
        );
        let list = list(&examples, &weights, needed);
        fs::write(path, format!("{head}\n# `tests/it/moderation/learning.rs`.\n{list}")).unwrap();
    }
}
