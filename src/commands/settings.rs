//! Where a command's settings come from.

use std::path::PathBuf;
use std::sync::Arc;

use super::console;
use super::failure::Failure;
use crate::config::{Config, Renamed};

/// Where settings come from.
#[derive(clap::Args)]
pub(super) struct Settings {
    /// A file whose keys override the defaults.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Settings {
    /// The configuration, checked. Keys by a former name are taken, and their new names told.
    pub(super) fn load(&self) -> Result<Arc<Config>, Failure> {
        let loaded = Config::load(self.config.as_deref()).map_err(|error| Failure::Usage(error.into()))?;
        for Renamed { former, today } in &loaded.renamed {
            console::note(&format!("ai-tale: `{former}` is called `{today}` now, and takes a time such as \"500ms\""));
        }
        Ok(Arc::new(loaded.config))
    }
}
