//! Halls that many people come to: library, museum, theatre, circus, shop, swimming bath.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::Conditions;
use super::furniture::{WOOD, hanging_lamp, outlook, room, rug, shelf};
use crate::pipeline::palette::{Rgb, rgb};

const GOLD: Rgb = rgb(0xf2_c4_54);

pub(super) fn library(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xc4_94_62));
    outlook(canvas, (w * 0.5, 300.0), (180.0, 220.0), conditions);
    for x in [0.1, 0.3, 0.7, 0.9] {
        shelf(canvas, conditions, (w * x, 690.0));
    }
    canvas.line(&[(w * 0.39, 700.0), (w * 0.345, 250.0)], 9.0, lighter(WOOD, 0.2));
    canvas.line(&[(w * 0.43, 700.0), (w * 0.375, 250.0)], 9.0, lighter(WOOD, 0.2));
    for part in [0.15_f32, 0.35, 0.55, 0.75] {
        let (x, y) = (w * (0.39 - 0.045 * part), 700.0 - 450.0 * part);
        canvas.line(&[(x, y), (x + w * 0.036, y)], 8.0, lighter(WOOD, 0.2));
    }
    hanging_lamp(canvas, w * 0.5, conditions.night);
    rug(canvas, rgb(0x5c_7c_a0));
}

pub(super) fn museum(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xb8_b0_b8));
    for x in [0.03, 0.97] {
        canvas.body(shapes::rect(w * x - 46.0, 60.0, 92.0, 640.0), rgb(0xf2_ee_ea));
        canvas.body(shapes::rect(w * x - 62.0, 40.0, 124.0, 34.0), rgb(0xe4_de_da));
        canvas.body(shapes::rect(w * x - 62.0, 660.0, 124.0, 44.0), rgb(0xe4_de_da));
    }
    for (x, y, wide, tall, colour) in
        [(0.38, 110.0, 170.0, 130.0, rgb(0x8c_bc_d8)), (0.6, 100.0, 150.0, 150.0, rgb(0xe8_a8_7c))]
    {
        canvas.body(shapes::rect(w * x - wide / 2.0 - 14.0, y - 14.0, wide + 28.0, tall + 28.0), GOLD);
        canvas.body(shapes::rect(w * x - wide / 2.0, y, wide, tall), colour);
        canvas.mark(shapes::ellipse(w * x + wide * 0.2, y + tall * 0.3, 18.0, 18.0), rgb(0xff_e8_9c));
        let hill = [
            (w * x - wide * 0.48, y + tall * 0.96),
            (w * x - wide * 0.1, y + tall * 0.55),
            (w * x + wide * 0.48, y + tall * 0.96),
        ];
        canvas.mark(shapes::polygon(&hill), rgb(0x6c_a0_6c));
    }
    let side = conditions.chance.one_of(&[0.24, 0.74]);
    canvas.body(shapes::rect(w * side - 190.0, 640.0, 380.0, 60.0), rgb(0xe4_de_da));
    skeleton(canvas, (w * side, 640.0));
    for x in [0.24, 0.76] {
        canvas.line(&[(w * x, 760.0), (w * x, 660.0)], 9.0, GOLD);
        canvas.body(shapes::ellipse(w * x, 656.0, 10.0, 10.0), GOLD);
    }
    if conditions.night {
        canvas.toned(Tone::Shining, |canvas| canvas.glow((w * 0.5, 420.0), 380.0, rgb(0xff_e8_b0), 0.35));
    }
}

/// The bones of a dinosaur.
fn skeleton(canvas: &mut Canvas, at: (f32, f32)) {
    let bone = rgb(0xfb_f4_e2);
    canvas.at(at, (0.95, 0.95), 0.0, |canvas| {
        let spine = [(-190.0, -60.0), (-110.0, -110.0), (0.0, -140.0), (90.0, -170.0), (120.0, -240.0)];
        canvas.stroke(shapes::curve(&spine), 17.0, darker(bone, 0.35), 1.0);
        canvas.stroke(shapes::curve(&spine), 13.0, bone, 1.0);
        for x in [-50.0, -20.0, 10.0, 40.0] {
            canvas.stroke(shapes::curve(&[(x, -140.0), (x + 22.0, -105.0), (x + 6.0, -76.0)]), 7.0, bone, 1.0);
        }
        for x in [-70.0, 60.0] {
            canvas.stroke(
                shapes::curve(&[(x, -120.0), (x + 14.0, -60.0), (x, -4.0), (x + 22.0, -2.0)]),
                13.0,
                bone,
                1.0,
            );
        }
        canvas.body(
            shapes::smooth(&[(96.0, -240.0), (120.0, -280.0), (190.0, -262.0), (196.0, -240.0), (130.0, -226.0)]),
            bone,
        );
        canvas.mark(shapes::ellipse(132.0, -258.0, 8.0, 9.0), rgb(0x6c_60_60));
    });
}

