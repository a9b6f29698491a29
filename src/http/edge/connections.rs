//! How many connections there are, in all and from each address. A permit is an owned value; dropping it frees it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;
use metrics::{counter, gauge};

use crate::http::call::address;
use crate::metrics::{HTTP_CONNECTIONS, HTTP_CONNECTIONS_REFUSED, label};

/// The connections of one listener.
pub struct Connections {
    listener: &'static str,
    most: usize,
    most_per_address: usize,
    trusted: Vec<IpNet>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// What a connection holds as long as it is open.
pub struct ConnectionPermit {
    connections: Arc<Connections>,
    address: Option<IpAddr>,
}

impl Connections {
    /// Room for so many; 0 means no limit. Trusted proxies speak for many and are not counted by address.
    #[must_use]
    pub fn new(listener: &'static str, most: usize, most_per_address: usize, trusted: Vec<IpNet>) -> Arc<Self> {
        Arc::new(Self { listener, most, most_per_address, trusted, open: Mutex::default() })
    }

    /// A permit for a connection from `peer`; `None` when there is no room.
    #[must_use]
    pub fn admit(self: &Arc<Self>, peer: IpAddr) -> Option<ConnectionPermit> {
        let is_counted = self.most_per_address > 0 && !address::is_trusted(peer, &self.trusted);
        let counted = is_counted.then(|| address::counted(peer));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if self.most > 0 && open.all >= self.most {
            return refuse("connections");
        }
        if let Some(address) = counted {
            let count = open.by_address.entry(address).or_default();
            if *count >= self.most_per_address {
                return refuse("connections_per_address");
            }
            *count += 1;
        }
        open.all += 1;
        gauge!(HTTP_CONNECTIONS, label::LISTENER => self.listener).increment(1);
        Some(ConnectionPermit { connections: Arc::clone(self), address: counted })
    }
}

fn refuse(reason: &'static str) -> Option<ConnectionPermit> {
    counter!(HTTP_CONNECTIONS_REFUSED, label::REASON => reason).increment(1);
    None
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        gauge!(HTTP_CONNECTIONS, label::LISTENER => self.connections.listener).decrement(1);
        let Some(address) = self.address else { return };
        if let Some(count) = open.by_address.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                open.by_address.remove(&address);
            }
        }
    }
}
