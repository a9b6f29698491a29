//! The configuration: every key by file and by environment, and errors that name their key.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use ai_tale::config::{Config, ConfigError, DEFAULT, LogFormat, Policy, Role};
use tempfile::TempDir;

use crate::support::Process;

/// Each key of `config.toml`, a value other than its default as TOML writes it, and how the value then reads.
const KEYS: [(&str, &str, &str); 53] = [
    ("data_dir", "\"elsewhere\"", "data_dir: \"elsewhere\""),
    ("roles", "[\"gateway\"]", "roles: [Gateway]"),
    ("http.listen", "\"127.0.0.1:1\"", "listen: 127.0.0.1:1"),
    ("http.admin_listen", "\"127.0.0.1:2\"", "admin_listen: 127.0.0.1:2"),
    ("http.public_url", "\"https://tale.example\"", "public_url: \"https://tale.example\""),
    ("http.trusted_proxies", "[\"10.0.0.0/8\"]", "trusted_proxies: [10.0.0.0/8]"),
    ("http.header_timeout_ms", "11", "header_timeout: 11ms"),
    ("http.body_timeout_ms", "12", "body_timeout: 12ms"),
    ("http.write_timeout_ms", "13", "write_timeout: 13ms"),
    ("http.shutdown_grace_ms", "14", "shutdown_grace: 14ms"),
    ("auth.guests", "false", "guests: false"),
    ("auth.issuer", "\"other\"", "issuer: \"other\""),
    ("auth.audience", "\"others\"", "audience: \"others\""),
    ("auth.access_ttl_s", "15", "access_ttl: 15s"),
    ("auth.refresh_ttl_days", "16", "refresh_ttl_days: 16"),
    ("limits.queue", "17", "queue: 17"),
    ("limits.stories", "18", "stories: 18"),
    ("limits.window", "19", "window: 19"),
    ("limits.starts", "20", "starts: 20"),
    ("limits.guests_per_address_per_hour", "21", "guests_per_address_per_hour: 21"),
    ("limits.connections_per_address", "22", "connections_per_address: 22"),
    ("limits.connections", "23", "connections: 23"),
    ("limits.streams_per_user", "24", "streams_per_user: 24"),
    ("pools.scene.size", "25", "size: 25"),
    ("pools.scene.max_wait_ms", "26", "max_wait: 26ms"),
    ("pools.illustration.size", "27", "size: 27"),
    ("pools.illustration.max_wait_ms", "28", "max_wait: 28ms"),
    ("pools.illustration.policy", "\"fifo\"", "policy: Fifo"),
    ("pools.illustration.unread_after_s", "29", "unread_after: 29s"),
    ("pools.illustration.unread_delay_s", "31", "unread_delay: 31s"),
    ("pools.storage.size", "32", "size: 32"),
    ("pools.storage.max_wait_ms", "33", "max_wait: 33ms"),
    ("plans.guest.requests_per_minute", "34", "requests_per_minute: 34"),
    ("plans.guest.stories_per_day", "35", "stories_per_day: 35"),
    ("plans.guest.stories_at_once", "36", "stories_at_once: 36"),
    ("plans.free.requests_per_minute", "37", "requests_per_minute: 37"),
    ("plans.free.stories_per_day", "38", "stories_per_day: 38"),
    ("plans.free.stories_at_once", "39", "stories_at_once: 39"),
    ("pictures.width", "2000", "width: 2000"),
    ("pictures.height", "2001", "height: 2001"),
    ("pictures.widths", "[41, 42]", "widths: [41, 42]"),
    ("pictures.quality", "43", "quality: 43"),
    ("stream.signing_window_s", "44", "signing_window: 44s"),
    ("stream.heartbeat_s", "45", "heartbeat: 45s"),
    ("objects.grace_s", "46", "grace: 46s"),
    ("models.silence_s", "50", "silence: 50s"),
    ("models.picture_s", "51", "picture: 51s"),
    ("models.judgement_s", "52", "judgement: 52s"),
    ("models.builtin.first_token_ms", "47", "first_token_ms: 47"),
    ("models.builtin.tokens_per_second", "48", "tokens_per_second: 48"),
    ("models.builtin.picture_ms", "49", "picture_ms: 49"),
    ("telemetry.format", "\"json\"", "format: Json"),
    ("telemetry.filter", "\"warn\"", "filter: \"warn\""),
];

