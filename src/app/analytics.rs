//! The analytics, by the engine of the configuration.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::lost_files;
use crate::backends::analytics::Analytics;
use crate::backends::analytics::options::{Kind, Options};
use crate::backends::analytics::sqlite::SqliteAnalytics;
use crate::backends::sqlite;

const FAILED: &str = "failed to open the analytics";

/// Opens them, in a locked data directory.
pub(super) async fn open(options: &Options, path: &Path) -> anyhow::Result<Arc<dyn Analytics>> {
    match options.kind {
        Kind::Sqlite => {
            lost_files::warn_of_new_analytics(path);
            Ok(Arc::new(SqliteAnalytics::open(path, sqlite::Options::default()).context(FAILED)?))
        }
        Kind::ClickHouse => clickhouse::open(options).await,
    }
}

/// Makes what they need before they can be opened: a database and its tables.
pub(super) async fn prepare(options: &Options) -> anyhow::Result<()> {
    match options.kind {
        Kind::Sqlite => Ok(()),
        Kind::ClickHouse => clickhouse::prepare(options).await,
    }
}

#[cfg(feature = "clickhouse")]
mod clickhouse {
    use std::sync::Arc;

    use anyhow::Context;

    use super::{Analytics, FAILED, Options};
    use crate::backends::analytics::clickhouse::ClickHouseAnalytics;
    use crate::backends::tls;

    pub(super) async fn open(options: &Options) -> anyhow::Result<Arc<dyn Analytics>> {
        let tables = client(options).context(FAILED)?;
        tables.open().await.context(FAILED)?;
        Ok(Arc::new(tables))
    }

    pub(super) async fn prepare(options: &Options) -> anyhow::Result<()> {
        const FAILED: &str = "failed to make the analytics' tables";
        client(options).context(FAILED)?.prepare().await.context(FAILED)
    }

    fn client(options: &Options) -> anyhow::Result<ClickHouseAnalytics> {
        tls::install_provider();
        Ok(ClickHouseAnalytics::new(options.clickhouse.clone())?)
    }
}

#[cfg(not(feature = "clickhouse"))]
mod clickhouse {
    use std::sync::Arc;

    use super::{Analytics, Options};
    use crate::app::not_built_in::NotBuiltIn;

    const CLICKHOUSE: NotBuiltIn = NotBuiltIn { setting: "analytics.kind = \"clickhouse\"", feature: "clickhouse" };

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn open(_: &Options) -> anyhow::Result<Arc<dyn Analytics>> {
        Err(CLICKHOUSE.into())
    }

    #[expect(clippy::unused_async, reason = "as where it is built in")]
    pub(super) async fn prepare(_: &Options) -> anyhow::Result<()> {
        Err(CLICKHOUSE.into())
    }
}
