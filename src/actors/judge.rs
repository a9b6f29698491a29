//! Asking the moderator: of everything a reader typed, and of everything a model wrote.
//!
//! Texts are judged one by one and joined, so that a word split over two fields is found too. An error of the
//! moderator goes up: whoever gets one shows nothing.

use crate::backends::models::{Answer, ModelError, Moderator};
use crate::domain::{Role, StoryRequest, Text, Usage, Verdict};
use crate::pipeline::request::free_texts;
use crate::pipeline::safety::{WishVerdict, role_of, said_together, wish_verdict};

/// Questions of [`check_fields`] at the most: about all of them, and by halves about a text of 64.
pub const FIELDS_QUESTIONS: u64 = 7;
/// Questions of [`check_texts`]: about all of them.
pub const TEXTS_QUESTIONS: u64 = 1;

/// Judges every text that a reader typed, alone and all of them together. Whether the moderator knows the wish's
/// language is asked before.
///
/// # Errors
///
/// The moderator's.
pub async fn check_wish(moderator: &dyn Moderator, request: &StoryRequest) -> Result<Answer<WishVerdict>, ModelError> {
    check_fields(moderator, &free_texts(request)).await
}

/// The same of texts with the names of their fields.
///
/// # Errors
///
/// The moderator's.
pub async fn check_fields(
    moderator: &dyn Moderator,
    fields: &[(String, &str)],
) -> Result<Answer<WishVerdict>, ModelError> {
    let texts: Vec<Text<'_>> = fields.iter().map(|(field, text)| Text::new(text, role_of(field))).collect();
    let Answer { value: (verdicts, joined), mut usage } = judge(moderator, &texts, Role::Together).await?;
    let together = match said_together(&verdicts, joined) {
        Some(category) => {
            let found = completing(moderator, &texts, joined).await.map_err(after_an_answer)?;
            usage += found.usage;
            Some((found.value, category))
        }
        None => None,
    };
    Ok(Answer { value: wish_verdict(fields, &verdicts, together), usage })
}

/// Why a later question had no answer: the first one was asked, whatever became of this one.
fn after_an_answer(error: ModelError) -> ModelError {
    if error.may_be_billed() { error } else { ModelError::BrokeOff("a second question had no answer".to_owned()) }
}

/// Judges what a model wrote: the first unsafe verdict, of the texts alone and then of all of them together. Names that
/// stand in the texts of its wish pass in any script.
///
/// # Errors
///
/// The moderator's.
pub async fn check_texts(
    moderator: &dyn Moderator,
    texts: &[&str],
    wish: &[&str],
) -> Result<Answer<Verdict>, ModelError> {
    let texts: Vec<Text<'_>> = texts.iter().map(|text| Text::new(text, Role::Told(wish))).collect();
    let Answer { value: (verdicts, joined), usage } = judge(moderator, &texts, Role::Told(wish)).await?;
    let value = verdicts.into_iter().find(|verdict| *verdict != Verdict::Safe).unwrap_or(joined);
    Ok(Answer { value, usage })
}

/// The verdict on each text, and on all of them joined, as what they are together (a single text is not judged twice).
async fn judge(
    moderator: &dyn Moderator,
    texts: &[Text<'_>],
    together: Role<'_>,
) -> Result<Answer<(Vec<Verdict>, Verdict)>, ModelError> {
    let joined = joined(texts);
    let mut asked = texts.to_vec();
    if texts.len() > 1 {
        asked.push(Text::new(&joined, together));
    }
    if asked.is_empty() {
        return Ok(Answer { value: (Vec::new(), Verdict::Safe), usage: Usage::default() });
    }
    let Answer { value: mut verdicts, usage } = ask(moderator, &asked).await?;
    let of_joined = if texts.len() > 1 { verdicts.pop() } else { verdicts.last().copied() };
    let of_joined = of_joined.expect("at least one text was asked about, and as many verdicts came");
    Ok(Answer { value: (verdicts, of_joined), usage })
}

/// Which text completes what all of them say together: the last one of the shortest beginning that says it already.
/// Found by halves, so that it costs six questions at most.
async fn completing(moderator: &dyn Moderator, texts: &[Text<'_>], said: Verdict) -> Result<Answer<usize>, ModelError> {
    let (mut without, mut with) = (0, texts.len());
    let mut usage = Usage::default();
    while with - without > 1 {
        let middle = usize::midpoint(without, with);
        let answer = ask(moderator, &[Text::new(&joined(&texts[..middle]), Role::Together)]).await?;
        usage += answer.usage;
        *(if answer.value == [said] { &mut with } else { &mut without }) = middle;
    }
    Ok(Answer { value: with - 1, usage })
}

fn joined(texts: &[Text<'_>]) -> String {
    texts.iter().map(|text| text.words).collect::<Vec<_>>().join(" ")
}

/// As many verdicts as texts, or an error.
async fn ask(moderator: &dyn Moderator, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
    let answer = moderator.check_words(texts).await?;
    if answer.value.len() == texts.len() {
        return Ok(answer);
    }
    Err(ModelError::Unusable("the moderator judged another number of texts".to_owned()))
}
