//! What feasts of many peoples are known by. Their foot is the origin, or their middle where they hang in the air.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::drawing::Drawing;
use super::paints::{BLUE, CREAM, GOLD, LEAF, RED, WOOD};
use crate::pipeline::palette::{Rgb, rgb};

pub(super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "oil lamp" | "diya" | "Diwali lamp" => diya,
        "menorah" => menorah,
        "dreidel" => dreidel,
        "Christmas tree" => christmas_tree,
        "candy cane" => candy_cane,
        "Easter egg" => easter_egg,
        "fireworks" => firework,
        "paper lantern" => paper_lantern,
        "Ramadan lantern" | "Eid lantern" => ramadan_lantern,
        "piñata" => pinata,
        "red envelope" => red_envelope,
        "garland" => garland,
        "rangoli" => rangoli,
        "Christmas stocking" => stocking,
        "wreath" => wreath,
        "bunting" => bunting,
        "party hat" => party_hat,
        _ => return None,
    };
    Some(draw)
}

/// A flame that shines, its foot at `at`.
fn flame(canvas: &mut Canvas, (x, y): (f32, f32), size: f32) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((x, y - size * 0.5), size * 2.4, rgb(0xff_d2_70), 0.7);
        canvas.mark(shapes::drop(x, y - size, size * 0.6, size), rgb(0xff_a0_38));
        canvas.mark(shapes::drop(x, y - size * 0.55, size * 0.3, size * 0.5), rgb(0xff_e8_9c));
    });
}

/// A bowl of clay with a wick.
fn diya(canvas: &mut Canvas) {
    let clay = rgb(0xc8_70_44);
    flame(canvas, (36.0, -42.0), 46.0);
    canvas.body(shapes::ellipse(0.0, -40.0, 46.0, 10.0), rgb(0xf4_c8_5c));
    let bowl = [(-50.0, -42.0), (0.0, -34.0), (56.0, -50.0), (38.0, -14.0), (18.0, 0.0), (-18.0, 0.0), (-38.0, -14.0)];
    canvas.body(shapes::smooth(&bowl), clay);
    for x in [-26.0, -8.0, 10.0, 28.0] {
        canvas.mark(shapes::ellipse(x, -19.0, 4.6, 5.6), if x < 0.0 { GOLD } else { CREAM });
    }
}

fn menorah(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-34.0, 0.0), (-10.0, -14.0), (10.0, -14.0), (34.0, 0.0)]), GOLD);
    canvas.line(&[(0.0, -10.0), (0.0, -92.0)], 7.0, GOLD);
    for reach in [16.0, 32.0, 48.0, 64.0] {
        let arm = [
            (-reach, -82.0),
            (-reach * 0.8, -40.0 + reach * 0.3),
            (0.0, -22.0),
            (reach * 0.8, -40.0 + reach * 0.3),
            (reach, -82.0),
        ];
        canvas.stroke(shapes::curve(&arm), 4.6, GOLD, 1.0);
    }
    for step in -4_i8..=4 {
        let x = f32::from(step) * 16.0;
        let top = if step == 0 { -112.0 } else { -100.0 };
        canvas.body(shapes::rect(x - 3.4, top, 6.8, 22.0), if step == 0 { BLUE } else { CREAM });
        flame(canvas, (x, top), 17.0);
    }
}

fn dreidel(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 10.0, |canvas| {
        canvas.body(shapes::round_rect(-5.0, -112.0, 10.0, 34.0, 4.0), lighter(BLUE, 0.2));
        canvas
            .body(shapes::polygon(&[(-32.0, -80.0), (6.0, -80.0), (6.0, -30.0), (-14.0, -4.0), (-32.0, -30.0)]), BLUE);
        canvas.body(
            shapes::polygon(&[(6.0, -80.0), (32.0, -84.0), (32.0, -36.0), (-14.0, -4.0), (6.0, -30.0)]),
            darker(BLUE, 0.2),
        );
        // the letter shin
        canvas.line(&[(-24.0, -68.0), (-21.0, -42.0), (-2.0, -42.0), (0.0, -68.0)], 4.0, GOLD);
        canvas.line(&[(-12.0, -67.0), (-13.0, -43.0)], 4.0, GOLD);
    });
}

