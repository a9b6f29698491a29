//! Where a run goes on: everything that its log and work say is done is not done again.

use ractor::ActorRef;

use super::message::RunMessage;
use super::telling::Telling;
use crate::actors::run::context::SharedContext;
use crate::backends::store::Claimed;
use crate::domain::{Story, Timestamp, Work};

/// What the tasks share, as the log says it stands.
pub fn telling(story: &Story, claimed: &Claimed, context: SharedContext, run: ActorRef<RunMessage>) -> Telling {
    let telling = Telling::new(story.id, story.request.clone(), context, run);
    if let Some(outline) = &story.outline {
        telling.set_outline(outline.clone());
    }
    let now = Timestamp::now();
    for told in &story.scenes {
        let scene = telling.push_text(told.words.text.clone());
        let written = claimed.log.iter().find(|record| match &record.event {
            crate::domain::Event::SceneCreated(words) => words.scene == scene,
            _ => false,
        });
        let ago = written.map_or(std::time::Duration::ZERO, |record| now.since(record.at));
        telling.logged(scene, told.words.words, ago);
        if told.illustration.is_some() {
            telling.painted(scene);
        }
    }
    telling
}

/// Scenes whose words are logged and whose picture is not.
pub fn unpainted(story: &Story) -> Vec<u32> {
    story.scenes.iter().filter(|told| told.illustration.is_none()).map(|told| told.words.scene).collect()
}

/// Whether there is nothing left to write.
pub fn words_have_ended(story: &Story, work: &Work) -> bool {
    let planned = story.outline.as_ref().map(|outline| outline.scenes as usize);
    work.words_ended || planned.is_some_and(|planned| story.scenes.len() >= planned)
}
