//! What flies and what floats.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, darker, lighter};
use super::super::super::shapes;
use super::super::figure::Figure;
use super::super::pose::Pose;
use super::front::{GLASS, RUBBER, STEEL, faced, lamps, wheels};
use crate::pipeline::palette::rgb;

pub(in super::super) fn rocket(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, 2.0), 44.0, rgb(0xff_b0_50), 0.6);
        for (wide, tall, colour) in [(26.0, 34.0, rgb(0xf6_7c_34)), (15.0, 24.0, rgb(0xff_dc_6a))] {
            canvas.mark(shapes::drop(0.0, tall - 10.0, wide, -tall), colour);
        }
    });
    for side in [-1.0, 1.0] {
        let fin = [(side * 20.0, -48.0), (side * 44.0, -20.0), (side * 44.0, -2.0), (side * 18.0, -14.0)];
        canvas.body(shapes::smooth(&fin), darker(coat, 0.15));
    }
    let hull = [
        (0.0, -132.0),
        (20.0, -108.0),
        (31.0, -72.0),
        (30.0, -36.0),
        (20.0, -10.0),
        (-20.0, -10.0),
        (-30.0, -36.0),
        (-31.0, -72.0),
        (-20.0, -108.0),
    ];
    canvas.body(shapes::smooth(&hull), rgb(0xf4_f4_f8));
    let nose = [(0.0, -132.0), (20.0, -108.0), (23.0, -100.0), (0.0, -95.0), (-23.0, -100.0), (-20.0, -108.0)];
    canvas.body(shapes::smooth(&nose), coat);
    canvas.body(shapes::round_rect(-24.0, -22.0, 48.0, 8.0, 3.0), coat);
    canvas.body(shapes::ellipse(0.0, -64.0, 29.0, 26.0), GLASS);
    faced(canvas, figure, pose, ((0.0, -68.0), 0.9));
}

pub(in super::super) fn plane(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.body(shapes::smooth(&[(-6.0, -84.0), (-4.0, -116.0), (4.0, -116.0), (6.0, -84.0)]), darker(coat, 0.15));
    canvas.body(shapes::round_rect(-30.0, -104.0, 60.0, 9.0, 4.5), darker(coat, 0.1));
    for side in [-1.0, 1.0] {
        let wing = [(side * 20.0, -44.0), (side * 84.0, -54.0), (side * 86.0, -46.0), (side * 22.0, -28.0)];
        canvas.body(shapes::smooth(&wing), coat);
        canvas.body(shapes::ellipse(side * 50.0, -42.0, 8.0, 8.0), STEEL);
    }
    wheels(canvas, 14.0, (8.0, 16.0));
    canvas.body(shapes::ellipse(0.0, -52.0, 36.0, 36.0), rgb(0xf6_f8_fb));
    let pane = [(-25.0, -66.0), (-14.0, -80.0), (14.0, -80.0), (25.0, -66.0), (0.0, -62.0)];
    canvas.body(shapes::smooth(&pane), GLASS);
    canvas.stroke(shapes::curve(&[(-33.0, -40.0), (0.0, -24.0), (33.0, -40.0)]), 5.0, coat, 1.0);
    faced(canvas, figure, pose, ((0.0, -58.0), 1.0));
}

pub(in super::super) fn helicopter(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.line(&[(0.0, -88.0), (0.0, -108.0)], 5.0, RUBBER);
    canvas.body(shapes::ellipse(0.0, -108.0, 74.0, 4.6), lighter(RUBBER, 0.3));
    canvas.body(shapes::ellipse(0.0, -108.0, 6.0, 6.0), RUBBER);
    let tail = [(24.0, -62.0), (66.0, -72.0), (74.0, -88.0), (80.0, -70.0), (70.0, -60.0), (26.0, -42.0)];
    canvas.body(shapes::smooth(&tail), darker(coat, 0.1));
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 20.0, -20.0), (side * 26.0, -4.0)], 3.6, RUBBER);
    }
    canvas.line(&[(-44.0, -4.0), (-34.0, -1.0), (36.0, -1.0), (44.0, -4.0)], 4.4, RUBBER);
    canvas.body(shapes::ellipse(0.0, -52.0, 42.0, 38.0), coat);
    canvas.body(shapes::ellipse(0.0, -58.0, 34.0, 26.0), GLASS);
    faced(canvas, figure, pose, ((0.0, -60.0), 1.0));
}

