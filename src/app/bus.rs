//! The bus by the engine of the configuration, and the hints between nodes that go with it.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use crate::backends::bus::local::LocalBus;
use crate::backends::bus::{Bus, Kind, Options};
use crate::backends::wakeups::Wakeups;
use crate::backends::wakeups::local::LocalWakeups;

/// The bus, and who carries hints.
pub(super) type Opened = (Arc<dyn Bus>, Arc<dyn Wakeups>);

/// Opens both, in a locked data directory. A cluster that is away is waited for by whoever needs it.
pub(super) async fn open(options: &Options, path: &Path) -> anyhow::Result<Opened> {
    match options.kind {
        Kind::Local => Ok((Arc::new(local(path)?), Arc::new(LocalWakeups::new()))),
        Kind::Fluvio => fluvio::open(options).await,
    }
}

/// Makes what the bus needs before it can be opened: topics.
pub(super) async fn prepare(options: &Options) -> anyhow::Result<()> {
    match options.kind {
        Kind::Local => Ok(()),
        Kind::Fluvio => fluvio::prepare(options).await,
    }
}

/// Whether it works, in a locked data directory.
pub(super) async fn check(options: &Options, path: &Path) -> anyhow::Result<()> {
    match options.kind {
        Kind::Local => Ok(local(path)?.probe().await?),
        Kind::Fluvio => fluvio::check(options).await,
    }
}

fn local(path: &Path) -> anyhow::Result<LocalBus> {
    LocalBus::open(path).context("failed to open the bus")
}

#[cfg(feature = "fluvio")]
mod fluvio {
    use std::sync::Arc;

    use anyhow::{Context, bail};

    use super::{Opened, Options};
    use crate::backends::bus::fluvio::FluvioBus;
    use crate::backends::wakeups::bus::BusWakeups;

    /// Topics that the cluster does not have are no outage.
    pub(super) async fn open(options: &Options) -> anyhow::Result<Opened> {
        let bus = client(options);
        match Box::pin(bus.missing()).await {
            Ok(missing) if missing.is_empty() => {}
            Ok(missing) => bail!("the bus has no {}: `ai-tale migrate` makes them", missing.join(", ")),
            Err(error) => tracing::warn!(%error, "facts wait in the outbox until the bus is there"),
        }
        let wakeups = BusWakeups::start(Arc::new(bus.hints()));
        Ok((Arc::new(bus), Arc::new(wakeups)))
    }

    pub(super) async fn prepare(options: &Options) -> anyhow::Result<()> {
        Box::pin(client(options).prepare()).await.context("failed to make the bus's topics")
    }

    pub(super) async fn check(options: &Options) -> anyhow::Result<()> {
        Ok(Box::pin(client(options).check()).await?)
    }

    /// What it awaits is large: each call is boxed, so that whoever opens another engine does not carry it.
    fn client(options: &Options) -> FluvioBus {
        FluvioBus::open(options.fluvio.clone())
    }
}

#[cfg(not(feature = "fluvio"))]
mod fluvio {
    use super::{Opened, Options};
    use crate::app::not_built_in::NotBuiltIn;

    const FLUVIO: NotBuiltIn = NotBuiltIn { setting: "bus.kind = \"fluvio\"", feature: "fluvio" };

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn open(_: &Options) -> anyhow::Result<Opened> {
        Err(FLUVIO.into())
    }

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn prepare(_: &Options) -> anyhow::Result<()> {
        Err(FLUVIO.into())
    }

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn check(_: &Options) -> anyhow::Result<()> {
        Err(FLUVIO.into())
    }
}
