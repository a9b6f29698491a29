//! Who stands at the door: from where they come, and with what.

use std::net::IpAddr;

use crate::backends::accounts::Client;
use crate::domain::{Confidential, Device};

/// Bits of an address that are kept of it: enough to know a town again, too few to know a house.
const KEPT_OF_V4: u32 = 24;
const KEPT_OF_V6: u32 = 48;
/// Bits by which an address is counted: a household gets at least a /64.
const COUNTED_OF_V6: u32 = 64;

/// Somebody who signs up or in.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub device: Device,
    pub address: IpAddr,
    /// What the device was given when its owner signed in on it before.
    pub device_token: Option<String>,
    /// In which language mails are written to them, as BCP 47.
    pub language: String,
}

impl Visitor {
    /// What is written down of them.
    pub(super) fn client(&self) -> Client {
        Client { device: self.device, network: network(self.address, KEPT_OF_V4, KEPT_OF_V6) }
    }

    /// What attempts from where they are count by.
    pub(super) fn place(&self) -> Confidential {
        network(self.address, 32, COUNTED_OF_V6)
    }
}

/// The network of an address, as `192.0.2.0/24`.
fn network(address: IpAddr, of_v4: u32, of_v6: u32) -> Confidential {
    let network = match address.to_canonical() {
        IpAddr::V4(address) => {
            let kept = address.to_bits() & u32::MAX.checked_shl(32 - of_v4).unwrap_or(0);
            format!("{}/{of_v4}", std::net::Ipv4Addr::from_bits(kept))
        }
        IpAddr::V6(address) => {
            let kept = address.to_bits() & u128::MAX.checked_shl(128 - of_v6).unwrap_or(0);
            format!("{}/{of_v6}", std::net::Ipv6Addr::from_bits(kept))
        }
    };
    Confidential::new(network)
}
