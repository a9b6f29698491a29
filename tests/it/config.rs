//! The configuration: every key by file and by environment, and errors that name their key.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod documents;
mod former_keys;
mod judged;
mod mail;
mod table;

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use ai_tale::actors::Role;
use ai_tale::actors::run::order::schedule::Policy;
use ai_tale::config::{Config, ConfigError};
use ai_tale::telemetry::LogFormat;
use tempfile::TempDir;

use crate::kit::Process;
use table::{KEYS, KINDS};

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
        error => panic!("names no key: {error}"),
    }
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
fn environment_beats_file_and_file_beats_defaults() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("tale.toml");
    std::fs::write(&path, "[limits]\nqueue = 5\nstories = 6\n").unwrap();
    let variables = vec![(variable("limits.queue"), "7".to_owned()), (variable("limits.window"), String::new())];
    let config = Config::load_with(Some(&path), variables).unwrap();
    assert_eq!([config.limits.queue, config.limits.stories, config.limits.window].map(NonZeroUsize::get), [7, 6, 4]);
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
fn blanks_around_values_are_read_over() {
    let config = by_environment(&[
        ("roles", " gateway , pipeline,"),
        ("http.trusted_proxies", "10.0.0.0/8 ::1"),
        ("pictures.widths", "320"),
        ("limits.queue", " 7 "),
        ("auth.guests", " false"),
    ])
    .unwrap();
    assert_eq!(config.roles, [Role::Gateway, Role::Pipeline]);
    assert_eq!((config.http.trusted_proxies.len(), config.pictures.widths.as_slice()), (2, &[320][..]));
    assert_eq!((config.limits.queue.get(), config.auth.guests), (7, false));
}

#[test]
fn a_listener_may_be_a_name() {
    let config = by_environment(&[("http.listen", "localhost:8081"), ("http.admin_listen", "[::1]:9090")]).unwrap();
    assert_eq!(config.http.listen, "127.0.0.1:8081".parse::<SocketAddr>().unwrap());
    assert_eq!(config.http.admin_listen, "[::1]:9090".parse::<SocketAddr>().unwrap());
}

#[test]
fn errors_are_in_words_of_settings() {
    for (key, value, said) in [
        ("limits.queue", "0", "a whole number from 1"),
        ("limits.connections", "0", "a whole number from 1"),
        ("limits.starts", "many", "a whole number from 1"),
        ("limits.streams_per_user", "-1", "a whole number from 0"),
        ("plans.guest.stories_per_day", "4294967296", "a smaller whole number"),
        ("limits.starts", "4294967296", "a smaller whole number"),
        ("pictures.quality", "high", "a whole number from 0"),
        ("auth.guests", "perhaps", "true or false"),
        ("stream.heartbeat", "10", "a time with its unit, such as \"500ms\""),
        ("http.listen", "8080", "an address such as 127.0.0.1:8080"),
        ("http", "8080", "a section with keys of its own"),
    ] {
        let error = by_environment(&[(key, value)]).unwrap_err().to_string();
        assert!(error.contains(said), "{key}: {error}");
        let types = ["usize", "u32", "u64", "u8", "nonzero", "struct"];
        assert!(types.iter().all(|name| !error.contains(name)), "{key}: {error}");
    }
}

#[test]
fn a_password_stands_in_no_error() {
    for (text, said) in [("password = 123456", "text in quotes"), ("passwort = \"123456\"", "passwort")] {
        let error = by_file(&format!("[analytics.clickhouse]\n{text}\n")).unwrap_err().to_string();
        assert!(error.contains(said) && !error.contains("123456"), "{error}");
    }
    let config = by_environment(&[("analytics.clickhouse.password", "123456")]).unwrap();
    assert!(!shown(&config).contains("123456"));
}

