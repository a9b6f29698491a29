//! What is at hand in a house. Its foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, INK, IRON, LEAF, RED, STEEL, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "toothbrush" => toothbrush,
        "tooth" => tooth,
        "bathtub" => bathtub,
        "potty" => potty,
        "pillow" => pillow,
        "blanket" => blanket,
        "mirror" => mirror,
        "television" => television,
        "radio" => radio,
        "rug" | "flying carpet" | "prayer mat" => rug,
        "cradle" | "cot" => cradle,
        "torch" | "flashlight" => torch,
        _ => return None,
    };
    Some(draw)
}

fn toothbrush(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 26.0, |canvas| {
        canvas.body(shapes::rect(-16.0, -116.0, 14.0, 32.0), rgb(0xfa_fc_ff));
        for y in [-110.0, -102.0, -94.0] {
            canvas.line(&[(-15.0, y), (-3.0, y)], 2.0, BLUE);
        }
        canvas.body(shapes::round_rect(-5.0, -118.0, 11.0, 118.0, 5.0), RED);
    });
}

fn tooth(canvas: &mut Canvas) {
    let crown = [
        (-34.0, -70.0),
        (-14.0, -80.0),
        (0.0, -74.0),
        (14.0, -80.0),
        (34.0, -70.0),
        (34.0, -42.0),
        (22.0, 0.0),
        (10.0, -8.0),
        (0.0, -30.0),
        (-10.0, -8.0),
        (-22.0, 0.0),
        (-34.0, -42.0),
    ];
    canvas.body(shapes::smooth(&crown), rgb(0xfd_fb_f4));
    canvas.glaze(shapes::ellipse(-18.0, -56.0, 5.0, 11.0), rgb(0xc4_dc_f0), 0.9);
}

fn bathtub(canvas: &mut Canvas) {
    for x in [-44.0, 44.0] {
        canvas.body(shapes::ellipse(x, -5.0, 9.0, 7.0), GOLD);
    }
    for (x, y, size) in
        [(-40.0, -66.0, 15.0), (-16.0, -72.0, 18.0), (10.0, -68.0, 16.0), (32.0, -74.0, 13.0), (48.0, -64.0, 11.0)]
    {
        canvas.body(shapes::ellipse(x, y, size, size), rgb(0xec_f8_fe));
    }
    canvas.body(
        shapes::smooth(&[
            (-78.0, -60.0),
            (0.0, -54.0),
            (78.0, -60.0),
            (66.0, -24.0),
            (42.0, -6.0),
            (-42.0, -6.0),
            (-66.0, -24.0),
        ]),
        rgb(0xfa_fa_fc),
    );
    canvas.line(&[(-76.0, -58.0), (0.0, -52.0), (76.0, -58.0)], 7.0, rgb(0xd8_e4_ec));
    canvas.line(&[(70.0, -60.0), (72.0, -92.0), (54.0, -92.0)], 6.0, STEEL);
}

fn potty(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-40.0, -46.0), (-46.0, -92.0), (-34.0, -98.0), (-18.0, -46.0)]), LEAF);
    canvas.body(
        shapes::smooth(&[(-40.0, -44.0), (44.0, -44.0), (36.0, -8.0), (46.0, 0.0), (-44.0, 0.0), (-34.0, -8.0)]),
        LEAF,
    );
    canvas.body(shapes::ellipse(2.0, -45.0, 43.0, 11.0), lighter(LEAF, 0.35));
    canvas.mark(shapes::ellipse(2.0, -45.0, 28.0, 6.0), darker(LEAF, 0.45));
}

fn pillow(canvas: &mut Canvas) {
    canvas.body(
        shapes::smooth(&[
            (-58.0, -52.0),
            (0.0, -44.0),
            (58.0, -52.0),
            (54.0, -26.0),
            (58.0, 0.0),
            (0.0, -6.0),
            (-58.0, 0.0),
            (-54.0, -26.0),
        ]),
        rgb(0xf4_ee_fa),
    );
    for (x, y) in [(-28.0, -32.0), (0.0, -22.0), (28.0, -32.0), (-14.0, -14.0), (16.0, -13.0)] {
        canvas.mark(shapes::star(x, y, 6.0, 2.6, 5), rgb(0x9c_b4_e4));
    }
}

fn blanket(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-56.0, -20.0, 112.0, 20.0, 8.0), RED);
    canvas.body(shapes::round_rect(-54.0, -38.0, 108.0, 20.0, 8.0), lighter(RED, 0.25));
    canvas.body(shapes::round_rect(-56.0, -56.0, 112.0, 20.0, 8.0), RED);
    for x in [-34.0, 0.0, 34.0] {
        canvas.line(&[(x, -54.0), (x, -2.0)], 5.0, GOLD);
    }
}