/// A ship with a funnel.
pub(in super::super) fn boat(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.body(shapes::round_rect(4.0, -118.0, 20.0, 34.0, 4.0), rgb(0xe0_5a_52));
    canvas.mark(shapes::rect(4.0, -110.0, 20.0, 7.0), rgb(0xfa_f6_ee));
    canvas.glaze(shapes::fluffy(20.0, -128.0, 13.0, 8.0, 8), [0.96, 0.96, 0.98], 0.85);
    canvas.body(shapes::round_rect(-34.0, -90.0, 68.0, 36.0, 6.0), rgb(0xfa_f8_f2));
    for x in [-22.0, 0.0, 22.0] {
        canvas.body(shapes::ellipse(x, -72.0, 6.6, 6.6), GLASS);
    }
    let hull =
        [(-70.0, -60.0), (0.0, -54.0), (70.0, -60.0), (58.0, -24.0), (40.0, -2.0), (-40.0, -2.0), (-58.0, -24.0)];
    canvas.body(shapes::smooth(&hull), coat);
    canvas.stroke(shapes::curve(&[(-66.0, -54.0), (0.0, -49.0), (66.0, -54.0)]), 4.4, rgb(0xfa_f8_f2), 1.0);
    faced(canvas, figure, pose, ((0.0, -34.0), 0.9));
}

/// A boat with a mast and two sails.
pub(in super::super) fn sailboat(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let wood = figure.coat;
    canvas.line(&[(-4.0, -50.0), (-4.0, -146.0)], 6.0, darker(wood, 0.2));
    canvas.body(shapes::polygon(&[(-4.0, -148.0), (-30.0, -140.0), (-4.0, -132.0)]), rgb(0xe4_5c_50));
    canvas.body(shapes::smooth(&[(2.0, -130.0), (40.0, -96.0), (60.0, -64.0), (2.0, -68.0)]), rgb(0xff_f6_e2));
    canvas.body(shapes::smooth(&[(-10.0, -124.0), (-10.0, -68.0), (-54.0, -66.0), (-34.0, -92.0)]), rgb(0xf4_e4_c4));
    let hull =
        [(-74.0, -60.0), (0.0, -54.0), (74.0, -60.0), (58.0, -22.0), (40.0, -2.0), (-40.0, -2.0), (-58.0, -22.0)];
    canvas.body(shapes::smooth(&hull), wood);
    canvas.stroke(shapes::curve(&[(-68.0, -54.0), (0.0, -49.0), (68.0, -54.0)]), 4.4, lighter(wood, 0.4), 1.0);
    faced(canvas, figure, pose, ((0.0, -34.0), 0.9));
}

pub(in super::super) fn submarine(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.stroke(shapes::curve(&[(0.0, -86.0), (0.0, -114.0), (16.0, -114.0)]), 5.0, darker(coat, 0.3), 1.0);
    canvas.body(shapes::round_rect(-18.0, -96.0, 36.0, 22.0, 7.0), darker(coat, 0.1));
    for (y, turn) in [(-62.0, -24.0), (-34.0, 24.0)] {
        canvas.at((-60.0, y), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::ellipse(0.0, 0.0, 6.0, 15.0), darker(coat, 0.25));
        });
    }
    canvas.body(shapes::ellipse(0.0, -46.0, 62.0, 36.0), coat);
    canvas.body(shapes::ellipse(10.0, -48.0, 35.0, 27.0), GLASS);
    lamps(canvas, 46.0, -28.0);
    faced(canvas, figure, pose, ((10.0, -52.0), 0.9));
}

/// A saucer from the stars.
pub(in super::super) fn ufo(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.glow((0.0, -4.0), 60.0, rgb(0xb8_f4_c8), 0.5);
    canvas.body(shapes::ellipse(0.0, -66.0, 36.0, 36.0), GLASS);
    faced(canvas, figure, pose, ((0.0, -74.0), 0.9));
    canvas.body(shapes::ellipse(0.0, -36.0, 74.0, 20.0), coat);
    canvas.toned(Tone::Shining, |canvas| {
        for (index, x) in [-48.0, -24.0, 0.0, 24.0, 48.0].into_iter().enumerate() {
            let colour = [rgb(0xff_e0_7a), rgb(0x8c_f0_c0), rgb(0xff_a0_b8)][index % 3];
            canvas.body(shapes::ellipse(x, -32.0 + x.abs() * -0.06, 5.6, 5.0), colour);
        }
    });
}
