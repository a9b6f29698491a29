//! Models that take virtual time, and now and then fail, refuse, or break off. They cost no real time: a picture is a
//! few bytes, and nothing is done to it.

use std::sync::Arc;

use ai_tale::actors::illustration::Finish;
use ai_tale::backends::models::{ModelError, Models, Painter, RawPicture, Storyteller, TextStream};
use ai_tale::domain::MediaType;
use ai_tale::pipeline::illustration;
use ai_tale::pipeline::postprocess::{Encoding, PictureSet};
use ai_tale::pipeline::story_prompt::StoryCall;
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use tokio::time::sleep;

use super::chaos::Chaos;
use crate::kit::players;

/// The models of a life; the moderator is the built-in one.
pub fn models(models: Models, chaos: &Arc<Chaos>) -> Models {
    Models {
        storytellers: vec![storyteller(chaos)],
        painters: vec![painter(chaos, true), painter(chaos, true)],
        quiet_painter: painter(chaos, false),
        ..models
    }
}

fn painter(chaos: &Arc<Chaos>, may_fail: bool) -> Arc<dyn Painter> {
    let chaos = Arc::clone(chaos);
    players::painter(move |spec| {
        let chaos = Arc::clone(&chaos);
        async move {
            sleep(chaos.some_time("a picture", 0.2..15.0)).await;
            if may_fail && chaos.happens("a picture", 0.1) {
                return Err(ModelError::Refused("told to refuse".to_owned()));
            }
            if may_fail && chaos.happens("a picture", 0.1) {
                return Err(players::unavailable());
            }
            chaos.paints(&spec);
            Ok(RawPicture {
                bytes: Bytes::from(format!("{} {}", spec.seed, spec.scene)),
                drawn: Some(illustration::asked(&spec.elements)),
            })
        }
        .boxed()
    })
}

fn storyteller(chaos: &Arc<Chaos>) -> Arc<dyn Storyteller> {
    let chaos = Arc::clone(chaos);
    players::storyteller(move |call| {
        let chaos = Arc::clone(&chaos);
        async move { Ok(told(&call, &chaos)) }.boxed()
    })
}

fn told(call: &StoryCall, chaos: &Arc<Chaos>) -> TextStream {
    let planned = match call {
        StoryCall::Begin { request } => request.scenes,
        StoryCall::Continue { outline, .. } | StoryCall::Rewrite { outline, .. } => outline.scenes,
    };
    let chaos = Arc::clone(chaos);
    let chunks = players::script(call, planned).into_iter().map(|chunk| chunk.map(players::text));
    let paced = stream::iter(chunks).then(move |chunk| {
        let chaos = Arc::clone(&chaos);
        async move {
            sleep(chaos.some_time("a text", 0.1..4.0)).await;
            if chaos.happens("a text", 0.08) { Err(players::unavailable()) } else { chunk }
        }
    });
    // what broke off says nothing more
    paced
        .scan(false, |is_broken, chunk| {
            let goes_on = !*is_broken;
            *is_broken |= chunk.is_err();
            async move { goes_on.then_some(chunk) }
        })
        .boxed()
}

/// A picture is stored as it came.
pub fn finish() -> Finish {
    Arc::new(|raw, spec| {
        let encoding = Encoding { width: spec.width, media_type: MediaType::Webp, bytes: raw.bytes };
        let (width, height) = (spec.width, spec.height);
        let set = PictureSet { width, height, placeholder: "small".to_owned(), encodings: vec![encoding] };
        async { Ok(set) }.boxed()
    })
}
