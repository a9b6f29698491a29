//! Those that are only met in tales and in the sky.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::{shapes, sky};
use super::face;
use super::figure::Figure;
use super::limbs::{arms, feet};
use super::living::faced;
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::rgb;

pub(super) fn snowman(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        canvas.at((side * 24.0, -46.0), (side, 1.0), -raised.max(60.0), |canvas| {
            canvas.line(&[(0.0, 0.0), (1.0, 30.0)], 4.0, rgb(0x8a_60_48));
            canvas.line(&[(1.0, 22.0), (8.0, 30.0)], 3.0, rgb(0x8a_60_48));
        });
    }
    canvas.body(shapes::ellipse(0.0, -24.0, 36.0, 27.0), figure.coat);
    for y in [-34.0, -22.0, -10.0] {
        canvas.mark(shapes::ellipse(0.0, y, 3.0, 3.0), rgb(0x3e_38_44));
    }
    wear::on_body(canvas, figure);
    canvas.body(shapes::ellipse(0.0, -68.0, 28.0, 26.0), figure.coat);
    face::eyes(canvas, (0.0, -72.0), 10.5, 4.6, pose);
    canvas.body(shapes::polygon(&[(-2.0, -66.0), (-2.0, -58.0), (24.0, -60.0)]), rgb(0xf2_8a_3c));
    face::cheeks(canvas, (0.0, -60.0), 18.0);
    face::mouth(canvas, (-1.0, -53.0), 7.0, pose);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -43.0);
}

/// Somebody from another star: a great head, three fingers, feelers.
pub(super) fn alien(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    feet(canvas, figure, darker(coat, 0.14));
    let trunk =
        [(0.0, -48.0), (13.0, -42.0), (18.0, -18.0), (12.0, -5.0), (-12.0, -5.0), (-18.0, -18.0), (-13.0, -42.0)];
    canvas.body(shapes::smooth(&trunk), coat);
    canvas.mark(shapes::ellipse(0.0, -20.0, 10.0, 12.0), figure.belly);
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.06), wear::sleeve(figure));
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 9.0, -92.0), (side * 15.0, -112.0)], 3.0, darker(coat, 0.16));
        canvas.body(shapes::ellipse(side * 15.5, -114.0, 5.4, 5.4), figure.accent);
    }
    let skull = [
        (0.0, -100.0),
        (30.0, -90.0),
        (38.0, -68.0),
        (20.0, -46.0),
        (0.0, -40.0),
        (-20.0, -46.0),
        (-38.0, -68.0),
        (-30.0, -90.0),
    ];
    canvas.body(shapes::smooth(&skull), coat);
    for side in [-1.0, 1.0] {
        canvas.at((side * 14.0, -68.0), (1.0, 1.0), side * -22.0, |canvas| {
            canvas.mark(shapes::ellipse(0.0, 0.0, 9.4, 12.0), rgb(0x26_22_34));
            canvas.mark(shapes::ellipse(-2.6 + pose.look, -4.6, 3.0, 3.6), [1.0; 3]);
        });
    }
    face::mouth(canvas, (0.0, -50.0), 5.0, pose);
    wear::on_head(canvas, figure, -94.0);
    wear::at_neck(canvas, figure, -40.0);
}

/// A tall one covered in fur.
pub(super) fn yeti(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::fluffy(side * 16.0, -6.0, 15.0, 7.0, 7), darker(coat, 0.1));
    }
    canvas.body(shapes::fluffy(0.0, -52.0, 40.0, 48.0, 21), coat);
    wear::on_body(canvas, figure);
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        canvas.at((side * 32.0, -48.0), (side, 1.0), -raised * 0.8 - 8.0, |canvas| {
            canvas.body(shapes::fluffy(2.0, 14.0, 9.0, 19.0, 11), darker(coat, 0.05));
        });
    }
    canvas.mark(shapes::ellipse(0.0, -66.0, 25.0, 20.0), figure.belly);
    face::eyes(canvas, (0.0, -70.0), 11.0, 5.2, pose);
    face::cheeks(canvas, (0.0, -60.0), 18.0);
    face::mouth(canvas, (0.0, -58.0), 8.0, pose);
    for side in [-1.0, 1.0] {
        canvas.mark(
            shapes::polygon(&[(side * 6.0 - 2.0, -57.6), (side * 6.0 + 2.0, -57.6), (side * 6.0, -53.0)]),
            [1.0; 3],
        );
    }
    wear::on_head(canvas, figure, -96.0);
    wear::at_neck(canvas, figure, -42.0);
}

