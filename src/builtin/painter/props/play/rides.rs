//! What one rides on, sits in or pushes. Their foot is the origin, or their middle where they hang in the air.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, IRON, LEAF, RED, STEEL, WOOD};
use crate::pipeline::palette::{Rgb, rgb};

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "scooter" => scooter,
        "skateboard" => skateboard,
        "roller skates" => roller_skates,
        "sledge" | "sled" | "sleigh" => sledge,
        "pram" | "stroller" => pram,
        "wheelbarrow" => wheelbarrow,
        "hot air balloon" => hot_air_balloon,
        "cart" | "wagon" => cart,
        "swing" => swing,
        "trampoline" => trampoline,
        _ => return None,
    };
    Some(draw)
}

/// A wheel of rubber from the side.
pub(in super::super) fn tyre(canvas: &mut Canvas, x: f32, y: f32, radius: f32, hub: Rgb) {
    canvas.body(shapes::ellipse(x, y, radius, radius), IRON);
    canvas.mark(shapes::ellipse(x, y, radius * 0.5, radius * 0.5), hub);
}

fn scooter(canvas: &mut Canvas) {
    canvas.line(&[(44.0, -14.0), (34.0, -112.0)], 7.0, STEEL);
    canvas.line(&[(18.0, -112.0), (50.0, -116.0)], 8.0, IRON);
    canvas.body(shapes::round_rect(-56.0, -22.0, 98.0, 11.0, 5.0), RED);
    canvas.line(&[(36.0, -20.0), (44.0, -40.0)], 9.0, RED);
    tyre(canvas, -48.0, -12.0, 14.0, STEEL);
    tyre(canvas, 48.0, -12.0, 14.0, STEEL);
}

fn skateboard(canvas: &mut Canvas) {
    for x in [-34.0, 34.0] {
        canvas.body(shapes::rect(x - 8.0, -24.0, 16.0, 10.0), STEEL);
        tyre(canvas, x - 8.0, -10.0, 10.0, GOLD);
        tyre(canvas, x + 10.0, -10.0, 10.0, GOLD);
    }
    let board = [(-76.0, -46.0), (-56.0, -30.0), (56.0, -30.0), (76.0, -46.0), (66.0, -24.0), (-66.0, -24.0)];
    canvas.body(shapes::smooth(&board), BLUE);
    canvas.stroke(shapes::curve(&[(-62.0, -30.0), (0.0, -28.0), (62.0, -30.0)]), 4.0, GOLD, 1.0);
}

fn roller_skates(canvas: &mut Canvas) {
    for x in [-34.0, 34.0] {
        canvas.at((x, 0.0), (0.8, 0.8), 0.0, |canvas| {
            for wheel in [-22.0, 2.0, 26.0] {
                tyre(canvas, wheel, -9.0, 9.0, GOLD);
            }
            let boot = [(-28.0, -84.0), (4.0, -84.0), (6.0, -50.0), (34.0, -38.0), (36.0, -18.0), (-28.0, -18.0)];
            canvas.body(shapes::polygon(&boot), if x < 0.0 { RED } else { lighter(RED, 0.12) });
            for y in [-74.0, -62.0, -50.0] {
                canvas.line(&[(-10.0, y), (4.0, y + 3.0)], 3.0, CREAM);
            }
        });
    }
}

fn sledge(canvas: &mut Canvas) {
    let runner = [(-66.0, -4.0), (48.0, -4.0), (70.0, -18.0), (66.0, -42.0)];
    canvas.stroke(shapes::curve(&runner), 7.0, darker(WOOD, 0.25), 1.0);
    for x in [-44.0, 4.0, 44.0] {
        canvas.line(&[(x, -6.0), (x, -34.0)], 6.0, darker(WOOD, 0.2));
    }
    for y in [-46.0, -38.0] {
        canvas.body(shapes::round_rect(-62.0, y, 122.0, 9.0, 4.0), lighter(WOOD, 0.2));
    }
    canvas.line(&[(62.0, -40.0), (84.0, -52.0), (96.0, -30.0)], 3.0, RED);
}

