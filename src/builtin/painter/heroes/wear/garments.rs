//! Each piece of cloth on a trunk, laid by [`super::cloth`].

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes::{self, At};
use super::super::figure::Worn;
use super::super::items::{Item, Pattern};
use crate::pipeline::palette::{Rgb, rgb};

/// Trousers of an animal.
pub(super) const SEAT: [At; 8] =
    [(-22.5, -24.0), (0.0, -22.0), (22.5, -24.0), (20.0, -7.0), (3.0, -4.5), (0.0, -10.0), (-3.0, -4.5), (-20.0, -7.0)];
const SHIRT: [At; 7] =
    [(-13.0, -46.0), (13.0, -46.0), (21.0, -30.0), (22.5, -17.0), (0.0, -14.0), (-22.5, -17.0), (-21.0, -30.0)];
const DRESS: [At; 9] = [
    (-11.0, -46.0),
    (11.0, -46.0),
    (17.0, -32.0),
    (29.0, -9.0),
    (14.0, -6.5),
    (0.0, -8.0),
    (-14.0, -6.5),
    (-29.0, -9.0),
    (-17.0, -32.0),
];
const SKIRT: [At; 6] = [(-18.0, -27.0), (18.0, -27.0), (29.0, -9.0), (10.0, -6.5), (-10.0, -6.5), (-29.0, -9.0)];
pub(super) fn shirt(canvas: &mut Canvas, worn: &Worn) {
    let colour = worn.colour;
    canvas.body(shapes::smooth(&SHIRT), colour);
    patterned(canvas, worn, (17.0, -38.0, -22.0));
    if worn.item == Item::Sweater {
        canvas.stroke(shapes::curve(&[(-20.5, -18.5), (0.0, -16.0), (20.5, -18.5)]), 3.0, darker(colour, 0.18), 1.0);
    } else if worn.pattern == Pattern::Plain {
        buttons(canvas, colour, -36.0);
    }
}

pub(super) fn coat(canvas: &mut Canvas, worn: &Worn) {
    let colour = worn.colour;
    let coat = [(-14.0, -46.0), (14.0, -46.0), (22.0, -30.0), (26.0, -8.0), (0.0, -6.0), (-26.0, -8.0), (-22.0, -30.0)];
    canvas.body(shapes::smooth(&coat), colour);
    canvas.stroke(shapes::curve(&[(0.0, -44.0), (0.0, -8.0)]), 1.5, darker(colour, 0.35), 0.9);
    buttons(canvas, darker(colour, 0.1), -34.0);
    if worn.pattern == Pattern::Stripes {
        // such as shine in the light of lamps
        for (half, y) in [(21.5, -27.0), (24.0, -14.0)] {
            let band = [(-half, y), (0.0, y + 1.6), (half, y)];
            canvas.stroke(shapes::curve(&band), 5.2, rgb(0xf4_d8_3c), 1.0);
            canvas.stroke(shapes::curve(&band), 1.8, rgb(0xe8_ec_f0), 1.0);
        }
    }
}

/// A dress with a long cloth over one shoulder.
pub(super) fn sari(canvas: &mut Canvas, worn: &Worn) {
    let (colour, gold) = (worn.colour, rgb(0xf6_cc_58));
    canvas.body(shapes::smooth(&DRESS), colour);
    let cloth = [(-15.0, -45.0), (-5.0, -46.0), (22.0, -22.0), (26.0, -8.0), (12.0, -10.0), (-12.0, -32.0)];
    canvas.body(shapes::smooth(&cloth), lighter(colour, 0.25));
    for edge in [[(-14.0, -43.0), (-8.0, -30.0), (12.0, -11.0)], [(-6.0, -45.0), (10.0, -32.0), (24.0, -14.0)]] {
        canvas.stroke(shapes::curve(&edge), 2.0, gold, 1.0);
    }
    canvas.stroke(shapes::curve(&[(-25.0, -9.0), (0.0, -6.4), (25.0, -9.0)]), 2.4, gold, 1.0);
    for (x, y) in [(-14.0, -17.0), (-5.0, -13.0), (3.0, -29.0), (12.0, -21.0)] {
        canvas.mark(shapes::ellipse(x, y, 1.5, 1.5), gold);
    }
}

pub(super) fn waistcoat(canvas: &mut Canvas, colour: Rgb) {
    for side in [-1.0, 1.0] {
        let half = [
            (side * 4.0, -45.0),
            (side * 13.0, -45.0),
            (side * 20.5, -30.0),
            (side * 21.0, -17.0),
            (side * 3.0, -14.0),
        ];
        canvas.body(shapes::smooth(&half), colour);
    }
}

pub(super) fn dress(canvas: &mut Canvas, worn: &Worn) {
    let colour = worn.colour;
    canvas.body(shapes::smooth(&DRESS), colour);
    patterned(canvas, worn, (20.0, -36.0, -14.0));
    canvas.stroke(shapes::curve(&[(-16.0, -29.5), (0.0, -27.5), (16.0, -29.5)]), 2.6, lighter(colour, 0.5), 0.9);
    if worn.pattern == Pattern::Plain {
        for (x, y) in [(-13.0, -16.0), (0.0, -14.0), (13.0, -16.0)] {
            canvas.mark(shapes::ellipse(x, y, 1.9, 1.9), lighter(colour, 0.55));
        }
    }
}

