//! What a provider was asked for, call by call, is what the story's log of calls says, and what it costs by its prices.

use ai_tale::domain::{Call, CallKind, CallLog, CallOutcome};

use crate::kit::node;
use crate::kit::provider::texts::hostile;
use crate::kit::provider::{Endpoint, Provider, Sent, faults, judgements};

/// A storyteller and a moderator of this provider, with their prices, and nobody else.
fn models_of(provider: &Provider) -> String {
    let (writer, judge) = (provider.writer(), provider.judge(&["words"]));
    format!("{writer}{judge}[[models.routes]]\nstorytellers = [\"writer\"]\nmoderators = [\"judge\"]\n")
}

fn calls(log: &CallLog, kind: CallKind, model: &str) -> Vec<Call> {
    log.calls().filter(|call| call.kind == kind && call.model == model).cloned().collect()
}

#[tokio::test]
async fn a_provider_s_journal_equals_the_log() {
    let provider = Provider::start().await;
    provider.chat.next(hostile::cut);
    provider.chat.next(faults::status(503));
    // the wish passes; of what is written, one judgement finds no room
    provider.moderations.next(judgements::safe);
    provider.moderations.next(faults::status(529));
    let node = node().file(&models_of(&provider)).start().await;
    let story = node.begin(3).await;
    node.told(story).await.assert_complete(3);
    let log = node.app.backends().store.spend.calls(story).await.unwrap().unwrap();
    node.stop().await;

    let words = calls(&log, CallKind::Words, "writer");
    let asked = provider.journal.of(Endpoint::Chat);
    assert_eq!(words.len(), asked.len(), "{words:?}");
    assert!(asked.len() >= 3, "one broke off, one was turned away");
    let mut outcomes: Vec<_> = words.iter().map(|call| call.outcome.as_str()).collect();
    let came = asked.iter().map(|entry| match (entry.status, entry.sent) {
        (503, _) => CallOutcome::Unavailable.as_str(),
        (_, Sent::Broken) => CallOutcome::BrokeOff.as_str(),
        _ => CallOutcome::Ok.as_str(),
    });
    let mut came: Vec<_> = came.collect();
    // they may have ended in another order than that in which they began
    outcomes.sort_unstable();
    came.sort_unstable();
    assert_eq!(outcomes, came);
    for Call { outcome, usage, .. } in words {
        assert_eq!(usage.cost_micros > 0, outcome != CallOutcome::Unavailable, "{outcome:?} {usage:?}");
        // one millionth for a token that is read, and ten for one that is written
        assert_eq!(usage.cost_micros, usage.input_tokens + 10 * usage.output_tokens);
    }
    let judged = calls(&log, CallKind::Judgement, "judge");
    assert_eq!(judged.len(), provider.journal.of(Endpoint::Moderations).len(), "{judged:?}");
    assert_eq!(judged.iter().filter(|call| call.outcome == CallOutcome::Unavailable).count(), 1);
}
