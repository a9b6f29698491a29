//! Those of the sea besides fish: whales, dolphins, sharks, seahorses, seals, jellyfish.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

/// What is worn about a face whose eyes are at `at`.
fn worn(canvas: &mut Canvas, figure: &Figure, at: (f32, f32), top: f32) {
    canvas.at((at.0, at.1 + 67.0), (1.0, 1.0), 0.0, |canvas| wear::on_head(canvas, figure, top));
}

pub(super) fn whale(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    let fluke =
        [(44.0, -38.0), (62.0, -66.0), (54.0, -84.0), (72.0, -76.0), (92.0, -82.0), (80.0, -62.0), (62.0, -22.0)];
    canvas.body(shapes::smooth(&fluke), darker(coat, 0.08));
    for (lean, tall) in [(-14.0, 30.0), (0.0, 40.0), (14.0, 30.0)] {
        let jet = [(-6.0, -84.0), (-6.0 + lean * 0.6, -92.0 - tall * 0.6), (-6.0 + lean * 1.5, -84.0 - tall * 0.7)];
        canvas.stroke(shapes::curve(&jet), 4.4, rgb(0x9c_d8_f4), 0.95);
    }
    let hull = [
        (-58.0, -42.0),
        (-46.0, -74.0),
        (-8.0, -86.0),
        (34.0, -72.0),
        (66.0, -36.0),
        (40.0, -8.0),
        (-10.0, -2.0),
        (-48.0, -14.0),
    ];
    canvas.body(shapes::smooth(&hull), coat);
    let belly = [(-56.0, -34.0), (-10.0, -28.0), (40.0, -28.0), (34.0, -10.0), (-10.0, -3.0), (-46.0, -14.0)];
    canvas.mark(shapes::smooth(&belly), figure.belly);
    for y in [-20.0, -13.0] {
        canvas.stroke(
            shapes::curve(&[(-44.0, y), (-8.0, y + 4.0), (28.0, y - 1.0)]),
            1.4,
            darker(figure.belly, 0.25),
            0.8,
        );
    }
    canvas.at((8.0, -26.0), (1.0, 1.0), 24.0 - pose.arms.1 * 0.25, |canvas| {
        canvas.body(shapes::drop(0.0, -4.0, 22.0, 30.0), darker(coat, 0.14));
    });
    face::wide_eyes(canvas, (-22.0, -52.0), 13.0, 5.0, pose);
    face::cheeks(canvas, (-22.0, -38.0), 21.0);
    face::mouth(canvas, (-22.0, -37.0), 8.0, pose);
    worn(canvas, figure, (-22.0, -52.0), -94.0);
}

/// A dolphin, or with another snout and fin a shark.
pub(super) fn dolphin(canvas: &mut Canvas, figure: &Figure, pose: Pose, is_shark: bool) {
    let coat = figure.coat;
    let fluke =
        [(46.0, -34.0), (70.0, -62.0), (80.0, -64.0), (74.0, -36.0), (86.0, -10.0), (74.0, -8.0), (50.0, -22.0)];
    canvas.body(shapes::smooth(&fluke), darker(coat, 0.1));
    let fin = if is_shark {
        [(-4.0, -70.0), (16.0, -112.0), (26.0, -64.0)]
    } else {
        [(-2.0, -72.0), (24.0, -98.0), (26.0, -62.0)]
    };
    canvas.body(if is_shark { shapes::polygon(&fin) } else { shapes::smooth(&fin) }, darker(coat, 0.1));
    let hull = [
        (-54.0, -44.0),
        (-44.0, -70.0),
        (-10.0, -80.0),
        (30.0, -64.0),
        (62.0, -32.0),
        (34.0, -14.0),
        (-14.0, -8.0),
        (-46.0, -20.0),
    ];
    canvas.body(shapes::smooth(&hull), coat);
    if !is_shark {
        let beak = [(-46.0, -50.0), (-78.0, -44.0), (-82.0, -36.0), (-74.0, -31.0), (-44.0, -32.0)];
        canvas.body(shapes::smooth(&beak), lighter(coat, 0.1));
    }
    let belly = [(-52.0, -34.0), (-10.0, -30.0), (30.0, -30.0), (28.0, -16.0), (-14.0, -9.0), (-44.0, -20.0)];
    canvas.mark(shapes::smooth(&belly), figure.belly);
    if is_shark {
        for x in [6.0, 13.0, 20.0] {
            canvas.stroke(shapes::curve(&[(x, -54.0), (x - 3.0, -46.0), (x, -38.0)]), 1.8, darker(coat, 0.4), 0.9);
        }
    }
    canvas.at((4.0, -28.0), (1.0, 1.0), 24.0 - pose.arms.1 * 0.25, |canvas| {
        canvas.body(shapes::drop(0.0, -4.0, 18.0, 30.0), darker(coat, 0.14));
    });
    face::wide_eyes(canvas, (-24.0, -54.0), 12.0, 4.8, pose);
    face::cheeks(canvas, (-24.0, -42.0), 19.0);
    face::mouth(canvas, (-24.0, -38.0), 9.0, pose);
    if is_shark {
        for x in [-30.0, -24.0, -18.0] {
            canvas.mark(shapes::polygon(&[(x - 2.4, -37.4), (x + 2.4, -37.4), (x, -33.4)]), [1.0; 3]);
        }
    }
    worn(canvas, figure, (-24.0, -54.0), -92.0);
}

