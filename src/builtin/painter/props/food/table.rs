//! Fruit, cakes, and what they are carried in. Their foot is the origin, or their middle where they hang in the air.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, darker, lighter};
use super::super::super::shapes;
use super::super::paints::{BLUE, CREAM, GOLD, LEAF, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn apple(canvas: &mut Canvas, pumpkin: bool) {
    let (colour, wide) = if pumpkin { (rgb(0xf0_8c_3a), 40.0) } else { (RED, 26.0) };
    canvas.body(shapes::ellipse(0.0, -26.0, wide, 27.0), colour);
    if pumpkin {
        for x in [-17.0, 0.0, 17.0] {
            canvas.stroke(
                shapes::curve(&[(x * 0.5, -51.0), (x, -26.0), (x * 0.6, -2.0)]),
                2.2,
                darker(colour, 0.3),
                0.7,
            );
        }
    }
    canvas.line(&[(0.0, -50.0), (4.0, -63.0)], 4.2, WOOD);
    canvas.body(shapes::ellipse(14.0, -60.0, 10.0, 5.0), LEAF);
    canvas.glaze(shapes::ellipse(-wide * 0.4, -36.0, 5.0, 8.0), [1.0; 3], 0.5);
}

pub(in super::super) fn bread(canvas: &mut Canvas) {
    let crust = rgb(0xd8_94_4c);
    canvas.body(
        shapes::smooth(&[
            (-50.0, -12.0),
            (-44.0, -40.0),
            (0.0, -52.0),
            (44.0, -40.0),
            (50.0, -12.0),
            (30.0, 0.0),
            (-30.0, 0.0),
        ]),
        crust,
    );
    for x in [-22.0, 0.0, 22.0] {
        canvas.stroke(shapes::curve(&[(x - 8.0, -40.0), (x + 6.0, -24.0)]), 6.0, lighter(crust, 0.55), 0.9);
    }
}

pub(in super::super) fn cake(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -3.0, 62.0, 8.0), rgb(0xe4_ec_f2));
    canvas.body(shapes::round_rect(-50.0, -46.0, 100.0, 44.0, 8.0), rgb(0xf6_c8_96));
    canvas.body(shapes::round_rect(-36.0, -78.0, 72.0, 34.0, 8.0), rgb(0xf8_a8_b8));
    let icing = [
        (-37.0, -76.0),
        (37.0, -76.0),
        (36.0, -62.0),
        (24.0, -56.0),
        (12.0, -64.0),
        (0.0, -55.0),
        (-12.0, -64.0),
        (-24.0, -56.0),
        (-36.0, -62.0),
    ];
    canvas.mark(shapes::smooth(&icing), CREAM);
    for x in [-20.0, 0.0, 20.0] {
        canvas.body(shapes::rect(x - 3.0, -98.0, 6.0, 22.0), BLUE);
        canvas.toned(Tone::Shining, |canvas| {
            canvas.glow((x, -104.0), 20.0, rgb(0xff_dc_7a), 0.75);
            canvas.mark(shapes::drop(x, -114.0, 9.0, 15.0), rgb(0xff_b2_40));
        });
    }
}

pub(in super::super) fn cup(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(34.0, -30.0, 13.0, 15.0), 6.0, darker(BLUE, 0.1), 1.0);
    canvas.body(shapes::round_rect(-33.0, -56.0, 66.0, 57.0, 20.0), BLUE);
    canvas.body(shapes::ellipse(0.0, -55.0, 31.0, 7.0), lighter(BLUE, 0.45));
}

pub(in super::super) fn carrot(canvas: &mut Canvas) {
    for turn in [-30.0, 0.0, 30.0] {
        canvas.at((0.0, -56.0), (1.0, 1.0), turn, |canvas| canvas.body(shapes::drop(0.0, 2.0, 13.0, -36.0), LEAF));
    }
    let orange = rgb(0xf2_8a_3c);
    canvas.body(
        shapes::smooth(&[(-19.0, -54.0), (0.0, -62.0), (19.0, -54.0), (9.0, -20.0), (0.0, 2.0), (-9.0, -20.0)]),
        orange,
    );
    for (x, y) in [(-14.0, -44.0), (4.0, -36.0), (-7.0, -24.0)] {
        canvas.stroke(shapes::curve(&[(x, y), (x + 8.0, y + 1.0)]), 2.0, darker(orange, 0.3), 0.8);
    }
}

