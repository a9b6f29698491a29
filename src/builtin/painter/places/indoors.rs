//! A cosy room, a bedroom, a classroom.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::conditions::Conditions;
use super::furniture::{WOOD, curtains, hanging_lamp, outlook, room, rug, shelf};
use crate::pipeline::palette::{Rgb, rgb};

pub(super) fn house(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    wallpaper(canvas, rgb(0xe2_a8_78));
    room(canvas, rgb(0xc0_85_5a));
    outlook(canvas, (w * 0.24, 340.0), (210.0, 230.0), conditions);
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
    outlook(canvas, (w * 0.26, 320.0), (220.0, 240.0), conditions);
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
    outlook(canvas, (w * 0.13, 310.0), (170.0, 220.0), conditions);
    shelf(canvas, conditions, (w * 0.87, 690.0));
    for x in [0.1, 0.3, 0.68] {
        desk(canvas, (w * x, 770.0));
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
