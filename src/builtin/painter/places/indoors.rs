//! A cosy room, a bedroom, a classroom.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::super::sky;
use super::conditions::Conditions;
use crate::pipeline::palette::{Rgb, mix, rgb};

const WOOD: Rgb = rgb(0xa8_70_48);

/// Wall and floor; the wall is the page's air.
fn room(canvas: &mut Canvas, floor: Rgb) {
    let w = canvas.width;
    canvas.body(shapes::rect(-60.0, 690.0, w + 120.0, HEIGHT), floor);
    for (from, to) in [(0.1, -0.1), (0.3, 0.2), (0.5, 0.5), (0.7, 0.8), (0.9, 1.1)] {
        canvas.stroke(shapes::curve(&[(w * from, 704.0), (w * to, HEIGHT)]), 3.0, darker(floor, 0.4), 0.45);
    }
    canvas.body(shapes::rect(-60.0, 676.0, w + 120.0, 20.0), lighter(floor, 0.35));
}

/// A window with the sky of the hour in it.
fn outlook(canvas: &mut Canvas, at: (f32, f32), size: (f32, f32), night: bool) {
    let ((x, y), (wide, tall)) = (at, size);
    canvas.body(
        shapes::rect(x - wide / 2.0 - 16.0, y - tall / 2.0 - 16.0, wide + 32.0, tall + 32.0),
        lighter(WOOD, 0.45),
    );
    canvas.toned(Tone::Shining, |canvas| {
        let (top, foot) = if night { (rgb(0x1c_26_62), rgb(0x4c_5c_a8)) } else { (rgb(0x8c_cc_f2), rgb(0xe0_f4_fa)) };
        canvas.wash(shapes::rect(x - wide / 2.0, y - tall / 2.0, wide, tall), (top, 1.0), (foot, 1.0));
        if night {
            for (dx, dy, r) in
                [(-0.3, -0.3, 5.0), (0.05, -0.36, 4.0), (0.36, 0.1, 5.0), (-0.36, 0.16, 3.5), (0.12, 0.3, 4.0)]
            {
                canvas.mark(shapes::star(x + wide * dx, y + tall * dy, r * 1.7, r * 0.7, 5), rgb(0xff_f2_b8));
            }
            canvas.glow((x + wide * 0.2, y - tall * 0.14), 80.0, rgb(0xff_f3_c4), 0.5);
            canvas.mark(shapes::crescent(x + wide * 0.2, y - tall * 0.14, 28.0), rgb(0xff_f0_bc));
        } else {
            sky::cloud(canvas, (x - wide * 0.1, y - tall * 0.1), 0.45, rgb(0xff_ff_ff));
        }
    });
    canvas.line(&[(x, y - tall / 2.0), (x, y + tall / 2.0)], 10.0, lighter(WOOD, 0.45));
    canvas.line(&[(x - wide / 2.0, y), (x + wide / 2.0, y)], 10.0, lighter(WOOD, 0.45));
    canvas.body(shapes::rect(x - wide / 2.0 - 28.0, y + tall / 2.0 + 12.0, wide + 56.0, 18.0), lighter(WOOD, 0.3));
}

fn curtains(canvas: &mut Canvas, (x, y): (f32, f32), (wide, tall): (f32, f32), colour: Rgb) {
    for side in [-1.0, 1.0] {
        let edge = [
            (x + side * wide * 0.74, y - tall * 0.68),
            (x + side * wide * 0.3, y - tall * 0.66),
            (x + side * wide * 0.46, y - tall * 0.1),
            (x + side * wide * 0.5, y + tall * 0.7),
            (x + side * wide * 0.78, y + tall * 0.7),
        ];
        canvas.body(shapes::smooth(&edge), colour);
    }
    canvas.body(shapes::round_rect(x - wide * 0.85, y - tall * 0.74, wide * 1.7, 16.0, 8.0), WOOD);
}

fn rug(canvas: &mut Canvas, colour: Rgb) {
    let w = canvas.width;
    canvas.body(shapes::ellipse(w * 0.5, 872.0, w * 0.36, 66.0), colour);
    canvas.stroke(shapes::ellipse(w * 0.5, 872.0, w * 0.31, 52.0), 6.0, lighter(colour, 0.5), 0.8);
}