pub(super) fn seahorse(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    let tail = [(2.0, -34.0), (8.0, -12.0), (-6.0, 0.0), (-18.0, -8.0), (-10.0, -16.0)];
    canvas.stroke(shapes::curve(&tail), 12.0, darker(coat, 0.4), 1.0);
    canvas.stroke(shapes::curve(&tail), 9.6, coat, 1.0);
    canvas.body(
        shapes::smooth(&[(18.0, -52.0), (40.0, -60.0), (40.0, -36.0), (20.0, -32.0)]),
        mix(coat, figure.belly, 0.6),
    );
    canvas.body(
        shapes::smooth(&[(-12.0, -64.0), (14.0, -62.0), (24.0, -42.0), (14.0, -22.0), (-6.0, -24.0), (-16.0, -44.0)]),
        coat,
    );
    for y in [-52.0, -44.0, -36.0, -28.0] {
        canvas.stroke(shapes::curve(&[(-13.0, y), (-2.0, y + 2.0), (8.0, y)]), 1.6, darker(coat, 0.3), 0.8);
    }
    for (x, y) in [(-4.0, -96.0), (6.0, -100.0), (15.0, -94.0)] {
        canvas.body(shapes::polygon(&[(x - 5.0, y + 12.0), (x, y - 4.0), (x + 5.0, y + 12.0)]), darker(coat, 0.12));
    }
    canvas.body(shapes::ellipse(2.0, -76.0, 25.0, 21.0), coat);
    canvas.body(shapes::round_rect(-42.0, -74.0, 28.0, 12.0, 6.0), lighter(coat, 0.1));
    face::wide_eyes(canvas, (0.0, -80.0), 10.5, 4.6, pose);
    face::cheeks(canvas, (0.0, -69.0), 16.0);
    face::mouth(canvas, (2.0, -66.0), 5.0, pose);
    worn(canvas, figure, (0.0, -80.0), -90.0);
}

/// A seal on its belly; a walrus has tusks.
pub(super) fn seal(canvas: &mut Canvas, figure: &Figure, pose: Pose, has_tusks: bool) {
    let coat = figure.coat;
    let fluke = [(40.0, -14.0), (66.0, -28.0), (76.0, -18.0), (68.0, -10.0), (76.0, 0.0), (56.0, 2.0), (36.0, -2.0)];
    canvas.body(shapes::smooth(&fluke), darker(coat, 0.1));
    let hull = [
        (-24.0, -50.0),
        (0.0, -58.0),
        (24.0, -48.0),
        (54.0, -20.0),
        (50.0, -4.0),
        (0.0, 0.0),
        (-30.0, -4.0),
        (-32.0, -26.0),
    ];
    canvas.body(shapes::smooth(&hull), coat);
    canvas.mark(shapes::ellipse(-4.0, -20.0, 18.0, 17.0), figure.belly);
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        canvas.at((side * 24.0 - 2.0, -28.0), (side, 1.0), -10.0 - raised * 0.4, |canvas| {
            canvas.body(shapes::drop(2.0, -5.0, 18.0, 32.0), darker(coat, 0.14));
        });
    }
    canvas.body(shapes::ellipse(0.0, -68.0, 30.0, 26.0), coat);
    canvas.mark(shapes::ellipse(0.0, -57.0, 15.0, 10.0), lighter(figure.belly, 0.2));
    face::eyes(canvas, (0.0, -72.0), 12.0, 5.8, pose);
    face::nose(canvas, (0.0, -62.0), 4.2, rgb(0x3c_2e_36));
    face::cheeks(canvas, (0.0, -60.0), 22.0);
    for side in [-1.0, 1.0] {
        for (y, drop) in [(-58.0, -2.0), (-55.0, 2.0)] {
            canvas.stroke(shapes::curve(&[(side * 12.0, y), (side * 32.0, y + drop)]), 1.0, rgb(0x3c_2e_36), 0.7);
        }
        if has_tusks {
            canvas.body(
                shapes::polygon(&[(side * 4.0, -53.0), (side * 11.0, -53.0), (side * 8.0, -33.0)]),
                rgb(0xfb_f4_e2),
            );
        }
    }
    face::mouth(canvas, (0.0, -56.0), 6.0, pose);
    wear::on_head(canvas, figure, -92.0);
    wear::at_neck(canvas, figure, -42.0);
}

pub(super) fn jellyfish(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat: Rgb = figure.coat;
    canvas.glow((0.0, -60.0), 70.0, lighter(coat, 0.5), 0.5);
    for (index, x) in [-26.0, -15.0, -5.0, 5.0, 15.0, 26.0_f32].into_iter().enumerate() {
        let sway = if index % 2 == 0 { 6.0 } else { -6.0 };
        let arm = [(x, -48.0), (x + sway, -34.0), (x - sway, -18.0), (x + sway * 0.6, -2.0)];
        canvas.stroke(shapes::curve(&arm), 4.4, mix(coat, figure.belly, (index % 2) as f32 * 0.6), 0.95);
    }
    let bell = [
        (-40.0, -46.0),
        (-36.0, -76.0),
        (0.0, -100.0),
        (36.0, -76.0),
        (40.0, -46.0),
        (20.0, -52.0),
        (0.0, -44.0),
        (-20.0, -52.0),
    ];
    canvas.body(shapes::smooth(&bell), coat);
    face::wide_eyes(canvas, (0.0, -70.0), 12.0, 5.2, pose);
    face::cheeks(canvas, (0.0, -59.0), 21.0);
    face::mouth(canvas, (0.0, -57.0), 6.4, pose);
    wear::on_head(canvas, figure, -94.0);
}
