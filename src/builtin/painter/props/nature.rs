//! Stars, animals and plants. Their foot is the origin, or their middle where they hang in the air.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::paints::{BLUE, CREAM, GOLD, LEAF, RED};
use crate::pipeline::palette::{Rgb, rgb};

pub(super) fn star(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, -20.0), 110.0, rgb(0xff_ec_a0), 0.75);
        canvas.body(shapes::star(0.0, -20.0, 36.0, 16.0, 5), rgb(0xff_dc_66));
    });
}

pub(super) fn sun(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, -20.0), 130.0, rgb(0xff_e4_90), 0.6);
        canvas.body(shapes::star(0.0, -20.0, 52.0, 40.0, 12), rgb(0xff_e0_80));
        canvas.body(shapes::ellipse(0.0, -20.0, 36.0, 36.0), rgb(0xff_ce_4c));
    });
}

pub(super) fn rainbow(canvas: &mut Canvas) {
    let bands = [rgb(0xf0_6c_65), rgb(0xf6_a4_54), rgb(0xf8_dc_6c), rgb(0x8c_cc_7c), rgb(0x6c_b4_e0), rgb(0xa8_8c_d8)];
    for (index, colour) in bands.into_iter().enumerate() {
        let r = 330.0 - index as f32 * 17.0;
        let arc =
            [(-r, 200.0), (-r * 0.8, 200.0 - r * 0.62), (0.0, 200.0 - r), (r * 0.8, 200.0 - r * 0.62), (r, 200.0)];
        canvas.stroke(shapes::curve(&arc), 18.0, colour, 0.62);
    }
}

pub(super) fn bird(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-20.0, 0.0), (-44.0, -12.0), (-42.0, 4.0), (-26.0, 9.0)]), darker(BLUE, 0.15));
    canvas.body(shapes::ellipse(0.0, 0.0, 27.0, 20.0), BLUE);
    canvas.body(shapes::ellipse(19.0, -14.0, 14.0, 13.0), BLUE);
    canvas.body(shapes::polygon(&[(31.0, -16.0), (43.0, -11.0), (31.0, -8.0)]), GOLD);
    canvas.at((-4.0, -6.0), (1.0, 1.0), 24.0, |canvas| {
        canvas.body(shapes::drop(0.0, 4.0, 24.0, -40.0), lighter(BLUE, 0.25));
    });
    canvas.mark(shapes::ellipse(22.0, -17.0, 2.8, 3.0), rgb(0x2c_22_2e));
}

pub(super) fn butterfly(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 17.0, -12.0, 17.0, 19.0), rgb(0xf4_9a_50));
        canvas.body(shapes::ellipse(side * 13.0, 13.0, 12.0, 12.0), rgb(0xf8_c4_5c));
        canvas.mark(shapes::ellipse(side * 18.0, -13.0, 6.0, 7.0), CREAM);
        canvas.line(&[(0.0, -18.0), (side * 9.0, -34.0)], 1.6, rgb(0x4a_38_44));
    }
    canvas.mark(shapes::ellipse(0.0, 0.0, 4.0, 19.0), rgb(0x4a_38_44));
}

pub(super) fn fireflies(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        for (x, y) in
            [(0.0, 0.0), (-70.0, 60.0), (64.0, 50.0), (-34.0, 140.0), (104.0, 150.0), (-120.0, 170.0), (30.0, 210.0)]
        {
            canvas.glow((x, y), 30.0, rgb(0xf4_f4_8c), 0.85);
            canvas.mark(shapes::ellipse(x, y, 4.2, 4.2), rgb(0xff_fc_c4));
        }
    });
}

pub(super) fn feather(canvas: &mut Canvas, colour: Rgb) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 34.0, |canvas| {
        canvas.body(shapes::drop(0.0, -30.0, 26.0, 54.0), colour);
        canvas.line(&[(0.0, -20.0), (0.0, 34.0)], 1.8, CREAM);
    });
}

pub(super) fn fish(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-24.0, -20.0), (-52.0, -40.0), (-50.0, 0.0)]), rgb(0xee_80_3c));
    canvas.body(shapes::ellipse(0.0, -20.0, 33.0, 20.0), rgb(0xf8_9c_4c));
    canvas.mark(shapes::ellipse(17.0, -25.0, 4.0, 4.4), rgb(0x2c_22_2e));
}

pub(super) fn flower(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (3.0, -30.0), (0.0, -58.0)], 5.0, LEAF);
    canvas.body(shapes::ellipse(17.0, -20.0, 16.0, 7.0), LEAF);
    for index in 0..6 {
        canvas.at((0.0, -68.0), (1.0, 1.0), index as f32 * 60.0, |canvas| {
            canvas.body(shapes::ellipse(0.0, -17.0, 10.0, 13.0), rgb(0xf4_8c_a4));
        });
    }
    canvas.body(shapes::ellipse(0.0, -68.0, 11.0, 11.0), GOLD);
}

pub(super) fn mushroom(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-13.0, 0.0), (-11.0, -34.0), (11.0, -34.0), (13.0, 0.0)]), CREAM);
    canvas.body(
        shapes::smooth(&[(-44.0, -30.0), (-34.0, -58.0), (0.0, -74.0), (34.0, -58.0), (44.0, -30.0), (0.0, -24.0)]),
        RED,
    );
    for (x, y, r) in [(-20.0, -47.0, 6.5), (4.0, -58.0, 7.5), (24.0, -43.0, 5.5)] {
        canvas.mark(shapes::ellipse(x, y, r, r * 0.9), CREAM);
    }
}

pub(super) fn shell(canvas: &mut Canvas) {
    let pink = rgb(0xf6_b4_a4);
    canvas.body(
        shapes::smooth(&[(0.0, 0.0), (-40.0, -20.0), (-38.0, -44.0), (0.0, -58.0), (38.0, -44.0), (40.0, -20.0)]),
        pink,
    );
    for x in [-24.0, -8.0, 8.0, 24.0] {
        canvas.stroke(shapes::curve(&[(0.0, -3.0), (x, -48.0)]), 2.2, darker(pink, 0.3), 0.7);
    }
}
