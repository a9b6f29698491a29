//! What stands behind the heroes: boats, houses, trains. Their foot is the origin, or their middle where they hang in
//! the air.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::paints::{CREAM, GOLD, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(super) fn boat(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-3.0, -110.0, 6.0, 90.0), WOOD);
    canvas.body(shapes::polygon(&[(5.0, -108.0), (5.0, -34.0), (48.0, -34.0)]), CREAM);
    canvas.body(shapes::polygon(&[(-5.0, -96.0), (-5.0, -34.0), (-36.0, -34.0)]), RED);
    canvas.body(
        shapes::smooth(&[(-56.0, -28.0), (0.0, -22.0), (58.0, -28.0), (40.0, 0.0), (-38.0, 0.0)]),
        rgb(0xc0_7a_4c),
    );
}

pub(super) fn lighthouse(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.25, 1.25), 0.0, |canvas| {
        canvas.body(shapes::polygon(&[(-30.0, 0.0), (-20.0, -170.0), (20.0, -170.0), (30.0, 0.0)]), CREAM);
        for (top, foot, upper, lower) in [(-150.0, -116.0, 21.3, 23.3), (-84.0, -48.0, 25.1, 27.2)] {
            canvas.mark(shapes::polygon(&[(-upper, top), (upper, top), (lower, foot), (-lower, foot)]), RED);
        }
        canvas.toned(Tone::Shining, |canvas| {
            canvas.glow((0.0, -188.0), 120.0, rgb(0xff_e4_90), 0.85);
            canvas.body(shapes::rect(-14.0, -200.0, 28.0, 30.0), rgb(0xff_ee_b0));
        });
        canvas.body(shapes::rect(-26.0, -174.0, 52.0, 7.0), rgb(0x5a_58_6c));
        canvas.body(shapes::polygon(&[(-21.0, -199.0), (0.0, -224.0), (21.0, -199.0)]), RED);
        canvas.body(shapes::round_rect(-9.0, -28.0, 18.0, 30.0, 8.0), WOOD);
    });
}

pub(super) fn rocket(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.3, 1.3), 8.0, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.body(
                shapes::smooth(&[(side * 18.0, -50.0), (side * 42.0, -18.0), (side * 38.0, 4.0), (side * 16.0, -14.0)]),
                RED,
            );
        }
        canvas.body(
            shapes::smooth(&[
                (0.0, -160.0),
                (20.0, -124.0),
                (27.0, -70.0),
                (18.0, -10.0),
                (-18.0, -10.0),
                (-27.0, -70.0),
                (-20.0, -124.0),
            ]),
            rgb(0xf0_f2_f6),
        );
        canvas.mark(
            shapes::smooth(&[
                (0.0, -158.0),
                (12.0, -140.0),
                (18.0, -124.0),
                (0.0, -120.0),
                (-18.0, -124.0),
                (-12.0, -140.0),
            ]),
            RED,
        );
        canvas.body(shapes::ellipse(0.0, -84.0, 13.0, 13.0), rgb(0x7c_c4_e4));
        canvas.body(shapes::round_rect(-13.0, -12.0, 26.0, 11.0, 4.0), rgb(0x6a_70_80));
    });
}

pub(super) fn snowman(canvas: &mut Canvas) {
    let snow = rgb(0xfa_fc_ff);
    for (x, y) in [(-62.0, -96.0), (62.0, -100.0)] {
        canvas.line(&[(x * 0.35, -66.0), (x, y)], 4.0, WOOD);
    }
    canvas.body(shapes::ellipse(0.0, -30.0, 42.0, 34.0), snow);
    canvas.body(shapes::ellipse(0.0, -76.0, 31.0, 27.0), snow);
    canvas.body(shapes::ellipse(0.0, -116.0, 24.0, 22.0), snow);
    for (x, y) in [(-8.0, -121.0), (8.0, -121.0), (0.0, -84.0), (0.0, -70.0)] {
        canvas.mark(shapes::ellipse(x, y, 3.2, 3.2), rgb(0x3a_34_40));
    }
    canvas.body(shapes::polygon(&[(0.0, -116.0), (25.0, -110.0), (0.0, -108.0)]), rgb(0xf2_8a_3c));
    canvas.body(shapes::rect(-17.0, -164.0, 34.0, 28.0), rgb(0x4c_48_58));
    canvas.body(shapes::rect(-28.0, -140.0, 56.0, 7.0), rgb(0x4c_48_58));
    canvas.body(shapes::round_rect(-23.0, -99.0, 46.0, 9.0, 4.0), RED);
}

