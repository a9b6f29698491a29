//! Dinosaurs, crocodiles, lizards and snakes.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::limbs::{arms, trunk};
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

const TOOTH: Rgb = rgb(0xff_fd_f4);

/// A dinosaur on two legs: a great head, little arms, plates down to the tip of the tail.
pub(super) fn rex(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    let tail = [(6.0, -22.0), (34.0, -20.0), (56.0, -12.0), (78.0, -20.0), (66.0, -2.0), (36.0, 0.0), (10.0, -3.0)];
    canvas.body(shapes::smooth(&tail), coat);
    let plate = mix(coat, rgb(0xf0_8c_3c), 0.65);
    for (x, y, size) in [(30.0, -48.0, 8.0), (34.0, -34.0, 8.0), (44.0, -20.0, 7.0), (58.0, -16.0, 6.0)] {
        canvas.body(shapes::polygon(&[(x - size, y + 4.0), (x + size * 0.6, y - size), (x + size, y + 5.0)]), plate);
    }
    trunk(canvas, figure, coat);
    wear::on_body(canvas, figure);
    canvas.at((0.0, -8.0), (0.86, 0.8), 0.0, |canvas| arms(canvas, pose, darker(coat, 0.06), None));
    canvas.at((0.0, -42.0), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            for (x, y) in [(-12.0, -94.0), (0.0, -97.0), (12.0, -94.0)] {
                canvas.body(shapes::polygon(&[(x - 7.0, y + 6.0), (x, y - 8.0), (x + 7.0, y + 6.0)]), plate);
            }
            canvas.body(shapes::ellipse(0.0, -69.0, 29.0, 24.0), coat);
            let jaw = [
                (-34.0, -56.0),
                (-20.0, -66.0),
                (20.0, -66.0),
                (34.0, -56.0),
                (28.0, -42.0),
                (0.0, -38.0),
                (-28.0, -42.0),
            ];
            canvas.body(shapes::smooth(&jaw), lighter(coat, 0.16));
            for side in [-1.0, 1.0] {
                canvas.mark(shapes::ellipse(side * 7.0, -60.0, 1.9, 2.2), darker(coat, 0.5));
            }
            canvas.stroke(shapes::curve(&[(-25.0, -50.0), (0.0, -45.0), (25.0, -50.0)]), 1.6, darker(coat, 0.55), 1.0);
            for x in [-17.0, -8.5, 0.0, 8.5, 17.0_f32] {
                let y = -46.0 - x.abs() * 0.14;
                canvas.mark(shapes::polygon(&[(x - 2.8, y), (x + 2.8, y), (x, y + 4.6)]), TOOTH);
            }
            face::wide_eyes(canvas, (0.0, -75.0), 12.0, 5.2, pose);
            face::cheeks(canvas, (0.0, -57.0), 25.0);
            wear::on_head(canvas, figure, -92.0);
        });
    });
    wear::at_neck(canvas, figure, -40.0);
}

/// A dinosaur with a long neck.
pub(super) fn long_neck(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    let tail = [(10.0, -34.0), (40.0, -32.0), (66.0, -14.0), (84.0, -16.0), (66.0, -4.0), (36.0, -10.0)];
    canvas.body(shapes::smooth(&tail), coat);
    for x in [-18.0, 26.0] {
        canvas.body(shapes::round_rect(x - 8.0, -22.0, 16.0, 22.0, 7.0), darker(coat, 0.14));
    }
    canvas.body(shapes::ellipse(4.0, -34.0, 40.0, 25.0), coat);
    let neck = [(-34.0, -40.0), (-30.0, -86.0), (-22.0, -112.0), (-2.0, -112.0), (-6.0, -84.0), (6.0, -44.0)];
    canvas.body(shapes::smooth(&neck), coat);
    canvas.mark(shapes::ellipse(4.0, -24.0, 26.0, 11.0), figure.belly);
    for x in [-8.0, 14.0] {
        canvas.body(shapes::round_rect(x - 8.0, -20.0, 16.0, 20.0, 7.0), darker(coat, 0.05));
    }
    for (x, y, size) in [(16.0, -52.0, 5.0), (30.0, -44.0, 4.0), (-16.0, -70.0, 3.4), (-20.0, -52.0, 4.0)] {
        canvas.mark(shapes::ellipse(x, y, size, size * 0.8), darker(coat, 0.2));
    }
    canvas.at((-12.0, -58.0), (0.86, 0.86), pose.tilt, |canvas| {
        canvas.body(shapes::ellipse(0.0, -66.0, 31.0, 24.0), coat);
        canvas.mark(shapes::ellipse(0.0, -55.0, 22.0, 10.5), lighter(coat, 0.25));
        for side in [-1.0, 1.0] {
            canvas.mark(shapes::ellipse(side * 5.0, -60.0, 1.7, 2.0), darker(coat, 0.5));
        }
        face::wide_eyes(canvas, (0.0, -72.0), 13.0, 5.0, pose);
        face::cheeks(canvas, (0.0, -57.0), 24.0);
        face::mouth(canvas, (0.0, -53.5), 7.0, pose);
        wear::on_head(canvas, figure, -88.0);
    });
    canvas.at((-12.0, -46.0), (0.72, 0.72), 0.0, |canvas| wear::at_neck(canvas, figure, -34.0));
}

