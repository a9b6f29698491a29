//! What a story turns on, as it was read from a wish; each subject has its plot under `tales/`.
//!
//! [`super::wish`] reads it, [`super::book`] knows the plots, [`super::slots`] fills its words into lines.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::being::Being;
use crate::domain::Weather;

/// What the story turns on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Afraid of something: `the dark`.
    Fear(String),
    /// Looks for a thing, never for people: `the umbrella`.
    Lost(String),
    /// Wants to do something harmless: `bake bread`.
    Deed(String),
    /// Does something harmless, and better not alone: `bake a cake`.
    Together(String),
    /// Wants to get somewhere: `the moon`.
    Journey(String),
    /// Looks for a friend.
    Friend,
    /// Misses somebody who is gone or far away: `grandpa`. Quiet.
    Missing(String),
    /// Waits for somebody who is away and alive: `Mum`. Quiet.
    Away(String),
    /// Is ill or hurt: `a broken leg`; `None` where the illness has no name. Quiet.
    Ill(Option<String>),
    /// Lives with something that stays, and does not lie in bed: `asthma`. Quiet.
    Living(String),
    /// The parents part. Quiet.
    TwoHomes,
    /// A new house, school or country. Quiet.
    Moving,
    /// A new brother or sister. Quiet.
    NewBaby,
    /// Feels something, as an adjective: `shy`. Quiet.
    Feeling(String),
    /// A day or feast, with its article where it has one: `Diwali`, `the first day of school`.
    Occasion(String),
    /// Meets somebody strong, outwits them and makes peace: `the dragon`.
    Contest(String),
    /// A contest of sport or skill: `the race`.
    Race(String),
    /// Anything else that is harmless: `tractors`, `a magic paintbrush`.
    Matter(String),
}

/// A theme, as far as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Theme {
    /// In order: the first is the hero.
    pub(super) beings: Vec<Being>,
    /// `None` when only somebody was named: any plot will do.
    pub(super) subject: Option<Subject>,
    /// A section of `places.txt`: where the story plays.
    pub(super) place: Option<&'static str>,
    /// Why somebody feels what a quiet story tells of, as they would say it: `Oma forgets so many things now`.
    pub(super) cause: Option<String>,
    /// The weather that was said.
    pub(super) weather: Option<Weather>,
}

impl Subject {
    /// The slots of the plot's lines and what fills them: as it was said, and as something known by now, so that
    /// `a magic paintbrush` is `the magic paintbrush` from its second mention on.
    pub(super) fn slots(&self) -> Vec<(&'static str, String)> {
        let Some(((name, known), text)) = self.parts() else { return Vec::new() };
        let bare = text.strip_prefix("a ").or_else(|| text.strip_prefix("an "));
        let definite = bare.map_or_else(|| text.to_owned(), |bare| format!("the {bare}"));
        vec![(name, text.to_owned()), (known, definite)]
    }

    /// The names of its slots, and its words.
    fn parts(&self) -> Option<((&'static str, &'static str), &str)> {
        Some(match self {
            Self::Fear(text) => (("fear", "the fear"), text),
            Self::Lost(text) => (("thing", "the thing"), text),
            Self::Deed(text) | Self::Together(text) => (("deed", "the deed"), text),
            Self::Journey(text) => (("goal", "the goal"), text),
            Self::Missing(text) | Self::Away(text) => (("missed", "the missed"), text),
            Self::Ill(text) => (("illness", "the illness"), text.as_deref().unwrap_or("an illness")),
            Self::Living(text) => (("illness", "the illness"), text),
            Self::Race(text) => (("race", "the race"), text),
            Self::Feeling(text) => (("feeling", "the feeling"), text),
            Self::Occasion(text) => (("occasion", "the occasion"), text),
            Self::Contest(text) => (("rival", "the rival"), text),
            Self::Matter(text) => (("matter", "the matter"), text),
            Self::Friend | Self::TwoHomes | Self::Moving | Self::NewBaby => return None,
        })
    }

