//! The lists under `words/`: what a word may be, and which verbs may have which objects.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::inflection::{Form, forms, plural_of, singulars};
use super::text::Text;
use crate::builtin::storyteller::pronoun::Pronoun;

/// The most words of a noun.
const LONGEST: usize = 5;

/// A noun of the lists.
#[derive(Debug, Default)]
pub(super) struct Noun {
    /// As it is written in the middle of a sentence: `Christmas tree`.
    pub(super) written: &'static str,
    /// The headings under which it stands.
    pub(super) kinds: Vec<&'static str>,
    pub(super) pronoun: Option<Pronoun>,
}

impl Noun {
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kinds.contains(&kind)
    }

    pub(super) fn is_any(&self, kinds: &[&str]) -> bool {
        kinds.iter().any(|kind| self.is(kind))
    }
}

/// A verb of the lists.
#[derive(Debug)]
pub(super) struct Verb {
    /// `look for`
    pub(super) base: &'static str,
    /// Kinds and single nouns that it may have, `alone`, `things`.
    pub(super) objects: HashSet<&'static str>,
}

/// Forms, with the words behind the first and the verb, by the first word.
type VerbForms = HashMap<String, Vec<(Form, &'static str, &'static Verb)>>;

/// A name of the lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    pub(super) written: &'static str,
    pub(super) pronoun: Pronoun,
    /// A word as well, and so a name only with a capital letter.
    pub(super) is_word: bool,
}

/// A noun found in a wish.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundNoun {
    pub(super) noun: &'static Noun,
    pub(super) plural: bool,
    pub(super) end: usize,
}

/// A verb found in a wish.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundVerb {
    pub(super) verb: &'static Verb,
    pub(super) form: Form,
    pub(super) end: usize,
}

static NOUNS: LazyLock<HashMap<String, Noun>> = LazyLock::new(|| {
    let mut nouns: HashMap<String, Noun> = HashMap::new();
    for (heading, entry) in [BEINGS, THINGS].into_iter().flat_map(entries) {
        let (kind, said) = heading.rsplit_once(' ').filter(|(_, said)| matches!(*said, "she" | "he")).unzip();
        let noun = nouns.entry(entry.to_lowercase().replace("'s", " 's")).or_default();
        noun.written = entry;
        noun.kinds.extend(kind.unwrap_or(heading).split(' '));
        noun.pronoun = noun.pronoun.or(said.map(|said| if said == "she" { Pronoun::She } else { Pronoun::He }));
    }
    nouns
});
static VERBS: LazyLock<Vec<Verb>> = LazyLock::new(verbs);
/// Verbs by the first word of each form.
static VERB_FORMS: LazyLock<VerbForms> = LazyLock::new(verb_forms);
static NAMES: LazyLock<HashMap<String, Name>> = LazyLock::new(names);
static PLURALS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let pairs = entries(include_str!("words/plurals.txt")).into_iter().filter_map(|(_, pair)| plural_pair(pair));
    pairs.collect()
});
static ADJECTIVES: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let words = entries(include_str!("words/adjectives.txt")).into_iter();
    words.map(|(_, written)| (written.to_lowercase(), written)).collect()
});
pub(super) static UNFIT: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("words/unfit.txt")));
pub(super) static FEARS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("words/fears.txt")));
pub(super) static ILLNESSES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("words/illnesses.txt")));
pub(super) static FEELINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("words/feelings.txt")));
pub(super) static OPENINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("words/openings.txt")));
static NO_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(include_str!("words/no_names.txt")));
pub(super) static ADVERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(ADVERB_LISTS.1));
pub(super) static KEPT_ADVERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(ADVERB_LISTS.0));

static ADVERB_LISTS: LazyLock<(&str, &str)> =
    LazyLock::new(|| include_str!("words/adverbs.txt").split_once("== dropped").unwrap_or_default());
const BEINGS: &str = include_str!("words/beings.txt");
const THINGS: &str = include_str!("words/nouns.txt");
const VERB_LIST: &str = include_str!("words/verbs.txt");

/// Groups of words and phrases by name.
static GROUPS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut groups: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, words) in entries(include_str!("words/grammar.txt")) {
        groups.entry(name).or_default().push(words);
    }
    groups
});

/// Every word of a group, a noun of several words, an adjective, an adverb, an illness, a fear, a feeling.
static PARTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let groups = GROUPS.values().flatten().copied();
    let lists = [&*UNFIT, &*FEARS, &*ILLNESSES, &*FEELINGS, &*OPENINGS, &*ADVERBS, &*KEPT_ADVERBS];
    let words = groups.chain(lists.into_iter().flatten().copied());
    let names = NOUNS.keys().chain(NAMES.keys()).chain(ADJECTIVES.keys()).map(String::as_str);
    let verbs = VERBS.iter().map(|verb| verb.base);
    let lower = words.chain(names).chain(verbs).map(str::to_lowercase);
    lower.flat_map(|phrase| phrase.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
});

