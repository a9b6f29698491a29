//! Small ones with many legs, or with none: bees, beetles, butterflies, ants, spiders, caterpillars, snails, crabs.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

const DARK: Rgb = rgb(0x3c_34_3e);

/// A round head about (0, -66) with feelers.
fn head(canvas: &mut Canvas, figure: &Figure, pose: Pose, (coat, size): (Rgb, f32)) {
    canvas.at((0.0, -42.0), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            for side in [-1.0, 1.0] {
                canvas.line(
                    &[(side * 8.0, -66.0 - size * 0.9), (side * 13.0, -72.0 - size), (side * 20.0, -76.0 - size)],
                    2.2,
                    DARK,
                );
                canvas.body(shapes::ellipse(side * 20.0, -76.0 - size, 3.6, 3.6), DARK);
            }
            canvas.body(shapes::ellipse(0.0, -66.0, size + 2.0, size), coat);
            face::wide_eyes(canvas, (0.0, -68.0), 11.5, 5.0, pose);
            face::cheeks(canvas, (0.0, -57.0), 18.0);
            face::mouth(canvas, (0.0, -54.0), 6.0, pose);
            wear::on_head(canvas, figure, -66.0 - size);
        });
    });
}

fn six_legs(canvas: &mut Canvas, colour: Rgb) {
    for side in [-1.0, 1.0] {
        for (y, far) in [(-32.0, 34.0), (-22.0, 38.0), (-12.0, 32.0)] {
            canvas.line(&[(side * 14.0, y), (side * (far - 6.0), y - 2.0), (side * far, y + 12.0)], 3.6, colour);
        }
    }
}

pub(super) fn bee(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        for turn in [40.0, 84.0] {
            canvas.at((side * 8.0, -38.0), (side, 1.0), turn, |canvas| {
                let wing = shapes::drop(0.0, 2.0, 30.0, -50.0);
                canvas.glaze(wing.clone(), rgb(0xe4_f4_ff), 0.85);
                canvas.stroke(wing, 1.4, rgb(0x8c_b4_d0), 0.9);
            });
        }
    }
    canvas.body(shapes::polygon(&[(-5.0, -6.0), (5.0, -6.0), (0.0, 6.0)]), DARK);
    canvas.body(shapes::ellipse(0.0, -26.0, 24.0, 23.0), figure.coat);
    for (y, half) in [(-33.0, 22.0), (-23.0, 23.5), (-13.0, 19.0)] {
        canvas.stroke(shapes::curve(&[(-half, y), (0.0, y + 3.0), (half, y)]), 5.4, DARK, 1.0);
    }
    head(canvas, figure, pose, (figure.coat, 25.0));
    wear::at_neck(canvas, figure, -41.0);
}

/// A beetle with dots on its back, seen behind its belly.
pub(super) fn ladybird(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    six_legs(canvas, DARK);
    canvas.body(shapes::ellipse(0.0, -28.0, 37.0, 29.0), figure.coat);
    canvas.line(&[(0.0, -56.0), (0.0, -1.0)], 2.4, DARK);
    for (x, y, r) in [
        (-20.0, -38.0, 5.6),
        (20.0, -38.0, 5.6),
        (-24.0, -20.0, 5.0),
        (24.0, -20.0, 5.0),
        (-11.0, -10.0, 4.6),
        (11.0, -10.0, 4.6),
        (-10.0, -26.0, 4.4),
        (10.0, -26.0, 4.4),
    ] {
        canvas.mark(shapes::ellipse(x, y, r, r), DARK);
    }
    head(canvas, figure, pose, (mix(DARK, rgb(0xd8_b8_a0), 0.72), 23.0));
    wear::at_neck(canvas, figure, -42.0);
}

pub(super) fn butterfly(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for side in [-1.0, 1.0] {
        let upper = [
            (side * 4.0, -44.0),
            (side * 22.0, -92.0),
            (side * 58.0, -98.0),
            (side * 62.0, -62.0),
            (side * 34.0, -42.0),
        ];
        let lower = [
            (side * 4.0, -40.0),
            (side * 38.0, -42.0),
            (side * 52.0, -22.0),
            (side * 36.0, -2.0),
            (side * 14.0, -16.0),
        ];
        canvas.body(shapes::smooth(&lower), lighter(coat, 0.25));
        canvas.body(shapes::smooth(&upper), coat);
        canvas.mark(shapes::ellipse(side * 48.0, -78.0, 8.0, 8.0), figure.belly);
        canvas.mark(shapes::ellipse(side * 34.0, -26.0, 6.0, 6.0), figure.belly);
    }
    canvas.body(shapes::ellipse(0.0, -24.0, 9.5, 24.0), darker(coat, 0.45));
    head(canvas, figure, pose, (mix(darker(coat, 0.3), rgb(0xf4_d8_b8), 0.6), 22.0));
    wear::at_neck(canvas, figure, -42.0);
}

pub(super) fn ant(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    six_legs(canvas, darker(figure.coat, 0.35));
    canvas.body(shapes::ellipse(0.0, -15.0, 20.0, 16.0), figure.coat);
    canvas.body(shapes::ellipse(0.0, -36.0, 14.0, 12.0), lighter(figure.coat, 0.1));
    wear::on_body(canvas, figure);
    head(canvas, figure, pose, (figure.coat, 24.0));
    wear::at_neck(canvas, figure, -43.0);
}