fn christmas_tree(canvas: &mut Canvas) {
    let green = rgb(0x3f_8c_5c);
    canvas.body(shapes::rect(-10.0, -24.0, 20.0, 24.0), WOOD);
    for (foot, top, half) in [(-20.0, -92.0, 64.0), (-62.0, -132.0, 50.0), (-104.0, -172.0, 36.0)] {
        canvas.body(
            shapes::smooth(&[
                (-half, foot),
                (0.0, foot + 7.0),
                (half, foot),
                (half * 0.3, f32::midpoint(foot, top)),
                (0.0, top),
                (-half * 0.3, f32::midpoint(foot, top)),
            ]),
            green,
        );
    }
    for (x, y, colour) in [
        (-34.0, -30.0, RED),
        (4.0, -38.0, GOLD),
        (38.0, -28.0, BLUE),
        (-16.0, -74.0, GOLD),
        (22.0, -80.0, RED),
        (-8.0, -116.0, BLUE),
        (10.0, -142.0, RED),
    ] {
        canvas.body(shapes::ellipse(x, y, 7.6, 7.6), colour);
    }
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((0.0, -178.0), 50.0, rgb(0xff_e8_90), 0.7);
        canvas.body(shapes::star(0.0, -178.0, 18.0, 8.0, 5), rgb(0xff_dc_66));
    });
}

fn candy_cane(canvas: &mut Canvas) {
    let cane = [(-10.0, 0.0), (-10.0, -74.0), (6.0, -102.0), (30.0, -96.0), (34.0, -72.0)];
    canvas.stroke(shapes::curve(&cane), 19.0, darker(RED, 0.25), 1.0);
    canvas.stroke(shapes::curve(&cane), 16.0, rgb(0xfc_fa_f8), 1.0);
    for y in [-10.0, -30.0, -50.0, -70.0] {
        canvas.line(&[(-16.0, y + 3.0), (-4.0, y - 7.0)], 7.0, RED);
    }
    for (from, to) in [((-6.0, -88.0), (6.0, -96.0)), ((12.0, -108.0), (20.0, -96.0)), ((30.0, -94.0), (38.0, -84.0))] {
        canvas.line(&[from, to], 6.0, RED);
    }
}

fn easter_egg(canvas: &mut Canvas) {
    let egg = [(0.0, -84.0), (26.0, -54.0), (31.0, -26.0), (0.0, 0.0), (-31.0, -26.0), (-26.0, -54.0)];
    canvas.body(shapes::smooth(&egg), rgb(0xc8_a8_ec));
    canvas.stroke(
        shapes::curve(&[(-27.0, -48.0), (-13.0, -42.0), (0.0, -49.0), (13.0, -42.0), (27.0, -48.0)]),
        6.0,
        GOLD,
        1.0,
    );
    canvas.stroke(
        shapes::curve(&[(-28.0, -22.0), (-13.0, -16.0), (0.0, -23.0), (13.0, -16.0), (28.0, -22.0)]),
        6.0,
        RED,
        1.0,
    );
    for x in [-16.0, 0.0, 16.0] {
        canvas.mark(shapes::ellipse(x, -33.0, 4.0, 4.0), CREAM);
    }
}

fn firework(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| {
        for (x, y, size, colour) in [
            (0.0, 0.0, 76.0, rgb(0xff_7c_74)),
            (104.0, 60.0, 50.0, rgb(0xff_d8_60)),
            (-98.0, 66.0, 46.0, rgb(0x7c_d4_f4)),
        ] {
            canvas.glow((x, y), size * 1.2, colour, 0.5);
            for spoke in 0_u8..12 {
                let (sine, cosine) = (f32::from(spoke) * 30.0).to_radians().sin_cos();
                let from = (x + cosine * size * 0.3, y + sine * size * 0.3);
                let to = (x + cosine * size * 0.86, y + sine * size * 0.86);
                canvas.line(&[from, to], 3.6, colour);
                canvas.mark(shapes::ellipse(x + cosine * size, y + sine * size, 4.4, 4.4), lighter(colour, 0.5));
            }
        }
    });
}

