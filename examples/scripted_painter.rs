//! The library in a program of one's own: an app in this process, without a listener, whose painter is a few lines long
//! and follows a script: it is out of order twice, then paints. The book is whole nevertheless.
//!
//! ```sh
//! cargo run --example scripted_painter
//! ```

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use ai_tale::actors::request::Submission;
use ai_tale::app::App;
use ai_tale::backends::Backends;
use ai_tale::backends::models::{Answer, ModelError, Painter, RawPicture};
use ai_tale::config::Config;
use ai_tale::domain::{Drawn, Event, PictureSpec, PlanLimits, StoryId, StoryWish, Tier, Usage, UserId};
use ai_tale::pipeline::illustration;
use anyhow::anyhow;
use async_trait::async_trait;
use image::{ImageFormat, Rgb, RgbImage};

/// Paints one plain colour for each scene, once it works.
struct ScriptedPainter {
    /// How often it fails before it paints.
    failures: AtomicU32,
}

#[async_trait]
impl Painter for ScriptedPainter {
    fn name(&self) -> &'static str {
        "scripted"
    }

    async fn paint(&self, spec: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        let fails = self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if fails {
            println!("      -- the painter fails at scene {}", spec.scene);
            return Err(ModelError::Unavailable { reason: "out of paint".to_owned(), retry_after: None });
        }
        let shade = u8::try_from(spec.scene * 40 % 256).unwrap_or(u8::MAX);
        let picture = RgbImage::from_pixel(spec.width, spec.height, Rgb([255 - shade, 180, shade]));
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).map_err(|error| ModelError::Unusable(error.to_string()))?;
        // a picture that is not drawn here would have to pass the judge of pixels, and there is none without a model
        let drawn = Drawn { heroes: Vec::new(), things: Vec::new(), ..illustration::asked(&spec.elements) };
        let value = RawPicture { bytes: file.into_inner().into(), drawn: Some(drawn) };
        Ok(Answer { value, usage: Usage::of_picture() })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let variables = [("AI_TALE__DATA_DIR", folder.path().display().to_string())];
    let config = Config::load_with(None, variables.map(|(key, value)| (key.to_owned(), value)).into())?;
    let config = Arc::new(config);
    let mut backends = Backends::open(&config).await?;
    backends.models.painters = vec![Arc::new(ScriptedPainter { failures: AtomicU32::new(2) })];
    let app = App::start(config, backends).await?;

    let wish = StoryWish { theme: "two snails who visit the moon".to_owned(), scenes: Some(3), ..StoryWish::default() };
    let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
    let submission = Submission { owner: UserId::new(), tier: Tier::guest(), limits, wish, idempotency_key: None };
    let story = app.stories().submit(submission).await.map_err(|refusal| anyhow!("refused: {refusal:?}"))?;
    follow(&app, story).await?;
    app.stop().await;
    Ok(())
}

/// Prints every event as it is logged, until the last one: the hub wakes, the log tells.
async fn follow(app: &App, story: StoryId) -> anyhow::Result<()> {
    let feed = app.hub().feed(story);
    let mut wake = feed.subscribe();
    let mut seen = 0;
    loop {
        let records = app.backends().store.log.read(story, seen, 1_000).await?.unwrap_or_default();
        for record in records {
            seen = record.seq;
            println!("{seen:>4}  {}", record.event.kind());
            if let Event::IllustrationCreated(illustration) = &record.event {
                println!("      scene {}: {}", illustration.scene, illustration.alt);
            }
            if record.event.ends_as().is_some() {
                return Ok(());
            }
        }
        wake.changed().await?;
    }
}
