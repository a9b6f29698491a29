//! The built-in models keep the promises of their traits.

use ai_tale::backends::blocking::Processors;
use ai_tale::builtin::Pace;
use ai_tale::builtin::moderator::BuiltinModerator;
use ai_tale::builtin::painter::BuiltinPainter;
use ai_tale::builtin::storyteller::BuiltinStoryteller;

use super::{moderator, painter, storyteller};

fn teller() -> BuiltinStoryteller {
    BuiltinStoryteller::new(Pace::default())
}

#[tokio::test]
async fn the_storyteller_begins_with_a_plan() {
    storyteller::begins_with_a_plan(&teller()).await;
}

#[tokio::test]
async fn the_storyteller_goes_on_where_told() {
    storyteller::goes_on_where_told(&teller()).await;
}

#[tokio::test]
async fn the_storyteller_rewrites_one_scene() {
    storyteller::rewrites_one_scene(&teller()).await;
}

#[tokio::test]
async fn the_storyteller_says_what_it_used_last() {
    storyteller::says_what_it_used_last(&teller()).await;
}

#[tokio::test]
async fn the_painter_paints_every_style() {
    painter::paints_every_style(&BuiltinPainter::new(Pace::default(), Processors::default())).await;
}

#[tokio::test]
async fn the_painter_paints_an_empty_place() {
    painter::paints_an_empty_place(&BuiltinPainter::new(Pace::default(), Processors::default())).await;
}

#[tokio::test]
async fn the_moderator_judges_each_text_in_order() {
    moderator::judges_each_text_in_order(&BuiltinModerator::new()).await;
}

#[tokio::test]
async fn the_moderator_judges_nothing_as_nothing() {
    moderator::judges_nothing_as_nothing(&BuiltinModerator::new()).await;
}

#[tokio::test]
async fn the_moderator_never_passes_a_broken_picture() {
    moderator::never_passes_a_broken_picture(&BuiltinModerator::new()).await;
}
