//! The parts outside, chosen once from the configuration.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::data_dir::DataDir;
use crate::accounts::Secrets;
use crate::actors::illustration::{self, Finish};
use crate::backends::analytics::sqlite::SqliteAnalytics;
use crate::backends::analytics::{self, Analytics};
use crate::backends::bus::local::LocalBus;
use crate::backends::bus::{self, Bus};
use crate::backends::models::Models;
use crate::backends::objects::files::FileObjects;
use crate::backends::objects::{self, Objects};
use crate::backends::sqlite::Options;
use crate::backends::store::sqlite::SqliteStore;
use crate::backends::store::{self, Store};
use crate::builtin::Pace;
use crate::builtin::moderator::BuiltinModerator;
use crate::builtin::painter::BuiltinPainter;
use crate::builtin::storyteller::BuiltinStoryteller;
use crate::config::Config;

/// The parts that an [`super::App`] is built on. Tests put their own in.
pub struct Backends {
    /// Locked while the app lives.
    pub data_dir: DataDir,
    /// Everything durable but the pictures.
    pub store: Store,
    /// What happened.
    pub analytics: Arc<dyn Analytics>,
    /// The pictures.
    pub objects: Arc<dyn Objects>,
    /// Where facts go.
    pub bus: Arc<dyn Bus>,
    /// Who writes, paints and judges.
    pub models: Models,
    /// Post-processing of painted pictures.
    pub finish: Finish,
    /// What signs pictures' addresses.
    pub secrets: Secrets,
}

impl Backends {
    /// Opens what the configuration names.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let data_dir = DataDir::open(&config.data_dir)?;
        let path = data_dir.path();
        let store = Self::open_store(config, path)?;
        let analytics = Self::open_analytics(config, path)?;
        let objects = Self::open_objects(config, path)?;
        let bus = Self::open_bus(config, path)?;
        let secrets = Secrets::open(path).context("failed to open the keys")?;
        let models = builtin_models(config.models.builtin);
        let finish = illustration::finish_with(config.pictures.clone());
        Ok(Self { data_dir, store, analytics, objects, bus, models, finish, secrets })
    }

    /// Opens the store alone, in a locked data directory.
    pub fn open_store(config: &Config, path: &Path) -> anyhow::Result<Store> {
        match config.store.kind {
            store::Kind::Sqlite => SqliteStore::open(path, Options::default()).context("failed to open the store"),
        }
    }

    /// Opens the analytics alone, in a locked data directory.
    pub fn open_analytics(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Analytics>> {
        match config.analytics.kind {
            analytics::Kind::Sqlite => {
                let tables = SqliteAnalytics::open(path, Options::default()).context("failed to open the analytics")?;
                Ok(Arc::new(tables))
            }
        }
    }

    /// Opens the objects alone, in a locked data directory.
    pub fn open_objects(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Objects>> {
        match config.objects.kind {
            objects::Kind::Files => {
                Ok(Arc::new(FileObjects::open(&path.join("objects")).context("failed to open the objects")?))
            }
        }
    }

    /// Opens the bus alone, in a locked data directory.
    pub fn open_bus(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Bus>> {
        match config.bus.kind {
            bus::Kind::Local => Ok(Arc::new(LocalBus::open(path).context("failed to open the bus")?)),
        }
    }
}

/// The models that need no key and no network.
#[must_use]
pub fn builtin_models(pace: Pace) -> Models {
    Models {
        storytellers: vec![Arc::new(BuiltinStoryteller::new(pace))],
        painters: vec![Arc::new(BuiltinPainter::new(pace))],
        quiet_painter: Arc::new(BuiltinPainter::new(Pace::default())),
        moderator: Arc::new(BuiltinModerator::new()),
    }
}
