//! A picture that was painted again while its reader looks at it: the new one fades in over the old one, and nothing
//! else on the page moves.

use std::future::pending;
use std::sync::{Arc, Mutex};

use ai_tale::backends::store::{Append, Appended};
use ai_tale::domain::{Event, EventId, Illustration, PictureSpec, Record, Source, StoryId, Timestamp};
use ai_tale::pipeline::{illustration, postprocess};
use futures_util::FutureExt;
use serde_json::json;
use tempfile::TempDir;

use super::wish;
use crate::kit::fakes::lock;
use crate::kit::{Browser, Server, players};

/// Writes down whatever of the first page moves or fades, and every state of the first picture's frame.
const WATCH: &str = r"
    window.moved = [];
    const name = (node) => node?.className ?? node?.nodeName;
    window.states = [];
    window.faded = [];
    document.addEventListener('transitionrun', ({ target }) => target.alt && window.faded.push(target.alt));
    const page = document.querySelector('article[data-scene]');
    const frame = page.querySelector('.picture');
    new PerformanceObserver((list) => {
        const moved = list.getEntries().flatMap((shift) => shift.sources.map(({ node }) => node));
        window.moved.push(...moved.filter((node) => node && page.contains(node)).map(name));
    }).observe({ type: 'layout-shift', buffered: false });
    new MutationObserver(() => window.states.push(frame.dataset.state))
        .observe(frame, { attributes: true, attributeFilter: ['data-state'] });
";
const SHOWN: &str = "[...document.querySelectorAll('[data-illustration=\"1\"]')].map((image) => image.alt)";
const BOX: &str = "JSON.stringify(document.querySelector('article[data-scene] .picture').getBoundingClientRect())";

/// An app that has painted the first page of a story, and paints no other.
struct Looked {
    server: Server,
    _folder: TempDir,
    brief: PictureSpec,
    story: StoryId,
}

impl Looked {
    /// A reader has the page before them.
    async fn at_by(browser: &Browser) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let brief = Arc::new(Mutex::new(None));
        let seen = Arc::clone(&brief);
        let painter = players::painter(move |spec| {
            if spec.scene > 1 {
                return pending().boxed();
            }
            *lock(&seen) = Some(spec.clone());
            players::paint(spec).boxed()
        });
        let server = Server::start_on(folder.path(), &[], |mut parts| {
            parts.models.painters = vec![painter];
            parts
        })
        .await;
        browser.goto(format!("{}/", server.readers)).await.unwrap();
        wish(browser, "a fox who is afraid of the dark").await;
        browser.until("document.querySelector('[data-state=finished] [data-illustration=\"1\"]')").await;
        let address = browser.current_url().await.unwrap();
        let story = address.path_segments().unwrap().next_back().unwrap().parse().unwrap();
        let brief = lock(&brief).clone().unwrap();
        Self { server, _folder: folder, brief, story }
    }

    /// The picture is painted again, without anybody in it.
    async fn paint_again(&self, revision: u32, alt: &str) {
        let brief = illustration::quiet(&self.brief);
        let raw = players::paint(brief.clone()).await.unwrap();
        let set = postprocess::finish(&raw.bytes, brief.style, true, &self.server.config.pictures).unwrap();
        let parts = self.server.app.backends();
        let mut sources = Vec::new();
        for file in &set.encodings {
            let key = file.key(self.story, 1);
            parts.objects.put(&key, file.media_type, file.bytes.clone().into()).await.unwrap();
            sources.push(Source { key, media_type: file.media_type.as_str().to_owned(), width: file.width });
        }
        self.tell(Event::IllustrationCreated(Illustration {
            scene: 1,
            revision,
            alt: alt.to_owned(),
            placeholder: set.placeholder,
            width: set.width,
            height: set.height,
            sources,
            fallback: false,
        }))
        .await;
    }

    /// Logs an event as the story's run would, which has nothing to log now.
    async fn tell(&self, event: Event) {
        let (app, story_id) = (&self.server.app, self.story);
        let head = app.backends().store.log.head(story_id).await.unwrap().unwrap();
        let (seq, epoch, at) = (head.seq + 1, head.epoch, Timestamp::now());
        let records = vec![Record { story_id, seq, at, event_id: EventId::new(), epoch, event }];
        let append = Append { story_id, epoch, records: records.clone(), bus: Vec::new(), work: None };
        assert_eq!(app.backends().store.log.append(append).await.unwrap(), Appended::Done);
        app.hub().publish(story_id, &records);
    }
}

#[tokio::test]
async fn a_better_picture_replaces_the_first_unmoved() {
    replaced_unmoved(1280).await;
}

#[tokio::test]
async fn nothing_moves_on_a_phone_either() {
    replaced_unmoved(390).await;
}

/// On a screen of this width.
async fn replaced_unmoved(width: u32) {
    let Some(browser) = Browser::open().await else { return };
    browser.resize(width, 900).await;
    let looked = Looked::at_by(&browser).await;
    browser.until("document.querySelectorAll('article[data-scene]').length === 5").await;
    browser.execute("document.querySelector('[data-illustration=\"1\"]').scrollIntoView();", vec![]).await.unwrap();
    browser.execute(WATCH, vec![]).await.unwrap();
    let before = browser.value(BOX).await;

    looked.paint_again(2, "Nobody is there.").await;
    browser.until(&format!("{SHOWN}.join() === 'Nobody is there.'")).await;
    browser.until("document.querySelectorAll('article[data-scene=\"1\"] img').length === 1").await;

    assert_eq!(browser.value("window.faded").await, json!(["Nobody is there."]), "it fades in");
    assert_eq!(browser.value("window.states").await, json!([]), "the first one is seen until the second is");
    assert_eq!(browser.value("window.moved").await, json!([]), "nothing on the page moves");
    assert_eq!(browser.value(BOX).await, before, "the picture has the same box");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn nothing_fades_where_nothing_may_move() {
    let Some(browser) = Browser::open_calm().await else { return };
    let looked = Looked::at_by(&browser).await;
    browser.execute(WATCH, vec![]).await.unwrap();

    looked.paint_again(2, "Nobody is there.").await;
    browser.until(&format!("{SHOWN}.join() === 'Nobody is there.'")).await;
    browser.until("document.querySelectorAll('article[data-scene=\"1\"] img').length === 1").await;
    assert_eq!(browser.value("window.faded").await, json!([]));
    assert_eq!(browser.value("window.states").await, json!([]));
    browser.close().await;
}

#[tokio::test]
async fn a_reload_shows_the_newest_picture() {
    let Some(browser) = Browser::open().await else { return };
    let looked = Looked::at_by(&browser).await;
    looked.paint_again(2, "Nobody is there.").await;
    looked.paint_again(3, "Still nobody.").await;
    browser.until(&format!("{SHOWN}.join() === 'Still nobody.'")).await;
    browser.refresh().await.unwrap();
    browser.until(&format!("{SHOWN}.join() === 'Still nobody.'")).await;
    browser.until("document.querySelector('[data-state=finished] [data-illustration=\"1\"]')").await;
    browser.close().await;
}
