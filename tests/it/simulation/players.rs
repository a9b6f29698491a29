//! Models that take virtual time, and now and then fail, refuse, or break off. They cost no real time: a picture is a
//! few bytes, and nothing is done to it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

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
use crate::kit::paid::{TERMS, elsewhere};
use crate::kit::players;

/// The models of a life; the moderator is the built-in one.
pub fn models(models: Models, chaos: &Arc<Chaos>) -> Models {
    Models {
        storytellers: vec![storyteller(chaos)],
        painters: vec![elsewhere(painter(chaos, Place::Elsewhere)), painter(chaos, Place::Here)],
        quiet_painter: painter(chaos, Place::Last),
        ..models
    }
}

/// Where a painter is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It may fail, and is paid for whatever it was asked for but what it says it did not do.
    Elsewhere,
    /// It may fail.
    Here,
    /// It draws quiet pages.
    Last,
}

fn painter(chaos: &Arc<Chaos>, place: Place) -> Arc<dyn Painter> {
    let (chaos, may_fail) = (Arc::clone(chaos), place != Place::Last);
    players::painter(move |spec| {
        let chaos = Arc::clone(&chaos);
        async move {
            let price = if place == Place::Elsewhere { TERMS.price.micros_per_picture } else { 0 };
            chaos.sold.micros.fetch_add(price, Ordering::SeqCst);
            chaos.sold.pictures.fetch_add(u64::from(price > 0), Ordering::SeqCst);
            sleep(chaos.some_time("a picture", 0.2..15.0)).await;
            if may_fail && chaos.happens("a picture", 0.1) {
                return Err(ModelError::Refused("told to refuse".to_owned()));
            }
            if may_fail && chaos.happens("a picture", 0.1) {
                chaos.sold.micros.fetch_sub(price, Ordering::SeqCst);
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
