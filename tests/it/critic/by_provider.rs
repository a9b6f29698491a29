//! Critics and heroes' own pictures behind a provider, through a whole node: who looks by which route, what is sent
//! with a brief, what becomes of writing in a picture and of heroes who are called otherwise in the middle.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use ai_tale::domain::{AgeGroup, Event, Record, StoryWish};
use serde_json::Value;

use super::{PATIENT, replaced};
use crate::kit::provider::pictures::hostile as hostile_pictures;
use crate::kit::provider::texts::{Speech, hostile};
use crate::kit::provider::{Call, Endpoint, Provider, Reply, judgements};
use crate::kit::{Scenario, node};

/// Only this provider paints.
const ALONE: &str = "[[models.routes]]\npainters = [\"painter\"]\n";

/// A node that this provider paints for, where its pictures are judged.
fn painted_by(provider: &Provider, more: &str) -> Scenario {
    let file = format!("{}{more}{}", provider.painter(), provider.judge(&["pictures"]));
    node().setting(PATIENT.0, PATIENT.1).file(&file)
}

/// What the painter was told of each picture, by itself or beside others.
fn prompts(provider: &Provider, endpoint: Endpoint) -> Vec<String> {
    provider.journal.of(endpoint).iter().map(|entry| entry.call.text("prompt").to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_route_says_who_looks() {
    let provider = Provider::start().await;
    let routes = "[[models.routes]]\nwhen = { age_group = [\"3-5\"] }\ncritics = [\"stern\", \"kind\"]\n\
                  [[models.routes]]\nwhen = { age_group = [\"6-8\"] }\ncritics = []\n\
                  [[models.routes]]\ncritics = [\"kind\"]\n";
    let critics = provider.critic("kind", "sees-kindly") + provider.critic("stern", "sees-sternly").as_str();
    let node = painted_by(&provider, "").file(&critics).file(routes).start().await;
    for age_group in AgeGroup::ALL {
        let wish = StoryWish { theme: "a fox".to_owned(), age_group: Some(age_group), ..StoryWish::default() };
        let story = node.wish_for(StoryWish { scenes: Some(1), ..wish }).await.unwrap();
        node.told(story).await.assert_complete(1);
    }
    let asked: Vec<Value> =
        provider.journal.of(Endpoint::Vision).iter().map(|entry| entry.call.body["model"].clone()).collect();
    assert_eq!(asked, ["sees-sternly", "sees-kindly"], "the first of its route, and nobody else");
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn heroes_pictures_go_with_every_page() {
    let provider = Provider::start().await;
    let file = provider.writer() + ALONE;
    let told = painted_by(&provider, "references = true\n").file(&file).story(2).run().await;
    told.assert_complete(2);
    told.assert_quiet(&[]);
    let sheets = prompts(&provider, Endpoint::Images);
    assert!(sheets.len() == 2 && sheets.iter().all(|prompt| prompt.starts_with("A character sheet")), "{sheets:?}");
    let mut pictures = BTreeSet::new();
    let edits = provider.journal.of(Endpoint::Edits);
    assert_eq!(edits.len(), 2, "each page");
    for edit in edits {
        let prompt = edit.call.text("prompt");
        assert!(prompt.contains("the first picture is Mira and the second picture is Tunni"), "{prompt}");
        assert!(prompt.contains("Mira, a fox. Looks: orange fur, red scarf"), "the sheet in words: {prompt}");
        let [mira, tunni] = &edit.call.files[..] else { panic!("two heroes") };
        assert_eq!((&*mira.media_type, &*tunni.media_type), ("image/webp", "image/webp"));
        pictures.insert([&mira.bytes, &tunni.bytes].map(Clone::clone));
    }
    let [pair] = &pictures.into_iter().collect::<Vec<_>>()[..] else { panic!("the same on every page") };
    assert_ne!(pair[0], pair[1], "each hero has their own");
}

/// Finds writing in the first picture of page 1 alone.
fn finds_writing() -> impl Fn(&Call) -> Reply {
    let looks = AtomicUsize::new(0);
    move |call| {
        let said = call.said_by("user");
        let is_first = said.contains("\"page\":1,") && looks.fetch_add(1, Ordering::SeqCst) == 0;
        let (purity, advice) = if is_first { (1, "Leave out the letters in the sky.") } else { (9, "") };
        Speech::of(judgements::critique(purity, advice)).reply(call)
    }
}

#[tokio::test(start_paused = true)]
async fn writing_in_a_picture_is_painted_over() {
    let provider = Provider::start().await;
    provider.images.next(hostile_pictures::with_writing);
    provider.vision.always(finds_writing());
    let file = provider.critic("eye", "sees") + ALONE;
    let told = painted_by(&provider, "").setting("POOLS__ILLUSTRATION__SIZE", "1").file(&file).story(2).run().await;
    told.assert_complete(2);
    told.assert_quiet(&[]);
    assert_eq!(replaced(told.log()), [(1, 2)]);
    let again: Vec<String> =
        prompts(&provider, Endpoint::Images).into_iter().filter(|prompt| prompt.contains("painted before")).collect();
    let [again] = &again[..] else { panic!("once: {again:?}") };
    assert!(again.contains("something was in it that must not be: letters"), "{again}");
    assert!(again.ends_with("Leave out the letters in the sky."), "{again}");
    told.assert_never_says("letters in the sky");
}

#[tokio::test(start_paused = true)]
async fn writing_that_a_judge_refuses_is_never_shown() {
    let provider = Provider::start().await;
    provider.images.always(hostile_pictures::with_writing);
    provider.vision.always(judgements::seen_unsafe("profanity"));
    let file = provider.painter() + provider.judge_that_sees("reader").as_str() + ALONE;
    let told = node().file(&file).story(2).run().await;
    told.assert_complete(2);
    told.assert_quiet(&[1, 2]);
    let asked = prompts(&provider, Endpoint::Images);
    assert_eq!(asked.len(), provider.journal.of(Endpoint::Vision).len(), "each was looked at");
    assert!(asked.iter().any(|prompt| prompt.contains("A gentle, peaceful moment.")), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn renamed_heroes_keep_their_looks() {
    let provider = Provider::start().await;
    provider.chat.next(hostile::heroes_renamed);
    let file = provider.writer() + ALONE;
    let told = painted_by(&provider, "references = true\n").file(&file).story(3).run().await;
    told.assert_complete(3);
    assert!(words(told.log()).contains("Zofia"), "the words stay as they were told");
    let pages = provider.journal.of(Endpoint::Edits);
    let shown: BTreeSet<Vec<u8>> = pages.iter().map(|page| page.call.files[0].bytes.clone()).collect();
    assert_eq!((pages.len(), shown.len()), (3, 1), "one and the same hero on every page");
    for page in pages {
        let prompt = page.call.text("prompt");
        assert!(prompt.contains("Mira, a fox. Looks: orange fur, red scarf"), "{prompt}");
        assert!(!prompt.contains("Zofia"), "nobody has a sheet of that name: {prompt}");
    }
}

/// The words of all pages.
fn words(log: &[Record]) -> String {
    let texts = log.iter().filter_map(|record| match &record.event {
        Event::SceneCreated(scene) => Some(scene.text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}
