//! `ai-tale serve`: the service, until a signal ends it.

use std::sync::Arc;
use std::thread;

use anyhow::{Context, anyhow};

use super::failure::Failure;
use super::signals::Signals;
use super::{console, descriptors};
use crate::app::{App, Listeners};
use crate::backends::Backends;
use crate::config::Config;
use crate::telemetry;

pub(super) async fn run(mut config: Arc<Config>) -> Result<(), Failure> {
    let metrics = telemetry::recorder();
    let _logging = telemetry::init(&config.telemetry).context("failed to begin to log")?;
    descriptors::make_room(Arc::make_mut(&mut config));
    let mut signals = Signals::listen()?;
    let parts = Backends::open(&config).await?;
    let listeners = Listeners::bind(&config)?;
    let mut app = App::start(Arc::clone(&config), parts).await?;
    let listening = app.listen(listeners, metrics);
    let public_url = &config.http.public_url;
    let readers = listening.readers.map(|readers| match public_url.as_str() {
        "" => format!("AI Tale tells stories at http://{readers}/"),
        url => format!("AI Tale tells stories at {url} (listening on {readers})"),
    });
    let operators = format!("Operators: http://{}/metrics", listening.operators);
    announce(readers.into_iter().chain([operators]).collect());
    let failed = tokio::select! {
        () = signals.received() => false,
        () = app.failed() => true,
    };
    tracing::info!("stopping: running pictures finish, stories are given up for the next start");
    app.stop().await;
    if failed { Err(anyhow!("an actor could not be kept alive").into()) } else { Ok(()) }
}

/// Says where the service is. It serves even where nobody hears that, or whoever was to hear it is stuck.
fn announce(lines: Vec<String>) {
    let print = move || {
        for line in lines {
            if let Err(Failure::Failed(error)) = console::print(&line) {
                tracing::warn!(%error, "the address could not be printed");
            }
        }
    };
    if let Err(error) = thread::Builder::new().spawn(print) {
        tracing::warn!(%error, "the address could not be printed");
    }
}
