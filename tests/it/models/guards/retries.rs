//! Retries are a tenth of the first calls, so that an outage is not multiplied.

use std::sync::Arc;

use ai_tale::backends::models::Painter;
use ai_tale::backends::models::guards::{Provider, as_retry, guard_painter};
use tokio::time::sleep;

use super::{Calls, SECOND, ask, declined, of, painter};
use crate::kit::fakes::lock;
use crate::kit::players;

/// A painter that gives nothing that can be used, so that only the budget stops anybody.
fn useless(provider: &Provider) -> (Arc<dyn Painter>, Calls) {
    let (painter, calls) = painter(|_| Err(players::unusable()));
    (guard_painter(painter, &of(provider)), calls)
}

#[tokio::test(start_paused = true)]
async fn a_quiet_node_may_retry() {
    let (painter, calls) = useless(&Provider::new(0));
    for _ in 0..10 {
        assert_eq!(as_retry(true, ask(&painter)).await, Some(players::unusable()));
    }
    let wait = declined(as_retry(true, ask(&painter)).await);
    assert_eq!(lock(&calls).len(), 10);
    sleep(wait).await;
    assert_eq!(as_retry(true, ask(&painter)).await, Some(players::unusable()), "after {wait:?}");
}

#[tokio::test(start_paused = true)]
async fn most_retries_of_an_outage_are_refused() {
    let (painter, calls) = useless(&Provider::new(0));
    let (mut firsts, mut refused) = (0, 0);
    // each of a thousand in less than a minute would ask three times
    for _ in 0..1_000 {
        sleep(SECOND / 20).await;
        tokio::spawn({
            let painter = Arc::clone(&painter);
            async move { ask(&painter).await }
        });
        tokio::task::yield_now().await;
        firsts += 1;
        for _ in 0..2 {
            let retry = as_retry(true, ask(&painter));
            if let Ok(error) = tokio::time::timeout(SECOND / 1_000, retry).await {
                declined(error);
                refused += 1;
            }
        }
    }
    let retries = lock(&calls).len() - firsts;
    assert_eq!(retries + refused, 2_000);
    assert!((100..=110).contains(&retries), "{retries} retries of {firsts} calls");
}

#[tokio::test(start_paused = true)]
async fn first_calls_are_never_refused() {
    let (painter, calls) = useless(&Provider::new(0));
    for _ in 0..20 {
        as_retry(true, ask(&painter)).await;
    }
    let before = lock(&calls).len();
    for _ in 0..20 {
        assert_eq!(as_retry(false, ask(&painter)).await, Some(players::unusable()));
        assert_eq!(ask(&painter).await, Some(players::unusable()));
    }
    assert_eq!(lock(&calls).len(), before + 40);
}

#[tokio::test(start_paused = true)]
async fn models_of_one_provider_share_its_budget() {
    let provider = Provider::new(0);
    let (one, other) = (useless(&provider), useless(&provider));
    for _ in 0..10 {
        as_retry(true, ask(&one.0)).await;
    }
    declined(as_retry(true, ask(&other.0)).await);
    assert_eq!(as_retry(true, ask(&useless(&Provider::new(0)).0)).await, Some(players::unusable()));
}
