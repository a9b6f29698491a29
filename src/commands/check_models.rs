//! The models' lines of `ai-tale check`: whether each answers, what it can do, and what one story costs by it. Free
//! calls alone are made (a provider's list of models), unless somebody says `--paid`.

use anyhow::{Context, anyhow};
use url::Url;

use super::buy_calls::buy_calls;
use super::check_routes::{Absent, check_routes};
use super::failure::Failure;
use super::model_words::{CRITIQUES, JUDGEMENTS, WORDS, cost, pictures_by, reason};
use super::report::Report;
use crate::app::{open_client, open_models};
use crate::backends::blocking::Processors;
use crate::backends::models::Models;
use crate::backends::models::options::{Judged, ProviderOptions};
use crate::config::Config;
use crate::domain::{Role, Text, Usage};

/// A line for each model of the configuration, for each that is built in, and for each route.
pub(super) async fn check_models(config: &Config, is_paid: bool, report: &mut Report) -> Result<(), Failure> {
    let models = match open_models(&config.models, &Processors::default()) {
        Ok(models) => models,
        Err(error) => return report.line(("models", "[models]"), Err(error)),
    };
    let (listed, mut absent) = (config.models.listed(), Vec::new());
    for moderator in &listed.moderators {
        let judges = |about, name| moderator.is_asked(about).then_some(name);
        let can = [judges(Judged::Words, "words"), judges(Judged::Pictures, "pictures")];
        let can = format!("judges {}", can.into_iter().flatten().collect::<Vec<_>>().join(" and "));
        one(report, &mut absent, "moderator", &moderator.provider, (&can, &JUDGEMENTS)).await?;
    }
    for storyteller in &listed.storytellers {
        one(report, &mut absent, "storyteller", &storyteller.provider, ("streams", &WORDS)).await?;
    }
    for painter in &listed.painters {
        let can = if painter.references { "paints, takes references" } else { "paints" };
        one(report, &mut absent, "painter", &painter.provider, (can, &pictures_by(painter))).await?;
    }
    for critic in &listed.critics {
        one(report, &mut absent, "critic", &critic.provider, ("looks at pictures", &CRITIQUES)).await?;
    }
    if is_paid {
        buy_calls(&models, &config.pictures, report).await?;
    }
    builtin(&models, report).await?;
    check_routes(&listed, &absent, report)
}

/// A line for one model; notes in `absent` where it does not answer.
async fn one(
    report: &mut Report,
    absent: &mut Vec<Absent>,
    part: &'static str,
    provider: &ProviderOptions,
    (can, a_story): (&str, &Usage),
) -> Result<(), Failure> {
    let host = Url::parse(&provider.base_url).ok();
    let host = host.as_ref().and_then(|url| url.host_str().map(|host| (host, url.port())));
    let at = host.map(|(host, port)| format!("{host}{}", port.map(|port| format!(":{port}")).unwrap_or_default()));
    let costs = cost(provider.terms().price, a_story);
    let costs = costs.map_or_else(|| "free".to_owned(), |cost| format!("about {cost} a story"));
    let line = format!("{}: {} at {}; {can}; {costs}", provider.name, provider.model, at.unwrap_or_default());
    let found = is_there(provider).await;
    if found.is_err() {
        absent.push(Absent { part, name: provider.name.clone() });
    }
    report.line((part, &line), found)
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
