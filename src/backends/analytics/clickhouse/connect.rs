//! A client of the options: its own limit for connecting, rustls on the process's provider with the system's roots.

use std::time::Duration;

use clickhouse::{Client, Compression};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::{ClientConfig, RootCertStore};

use super::failure::Failure;
use crate::backends::analytics::options::{self, ClickHouseOptions};

/// A server closes connections that are idle for 3 s, as it comes.
const IDLE: Duration = Duration::from_secs(2);
const KEEP_ALIVE: Duration = Duration::from_mins(1);

/// A client without a database; nothing is sent yet.
pub(super) fn client(options: &ClickHouseOptions) -> Result<Client, Failure> {
    let password = options.password().map_err(Failure::Password)?;
    let http = HttpClient::builder(TokioExecutor::new()).pool_idle_timeout(IDLE).build(connector(options)?);
    let compression = match options.compression {
        options::Compression::None => Compression::None,
        options::Compression::Lz4 => Compression::Lz4,
    };
    let client = Client::with_http_client(http)
        .with_url(&options.url)
        .with_user(&options.username)
        .with_password(password.reveal())
        .with_compression(compression)
        .with_setting("max_execution_time", options.timeout.as_secs().to_string());
    Ok(client)
}

fn connector(options: &ClickHouseOptions) -> Result<HttpsConnector<HttpConnector>, Failure> {
    let mut http = HttpConnector::new();
    http.set_connect_timeout(Some(options.connect_timeout));
    http.set_keepalive(Some(KEEP_ALIVE));
    http.set_nodelay(true);
    http.enforce_http(false);
    let builder = HttpsConnectorBuilder::new();
    let builder = if options.url.starts_with("https:") {
        builder.with_native_roots().map_err(Failure::Roots)?
    } else {
        // nobody's certificate is asked for
        let config = ClientConfig::builder().with_root_certificates(RootCertStore::empty());
        builder.with_tls_config(config.with_no_client_auth())
    };
    Ok(builder.https_or_http().enable_http1().wrap_connector(http))
}
