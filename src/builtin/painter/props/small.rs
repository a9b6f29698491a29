//! Small things with a shape of their own. Their foot is the origin.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::paints::{BLUE, CREAM, GOLD, LEAF, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(super) fn acorn(canvas: &mut Canvas) {
    let nut = rgb(0xc8_8c_4c);
    canvas.body(shapes::smooth(&[(-22.0, -40.0), (22.0, -40.0), (18.0, -14.0), (0.0, 0.0), (-18.0, -14.0)]), nut);
    canvas.line(&[(0.0, -56.0), (5.0, -70.0)], 5.0, WOOD);
    canvas.body(shapes::smooth(&[(-28.0, -38.0), (-20.0, -54.0), (0.0, -60.0), (20.0, -54.0), (28.0, -38.0)]), WOOD);
}

pub(super) fn egg(canvas: &mut Canvas) {
    canvas.body(
        shapes::smooth(&[(0.0, -70.0), (22.0, -44.0), (26.0, -20.0), (0.0, 0.0), (-26.0, -20.0), (-22.0, -44.0)]),
        CREAM,
    );
    for (x, y) in [(-10.0, -40.0), (9.0, -30.0), (-6.0, -16.0)] {
        canvas.mark(shapes::ellipse(x, y, 3.4, 3.4), rgb(0xd8_b4_90));
    }
}

pub(super) fn nest(canvas: &mut Canvas) {
    for x in [-20.0, 0.0, 20.0] {
        canvas.body(shapes::ellipse(x, -34.0, 13.0, 17.0), rgb(0xb4_dc_e4));
    }
    canvas.body(shapes::smooth(&[(-52.0, -32.0), (0.0, -22.0), (52.0, -32.0), (36.0, -2.0), (-36.0, -2.0)]), WOOD);
    for x in [-30.0, -6.0, 18.0] {
        canvas.stroke(shapes::curve(&[(x - 14.0, -22.0), (x, -10.0), (x + 18.0, -18.0)]), 2.4, darker(WOOD, 0.3), 0.9);
    }
}

pub(super) fn cookie(canvas: &mut Canvas) {
    canvas.body(shapes::fluffy(0.0, -30.0, 29.0, 29.0, 15), rgb(0xd8_a0_5c));
    for (x, y) in [(-12.0, -40.0), (9.0, -44.0), (14.0, -24.0), (-9.0, -20.0), (0.0, -32.0)] {
        canvas.mark(shapes::ellipse(x, y, 4.4, 4.0), rgb(0x6a_42_2c));
    }
}

pub(super) fn candle(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -4.0, 34.0, 8.0), GOLD);
    canvas.body(shapes::round_rect(-11.0, -62.0, 22.0, 58.0, 5.0), CREAM);
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, -78.0), 80.0, rgb(0xff_d2_70), 0.7);
        canvas.mark(shapes::drop(0.0, -98.0, 18.0, 32.0), rgb(0xff_a8_3c));
    });
}

pub(super) fn sword(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 24.0, |canvas| {
        canvas.body(
            shapes::polygon(&[(-7.0, -32.0), (-7.0, -104.0), (0.0, -120.0), (7.0, -104.0), (7.0, -32.0)]),
            rgb(0xc4_ce_d8),
        );
        canvas.body(shapes::round_rect(-24.0, -36.0, 48.0, 9.0, 4.0), GOLD);
        canvas.body(shapes::round_rect(-5.0, -28.0, 10.0, 26.0, 4.0), WOOD);
        canvas.body(shapes::ellipse(0.0, -2.0, 7.0, 7.0), GOLD);
    });
}

pub(super) fn paintbrush(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 22.0, |canvas| {
        canvas.body(shapes::round_rect(-5.0, -78.0, 10.0, 78.0, 4.0), WOOD);
        canvas.body(shapes::rect(-8.0, -90.0, 16.0, 14.0), rgb(0xb4_c0_cc));
        canvas.body(shapes::drop(0.0, -124.0, 26.0, 36.0), BLUE);
    });
}

pub(super) fn backpack(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-12.0, -80.0), (0.0, -94.0), (12.0, -80.0)]), 6.0, darker(RED, 0.3), 1.0);
    canvas.body(shapes::round_rect(-34.0, -82.0, 68.0, 82.0, 22.0), RED);
    canvas.body(shapes::round_rect(-24.0, -38.0, 48.0, 32.0, 8.0), lighter(RED, 0.2));
    canvas.line(&[(-20.0, -56.0), (20.0, -56.0)], 3.0, CREAM);
}

pub(super) fn drum(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-38.0, -50.0, 76.0, 46.0), RED);
    canvas.stroke(
        shapes::curve(&[(-38.0, -48.0), (-19.0, -6.0), (0.0, -48.0), (19.0, -6.0), (38.0, -48.0)]),
        3.4,
        GOLD,
        1.0,
    );
    canvas.body(shapes::ellipse(0.0, -52.0, 40.0, 11.0), CREAM);
    for (x, to) in [(-30.0, -6.0), (30.0, 6.0)] {
        canvas.line(&[(x, -92.0), (to, -56.0)], 5.0, WOOD);
    }
}

