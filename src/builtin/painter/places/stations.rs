//! Where one waits: for a train, for a plane, for the fire bell.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::heroes::parked;
use super::super::props::thing;
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::Conditions;
use super::furniture::{WOOD, hanging_lamp, outlook, pane, room};
use crate::pipeline::palette::{Rgb, rgb};

const STEEL: Rgb = rgb(0x7c_8c_9c);
const GLASS: Rgb = rgb(0xd4_ee_f8);

/// A platform under a roof of iron and glass, and the train that stands there.
pub(super) fn station(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    for x in [0.12, 0.31, 0.69, 0.88] {
        outlook(canvas, (w * x, 235.0), (150.0, 150.0), conditions);
    }
    roof(canvas);
    clock(canvas, (w * 0.5, 190.0));
    canvas.body(shapes::rect(-60.0, 650.0, w + 120.0, 90.0), rgb(0x7a_70_70));
    canvas.line(&[(-40.0, 676.0), (w + 40.0, 676.0)], 9.0, rgb(0xb8_c0_c8));
    for (index, x) in [0.74_f32, 1.06].into_iter().enumerate() {
        carriage(canvas, (w * x, 672.0), if index == 0 { rgb(0x4c_8c_c0) } else { rgb(0x5c_a0_8c) });
    }
    canvas.at((w * 0.34, 684.0), (3.0, 3.0), 0.0, |canvas| thing(canvas, "train"));
    canvas.body(shapes::rect(-60.0, 716.0, w + 120.0, HEIGHT), rgb(0xb8_b0_b8));
    canvas.mark(shapes::rect(-60.0, 736.0, w + 120.0, 16.0), rgb(0xf4_d0_5c));
    for index in 0..9 {
        let x = w * index as f32 / 8.0;
        canvas.stroke(
            shapes::curve(&[(x, 756.0), (w / 2.0 + (x - w / 2.0) * 1.3, HEIGHT)]),
            2.4,
            darker(STEEL, 0.1),
            0.5,
        );
    }
}

fn roof(canvas: &mut Canvas) {
    let w = canvas.width;
    let arch = [(-40.0, 130.0), (w * 0.25, 46.0), (w * 0.5, 22.0), (w * 0.75, 46.0), (w + 40.0, 130.0)];
    canvas.stroke(shapes::curve(&arch), 24.0, STEEL, 1.0);
    canvas.line(&[(-40.0, 96.0), (w + 40.0, 96.0)], 8.0, STEEL);
    for step in 0..10 {
        let x = w * step as f32 / 10.0;
        canvas.line(&[(x, 96.0), (x + w * 0.05, 44.0), (x + w * 0.1, 96.0)], 5.0, STEEL);
    }
    for x in [0.02, 0.98] {
        canvas.body(shapes::rect(w * x - 15.0, 60.0, 30.0, 680.0), lighter(STEEL, 0.15));
    }
}

fn clock(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.line(&[(x, 96.0), (x, y)], 9.0, STEEL);
    canvas.body(shapes::ellipse(x, y, 62.0, 62.0), darker(WOOD, 0.1));
    canvas.mark(shapes::ellipse(x, y, 50.0, 50.0), rgb(0xfa_f6_ea));
    canvas.line(&[(x, y - 38.0), (x, y), (x + 26.0, y + 12.0)], 6.0, rgb(0x4a_38_44));
}

/// A carriage from the side, its wheels at `at`.
fn carriage(canvas: &mut Canvas, at: (f32, f32), coat: Rgb) {
    canvas.at(at, (canvas.width / 1280.0, 1.0), 0.0, |canvas| {
        canvas.body(shapes::round_rect(-196.0, -262.0, 392.0, 232.0, 18.0), coat);
        canvas.body(shapes::round_rect(-204.0, -282.0, 408.0, 34.0, 14.0), darker(coat, 0.3));
        for x in [-168.0, -78.0, 12.0, 102.0] {
            canvas.body(shapes::round_rect(x, -224.0, 68.0, 84.0, 10.0), GLASS);
        }
        canvas.mark(shapes::rect(-194.0, -112.0, 388.0, 12.0), rgb(0xfa_f0_d4));
        for x in [-140.0, -84.0, 84.0, 140.0] {
            canvas.body(shapes::ellipse(x, -22.0, 25.0, 25.0), rgb(0x4a_40_4c));
            canvas.mark(shapes::ellipse(x, -22.0, 9.0, 9.0), rgb(0xf6_c2_4c));
        }
    });
}

