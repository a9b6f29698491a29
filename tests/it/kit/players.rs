//! Models as closures: a storyteller that reads a script, painters and moderators that do what a test says.

use std::sync::{Arc, Mutex};

use ai_tale::backends::blocking::Processors;
use ai_tale::backends::models::{
    Answer, Judges, ModelError, Moderator, Painter, RawPicture, Storyteller, TextChunk, TextStream,
};
use ai_tale::builtin::Pace;
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::builtin::painter::BuiltinPainter;
use ai_tale::builtin::storyteller::BuiltinStoryteller;
use ai_tale::domain::{PictureSpec, Role, Text, Usage, Verdict};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, StreamExt};
use serde_json::{Value, json};

use super::fakes::lock;

type Act<Q, A> = Box<dyn Fn(Q) -> BoxFuture<'static, Result<A, ModelError>> + Send + Sync>;

struct Player<Q, A> {
    name: String,
    act: Act<Q, A>,
}

/// A painter.
pub fn painter(
    act: impl Fn(PictureSpec) -> BoxFuture<'static, Result<RawPicture, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Painter> {
    Arc::new(Player::<PictureSpec, RawPicture> { name: "player".to_owned(), act: Box::new(act) })
}

/// What a painter was asked for, in order.
pub type Briefs = Arc<Mutex<Vec<PictureSpec>>>;

/// A painter that paints as the built-in one does, and what it is asked for.
pub fn watched_painter() -> (Arc<dyn Painter>, Briefs) {
    let briefs = Briefs::default();
    let asked = Arc::clone(&briefs);
    let painter = painter(move |spec| {
        lock(&asked).push(spec.clone());
        paint(spec).boxed()
    });
    (painter, briefs)
}

/// A storyteller.
pub fn storyteller(
    act: impl Fn(StoryCall) -> BoxFuture<'static, Result<TextStream, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Storyteller> {
    named("player", act)
}

/// A storyteller among several.
pub fn named(
    name: impl Into<String>,
    act: impl Fn(StoryCall) -> BoxFuture<'static, Result<TextStream, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Storyteller> {
    Arc::new(Player::<StoryCall, TextStream> { name: name.into(), act: Box::new(act) })
}

/// A moderator of words.
pub fn moderator(
    act: impl Fn(Vec<String>) -> BoxFuture<'static, Result<Vec<Verdict>, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Moderator> {
    Arc::new(Player::<Vec<String>, Vec<Verdict>> { name: "player".to_owned(), act: Box::new(act) })
}

/// As the built-in painter paints.
pub async fn paint(spec: PictureSpec) -> Result<RawPicture, ModelError> {
    Ok(BuiltinPainter::new(Pace::default(), Processors::default()).paint(&spec).await?.value)
}

/// As the built-in storyteller tells.
pub async fn tell(call: StoryCall) -> Result<TextStream, ModelError> {
    BuiltinStoryteller::new(Pace::default()).tell(call).await
}

/// As the built-in moderator judges.
pub async fn judge(texts: Vec<String>) -> Result<Vec<Verdict>, ModelError> {
    let texts: Vec<Text<'_>> = texts.iter().map(|text| Text::new(text, Role::Words)).collect();
    Ok(BuiltinModerator::new().check_words(&texts).await?.value)
}

/// An error that is no outage.
pub fn unusable() -> ModelError {
    ModelError::Unusable("told to".to_owned())
}

/// An error that may pass.
pub fn unavailable() -> ModelError {
    ModelError::Unavailable { reason: "told to fail".to_owned(), retry_after: None }
}

/// The plan of a story of so many scenes, or of scenes with what is planned of each, as a line.
pub fn plan(scenes: impl Into<Value>) -> String {
    let scenes: Value = scenes.into();
    let outline = json!({ "title": "The Lantern", "summary": "A mole learns to see.", "tags": ["mole"],
        "characters": [{ "name": "Tunni", "kind": "mole", "traits": ["shy"], "look": "blue hat" }], "scenes": scenes });
    json!({ "outline": outline }).to_string() + "\n"
}

/// The line of a scene.
pub fn line(scene: u32, text: &str) -> String {
    json!({ "scene": scene, "text": text }).to_string() + "\n"
}

/// Harmless words, different for each scene.
pub fn words(scene: u32) -> String {
    format!("Tunni the mole walked to lantern number {scene} and smiled.")
}

/// A stream of these chunks, each `Err` breaking it.
pub fn chunks(chunks: Vec<Result<String, ModelError>>) -> TextStream {
    futures_util::stream::iter(chunks.into_iter().map(|chunk| chunk.map(text))).boxed()
}

/// A chunk of this text.
pub fn text(text: impl Into<Bytes>) -> TextChunk {
    TextChunk::Text(text.into())
}

/// A whole scripted answer to a call.
pub fn script(call: &StoryCall, scenes: u32) -> Vec<Result<String, ModelError>> {
    let (mut answer, first) = match call {
        StoryCall::Begin { .. } => (vec![Ok(plan(scenes))], 1),
        StoryCall::Continue { scenes, .. } => (Vec::new(), scenes.last().map_or(1, |scene| scene.scene + 1)),
        StoryCall::Rewrite { scene, .. } => return vec![Ok(line(*scene, &words(*scene)))],
    };
    answer.extend((first..=scenes).map(|scene| Ok(line(scene, &words(scene)))));
    answer
}

/// An answer whose model says nothing of what it used.
pub fn unpaid<T>(value: T) -> Answer<T> {
    Answer { value, usage: Usage::default() }
}

#[async_trait]
impl Painter for Player<PictureSpec, RawPicture> {
    fn name(&self) -> &str {
        &self.name
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        Ok(unpaid((self.act)(spec.clone()).await?))
    }
}

#[async_trait]
impl Storyteller for Player<StoryCall, TextStream> {
    fn name(&self) -> &str {
        &self.name
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        (self.act)(call).await
    }
}

#[async_trait]
impl Moderator for Player<Vec<String>, Vec<Verdict>> {
    fn name(&self) -> &str {
        &self.name
    }

    fn judges(&self) -> Judges {
        Judges::BOTH
    }

    fn knows_language(&self, language: &str) -> bool {
        language == "en"
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        Ok(unpaid((self.act)(texts.iter().map(|text| text.words.to_owned()).collect()).await?))
    }

    async fn check_picture(&self, _: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Ok(unpaid(Verdict::Safe))
    }
}
