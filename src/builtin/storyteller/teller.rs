//! Streams a tale token by token, as a remote model would, at the pace of a rehearsal.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde_json::json;
use tokio::time::Instant;

use super::tale::Tale;
use crate::backends::models::{ModelError, Storyteller, TextChunk, TextStream};
use crate::builtin::Pace;
use crate::domain::{Outline, StoryRequest, Usage};
use crate::pipeline::story_prompt::StoryCall;

/// Bytes of a token: what models count as one is about four characters of English.
const TOKEN: usize = 4;

/// Tells stories from a grammar.
#[derive(Clone, Copy, Debug)]
pub struct BuiltinStoryteller {
    pace: Pace,
}

impl BuiltinStoryteller {
    /// A storyteller with a pace; the default pace waits for nothing.
    #[must_use]
    pub const fn new(pace: Pace) -> Self {
        Self { pace }
    }
}

#[async_trait]
impl Storyteller for BuiltinStoryteller {
    fn name(&self) -> &'static str {
        "builtin"
    }

    async fn tell(&self, call: StoryCall) -> Result<TextStream, ModelError> {
        Ok(paced(lines(&call), self.pace))
    }
}

/// The whole answer: one JSON object a line.
fn lines(call: &StoryCall) -> String {
    match call {
        StoryCall::Begin { request } => {
            let tale = Tale::of(request);
            let outline = json!({ "outline": tale.outline }).to_string() + "\n";
            outline + scenes(&tale, 0).as_str()
        }
        StoryCall::Continue { request, outline, scenes: told, .. } => {
            let after = told.last().map_or(0, |scene| scene.scene as usize);
            scenes(&Tale::of(&as_outlined(request, outline)), after)
        }
        StoryCall::Rewrite { request, outline, scene, attempt, .. } => {
            let request = as_outlined(request, outline);
            line(*scene as usize, &Tale::of(&request).rewritten(&request, *scene, *attempt))
        }
    }
}

/// A story of this storyteller is told from its request alone. One that another began keeps that one's cast and length.
fn as_outlined(request: &StoryRequest, outline: &Outline) -> StoryRequest {
    if Tale::of(request).outline == *outline {
        return request.clone();
    }
    StoryRequest { characters: outline.characters.clone(), scenes: outline.scenes, ..request.clone() }
}

fn scenes(tale: &Tale, after: usize) -> String {
    tale.pages.iter().enumerate().skip(after).map(|(at, text)| line(at + 1, text)).collect()
}

fn line(scene: usize, text: &str) -> String {
    json!({ "scene": scene, "text": text }).to_string() + "\n"
}

/// Each token is due at its own instant, counted from the call, so that the rate holds however late a timer fires.
fn paced(text: String, pace: Pace) -> TextStream {
    let text = Bytes::from(text);
    let started = Instant::now();
    let count = text.len().div_ceil(TOKEN);
    let usage = Usage::of_text(text.len());
    stream::iter(0..count)
        .then(move |at| {
            let token = text.slice(at * TOKEN..text.len().min((at + 1) * TOKEN));
            async move {
                if let Some(due) = due(at, pace) {
                    tokio::time::sleep_until(started + due).await;
                }
                Ok(TextChunk::Text(token))
            }
        })
        .chain(stream::iter([Ok(TextChunk::Usage(usage))]))
        .boxed()
}

/// When a token is due after the call; `None` when nothing is to be waited for.
fn due(at: usize, pace: Pace) -> Option<Duration> {
    let first = pace.first_token;
    let since = (at as u64).saturating_mul(1_000_000).checked_div(pace.tokens_per_second).unwrap_or(0);
    let due = first + Duration::from_micros(since);
    (!due.is_zero() && (at == 0 || pace.tokens_per_second > 0)).then_some(due)
}
