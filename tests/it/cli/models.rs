//! `ai-tale check` and `ai-tale tell` with models elsewhere: what is free is asked, what costs is bought when somebody
//! says so, and no key is ever printed.

use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use super::text;
use crate::kit::Process;
use crate::kit::provider::{Endpoint, KEY, Provider, faults};

/// A configuration of a writer and a judge there.
fn configured(folder: &Path, provider: &Provider) -> PathBuf {
    let path = folder.join("models.toml");
    let model = |list: &str, name: &str, model: &str, more: &str| {
        let base = &provider.base;
        format!(
            "[[models.{list}]]\nname = \"{name}\"\nkind = \"openai\"\nbase_url = \"{base}\"\nmodel = \"{model}\"\n\
             api_key_env = \"MODELS_KEY\"\n{more}\n"
        )
    };
    let price = "price = { currency = \"usd\", per_million_input = 1.0, per_million_output = 10.0 }";
    let text = model("storytellers", "scribe", "writes", price) + model("moderators", "sage", "judges", "").as_str();
    std::fs::write(&path, text).unwrap();
    path
}

async fn run(folder: &Path, config: &Path, key: &str, arguments: &[&str]) -> Output {
    let mut command = Process::command(&folder.join("data"), &[]);
    command.env("MODELS_KEY", key).args(arguments).arg("--config").arg(config).output().await.unwrap()
}

fn lines(output: &Output) -> Vec<&str> {
    text(&output.stdout).lines().filter(|line| line.contains("scribe") || line.contains("sage")).collect()
}

#[tokio::test]
async fn checking_asks_models_what_is_free() {
    let (folder, provider) = (TempDir::new().unwrap(), Provider::start().await);
    let output = run(folder.path(), &configured(folder.path(), &provider), KEY, &["check"]).await;
    let [sage, scribe] = lines(&output)[..] else { panic!("{}", text(&output.stdout)) };
    assert!(sage.starts_with("moderator      ok (sage: judges at 127.0.0.1:"), "{sage}");
    assert!(sage.ends_with("; judges words; free)"), "{sage}");
    assert!(scribe.ends_with("; streams; about 0.0160 usd a story)"), "{scribe}");
    let asked = provider.journal.entries();
    assert!(asked.iter().all(|entry| entry.call.endpoint == Endpoint::Models) && asked.len() == 2, "{asked:?}");
}

#[tokio::test]
async fn checking_buys_one_call_when_told_to() {
    let (folder, provider) = (TempDir::new().unwrap(), Provider::start().await);
    let output = run(folder.path(), &configured(folder.path(), &provider), KEY, &["check", "--paid"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert_eq!(
        lines(&output).iter().filter(|line| line.contains(" ok") && line.contains("one call bought")).count(),
        2
    );
    for endpoint in [Endpoint::Chat, Endpoint::Moderations] {
        assert_eq!(provider.journal.of(endpoint).len(), 1, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_found_and_not_shown() {
    let (folder, provider) = (TempDir::new().unwrap(), Provider::start().await);
    let config = configured(folder.path(), &provider);
    let output = run(folder.path(), &config, "sk-mistyped-91", &["check"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).iter().filter(|line| line.contains("FAILED")).count(), 2, "{}", text(&output.stdout));
    assert!(lines(&output).iter().all(|line| line.ends_with("can't be read: it answered 401")), "it says why");
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(!said.contains("sk-mistyped-91"), "{said}");
    let unset = run(folder.path(), &config, "", &["check"]).await;
    assert!(text(&unset.stdout).contains("MODELS_KEY"), "{}", text(&unset.stdout));
}

#[tokio::test]
async fn telling_goes_by_the_same_models() {
    let (folder, provider) = (TempDir::new().unwrap(), Provider::start().await);
    let out = folder.path().join("book");
    let arguments = ["tell", "a fox", "--scenes", "2", "--out", out.to_str().unwrap()];
    let output = run(folder.path(), &configured(folder.path(), &provider), KEY, &arguments).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(provider.journal.of(Endpoint::Chat).len(), 1);
    assert!(provider.journal.of(Endpoint::Moderations).len() >= 3, "the wish, the plan and each page are judged");
    let story = std::fs::read_to_string(out.join("story.json")).unwrap();
    assert!(!story.contains(KEY) && !text(&output.stderr).contains(KEY));
}

#[tokio::test]
async fn a_writer_that_is_down_costs_no_story() {
    let (folder, provider) = (TempDir::new().unwrap(), Provider::start().await);
    provider.chat.always(faults::status(500));
    let out = folder.path().join("book");
    let arguments = ["tell", "a fox", "--scenes", "1", "--out", out.to_str().unwrap()];
    let output = run(folder.path(), &configured(folder.path(), &provider), KEY, &arguments).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(out.join("book.html").exists());
}
