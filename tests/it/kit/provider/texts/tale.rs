//! A proper story: what a call of our storyteller asks for, in lines of JSON. Its wish is read from the user's message,
//! the age of its readers from the system's.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::{Call, Reply};
use super::Speech;

const PLACES: [&str; 12] = [
    "forest", "meadow", "river", "garden", "beach", "village", "castle", "cave", "lake", "farm", "harbour", "mountain",
];
const TIMES: [&str; 4] = ["dawn", "day", "sunset", "night"];
const THINGS: [&str; 7] = ["lantern", "kite", "boat", "basket", "drum", "umbrella", "bell"];
const FEELINGS: [&str; 3] = ["curious", "brave", "glad"];

/// What happens after the heroes have come to a place. `A` and `B` are the heroes.
const SENTENCES: [&str; 11] = [
    "\"Shall we look behind it?\" asked A.",
    "\"Only if we go together,\" said B.",
    "They took one step, and then another one.",
    "Something rustled in the leaves, but it was only the wind.",
    "B laughed, and A laughed too.",
    "They shared a warm bun with honey and watched the clouds.",
    "Behind a stone they found a little map with a red line.",
    "The line led over the next hill and on to something new.",
    "A folded the map with great care and put it away.",
    "Up in a tree, a bird sang its song twice.",
    "\"Soon we will know more,\" A whispered, and both of them smiled.",
];

/// A story as it is told, before it becomes bytes.
#[derive(Clone, Debug)]
pub struct Tale {
    /// `None` where a story goes on.
    pub outline: Option<Value>,
    /// Numbers and words.
    pub scenes: Vec<(u64, String)>,
}

/// Tells what is asked for, well.
pub fn tale(call: &Call) -> Reply {
    Speech::of(Tale::asked(call).lines()).reply(call)
}

impl Tale {
    /// What a call asks for: a story from its beginning, its further scenes, or one scene again.
    pub fn asked(call: &Call) -> Self {
        let wish = wish(call);
        let heroes = heroes(&wish);
        heroes.iter().filter_map(|hero| hero["name"].as_str()).for_each(|name| call.shelf.know(name));
        let number = |key: &str| wish[key].as_u64();
        let (from, to) = match (number("next"), number("last"), number("scene")) {
            (_, _, Some(scene)) => (scene, scene),
            (Some(next), last, None) => (next, last.or(number("scenes")).unwrap_or(next)),
            (None, ..) => (1, number("scenes").unwrap_or(6)),
        };
        let is_begun = wish.get("outline").is_some();
        // a scene that is told again has other words each time
        let shift = if wish.get("reason").is_some() { 4 + number("attempt").unwrap_or(1) } else { 0 };
        let sentences = sentences(&call.said_by("system"));
        let words = |scene: u64| (scene, scene_text(scene, shift, sentences, &heroes));
        Self { outline: (!is_begun).then(|| outline(&heroes, to)), scenes: (from..=to).map(words).collect() }
    }

    /// One JSON object a line.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        if let Some(outline) = &self.outline {
            writeln!(lines, "{}", json!({ "outline": outline })).unwrap();
        }
        for (scene, text) in &self.scenes {
            writeln!(lines, "{}", json!({ "scene": scene, "text": text })).unwrap();
        }
        lines
    }
}

/// The JSON of the user's last message.
fn wish(call: &Call) -> Value {
    let said = call.said_by("user");
    let start = said.find('{').unwrap_or(said.len());
    let first = serde_json::Deserializer::from_str(&said[start..]).into_iter::<Value>().next();
    first.and_then(Result::ok).unwrap_or_else(|| json!({}))
}

/// Two or more, each with a sheet.
fn heroes(wish: &Value) -> Vec<Value> {
    let wished = wish.pointer("/outline/characters").or(wish.get("characters")).and_then(Value::as_array);
    let mut heroes: Vec<Value> = wished.cloned().unwrap_or_default();
    let spare = [("Mira", "fox", "orange fur, red scarf"), ("Tunni", "mole", "grey fur, blue hat")];
    for (name, kind, look) in spare {
        if heroes.len() < 2 && heroes.iter().all(|hero| hero["name"] != name) {
            heroes.push(json!({ "name": name, "kind": kind, "traits": ["curious"], "look": look }));
        }
    }
    for hero in &mut heroes {
        let said = |key: &str| hero[key].as_str().filter(|said| !said.is_empty()).map(str::to_owned);
        let (kind, look) = (said("kind"), said("look"));
        hero["kind"] = kind.unwrap_or_else(|| "rabbit".to_owned()).into();
        hero["look"] = look.unwrap_or_else(|| "brown fur, green coat".to_owned()).into();
        hero["clothes"] = "a striped scarf".into();
        hero["colours"] = json!(["red", "white"]);
        hero["marks"] = "a white spot on the left ear".into();
    }
    heroes
}

fn outline(heroes: &[Value], scenes: u64) -> Value {
    let planned = |scene: u64| {
        json!({ "scene": scene, "place": pick(&PLACES, scene), "time": pick(&TIMES, scene),
            "who": [heroes[0]["name"], heroes[1]["name"]], "feeling": pick(&FEELINGS, scene) })
    };
    let first = heroes[0]["name"].as_str().unwrap();
    json!({ "title": format!("{first} and the Red Line"), "tags": ["friends", "maps"],
        "summary": format!("{first} finds a map, and a friend to follow it with."),
        "characters": heroes, "scenes": (1..=scenes).map(planned).collect::<Vec<_>>() })
}

/// How many sentences a page has for the readers whom the instructions name.
fn sentences(instructions: &str) -> usize {
    let names = |age: [&str; 2]| age.iter().any(|age| instructions.contains(age));
    if names(["3 to 5", "3-5"]) {
        4
    } else if names(["9 to 12", "9-12"]) {
        11
    } else {
        7
    }
}

fn scene_text(scene: u64, shift: u64, sentences: usize, heroes: &[Value]) -> String {
    let name = |place: usize| heroes[place]["name"].as_str().unwrap();
    let turn = scene + shift;
    let arrival = format!("A and B came to the {} and saw a {} there.", pick(&PLACES, turn), pick(&THINGS, turn));
    let rest = (0..sentences as u64 - 1).map(|step| pick(&SENTENCES, turn * 3 + step).to_owned());
    let told: Vec<String> = std::iter::once(arrival).chain(rest).collect();
    named(&told.join(" "), name(0), name(1))
}

/// `A` and `B` as words of their own.
fn named(text: &str, first: &str, second: &str) -> String {
    let words = text.split(' ').map(|word| {
        let bare = word.trim_end_matches(['.', ',']);
        match bare {
            "A" => word.replacen('A', first, 1),
            "B" => word.replacen('B', second, 1),
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn pick<'a>(list: &[&'a str], place: u64) -> &'a str {
    list[usize::try_from(place).unwrap() % list.len()]
}