/// A lamp that hangs into the page.
fn hanging_lamp(canvas: &mut Canvas, x: f32, lit: bool) {
    canvas.line(&[(x, -10.0), (x, 96.0)], 4.0, rgb(0x60_4c_48));
    canvas.toned(Tone::Shining, |canvas| {
        if lit {
            canvas.glow((x, 150.0), 330.0, rgb(0xff_d6_80), 0.55);
        }
        canvas.mark(shapes::ellipse(x, 152.0, 22.0, 20.0), rgb(0xff_f0_b4));
    });
    canvas.body(
        shapes::polygon(&[(x - 66.0, 148.0), (x - 26.0, 92.0), (x + 26.0, 92.0), (x + 66.0, 148.0)]),
        rgb(0xe0_7a_58),
    );
}

pub(super) fn house(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    wallpaper(canvas, rgb(0xe2_a8_78));
    room(canvas, rgb(0xc0_85_5a));
    outlook(canvas, (w * 0.24, 340.0), (210.0, 230.0), conditions.night);
    curtains(canvas, (w * 0.24, 340.0), (240.0, 260.0), rgb(0xd0_6e_5c));
    hearth(canvas, (w * 0.8, 690.0));
    for (x, y, colour) in [(0.5, 250.0, rgb(0x8c_b8_a0)), (0.58, 330.0, rgb(0xf0_c4_6a))] {
        canvas.body(shapes::rect(w * x - 46.0, y - 36.0, 92.0, 72.0), lighter(WOOD, 0.1));
        canvas.mark(shapes::rect(w * x - 36.0, y - 27.0, 72.0, 54.0), lighter(colour, 0.3));
        canvas.mark(shapes::heart(w * x, y, 15.0), colour);
    }
    armchair(canvas, (w * 0.1, 800.0), rgb(0x5f_94_8a));
    hanging_lamp(canvas, w * 0.5, conditions.night);
    rug(canvas, rgb(0xb9_54_58));
}

fn wallpaper(canvas: &mut Canvas, colour: Rgb) {
    let mut row = 0.0;
    while row < 12.0 {
        let mut x = if row % 2.0 == 0.0 { 30.0 } else { 85.0 };
        while x < canvas.width {
            canvas.glaze(shapes::ellipse(x, 40.0 + row * 55.0, 6.0, 6.0), colour, 0.34);
            x += 110.0;
        }
        row += 1.0;
    }
}

/// A fireplace whose foot's middle is `at`.
fn hearth(canvas: &mut Canvas, at: (f32, f32)) {
    canvas.at(at, (1.0, 1.0), 0.0, |canvas| {
        let brick = rgb(0xb8_6a_54);
        canvas.body(shapes::rect(-90.0, -700.0, 180.0, 420.0), lighter(brick, 0.1));
        canvas.body(shapes::rect(-150.0, -290.0, 300.0, 300.0), brick);
        for (x, y) in [
            (-120.0, -250.0),
            (96.0, -230.0),
            (-132.0, -150.0),
            (104.0, -120.0),
            (-110.0, -60.0),
            (-40.0, -264.0),
            (30.0, -270.0),
        ] {
            canvas.glaze(shapes::rect(x, y, 44.0, 18.0), lighter(brick, 0.4), 0.5);
        }
        canvas.body(shapes::rect(-172.0, -316.0, 344.0, 34.0), WOOD);
        canvas.mark(shapes::round_rect(-88.0, -190.0, 176.0, 200.0, 80.0), rgb(0x3a_26_2c));
        canvas.toned(Tone::Shining, |canvas| {
            canvas.glow((0.0, -60.0), 240.0, rgb(0xff_a8_48), 0.7);
            for (x, tall, colour) in
                [(-26.0, 96.0, rgb(0xf4_7a_38)), (24.0, 110.0, rgb(0xf4_7a_38)), (0.0, 84.0, rgb(0xff_c4_4c))]
            {
                canvas.mark(shapes::drop(x, -24.0 - tall, 62.0, tall), colour);
            }
        });
        canvas.line(&[(-56.0, -10.0), (56.0, -24.0)], 20.0, rgb(0x7a_50_38));
        canvas.line(&[(-56.0, -24.0), (56.0, -10.0)], 20.0, rgb(0x8a_5c_40));
    });
}

