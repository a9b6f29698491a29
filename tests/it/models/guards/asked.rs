//! The guards as a configuration has them, before the tests' own provider: what it says of its limits is heard.

use std::time::Duration;

use crate::kit::node;
use crate::kit::provider::texts::hostile;
use crate::kit::provider::{Call, Endpoint, Provider, Reply, faults};

/// Tells a story by this storyteller alone, whose first answer breaks off. How long after it the second call came.
async fn waited(settings: &str, first: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Duration {
    let provider = Provider::start().await;
    provider.chat.next(first);
    let table = provider.writer() + settings + "\n[[models.routes]]\nstorytellers = [\"writer\"]\n";
    node().file(&table).story(3).run().await.assert_complete(3);
    let [first, second] = &provider.journal.of(Endpoint::Chat)[..] else { panic!("two calls") };
    second.at - first.at
}

#[tokio::test(start_paused = true)]
async fn a_model_s_own_limit_is_kept() {
    let waited = waited("requests_per_minute = 1\n", hostile::cut).await;
    assert!(waited >= Duration::from_mins(1), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_provider_s_headers_are_heard() {
    // of two, none is left, and both are there again after 80 seconds
    let empty = |call: &Call| {
        let reply = hostile::cut(call).header("x-ratelimit-limit-requests", "2");
        reply.header("x-ratelimit-remaining-requests", "0").header("x-ratelimit-reset-requests", "1m20s")
    };
    let waited = waited("", empty).await;
    assert!(waited >= Duration::from_secs(40), "{waited:?}");
}

/// How often the first of two storytellers is asked, which never tells anything, by this setting.
async fn calls_by(setting: (&'static str, &'static str), answer: fn(&Call) -> Reply) -> usize {
    let provider = Provider::start().await;
    provider.chat.always(answer);
    // time jumps while the store writes: what is open stays so
    let open = node().setting("MODELS__BREAKER__FIRST_WAIT", "1h").setting("MODELS__BREAKER__LONGEST_WAIT", "1h");
    open.setting(setting.0, setting.1).file(&provider.writer()).story(1).run().await.assert_complete(1);
    provider.journal.of(Endpoint::Chat).len()
}

#[tokio::test(start_paused = true)]
async fn a_breaker_opens_as_configured() {
    const AWAY: fn(&Call) -> Reply = |call| faults::status(500)(call);
    assert_eq!(calls_by(("MODELS__BREAKER__FAILURES_IN_A_ROW", "1"), AWAY).await, 1);
    assert_eq!(calls_by(("MODELS__BREAKER__FAILURES_IN_A_ROW", "9"), AWAY).await, 3, "as often as anybody is asked");
}

#[tokio::test(start_paused = true)]
async fn retries_are_allowed_as_configured() {
    assert_eq!(calls_by(("MODELS__RETRY_FLOOR", "1"), hostile::empty).await, 2);
    assert_eq!(calls_by(("MODELS__RETRY_FLOOR", "10"), hostile::empty).await, 3);
}