/// A hall whose front is glass: behind it a runway, a tower and a plane.
pub(super) fn airport(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    pane(canvas, (w * 0.5, 310.0), (w + 120.0, 640.0), conditions);
    canvas.body(shapes::rect(-60.0, 470.0, w + 120.0, 180.0), rgb(0x8c_be_6c));
    let runway = [(w * 0.16, 480.0), (w * 0.9, 480.0), (w * 1.2, 650.0), (-w * 0.2, 650.0)];
    canvas.body(shapes::polygon(&runway), rgb(0x8a_8e_98));
    for part in [0.2, 0.36, 0.52, 0.68, 0.84] {
        canvas.mark(shapes::rect(w * part - 40.0, 586.0, 80.0, 9.0), rgb(0xfa_f6_ea));
    }
    tower(canvas, (w * 0.13, 490.0), conditions.night);
    airliner(canvas, (w * 0.56, 560.0));
    for x in [0.0, 0.25, 0.5, 0.75, 1.0] {
        canvas.body(shapes::rect(w * x - 8.0, -20.0, 16.0, 670.0), STEEL);
    }
    canvas.body(shapes::rect(-60.0, 84.0, w + 120.0, 14.0), STEEL);
    room(canvas, rgb(0xb8_b0_b8));
    departures(canvas, (w * 0.87, 96.0));
    for x in [0.17, 0.83] {
        seats(canvas, (w * x, 730.0));
    }
}

fn tower(canvas: &mut Canvas, at: (f32, f32), lit: bool) {
    canvas.at(at, (1.0, 1.0), 0.0, |canvas| {
        canvas.body(shapes::polygon(&[(-18.0, 0.0), (-12.0, -170.0), (12.0, -170.0), (18.0, 0.0)]), rgb(0xe8_e2_dc));
        canvas.body(shapes::polygon(&[(-28.0, -168.0), (-42.0, -222.0), (42.0, -222.0), (28.0, -168.0)]), GLASS);
        if lit {
            canvas.toned(Tone::Shining, |canvas| canvas.glow((0.0, -195.0), 90.0, rgb(0xff_e4_90), 0.8));
        }
        canvas.body(shapes::rect(-46.0, -234.0, 92.0, 14.0), rgb(0xd8_5c_50));
        canvas.line(&[(0.0, -234.0), (0.0, -268.0)], 4.0, STEEL);
    });
}

/// A plane from the side, its wheels at `at`.
fn airliner(canvas: &mut Canvas, at: (f32, f32)) {
    let (white, blue) = (rgb(0xfa_fa_fc), rgb(0x4c_86_cc));
    canvas.at(at, (1.25, 1.25), 0.0, |canvas| {
        for x in [-130.0, 20.0, 44.0] {
            canvas.line(&[(x, -44.0), (x, -12.0)], 6.0, STEEL);
            canvas.body(shapes::ellipse(x, -10.0, 12.0, 12.0), rgb(0x3e_3c_48));
        }
        canvas.body(shapes::polygon(&[(160.0, -100.0), (216.0, -192.0), (246.0, -192.0), (226.0, -96.0)]), blue);
        let hull = [
            (-212.0, -72.0),
            (-190.0, -100.0),
            (-140.0, -112.0),
            (140.0, -112.0),
            (240.0, -106.0),
            (150.0, -52.0),
            (-150.0, -46.0),
            (-196.0, -56.0),
        ];
        canvas.body(shapes::smooth(&hull), white);
        canvas.mark(shapes::smooth(&[(-198.0, -84.0), (-184.0, -100.0), (-160.0, -104.0), (-164.0, -86.0)]), GLASS);
        for index in 0..9 {
            canvas.mark(shapes::ellipse(-124.0 + index as f32 * 28.0, -88.0, 8.0, 9.0), rgb(0x8c_c0_e4));
        }
        canvas.mark(shapes::rect(-176.0, -70.0, 330.0, 8.0), blue);
        canvas.body(
            shapes::polygon(&[(-20.0, -66.0), (54.0, -66.0), (120.0, -18.0), (84.0, -18.0)]),
            lighter(blue, 0.35),
        );
        canvas.body(shapes::round_rect(-6.0, -44.0, 64.0, 26.0, 12.0), STEEL);
    });
}

/// The board that says what leaves when, without a word.
fn departures(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.body(shapes::round_rect(x - 130.0, y, 260.0, 150.0, 10.0), rgb(0x34_38_4c));
    for row in 0..4 {
        let top = y + 20.0 + row as f32 * 32.0;
        canvas.mark(shapes::rect(x - 110.0, top, 54.0, 14.0), rgb(0xf6_d0_5c));
        canvas.mark(shapes::rect(x - 40.0, top, 96.0 - row as f32 * 9.0, 14.0), rgb(0xe8_ec_f0));
        canvas.mark(shapes::ellipse(x + 96.0, top + 7.0, 8.0, 8.0), rgb(0x7c_cc_8c));
    }
}

