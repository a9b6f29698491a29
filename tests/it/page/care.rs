//! A child may be asking for help: the page says what the service says, large and gently, and keeps nothing.

use serde_json::json;
use thirtyfour::Key;

use super::{IS_COMPLETED, fits, press, wish};
use crate::kit::{Browser, Process};

const SAD: &str = "I want to die tonight";
const IS_SHOWN: &str = "document.querySelector('#care').open";
const THEME: &str = "document.querySelector('[data-testid=theme]')";

#[tokio::test]
async fn a_cry_for_help_is_met_with_care() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[("HELP__COUNTRY", "ie")]).await;
    browser.resize(390, 844).await;
    browser.goto(format!("{}/", server.readers)).await.unwrap();
    wish(&browser, SAD).await;
    browser.until(IS_SHOWN).await;

    let said = browser.value("document.querySelector('#care').innerText").await;
    let said = said.as_str().unwrap();
    for part in ["You are not alone", "not your fault", "grown-up you trust", "Childline (Ireland)", "childline.ie"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let calls = "[...document.querySelectorAll('#care a[href^=\"tel:\"]')].map((link) => link.getAttribute('href'))";
    assert!(browser.value(calls).await.as_array().unwrap().contains(&json!("tel:1800666666")));
    assert_eq!(browser.value("document.querySelectorAll('.error:not([hidden]), [aria-invalid]').length").await, 0);
    assert_eq!(browser.value("document.querySelector('.note').hidden").await, true, "nothing is found fault with");
    assert_eq!(browser.value("document.activeElement.id").await, "care-title", "it is read aloud");
    let colour = "getComputedStyle(document.querySelector('#care')).borderTopWidth";
    assert_eq!(browser.value(colour).await, "0px");
    for (width, height) in [(360, 740), (1280, 900)] {
        browser.resize(width, height).await;
        browser.until(&format!("innerWidth === {width}")).await;
        fits(&browser).await;
        let dialog = "document.querySelector('#care')";
        let inside = format!("{dialog}.scrollWidth <= {dialog}.clientWidth");
        assert_eq!(browser.value(&inside).await, true, "at {width} pixels");
    }
    browser.close().await;
}

#[tokio::test]
async fn a_cry_leaves_no_trace_on_the_page() {
    let Some(browser) = Browser::open().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(folder.path(), &[]).await;
    browser.goto(format!("{}/", server.readers)).await.unwrap();
    let hero = "document.querySelector('.cast').open = true; await new Promise(requestAnimationFrame);";
    let hero = format!(
        "const done = arguments[0]; (async () => {{ {hero} await new Promise(requestAnimationFrame);
        document.querySelector('.hero [name=name]').value = 'Mira';
        document.querySelector('.hero [name=look]').value = '{SAD}'; done(true); }})();"
    );
    browser.execute_async(hero, vec![]).await.unwrap();
    wish(&browser, "a fox").await;
    browser.until(IS_SHOWN).await;

    let kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])";
    let kept = browser.value(kept).await;
    assert!(!kept.as_str().unwrap().contains("tonight"), "{kept}");
    press(&browser, Key::Escape).await;
    browser.until(&format!("!{IS_SHOWN} && document.activeElement === {THEME}")).await;
    assert_eq!(browser.value(&format!("{THEME}.value")).await, "");
    assert_eq!(browser.value("document.querySelectorAll('.hero').length").await, 0, "no hero stays");
    assert_eq!(browser.value("document.querySelector('#care').innerText.includes('fault')").await, false);

    wish(&browser, "a fox who is afraid of the dark").await;
    browser.until(IS_COMPLETED).await;
    browser.close().await;
}
