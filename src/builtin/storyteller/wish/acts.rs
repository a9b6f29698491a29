//! What somebody does, as far as it is more than a deed: they travel, meet, find, own or love something, or stand up
//! against somebody.

use super::acting::taken;
use super::deed::ends;
use super::lexicon::{ADVERBS, BEING_KINDS, group};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::states::sought;
use super::text::Text;
use crate::builtin::storyteller::subject::Subject;

/// How somebody stands to what they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stance {
    /// `is`, `feels`
    pub(super) is: bool,
    /// `wants to`, `learns to`
    pub(super) wishes: bool,
    /// `can't`, `does not`, `never`
    pub(super) not: bool,
}

pub(super) fn act(text: &Text, at: usize, stance: Stance) -> Option<Subject> {
    awaited(text, at)
        .or_else(|| journey(text, at))
        .or_else(|| friend(text, at))
        .or_else(|| contest(text, at))
        .or_else(|| having(text, at, stance))
}

/// `can't wait for Eid`, `starts school`, `it snows`.
fn awaited(text: &Text, at: usize) -> Option<Subject> {
    if text.is_one_of(at, &["start", "starts", "starting", "started", "begins"])
        && text.is_one_of(at + 1, &["school", "kindergarten", "nursery", "preschool"])
    {
        return Some(Subject::Occasion(format!("the first day of {}", text.word(at + 1))));
    }
    if text.is_one_of(at, &["snow", "snows", "snowed", "snowing", "rain", "rains", "rained", "raining"]) {
        let weather = if text.word(at).starts_with("snow") { "the snow" } else { "the rain" };
        return Some(Subject::Matter(weather.to_owned()));
    }
    if let Some(end) =
        text.after_any(at, &["comes to visit", "come to visit", "comes to stay", "comes for a visit", "visits us"])
    {
        let from =
            text.after(end, "from").and_then(|from| phrase(text, from)).filter(|found| found.is_any(&["geography"]));
        return Some(Subject::Occasion(
            from.map_or_else(|| "a visit".to_owned(), |from| format!("a visit from {}", from.told())),
        ));
    }
    let waits = [
        "wait for",
        "waits for",
        "waiting for",
        "look forward to",
        "looks forward to",
        "looking forward to",
        "celebrate",
        "celebrates",
        "celebrating",
        "celebrated",
        "prepares for",
        "gets ready for",
        "get ready for",
        "prepare for",
    ];
    // `waits all summer for snow`
    let waiting = text.is_one_of(at, &["waits", "wait", "waiting", "waited"]);
    let later = || (at + 2..at + 5).filter(|_| waiting).find_map(|near| text.after(near, "for"));
    let from = text.after_any(at, &waits).or_else(later)?;
    let found = phrase(text, from).filter(Phrase::is_harmless)?;
    if found.is_any(&["feast"]) {
        return Some(Subject::Occasion(found.told()));
    }
    found.is_any(&["weather", "nature", "food", "treasure"]).then(|| Subject::Matter(found.told_known()))
}

