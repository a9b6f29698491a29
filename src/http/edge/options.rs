//! What a listener allows its connections.

use std::time::Duration;

use ipnet::IpNet;

use crate::http::options::Options;

/// Connections of operators: few people and programs, for whom descriptors are kept free.
const OPERATORS: usize = 128;

/// How a listener treats its connections.
#[derive(Clone, Debug)]
pub struct ListenerOptions {
    /// Its name in metrics and logs.
    pub listener: &'static str,
    /// How many connections there may be; 0 means no limit.
    pub connections: usize,
    /// How many of one address; 0 means no limit.
    pub connections_per_address: usize,
    /// Proxies, which are not counted by address.
    pub trusted_proxies: Vec<IpNet>,
    /// How long a head may take, and how long a connection may be silent between requests.
    pub header_timeout: Duration,
    /// How long a write may be stuck, or stay unacknowledged.
    pub write_timeout: Duration,
}

impl ListenerOptions {
    /// The public listener, with limits on its connections: on all, and on those of one address.
    #[must_use]
    pub fn readers(options: &Options, connections: usize, connections_per_address: usize) -> Self {
        Self {
            listener: "readers",
            connections,
            connections_per_address,
            trusted_proxies: options.trusted_proxies.clone(),
            header_timeout: options.header_timeout,
            write_timeout: options.write_timeout,
        }
    }

    /// The operators' listener, which is private and counts nobody by address.
    #[must_use]
    pub fn operators(options: &Options) -> Self {
        Self { listener: "operators", ..Self::readers(options, OPERATORS, 0) }
    }
}
