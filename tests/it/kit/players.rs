//! Models as closures: a storyteller that reads a script, painters and moderators that do what a test says.

use std::sync::Arc;

use ai_tale::backends::models::{ModelError, Moderator, Painter, RawPicture, Storyteller, TextStream};
use ai_tale::builtin::Pace;
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::builtin::painter::BuiltinPainter;
use ai_tale::builtin::storyteller::BuiltinStoryteller;
use ai_tale::domain::{PictureSpec, Verdict};
use ai_tale::pipeline::story_prompt::Call;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use serde_json::json;

type Act<Q, A> = Box<dyn Fn(Q) -> BoxFuture<'static, Result<A, ModelError>> + Send + Sync>;

struct Player<Q, A>(Act<Q, A>);

/// A painter.
pub fn painter(
    act: impl Fn(PictureSpec) -> BoxFuture<'static, Result<RawPicture, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Painter> {
    Arc::new(Player::<PictureSpec, RawPicture>(Box::new(act)))
}

/// A storyteller.
pub fn storyteller(
    act: impl Fn(Call) -> BoxFuture<'static, Result<TextStream, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Storyteller> {
    Arc::new(Player::<Call, TextStream>(Box::new(act)))
}

/// A moderator of words.
pub fn moderator(
    act: impl Fn(Vec<String>) -> BoxFuture<'static, Result<Vec<Verdict>, ModelError>> + Send + Sync + 'static,
) -> Arc<dyn Moderator> {
    Arc::new(Player::<Vec<String>, Vec<Verdict>>(Box::new(act)))
}

/// As the built-in painter paints.
pub async fn paint(spec: PictureSpec) -> Result<RawPicture, ModelError> {
    BuiltinPainter::new(Pace::default()).paint(&spec).await
}

/// As the built-in storyteller tells.
pub async fn tell(call: Call) -> Result<TextStream, ModelError> {
    BuiltinStoryteller::new(Pace::default()).tell(call).await
}

/// As the built-in moderator judges.
pub async fn judge(texts: Vec<String>) -> Result<Vec<Verdict>, ModelError> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    BuiltinModerator::new().check_words(&texts).await
}

/// An error that is no outage.
pub fn unusable() -> ModelError {
    ModelError::Unusable("told to".to_owned())
}

/// An error that may pass.
pub fn unavailable() -> ModelError {
    ModelError::Unavailable { reason: "told to fail".to_owned(), retry_after: None }
}

/// The plan of a story of so many scenes, as a line.
pub fn plan(scenes: u32) -> String {
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
    futures_util::stream::iter(chunks.into_iter().map(|chunk| chunk.map(Bytes::from))).boxed()
}

/// A whole scripted answer to a call.
pub fn script(call: &Call, scenes: u32) -> Vec<Result<String, ModelError>> {
    let (mut answer, first) = match call {
        Call::Begin { .. } => (vec![Ok(plan(scenes))], 1),
        Call::Continue { scenes, .. } => (Vec::new(), scenes.last().map_or(1, |scene| scene.scene + 1)),
        Call::Rewrite { scene, .. } => return vec![Ok(line(*scene, &words(*scene)))],
    };
    answer.extend((first..=scenes).map(|scene| Ok(line(scene, &words(scene)))));
    answer
}

#[async_trait]
impl Painter for Player<PictureSpec, RawPicture> {
    fn name(&self) -> &'static str {
        "player"
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<RawPicture, ModelError> {
        (self.0)(spec.clone()).await
    }
}

#[async_trait]
impl Storyteller for Player<Call, TextStream> {
    fn name(&self) -> &'static str {
        "player"
    }

    async fn tell(&self, call: Call) -> Result<TextStream, ModelError> {
        (self.0)(call).await
    }
}

#[async_trait]
impl Moderator for Player<Vec<String>, Vec<Verdict>> {
    fn name(&self) -> &'static str {
        "player"
    }

    fn knows_language(&self, language: &str) -> bool {
        language == "en"
    }

    async fn check_words(&self, texts: &[&str]) -> Result<Vec<Verdict>, ModelError> {
        (self.0)(texts.iter().map(|text| (*text).to_owned()).collect()).await
    }

    async fn check_picture(&self, _: &[u8]) -> Result<Verdict, ModelError> {
        Ok(Verdict::Safe)
    }
}
