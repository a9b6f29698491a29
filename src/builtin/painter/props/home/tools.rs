//! What is of use. Their foot is the origin, or their middle where they hang in the air.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, darker};
use super::super::super::shapes;
use super::super::paints::{CREAM, GOLD, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn campfire(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -30.0), 130.0, rgb(0xff_ac_4c), 0.75));
    canvas.stroke(shapes::curve(&[(-34.0, 0.0), (34.0, -12.0)]), 11.0, WOOD, 1.0);
    canvas.stroke(shapes::curve(&[(-34.0, -12.0), (34.0, 0.0)]), 11.0, darker(WOOD, 0.15), 1.0);
    canvas.toned(Tone::Shining, |canvas| {
        for (x, tall, wide, colour) in [
            (-13.0, 50.0, 34.0, rgb(0xf4_6c_34)),
            (12.0, 58.0, 34.0, rgb(0xf4_6c_34)),
            (0.0, 70.0, 38.0, rgb(0xf8_92_3c)),
            (0.0, 40.0, 22.0, rgb(0xff_dc_6a)),
        ] {
            canvas.mark(shapes::drop(x, -8.0 - tall, wide, tall), colour);
        }
    });
}

pub(in super::super) fn lantern(canvas: &mut Canvas) {
    let iron = rgb(0x5c_50_58);
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -36.0), 130.0, rgb(0xff_cc_66), 0.8));
    canvas.stroke(shapes::curve(&[(-15.0, -66.0), (0.0, -90.0), (15.0, -66.0)]), 4.0, iron, 1.0);
    canvas.body(shapes::round_rect(-23.0, -8.0, 46.0, 9.0, 3.0), iron);
    canvas.toned(Tone::Shining, |canvas| {
        canvas.body(shapes::round_rect(-18.0, -57.0, 36.0, 50.0, 8.0), rgb(0xff_e8_a4));
        canvas.mark(shapes::drop(0.0, -44.0, 15.0, 28.0), rgb(0xff_a0_3c));
    });
    canvas.body(shapes::polygon(&[(-22.0, -56.0), (-11.0, -70.0), (11.0, -70.0), (22.0, -56.0)]), iron);
}

pub(in super::super) fn treasure(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -52.0), 110.0, rgb(0xff_dc_6a), 0.6));
    canvas.body(
        shapes::smooth(&[(-46.0, -48.0), (-44.0, -78.0), (0.0, -92.0), (44.0, -78.0), (46.0, -48.0)]),
        darker(WOOD, 0.15),
    );
    for (x, y) in [(-24.0, -50.0), (-6.0, -56.0), (12.0, -53.0), (27.0, -48.0), (2.0, -46.0)] {
        canvas.body(shapes::ellipse(x, y, 10.0, 9.0), GOLD);
    }
    canvas.body(shapes::rect(-46.0, -44.0, 92.0, 45.0), WOOD);
    for x in [-34.0, 26.0] {
        canvas.mark(shapes::rect(x, -44.0, 9.0, 45.0), GOLD);
    }
    canvas.body(shapes::round_rect(-9.0, -44.0, 18.0, 18.0, 4.0), GOLD);
}

pub(in super::super) fn umbrella(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(0.0, -96.0), (0.0, -12.0), (7.0, -2.0), (15.0, -9.0)]), 4.4, WOOD, 1.0);
    let dome = [
        (-58.0, -62.0),
        (-44.0, -96.0),
        (0.0, -118.0),
        (44.0, -96.0),
        (58.0, -62.0),
        (38.0, -70.0),
        (20.0, -61.0),
        (0.0, -70.0),
        (-20.0, -61.0),
        (-38.0, -70.0),
    ];
    canvas.body(shapes::smooth(&dome), RED);
    canvas.mark(
        shapes::smooth(&[(0.0, -117.0), (17.0, -92.0), (20.0, -63.0), (0.0, -70.0), (-20.0, -63.0), (-17.0, -92.0)]),
        GOLD,
    );
}

