//! The page in a real browser: a story is wished for, appears page by page, and survives what happens to tabs,
//! connections, pictures and servers.

#![expect(clippy::unwrap_used, reason = "a helper that fails has failed its test")]

mod care;
mod desk;
mod lost_answers;
mod revisions;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use ai_tale::domain::Timestamp;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::kit::shelf::change;
use crate::kit::{Browser, Process};

/// Slow enough to be watched: a page of words in about half a second, then its picture, one at a time.
const PACE: &[(&str, &str)] = &[
    ("MODELS__BUILTIN__FIRST_TOKEN_MS", "300"),
    ("MODELS__BUILTIN__TOKENS_PER_SECOND", "200"),
    ("MODELS__BUILTIN__PICTURE_MS", "1000"),
    ("POOLS__ILLUSTRATION__SIZE", "1"),
];
const PAGES: usize = 4;

/// Writes down what appears in the book, in the order in which it appears.
const WATCH: &str = r"
    window.seen = [];
    const note = (what) => window.seen.includes(what) || window.seen.push(what);
    new MutationObserver(() => {
        for (const page of document.querySelectorAll('article[data-scene]')) note(`words ${page.dataset.scene}`);
        for (const image of document.querySelectorAll('[data-state=finished] img[data-illustration]'))
            note(`picture ${image.dataset.illustration}`);
        if (document.querySelector('#link-note').textContent) note(document.querySelector('#link-note').textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
";
const IS_COMPLETED: &str = "document.querySelector('main').dataset.status === 'completed'";
const WRITTEN: &str = "document.querySelectorAll('article[data-scene]').length";
/// How many pictures are there to be seen: loaded, decoded, and of some size.
const PAINTED: &str = "[...document.querySelectorAll('[data-state=finished] img[data-illustration]')]\
    .filter((image) => image.complete && image.naturalWidth > 0).length";
/// The whole book, as a reader has it before them.
const BOOK: &str = "[...document.querySelectorAll('article[data-scene]')].map((page) => \
    [page.dataset.scene, page.querySelector('.page-text').textContent, page.querySelectorAll('img[data-illustration]').length])";

#[tokio::test]
async fn a_keyboard_s_wish_appears_in_every_tab() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), PACE).await;

    tell_by_keyboard(&browser, &server.readers).await;
    browser.until(&format!("{PAINTED} >= 1 && !({IS_COMPLETED})")).await;
    let first_half = browser.value("window.seen").await;
    assert_eq!(first_half[0], "words 1", "{first_half}");

    browser.refresh().await.unwrap();
    browser.execute(WATCH, vec![]).await.unwrap();
    browser.until(&format!("{IS_COMPLETED} && {PAINTED} === {PAGES}")).await;
    let book = browser.value(BOOK).await;
    assert_whole(&book);
    let mut seen = strings(&browser.value("window.seen").await);
    seen.sort();
    assert_eq!(seen, ["picture 1", "picture 2", "picture 3", "picture 4", "words 1", "words 2", "words 3", "words 4"]);

    let address = browser.current_url().await.unwrap();
    let tab = browser.new_tab().await.unwrap();
    browser.switch_to_window(tab).await.unwrap();
    browser.goto(address.as_str()).await.unwrap();
    browser.until(&format!("{IS_COMPLETED} && {PAINTED} === {PAGES}")).await;
    assert_eq!(browser.value(BOOK).await, book);

    // who has no session yet asks for nothing, and becomes a guest by wishing
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn a_return_renews_the_session_without_complaint() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[("AUTH__ACCESS_TTL", "4s")]).await;
    browser.goto(format!("{}/", server.readers)).await.unwrap();
    wish(&browser, "a fox who is afraid of the dark").await;
    browser.until(IS_COMPLETED).await;
    // on a slow machine the telling outlasts so short a token
    browser.complaints().await;
    for _ in 0..2 {
        browser.until("JSON.parse(localStorage['ai-tale.session']).until < Date.now() - 200").await;
        browser.goto(format!("{}/", server.readers)).await.unwrap();
        browser.until("document.querySelectorAll('.spine').length === 1").await;
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}

