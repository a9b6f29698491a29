//! A judge elsewhere that is away, slow, or says what nobody can use: nothing goes on until it has judged.

use std::time::Duration;

use ai_tale::actors::request::Refusal;

use crate::kit::provider::{Call, Endpoint, Pace, Provider, Reply, faults, judgements};
use crate::kit::{Scenario, node};

/// A node whose words this provider judges too.
fn judged_by(provider: &Provider) -> Scenario {
    node().file(&provider.judge(&["words"]))
}

#[tokio::test(start_paused = true)]
async fn no_wish_passes_without_its_judge() {
    for broken in [judgements::nonsense as fn(&Call) -> Reply, judgements::too_few, faults::html, faults::silent] {
        let provider = Provider::start().await;
        provider.moderations.always(broken);
        let node = judged_by(&provider).start().await;
        assert!(matches!(node.wish(1).await, Err(Refusal::Unavailable)));
        node.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_story_waits_for_its_judge() {
    let provider = Provider::start().await;
    // the wish passes, then the judge is away for a while
    provider.moderations.next(judgements::safe);
    for _ in 0..3 {
        provider.moderations.next(faults::status(503));
    }
    judged_by(&provider).story(2).run().await.assert_complete(2);
    // the wish, the plan and two pages, and the calls that failed
    assert!(provider.journal.of(Endpoint::Moderations).len() >= 7);
}

#[tokio::test(start_paused = true)]
async fn a_slow_judge_is_waited_for() {
    let provider = Provider::start().await;
    provider.pace(Pace { judgement: Duration::from_secs(8), ..Pace::default() });
    judged_by(&provider).story(2).run().await.assert_complete(2);
}