pub(super) fn wheel(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -38.0, 32.0, 32.0), 10.0, WOOD, 1.0);
    for (x, y) in [(32.0, 0.0), (0.0, 32.0), (23.0, 23.0), (23.0, -23.0)] {
        canvas.line(&[(-x, -38.0 - y), (x, -38.0 + y)], 5.0, WOOD);
    }
    canvas.body(shapes::ellipse(0.0, -38.0, 8.0, 8.0), GOLD);
}

pub(super) fn guitar(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 16.0, |canvas| {
        canvas.body(shapes::rect(-5.0, -118.0, 10.0, 66.0), WOOD);
        canvas.body(shapes::round_rect(-10.0, -130.0, 20.0, 18.0, 4.0), darker(WOOD, 0.3));
        let belly = [
            (0.0, -66.0),
            (20.0, -58.0),
            (16.0, -42.0),
            (30.0, -20.0),
            (0.0, 0.0),
            (-30.0, -20.0),
            (-16.0, -42.0),
            (-20.0, -58.0),
        ];
        canvas.body(shapes::smooth(&belly), rgb(0xe0_a0_58));
        canvas.mark(shapes::ellipse(0.0, -36.0, 9.0, 9.0), rgb(0x5c_3c_30));
        for x in [-2.4, 2.4] {
            canvas.line(&[(x, -112.0), (x, -14.0)], 1.2, CREAM);
        }
    });
}

pub(super) fn ribbon(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::smooth(&[
                (0.0, -40.0),
                (side * 22.0, -60.0),
                (side * 40.0, -54.0),
                (side * 38.0, -28.0),
                (side * 20.0, -24.0),
            ]),
            RED,
        );
        canvas.body(
            shapes::polygon(&[(0.0, -38.0), (side * 10.0, -38.0), (side * 26.0, 0.0), (side * 12.0, -4.0)]),
            darker(RED, 0.12),
        );
    }
    canvas.body(shapes::ellipse(0.0, -40.0, 9.0, 10.0), darker(RED, 0.2));
}

pub(super) fn leaf(canvas: &mut Canvas) {
    canvas.at((0.0, -30.0), (1.0, 1.0), 30.0, |canvas| {
        canvas.body(shapes::drop(0.0, -44.0, 44.0, 62.0), LEAF);
        canvas.line(&[(0.0, -34.0), (0.0, 30.0)], 2.6, darker(LEAF, 0.35));
    });
}

pub(super) fn snail(canvas: &mut Canvas) {
    let skin = rgb(0xf0_dc_b0);
    canvas.body(
        shapes::smooth(&[(-46.0, 0.0), (-44.0, -34.0), (-32.0, -34.0), (-24.0, -14.0), (36.0, -12.0), (54.0, 0.0)]),
        skin,
    );
    for x in [-44.0, -34.0] {
        canvas.line(&[(x, -32.0), (x - 3.0, -48.0)], 3.4, skin);
        canvas.mark(shapes::ellipse(x - 3.0, -49.0, 3.4, 3.4), rgb(0x3c_30_38));
    }
    canvas.body(shapes::ellipse(8.0, -34.0, 27.0, 26.0), rgb(0xc8_94_66));
    canvas.stroke(
        shapes::curve(&[(28.0, -28.0), (18.0, -50.0), (-4.0, -42.0), (2.0, -22.0), (14.0, -34.0)]),
        3.2,
        rgb(0x7c_54_3c),
        0.9,
    );
}

pub(super) fn bottle(canvas: &mut Canvas) {
    let glass = rgb(0x8c_cc_b4);
    canvas.body(shapes::round_rect(-6.0, -104.0, 12.0, 14.0, 3.0), WOOD);
    let hull = [
        (-9.0, -92.0),
        (9.0, -92.0),
        (10.0, -70.0),
        (23.0, -52.0),
        (22.0, -4.0),
        (0.0, 0.0),
        (-22.0, -4.0),
        (-23.0, -52.0),
        (-10.0, -70.0),
    ];
    canvas.body(shapes::smooth(&hull), glass);
    canvas.glaze(shapes::ellipse(-12.0, -36.0, 4.0, 16.0), [1.0; 3], 0.6);
}

pub(super) fn honey(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-28.0, -56.0, 56.0, 56.0, 14.0), rgb(0xf0_b0_48));
    canvas.body(shapes::round_rect(-24.0, -70.0, 48.0, 18.0, 6.0), RED);
    canvas.body(shapes::round_rect(-18.0, -42.0, 36.0, 24.0, 5.0), CREAM);
    canvas.mark(shapes::ellipse(0.0, -30.0, 6.0, 6.0), GOLD);
}
