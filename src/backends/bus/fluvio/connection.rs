//! One connection to a controller or a broker. It has one request at a time and is dropped with whoever is given up
//! while it waits, so that a frame is never half sent on a connection that somebody uses again.

use std::path::PathBuf;
use std::time::Duration;

use fluvio::config::{TlsConfig, TlsPaths};
use fluvio::dataplane::api::{Request, RequestMessage};
use fluvio::{FluvioAdmin, FluvioClusterConfig};
use fluvio_socket::{ClientConfig, FluvioSocket, Versions};
use tokio::time::timeout;

use super::failure::Failure;
use crate::backends::bus::options::FluvioOptions;

/// What brokers call this program in their logs.
const CLIENT: &str = "ai-tale";

/// Where a broker is.
#[derive(Clone, Debug)]
pub(super) struct Broker {
    /// Its name in the cluster, which its certificate has before the cluster's.
    pub(super) name: String,
    /// `host:port`.
    pub(super) address: String,
}

/// Makes connections as the options say.
pub(super) struct Connector {
    cluster: FluvioClusterConfig,
    /// What encryption needs, if there is any.
    files: Vec<PathBuf>,
    limit: Duration,
}

impl Connector {
    /// Nothing is sent yet, and no file is read.
    pub(super) fn new(options: &FluvioOptions) -> Self {
        let plain = FluvioClusterConfig::new(&options.endpoint);
        let cluster = if options.is_encrypted() {
            plain.with_tls(TlsConfig::Files(TlsPaths {
                domain: options.tls_domain.clone(),
                key: options.tls_key.clone(),
                cert: options.tls_cert.clone(),
                ca_cert: options.tls_ca.clone(),
            }))
        } else {
            plain
        };
        let files = if options.is_encrypted() {
            vec![options.tls_ca.clone(), options.tls_cert.clone(), options.tls_key.clone()]
        } else {
            Vec::new()
        };
        Self { cluster, files, limit: options.connect_timeout }
    }

    /// A connection to the controller.
    pub(super) async fn admin(&self) -> Result<FluvioAdmin, Failure> {
        for file in &self.files {
            // the client would not say which
            if let Err(error) = tokio::fs::metadata(file).await {
                return Err(Failure::Unreadable { file: file.clone(), reason: error.to_string() });
            }
        }
        let admin = timeout(self.limit, FluvioAdmin::connect_with_config(&self.cluster)).await;
        let unreachable = |reason| Failure::Unreachable { address: self.cluster.endpoint.clone(), reason };
        match admin {
            Ok(Ok(admin)) => Ok(admin),
            Ok(Err(error)) => Err(unreachable(error.to_string())),
            Err(_) => Err(unreachable(format!("no answer within {:?}", self.limit))),
        }
    }

    pub(super) async fn broker(&self, broker: &Broker) -> Result<Connection, Failure> {
        let address = broker.address.clone();
        let unreachable = |reason| Failure::Unreachable { address: address.clone(), reason };
        let controller =
            ClientConfig::try_from(self.cluster.clone()).map_err(|error| unreachable(error.to_string()))?;
        let mut config = controller.with_prefix_sni_domain(&broker.name);
        config.set_addr(address.clone());
        let socket = match timeout(self.limit, config.connect()).await {
            Ok(Ok(socket)) => socket,
            Ok(Err(error)) => return Err(unreachable(error.to_string())),
            Err(_) => return Err(unreachable(format!("no answer within {:?}", self.limit))),
        };
        let (socket, _, versions) = socket.split();
        Ok(Connection { socket, versions, address })
    }
}

/// A connection to a broker.
pub(super) struct Connection {
    socket: FluvioSocket,
    versions: Versions,
    address: String,
}

impl Connection {
    /// Sends a request and waits for its answer.
    pub(super) async fn ask<R: Request>(&mut self, request: R) -> Result<R::Response, Failure> {
        let version = self.versions.lookup_version::<R>().ok_or(Failure::Unsupported)?;
        let mut message = RequestMessage::new_request(request);
        message.get_mut_header().set_client_id(CLIENT).set_api_version(version);
        let answer = self.socket.send(&message).await;
        Ok(answer.map_err(|error| Failure::broken_off(&self.address, &error))?.response)
    }
}
