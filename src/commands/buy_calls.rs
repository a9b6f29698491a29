//! The lines of `ai-tale check --paid`: one call of each kind is bought of each model elsewhere, and costs what such a
//! call costs. A judge and a critic see a picture that is drawn here, or the last that was bought.

use anyhow::bail;
use futures_util::StreamExt;

use super::failure::Failure;
use super::model_words::{cost, reason};
use super::report::Report;
use crate::backends::blocking::Processors;
use crate::backends::models::{
    Answer, ModelError, Models, Moderator, RawPicture, Reviewed, Storyteller, Terms, TextChunk,
};
use crate::domain::{AgeGroup, Character, PictureSpec, Role, StoryRequest, Style, Text, Usage};
use crate::pipeline::postprocess::{self, PictureSet};
use crate::pipeline::segmenter::{Expect, Piece, Segmenter};
use crate::pipeline::{illustration, story_prompt::StoryCall};

/// A line for each call that is bought.
pub(super) async fn buy_calls(
    models: &Models,
    pictures: &postprocess::Options,
    report: &mut Report,
) -> Result<(), Failure> {
    let brief = a_brief(pictures);
    let mut picture = finished(models.quiet_painter.paint(&brief).await, &brief, pictures).await.map_err(reason)?.0;
    for moderator in models.moderators.iter().filter(|model| model.terms().is_remote) {
        judgements(&**moderator, &picture, report).await?;
    }
    for storyteller in models.storytellers.iter().filter(|model| model.terms().is_remote) {
        let told = told(&**storyteller).await;
        line(report, ("storyteller", storyteller.name(), "text"), storyteller.terms(), told)?;
    }
    for painter in models.painters.iter().filter(|model| model.terms().is_remote) {
        let painted = finished(painter.paint(&brief).await, &brief, pictures).await;
        let (set, used) = painted.map_or_else(|error| (None, Err(error)), |(set, used)| (Some(set), Ok(used)));
        line(report, ("painter", painter.name(), "picture"), painter.terms(), used.map_err(reason))?;
        picture = set.unwrap_or(picture);
    }
    for critic in models.critics.iter().filter(|model| model.terms().is_remote) {
        let used = critic.review(&shown(&picture, &brief)).await.map(|answer| answer.usage);
        line(report, ("critic", critic.name(), "critique"), critic.terms(), used.map_err(reason))?;
    }
    Ok(())
}

/// What was bought of whom, and for how much.
fn line(
    report: &mut Report,
    (part, name, what): (&'static str, &str, &str),
    terms: Terms,
    used: anyhow::Result<Usage>,
) -> Result<(), Failure> {
    let paid = used.as_ref().ok().and_then(|usage| cost(terms.price, usage));
    let price = paid.map(|paid| format!(" for {paid}")).unwrap_or_default();
    report.line((part, &format!("{name}, one {what} bought{price}")), used.map(drop))
}

async fn judgements(moderator: &dyn Moderator, picture: &PictureSet, report: &mut Report) -> Result<(), Failure> {
    let (name, terms, judges) = (moderator.name(), moderator.terms(), moderator.judges());
    if judges.words {
        let judged = moderator.check_words(&[Text::new(THEME, Role::Theme)]).await;
        let used = judged.map(|answer| answer.usage).map_err(reason);
        line(report, ("moderator", name, "judgement of words"), terms, used)?;
    }
    if judges.pictures {
        let bytes = picture.encodings.last().map(|file| file.bytes.clone()).unwrap_or_default();
        let used = moderator.check_picture(&bytes).await.map(|answer| answer.usage).map_err(reason);
        line(report, ("moderator", name, "judgement of a picture"), terms, used)?;
    }
    Ok(())
}

/// What a story of one scene used, where it can be read as one.
async fn told(storyteller: &dyn Storyteller) -> anyhow::Result<Usage> {
    let wish = a_wish();
    let mut segmenter = Segmenter::new(&wish, Expect::OutlineFirst, wish.scenes);
    let (mut pieces, mut used) = (Vec::new(), Usage::default());
    let mut text = storyteller.tell(StoryCall::Begin { request: wish }).await.map_err(reason)?;
    while let Some(chunk) = text.next().await.transpose().map_err(reason)? {
        match chunk {
            TextChunk::Text(words) => pieces.extend(segmenter.push(&words)),
            TextChunk::Usage(usage) => used = usage,
        }
    }
    pieces.extend(segmenter.finish());
    if !pieces.iter().any(|piece| matches!(piece, Piece::Scene(_))) {
        bail!("no scene can be read in its answer");
    }
    Ok(used)
}

/// A painter's answer as it would be stored, and what it used.
async fn finished(
    answer: Result<Answer<RawPicture>, ModelError>,
    brief: &PictureSpec,
    options: &postprocess::Options,
) -> Result<(PictureSet, Usage), ModelError> {
    let Answer { value: RawPicture { bytes, drawn }, usage } = answer?;
    let (style, options, is_drawn_here) = (brief.style, options.clone(), drawn.is_some());
    let finish = move || postprocess::finish(&bytes, style, is_drawn_here, &options);
    match Processors::default().compute(finish).await {
        Ok(Ok(set)) => Ok((set, usage)),
        Ok(Err(error)) => Err(ModelError::Unusable(error.to_string())),
        Err(lost) => Err(ModelError::Unusable(lost.to_string())),
    }
}

/// As a critic gets it.
fn shown(picture: &PictureSet, brief: &PictureSpec) -> Reviewed {
    let file = picture.encodings.last().expect("a picture is stored in one width at least");
    Reviewed { bytes: file.bytes.clone(), media_type: file.media_type, spec: brief.clone() }
}

/// What is told, judged and painted.
const THEME: &str = "a kind fox";

/// The shortest story that can be asked for.
fn a_wish() -> StoryRequest {
    StoryRequest {
        theme: THEME.to_owned(),
        age_group: AgeGroup::ThreeToFive,
        characters: Vec::new(),
        style: Style::Watercolor,
        language: "en".to_owned(),
        scenes: 1,
        seed: 1,
        notify: false,
    }
}

/// One hero on a plain ground.
fn a_brief(pictures: &postprocess::Options) -> PictureSpec {
    let (name, kind, look) = ("Mira".to_owned(), "fox".to_owned(), "red scarf".to_owned());
    let hero = Character { name, kind, traits: Vec::new(), look };
    illustration::sheet(&a_wish(), &hero, 0, (pictures.width, pictures.height))
}
