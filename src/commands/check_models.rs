//! The models' lines of `ai-tale check`: whether each answers, what it can do, and what one story costs by it. Free
//! calls alone are made (a provider's list of models), unless somebody says `--paid`.

use anyhow::{Context, anyhow};
use url::Url;

use super::buy_calls::buy_calls;
use super::failure::Failure;
use super::model_words::{cost, reason};
use super::report::Report;
use crate::app::{open_client, open_models};
use crate::backends::blocking::Processors;
use crate::backends::models::Models;
use crate::backends::models::options::{Judged, ProviderOptions};
use crate::config::Config;
use crate::domain::{Role, Text, Usage};

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
        buy_calls(&models, &config.pictures, report).await?;
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
    let costs = cost(provider.terms().price, a_story);
    let costs = costs.map_or_else(|| "free".to_owned(), |cost| format!("about {cost} a story"));
    let line = format!("{}: {} at {}; {can}; {costs}", provider.name, provider.model, at.unwrap_or_default());
    report.line((part, &line), is_there(provider).await)
}

/// Asks for the list of models: that a server has none is no fault, that it lists others is.
async fn is_there(provider: &ProviderOptions) -> anyhow::Result<()> {
    let listed = open_client(provider)?.models().await.map_err(reason).context("its list of models can't be read")?;
    let is_known = listed.is_empty() || listed.contains(&provider.model);
    if is_known { Ok(()) } else { Err(anyhow!("it is not among the {} models of its server", listed.len())) }
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
