//! Every promise of the trait, for adapters to run.

use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::wakeups::{Heard, Wakeup, Wakeups};
use ai_tale::domain::{SessionId, StoryId};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use tokio::time::timeout;

/// Two nodes of one cluster.
pub type Nodes = [Arc<dyn Wakeups>; 2];

fn hints() -> [Wakeup; 5] {
    let (story, session) = (StoryId::new(), SessionId::new());
    [
        Wakeup::LogGrew { story, head: 7 },
        Wakeup::StoryDeleted { story },
        Wakeup::SessionEnded { session },
        Wakeup::ReaderMoved { story },
        Wakeup::Followed { story },
    ]
}

/// Listens until it has heard a hint.
async fn hears(listener: &mut BoxStream<'static, Heard>, hint: Wakeup) {
    let heard = timeout(Duration::from_secs(30), until_heard(listener, hint));
    heard.await.unwrap_or_else(|_| panic!("never heard: {hint:?}"));
}

async fn until_heard(listener: &mut BoxStream<'static, Heard>, hint: Wakeup) {
    while listener.next().await.expect("a stream without end") != Heard::Wakeup(hint) {}
}

pub async fn every_listener_on_every_node_hears(nodes: Nodes) {
    let mut listeners = [nodes[0].listen(), nodes[1].listen(), nodes[1].listen()];
    for (hint, node) in hints().into_iter().zip(nodes.iter().cycle()) {
        node.send(hint);
        for listener in &mut listeners {
            hears(listener, hint).await;
        }
    }
}

pub async fn a_listener_that_left_changes_nothing(nodes: Nodes) {
    let mut stays = nodes[1].listen();
    drop(nodes[1].listen());
    let [hint, ..] = hints();
    nodes[0].send(hint);
    hears(&mut stays, hint).await;
}

pub async fn nobody_needs_to_listen(nodes: Nodes) {
    for hint in hints() {
        nodes[0].send(hint);
    }
    let mut late = nodes[0].listen();
    let [hint, ..] = hints();
    nodes[1].send(hint);
    hears(&mut late, hint).await;
}

pub async fn a_slow_listener_knows_that_it_missed(nodes: Nodes) {
    let mut slow = nodes[1].listen();
    let story = StoryId::new();
    for head in 0..100_000 {
        nodes[0].send(Wakeup::LogGrew { story, head });
    }
    let missed = async { while slow.next().await.expect("a stream without end") != Heard::Missed {} };
    timeout(Duration::from_secs(30), missed).await.expect("it is told");
    let [hint, ..] = hints();
    // more than there is room for was sent: a hint is repeated until there is some again
    let told = async {
        loop {
            nodes[0].send(hint);
            if timeout(Duration::from_secs(1), until_heard(&mut slow, hint)).await.is_ok() {
                break;
            }
        }
    };
    timeout(Duration::from_secs(30), told).await.expect("and hears again");
}

pub fn every_kind_of_hint_can_travel() {
    for hint in hints() {
        let text = serde_json::to_string(&hint).expect("a hint can be written");
        assert_eq!(serde_json::from_str::<Wakeup>(&text).expect("and read"), hint, "{text}");
    }
}
