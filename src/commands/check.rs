//! `ai-tale check` and `ai-tale migrate`: does the configuration work here?

use std::fmt::Display;
use std::sync::Arc;

use anyhow::anyhow;

use super::Failure;
use crate::app::Parts;
use crate::config::Config;

/// Tries every backend; prints one line each.
pub(super) async fn check(config: Arc<Config>) -> Result<(), Failure> {
    println!("configuration  ok");
    let parts = Parts::open(&config)?;
    println!("data directory ok ({})", config.data_dir.display());
    let results = [
        report("store", "sqlite", &parts.store.stories.probe().await),
        report("objects", "files", &parts.objects.probe().await),
        report("bus", "local", &parts.bus.probe().await),
        report("moderator", parts.models.moderator.name(), &parts.models.moderator.check_words(&["a kind fox"]).await),
    ];
    for storyteller in &parts.models.storytellers {
        println!("storyteller    ok ({})", storyteller.name());
    }
    for painter in &parts.models.painters {
        println!("painter        ok ({})", painter.name());
    }
    if results.contains(&false) { Err(anyhow!("not every backend works").into()) } else { Ok(()) }
}

/// Opening the store brings its schema up to date.
pub(super) async fn migrate(config: Arc<Config>) -> Result<(), Failure> {
    let parts = Parts::open(&config)?;
    parts.store.stories.probe().await.map_err(|error| anyhow!(error))?;
    println!("the schema is up to date");
    Ok(())
}

fn report<T, E: Display>(part: &str, kind: &str, result: &Result<T, E>) -> bool {
    match result {
        Ok(_) => println!("{part:<14} ok ({kind})"),
        Err(error) => println!("{part:<14} FAILED ({kind}): {error}"),
    }
    result.is_ok()
}
