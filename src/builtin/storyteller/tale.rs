//! A whole story from a request: outline and pages, the same for the same request.

use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::book::{Book, COLOUR, Line, REWRITE, Variant, line, lines, plot, variants, word};
use super::cast::cast;
use super::compose::{Told, page};
use super::english::{list, title_case};
use super::matters;
use super::person::Person;
use super::plan::{Stage, plan};
use super::slots::Slots;
use super::step::{Purpose, Step};
use super::subject::{Subject, Theme};
use super::wish::{home, read};
use crate::domain::{Character, Outline, StoryRequest, Weather};
use crate::pipeline::metadata::{RawOutline, TITLE, complete};

#[derive(Debug)]
pub(super) struct Tale {
    pub(super) outline: Outline,
    pub(super) pages: Vec<String>,
    heroes: Vec<Person>,
    pub(super) steps: Vec<Step>,
}

impl Tale {
    /// Tells the story of a request.
    pub(super) fn of(request: &StoryRequest) -> Self {
        Self::about(request, &read(&request.theme))
    }

    /// Tells the story of a request whose theme was read.
    pub(super) fn about(request: &StoryRequest, theme: &Theme) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(request.seed);
        let heroes = cast(request, theme, &mut random);
        let are_strangers = theme.beings.iter().map(|being| being.count).sum::<usize>() < 2;
        let subject = theme.subject.clone().unwrap_or_else(|| Subject::drawn(are_strangers, &mut random));
        let plot = plot(&subject);
        let matter = matters::of(&subject);
        let matter = if theme.weather == Some(Weather::Snow) { matter.in_winter() } else { matter };
        let steps = plan(plot, stage(&subject, theme), &matter, request.scenes.max(1), &mut random);
        let mut words = words(&subject, plot, &heroes);
        // before the question: what a page needs to say
        words.splice(0..0, theme.cause.clone().map(|cause| ("cause", cause)));
        if let (Subject::Journey(goal), None) = (&subject, theme.place) {
            words.push(("ground", ground(goal)));
        }
        let slots = Slots { heroes: &heroes, cameo: None, plain: false, words };
        let outline = outline(request, plot, &subject, &slots, &mut random);
        let mut told = Told::default();
        let pages = (0..steps.len()).map(|at| told_page(request, &steps, at, &slots, &mut told, &mut random)).collect();
        Self { outline, pages, heroes, steps }
    }

    /// Another wording of a scene (counted from 1), without any word of the theme, the traits and the looks.
    pub(super) fn rewritten(&self, request: &StoryRequest, scene: u32, attempt: u32) -> String {
        let at = (scene.max(1) as usize - 1).min(self.steps.len().saturating_sub(1));
        let step = &Step { is_meeting: false, ..self.steps[at].clone() };
        let mut random = ChaCha8Rng::seed_from_u64(request.seed ^ (u64::from(attempt) << 32) ^ u64::from(scene));
        let mood = if step.is_quiet { "quiet " } else { "" };
        let variants = variants(&REWRITE, &format!("{mood}{}", step.purpose.name()));
        let beat = variants.get((at + attempt as usize) % variants.len().max(1)).map(|beat| beat.lines.as_slice());
        let words = place_words(step, step.place.noun().to_owned(), false);
        let cameo = self.heroes.get(2).map(|person| person.name.clone());
        let slots = Slots { heroes: &self.heroes, cameo, plain: true, words };
        page(request.age_group, step, beat.unwrap_or_default(), &slots, &mut Told::default(), &mut random)
    }
}

