//! Village, city, castle, farm.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::scenery::{bush, hill, house, tree, window};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::{Conditions, snowed};
use crate::pipeline::palette::{Rgb, mix, rgb};

const WALLS: [Rgb; 5] = [rgb(0xf8_e6_c4), rgb(0xf6_cf_b4), rgb(0xd6_e6_d0), rgb(0xf3_dd_e0), rgb(0xcf_de_ec)];
const ROOFS: [Rgb; 4] = [rgb(0xd0_62_4c), rgb(0xb9_57_63), rgb(0x5d_7f_a6), rgb(0xc9_84_46)];

pub(super) fn village(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 470.0, 40.0, snowed(conditions.snowy, rgb(0xa8_cf_94)));
    steeple(canvas, (w * conditions.chance.between(0.4, 0.6), 600.0), conditions.night);
    for index in 0..6 {
        let at = (
            w * (index as f32 + 0.5) / 6.0 + conditions.chance.between(-20.0, 20.0),
            conditions.chance.between(570.0, 600.0),
        );
        let colours = (conditions.chance.one_of(&WALLS), snowed(conditions.snowy, roof(conditions)));
        house(canvas, at, 0.95, colours, conditions.night);
    }
    hill(canvas, &mut conditions.chance, 606.0, 8.0, snowed(conditions.snowy, rgb(0x9c_c4_7c)));
    for x in [0.06, 0.26, 0.76, 0.95] {
        let colours = (conditions.chance.one_of(&WALLS), snowed(conditions.snowy, roof(conditions)));
        house(
            canvas,
            (w * x, conditions.chance.between(715.0, 735.0)),
            conditions.chance.between(1.6, 1.9),
            colours,
            conditions.night,
        );
    }
    for x in [0.16, 0.86] {
        let leaves = snowed(conditions.snowy, rgb(0x6f_a8_56));
        bush(canvas, &mut conditions.chance, (w * x, 735.0), 130.0, leaves);
    }
    paving(canvas, conditions, 725.0, snowed(conditions.snowy, rgb(0xc9_b4_8a)));
}

fn roof(conditions: &mut Conditions) -> Rgb {
    conditions.chance.one_of(&ROOFS)
}

fn steeple(canvas: &mut Canvas, at: (f32, f32), lit: bool) {
    canvas.at(at, (1.0, 1.0), 0.0, |canvas| {
        canvas.body(shapes::rect(-40.0, -220.0, 80.0, 222.0), rgb(0xf1_e4_cf));
        canvas.body(shapes::polygon(&[(-52.0, -216.0), (0.0, -330.0), (52.0, -216.0)]), rgb(0x8a_6f_9a));
        canvas.body(shapes::ellipse(0.0, -170.0, 22.0, 22.0), rgb(0xff_fa_ea));
        canvas.line(&[(0.0, -184.0), (0.0, -170.0), (10.0, -166.0)], 3.0, rgb(0x4a_3a_44));
        window(canvas, (0.0, -90.0), 28.0, lit);
    });
}

fn paving(canvas: &mut Canvas, conditions: &mut Conditions, y: f32, colour: Rgb) {
    hill(canvas, &mut conditions.chance, y, 6.0, colour);
    for _ in 0..42 {
        let at = (conditions.chance.between(0.0, canvas.width), conditions.chance.between(y + 30.0, HEIGHT));
        let size = 16.0 + (at.1 - y) * 0.1;
        canvas.glaze(shapes::ellipse(at.0, at.1, size, size * 0.36), darker(colour, 0.4), 0.2);
    }
}

pub(super) fn city(canvas: &mut Canvas, conditions: &mut Conditions) {
    for (foot, tall, wide, colour) in
        [(640.0, (220.0, 420.0), 92.0, rgb(0xb9_c4_dc)), (700.0, (230.0, 440.0), 142.0, rgb(0x8f_9f_c4))]
    {
        let mut x = -30.0;
        while x < canvas.width {
            let width = wide * conditions.chance.between(0.8, 1.25);
            let height = conditions.chance.between(tall.0, tall.1);
            let tint = conditions.chance.one_of(&[
                colour,
                mix(colour, rgb(0xf0_b8_a0), 0.4),
                mix(colour, rgb(0xb0_d8_c8), 0.4),
            ]);
            block(canvas, conditions, (x, foot), (width, height), tint);
            x += width + 6.0;
        }
    }
    let ground = snowed(conditions.snowy, rgb(0x9a_a3_b4));
    hill(canvas, &mut conditions.chance, 705.0, 2.0, lighter(ground, 0.35));
    hill(canvas, &mut conditions.chance, 770.0, 2.0, ground);
    for x in [0.07, 0.93] {
        lamp(canvas, (canvas.width * x, 790.0), conditions.night);
    }
    for index in 0..6 {
        let x = canvas.width * index as f32 / 5.5;
        canvas.glaze(shapes::rect(x, 938.0, 96.0, 12.0), rgb(0xff_f6_dd), 0.7);
    }
}