fn mirror(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (0.0, -40.0)], 11.0, GOLD);
    canvas.body(shapes::ellipse(0.0, -82.0, 38.0, 45.0), GOLD);
    canvas.mark(shapes::ellipse(0.0, -82.0, 29.0, 36.0), rgb(0xc8_e6_f4));
    for (x, long) in [(-12.0, 15.0), (2.0, 10.0)] {
        canvas.line(&[(x - long, -82.0 + long), (x + long * 0.6, -82.0 - long)], 5.0, [1.0; 3]);
    }
}

fn television(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.line(&[(0.0, -96.0), (side * 26.0, -128.0)], 3.6, IRON);
        canvas.line(&[(side * 30.0, -10.0), (side * 40.0, 0.0)], 7.0, WOOD);
    }
    canvas.body(shapes::round_rect(-62.0, -98.0, 124.0, 90.0, 12.0), WOOD);
    canvas.body(shapes::round_rect(-52.0, -88.0, 84.0, 70.0, 13.0), rgb(0x8c_cc_e8));
    canvas.mark(shapes::star(-10.0, -52.0, 22.0, 10.0, 5), GOLD);
    for y in [-74.0, -56.0] {
        canvas.mark(shapes::ellipse(47.0, y, 6.0, 6.0), CREAM);
    }
}

fn radio(canvas: &mut Canvas) {
    canvas.line(&[(36.0, -60.0), (58.0, -114.0)], 3.6, STEEL);
    canvas.body(shapes::round_rect(-56.0, -64.0, 112.0, 64.0, 11.0), RED);
    canvas.body(shapes::ellipse(-24.0, -32.0, 22.0, 22.0), IRON);
    canvas.mark(shapes::ellipse(-24.0, -32.0, 12.0, 12.0), STEEL);
    canvas.mark(shapes::round_rect(8.0, -54.0, 38.0, 16.0, 3.0), CREAM);
    canvas.line(&[(22.0, -52.0), (22.0, -40.0)], 2.4, INK);
    for x in [18.0, 38.0] {
        canvas.mark(shapes::ellipse(x, -20.0, 7.0, 7.0), GOLD);
    }
}

fn rug(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-66.0, -38.0), (66.0, -38.0), (84.0, 0.0), (-84.0, 0.0)]), rgb(0xb4_3c_54));
    canvas.mark(shapes::polygon(&[(-54.0, -33.0), (54.0, -33.0), (68.0, -5.0), (-68.0, -5.0)]), rgb(0x3c_5c_98));
    canvas.mark(shapes::polygon(&[(0.0, -31.0), (36.0, -19.0), (0.0, -7.0), (-36.0, -19.0)]), GOLD);
    for step in 0..6 {
        let y = -36.0 + step as f32 * 7.0;
        let x = 68.0 + step as f32 * 3.2;
        canvas.line(&[(x, y), (x + 9.0, y)], 2.6, CREAM);
        canvas.line(&[(-x, y), (-x - 9.0, y)], 2.6, CREAM);
    }
}

fn cradle(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-58.0, -14.0), (0.0, 0.0), (58.0, -14.0)]), 8.0, darker(WOOD, 0.2), 1.0);
    canvas.body(shapes::ellipse(-32.0, -62.0, 23.0, 11.0), rgb(0xfa_f8_fc));
    canvas.body(shapes::smooth(&[(-16.0, -54.0), (10.0, -74.0), (54.0, -66.0), (58.0, -48.0)]), rgb(0x9c_c4_ec));
    canvas.body(shapes::polygon(&[(-66.0, -58.0), (66.0, -58.0), (52.0, -10.0), (-52.0, -10.0)]), lighter(WOOD, 0.2));
    canvas.body(shapes::smooth(&[(-70.0, -54.0), (-80.0, -106.0), (-60.0, -108.0), (-52.0, -54.0)]), WOOD);
    canvas.mark(shapes::heart(0.0, -34.0, 11.0), CREAM);
}

fn torch(canvas: &mut Canvas) {
    canvas.at((0.0, -26.0), (1.0, 1.0), -18.0, |canvas| {
        canvas.glaze(
            shapes::polygon(&[(30.0, -16.0), (120.0, -52.0), (120.0, 52.0), (30.0, 16.0)]),
            rgb(0xff_f0_a8),
            0.55,
        );
        canvas.body(shapes::round_rect(-58.0, -11.0, 66.0, 22.0, 6.0), RED);
        canvas.body(shapes::polygon(&[(6.0, -11.0), (30.0, -21.0), (30.0, 21.0), (6.0, 11.0)]), IRON);
        canvas.mark(shapes::ellipse(30.0, 0.0, 6.0, 20.0), rgb(0xff_f4_c0));
        canvas.mark(shapes::round_rect(-32.0, -13.0, 18.0, 7.0, 3.0), GOLD);
    });
}
