//! Texts that are spoilt in themselves: in their form, or in what they tell.

use std::collections::BTreeSet;

use super::{node_of, pages, told_after, told_always};
use crate::kit::provider::texts::{hostile, tale};
use crate::kit::provider::{Call, Endpoint, Provider, Reply, judgements};
use crate::kit::{Told, node};

/// A story that is told so at once, in one call, as far as its form is forgiven.
async fn forgiven(spoil: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Told {
    let (told, wishes) = told_always(spoil).await;
    told.assert_complete(3);
    assert_eq!(wishes.len(), 1);
    let (good, _) = told_after(tale).await;
    let words = |told: &Told| pages(told).join(" ").split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    assert!(words(&told).is_superset(&words(&good)), "{:?}", pages(&told));
    told
}

#[tokio::test(start_paused = true)]
async fn prose_is_cut_into_pages() {
    forgiven(hostile::prose).await;
}

#[tokio::test(start_paused = true)]
async fn a_fence_around_json_is_no_harm() {
    forgiven(hostile::fenced).await.assert_never_says("I hope you like it");
}

#[tokio::test(start_paused = true)]
async fn an_array_of_pages_is_a_story() {
    forgiven(hostile::array).await;
}

#[tokio::test(start_paused = true)]
async fn signs_of_markdown_are_not_shown() {
    let told = forgiven(hostile::markdown).await;
    for sign in ["**", "##"] {
        told.assert_never_says(sign);
    }
}

#[tokio::test(start_paused = true)]
async fn tags_of_html_are_not_shown() {
    let (told, _) = told_after(hostile::html).await;
    for sign in ["<p", "</", "DOCTYPE"] {
        told.assert_never_says(sign);
    }
    told.assert_complete(3);
}

#[tokio::test(start_paused = true)]
async fn control_characters_are_not_shown() {
    let (told, _) = told_after(hostile::control_characters).await;
    told.assert_complete(3);
    for page in pages(&told) {
        let is_wrong =
            |letter: char| (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter);
        assert!(!page.contains(is_wrong), "{page:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn instructions_are_never_told() {
    for spoil in [hostile::instructions_repeated as fn(&Call) -> Reply, hostile::instructions_alone] {
        let provider = Provider::start().await;
        provider.chat.next(spoil);
        let told = node_of(&provider).story(3).run().await;
        told.assert_complete(3);
        let instructions = provider.journal.of(Endpoint::Chat)[0].call.said_by("system");
        for sentence in instructions.split(['.', '\n']).filter(|sentence| sentence.len() > 30) {
            told.assert_never_says(sentence.trim());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn another_language_is_asked_for_again() {
    let (told, _) = told_after(hostile::another_language).await;
    told.assert_complete(3);
    told.assert_never_says("Der kleine Fuchs");
}

#[tokio::test(start_paused = true)]
async fn another_script_is_asked_for_again() {
    let (told, _) = told_after(hostile::another_script).await;
    told.assert_complete(3);
    told.assert_never_says("小狐狸");
}

#[tokio::test(start_paused = true)]
async fn too_many_scenes_are_cut() {
    let (told, _) = told_after(hostile::twice_as_many).await;
    told.assert_complete(3);
    told.assert_never_says("Once more.");
}

#[tokio::test(start_paused = true)]
async fn too_few_scenes_are_a_book() {
    let (told, wishes) = told_after(hostile::too_few).await;
    told.assert_complete(2);
    assert_eq!(wishes.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn scenes_out_of_order_are_put_in_order() {
    let (told, _) = told_after(hostile::out_of_order).await;
    let (good, _) = told_after(tale).await;
    told.assert_complete(3);
    assert_eq!(pages(&told), pages(&good));
}

#[tokio::test(start_paused = true)]
async fn renamed_heroes_cost_no_story() {
    let (told, _) = told_after(hostile::heroes_renamed).await;
    told.assert_complete(3);
}

#[tokio::test(start_paused = true)]
async fn words_that_a_remote_judge_flags_are_rewritten() {
    let provider = Provider::start().await;
    provider.moderations.always(judgements::flagging("thunderbolt", "violence"));
    provider.chat.next(hostile::saying("thunderbolt"));
    let told = node().file(&provider.writer()).file(&provider.judge(&["words"])).story(3).run().await;
    told.assert_complete(3);
    told.assert_never_says("thunderbolt");
}

#[tokio::test(start_paused = true)]
async fn words_that_never_pass_end_the_story() {
    let provider = Provider::start().await;
    provider.moderations.always(judgements::flagging(" came to the ", "violence"));
    let told = node_of(&provider).file(&provider.judge(&["words"])).story(3).run().await;
    told.assert_failed("words_unsafe");
    assert!(pages(&told).is_empty());
}
