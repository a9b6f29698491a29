//! A whole story from a request: outline and pages, the same for the same request.

use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::book::{Book, COLOUR, Line, REWRITE, lines, plot};
use super::cast::cast;
use super::compose::{Told, page};
use super::english::title_case;
use super::person::Person;
use super::plan::{Purpose, Step, noun, plan, there};
use super::slots::Slots;
use super::subject::Subject;
use super::theme::read;
use crate::domain::{Character, Outline, StoryRequest};
use crate::pipeline::metadata::{RawOutline, TITLE, complete};

#[derive(Debug)]
pub(super) struct Tale {
    pub(super) outline: Outline,
    pub(super) pages: Vec<String>,
    heroes: Vec<Person>,
    steps: Vec<Step>,
}

impl Tale {
    /// Tells the story of a request.
    pub(super) fn of(request: &StoryRequest) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(request.seed);
        let theme = read(&request.theme);
        let heroes = cast(request, &theme, &mut random);
        let subject = theme.subject.clone().unwrap_or_else(|| Subject::drawn(request.scenes, &mut random));
        let plot = plot(&subject);
        let steps = plan(plot, theme.place, request.scenes.max(1), &mut random);
        let words = words(&subject, plot, &heroes);
        let slots = Slots { heroes: &heroes, cameo: None, plain: false, words };
        let outline = outline(request, plot, &subject, &slots, &mut random);
        let mut told = Told::default();
        let pages = (0..steps.len()).map(|at| told_page(request, &steps, at, &slots, &mut told, &mut random)).collect();
        Self { outline, pages, heroes, steps }
    }

    /// Another wording of a scene (counted from 1), without any word of the theme, the traits and the looks.
    pub(super) fn rewritten(&self, request: &StoryRequest, scene: u32, attempt: u32) -> String {
        let at = (scene.max(1) as usize - 1).min(self.steps.len().saturating_sub(1));
        let step = &self.steps[at];
        let mut random = ChaCha8Rng::seed_from_u64(request.seed ^ (u64::from(attempt) << 32) ^ u64::from(scene));
        let variants = REWRITE.get(step.purpose.name()).map(|section| section.variants.as_slice()).unwrap_or_default();
        let beat = variants.get((at + attempt as usize) % variants.len().max(1)).cloned().unwrap_or_default();
        let words = vec![("place", noun(step.place)), ("next", noun(step.next))];
        let slots = Slots { heroes: &self.heroes, cameo: self.heroes.get(2), plain: true, words };
        page(request.age_group, (step.hour, step.place), &beat, &slots, &mut Told::default(), &mut random)
    }
}

fn told_page(
    request: &StoryRequest,
    steps: &[Step],
    at: usize,
    slots: &Slots<'_>,
    told: &mut Told,
    random: &mut ChaCha8Rng,
) -> String {
    let step = &steps[at];
    let others = slots.heroes.len().saturating_sub(2);
    let mut slots = slots.clone();
    slots.cameo = (others > 0).then(|| &slots.heroes[2 + at % others]);
    let goal = slots.words.iter().find(|(name, _)| *name == "goal").map(|(_, goal)| goal.clone());
    let place = goal.filter(|_| step.purpose == Purpose::Turn).map_or_else(|| noun(step.place), |goal| ground(&goal));
    slots.words.push(("place", place));
    slots.words.push(("next", noun(step.next)));
    slots.words.push(("there", there(step.next)));
    let mut beat = step.lines.clone();
    if at == 0 {
        introduce(&mut beat, others > 0, steps.len() == 1);
    }
    page(request.age_group, (step.hour, step.place), &beat, &slots, told, random)
}

/// Says what the first two look like, each behind the line that names them first. Further heroes are named on the
/// first page at every age, if need be instead of the first one's traits.
fn introduce(beat: &mut Vec<Line>, others: bool, only_page: bool) {
    if others {
        for (level, text) in beat.iter_mut() {
            *level = if text.contains("{others") { 1 } else { *level };
            *level = if text.contains(".traits}") { 2 } else { *level };
        }
        if only_page {
            beat.insert(beat.len().saturating_sub(1), (1, "{others!} helped."));
        }
    }
    for (look, named) in lines(&COLOUR, "look").into_iter().zip([["{A.once", "{A}"], ["{B.intro", "{B}"]]) {
        let place = named.iter().find_map(|slot| beat.iter().position(|(_, text)| text.contains(slot)));
        beat.insert(place.map_or(beat.len(), |at| at + 1), look);
    }
}

/// Where one stands at the end of a journey: what hangs in the sky has a hill below it.
fn ground(goal: &str) -> String {
    let high = ["moon", "sun", "star", "sky", "cloud", "planet", "mars", "rainbow"];
    if high.iter().any(|word| goal.to_lowercase().contains(word)) {
        "the last hill".to_owned()
    } else {
        goal.to_owned()
    }
}

/// The plot's own slots; a question and a hope may hold the others.
fn words(subject: &Subject, plot: &'static Book, heroes: &[Person]) -> Vec<(&'static str, String)> {
    let mut words: Vec<(&'static str, String)> = subject.slot().into_iter().collect();
    for name in ["question", "hope"] {
        let slots = Slots { heroes, cameo: None, plain: false, words: words.clone() };
        let text = lines(plot, name).first().and_then(|(_, line)| slots.fill(line)).unwrap_or_default();
        let lower = text.chars().take(1).flat_map(char::to_lowercase).chain(text.chars().skip(1)).collect();
        words.push((name, lower));
    }
    words
}

fn outline(
    request: &StoryRequest,
    plot: &'static Book,
    subject: &Subject,
    slots: &Slots<'_>,
    random: &mut ChaCha8Rng,
) -> Outline {
    let titles = plot.get("title").map(|section| section.variants.as_slice()).unwrap_or_default();
    let filled = |line: &str| slots.fill(line).filter(|title| title.chars().count() <= TITLE);
    let drawn = titles.choose(random).and_then(|lines| filled(lines.first()?.1));
    let title = drawn.or_else(|| titles.iter().find_map(|lines| filled(lines.first()?.1))).unwrap_or_default();
    let summaries = plot.get("summary").map(|section| section.variants.as_slice()).unwrap_or_default();
    let summary = summaries.choose(random).and_then(|lines| slots.fill(lines.first()?.1)).unwrap_or_default();
    let raw = RawOutline {
        title: title_case(&title),
        summary,
        tags: tags(subject, slots.heroes),
        characters: sheets(slots.heroes),
        scenes: Some(request.scenes),
    };
    complete(&raw, request)
}

fn sheets(heroes: &[Person]) -> Vec<Character> {
    heroes.iter().map(|person| person.sheet.clone()).collect()
}

fn tags(subject: &Subject, heroes: &[Person]) -> Vec<String> {
    let plot = match subject {
        Subject::Fear(_) => "courage",
        Subject::Lost(_) => "lost and found",
        Subject::Deed(_) => "never give up",
        Subject::Journey(_) => "journey",
        Subject::Friend => "making friends",
        Subject::Missing(_) => "remembering",
        Subject::Ill(_) => "getting well",
        Subject::TwoHomes => "family",
        Subject::Moving => "a new home",
        Subject::NewBaby => "a new baby",
        Subject::Feeling(_) => "feelings",
        Subject::Occasion(_) => "feast",
        Subject::Contest(_) => "cleverness",
        Subject::Matter(_) => "wonder",
    };
    let kinds = heroes.iter().take(3).map(|person| person.kind.to_lowercase());
    kinds.chain([plot.to_owned(), "friendship".to_owned()]).collect()
}
