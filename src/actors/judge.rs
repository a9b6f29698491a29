//! Asking the moderator: of everything a reader typed, and of everything a model wrote.
//!
//! Texts are judged one by one and joined, so that a word split over two fields is found too. An error of the
//! moderator goes up: whoever gets one shows nothing.

use crate::backends::models::{Answer, ModelError, Moderator};
use crate::domain::{StoryRequest, Usage, Verdict};
use crate::pipeline::request::free_texts;
use crate::pipeline::safety::{WishVerdict, wish_verdict};

/// Judges every text that a reader typed, alone and all of them together. Whether the moderator knows the wish's
/// language is asked before.
///
/// # Errors
///
/// The moderator's.
pub async fn check_wish(moderator: &dyn Moderator, request: &StoryRequest) -> Result<Answer<WishVerdict>, ModelError> {
    let fields = free_texts(request);
    let texts: Vec<&str> = fields.iter().map(|(_, text)| *text).collect();
    let Answer { value: (verdicts, joined), usage } = judge(moderator, &texts).await?;
    Ok(Answer { value: wish_verdict(&fields, &verdicts, joined), usage })
}

/// Judges what a model wrote: the first unsafe verdict, of the texts alone and then of all of them together.
///
/// # Errors
///
/// The moderator's.
pub async fn check_texts(moderator: &dyn Moderator, texts: &[&str]) -> Result<Answer<Verdict>, ModelError> {
    let Answer { value: (verdicts, joined), usage } = judge(moderator, texts).await?;
    let value = verdicts.into_iter().find(|verdict| *verdict != Verdict::Safe).unwrap_or(joined);
    Ok(Answer { value, usage })
}

/// The verdict on each text, and on all of them joined (a single text is not judged twice).
async fn judge(moderator: &dyn Moderator, texts: &[&str]) -> Result<Answer<(Vec<Verdict>, Verdict)>, ModelError> {
    let joined = texts.join(" ");
    let mut asked = texts.to_vec();
    if texts.len() > 1 {
        asked.push(&joined);
    }
    if asked.is_empty() {
        return Ok(Answer { value: (Vec::new(), Verdict::Safe), usage: Usage::default() });
    }
    let Answer { value: mut verdicts, usage } = moderator.check_words(&asked).await?;
    if verdicts.len() != asked.len() {
        return Err(ModelError::Unusable("the moderator judged another number of texts".to_owned()));
    }
    let of_joined = if texts.len() > 1 { verdicts.pop() } else { verdicts.last().copied() };
    let of_joined = of_joined.expect("at least one text was asked about, and as many verdicts came");
    Ok(Answer { value: (verdicts, of_joined), usage })
}
