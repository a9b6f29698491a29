//! What one plays with, or gives away. Their foot is the origin, or their middle where they hang in the air.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, lighter};
use super::super::super::shapes;
use super::super::paints::{BLUE, CREAM, GOLD, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn balloon(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (5.0, 34.0), (-3.0, 70.0)], 1.8, rgb(0x8a_7a_86));
    canvas.body(shapes::polygon(&[(-6.0, 6.0), (0.0, -4.0), (6.0, 6.0)]), RED);
    canvas.body(shapes::ellipse(0.0, -40.0, 31.0, 38.0), RED);
    canvas.glaze(shapes::ellipse(-11.0, -54.0, 7.0, 11.0), [1.0; 3], 0.55);
}

pub(in super::super) fn kite(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 40.0), (14.0, 70.0), (-6.0, 100.0), (12.0, 136.0)], 2.2, rgb(0x7a_6a_80));
    for (x, y) in [(10.0, 64.0), (-2.0, 96.0), (9.0, 128.0)] {
        canvas.mark(shapes::ellipse(x - 6.0, y, 6.0, 3.6), GOLD);
        canvas.mark(shapes::ellipse(x + 6.0, y, 6.0, 3.6), RED);
    }
    canvas.body(shapes::polygon(&[(0.0, -52.0), (38.0, -8.0), (0.0, 42.0), (-38.0, -8.0)]), RED);
    canvas.mark(shapes::polygon(&[(0.0, -52.0), (38.0, -8.0), (0.0, -8.0)]), GOLD);
    canvas.mark(shapes::polygon(&[(0.0, 42.0), (-38.0, -8.0), (0.0, -8.0)]), rgb(0x5a_a4_d0));
}

pub(in super::super) fn ball(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -32.0, 32.0, 32.0), RED);
    canvas.mark(shapes::ellipse(0.0, -32.0, 12.0, 31.0), CREAM);
    canvas.stroke(shapes::curve(&[(-31.0, -36.0), (0.0, -27.0), (31.0, -36.0)]), 6.0, GOLD, 1.0);
    canvas.glaze(shapes::ellipse(-13.0, -46.0, 6.0, 8.0), [1.0; 3], 0.55);
}

pub(in super::super) fn teddy(canvas: &mut Canvas) {
    let fur = rgb(0xc8_94_60);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 20.0, -9.0, 13.0, 10.0), fur);
        canvas.body(shapes::ellipse(side * 24.0, -34.0, 9.0, 13.0), fur);
        canvas.body(shapes::ellipse(side * 18.0, -84.0, 9.0, 9.0), fur);
    }
    canvas.body(shapes::ellipse(0.0, -28.0, 23.0, 24.0), fur);
    canvas.body(shapes::ellipse(0.0, -66.0, 25.0, 22.0), fur);
    canvas.mark(shapes::ellipse(0.0, -59.0, 11.0, 8.0), lighter(fur, 0.5));
    for (x, y) in [(-9.0, -70.0), (9.0, -70.0), (0.0, -62.0)] {
        canvas.mark(shapes::ellipse(x, y, 3.0, 3.0), rgb(0x3a_2c_34));
    }
}

pub(in super::super) fn crown(canvas: &mut Canvas) {
    canvas.body(
        shapes::polygon(&[
            (-38.0, 0.0),
            (-44.0, -52.0),
            (-20.0, -28.0),
            (0.0, -62.0),
            (20.0, -28.0),
            (44.0, -52.0),
            (38.0, 0.0),
        ]),
        GOLD,
    );
    for (x, colour) in [(-20.0, RED), (0.0, BLUE), (20.0, RED)] {
        canvas.mark(shapes::ellipse(x, -13.0, 5.0, 5.0), colour);
    }
}

pub(in super::super) fn wand(canvas: &mut Canvas) {
    canvas.line(&[(-22.0, 0.0), (10.0, -56.0)], 6.0, WOOD);
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((14.0, -64.0), 64.0, rgb(0xff_e8_90), 0.8);
        canvas.body(shapes::star(14.0, -66.0, 19.0, 8.0, 5), rgb(0xff_dc_66));
    });
}

pub(in super::super) fn gift(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-36.0, -58.0, 72.0, 59.0), BLUE);
    canvas.mark(shapes::rect(-7.0, -58.0, 14.0, 59.0), GOLD);
    canvas.body(shapes::rect(-41.0, -66.0, 82.0, 17.0), lighter(BLUE, 0.15));
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::smooth(&[(0.0, -66.0), (side * 14.0, -86.0), (side * 30.0, -80.0), (side * 22.0, -68.0)]),
            GOLD,
        );
    }
}

pub(in super::super) fn sparkle(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, -30.0), 70.0, rgb(0xff_f0_b0), 0.7);
        canvas.body(shapes::star(0.0, -30.0, 24.0, 7.0, 4), rgb(0xff_ec_9c));
    });
}
