//! What is found or built out of doors, and what tales are full of. Their foot is the origin.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::drawing::Drawing;
use super::paints::{BLUE, CREAM, GOLD, INK, IRON, LEAF, RED, STEEL, WOOD};
use crate::pipeline::palette::rgb;

pub(super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "bone" => bone,
        "magic lamp" => magic_lamp,
        "crystal" | "diamond" | "gem" => crystal,
        "crystal ball" => crystal_ball,
        "potion" => potion,
        "shield" => shield,
        "pearl" => pearl,
        "coins" => coins,
        "sandcastle" => sandcastle,
        "tree house" => tree_house,
        "kennel" => kennel,
        "bird house" => bird_house,
        "beehive" => beehive,
        "cactus" => cactus,
        "scarecrow" => scarecrow,
        "traffic light" => traffic_light,
        "hammock" => hammock,
        _ => return None,
    };
    Some(draw)
}

fn bone(canvas: &mut Canvas) {
    let white = rgb(0xfb_f2_de);
    canvas.at((0.0, -24.0), (1.0, 1.0), -14.0, |canvas| {
        for (x, y) in [(-46.0, -13.0), (-46.0, 13.0), (46.0, -13.0), (46.0, 13.0)] {
            canvas.body(shapes::ellipse(x, y, 17.0, 16.0), white);
        }
        canvas.body(shapes::round_rect(-46.0, -12.0, 92.0, 24.0, 6.0), white);
        for x in [-44.0, 44.0] {
            canvas.mark(shapes::ellipse(x, 0.0, 16.0, 14.0), white);
        }
        canvas.stroke(shapes::curve(&[(-26.0, 6.0), (0.0, 8.0), (26.0, 6.0)]), 3.0, darker(white, 0.25), 0.8);
    });
}

fn magic_lamp(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -40.0), 100.0, rgb(0xff_e0_80), 0.6));
    canvas.stroke(shapes::ellipse(52.0, -36.0, 17.0, 15.0), 7.0, darker(GOLD, 0.1), 1.0);
    canvas
        .body(shapes::smooth(&[(-34.0, -36.0), (-64.0, -58.0), (-84.0, -58.0), (-66.0, -30.0), (-34.0, -16.0)]), GOLD);
    canvas.body(shapes::polygon(&[(-14.0, -12.0), (14.0, -12.0), (28.0, 0.0), (-28.0, 0.0)]), darker(GOLD, 0.15));
    canvas.body(shapes::ellipse(0.0, -34.0, 48.0, 24.0), GOLD);
    canvas.body(shapes::smooth(&[(-24.0, -52.0), (0.0, -72.0), (24.0, -52.0)]), lighter(GOLD, 0.2));
    canvas.body(shapes::ellipse(0.0, -72.0, 6.0, 6.0), RED);
    canvas.stroke(
        shapes::curve(&[(-80.0, -62.0), (-92.0, -84.0), (-72.0, -98.0), (-84.0, -122.0)]),
        6.0,
        rgb(0xd8_b8_f0),
        0.85,
    );
}

fn crystal(canvas: &mut Canvas) {
    let blue = rgb(0x7c_cc_f0);
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -40.0), 90.0, rgb(0xc0_ec_ff), 0.7));
    canvas.body(shapes::polygon(&[(-44.0, -54.0), (-24.0, -78.0), (24.0, -78.0), (44.0, -54.0), (0.0, 0.0)]), blue);
    canvas.mark(shapes::polygon(&[(-18.0, -54.0), (18.0, -54.0), (0.0, 0.0)]), lighter(blue, 0.45));
    canvas.mark(shapes::polygon(&[(-44.0, -54.0), (-18.0, -54.0), (-24.0, -78.0)]), lighter(blue, 0.65));
    canvas.mark(shapes::polygon(&[(18.0, -54.0), (44.0, -54.0), (24.0, -78.0)]), darker(blue, 0.14));
}

