//! The models of a node: those of the configuration, and the built-in ones behind them.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use url::Url;

use crate::backends::blocking::Processors;
use crate::backends::models::openai::{ApiKey, Client, OpenaiModerator, OpenaiStoryteller};
use crate::backends::models::options::{KeySource, ModeratorKind, ProviderOptions, RouteOptions};
use crate::backends::models::{Models, Moderator, Routes, Storyteller};
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
        listener: Arc::new(BuiltinModerator::new()),
        routes: Routes::default(),
    }
}

/// The models of a configuration, in its order, and the built-in ones as the last of each list. Asks nobody.
pub fn open_models(config: &config::Models, processors: &Processors) -> anyhow::Result<Models> {
    let mut models = builtin_models(config.builtin, processors);
    let mut clients = Clients::default();
    let mut storytellers: Vec<Arc<dyn Storyteller>> = Vec::new();
    for options in &config.storytellers {
        let client = clients.of(&options.provider)?;
        storytellers.push(Arc::new(OpenaiStoryteller::new(options.clone(), client)));
    }
    models.storytellers.splice(..0, storytellers);
    let mut moderators: Vec<Arc<dyn Moderator>> = Vec::new();
    for options in &config.moderators {
        let client = clients.of(&options.provider)?;
        moderators.push(match options.kind {
            ModeratorKind::Openai => Arc::new(OpenaiModerator::new(options.clone(), client)),
        });
    }
    models.moderators.splice(..0, moderators);
    models.routes = Routes(config.routes.iter().map(RouteOptions::rule).collect());
    Ok(models)
}

/// A client of one model's provider, for whoever asks about it.
pub fn open_client(provider: &ProviderOptions) -> anyhow::Result<Client> {
    Clients::default().of(provider)
}

/// One client for each provider, that is address and key: its models share the connections.
#[derive(Default)]
struct Clients(Vec<((String, Option<ApiKey>), Client)>);

impl Clients {
    fn of(&mut self, provider: &ProviderOptions) -> anyhow::Result<Client> {
        let of_whom = || format!("the model `{}` of [models]", provider.name);
        let key = key_of(provider).with_context(of_whom)?;
        let place = (provider.base_url.clone(), key);
        if let Some((_, client)) = self.0.iter().find(|(known, _)| *known == place) {
            return Ok(client.clone());
        }
        let base = Url::parse(&provider.base_url).with_context(of_whom)?;
        let client = Client::new(&base, place.1.as_ref()).with_context(of_whom)?;
        self.0.push((place, client.clone()));
        Ok(client)
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