/// Keys that know one value only.
const KINDS: [(&str, &str); 5] = [
    ("store.kind", "sqlite"),
    ("objects.kind", "files"),
    ("bus.kind", "local"),
    ("mail.kind", "outbox"),
    ("payments.kind", "offline"),
];

fn variable(key: &str) -> String {
    format!("AI_TALE__{}", key.to_uppercase().replace('.', "__"))
}

fn by_environment(settings: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables = settings.iter().map(|(key, value)| (variable(key), (*value).to_owned())).collect();
    Config::load_with(None, variables)
}

fn by_file(text: &str) -> Result<Config, ConfigError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("tale.toml");
    std::fs::write(&path, text).unwrap();
    Config::load_with(Some(&path), Vec::new())
}

fn shown(config: &Config) -> String {
    format!("{config:?}")
}

/// The key that an error names.
fn named(result: Result<Config, ConfigError>) -> String {
    match result.unwrap_err() {
        ConfigError::Invalid { key, .. } => key,
        ConfigError::Unreadable(error) => panic!("names no key: {error}"),
    }
}

/// Every key of a TOML text, dotted.
fn keys(text: &str) -> Vec<String> {
    let mut section = String::new();
    let mut keys = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((key, _)) = line.split_once(" = ") {
            keys.push(format!("{section}{key}"));
        }
    }
    keys
}

#[test]
fn the_tables_of_these_tests_hold_every_key() {
    let mut known: Vec<&str> = KEYS.iter().map(|(key, ..)| *key).chain(KINDS.map(|(key, _)| key)).collect();
    let mut documented = keys(DEFAULT);
    known.sort_unstable();
    documented.sort_unstable();
    assert_eq!(known, documented);
}

#[test]
fn every_key_is_set_by_a_file() {
    let default = shown(&Config::load_with(None, Vec::new()).unwrap());
    for (key, value, reads) in KEYS {
        let config = by_file(&format!("{key} = {value}\n")).unwrap_or_else(|error| panic!("{key}: {error}"));
        assert!(shown(&config).contains(reads) && !default.contains(reads), "{key}: {config:?}");
    }
    for (key, value) in KINDS {
        assert_eq!(shown(&by_file(&format!("{key} = \"{value}\"")).unwrap()), default);
    }
}

#[test]
fn every_key_is_set_by_the_environment() {
    for (key, value, reads) in KEYS {
        let plain: String = value.chars().filter(|sign| !"[]\" ".contains(*sign)).collect();
        let config = by_environment(&[(key, &plain)]).unwrap_or_else(|error| panic!("{key}: {error}"));
        assert!(shown(&config).contains(reads), "{key}: {config:?}");
    }
    for (key, value) in KINDS {
        assert!(by_environment(&[(key, value)]).is_ok(), "{key}");
    }
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("tale.toml");
    std::fs::write(&path, "[limits]\nqueue = 5\nstories = 6\n").unwrap();
    let variables = vec![(variable("limits.queue"), "7".to_owned()), (variable("limits.window"), String::new())];
    let config = Config::load_with(Some(&path), variables).unwrap();
    assert_eq!((config.limits.queue, config.limits.stories, config.limits.window), (7, 6, 4));
}

#[test]
fn lists_come_from_the_environment_with_commas() {
    let config = by_environment(&[
        ("roles", "gateway,pipeline"),
        ("http.trusted_proxies", "10.0.0.0/8,192.168.1.7,::1"),
        ("pictures.widths", "80, 160"),
    ])
    .unwrap();
    assert_eq!(config.roles, [Role::Gateway, Role::Pipeline]);
    let proxies: Vec<String> = config.http.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["10.0.0.0/8", "192.168.1.7/32", "::1/128"]);
    assert_eq!(config.pictures.widths, [80, 160]);
    assert_eq!(by_environment(&[("roles", "analytics")]).unwrap().roles, [Role::Analytics]);
}

#[test]
fn the_defaults_are_those_that_the_file_documents() {
    let config = Config::load_with(None, Vec::new()).unwrap();
    assert_eq!(config.data_dir, Path::new("data"));
    assert_eq!(config.http.listen, "127.0.0.1:8080".parse::<SocketAddr>().unwrap());
    assert_eq!(config.http.write_timeout, Duration::from_mins(1));
    assert_eq!(config.pools.illustration.policy, Policy::Deadline);
    assert_eq!(config.telemetry.format, LogFormat::Pretty);
    assert!([Role::Gateway, Role::Pipeline, Role::Analytics, Role::Maintenance].iter().all(|role| config.has(*role)));
}

