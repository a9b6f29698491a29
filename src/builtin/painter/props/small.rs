//! The smaller things; their foot is the origin, or their middle where they hang in the air.

use super::super::canvas::{Canvas, Tone, darker, lighter};
use super::super::shapes;
use crate::pipeline::palette::{Rgb, rgb};

const RED: Rgb = rgb(0xe2_5a_50);
const WOOD: Rgb = rgb(0xa8_70_48);
const GOLD: Rgb = rgb(0xf6_c2_4c);
const CREAM: Rgb = rgb(0xff_f4_de);
const BLUE: Rgb = rgb(0x5a_a0_d0);
const LEAF: Rgb = rgb(0x6a_ac_56);

/// Draws a small thing by its name, or a sparkle.
pub(super) fn thing(canvas: &mut Canvas, name: &str) {
    match name {
        "apple" | "pumpkin" => apple(canvas, name == "pumpkin"),
        "ball" | "drum" | "wheel" => ball(canvas),
        "basket" | "nest" | "egg" => basket(canvas),
        "bell" => bell(canvas),
        "bird" => bird(canvas),
        "book" | "map" | "letter" | "flag" => paper(canvas, name),
        "bread" | "cookie" => bread(canvas),
        "butterfly" => butterfly(canvas),
        "cake" | "candle" => cake(canvas),
        "crown" => crown(canvas),
        "cup" | "teapot" | "honey" | "bottle" | "watering can" => cup(canvas, name),
        "feather" | "leaf" => canvas.at((0.0, 0.0), (1.0, 1.0), 34.0, |canvas| {
            canvas.body(shapes::drop(0.0, -30.0, 26.0, 54.0), if name == "leaf" { rgb(0xe0_8c_3c) } else { BLUE });
            canvas.line(&[(0.0, -20.0), (0.0, 34.0)], 1.8, CREAM);
        }),
        "firefly" => fireflies(canvas),
        "fish" => fish(canvas),
        "flower" => flower(canvas),
        "gift" | "backpack" => gift(canvas),
        "hat" => hat(canvas),
        "heart" => canvas.body(shapes::heart(0.0, -28.0, 24.0), RED),
        "key" => key(canvas),
        "mushroom" => mushroom(canvas),
        "shell" | "snail" => shell(canvas),
        "stone" | "acorn" => super::super::scenery::stone(
            canvas,
            (0.0, 0.0),
            62.0,
            if name == "stone" { rgb(0xa2_a2_ac) } else { rgb(0xb0_7a_48) },
        ),
        "teddy" => teddy(canvas),
        "telescope" => telescope(canvas),
        "carrot" => canvas.body(shapes::drop(0.0, 2.0, 26.0, -56.0), rgb(0xf2_8a_3c)),
        "wand" | "sword" | "paintbrush" => wand(canvas),
        "chair" => chair(canvas),
        "clock" => clock(canvas),
        "anchor" => anchor(canvas),
        _ => sparkle(canvas),
    }
}

fn apple(canvas: &mut Canvas, pumpkin: bool) {
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

fn ball(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -32.0, 32.0, 32.0), RED);
    canvas.mark(shapes::ellipse(0.0, -32.0, 12.0, 31.0), CREAM);
    canvas.stroke(shapes::curve(&[(-31.0, -36.0), (0.0, -27.0), (31.0, -36.0)]), 6.0, GOLD, 1.0);
    canvas.glaze(shapes::ellipse(-13.0, -46.0, 6.0, 8.0), [1.0; 3], 0.55);
}

fn basket(canvas: &mut Canvas) {
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

fn bell(canvas: &mut Canvas) {
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

fn bird(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-20.0, 0.0), (-44.0, -12.0), (-42.0, 4.0), (-26.0, 9.0)]), darker(BLUE, 0.15));
    canvas.body(shapes::ellipse(0.0, 0.0, 27.0, 20.0), BLUE);
    canvas.body(shapes::ellipse(19.0, -14.0, 14.0, 13.0), BLUE);
    canvas.body(shapes::polygon(&[(31.0, -16.0), (43.0, -11.0), (31.0, -8.0)]), GOLD);
    canvas.at((-4.0, -6.0), (1.0, 1.0), 24.0, |canvas| {
        canvas.body(shapes::drop(0.0, 4.0, 24.0, -40.0), lighter(BLUE, 0.25));
    });
    canvas.mark(shapes::ellipse(22.0, -17.0, 2.8, 3.0), rgb(0x2c_22_2e));
}

