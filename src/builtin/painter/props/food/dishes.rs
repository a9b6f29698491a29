//! What is eaten at many tables. Its foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, LEAF, RED, WOOD};
use crate::pipeline::palette::{Rgb, rgb};

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "pizza" => pizza,
        "pancakes" | "latkes" => pancakes,
        "sandwich" => sandwich,
        "bowl of soup" => soup,
        "bowl of noodles" => noodles,
        "bowl of rice" => rice,
        "dumplings" => dumplings,
        "samosas" => samosas,
        "taco" => taco,
        "challah" => challah,
        "matzah" => matzah,
        "bowl of dates" => dates,
        "mooncake" => mooncake,
        "popcorn" => popcorn,
        "cheese" => cheese,
        "glass of milk" => milk,
        "sushi" => sushi,
        "bowl of sweets" => sweets,
        _ => return None,
    };
    Some(draw)
}

const CRUST: Rgb = rgb(0xd8_9c_54);

/// A bowl, what is in it drawn before by `full`.
fn bowl(canvas: &mut Canvas, colour: Rgb, full: impl FnOnce(&mut Canvas)) {
    canvas.body(shapes::ellipse(0.0, -48.0, 52.0, 12.0), darker(colour, 0.3));
    full(canvas);
    let side = [(-54.0, -46.0), (0.0, -36.0), (54.0, -46.0), (38.0, -12.0), (18.0, 0.0), (-18.0, 0.0), (-38.0, -12.0)];
    canvas.body(shapes::smooth(&side), colour);
    canvas.stroke(shapes::curve(&[(-44.0, -30.0), (0.0, -21.0), (44.0, -30.0)]), 4.0, lighter(colour, 0.55), 1.0);
}

fn plate(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -6.0, 66.0, 10.0), rgb(0xe8_ee_f4));
    canvas.mark(shapes::ellipse(0.0, -8.0, 48.0, 6.0), rgb(0xfa_fc_ff));
}

fn steam(canvas: &mut Canvas) {
    for x in [-18.0, 4.0, 24.0] {
        let wisp = [(x, -66.0), (x - 6.0, -80.0), (x + 6.0, -94.0), (x, -108.0)];
        canvas.stroke(shapes::curve(&wisp), 4.0, [1.0; 3], 0.75);
    }
}

fn pizza(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-54.0, -72.0), (0.0, -92.0), (54.0, -72.0), (0.0, 0.0)]), CRUST);
    canvas.mark(shapes::polygon(&[(-43.0, -66.0), (0.0, -78.0), (43.0, -66.0), (0.0, -6.0)]), rgb(0xf8_d4_6c));
    for (x, y) in [(-18.0, -60.0), (16.0, -58.0), (0.0, -34.0)] {
        canvas.body(shapes::ellipse(x, y, 10.0, 9.0), RED);
    }
    for (x, y) in [(0.0, -64.0), (-10.0, -40.0), (14.0, -38.0)] {
        canvas.mark(shapes::ellipse(x, y, 5.0, 3.0), LEAF);
    }
}

fn pancakes(canvas: &mut Canvas) {
    plate(canvas);
    for (index, y) in [-16.0, -28.0, -40.0, -52.0].into_iter().enumerate() {
        canvas.body(shapes::ellipse(if index % 2 == 0 { -2.0 } else { 3.0 }, y, 46.0, 11.0), rgb(0xe0_a4_58));
    }
    let syrup =
        [(-22.0, -56.0), (0.0, -62.0), (24.0, -56.0), (34.0, -36.0), (20.0, -46.0), (-10.0, -44.0), (-26.0, -30.0)];
    canvas.mark(shapes::smooth(&syrup), rgb(0xb0_60_2c));
    canvas.body(shapes::round_rect(-10.0, -68.0, 20.0, 12.0, 3.0), rgb(0xff_ec_98));
}

fn sandwich(canvas: &mut Canvas) {
    let bread = rgb(0xe8_bc_7c);
    canvas.body(shapes::round_rect(-50.0, -20.0, 100.0, 20.0, 8.0), bread);
    canvas.body(shapes::fluffy(0.0, -24.0, 52.0, 9.0, 14), LEAF);
    canvas.body(shapes::rect(-48.0, -38.0, 96.0, 9.0), RED);
    canvas.body(shapes::polygon(&[(-52.0, -42.0), (52.0, -42.0), (30.0, -26.0), (4.0, -38.0), (-22.0, -28.0)]), GOLD);
    canvas.body(shapes::smooth(&[(-52.0, -42.0), (-46.0, -62.0), (0.0, -74.0), (46.0, -62.0), (52.0, -42.0)]), bread);
    for (x, y) in [(-20.0, -60.0), (2.0, -64.0), (22.0, -58.0)] {
        canvas.mark(shapes::ellipse(x, y, 3.4, 2.0), CREAM);
    }
}