fn crystal_ball(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -58.0), 100.0, rgb(0xd8_c0_ff), 0.7));
    canvas.body(shapes::polygon(&[(-22.0, -22.0), (22.0, -22.0), (38.0, 0.0), (-38.0, 0.0)]), GOLD);
    canvas.body(shapes::ellipse(0.0, -58.0, 42.0, 42.0), rgb(0xb0_a4_ec));
    canvas.glaze(shapes::fluffy(4.0, -50.0, 22.0, 14.0, 7), [1.0; 3], 0.5);
    canvas.glaze(shapes::ellipse(-18.0, -78.0, 7.0, 10.0), [1.0; 3], 0.85);
    canvas.mark(shapes::star(14.0, -72.0, 9.0, 3.6, 5), rgb(0xff_f0_a8));
}

fn potion(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-8.0, -102.0, 16.0, 14.0, 4.0), WOOD);
    canvas.body(
        shapes::smooth(&[
            (-10.0, -90.0),
            (10.0, -90.0),
            (12.0, -64.0),
            (40.0, -30.0),
            (30.0, -2.0),
            (-30.0, -2.0),
            (-40.0, -30.0),
            (-12.0, -64.0),
        ]),
        rgb(0xd8_ee_f4),
    );
    canvas.mark(
        shapes::smooth(&[
            (-33.0, -38.0),
            (0.0, -34.0),
            (33.0, -38.0),
            (34.0, -20.0),
            (24.0, -7.0),
            (-24.0, -7.0),
            (-34.0, -20.0),
        ]),
        rgb(0xb0_64_d0),
    );
    for (x, y, size) in [(-14.0, -22.0, 5.0), (8.0, -28.0, 4.0), (16.0, -16.0, 6.0), (2.0, -52.0, 4.0)] {
        canvas.glaze(shapes::ellipse(x, y, size, size), [1.0; 3], 0.75);
    }
}

fn shield(canvas: &mut Canvas) {
    let outline = |half: f32, deep: f32| {
        shapes::smooth(&[
            (-half, -50.0 - half),
            (0.0, -58.0 - half),
            (half, -50.0 - half),
            (half, -50.0),
            (half * 0.5, deep - 22.0),
            (0.0, deep),
            (-half * 0.5, deep - 22.0),
            (-half, -50.0),
        ])
    };
    canvas.body(outline(48.0, 0.0), STEEL);
    canvas.body(outline(38.0, -12.0), BLUE);
    canvas.body(shapes::star(0.0, -60.0, 26.0, 11.0, 5), GOLD);
}

fn pearl(canvas: &mut Canvas) {
    let pink = rgb(0xf0_b8_c0);
    canvas.body(shapes::smooth(&[(-46.0, -26.0), (-50.0, -66.0), (0.0, -86.0), (50.0, -66.0), (46.0, -26.0)]), pink);
    for x in [-26.0, -9.0, 9.0, 26.0] {
        canvas.stroke(shapes::curve(&[(x * 0.4, -26.0), (x * 1.3, -72.0)]), 2.2, darker(pink, 0.25), 0.8);
    }
    canvas.body(
        shapes::smooth(&[(-50.0, -26.0), (0.0, -14.0), (50.0, -26.0), (30.0, 0.0), (-30.0, 0.0)]),
        darker(pink, 0.1),
    );
    canvas.body(shapes::ellipse(0.0, -32.0, 19.0, 19.0), rgb(0xfc_fa_ff));
    canvas.glaze(shapes::ellipse(-6.0, -38.0, 5.0, 5.0), [1.0; 3], 0.9);
}

fn coins(canvas: &mut Canvas) {
    for (x, y) in [(-26.0, -8.0), (-26.0, -19.0), (-26.0, -30.0), (16.0, -8.0), (16.0, -19.0)] {
        canvas.body(shapes::ellipse(x, y, 25.0, 9.0), GOLD);
    }
    canvas.body(shapes::ellipse(34.0, -44.0, 25.0, 25.0), GOLD);
    canvas.stroke(shapes::ellipse(34.0, -44.0, 18.0, 18.0), 3.0, darker(GOLD, 0.25), 1.0);
    canvas.mark(shapes::star(34.0, -44.0, 12.0, 5.0, 5), lighter(GOLD, 0.5));
}