pub(super) fn tent(canvas: &mut Canvas) {
    let cloth = rgb(0xf0_9a_4c);
    canvas.body(shapes::polygon(&[(-96.0, 0.0), (0.0, -132.0), (96.0, 0.0)]), cloth);
    canvas.mark(shapes::polygon(&[(-30.0, 0.0), (0.0, -110.0), (30.0, 0.0)]), darker(cloth, 0.6));
    canvas.body(shapes::polygon(&[(0.0, -118.0), (-52.0, 0.0), (-28.0, 0.0)]), lighter(cloth, 0.35));
    canvas.body(shapes::polygon(&[(0.0, -118.0), (52.0, 0.0), (28.0, 0.0)]), lighter(cloth, 0.35));
}

pub(super) fn train(canvas: &mut Canvas) {
    let blue = rgb(0x4c_8c_c0);
    canvas.body(shapes::round_rect(-86.0, -62.0, 110.0, 46.0, 16.0), blue);
    canvas.body(shapes::rect(14.0, -104.0, 64.0, 90.0), RED);
    canvas.body(shapes::rect(6.0, -114.0, 80.0, 13.0), rgb(0x5a_48_54));
    canvas.mark(shapes::rect(28.0, -90.0, 36.0, 30.0), rgb(0xd8_f0_fa));
    canvas.body(shapes::polygon(&[(-66.0, -62.0), (-72.0, -96.0), (-38.0, -96.0), (-44.0, -62.0)]), rgb(0x5a_48_54));
    for (x, y, r) in [(-52.0, -118.0, 14.0), (-30.0, -144.0, 19.0), (2.0, -172.0, 24.0)] {
        canvas.glaze(shapes::fluffy(x, y, r, r * 0.85, 7), [1.0; 3], 0.8);
    }
    for x in [-62.0, -20.0, 46.0] {
        canvas.body(shapes::ellipse(x, -14.0, 17.0, 17.0), rgb(0x4a_40_4c));
        canvas.mark(shapes::ellipse(x, -14.0, 7.0, 7.0), GOLD);
    }
}

pub(super) fn ladder(canvas: &mut Canvas) {
    for x in [-20.0, 20.0] {
        canvas.body(shapes::rect(x - 4.0, -210.0, 8.0, 212.0), WOOD);
    }
    for step in 0..7 {
        canvas.body(shapes::rect(-20.0, -28.0 - step as f32 * 27.0, 40.0, 7.0), lighter(WOOD, 0.15));
    }
}

pub(super) fn door(canvas: &mut Canvas) {
    let leaf = rgb(0x4c_9c_94);
    canvas.body(shapes::rect(-48.0, -156.0, 96.0, 158.0), lighter(WOOD, 0.4));
    canvas.body(shapes::rect(-38.0, -146.0, 76.0, 148.0), leaf);
    for y in [-136.0, -64.0] {
        canvas.body(shapes::rect(-28.0, y, 56.0, 58.0), lighter(leaf, 0.2));
    }
    canvas.body(shapes::ellipse(28.0, -72.0, 5.0, 5.0), GOLD);
    canvas.mark(shapes::heart(0.0, -108.0, 11.0), CREAM);
    canvas.body(shapes::rect(-56.0, -2.0, 112.0, 7.0), darker(WOOD, 0.2));
}
