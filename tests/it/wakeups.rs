//! Wake-ups, as every adapter must behave: [`conformance`] holds the promises, each a function of two nodes' fresh
//! handles. They keep no state, so there is no model of them. `carried` runs them over a bus.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod carried;
mod conformance;

use std::sync::Arc;

use ai_tale::backends::wakeups::local::LocalWakeups;

use conformance::Nodes;

/// One process is the whole cluster: both nodes are the same.
fn local() -> Nodes {
    let node = Arc::new(LocalWakeups::new());
    [node.clone(), node]
}

#[tokio::test(start_paused = true)]
async fn local_hints_reach_everybody() {
    conformance::every_listener_on_every_node_hears(local()).await;
    conformance::a_listener_that_left_changes_nothing(local()).await;
}

#[tokio::test(start_paused = true)]
async fn local_hints_hold_nobody_up() {
    conformance::nobody_needs_to_listen(local()).await;
    conformance::a_slow_listener_knows_that_it_missed(local()).await;
}

#[test]
fn a_hint_reads_as_it_was_written() {
    conformance::every_kind_of_hint_can_travel();
}
