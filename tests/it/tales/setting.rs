//! What a page tells against its own place, hour and weather, and against the matter of its story: a bush under the
//! sea, the postman at midnight, thunder out of a dry sky. The words are in `setting.txt`; only what is told counts.

use super::light::{GOING_ON, HOURS, WEATHERS, narrated, signs};

/// Places as a page's first sentence names them.
const PLACES: [(&str, &[&str]); 3] = [
    ("under the sea", &["the bottom of the sea"]),
    ("in space", &["the space station", "the moon", "the little planet"]),
    (
        "in rooms",
        &[
            "the school",
            "the classroom",
            "the kindergarten",
            "the library",
            "the museum",
            "the circus",
            "the theatre",
            "the supermarket",
            "the toy shop",
            "the bakery",
            "the workshop",
            "the train",
            "the airport",
            "the swimming pool",
            "the hospital",
            "the bedroom",
            "the kitchen",
            "the fire station",
        ],
    ),
];

/// What a page tells where the matter of a story is there at that moment.
const THERE: [&str; 8] = [
    "between the voice and",
    "there was nothing there but",
    "looked straight at",
    "they did, hand in hand. then",
    "and so they did. it was lovely",
    "it worked! now",
    "where nobody had ever looked",
    "outside there was still",
];

/// Turns of phrase whose words mean nothing of the kind.
const SAYINGS: [&str; 6] = ["tea time", "the singing tree", "sea horse", "no wind", "as a leaf", "went up like a kite"];

/// In what hours and weathers a matter may be there.
pub struct Matter {
    pub hours: &'static [&'static str],
    pub weathers: &'static [&'static str],
}

/// What contradicts in a story's pages; `own` are the words of its wish and the names of its heroes.
pub fn contradictions(pages: &[String], own: &[String], matter: &Matter) -> Vec<String> {
    let mut found = Vec::new();
    let mut before: Option<usize> = None;
    for page in pages {
        let mut told = SAYINGS.iter().fold(narrated(page), |told, saying| told.replace(saying, ""));
        for word in own {
            told = without(&told, &word.to_lowercase());
        }
        let first = told.split_inclusive(['.', '!', '?']).next().unwrap_or_default().to_owned();
        let hours = signs(&told, &HOURS);
        let weathers = signs(&told, &WEATHERS);
        let place = PLACES.iter().find(|(_, names)| {
            !hours.is_empty() && names.iter().any(|name| first.trim().trim_end_matches('.').ends_with(name))
        });
        let mut lists: Vec<&str> = place.map(|(name, _)| *name).into_iter().collect();
        lists.extend(weathers.contains(&"snow").then_some("in the snow"));
        lists.extend((hours == ["night"]).then_some("at night"));
        lists.extend((hours == ["night"] && matter.hours != hours).then_some("in crowds at night"));
        lists.extend((hours == ["day"]).then_some("by day"));
        for list in lists {
            let hit = words(list).find(|word| format!(" {} ", plain(&told)).contains(&format!(" {word} ")));
            found.extend(hit.map(|word| format!("`{word}` {list}: {page}")));
        }
        let is_there = THERE.iter().any(|words| told.contains(words));
        if is_there
            && !hours.is_empty()
            && !matter.hours.is_empty()
            && !hours.iter().all(|hour| matter.hours.contains(hour))
        {
            found.push(format!("{hours:?}, not {:?}: {page}", matter.hours));
        }
        if is_there && !matter.weathers.is_empty() && weathers.iter().any(|weather| !matter.weathers.contains(weather))
        {
            found.push(format!("{weathers:?}, not {:?}: {page}", matter.weathers));
        }
        let hour = signs(&first, &HOURS).first().and_then(|hour| HOURS.iter().position(|(name, _)| name == hour));
        if let (Some(hour), Some(last)) = (hour, before) {
            let another = ["next", "following", "another", "new morning", "after that", " later"]
                .iter()
                .any(|word| first.contains(word));
            if hour < last && !(last == 3 && hour == 0) && !another {
                found.push(format!("the day turns back: {page}"));
            }
        }
        let goes_on = GOING_ON.iter().any(|start| told.starts_with(start));
        before = hour.or(if goes_on { before } else { None });
    }
    found
}

fn words(list: &str) -> impl Iterator<Item = &'static str> {
    let section =
        include_str!("setting.txt").split("== ").find(|section| section.starts_with(list)).unwrap_or_default();
    section
        .split_once('\n')
        .map_or("", |(_, body)| body)
        .split([',', '\n'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// Words without signs.
fn plain(text: &str) -> String {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text without a word, wherever it stands as a whole.
fn without(text: &str, word: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(at) = rest.find(word).filter(|_| !word.is_empty()) {
        let (before, behind) = (&rest[..at], &rest[at + word.len()..]);
        let is_whole = !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        kept.push_str(before);
        kept.push_str(if is_whole { "" } else { word });
        rest = behind;
    }
    kept + rest
}
