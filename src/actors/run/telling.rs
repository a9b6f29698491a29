//! What the tasks of one run share: a story that is being told.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tracing::{Span, error_span};

use super::context::SharedContext;
use super::log::pen::Pen;
use super::order::scene_order::SceneOrder;
use super::order::urgency::Urgency;
use super::story_models::StoryModels;
use super::words::book::Book;
use crate::actors::measure::story_calls::StoryCalls;
use crate::actors::stage::PageKey;
use crate::backends::store::Claimed;
use crate::domain::{Event, Record, Reference, SheetWork, Story, StoryId};

/// A story that is being told.
pub struct Telling {
    pub story: StoryId,
    pub epoch: u64,
    pub context: SharedContext,
    /// The only way into the log, and to the run.
    pub pen: Pen,
    pub models: StoryModels,
    /// What is told so far.
    pub book: Book,
    /// Whose turn it is.
    pub order: SceneOrder,
    /// What is needed first.
    pub urgency: Urgency,
    /// The heroes' own pictures, once somebody needed them.
    pub sheets: OnceCell<Arc<[Reference]>>,
    /// What earlier runs did for them.
    pub past_sheets: BTreeMap<u32, SheetWork>,
    /// Set when the node wants to stop: nothing new is begun.
    pub draining: CancellationToken,
}

impl Telling {
    /// Goes on from what the log and the work say is done.
    pub fn new(story: &Story, claimed: &Claimed, context: SharedContext, pen: Pen) -> Self {
        let options = context.options;
        let book = Book::new(story, &claimed.work.planned, options.picture_size);
        let (meter, purse, recorder) = (context.meter.clone(), context.purse.clone(), Arc::new(pen.clone()));
        let calls = StoryCalls::of_run(story.id, meter, purse, &claimed.work, recorder);
        let order = SceneOrder::new(options.window, book.len() + 1);
        Self {
            story: story.id,
            epoch: claimed.epoch,
            pen,
            models: StoryModels::new(context.models.clone(), story, &claimed.work, calls),
            book,
            order,
            urgency: Urgency::new(story, claimed, context.clone()),
            sheets: OnceCell::new(),
            past_sheets: claimed.work.criticism.sheets.clone(),
            draining: CancellationToken::new(),
            context,
        }
    }

    /// Where every line that its run logs belongs. A span of the highest level, so that no filter which lets a line
    /// through takes its place away.
    pub fn span(&self) -> Span {
        error_span!(parent: None, "story", story.id = %self.story, epoch = self.epoch)
    }

    /// A page of this story.
    pub fn page(&self, scene: u32) -> PageKey {
        PageKey { story: self.story, scene }
    }

    /// These records are durable: it is the next scene's turn, and deadlines follow.
    pub fn note(&self, records: &[Record]) {
        for record in records {
            match &record.event {
                Event::SceneCreated(scene) => {
                    self.urgency.scene_ready(scene.words);
                    self.order.logged(scene.scene);
                }
                Event::IllustrationCreated(illustration) => self.urgency.painted(illustration.scene),
                _ => {}
            }
        }
    }
}