    /// What was said of it; `None` where there is nothing more to say.
    pub(super) fn text(&self) -> Option<&str> {
        self.parts().map(|(_, text)| text)
    }

    /// Without saying of something whose it is, or with whom it is done, where that is one of the heroes:
    /// `the birthday` for `Emma's birthday`.
    pub(super) fn without_owner(self, beings: &[Being]) -> Self {
        let plain = |text: String| {
            let owners = beings.iter().filter_map(|being| being.name.as_ref()).map(|name| format!("{name}'s "));
            let text = owners.fold(text, |text, owner| text.replace(&owner, "the "));
            let names = beings.iter().filter_map(|being| being.name.as_ref());
            let company = names.map(|name| format!(" for {name}")).find(|company| text.ends_with(company.as_str()));
            company.map_or_else(|| text.clone(), |company| text.trim_end_matches(company.as_str()).to_owned())
        };
        match self {
            Self::Occasion(text) => Self::Occasion(plain(text)),
            Self::Matter(text) => Self::Matter(plain(text)),
            Self::Lost(text) => Self::Lost(plain(text)),
            Self::Race(text) => Self::Race(plain(text)),
            Self::Deed(text) => Self::Deed(without_company(&text, beings)),
            Self::Together(text) => Self::Together(without_company(&text, beings)),
            other => other,
        }
    }

    /// A subject for a wish that names none: every merry plot is as likely as the others, but
    /// those who belong together from the start do not find each other as friends.
    pub(super) fn drawn(are_strangers: bool, random: &mut impl Rng) -> Self {
        const FEARS: [&str; 4] = ["thunder", "the dark", "deep water", "high places"];
        const THINGS: [&str; 4] = ["the red kite", "the silver bell", "the music box", "the yellow umbrella"];
        const DEEDS: [&str; 4] = [
            "build a flying boat",
            "sing a song for the moon",
            "grow the biggest pumpkin",
            "bake a cake as tall as a tower",
        ];
        const GOALS: [&str; 4] = ["the sea", "the end of the rainbow", "the moon garden", "the highest hill"];
        const OCCASIONS: [&str; 4] = ["the lantern feast", "the summer fair", "a birthday party", "the apple harvest"];
        const RIVALS: [&str; 4] = ["the grumpy giant", "the old troll", "the sea monster", "the mountain dragon"];
        const MATTERS: [&str; 4] = ["a magic paintbrush", "the singing tree", "an old blue boat", "soap bubbles"];
        let mut draw = |list: &[&str]| list.choose(random).copied().unwrap_or_default().to_owned();
        let choices = [
            Self::Fear(draw(&FEARS)),
            Self::Lost(draw(&THINGS)),
            Self::Deed(draw(&DEEDS)),
            Self::Journey(draw(&GOALS)),
            Self::Occasion(draw(&OCCASIONS)),
            Self::Contest(draw(&RIVALS)),
            Self::Matter(draw(&MATTERS)),
            Self::Friend,
        ];
        let count = choices.len() - usize::from(!are_strangers);
        let choices = &choices[..count];
        choices.choose(random).cloned().unwrap_or(Self::Friend)
    }
}

/// `go fishing` for `go fishing with Grandpa`, and `sell mangoes` for `help Father sell mangoes`, where Grandpa and
/// Father are in the story anyway.
fn without_company(deed: &str, beings: &[Being]) -> String {
    let names = || beings.iter().filter_map(|being| being.name.as_ref());
    let helped = names().skip(1).find_map(|name| deed.strip_prefix(&format!("help {name} ")));
    let deed = helped.map_or(deed, |rest| rest.strip_prefix("to ").unwrap_or(rest));
    let company = names().map(|name| format!(" with {name} ")).find(|company| format!("{deed} ").contains(company));
    company.map_or_else(|| deed.to_owned(), |company| format!("{deed} ").replace(&company, " ").trim().to_owned())
}
