//! A storyteller behind its breaker: its text comes piece by piece, and says early whether it is back.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ai_tale::backends::models::guards::{Deadlines, Guards, Provider, guard_storyteller};
use ai_tale::backends::models::{ModelError, Storyteller};
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::{FutureExt, StreamExt, stream};
use tokio::time::sleep;

use super::SECOND;
use crate::kit::players;
use crate::store::samples;

/// A storyteller that breaks off after its first word in so many calls, and then has a long text to tell.
fn breaks_off(times: usize) -> Arc<dyn Storyteller> {
    let asked = AtomicUsize::new(0);
    let storyteller =
        players::storyteller(move |_| {
            let is_broken = asked.fetch_add(1, Ordering::SeqCst) < times;
            let words = (0..10).map(move |word| {
                if is_broken && word == 1 { Err(players::unavailable()) } else { Ok(players::text("word ")) }
            });
            let text = stream::iter(words).then(|word| async {
                sleep(SECOND).await;
                word
            });
            async { Ok(text.boxed()) }.boxed()
        });
    let deadlines = Deadlines { first_token: SECOND * 20, silence: SECOND * 5, total: SECOND * 60 };
    guard_storyteller(storyteller, &Guards { provider: Some(Provider::new(0)), ..deadlines.into() })
}

fn call() -> StoryCall {
    StoryCall::Begin { request: samples::request("a fox") }
}

/// Reads a text to its end, or to where it breaks off.
async fn heard(storyteller: &Arc<dyn Storyteller>) -> Result<usize, ModelError> {
    let mut text = storyteller.tell(call()).await?;
    let mut words = 0;
    while let Some(word) = text.next().await {
        word?;
        words += 1;
    }
    Ok(words)
}

#[tokio::test(start_paused = true)]
async fn texts_that_break_off_open_it() {
    let storyteller = breaks_off(5);
    for _ in 0..5 {
        assert_eq!(heard(&storyteller).await, Err(players::unavailable()));
    }
    assert!(matches!(heard(&storyteller).await, Err(ModelError::Declined { .. })));
    sleep(SECOND * 5).await;
    assert_eq!(heard(&storyteller).await, Ok(10));
}

#[tokio::test(start_paused = true)]
async fn the_first_word_lets_others_ask() {
    let storyteller = breaks_off(5);
    for _ in 0..5 {
        heard(&storyteller).await.unwrap_err();
    }
    sleep(SECOND * 5).await;
    let mut text = storyteller.tell(call()).await.unwrap();
    assert!(matches!(storyteller.tell(call()).await, Err(ModelError::Declined { .. })), "it has said nothing yet");
    text.next().await.unwrap().unwrap();
    assert_eq!(heard(&storyteller).await, Ok(10));
    assert_eq!(text.count().await, 9, "the first one goes on");
}

#[tokio::test(start_paused = true)]
async fn silence_opens_it_too() {
    let silent = players::storyteller(|_| async { Ok(stream::pending().boxed()) }.boxed());
    let deadlines = Deadlines { first_token: SECOND, silence: SECOND, total: SECOND * 60 };
    let storyteller = guard_storyteller(silent, &Guards { provider: Some(Provider::new(0)), ..deadlines.into() });
    for _ in 0..5 {
        assert_eq!(heard(&storyteller).await, Err(ModelError::TimedOut));
    }
    assert!(matches!(heard(&storyteller).await, Err(ModelError::Declined { .. })));
}
