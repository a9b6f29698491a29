//! Names that keys had one release ago.

use std::time::Duration;

use ai_tale::config::{Config, ConfigError};
use tempfile::TempDir;

use super::{by_environment, by_file, named, shown};
use crate::kit::Process;

/// Each former name with a number, and how it is written today.
const FORMER: [(&str, &str, &str); 19] = [
    ("http.header_timeout_ms = 11_000", "http.header_timeout", "11s"),
    ("http.body_timeout_ms = 12_000", "http.body_timeout", "12s"),
    ("http.write_timeout_ms = 13_000", "http.write_timeout", "13s"),
    ("http.shutdown_grace_ms = 14_000", "http.shutdown_grace", "14s"),
    ("auth.access_ttl_s = 60", "auth.access_ttl", "1m"),
    ("auth.refresh_ttl_days = 16", "auth.refresh_ttl", "16d"),
    ("pools.scene.max_wait_ms = 26", "pools.scene.max_wait", "26ms"),
    ("pools.illustration.max_wait_ms = 28", "pools.illustration.max_wait", "28ms"),
    ("pools.storage.max_wait_ms = 33", "pools.storage.max_wait", "33ms"),
    ("pools.illustration.unread_after_s = 29", "pools.illustration.unread_after", "29s"),
    ("pools.illustration.unread_delay_s = 31", "pools.illustration.unread_delay", "31s"),
    ("stream.signing_window_s = 44", "stream.signing_window", "44s"),
    ("stream.heartbeat_s = 45", "stream.heartbeat", "45s"),
    ("objects.grace_s = 0", "objects.grace", "0s"),
    ("models.silence_s = 50", "models.silence", "50s"),
    ("models.picture_s = 51", "models.picture", "51s"),
    ("models.judgement_s = 52", "models.judgement", "52s"),
    ("models.builtin.first_token_ms = 53", "models.builtin.first_token", "53ms"),
    ("models.builtin.picture_ms = 54", "models.builtin.picture", "54ms"),
];

fn former_key(setting: &str) -> &str {
    setting.split(' ').next().unwrap()
}

#[test]
fn a_former_name_means_what_it_meant() {
    for (former, today, value) in FORMER {
        let [former, today] =
            [former.to_owned(), format!("{today} = {value:?}")].map(|text| shown(&by_file(&text).unwrap()));
        assert_eq!(former, today);
    }
}

#[test]
fn a_former_name_is_read_from_the_environment() {
    let config = by_environment(&[("http.shutdown_grace_ms", "250")]).unwrap();
    assert_eq!(config.http.shutdown_grace, Duration::from_millis(250));
}

#[test]
fn an_old_file_bears_a_variable_of_today() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("old.toml");
    for (in_file, in_environment) in
        [("shutdown_grace_ms = 1", "SHUTDOWN_GRACE"), ("shutdown_grace = \"1ms\"", "SHUTDOWN_GRACE_MS")]
    {
        std::fs::write(&path, format!("[http]\n{in_file}\n")).unwrap();
        let value = if in_environment.ends_with("_MS") { "7000" } else { "7s" };
        let variables = vec![(format!("AI_TALE__HTTP__{in_environment}"), value.to_owned())];
        let config = Config::load_with(Some(&path), variables).unwrap();
        assert_eq!(config.http.shutdown_grace, Duration::from_secs(7), "{in_environment}");
    }
}

#[tokio::test]
async fn a_former_name_is_told_once() {
    let folder = TempDir::new().unwrap();
    let mut process = Process::command(folder.path(), &[("STREAM__HEARTBEAT_S", "9")]);
    let output = process.arg("migrate").stderr(std::process::Stdio::piped()).output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let told: Vec<&str> = said.lines().filter(|line| line.contains("`stream.heartbeat_s`")).collect();
    assert_eq!((output.status.code(), told.len()), (Some(0), 1), "{said}");
    assert!(told[0].contains("`stream.heartbeat`"), "{said}");
}

#[test]
fn both_names_at_once_are_an_error() {
    for (former, today, value) in FORMER {
        let error = by_file(&format!("{former}\n{today} = {value:?}")).unwrap_err();
        let ConfigError::Invalid { key, detail } = &error else { panic!("names no key: {error}") };
        assert_eq!(key, today);
        assert!(detail.contains(&format!("`{}`", former_key(former))), "{error}");
    }
}

#[test]
fn a_former_name_takes_numbers_alone() {
    assert_eq!(named(by_file("http.shutdown_grace_ms = \"30s\"")), "http.shutdown_grace_ms");
    assert_eq!(named(by_file("auth.refresh_ttl_days = -1")), "auth.refresh_ttl_days");
    assert_eq!(named(by_environment(&[("stream.heartbeat_s", "soon")])), "stream.heartbeat_s");
}
