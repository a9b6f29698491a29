//! The written part of the grammar: beats, read from the text files under `tales/`.
//!
//! A file has sections (`== name`), a section has variants (parted by `--`), a variant has lines. A line begins with
//! the youngest age group that it is for: 1 is told to everybody, 2 and 3 only where there is room. Behind a section's
//! name, a `--` and a level may stand [`Marks`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::marks::Marks;
use super::subject::Subject;

/// A line and what it asks for.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// From which level it is told; 0 for what may never be left out.
    pub(super) level: u8,
    pub(super) marks: Marks,
    pub(super) text: &'static str,
}

/// One wording of a section.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) marks: Marks,
    pub(super) lines: Vec<Line>,
}

/// Variants by the name of their section.
pub(super) type Book = BTreeMap<&'static str, Vec<Variant>>;

pub(super) static COLOUR: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/colour.txt")));
pub(super) static SKY: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/sky.txt")));
pub(super) static REWRITE: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/rewrite.txt")));
static FEAR: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/fear.txt")));
static LOST: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/lost.txt")));
static DEED: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/deed.txt")));
static TOGETHER: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/together.txt")));
static JOURNEY: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/journey.txt")));
static FRIEND: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/friend.txt")));
static MISSING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/missing.txt")));
static AWAY: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/away.txt")));
static ILL: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/ill.txt")));
static LIVING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/living.txt")));
static TWO_HOMES: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/two_homes.txt")));
static MOVING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/moving.txt")));
static NEW_BABY: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/new_baby.txt")));
static FEELING: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/feeling.txt")));
static OCCASION: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/occasion.txt")));
static CONTEST: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/contest.txt")));
static RACE: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/race.txt")));
static MATTER: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/matter.txt")));

/// The plot that suits a subject.
pub(super) fn plot(subject: &Subject) -> &'static Book {
    match subject {
        Subject::Fear(_) => &FEAR,
        Subject::Lost(_) => &LOST,
        Subject::Deed(_) => &DEED,
        Subject::Together(_) => &TOGETHER,
        Subject::Journey(_) => &JOURNEY,
        Subject::Friend => &FRIEND,
        Subject::Missing(_) => &MISSING,
        Subject::Away(_) => &AWAY,
        Subject::Ill(_) => &ILL,
        Subject::Living(_) => &LIVING,
        Subject::TwoHomes => &TWO_HOMES,
        Subject::Moving => &MOVING,
        Subject::NewBaby => &NEW_BABY,
        Subject::Feeling(_) => &FEELING,
        Subject::Occasion(_) => &OCCASION,
        Subject::Contest(_) => &CONTEST,
        Subject::Race(_) => &RACE,
        Subject::Matter(_) => &MATTER,
    }
}

/// The variants of a section; none when there is no such section.
pub(super) fn variants(book: &'static Book, name: &str) -> &'static [Variant] {
    book.get(name).map(Vec::as_slice).unwrap_or_default()
}

/// The lines of a section's first variant; none when there is no such section.
pub(super) fn lines(book: &'static Book, name: &str) -> &'static [Line] {
    variants(book, name).first().map(|variant| variant.lines.as_slice()).unwrap_or_default()
}

/// The words of a section's first line.
pub(super) fn word(book: &'static Book, name: &str) -> Option<&'static str> {
    lines(book, name).first().map(|line| line.text)
}

pub(super) fn read(text: &'static str) -> Book {
    let mut book = Book::new();
    for section in text.split("== ").skip(1) {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let (name, marks) = head.split_at(head.find(" @").unwrap_or(head.len()));
        let mut parts = body.split("\n--");
        let first = Variant { marks: Marks::read(marks).0, lines: parts.next().map(read_lines).unwrap_or_default() };
        let others = parts.map(|part| {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            let (marks, _) = Marks::read(if head.trim().is_empty() { marks } else { head });
            Variant { marks, lines: read_lines(body) }
        });
        book.insert(name.trim(), std::iter::once(first).chain(others).collect());
    }
    book
}

fn read_lines(body: &'static str) -> Vec<Line> {
    body.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

pub(super) fn line(text: &'static str) -> Line {
    let (level, rest) = match text.as_bytes() {
        [level @ b'1'..=b'3', b' ', ..] => (level - b'0', &text[2..]),
        _ => (1, text),
    };
    let (marks, text) = Marks::read(rest);
    Line { level, marks, text }
}
