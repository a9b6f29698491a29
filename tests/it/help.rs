//! A child's cry for help: heard in every field, before every limit, whatever else is wrong or full; answered with care
//! and with who listens (`contract::help`).

#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

mod lines;

use std::future::pending;
use std::sync::Arc;

use ai_tale::actors::request::{Refusal, Submission};
use ai_tale::backends::models::{ModelError, Moderator};
use ai_tale::domain::{Category, Character, PlanLimits, StoryWish, Tier, UserId, Verdict};
use futures_util::FutureExt;

use crate::kit::{Node, Scenario, node, players, until};

/// What is a cry for help to [`listener`].
const CRY: &str = "nobody helps me";
const NO_LIMITS: PlanLimits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };

/// Hears a cry, somebody who would hurt themselves, and violence.
fn hears(text: &str) -> Verdict {
    if text.contains(CRY) {
        Verdict::Unsafe(Category::Help)
    } else if text.contains("hurt myself") {
        Verdict::Unsafe(Category::SelfHarm)
    } else if text.contains("murder") {
        Verdict::Unsafe(Category::Violence)
    } else {
        Verdict::Safe
    }
}

fn listener() -> Arc<dyn Moderator> {
    players::moderator(|texts| async move { Ok(texts.iter().map(|text| hears(text)).collect()) }.boxed())
}

/// A judge who must not be asked.
fn nobody() -> Arc<dyn Moderator> {
    players::moderator(|_| async { Err(ModelError::TimedOut) }.boxed())
}

fn listening() -> Scenario {
    node().parts(|parts| parts.models.listener = listener())
}

fn cry() -> StoryWish {
    StoryWish { theme: CRY.to_owned(), scenes: Some(1), ..StoryWish::default() }
}

fn fox() -> StoryWish {
    StoryWish { theme: "a fox who is afraid of the dark".to_owned(), ..cry() }
}

fn hero() -> Character {
    Character { name: "Mira".to_owned(), ..Character::default() }
}

fn about(hero: Character) -> StoryWish {
    StoryWish { characters: Some(vec![hero]), ..fox() }
}

async fn wish(node: &Node, owner: UserId, limits: PlanLimits, wish: StoryWish) -> Result<(), Refusal> {
    let idempotency_key = Some("once".to_owned());
    let submission = Submission { owner, tier: Tier::guest(), limits, wish, idempotency_key };
    node.app.stories().submit(submission).await.map(|_| ())
}

/// The fields in which a cry was heard.
async fn heard(node: &Node, limits: PlanLimits, made: StoryWish) -> Vec<String> {
    let shown = format!("{made:?}");
    match wish(node, UserId::new(), limits, made).await {
        Err(Refusal::ContentRejected(rejection)) if rejection.category == Category::Help => {
            rejection.fields.into_iter().map(|error| error.field).collect()
        }
        other => panic!("not heard in {shown}: {other:?}"),
    }
}

#[tokio::test]
async fn a_cry_comes_before_every_limit() {
    let small = listening().setting("LIMITS__QUEUE", "1").setting("LIMITS__STORIES", "1");
    let node = small.storyteller(players::storyteller(|_| pending().boxed())).start().await;
    let owner = UserId::new();
    wish(&node, owner, NO_LIMITS, fox()).await.unwrap();
    until("a second waits", async || wish(&node, UserId::new(), NO_LIMITS, fox()).await.is_ok()).await;

    let one_a_day = PlanLimits { stories_per_day: 1, ..NO_LIMITS };
    let one_at_once = PlanLimits { stories_at_once: 1, ..NO_LIMITS };
    let full = wish(&node, UserId::new(), NO_LIMITS, fox()).await;
    assert!(matches!(full, Err(Refusal::QueueFull { .. })), "{full:?}");
    for limits in [NO_LIMITS, one_a_day, one_at_once] {
        let answer = wish(&node, owner, limits, cry()).await;
        let Err(Refusal::ContentRejected(rejection)) = answer else { panic!("{limits:?}: {answer:?}") };
        assert_eq!(rejection.category, Category::Help);
    }
    node.stop().await;
}

