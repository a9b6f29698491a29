//! The models of a node: those of the configuration, and the built-in ones behind them.

use std::num::NonZeroU32;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use url::Url;

use crate::backends::blocking::Processors;
use crate::backends::models::guards::{
    BreakerOptions, Deadlines, Guards, Provider, guard_critic, guard_moderator, guard_painter, guard_storyteller,
};
use crate::backends::models::openai::fetch::{PictureFetcher, Reach};
use crate::backends::models::openai::{
    ApiKey, Client, OpenaiCritic, OpenaiModerator, OpenaiPainter, OpenaiStoryteller,
};
use crate::backends::models::options::{
    CriticKind, KeySource, PainterKind, PainterOptions, ProviderOptions, RouteOptions,
};
use crate::backends::models::{Models, Moderator, Painter, Routes, Storyteller};
use crate::builtin::Pace;
use crate::builtin::moderator::BuiltinModerator;
use crate::builtin::painter::BuiltinPainter;
use crate::builtin::storyteller::BuiltinStoryteller;
use crate::config;

/// The models that need no key and no network. The painter takes its turn at these processors.
#[must_use]
pub fn builtin_models(pace: Pace, processors: &Processors) -> Models {
    Models {
        storytellers: vec![Arc::new(BuiltinStoryteller::new(pace))],
        painters: vec![Arc::new(BuiltinPainter::new(pace, processors.clone()))],
        quiet_painter: Arc::new(BuiltinPainter::new(Pace::default(), processors.clone())),
        moderators: vec![Arc::new(BuiltinModerator::new())],
        critics: Vec::new(),
        listener: Arc::new(BuiltinModerator::new()),
        routes: Routes::default(),
    }
}

/// The models of a configuration, in its order, and the built-in ones as the last of each list. Asks nobody.
pub fn open_models(config: &config::Models, processors: &Processors) -> anyhow::Result<Models> {
    let mut models = builtin_models(config.builtin, processors);
    let mut clients = Clients { breaker: config.breaker, retry_floor: config.retry_floor, known: Vec::new() };
    let limits = config.time_limits();
    let mut storytellers: Vec<Arc<dyn Storyteller>> = Vec::new();
    for options in &config.storytellers {
        let (client, guards) = clients.of(&options.provider, limits.of_text())?;
        let storyteller = OpenaiStoryteller::new(options.clone(), client);
        storytellers.push(guard_storyteller(Arc::new(storyteller), &guards));
    }
    models.storytellers.splice(..0, storytellers);
    let mut painters: Vec<Arc<dyn Painter>> = Vec::new();
    for options in &config.painters {
        let (client, guards) = clients.of(&options.provider, limits.of_picture())?;
        let painter = match options.kind {
            PainterKind::Openai => OpenaiPainter::new(options.clone(), client, fetcher(options)?),
        };
        painters.push(guard_painter(Arc::new(painter), &Guards { hedge_after: options.hedge_after, ..guards }));
    }
    models.painters.splice(..0, painters);
    let mut moderators: Vec<Arc<dyn Moderator>> = Vec::new();
    for options in &config.moderators {
        let (client, guards) = clients.of(&options.provider, limits.of_judgement())?;
        let moderator = OpenaiModerator::new(options.clone(), client, processors.clone());
        moderators.push(guard_moderator(Arc::new(moderator), &guards));
    }
    models.moderators.splice(..0, moderators);
    for options in &config.critics {
        let (client, guards) = clients.of(&options.provider, limits.of_judgement())?;
        let critic = match options.kind {
            CriticKind::OpenaiVision => Arc::new(OpenaiCritic::new(options.clone(), client, processors.clone())),
        };
        models.critics.push(guard_critic(critic, &guards));
    }
    models.routes = Routes(config.routes.iter().map(RouteOptions::rule).collect());
    Ok(models)
}

/// A client of one model's provider, for whoever asks about it.
pub fn open_client(provider: &ProviderOptions) -> anyhow::Result<Client> {
    Ok(Clients { breaker: BreakerOptions::default(), retry_floor: 0, known: Vec::new() }.shared(provider)?.0)
}

/// Who fetches the pictures that a painter's answers point at.
fn fetcher(options: &PainterOptions) -> anyhow::Result<PictureFetcher> {
    let reach = if options.allow_private { Reach::Private } else { Reach::Public };
    PictureFetcher::new(reach).with_context(|| format!("the model `{}` of [models]", options.provider.name))
}

/// One client for each provider, that is address, key and our limit towards it: its models share the connections, the
/// rate and the budget of retries.
struct Clients {
    breaker: BreakerOptions,
    retry_floor: u32,
    known: Vec<(Place, Client, Provider)>,
}

type Place = (String, Option<ApiKey>, Option<NonZeroU32>);

impl Clients {
    /// The client of a model, and what stands beside it; `of_all` are the deadlines of models of its kind.
    fn of(&mut self, options: &ProviderOptions, of_all: Deadlines) -> anyhow::Result<(Client, Guards)> {
        let (client, provider) = self.shared(options)?;
        let deadlines = options.deadlines(of_all);
        Ok((client, Guards { deadlines, provider: Some(provider), breaker: self.breaker, ..Guards::default() }))
    }

    fn shared(&mut self, provider: &ProviderOptions) -> anyhow::Result<(Client, Provider)> {
        let of_whom = || format!("the model `{}` of [models]", provider.name);
        let key = key_of(provider).with_context(of_whom)?;
        let place = (provider.base_url.clone(), key, provider.requests_per_minute);
        if let Some((_, client, shared)) = self.known.iter().find(|(known, ..)| *known == place) {
            return Ok((client.clone(), shared.clone()));
        }
        let base = Url::parse(&provider.base_url).with_context(of_whom)?;
        let limit = provider.requests_per_minute.map_or(0, NonZeroU32::get);
        let shared = Provider::new(limit).with_retry_floor(self.retry_floor);
        let client = Client::new(&base, place.1.as_ref(), shared.feedback()).with_context(of_whom)?;
        self.known.push((place, client.clone(), shared.clone()));
        Ok((client, shared))
    }
}

/// The key of a provider. An error names the variable or file, never what is in it.
fn key_of(provider: &ProviderOptions) -> anyhow::Result<Option<ApiKey>> {
    let (text, place) = match provider.key_source() {
        KeySource::None => return Ok(None),
        KeySource::Environment(variable) => {
            let text =
                std::env::var(&variable).map_err(|_| anyhow!("its key is to be in {variable}, which is not set"))?;
            (text, variable)
        }
        KeySource::File(file) => {
            let place = file.display().to_string();
            let text = std::fs::read_to_string(file).with_context(|| format!("its key is to be in {place}"))?;
            (text, place)
        }
    };
    ApiKey::new(&text).map(Some).with_context(|| format!("the key in {place} can't be used"))
}