pub(in super::super) fn bell(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -5.0, 8.0, 8.0), darker(GOLD, 0.3));
    canvas.body(
        shapes::smooth(&[
            (-34.0, -10.0),
            (-24.0, -32.0),
            (-17.0, -58.0),
            (0.0, -68.0),
            (17.0, -58.0),
            (24.0, -32.0),
            (34.0, -10.0),
            (0.0, -5.0),
        ]),
        GOLD,
    );
    canvas.glaze(shapes::ellipse(-10.0, -44.0, 4.0, 11.0), [1.0; 3], 0.5);
}

pub(in super::super) fn hat(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -7.0, 54.0, 10.0), rgb(0xd8_a8_5c));
    canvas.body(
        shapes::smooth(&[(-30.0, -8.0), (-26.0, -42.0), (0.0, -52.0), (26.0, -42.0), (30.0, -8.0)]),
        rgb(0xe4_b8_6c),
    );
    canvas.stroke(shapes::curve(&[(-29.0, -17.0), (0.0, -12.0), (29.0, -17.0)]), 8.0, RED, 1.0);
}

pub(in super::super) fn key(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -30.0), 84.0, rgb(0xff_e0_80), 0.6));
    canvas.at((0.0, -28.0), (1.0, 1.0), -24.0, |canvas| {
        canvas.stroke(shapes::ellipse(-30.0, 0.0, 17.0, 17.0), 9.0, GOLD, 1.0);
        canvas.body(shapes::round_rect(-14.0, -5.0, 68.0, 10.0, 4.0), GOLD);
        for x in [30.0, 45.0] {
            canvas.body(shapes::rect(x, 3.0, 8.0, 17.0), GOLD);
        }
    });
}

pub(in super::super) fn telescope(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -58.0), (-24.0, 0.0)], 5.0, WOOD);
    canvas.line(&[(0.0, -58.0), (24.0, 0.0)], 5.0, WOOD);
    canvas.at((0.0, -62.0), (1.0, 1.0), -28.0, |canvas| {
        canvas.body(shapes::rect(-46.0, -8.0, 40.0, 16.0), GOLD);
        canvas.body(shapes::rect(-10.0, -12.0, 60.0, 24.0), rgb(0x5c_74_a8));
        canvas.body(shapes::rect(46.0, -15.0, 12.0, 30.0), GOLD);
    });
}

pub(in super::super) fn chair(canvas: &mut Canvas) {
    for x in [-26.0, 20.0] {
        canvas.body(shapes::rect(x, -40.0, 7.0, 42.0), WOOD);
    }
    canvas.body(shapes::round_rect(-30.0, -104.0, 10.0, 70.0, 4.0), WOOD);
    canvas.body(shapes::round_rect(-32.0, -48.0, 64.0, 13.0, 5.0), RED);
}

pub(in super::super) fn clock(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -36.0, 36.0, 36.0), WOOD);
    canvas.mark(shapes::ellipse(0.0, -36.0, 28.0, 28.0), CREAM);
    canvas.line(&[(0.0, -56.0), (0.0, -36.0), (15.0, -29.0)], 3.6, rgb(0x4a_38_44));
}

pub(in super::super) fn anchor(canvas: &mut Canvas) {
    let iron = rgb(0x5c_6c_84);
    canvas.stroke(shapes::ellipse(0.0, -88.0, 9.0, 9.0), 6.0, iron, 1.0);
    canvas.line(&[(0.0, -78.0), (0.0, -6.0)], 9.0, iron);
    canvas.line(&[(-22.0, -64.0), (22.0, -64.0)], 7.0, iron);
    canvas.stroke(
        shapes::curve(&[(-38.0, -34.0), (-24.0, -10.0), (0.0, -4.0), (24.0, -10.0), (38.0, -34.0)]),
        9.0,
        iron,
        1.0,
    );
}
