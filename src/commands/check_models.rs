//! The models' lines of `ai-tale check`: whether each answers, what it can do, and what one story costs by it. Free
//! calls alone are made (a provider's list of models), unless somebody says `--paid`.

use anyhow::{Context, anyhow, bail};
use futures_util::StreamExt;
use url::Url;

use super::failure::Failure;
use super::report::Report;
use crate::app::{open_client, open_models};
use crate::backends::blocking::Processors;
use crate::backends::models::options::{Judged, ProviderOptions};
use crate::backends::models::{ModelError, Models, Price, TextChunk};
use crate::config::Config;
use crate::domain::{AgeGroup, Role, StoryRequest, Style, Text, Usage};
use crate::pipeline::story_prompt::StoryCall;

/// What one story of six scenes uses, for readers of 6 to 8: its instructions and its words, its words and theme once
/// more for the judge, and a picture a scene.
const WORDS: Usage = Usage { input_tokens: 1_000, output_tokens: 1_500, pictures: 0, milliseconds: 0, cost_micros: 0 };
const JUDGEMENTS: Usage = Usage { input_tokens: 3_000, output_tokens: 0, ..WORDS };
const PICTURES: Usage = Usage { input_tokens: 1_500, output_tokens: 0, pictures: 6, ..WORDS };
const CRITIQUES: Usage = Usage { input_tokens: 14_000, output_tokens: 600, ..WORDS };

/// A line for each model of the configuration, and one for each that is built in.
pub(super) async fn check_models(config: &Config, is_paid: bool, report: &mut Report) -> Result<(), Failure> {
    let models = match open_models(&config.models, &Processors::default()) {
        Ok(models) => models,
        Err(error) => return report.line(("models", "[models]"), Err(error)),
    };
    let listed = config.models.listed();
    for moderator in &listed.moderators {
        let judges = |about, name| moderator.is_asked(about).then_some(name);
        let can = [judges(Judged::Words, "words"), judges(Judged::Pictures, "pictures")];
        let can = format!("judges {}", can.into_iter().flatten().collect::<Vec<_>>().join(" and "));
        one(report, "moderator", &moderator.provider, &can, &JUDGEMENTS).await?;
    }
    for storyteller in &listed.storytellers {
        one(report, "storyteller", &storyteller.provider, "streams", &WORDS).await?;
    }
    for painter in &listed.painters {
        let can = if painter.references { "paints, takes references" } else { "paints" };
        one(report, "painter", &painter.provider, can, &PICTURES).await?;
    }
    for critic in &listed.critics {
        one(report, "critic", &critic.provider, "looks at pictures", &CRITIQUES).await?;
    }
    if is_paid {
        buy_one_of_each(&models, report).await?;
    }
    builtin(&models, report).await
}

async fn one(
    report: &mut Report,
    part: &'static str,
    provider: &ProviderOptions,
    can: &str,
    a_story: &Usage,
) -> Result<(), Failure> {
    let host = Url::parse(&provider.base_url).ok();
    let host = host.as_ref().and_then(|url| url.host_str().map(|host| (host, url.port())));
    let at = host.map(|(host, port)| format!("{host}{}", port.map(|port| format!(":{port}")).unwrap_or_default()));
    let costs = in_money(provider.terms().price, a_story);
    let line = format!("{}: {} at {}; {can}; {costs}", provider.name, provider.model, at.unwrap_or_default());
    report.line((part, &line), is_there(provider).await)
}

/// Asks for the list of models: that a server has none is no fault, that it lists others is.
async fn is_there(provider: &ProviderOptions) -> anyhow::Result<()> {
    let listed = open_client(provider)?.models().await.map_err(reason).context("its list of models can't be read")?;
    let is_known = listed.is_empty() || listed.contains(&provider.model);
    if is_known { Ok(()) } else { Err(anyhow!("it is not among the {} models of its server", listed.len())) }
}

/// Why, as far as our own client says it: a list of models was asked for without any word of a reader.
fn reason(error: ModelError) -> anyhow::Error {
    match error {
        ModelError::Unavailable { reason, .. }
        | ModelError::Refused(reason)
        | ModelError::Rejected(reason)
        | ModelError::BrokeOff(reason)
        | ModelError::Unusable(reason) => anyhow!(reason),
        other => other.into(),
    }
}

fn in_money(price: Price, usage: &Usage) -> String {
    if price.is_free() {
        return "free".to_owned();
    }
    let micros = price.cost(usage);
    format!("about {}.{:04} {} a story", micros / 1_000_000, micros % 1_000_000 / 100, price.currency)
}

/// The models of this process: they need no key and no network.
async fn builtin(models: &Models, report: &mut Report) -> Result<(), Failure> {
    for moderator in models.moderators.iter().filter(|model| !model.terms().is_remote) {
        let judged = moderator.check_words(&[Text::new("a kind fox", Role::Theme)]).await;
        report.line(("moderator", moderator.name()), judged.map(drop).map_err(Into::into))?;
    }
    for storyteller in models.storytellers.iter().filter(|model| !model.terms().is_remote) {
        report.line(("storyteller", storyteller.name()), Ok(()))?;
    }
    for painter in models.painters.iter().filter(|model| !model.terms().is_remote) {
        report.line(("painter", painter.name()), Ok(()))?;
    }
    Ok(())
}

/// One call of each model elsewhere: it costs what such a call costs.
async fn buy_one_of_each(models: &Models, report: &mut Report) -> Result<(), Failure> {
    for moderator in models.moderators.iter().filter(|model| model.terms().is_remote && model.judges().words) {
        let judged = moderator.check_words(&[Text::new("a kind fox", Role::Theme)]).await;
        report.line(("moderator", &bought(moderator.name())), judged.map(drop).map_err(Into::into))?;
    }
    for storyteller in models.storytellers.iter().filter(|model| model.terms().is_remote) {
        let told = async {
            let mut text = storyteller.tell(StoryCall::Begin { request: a_wish() }).await?;
            loop {
                match text.next().await.transpose()? {
                    Some(TextChunk::Text(words)) if !words.is_empty() => return Ok(()),
                    Some(_) => {}
                    None => bail!("it told nothing"),
                }
            }
        };
        report.line(("storyteller", &bought(storyteller.name())), told.await)?;
    }
    Ok(())
}

fn bought(name: &str) -> String {
    format!("{name}, one call bought")
}

/// The shortest story that can be asked for.
fn a_wish() -> StoryRequest {
    StoryRequest {
        theme: "a kind fox".to_owned(),
        age_group: AgeGroup::ThreeToFive,
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: 1,
        seed: 1,
    }
}