fn paper_lantern(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -52.0), (0.0, -76.0)], 3.0, WOOD);
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, 0.0), 110.0, rgb(0xff_b0_60), 0.7));
    for x in [-6.0, 0.0, 6.0] {
        canvas.line(&[(x, 44.0), (x * 1.4, 84.0)], 3.0, GOLD);
    }
    canvas.body(shapes::ellipse(0.0, 0.0, 52.0, 45.0), rgb(0xe8_4c_40));
    for x in [-28.0, 0.0, 28.0] {
        canvas.stroke(shapes::curve(&[(x * 0.5, -43.0), (x, 0.0), (x * 0.5, 43.0)]), 2.6, GOLD, 0.9);
    }
    canvas.body(shapes::round_rect(-18.0, -52.0, 36.0, 11.0, 4.0), GOLD);
    canvas.body(shapes::round_rect(-18.0, 40.0, 36.0, 11.0, 4.0), GOLD);
}

fn ramadan_lantern(canvas: &mut Canvas) {
    canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -50.0), 130.0, rgb(0xff_cc_66), 0.8));
    canvas.stroke(shapes::ellipse(0.0, -138.0, 10.0, 10.0), 4.0, GOLD, 1.0);
    canvas.body(shapes::smooth(&[(-30.0, -90.0), (-20.0, -112.0), (0.0, -130.0), (20.0, -112.0), (30.0, -90.0)]), GOLD);
    let colours: [Rgb; 3] = [rgb(0xe8_5c_54), rgb(0xff_dc_80), rgb(0x54_a8_c8)];
    canvas.toned(Tone::Shining, |canvas| {
        for (index, colour) in colours.into_iter().enumerate() {
            let x = -30.0 + index as f32 * 20.0;
            let (top, foot) = (x * 0.9, x * 0.62);
            let pane = [(top, -88.0), (top + 18.0, -88.0), (foot + 12.4, -22.0), (foot, -22.0)];
            canvas.body(shapes::polygon(&pane), colour);
        }
    });
    canvas.line(&[(-32.0, -90.0), (32.0, -90.0)], 6.0, darker(GOLD, 0.15));
    canvas.body(shapes::polygon(&[(-22.0, -24.0), (22.0, -24.0), (34.0, 0.0), (-34.0, 0.0)]), GOLD);
    canvas.mark(shapes::crescent(2.0, -105.0, 9.0), CREAM);
}

/// A star of paper with tassels, full of sweets.
fn pinata(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -60.0), (0.0, -110.0)], 3.0, WOOD);
    canvas.body(shapes::star(0.0, 0.0, 70.0, 32.0, 7), rgb(0xf0_6c_9c));
    for (size, colour) in [(44.0, GOLD), (33.0, rgb(0x5c_b8_d8)), (22.0, LEAF), (11.0, RED)] {
        canvas.body(shapes::fluffy(0.0, 0.0, size, size, 14), colour);
    }
    for (x, y) in [(-30.0, 64.0), (30.0, 64.0), (68.0, 16.0), (-68.0, 16.0)] {
        for shift in [-5.0, 0.0, 5.0] {
            canvas.line(&[(x, y), (x + shift, y + 24.0)], 3.0, GOLD);
        }
    }
}

fn red_envelope(canvas: &mut Canvas) {
    let red = rgb(0xd8_30_38);
    canvas.at((0.0, 0.0), (1.0, 1.0), -8.0, |canvas| {
        canvas.body(shapes::round_rect(-30.0, -94.0, 60.0, 94.0, 5.0), red);
        canvas.body(
            shapes::smooth(&[(-30.0, -92.0), (30.0, -92.0), (14.0, -70.0), (0.0, -64.0), (-14.0, -70.0)]),
            darker(red, 0.14),
        );
        canvas.body(shapes::ellipse(0.0, -40.0, 18.0, 18.0), GOLD);
        canvas.mark(shapes::rect(-6.0, -46.0, 12.0, 12.0), red);
    });
}

