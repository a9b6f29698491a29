//! The envelope of everything sealed.

use ai_tale::backends::keys::{OpenError, SecretKey, VERSION, open, seal};
use proptest::prelude::*;

const PLACE: [&[u8]; 2] = [b"story_events", b"7"];

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn sealing_shows_nothing_and_never_repeats_itself() {
    let key = SecretKey::random();
    let (one, other) = (seal(&key, &PLACE, b"a kind fox"), seal(&key, &PLACE, b"a kind fox"));
    assert_ne!(one, other);
    assert!(!holds(&one, b"fox") && !holds(&one, key.bytes()));
}

#[test]
fn no_two_places_are_the_same() {
    let key = SecretKey::random();
    let sealed = seal(&key, &[b"ab", b"c"], b"a kind fox");
    for place in [&[b"a" as &[u8], b"bc"] as &[&[u8]], &[b"abc"], &[b"c", b"ab"], &[b"ab", b"c", b""], &[]] {
        assert_eq!(open(&key, place, &sealed), Err(OpenError::Refused), "{place:?}");
    }
}

#[test]
fn newer_envelopes_are_left_to_newer_programs() {
    let key = SecretKey::random();
    let mut sealed = seal(&key, &PLACE, b"a kind fox");
    sealed[0] = VERSION + 1;
    assert_eq!(open(&key, &PLACE, &sealed), Err(OpenError::Newer(VERSION + 1)));
    assert_eq!(open(&key, &PLACE, &[VERSION + 1]), Err(OpenError::Newer(VERSION + 1)), "whatever its shape");
}

#[test]
fn a_key_prints_nothing() {
    assert_eq!(format!("{:?}", SecretKey::random()), "SecretKey");
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn what_is_sealed_opens_whole(text in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let key = SecretKey::random();
        prop_assert_eq!(open(&key, &PLACE, &seal(&key, &PLACE, &text)), Ok(text));
    }

    #[test]
    fn another_key_opens_nothing(text in prop::collection::vec(any::<u8>(), 0..100)) {
        let sealed = seal(&SecretKey::random(), &PLACE, &text);
        prop_assert_eq!(open(&SecretKey::random(), &PLACE, &sealed), Err(OpenError::Refused));
    }

    #[test]
    fn a_changed_byte_opens_nothing(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let key = SecretKey::random();
        let mut sealed = seal(&key, &PLACE, b"a kind fox");
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open(&key, &PLACE, &sealed).is_err());
    }

    #[test]
    fn a_part_opens_nothing(length in 0..38_usize) {
        let key = SecretKey::random();
        let sealed = seal(&key, &PLACE, b"a kind fox");
        prop_assert_eq!(open(&key, &PLACE, &sealed[..length]), Err(OpenError::Refused));
    }
}
