//! What every painter promises.
#![expect(clippy::unwrap_used, reason = "a suite ends where something is missing")]

use ai_tale::backends::models::Painter;
use ai_tale::domain::{Outline, PictureSpec, StoryRequest, Style};
use ai_tale::pipeline::illustration;

use crate::store::samples;

pub fn spec(style: Style) -> PictureSpec {
    let request = StoryRequest { style, ..samples::request("a fox who is afraid of the dark") };
    let (title, summary) = ("The Fox".to_owned(), "A fox finds a light.".to_owned());
    let outline = Outline { title, summary, tags: Vec::new(), characters: Vec::new(), scenes: 1 };
    illustration::spec(&request, &outline, &[], &["A fox walked through the forest at night."], (64, 48))
}

/// An image that can be decoded, and one picture on the bill.
async fn assert_painted(painter: &dyn Painter, spec: &PictureSpec) {
    let answer = painter.paint(spec).await.unwrap();
    let picture = image::load_from_memory(&answer.value.bytes).unwrap();
    assert!(picture.width() > 0 && picture.height() > 0);
    assert_eq!((answer.usage.pictures, answer.usage.milliseconds), (1, 0), "{:?}", spec.style);
}

pub async fn paints_every_style(painter: &dyn Painter) {
    for style in [Style::Watercolor, Style::PaperCut, Style::Crayon, Style::Storybook, Style::Night] {
        assert_painted(painter, &spec(style)).await;
    }
}

pub async fn paints_an_empty_place(painter: &dyn Painter) {
    assert_painted(painter, &illustration::quiet(&spec(Style::Crayon))).await;
}
