//! The slots of a written line, and what they are filled with.

use super::english::{capitalised, list};
use super::person::Person;

/// What the slots of a line are filled with.
#[derive(Debug, Clone)]
pub(super) struct Slots<'a> {
    pub(super) heroes: &'a [Person],
    /// Who takes part beside the first two, by name.
    pub(super) cameo: Option<String>,
    /// Whether looks and traits may be told.
    pub(super) plain: bool,
    /// Slots by name: `place`, `next`, `question`, and the plot's own.
    pub(super) words: Vec<(&'static str, String)>,
}

impl Slots<'_> {
    /// Fills a line in one pass, so that what is filled in is never read as a slot. `None` when a slot has no value.
    pub(super) fn fill(&self, line: &str) -> Option<String> {
        self.words_of(line).map(|filled| capitalised(&filled))
    }

    /// As [`Self::fill`], for a part of a sentence.
    pub(super) fn words_of(&self, line: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, tail) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(&self.slot(slot)?);
            rest = tail;
        }
        filled.push_str(rest);
        Some(filled)
    }

    /// Whether a line tells what the story turns on, whose slots are the first of all.
    pub(super) fn tells_subject(&self, line: &str) -> bool {
        let subject = self.words.iter().take_while(|(name, _)| *name != "question");
        subject.into_iter().any(|(name, _)| line.contains(&format!("{name}}}")) || line.contains(&format!("{name}!}}")))
    }

    /// A `!` behind a slot's name makes its first letter a capital.
    fn slot(&self, name: &str) -> Option<String> {
        let value = self.value(name.trim_end_matches('!'))?;
        let value = if name.ends_with('!') { capitalised(&value) } else { value };
        (!value.is_empty()).then_some(value)
    }

    fn value(&self, name: &str) -> Option<String> {
        let (head, part) = name.split_once('.').unwrap_or((name, ""));
        match head {
            "A" => self.person(self.heroes.first()?, part),
            "B" => self.person(self.heroes.get(1)?, part),
            "C" => self.cameo.clone(),
            "all" => Some(list(&self.names(0))),
            "others" => Some(list(&self.names(2))),
            _ => self.words.iter().find(|(word, _)| *word == head).map(|(_, value)| value.clone()),
        }
    }

    fn names(&self, from: usize) -> Vec<String> {
        self.heroes.iter().skip(from).map(|person| person.name.clone()).collect()
    }

    fn person(&self, person: &Person, part: &str) -> Option<String> {
        match part {
            "" => Some(person.name.clone()),
            "they" => Some(person.pronoun.they().to_owned()),
            "them" => Some(person.pronoun.them().to_owned()),
            "their" => Some(person.pronoun.their().to_owned()),
            "was" => Some(person.pronoun.was().to_owned()),
            "who" => Some(person.who(self.plain)),
            "once" => Some(person.once(self.plain)),
            "intro" => Some(person.intro(self.plain)),
            "traits" if !self.plain => person.traits(),
            "look" if !self.plain => person.look(),
            _ => None,
        }
    }
}
