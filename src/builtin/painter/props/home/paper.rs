//! Books, maps, flags and letters. Their foot is the origin, or their middle where they hang in the air.

use super::super::super::canvas::Canvas;
use super::super::super::shapes;
use super::super::paints::{CREAM, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn book(canvas: &mut Canvas) {
    canvas.body(
        shapes::polygon(&[(-52.0, -8.0), (-50.0, -54.0), (0.0, -44.0), (50.0, -54.0), (52.0, -8.0), (0.0, 2.0)]),
        RED,
    );
    canvas.body(
        shapes::smooth(&[(-46.0, -13.0), (-44.0, -56.0), (-22.0, -58.0), (0.0, -49.0), (0.0, -5.0), (-22.0, -15.0)]),
        CREAM,
    );
    canvas.body(
        shapes::smooth(&[(46.0, -13.0), (44.0, -56.0), (22.0, -58.0), (0.0, -49.0), (0.0, -5.0), (22.0, -15.0)]),
        CREAM,
    );
    for y in [-46.0, -36.0, -26.0] {
        canvas.line(&[(-36.0, y), (-10.0, y + 4.0)], 1.8, rgb(0xb0_a0_94));
        canvas.line(&[(36.0, y), (10.0, y + 4.0)], 1.8, rgb(0xb0_a0_94));
    }
}

pub(in super::super) fn map(canvas: &mut Canvas) {
    canvas.body(
        shapes::polygon(&[
            (-50.0, -56.0),
            (-16.0, -66.0),
            (18.0, -56.0),
            (50.0, -66.0),
            (50.0, -8.0),
            (18.0, 0.0),
            (-16.0, -8.0),
            (-50.0, 0.0),
        ]),
        rgb(0xf2_dc_a6),
    );
    canvas.stroke(shapes::curve(&[(-38.0, -16.0), (-14.0, -42.0), (8.0, -24.0), (28.0, -46.0)]), 3.0, WOOD, 0.8);
    canvas.line(&[(24.0, -52.0), (36.0, -40.0)], 4.0, RED);
    canvas.line(&[(36.0, -52.0), (24.0, -40.0)], 4.0, RED);
}

pub(in super::super) fn flag(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-34.0, -120.0, 6.0, 122.0), WOOD);
    canvas.body(
        shapes::smooth(&[(-28.0, -118.0), (0.0, -124.0), (40.0, -112.0), (40.0, -76.0), (0.0, -86.0), (-28.0, -80.0)]),
        RED,
    );
}

pub(in super::super) fn letter(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-42.0, -54.0, 84.0, 54.0), CREAM);
    canvas.line(&[(-42.0, -54.0), (0.0, -22.0), (42.0, -54.0)], 2.4, rgb(0xc0_a8_90));
    canvas.body(shapes::heart(0.0, -24.0, 8.0), RED);
}
