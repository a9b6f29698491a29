//! What every storyteller promises.
#![expect(clippy::unwrap_used, reason = "a suite ends where something is missing")]

use ai_tale::backends::models::{Storyteller, TextChunk};
use ai_tale::domain::{Category, Outline, Scene, StoryRequest, Usage};
use ai_tale::pipeline::segmenter::{Expect, Piece, Segmenter};
use ai_tale::pipeline::story_prompt::{Reason, StoryCall};
use futures_util::StreamExt;

use crate::store::samples;

const SCENES: u32 = 4;

fn request() -> StoryRequest {
    StoryRequest { scenes: SCENES, ..samples::request("a fox who is afraid of the dark") }
}

/// An answer, read to its end.
struct Told {
    outline: Option<Outline>,
    scenes: Vec<String>,
    /// What was used, and how many chunks came after that was said.
    usage: Vec<(Usage, usize)>,
}

async fn told(model: &dyn Storyteller, call: StoryCall, expect: Expect) -> Told {
    let mut segmenter = Segmenter::new(&request(), expect, SCENES);
    let (mut pieces, mut usage): (_, Vec<(Usage, usize)>) = (Vec::new(), Vec::new());
    let mut stream = model.tell(call).await.unwrap();
    while let Some(chunk) = stream.next().await {
        for (_, after) in &mut usage {
            *after += 1;
        }
        match chunk.unwrap() {
            TextChunk::Text(bytes) => pieces.extend(segmenter.push(&bytes)),
            TextChunk::Usage(used) => usage.push((used, 0)),
        }
    }
    pieces.extend(segmenter.finish());
    let mut told = Told { outline: None, scenes: Vec::new(), usage };
    for piece in pieces {
        match piece {
            Piece::Outline { outline, .. } => told.outline = Some(outline),
            Piece::Scene(text) => told.scenes.push(text),
        }
    }
    told
}

async fn begun(model: &dyn Storyteller) -> (Outline, Vec<String>) {
    let told = told(model, StoryCall::Begin { request: request() }, Expect::OutlineFirst).await;
    (told.outline.unwrap(), told.scenes)
}

/// The first scenes, as a storyteller that goes on is given them.
fn first(scenes: &[String], count: usize) -> Vec<Scene> {
    let palette = || [String::new(), String::new()];
    let numbered = (1..).zip(&scenes[..count]);
    numbered.map(|(scene, text)| Scene { scene, text: text.clone(), words: 1, palette: palette() }).collect()
}

pub async fn begins_with_a_plan(model: &dyn Storyteller) {
    let (outline, scenes) = begun(model).await;
    assert!(!outline.title.is_empty(), "a plan has a title");
    assert!((1..=SCENES as usize).contains(&scenes.len()), "{} scenes", scenes.len());
    assert!(scenes.iter().all(|text| !text.trim().is_empty()), "a page without words");
}

pub async fn goes_on_where_told(model: &dyn Storyteller) {
    let (outline, scenes) = begun(model).await;
    let before = first(&scenes, 2);
    let call = StoryCall::Continue { request: request(), outline, planned: Vec::new(), scenes: before };
    let told = told(model, call, Expect::ScenesOnly).await;
    assert_eq!(told.outline, None, "a plan that is known is not told again");
    assert!((1..=SCENES as usize - 2).contains(&told.scenes.len()), "{} scenes", told.scenes.len());
    assert!(!told.scenes.contains(&scenes[0]), "a page is told twice");
}

pub async fn rewrites_one_scene(model: &dyn Storyteller) {
    let (outline, scenes) = begun(model).await;
    let (before, reason) = (first(&scenes, 1), Reason::Unsafe(Category::Violence));
    let (request, planned) = (request(), Vec::new());
    let call = StoryCall::Rewrite { request, outline, planned, scenes: before, scene: 2, reason, attempt: 1 };
    let told = told(model, call, Expect::ScenesOnly).await;
    assert_eq!(told.scenes.len(), 1);
    assert_ne!(told.scenes[0], scenes[1], "the same words again");
}

pub async fn says_what_it_used_last(model: &dyn Storyteller) {
    let told = told(model, StoryCall::Begin { request: request() }, Expect::OutlineFirst).await;
    let [(usage, after)] = told.usage[..] else { panic!("said {} times", told.usage.len()) };
    assert_eq!(after, 0, "something came after it");
    assert!(usage.output_tokens > 0 && usage.pictures == 0, "{usage:?}");
}
