//! Members: passwords that are taken and not, how sign-in slows guessing down, and that nobody is locked out for ever.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use ai_tale::accounts::{
    Admission, Argon2Options, Authenticator, Membership, MembershipError, Password, PasswordHasher, SignUp,
    TokenOptions, Tokens, Visitor,
};
use ai_tale::backends::accounts::Accounts;
use ai_tale::backends::accounts::sqlite::SqliteAccounts;
use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::sqlite::Options;
use ai_tale::domain::{Confidential, Device, NodeId, Tier, Timestamp};
use tempfile::TempDir;

use super::{NOW, later, options};

const PASSWORD: &str = "three lanterns under the moss";
const REFRESH_TTL: Duration = Duration::from_hours(24 * 30);

struct House {
    membership: Membership,
    authenticator: Authenticator,
    store: Accounts,
    keys: KeyRing,
    _folder: TempDir,
}

/// As cheap as passwords can be hashed at all: what they cost is not what is tested here.
fn cheap() -> Argon2Options {
    Argon2Options { memory_kib: 8, iterations: 1, parallelism: 1, waiting: 256 }
}

fn house() -> House {
    let (folder, keys) = (TempDir::new().unwrap(), KeyRing::generate(NOW));
    let store = SqliteAccounts::open(folder.path(), Options::default()).unwrap().unsealed_by(&keys);
    let tokens = Tokens::new(&keys, TokenOptions { ..options() });
    let authenticator = Authenticator::new(store.clone(), tokens, REFRESH_TTL, true);
    let membership = membership(&store, &authenticator, &keys, &cheap());
    House { membership, authenticator, store, keys, _folder: folder }
}

fn membership(store: &Accounts, authenticator: &Authenticator, keys: &KeyRing, argon2: &Argon2Options) -> Membership {
    let passwords = PasswordHasher::start(argon2).unwrap();
    Membership::new(store.clone(), authenticator.clone(), passwords, keys, NodeId::new())
}

/// Somebody at an address, on a device that nobody knows.
fn visitor(last: u8) -> Visitor {
    let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, last));
    Visitor { device: Device::default(), address, device_token: None, language: "en".to_owned() }
}

fn form(email: &str, password: &str, name: &str) -> SignUp {
    let (email, display_name) = (Confidential::new(email), Confidential::new(name));
    SignUp { email, password: Password::new(password), display_name }
}

impl House {
    async fn register(&self, email: &str, password: &str) -> Result<Admission, MembershipError> {
        self.membership.register(form(email, password, "Mira"), None, &visitor(1), NOW).await
    }

    async fn sign_in(&self, password: &str, visitor: &Visitor, now: Timestamp) -> Result<Admission, MembershipError> {
        let email = Confidential::new("MIRA@example.org");
        self.membership.sign_in(&email, Password::new(password), visitor, now).await
    }

    async fn wait_of(&self, visitor: &Visitor, now: Timestamp) -> Duration {
        match self.sign_in("not the password", visitor, now).await {
            Err(MembershipError::TriedTooOften(wait)) => wait,
            Err(MembershipError::WrongCredentials) => Duration::ZERO,
            other => panic!("{other:?}"),
        }
    }
}

/// The fields that an error names, with their codes.
fn named(error: MembershipError) -> Vec<(String, &'static str)> {
    let MembershipError::Invalid(errors) = error else { panic!("{error:?}") };
    errors.into_iter().map(|error| (error.field, error.code.as_str())).collect()
}

#[tokio::test]
async fn passwords_that_nobody_guesses_are_taken() {
    let house = house();
    let spaces_and_more = [
        "a  b\tc\u{1f98a} rainy gecko",
        "\u{30d1}\u{30b9}\u{30ef}\u{30fc}\u{30c9}\u{306f}\u{79d8}\u{5bc6}\u{3067}\u{3059}",
    ];
    let long = "every evening the old lighthouse counts seven ships, and each of them carries home a lantern, two oranges, and one snail at sea";
    for (index, password) in [PASSWORD, "kT9#wq2m!xZ", long].into_iter().chain(spaces_and_more).enumerate() {
        let email = format!("reader{index}@example.org");
        let admission = house.register(&email, password).await;
        assert!(admission.is_ok(), "{password}: {admission:?}");
        let email = Confidential::new(email);
        house.membership.sign_in(&email, Password::new(password), &visitor(2), NOW).await.unwrap();
    }
}

