//! Hats that protect.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Worn;
use super::super::items::Item;
use crate::pipeline::palette::rgb;

/// Whether it is a helmet, and drawn.
pub(super) fn helmet(canvas: &mut Canvas, worn: &Worn, top: f32) -> bool {
    let colour = worn.colour;
    match worn.item {
        Item::Helmet => {
            let dome = [
                (-31.0, -70.0),
                (-28.0, -89.0),
                (-14.0, top - 8.0),
                (0.0, top - 10.0),
                (14.0, top - 8.0),
                (28.0, -89.0),
                (31.0, -70.0),
                (20.0, -80.0),
                (0.0, -83.0),
                (-20.0, -80.0),
            ];
            canvas.body(shapes::smooth(&dome), colour);
            canvas.stroke(shapes::curve(&[(0.0, top - 9.0), (0.0, top + 5.0)]), 4.0, lighter(colour, 0.4), 0.9);
        }
        Item::FireHelmet => {
            let dome =
                [(-28.0, top + 8.0), (-24.0, top - 12.0), (0.0, top - 22.0), (24.0, top - 12.0), (28.0, top + 8.0)];
            canvas.body(shapes::smooth(&dome), colour);
            canvas.body(shapes::ellipse(0.0, top + 8.0, 37.0, 5.6), darker(colour, 0.12));
            canvas.body(
                shapes::smooth(&[(-8.0, top - 10.0), (8.0, top - 10.0), (8.0, top), (0.0, top + 7.0), (-8.0, top)]),
                rgb(0xf6_c8_50),
            );
        }
        Item::KnightHelmet => {
            let steel = [
                (-31.0, -58.0),
                (-30.0, -80.0),
                (-16.0, -96.0),
                (0.0, -99.0),
                (16.0, -96.0),
                (30.0, -80.0),
                (31.0, -58.0),
                (24.0, -74.0),
                (0.0, -79.0),
                (-24.0, -74.0),
            ];
            canvas.body(shapes::smooth(&steel), colour);
            canvas
                .body(shapes::smooth(&[(0.0, -97.0), (10.0, -114.0), (28.0, -112.0), (20.0, -100.0)]), rgb(0xdc_4a_4c));
        }
        Item::SpaceHelmet => {
            canvas.stroke(shapes::ellipse(0.0, -66.0, 36.0, 35.0), 5.0, colour, 1.0);
            canvas.glaze(shapes::ellipse(0.0, -66.0, 35.0, 34.0), rgb(0xb8_e0_ff), 0.16);
            canvas.stroke(shapes::curve(&[(-26.0, -80.0), (-19.0, -90.0), (-10.0, -95.0)]), 2.4, [1.0; 3], 0.9);
        }
        _ => return false,
    }
    true
}
