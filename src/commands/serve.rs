//! `ai-tale serve`: the service, until a signal ends it.

use std::sync::Arc;

use anyhow::anyhow;

use super::signals::Signals;
use super::{Failure, descriptors};
use crate::app::{App, Backends, Listeners};
use crate::config::Config;
use crate::telemetry;

pub(super) async fn run(config: Arc<Config>) -> Result<(), Failure> {
    telemetry::init(&config.telemetry).map_err(|error| Failure::Usage(anyhow!(error)))?;
    descriptors::make_room(&config);
    let metrics = telemetry::recorder();
    let mut signals = Signals::listen()?;
    let parts = Backends::open(&config).await?;
    let listeners = Listeners::bind(&config)?;
    let mut app = App::start(Arc::clone(&config), parts).await?;
    let listening = app.listen(listeners, metrics);
    let public_url = &config.http.public_url;
    match listening.readers {
        Some(readers) if public_url.is_empty() => println!("AI Tale tells stories at http://{readers}/"),
        Some(readers) => println!("AI Tale tells stories at {public_url} (listening on {readers})"),
        None => {}
    }
    println!("Operators: http://{}/metrics", listening.operators);
    let failed = tokio::select! {
        () = signals.received() => false,
        () = app.failed() => true,
    };
    tracing::info!("stopping: running pictures finish, stories are given up for the next start");
    app.stop().await;
    if failed { Err(anyhow!("an actor could not be kept alive").into()) } else { Ok(()) }
}
