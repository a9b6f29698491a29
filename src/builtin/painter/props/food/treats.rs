//! Fruit and what is sweet. Its foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{CREAM, GOLD, INK, LEAF, RED, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "ice cream" => ice_cream,
        "cupcake" => cupcake,
        "lollipop" => lollipop,
        "bar of chocolate" => chocolate,
        "doughnut" => doughnut,
        "banana" => banana,
        "strawberry" => strawberry,
        "cherries" => cherries,
        "grapes" => grapes,
        "watermelon" => watermelon,
        "lemon" => lemon,
        "pear" => pear,
        "pineapple" => pineapple,
        "tomato" => tomato,
        "gingerbread heart" => gingerbread,
        _ => return None,
    };
    Some(draw)
}

fn ice_cream(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-24.0, -62.0), (24.0, -62.0), (0.0, 0.0)]), rgb(0xe0_ac_68));
    for x in [-10.0, 4.0] {
        canvas.line(&[(x, -60.0), (x + 12.0, -32.0)], 2.0, WOOD);
        canvas.line(&[(x + 6.0, -60.0), (x - 5.0, -36.0)], 2.0, WOOD);
    }
    for (x, y, colour) in
        [(-14.0, -74.0, rgb(0xf8_b0_c4)), (14.0, -74.0, rgb(0xb4_e0_bc)), (0.0, -98.0, rgb(0xfa_e8_c0))]
    {
        canvas.body(shapes::fluffy(x, y, 22.0, 20.0, 9), colour);
    }
    canvas.body(shapes::ellipse(2.0, -120.0, 8.0, 8.0), RED);
}

fn cupcake(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-38.0, -44.0), (38.0, -44.0), (27.0, 0.0), (-27.0, 0.0)]), rgb(0x6c_b4_d0));
    for x in [-22.0, -7.0, 8.0, 23.0] {
        canvas.line(&[(x, -42.0), (x * 0.76, -2.0)], 2.0, rgb(0x3c_84_a4));
    }
    for (y, wide) in [(-52.0, 42.0), (-70.0, 31.0), (-86.0, 18.0)] {
        canvas.body(shapes::fluffy(0.0, y, wide, 14.0, 9), rgb(0xf8_b4_cc));
    }
    for (x, y, colour) in [(-22.0, -56.0, GOLD), (8.0, -54.0, LEAF), (-6.0, -74.0, RED), (18.0, -70.0, GOLD)] {
        canvas.mark(shapes::ellipse(x, y, 3.0, 3.0), colour);
    }
    canvas.body(shapes::ellipse(0.0, -102.0, 9.0, 9.0), RED);
}

fn lollipop(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (0.0, -66.0)], 6.0, CREAM);
    canvas.body(shapes::ellipse(0.0, -88.0, 34.0, 34.0), rgb(0xf4_8c_ac));
    let twirl = [
        (0.0, -88.0),
        (10.0, -94.0),
        (2.0, -104.0),
        (-16.0, -96.0),
        (-12.0, -74.0),
        (10.0, -66.0),
        (26.0, -82.0),
        (20.0, -108.0),
    ];
    canvas.stroke(shapes::curve(&twirl), 6.0, [1.0; 3], 0.95);
}

fn chocolate(canvas: &mut Canvas) {
    let brown = rgb(0x7c_4c_34);
    canvas.at((0.0, 0.0), (1.0, 1.0), -8.0, |canvas| {
        canvas.body(shapes::round_rect(-34.0, -98.0, 68.0, 98.0, 5.0), brown);
        for row in 0..3 {
            for x in [-29.0, 2.0] {
                canvas.mark(shapes::round_rect(x, -93.0 + row as f32 * 21.0, 27.0, 17.0, 4.0), lighter(brown, 0.18));
            }
        }
        canvas.body(
            shapes::polygon(&[
                (-37.0, -36.0),
                (-20.0, -42.0),
                (0.0, -35.0),
                (20.0, -43.0),
                (37.0, -36.0),
                (37.0, 2.0),
                (-37.0, 2.0),
            ]),
            RED,
        );
        canvas.mark(shapes::rect(-37.0, -16.0, 74.0, 8.0), GOLD);
    });
}

