//! `ai-tale check` and `ai-tale tell` with models elsewhere: what is free is asked, what costs is bought when somebody
//! says so, and no key is ever printed.

use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use super::text;
use crate::kit::Process;
use crate::kit::provider::texts::{Speech, hostile};
use crate::kit::provider::{Endpoint, KEY, Provider, faults, judgements, pictures};

/// A configuration of a writer and a judge there, and of more.
fn configured_with(folder: &Path, provider: &Provider, more: &str) -> PathBuf {
    let path = configured(folder, provider);
    let text = std::fs::read_to_string(&path).unwrap() + more;
    std::fs::write(&path, text).unwrap();
    path
}

/// A painter, a judge of pictures and a critic there.
fn of_pictures(provider: &Provider) -> String {
    let base = &provider.base;
    let price = "price = { currency = \"usd\", per_million_input = 2.0, per_picture = 0.04 }";
    let model = |list: &str, name: &str, kind: &str, model: &str| {
        format!(
            "[[models.{list}]]\nname = {name:?}\nkind = {kind:?}\nbase_url = {base:?}\nmodel = {model:?}\n\
             api_key_env = \"MODELS_KEY\"\n{price}\n"
        )
    };
    let judge = model("moderators", "eyes", "openai_vision", "sees") + "judges = [\"pictures\"]\n";
    [judge, model("painters", "brush", "openai", "paints"), model("critics", "critic", "openai_vision", "sees")]
        .concat()
}

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

/// What is said of the writer and the judge.
fn lines(output: &Output) -> Vec<&str> {
    let lines = text(&output.stdout).lines().filter(|line| !line.starts_with("route "));
    lines.filter(|line| line.contains("scribe") || line.contains("sage")).collect()
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

/// The lines of routes.
async fn routes(provider: &Provider, more: &str) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let config = configured_with(folder.path(), provider, &(of_pictures(provider) + more));
    let output = run(folder.path(), &config, KEY, &["check"]).await;
    text(&output.stdout).lines().filter(|line| line.starts_with("route ")).map(str::to_owned).collect()
}

#[tokio::test]
async fn checking_says_who_serves_which_stories() {
    let provider = Provider::start().await;
    let all = "told by scribe, builtin, painted by brush, builtin, judged by sage, eyes, builtin, criticised by critic";
    assert_eq!(
        routes(&provider, "").await,
        [format!("route          ok (every story: {all}; about 0.2930 usd a story)")]
    );
    let route = "[[models.routes]]\nwhen = { age_group = [\"3-5\"], style = [\"night\"] }\npainters = [\"builtin\"]\n\
                 storytellers = [\"builtin\"]\nmoderators = [\"builtin\"]\n";
    let [small, others] = &routes(&provider, route).await[..] else { panic!("two routes") };
    let at_home = "told by builtin, painted by builtin, judged by builtin, criticised by critic";
    assert_eq!(
        *small,
        format!("route          ok (age_group 3-5 and style night: {at_home}; about 0.0280 usd a story)")
    );
    assert!(others.starts_with(&format!("route          ok (other stories: {all}; ")), "{others}");
    provider.models.always(faults::status(500));
    let [lost] = &routes(&provider, "").await[..] else { panic!("one route") };
    assert!(lost.contains("FAILED") && lost.ends_with("no answer from sage, eyes, scribe, brush, critic"), "{lost}");
}

#[tokio::test]
async fn checking_buys_one_call_when_told_to() {
    let (folder, provider) = (TempDir::new().unwrap(), Provider::start().await);
    let output = run(folder.path(), &configured(folder.path(), &provider), KEY, &["check", "--paid"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let bought: Vec<&str> = lines(&output).into_iter().filter(|line| line.contains("bought")).collect();
    let [sage, scribe] = bought[..] else { panic!("{}", text(&output.stdout)) };
    assert_eq!(sage, "moderator      ok (sage, one judgement of words bought)", "it is free");
    assert!(scribe.starts_with("storyteller    ok (scribe, one text bought for 0.00"), "{scribe}");
    for endpoint in [Endpoint::Chat, Endpoint::Moderations] {
        assert_eq!(provider.journal.of(endpoint).len(), 1, "{endpoint:?}");
    }
}

/// What `check --paid` says of pictures there.
async fn bought_of_pictures(provider: &Provider) -> (Option<i32>, Vec<String>) {
    let folder = TempDir::new().unwrap();
    let config = configured_with(folder.path(), provider, &of_pictures(provider));
    let output = run(folder.path(), &config, KEY, &["check", "--paid"]).await;
    let said = text(&output.stdout).lines().filter(|line| line.contains(" bought")).map(str::to_owned);
    (output.status.code(), said.filter(|line| !line.contains("scribe") && !line.contains("sage")).collect())
}

#[tokio::test]
async fn checking_buys_a_picture_and_its_critique() {
    let provider = Provider::start().await;
    provider.vision.next(judgements::seen_safe);
    provider.vision.next(|call| Speech::of(judgements::critique(9, "")).reply(call));
    let (code, bought) = bought_of_pictures(&provider).await;
    assert_eq!(code, Some(0), "{bought:?}");
    let [eyes, brush, critic] = &bought[..] else { panic!("{bought:?}") };
    assert!(eyes.starts_with("moderator      ok (eyes, one judgement of a picture bought for 0.0"), "{eyes}");
    assert!(brush.starts_with("painter        ok (brush, one picture bought for 0.04"), "{brush}");
    assert!(critic.starts_with("critic         ok (critic, one critique bought for 0.0"), "{critic}");
    assert_eq!(provider.journal.of(Endpoint::Images).len(), 1);
    assert_eq!(provider.journal.of(Endpoint::Vision).len(), 2);
}

#[tokio::test]
async fn a_purchase_that_is_no_use_fails() {
    let provider = Provider::start().await;
    provider.chat.always(hostile::empty);
    provider.images.always(pictures::hostile::truncated);
    provider.vision.always(judgements::seen("It is lovely."));
    let (code, bought) = bought_of_pictures(&provider).await;
    assert_eq!(code, Some(1));
    assert!(bought.len() == 3 && bought.iter().all(|line| line.contains("FAILED")), "{bought:?}");
    assert!(bought[2].ends_with("its answer is no critique"), "{bought:?}");
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
