//! The written part of the grammar: beats, read from the text files under `tales/`.
//!
//! A file has sections (`== name @time`), a section has variants (parted by `--`), a variant has lines. A line begins
//! with the youngest age group that it is for: 1 is told to everybody, 2 and 3 only where there is room.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::subject::Subject;

/// When a beat happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Hour {
    Dawn,
    Day,
    Sunset,
    Night,
}

impl Hour {
    pub(super) const ALL: [Self; 4] = [Self::Dawn, Self::Day, Self::Sunset, Self::Night];

    const fn name(self) -> &'static str {
        match self {
            Self::Dawn => "dawn",
            Self::Day => "day",
            Self::Sunset => "sunset",
            Self::Night => "night",
        }
    }
}

/// A line, and the level from which it is told.
pub(super) type Line = (u8, &'static str);

/// A section of a file.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) hour: Hour,
    pub(super) variants: Vec<Vec<Line>>,
}

pub(super) type Book = HashMap<&'static str, Section>;

pub(super) static EPISODES: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/episodes.txt")));
pub(super) static PLACES: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/places.txt")));
pub(super) static COLOUR: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/colour.txt")));
pub(super) static REWRITE: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/rewrite.txt")));
static FEAR: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/fear.txt")));
static LOST: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/lost.txt")));
static DEED: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/deed.txt")));
static JOURNEY: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/journey.txt")));
static FRIEND: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/friend.txt")));
static MISSING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/missing.txt")));
static ILL: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/ill.txt")));
static TWO_HOMES: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/two_homes.txt")));
static MOVING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/moving.txt")));
static NEW_BABY: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/new_baby.txt")));
static FEELING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/feeling.txt")));
static OCCASION: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/occasion.txt")));
static CONTEST: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/contest.txt")));
static MATTER: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/matter.txt")));

/// The plot that suits a subject.
pub(super) fn plot(subject: &Subject) -> &'static Book {
    match subject {
        Subject::Fear(_) => &FEAR,
        Subject::Lost(_) => &LOST,
        Subject::Deed(_) => &DEED,
        Subject::Journey(_) => &JOURNEY,
        Subject::Friend => &FRIEND,
        Subject::Missing(_) => &MISSING,
        Subject::Ill(_) => &ILL,
        Subject::TwoHomes => &TWO_HOMES,
        Subject::Moving => &MOVING,
        Subject::NewBaby => &NEW_BABY,
        Subject::Feeling(_) => &FEELING,
        Subject::Occasion(_) => &OCCASION,
        Subject::Contest(_) => &CONTEST,
        Subject::Matter(_) => &MATTER,
    }
}

/// The lines of a section's first variant; none when there is no such section.
pub(super) fn lines(book: &'static Book, name: &str) -> Vec<Line> {
    book.get(name).and_then(|section| section.variants.first()).cloned().unwrap_or_default()
}

/// The sentences for an hour: `time` or `sky` in [`COLOUR`].
pub(super) fn at_hour(name: &str, hour: Hour) -> Vec<&'static str> {
    lines(&COLOUR, &format!("{name} @{}", hour.name())).into_iter().map(|(_, text)| text).collect()
}

/// `time` and `sky` have one section for each hour, so their hour belongs to the key.
fn read(text: &'static str) -> Book {
    let mut book = Book::new();
    for section in text.split("== ").skip(1) {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let (name, hour) = head.split_once(" @").unwrap_or((head, "day"));
        let key = if matches!(name, "time" | "sky") { head } else { name };
        book.insert(key.trim(), Section { hour: hour_of(hour), variants: variants(body) });
    }
    book
}

fn variants(body: &'static str) -> Vec<Vec<Line>> {
    let parts = body.split("\n--\n");
    parts.map(|part| part.lines().filter(|text| !text.trim().is_empty()).map(line).collect()).collect()
}

fn line(text: &'static str) -> Line {
    match text.as_bytes() {
        [level @ b'1'..=b'3', b' ', ..] => (level - b'0', &text[2..]),
        _ => (1, text),
    }
}

fn hour_of(name: &str) -> Hour {
    Hour::ALL.into_iter().find(|hour| hour.name() == name.trim()).unwrap_or(Hour::Day)
}