pub(super) fn skirt(canvas: &mut Canvas, worn: &Worn) {
    let colour = worn.colour;
    canvas.body(shapes::smooth(&SKIRT), colour);
    patterned(canvas, worn, (20.0, -24.0, -12.0));
}

pub(super) fn apron(canvas: &mut Canvas, colour: Rgb) {
    let apron = [
        (-9.0, -42.0),
        (9.0, -42.0),
        (11.0, -30.0),
        (19.0, -26.0),
        (19.0, -9.0),
        (0.0, -7.0),
        (-19.0, -9.0),
        (-19.0, -26.0),
        (-11.0, -30.0),
    ];
    canvas.body(shapes::polygon(&apron), colour);
    canvas.stroke(shapes::curve(&[(-8.0, -18.0), (0.0, -16.0), (8.0, -18.0)]), 1.4, darker(colour, 0.25), 0.9);
}

pub(super) fn dungarees(canvas: &mut Canvas, colour: Rgb) {
    canvas.body(shapes::smooth(&SEAT), colour);
    canvas.body(shapes::round_rect(-11.0, -38.0, 22.0, 18.0, 4.0), colour);
    for side in [-1.0, 1.0] {
        canvas.stroke(shapes::curve(&[(side * 9.0, -36.0), (side * 11.0, -45.0)]), 4.0, colour, 1.0);
        canvas.mark(shapes::ellipse(side * 8.4, -35.0, 1.7, 1.7), rgb(0xf6_d4_70));
    }
}

pub(super) fn pyjamas(canvas: &mut Canvas, worn: &Worn) {
    let colour = worn.colour;
    canvas.body(shapes::smooth(&SHIRT), colour);
    patterned(canvas, worn, (17.0, -38.0, -22.0));
    buttons(canvas, colour, -36.0);
}

pub(super) fn swimsuit(canvas: &mut Canvas, colour: Rgb) {
    canvas.body(
        shapes::smooth(&[
            (-10.0, -44.0),
            (-6.0, -38.0),
            (6.0, -38.0),
            (10.0, -44.0),
            (17.0, -28.0),
            (17.0, -14.0),
            (0.0, -9.0),
            (-17.0, -14.0),
            (-17.0, -28.0),
        ]),
        colour,
    );
}

pub(super) fn space_suit(canvas: &mut Canvas, colour: Rgb) {
    canvas.body(shapes::smooth(&SHIRT), colour);
    canvas.body(shapes::round_rect(-10.0, -36.0, 20.0, 13.0, 3.0), darker(colour, 0.14));
    for (x, light) in [(-5.0, rgb(0xe8_5c_54)), (0.0, rgb(0xf6_c4_4c)), (5.0, rgb(0x5c_b0_7c))] {
        canvas.mark(shapes::ellipse(x, -30.0, 1.8, 1.8), light);
    }
}

pub(super) fn armour(canvas: &mut Canvas, colour: Rgb) {
    canvas.body(shapes::smooth(&SHIRT), colour);
    canvas.stroke(shapes::curve(&[(0.0, -44.0), (0.0, -15.0)]), 1.4, darker(colour, 0.4), 0.8);
    canvas.stroke(shapes::curve(&[(-20.0, -28.0), (0.0, -25.0), (20.0, -28.0)]), 1.6, darker(colour, 0.4), 0.8);
    canvas.glaze(shapes::ellipse(-8.0, -38.0, 3.0, 4.6), [1.0; 3], 0.5);
}

fn buttons(canvas: &mut Canvas, colour: Rgb, top: f32) {
    for y in [0.0, 7.0, 14.0] {
        canvas.mark(shapes::ellipse(0.0, top + y, 1.5, 1.5), lighter(colour, 0.65));
    }
}

/// Stripes or dots between two heights.
fn patterned(canvas: &mut Canvas, worn: &Worn, (half, top, foot): (f32, f32, f32)) {
    let light =
        if worn.colour.iter().sum::<f32>() > 2.4 { darker(worn.colour, 0.45) } else { lighter(worn.colour, 0.75) };
    let rows = [top, f32::midpoint(top, foot), foot];
    match worn.pattern {
        Pattern::Plain => {}
        Pattern::Stripes => {
            for y in rows {
                canvas.stroke(shapes::curve(&[(-half, y), (0.0, y + 2.4), (half, y)]), 3.0, light, 0.95);
            }
        }
        Pattern::Dots => {
            for (row, y) in rows.into_iter().enumerate() {
                for x in [-0.7, 0.0, 0.7] {
                    let shift = if row % 2 == 0 { 0.0 } else { 4.0 };
                    canvas.mark(shapes::ellipse(x * half + shift, y, 2.1, 2.1), light);
                }
            }
        }
    }
}