fn seats(canvas: &mut Canvas, (x, y): (f32, f32)) {
    for (dx, colour) in [(-96.0, rgb(0x4c_8c_a8)), (-4.0, rgb(0x4c_8c_a8)), (88.0, rgb(0xd4_7c_50))] {
        canvas.body(shapes::round_rect(x + dx - 40.0, y - 130.0, 80.0, 90.0, 16.0), colour);
        canvas.body(shapes::round_rect(x + dx - 43.0, y - 54.0, 86.0, 26.0, 11.0), darker(colour, 0.14));
    }
    canvas.body(shapes::rect(x - 140.0, y - 28.0, 280.0, 10.0), STEEL);
    for dx in [-110.0, 104.0] {
        canvas.body(shapes::rect(x + dx, y - 22.0, 10.0, 46.0), STEEL);
    }
}

/// A hall of bricks with a fire engine, the pole, and what is put on when the bell rings.
pub(super) fn fire_station(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xb8_b0_b8));
    bricks(canvas);
    outlook(canvas, (w * 0.5, 220.0), (200.0, 190.0), conditions);
    gate(canvas, (w * 0.22, 690.0));
    canvas.at((w * 0.22, 735.0), (3.9, 3.9), 0.0, |canvas| _ = parked(canvas, "fire engine"));
    for (x, coat) in [(0.62, rgb(0xe0_a8_3c)), (0.7, rgb(0x3c_4c_74))] {
        locker(canvas, (w * x, 430.0), coat);
    }
    pole(canvas, w * 0.86);
    hanging_lamp(canvas, w * 0.38, conditions.night);
}

fn bricks(canvas: &mut Canvas) {
    let w = canvas.width;
    for row in 0..13 {
        let y = 24.0 + row as f32 * 50.0;
        for column in 0..9 {
            if (column * 5 + row * 3) % 4 == 0 {
                let x = w * (column as f32 + if row % 2 == 0 { 0.0 } else { 0.5 }) / 8.5;
                canvas.glaze(shapes::round_rect(x, y, 92.0, 34.0, 5.0), rgb(0xcc_7c_5c), 0.55);
            }
        }
    }
}

/// The gate behind the engine, open to the dark of the garage.
fn gate(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.body(shapes::rect(x - 226.0, y - 460.0, 452.0, 462.0), rgb(0xd4_4c_44));
    canvas.body(shapes::rect(x - 200.0, y - 430.0, 400.0, 432.0), rgb(0x5c_56_63));
    for row in 0..3 {
        canvas.body(shapes::rect(x - 200.0, y - 430.0 + row as f32 * 26.0, 400.0, 24.0), rgb(0xe8_e0_d8));
    }
}

/// A helmet and a coat on their hook.
fn locker(canvas: &mut Canvas, (x, y): (f32, f32), coat: Rgb) {
    canvas.body(shapes::round_rect(x - 46.0, y - 30.0, 92.0, 14.0, 6.0), WOOD);
    canvas.body(shapes::smooth(&[(x - 30.0, y - 34.0), (x, y - 84.0), (x + 30.0, y - 34.0)]), rgb(0xd8_40_3c));
    canvas.body(shapes::ellipse(x, y - 36.0, 42.0, 8.0), rgb(0xc0_34_34));
    let cloth = [(x - 24.0, y - 14.0), (x + 24.0, y - 14.0), (x + 44.0, y + 170.0), (x - 44.0, y + 170.0)];
    canvas.body(shapes::polygon(&cloth), coat);
    for low in [90.0, 130.0] {
        canvas.line(&[(x - 38.0, y + low), (x + 38.0, y + low)], 8.0, rgb(0xf4_f0_c8));
    }
}

/// The pole that one slides down, out of its hole in the ceiling.
fn pole(canvas: &mut Canvas, x: f32) {
    canvas.body(shapes::ellipse(x, 18.0, 92.0, 34.0), rgb(0x5c_56_63));
    canvas.body(shapes::rect(x - 11.0, -20.0, 22.0, 770.0), rgb(0xf2_c4_54));
    canvas.glaze(shapes::rect(x - 6.0, -20.0, 5.0, 766.0), [1.0; 3], 0.6);
    canvas.body(shapes::ellipse(x, 752.0, 74.0, 18.0), rgb(0xd4_4c_44));
    canvas.body(shapes::ellipse(x, 748.0, 20.0, 7.0), rgb(0xd8_a8_40));
}
