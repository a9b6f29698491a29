//! Where a request comes from. Only trusted proxies may say, and only what the nearest of them saw itself is believed:
//! the rightmost address that is not a trusted proxy's.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;
use warp::http::HeaderMap;
use warp::http::header::FORWARDED;

/// Who is at the other end of the connection; the accept loop puts it into every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The client's address. When `Forwarded` and `X-Forwarded-For` name different clients, one of them went through the
/// proxy unread, and neither is believed.
#[must_use]
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let peer = peer.to_canonical();
    if !is_trusted(peer, trusted) {
        return peer;
    }
    let forwarded = values(headers, FORWARDED.as_str()).map(forwarded_for).collect::<Vec<_>>();
    let x_forwarded_for = values(headers, "x-forwarded-for").map(parse).collect::<Vec<_>>();
    match (forwarded.is_empty(), x_forwarded_for.is_empty()) {
        (true, true) => peer,
        (false, true) => rightmost(peer, &forwarded, trusted),
        (true, false) => rightmost(peer, &x_forwarded_for, trusted),
        (false, false) => {
            let (one, other) = (rightmost(peer, &forwarded, trusted), rightmost(peer, &x_forwarded_for, trusted));
            if one == other { one } else { peer }
        }
    }
}

/// What addresses are counted by: an IPv4 address, or the /64 of an IPv6 one (a household gets at least that).
#[must_use]
pub fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

/// Whether an address is a trusted proxy's.
#[must_use]
pub fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address.to_canonical()))
}

fn rightmost(peer: IpAddr, hops: &[Option<IpAddr>], trusted: &[IpNet]) -> IpAddr {
    let mut nearest = peer;
    for hop in hops.iter().rev() {
        let Some(address) = hop else { break };
        nearest = *address;
        if !is_trusted(nearest, trusted) {
            break;
        }
    }
    nearest
}

/// The members of a header that is a list, over all its lines.
fn values<'headers>(headers: &'headers HeaderMap, name: &str) -> impl Iterator<Item = &'headers str> {
    headers.get_all(name).into_iter().flat_map(|line| line.to_str().unwrap_or("unreadable").split(',')).map(str::trim)
}

/// The `for` of one member of `Forwarded` (RFC 7239).
fn forwarded_for(member: &str) -> Option<IpAddr> {
    member
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("for"))
        .and_then(|(_, value)| parse(value.trim_matches('"')))
}

/// An address, with or without brackets and port.
fn parse(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))?;
    Some(address.to_canonical())
}
