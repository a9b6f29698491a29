//! `ai-tale check` and `ai-tale migrate`: does the configuration work here?

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};

use super::check_models::check_models;
use super::console;
use super::failure::Failure;
use super::report::Report;
use crate::backends::Backends;
use crate::backends::data_dir::{DataDir, DataDirError};
use crate::backends::health::Health;
use crate::backends::tls;
use crate::backends::{analytics, bus, mail, objects};
use crate::config::Config;
use crate::telemetry::{self, Logging, Options};

/// Tries every part by itself and prints a line for each, whatever became of the others. While a service holds the
/// data directory, what only one process may open is left to it. `is_paid`: one call of each model is bought.
pub(super) async fn check(config: Arc<Config>, is_paid: bool) -> Result<(), Failure> {
    let _logging = log_warnings(&config)?;
    console::print("configuration  ok")?;
    let mut report = Report::default();
    let (shown, is_new) = (config.data_dir.display(), !config.data_dir.exists());
    match DataDir::open(&config.data_dir) {
        Ok(folder) => {
            // a slip in `data_dir` shows itself so
            let made = if is_new { ", made anew" } else { "" };
            report.line(("data directory", &format!("{shown}{made}")), Ok(()))?;
            check_folder(&config, folder.path(), &mut report).await?;
        }
        Err(DataDirError::InUse(_)) => {
            console::print(&format!("data directory in use ({shown}): a running process holds it"))?;
            let [in_folder @ .., of_keys] = Backends::kinds(&config);
            for (part, kind) in in_folder {
                match part {
                    "objects" if config.objects.kind != objects::Kind::Files => {
                        check_objects(&config, (part, kind), &mut report).await?;
                    }
                    "analytics" if config.analytics.kind != analytics::options::Kind::Sqlite => {
                        check_analytics(&config, (part, kind), &mut report).await?;
                    }
                    "bus" if config.bus.kind != bus::Kind::Local => {
                        report.line((part, kind), Backends::check_bus(&config, &config.data_dir).await)?;
                    }
                    "mail" if config.mail.kind != mail::Kind::Outbox => {
                        check_mail(&config, &config.data_dir, (part, kind), &mut report).await?;
                    }
                    _ => console::print(&format!("{part:<14} not tried ({kind}): it is in the data directory"))?,
                }
            }
            report.line(of_keys, Backends::open_existing_keys(&config).await.map(drop))?;
        }
        Err(error) => report.line(("data directory", &shown.to_string()), Err(error.into()))?,
    }
    tls::install_provider();
    check_models(&config, is_paid, &mut report).await?;
    report.end()
}

async fn check_folder(config: &Config, path: &Path, report: &mut Report) -> Result<(), Failure> {
    let [of_accounts, of_analytics, of_store, of_objects, of_bus, of_mail, of_keys] = Backends::kinds(config);
    let accounts = async { Ok(Backends::open_accounts(config, path)?.probe().await?) };
    report.line(of_accounts, accounts.await)?;
    check_analytics(config, of_analytics, report).await?;
    let (store, keys) = store_and_keys(config, path).await;
    report.line(of_store, store)?;
    check_objects(config, of_objects, report).await?;
    report.line(of_bus, Backends::check_bus(config, path).await)?;
    check_mail(config, path, of_mail, report).await?;
    report.line(of_keys, keys)
}

async fn check_analytics(
    config: &Config,
    part: (&'static str, &'static str),
    report: &mut Report,
) -> Result<(), Failure> {
    let analytics = async { Ok(Backends::open_analytics(config, &config.data_dir).await?.probe().await?) };
    report.line(part, analytics.await)
}

async fn check_objects(
    config: &Config,
    part: (&'static str, &'static str),
    report: &mut Report,
) -> Result<(), Failure> {
    let objects = async { Ok(Backends::open_objects(config, &config.data_dir).await?.probe().await?) };
    report.line(part, objects.await)
}

async fn check_mail(
    config: &Config,
    path: &Path,
    part: (&'static str, &'static str),
    report: &mut Report,
) -> Result<(), Failure> {
    tls::install_provider();
    let mail = async { Ok(Backends::open_mailer(config, path)?.probe().await?) };
    report.line(part, mail.await)
}

/// Whether the store works, and the keys in it.
async fn store_and_keys(config: &Config, path: &Path) -> (anyhow::Result<()>, anyhow::Result<()>) {
    let sealed = match Backends::open_store(config, path).await {
        Ok(sealed) => sealed,
        Err(error) => return (Err(error), Err(anyhow!("they are in the store"))),
    };
    match Backends::open_keys(path, sealed.keys.as_ref()).await {
        Ok(keys) => (sealed.unsealed_by(&keys).health.probe().await.map_err(Into::into), Ok(())),
        Err(error) => (Ok(()), Err(error)),
    }
}

/// Makes tables elsewhere, the objects' buckets and the bus's topics; opening the databases brings theirs up to date.
pub(super) async fn migrate(config: Arc<Config>) -> Result<(), Failure> {
    let _logging = log_warnings(&config)?;
    Backends::prepare(&config).await?;
    let parts = Backends::open(&config).await?;
    parts.accounts.health.probe().await.map_err(|error| anyhow!(error))?;
    parts.store.health.probe().await.map_err(|error| anyhow!(error))?;
    parts.analytics.probe().await.map_err(|error| anyhow!(error))?;
    console::print("the schema is up to date")
}

/// What a service would warn of at its start is said by whoever finds it first, as it may be mended with that: lost
/// analytics are made anew, an open folder is closed.
fn log_warnings(config: &Config) -> anyhow::Result<Logging> {
    let options = Options { filter: "warn".to_owned(), ..config.telemetry.clone() };
    telemetry::init(&options).context("failed to begin to log")
}
