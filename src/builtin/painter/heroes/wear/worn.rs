//! Looks up what somebody has on, and tells that it was drawn.

use super::super::super::canvas::Canvas;
use super::super::figure::{Figure, Worn};
use super::super::items::Item;
use crate::pipeline::palette::Rgb;

/// The colour of something worn.
pub(in super::super) fn worn(figure: &Figure, wanted: Item) -> Option<Rgb> {
    figure.wear.iter().find(|worn| worn.item == wanted).map(|worn| worn.colour)
}

/// What is on the feet, which is told as drawn.
pub(in super::super) fn shod<'f>(canvas: &mut Canvas, figure: &'f Figure) -> Option<&'f Worn> {
    let is_shoe = |worn: &&Worn| matches!(worn.item, Item::Boots | Item::Shoes | Item::Socks);
    let shoe = figure.wear.iter().find(is_shoe)?;
    canvas.tell(&shoe.words);
    Some(shoe)
}

/// Tells that something was drawn, in the words of the sheet.
pub(in super::super) fn tell(canvas: &mut Canvas, figure: &Figure, item: Item) {
    for worn in figure.wear.iter().filter(|worn| worn.item == item) {
        canvas.tell(&worn.words);
    }
}
