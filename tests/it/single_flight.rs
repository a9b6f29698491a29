//! One answer for all who ask: found once at a time, told again while it is fresh, and never lost to a panic.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::flow::single_flight::SingleFlight;
use futures_util::future::join_all;

const FRESH: Duration = Duration::from_secs(1);

/// Counts how often it is found out, and answers with the count.
#[derive(Clone, Default)]
struct Source(Arc<AtomicUsize>);

impl Source {
    async fn find(self) -> usize {
        tokio::time::sleep(Duration::from_millis(10)).await;
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn ask(&self, flight: &SingleFlight<usize>) -> usize {
        let source = self.clone();
        flight.ask(|| source.find()).await.unwrap()
    }
}

#[tokio::test(start_paused = true)]
async fn all_who_ask_at_once_share_an_answer() {
    let (source, flight) = (Source::default(), SingleFlight::new(FRESH));
    assert_eq!(join_all((0..50).map(|_| source.ask(&flight))).await, [1; 50]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_told_while_fresh() {
    let (source, flight) = (Source::default(), SingleFlight::new(FRESH));
    assert_eq!(source.ask(&flight).await, 1);
    tokio::time::advance(Duration::from_millis(999)).await;
    assert_eq!(source.ask(&flight.clone()).await, 1);
    tokio::time::advance(Duration::from_millis(1)).await;
    assert_eq!(source.ask(&flight).await, 2);
}

#[tokio::test(start_paused = true)]
async fn after_a_panic_the_next_asks_anew() {
    let (source, flight) = (Source::default(), SingleFlight::new(FRESH));
    assert!(flight.ask(|| async { panic!("nobody knows") }).await.unwrap_err().is_panic());
    assert_eq!(source.ask(&flight).await, 1);
}