/// A tall building with rows of windows.
fn block(
    canvas: &mut Canvas,
    conditions: &mut Conditions,
    (x, foot): (f32, f32),
    (wide, tall): (f32, f32),
    colour: Rgb,
) {
    canvas.body(shapes::rect(x, foot - tall, wide, tall + 20.0), colour);
    if conditions.chance.below(3) == 0 {
        canvas.body(
            shapes::polygon(&[(x, foot - tall), (x + wide / 2.0, foot - tall - 56.0), (x + wide, foot - tall)]),
            darker(colour, 0.15),
        );
    }
    let columns = (wide / 34.0).floor().max(1.0);
    let step = wide / columns;
    let mut y = foot - tall + 24.0;
    while y < foot - 40.0 {
        let mut column = 0.0;
        while column < columns {
            let pane = shapes::rect(x + step * (column + 0.5) - 8.0, y, 16.0, 22.0);
            if conditions.night && conditions.chance.below(5) < 3 {
                canvas.toned(Tone::Shining, |canvas| canvas.mark(pane, rgb(0xff_d9_7a)));
            } else {
                canvas.mark(pane, lighter(colour, 0.45));
            }
            column += 1.0;
        }
        y += 42.0;
    }
}

fn lamp(canvas: &mut Canvas, (x, y): (f32, f32), lit: bool) {
    let iron = rgb(0x4c_54_70);
    canvas.body(shapes::rect(x - 6.0, y - 300.0, 12.0, 304.0), iron);
    canvas.body(shapes::round_rect(x - 18.0, y - 8.0, 36.0, 16.0, 7.0), iron);
    canvas.toned(Tone::Shining, |canvas| {
        if lit {
            canvas.glow((x, y - 322.0), 150.0, rgb(0xff_d6_78), 0.75);
        }
        canvas.body(shapes::ellipse(x, y - 322.0, 26.0, 28.0), if lit { rgb(0xff_e9_a8) } else { rgb(0xf4_f2_e2) });
    });
    canvas.body(shapes::polygon(&[(x - 30.0, y - 344.0), (x, y - 368.0), (x + 30.0, y - 344.0)]), iron);
}

pub(super) fn castle(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 520.0, 30.0, snowed(conditions.snowy, rgb(0xac_d0_94)));
    let size = (w / 1280.0).clamp(0.7, 1.2);
    canvas.at((w * 0.5, 650.0), (size, 1.0), 0.0, |canvas| {
        let wall = rgb(0xd9_cf_dc);
        for (x, tall, wide) in
            [(-300.0, 330.0, 100.0), (300.0, 330.0, 100.0), (-160.0, 430.0, 110.0), (160.0, 430.0, 110.0)]
        {
            tower(canvas, (x, 10.0), (wide, tall), darker(wall, 0.06), conditions.night);
        }
        tower(canvas, (0.0, 0.0), (140.0, 500.0), wall, conditions.night);
        canvas.body(shapes::rect(-330.0, -210.0, 660.0, 224.0), lighter(wall, 0.12));
        for index in 0..11 {
            canvas.body(shapes::rect(-330.0 + index as f32 * 61.5, -240.0, 36.0, 36.0), lighter(wall, 0.12));
        }
        canvas.body(shapes::round_rect(-72.0, -150.0, 144.0, 175.0, 70.0), rgb(0x80_58_42));
        for x in [-36.0, 0.0, 36.0] {
            canvas.stroke(shapes::curve(&[(x, -130.0), (x, 10.0)]), 3.5, rgb(0x5a_3c_30), 0.8);
        }
        for x in [-220.0, -140.0, 140.0, 220.0] {
            window(canvas, (x, -110.0), 36.0, conditions.night);
        }
    });
    hill(canvas, &mut conditions.chance, 668.0, 10.0, snowed(conditions.snowy, rgb(0x94_bd_6c)));
    let edge = [
        (w * 0.46, 664.0),
        (w * 0.42, 780.0),
        (w * 0.26, HEIGHT + 40.0),
        (w * 0.76, HEIGHT + 40.0),
        (w * 0.6, 780.0),
        (w * 0.54, 664.0),
    ];
    canvas.glaze(shapes::smooth(&edge), rgb(0xe2_d2_ac), 0.9);
    for x in [0.05, 0.18, 0.82, 0.95] {
        let leaves = snowed(conditions.snowy, rgb(0x6a_a6_58));
        tree(canvas, &mut conditions.chance, (w * x, 745.0), 200.0, leaves);
    }
}