pub(super) fn theatre(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    let velvet = rgb(0xb4_3c_4c);
    canvas.body(shapes::rect(w * 0.12, 90.0, w * 0.76, 620.0), rgb(0x4c_50_8c));
    for (x, y) in [(0.3, 210.0), (0.42, 300.0), (0.58, 190.0), (0.68, 320.0), (0.5, 400.0)] {
        canvas.mark(shapes::star(w * x, y, 22.0, 9.0, 5), rgb(0xff_e8_9c));
    }
    canvas.body(shapes::rect(-60.0, 690.0, w + 120.0, HEIGHT), rgb(0xa0_6c_48));
    for step in 0..9 {
        let x = w * step as f32 / 8.0;
        canvas.stroke(shapes::curve(&[(x, 700.0), (w / 2.0 + (x - w / 2.0) * 1.4, HEIGHT)]), 3.0, rgb(0x6c_44_30), 0.5);
    }
    for side in [0.0, 1.0] {
        for fold in 0..4 {
            let x = if side == 0.0 { w * 0.05 * fold as f32 } else { w * (0.8 + 0.05 * fold as f32) };
            let shade = if fold % 2 == 0 { velvet } else { darker(velvet, 0.14) };
            canvas.body(shapes::round_rect(x, 60.0, w * 0.06, 640.0, 20.0), shade);
        }
    }
    for index in 0..8 {
        let x = w * index as f32 / 8.0;
        canvas.body(
            shapes::ellipse(x + w / 16.0, 66.0, w / 15.0, 70.0),
            darker(velvet, if index % 2 == 0 { 0.0 } else { 0.1 }),
        );
    }
    canvas.toned(Tone::Shining, |canvas| {
        for x in [0.2, 0.4, 0.6, 0.8] {
            canvas.mark(shapes::ellipse(w * x, 936.0, 30.0, 20.0), rgb(0xff_e8_a0));
        }
    });
    if conditions.chance.heads() {
        canvas.mark(shapes::crescent(w * 0.22, 210.0, 34.0), rgb(0xff_f0_bc));
    }
}

pub(super) fn circus(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    let count = 12;
    for index in 0..count {
        let (left, right) = (w * index as f32 / count as f32, w * (index + 1) as f32 / count as f32);
        let colour = if index % 2 == 0 { rgb(0xd8_4c_4c) } else { rgb(0xfa_f0_da) };
        canvas.body(shapes::polygon(&[(w * 0.5, -120.0), (left, 470.0), (right, 470.0)]), colour);
        canvas.body(shapes::rect(left, 470.0, right - left, 240.0), darker(colour, 0.1));
        canvas.body(shapes::ellipse(f32::midpoint(left, right), 470.0, w / 24.0, 34.0), colour);
    }
    canvas.body(shapes::rect(-60.0, 690.0, w + 120.0, HEIGHT), rgb(0xdc_b8_78));
    canvas.body(shapes::ellipse(w * 0.5, 870.0, w * 0.46, 120.0), rgb(0xd0_4c_50));
    canvas.body(shapes::ellipse(w * 0.5, 866.0, w * 0.42, 96.0), rgb(0xee_d0_90));
    for side in [-1.0, 1.0] {
        let x = w * 0.5 + side * w * 0.34;
        canvas.body(shapes::ellipse(x, 690.0, 44.0, 44.0), if side < 0.0 { rgb(0x4c_8c_c8) } else { rgb(0xf6_c4_4c) });
        canvas.body(shapes::star(x, 690.0, 24.0, 10.0, 5), rgb(0xfa_f6_ea));
    }
    canvas.toned(Tone::Shining, |canvas| {
        for side in [0.1, 0.9] {
            let x = w * side + conditions.chance.between(-20.0, 20.0);
            canvas.wash(
                shapes::polygon(&[(x, -10.0), (x + 40.0, -10.0), (w * 0.62, 900.0), (w * 0.38, 900.0)]),
                ([1.0, 0.96, 0.8], 0.3),
                ([1.0, 0.96, 0.8], 0.0),
            );
        }
    });
}