fn journey(text: &Text, at: usize) -> Option<Subject> {
    if text.is_one_of(
        at,
        &[
            "visit",
            "visits",
            "visited",
            "visiting",
            "see",
            "sees",
            "seen",
            "explore",
            "explores",
            "reach",
            "reaches",
            "exploring",
        ],
    ) {
        let found = goal(text, at + 1)?;
        let far = found.is_any(&["geography", "space"]) || found.is_any(&["place"]);
        return (far && found.owner.is_none() && !text.is_one_of(at, &["see", "sees"])
            || found.is_any(&["geography"])
            || matches!(found.head(), "sea" | "ocean" | "mountain" | "world" | "snow"))
        .then(|| Subject::Journey(found.told_known()));
    }
    if text.is_one_of(at, &["take", "takes", "took", "bring", "brings", "brought", "walks"])
        && let Some(behind) = taken(text, at + 1)
        && let Some(to) = text.after(behind, "to")
    {
        return goal(text, to).map(|found| Subject::Journey(found.told_known()));
    }
    if !group("goes").contains(&text.word(at)) {
        return None;
    }
    let mut from = at + 1;
    while text.is_one_of(from, &["back", "up", "off", "away", "all", "the", "way", "alone", "together", "down", "out"])
        && !text.is_one_of(from + 1, &["moon", "sea", "a", "an", "the", "his", "her"])
    {
        from += 1;
    }
    let doctor = ["dentist", "doctor", "hairdresser", "barber", "vet", "hospital"];
    let lead = text.after_any(
        from,
        &[
            "to",
            "into",
            "across",
            "through",
            "around",
            "over",
            "up",
            "down",
            "along",
            "past",
            "on a trip to",
            "on a journey to",
            "for a trip to",
            "on holiday to",
            "on vacation to",
        ],
    );
    // `around the world`: a deed rather than a goal
    if lead.is_some_and(|lead| text.word(lead - 1) == "around" && text.after(lead, "the world").is_some()) {
        return None;
    }
    let far = lead.is_some_and(|lead| lead > from + 1);
    if !far
        && text.after(from, "on").or_else(|| text.after(from, "for")).is_some()
        && let Some(found) = phrase(text, from + 1).filter(Phrase::is_harmless)
        && found.is_any(&["feast", "toy", "treasure", "food", "sport"])
    {
        return Some(Subject::Occasion(found.told()));
    }
    let from = lead?;
    let found = phrase(text, from).filter(Phrase::is_harmless)?;
    if doctor.contains(&found.head()) {
        return Some(Subject::Occasion(format!("the visit to the {}", found.bare(false))));
    }
    if found.is_any(&["feast"]) && !found.is_any(&["place"]) {
        return Some(Subject::Occasion(found.told()));
    }
    goal(text, from).map(|found| Subject::Journey(found.told_known()))
}

fn goal(text: &Text, at: usize) -> Option<Phrase> {
    let found = phrase(text, at).filter(Phrase::is_harmless)?;
    let somewhere = found.is_any(&["place", "space", "geography"])
        || matches!(
            found.head(),
            "house"
                | "school"
                | "kindergarten"
                | "cloud"
                | "rainbow"
                | "star"
                | "snow"
                | "world"
                | "sun"
                | "planet"
                | "city"
                | "wood"
        );
    // `has never seen sea`
    let named = found.is_any(&["geography", "school"]) || found.plural || matches!(found.head(), "snow" | "space");
    let is_bare = found.determiner == Determiner::Bare && found.name.is_none() && !named;
    let determiner = if is_bare { Determiner::The } else { found.determiner };
    somewhere.then_some(Phrase { determiner, ..found })
}

/// `meets a dragon`, `makes friends`, `has no friends`.
fn friend(text: &Text, at: usize) -> Option<Subject> {
    if text.after_any(at, group("makes friends")).is_some()
        || text.after_any(at, &["best friends", "friends"]).is_some()
    {
        return Some(Subject::Friend);
    }
    if text
        .is_one_of(at, &["want", "wants", "needs", "need", "finds", "find", "looking", "gets", "wish", "meets", "meet"])
    {
        let from = at + 1 + usize::from(text.word(at + 1) == "for");
        if phrase(text, from).is_some_and(|found| found.head().ends_with("friend")) {
            return Some(Subject::Friend);
        }
    }
    let meets = text.is_one_of(at, &["meet", "meets", "met", "meeting", "befriend", "befriends", "befriended"]);
    let found = phrase(text, at + 1).filter(|_| meets)?;
    (found.is_being() && !found.is_any(&["grown-up"])).then_some(Subject::Friend)
}

/// `fights a dragon`, `against the giant`: with somebody of a fairy tale only.
fn contest(text: &Text, at: usize) -> Option<Subject> {
    if !group("against").contains(&text.word(at)) {
        return None;
    }
    let from = text.after_any(at + 1, &["against", "with"]).unwrap_or(at + 1);
    let found = phrase(text, from)?;
    let grim = text.is_one_of(at, &["kill", "kills", "killed", "slay", "slays", "slew"]);
    let foe = found.is_any(&["fantasy"])
        || matches!(found.head(), "pirate" | "villain" | "supervillain" | "witch" | "wizard" | "king" | "queen")
        || !grim
            && found.is_any(&["animal"])
            && text.is_one_of(
                at,
                &[
                    "outwit",
                    "outwits",
                    "trick",
                    "tricks",
                    "beat",
                    "beats",
                    "against",
                    "face",
                    "faces",
                    "challenge",
                    "challenges",
                ],
            )
        || found.name.as_ref().is_some_and(|name| name.name == "Goliath");
    let plain = found.is_harmless() && found.owner.is_none();
    (foe && plain).then(|| Subject::Contest(found.told_known()))
}