#[test]
fn a_variable_is_read_as_its_keys_type() {
    let config = by_environment(&[("auth.issuer", "2024"), ("auth.audience", "true"), ("data_dir", "1e3")]).unwrap();
    assert_eq!((config.auth.issuer.as_str(), config.auth.audience.as_str()), ("2024", "true"));
    assert_eq!(config.data_dir, Path::new("1e3"));
    let unlisted = [("plans.gold.requests_per_minute", "1"), ("plans.gold.stories_per_day", "2")];
    let config = by_environment(&[&unlisted[..], &[("plans.gold.stories_at_once", "3")]].concat()).unwrap();
    assert_eq!(config.plans["gold"].stories_per_day, 2);
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
        ("stream.heartbeat", "soon"),
        ("stream.heartbeat", "10"),
        ("http.body_timeout", "10 parsecs"),
        ("store.kind", "paper"),
        ("models.builtin.picture", "slow"),
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
        ("pools.illustration.size", "many"),
        ("pools.storage.size", "0"),
        ("pictures.width", "0"),
        ("pictures.width", "5000"),
        ("pictures.height", "5000"),
        ("pictures.widths", "0"),
        ("pictures.widths", "2000"),
        ("pictures.quality", "0"),
        ("pictures.quality", "101"),
        ("auth.access_ttl", "0s"),
        ("auth.refresh_ttl", "0s"),
        ("auth.guests_kept", "29d"),
        ("stream.heartbeat", "0s"),
        ("stream.heartbeat", "999ms"),
        ("stream.signing_window", "0s"),
        ("http.header_timeout", "0s"),
        ("http.body_timeout", "0s"),
        ("http.write_timeout", "0s"),
        ("http.public_url", "tale.example"),
        ("analytics.clickhouse.url", "clickhouse:8123"),
        ("analytics.clickhouse.url", "http://tale:sesame@clickhouse:8123"),
        ("analytics.clickhouse.database", "ai-tale"),
        ("analytics.clickhouse.timeout", "999ms"),
        ("analytics.clickhouse.batch", "1000001"),
        ("analytics.clickhouse.flush", "2h"),
        ("models.retry_floor", "0"),
        ("models.retry_floor", "1001"),
        ("models.breaker.failures_in_a_row", "0"),
        ("models.breaker.failures_percent", "0"),
        ("models.breaker.failures_percent", "101"),
        ("models.breaker.least_calls", "0"),
        ("models.breaker.window", "0s"),
        ("models.breaker.window", "2h"),
        ("models.breaker.first_wait", "0s"),
        ("models.breaker.first_wait", "2m"),
        ("models.breaker.longest_wait", "25h"),
        ("bus.fluvio.endpoint", "nowhere"),
        ("bus.fluvio.topic_prefix", "Tales-"),
        ("bus.fluvio.topic_prefix", "-tales"),
        ("bus.fluvio.topic_prefix", &"t".repeat(48)),
        ("bus.fluvio.partitions", "0"),
        ("bus.fluvio.replication", "0"),
        ("bus.fluvio.retention", "9s"),
        ("bus.fluvio.batch_size", "1"),
        ("bus.fluvio.connect_timeout", "0s"),
        ("bus.fluvio.request_timeout", "0s"),
    ] {
        assert_eq!(named(by_environment(&[(key, value)])), key, "{value}");
    }
    assert_eq!(named(by_file("roles = []")), "roles");
    let untold = by_environment(&[("roles", "gateway,analytics")]).unwrap_err();
    assert!(untold.to_string().contains("gateway needs pipeline"), "{untold}");
    assert_eq!(named(by_file("pictures.widths = []")), "pictures.widths");
    for part in ["tls_domain", "tls_ca", "tls_cert", "tls_key"] {
        let alone = by_environment(&[("bus.kind", "fluvio"), (&format!("bus.fluvio.{part}"), "tales")]);
        assert_eq!(named(alone), "bus.fluvio.tls_domain", "{part}");
    }
}

#[test]
fn a_missing_or_broken_file_is_an_error() {
    let error = Config::load_with(Some(Path::new("nowhere.toml")), Vec::new()).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }) && error.to_string().contains("nowhere.toml"), "{error}");
    let error = by_file("limits = [").unwrap_err();
    assert!(matches!(error, ConfigError::NotToml { .. }) && error.to_string().contains("line 1"), "{error}");
}

#[tokio::test]
async fn a_variable_that_is_no_text_is_named() {
    let folder = TempDir::new().unwrap();
    for (name, code) in [("AI_TALE__AUTH__ISSUER", 2), ("SOMETHING_ELSE", 0)] {
        let mut process = Process::command(folder.path(), &[]);
        process.env(name, OsStr::from_bytes(b"\xff")).stderr(std::process::Stdio::piped());
        let output = process.arg("migrate").output().await.unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.contains("AI_TALE__AUTH__ISSUER")), (Some(code), code == 2), "{error}");
    }
}

#[tokio::test]
async fn wrong_configuration_exits_with_2_naming_the_key() {
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

#[test]
fn a_pool_s_size_may_have_bounds() {
    let size = |text: &str| by_file(&format!("pools.illustration.size = {text}"));
    let bounds = size("{ min = 2, max = 16 }").unwrap().pools.illustration.size.bounds().unwrap();
    assert_eq!((bounds.min, bounds.max), (2, 16));
    assert_eq!(size("8").unwrap().pools.illustration.size.bounds(), None);
    for wrong in ["{ min = 3, max = 2 }", "{ min = 0, max = 2 }", "{ min = 2 }", "{ min = 2, max = 1025 }"] {
        assert_eq!(named(size(wrong)), "pools.illustration.size", "{wrong}");
    }
    assert_eq!(named(size("{ min = 2, max = 4, most = 4 }")), "pools.illustration.size");
}
