//! The listeners, bound before an actor starts: a port that is taken ends a start before it has claimed a story, which
//! would count against that story. Connections that come early wait in the kernel until [`super::App::listen`].

use std::net::SocketAddr;

use anyhow::Context;
use tokio::net::TcpListener;

use crate::actors::Role;
use crate::config::Config;
use crate::http;

/// The ports that a process answers on.
pub struct Listeners {
    /// Where this process is a gateway.
    pub(super) readers: Option<TcpListener>,
    pub(super) operators: TcpListener,
    /// Their addresses, with the ports that the system chose.
    pub(super) listening: Listening,
}

/// Where an app is reached.
#[derive(Clone, Copy, Debug)]
pub struct Listening {
    /// Readers, where this process is a gateway.
    pub readers: Option<SocketAddr>,
    pub operators: SocketAddr,
}

impl Listeners {
    /// Binds what the configuration names.
    pub fn bind(config: &Config) -> anyhow::Result<Self> {
        const NO_ADDRESS: &str = "failed to read a listener's address";
        let readers = config.has(Role::Gateway).then(|| http::bind(config.http.listen)).transpose()?;
        let operators = http::bind(config.http.admin_listen)?;
        let listening = Listening {
            readers: readers.as_ref().map(TcpListener::local_addr).transpose().context(NO_ADDRESS)?,
            operators: operators.local_addr().context(NO_ADDRESS)?,
        };
        Ok(Self { readers, operators, listening })
    }
}
