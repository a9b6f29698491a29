//! A noun with all that belongs to it: `my little sister Emma`, `three pigs`, `Emma's birthday`, `Max the fox`,
//! `a treasure map`. Only known words are kept; [`super::noun_phrase`] finds them.

use super::inflection::plural_of;
use super::lexicon::{BEING_KINDS, Noun};
use super::name::FoundName;
use crate::builtin::storyteller::english::{capitalised, with_article};

/// What stands before a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    Bare,
    /// `a`
    Any,
    /// `the`
    The,
    /// `my`, `our`
    Mine,
    /// `his`, `her`, `their`
    Theirs,
    /// `three`
    Number(usize),
}

/// A noun with all that belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) determiner: Determiner,
    /// Known ones, in their order.
    pub(super) adjectives: Vec<String>,
    /// The nouns before the head: `treasure` of `treasure map`.
    pub(super) before: Vec<&'static str>,
    /// The head; `None` for a name alone and for a word that is in no list.
    pub(super) noun: Option<&'static Noun>,
    /// A head that is in no list; only somebody in a story may have one.
    pub(super) unknown: Option<String>,
    pub(super) plural: bool,
    pub(super) name: Option<FoundName>,
    /// Whose it is: `Emma` of `Emma's birthday`.
    pub(super) owner: Option<Box<Phrase>>,
    /// What it is of: `the bees` of `the queen of the bees`.
    pub(super) of: Option<Box<Phrase>>,
    /// Whether a word was left out because no list has it.
    pub(super) left_out: bool,
}

impl Phrase {
    pub(super) fn is_being(&self) -> bool {
        self.name.is_some() || self.noun.is_some_and(|noun| noun.is_any(&BEING_KINDS))
    }

    pub(super) fn is_any(&self, kinds: &[&str]) -> bool {
        self.noun.is_some_and(|noun| noun.is_any(kinds))
    }

    /// The head as it is written; empty for a name.
    pub(super) fn head(&self) -> &str {
        self.noun.map_or_else(|| self.unknown.as_deref().unwrap_or_default(), |noun| noun.written)
    }

    /// Whether every word is known and harmless.
    pub(super) fn is_harmless(&self) -> bool {
        !self.left_out
            && self.unknown.is_none()
            && self.owner.as_ref().is_none_or(|owner| owner.is_harmless())
            && self.of.as_ref().is_none_or(|of| of.is_harmless())
    }

    /// Adjectives and nouns without what stands before them: `little treasure maps`.
    pub(super) fn bare(&self, plural: bool) -> String {
        let head = self.head();
        let head = if plural { plural_of(head) } else { head.to_owned() };
        let adjectives = self.adjectives.iter().map(String::as_str).filter(|word| *word != "own");
        let words = adjectives.chain(self.before.iter().copied());
        words.chain([head.as_str()]).collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// As a line says it: `a red kite`, `the kite` (for `his kite`), `Grandma`, `Emma's birthday`.
    pub(super) fn told(&self) -> String {
        let text = self.without_of();
        match &self.of {
            Some(of) => format!("{text} of {}", of.told()),
            None => text,
        }
    }

    /// As one speaks of what is known already: `the red kite` for `a red kite`.
    pub(super) fn told_known(&self) -> String {
        if self.determiner != Determiner::Any || self.owner.is_some() || self.name.is_some() {
            return self.told();
        }
        Self { determiner: Determiner::The, ..self.clone() }.told()
    }

    fn without_of(&self) -> String {
        if let Some(found) = &self.name {
            return found.name.clone();
        }
        let bare = self.bare(self.plural);
        if let Some(owner) = &self.owner {
            return format!("{}'s {bare}", owner.told_known());
        }
        if self.is_parent() && matches!(self.determiner, Determiner::Bare | Determiner::Mine | Determiner::Theirs) {
            return capitalised(self.head());
        }
        match self.determiner {
            Determiner::Bare => bare,
            Determiner::Any if self.plural => bare,
            Determiner::Any => with_article(&bare),
            Determiner::Theirs | Determiner::Mine if self.plural && self.is_being() => bare,
            Determiner::The | Determiner::Mine | Determiner::Theirs => {
                format!("the {}", bare.trim_start_matches("the "))
            }
            Determiner::Number(count) => format!("{} {bare}", number_word(count)),
        }
    }

    /// Somebody who is called by what they are: `Grandma`.
    pub(super) fn is_parent(&self) -> bool {
        const OTHERS: [&str; 7] = ["sister", "brother", "daughter", "son", "child", "niece", "nephew"];
        self.is_any(&["relation"])
            && !self.plural
            && self.adjectives.is_empty()
            && self
                .noun
                .is_some_and(|noun| noun.pronoun.is_some() && (noun.is("grandparent") || !noun.written.contains(' ')))
            && !OTHERS.iter().any(|other| self.head().contains(other))
            && !matches!(self.head(), "wife" | "husband" | "girlfriend" | "boyfriend" | "babysitter" | "sis" | "bro")
    }

    /// `bone` alone is `the bone`; what can't be counted stays as it is.
    pub(super) fn definite(self) -> Self {
        let thing = self.is_any(&["clothes", "home", "vehicle", "body"]) && !self.is_any(&["sport", "food", "feast"]);
        let bare = self.determiner == Determiner::Bare && !self.plural && self.owner.is_none();
        let is_day = self.is_any(&["weather"]) && self.head().contains(' ');
        let determiner = if is_day && bare {
            Determiner::Any
        } else if thing && bare && !self.head().ends_with('s') {
            Determiner::The
        } else {
            self.determiner
        };
        Self { determiner, ..self }
    }
}

pub(super) const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

fn number_word(count: usize) -> String {
    count.checked_sub(1).and_then(|at| NUMBERS.get(at)).map_or_else(|| "many".to_owned(), |word| (*word).to_owned())
}