/// A group of words and phrases; empty where there is none of that name.
pub(super) fn group(name: &str) -> &'static [&'static str] {
    GROUPS.get(name).map(Vec::as_slice).unwrap_or_default()
}

/// The entries of a list with their headings (empty before the first).
pub(super) fn entries(list: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut heading = "";
    let mut found = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            heading = name.trim();
            continue;
        }
        found.extend(line.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(|entry| (heading, entry)));
    }
    found
}

fn set(list: &'static str) -> HashSet<&'static str> {
    entries(list).into_iter().map(|(_, entry)| entry).collect()
}

fn plural_pair(pair: &'static str) -> Option<(&'static str, &'static str)> {
    let half = pair.split(' ').count() / 2;
    let (at, _) = pair.match_indices(' ').nth(half.checked_sub(1)?)?;
    Some((&pair[..at], &pair[at + 1..]))
}

/// Under `only` a line is a verb with its own list; elsewhere each entry is a verb for all the heading's kinds.
fn verbs() -> Vec<Verb> {
    let (by_kind, only) = VERB_LIST.split_once("== only\n").unwrap_or((VERB_LIST, ""));
    let mut verbs: HashMap<&'static str, HashSet<&'static str>> = HashMap::new();
    for (heading, verb) in entries(by_kind) {
        verbs.entry(verb).or_default().extend(heading.trim_start_matches("of ").split(' '));
    }
    for (verb, nouns) in only.lines().filter_map(|line| line.split_once(": ")) {
        verbs.entry(verb).or_default().extend(nouns.split(", "));
    }
    verbs.into_iter().map(|(base, objects)| Verb { base, objects }).collect()
}

fn verb_forms() -> VerbForms {
    let irregular: HashMap<&str, Vec<&str>> = entries(include_str!("words/irregular.txt"))
        .into_iter()
        .filter_map(|(_, line)| line.split_once(' '))
        .map(|(verb, past)| (verb, past.split(' ').collect()))
        .collect();
    let mut found = VerbForms::new();
    for verb in VERBS.iter() {
        let (first, rest) = verb.base.split_once(' ').unwrap_or((verb.base, ""));
        let past = irregular.get(first).into_iter().flatten().map(|form| (Form::Past, (*form).to_owned()));
        for (form, word) in forms(first).into_iter().chain(past) {
            found.entry(word).or_default().push((form, rest, verb));
        }
    }
    found
}

fn names() -> HashMap<String, Name> {
    let mut names = HashMap::new();
    for (heading, written) in entries(include_str!("words/names.txt")) {
        let pronoun = match heading.split([' ', ',']).collect::<Vec<_>>()[..] {
            ["she", "or", "he"] => Pronoun::They,
            ["she", ..] => Pronoun::She,
            _ => Pronoun::He,
        };
        let lower = written.to_lowercase();
        let is_thing = noun(&lower).is_some_and(|(noun, _)| !noun.is_any(&["history", "geography"]));
        let is_word = heading.ends_with("words are") || is_thing || is_adjective(&lower);
        names.entry(lower).or_insert(Name { written, pronoun, is_word });
    }
    names
}

/// The longest noun of the lists that begins here, singular or plural.
pub(super) fn noun_at(text: &Text, at: usize) -> Option<FoundNoun> {
    (1..=LONGEST.min(text.len().saturating_sub(at))).rev().find_map(|count| {
        let words = text.joined(at, count);
        let (noun, plural) = noun(&words).filter(|_| count > 1 || !is_function(&words))?;
        Some(FoundNoun { noun, plural, end: at + count })
    })
}

/// A noun of the lists, singular or plural.
pub(super) fn noun(words: &str) -> Option<(&'static Noun, bool)> {
    if let Some(noun) = NOUNS.get(words) {
        return Some((noun, false));
    }
    if let Some(noun) = PLURALS.get(words).and_then(|singular| NOUNS.get(*singular)) {
        return Some((noun, true));
    }
    let (head, last) = words.rsplit_once(' ').map_or(("", words), |(head, last)| (head, last));
    let irregular = PLURALS.get(last).map(|singular| (*singular).to_owned());
    irregular.into_iter().chain(singulars(last)).find_map(|singular| {
        let noun = NOUNS.get(format!("{head} {singular}").trim())?;
        Some((noun, true))
    })
}

/// Nouns of one word and their plurals, each with whether it is somebody.
pub(super) fn noun_words() -> Vec<(String, bool)> {
    let single = NOUNS.iter().filter(|(word, _)| !word.contains(' '));
    let both = |(word, noun): (&String, &Noun)| {
        let is_somebody = noun.is_any(&BEING_KINDS);
        [(word.clone(), is_somebody), (plural_of(word), is_somebody)]
    };
    let foreign = |noun: &Noun| noun.is_any(&["grandparent", "geography"]);
    single.filter(|(_, noun)| !foreign(noun)).flat_map(both).collect()
}

/// Whether a word stands in any list, alone or as part of a phrase.
pub(super) fn is_known_word(word: &str) -> bool {
    PARTS.contains(word) || VERB_FORMS.contains_key(word) || NAMES.contains_key(word) || noun(word).is_some()
}

/// The verbs of the lists that begin here, the longest first.
pub(super) fn verbs_at(text: &Text, at: usize) -> Vec<FoundVerb> {
    let forms = VERB_FORMS.get(text.word(at)).map(Vec::as_slice).unwrap_or_default();
    let mut found: Vec<FoundVerb> = forms
        .iter()
        .filter_map(|(form, rest, verb)| {
            let end = if rest.is_empty() { at + 1 } else { text.after(at + 1, rest)? };
            Some(FoundVerb { verb, form: *form, end })
        })
        .collect();
    found.sort_by_key(|verb| (std::cmp::Reverse(verb.end), verb.verb.base));
    found
}

/// The longest name of the lists that begins here; one that is a word as well needs its capital letter.
pub(super) fn name_at(text: &Text, at: usize) -> Option<(Name, usize)> {
    (1..=4.min(text.len().saturating_sub(at))).rev().find_map(|count| {
        let name = NAMES.get(&text.joined(at, count))?;
        (!name.is_word || text.is_capital(at)).then_some((*name, at + count))
    })
}

/// How the bearer of a name is spoken of; `None` for a name that is not in the lists.
pub(in crate::builtin::storyteller) fn pronoun_of_name(name: &str) -> Option<Pronoun> {
    let lower = name.to_lowercase();
    let plain = without_marks(&lower);
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let spellings = [first(&lower), first(&plain), lower, plain];
    spellings.iter().rev().find_map(|name| NAMES.get(name)).map(|name| name.pronoun)
}

/// `tomas` for `tomás`: names are often listed without their accents.
fn without_marks(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}')).collect()
}

