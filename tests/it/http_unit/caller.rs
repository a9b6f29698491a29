//! Who is calling, from where, and how often they may.

use std::net::IpAddr;

use ai_tale::accounts::Plans;
use ai_tale::config::Config;
use ai_tale::domain::{PlanLimits, SessionId, Tier, UserId};
use ai_tale::http::call::address;
use ai_tale::http::call::cookies::Cookies;
use ai_tale::http::call::credentials::{Credentials, bearer};
use ai_tale::http::call::cross_site;
use ai_tale::http::edge::request_id;
use ai_tale::http::{AddressLimits, RateLimits};
use warp::http::{HeaderMap, Method};

use super::{config, headers};

fn client(peer: &str, pairs: &[(&str, &str)]) -> String {
    let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
    address::client(peer.parse().unwrap(), &headers(pairs), &trusted).to_string()
}

#[test]
fn only_trusted_proxies_name_the_client() {
    assert_eq!(client("192.0.2.1", &[("x-forwarded-for", "198.51.100.7")]), "192.0.2.1");
    assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, 198.51.100.7")]), "198.51.100.7");
    assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "198.51.100.7, 10.9.9.9")]), "198.51.100.7");
    let lines = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(client("::ffff:10.0.0.1", &lines), "198.51.100.7");
    let forwarded = [("forwarded", r#"for=6.6.6.6, for="[2001:db8::9]:4711";proto=https, for=10.2.2.2"#)];
    assert_eq!(client("fd00::1", &forwarded), "2001:db8::9");
    assert_eq!(client("10.0.0.1", &[("forwarded", "for=198.51.100.7, for=_hidden")]), "10.0.0.1");
    assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "nonsense")]), "10.0.0.1");
}