/// `loves trains`, `finds a magic stone`, `has a cat`: what it is about, where nothing is wished to be done with it.
fn having(text: &Text, at: usize, stance: Stance) -> Option<Subject> {
    // `tells me about elephants`
    if text.is_one_of(at, &["tells", "tell", "told", "teaches", "taught"])
        && let Some(about) = taken(text, at + 1).and_then(|end| text.after(end, "about"))
    {
        return phrase(text, about).filter(Phrase::is_harmless).map(|found| Subject::Matter(found.told_known()));
    }
    let wished = stance.wishes && text.is_one_of(at, &["have", "had", "own", "get", "know"]);
    if !(wished
        || text.after_any(at, &["good at", "bad at", "great at", "best at"]).is_some()
        || !stance.wishes && group("having").contains(&text.word(at))
        || stance.not && text.is_one_of(at, &["like", "want", "eat", "find"]))
    {
        return None;
    }
    if text.is_one_of(at, &["eats", "ate", "eat"]) {
        let from = text
            .after_any(at + 1, &["too many", "too much", "only", "all the", "all his", "all her", "nothing but"])
            .unwrap_or(at + 1);
        let found = phrase(text, from).filter(|found| found.is_harmless() && found.is_any(&["food"]))?;
        return ends(text, found.end).then(|| Subject::Matter(found.told_known()));
    }
    if stance.not && text.word(at) == "find" {
        return sought(text, at + 1);
    }
    let at =
        text.after_any(at, &["good", "bad", "great", "best"]).filter(|behind| text.word(*behind) == "at").unwrap_or(at);
    let from = text
        .after_any(
            at + 1,
            &[
                "out about",
                "for",
                "of",
                "about",
                "in",
                "out of",
                "from",
                "too many",
                "too much",
                "more",
                "only",
                "all about",
                "everything about",
                "up",
            ],
        )
        .unwrap_or(at + 1);
    let found = phrase(text, from).filter(Phrase::is_harmless)?;
    if found.is_any(&["feast"]) && !found.is_any(&["toy"]) {
        return Some(Subject::Occasion(found.told()));
    }
    if found.head() == "way" || found.head() == "way home" {
        return Some(Subject::Deed("find the way home".to_owned()));
    }
    let sibling = found.head().ends_with("sister") || found.head().ends_with("brother");
    if found.is_any(&["relation"]) && !sibling
        || found.adjectives.is_empty()
            && found.before.is_empty()
            && found.of.is_none()
            && group("no matter").contains(&found.head())
    {
        return None;
    }
    let living = found.is_any(&BEING_KINDS) && !found.is_any(&["machine", "toy"]);
    if living && text.is_one_of(at, &["finds", "found", "discovers", "discovered", "gets", "got"]) {
        return Some(Subject::Friend);
    }
    if living
        && !stance.wishes
        && (found.determiner != Determiner::Bare && text.is_one_of(at, &["has", "have", "had", "sees", "saw"])
            || found.is_any(&["grown-up", "child"]))
    {
        return None;
    }
    let (told, end) = placed(text, &found);
    let clear = ends(text, end)
        || text.after_listed(end, &ADVERBS).is_some()
        || text.is_one_of(end, &["in", "on", "at", "under", "behind", "near", "inside"]);
    clear.then_some(Subject::Matter(told))
}

/// `the door under the stairs`, `the monster in the pond`.
pub(super) fn with_place(text: &Text, found: &Phrase) -> String {
    placed(text, found).0
}

fn placed(text: &Text, found: &Phrase) -> (String, usize) {
    let told = found.told();
    let more = text.is_one_of(
        found.end,
        &["under", "in", "on", "behind", "inside", "from", "with", "for", "at", "near", "over", "without"],
    );
    let place = phrase(text, found.end + 1)
        .filter(|place| more && place.is_harmless() && (!place.is_being() || place.is_any(&["animal", "fantasy"])));
    match place {
        Some(place) => (format!("{told} {} {}", text.word(found.end), place.told()), place.end),
        None => (told, found.end),
    }
}
