//! Mending beside deleting: what was deleted while its picture was painted anew stays deleted.

use std::sync::Arc;

use ai_tale::actors::illustration::Finish;
use ai_tale::actors::measure::meter;
use ai_tale::actors::mending::{Mender, Mending};
use ai_tale::backends::store::Intent;
use ai_tale::domain::{Event, MediaType, NodeId, ObjectKey, StoryId, UserId};
use ai_tale::flow::background::BackgroundTask;
use ai_tale::pipeline::postprocess::{Encoding, PictureSet};
use bytes::Bytes;
use futures_util::FutureExt;
use tokio_util::sync::CancellationToken;

use super::House;
use crate::kit::{players, until};
use crate::store::samples::{MIDNIGHT, append, book, claimed, created_by, told};

/// What every painted picture becomes.
fn file() -> Encoding {
    Encoding { width: 80, media_type: MediaType::Webp, bytes: Bytes::from_static(b"as it was") }
}

fn finish() -> Finish {
    let set = PictureSet { width: 80, height: 60, placeholder: String::new(), encodings: vec![file()] };
    Arc::new(move |_, _| std::future::ready(Ok(set.clone())).boxed())
}

/// A told story whose first picture is lost, and the key of that.
async fn without_its_picture(house: &House) -> (StoryId, ObjectKey) {
    let owner = UserId::new();
    let story = created_by(&house.store, owner).await;
    claimed(&house.store, story).await;
    let (key, mut book) = (file().key(story, 1), book());
    for event in &mut book {
        if let Event::IllustrationCreated(picture) = event
            && picture.scene == 1
        {
            picture.sources[0].key = key.clone();
        }
    }
    told(&house.store, append(story, owner, 1, 1, book)).await;
    (story, key)
}

#[tokio::test]
async fn who_was_deleted_meanwhile_gets_no_picture() {
    let house = House::new("").await;
    let (deleted, lost) = without_its_picture(&house).await;
    let (_, other) = without_its_picture(&house).await;
    let claims = Arc::clone(&house.store.claims);
    let painter = players::painter(move |spec| {
        let claims = Arc::clone(&claims);
        async move {
            claims.intend(deleted, Intent::Delete, MIDNIGHT).await.unwrap();
            players::paint(spec).await
        }
        .boxed()
    });
    let (mending, stop) = (Mending::default(), CancellationToken::new());
    let mender = Mender {
        store: house.store.clone(),
        objects: Arc::clone(&house.objects),
        painter,
        finish: finish(),
        picture_size: (80, 60),
        meter: meter::channel(NodeId::new(), 100).0,
        mending: mending.clone(),
    };
    mending.ask(&lost);
    mending.ask(&other);
    let task = tokio::spawn(mender.run(stop.clone()));
    // one after the other
    until("the other picture is mended", async || !house.keys().await.is_empty()).await;
    assert_eq!(house.keys().await, [other]);
    stop.cancel();
    task.await.unwrap();
}
