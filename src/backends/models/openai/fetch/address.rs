//! Which addresses may be asked for a picture.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// How far a provider's answers may point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only at what is public, encrypted.
    Public,
    /// At this machine and the networks around it too, as those of a model at home.
    Private,
}

/// Never asked: here the machines of a cloud are told their secrets.
const METADATA: [IpNet; 4] = [
    v4([169, 254, 169, 254], 32),
    v4([169, 254, 170, 2], 32),
    v4([100, 100, 100, 200], 32),
    v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254], 128),
];

/// Not the public internet, by IANA's registries of special-purpose addresses: this machine and its networks, other
/// people's private ones, many machines at once, documentation, and ways to write an address of IPv4 as one of IPv6.
const SPECIAL: [IpNet; 21] = [
    v4([0, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([169, 254, 0, 0], 16),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([224, 0, 0, 0], 3),
    // all but 2000::/3: `::1`, `::ffff:0:0`, 64:ff9b::, fc00::, fe80::, ff00:: among them
    v6([0, 0, 0, 0, 0, 0, 0, 0], 3),
    v6([0x4000, 0, 0, 0, 0, 0, 0, 0], 2),
    v6([0x8000, 0, 0, 0, 0, 0, 0, 0], 1),
    // and of that: tunnels and overlays, documentation, 6to4
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
];

/// Whether an address may be asked for a picture.
#[must_use]
pub fn may_be_asked(address: IpAddr, reach: Reach) -> bool {
    let is_in = |networks: &[IpNet]| networks.iter().any(|network| network.contains(&address));
    // one that is written as the other is the other
    let is_metadata = METADATA.iter().any(|network| network.contains(&address.to_canonical()));
    !is_metadata && (reach == Reach::Private || !is_in(&SPECIAL))
}

const fn v4(octets: [u8; 4], prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::from_octets(octets), prefix))
}

const fn v6(segments: [u16; 8], prefix: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::from_segments(segments), prefix))
}