fn paper(canvas: &mut Canvas, name: &str) {
    match name {
        "book" => {
            canvas.body(
                shapes::polygon(&[
                    (-52.0, -8.0),
                    (-50.0, -54.0),
                    (0.0, -44.0),
                    (50.0, -54.0),
                    (52.0, -8.0),
                    (0.0, 2.0),
                ]),
                RED,
            );
            canvas.body(
                shapes::smooth(&[
                    (-46.0, -13.0),
                    (-44.0, -56.0),
                    (-22.0, -58.0),
                    (0.0, -49.0),
                    (0.0, -5.0),
                    (-22.0, -15.0),
                ]),
                CREAM,
            );
            canvas.body(
                shapes::smooth(&[
                    (46.0, -13.0),
                    (44.0, -56.0),
                    (22.0, -58.0),
                    (0.0, -49.0),
                    (0.0, -5.0),
                    (22.0, -15.0),
                ]),
                CREAM,
            );
            for y in [-46.0, -36.0, -26.0] {
                canvas.line(&[(-36.0, y), (-10.0, y + 4.0)], 1.8, rgb(0xb0_a0_94));
                canvas.line(&[(36.0, y), (10.0, y + 4.0)], 1.8, rgb(0xb0_a0_94));
            }
        }
        "map" => {
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
            canvas.stroke(
                shapes::curve(&[(-38.0, -16.0), (-14.0, -42.0), (8.0, -24.0), (28.0, -46.0)]),
                3.0,
                WOOD,
                0.8,
            );
            canvas.line(&[(24.0, -52.0), (36.0, -40.0)], 4.0, RED);
            canvas.line(&[(36.0, -52.0), (24.0, -40.0)], 4.0, RED);
        }
        "flag" => {
            canvas.body(shapes::rect(-34.0, -120.0, 6.0, 122.0), WOOD);
            canvas.body(
                shapes::smooth(&[
                    (-28.0, -118.0),
                    (0.0, -124.0),
                    (40.0, -112.0),
                    (40.0, -76.0),
                    (0.0, -86.0),
                    (-28.0, -80.0),
                ]),
                RED,
            );
        }
        _ => {
            canvas.body(shapes::rect(-42.0, -54.0, 84.0, 54.0), CREAM);
            canvas.line(&[(-42.0, -54.0), (0.0, -22.0), (42.0, -54.0)], 2.4, rgb(0xc0_a8_90));
            canvas.body(shapes::heart(0.0, -24.0, 8.0), RED);
        }
    }
}

fn bread(canvas: &mut Canvas) {
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

fn butterfly(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 17.0, -12.0, 17.0, 19.0), rgb(0xf4_9a_50));
        canvas.body(shapes::ellipse(side * 13.0, 13.0, 12.0, 12.0), rgb(0xf8_c4_5c));
        canvas.mark(shapes::ellipse(side * 18.0, -13.0, 6.0, 7.0), CREAM);
        canvas.line(&[(0.0, -18.0), (side * 9.0, -34.0)], 1.6, rgb(0x4a_38_44));
    }
    canvas.mark(shapes::ellipse(0.0, 0.0, 4.0, 19.0), rgb(0x4a_38_44));
}

fn cake(canvas: &mut Canvas) {
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

fn crown(canvas: &mut Canvas) {
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

fn cup(canvas: &mut Canvas, name: &str) {
    let colour = match name {
        "honey" => rgb(0xf0_b0_48),
        "watering can" => rgb(0x6c_b0_9c),
        "bottle" => rgb(0x8c_cc_b4),
        _ => BLUE,
    };
    canvas.stroke(shapes::ellipse(34.0, -30.0, 13.0, 15.0), 6.0, darker(colour, 0.1), 1.0);
    if matches!(name, "teapot" | "watering can") {
        canvas.body(
            shapes::smooth(&[(-28.0, -22.0), (-58.0, -52.0), (-50.0, -58.0), (-28.0, -40.0)]),
            darker(colour, 0.08),
        );
    }
    canvas.body(shapes::round_rect(-33.0, -56.0, 66.0, 57.0, 20.0), colour);
    canvas.body(shapes::ellipse(0.0, -55.0, 31.0, 7.0), lighter(colour, 0.45));
    canvas.mark(shapes::heart(0.0, -28.0, 10.0), CREAM);
}

fn fireflies(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        for (x, y) in
            [(0.0, 0.0), (-70.0, 60.0), (64.0, 50.0), (-34.0, 140.0), (104.0, 150.0), (-120.0, 170.0), (30.0, 210.0)]
        {
            canvas.glow((x, y), 30.0, rgb(0xf4_f4_8c), 0.85);
            canvas.mark(shapes::ellipse(x, y, 4.2, 4.2), rgb(0xff_fc_c4));
        }
    });
}

fn fish(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-24.0, -20.0), (-52.0, -40.0), (-50.0, 0.0)]), rgb(0xee_80_3c));
    canvas.body(shapes::ellipse(0.0, -20.0, 33.0, 20.0), rgb(0xf8_9c_4c));
    canvas.mark(shapes::ellipse(17.0, -25.0, 4.0, 4.4), rgb(0x2c_22_2e));
}

