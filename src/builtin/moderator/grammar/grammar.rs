//! The patterns that are built in, and a text read with them.

use std::collections::HashSet;

use super::pattern::Notation;
use super::rules::{Joints, Rules, Text};
use super::score::Score;
use super::trouble::Trouble;
use super::turning::Turning;
use super::vocabulary::{Vocabulary, WordId, WordSet};
use super::words::{Word, words};
use crate::builtin::moderator::fold::Token;
use crate::builtin::moderator::lexicon::lines;
use crate::domain::Category;

const GROUPS: &str = include_str!("../words/groups.txt");
const TOLD: &str = include_str!("../words/told.txt");
const AMENDS: &str = include_str!("../words/amends.txt");
const MISSPELT: &str = include_str!("../words/misspelt.txt");
/// Weights of what is said in cries for help, of unsafe deeds, and in stories.
const LIKE_CRIES: &str = include_str!("../words/score/cries.txt");
const LIKE_DEEDS: &str = include_str!("../words/score/deeds.txt");
const WELL_SPELT: &str = include_str!("../words/well_spelt.txt");

const HELP: [&str; 5] = [
    include_str!("../words/help/life.txt"),
    include_str!("../words/help/touch.txt"),
    include_str!("../words/help/blows.txt"),
    include_str!("../words/help/home.txt"),
    include_str!("../words/help/others.txt"),
];

/// Cries for help in other languages: their words are no English ones.
const HELP_ELSEWHERE: &str = include_str!("../words/help/languages.txt");

const DEEDS: [(Category, &str); 15] = [
    (Category::Danger, include_str!("../words/deeds/poison.txt")),
    (Category::Danger, include_str!("../words/deeds/fire.txt")),
    (Category::Danger, include_str!("../words/deeds/heights.txt")),
    (Category::Danger, include_str!("../words/deeds/traffic.txt")),
    (Category::Danger, include_str!("../words/deeds/breath.txt")),
    (Category::Danger, include_str!("../words/deeds/blades.txt")),
    (Category::Danger, include_str!("../words/deeds/strangers.txt")),
    (Category::Danger, include_str!("../words/deeds/offers.txt")),
    (Category::SelfHarm, include_str!("../words/deeds/hunger.txt")),
    (Category::Violence, include_str!("../words/deeds/people.txt")),
    (Category::Violence, include_str!("../words/deeds/animals.txt")),
    (Category::Violence, include_str!("../words/deeds/weapons.txt")),
    (Category::Drugs, include_str!("../words/deeds/drugs.txt")),
    (Category::Hate, include_str!("../words/deeds/hate.txt")),
    (Category::Sexual, include_str!("../words/deeds/adult.txt")),
];

/// What no wish may ask for, though a page may tell of it.
const ASKED: [&str; 2] = [include_str!("../words/deeds/asked.txt"), include_str!("../words/deeds/alone.txt")];

/// What a text is read with: read once, used for every text.
#[derive(Debug)]
pub struct Grammar {
    vocabulary: Vocabulary,
    /// Words from this number on are of other languages.
    english: WordId,
    help: Rules<()>,
    deeds: Rules<Category>,
    asked: Rules<Category>,
    told: Rules<()>,
    amends: Rules<()>,
    joints: Joints,
    turning: Turning,
    speaker: WordSet,
    request: WordSet,
    plea: WordSet,
    despair: WordSet,
    rescue: WordSet,
    trouble: Trouble,
    like_cries: Score,
    like_deeds: Score,
}

impl Grammar {
    /// Reads the patterns that are built in.
    pub fn built_in() -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut notation = Notation::default();
        notation.read(GROUPS, &mut vocabulary);
        let mut plain = |list: &str| {
            let mut rules = Rules::default();
            notation.read(list, &mut vocabulary).into_iter().for_each(|steps| rules.add(steps, ()));
            rules
        };
        let [told, amends] = [TOLD, AMENDS].map(&mut plain);
        let mut help = plain(&HELP.join("\n"));
        let mut deeds = Rules::default();
        for (category, list) in DEEDS {
            notation.read(list, &mut vocabulary).into_iter().for_each(|steps| deeds.add(steps, category));
        }
        let mut asked = Rules::default();
        notation
            .read(&ASKED.join("\n"), &mut vocabulary)
            .into_iter()
            .for_each(|steps| asked.add(steps, Category::Danger));
        let mut group = |name: &str| notation.group(name, &mut vocabulary);
        let joints = Joints { small: group("small"), partings: group("parting"), follow_ups: group("follow-up") };
        let turning = Turning {
            negations: group("negation"),
            stops: group("stop"),
            warnings: group("warning"),
            links: group("warning-link"),
            undone: group("undone"),
            borders: group("border"),
        };
        let [speaker, request, plea, rescue, despair] =
            ["speaker", "request", "plea", "rescue", "despair"].map(&mut group);
        let [signs, grave, household, oneself, wards] =
            ["sign", "grave-sign", "household", "oneself", "ward"].map(group);
        let trouble = Trouble { signs, grave, household, oneself, wards };
        let english = vocabulary.next();
        notation.read(HELP_ELSEWHERE, &mut vocabulary).into_iter().for_each(|steps| help.add(steps, ()));
        for (slips, word) in lines(MISSPELT).filter_map(|line| line.rsplit_once(' ')) {
            slips.split(' ').for_each(|slip| vocabulary.add_misspelling(slip, word));
        }
        vocabulary.learn_misspellings(&lines(WELL_SPELT).flat_map(str::split_whitespace).collect::<HashSet<_>>());
        let [like_cries, like_deeds] = [LIKE_CRIES, LIKE_DEEDS].map(|list| Score::read(list, &mut vocabulary));
        Self {
            vocabulary,
            english,
            help,
            deeds,
            asked,
            told,
            amends,
            joints,
            turning,
            speaker,
            request,
            plea,
            despair,
            rescue,
            trouble,
            like_cries,
            like_deeds,
        }
    }

    /// Whether a word stands in these patterns: an English one, in small letters.
    pub fn knows(&self, word: &str) -> bool {
        self.vocabulary.exactly(word).is_some_and(|id| id < self.english)
    }

    /// A text read with these patterns; names are tokens that pass whatever they say.
    pub fn read(&self, tokens: &[Token], is_name: impl Fn(&Token) -> bool) -> Reading<'_> {
        let words = words(tokens, &self.vocabulary);
        let passes = words.iter().map(|word| is_name(&tokens[word.token])).collect();
        let mut reading = Reading { grammar: self, passes, words };
        let told: Vec<_> = reading.found(&self.told).map(|(start, length, ())| start..start + length).collect();
        for range in told {
            reading.passes[range].fill(true);
        }
        reading
    }
}

