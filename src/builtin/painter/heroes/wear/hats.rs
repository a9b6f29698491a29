//! Hats of cloth and straw, and crowns. `top` is the crown of the head.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Worn;
use super::super::items::Item;
use crate::pipeline::palette::{Rgb, rgb};

/// Whether it is a hat, and drawn.
pub(super) fn hat(canvas: &mut Canvas, worn: &Worn, top: f32) -> bool {
    let colour = worn.colour;
    match worn.item {
        Item::Hat => brimmed(canvas, colour, top, (27.0, 19.0)),
        Item::SunHat => brimmed(canvas, colour, top, (44.0, 16.0)),
        Item::TopHat => top_hat(canvas, colour, top),
        Item::Cap => cap(canvas, colour, top),
        Item::Beanie => beanie(canvas, colour, top),
        Item::Beret => beret(canvas, colour, top),
        Item::ChefHat => chef_hat(canvas, colour, top),
        Item::PartyHat | Item::PointedHat => pointed(canvas, worn.item, colour, top),
        Item::SantaHat => santa_hat(canvas, colour, top),
        Item::PirateHat => pirate_hat(canvas, colour, top),
        Item::Crown => crown(canvas, colour, top),
        Item::Wreath => wreath(canvas, colour, top),
        Item::Headband => canvas.stroke(
            shapes::curve(&[
                (-29.0, top + 18.0),
                (-20.0, top + 6.0),
                (0.0, top + 1.0),
                (20.0, top + 6.0),
                (29.0, top + 18.0),
            ]),
            5.0,
            colour,
            1.0,
        ),
        _ => return false,
    }
    true
}

fn top_hat(canvas: &mut Canvas, colour: Rgb, top: f32) {
    canvas.body(
        shapes::polygon(&[(-18.0, top + 5.0), (-20.0, top - 30.0), (20.0, top - 30.0), (18.0, top + 5.0)]),
        colour,
    );
    canvas.stroke(shapes::curve(&[(-18.0, top - 2.0), (0.0, top), (18.0, top - 2.0)]), 5.0, rgb(0xd4_4a_4c), 1.0);
    canvas.body(shapes::ellipse(0.0, top + 5.0, 29.0, 4.8), darker(colour, 0.06));
}

fn beanie(canvas: &mut Canvas, colour: Rgb, top: f32) {
    canvas.body(dome(top, 20.0), colour);
    for x in [-14.0, -5.0, 5.0, 14.0] {
        canvas.stroke(shapes::curve(&[(x, top + 4.0), (x * 0.7, top - 10.0)]), 1.4, darker(colour, 0.25), 0.7);
    }
    canvas.body(shapes::round_rect(-29.0, top + 1.0, 58.0, 10.0, 5.0), darker(colour, 0.12));
    canvas.body(shapes::fluffy(0.0, top - 15.0, 7.0, 7.0, 8), lighter(colour, 0.6));
}

fn beret(canvas: &mut Canvas, colour: Rgb, top: f32) {
    let cloth = [
        (-29.0, top + 6.0),
        (-32.0, top - 4.0),
        (-14.0, top - 15.0),
        (16.0, top - 16.0),
        (36.0, top - 6.0),
        (30.0, top + 4.0),
        (0.0, top + 3.0),
    ];
    canvas.body(shapes::smooth(&cloth), colour);
    canvas.line(&[(4.0, top - 15.0), (6.0, top - 21.0)], 3.0, darker(colour, 0.2));
}

fn chef_hat(canvas: &mut Canvas, colour: Rgb, top: f32) {
    canvas.body(shapes::fluffy(0.0, top - 18.0, 27.0, 15.0, 8), colour);
    canvas.body(shapes::round_rect(-21.0, top - 10.0, 42.0, 16.0, 4.0), darker(colour, 0.06));
}

fn santa_hat(canvas: &mut Canvas, colour: Rgb, top: f32) {
    let cone = [
        (-24.0, top + 4.0),
        (-12.0, top - 20.0),
        (10.0, top - 30.0),
        (36.0, top - 14.0),
        (38.0, top - 2.0),
        (22.0, top - 8.0),
        (25.0, top + 4.0),
    ];
    canvas.body(shapes::smooth(&cone), colour);
    canvas.body(shapes::round_rect(-28.0, top, 56.0, 10.0, 5.0), rgb(0xfa_f8_f4));
    canvas.body(shapes::fluffy(38.0, top + 1.0, 7.0, 7.0, 7), rgb(0xfa_f8_f4));
}

