//! Parts of machines: a cab with a face in its window, lamps, wheels, tracks.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, darker, lighter};
use super::super::super::shapes;
use super::super::face;
use super::super::figure::Figure;
use super::super::pose::Pose;
use super::super::wear;
use crate::pipeline::palette::{Rgb, rgb};

pub(super) const RUBBER: Rgb = rgb(0x3e_3c_48);
pub(super) const STEEL: Rgb = rgb(0xb4_be_ca);
pub(super) const GLASS: Rgb = rgb(0xd4_ee_f8);

/// A face whose eyes are at `at`, with what is worn on it; where nobody is, light on the glass.
pub(super) fn faced(canvas: &mut Canvas, figure: &Figure, pose: Pose, (at, size): ((f32, f32), f32)) {
    if !figure.has_face {
        for (x, long) in [(-9.0, 9.0), (0.0, 6.0)] {
            let glint = [(at.0 + (x - long) * size, at.1 + long * size), (at.0 + x * size, at.1 - long * 0.6 * size)];
            canvas.stroke(shapes::curve(&glint), 3.4 * size, [1.0; 3], 0.8);
        }
        return;
    }
    canvas.at(at, (size, size), 0.0, |canvas| {
        canvas.at((0.0, 67.0), (1.0, 1.0), 0.0, |canvas| {
            face::wide_eyes(canvas, (0.0, -67.0), 12.0, 5.4, pose);
            face::cheeks(canvas, (0.0, -53.0), 21.0);
            face::mouth(canvas, (0.0, -50.0), 7.0, pose);
            wear::on_head(canvas, figure, -92.0);
            wear::at_neck(canvas, figure, -40.0);
        });
    });
}

/// The front of a lorry from the roof to the bumper: `wide` units, its top at `top`.
pub(super) fn cab(canvas: &mut Canvas, figure: &Figure, pose: Pose, (wide, top): (f32, f32)) {
    let half = wide / 2.0;
    canvas.body(shapes::round_rect(-half, top, wide, -top - 12.0, 10.0), figure.coat);
    canvas.body(shapes::round_rect(-half + 6.0, top + 8.0, wide - 12.0, 30.0, 7.0), GLASS);
    lamps(canvas, half - 9.0, -24.0);
    canvas.body(shapes::round_rect(-half - 2.0, -17.0, wide + 4.0, 8.0, 4.0), darker(figure.coat, 0.3));
    faced(canvas, figure, pose, ((0.0, top + 24.0), 0.98));
}

pub(super) fn lamps(canvas: &mut Canvas, x: f32, y: f32) {
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.glow((side * x, y), 13.0, rgb(0xff_ee_a8), 0.5);
            canvas.body(shapes::ellipse(side * x, y, 5.0, 5.0), rgb(0xff_f2_b8));
        }
    });
}

/// Two wheels as one sees them from the front.
pub(super) fn wheels(canvas: &mut Canvas, x: f32, (wide, tall): (f32, f32)) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::round_rect(side * x - wide / 2.0, -tall, wide, tall, wide * 0.4), RUBBER);
    }
}

/// A wheel from the side.
pub(super) fn wheel(canvas: &mut Canvas, (x, y): (f32, f32), radius: f32, hub: Rgb) {
    canvas.body(shapes::ellipse(x, y, radius, radius), RUBBER);
    canvas.body(shapes::ellipse(x, y, radius * 0.5, radius * 0.5), hub);
    canvas.mark(shapes::ellipse(x, y, radius * 0.16, radius * 0.16), darker(hub, 0.4));
}

/// Two caterpillar tracks from the front.
pub(super) fn tracks(canvas: &mut Canvas, x: f32) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::round_rect(side * x - 13.0, -24.0, 26.0, 24.0, 6.0), RUBBER);
        for y in [-19.0, -13.0, -7.0] {
            canvas.line(&[(side * x - 10.0, y), (side * x + 10.0, y)], 2.0, lighter(RUBBER, 0.25));
        }
    }
}

/// Lights that flash on a roof.
pub(super) fn flashing(canvas: &mut Canvas, top: f32, colour: Rgb) {
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.glow((side * 17.0, top - 4.0), 18.0, colour, 0.6);
            canvas.body(shapes::round_rect(side * 17.0 - 8.0, top - 9.0, 16.0, 10.0, 4.0), colour);
        }
    });
}