/// Whether somebody has legs for boots and a back for a bag.
pub(in crate::builtin::storyteller) fn has_limbs(of: &str) -> bool {
    let without =
        |noun: &Noun| noun.is_any(&["machine", "nature", "vehicle", "food", "home", "place", "weather", "space"]);
    !group("without limbs").contains(&of)
        && !noun(&of.to_lowercase()).is_some_and(|(noun, _)| without(noun) && !noun.written.contains("robot"))
}

/// How somebody of a kind is spoken of: by the last of its nouns that says so.
pub(in crate::builtin::storyteller) fn pronoun_of_kind(kind: &str) -> Option<Pronoun> {
    let text = Text::of(kind);
    (0..text.len()).rev().find_map(|at| match text.word(at) {
        "she" => Some(Pronoun::She),
        "he" => Some(Pronoun::He),
        _ => noun_at(&text, at)?.noun.pronoun,
    })
}

/// Whether a word with a capital letter is that of a brand, a people, a feast or an illness, and names nobody.
pub(super) fn is_no_name(word: &str) -> bool {
    NO_NAMES.contains(word)
}

pub(super) fn is_function(word: &str) -> bool {
    group("function words").contains(&word)
}

pub(super) fn is_adjective(word: &str) -> bool {
    ADJECTIVES.contains_key(word)
}

/// An adjective as it is written in the middle of a sentence: `Indian`.
pub(super) fn adjective(word: &str) -> Option<&'static str> {
    ADJECTIVES.get(word).copied()
}

/// The noun behind a verb's object may be any thing, one of a kind, or only itself.
pub(super) fn may_have(verb: &Verb, noun: &Noun) -> bool {
    let lower = noun.written.to_lowercase();
    let is_thing = noun.kinds.iter().any(|kind| !BEING_KINDS.contains(kind) && !KEPT_OUT.contains(kind));
    verb.objects.contains(lower.as_str())
        || noun.kinds.iter().any(|kind| verb.objects.contains(kind))
        || (is_thing && verb.objects.contains("things"))
}

/// The headings of `beings.txt` for those who live or act.
pub(super) const BEING_KINDS: [&str; 7] = ["animal", "child", "grown-up", "relation", "job", "fantasy", "machine"];
/// Kinds that no verb for `things` has.
const KEPT_OUT: [&str; 2] = ["body", "sight"];