#[tokio::test]
async fn weak_passwords_are_refused_with_the_reason() {
    let house = house();
    let long = "x".repeat(129);
    let refused = [
        ("kT9#wq2", "too_short"),
        (&long, "too_long"),
        ("password", "too_easy"),
        ("Passw0rd!", "too_easy"),
        ("12345678", "too_easy"),
        ("qwertyuiop", "too_easy"),
        ("aaaaaaaaaaaaaaaa", "too_easy"),
        ("iloveyou1", "too_easy"),
        ("mira.fox@example.org", "too_personal"),
        ("mira.fox1", "too_personal"),
        ("Mira Fox 99", "too_personal"),
    ];
    for (password, code) in refused {
        let form = form("mira.fox@example.org", password, "Mira Fox");
        let refused = house.membership.register(form, None, &visitor(1), NOW).await.unwrap_err();
        assert_eq!(named(refused), [("password".to_owned(), code)], "{password}");
    }
    let all = house.membership.register(form("mira", "short", " \u{200b}"), None, &visitor(1), NOW).await.unwrap_err();
    let expected = [("email", "invalid_email"), ("password", "too_short"), ("display_name", "empty")];
    assert_eq!(named(all), expected.map(|(field, code)| (field.to_owned(), code)));
}

#[tokio::test]
async fn one_password_is_typed_in_many_ways() {
    let house = house();
    house.register("mira@example.org", "cafe\u{301} au lait \u{ff13} moss").await.unwrap();
    house.sign_in("caf\u{e9} au lait 3 moss", &visitor(2), NOW).await.unwrap();
    assert!(matches!(
        house.sign_in("Caf\u{e9} au lait 3 moss", &visitor(2), NOW).await,
        Err(MembershipError::WrongCredentials)
    ));
}

#[tokio::test]
async fn guesses_wait_longer_and_never_for_ever() {
    let house = house();
    house.register("mira@example.org", PASSWORD).await.unwrap();
    let mut now = NOW;
    let mut waits = Vec::new();
    for round in 0..20_u8 {
        // from another place each time: the account itself is what counts
        let wait = house.wait_of(&visitor(round), now).await;
        waits.push(wait.as_secs());
        now = now.plus(wait);
        if !wait.is_zero() {
            assert!(house.wait_of(&visitor(round), now).await.is_zero(), "the wait is over");
        }
    }
    assert_eq!(waits[..5], [0; 5]);
    assert_eq!(waits[5..9], [1, 2, 4, 8]);
    assert_eq!(*waits.last().unwrap(), 900, "a quarter of an hour at most");
    let owner = house.sign_in(PASSWORD, &visitor(77), now.plus(Duration::from_mins(15))).await;
    assert!(owner.is_ok(), "time passes, and the owner comes in");
    assert!(house.wait_of(&visitor(78), now.plus(Duration::from_mins(15))).await.is_zero(), "and all is forgiven");
}

#[tokio::test]
async fn a_known_device_waits_for_nobody_s_guesses() {
    let house = house();
    let admission = house.register("mira@example.org", PASSWORD).await.unwrap();
    for round in 0..6 {
        house.wait_of(&visitor(round), NOW).await;
    }
    assert!(!house.wait_of(&visitor(9), NOW).await.is_zero());
    let known = Visitor { device_token: admission.device_token, ..visitor(9) };
    assert!(house.sign_in(PASSWORD, &known, NOW).await.is_ok());
    let noa = house.register("noa@example.org", PASSWORD).await.unwrap();
    for _ in 0..6 {
        house.wait_of(&visitor(1), NOW).await;
    }
    let another_s = Visitor { device_token: noa.device_token, ..visitor(9) };
    assert!(!house.wait_of(&another_s, NOW).await.is_zero(), "another's device is none of the account's");
    let forged = Visitor { device_token: Some("AAAA".to_owned()), ..visitor(9) };
    assert!(!house.wait_of(&forged, NOW).await.is_zero());
    for _ in 0..10 {
        house.wait_of(&known, NOW).await;
    }
    assert!(!house.wait_of(&known, NOW).await.is_zero(), "it has a pace of its own");
}