fn soup(canvas: &mut Canvas) {
    steam(canvas);
    bowl(canvas, RED, |canvas| {
        canvas.mark(shapes::ellipse(0.0, -48.0, 45.0, 9.0), rgb(0xf2_a4_4c));
        for (x, y) in [(-20.0, -49.0), (6.0, -46.0), (24.0, -50.0)] {
            canvas.mark(shapes::ellipse(x, y, 5.0, 2.6), LEAF);
        }
    });
}

fn noodles(canvas: &mut Canvas) {
    canvas.line(&[(12.0, -52.0), (56.0, -112.0)], 4.0, WOOD);
    canvas.line(&[(20.0, -50.0), (66.0, -106.0)], 4.0, WOOD);
    bowl(canvas, BLUE, |canvas| {
        canvas.body(shapes::fluffy(0.0, -54.0, 42.0, 14.0, 11), rgb(0xf8_dc_94));
        for x in [-26.0, -8.0, 10.0] {
            let curl = [(x - 8.0, -50.0), (x, -64.0), (x + 12.0, -60.0), (x + 16.0, -48.0)];
            canvas.stroke(shapes::curve(&curl), 3.0, rgb(0xd8_b0_5c), 1.0);
        }
        canvas.body(shapes::ellipse(-24.0, -60.0, 10.0, 7.0), rgb(0xff_f8_ec));
        canvas.mark(shapes::ellipse(-24.0, -60.0, 5.0, 3.6), GOLD);
    });
}

fn rice(canvas: &mut Canvas) {
    steam(canvas);
    bowl(canvas, rgb(0x5c_a0_8c), |canvas| {
        canvas.body(shapes::fluffy(0.0, -58.0, 40.0, 18.0, 15), rgb(0xfc_fa_f4));
    });
}

fn dumplings(canvas: &mut Canvas) {
    plate(canvas);
    for (x, y) in [(-34.0, -12.0), (34.0, -12.0), (0.0, -10.0), (-17.0, -38.0), (17.0, -38.0)] {
        canvas.body(
            shapes::smooth(&[(x - 23.0, y), (x - 14.0, y - 22.0), (x, y - 30.0), (x + 14.0, y - 22.0), (x + 23.0, y)]),
            rgb(0xf8_ea_d0),
        );
        for fold in [-9.0, 0.0, 9.0] {
            canvas.line(&[(x, y - 27.0), (x + fold, y - 14.0)], 1.8, rgb(0xc8_a8_7c));
        }
    }
}

fn samosas(canvas: &mut Canvas) {
    plate(canvas);
    for (x, y, turn) in [(-30.0, -8.0, -6.0), (30.0, -8.0, 6.0), (0.0, -30.0, 0.0)] {
        canvas.at((x, y), (1.0, 1.0), turn, |canvas| {
            canvas.body(
                shapes::smooth(&[(-30.0, -2.0), (-18.0, -28.0), (0.0, -56.0), (18.0, -28.0), (30.0, -2.0), (0.0, 2.0)]),
                CRUST,
            );
            canvas.stroke(shapes::curve(&[(-24.0, -8.0), (0.0, -3.0), (24.0, -8.0)]), 2.4, darker(CRUST, 0.3), 0.9);
        });
    }
}

fn taco(canvas: &mut Canvas) {
    canvas.body(
        shapes::smooth(&[(-58.0, -10.0), (-44.0, -56.0), (4.0, -78.0), (50.0, -54.0), (58.0, -10.0)]),
        darker(CRUST, 0.1),
    );
    for (x, y, colour) in
        [(-40.0, -44.0, LEAF), (-16.0, -62.0, RED), (8.0, -66.0, LEAF), (32.0, -52.0, GOLD), (46.0, -34.0, LEAF)]
    {
        canvas.body(shapes::fluffy(x, y, 14.0, 12.0, 7), colour);
    }
    canvas.body(
        shapes::smooth(&[(-60.0, -4.0), (-46.0, -40.0), (0.0, -58.0), (46.0, -40.0), (60.0, -4.0), (0.0, 0.0)]),
        rgb(0xf2_c4_70),
    );
}

/// A loaf that is plaited.
fn challah(canvas: &mut Canvas) {
    let crust = rgb(0xc8_84_40);
    canvas.body(
        shapes::smooth(&[(-70.0, -14.0), (-40.0, -38.0), (0.0, -46.0), (40.0, -38.0), (70.0, -14.0), (0.0, 0.0)]),
        darker(crust, 0.15),
    );
    for (index, x) in [-46.0, -23.0, 0.0, 23.0, 46.0].into_iter().enumerate() {
        let turn = if index % 2 == 0 { 32.0 } else { -32.0 };
        canvas.at((x, -26.0), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::ellipse(0.0, 0.0, 20.0, 14.0), crust);
            canvas.glaze(shapes::ellipse(-4.0, -5.0, 9.0, 4.0), lighter(crust, 0.6), 0.8);
        });
    }
}

