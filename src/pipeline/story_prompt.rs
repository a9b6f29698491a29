//! What a storyteller is asked ([`StoryCall`]), and how a remote one is told: fixed instructions, and the wish as data.
//!
//! Nothing that a reader typed, and nothing that a model wrote before, stands in the instructions: both travel as
//! JSON in the user's message, which the instructions declare to be data. [`crate::pipeline::segmenter`] reads the
//! answer. The instructions are the files of [`prompts`](super::prompts).

use serde_json::{Value, json};

use super::levels::{Band, Misfit};
use super::prompts::{BEGIN, CONTINUE, Canary, REWRITE, STORY, age_guidance};
use crate::domain::{Category, Outline, PlannedScene, Scene, StoryRequest};

/// The three things that a run asks of a storyteller. All are given by value, so that a stream borrows nothing.
#[derive(Clone, Debug)]
pub enum StoryCall {
    /// Outline, then every scene.
    Begin { request: StoryRequest },
    /// The scenes after those that are logged; no outline.
    Continue {
        request: StoryRequest,
        outline: Outline,
        /// What was planned of each scene, as far as anything was.
        planned: Vec<PlannedScene>,
        /// What is told already.
        scenes: Vec<Scene>,
    },
    /// One scene again; no outline.
    Rewrite {
        request: StoryRequest,
        outline: Outline,
        /// As in [`StoryCall::Continue`].
        planned: Vec<PlannedScene>,
        /// The scenes before it.
        scenes: Vec<Scene>,
        scene: u32,
        /// Why the last words would not do.
        reason: Reason,
        /// 1 for the first rewrite of this scene.
        attempt: u32,
    },
}

impl StoryCall {
    /// The scene that is asked for, where it is one alone.
    #[must_use]
    pub const fn scene(&self) -> Option<u32> {
        match self {
            Self::Rewrite { scene, .. } => Some(*scene),
            Self::Begin { .. } | Self::Continue { .. } => None,
        }
    }
}

/// Why a scene is written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It did not pass the words' check.
    Unsafe(Category),
    /// It misses the level of its readers by far.
    Level(Misfit),
}

/// The two messages of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryPrompt {
    /// The system's message: chosen by age group and kind of call from fixed texts.
    pub instructions: String,
    /// The user's message: one JSON object.
    pub wish: String,
}

impl StoryPrompt {
    /// The prompt of a call.
    #[must_use]
    pub fn of(call: &StoryCall) -> Self {
        match call {
            StoryCall::Begin { request } => Self::new(request, &BEGIN.text(), &wish(request)),
            StoryCall::Continue { request, outline, planned, scenes } => {
                Self::new(request, &CONTINUE.text(), &going_on(request, outline, planned, scenes))
            }
            StoryCall::Rewrite { request, outline, planned, scenes, scene, reason, attempt } => {
                let mut data = going_on(request, outline, planned, scenes);
                data["scene"] = json!(scene);
                data["reason"] = reason.data();
                data["attempt"] = json!(attempt);
                Self::new(request, &REWRITE.fill(&[("why", reason.in_words())]), &data)
            }
        }
    }

    fn new(request: &StoryRequest, task: &str, data: &Value) -> Self {
        let (age, canary) = (age_guidance(request.age_group), Canary::of(request));
        let instructions = STORY.fill(&[("age", &age), ("task", task), ("canary", canary.as_str())]);
        Self { instructions, wish: data.to_string() }
    }
}

fn wish(request: &StoryRequest) -> Value {
    json!({
        "theme": request.theme,
        "characters": request.characters,
        "language": request.language,
        "scenes": request.scenes,
        "variation": request.seed,
    })
}

fn going_on(request: &StoryRequest, outline: &Outline, planned: &[PlannedScene], scenes: &[Scene]) -> Value {
    let told: Vec<Value> = scenes.iter().map(|scene| json!({ "scene": scene.scene, "text": scene.text })).collect();
    let mut data = wish(request);
    data["outline"] = json!(outline);
    let missing = (1_u32..).zip(planned).skip(scenes.len());
    let missing: Vec<Value> = missing.map(|(scene, plan)| in_words(scene, plan, outline)).collect();
    if !missing.is_empty() {
        data["planned"] = json!(missing);
    }
    data["told"] = json!(told);
    data["next"] = json!(scenes.last().map_or(1, |scene| scene.scene + 1));
    data["last"] = json!(outline.scenes);
    data
}

/// A planned scene in the words in which plans are asked for; what it does not say is left out.
fn in_words(scene: u32, plan: &PlannedScene, outline: &Outline) -> Value {
    let mut words = json!({ "scene": scene });
    let values: [(&str, Option<&'static str>); 3] = [
        ("place", plan.place.map(Into::into)),
        ("time", plan.time.map(Into::into)),
        ("feeling", plan.mood.map(Into::into)),
    ];
    for (key, value) in values {
        if let Some(value) = value {
            words[key] = json!(spaced(value));
        }
    }
    let who: Vec<&str> =
        plan.heroes.iter().filter_map(|index| outline.characters.get(*index)).map(|hero| hero.name.as_str()).collect();
    if !who.is_empty() {
        words["who"] = json!(who);
    }
    words
}

/// `FireStation` as `fire station`.
fn spaced(value: &str) -> String {
    let mut words = String::new();
    for letter in value.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

impl Reason {
    /// What the instructions say of it.
    const fn in_words(self) -> &'static str {
        match self {
            Self::Unsafe(_) => {
                "It did not pass a safety check; field `reason` names the kind of concern. Use other, entirely harmless words."
            }
            Self::Level(_) => {
                "It is too far from what its readers can take: field `reason` has its figures, and those that are wanted. \
                 Keep what happens."
            }
        }
    }

    fn data(self) -> Value {
        match self {
            Self::Unsafe(category) => json!(category.as_str()),
            Self::Level(Misfit { level, age_group }) => {
                let band = Band::of(age_group);
                json!({
                    "is": level,
                    "wanted": {
                        "words": format!("{} to {}", band.words.start(), band.words.end()),
                        "words_a_sentence": format!("at most {}", band.words_a_sentence),
                        "unknown_percent": format!("at most {}", band.unknown_percent),
                    },
                })
            }
        }
    }
}
