//! Legs and trunk, or a fish's tail.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Figure;
use super::super::items::Item;
use super::super::limbs::feet;
use super::super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

const DENIM: Rgb = rgb(0x5a_6a_96);

/// Legs in what they are in, and the trunk above them.
pub(super) fn legs(canvas: &mut Canvas, figure: &Figure) {
    let of = |item: Item| wear::worn(figure, item);
    let whole = [Item::Pyjamas, Item::SpaceSuit, Item::Armour].into_iter().find_map(of);
    let bare = of(Item::Dress).or_else(|| of(Item::Sari)).or_else(|| of(Item::Skirt)).or_else(|| of(Item::Swimsuit));
    let cloth = whole.or_else(|| of(Item::Dungarees)).or_else(|| of(Item::Trousers));
    let shorts = of(Item::Shorts);
    let leg = cloth.unwrap_or(if shorts.is_some() || bare.is_some() { figure.coat } else { DENIM });
    let trunk = whole.or(bare).or(shorts).or(cloth).unwrap_or(DENIM);
    for side in [-1.0, 1.0] {
        if side > 0.0 && wear::stands_on_prosthesis(figure) {
            wear::prosthesis(canvas, figure);
            continue;
        }
        canvas.body(shapes::round_rect(side * 8.5 - 5.0, -22.0, 10.0, 20.0, 4.0), leg);
        if let Some(colour) = shorts {
            canvas.body(shapes::round_rect(side * 8.5 - 6.0, -22.0, 12.0, 12.0, 3.0), colour);
        }
    }
    feet(canvas, figure, if of(Item::Swimsuit).is_some() { figure.coat } else { rgb(0x8c_58_40) });
    let pear = [
        (0.0, -48.0),
        (13.0, -44.0),
        (19.0, -24.0),
        (17.0, -13.0),
        (0.0, -11.0),
        (-17.0, -13.0),
        (-19.0, -24.0),
        (-13.0, -44.0),
    ];
    canvas.body(shapes::smooth(&pear), trunk);
}

/// A mermaid's tail, and the top of shells above it.
pub(super) fn fishtail(canvas: &mut Canvas, figure: &Figure) {
    let tail = wear::worn(figure, Item::Fishtail).unwrap_or(figure.belly);
    let fin = [(14.0, -6.0), (40.0, -14.0), (48.0, 4.0), (30.0, 4.0), (22.0, 10.0), (12.0, 2.0)];
    canvas.body(shapes::smooth(&fin), lighter(tail, 0.2));
    let scales =
        [(-15.0, -32.0), (15.0, -32.0), (18.0, -18.0), (22.0, -6.0), (14.0, 0.0), (-4.0, -2.0), (-16.0, -14.0)];
    canvas.body(shapes::smooth(&scales), tail);
    for (x, y) in [(-8.0, -22.0), (2.0, -20.0), (-2.0, -11.0), (10.0, -10.0)] {
        canvas.stroke(shapes::curve(&[(x - 3.0, y), (x, y + 2.6), (x + 3.0, y)]), 1.2, darker(tail, 0.3), 0.8);
    }
    let top = [(0.0, -48.0), (13.0, -44.0), (15.0, -30.0), (0.0, -27.0), (-15.0, -30.0), (-13.0, -44.0)];
    canvas.body(shapes::smooth(&top), figure.coat);
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::fluffy(side * 6.0, -37.0, 5.6, 4.6, 5), mix(figure.accent, rgb(0xf4_90_b8), 0.5));
    }
    wear::tell(canvas, figure, Item::Fishtail);
}