fn doughnut(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -40.0, 26.0, 26.0), 28.0, rgb(0xdc_a0_5c), 1.0);
    canvas.stroke(shapes::ellipse(0.0, -43.0, 26.0, 25.0), 20.0, rgb(0xf4_94_b4), 1.0);
    for (x, y, colour) in [
        (-26.0, -50.0, GOLD),
        (-8.0, -70.0, CREAM),
        (18.0, -62.0, LEAF),
        (28.0, -38.0, CREAM),
        (10.0, -18.0, GOLD),
        (-18.0, -24.0, LEAF),
    ] {
        canvas.line(&[(x - 3.0, y - 2.0), (x + 3.0, y + 2.0)], 4.0, colour);
    }
}

fn banana(canvas: &mut Canvas) {
    let peel = rgb(0xf8_d4_4c);
    let side = [
        (-50.0, -58.0),
        (-38.0, -22.0),
        (0.0, -2.0),
        (46.0, -18.0),
        (58.0, -34.0),
        (30.0, -32.0),
        (-6.0, -36.0),
        (-34.0, -66.0),
    ];
    canvas.body(shapes::smooth(&side), peel);
    canvas.stroke(
        shapes::curve(&[(-42.0, -52.0), (-20.0, -26.0), (14.0, -17.0), (48.0, -27.0)]),
        2.6,
        darker(peel, 0.2),
        0.9,
    );
    canvas.line(&[(-42.0, -62.0), (-48.0, -76.0)], 8.0, rgb(0x8c_7c_3c));
}

fn strawberry(canvas: &mut Canvas) {
    canvas.body(
        shapes::smooth(&[(-36.0, -54.0), (0.0, -64.0), (36.0, -54.0), (26.0, -22.0), (0.0, 0.0), (-26.0, -22.0)]),
        RED,
    );
    for (x, y) in [(-18.0, -44.0), (0.0, -48.0), (18.0, -44.0), (-10.0, -28.0), (10.0, -28.0), (0.0, -13.0)] {
        canvas.mark(shapes::ellipse(x, y, 2.6, 3.6), rgb(0xff_e4_90));
    }
    canvas.body(shapes::star(0.0, -64.0, 25.0, 9.0, 6), LEAF);
}

fn cherries(canvas: &mut Canvas) {
    for (x, y) in [(-22.0, -22.0), (24.0, -20.0)] {
        canvas.stroke(shapes::curve(&[(x, y - 18.0), (x * 0.6, y - 44.0), (6.0, -92.0)]), 4.0, rgb(0x5c_8c_4c), 1.0);
        canvas.body(shapes::ellipse(x, y, 22.0, 21.0), rgb(0xcc_2c_44));
        canvas.glaze(shapes::ellipse(x - 8.0, y - 8.0, 4.0, 6.0), [1.0; 3], 0.6);
    }
    canvas.body(shapes::smooth(&[(6.0, -92.0), (26.0, -104.0), (50.0, -92.0), (28.0, -84.0)]), LEAF);
}

fn grapes(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -88.0), (5.0, -108.0)], 5.0, WOOD);
    for (row, y) in [-78.0, -58.0, -38.0, -18.0].into_iter().enumerate() {
        for column in 0..(4 - row) {
            let x = (column as f32 - (3 - row) as f32 / 2.0) * 24.0;
            canvas.body(shapes::ellipse(x, y, 14.0, 14.0), rgb(0x8c_5c_b4));
            canvas.glaze(shapes::ellipse(x - 4.0, y - 5.0, 3.0, 4.0), [1.0; 3], 0.5);
        }
    }
    canvas.body(shapes::smooth(&[(4.0, -94.0), (28.0, -112.0), (48.0, -94.0), (26.0, -84.0)]), LEAF);
}