fn garland(canvas: &mut Canvas) {
    for step in 0_u8..13 {
        let part = f32::from(step) / 12.0;
        let (x, y) = ((part - 0.5) * 150.0, -60.0 + (1.0 - (part * 2.0 - 1.0).powi(2)) * 46.0);
        let colour = if step % 2 == 0 { rgb(0xf4_9c_34) } else { rgb(0xf8_d0_4c) };
        canvas.body(shapes::fluffy(x, y, 11.0, 11.0, 9), colour);
    }
}

/// A pattern of coloured powder on the ground.
fn rangoli(canvas: &mut Canvas) {
    canvas.at((0.0, -24.0), (1.0, 0.42), 0.0, |canvas| {
        for (size, count, colour) in
            [(76.0, 12, rgb(0xf0_5c_8c)), (56.0, 12, GOLD), (40.0, 8, rgb(0x4c_b0_c0)), (24.0, 8, rgb(0xf4_8c_3c))]
        {
            canvas.body(shapes::fluffy(0.0, 0.0, size, size, count), colour);
        }
        for spoke in 0_u8..12 {
            let (sine, cosine) = (f32::from(spoke) * 30.0).to_radians().sin_cos();
            canvas.mark(shapes::ellipse(cosine * 66.0, sine * 66.0, 5.0, 5.0), CREAM);
        }
        canvas.mark(shapes::ellipse(0.0, 0.0, 11.0, 11.0), CREAM);
    });
}

fn stocking(canvas: &mut Canvas) {
    let sock = [(-22.0, -96.0), (16.0, -96.0), (18.0, -44.0), (46.0, -26.0), (42.0, -4.0), (0.0, 0.0), (-22.0, -20.0)];
    canvas.body(shapes::smooth(&sock), RED);
    canvas.mark(shapes::ellipse(32.0, -16.0, 12.0, 11.0), CREAM);
    canvas.body(shapes::round_rect(-30.0, -108.0, 56.0, 24.0, 10.0), rgb(0xfc_fa_f8));
    canvas.mark(shapes::star(-2.0, -56.0, 12.0, 5.0, 5), GOLD);
}

fn wreath(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -50.0, 38.0, 38.0), 19.0, rgb(0x3f_8c_5c), 1.0);
    for spoke in 0_u8..14 {
        let (sine, cosine) = (f32::from(spoke) * 25.7).to_radians().sin_cos();
        let at = (cosine * 39.0, -50.0 + sine * 39.0);
        canvas.body(shapes::fluffy(at.0, at.1, 9.0, 9.0, 6), rgb(0x4c_9c_68));
        if spoke % 3 == 0 {
            canvas.mark(shapes::ellipse(at.0, at.1, 5.0, 5.0), RED);
        }
    }
    for side in [-1.0, 1.0] {
        canvas
            .body(shapes::smooth(&[(0.0, -12.0), (side * 20.0, -26.0), (side * 26.0, -8.0), (side * 16.0, 2.0)]), RED);
    }
}

fn bunting(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-150.0, -30.0), (-60.0, 2.0), (60.0, 2.0), (150.0, -30.0)]), 3.6, CREAM, 1.0);
    for (index, x) in [-118.0_f32, -72.0, -24.0, 24.0, 72.0, 118.0].into_iter().enumerate() {
        let y = 6.0 - (x / 150.0).powi(2) * 30.0;
        let colour = [RED, GOLD, BLUE][index % 3];
        canvas.body(shapes::polygon(&[(x - 19.0, y - 2.0), (x + 19.0, y - 2.0), (x, y + 40.0)]), colour);
    }
}

fn party_hat(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-34.0, 0.0), (34.0, 0.0), (0.0, -86.0)]), rgb(0x9a_78_d0));
    for (x, y, colour) in [(-14.0, -14.0, GOLD), (14.0, -18.0, RED), (-2.0, -38.0, BLUE), (4.0, -58.0, GOLD)] {
        canvas.mark(shapes::ellipse(x, y, 5.0, 5.0), colour);
    }
    canvas.body(shapes::fluffy(0.0, -88.0, 13.0, 13.0, 9), GOLD);
}
