//! The promises on ClickHouse, and what only it can do wrong, on the server that `AI_TALE_TEST_CLICKHOUSE` names
//! (`http://user:password@host:port`), each time in a database of its own.

mod alike;
mod broken;
mod conformance;
mod consumers;
mod epochs;
mod line;
mod opening;
mod views;

use std::path::PathBuf;
use std::time::Duration;

use ai_tale::backends::analytics::clickhouse::ClickHouseAnalytics;
use ai_tale::backends::analytics::options::{ClickHouseOptions, Compression};
use ai_tale::backends::secret::Secret;
use ai_tale::backends::tls;
use url::Url;
use uuid::Uuid;

use crate::kit::skip;

/// Settings of the server, with a database that nobody else uses; `None` where there is none.
pub fn options() -> Option<ClickHouseOptions> {
    let found = std::env::var("AI_TALE_TEST_CLICKHOUSE").ok().filter(|server| !server.is_empty());
    let Some(found) = found else {
        skip("no ClickHouse (AI_TALE_TEST_CLICKHOUSE)");
        return None;
    };
    let url: Url = found.parse().unwrap();
    Some(ClickHouseOptions {
        url: format!("http://{}:{}", url.host_str().unwrap(), url.port().unwrap()),
        database: format!("t{}", Uuid::now_v7().simple()),
        username: url.username().to_owned(),
        password: Secret::new(url.password().unwrap_or_default()),
        password_file: PathBuf::new(),
        connect_timeout: Duration::from_secs(3),
        timeout: Duration::from_secs(30),
        compression: Compression::Lz4,
        batch: 1_000.try_into().unwrap(),
        flush: Duration::ZERO,
    })
}

/// The same database, by another process.
pub fn another(options: &ClickHouseOptions) -> ClickHouseAnalytics {
    tls::install_provider();
    ClickHouseAnalytics::new(options.clone()).unwrap()
}

/// Fresh tables.
pub async fn prepared(options: &ClickHouseOptions) -> ClickHouseAnalytics {
    let tables = another(options);
    tables.prepare().await.unwrap();
    tables
}

/// The server, asked without the adapter.
pub fn by_hand(options: &ClickHouseOptions) -> clickhouse::Client {
    clickhouse::Client::default()
        .with_url(&options.url)
        .with_database(&options.database)
        .with_user(&options.username)
        .with_password(options.password.reveal())
}

pub async fn tell(options: &ClickHouseOptions, statement: &str) {
    by_hand(options).query(statement).execute().await.unwrap();
}

pub async fn ask(options: &ClickHouseOptions, question: &str) -> u64 {
    by_hand(options).query(question).fetch_one().await.unwrap()
}