fn sandcastle(canvas: &mut Canvas) {
    let sand = rgb(0xec_cc_88);
    canvas.body(shapes::smooth(&[(-84.0, 0.0), (-50.0, -16.0), (50.0, -16.0), (84.0, 0.0)]), darker(sand, 0.1));
    canvas.body(shapes::rect(-46.0, -60.0, 92.0, 52.0), sand);
    for (x, top) in [(-52.0, -86.0), (52.0, -86.0), (0.0, -112.0)] {
        canvas.body(shapes::polygon(&[(x - 18.0, top), (x + 18.0, top), (x + 23.0, -8.0), (x - 23.0, -8.0)]), sand);
        for shift in [-15.0, -3.0, 9.0] {
            canvas.body(shapes::rect(x + shift, top - 9.0, 7.0, 10.0), sand);
        }
    }
    canvas.line(&[(0.0, -120.0), (0.0, -158.0)], 3.4, WOOD);
    canvas.body(shapes::polygon(&[(0.0, -158.0), (30.0, -148.0), (0.0, -138.0)]), RED);
    canvas.mark(shapes::round_rect(-10.0, -34.0, 20.0, 28.0, 9.0), darker(sand, 0.5));
}

fn tree_house(canvas: &mut Canvas) {
    let bark = rgb(0x8a_5f_42);
    canvas.body(shapes::fluffy(0.0, -208.0, 96.0, 62.0, 11), LEAF);
    canvas.body(
        shapes::smooth(&[(-24.0, 2.0), (-14.0, -80.0), (-20.0, -190.0), (20.0, -190.0), (14.0, -80.0), (26.0, 2.0)]),
        bark,
    );
    canvas.body(shapes::rect(-74.0, -104.0, 148.0, 12.0), WOOD);
    canvas.body(shapes::rect(-56.0, -168.0, 112.0, 64.0), lighter(WOOD, 0.3));
    canvas.body(shapes::polygon(&[(-72.0, -166.0), (0.0, -214.0), (72.0, -166.0)]), RED);
    canvas.body(shapes::round_rect(-40.0, -152.0, 32.0, 48.0, 9.0), darker(WOOD, 0.3));
    canvas.body(shapes::rect(12.0, -150.0, 30.0, 26.0), rgb(0xff_e8_a0));
    for x in [44.0, 66.0] {
        canvas.line(&[(x, -98.0), (x + 8.0, 0.0)], 5.0, WOOD);
    }
    for step in 0..5 {
        let y = -84.0 + step as f32 * 18.0;
        canvas.line(&[(46.0 + step as f32, y), (68.0 + step as f32 * 1.4, y)], 4.6, WOOD);
    }
}

fn kennel(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-52.0, -70.0, 104.0, 70.0), lighter(WOOD, 0.2));
    canvas.body(shapes::polygon(&[(-68.0, -68.0), (0.0, -118.0), (68.0, -68.0)]), RED);
    canvas.mark(shapes::round_rect(-25.0, -56.0, 50.0, 66.0, 22.0), darker(WOOD, 0.6));
    canvas.at((0.0, -80.0), (0.34, 0.34), 0.0, bone);
}

fn bird_house(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (0.0, -90.0)], 9.0, WOOD);
    canvas.body(shapes::rect(-34.0, -146.0, 68.0, 60.0), rgb(0x7c_b8_d4));
    canvas.body(shapes::polygon(&[(-46.0, -142.0), (0.0, -184.0), (46.0, -142.0)]), RED);
    canvas.mark(shapes::ellipse(0.0, -124.0, 14.0, 14.0), darker(WOOD, 0.6));
    canvas.line(&[(0.0, -100.0), (0.0, -92.0)], 6.0, GOLD);
}

fn beehive(canvas: &mut Canvas) {
    let straw = rgb(0xec_b8_54);
    for (y, half) in [(-14.0, 50.0), (-38.0, 47.0), (-62.0, 38.0), (-84.0, 24.0)] {
        canvas.body(shapes::ellipse(0.0, y, half, 16.0), straw);
    }
    canvas.mark(shapes::round_rect(-13.0, -30.0, 26.0, 26.0, 12.0), darker(WOOD, 0.55));
    for (x, y) in [(-58.0, -88.0), (56.0, -70.0), (44.0, -112.0)] {
        canvas.glaze(shapes::ellipse(x, y - 6.0, 6.0, 5.0), [1.0; 3], 0.9);
        canvas.body(shapes::ellipse(x, y, 8.0, 6.0), GOLD);
        canvas.line(&[(x, y - 5.0), (x, y + 5.0)], 2.6, INK);
    }
}