fn matzah(canvas: &mut Canvas) {
    for (y, turn) in [(0.0, -7.0), (-8.0, 4.0)] {
        canvas.at((0.0, y), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::round_rect(-42.0, -82.0, 84.0, 80.0, 6.0), rgb(0xf0_d8_a4));
            for row in 0..5 {
                for column in 0..5 {
                    let at = (-32.0 + column as f32 * 16.0, -72.0 + row as f32 * 15.0);
                    canvas.mark(shapes::ellipse(at.0, at.1, 2.6, 2.2), rgb(0xb8_84_4c));
                }
            }
        });
    }
}

fn dates(canvas: &mut Canvas) {
    bowl(canvas, rgb(0x4c_9c_94), |canvas| {
        for (x, y) in [
            (-30.0, -54.0),
            (-10.0, -56.0),
            (12.0, -56.0),
            (32.0, -54.0),
            (-20.0, -68.0),
            (2.0, -70.0),
            (22.0, -68.0),
            (0.0, -82.0),
        ] {
            canvas.body(shapes::ellipse(x, y, 14.0, 9.0), rgb(0x7c_44_2c));
            canvas.glaze(shapes::ellipse(x - 3.0, y - 3.0, 5.0, 2.0), [1.0; 3], 0.4);
        }
    });
}

fn mooncake(canvas: &mut Canvas) {
    let crust = rgb(0xd0_8c_44);
    canvas.body(shapes::fluffy(0.0, -22.0, 50.0, 20.0, 16), darker(crust, 0.2));
    canvas.body(shapes::fluffy(0.0, -38.0, 50.0, 22.0, 16), crust);
    for size in [34.0, 20.0] {
        canvas.stroke(shapes::ellipse(0.0, -38.0, size, size * 0.44), 3.0, darker(crust, 0.35), 0.9);
    }
    canvas.mark(shapes::star(0.0, -38.0, 13.0, 6.0, 6), lighter(crust, 0.5));
}

fn popcorn(canvas: &mut Canvas) {
    for (x, y) in
        [(-30.0, -84.0), (-10.0, -92.0), (12.0, -92.0), (32.0, -84.0), (0.0, -104.0), (-20.0, -100.0), (20.0, -102.0)]
    {
        canvas.body(shapes::fluffy(x, y, 12.0, 11.0, 6), rgb(0xff_f2_cc));
    }
    canvas.body(shapes::polygon(&[(-42.0, -80.0), (42.0, -80.0), (30.0, 0.0), (-30.0, 0.0)]), rgb(0xfc_fa_f6));
    for x in [-29.0, -3.0, 23.0] {
        canvas.mark(
            shapes::polygon(&[(x - 7.0, -80.0), (x + 8.0, -80.0), (x * 0.72 + 6.0, -1.0), (x * 0.72 - 5.0, -1.0)]),
            RED,
        );
    }
}

fn cheese(canvas: &mut Canvas) {
    let yellow = rgb(0xf8_cc_50);
    canvas.body(shapes::polygon(&[(-60.0, -40.0), (46.0, -74.0), (58.0, -46.0)]), lighter(yellow, 0.3));
    canvas.body(shapes::polygon(&[(-60.0, -40.0), (58.0, -46.0), (58.0, 0.0), (-60.0, 0.0)]), yellow);
    for (x, y, size) in [(-34.0, -18.0, 9.0), (2.0, -28.0, 7.0), (22.0, -12.0, 9.0), (44.0, -30.0, 6.0)] {
        canvas.mark(shapes::ellipse(x, y, size, size), darker(yellow, 0.22));
    }
}

fn milk(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-26.0, -82.0), (26.0, -82.0), (20.0, 0.0), (-20.0, 0.0)]), rgb(0xd8_ec_f6));
    canvas.mark(shapes::polygon(&[(-23.0, -64.0), (23.0, -64.0), (18.0, -4.0), (-18.0, -4.0)]), rgb(0xfe_fe_fc));
    canvas.line(&[(8.0, -70.0), (26.0, -118.0)], 5.0, RED);
}

fn sushi(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-70.0, -12.0, 140.0, 12.0, 4.0), WOOD);
    for (x, fill) in [(-44.0, rgb(0xf4_84_5c)), (0.0, LEAF), (44.0, rgb(0xf4_c8_50))] {
        canvas.body(shapes::ellipse(x, -30.0, 21.0, 21.0), rgb(0x2c_44_3c));
        canvas.mark(shapes::ellipse(x, -30.0, 16.0, 16.0), rgb(0xfc_fa_f4));
        canvas.mark(shapes::ellipse(x, -30.0, 7.0, 7.0), fill);
    }
}

/// Laddu and other sweets of a feast.
fn sweets(canvas: &mut Canvas) {
    bowl(canvas, GOLD, |canvas| {
        let colours = [rgb(0xf4_9c_34), rgb(0xfa_e8_c4), rgb(0x9c_c8_6c), rgb(0xf0_8c_a8)];
        let places =
            [(-30.0, -56.0), (-8.0, -58.0), (14.0, -58.0), (34.0, -56.0), (-18.0, -76.0), (4.0, -78.0), (24.0, -76.0)];
        for (index, (x, y)) in places.into_iter().enumerate() {
            canvas.body(shapes::ellipse(x, y, 13.0, 13.0), colours[index % 4]);
        }
    });
}
