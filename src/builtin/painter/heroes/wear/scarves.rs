//! What covers hair, for faith, for warmth or for looks: hijab, turban, kippah, kerchief, hood.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Worn;
use super::super::items::Item;
use crate::pipeline::palette::{Rgb, rgb};

/// The back of a headscarf, behind body and head.
pub(super) fn drape_behind(canvas: &mut Canvas, colour: Rgb) {
    let fall = [(-22.0, -46.0), (0.0, -50.0), (22.0, -46.0), (29.0, -26.0), (0.0, -20.0), (-29.0, -26.0)];
    canvas.body(shapes::smooth(&fall), darker(colour, 0.14));
}

/// The folds of a headscarf before neck and shoulders.
pub(super) fn drape_before(canvas: &mut Canvas, colour: Rgb, y: f32) {
    let folds = [
        (-27.0, y - 10.0),
        (-15.0, y - 2.0),
        (0.0, y + 1.0),
        (15.0, y - 2.0),
        (27.0, y - 10.0),
        (29.0, y + 9.0),
        (14.0, y + 16.0),
        (0.0, y + 19.0),
        (-14.0, y + 16.0),
        (-29.0, y + 9.0),
    ];
    canvas.body(shapes::smooth(&folds), colour);
    for lift in [0.0, 6.0] {
        let fold = [(-22.0, y - 2.0 + lift), (0.0, y + 7.0 + lift), (23.0, y - 5.0 + lift)];
        canvas.stroke(shapes::curve(&fold), 1.6, darker(colour, 0.28), 0.75);
    }
}

/// Whether it is a scarf for the head, and drawn.
pub(super) fn on_head(canvas: &mut Canvas, worn: &Worn, top: f32) -> bool {
    let colour = worn.colour;
    match worn.item {
        Item::Hijab => around_face(canvas, colour),
        Item::Turban => turban(canvas, colour, top),
        Item::Kippah => {
            let cap = [
                (-15.0, top + 5.5),
                (-11.0, top - 2.0),
                (0.0, top - 5.5),
                (11.0, top - 2.0),
                (15.0, top + 5.5),
                (0.0, top + 3.5),
            ];
            canvas.body(shapes::smooth(&cap), colour);
            canvas.stroke(
                shapes::curve(&[(-13.0, top + 3.4), (0.0, top + 1.6), (13.0, top + 3.4)]),
                1.7,
                lighter(colour, 0.7),
                0.95,
            );
        }
        Item::Bandana => {
            let cloth = [
                (-30.0, top + 20.0),
                (-27.0, top + 4.0),
                (-12.0, top - 6.0),
                (12.0, top - 6.0),
                (27.0, top + 4.0),
                (30.0, top + 20.0),
                (16.0, top + 12.0),
                (-16.0, top + 12.0),
            ];
            canvas.body(shapes::smooth(&cloth), colour);
            for (x, y) in [(-14.0, 4.0), (0.0, 1.0), (14.0, 4.0), (-7.0, 8.0), (7.0, 8.0)] {
                canvas.mark(shapes::ellipse(x, top + y, 1.7, 1.7), lighter(colour, 0.7));
            }
        }
        Item::Hood => ring(canvas, colour, (37.0, 36.0), (25.0, 24.0)),
        _ => return false,
    }
    true
}

/// Cloth all round a face.
fn around_face(canvas: &mut Canvas, colour: Rgb) {
    ring(canvas, colour, (33.0, 34.0), (21.5, 22.5));
    canvas.stroke(shapes::curve(&[(-27.0, -78.0), (-14.0, -91.0), (4.0, -94.5)]), 1.6, lighter(colour, 0.45), 0.8);
    canvas.stroke(shapes::curve(&[(24.0, -82.0), (28.5, -66.0), (24.0, -48.0)]), 1.4, darker(colour, 0.3), 0.7);
}

/// Cloth about the face with the face left free.
fn ring(canvas: &mut Canvas, colour: Rgb, (wide, tall): (f32, f32), (inner_wide, inner_tall): (f32, f32)) {
    let middle = -63.5;
    for side in [-1.0, 1.0] {
        let mut edge = Vec::new();
        for step in 0..=8 {
            let turn = std::f32::consts::PI * step as f32 / 8.0;
            edge.push((side * wide * turn.sin(), middle - tall * turn.cos()));
        }
        for step in (0..=8).rev() {
            let turn = std::f32::consts::PI * step as f32 / 8.0;
            edge.push((side * inner_wide * turn.sin(), middle - inner_tall * turn.cos()));
        }
        canvas.glaze(shapes::polygon(&edge), colour, 1.0);
    }
    canvas.stroke(shapes::ellipse(0.0, middle, wide, tall), 1.6, darker(colour, 0.35), 0.8);
    canvas.stroke(shapes::ellipse(0.0, middle, inner_wide, inner_tall), 1.4, darker(colour, 0.3), 0.7);
}

/// Cloth wound about the head, higher in front.
fn turban(canvas: &mut Canvas, colour: Rgb, top: f32) {
    let wound = [
        (-31.0, top + 20.0),
        (-37.0, top + 4.0),
        (-28.0, top - 16.0),
        (0.0, top - 25.0),
        (28.0, top - 16.0),
        (37.0, top + 4.0),
        (31.0, top + 20.0),
        (16.0, top + 12.0),
        (0.0, top + 7.0),
        (-16.0, top + 12.0),
    ];
    canvas.body(shapes::smooth(&wound), colour);
    for (from, to) in [
        ((-33.0, 8.0), (12.0, -20.0)),
        ((-31.0, 15.0), (24.0, -12.0)),
        ((33.0, 8.0), (-12.0, -20.0)),
        ((31.0, 15.0), (-6.0, -4.0)),
    ] {
        let fold = [
            (from.0, top + from.1),
            (f32::midpoint(from.0, to.0), top + f32::midpoint(from.1, to.1) - 4.0),
            (to.0, top + to.1),
        ];
        canvas.stroke(shapes::curve(&fold), 1.7, darker(colour, 0.3), 0.7);
    }
    canvas.body(shapes::ellipse(0.0, top + 2.0, 4.2, 5.0), rgb(0xff_e2_90));
}
