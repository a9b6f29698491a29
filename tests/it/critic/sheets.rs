//! The heroes' reference pictures: painted before page 1 for painters that take them, given with every page, kept
//! through a crash.

use std::path::Path;
use std::sync::{Arc, Mutex};

use ai_tale::backends::models::{Answer, ModelError, Painter, RawPicture};
use ai_tale::domain::{Event, Outline, PictureSpec, Record, StoryId};
use async_trait::async_trait;
use futures_util::future::pending;
use tokio::runtime::Builder;
use tokio::sync::Notify;

use super::scenes;
use crate::kit::fakes::lock;
use crate::kit::players::{paint, unpaid, unusable};
use crate::kit::{PATIENCE, node};

/// A painter that takes references; it paints no page beyond the first ones, and no hero where it is told so.
#[derive(Default)]
struct Referred {
    briefs: Arc<Mutex<Vec<PictureSpec>>>,
    paints_no_hero: bool,
    /// It never paints a page, and says that it was asked to.
    is_stuck: Option<Arc<Notify>>,
}

#[async_trait]
impl Painter for Referred {
    fn name(&self) -> &'static str {
        "refers"
    }

    fn takes_references(&self) -> bool {
        true
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        lock(&self.briefs).push(spec.clone());
        if spec.scene == 0 && self.paints_no_hero {
            return Err(unusable());
        }
        if let (1.., Some(stuck)) = (spec.scene, &self.is_stuck) {
            stuck.notify_one();
            pending::<()>().await;
        }
        Ok(unpaid(paint(spec.clone()).await?))
    }
}

fn outline(log: &[Record]) -> &Outline {
    let outline = log.iter().find_map(|record| match &record.event {
        Event::StoryOutlined(outline) => Some(outline),
        _ => None,
    });
    outline.expect("a told story has its plan")
}

#[tokio::test(start_paused = true)]
async fn heroes_are_painted_before_page_one() {
    let painter = Referred::default();
    let briefs = Arc::clone(&painter.briefs);
    let told = node().painter(Arc::new(painter)).story(3).run().await;
    told.assert_complete(3);
    let heroes = outline(told.log()).characters.len().min(4);
    assert!(heroes > 0, "somebody is in it");
    let order = scenes(&briefs);
    assert_eq!(order.iter().filter(|scene| **scene == 0).count(), heroes, "one picture for each hero");
    assert!(order.is_sorted_by_key(|scene| *scene > 0), "before every page: {order:?}");
    for brief in lock(&briefs).iter().filter(|brief| brief.scene > 0) {
        let names = |brief: &PictureSpec| brief.elements.heroes.iter().map(|hero| hero.sheet.name.clone()).collect();
        let mut shown: Vec<String> = names(brief);
        let mut referred: Vec<String> = brief.references.iter().map(|reference| reference.name.clone()).collect();
        shown.sort();
        referred.sort();
        assert_eq!(referred, shown, "page {}", brief.scene);
        assert!(brief.references.iter().all(|reference| !reference.bytes.is_empty()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_hero_without_picture_keeps_no_page_waiting() {
    let painter = Referred { paints_no_hero: true, ..Referred::default() };
    let briefs = Arc::clone(&painter.briefs);
    let told = node().painter(Arc::new(painter)).story(2).run().await;
    told.assert_complete(2);
    told.assert_quiet(&[]);
    assert!(lock(&briefs).iter().all(|brief| brief.references.is_empty()));
}

/// One process that tells until a page is asked for where it is stuck, else to the end. Returns the briefs.
fn life(folder: &Path, story: Option<StoryId>, is_stuck: bool) -> (StoryId, Vec<PictureSpec>) {
    let stuck = Arc::new(Notify::new());
    let painter = Referred { is_stuck: is_stuck.then(|| Arc::clone(&stuck)), ..Referred::default() };
    let briefs = Arc::clone(&painter.briefs);
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let story = runtime.block_on(async {
        let node = node().on(folder).painter(Arc::new(painter)).start().await;
        let story = match story {
            Some(story) => story,
            None => node.begin(1).await,
        };
        if is_stuck {
            stuck.notified().await;
        } else {
            node.told(story).await.assert_complete(1);
            node.stop().await;
        }
        story
    });
    runtime.shutdown_timeout(PATIENCE);
    let briefs = lock(&briefs).clone();
    (story, briefs)
}

#[test]
fn a_kill_costs_no_hero_their_picture() {
    let folder = tempfile::tempdir().unwrap();
    let (story, first) = life(folder.path(), None, true);
    assert!(first.iter().any(|brief| brief.scene == 0));
    let (_, next) = life(folder.path(), Some(story), false);
    assert!(next.iter().all(|brief| brief.scene == 1), "no hero is painted again");
    assert_eq!(next[0].references, first.last().unwrap().references);
}