#[test]
fn an_unknown_key_is_named() {
    for key in [
        "colour",
        "http.lisen",
        "limits.que",
        "pools.scene.sise",
        "pools.painting",
        "plans.guest.stories",
        "store.synchronous",
        "bus.foo",
        "mail.foo",
        "payments.foo",
    ] {
        let expected = |named: String| assert!(key.starts_with(&named) && !named.is_empty(), "{key}: {named}");
        expected(named(by_environment(&[(key, "1")])));
        expected(named(by_file(&format!("{key} = 1"))));
    }
    let error = by_file("http.lisen = 1").unwrap_err().to_string();
    assert!(error.contains("http.lisen") || error.contains("`lisen`"), "{error}");
}

#[test]
fn a_value_of_the_wrong_type_is_named() {
    for (key, value) in [
        ("limits.queue", "many"),
        ("limits.queue", "-1"),
        ("limits.window", "1.5"),
        ("http.listen", "nowhere"),
        ("http.trusted_proxies", "10.0.0.0/99"),
        ("auth.guests", "perhaps"),
        ("roles", "gateway,king"),
        ("pictures.widths", "80,wide"),
        ("pools.illustration.policy", "random"),
        ("telemetry.format", "xml"),
        ("stream.heartbeat_s", "soon"),
        ("store.kind", "paper"),
        ("models.builtin.picture_ms", "slow"),
        ("plans.guest.stories_per_day", "some"),
    ] {
        let named = named(by_environment(&[(key, value)]));
        let is_inside = named.starts_with(key) || key.strip_suffix(".kind") == Some(&named);
        assert!(is_inside, "{key}: {named}");
    }
}

#[test]
fn an_impossible_value_is_named() {
    for (key, value) in [
        ("limits.queue", "0"),
        ("limits.stories", "0"),
        ("limits.window", "0"),
        ("limits.window", "1000001"),
        ("limits.queue", "9223372036854775807"),
        ("telemetry.filter", "x=y=z"),
        ("http.admin_listen", "127.0.0.1:8080"),
        ("limits.starts", "0"),
        ("limits.connections", "0"),
        ("pools.scene.size", "0"),
        ("pools.illustration.size", "1025"),
        ("pools.storage.size", "0"),
        ("pictures.width", "0"),
        ("pictures.width", "5000"),
        ("pictures.height", "5000"),
        ("pictures.widths", "0"),
        ("pictures.widths", "2000"),
        ("pictures.quality", "0"),
        ("pictures.quality", "101"),
        ("auth.access_ttl_s", "0"),
        ("auth.refresh_ttl_days", "0"),
        ("stream.heartbeat_s", "0"),
        ("stream.signing_window_s", "0"),
        ("http.header_timeout_ms", "0"),
        ("http.body_timeout_ms", "0"),
        ("http.write_timeout_ms", "0"),
        ("http.public_url", "tale.example"),
    ] {
        assert_eq!(named(by_environment(&[(key, value)])), key, "{value}");
    }
    assert_eq!(named(by_file("roles = []")), "roles");
    assert_eq!(named(by_file("pictures.widths = []")), "pictures.widths");
}

#[test]
fn a_file_that_is_missing_or_no_toml_is_an_error() {
    assert!(matches!(Config::load_with(Some(Path::new("nowhere.toml")), Vec::new()), Err(ConfigError::Unreadable(_))));
    assert!(matches!(by_file("limits = ["), Err(ConfigError::Unreadable(_))));
}

#[tokio::test]
async fn a_wrong_configuration_ends_every_command_with_2_and_names_the_key() {
    let folder = TempDir::new().unwrap();
    for command in [&["serve"][..], &["check"], &["migrate"], &["tell", "a fox"]] {
        let settings = [("LIMITS__QUEUE", "0")];
        let mut process = Process::command(folder.path(), &settings);
        let output = process.args(command).stderr(std::process::Stdio::piped()).output().await.unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.contains("`limits.queue`")), (Some(2), true), "{command:?}: {error}");
        assert!(output.stdout.is_empty());
    }
}
