//! What every moderator promises.
#![expect(clippy::unwrap_used, reason = "a suite ends where something is missing")]

use ai_tale::backends::models::Moderator;
use ai_tale::domain::{Role, Text, Verdict};

pub async fn judges_each_text_in_order(moderator: &dyn Moderator) {
    assert!(moderator.knows_language("en"));
    let texts = ["a kind fox", "he wants to kill her with a knife", "a warm bed"];
    let answer = moderator.check_words(&texts.map(|text| Text::new(text, Role::Theme))).await.unwrap();
    let is_safe: Vec<bool> = answer.value.iter().map(|verdict| *verdict == Verdict::Safe).collect();
    assert_eq!(is_safe, [true, false, true]);
    assert!(answer.usage.input_tokens > 0, "{:?}", answer.usage);
}

pub async fn judges_nothing_as_nothing(moderator: &dyn Moderator) {
    assert_eq!(moderator.check_words(&[]).await.unwrap().value, []);
}

pub async fn never_passes_a_broken_picture(moderator: &dyn Moderator) {
    let answer = moderator.check_picture(b"no picture").await;
    assert!(answer.is_err_and(|error| error.outage().is_none()), "fail closed, and at once");
}
