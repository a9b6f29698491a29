//! The clock beside each model: what it counts, and what it leaves out.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::time::Duration;

use ai_tale::backends::models::guards::{Deadlines, guard_painter, guard_storyteller};
use ai_tale::backends::models::{ModelError, TextChunk};
use ai_tale::domain::StoryRequest;
use ai_tale::pipeline::illustration;
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::{FutureExt, StreamExt, stream};
use tokio::time::{Instant, sleep};

use crate::kit::players;
use crate::store::samples;

const SECOND: Duration = Duration::from_secs(1);

fn request() -> StoryRequest {
    samples::request("a fox")
}

/// Reads a text whose words come with these pauses, pausing itself after each. How many words came, when it ended, and
/// how.
async fn heard(
    deadlines: Deadlines,
    pauses: &'static [u32],
    own_pause: Duration,
) -> (usize, Duration, Option<ModelError>) {
    let model = players::storyteller(move |_| {
        let words = stream::iter(pauses).then(|pause| async {
            sleep(SECOND * *pause).await;
            Ok(players::text("word "))
        });
        async { Ok(words.boxed()) }.boxed()
    });
    let guarded = guard_storyteller(model, &deadlines.into());
    let started = Instant::now();
    let mut text = guarded.tell(StoryCall::Begin { request: request() }).await.unwrap();
    let mut words = 0;
    loop {
        match text.next().await {
            Some(Ok(TextChunk::Text(_))) => words += 1,
            Some(Ok(TextChunk::Usage(_))) => {}
            Some(Err(error)) => return (words, started.elapsed(), Some(error)),
            None => return (words, started.elapsed(), None),
        }
        sleep(own_pause).await;
    }
}

const NO_LIMIT: Deadlines = Deadlines { first_token: Duration::ZERO, silence: Duration::ZERO, total: Duration::ZERO };

#[tokio::test(start_paused = true)]
async fn the_first_word_has_its_own_time() {
    let deadlines = Deadlines { first_token: SECOND * 20, silence: SECOND * 5, ..NO_LIMIT };
    assert_eq!(heard(deadlines, &[19, 4, 4], Duration::ZERO).await, (3, SECOND * 27, None));
    assert_eq!(heard(deadlines, &[21], Duration::ZERO).await, (0, SECOND * 20, Some(ModelError::TimedOut)));
}

#[tokio::test(start_paused = true)]
async fn a_text_that_falls_silent_ends() {
    let deadlines = Deadlines { first_token: SECOND * 20, silence: SECOND * 5, ..NO_LIMIT };
    assert_eq!(heard(deadlines, &[1, 6], Duration::ZERO).await, (1, SECOND * 6, Some(ModelError::TimedOut)));
}

#[tokio::test(start_paused = true)]
async fn a_text_ends_after_its_whole_time() {
    let deadlines = Deadlines::total(SECOND * 10);
    assert_eq!(heard(deadlines, &[4, 4, 4], Duration::ZERO).await, (2, SECOND * 10, Some(ModelError::TimedOut)));
}

#[tokio::test(start_paused = true)]
async fn our_own_pauses_count_for_nothing() {
    let deadlines = Deadlines { first_token: SECOND * 5, silence: SECOND * 5, total: SECOND * 13 };
    assert_eq!(heard(deadlines, &[4, 4, 4], SECOND * 100).await, (3, SECOND * 312, None));
}

#[tokio::test(start_paused = true)]
async fn zero_is_no_limit() {
    assert_eq!(heard(NO_LIMIT, &[3_600, 3_600], Duration::ZERO).await, (2, SECOND * 7_200, None));
}

#[tokio::test(start_paused = true)]
async fn a_picture_that_never_comes_is_given_up() {
    let painter = guard_painter(players::painter(|_| std::future::pending().boxed()), &Deadlines::total(SECOND).into());
    let outline = match samples::outlined(1) {
        ai_tale::domain::Event::StoryOutlined(outline) => outline,
        other => panic!("{}", other.kind()),
    };
    let spec = illustration::spec(&request(), &outline, &[], &["A fox."], (64, 48));
    assert_eq!(painter.paint(&spec).await.err(), Some(ModelError::TimedOut));
}
