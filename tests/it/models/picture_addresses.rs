//! Where a provider's answers may send us for a picture: nowhere inside, whatever the address looks like.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use ai_tale::backends::models::openai::fetch::{Reach, may_be_asked};
use ai_tale::backends::models::{ModelError, Painter};
use ai_tale::domain::Style;

use super::{painter, remote_painter};
use crate::kit::provider::pictures::hostile;
use crate::kit::provider::{Endpoint, Provider};

/// The first and the last address of each range that is not public, and what lies beside it.
const RANGES: &[(&str, &str, &str)] = &[
    ("this network", "0.0.0.0 0.255.255.255", "1.0.0.0"),
    ("private", "10.0.0.0 10.255.255.255", "9.255.255.255 11.0.0.0"),
    ("carrier-grade NAT", "100.64.0.0 100.127.255.255", "100.63.255.255 100.128.0.0"),
    ("loopback", "127.0.0.1 127.255.255.255", "126.255.255.255 128.0.0.0"),
    ("link-local", "169.254.0.0 169.254.255.255", "169.253.255.255 169.255.0.0"),
    ("private", "172.16.0.0 172.31.255.255", "172.15.255.255 172.32.0.0"),
    ("protocols", "192.0.0.0 192.0.0.255", "191.255.255.255 192.0.1.0"),
    ("documentation", "192.0.2.0 192.0.2.255", "192.0.1.255 192.0.3.0"),
    ("6to4 relays", "192.88.99.0 192.88.99.255", "192.88.98.255 192.88.100.0"),
    ("private", "192.168.0.0 192.168.255.255", "192.167.255.255 192.169.0.0"),
    ("benchmarks", "198.18.0.0 198.19.255.255", "198.17.255.255 198.20.0.0"),
    ("documentation", "198.51.100.0 198.51.100.255", "198.51.99.255 198.51.101.0"),
    ("documentation", "203.0.113.0 203.0.113.255", "203.0.112.255 203.0.114.0"),
    ("multicast, reserved, broadcast", "224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255", "223.255.255.255"),
    ("nobody and loopback", ":: ::1", ""),
    ("IPv4-compatible", "::127.0.0.1 ::8.8.8.8", ""),
    ("IPv4-mapped", "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8", ""),
    ("NAT64", "64:ff9b::7f00:1 64:ff9b:1::1", ""),
    ("discard", "100::1", ""),
    ("Teredo and ORCHID", "2001:: 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::1 2001:200::1"),
    ("documentation", "2001:db8:: 2001:db8:ffff::1", "2001:db7:ffff::1 2001:db9::1"),
    ("6to4", "2002:: 2002:7f00:1::1 2002:ffff::1", "2001:ffff::1 2003::1"),
    ("documentation", "3fff:: 3fff:fff:ffff::1", "3ffe:ffff::1 3fff:1000::1"),
    ("segment routing", "5f00::1", ""),
    ("unique local", "fc00::1 fdff:ffff::1", ""),
    ("link-local and site-local", "fe80::1 febf::1 fec0::1", ""),
    ("multicast", "ff00::1 ff02::1", ""),
];

#[test]
fn no_range_inside_is_asked() {
    for (what, inside, beside) in RANGES {
        for address in inside.split_whitespace() {
            let address = address.parse().unwrap();
            assert!(!may_be_asked(address, Reach::Public), "{what}: {address}");
            assert!(may_be_asked(address, Reach::Private), "{what}: {address}");
        }
        for address in beside.split_whitespace() {
            assert!(may_be_asked(address.parse().unwrap(), Reach::Public), "beside {what}: {address}");
        }
    }
}

#[test]
fn where_clouds_tell_secrets_is_never_asked() {
    for address in ["169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254"] {
        for reach in [Reach::Public, Reach::Private] {
            assert!(!may_be_asked(address.parse().unwrap(), reach), "{address} {reach:?}");
        }
    }
}

/// Why a picture at this address does not come. Where it would have been asked for, the port tells.
async fn sent_to(address: &'static str, own: &str) -> ModelError {
    let provider = Provider::start().await;
    provider.images.always(hostile::at(address));
    remote_painter::painter_of(&provider, own).paint(&painter::spec(Style::Crayon)).await.unwrap_err()
}

#[tokio::test]
async fn addresses_in_disguise_are_not_asked() {
    for address in [
        "https://127.0.0.1:9/a.png",
        "https://2130706433:9/a.png",
        "https://0x7f.1:9/a.png",
        "https://0177.0.0.1:9/a.png",
        "https://127.1:9/a.png",
        "https://[::1]:9/a.png",
        "https://[::ffff:7f00:1]:9/a.png",
        "https://localhost:9/a.png",
        "https://LOCALHOST:9/a.png",
        "https://user:word@192.0.0.8:9/a.png",
        "https://①②⑦.0.0.1:9/a.png",
        "http://1.1.1.1:9/a.png",
        "ftp://1.1.1.1:9/a.png",
        "file:///etc/passwd",
        "gopher://1.1.1.1/",
        "https://",
        "//127.0.0.1/a.png",
    ] {
        let error = sent_to(address, "").await;
        assert!(matches!(error, ModelError::Unusable(_)), "{address}: {error:?}");
    }
}

#[tokio::test]
async fn a_home_may_not_be_sent_to_secrets() {
    for address in ["http://169.254.169.254/latest/meta-data", "http://u:p@127.0.0.1:9/", "file:///etc/passwd"] {
        let error = sent_to(address, "allow_private = true").await;
        assert!(matches!(error, ModelError::Unusable(_)), "{address}: {error:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let provider = Provider::start().await;
    let secret: &'static str = provider.base.clone().leak();
    provider.images.always(hostile::redirecting(secret));
    let painter = remote_painter::painter_of(&provider, "allow_private = true");
    let error = painter.paint(&painter::spec(Style::Crayon)).await.unwrap_err();
    assert!(matches!(error, ModelError::Unusable(_)), "{error:?}");
    assert_eq!(provider.journal.of(Endpoint::File).len(), 1);
    assert_eq!(provider.journal.of(Endpoint::Unknown).len(), 0, "where it led to was asked");
}

#[tokio::test]
async fn a_provider_here_needs_leave_for_addresses() {
    let provider = Provider::start().await;
    let painter = remote_painter::painter_of(&provider, "response_format = 'url'");
    let error = painter.paint(&painter::spec(Style::Crayon)).await.unwrap_err();
    assert!(matches!(error, ModelError::Unusable(_)), "{error:?}");
    assert_eq!(provider.journal.of(Endpoint::File).len(), 0);
}
