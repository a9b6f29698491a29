//! Signed addresses: the same for everyone within a window, good for at least one, and nobody else can make one.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::time::Duration;

use ai_tale::domain::Timestamp;
use ai_tale::stream::{SignatureError, Signer};
use proptest::prelude::*;

const KEY: &str = "illustrations/0190/3/0123456789abcdef-800.webp";
const HOUR: i64 = 3600;

fn signer() -> Signer {
    Signer::new([7; 32], Duration::from_hours(1))
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

/// The parts of an address: key, expiry, signature.
fn parts(url: &str) -> (String, String, String) {
    let (key, query) = url.strip_prefix("/pictures/").unwrap().split_once("?expires=").unwrap();
    let (expires, signature) = query.split_once("&signature=").unwrap();
    (key.to_owned(), expires.to_owned(), signature.to_owned())
}

#[test]
fn an_address_changes_with_its_window() {
    let signer = signer();
    let url = |seconds| signer.url(KEY, signer.window(at(seconds)));
    assert_eq!(url(500 * HOUR), url(501 * HOUR - 1));
    assert_ne!(url(500 * HOUR), url(501 * HOUR));
    assert_eq!(url(500 * HOUR), Signer::new([7; 32], Duration::from_hours(1)).url(KEY, 500));
}

#[test]
fn every_key_of_the_cluster_serves_addresses() {
    let (key, expires, signature) = parts(&signer().url(KEY, 500));
    let rotated = Signer::new([8; 32], Duration::from_hours(1));
    let verify = |signer: &Signer| signer.verify(&key, &expires, &signature, at(500 * HOUR));
    assert_eq!(verify(&rotated), Err(SignatureError::Bad));
    let rotated = rotated.also_accepting([&[9; 32], &[7; 32]]);
    assert_eq!(verify(&rotated), Ok(Duration::from_hours(2)));
    assert_ne!(rotated.url(KEY, 500), signer().url(KEY, 500), "the current key signs");
}

#[test]
fn an_address_lasts_one_to_two_windows() {
    let signer = signer();
    let (key, expires, signature) = parts(&signer.url(KEY, 500));
    assert_eq!(expires, (502 * HOUR).to_string());
    let last = Timestamp::from_millis(502 * HOUR * 1000 - 1);
    for (now, left) in [(at(500 * HOUR), 7_200), (at(501 * HOUR), 3_600), (last, 1)] {
        assert_eq!(signer.verify(&key, &expires, &signature, now), Ok(Duration::from_secs(left)));
    }
    for now in [at(502 * HOUR), at(900 * HOUR)] {
        assert_eq!(signer.verify(&key, &expires, &signature, now), Err(SignatureError::Expired));
    }
}

#[test]
fn an_address_needs_no_escaping() {
    let (key, expires, signature) = parts(&signer().url(KEY, 500));
    assert_eq!(key, KEY);
    assert!(expires.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(signature.len(), 43);
    assert!(signature.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
}

#[test]
fn numbers_spelt_otherwise_and_overlong_parts_are_bad() {
    let signer = signer();
    let (key, expires, signature) = parts(&signer.url(KEY, 500));
    let huge = "9".repeat(100_000);
    let spellings = [
        "",
        " ",
        "-1",
        "0x1",
        "1e9",
        "∞",
        "18446744073709551616",
        &huge,
        &format!("+{expires}"),
        &format!("0{expires}"),
    ];
    for spelt in spellings {
        assert_eq!(signer.verify(&key, spelt, &signature, at(0)), Err(SignatureError::Bad));
    }
    for forged in ["", "=", &signature[..42], &format!("{signature}="), &format!("{signature}A"), &huge] {
        assert_eq!(signer.verify(&key, &expires, forged, at(0)), Err(SignatureError::Bad));
    }
}

#[test]
fn a_tampered_address_is_never_just_expired() {
    let signer = signer();
    let (_, expires, signature) = parts(&signer.url(KEY, 500));
    assert_eq!(signer.verify("another", &expires, &signature, at(900 * HOUR)), Err(SignatureError::Bad));
}

#[test]
fn the_secret_shows_in_no_debug_text() {
    assert_eq!(format!("{:?}", signer()), "Signer { window: 3600, .. }");
}

proptest! {
    #[test]
    fn whatever_is_signed_verifies(secret: [u8; 32], window in 1_u64..100_000, now in 0_i64..10_000_000_000, key in "[a-z0-9/_.-]{1,80}") {
        let signer = Signer::new(secret, Duration::from_secs(window));
        let (key, expires, signature) = parts(&signer.url(&key, signer.window(at(now))));
        let left = signer.verify(&key, &expires, &signature, at(now)).map(|left| left.as_secs());
        prop_assert!(left.is_ok_and(|left| (window + 1..=2 * window).contains(&left)), "{left:?}");
    }

    #[test]
    fn another_key_time_or_signature_is_bad(
        key in "[a-z0-9/_.-]{1,80}", expires in 0_u64..10_000_000_000, place in 0_usize..43, letter in "[A-Za-z0-9_-]", secret: [u8; 32],
    ) {
        let signer = signer();
        let (good_key, good_expires, good_signature) = parts(&signer.url(KEY, 500));
        let bad = Err(SignatureError::Bad);
        prop_assert_eq!(signer.verify(&key, &good_expires, &good_signature, at(0)), bad);
        if expires.to_string() != good_expires {
            prop_assert_eq!(signer.verify(&good_key, &expires.to_string(), &good_signature, at(0)), bad);
        }
        let mut forged = good_signature.clone();
        forged.replace_range(place..=place, &letter);
        if forged != good_signature {
            prop_assert_eq!(signer.verify(&good_key, &good_expires, &forged, at(0)), bad);
        }
        if secret != [7; 32] {
            let other = Signer::new(secret, Duration::from_hours(1));
            prop_assert_eq!(other.verify(&good_key, &good_expires, &good_signature, at(0)), bad);
        }
    }
}
