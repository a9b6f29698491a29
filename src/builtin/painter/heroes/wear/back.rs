//! Capes, wings, backpacks, and the back of a wheelchair.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Figure;
use super::super::items::Item;
use super::aids;
use super::scarves;
use crate::pipeline::palette::Rgb;

/// Everything that is seen behind the body.
pub(in super::super) fn behind(canvas: &mut Canvas, figure: &Figure) {
    for worn in &figure.wear {
        match worn.item {
            Item::Wings => wings(canvas, worn.colour),
            Item::Cape => cape(canvas, worn.colour),
            Item::Backpack => canvas.body(shapes::round_rect(-30.0, -45.0, 60.0, 34.0, 12.0), worn.colour),
            Item::Wheelchair => {
                aids::backrest(canvas, worn.colour);
                continue;
            }
            Item::Hijab => scarves::drape_behind(canvas, worn.colour),
            _ => continue,
        }
        canvas.tell(&worn.words);
    }
}

/// Two pairs, as a butterfly's.
fn wings(canvas: &mut Canvas, colour: Rgb) {
    for side in [-1.0, 1.0] {
        let upper = [
            (side * 8.0, -38.0),
            (side * 34.0, -66.0),
            (side * 52.0, -58.0),
            (side * 44.0, -36.0),
            (side * 26.0, -30.0),
        ];
        canvas.body(shapes::smooth(&upper), colour);
        let lower = [(side * 8.0, -34.0), (side * 32.0, -34.0), (side * 42.0, -20.0), (side * 26.0, -12.0)];
        canvas.body(shapes::smooth(&lower), lighter(colour, 0.3));
        canvas.stroke(shapes::curve(&[(side * 12.0, -40.0), (side * 42.0, -54.0)]), 1.2, darker(colour, 0.3), 0.5);
    }
}

fn cape(canvas: &mut Canvas, colour: Rgb) {
    let cape = [
        (-14.0, -44.0),
        (14.0, -44.0),
        (33.0, -14.0),
        (36.0, -3.0),
        (12.0, -6.0),
        (-12.0, -3.0),
        (-36.0, -6.0),
        (-31.0, -20.0),
    ];
    canvas.body(shapes::smooth(&cape), colour);
}