#[tokio::test]
async fn a_reload_finds_the_leaf_again() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    browser.goto(format!("{}/", server.readers)).await.unwrap();
    wish(&browser, "a fox who is afraid of the dark").await;
    browser.until(&format!("{IS_COMPLETED} && {PAINTED} === 6")).await;
    let is_at = |leaf: &str| format!("{IS_COMPLETED} && document.querySelector('.where').textContent === '{leaf}'");
    for _ in 0..7 {
        press(&browser, Key::Right).await;
    }
    browser.until(&is_at("The End")).await;
    browser.refresh().await.unwrap();
    browser.until(&is_at("The End")).await;
    let seen = "document.querySelector('.the-end').getBoundingClientRect().top < innerHeight / 2";
    assert_eq!(browser.value(seen).await, true);
    press(&browser, Key::Left).await;
    browser.until(&is_at("Page 6 of 6")).await;
    browser.refresh().await.unwrap();
    browser.until(&is_at("Page 6 of 6")).await;
    browser.close().await;
}

#[tokio::test]
async fn an_unknown_address_shows_the_way_home() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    browser.goto(format!("{}/no/such/page", server.readers)).await.unwrap();
    for (width, height) in [(1280, 900), (360, 740)] {
        browser.resize(width, height).await;
        fits(&browser).await;
    }
    let picture = "document.querySelector('main img')";
    browser.until(&format!("{picture}.complete && {picture}.naturalWidth > 0 && {picture}.alt.length > 20")).await;
    assert_eq!(browser.value("document.querySelector('h1').textContent").await, "This page is not in the book.");
    let complaints = browser.complaints().await;
    assert!(complaints.len() == 1 && complaints[0].contains("404"), "but for its own status: {complaints:#?}");
    tab_to(&browser, "document.activeElement.matches('main a')").await;
    press(&browser, Key::Enter).await;
    browser.until("location.pathname === '/' && document.querySelector('[data-testid=theme]') !== null").await;
    browser.close().await;
}

#[tokio::test]
async fn a_page_outlives_its_server_s_death() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let listen = format!("127.0.0.1:{}", free_port());
    let settings = [PACE, &[("HTTP__LISTEN", listen.as_str())]].concat();
    let server = Process::serve(folder.path(), &settings).await;

    tell_by_keyboard(&browser, &server.readers).await;
    browser.until(&format!("{WRITTEN} >= 2 && {PAINTED} >= 1")).await;
    let before = browser.value(BOOK).await;
    server.kill().await;
    browser.until("!document.querySelector('#link-note').hidden").await;
    let note = browser.value("document.querySelector('#link-note').textContent").await;
    assert!(note.as_str().unwrap().starts_with("Connection lost"), "{note}");

    let _server = Process::serve(folder.path(), &settings).await;
    browser.until(&format!("{IS_COMPLETED} && {PAINTED} === {PAGES}")).await;
    browser.until("document.querySelector('#link-note').hidden").await;
    let book = browser.value(BOOK).await;
    assert_whole(&book);
    let (before, book) = (before.as_array().unwrap(), book.as_array().unwrap());
    let same_words = before.iter().zip(book).all(|(then, now)| (&then[0], &then[1]) == (&now[0], &now[1]));
    assert!(same_words, "{before:?} became {book:?}");
    browser.close().await;
}

#[tokio::test]
async fn unfit_wishes_are_refused_kindly_beside_their_field() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    browser.resize(360, 740).await;
    browser.goto(format!("{}/", server.readers)).await.unwrap();
    fits(&browser).await;

    wish(&browser, "a fox who murders everybody with a gun").await;
    let error = "document.querySelector('[data-field=theme] > .error')";
    browser.until(&format!("{error} && !{error}.hidden")).await;
    let told = browser.value(&format!("{error}.textContent")).await;
    assert!(told.as_str().unwrap().contains("gentler words"), "{told}");
    assert_eq!(browser.value("document.activeElement.dataset.testid").await, "theme");
    assert_eq!(browser.value("location.pathname").await, "/");
    fits(&browser).await;

    wish(&browser, "a fox who is afraid of the dark").await;
    browser.until(&format!("{IS_COMPLETED} && {PAINTED} > 0")).await;
    fits(&browser).await;
    browser.close().await;
}

