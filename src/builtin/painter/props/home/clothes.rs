//! What one puts on, as it lies there. Its foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::darker;
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, RED};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "ring" => ring,
        "necklace" => necklace,
        "shoes" => shoes,
        "boots" => boots,
        "socks" => socks,
        "mittens" | "gloves" => mittens,
        "scarf" => scarf,
        _ => return None,
    };
    Some(draw)
}

fn ring(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -32.0, 29.0, 29.0), 9.0, GOLD, 1.0);
    canvas.body(
        shapes::polygon(&[(-17.0, -78.0), (-9.0, -90.0), (9.0, -90.0), (17.0, -78.0), (0.0, -60.0)]),
        rgb(0xe8_4c_6c),
    );
    canvas.mark(shapes::polygon(&[(-7.0, -78.0), (7.0, -78.0), (0.0, -62.0)]), rgb(0xf8_a0_b0));
}

fn necklace(canvas: &mut Canvas) {
    for step in 0_u8..15 {
        let part = f32::from(step) / 14.0;
        let (x, y) = ((part - 0.5) * 110.0, -86.0 + (1.0 - (part * 2.0 - 1.0).powi(2)) * 62.0);
        canvas.body(shapes::ellipse(x, y, 7.0, 7.0), if step % 2 == 0 { rgb(0xfa_f4_fa) } else { GOLD });
    }
    canvas.body(shapes::heart(0.0, -8.0, 13.0), RED);
}

/// Draws one twice, mirrored to a pair.
fn pair(canvas: &mut Canvas, apart: f32, one: impl Fn(&mut Canvas)) {
    for side in [-1.0, 1.0] {
        canvas.at((side * apart, 0.0), (side, 1.0), 0.0, |canvas| one(canvas));
    }
}

fn shoes(canvas: &mut Canvas) {
    pair(canvas, 8.0, |canvas| {
        canvas.body(
            shapes::smooth(&[(4.0, -44.0), (24.0, -44.0), (34.0, -28.0), (60.0, -20.0), (62.0, -4.0), (4.0, -4.0)]),
            RED,
        );
        canvas.body(shapes::round_rect(0.0, -9.0, 66.0, 9.0, 4.0), CREAM);
        for x in [26.0, 36.0] {
            canvas.line(&[(x, -36.0 + (x - 26.0) * 0.8), (x + 9.0, -26.0 + (x - 26.0) * 0.5)], 3.4, CREAM);
        }
    });
}

fn boots(canvas: &mut Canvas) {
    pair(canvas, 6.0, |canvas| {
        canvas.body(
            shapes::smooth(&[(4.0, -78.0), (32.0, -78.0), (34.0, -34.0), (58.0, -20.0), (56.0, -4.0), (4.0, -4.0)]),
            GOLD,
        );
        canvas.body(shapes::round_rect(0.0, -8.0, 60.0, 8.0, 3.0), darker(GOLD, 0.35));
        canvas.line(&[(4.0, -68.0), (32.0, -68.0)], 5.0, darker(GOLD, 0.2));
    });
}

fn socks(canvas: &mut Canvas) {
    pair(canvas, 4.0, |canvas| {
        canvas.body(
            shapes::smooth(&[
                (4.0, -84.0),
                (32.0, -84.0),
                (32.0, -38.0),
                (56.0, -22.0),
                (52.0, -2.0),
                (16.0, 0.0),
                (4.0, -20.0),
            ]),
            BLUE,
        );
        for y in [-72.0, -58.0, -44.0] {
            canvas.line(&[(5.0, y), (31.0, y)], 6.0, CREAM);
        }
    });
}

fn mittens(canvas: &mut Canvas) {
    pair(canvas, 6.0, |canvas| {
        canvas.body(shapes::ellipse(12.0, -40.0, 11.0, 19.0), darker(RED, 0.1));
        canvas.body(shapes::smooth(&[(14.0, -22.0), (16.0, -64.0), (34.0, -82.0), (54.0, -64.0), (52.0, -22.0)]), RED);
        canvas.body(shapes::round_rect(10.0, -24.0, 46.0, 24.0, 7.0), CREAM);
        canvas.mark(shapes::star(34.0, -52.0, 11.0, 4.6, 6), CREAM);
    });
}

fn scarf(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(6.0, -44.0), (34.0, -44.0), (40.0, -4.0), (14.0, 0.0)]), RED);
    canvas.body(shapes::polygon(&[(-34.0, -44.0), (-8.0, -44.0), (-18.0, 2.0), (-44.0, -6.0)]), darker(RED, 0.1));
    canvas.stroke(shapes::ellipse(0.0, -54.0, 46.0, 20.0), 20.0, RED, 1.0);
    for (x, y) in [(-42.0, -50.0), (-18.0, -38.0), (10.0, -36.0), (38.0, -46.0)] {
        canvas.line(&[(x, y - 8.0), (x + 2.0, y + 9.0)], 6.0, CREAM);
    }
}