pub(super) fn spider(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for side in [-1.0, 1.0] {
        for (y, far, up) in [(-52.0, 56.0, -22.0), (-44.0, 64.0, -12.0), (-36.0, 62.0, -2.0), (-28.0, 52.0, 4.0)] {
            let leg = [(side * 20.0, y), (side * (far - 14.0), y + up - 8.0), (side * far, -2.0)];
            canvas.stroke(shapes::curve(&leg), 4.6, darker(coat, 0.35), 1.0);
        }
    }
    canvas.body(shapes::fluffy(0.0, -46.0, 34.0, 32.0, 17), coat);
    canvas.at((0.0, 16.0), (1.0, 1.0), 0.0, |canvas| {
        face::wide_eyes(canvas, (0.0, -68.0), 12.0, 5.6, pose);
        for x in [-24.0, 24.0] {
            canvas.mark(shapes::ellipse(x, -78.0, 3.6, 3.8), rgb(0xff_fe_fa));
            canvas.mark(shapes::ellipse(x, -78.0, 2.0, 2.4), DARK);
        }
        face::cheeks(canvas, (0.0, -56.0), 20.0);
        face::mouth(canvas, (0.0, -53.0), 6.6, pose);
        wear::on_head(canvas, figure, -90.0);
    });
}

/// A caterpillar, or a worm without its legs.
pub(super) fn caterpillar(canvas: &mut Canvas, figure: &Figure, pose: Pose, has_legs: bool) {
    let coat = figure.coat;
    for (index, (x, y)) in [(66.0, -15.0), (48.0, -17.0), (29.0, -18.0), (12.0, -20.0)].into_iter().enumerate() {
        if has_legs {
            canvas.body(shapes::ellipse(x, -2.6, 5.0, 4.0), darker(coat, 0.4));
        }
        let shade = if index % 2 == 0 || !has_legs { coat } else { lighter(coat, 0.3) };
        canvas.body(shapes::ellipse(x, y, 15.0, 15.0), shade);
    }
    canvas.body(shapes::round_rect(-22.0, -46.0, 36.0, 42.0, 16.0), coat);
    canvas.at((-4.0, 4.0), (1.0, 1.0), 0.0, |canvas| {
        if has_legs {
            head(canvas, figure, pose, (coat, 26.0));
        } else {
            canvas.body(shapes::ellipse(0.0, -62.0, 27.0, 25.0), coat);
            face::wide_eyes(canvas, (0.0, -67.0), 11.5, 5.0, pose);
            face::cheeks(canvas, (0.0, -55.0), 18.0);
            face::mouth(canvas, (0.0, -52.0), 6.0, pose);
            wear::on_head(canvas, figure, -88.0);
        }
        wear::at_neck(canvas, figure, -40.0);
    });
}

pub(super) fn snail(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let (coat, shell) = (figure.belly, figure.coat);
    let foot = [(-34.0, -2.0), (-30.0, -22.0), (0.0, -20.0), (44.0, -16.0), (64.0, -2.0), (20.0, 1.0)];
    canvas.body(shapes::smooth(&foot), coat);
    canvas.body(shapes::ellipse(24.0, -40.0, 33.0, 32.0), shell);
    let turn = [
        (50.0, -30.0),
        (40.0, -60.0),
        (12.0, -56.0),
        (6.0, -34.0),
        (22.0, -22.0),
        (36.0, -34.0),
        (28.0, -46.0),
        (19.0, -40.0),
    ];
    canvas.stroke(shapes::curve(&turn), 3.6, darker(shell, 0.4), 0.9);
    canvas.body(shapes::round_rect(-34.0, -56.0, 24.0, 44.0, 10.0), coat);
    canvas.at((-22.0, -8.0), (0.84, 0.84), pose.tilt, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.line(&[(side * 11.0, -80.0), (side * 14.0, -106.0)], 4.6, darker(coat, 0.1));
            canvas.body(shapes::ellipse(side * 14.0, -108.0, 5.6, 5.6), darker(coat, 0.1));
        }
        canvas.body(shapes::ellipse(0.0, -66.0, 26.0, 23.0), coat);
        face::wide_eyes(canvas, (0.0, -69.0), 11.0, 5.0, pose);
        face::cheeks(canvas, (0.0, -58.0), 18.0);
        face::mouth(canvas, (0.0, -55.0), 6.0, pose);
        wear::on_head(canvas, figure, -88.0);
        wear::at_neck(canvas, figure, -42.0);
    });
}

pub(super) fn crab(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        for (y, far) in [(-24.0, 56.0), (-16.0, 54.0), (-10.0, 46.0)] {
            canvas.line(&[(side * 26.0, y), (side * (far - 8.0), y - 6.0), (side * far, -1.0)], 5.0, darker(coat, 0.2));
        }
        let lift = raised * 0.22;
        canvas.line(&[(side * 34.0, -40.0), (side * 54.0, -46.0 - lift)], 8.0, darker(coat, 0.14));
        canvas.at((side * 60.0, -58.0 - lift), (side, 1.0), -20.0, |canvas| {
            canvas.body(shapes::ellipse(0.0, 0.0, 16.0, 14.0), coat);
            canvas.body(shapes::polygon(&[(2.0, 2.0), (10.0, -17.0), (-4.0, -18.0)]), mix(coat, rgb(0x4a_20_20), 0.7));
        });
    }
    canvas.body(shapes::ellipse(0.0, -32.0, 42.0, 28.0), coat);
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 12.0, -56.0), (side * 12.0, -70.0)], 5.0, darker(coat, 0.1));
        canvas.body(shapes::ellipse(side * 12.0, -72.0, 9.0, 9.0), coat);
    }
    canvas.at((0.0, -4.0), (1.0, 1.0), 0.0, |canvas| {
        face::wide_eyes(canvas, (0.0, -68.0), 12.0, 4.8, pose);
        wear::on_head(canvas, figure, -80.0);
    });
    face::cheeks(canvas, (0.0, -32.0), 24.0);
    face::mouth(canvas, (0.0, -33.0), 8.0, pose);
}