/// Round, with a lid, a short spout and a handle.
pub(in super::super) fn teapot(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(42.0, -36.0, 16.0, 18.0), 7.0, darker(BLUE, 0.1), 1.0);
    let spout = [(-30.0, -18.0), (-52.0, -34.0), (-60.0, -60.0), (-50.0, -64.0), (-44.0, -46.0), (-30.0, -40.0)];
    canvas.body(shapes::smooth(&spout), darker(BLUE, 0.08));
    canvas.body(shapes::round_rect(-20.0, -8.0, 40.0, 8.0, 4.0), darker(BLUE, 0.2));
    canvas.body(shapes::ellipse(0.0, -36.0, 42.0, 32.0), BLUE);
    canvas.body(shapes::ellipse(0.0, -66.0, 22.0, 7.0), lighter(BLUE, 0.3));
    canvas.body(shapes::ellipse(0.0, -76.0, 6.5, 6.5), GOLD);
    for x in [-16.0, 0.0, 16.0] {
        canvas.mark(shapes::fluffy(x, -36.0, 4.6, 4.6, 5), CREAM);
    }
    for x in [-56.0, -48.0] {
        canvas.stroke(shapes::curve(&[(x, -76.0), (x + 6.0, -86.0), (x, -96.0)]), 2.4, [1.0; 3], 0.7);
    }
}

/// A can with a long spout that ends in a rose.
pub(in super::super) fn watering_can(canvas: &mut Canvas) {
    let tin = rgb(0x6c_b0_9c);
    canvas.stroke(
        shapes::curve(&[(-22.0, -52.0), (0.0, -88.0), (30.0, -76.0), (40.0, -22.0)]),
        6.0,
        darker(tin, 0.2),
        1.0,
    );
    canvas.body(shapes::polygon(&[(-22.0, -8.0), (-26.0, -26.0), (-72.0, -70.0), (-66.0, -76.0)]), darker(tin, 0.1));
    canvas.body(shapes::polygon(&[(-84.0, -66.0), (-60.0, -90.0), (-58.0, -74.0), (-68.0, -64.0)]), darker(tin, 0.25));
    canvas.body(shapes::round_rect(-30.0, -58.0, 64.0, 58.0, 6.0), tin);
    canvas.line(&[(-30.0, -44.0), (34.0, -44.0)], 2.6, darker(tin, 0.25));
    canvas.body(shapes::ellipse(2.0, -58.0, 32.0, 7.0), darker(tin, 0.3));
    for (x, y) in [(-84.0, -48.0), (-92.0, -56.0), (-90.0, -38.0)] {
        canvas.mark(shapes::drop(x, y, 5.0, 9.0), BLUE);
    }
}

pub(in super::super) fn basket(canvas: &mut Canvas) {
    let straw = rgb(0xd2_9c_5c);
    canvas.stroke(shapes::curve(&[(-34.0, -38.0), (0.0, -86.0), (34.0, -38.0)]), 6.0, darker(straw, 0.2), 1.0);
    for (x, colour) in [(-17.0, RED), (2.0, GOLD), (19.0, LEAF)] {
        canvas.body(shapes::ellipse(x, -42.0, 13.0, 13.0), colour);
    }
    canvas.body(shapes::polygon(&[(-42.0, -40.0), (42.0, -40.0), (31.0, 0.0), (-31.0, 0.0)]), straw);
    for y in [-28.0, -14.0] {
        canvas.stroke(shapes::curve(&[(-36.0, y), (0.0, y + 3.0), (36.0, y)]), 2.2, darker(straw, 0.3), 0.7);
    }
}