/// A wished place is where the story begins, or where its journey leads from the hero's home; a goal that is none has
/// no lines of its own.
fn stage(subject: &Subject, theme: &Theme) -> Stage {
    let weather = theme.weather;
    let hero_home =
        || theme.beings.first().and_then(|first| home(&first.noun)).filter(|home| theme.place != Some(home));
    match subject {
        Subject::Journey(_) => Stage { home: hero_home(), far: theme.place.or(Some("somewhere")), weather },
        _ => Stage { home: theme.place, far: None, weather },
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
    let mut slots = slots.clone();
    slots.cameo = if at == 0 { None } else { cameo(slots.heroes, at, steps.len()) };
    let ground = slots.words.iter().find(|(name, _)| *name == "ground" && step.purpose == Purpose::Turn);
    let place = ground.map_or_else(|| step.place.noun().to_owned(), |(_, ground)| ground.clone());
    let goal = slots.words.iter().find(|(name, _)| *name == "goal").map(|(_, goal)| goal.as_str());
    let is_goal = goal.is_some_and(|goal| step.next.noun().ends_with(goal.trim_start_matches("the ")));
    slots.words.extend(place_words(step, place, is_goal));
    let mut beat = step.lines.to_vec();
    if at == 0 {
        introduce(&mut beat, slots.heroes.len() > 2, steps.len() == 1);
    }
    page(request.age_group, step, &beat, &slots, told, random)
}

/// The slots that tell where a page is.
fn place_words(step: &Step, place: String, is_goal: bool) -> Vec<(&'static str, String)> {
    let lived = if step.place.is_visited { "came" } else { "lived" };
    let mut words = vec![("place", place), ("lived", lived.to_owned())];
    // where the way leads nowhere else, or to what one asks for, nobody points there
    if step.next.name != step.place.name && !is_goal {
        words.push(("next", step.next.noun().to_owned()));
        words.push(("there", step.next.there.to_owned()));
    }
    words
}

/// Who of the further heroes takes part in a page: in turn, and several at once where there are few pages.
fn cameo(heroes: &[Person], at: usize, pages: usize) -> Option<String> {
    let others: Vec<String> = heroes.iter().skip(2).map(|person| person.name.clone()).collect();
    let together = others.len().div_ceil(pages).max(1);
    let groups: Vec<&[String]> = others.chunks(together).collect();
    (!groups.is_empty()).then(|| list(groups[at % groups.len()]))
}

/// Says what the first two look like, each behind the line that names them first. Whoever is in the story is named on
/// the first page at every age.
fn introduce(beat: &mut Vec<Line>, others: bool, only_page: bool) {
    if others && only_page {
        beat.insert(beat.len().saturating_sub(1), line("1 {others!} helped."));
    }
    let first = |beat: &[Line], slots: [&str; 2]| {
        slots.iter().find_map(|slot| beat.iter().position(|line| line.text.contains(slot)))
    };
    let named =
        [first(beat, ["{A.once", "{A}"]), first(beat, ["{B.intro", "{B}"]), first(beat, ["{others", "{others"])];
    for at in named.into_iter().flatten() {
        beat[at].level = 0;
    }
    for (look, at) in lines(&COLOUR, "look").iter().zip(named).rev() {
        if let Some(at) = at {
            beat.insert(at + 1, look.clone());
        }
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
    let mut words = subject.slots();
    for name in ["question", "topic", "hope", "heart"] {
        let slots = Slots { heroes, cameo: None, plain: false, words: words.clone() };
        let text = word(plot, name).and_then(|line| slots.words_of(line)).unwrap_or_default();
        words.push((name, text));
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
    let titles = variants(plot, "title");
    let filled = |title: &Variant| {
        let text = slots.fill(title.lines.first()?.text)?;
        (text.chars().count() <= TITLE).then_some(text)
    };
    let drawn = titles.choose(random).and_then(filled);
    let title = drawn.or_else(|| titles.iter().find_map(filled)).unwrap_or_default();
    let summary = variants(plot, "summary").choose(random).and_then(|summary| slots.fill(summary.lines.first()?.text));
    let summary = summary.unwrap_or_default();
    let raw = RawOutline {
        title: title_case(&title),
        summary,
        tags: tags(subject, slots.heroes),
        characters: sheets(slots.heroes),
        scenes: Some(request.scenes),
        planned: Vec::new(),
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
        Subject::Together(_) => "better together",
        Subject::Journey(_) => "journey",
        Subject::Friend => "making friends",
        Subject::Missing(_) => "remembering",
        Subject::Away(_) => "waiting",
        Subject::Ill(_) => "getting well",
        Subject::Living(_) => "every day",
        Subject::TwoHomes => "family",
        Subject::Moving => "a new home",
        Subject::NewBaby => "a new baby",
        Subject::Feeling(_) => "feelings",
        Subject::Occasion(_) => "feast",
        Subject::Contest(_) => "cleverness",
        Subject::Race(_) => "practice",
        Subject::Matter(_) => "wonder",
    };
    let kinds = heroes.iter().take(3).map(|person| person.kind.to_lowercase());
    kinds.chain([plot.to_owned(), "friendship".to_owned()]).collect()
}