fn pirate_hat(canvas: &mut Canvas, colour: Rgb, top: f32) {
    let brim = [
        (-38.0, top + 8.0),
        (-22.0, top - 9.0),
        (0.0, top - 18.0),
        (22.0, top - 9.0),
        (38.0, top + 8.0),
        (0.0, top + 3.0),
    ];
    canvas.body(shapes::smooth(&brim), colour);
    canvas.mark(shapes::heart(0.0, top - 5.0, 4.6), rgb(0xfa_f4_ea));
}

fn crown(canvas: &mut Canvas, colour: Rgb, top: f32) {
    let edge = [
        (-16.0, top + 5.0),
        (-19.0, top - 13.0),
        (-9.0, top - 5.0),
        (0.0, top - 18.0),
        (9.0, top - 5.0),
        (19.0, top - 13.0),
        (16.0, top + 5.0),
    ];
    canvas.body(shapes::polygon(&edge), colour);
    for (x, y) in [(-8.0, -1.0), (0.0, -2.0), (8.0, -1.0)] {
        canvas.mark(shapes::ellipse(x, top + y, 2.0, 2.0), rgb(0xe4_54_6a));
    }
}

fn wreath(canvas: &mut Canvas, colour: Rgb, top: f32) {
    for (index, (x, y)) in
        [(-24.0, 12.0), (-16.0, 5.0), (-6.0, 1.0), (6.0, 1.0), (16.0, 5.0), (24.0, 12.0)].into_iter().enumerate()
    {
        let petal = if index % 2 == 0 { colour } else { lighter(colour, 0.5) };
        canvas.body(shapes::fluffy(x, top + y, 5.6, 5.6, 5), petal);
        canvas.mark(shapes::ellipse(x, top + y, 2.0, 2.0), rgb(0xff_dc_6a));
    }
}

/// The upper half of a head, `tall` units above its crown's rim.
fn dome(top: f32, tall: f32) -> Option<tiny_skia::Path> {
    shapes::smooth(&[
        (-29.0, top + 9.0),
        (-27.0, top - tall * 0.35),
        (-14.0, top - tall * 0.8),
        (0.0, top - tall * 0.92),
        (14.0, top - tall * 0.8),
        (27.0, top - tall * 0.35),
        (29.0, top + 9.0),
        (0.0, top + 4.0),
    ])
}

fn brimmed(canvas: &mut Canvas, colour: Rgb, top: f32, (brim, tall): (f32, f32)) {
    let crown = [
        (-18.0, top + 5.0),
        (-16.0, top - tall * 0.64),
        (0.0, top - tall),
        (16.0, top - tall * 0.64),
        (18.0, top + 5.0),
    ];
    canvas.body(shapes::smooth(&crown), colour);
    canvas.body(shapes::ellipse(0.0, top + 5.0, brim, brim * 0.18), darker(colour, 0.06));
    let ribbon = if brim > 30.0 { rgb(0xd8_5c_5c) } else { lighter(colour, 0.5) };
    canvas.stroke(shapes::curve(&[(-17.0, top), (0.0, top + 2.0), (17.0, top)]), 3.4, ribbon, 0.95);
}

/// A cap with a peak to one side.
fn cap(canvas: &mut Canvas, colour: Rgb, top: f32) {
    canvas.body(dome(top, 17.0), colour);
    let peak = [
        (-30.0, top + 8.0),
        (-8.0, top + 4.0),
        (20.0, top + 5.0),
        (28.0, top + 9.0),
        (0.0, top + 12.0),
        (-40.0, top + 16.0),
    ];
    canvas.body(shapes::smooth(&peak), darker(colour, 0.16));
    canvas.mark(shapes::ellipse(0.0, top - 15.0, 2.6, 2.2), darker(colour, 0.25));
}

fn pointed(canvas: &mut Canvas, item: Item, colour: Rgb, top: f32) {
    if item == Item::PartyHat {
        canvas.body(shapes::polygon(&[(-15.0, top + 5.0), (0.0, top - 36.0), (15.0, top + 5.0)]), colour);
        for (x, y) in [(-6.0, -2.0), (5.0, -8.0), (-1.0, -18.0)] {
            canvas.mark(shapes::ellipse(x, top + y, 2.4, 2.4), rgb(0xff_ee_a8));
        }
        canvas.body(shapes::fluffy(0.0, top - 36.0, 5.0, 5.0, 7), rgb(0xff_e0_7a));
        return;
    }
    let cone = [(-21.0, top + 6.0), (-10.0, top - 22.0), (8.0, top - 46.0), (8.0, top - 20.0), (21.0, top + 6.0)];
    canvas.body(shapes::smooth(&cone), colour);
    canvas.body(shapes::ellipse(0.0, top + 6.0, 33.0, 6.0), darker(colour, 0.12));
    canvas.mark(shapes::star(0.0, top - 11.0, 6.0, 2.6, 5), rgb(0xff_e0_7a));
}
