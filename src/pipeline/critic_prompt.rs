//! What a critic that sees is asked, and what its answer means. The questions are files under `prompts/`; what a story
//! says goes only into typed fields beside them. An answer that is not exactly what was asked for is none.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::critique::bounded;
use super::prompts::Template;
use crate::domain::{Character, Critique, Mood, Outlier, PictureSpec, Scores};

/// The question about one picture.
pub const PAGE: Template = Template::new(include_str!("prompts/critic/page.txt"));
/// The question about all pages of a book.
pub const BOOK: Template = Template::new(include_str!("prompts/critic/book.txt"));
/// The best of a score.
const BEST: u8 = 10;
/// Bytes of an answer beyond which it is none.
const LONGEST: usize = 16 * 1024;

/// What stands beside a picture.
#[derive(Serialize)]
struct Brief<'a> {
    page: u32,
    /// The brief, as its painter had it.
    #[serde(rename = "brief")]
    painted: &'a str,
    heroes: Vec<Sheet<'a>>,
    feeling: &'static str,
}

/// Somebody who should be in it.
#[derive(Serialize)]
struct Sheet<'a> {
    name: &'a str,
    kind: &'a str,
    looks: &'a str,
}

/// The words beside a picture, as one line of JSON.
#[must_use]
pub fn beside(spec: &PictureSpec) -> String {
    let feeling = match spec.elements.mood {
        Mood::Merry => "merry",
        Mood::Calm => "calm",
        Mood::Sad => "sad",
    };
    let heroes = spec.elements.heroes.iter().map(|hero| sheet_of(&hero.sheet)).collect();
    let brief = Brief { page: spec.scene, painted: &spec.prompt, heroes, feeling };
    // names and words are JSON: where they were none, the brief alone would do
    serde_json::to_string(&brief).unwrap_or_else(|_| spec.prompt.clone())
}

fn sheet_of(Character { name, kind, look, .. }: &Character) -> Sheet<'_> {
    Sheet { name, kind, looks: look }
}

/// What an answer says of one picture; `None` where it is not what was asked for.
#[must_use]
pub fn critique_of(answer: &str) -> Option<Critique> {
    #[derive(Deserialize)]
    struct Said {
        #[serde(flatten)]
        scores: Scores,
        #[serde(default)]
        advice: String,
    }
    let Said { scores, advice } = object(answer)?;
    let Scores { identity, heroes, feeling, place, purity } = scores;
    let is_sound = [identity, heroes, feeling, place, purity].iter().all(|score| *score <= BEST);
    is_sound.then(|| Critique { scores, advice: bounded(&advice) })
}

/// Which pages an answer names; `None` where it is not what was asked for.
#[must_use]
pub fn outliers_of(answer: &str) -> Option<Vec<Outlier>> {
    #[derive(Deserialize)]
    struct Said {
        outliers: Vec<Named>,
    }
    #[derive(Deserialize)]
    struct Named {
        page: u32,
        #[serde(default)]
        advice: String,
    }
    let Said { outliers } = object(answer)?;
    let outlier = |Named { page, advice }| Outlier { scene: page, advice: bounded(&advice) };
    Some(outliers.into_iter().map(outlier).collect())
}

/// The one object that an answer is, also where a model fences it as code.
fn object<T: DeserializeOwned>(answer: &str) -> Option<T> {
    let answer = answer.trim();
    let fenced = answer.strip_prefix("```json").or_else(|| answer.strip_prefix("```"));
    let inside = fenced.and_then(|rest| rest.strip_suffix("```")).unwrap_or(answer);
    if inside.len() > LONGEST { None } else { serde_json::from_str(inside).ok() }
}