pub(super) fn cloud(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.at((0.0, -40.0), (0.58, 0.66), 0.0, |canvas| sky::cloud(canvas, (0.0, 0.0), 1.0, figure.coat));
    faced(canvas, figure, pose, ((0.0, -46.0), 0.95));
}

pub(super) fn sun(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.glow((0.0, -52.0), 92.0, rgb(0xff_e4_90), 0.7);
    canvas.body(shapes::star(0.0, -52.0, 56.0, 42.0, 14), lighter(figure.coat, 0.3));
    canvas.body(shapes::ellipse(0.0, -52.0, 38.0, 38.0), figure.coat);
    faced(canvas, figure, pose, ((0.0, -56.0), 1.0));
}

pub(super) fn moon(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    sky::moon(canvas, (0.0, -52.0), 44.0);
    faced(canvas, figure, pose, ((0.0, -56.0), 1.0));
}

/// A drop of rain.
pub(super) fn drop(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.body(shapes::drop(0.0, -108.0, 88.0, 106.0), figure.coat);
    canvas.glaze(shapes::ellipse(-20.0, -28.0, 6.0, 12.0), [1.0; 3], 0.6);
    faced(canvas, figure, pose, ((0.0, -42.0), 0.9));
}

/// A biscuit in the shape of a man.
pub(super) fn gingerbread(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for side in [-1.0, 1.0] {
        canvas.body(shapes::round_rect(side * 12.0 - 9.0, -30.0, 18.0, 30.0, 8.0), coat);
    }
    arms(canvas, Pose { arms: (70.0, 70.0), ..pose }, coat, None);
    canvas.body(shapes::smooth(&[(-16.0, -48.0), (16.0, -48.0), (22.0, -18.0), (0.0, -14.0), (-22.0, -18.0)]), coat);
    for y in [-38.0, -28.0] {
        canvas.mark(shapes::ellipse(0.0, y, 3.0, 3.0), rgb(0xd8_4c_5c));
    }
    for side in [-1.0, 1.0] {
        let icing = [(side * 4.0, -8.0), (side * 9.0, -11.0), (side * 14.0, -7.0), (side * 20.0, -10.0)];
        canvas.stroke(shapes::curve(&icing), 2.4, rgb(0xff_fa_f2), 1.0);
    }
    canvas.body(shapes::ellipse(0.0, -68.0, 29.0, 27.0), coat);
    faced(canvas, figure, pose, ((0.0, -70.0), 1.0));
    wear::at_neck(canvas, figure, -42.0);
}

/// A flake of snow.
pub(super) fn flake(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    for turn in [0.0, 60.0, 120.0] {
        canvas.at((0.0, -52.0), (1.0, 1.0), turn, |canvas| {
            canvas.line(&[(0.0, -54.0), (0.0, 54.0)], 9.0, darker(figure.coat, 0.2));
            canvas.line(&[(0.0, -54.0), (0.0, 54.0)], 6.0, figure.coat);
            for end in [-1.0, 1.0] {
                for side in [-1.0, 1.0] {
                    canvas.line(&[(0.0, end * 36.0), (side * 13.0, end * 48.0)], 5.0, figure.coat);
                }
            }
        });
    }
    canvas.body(shapes::ellipse(0.0, -52.0, 30.0, 30.0), lighter(figure.coat, 0.4));
    faced(canvas, figure, pose, ((0.0, -55.0), 0.9));
}
