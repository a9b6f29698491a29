//! Rooms with a purpose: kitchen, hospital room, workshop, stable, a train's compartment.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::Conditions;
use super::furniture::{WOOD, curtains, hanging_lamp, outlook, room, rug};
use crate::pipeline::palette::rgb;

pub(super) fn kitchen(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xd8_b4_88));
    outlook(canvas, (w * 0.36, 300.0), (200.0, 190.0), conditions);
    curtains(canvas, (w * 0.36, 300.0), (220.0, 200.0), rgb(0xe4_6c_5c));
    let cupboard = rgb(0x8c_b8_a8);
    canvas.body(shapes::rect(w * 0.16, 500.0, w * 0.48, 200.0), cupboard);
    canvas.body(shapes::rect(w * 0.15, 486.0, w * 0.5, 20.0), lighter(WOOD, 0.35));
    for x in [0.18, 0.34, 0.5] {
        canvas.body(shapes::round_rect(w * x, 526.0, w * 0.13, 150.0, 8.0), lighter(cupboard, 0.2));
        canvas.mark(shapes::ellipse(w * (x + 0.11), 598.0, 6.0, 6.0), rgb(0xf2_c8_5c));
    }
    for (x, size, colour) in [(0.22, 1.0, rgb(0xe0_6a_58)), (0.28, 0.8, rgb(0x5f_9a_c4)), (0.56, 1.1, rgb(0xf0_c4_5a))]
    {
        canvas
            .body(shapes::round_rect(w * x - 30.0 * size, 486.0 - 56.0 * size, 60.0 * size, 56.0 * size, 12.0), colour);
    }
    let stove = rgb(0xf4_f0_ea);
    canvas.body(shapes::rect(w * 0.7, 486.0, w * 0.17, 216.0), stove);
    canvas.body(shapes::round_rect(w * 0.72, 560.0, w * 0.13, 110.0, 10.0), rgb(0x4c_4c_58));
    canvas.toned(Tone::Shining, |canvas| canvas.glow((w * 0.785, 615.0), 90.0, rgb(0xff_a8_50), 0.6));
    for x in [0.73, 0.76, 0.8, 0.83] {
        canvas.mark(shapes::ellipse(w * x, 524.0, 8.0, 8.0), rgb(0xd4_5c_50));
    }
    canvas.body(shapes::round_rect(w * 0.735, 424.0, w * 0.1, 62.0, 12.0), rgb(0x9c_a8_b4));
    for (dx, y) in [(0.76, 396.0), (0.79, 372.0), (0.81, 396.0)] {
        canvas.glaze(shapes::fluffy(w * dx, y, 22.0, 16.0, 7), [1.0; 3], 0.65);
    }
    canvas.body(shapes::round_rect(w * 0.9, 330.0, w * 0.12, 372.0, 14.0), rgb(0xda_e8_ee));
    hanging_lamp(canvas, w * 0.52, conditions.night);
}

pub(super) fn hospital(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xb4_d0_cc));
    outlook(canvas, (w * 0.22, 310.0), (210.0, 220.0), conditions);
    canvas.body(shapes::round_rect(w * 0.46 - 60.0, 200.0, 120.0, 120.0, 18.0), rgb(0xfa_fa_f8));
    canvas.mark(shapes::heart(w * 0.46, 260.0, 38.0), rgb(0xe4_6c_78));
    canvas.at((w * 0.8, 790.0), (1.25, 1.25), 0.0, |canvas| {
        let steel = rgb(0xb4_c4_cc);
        canvas.body(shapes::round_rect(126.0, -210.0, 16.0, 214.0, 7.0), steel);
        canvas.body(shapes::round_rect(-176.0, -120.0, 16.0, 124.0, 7.0), steel);
        canvas.body(shapes::rect(-164.0, -66.0, 294.0, 22.0), steel);
        canvas.body(shapes::round_rect(-160.0, -116.0, 284.0, 56.0, 20.0), rgb(0xfc_fc_fa));
        canvas.body(shapes::round_rect(36.0, -150.0, 86.0, 54.0, 24.0), rgb(0xff_ff_ff));
        canvas.body(shapes::round_rect(-164.0, -126.0, 190.0, 70.0, 22.0), rgb(0x9c_cc_dc));
        for x in [-150.0, 116.0] {
            canvas.body(shapes::ellipse(x, 4.0, 14.0, 14.0), rgb(0x4c_54_60));
        }
    });
    canvas.body(shapes::rect(w * 0.57, 700.0, 70.0, 70.0), rgb(0xf4_f2_ec));
    canvas.body(shapes::round_rect(w * 0.57 + 20.0, 662.0, 30.0, 40.0, 8.0), rgb(0x8c_b8_dc));
    for (dx, colour) in [(8.0, rgb(0xf2_8c_ac)), (34.0, rgb(0xf8_cf_4c)), (60.0, rgb(0xf2_8c_ac))] {
        canvas.line(&[(w * 0.57 + 35.0, 664.0), (w * 0.57 + dx, 626.0)], 4.0, rgb(0x6c_a8_5c));
        canvas.body(shapes::fluffy(w * 0.57 + dx, 620.0, 14.0, 14.0, 6), colour);
    }
}