/// Three horns and a collar of bone.
pub(super) fn three_horns(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    let tail = [(8.0, -14.0), (34.0, -12.0), (62.0, -10.0), (38.0, 0.0), (12.0, -2.0)];
    canvas.body(shapes::smooth(&tail), coat);
    trunk(canvas, figure, coat);
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.06), wear::sleeve(figure));
    canvas.body(shapes::star(0.0, -68.0, 46.0, 39.0, 15), mix(coat, rgb(0xf4_a0_5c), 0.55));
    canvas.body(shapes::ellipse(0.0, -68.0, 37.0, 34.0), lighter(coat, 0.2));
    canvas.body(shapes::ellipse(0.0, -63.0, 29.0, 25.0), coat);
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::polygon(&[(side * 9.0, -80.0), (side * 18.0, -110.0), (side * 19.0, -77.0)]),
            rgb(0xf8_ee_d4),
        );
    }
    canvas.body(shapes::polygon(&[(-5.0, -58.0), (0.0, -74.0), (5.0, -58.0)]), rgb(0xf8_ee_d4));
    canvas.mark(shapes::smooth(&[(-12.0, -52.0), (0.0, -57.0), (12.0, -52.0), (0.0, -42.0)]), darker(coat, 0.14));
    face::wide_eyes(canvas, (0.0, -67.0), 13.5, 4.8, pose);
    face::cheeks(canvas, (0.0, -54.0), 21.0);
    face::mouth(canvas, (0.0, -47.0), 6.0, pose);
    wear::on_head(canvas, figure, -90.0);
    wear::at_neck(canvas, figure, -38.0);
}

/// A crocodile, or a lizard without its teeth.
pub(super) fn crocodile(canvas: &mut Canvas, figure: &Figure, pose: Pose, has_teeth: bool) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    let tail = [(8.0, -16.0), (36.0, -16.0), (58.0, -8.0), (80.0, -18.0), (64.0, 0.0), (36.0, 1.0), (10.0, -2.0)];
    canvas.body(shapes::smooth(&tail), coat);
    for (x, y) in [(30.0, -17.0), (44.0, -13.0), (58.0, -10.0)] {
        canvas.body(shapes::polygon(&[(x - 6.0, y + 3.0), (x, y - 7.0), (x + 6.0, y + 3.0)]), darker(coat, 0.2));
    }
    trunk(canvas, figure, coat);
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.06), wear::sleeve(figure));
    canvas.body(shapes::ellipse(0.0, -66.0, 27.0, 21.0), coat);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 13.0, -82.0, 10.5, 10.5), coat);
    }
    let wide = if has_teeth { 33.0 } else { 27.0 };
    let snout =
        [(-wide, -50.0), (-18.0, -66.0), (18.0, -66.0), (wide, -50.0), (20.0, -38.0), (0.0, -35.0), (-20.0, -38.0)];
    canvas.body(shapes::smooth(&snout), lighter(coat, 0.14));
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::ellipse(side * 6.0, -58.0, 1.8, 2.2), darker(coat, 0.55));
    }
    canvas.stroke(
        shapes::curve(&[(-wide + 7.0, -47.0), (0.0, -42.0), (wide - 7.0, -47.0)]),
        1.6,
        darker(coat, 0.55),
        1.0,
    );
    if has_teeth {
        for x in [-20.0, -10.0, 0.0, 10.0, 20.0_f32] {
            let y = -43.4 - x.abs() * 0.13;
            canvas.mark(shapes::polygon(&[(x - 2.8, y), (x + 2.8, y), (x, y + 4.8)]), TOOTH);
        }
    }
    face::wide_eyes(canvas, (0.0, -83.0), 13.0, 5.0, pose);
    face::cheeks(canvas, (0.0, -55.0), 23.0);
    wear::on_head(canvas, figure, -90.0);
    wear::at_neck(canvas, figure, -37.0);
}

/// A snake in a coil.
pub(super) fn snake(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for (y, wide) in [(-8.0, 44.0), (-21.0, 36.0), (-33.0, 27.0)] {
        canvas.body(shapes::ellipse(0.0, y, wide, 10.5), coat);
        for x in [-0.6, -0.2, 0.2, 0.6] {
            canvas.mark(shapes::ellipse(x * wide, y + 1.0, 3.4, 4.2), mix(coat, figure.belly, 0.75));
        }
    }
    canvas.stroke(shapes::curve(&[(40.0, -6.0), (54.0, -10.0), (62.0, -4.0)]), 7.0, coat, 1.0);
    canvas.body(shapes::round_rect(-11.0, -62.0, 22.0, 30.0, 9.0), coat);
    canvas.at((0.0, -42.0), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            let tongue = shapes::curve(&[(0.0, -48.0), (0.0, -40.0), (4.0, -36.0)]);
            canvas.stroke(tongue, 2.2, rgb(0xe0_4c_5c), 1.0);
            canvas.body(shapes::ellipse(0.0, -66.0, 29.0, 22.0), coat);
            face::wide_eyes(canvas, (0.0, -71.0), 12.0, 5.0, pose);
            face::cheeks(canvas, (0.0, -59.0), 20.0);
            face::mouth(canvas, (0.0, -55.5), 8.0, pose);
            wear::on_head(canvas, figure, -86.0);
        });
    });
    canvas.at((0.0, -6.0), (0.6, 0.8), 0.0, |canvas| wear::at_neck(canvas, figure, -46.0));
}
