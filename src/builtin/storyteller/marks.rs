//! When, in what weather and in what kind of place a written line may be told, so that no page contradicts itself.
//!
//! Marks stand before a line's words or behind a section's name: `@night @rain`. Marks of one sort are alternatives;
//! where none of a sort stands, anything goes. A beat with `@home` is told at home, wherever the way led; one with
//! `@on` goes on in the hour before it, where it may. What is marked `@there` shows what the story turns on: where that
//! has its own hour, weather and place ([`super::matters`]), they take the place of those beside the mark.

use crate::domain::{TimeOfDay, Weather};

/// What a place is like, as far as light and weather go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// Under the open sky, in all weathers but snow.
    Mild,
    /// Under the open sky, where it snows instead of raining.
    Cold,
    /// Under the open sky, where it never rains.
    Arid,
    Indoors,
    Underground,
    Underwater,
    Space,
}

impl Surroundings {
    /// The section of a list of words for such a place; empty where the open sky is mild.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Mild | Self::Arid => "",
            Self::Cold => "cold",
            Self::Indoors => "indoors",
            Self::Underground => "underground",
            Self::Underwater => "underwater",
            Self::Space => "space",
        }
    }
}

/// The hour, weather and kind of place of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) hour: TimeOfDay,
    pub(super) weather: Weather,
    pub(super) surroundings: Surroundings,
}

/// The hours in their order.
pub(super) const DAY: [TimeOfDay; 4] = [TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night];

const HOURS: [(&str, &[TimeOfDay]); 5] = [
    ("dawn", &[TimeOfDay::Dawn]),
    ("day", &[TimeOfDay::Day]),
    ("sunset", &[TimeOfDay::Sunset]),
    ("night", &[TimeOfDay::Night]),
    ("light", &[TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset]),
];

const WEATHERS: [(&str, &[Weather]); 8] = [
    ("clear", &[Weather::Clear]),
    ("cloudy", &[Weather::Cloudy]),
    ("rain", &[Weather::Rain]),
    ("storm", &[Weather::Storm]),
    ("snow", &[Weather::Snow]),
    ("wind", &[Weather::Wind]),
    ("fog", &[Weather::Fog]),
    ("dry", &[Weather::Clear, Weather::Cloudy, Weather::Wind]),
];

const SURROUNDINGS: [(&str, &[Surroundings]); 8] = [
    ("outdoors", &[Surroundings::Mild, Surroundings::Cold, Surroundings::Arid]),
    ("mild", &[Surroundings::Mild]),
    ("cold", &[Surroundings::Cold]),
    ("arid", &[Surroundings::Arid]),
    ("indoors", &[Surroundings::Indoors]),
    ("underground", &[Surroundings::Underground]),
    ("underwater", &[Surroundings::Underwater]),
    ("space", &[Surroundings::Space]),
];

/// How else a beat is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// At home, wherever the way led.
    AtHome,
    /// In the hour before it, where it may.
    GoingOn,
    /// Where and when that is which the story turns on.
    There,
    /// In the snow, as is the whole story.
    Winter,
}

const WAYS: [(&str, Way); 4] =
    [("home", Way::AtHome), ("on", Way::GoingOn), ("there", Way::There), ("winter", Way::Winter)];

/// What a line, or a whole variant, asks of its moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    hours: Vec<TimeOfDay>,
    weathers: Vec<Weather>,
    surroundings: Vec<Surroundings>,
    ways: Vec<Way>,
}

impl Marks {
    /// Reads the marks at the beginning of a text; gives them and the rest.
    pub(super) fn read(text: &'static str) -> (Self, &'static str) {
        let mut marks = Self::default();
        let mut rest = text.trim_start();
        while let Some(marked) = rest.strip_prefix('@') {
            let (name, tail) = marked.split_once([' ', '\n']).unwrap_or((marked, ""));
            marks.hours.extend(named(&HOURS, name));
            marks.weathers.extend(named(&WEATHERS, name));
            marks.surroundings.extend(named(&SURROUNDINGS, name));
            marks.ways.extend(WAYS.iter().find(|(word, _)| *word == name).map(|(_, way)| *way));
            rest = tail.trim_start();
        }
        (marks, rest)
    }

    pub(super) fn are_told(&self, way: Way) -> bool {
        self.ways.contains(&way)
    }

    /// With the hour, weather and place of what the story turns on, where these marks say that it is there.
    pub(super) fn told_of(&self, matter: &Self) -> Self {
        let mut marks = self.clone();
        if self.are_told(Way::There) {
            take_place(&mut marks.hours, &matter.hours);
            take_place(&mut marks.weathers, &matter.weathers);
            take_place(&mut marks.surroundings, &matter.surroundings);
        }
        marks
    }

    /// In winter, when it snows.
    pub(super) fn in_winter(mut self) -> Self {
        self.ways.push(Way::Winter);
        self
    }

    /// In the hour of the page before, where these marks allow it.
    pub(super) fn going_on(mut self) -> Self {
        self.ways.push(Way::GoingOn);
        self
    }

    /// Whether nothing is said of hour, weather and place.
    pub(super) fn allow_all(&self) -> bool {
        self.hours.is_empty() && self.weathers.is_empty() && self.surroundings.is_empty()
    }

    pub(super) fn fit(&self, moment: Moment) -> bool {
        self.allow_hour(moment.hour)
            && self.allow_weather(moment.weather)
            && self.allow_surroundings(moment.surroundings)
    }

    pub(super) fn allow_hour(&self, hour: TimeOfDay) -> bool {
        allow(&self.hours, hour)
    }

    pub(super) fn allow_weather(&self, weather: Weather) -> bool {
        allow(&self.weathers, weather)
    }

    pub(super) fn allow_surroundings(&self, surroundings: Surroundings) -> bool {
        allow(&self.surroundings, surroundings)
    }

    pub(super) fn say_place(&self) -> bool {
        !self.surroundings.is_empty()
    }

    pub(super) fn say_hour(&self) -> bool {
        !self.hours.is_empty()
    }

    /// The weathers that suit these marks; none where they do not say.
    pub(super) fn weathers(&self) -> &[Weather] {
        &self.weathers
    }
}

/// The kind of place that a word of a place's head names.
pub(super) fn surroundings(name: &str) -> Option<Surroundings> {
    named(&SURROUNDINGS, name).first().copied()
}

fn named<T: Copy>(table: &[(&str, &'static [T])], name: &str) -> &'static [T] {
    table.iter().find(|(word, _)| *word == name).map_or(&[], |(_, values)| values)
}

fn take_place<T: Copy>(own: &mut Vec<T>, matter: &[T]) {
    if !matter.is_empty() {
        *own = matter.to_vec();
    }
}

fn allow<T: Copy + PartialEq>(allowed: &[T], value: T) -> bool {
    allowed.is_empty() || allowed.contains(&value)
}
