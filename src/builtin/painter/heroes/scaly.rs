//! Dragons, frogs and turtles.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::limbs::{arms, trunk};
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{mix, rgb};

/// A dragon or another big lizard.
pub(super) fn dragon(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        canvas.at((side * 12.0, -42.0), (side, 1.0), 0.0, |canvas| {
            let wing = [
                (0.0, 0.0),
                (16.0, -30.0),
                (44.0, -38.0),
                (38.0, -22.0),
                (44.0, -10.0),
                (30.0, -8.0),
                (26.0, 6.0),
                (12.0, 2.0),
            ];
            canvas.body(shapes::polygon(&wing), mix(coat, rgb(0xf6_b0_5c), 0.6));
        });
    }
    let tail = [(6.0, -14.0), (30.0, -12.0), (46.0, -2.0), (58.0, -12.0), (52.0, 4.0), (30.0, 2.0), (10.0, -2.0)];
    canvas.body(shapes::smooth(&tail), coat);
    canvas.body(shapes::polygon(&[(52.0, -6.0), (68.0, -22.0), (64.0, 0.0)]), mix(coat, rgb(0xf6_b0_5c), 0.7));
    trunk(canvas, figure, coat);
    for y in [-30.0, -22.0, -14.0] {
        canvas.stroke(shapes::curve(&[(-10.0, y), (0.0, y + 2.4), (10.0, y)]), 1.3, darker(figure.belly, 0.25), 0.8);
    }
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.05), wear::sleeve(figure));
    for (x, y) in [(0.0, -96.0), (-13.0, -93.0), (13.0, -93.0)] {
        canvas.body(
            shapes::polygon(&[(x - 6.0, y + 6.0), (x, y - 8.0), (x + 6.0, y + 6.0)]),
            mix(coat, rgb(0xf6_b0_5c), 0.7),
        );
    }
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::polygon(&[(side * 17.0, -86.0), (side * 28.0, -102.0), (side * 25.0, -80.0)]),
            rgb(0xf8_ea_c8),
        );
    }
    canvas.body(shapes::ellipse(0.0, -65.0, 30.0, 26.0), coat);
    canvas.mark(shapes::ellipse(0.0, -53.5, 20.0, 11.5), lighter(coat, 0.3));
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::ellipse(side * 5.0, -58.5, 1.7, 2.1), darker(coat, 0.5));
    }
    face::wide_eyes(canvas, (0.0, -71.0), 12.0, 5.0, pose);
    face::cheeks(canvas, (0.0, -58.0), 23.0);
    face::mouth(canvas, (0.0, -51.5), 7.0, pose);
    wear::on_head(canvas, figure, -90.0);
    wear::at_neck(canvas, figure, -40.0);
}

/// A frog: eyes on top, a wide smile.
pub(super) fn frog(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 21.0, -12.0, 10.0, 13.0), darker(coat, 0.07));
    }
    trunk(canvas, figure, coat);
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.05), wear::sleeve(figure));
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 15.0, -84.0, 11.0, 11.0), coat);
    }
    canvas.body(shapes::ellipse(0.0, -62.0, 32.0, 23.0), coat);
    canvas.mark(shapes::ellipse(0.0, -49.0, 21.0, 8.0), figure.belly);
    face::wide_eyes(canvas, (0.0, -85.0), 15.0, 5.4, pose);
    face::cheeks(canvas, (0.0, -60.0), 23.0);
    face::mouth(canvas, (0.0, -59.0), 14.0, pose);
    wear::on_head(canvas, figure, -89.0);
    wear::at_neck(canvas, figure, -40.0);
}

/// A turtle with its shell on its back.
pub(super) fn turtle(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let shell = mix(darker(figure.coat, 0.3), rgb(0xa8_78_48), 0.6);
    wear::behind(canvas, figure);
    canvas.body(shapes::ellipse(0.0, -28.0, 36.0, 29.0), shell);
    for (x, y) in [(-27.0, -34.0), (27.0, -34.0), (-25.0, -16.0), (25.0, -16.0)] {
        canvas.mark(shapes::ellipse(x, y, 5.0, 6.0), lighter(shell, 0.28));
    }
    trunk(canvas, figure, figure.coat);
    wear::on_body(canvas, figure);
    arms(canvas, pose, figure.coat, wear::sleeve(figure));
    canvas.body(shapes::ellipse(0.0, -66.0, 27.0, 25.0), figure.coat);
    face::eyes(canvas, (0.0, -68.0), 11.0, 5.2, pose);
    face::cheeks(canvas, (0.0, -59.0), 18.0);
    face::mouth(canvas, (0.0, -57.0), 7.0, pose);
    wear::on_head(canvas, figure, -89.0);
    wear::at_neck(canvas, figure, -40.0);
}
