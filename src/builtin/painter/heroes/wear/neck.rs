//! What is at the neck: scarves, bows, chains, the ties of capes.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::{Figure, Worn};
use super::super::items::{Item, Pattern};
use super::aids;
use super::scarves;
use crate::pipeline::palette::{Rgb, rgb};

/// Everything at the neck, whose height is `y`.
pub(in super::super) fn at_neck(canvas: &mut Canvas, figure: &Figure, y: f32) {
    let covers = |worn: &&Worn| matches!(worn.item, Item::Hijab | Item::Cape);
    let (first, then): (Vec<&Worn>, Vec<&Worn>) = figure.wear.iter().partition(covers);
    for worn in first.into_iter().chain(then) {
        let colour = worn.colour;
        match worn.item {
            Item::Cape => {
                canvas.body(shapes::round_rect(-16.0, y - 3.5, 32.0, 6.4, 3.2), colour);
                canvas.mark(shapes::ellipse(0.0, y - 0.4, 3.2, 3.2), rgb(0xff_d8_6a));
            }
            Item::Hijab => scarves::drape_before(canvas, colour, y),
            Item::Scarf => scarf(canvas, worn, y),
            Item::Necklace => {
                canvas.stroke(shapes::curve(&[(-15.0, y), (0.0, y + 6.0), (15.0, y)]), 2.4, darker(colour, 0.1), 1.0);
                canvas.body(shapes::ellipse(0.0, y + 8.0, 4.2, 4.2), colour);
            }
            Item::Medal => {
                canvas.stroke(shapes::curve(&[(-10.0, y), (0.0, y + 9.0), (10.0, y)]), 3.0, rgb(0x4c_86_cc), 1.0);
                canvas.body(shapes::star(0.0, y + 13.0, 6.6, 3.4, 5), colour);
            }
            Item::Bell => {
                collar(canvas, y, rgb(0xb8_44_44));
                canvas.body(
                    shapes::smooth(&[
                        (-6.0, y + 13.0),
                        (-4.0, y + 5.0),
                        (0.0, y + 3.0),
                        (4.0, y + 5.0),
                        (6.0, y + 13.0),
                    ]),
                    colour,
                );
                canvas.mark(shapes::ellipse(0.0, y + 14.0, 2.0, 2.0), darker(colour, 0.4));
            }
            Item::Collar => collar(canvas, y, colour),
            Item::Button => {
                canvas.body(shapes::ellipse(0.0, y + 10.0, 5.6, 5.6), colour);
                for (dx, dy) in [(-1.6, -1.6), (1.6, -1.6), (-1.6, 1.6), (1.6, 1.6)] {
                    canvas.mark(shapes::ellipse(dx, y + 10.0 + dy, 0.8, 0.8), darker(colour, 0.5));
                }
            }
            Item::Bow => bow(canvas, (0.0, y + 3.0), 1.0, colour),
            Item::Tie => {
                canvas.body(
                    shapes::polygon(&[
                        (-3.4, y),
                        (3.4, y),
                        (2.4, y + 5.0),
                        (5.0, y + 20.0),
                        (0.0, y + 25.0),
                        (-5.0, y + 20.0),
                        (-2.4, y + 5.0),
                    ]),
                    colour,
                );
            }
            Item::Stethoscope => {
                canvas.stroke(
                    shapes::curve(&[(-12.0, y), (-8.0, y + 14.0), (0.0, y + 18.0), (8.0, y + 14.0), (12.0, y)]),
                    2.2,
                    colour,
                    1.0,
                );
                canvas.stroke(shapes::curve(&[(0.0, y + 18.0), (4.0, y + 22.0)]), 2.2, colour, 1.0);
                canvas.body(shapes::ellipse(5.0, y + 24.0, 4.0, 4.0), rgb(0xba_c6_d2));
            }
            Item::Sling => aids::sling(canvas, colour),
            _ => continue,
        }
        canvas.tell(&worn.words);
    }
}

fn scarf(canvas: &mut Canvas, worn: &Worn, y: f32) {
    let colour = worn.colour;
    let end = [(8.0, y), (17.0, y - 1.0), (19.0, y + 15.0), (17.0, y + 23.0), (9.0, y + 22.0), (10.0, y + 10.0)];
    canvas.body(shapes::smooth(&end), darker(colour, 0.1));
    let round = [(-22.0, y - 3.0), (0.0, y + 1.0), (22.0, y - 3.0), (21.0, y + 5.0), (0.0, y + 8.5), (-21.0, y + 5.0)];
    canvas.body(shapes::smooth(&round), colour);
    let (wide, alpha) = if worn.pattern == Pattern::Stripes { (3.4, 1.0) } else { (1.5, 0.75) };
    for x in [-12.0, -3.0, 6.0] {
        canvas.stroke(shapes::curve(&[(x, y + 0.8), (x + 1.6, y + 6.4)]), wide, lighter(colour, 0.45), alpha);
    }
}

fn collar(canvas: &mut Canvas, y: f32, colour: Rgb) {
    canvas.stroke(shapes::curve(&[(-16.0, y - 1.0), (0.0, y + 3.0), (16.0, y - 1.0)]), 4.6, colour, 1.0);
}

/// A bow about its knot.
pub(super) fn bow(canvas: &mut Canvas, at: (f32, f32), size: f32, colour: Rgb) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        for side in [-1.0, 1.0] {
            let loop_of = [(0.0, 0.0), (side * 7.0, -6.0), (side * 13.0, -5.5), (side * 13.0, 5.5), (side * 7.0, 6.0)];
            canvas.body(shapes::smooth(&loop_of), colour);
        }
        canvas.body(shapes::ellipse(0.0, 0.0, 3.8, 4.0), darker(colour, 0.12));
    });
}
