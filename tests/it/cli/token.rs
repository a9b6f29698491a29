//! `ai-tale token`: operators' tokens.

use ai_tale::accounts::Scope;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{run, text};
use crate::kit::Process;

#[tokio::test]
async fn a_token_needs_the_services_key() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let output = run(&data, &["token", "--scope", "pools", "--subject", "me"]).await;
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    assert!(text(&output.stderr).contains("the service makes them at its first start"), "{}", text(&output.stderr));
    assert!(!data.exists());
}

#[tokio::test]
async fn a_token_needs_tables_of_its_version() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["migrate"]).await.status.code(), Some(0));
    let store = rusqlite::Connection::open(folder.path().join("tale.sqlite")).unwrap();
    store.execute_batch("PRAGMA user_version = 1").unwrap();
    let output = run(folder.path(), &["token", "--scope", "pools", "--subject", "me"]).await;
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    assert!(text(&output.stderr).contains("run its `migrate`"), "{}", text(&output.stderr));
}

#[tokio::test]
async fn a_token_opens_what_its_scope_says() {
    let folder = TempDir::new().unwrap();
    let serving = Process::serve(folder.path(), &[]).await;
    let pool = format!("{}/v1/admin/pools/illustration", serving.operators);
    let client = reqwest::Client::new();
    let mut answers = Vec::new();
    for scope in ["pools", "analytics"] {
        let output = run(folder.path(), &["token", "--scope", scope, "--subject", "me", "--ttl", "5m"]).await;
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let token = text(&output.stdout).trim();
        let resize = client.patch(&pool).bearer_auth(token).json(&json!({ "size": 3 }));
        answers.push(resize.send().await.unwrap());
    }
    assert_eq!([answers[0].status().as_u16(), answers[1].status().as_u16()], [200, 403]);
    let pool: Value = answers.remove(0).json().await.unwrap();
    assert_eq!(pool["size"], 3);
    assert_eq!(client.patch(format!("{}/v1/admin/pools/scene", serving.operators)).send().await.unwrap().status(), 401);
    assert_eq!(serving.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn a_subject_is_a_name_to_be_read() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["migrate"]).await.status.code(), Some(0));
    let long = "x".repeat(100_000);
    for subject in ["", "  ", "a\nb", "\u{1b}[31mred", "a\u{202e}b", "a\u{2028}b", &long] {
        let output = run(folder.path(), &["token", "--scope", "pools", "--subject", subject]).await;
        assert_eq!(
            (output.status.code(), text(&output.stdout)),
            (Some(2), ""),
            "{:?}",
            &subject[..subject.len().min(20)]
        );
    }
    for subject in ["Zoë", "ops@example.org", "CN=ops, O=tale", &long[..128]] {
        let output = run(folder.path(), &["token", "--scope", "pools", "--subject", subject]).await;
        assert_eq!(output.status.code(), Some(0), "{subject}: {}", text(&output.stderr));
    }
}

#[tokio::test]
async fn blanks_between_scopes_are_read_over() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["migrate"]).await.status.code(), Some(0));
    let token = async |scopes: &str| {
        let output = run(folder.path(), &["token", "--scope", scopes, "--subject", "me"]).await;
        assert_eq!(output.status.code(), Some(0), "{scopes:?}: {}", text(&output.stderr));
        text(&output.stdout).trim().to_owned()
    };
    let claims = |token: &str| -> Value {
        let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        serde_json::from_slice(&claims).unwrap()
    };
    let plain = claims(&token("pools,analytics").await);
    assert_eq!(plain["scope"], "pools analytics");
    for scopes in ["pools, analytics", " pools ,analytics "] {
        assert_eq!(claims(&token(scopes).await)["scope"], plain["scope"], "{scopes:?}");
    }
}

#[tokio::test]
async fn the_help_names_every_scope() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["token", "--help"]).await;
    let help = text(&output.stdout);
    assert!(Scope::ALL.iter().all(|scope| help.contains(scope.as_str())), "{help}");
}
