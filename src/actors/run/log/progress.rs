//! What an operator sees of stories: how they end, and how long readers waited for their first illustrated scene.

use metrics::{counter, histogram};

use crate::domain::{Event, Illustration, Record, Story};
use crate::metrics::{FIRST_SCENE_SECONDS, STORIES_ENDED, label};

/// Counts what was just logged; `story` has it folded in.
pub fn report(story: &Story, records: &[Record]) {
    let painted = story.scenes.iter().filter(|told| told.illustration.is_some()).count();
    let painted_now = records.iter().filter(|record| is_first_of_its_scene(&record.event)).count();
    let mut is_first = painted == painted_now;
    for record in records {
        if let Event::IllustrationCreated(Illustration { scene, revision, fallback, .. }) = &record.event {
            tracing::info!(scene, revision, fallback, "a picture is finished");
            if is_first_of_its_scene(&record.event) && std::mem::take(&mut is_first) {
                histogram!(FIRST_SCENE_SECONDS).record(record.at.since(story.created_at).as_secs_f64());
            }
        }
        if let Some(status) = record.event.ends_as() {
            counter!(STORIES_ENDED, label::OUTCOME => status.as_str()).increment(1);
            tracing::info!(outcome = status.as_str(), "a story ended");
        }
    }
}

/// One that was painted again illustrates no scene for the first time.
const fn is_first_of_its_scene(event: &Event) -> bool {
    matches!(event, Event::IllustrationCreated(Illustration { revision: 1, .. }))
}