/// A text's words, and which of them belong to something that passes.
#[derive(Debug)]
pub struct Reading<'a> {
    grammar: &'a Grammar,
    words: Vec<Word>,
    passes: Vec<bool>,
}

impl Reading<'_> {
    /// Whether somebody tells of harm.
    pub fn is_cry_for_help(&self) -> bool {
        self.found(&self.grammar.help).next().is_some() || self.is_plea()
    }

    /// Whether a text is nothing but a call (*please help me*).
    fn is_plea(&self) -> bool {
        let all = !self.words.is_empty() && self.words.iter().all(|word| word.is_one_of(&self.grammar.plea));
        all && self.words.iter().any(|word| word.is_one_of(&self.grammar.rescue))
    }

    /// Whether one sentence holds several small signs of trouble at home.
    pub fn is_trouble(&self) -> bool {
        self.grammar.trouble.is_told_in(&self.words, &self.passes)
    }

    /// Whether a sentence is like the cries for help that are known.
    pub fn is_like_a_cry(&self) -> bool {
        self.grammar.like_cries.is_reached_in(&self.words)
    }

    /// Whether a sentence is like the unsafe deeds that are known, and nobody learns from it.
    pub fn is_like_a_deed(&self) -> bool {
        self.grammar.like_deeds.is_reached_in(&self.words) && !self.is_mended()
    }

    /// Whether somebody is sad beyond a story's sadness, or means it for ever.
    pub fn tells_of_despair(&self) -> bool {
        self.words.iter().any(|word| word.is_one_of(&self.grammar.despair))
    }

    /// Whether somebody speaks of themselves, or of those at home, and asks for no story.
    pub fn speaks_of_oneself(&self) -> bool {
        let holds = |group: &WordSet| self.words.iter().any(|word| word.is_one_of(group));
        let of_home = || self.grammar.trouble.is_of_home(&self.words);
        (holds(&self.grammar.speaker) || of_home()) && !holds(&self.grammar.request)
    }

    /// The gravest deed that is not turned around. A blow or a danger is told where somebody learns from it. Of a page
    /// (`is_told`) less is a danger than of a wish.
    pub fn deed(&self, is_told: bool) -> Option<Category> {
        let asked = (!is_told).then(|| self.found(&self.grammar.asked)).into_iter().flatten();
        let deeds = self.found(&self.grammar.deeds).chain(asked);
        let bad = deeds.filter(|(start, ..)| !self.turns(*start)).map(|(_, _, category)| category);
        let gravest = bad.min_by_key(|category| match category {
            Category::Danger => 2,
            Category::Violence => 1,
            _ => 0,
        })?;
        let may_be_mended = matches!(gravest, Category::Danger | Category::Violence);
        (!may_be_mended || !self.is_mended()).then_some(gravest)
    }

    fn is_mended(&self) -> bool {
        self.found(&self.grammar.amends).next().is_some()
    }

    /// Which tokens belong to something that passes.
    pub fn passing_tokens(&self, tokens: usize) -> Vec<bool> {
        let mut passing = vec![false; tokens];
        for (word, _) in self.words.iter().zip(&self.passes).filter(|(_, passes)| **passes) {
            passing[word.token] = true;
        }
        passing
    }

    /// Whether what begins with a token is turned around.
    pub fn turns_token(&self, token: usize) -> bool {
        self.words.iter().position(|word| word.token == token).is_some_and(|start| self.turns(start))
    }

    fn turns(&self, start: usize) -> bool {
        self.grammar.turning.turns(&self.words, start)
    }

    /// Every place of these patterns: where it begins, how many words it takes, what follows.
    fn found<'a, T: Copy>(&'a self, rules: &'a Rules<T>) -> impl Iterator<Item = (usize, usize, T)> + 'a {
        (0..self.words.len()).flat_map(move |start| {
            let text =
                Text { words: &self.words[start..], passes: &self.passes[start..], joints: &self.grammar.joints };
            rules.beginning(text).map(move |(length, follows)| (start, length, follows))
        })
    }
}