fn flower(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (3.0, -30.0), (0.0, -58.0)], 5.0, LEAF);
    canvas.body(shapes::ellipse(17.0, -20.0, 16.0, 7.0), LEAF);
    for index in 0..6 {
        canvas.at((0.0, -68.0), (1.0, 1.0), index as f32 * 60.0, |canvas| {
            canvas.body(shapes::ellipse(0.0, -17.0, 10.0, 13.0), rgb(0xf4_8c_a4));
        });
    }
    canvas.body(shapes::ellipse(0.0, -68.0, 11.0, 11.0), GOLD);
}

fn gift(canvas: &mut Canvas) {
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

fn hat(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -7.0, 54.0, 10.0), rgb(0xd8_a8_5c));
    canvas.body(
        shapes::smooth(&[(-30.0, -8.0), (-26.0, -42.0), (0.0, -52.0), (26.0, -42.0), (30.0, -8.0)]),
        rgb(0xe4_b8_6c),
    );
    canvas.stroke(shapes::curve(&[(-29.0, -17.0), (0.0, -12.0), (29.0, -17.0)]), 8.0, RED, 1.0);
}

fn key(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -30.0), 84.0, rgb(0xff_e0_80), 0.6));
    canvas.at((0.0, -28.0), (1.0, 1.0), -24.0, |canvas| {
        canvas.stroke(shapes::ellipse(-30.0, 0.0, 17.0, 17.0), 9.0, GOLD, 1.0);
        canvas.body(shapes::round_rect(-14.0, -5.0, 68.0, 10.0, 4.0), GOLD);
        for x in [30.0, 45.0] {
            canvas.body(shapes::rect(x, 3.0, 8.0, 17.0), GOLD);
        }
    });
}

fn mushroom(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-13.0, 0.0), (-11.0, -34.0), (11.0, -34.0), (13.0, 0.0)]), CREAM);
    canvas.body(
        shapes::smooth(&[(-44.0, -30.0), (-34.0, -58.0), (0.0, -74.0), (34.0, -58.0), (44.0, -30.0), (0.0, -24.0)]),
        RED,
    );
    for (x, y, r) in [(-20.0, -47.0, 6.5), (4.0, -58.0, 7.5), (24.0, -43.0, 5.5)] {
        canvas.mark(shapes::ellipse(x, y, r, r * 0.9), CREAM);
    }
}

fn shell(canvas: &mut Canvas) {
    let pink = rgb(0xf6_b4_a4);
    canvas.body(
        shapes::smooth(&[(0.0, 0.0), (-40.0, -20.0), (-38.0, -44.0), (0.0, -58.0), (38.0, -44.0), (40.0, -20.0)]),
        pink,
    );
    for x in [-24.0, -8.0, 8.0, 24.0] {
        canvas.stroke(shapes::curve(&[(0.0, -3.0), (x, -48.0)]), 2.2, darker(pink, 0.3), 0.7);
    }
}

fn teddy(canvas: &mut Canvas) {
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

fn telescope(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -58.0), (-24.0, 0.0)], 5.0, WOOD);
    canvas.line(&[(0.0, -58.0), (24.0, 0.0)], 5.0, WOOD);
    canvas.at((0.0, -62.0), (1.0, 1.0), -28.0, |canvas| {
        canvas.body(shapes::rect(-46.0, -8.0, 40.0, 16.0), GOLD);
        canvas.body(shapes::rect(-10.0, -12.0, 60.0, 24.0), rgb(0x5c_74_a8));
        canvas.body(shapes::rect(46.0, -15.0, 12.0, 30.0), GOLD);
    });
}

fn wand(canvas: &mut Canvas) {
    canvas.line(&[(-22.0, 0.0), (10.0, -56.0)], 6.0, WOOD);
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((14.0, -64.0), 64.0, rgb(0xff_e8_90), 0.8);
        canvas.body(shapes::star(14.0, -66.0, 19.0, 8.0, 5), rgb(0xff_dc_66));
    });
}

fn chair(canvas: &mut Canvas) {
    for x in [-26.0, 20.0] {
        canvas.body(shapes::rect(x, -40.0, 7.0, 42.0), WOOD);
    }
    canvas.body(shapes::round_rect(-30.0, -104.0, 10.0, 70.0, 4.0), WOOD);
    canvas.body(shapes::round_rect(-32.0, -48.0, 64.0, 13.0, 5.0), RED);
}

fn clock(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -36.0, 36.0, 36.0), WOOD);
    canvas.mark(shapes::ellipse(0.0, -36.0, 28.0, 28.0), CREAM);
    canvas.line(&[(0.0, -56.0), (0.0, -36.0), (15.0, -29.0)], 3.6, rgb(0x4a_38_44));
}

fn anchor(canvas: &mut Canvas) {
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

fn sparkle(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, -30.0), 70.0, rgb(0xff_f0_b0), 0.7);
        canvas.body(shapes::star(0.0, -30.0, 24.0, 7.0, 4), rgb(0xff_ec_9c));
    });
}