pub(super) fn workshop(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xc4_94_62));
    outlook(canvas, (w * 0.84, 310.0), (180.0, 200.0), conditions);
    canvas.body(shapes::rect(w * 0.1, 190.0, w * 0.54, 240.0), lighter(WOOD, 0.4));
    let steel = rgb(0x8c_98_a8);
    for (index, x) in [0.16, 0.26, 0.36, 0.46, 0.56].into_iter().enumerate() {
        canvas.line(&[(w * x, 240.0), (w * x, 380.0)], 13.0, rgb(0xc8_7c_48));
        match index % 3 {
            0 => canvas.body(shapes::round_rect(w * x - 36.0, 226.0, 72.0, 34.0, 6.0), steel),
            1 => canvas
                .body(shapes::polygon(&[(w * x - 14.0, 300.0), (w * x + 70.0, 330.0), (w * x - 14.0, 380.0)]), steel),
            _ => canvas.stroke(shapes::ellipse(w * x, 236.0, 22.0, 22.0), 12.0, steel, 1.0),
        }
    }
    canvas.body(shapes::rect(w * 0.06, 560.0, w * 0.66, 34.0), darker(WOOD, 0.05));
    for x in [0.09, 0.66] {
        canvas.body(shapes::rect(w * x, 590.0, 34.0, 150.0), darker(WOOD, 0.2));
    }
    for (x, y) in [(0.2, 552.0), (0.26, 548.0), (0.5, 552.0)] {
        canvas.stroke(
            shapes::curve(&[(w * x, y), (w * x + 16.0, y - 16.0), (w * x + 32.0, y)]),
            5.0,
            rgb(0xf0_d0_98),
            1.0,
        );
    }
    canvas.body(shapes::rect(w * 0.34, 520.0, 150.0, 40.0), lighter(WOOD, 0.3));
    hanging_lamp(canvas, w * 0.4, conditions.night);
}

pub(super) fn stable(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    for plank in 0..24 {
        let wood = if plank % 2 == 0 { rgb(0xb8_84_58) } else { rgb(0xac_78_50) };
        canvas.body(shapes::rect(plank as f32 * 74.0, -20.0, 72.0, 720.0), wood);
    }
    canvas.body(shapes::rect(-60.0, 690.0, w + 120.0, HEIGHT), rgb(0xdc_b8_78));
    outlook(canvas, (w * 0.5, 280.0), (200.0, 180.0), conditions);
    for side in [0.16, 0.84] {
        canvas.body(shapes::rect(w * side - 140.0, 470.0, 280.0, 230.0), rgb(0x8c_5c_40));
        canvas.line(&[(w * side - 140.0, 476.0), (w * side + 140.0, 694.0)], 14.0, rgb(0xa8_74_4c));
        canvas.line(&[(w * side + 140.0, 476.0), (w * side - 140.0, 694.0)], 14.0, rgb(0xa8_74_4c));
    }
    for (x, y, size) in [(0.06, 780.0, 1.1), (0.38, 716.0, 0.7), (0.66, 716.0, 0.8), (0.95, 790.0, 1.2)] {
        let hay = rgb(0xee_cc_6c);
        canvas.body(shapes::fluffy(w * x, y, 110.0 * size, 46.0 * size, 13), hay);
        for dx in [-50.0, -10.0, 30.0] {
            let straw = [(w * x + dx * size, y + 20.0), (w * x + (dx + 20.0) * size, y - 26.0)];
            canvas.stroke(shapes::curve(&straw), 3.0, darker(hay, 0.25), 0.8);
        }
    }
}

pub(super) fn train(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    room(canvas, rgb(0xa0_6c_48));
    for x in [0.18, 0.5, 0.82] {
        outlook(canvas, (w * x, 300.0), (w * 0.22, 230.0), conditions);
        let hills = [
            (w * (x - 0.1), 414.0),
            (w * (x - 0.05), 372.0),
            (w * x, 396.0),
            (w * (x + 0.06), 366.0),
            (w * (x + 0.1), 414.0),
        ];
        if !conditions.night {
            canvas.mark(shapes::polygon(&hills), rgb(0x9c_c8_80));
        }
    }
    canvas.body(shapes::rect(-20.0, 92.0, w + 40.0, 18.0), rgb(0xc8_a0_58));
    for x in [0.1, 0.36, 0.64, 0.9] {
        let plush = rgb(0xb4_4c_54);
        canvas.body(shapes::round_rect(w * x - 100.0, 490.0, 200.0, 210.0, 30.0), plush);
        canvas.body(shapes::round_rect(w * x - 108.0, 640.0, 216.0, 80.0, 22.0), darker(plush, 0.12));
        canvas.mark(shapes::round_rect(w * x - 60.0, 500.0, 120.0, 44.0, 14.0), rgb(0xf6_ee_e0));
    }
    rug(canvas, rgb(0x7c_48_50));
}
