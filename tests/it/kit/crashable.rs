//! An app that can crash inside this process.

use std::path::Path;

use ai_tale::backends::Backends;
use tokio::runtime::{Builder, Runtime};

use super::server::{Server, TINY};
use super::time::PATIENCE;

/// An app on a runtime of its own: a crash ends every task of it at once, wherever it is.
pub struct Crashable {
    runtime: Runtime,
    server: Server,
}

impl Crashable {
    /// Starts on a folder, with tiny pictures.
    pub async fn start(folder: &Path, change: impl FnOnce(Backends) -> Backends + Send + 'static) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let folder = folder.to_owned();
        let starting = runtime.spawn(async move { Server::start_on(&folder, &TINY, change).await });
        let server = starting.await.unwrap();
        Self { runtime, server }
    }

    /// Where readers reach it.
    pub fn readers(&self) -> &str {
        &self.server.readers
    }

    /// Ends it as a killed process ends: nothing is finished, given up or said.
    pub async fn crash(self) {
        let ended = tokio::task::spawn_blocking(move || {
            drop(self.server);
            self.runtime.shutdown_timeout(PATIENCE);
        });
        ended.await.unwrap();
    }
}