pub(super) fn shop(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xd8_b4_88));
    let paints = [rgb(0xe0_6a_58), rgb(0x5f_9a_c4), rgb(0xf0_c4_5a), rgb(0x76_b0_72), rgb(0xa8_80_c0), rgb(0xf2_8c_ac)];
    for (row, y) in [230.0, 370.0, 510.0].into_iter().enumerate() {
        canvas.body(shapes::rect(w * 0.04, y, w * 0.62, 16.0), WOOD);
        for column in 0..8 {
            let x = w * (0.07 + column as f32 * 0.075);
            let (wide, tall) = (conditions.chance.between(44.0, 66.0), conditions.chance.between(50.0, 96.0));
            let colour = conditions.chance.one_of(&paints);
            match (row + column) % 3 {
                0 => canvas.body(shapes::rect(x, y - tall, wide, tall), colour),
                1 => canvas.body(shapes::ellipse(x + 30.0, y - 32.0, 32.0, 32.0), colour),
                _ => canvas.body(shapes::round_rect(x, y - tall * 0.8, wide * 0.8, tall * 0.8, 16.0), colour),
            }
        }
    }
    outlook(canvas, (w * 0.84, 300.0), (220.0, 260.0), conditions);
    for index in 0..6 {
        let x = w * (0.7 + index as f32 * 0.05);
        let stripe = if index % 2 == 0 { rgb(0xe4_5c_54) } else { rgb(0xfa_f4_ea) };
        canvas.body(shapes::round_rect(x, 110.0, w * 0.05, 70.0, 20.0), stripe);
    }
    canvas.body(shapes::rect(w * 0.66, 560.0, w * 0.4, 150.0), darker(WOOD, 0.05));
    canvas.body(shapes::rect(w * 0.64, 544.0, w * 0.44, 26.0), lighter(WOOD, 0.3));
    canvas.body(shapes::round_rect(w * 0.74, 470.0, 120.0, 76.0, 10.0), rgb(0x5c_74_8c));
    canvas.body(shapes::rect(w * 0.74 + 20.0, 440.0, 70.0, 34.0), rgb(0xd8_ec_e0));
}

pub(super) fn pool(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    let mut y = 40.0;
    while y < 560.0 {
        canvas.stroke(shapes::curve(&[(0.0, y), (w, y)]), 2.0, [1.0; 3], 0.6);
        y += 56.0;
    }
    for x in [0.22, 0.5, 0.78] {
        outlook(canvas, (w * x, 250.0), (190.0, 220.0), conditions);
    }
    canvas.body(shapes::rect(-60.0, 540.0, w + 120.0, 60.0), rgb(0xe8_f2_f2));
    let water = rgb(0x5c_c4_e0);
    canvas.body(shapes::rect(-60.0, 590.0, w + 120.0, 210.0), water);
    for (row, y) in [640.0, 700.0, 760.0].into_iter().enumerate() {
        for index in 0..26 {
            let bead = if (index + row) % 2 == 0 { rgb(0xe8_5c_54) } else { rgb(0xfa_fa_f6) };
            canvas.mark(shapes::ellipse(w * index as f32 / 25.0, y, 13.0, 8.0), bead);
        }
    }
    canvas.body(shapes::rect(-60.0, 796.0, w + 120.0, HEIGHT), rgb(0xec_f0_ec));
    for index in 0..14 {
        let x = w * index as f32 / 13.0;
        canvas.stroke(shapes::curve(&[(x, 800.0), (w / 2.0 + (x - w / 2.0) * 1.4, HEIGHT)]), 2.4, rgb(0xb4_cc_cc), 0.8);
    }
    for x in [0.08, 0.92] {
        canvas.stroke(shapes::ellipse(w * x, 720.0, 44.0, 26.0), 20.0, rgb(0xf0_7c_4c), 1.0);
        canvas.stroke(shapes::ellipse(w * x, 720.0, 44.0, 26.0), 5.0, rgb(0xfa_fa_f6), 0.8);
    }
}
