//! `ai-tale tell`: the same pipeline without the network, on a store of its own, into a folder.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::{env, iter};

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;

use super::book_folder::BookFolder;
use super::failure::Failure;
use super::progress::Progress;
use super::settings::Settings;
use super::signals::Signals;
use super::workplace::Workplace;
use super::{book, console};
use crate::actors::Role;
use crate::actors::request::{Refusal, Submission};
use crate::app::App;
use crate::backends::Backends;
use crate::backends::objects;
use crate::config::Config;
use crate::domain::{AgeGroup, Category, Event, PlanLimits, Story, StoryId, StoryWish, Style, Tier, UserId};
use crate::pipeline::field_error::FieldError;
use crate::pipeline::help::{self, Country, Help};

/// Records read at once; a whole log is shorter.
const PAGE: usize = 1_000;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// What the story is about.
    theme: String,
    #[arg(long)]
    age: Option<Age>,
    /// How the pictures look.
    #[arg(long)]
    style: Option<Look>,
    /// How many scenes, 1 to 32.
    #[arg(long)]
    scenes: Option<u32>,
    /// The same seed tells the same story.
    #[arg(long)]
    seed: Option<u64>,
    /// Where the book goes; made where needed. Where it holds a book, the next free one is taken (`book-2`).
    #[arg(long, value_name = "DIR", default_value = "book")]
    out: PathBuf,
    /// Replace the book in that folder.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    pub(super) settings: Settings,
}

#[derive(Clone, Copy, ValueEnum)]
enum Age {
    #[value(name = "3-5")]
    ThreeToFive,
    #[value(name = "6-8")]
    SixToEight,
    #[value(name = "9-12")]
    NineToTwelve,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Look {
    Watercolor,
    PaperCut,
    Crayon,
    Storybook,
    Night,
}

pub(super) async fn run(config: Arc<Config>, arguments: Arguments) -> Result<(), Failure> {
    // caught from here on, so that the workplace is tidied up however this ends
    let mut signals = Signals::listen()?;
    let workplace = Workplace::make()?;
    let mut config = Config {
        data_dir: workplace.path().to_owned(),
        roles: vec![Role::Gateway, Role::Pipeline],
        ..(*config).clone()
    };
    // a story that is broken off is thrown away with its workplace: no picture of it is waited for
    config.http.shutdown_grace = Duration::ZERO;
    let config = Arc::new(config);
    let app = App::start(Arc::clone(&config), Backends::open(&config).await?).await?;
    let told = tokio::select! {
        told = tell(&app, &config.help, &arguments) => told,
        full = workplace.fails(&app.backends().store) => Err(Failure::Failed(full)),
        () = signals.received() => Err(Failure::Failed(anyhow!("the story was broken off"))),
    };
    app.stop().await;
    told
}

fn wish(arguments: &Arguments) -> StoryWish {
    let age_group = arguments.age.map(|age| match age {
        Age::ThreeToFive => AgeGroup::ThreeToFive,
        Age::SixToEight => AgeGroup::SixToEight,
        Age::NineToTwelve => AgeGroup::NineToTwelve,
    });
    let style = arguments.style.map(|look| match look {
        Look::Watercolor => Style::Watercolor,
        Look::PaperCut => Style::PaperCut,
        Look::Crayon => Style::Crayon,
        Look::Storybook => Style::Storybook,
        Look::Night => Style::Night,
    });
    let (scenes, seed) = (arguments.scenes, arguments.seed);
    StoryWish { theme: arguments.theme.clone(), age_group, style, scenes, seed, ..StoryWish::default() }
}

async fn tell(app: &App, help: &help::Options, arguments: &Arguments) -> Result<(), Failure> {
    let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
    let (owner, wish) = (UserId::new(), wish(arguments));
    let submission = Submission { owner, tier: Tier::guest(), limits, wish, idempotency_key: None };
    let story = app.stories().submit(submission).await.map_err(|refusal| explain(refusal, help))?;
    // not before the wish was accepted, and before anybody waits for it
    let mut folder = BookFolder::claim(&arguments.out, arguments.force)?;
    let story = follow(app, story).await?;
    let pictures = save_pictures(app, &story, &mut folder).await?;
    book::write(&story, &pictures, &mut folder)?;
    folder.keep()?;
    console::print(&folder.path().join("book.html").display().to_string())
}

/// Shows every event as it is logged, until the last one.
async fn follow(app: &App, id: StoryId) -> anyhow::Result<Story> {
    let feed = app.hub().feed(id);
    let mut wake = feed.subscribe();
    let mut progress = Progress::new();
    let mut log = Vec::new();
    loop {
        let store = &app.backends().store;
        let records = store.log.read(id, log.len() as u64, PAGE).await?.context("the story is gone")?;
        for record in records {
            progress.show(&record);
            match &record.event {
                Event::StoryFailed { detail, .. } => bail!("the story could not be told: {detail}"),
                Event::StoryCancelled => bail!("the story was cancelled"),
                event if event.ends_as().is_some() => {
                    log.push(record);
                    return Story::fold(&log).context("the story has no beginning");
                }
                _ => log.push(record),
            }
        }
        tokio::select! {
            woken = wake.changed() => woken.context("the story's feed is gone")?,
            () = app.failed() => bail!("an actor could not be kept alive"),
        }
    }
}

/// Copies every file of every picture beside the book; returns the widest of each scene.
async fn save_pictures(
    app: &App,
    story: &Story,
    folder: &mut BookFolder,
) -> anyhow::Result<BTreeMap<u32, book::Picture>> {
    let mut pictures = BTreeMap::new();
    for illustration in story.scenes.iter().filter_map(|told| told.illustration.as_ref()) {
        for source in &illustration.sources {
            let (_, pieces) = app.backends().objects.open(&source.key, None).await?.context("a picture is gone")?;
            let bytes = objects::whole(pieces).await?;
            let extension = source.key.media_type().extension();
            let file = format!("scene-{:02}-{}.{extension}", illustration.scene, source.width);
            folder.write(&file, &bytes)?;
            let media_type = source.media_type.clone();
            pictures.insert(illustration.scene, book::Picture { file, media_type, bytes });
        }
    }
    Ok(pictures)
}

/// A wish that can't be told is wrong usage, but for a cry for help.
fn explain(refusal: Refusal, help: &help::Options) -> Failure {
    let named = |fields: Vec<FieldError>| {
        let lines: Vec<String> = fields.iter().map(|error| format!("{}: {}", error.field, error.detail)).collect();
        Failure::Usage(anyhow!("{}", lines.join("; ")))
    };
    match refusal {
        Refusal::ContentRejected(rejection) if rejection.category == Category::Help => Failure::Help(caring(help)),
        Refusal::ContentRejected(rejection) => named(rejection.fields),
        Refusal::Invalid(fields) | Refusal::UnsupportedLanguage(fields) => named(fields),
        Refusal::Store(error) => Failure::Failed(anyhow!(error)),
        other => Failure::Failed(anyhow!("the wish was not accepted: {other:?}")),
    }
}

/// What the page would show, for the country that the terminal's locale names.
fn caring(help: &help::Options) -> String {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| env::var(name).ok());
    let countries = locale.as_deref().and_then(Country::of_locale);
    let Help { text, lines } = help.for_reader(countries.as_slice());
    let lines = lines.iter().map(|line| format!("{}: {}\n{}", line.name, line.number, line.url));
    iter::once(text).chain(lines).collect::<Vec<_>>().join("\n\n")
}
