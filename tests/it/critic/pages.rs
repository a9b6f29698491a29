//! One page: what is bad is painted again, twice at most, and only a better picture takes its place.

use ai_tale::domain::{Critique, Scores};
use futures_util::FutureExt;

use super::{criticised, replaced, revisions, scenes};
use crate::kit::critics::{FakeCritic, critique};
use crate::kit::fakes::lock;
use crate::kit::players::{self, watched_painter};

#[tokio::test(start_paused = true)]
async fn a_good_picture_stays_as_it_is() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(8)) }.boxed());
    let (painter, briefs) = watched_painter();
    let told = criticised(&critic).painter(painter).story(2).run().await;
    told.assert_complete(2);
    assert_eq!((critic.looks_at(1), critic.looks_at(2)), (1, 1), "each picture is looked at once");
    assert_eq!((replaced(told.log()), scenes(&briefs).len()), (vec![], 2));
}

#[tokio::test(start_paused = true)]
async fn a_bad_picture_is_painted_again_by_advice() {
    let critic = FakeCritic::new(|look, before| {
        let score = if look.scene == 2 && before == 0 { 2 } else { 9 };
        async move { Ok(critique(score)) }.boxed()
    });
    let (painter, briefs) = watched_painter();
    let told = criticised(&critic).painter(painter).story(2).run().await;
    told.assert_complete(2);
    assert_eq!(replaced(told.log()), [(2, 2)]);
    assert_eq!(critic.looks_at(2), 2, "the new one is looked at before it is shown");
    let briefs = lock(&briefs);
    let (first, again) = (briefs.iter().find(|brief| brief.scene == 2).unwrap(), briefs.last().unwrap());
    assert!(again.prompt.starts_with(&first.prompt) && again.prompt.ends_with("paint the hat blue"));
    assert_ne!(again.seed, first.seed, "it is another picture");
    told.assert_never_says("paint the hat blue");
}

#[tokio::test(start_paused = true)]
async fn a_page_is_painted_again_twice_at_most() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(3)) }.boxed());
    let (painter, briefs) = watched_painter();
    let told = criticised(&critic).painter(painter).story(1).run().await;
    told.assert_complete(1);
    assert_eq!(scenes(&briefs), [1, 1, 1]);
    assert_eq!(critic.looks_at(1), 3);
    assert_eq!(revisions(told.log()), [(1, 1)], "none of them was better");
}

#[tokio::test(start_paused = true)]
async fn a_better_picture_replaces_though_it_is_bad() {
    let critic = FakeCritic::new(|_, before| {
        let score = [2, 4, 3][before];
        async move { Ok(critique(score)) }.boxed()
    });
    let (painter, _) = watched_painter();
    let told = criticised(&critic).painter(painter).story(1).run().await;
    told.assert_complete(1);
    assert_eq!(revisions(told.log()), [(1, 1), (1, 2)]);
}

#[tokio::test(start_paused = true)]
async fn without_an_opinion_nothing_is_painted_again() {
    let critic = FakeCritic::new(|look, _| {
        let beyond = Critique { scores: Scores { identity: 11, ..critique(0).scores }, ..critique(0) };
        let answer = if look.scene == 1 { Err(players::unusable()) } else { Ok(beyond) };
        async move { answer }.boxed()
    });
    let (painter, briefs) = watched_painter();
    let told = criticised(&critic).painter(painter).story(2).run().await;
    told.assert_complete(2);
    assert_eq!((scenes(&briefs).len(), replaced(told.log())), (2, vec![]));
}

#[tokio::test(start_paused = true)]
async fn a_quiet_page_is_not_looked_at() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(0)) }.boxed());
    let broken = players::painter(|_| async { Err(players::unusable()) }.boxed());
    let told = criticised(&critic).painter(broken).story(1).run().await;
    told.assert_complete(1);
    told.assert_quiet(&[1]);
    assert_eq!(critic.looks(), []);
}

#[tokio::test(start_paused = true)]
async fn a_redo_that_fails_leaves_the_first() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(1)) }.boxed());
    let once = players::painter(|spec| {
        if spec.prompt.contains("painted before") {
            return async { Err(players::unusable()) }.boxed();
        }
        players::paint(spec).boxed()
    });
    let told = criticised(&critic).painter(once).story(1).run().await;
    told.assert_complete(1);
    assert_eq!((revisions(told.log()), critic.looks_at(1)), (vec![(1, 1)], 1));
}
