//! Words of hour and weather, and how they contradict each other within a page and between neighbours.

/// Signs of an hour. Only what is told counts, not what somebody says.
pub const HOURS: [(&str, &[&str]); 4] = [
    (
        "dawn",
        &[
            "at sunrise",
            "first light",
            "before breakfast",
            "cocks crowed",
            "turned grey",
            "first sunshine",
            "that morning",
            "next morning,",
            "another morning,",
            "new morning came,",
            "one morning later",
            "early in the morning",
            "first bird sang",
            "start of the day",
            "still yawning",
            "on for breakfast",
            "still brand new",
        ],
    ),
    (
        "day",
        &[
            "at noon",
            "in the afternoon",
            "same afternoon",
            "bright day",
            "after lunch",
            "at tea time",
            "middle of the day",
            "the next day,",
            "following day,",
            "at noon",
            "one day later",
            "between lunch",
            "half of the day",
        ],
    ),
    (
        "sunset",
        &[
            "at sunset",
            "in the evening",
            "towards evening",
            "that evening",
            "at dusk",
            "sun sank",
            "before supper",
            "next evening,",
            "following evening,",
            "another day,",
            "one evening later",
            "day grew tired",
            "lamps were lit",
            "shadows grew long",
            "nearly evening",
            "swallows flew",
            "end of the day",
        ],
    ),
    (
        "night",
        &[
            "that night",
            "at midnight",
            "after dark",
            "in the night",
            "at night",
            "moonlight",
            "moon hung",
            "stars glittered",
            "owls woke",
            "next night,",
            "following night,",
            "another night,",
            "one night later",
            "long after bedtime",
            "moon came up",
            "stars came out",
            "blue of the night",
            "hour of the night",
            "windows were dark",
        ],
    ),
];

/// Signs of a weather.
pub const WEATHERS: [(&str, &[&str]); 6] = [
    (
        "clear",
        &[
            "sun shone",
            "sunshine",
            "sunbeam",
            "clear sky",
            "blue sky",
            "sky was blue",
            "bright day",
            "bright of the day",
            "moonlight",
            "moon hung",
            "stars glittered",
            "stars came out",
            "moon came up",
            "golden light",
            "shadows",
            "looked at the stars",
            "sky turned pink",
            "glowed orange",
        ],
    ),
    ("cloudy", &["grey clouds", "white clouds", "soft clouds", "red clouds", "clouds hid"]),
    (
        "rain",
        &[
            "rain pattered",
            "rain fell",
            "fine rain",
            "soft rain",
            "rain drummed",
            "rain ran",
            "rain tapped",
            "it rained",
            "raindrops",
            "the rain went",
            "the rain sang",
        ],
    ),
    (
        "storm",
        &[
            "thunder rolled",
            "a storm",
            "storm clouds",
            "thunderstorm",
            "lightning",
            "thunder grumbled",
            "thunder rumbled",
        ],
    ),
    ("snow", &["snowflakes", "snow fell", "snow came", "fresh snow"]),
    ("fog", &["mist lay", "fog hung"]),
];

/// What tells that the weather changes.
const CHANGES: [&str; 4] =
    ["then came the storm", "then came the rain", "when the storm was over", "now the snow came"];

/// Beginnings of a page that goes on in the hour of the page before.
pub const GOING_ON: [&str; 15] = [
    "a little later",
    "soon after",
    "not long after",
    "a short while later",
    "after a while",
    "before long",
    "in a little while",
    "a good ",
    "when a little time",
    "one song later",
    "two biscuits later",
    "quite a while later",
    "later that",
    "still ",
    "in the very same",
];

/// The contradictions of a story's pages; the words of its wish are no signs.
pub fn contradictions(pages: &[&str], wish: &str) -> Vec<String> {
    let told: Vec<String> = pages.iter().map(|page| narrated(page).replace(&wish.to_lowercase(), "")).collect();
    let mut found = Vec::new();
    for (at, page) in told.iter().enumerate() {
        let (hours, weathers) = (signs(page, &HOURS), signs(page, &WEATHERS));
        let changes = CHANGES.iter().any(|change| page.contains(change));
        if hours.len() > 1 || (weathers.len() > 1 && !changes) {
            found.push(format!("{hours:?} {weathers:?}: {}", pages[at]));
        }
        let goes_on = at > 0 && GOING_ON.iter().any(|start| page.starts_with(start));
        let before = at.checked_sub(1).map(|before| signs(&told[before], &WEATHERS)).unwrap_or_default();
        if goes_on && !changes && weathers.iter().any(|weather| !before.is_empty() && !before.contains(weather)) {
            found.push(format!("{before:?} goes on as {weathers:?}: {}", pages[at]));
        }
    }
    found
}

/// What is told, without what is said and without comparisons, in lower case.
pub fn narrated(page: &str) -> String {
    let told: Vec<&str> = page.split('"').step_by(2).collect();
    let sentences = told.join(" ").to_lowercase();
    let plain = sentences.split_inclusive(['.', '!', '?', ';']).filter(|sentence| !sentence.contains(" as if "));
    plain.map(|sentence| sentence.split(" like ").next().unwrap_or_default()).collect()
}

pub fn signs(text: &str, table: &[(&'static str, &[&str])]) -> Vec<&'static str> {
    table.iter().filter(|(_, signs)| signs.iter().any(|sign| text.contains(sign))).map(|(name, _)| *name).collect()
}
