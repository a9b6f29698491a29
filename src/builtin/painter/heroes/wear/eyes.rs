//! What is on the head: first what is before the eyes, then what is at the ears, then hats and scarves.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, darker};
use super::super::super::scenery;
use super::super::super::shapes;
use super::super::figure::{Figure, Worn};
use super::super::items::Item;
use super::neck::bow;
use super::{hats, helmets, scarves};
use crate::pipeline::palette::{Rgb, rgb};

/// Everything on the head, whose crown is at `top`.
pub(in super::super) fn on_head(canvas: &mut Canvas, figure: &Figure, top: f32) {
    for worn in &figure.wear {
        let drawn = before_eyes(canvas, worn);
        if drawn {
            canvas.tell(&worn.words);
        }
    }
    for worn in &figure.wear {
        let drawn =
            hats::hat(canvas, worn, top) || helmets::helmet(canvas, worn, top) || scarves::on_head(canvas, worn, top);
        if drawn || at_ears(canvas, worn, top) {
            canvas.tell(&worn.words);
        }
    }
}

fn before_eyes(canvas: &mut Canvas, worn: &Worn) -> bool {
    let colour = worn.colour;
    match worn.item {
        Item::Glasses => glasses(canvas, colour, ([0.9, 0.97, 1.0], 0.22)),
        Item::Sunglasses => glasses(canvas, colour, (rgb(0x2a_2a_3c), 0.86)),
        Item::EyePatch => {
            canvas.line(&[(-27.0, -76.0), (26.0, -64.0)], 1.8, colour);
            canvas.mark(shapes::ellipse(11.5, -67.0, 8.4, 8.0), colour);
        }
        Item::Mask => {
            let mask = [
                (-29.0, -74.0),
                (-12.0, -77.0),
                (0.0, -73.0),
                (12.0, -77.0),
                (29.0, -74.0),
                (27.0, -60.0),
                (11.5, -57.0),
                (0.0, -63.0),
                (-11.5, -57.0),
                (-27.0, -60.0),
            ];
            canvas.glaze(shapes::smooth(&mask), colour, 0.9);
            for side in [-1.0, 1.0] {
                canvas.toned(Tone::Shining, |canvas| {
                    canvas.mark(shapes::ellipse(side * 11.5, -67.0, 6.6, 6.4), rgb(0xff_fe_fa));
                    canvas.mark(shapes::ellipse(side * 11.5, -66.5, 3.8, 4.6), rgb(0x2c_22_2e));
                    canvas.mark(shapes::ellipse(side * 11.5 - 1.2, -68.4, 1.4, 1.5), [1.0; 3]);
                });
            }
        }
        Item::Tube => canvas.stroke(
            shapes::curve(&[(2.0, -56.0), (14.0, -54.0), (24.0, -58.0), (28.0, -48.0)]),
            1.8,
            rgb(0xf6_f4_ee),
            1.0,
        ),
        _ => return false,
    }
    true
}

fn glasses(canvas: &mut Canvas, colour: Rgb, (lens, alpha): (Rgb, f32)) {
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.glaze(shapes::ellipse(side * 12.5, -67.0, 9.6, 9.4), lens, alpha);
        }
    });
    for side in [-1.0, 1.0] {
        canvas.stroke(shapes::ellipse(side * 12.5, -67.0, 9.6, 9.4), 2.0, colour, 1.0);
        canvas.line(&[(side * 22.0, -69.0), (side * 27.5, -70.0)], 1.8, colour);
    }
    canvas.line(&[(-3.2, -68.0), (0.0, -69.4), (3.2, -68.0)], 1.8, colour);
}

fn at_ears(canvas: &mut Canvas, worn: &Worn, top: f32) -> bool {
    let colour = worn.colour;
    match worn.item {
        Item::HearingAid => {
            let hook = [(25.0, -59.0), (25.5, -68.0), (30.0, -71.0), (33.0, -66.0), (32.0, -58.0)];
            canvas.stroke(shapes::curve(&hook), 3.4, darker(colour, 0.45), 1.0);
            canvas.stroke(shapes::curve(&hook), 2.2, colour, 1.0);
            canvas.body(shapes::round_rect(29.0, -68.0, 7.4, 13.0, 3.6), colour);
            canvas.body(shapes::ellipse(25.0, -58.5, 3.4, 3.4), colour);
        }
        Item::Headphones => {
            canvas.stroke(
                shapes::curve(&[
                    (-29.0, -68.0),
                    (-24.0, top - 1.0),
                    (0.0, top - 8.0),
                    (24.0, top - 1.0),
                    (29.0, -68.0),
                ]),
                4.4,
                colour,
                1.0,
            );
            for side in [-1.0, 1.0] {
                canvas.body(shapes::round_rect(side * 30.0 - 5.5, -75.0, 11.0, 20.0, 5.0), colour);
            }
        }
        Item::Flower => scenery::flower(canvas, (19.0, top + 6.0), 0.85, colour),
        Item::HairBow => bow(canvas, (15.0, top + 4.0), 0.9, colour),
        Item::Antennae => {
            for side in [-1.0, 1.0] {
                canvas.line(
                    &[(side * 6.0, top - 2.0), (side * 10.0, top - 14.0), (side * 17.0, top - 18.0)],
                    1.6,
                    darker(colour, 0.3),
                );
                canvas.mark(shapes::ellipse(side * 17.5, top - 18.0, 3.0, 3.0), rgb(0xff_e0_7a));
            }
        }
        Item::Horns => {
            for side in [-1.0, 1.0] {
                canvas.body(
                    shapes::smooth(&[(side * 11.0, top + 2.0), (side * 16.0, top - 16.0), (side * 21.0, top + 5.0)]),
                    colour,
                );
            }
        }
        _ => return false,
    }
    true
}
