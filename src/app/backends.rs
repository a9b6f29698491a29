//! The parts outside, chosen once from the configuration.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::models::open_models;
use super::{analytics, bus, lost_files, objects, starting_room};
use crate::backends::Backends;
use crate::backends::accounts;
use crate::backends::accounts::sqlite::{SealedAccounts, SqliteAccounts};
use crate::backends::analytics::Analytics;
use crate::backends::blocking::Processors;
use crate::backends::bus::Bus;
use crate::backends::data_dir::DataDir;
use crate::backends::keys::{KeyRing, Keys, KeysError, RootFile};
use crate::backends::mail::eml_folder::EmlFolder;
use crate::backends::mail::smtp::SmtpMailer;
use crate::backends::mail::{self, Mailer};
use crate::backends::objects::Objects;
use crate::backends::sqlite::Options;
use crate::backends::store;
use crate::backends::store::sqlite::{SealedStore, SqliteStore};
use crate::backends::tls;
use crate::config::Config;
use crate::domain::Timestamp;

/// KiB that the store keeps for deletions on a full disk: some dozens of them.
const RESERVE: u32 = 1024;

impl Backends {
    /// Opens what the configuration names.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        tls::install_provider();
        let data_dir = DataDir::open(&config.data_dir)?;
        let path = data_dir.path();
        starting_room::make(path);
        let (objects, public_objects) = objects::open(&config.objects, path).await?;
        // the store begins last, and so every file of a store that has begun was there: see `lost_files`
        let sealed_accounts = Self::open_accounts(config, path)?;
        let analytics = Self::open_analytics(config, path).await?;
        let sealed = Self::open_store(config, path).await?;
        let keys = Self::open_keys(path, sealed.keys.as_ref()).await?;
        let (store, accounts) = (sealed.unsealed_by(&keys), sealed_accounts.unsealed_by(&keys));
        // an empty storage is marked before it holds a picture; what another's mark means is the walk's affair
        objects.belong_to(store.cluster.id).await.context("failed to open the objects")?;
        let (bus, wakeups) = bus::open(&config.bus, path).await?;
        let mailer = Self::open_mailer(config, path)?;
        let processors = Processors::default();
        let models = open_models(&config.models, &processors)?;
        Ok(Self {
            data_dir,
            store,
            accounts,
            analytics,
            objects,
            public_objects,
            bus,
            wakeups,
            mailer,
            models,
            processors,
            keys,
        })
    }

    /// Makes what the parts outside need before they can be opened: tables, buckets, topics.
    pub async fn prepare(config: &Config) -> anyhow::Result<()> {
        tls::install_provider();
        analytics::prepare(&config.analytics).await?;
        objects::prepare(&config.objects).await?;
        bus::prepare(&config.bus).await
    }

    /// The parts that are outside the process and the kind of each, in the order in which they are opened. All but the
    /// last, the keys, are for one process at a time.
    #[must_use]
    pub fn kinds(config: &Config) -> [(&'static str, &'static str); 7] {
        [
            ("accounts", config.accounts.kind.into()),
            ("analytics", config.analytics.kind.into()),
            ("store", config.store.kind.into()),
            ("objects", config.objects.kind.into()),
            ("bus", config.bus.kind.into()),
            ("mail", config.mail.kind.into()),
            ("keys", config.keys.kind.into()),
        ]
    }

    /// Opens the accounts alone, in a locked data directory; what is sealed in them waits for the keys. Where a store
    /// has begun, lost ones are not made anew.
    pub fn open_accounts(config: &Config, path: &Path) -> anyhow::Result<SealedAccounts> {
        match config.accounts.kind {
            accounts::Kind::Sqlite => {
                lost_files::refuse_new_accounts(path)?;
                SqliteAccounts::open(path, Options::default()).context("failed to open the accounts")
            }
        }
    }

    /// Opens the store alone, in a locked data directory; its stories wait for the keys. A lost one is not made anew
    /// beside objects, or beside other files that hold rows.
    pub async fn open_store(config: &Config, path: &Path) -> anyhow::Result<SealedStore> {
        match config.store.kind {
            store::Kind::Sqlite => {
                if !lost_files::has_begun(path) {
                    let objects = Self::open_objects(config, path).await?;
                    lost_files::refuse_new_store(path, &*objects).await?;
                }
                let options = Options { reserve: RESERVE, ..Options::default() };
                SqliteStore::open(path, options).context("failed to open the store")
            }
        }
    }

    /// Opens the analytics alone, in a locked data directory.
    pub async fn open_analytics(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Analytics>> {
        analytics::open(&config.analytics, path).await
    }

    /// Opens the cluster's keys, which are in the store; makes them, and the root key, where there are none.
    pub async fn open_keys(path: &Path, keys: &dyn Keys) -> anyhow::Result<KeyRing> {
        const FAILED: &str = "failed to open the keys";
        // a store that was sealed needs the root that sealed it, not a new one
        let has_begun = keys.load().await.context(FAILED)?.is_some();
        let root = if has_begun { RootFile::open(path) } else { RootFile::open_or_make(path) };
        KeyRing::open_or_make(keys, &root.context(FAILED)?, Timestamp::now()).await.context(FAILED)
    }

    /// Opens the keys of a data directory that another process may be serving: makes nothing.
    pub async fn open_existing_keys(config: &Config) -> anyhow::Result<KeyRing> {
        const FAILED: &str = "failed to open the keys";
        let stored = match config.store.kind {
            store::Kind::Sqlite => SqliteStore::stored_keys(&config.data_dir).context(FAILED)?,
        };
        if stored.is_none() {
            return Err(KeysError::NotBegun.into());
        }
        let root = RootFile::open(&config.data_dir).context(FAILED)?;
        KeyRing::open(stored, &root).await.context(FAILED)
    }

    /// Opens the objects alone, in a locked data directory.
    pub async fn open_objects(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Objects>> {
        Ok(objects::open(&config.objects, path).await?.0)
    }

    /// Opens the way that mails leave, in a locked data directory where they are put there. Asks nobody.
    pub fn open_mailer(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Mailer>> {
        const FAILED: &str = "failed to open the way that mails leave";
        match config.mail.kind {
            mail::Kind::Outbox => Ok(Arc::new(EmlFolder::open(&path.join("outbox")).context(FAILED)?)),
            mail::Kind::Smtp => Ok(Arc::new(SmtpMailer::new(&config.mail).context(FAILED)?)),
        }
    }

    /// Opens the bus alone, in a locked data directory.
    pub async fn open_bus(config: &Config, path: &Path) -> anyhow::Result<Arc<dyn Bus>> {
        Ok(bus::open(&config.bus, path).await?.0)
    }

    /// Whether the bus works, in a locked data directory.
    pub async fn check_bus(config: &Config, path: &Path) -> anyhow::Result<()> {
        bus::check(&config.bus, path).await
    }
}