fn tower(canvas: &mut Canvas, (x, y): (f32, f32), (wide, tall): (f32, f32), wall: Rgb, lit: bool) {
    canvas.body(shapes::rect(x - wide / 2.0, y - tall, wide, tall), wall);
    canvas.line(&[(x, y - tall - 120.0), (x, y - tall - 160.0)], 4.0, rgb(0x70_55_50));
    canvas.body(
        shapes::polygon(&[(x, y - tall - 160.0), (x + 46.0, y - tall - 146.0), (x, y - tall - 130.0)]),
        rgb(0xff_b8_4a),
    );
    let roof = [(x - wide * 0.62, y - tall + 4.0), (x, y - tall - 128.0), (x + wide * 0.62, y - tall + 4.0)];
    canvas.body(shapes::polygon(&roof), rgb(0xc8_6a_86));
    window(canvas, (x, y - tall + 62.0), 34.0, lit);
}

pub(super) fn farm(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 480.0, 36.0, snowed(conditions.snowy, rgb(0xb6_d6_90)));
    hill(canvas, &mut conditions.chance, 560.0, 24.0, snowed(conditions.snowy, rgb(0xe6_cf_7c)));
    for index in 0..12 {
        let x = w * index as f32 / 11.0;
        canvas.stroke(
            shapes::curve(&[(x * 0.8 + w * 0.1, 585.0), (x * 1.3 - w * 0.15, 690.0)]),
            4.0,
            rgb(0xc9_a8_50),
            0.55,
        );
    }
    barn(canvas, (w * conditions.chance.one_of(&[0.22, 0.78]), 690.0), conditions.night);
    hill(canvas, &mut conditions.chance, 686.0, 12.0, snowed(conditions.snowy, rgb(0x86_be_5e)));
    let mut x = -20.0;
    while x < w + 30.0 {
        canvas.body(shapes::rect(x, 700.0, 16.0, 84.0), rgb(0xb5_85_58));
        x += 118.0;
    }
    for y in [715.0, 746.0] {
        canvas.body(shapes::rect(-20.0, y, w + 40.0, 13.0), rgb(0xc4_94_66));
    }
    for x in [0.07, 0.92] {
        let hay = rgb(0xe8_c2_5e);
        canvas.body(shapes::ellipse(w * x, 800.0, 84.0, 66.0), hay);
        canvas.stroke(shapes::ellipse(w * x, 800.0, 48.0, 36.0), 3.0, darker(hay, 0.3), 0.7);
        canvas.stroke(shapes::ellipse(w * x, 800.0, 20.0, 15.0), 3.0, darker(hay, 0.3), 0.7);
    }
}

fn barn(canvas: &mut Canvas, at: (f32, f32), lit: bool) {
    canvas.at(at, (1.5, 1.5), 0.0, |canvas| {
        let (red, white) = (rgb(0xc4_52_44), rgb(0xf8_ee_e0));
        let front = [
            (-100.0, 0.0),
            (-100.0, -90.0),
            (-66.0, -146.0),
            (0.0, -178.0),
            (66.0, -146.0),
            (100.0, -90.0),
            (100.0, 0.0),
        ];
        canvas.body(shapes::polygon(&front), red);
        for edge in [[(-108.0, -86.0), (-70.0, -152.0), (0.0, -186.0)], [(108.0, -86.0), (70.0, -152.0), (0.0, -186.0)]]
        {
            canvas.line(&edge, 11.0, rgb(0x7a_5a_5c));
        }
        canvas.body(shapes::rect(-42.0, -84.0, 84.0, 86.0), darker(red, 0.2));
        canvas.line(&[(-42.0, -84.0), (42.0, 0.0)], 5.0, white);
        canvas.line(&[(42.0, -84.0), (-42.0, 0.0)], 5.0, white);
        window(canvas, (0.0, -124.0), 34.0, lit);
    });
}