fn armchair(canvas: &mut Canvas, at: (f32, f32), colour: Rgb) {
    canvas.at(at, (1.25, 1.25), 0.0, |canvas| {
        canvas.body(shapes::round_rect(-82.0, -212.0, 150.0, 200.0, 44.0), colour);
        canvas.body(shapes::round_rect(-70.0, -96.0, 140.0, 66.0, 24.0), lighter(colour, 0.2));
        for x in [-104.0, 50.0] {
            canvas.body(shapes::round_rect(x, -124.0, 52.0, 126.0, 24.0), darker(colour, 0.08));
        }
    });
}

pub(super) fn bedroom(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for (index, x) in [0.06, 0.15, 0.36, 0.47, 0.62, 0.9, 0.97].into_iter().enumerate() {
            let y = [90.0, 300.0, 80.0, 250.0, 110.0, 80.0, 260.0][index];
            canvas.glaze(shapes::star(w * x, y, 17.0, 7.0, 5), rgb(0xff_f0_b0), 0.6);
        }
    });
    room(canvas, rgb(0xb9_8f_78));
    outlook(canvas, (w * 0.26, 320.0), (220.0, 240.0), conditions.night);
    curtains(canvas, (w * 0.26, 320.0), (250.0, 270.0), rgb(0x8f_9c_d6));
    bed(canvas, (w * 0.8, 790.0));
    table(canvas, (w * 0.54, 742.0), conditions.night);
    toy_box(canvas, (w * 0.09, 780.0));
    rug(canvas, rgb(0x86_b0_b8));
}

fn bed(canvas: &mut Canvas, at: (f32, f32)) {
    canvas.at(at, (1.25, 1.25), 0.0, |canvas| {
        canvas.body(shapes::round_rect(110.0, -240.0, 36.0, 250.0, 16.0), WOOD);
        canvas.body(shapes::rect(-150.0, -66.0, 280.0, 54.0), lighter(WOOD, 0.15));
        canvas.body(shapes::round_rect(-156.0, -130.0, 276.0, 84.0, 30.0), rgb(0xfd_f6_ea));
        canvas.body(shapes::round_rect(30.0, -170.0, 92.0, 66.0, 30.0), rgb(0xff_ff_ff));
        let quilt = rgb(0xe2_86_90);
        canvas.body(shapes::round_rect(-162.0, -142.0, 196.0, 116.0, 34.0), quilt);
        for (x, y) in [(-130.0, -112.0), (-80.0, -84.0), (-32.0, -112.0), (-120.0, -58.0), (-28.0, -60.0)] {
            canvas.mark(shapes::star(x, y, 13.0, 5.5, 5), lighter(quilt, 0.6));
        }
        canvas.body(shapes::round_rect(-178.0, -156.0, 32.0, 166.0, 14.0), WOOD);
    });
}

/// A bedside table with a lamp.
fn table(canvas: &mut Canvas, (x, y): (f32, f32), lit: bool) {
    canvas.body(shapes::rect(x - 46.0, y - 96.0, 92.0, 96.0), lighter(WOOD, 0.12));
    canvas.mark(shapes::ellipse(x, y - 52.0, 7.0, 7.0), rgb(0xff_d9_7a));
    canvas.body(shapes::rect(x - 7.0, y - 146.0, 14.0, 52.0), rgb(0x86_7a_9c));
    canvas.toned(Tone::Shining, |canvas| {
        if lit {
            canvas.glow((x, y - 170.0), 230.0, rgb(0xff_d2_80), 0.75);
        }
        let shade = [(x - 46.0, y - 138.0), (x - 26.0, y - 204.0), (x + 26.0, y - 204.0), (x + 46.0, y - 138.0)];
        canvas.body(shapes::polygon(&shade), if lit { rgb(0xff_e6_a4) } else { rgb(0xf6_d8_9c) });
    });
}

