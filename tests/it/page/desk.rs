//! The desk: a guest signs up with the keyboard alone, keeps their story, follows the links of mails, leaves and comes
//! back; at the width of a desk and of a phone.

use std::path::Path;

use ai_tale::accounts::OneTimeTokens;
use ai_tale::backends::Backends;
use ai_tale::backends::accounts::TokenPurpose;
use ai_tale::backends::accounts::sqlite::DATABASE;
use ai_tale::domain::OneTimeTokenId;
use rusqlite::Connection;
use thirtyfour::Key;

use super::{IS_COMPLETED, fits, press, tab_to, wish};
use crate::kit::{Browser, Process, config, until};

const PASSWORD: &str = "three lanterns under the moss";
const OTHER: &str = "the heron keeps a blue umbrella";
const IS_COVER: &str = "location.pathname === '/' && document.querySelector('[data-testid=theme]') !== null";

/// The token of the newest mail, as its reader finds it in the link.
async fn token(folder: &Path, purpose: TokenPurpose) -> String {
    let keys = Backends::open_existing_keys(&config(folder, &[])).await.unwrap();
    let sql = "SELECT token_id FROM one_time_tokens WHERE purpose = ?1 ORDER BY made_at DESC, token_id DESC LIMIT 1";
    let rows = Connection::open(folder.join(DATABASE.file_name)).unwrap();
    let newest = || rows.query_row(sql, [purpose.as_str()], |row| row.get::<_, [u8; 16]>(0));
    // whoever asks for a link has their answer before it is made
    until("a token", async || newest().is_ok()).await;
    OneTimeTokens::new(&keys).text(OneTimeTokenId::from_bytes(newest().unwrap()), purpose)
}

fn focused(id: &str) -> String {
    format!("document.activeElement.id === '{id}'")
}

async fn says(browser: &Browser, selector: &str, words: &str) {
    browser.until(&format!("document.querySelector('{selector}')?.textContent.includes(\"{words}\")")).await;
}

/// Types into a field and goes on to the next.
async fn fill(browser: &Browser, id: &str, text: &str) {
    browser.until(&format!("document.getElementById('{id}') !== null")).await;
    if browser.value(&focused(id)).await != true {
        tab_to(browser, &focused(id)).await;
    }
    press(browser, text).await;
}

#[tokio::test]
async fn a_guest_signs_up_by_keyboard_and_returns() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    browser.goto(format!("{}/", server.readers)).await.unwrap();
    wish(&browser, "a fox who is afraid of the dark").await;
    browser.until(IS_COMPLETED).await;

    browser.goto(format!("{}/", server.readers)).await.unwrap();
    browser.until("document.querySelectorAll('.spine').length === 1").await;
    tab_to(&browser, "document.activeElement.matches('.cover-door')").await;
    press(&browser, Key::Enter).await;
    browser.until("location.pathname === '/sign-in'").await;
    tab_to(&browser, "document.activeElement.matches('main a[href=\"/sign-up\"]')").await;
    press(&browser, Key::Enter).await;
    browser.until("location.pathname === '/sign-up'").await;
    assert_eq!(browser.value("document.activeElement.id").await, "desk-title", "who listens hears where they are");
    fill(&browser, "display-name", "Mira").await;
    fill(&browser, "email", "mira@example.org").await;
    fill(&browser, "password", "password1").await;
    press(&browser, Key::Enter).await;
    says(&browser, "[data-field=password] .error:not([hidden])", "guess this soon").await;
    assert_eq!(browser.value("document.activeElement.id").await, "password");
    browser.complaints().await;
    browser.execute("document.getElementById('password').value = ''", vec![]).await.unwrap();
    press(&browser, PASSWORD).await;
    press(&browser, Key::Enter).await;
    browser.until("location.pathname === '/account'").await;
    says(&browser, "h1", "Hello, Mira").await;
    says(&browser, ".address-state", "look for our mail").await;
    says(&browser, ".sessions", "This device").await;
    says(&browser, ".logins", "Account made").await;

    let link = format!("{}/verify#{}", server.readers, token(folder.path(), TokenPurpose::Verify).await);
    browser.goto(link).await.unwrap();
    says(&browser, ".desk-words", "yours now").await;
    assert_eq!(browser.value("location.hash").await, "", "the token stays in no address");
    browser.goto(format!("{}/account", server.readers)).await.unwrap();
    says(&browser, ".address-state", "We know that it is yours").await;
    tab_to(&browser, "document.activeElement.matches('.sign-out')").await;
    press(&browser, Key::Enter).await;
    browser.until(&format!("{IS_COVER} && document.querySelector('.shelf-note').textContent !== ''")).await;
    assert_eq!(browser.value("document.querySelectorAll('.spine').length").await, 0);

    browser.goto(format!("{}/sign-in", server.readers)).await.unwrap();
    fill(&browser, "email", "Mira@example.org").await;
    fill(&browser, "password", PASSWORD).await;
    press(&browser, Key::Enter).await;
    browser.until(&format!("{IS_COVER} && document.querySelectorAll('.spine').length === 1")).await;
    says(&browser, ".cover-door", "Mira").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_mail() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    browser.resize(390, 844).await;
    browser.goto(format!("{}/sign-up", server.readers)).await.unwrap();
    fill(&browser, "display-name", "Mira").await;
    fill(&browser, "email", "mira@example.org").await;
    fill(&browser, "password", PASSWORD).await;
    fits(&browser).await;
    press(&browser, Key::Enter).await;
    says(&browser, "h1", "Hello, Mira").await;
    fits(&browser).await;

    browser.goto(format!("{}/forgot", server.readers)).await.unwrap();
    fill(&browser, "email", "mira@example.org").await;
    press(&browser, Key::Enter).await;
    says(&browser, ".desk-words", "a mail is on its way").await;
    fits(&browser).await;
    let link = format!("{}/reset#{}", server.readers, token(folder.path(), TokenPurpose::Reset).await);
    browser.goto(link.clone()).await.unwrap();
    fill(&browser, "password", OTHER).await;
    press(&browser, Key::Enter).await;
    browser.until("location.pathname === '/sign-in'").await;
    says(&browser, ".note:not([hidden])", "Your password is changed").await;
    fill(&browser, "email", "mira@example.org").await;
    fill(&browser, "password", PASSWORD).await;
    press(&browser, Key::Enter).await;
    says(&browser, ".note:not([hidden])", "not right").await;
    browser.execute("document.getElementById('password').value = ''", vec![]).await.unwrap();
    tab_to(&browser, &focused("password")).await;
    press(&browser, OTHER).await;
    press(&browser, Key::Enter).await;
    browser.until(IS_COVER).await;
    says(&browser, ".cover-door", "Mira").await;
    fits(&browser).await;

    browser.goto(format!("{}/", server.readers)).await.unwrap();
    browser.goto(link).await.unwrap();
    fill(&browser, "password", "another heron and its umbrella").await;
    press(&browser, Key::Enter).await;
    says(&browser, ".note:not([hidden])", "does not work any more").await;
    browser.close().await;
}