fn pram(canvas: &mut Canvas) {
    canvas.line(&[(36.0, -46.0), (70.0, -92.0), (84.0, -92.0)], 6.0, STEEL);
    tyre(canvas, -28.0, -15.0, 15.0, STEEL);
    tyre(canvas, 32.0, -15.0, 15.0, STEEL);
    canvas.body(shapes::smooth(&[(-58.0, -64.0), (52.0, -64.0), (42.0, -34.0), (0.0, -26.0), (-42.0, -34.0)]), BLUE);
    let hood = [(-58.0, -66.0), (-54.0, -98.0), (-22.0, -118.0), (2.0, -100.0), (4.0, -66.0)];
    canvas.body(shapes::smooth(&hood), lighter(BLUE, 0.3));
    canvas.stroke(shapes::curve(&[(-28.0, -114.0), (-26.0, -68.0)]), 3.0, darker(BLUE, 0.2), 0.8);
}

fn wheelbarrow(canvas: &mut Canvas) {
    canvas.line(&[(-20.0, -26.0), (82.0, -54.0)], 7.0, WOOD);
    canvas.line(&[(34.0, -36.0), (38.0, 0.0)], 6.0, IRON);
    canvas.body(shapes::fluffy(-6.0, -68.0, 40.0, 16.0, 9), rgb(0x8a_64_48));
    canvas.body(shapes::polygon(&[(-66.0, -68.0), (52.0, -68.0), (32.0, -28.0), (-34.0, -28.0)]), LEAF);
    tyre(canvas, -44.0, -17.0, 17.0, GOLD);
}

fn hot_air_balloon(canvas: &mut Canvas) {
    for x in [-13.0, 13.0] {
        canvas.line(&[(x * 2.0, 14.0), (x, 56.0)], 2.4, WOOD);
    }
    let skin =
        [(0.0, -104.0), (52.0, -82.0), (66.0, -36.0), (34.0, 12.0), (-34.0, 12.0), (-66.0, -36.0), (-52.0, -82.0)];
    canvas.body(shapes::smooth(&skin), RED);
    for (half, colour) in [(40.0, GOLD), (17.0, BLUE)] {
        let band = [(0.0, -103.0), (half * 0.9, -74.0), (half, -36.0), (half * 0.5, 14.0), (-half * 0.5, 14.0)];
        let left = [(-half, -36.0), (-half * 0.9, -74.0)];
        canvas.mark(shapes::smooth(&[&band[..], &left[..]].concat()), colour);
    }
    canvas.body(shapes::round_rect(-18.0, 54.0, 36.0, 26.0, 5.0), rgb(0xc8_92_5c));
    canvas.line(&[(-16.0, 66.0), (16.0, 66.0)], 2.4, WOOD);
}

fn cart(canvas: &mut Canvas) {
    canvas.line(&[(-60.0, -34.0), (-96.0, -60.0)], 6.0, WOOD);
    canvas.body(shapes::rect(-62.0, -72.0, 124.0, 46.0), RED);
    for y in [-58.0, -44.0] {
        canvas.line(&[(-58.0, y), (58.0, y)], 2.6, darker(RED, 0.3));
    }
    tyre(canvas, -36.0, -18.0, 18.0, GOLD);
    tyre(canvas, 36.0, -18.0, 18.0, GOLD);
}

fn swing(canvas: &mut Canvas) {
    for (from, to) in [(-64.0, -84.0), (-64.0, -44.0), (64.0, 84.0), (64.0, 44.0)] {
        canvas.line(&[(from, -176.0), (to, 0.0)], 9.0, WOOD);
    }
    canvas.line(&[(-72.0, -176.0), (72.0, -176.0)], 11.0, darker(WOOD, 0.15));
    for x in [-24.0, 24.0] {
        canvas.line(&[(x, -172.0), (x, -50.0)], 3.0, rgb(0xe8_d8_b0));
    }
    canvas.body(shapes::round_rect(-34.0, -54.0, 68.0, 12.0, 5.0), RED);
}

fn trampoline(canvas: &mut Canvas) {
    for x in [-66.0, -26.0, 26.0, 66.0] {
        canvas.line(&[(x, -44.0), (x * 1.06, 0.0)], 6.0, STEEL);
    }
    canvas.body(shapes::ellipse(0.0, -46.0, 84.0, 19.0), BLUE);
    canvas.mark(shapes::ellipse(0.0, -47.0, 66.0, 13.0), IRON);
}
