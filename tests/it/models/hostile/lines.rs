//! The line breaks, or the model never ends: what came whole stays, and the story goes on behind it.

use std::time::Duration;

use super::{node_of, told_after, told_always, wishes};
use crate::kit::provider::texts::{hostile, tale};
use crate::kit::provider::{Call, Provider, Reply, faults};

/// The first answer breaks off after a page or two: the second one is asked for the pages that are missing, no more.
async fn goes_on_after(spoil: impl Fn(&Call) -> Reply + Send + Sync + 'static) {
    let (told, wishes) = told_after(spoil).await;
    told.assert_complete(3);
    assert_eq!(wishes.len(), 2);
    let next = wishes[1]["next"].as_u64().expect("the story goes on");
    assert!((2..=3).contains(&next), "{next}");
    assert_eq!(wishes[1]["last"], 3);
}

#[tokio::test(start_paused = true)]
async fn a_text_cut_in_a_token_goes_on() {
    goes_on_after(hostile::cut).await;
}

#[tokio::test(start_paused = true)]
async fn a_text_that_is_reset_goes_on() {
    goes_on_after(hostile::reset_in_the_middle).await;
}

#[tokio::test(start_paused = true)]
async fn a_text_that_falls_silent_goes_on() {
    goes_on_after(hostile::silent_in_the_middle).await;
}

#[tokio::test(start_paused = true)]
async fn an_error_in_a_stream_goes_on() {
    goes_on_after(hostile::error_in_the_stream).await;
}

#[tokio::test(start_paused = true)]
async fn a_text_cut_at_its_limit_goes_on() {
    goes_on_after(hostile::ends_by("length")).await;
}

#[tokio::test(start_paused = true)]
async fn bytes_cut_anywhere_tell_the_same() {
    let (told, wishes) = told_after(|call| tale(call).in_parts_of(3)).await;
    told.assert_complete(3);
    assert_eq!(wishes.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_dripping_text_keeps_what_came() {
    let provider = Provider::start().await;
    provider.chat.next(hostile::dripping(Duration::from_secs(1)));
    let told = node_of(&provider).setting("MODELS__TEXT", "7m").story(3).run().await;
    told.assert_complete(3);
    let wishes = wishes(&provider);
    assert!(wishes.len() == 2 && wishes[1]["next"].as_u64() > Some(1), "{wishes:?}");
}

#[tokio::test(start_paused = true)]
async fn an_endless_word_is_given_up() {
    let provider = Provider::start().await;
    provider.chat.next(hostile::endless);
    let told = node_of(&provider).setting("MODELS__TEXT", "10s").story(3).run().await;
    told.assert_complete(3);
    assert_eq!(wishes(&provider).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn signs_of_life_are_no_words() {
    let (told, wishes) = told_after(hostile::endless_comments).await;
    told.assert_complete(3);
    assert_eq!(wishes.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_endless_event_is_given_up() {
    let (told, wishes) = told_after(hostile::endless_event).await;
    told.assert_complete(3);
    assert_eq!(wishes.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn silence_from_the_start_fails_at_last() {
    let (told, wishes) = told_always(faults::silent).await;
    told.assert_failed("storyteller_failed");
    assert_eq!(wishes.len(), 3, "three times is enough");
}