fn watermelon(canvas: &mut Canvas) {
    let slice = |half: f32, deep: f32| {
        shapes::smooth(&[
            (-half, -62.0),
            (0.0, -60.0),
            (half, -62.0),
            (half * 0.62, -62.0 + deep * 0.78),
            (0.0, -62.0 + deep),
            (-half * 0.62, -62.0 + deep * 0.78),
        ])
    };
    canvas.body(slice(68.0, 62.0), rgb(0x4c_9c_54));
    canvas.mark(slice(60.0, 54.0), rgb(0xe8_f4_cc));
    canvas.mark(slice(54.0, 48.0), rgb(0xf0_58_60));
    for (x, y) in [(-26.0, -46.0), (0.0, -48.0), (26.0, -46.0), (-12.0, -32.0), (13.0, -32.0)] {
        canvas.mark(shapes::drop(x, y - 5.0, 6.0, 10.0), INK);
    }
}

fn lemon(canvas: &mut Canvas) {
    let peel = rgb(0xfa_e0_58);
    canvas.body(
        shapes::smooth(&[
            (-50.0, -26.0),
            (-34.0, -46.0),
            (0.0, -56.0),
            (34.0, -46.0),
            (50.0, -26.0),
            (34.0, -8.0),
            (0.0, 0.0),
            (-34.0, -8.0),
        ]),
        peel,
    );
    canvas.body(shapes::ellipse(30.0, -58.0, 18.0, 8.0), LEAF);
    canvas.glaze(shapes::ellipse(-14.0, -38.0, 10.0, 5.0), [1.0; 3], 0.55);
}

fn pear(canvas: &mut Canvas) {
    let peel = rgb(0xb8_d0_54);
    canvas.line(&[(0.0, -82.0), (6.0, -98.0)], 4.6, WOOD);
    canvas.body(
        shapes::smooth(&[
            (0.0, -86.0),
            (14.0, -72.0),
            (18.0, -52.0),
            (34.0, -26.0),
            (20.0, -2.0),
            (-20.0, -2.0),
            (-34.0, -26.0),
            (-18.0, -52.0),
            (-14.0, -72.0),
        ]),
        peel,
    );
    canvas.body(shapes::ellipse(20.0, -90.0, 14.0, 6.0), LEAF);
    canvas.glaze(shapes::ellipse(-14.0, -34.0, 5.0, 10.0), [1.0; 3], 0.5);
}

fn pineapple(canvas: &mut Canvas) {
    for turn in [-44.0, -20.0, 20.0, 44.0, 0.0] {
        canvas.at((0.0, -72.0), (1.0, 1.0), turn, |canvas| canvas.body(shapes::drop(0.0, 6.0, 20.0, -50.0), LEAF));
    }
    let peel = rgb(0xec_ac_48);
    canvas.body(shapes::ellipse(0.0, -38.0, 32.0, 39.0), peel);
    for x in [-22.0, 0.0, 22.0] {
        canvas.line(&[(x - 12.0, -64.0 + x.abs() * 0.4), (x + 14.0, -12.0 - x.abs() * 0.4)], 2.0, darker(peel, 0.35));
        canvas.line(&[(x + 12.0, -64.0 + x.abs() * 0.4), (x - 14.0, -12.0 - x.abs() * 0.4)], 2.0, darker(peel, 0.35));
    }
}

fn tomato(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -30.0, 36.0, 30.0), RED);
    canvas.body(shapes::star(0.0, -58.0, 20.0, 7.0, 5), LEAF);
    canvas.glaze(shapes::ellipse(-15.0, -38.0, 5.0, 8.0), [1.0; 3], 0.55);
}

fn gingerbread(canvas: &mut Canvas) {
    let dough = rgb(0xc8_88_50);
    canvas.body(shapes::heart(0.0, -40.0, 40.0), dough);
    canvas.stroke(shapes::heart(0.0, -40.0, 31.0), 4.0, CREAM, 1.0);
    canvas.mark(shapes::star(0.0, -42.0, 12.0, 5.0, 5), RED);
}
