//! Who wants no more mails says so by one click, in a mail program or on a page, and to nobody else's.

use std::sync::Arc;

use ai_tale::accounts::UnsubscribeTokens;
use ai_tale::backends::Backends;
use ai_tale::backends::accounts::Accounts;
use ai_tale::backends::keys::KeyRing;
use ai_tale::domain::UserId;
use tempfile::TempDir;

use super::NOW;
use crate::kit::fakes::{FakeMails, lock};
use crate::kit::{Server, TINY};

#[tokio::test]
async fn one_click_stops_optional_mails() {
    let (folder, queue) = (TempDir::new().unwrap(), Arc::<FakeMails>::default());
    let mails = queue.clone();
    let change = |parts: Backends| Backends { accounts: Accounts { mails, ..parts.accounts }, ..parts };
    let server = Server::start_on(folder.path(), &TINY, change).await;
    let token = UnsubscribeTokens::new(&server.app.backends().keys).text(UserId::new());
    let (address, client) = (format!("{}/unsubscribe/{token}", server.readers), reqwest::Client::new());
    let is_unsubscribed = || lock(&queue.recipient).as_ref().unwrap().is_unsubscribed;

    let asked = client.get(&address).send().await.unwrap();
    assert_eq!(asked.status(), 200);
    let policy = asked.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("form-action 'self'") && policy.contains("default-src 'none'"), "{policy}");
    assert!(asked.text().await.unwrap().contains("<form method=\"post\">"));
    assert!(!is_unsubscribed(), "programs that look through mails open links");

    for _ in 0..2 {
        let click = client
            .post(&address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click")
            .send()
            .await
            .unwrap();
        assert_eq!(click.status(), 200);
        assert!(is_unsubscribed());
    }
    let other = if token.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{}/unsubscribe/{other}{}", server.readers, &token[1..]);
    for stranger in [forged, format!("{}/unsubscribe/x", server.readers)] {
        assert_eq!(client.get(&stranger).send().await.unwrap().status(), 404);
        assert_eq!(client.post(&stranger).send().await.unwrap().status(), 404);
    }
}

#[test]
fn a_token_names_its_reader_alone() {
    let keys = KeyRing::generate(NOW);
    let (tokens, user) = (UnsubscribeTokens::new(&keys), UserId::new());
    let text = tokens.text(user);
    assert_eq!(tokens.read(&text), Some(user));
    assert_eq!(UnsubscribeTokens::new(&KeyRing::generate(NOW)).read(&text), None, "of another cluster");
    for wrong in ["", "x", &text[1..], &format!("{text}AAAA")] {
        assert_eq!(tokens.read(wrong), None, "{wrong}");
    }
}
