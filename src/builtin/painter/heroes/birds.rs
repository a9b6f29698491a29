//! Birds: small ones and ducks, owls, penguins.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::limbs::wings;
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{Rgb, rgb};

const BEAK: Rgb = rgb(0xf6_a4_3c);

/// A round bird; a duck has a flat bill.
pub(super) fn bird(canvas: &mut Canvas, figure: &Figure, pose: Pose, duck: bool) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    canvas.body(
        shapes::smooth(&[(16.0, -20.0), (40.0, -34.0), (46.0, -24.0), (38.0, -14.0), (20.0, -8.0)]),
        darker(coat, 0.14),
    );
    bird_feet(canvas);
    canvas.body(
        shapes::smooth(&[
            (0.0, -58.0),
            (22.0, -48.0),
            (30.0, -24.0),
            (20.0, -6.0),
            (0.0, -3.0),
            (-20.0, -6.0),
            (-30.0, -24.0),
            (-22.0, -48.0),
        ]),
        coat,
    );
    canvas.mark(shapes::ellipse(0.0, -22.0, 18.0, 16.0), figure.belly);
    wear::on_body(canvas, figure);
    wings(canvas, pose, darker(coat, 0.1), (22.0, -40.0), 32.0);
    for (x, y) in [(-4.0, -106.0), (3.0, -110.0), (9.0, -104.0)] {
        canvas.body(shapes::smooth(&[(0.0, -90.0), (x - 2.0, y + 4.0), (x, y), (x + 3.0, y + 4.0)]), coat);
    }
    canvas.body(shapes::ellipse(0.0, -66.0, 29.0, 27.0), coat);
    face::wide_eyes(canvas, (0.0, -70.0), 12.0, 4.6, pose);
    face::cheeks(canvas, (0.0, -58.0), 20.0);
    if duck {
        canvas.body(
            shapes::smooth(&[(-13.0, -57.0), (0.0, -62.0), (13.0, -57.0), (9.0, -51.0), (0.0, -49.5), (-9.0, -51.0)]),
            BEAK,
        );
        canvas.stroke(shapes::curve(&[(-11.0, -56.5), (0.0, -54.0), (11.0, -56.5)]), 1.1, darker(BEAK, 0.4), 0.9);
    } else {
        beak(canvas, (0.0, -58.0), 7.0, pose);
    }
    wear::on_head(canvas, figure, -90.0);
    wear::at_neck(canvas, figure, -41.0);
}

/// An owl with great eyes.
pub(super) fn owl(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    bird_feet(canvas);
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::smooth(&[(side * 10.0, -88.0), (side * 28.0, -106.0), (side * 31.0, -80.0)]),
            darker(coat, 0.08),
        );
    }
    canvas.body(
        shapes::smooth(&[
            (0.0, -95.0),
            (26.0, -86.0),
            (34.0, -58.0),
            (31.0, -22.0),
            (16.0, -4.0),
            (0.0, -2.0),
            (-16.0, -4.0),
            (-31.0, -22.0),
            (-34.0, -58.0),
            (-26.0, -86.0),
        ]),
        coat,
    );
    canvas.mark(shapes::ellipse(0.0, -25.0, 20.0, 20.0), figure.belly);
    for (x, y) in [(-8.0, -32.0), (0.0, -32.0), (8.0, -32.0), (-4.0, -25.0), (4.0, -25.0), (0.0, -18.0)] {
        canvas.stroke(shapes::curve(&[(x - 3.0, y), (x, y + 3.0), (x + 3.0, y)]), 1.3, darker(figure.belly, 0.35), 0.8);
    }
    wear::on_body(canvas, figure);
    wings(canvas, pose, darker(coat, 0.14), (28.0, -48.0), 42.0);
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::ellipse(side * 13.0, -68.0, 15.0, 15.0), lighter(figure.belly, 0.35));
    }
    face::wide_eyes(canvas, (0.0, -68.0), 12.5, 6.2, pose);
    beak(canvas, (0.0, -58.0), 5.4, pose);
    face::cheeks(canvas, (0.0, -54.0), 21.0);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -46.0);
}

pub(super) fn penguin(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    bird_feet(canvas);
    canvas.body(
        shapes::smooth(&[
            (0.0, -95.0),
            (25.0, -86.0),
            (31.0, -60.0),
            (30.0, -22.0),
            (18.0, -4.0),
            (0.0, -2.0),
            (-18.0, -4.0),
            (-30.0, -22.0),
            (-31.0, -60.0),
            (-25.0, -86.0),
        ]),
        coat,
    );
    canvas.mark(
        shapes::smooth(&[
            (0.0, -74.0),
            (10.0, -82.0),
            (22.0, -76.0),
            (24.0, -60.0),
            (20.0, -48.0),
            (23.0, -24.0),
            (12.0, -8.0),
            (0.0, -6.0),
            (-12.0, -8.0),
            (-23.0, -24.0),
            (-20.0, -48.0),
            (-24.0, -60.0),
            (-22.0, -76.0),
            (-10.0, -82.0),
        ]),
        figure.belly,
    );
    wear::on_body(canvas, figure);
    wings(canvas, pose, darker(coat, 0.08), (26.0, -46.0), 38.0);
    face::eyes(canvas, (0.0, -68.0), 11.5, 5.0, pose);
    beak(canvas, (0.0, -59.0), 6.4, pose);
    face::cheeks(canvas, (0.0, -57.0), 18.0);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -44.0);
}

fn bird_feet(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 10.0, -2.6, 9.0, 4.2), BEAK);
    }
}

fn beak(canvas: &mut Canvas, (x, y): (f32, f32), size: f32, pose: Pose) {
    if pose.laugh {
        canvas.body(
            shapes::smooth(&[(x - size * 0.6, y + 1.0), (x + size * 0.6, y + 1.0), (x, y + size * 1.3)]),
            darker(BEAK, 0.2),
        );
    }
    canvas.body(
        shapes::smooth(&[
            (x - size, y - size * 0.2),
            (x, y - size * 0.7),
            (x + size, y - size * 0.2),
            (x, y + size * 0.8),
        ]),
        BEAK,
    );
}