fn cactus(canvas: &mut Canvas) {
    let green = rgb(0x5c_a4_68);
    for (side, y) in [(-1.0, -62.0), (1.0, -50.0)] {
        let arm = [(0.0, y + 22.0), (side * 34.0, y + 20.0), (side * 40.0, y - 26.0)];
        canvas.stroke(shapes::curve(&arm), 19.0, darker(green, 0.3), 1.0);
        canvas.stroke(shapes::curve(&arm), 16.0, green, 1.0);
    }
    canvas.body(shapes::round_rect(-17.0, -128.0, 34.0, 128.0, 16.0), green);
    for x in [-7.0, 0.0, 7.0] {
        canvas.line(&[(x, -116.0), (x, -10.0)], 1.8, darker(green, 0.3));
    }
    canvas.body(shapes::fluffy(0.0, -132.0, 13.0, 9.0, 6), rgb(0xf0_7c_a4));
}

fn scarecrow(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (0.0, -110.0)], 9.0, WOOD);
    canvas.line(&[(-74.0, -108.0), (74.0, -108.0)], 8.0, WOOD);
    for side in [-1.0, 1.0] {
        for shift in [-6.0, 0.0, 6.0] {
            canvas.line(&[(side * 66.0, -108.0), (side * 86.0, -108.0 + shift * 1.6)], 3.0, GOLD);
        }
    }
    canvas.body(
        shapes::smooth(&[
            (-66.0, -120.0),
            (66.0, -120.0),
            (64.0, -94.0),
            (28.0, -88.0),
            (34.0, -34.0),
            (-34.0, -34.0),
            (-28.0, -88.0),
            (-64.0, -94.0),
        ]),
        BLUE,
    );
    canvas.body(shapes::rect(-10.0, -72.0, 18.0, 18.0), RED);
    canvas.body(shapes::ellipse(0.0, -142.0, 27.0, 26.0), rgb(0xf0_d8_a0));
    for x in [-9.0, 9.0] {
        canvas.mark(shapes::ellipse(x, -146.0, 3.4, 3.8), INK);
    }
    canvas.stroke(shapes::curve(&[(-9.0, -132.0), (0.0, -127.0), (9.0, -132.0)]), 2.6, INK, 1.0);
    canvas.body(shapes::ellipse(0.0, -162.0, 42.0, 9.0), rgb(0xd8_a8_5c));
    canvas.body(shapes::smooth(&[(-24.0, -164.0), (-16.0, -190.0), (16.0, -190.0), (24.0, -164.0)]), rgb(0xe4_b8_6c));
}

fn traffic_light(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-5.0, -100.0, 10.0, 100.0), STEEL);
    canvas.body(shapes::round_rect(-24.0, -196.0, 48.0, 106.0, 14.0), IRON);
    canvas.toned(Tone::Shining, |canvas| {
        for (y, colour, lit) in [(-176.0, RED, 0.45), (-143.0, GOLD, 0.45), (-110.0, rgb(0x5c_d4_74), 1.0)] {
            canvas.glaze(shapes::ellipse(0.0, y, 13.0, 13.0), colour, lit);
        }
        canvas.glow((0.0, -110.0), 44.0, rgb(0x8c_f0_9c), 0.6);
    });
}

fn hammock(canvas: &mut Canvas) {
    for x in [-88.0, 88.0] {
        canvas.line(&[(x, 0.0), (x * 1.06, -116.0)], 9.0, WOOD);
    }
    canvas.line(&[(-92.0, -104.0), (-60.0, -74.0)], 3.0, CREAM);
    canvas.line(&[(92.0, -104.0), (60.0, -74.0)], 3.0, CREAM);
    canvas.body(
        shapes::smooth(&[(-64.0, -78.0), (0.0, -50.0), (64.0, -78.0), (40.0, -34.0), (0.0, -24.0), (-40.0, -34.0)]),
        RED,
    );
    canvas.stroke(shapes::curve(&[(-50.0, -58.0), (0.0, -36.0), (50.0, -58.0)]), 7.0, GOLD, 1.0);
}
