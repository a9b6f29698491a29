//! The whole book: one look when every page has its picture, and few pages painted again for the sake of the others.

use futures_util::FutureExt;

use super::{criticised, replaced, scenes};
use crate::kit::critics::{FakeCritic, critique};
use crate::kit::fakes::lock;
use crate::kit::players::watched_painter;

#[tokio::test(start_paused = true)]
async fn outliers_alone_are_painted_again() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(8)) }.boxed()).finding(&[2, 9, 2]);
    let (painter, briefs) = watched_painter();
    let told = criticised(&critic).painter(painter).story(6).run().await;
    told.assert_complete(6);
    assert_eq!(critic.books(), [[1, 2, 3, 4, 5, 6]], "one look, at all pages");
    assert_eq!((replaced(told.log()), scenes(&briefs).len()), (vec![(2, 2)], 7));
    assert!(lock(&briefs).last().unwrap().prompt.ends_with("use the same ink"));
}

#[tokio::test(start_paused = true)]
async fn most_pages_of_a_book_are_no_outliers() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(8)) }.boxed()).finding(&[4, 3, 2, 1]);
    let (painter, _) = watched_painter();
    let told = criticised(&critic).painter(painter).story(4).run().await;
    told.assert_complete(4);
    assert_eq!(replaced(told.log()), [(4, 2)]);
}

#[tokio::test(start_paused = true)]
async fn two_pages_have_no_rest() {
    let critic = FakeCritic::new(|_, _| async { Ok(critique(8)) }.boxed()).finding(&[1]);
    let (painter, _) = watched_painter();
    let told = criticised(&critic).painter(painter).story(2).run().await;
    told.assert_complete(2);
    assert_eq!((critic.books(), replaced(told.log())), (vec![], vec![]));
}

#[tokio::test(start_paused = true)]
async fn an_outlier_that_was_painted_thrice_stays() {
    let critic = FakeCritic::new(|look, _| {
        let score = if look.scene == 1 { 1 } else { 8 };
        async move { Ok(critique(score)) }.boxed()
    });
    let critic = critic.finding(&[1]);
    let (painter, briefs) = watched_painter();
    let told = criticised(&critic).painter(painter).story(3).run().await;
    told.assert_complete(3);
    assert_eq!(scenes(&briefs).iter().filter(|scene| **scene == 1).count(), 3);
}
