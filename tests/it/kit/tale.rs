//! What the built-in storyteller tells, without a pace and so at once.

use ai_tale::backends::models::TextChunk;
use ai_tale::domain::{Outline, StoryRequest};
use ai_tale::pipeline::segmenter::{Expect, Piece, Segmenter};
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::{FutureExt, StreamExt};

use super::players;

/// A whole story: its outline and the words of its scenes.
pub fn tale(request: StoryRequest) -> (Outline, Vec<String>) {
    let (outline, scenes) = answer(StoryCall::Begin { request });
    (outline.unwrap(), scenes)
}

/// Everything that a call streams; the outline comes where a story begins.
pub fn answer(call: StoryCall) -> (Option<Outline>, Vec<String>) {
    let (StoryCall::Begin { request } | StoryCall::Continue { request, .. } | StoryCall::Rewrite { request, .. }) =
        &call;
    let expect = if matches!(call, StoryCall::Begin { .. }) { Expect::OutlineFirst } else { Expect::ScenesOnly };
    let mut segmenter = Segmenter::new(request, expect, request.scenes);
    let told = async { players::tell(call).await.unwrap().map(Result::unwrap).collect::<Vec<_>>().await };
    let mut pieces = Vec::new();
    for chunk in told.now_or_never().expect("without a pace nothing is waited for") {
        if let TextChunk::Text(text) = chunk {
            pieces.extend(segmenter.push(&text));
        }
    }
    pieces.extend(segmenter.finish());
    let (mut outline, mut scenes) = (None, Vec::new());
    for piece in pieces {
        match piece {
            Piece::Outline { outline: found, .. } => outline = Some(found),
            Piece::Scene(text) => scenes.push(text),
        }
    }
    (outline, scenes)
}