#[test]
fn smuggling_the_other_header_gains_nothing() {
    let both = [("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(client("10.0.0.1", &both), "10.0.0.1");
    let same = [("forwarded", "for=198.51.100.7"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(client("10.0.0.1", &same), "198.51.100.7");
}

#[test]
fn ipv6_addresses_count_by_their_network() {
    let counted = |text: &str| address::counted(text.parse::<IpAddr>().unwrap()).to_string();
    assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    assert_eq!(counted("::ffff:192.0.2.1"), "192.0.2.1");
    assert_eq!(counted("192.0.2.1"), "192.0.2.1");
}

#[test]
fn cookies_count_on_our_own_page_alone() {
    let check =
        |pairs: &[(&str, &str)]| cross_site::check(&Method::POST, &headers(pairs), "https://tale.example").is_ok();
    assert!(check(&[("sec-fetch-site", "same-origin")]));
    assert!(check(&[("origin", "https://tale.example"), ("host", "10.1.1.1:8080")]));
    assert!(check(&[("origin", "https://tale.example:443"), ("host", "10.1.1.1:8080")]));
    assert!(check(&[("origin", "http://localhost:8080"), ("host", "LOCALHOST:8080")]));
    assert!(!check(&[]));
    assert!(!check(&[("sec-fetch-site", "same-site")]));
    assert!(!check(&[("sec-fetch-site", "none"), ("host", "tale.example")]));
    assert!(!check(&[("origin", "null"), ("host", "tale.example")]));
    assert!(!check(&[("origin", "https://evil.example"), ("host", "tale.example")]));
    assert!(!check(&[("origin", "https://tale.example.evil.example"), ("host", "tale.example")]));
    assert!(cross_site::check(&Method::GET, &HeaderMap::new(), "").is_ok());
    assert!(cross_site::check_stranger(&HeaderMap::new(), "").is_ok());
    assert!(cross_site::check_stranger(&headers(&[("sec-fetch-site", "cross-site")]), "").is_err());
}

#[test]
fn cookies_are_found_among_others() {
    let headers = headers(&[("cookie", "a=1\"; tale_access=x.y.z"), ("cookie", "tale_refresh=; __Host-tale_access=q")]);
    let http = Cookies::of("http://127.0.0.1:8080");
    assert_eq!((http.access(&headers), http.refresh(&headers)), (Some("x.y.z"), None));
    let https = Cookies::of("https://tale.example");
    assert_eq!(https.access(&headers), Some("q"), "a cookie without the prefix may be a neighbour's");
}

#[test]
fn two_authorization_headers_are_refused() {
    let cookies = Cookies::of("");
    let one = headers(&[("authorization", "Bearer a"), ("cookie", "tale_access=b")]);
    assert_eq!(Credentials::of(&one, cookies).unwrap(), Some(Credentials::Bearer("a".to_owned())));
    for second in ["Bearer a", "Bearer b", "Basic Og==", ""] {
        let two = headers(&[("authorization", "Bearer a"), ("authorization", second)]);
        let problem = Credentials::of(&two, cookies).unwrap_err();
        assert_eq!((problem.code.status().as_u16(), problem.code.as_str()), (400, "ambiguous_credentials"), "{second}");
        assert!(bearer(&two).is_err(), "operators' tokens are read by the same rule");
    }
}

#[test]
fn only_a_harmless_request_id_is_kept() {
    let of = |id: &str| request_id::of(&headers(&[("x-request-id", id)]));
    assert_eq!(of("abc_DEF-123"), "abc_DEF-123");
    assert_eq!(of(&"x".repeat(64)).len(), 64);
    for replaced in ["", "a b", "a.b", &"x".repeat(65)] {
        assert_eq!(of(replaced).len(), 36, "{replaced}");
    }
}

const fn guests_per_hour(guests_per_hour: u32) -> AddressLimits {
    AddressLimits { requests_per_minute: 0, guests_per_hour, registrations_per_hour: 0 }
}

fn plans(config: &Config) -> Plans<PlanLimits> {
    Plans::new(config.plans.clone()).unwrap()
}

#[test]
fn a_reader_beyond_their_plan_must_wait() {
    let config = config(&[
        ("AI_TALE__PLANS__GUEST__REQUESTS_PER_MINUTE", "3"),
        ("AI_TALE__PLANS__FREE__REQUESTS_PER_MINUTE", "0"),
    ]);
    let limits = RateLimits::new(&plans(&config), guests_per_hour(0));
    let (busy, other, free) = (UserId::new(), UserId::new(), Tier("free".to_owned()));
    for _ in 0..3 {
        limits.request(&Tier::guest(), busy).unwrap();
    }
    let problem = limits.request(&Tier::guest(), busy).unwrap_err();
    assert_eq!((problem.code.status().as_u16(), problem.code.as_str()), (429, "rate_limited"));
    let header = |name: &str| problem.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    assert_eq!(header("retry-after").unwrap(), "20");
    assert_eq!(header("ratelimit-policy").unwrap(), r#""requests";q=3;w=60"#);
    assert_eq!(header("ratelimit").unwrap(), r#""requests";r=0;t=20"#);
    limits.request(&Tier::guest(), other).unwrap();
    assert!((0..500).all(|_| limits.request(&free, busy).is_ok()), "0 means no limit");
    assert!(limits.request(&Tier("gone".to_owned()), busy).is_err(), "an unknown plan counts as a guest's");
}

#[test]
fn guests_are_counted_by_network() {
    let limits = RateLimits::new(&plans(&config(&[])), guests_per_hour(2));
    let guest = |text: &str| limits.guest(text.parse().unwrap()).is_ok();
    assert!(guest("2001:db8::1") && guest("2001:db8::2") && !guest("2001:db8::3"));
    assert!(guest("2001:db8:0:1::1"));
    assert!(guest("192.0.2.1") && guest("::ffff:192.0.2.1") && !guest("192.0.2.1"));
    let unlimited = RateLimits::new(&plans(&config(&[])), guests_per_hour(0));
    assert!((0..500).all(|_| unlimited.guest("192.0.2.1".parse().unwrap()).is_ok()));
}

#[test]
fn renewals_are_counted_by_session() {
    let limits = RateLimits::new(&plans(&config(&[])), guests_per_hour(0));
    let (busy, other) = (SessionId::new(), SessionId::new());
    assert!((0..300).all(|_| limits.refresh(busy).is_ok()), "a house full of programs shares a session");
    let problem = limits.refresh(busy).unwrap_err();
    let policy = problem.headers.iter().find(|(name, _)| name == "ratelimit-policy").map(|(_, value)| value.clone());
    assert_eq!(
        (problem.code.as_str(), policy.unwrap().to_str().unwrap()),
        ("rate_limited", r#""refreshes";q=300;w=60"#)
    );
    assert!(limits.refresh(other).is_ok());
}
