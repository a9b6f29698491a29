//! Who is painted first: readers wait for no better picture.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::domain::Event;
use futures_util::FutureExt;
use futures_util::future::pending;

use super::{criticised, replaced, revisions};
use crate::kit::critics::{FakeCritic, critique};
use crate::kit::fakes::lock;
use crate::kit::players;

#[tokio::test(start_paused = true)]
async fn redos_come_after_all_first_pictures() {
    let critic = FakeCritic::new(|look, before| {
        let score = if look.scene == 1 && before == 0 { 1 } else { 9 };
        async move { Ok(critique(score)) }.boxed()
    });
    let painted = Arc::<Mutex<Vec<(u32, bool)>>>::default();
    let order = Arc::clone(&painted);
    let slow = players::painter(move |spec| {
        lock(&order).push((spec.scene, spec.prompt.contains("painted before")));
        async move {
            tokio::time::sleep(Duration::from_mins(1)).await;
            players::paint(spec).await
        }
        .boxed()
    });
    let node = criticised(&critic).setting("POOLS__ILLUSTRATION__SIZE", "1").setting("LIMITS__WINDOW", "6");
    let told = node.painter(slow).story(6).run().await;
    told.assert_complete(6);
    let firsts = (1..=6).map(|scene| (scene, false));
    assert_eq!(*lock(&painted), firsts.chain([(1, true)]).collect::<Vec<_>>());
    assert_eq!(replaced(told.log()), [(1, 2)]);
}

#[tokio::test(start_paused = true)]
async fn no_reader_waits_for_a_critic() {
    let critic = FakeCritic::new(|_, _| pending().boxed());
    let node = criticised(&critic).start().await;
    let story = node.begin(3).await;
    let log =
        node.log_with(story, |event| matches!(event, Event::IllustrationCreated(picture) if picture.scene == 3)).await;
    assert!(revisions(&log).len() >= 2 && critic.looks().len() <= 3);
    node.cancel(story).await;
    assert_eq!(node.whole(story).await.last().unwrap().event, Event::StoryCancelled);
    node.stop().await;
}
