//! The processor's time for a token.

use std::time::Duration;

use ai_tale::backends::models::{Storyteller, TextChunk};
use ai_tale::pipeline::segmenter::{Expect, Segmenter};
use ai_tale::pipeline::story_prompt::StoryCall;
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::json;
use sse_stream::SseByteStream;

use crate::node::{messages, opened, request};
use crate::provider::{KEY, Pace};
use crate::serving::Serving;

/// Stories of each kind, by turns; the first ones are not counted.
const STORIES: usize = 60;
const WARM_UP: usize = 10;
const SCENES: u32 = 32;
const GOAL: f64 = 2.0;

#[derive(Deserialize)]
struct Piece {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Delta,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<String>,
}

/// Measures, and says what came of it.
pub fn measure() {
    let serving = Serving::start(Pace::default(), 0);
    // all that a thread does for a story is done on this one
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let ratios = runtime.block_on(async {
        let (parts, _config, _folder) = opened(&serving.tables, &[]).await;
        // with its guards, as a run has it
        let writer = parts.models.storyteller("writer").expect("the tables name it");
        let client = reqwest::Client::new();
        let mut ratios = Vec::new();
        for number in 0..STORIES {
            let (ours, told) = spent(told(&**writer)).await;
            let (bare, parsed) = spent(parsed(&client, &serving.base)).await;
            assert!(parsed > 3_000 && told == SCENES as usize, "{parsed} tokens, {told} scenes");
            if number >= WARM_UP {
                ratios.push((ours.as_secs_f64() / bare.as_secs_f64(), ours / u32::try_from(parsed).expect("few")));
            }
        }
        ratios
    });
    let (mut ratios, mut times): (Vec<f64>, Vec<Duration>) = ratios.into_iter().unzip();
    ratios.sort_by(f64::total_cmp);
    times.sort();
    let middle = ratios.len() / 2;
    println!(
        "token        {:>9.2?} each, {:>6.2} of a bare parser's (goal: at most {GOAL})",
        times[middle], ratios[middle]
    );
}

/// A whole story as a run reads it; how many scenes it has.
async fn told(writer: &dyn Storyteller) -> usize {
    let mut segmenter = Segmenter::new(&request(SCENES), Expect::OutlineFirst, SCENES);
    let mut text = writer.tell(StoryCall::Begin { request: request(SCENES) }).await.expect("it answers");
    let mut pieces = 0;
    while let Some(chunk) = text.next().await {
        if let TextChunk::Text(bytes) = chunk.expect("it breaks nowhere") {
            pieces += segmenter.push(&bytes).len();
        }
    }
    // without the plan
    pieces + segmenter.finish().len() - 1
}

/// The same answer, by a loop that parses and keeps nothing; how many tokens it has.
async fn parsed(client: &reqwest::Client, base: &str) -> usize {
    let body = json!({ "model": "writes", "stream": true, "stream_options": { "include_usage": true },
        "messages": messages(SCENES) });
    let call = client.post(format!("{base}/chat/completions")).bearer_auth(KEY).json(&body);
    let answer = call.send().await.expect("it answers").bytes_stream();
    let mut events = std::pin::pin!(SseByteStream::new(answer));
    let mut tokens = 0;
    while let Some(event) = events.next().await {
        let data = event.expect("it breaks nowhere").data.unwrap_or_default();
        let Ok(piece) = serde_json::from_str::<Piece>(&data) else { continue };
        tokens += piece.choices.iter().filter(|choice| choice.delta.content.is_some()).count();
    }
    tokens
}

/// What a task used of this thread's processor.
async fn spent<T>(task: impl Future<Output = T>) -> (Duration, T) {
    let before = on_processor();
    let value = task.await;
    (on_processor().saturating_sub(before), value)
}

fn on_processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux keeps account of threads");
    let nanoseconds = stat.split(' ').next().and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.expect("it begins with the time"))
}