fn toy_box(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.body(shapes::ellipse(x - 26.0, y - 104.0, 34.0, 34.0), rgb(0xf0_6a_58));
    canvas.body(shapes::ellipse(x + 34.0, y - 112.0, 28.0, 30.0), rgb(0xc8_94_62));
    for (dx, r) in [(14.0, 11.0), (54.0, 11.0)] {
        canvas.body(shapes::ellipse(x + dx, y - 138.0, r, r), rgb(0xc8_94_62));
    }
    canvas.body(shapes::rect(x - 80.0, y - 96.0, 160.0, 100.0), rgb(0x6a_a8_c0));
    canvas.mark(shapes::star(x, y - 46.0, 28.0, 12.0, 5), rgb(0xff_e0_8a));
}

pub(super) fn school(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xc4_94_62));
    let board = rgb(0x3f_75_62);
    canvas.body(shapes::rect(w * 0.3 - 18.0, 122.0, w * 0.4 + 36.0, 316.0), WOOD);
    canvas.body(shapes::rect(w * 0.3, 140.0, w * 0.4, 280.0), board);
    let chalk = rgb(0xf2_f4_ea);
    canvas.stroke(shapes::ellipse(w * 0.38, 230.0, 40.0, 40.0), 5.0, chalk, 0.8);
    canvas.stroke(shapes::star(w * 0.5, 240.0, 44.0, 19.0, 5), 5.0, chalk, 0.8);
    canvas.stroke(shapes::heart(w * 0.61, 236.0, 36.0), 5.0, chalk, 0.8);
    canvas.stroke(
        shapes::curve(&[(w * 0.34, 350.0), (w * 0.42, 336.0), (w * 0.5, 352.0), (w * 0.58, 336.0), (w * 0.66, 350.0)]),
        5.0,
        chalk,
        0.7,
    );
    outlook(canvas, (w * 0.13, 310.0), (170.0, 220.0), conditions.night);
    shelf(canvas, conditions, (w * 0.87, 690.0));
    for x in [0.1, 0.3, 0.68] {
        desk(canvas, (w * x, 770.0));
    }
}

fn shelf(canvas: &mut Canvas, conditions: &mut Conditions, (x, y): (f32, f32)) {
    canvas.body(shapes::rect(x - 120.0, y - 440.0, 240.0, 440.0), darker(WOOD, 0.1));
    for row in 0..3 {
        let foot = y - 20.0 - row as f32 * 140.0;
        canvas.mark(shapes::rect(x - 104.0, foot - 118.0, 208.0, 118.0), darker(WOOD, 0.45));
        let mut left = x - 98.0;
        while left < x + 80.0 {
            let (wide, tall) = (conditions.chance.between(18.0, 32.0), conditions.chance.between(70.0, 108.0));
            let cover = conditions.chance.one_of(&[
                rgb(0xe0_6a_58),
                rgb(0x5f_9a_c4),
                rgb(0xf0_c4_5a),
                rgb(0x76_b0_72),
                rgb(0xa8_80_c0),
            ]);
            canvas.body(shapes::rect(left, foot - tall, wide, tall), mix(cover, [1.0; 3], 0.05));
            left += wide + 2.0;
        }
    }
}

fn desk(canvas: &mut Canvas, (x, y): (f32, f32)) {
    for dx in [-74.0, 60.0] {
        canvas.body(shapes::rect(x + dx, y - 66.0, 14.0, 80.0), darker(WOOD, 0.15));
    }
    canvas.body(shapes::round_rect(x - 96.0, y - 84.0, 192.0, 24.0, 8.0), lighter(WOOD, 0.25));
    canvas.body(shapes::rect(x - 40.0, y - 98.0, 62.0, 14.0), rgb(0x6a_a0_c8));
    canvas.body(shapes::rect(x - 34.0, y - 111.0, 54.0, 13.0), rgb(0xe8_8a_5c));
}
