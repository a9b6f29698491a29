//! The meetings between a story's fixed beats: whom one meets where, in the wished place first and then around it.

use std::sync::LazyLock;

use rand::Rng;
use rand::seq::SliceRandom;

use super::book::{Book, Variant, read, variants, word};
use super::marks::Marks;
use super::places::{Place, on_the_way, place};

static MERRY: LazyLock<Book> = LazyLock::new(|| {
    let mut book = read(include_str!("tales/episodes.txt"));
    book.append(&mut read(include_str!("tales/episodes_near.txt")));
    book.append(&mut read(include_str!("tales/episodes_far.txt")));
    book
});
static QUIET: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/episodes_quiet.txt")));
static IN_BED: LazyLock<Book> = LazyLock::new(|| read(include_str!("tales/episodes_in_bed.txt")));

/// A meeting: where it is, and its pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) place: &'static Place,
    pub(super) pages: &'static [Variant],
}

/// Meetings for as many pages, each where it `may_be_at` in this story, and the place where the way ends. Each meeting
/// has one page or two; the first have two where there are more pages than meetings.
pub(super) fn stops(
    plot: &'static Book,
    home: &'static Place,
    is_wished: bool,
    may_be_at: impl Fn(&Place, &Marks) -> bool,
    pages: usize,
    random: &mut impl Rng,
) -> (Vec<Stop>, &'static Place) {
    let book = episodes(plot);
    let stays = plot.contains_key("stays");
    let mut near: Vec<&'static Place> = vec![home];
    if is_wished && !stays {
        let mut around = home.neighbours();
        around.shuffle(random);
        near.extend(around);
    }
    let mut far = if stays { Vec::new() } else { reached(plot, book) };
    far.retain(|place| near.iter().all(|known| known.name != place.name));
    far.shuffle(random);
    let at_home = if is_wished || stays { near } else { Vec::new() };
    let mut found = in_rounds(book, home, &at_home, random);
    found.extend(in_rounds(book, home, &far, random));
    found.retain(|stop| stop.pages.iter().all(|page| may_be_at(stop.place, &page.marks)));
    let count = pages.div_ceil(2).max(pages.min(6)).min(found.len());
    let last = if is_wished || stays { home } else { found.get(count).map_or(home, |stop| stop.place) };
    found.truncate(count);
    let double = pages - count.min(pages);
    for (at, stop) in found.iter_mut().enumerate() {
        let told = if at < double { 2 } else { 1 };
        stop.pages = &stop.pages[..told.min(stop.pages.len())];
    }
    (found, last)
}

fn episodes(plot: &'static Book) -> &'static Book {
    match word(plot, "episodes") {
        Some("quiet") => &QUIET,
        Some("in bed") => &IN_BED,
        _ => &MERRY,
    }
}

/// Where the way leads from nowhere special: to the places that are on it; a quiet story's, to all that it knows.
fn reached(plot: &'static Book, book: &'static Book) -> Vec<&'static Place> {
    if !plot.contains_key("episodes") {
        return on_the_way();
    }
    let mut names: Vec<&str> = book.keys().map(|key| place_of(key)).filter(|name| *name != "home").collect();
    names.dedup();
    names.into_iter().map(place).collect()
}

/// First one meeting at each place, then a second one at each, and so on.
fn in_rounds(book: &'static Book, home: &'static Place, places: &[&'static Place], random: &mut impl Rng) -> Vec<Stop> {
    let mut found: Vec<(usize, Stop)> = Vec::new();
    for place in places {
        let is_here = |name: &str| name == place.name || (name == "home" && place.name == home.name);
        let mut here: Vec<&str> = book.keys().copied().filter(|key| is_here(place_of(key))).collect();
        here.shuffle(random);
        let here = here.into_iter().enumerate();
        found.extend(here.map(|(round, key)| (round, Stop { place, pages: variants(book, key) })));
    }
    found.sort_by_key(|(round, _)| *round);
    found.into_iter().map(|(_, stop)| stop).collect()
}

/// `forest` of `forest.owl`; `home` is wherever the story is at home.
fn place_of(key: &str) -> &str {
    key.split_once('.').map_or(key, |(place, _)| place)
}