#[tokio::test]
async fn a_rotten_picture_leaves_its_placeholder() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let nobody_mends = ("ROLES", "gateway,pipeline,analytics");
    let server = Process::serve(folder.path(), &[("STREAM__SIGNING_WINDOW", "1s"), nobody_mends]).await;
    tell_by_keyboard(&browser, &server.readers).await;
    browser.until(IS_COMPLETED).await;
    rot(&folder.path().join("objects"));
    // an address of before may show what the browser has kept
    let expired = Timestamp::now().plus(Duration::from_secs(2)).as_millis();
    browser.until(&format!("Date.now() > {expired}")).await;

    browser.refresh().await.unwrap();
    browser.until(&format!("document.querySelectorAll('[data-state=broken]').length === {PAGES}")).await;
    let asked =
        |what: &str| format!("performance.getEntriesByType('resource').filter((one) => {what}.test(one.name)).length");
    browser.until(&format!("{} >= {}", asked(r"/\/pictures\//"), 3 * PAGES)).await;
    let readings = browser.value(&asked(r"/\/v1\/stories\/[^/?]+$/")).await;
    assert!(readings.as_u64().unwrap() <= 5, "pictures that break together share their readings: {readings}");
    let placeholder = "url(\"data:image/";
    let shown = format!(
        "[...document.querySelectorAll('.picture')].map((frame) => \
        [frame.querySelector('.soft').style.backgroundImage.startsWith('{placeholder}'), \
        getComputedStyle(frame.querySelector('img')).opacity])"
    );
    assert_eq!(browser.value(&shown).await, json!(vec![json!([true, "0"]); PAGES]));
    browser.close().await;
}

/// Damages every file in a folder.
fn rot(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { rot(&path) } else { fs::write(&path, b"rot").unwrap() }
    }
}

/// Opens the cover and wishes for a story of four pages without touching a mouse.
async fn tell_by_keyboard(browser: &Browser, readers: &str) {
    browser.goto(format!("{readers}/")).await.unwrap();
    browser.execute(WATCH, vec![]).await.unwrap();
    tab_to(browser, "document.activeElement.dataset.testid === 'theme'").await;
    press(browser, "a fox who is afraid of the dark").await;
    tab_to(browser, "document.activeElement.id === 'scenes'").await;
    for _ in PAGES..6 {
        press(browser, Key::Left).await;
    }
    tab_to(browser, "document.activeElement.dataset.testid === 'tell'").await;
    press(browser, Key::Enter).await;
    browser.until("location.pathname.startsWith('/stories/')").await;
}

/// Presses the tabulator until the focus is where it is wanted.
async fn tab_to(browser: &Browser, is_there: &str) {
    for _ in 0..40 {
        press(browser, Key::Tab).await;
        if browser.value(is_there).await == true {
            return;
        }
    }
    panic!("the tabulator does not lead to {is_there}");
}

async fn press(browser: &Browser, keys: impl Into<thirtyfour::TypingData>) {
    browser.action_chain().send_keys(keys).perform().await.unwrap();
}

#[tokio::test]
async fn a_damaged_story_is_told_of_kindly() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    tell_by_keyboard(&browser, &server.readers).await;
    browser.until(IS_COMPLETED).await;
    let address = browser.current_url().await.unwrap();
    let story = address.path_segments().unwrap().next_back().unwrap().parse().unwrap();
    let rot = "UPDATE story_events SET payload = zeroblob(?2) WHERE story_id = ?1 AND seq = 4";
    change(folder.path(), rot, story, 40);
    browser.refresh().await.unwrap();
    browser.until("document.querySelector('.gone h1')?.textContent.includes('damaged')").await;
    assert_eq!(browser.value("document.querySelector('#link-note').textContent").await, "", "nothing is tried again");
    browser.close().await;
}

/// Types a wish and hands it in by its button.
async fn wish(browser: &Browser, theme: &str) {
    let theme = json!(theme);
    let script = "const [theme, tell] = ['theme', 'tell'].map((id) => document.querySelector(`[data-testid=${id}]`));
        theme.value = arguments[0]; tell.click();";
    browser.execute(script, vec![theme]).await.unwrap();
}

/// Nothing has to be scrolled sideways.
async fn fits(browser: &Browser) {
    let [wide, seen] = ["document.documentElement.scrollWidth", "document.documentElement.clientWidth"];
    assert_eq!(browser.value(wide).await, browser.value(seen).await);
}

/// Every page once, in order, with words and one picture.
fn assert_whole(book: &Value) {
    let pages: Vec<(String, u64)> = book
        .as_array()
        .unwrap()
        .iter()
        .map(|page| (page[0].as_str().unwrap().to_owned(), page[2].as_u64().unwrap()))
        .collect();
    let wanted: Vec<(String, u64)> = (1..=PAGES).map(|scene| (scene.to_string(), 1)).collect();
    assert_eq!(pages, wanted);
    assert!(book.as_array().unwrap().iter().all(|page| !page[1].as_str().unwrap().is_empty()));
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
