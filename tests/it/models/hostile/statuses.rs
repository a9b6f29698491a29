//! Statuses that say that nothing comes, and answers that say so under a good one.

use std::time::Duration;

use super::{node_of, told_after, told_always};
use crate::kit::provider::{Call, Endpoint, KEY, Provider, Reply, faults, texts};
use crate::kit::{Told, node};

/// One such answer costs a call and nothing else. How long was waited before the next.
async fn passes_after(fault: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Duration {
    let provider = Provider::start().await;
    provider.chat.next(fault);
    node_of(&provider).story(3).run().await.assert_complete(3);
    let [first, second] = &provider.journal.of(Endpoint::Chat)[..] else { panic!("two calls") };
    second.at - first.at
}

#[tokio::test(start_paused = true)]
async fn an_overloaded_model_is_asked_again() {
    for status in [500, 503, 529] {
        passes_after(faults::status(status)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_is_waited_out() {
    let waited = passes_after(faults::retry_after(20)).await;
    assert!(waited >= Duration::from_secs(20), "{waited:?}");
    passes_after(faults::rate_limited).await;
}

#[tokio::test(start_paused = true)]
async fn an_error_under_a_good_status_is_one() {
    passes_after(faults::error_in_a_good_answer).await;
}

#[tokio::test(start_paused = true)]
async fn a_reset_connection_is_made_again() {
    passes_after(faults::reset).await;
}

#[tokio::test(start_paused = true)]
async fn an_empty_answer_is_asked_again() {
    passes_after(faults::empty).await;
    passes_after(texts::hostile::empty).await;
}

#[tokio::test(start_paused = true)]
async fn a_page_of_the_network_is_no_story() {
    let (told, _) = told_after(faults::html).await;
    told.assert_complete(3);
    told.assert_never_says("Wi-Fi");
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_steps_in_ends_the_model() {
    let (told, wishes) = told_always(texts::hostile::ends_by("content_filter")).await;
    told.assert_failed("storyteller_failed");
    assert_eq!(wishes.len(), 1, "whoever refuses is not asked again");
}

/// A story that this provider fails at is told by the built-in storyteller.
async fn told_by_the_next(provider: Provider) -> Told {
    let told = node().file(&provider.writer()).story(3).run().await;
    told.assert_complete(3);
    told.assert_never_says("Red Line");
    told
}

#[tokio::test(start_paused = true)]
async fn the_next_model_tells_in_an_outage() {
    let provider = Provider::start().await;
    provider.chat.always(faults::status(503));
    told_by_the_next(provider).await;
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_is_gone_costs_no_story() {
    let provider = Provider::start().await;
    let (gone, table) = (Provider::start().await, provider.writer());
    let table = table.replace(&provider.base, &gone.base);
    drop(gone);
    let told = node().file(&table).story(3).run().await;
    told.assert_complete(3);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_key_is_told_to_nobody() {
    let provider = Provider::start().await;
    provider.chat.always(faults::wrong_key);
    told_by_the_next(provider).await.assert_never_says(KEY);
}

#[tokio::test(start_paused = true)]
async fn no_tls_and_no_name_cost_no_story() {
    for base in ["https://127.0.0.1:PORT/v1", "http://models.invalid/v1"] {
        let provider = Provider::start().await;
        let port = provider.base.rsplit(':').next().unwrap().trim_end_matches("/v1").to_owned();
        let table = provider.writer().replace(&provider.base, &base.replace("PORT", &port));
        node().file(&table).story(2).run().await.assert_complete(2);
        assert!(provider.journal.entries().is_empty());
    }
}
