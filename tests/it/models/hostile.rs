//! Stories that are told by models which answer badly: each ends as the design says, and nothing unjudged is shown.
//! `texts` are spoilt in themselves, `lines` break or never end, `statuses` say that nothing comes, `pictures` are none
//! or may not be shown, `judges` are away.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod judges;
mod lines;
mod pictures;
mod statuses;
mod texts;

use ai_tale::domain::Event;
use serde_json::Value;

use crate::kit::provider::{Call, Endpoint, Provider, Reply};
use crate::kit::{Scenario, Told, node};

/// Only this provider tells; words are judged by the built-in moderator.
const ALONE: &str = "[[models.routes]]\nstorytellers = [\"writer\"]\n";

/// A node whose only storyteller is this provider.
fn node_of(provider: &Provider) -> Scenario {
    node().file(&provider.writer()).file(ALONE)
}

/// A story of three scenes of which the provider's first answer is spoilt so; what it says after that is good.
async fn told_after(spoil: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> (Told, Vec<Value>) {
    let provider = Provider::start().await;
    provider.chat.next(spoil);
    let told = node_of(&provider).story(3).run().await;
    (told, wishes(&provider))
}

/// A story of three scenes that are told so, how often ever they are asked for.
async fn told_always(spoil: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> (Told, Vec<Value>) {
    let provider = Provider::start().await;
    provider.chat.always(spoil);
    let told = node_of(&provider).story(3).run().await;
    (told, wishes(&provider))
}

/// What the storyteller was asked, call by call.
fn wishes(provider: &Provider) -> Vec<Value> {
    let calls = provider.journal.of(Endpoint::Chat);
    calls.iter().map(|entry| serde_json::from_str(&entry.call.said_by("user")).unwrap()).collect()
}

/// The words of a story's pages.
fn pages(told: &Told) -> Vec<&str> {
    let words = told.log().iter().filter_map(|record| match &record.event {
        Event::SceneCreated(scene) => Some(scene.text.as_str()),
        _ => None,
    });
    words.collect()
}