#[tokio::test]
async fn a_place_waits_that_tries_many_accounts() {
    let house = house();
    let try_one = async |number: u32, from: u8| {
        let email = Confidential::new(format!("reader{number}@example.org"));
        house.membership.sign_in(&email, Password::new("a guess"), &visitor(from), NOW).await.unwrap_err()
    };
    for number in 0..30 {
        assert!(matches!(try_one(number, 1).await, MembershipError::WrongCredentials));
    }
    assert!(matches!(try_one(30, 1).await, MembershipError::TriedTooOften(_)));
    assert!(matches!(try_one(31, 2).await, MembershipError::WrongCredentials), "another place does not wait");
}

#[tokio::test]
async fn a_hash_of_other_rules_is_made_anew() {
    let house = house();
    let id = house.register("mira@example.org", PASSWORD).await.unwrap().grant.user.id;
    let kept = async || house.store.members.find(id).await.unwrap().unwrap().password;
    let before = kept().await;
    assert!(before.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{before}");
    house.sign_in(PASSWORD, &visitor(1), NOW).await.unwrap();
    assert_eq!(kept().await, before, "the same rules make no new hash");
    let dearer = Argon2Options { memory_kib: 64, iterations: 2, ..cheap() };
    let moved = membership(&house.store, &house.authenticator, &house.keys, &dearer);
    let email = Confidential::new("mira@example.org");
    let wrong = moved.sign_in(&email, Password::new("not the password"), &visitor(1), NOW).await;
    assert!(matches!(wrong, Err(MembershipError::WrongCredentials)));
    assert_eq!(kept().await, before, "who does not know it changes nothing");
    moved.sign_in(&email, Password::new(PASSWORD), &visitor(1), NOW).await.unwrap();
    assert!(kept().await.starts_with("$argon2id$v=19$m=64,t=2,p=1$"));
    moved.sign_in(&email, Password::new(PASSWORD), &visitor(1), NOW).await.unwrap();
}

#[tokio::test]
async fn a_crowd_beyond_the_queue_is_refused() {
    let house = house();
    let few = Argon2Options { memory_kib: 65_536, iterations: 2, waiting: 0, ..cheap() };
    let small = membership(&house.store, &house.authenticator, &house.keys, &few);
    let email = Confidential::new("mira@example.org");
    let crowd =
        (0..40).map(|_| async { small.sign_in(&email, Password::new("a guess"), &visitor(1), NOW).await.unwrap_err() });
    let answers = futures_util::future::join_all(crowd).await;
    let busy = answers.iter().filter(|error| matches!(error, MembershipError::Busy)).count();
    assert!(busy >= 20, "{busy} of 40");
    assert!(answers.iter().any(|error| matches!(error, MembershipError::WrongCredentials)));
}

#[tokio::test]
async fn a_member_renews_and_leaves_as_guests_do() {
    let house = house();
    let grant = house.register("mira@example.org", PASSWORD).await.unwrap().grant;
    assert_eq!(grant.user.tier, Tier::free());
    let renewed = house.authenticator.refresh(&grant.refresh_token, later(60)).await.unwrap();
    assert_eq!((renewed.session, renewed.user.id), (grant.session, grant.user.id));
    house.authenticator.logout(grant.session, later(61)).await.unwrap();
    assert!(house.authenticator.authenticate(&renewed.access_token, later(61)).await.is_err());
}

#[test]
fn a_password_shows_itself_to_nobody() {
    let password = format!("{:?}", form("mira@example.org", PASSWORD, "Mira"));
    assert!(!password.contains("lanterns") && !password.contains("mira") && !password.contains("Mira"), "{password}");
}