#[tokio::test]
async fn a_cry_is_heard_while_no_judge_answers() {
    let node = listening().moderator(nobody()).start().await;
    assert_eq!(heard(&node, NO_LIMITS, cry()).await, ["theme"]);
    let other = wish(&node, UserId::new(), NO_LIMITS, fox()).await;
    assert!(matches!(other, Err(Refusal::Unavailable)), "{other:?}");
    node.stop().await;
}

#[tokio::test]
async fn a_cry_is_heard_in_every_field() {
    let node = listening().start().await;
    let cases = in_every_field(CRY);
    assert_eq!(cases.len(), 5);
    for (field, made) in cases {
        assert_eq!(heard(&node, NO_LIMITS, made).await, [field]);
    }
    node.stop().await;
}

#[tokio::test]
async fn a_cry_over_two_fields_is_heard() {
    let node = listening().start().await;
    let split = StoryWish { theme: "nobody".to_owned(), ..about(Character { name: "helps me".to_owned(), ..hero() }) };
    assert_eq!(heard(&node, NO_LIMITS, split).await, ["characters[0].name"]);
    node.stop().await;
}

#[tokio::test]
async fn help_wins_over_whatever_else_is_wrong() {
    let node = listening().start().await;
    let violent = StoryWish { theme: "murder".to_owned(), ..about(Character { look: CRY.to_owned(), ..hero() }) };
    assert_eq!(heard(&node, NO_LIMITS, violent).await, ["characters[0].look"]);
    let too_long = StoryWish { theme: format!("{CRY} {}", "and ".repeat(500)), scenes: Some(99), ..cry() };
    assert_eq!(heard(&node, NO_LIMITS, too_long).await, ["theme"]);
    let of_another_language = StoryWish { language: Some("tlh".to_owned()), ..cry() };
    assert_eq!(heard(&node, NO_LIMITS, of_another_language).await, ["theme"]);
    node.stop().await;
}

#[tokio::test]
async fn a_judge_s_own_ear_counts_too() {
    let node = node().moderator(listener()).start().await;
    assert_eq!(heard(&node, NO_LIMITS, cry()).await, ["theme"]);
    node.stop().await;
}

#[tokio::test]
async fn who_would_hurt_themselves_asks_for_help() {
    let node = listening().start().await;
    let sad = StoryWish { theme: "how to hurt myself".to_owned(), ..cry() };
    assert_eq!(heard(&node, NO_LIMITS, sad).await, ["theme"]);
    node.stop().await;
}

#[tokio::test]
async fn every_listed_cry_is_met_with_care() {
    let node = node().moderator(nobody()).start().await;
    let (mut met, mut cries) = (0, 0);
    for text in include_str!("moderation/help.txt").lines().filter(|line| !line.is_empty()) {
        for (field, made) in in_every_field(text) {
            assert_eq!(heard(&node, NO_LIMITS, made).await, [field], "{text}");
            met += 1;
        }
        cries += 1;
    }
    println!("{met} of {met} fields in which {cries} cries fit are answered with care");
    assert!(cries >= 100 && met > 2 * cries);
    node.stop().await;
}

/// Wishes with a text in each field that is long enough for it.
fn in_every_field(text: &str) -> Vec<(&'static str, StoryWish)> {
    let text = || text.to_owned();
    let wishes = [
        (500, "theme", StoryWish { theme: text(), ..cry() }),
        (40, "characters[0].name", about(Character { name: text(), ..hero() })),
        (40, "characters[0].kind", about(Character { kind: text(), ..hero() })),
        (40, "characters[0].traits[0]", about(Character { traits: vec![text()], ..hero() })),
        (120, "characters[0].look", about(Character { look: text(), ..hero() })),
    ];
    let length = text().chars().count();
    wishes.into_iter().filter(|(most, ..)| length <= *most).map(|(_, field, wish)| (field, wish)).collect()
}
