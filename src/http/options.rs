//! The section `[http]`: the listeners, and how patient they are.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

/// How the gateway listens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The readers' listener. Port 0 picks a free one.
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    /// The operators' listener: `/metrics`, `/health/*`, `/v1/admin`. To be kept private.
    #[serde(deserialize_with = "address")]
    pub admin_listen: SocketAddr,
    /// The address in links and cookies, such as `https://tale.example`; empty: from `listen`.
    pub public_url: String,
    /// Proxies (addresses or networks) that may name the client's address in `Forwarded` or `X-Forwarded-For`.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// How long a client may take to send its request's head.
    #[serde(with = "humantime_serde")]
    pub header_timeout: Duration,
    /// How long a client may take to send its request's body.
    #[serde(with = "humantime_serde")]
    pub body_timeout: Duration,
    /// How long a stream's write may be stuck before it is closed.
    #[serde(with = "humantime_serde")]
    pub write_timeout: Duration,
    /// How long running scenes and open connections are waited for after SIGTERM.
    #[serde(with = "humantime_serde")]
    pub shutdown_grace: Duration,
}

/// An address, or a name that this machine knows, such as `localhost:8080`; of its addresses one of IPv4 is preferred.
fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    let known: Vec<SocketAddr> = text.to_socket_addrs().map(Iterator::collect).unwrap_or_default();
    let preferred = known.iter().find(|address| address.is_ipv4()).or(known.first());
    preferred.copied().ok_or_else(|| {
        serde::de::Error::custom(format!("`{text}` is not an address such as 127.0.0.1:8080 or localhost:8080"))
    })
}

/// Networks, or single addresses.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|text| text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)))
        .collect::<Result<_, _>>()
        .map_err(|_| serde::de::Error::custom("not an address or network such as 10.0.0.7 or 10.0.0.0/8"))
}
