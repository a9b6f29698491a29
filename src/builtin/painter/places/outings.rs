//! Where one goes on a free day: street, park, playground, football field, building site, harbour.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::scenery::{bush, flowers, hill, house, ripples, tree, window};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::{Conditions, snowed};
use crate::pipeline::palette::{Rgb, rgb};

const STEEL: Rgb = rgb(0xa4_b0_bc);

/// Houses in a row along a pavement.
pub(super) fn street(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    let walls = [rgb(0xf4_c8_a8), rgb(0xf8_e2_b4), rgb(0xc8_dc_d0), rgb(0xe8_c4_cc), rgb(0xc4_d4_e8)];
    let count = 5;
    for index in 0..count {
        let (x, wide) = (w * index as f32 / count as f32, w / count as f32 - 4.0);
        let tall = conditions.chance.between(330.0, 460.0);
        let wall = walls[(index + conditions.chance.below(walls.len())) % walls.len()];
        canvas.body(shapes::rect(x, 690.0 - tall, wide, tall + 10.0), wall);
        let roof = snowed(conditions.snowy, rgb(0xb4_5c_50));
        let gable = [(x - 8.0, 692.0 - tall), (x + wide / 2.0, 600.0 - tall), (x + wide + 8.0, 692.0 - tall)];
        canvas.body(shapes::polygon(&gable), roof);
        for row in 0..2 {
            for column in [0.26, 0.74] {
                let lit = conditions.night && conditions.chance.heads();
                window(canvas, (x + wide * column, 750.0 - tall + row as f32 * 110.0), 52.0, lit);
            }
        }
        let door = [rgb(0x8c_5c_40), rgb(0x4c_7c_8c), rgb(0xa8_4c_4c)][index % 3];
        canvas.body(shapes::round_rect(x + wide * 0.38, 590.0, wide * 0.24, 110.0, 8.0), door);
    }
    canvas.body(shapes::rect(-40.0, 690.0, w + 80.0, HEIGHT), snowed(conditions.snowy, rgb(0xc4_c0_bc)));
    canvas.body(shapes::rect(-40.0, 726.0, w + 80.0, HEIGHT), snowed(conditions.snowy, rgb(0x8c_90_9c)));
    for index in 0..7 {
        let x = w * (0.3 + index as f32 * 0.066);
        canvas.glaze(
            shapes::polygon(&[(x, 740.0), (x + 40.0, 740.0), (x + 28.0, HEIGHT), (x - 34.0, HEIGHT)]),
            rgb(0xfa_f8_f0),
            0.75,
        );
    }
    for x in [0.06, 0.95] {
        street_lamp(canvas, (w * x, 722.0), conditions.night);
    }
}

fn street_lamp(canvas: &mut Canvas, (x, y): (f32, f32), lit: bool) {
    canvas.line(&[(x, y), (x, y - 270.0)], 11.0, rgb(0x4c_54_66));
    canvas.toned(Tone::Shining, |canvas| {
        if lit {
            canvas.glow((x, y - 290.0), 150.0, rgb(0xff_dc_8c), 0.8);
        }
        let glass = if lit { rgb(0xff_e8_a8) } else { rgb(0xe8_ee_f0) };
        canvas.body(shapes::ellipse(x, y - 290.0, 22.0, 26.0), glass);
    });
}

pub(super) fn park(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 480.0, 36.0, snowed(conditions.snowy, rgb(0xb0_d8_94)));
    for (x, height) in [(0.08, 330.0), (0.28, 250.0), (0.7, 260.0), (0.93, 350.0)] {
        let green = conditions.chance.one_of(&[rgb(0x6d_ab_58), rgb(0x8c_bc_5c)]);
        let leaves = snowed(conditions.snowy, green);
        tree(canvas, &mut conditions.chance, (w * x, 640.0), height, leaves);
    }
    hill(canvas, &mut conditions.chance, 600.0, 12.0, snowed(conditions.snowy, rgb(0x9c_cc_74)));
    canvas.body(shapes::ellipse(w * 0.5, 672.0, w * 0.17, 26.0), rgb(0x6c_bc_dc));
    canvas.glaze(shapes::ellipse(w * 0.47, 666.0, w * 0.06, 5.0), [1.0; 3], 0.5);
    bench(canvas, (w * conditions.chance.one_of(&[0.16, 0.84]), 740.0));
    hill(canvas, &mut conditions.chance, 742.0, 8.0, snowed(conditions.snowy, rgb(0x86_be_5e)));
    let path = [
        (w * 0.36, HEIGHT + 20.0),
        (w * 0.46, 800.0),
        (w * 0.5, 742.0),
        (w * 0.56, 742.0),
        (w * 0.58, 800.0),
        (w * 0.66, HEIGHT + 20.0),
    ];
    canvas.body(shapes::smooth(&path), snowed(conditions.snowy, rgb(0xe4_cc_9c)));
    if !conditions.snowy {
        flowers(canvas, &mut conditions.chance, (770.0, 930.0), 18);
    }
}

fn bench(canvas: &mut Canvas, (x, y): (f32, f32)) {
    let wood = rgb(0xa8_70_48);
    for dx in [-84.0, 70.0] {
        canvas.body(shapes::rect(x + dx, y - 60.0, 14.0, 64.0), rgb(0x54_50_5c));
    }
    for dy in [-66.0, -96.0, -122.0] {
        canvas.body(shapes::round_rect(x - 104.0, y + dy, 208.0, 16.0, 5.0), wood);
    }
}

pub(super) fn playground(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 500.0, 30.0, snowed(conditions.snowy, rgb(0xb0_d8_94)));
    for x in [0.04, 0.5, 0.96] {
        let leaves = snowed(conditions.snowy, rgb(0x6d_ab_58));
        bush(canvas, &mut conditions.chance, (w * x, 620.0), 170.0, leaves);
    }
    hill(canvas, &mut conditions.chance, 620.0, 8.0, snowed(conditions.snowy, rgb(0x9c_cc_74)));
    let flip = conditions.chance.heads();
    let side = |x: f32| if flip { w * (1.0 - x) } else { w * x };
    swings(canvas, (side(0.2), 760.0));
    slide(canvas, (side(0.78), 770.0), if flip { -1.0 } else { 1.0 });
    hill(canvas, &mut conditions.chance, 752.0, 4.0, snowed(conditions.snowy, rgb(0x86_be_5e)));
    canvas.body(shapes::ellipse(w * 0.5, 880.0, w * 0.4, 66.0), snowed(conditions.snowy, rgb(0xee_d8_a0)));
}

fn swings(canvas: &mut Canvas, at: (f32, f32)) {
    canvas.at(at, (1.1, 1.1), 0.0, |canvas| {
        let post = rgb(0xdc_5c_4c);
        for x in [-130.0, 130.0] {
            for lean in [-34.0, 34.0] {
                canvas.line(&[(x, -270.0), (x + lean, 0.0)], 11.0, post);
            }
        }
        canvas.line(&[(-140.0, -270.0), (140.0, -270.0)], 13.0, post);
        for x in [-56.0, 56.0] {
            for dx in [-22.0, 22.0] {
                canvas.line(&[(x + dx, -266.0), (x + dx, -70.0)], 3.4, rgb(0x6c_64_74));
            }
            canvas.body(shapes::round_rect(x - 32.0, -72.0, 64.0, 13.0, 5.0), rgb(0x4c_8c_c8));
        }
    });
}

fn slide(canvas: &mut Canvas, at: (f32, f32), side: f32) {
    canvas.at(at, (side * 1.1, 1.1), 0.0, |canvas| {
        for x in [70.0, 116.0] {
            canvas.line(&[(x, 0.0), (x, -230.0)], 10.0, rgb(0x4c_8c_c8));
        }
        for y in [-40.0, -90.0, -140.0, -190.0] {
            canvas.line(&[(70.0, y), (116.0, y)], 7.0, rgb(0x4c_8c_c8));
        }
        let chute = [
            (64.0, -210.0),
            (120.0, -210.0),
            (60.0, -120.0),
            (-60.0, -34.0),
            (-130.0, -16.0),
            (-134.0, -34.0),
            (-70.0, -64.0),
            (20.0, -140.0),
        ];
        canvas.body(shapes::smooth(&chute), rgb(0xf6_c4_4c));
    });
}

pub(super) fn sports_field(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 500.0, 10.0, snowed(conditions.snowy, rgb(0x8c_bc_78)));
    for index in 0..9 {
        let x = w * (index as f32 + 0.5) / 9.0;
        let leaves = snowed(conditions.snowy, rgb(0x6d_ab_58));
        tree(canvas, &mut conditions.chance, (x, 560.0), 150.0, leaves);
    }
    canvas.body(shapes::rect(-40.0, 556.0, w + 80.0, HEIGHT), snowed(conditions.snowy, rgb(0x6c_b4_54)));
    for index in 0..3 {
        let y = 600.0 + index as f32 * 120.0;
        canvas.glaze(shapes::rect(-40.0, y, w + 80.0, 54.0), snowed(conditions.snowy, rgb(0x7c_c4_60)), 0.8);
    }
    let x = w * conditions.chance.one_of(&[0.22, 0.78]);
    let white = rgb(0xfa_fa_f6);
    for index in 0..9 {
        let dx = -150.0 + index as f32 * 37.5;
        canvas.stroke(shapes::curve(&[(x + dx, 480.0), (x + dx, 640.0)]), 1.8, white, 0.6);
    }
    for y in [510.0, 545.0, 580.0, 615.0] {
        canvas.stroke(shapes::curve(&[(x - 150.0, y), (x + 150.0, y)]), 1.8, white, 0.6);
    }
    canvas.stroke(
        shapes::polygon(&[(x - 150.0, 646.0), (x - 150.0, 476.0), (x + 150.0, 476.0), (x + 150.0, 646.0)]),
        9.0,
        white,
        1.0,
    );
    canvas.stroke(shapes::ellipse(w * 0.5, 860.0, w * 0.3, 70.0), 7.0, white, 0.85);
    canvas.stroke(shapes::curve(&[(-40.0, 720.0), (w + 40.0, 720.0)]), 7.0, white, 0.85);
}

pub(super) fn building_site(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 540.0, 24.0, snowed(conditions.snowy, rgb(0xb4_c8_9c)));
    let yellow = rgb(0xf4_b8_3c);
    let x = w * 0.84;
    canvas.line(&[(x, 700.0), (x, 130.0)], 20.0, darker(yellow, 0.1));
    canvas.line(&[(x - 330.0, 150.0), (x + 120.0, 150.0)], 15.0, yellow);
    canvas.line(&[(x, 90.0), (x - 300.0, 146.0)], 4.0, darker(yellow, 0.4));
    canvas.line(&[(x - 270.0, 154.0), (x - 270.0, 300.0)], 3.0, rgb(0x4c_4c_58));
    canvas.body(shapes::rect(x - 310.0, 300.0, 80.0, 26.0), rgb(0xb0_80_58));
    canvas.body(shapes::round_rect(x - 24.0, 160.0, 48.0, 54.0, 6.0), rgb(0xd4_ec_f4));
    hill(canvas, &mut conditions.chance, 650.0, 10.0, snowed(conditions.snowy, rgb(0xd0_b0_80)));
    let brick = rgb(0xc8_74_58);
    for row in 0..6 {
        let count = [7, 7, 6, 6, 4, 2][row];
        for column in 0..count {
            let shift = if row % 2 == 0 { 0.0 } else { 26.0 };
            canvas.body(
                shapes::rect(w * 0.06 + shift + column as f32 * 54.0, 690.0 - row as f32 * 32.0, 50.0, 28.0),
                brick,
            );
        }
    }
    hill(canvas, &mut conditions.chance, 724.0, 6.0, snowed(conditions.snowy, rgb(0xc4_a0_70)));
    for x in [0.1, 0.66, 0.93] {
        canvas.at((w * x, 800.0), (1.0, 1.0), 0.0, |canvas| {
            canvas.body(shapes::polygon(&[(-26.0, 0.0), (-6.0, -74.0), (6.0, -74.0), (26.0, 0.0)]), rgb(0xf0_7c_3c));
            canvas.mark(
                shapes::polygon(&[(-18.0, -26.0), (-12.0, -48.0), (12.0, -48.0), (18.0, -26.0)]),
                rgb(0xfa_f8_f4),
            );
            canvas.body(shapes::round_rect(-34.0, -6.0, 68.0, 10.0, 3.0), rgb(0xf0_7c_3c));
        });
    }
}

pub(super) fn harbour(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 480.0, 36.0, snowed(conditions.snowy, rgb(0x9c_bc_8c)));
    for (x, wall) in
        [(0.06, rgb(0xf4_d4_b0)), (0.16, rgb(0xe4_c4_cc)), (0.86, rgb(0xc8_dc_e4)), (0.96, rgb(0xf4_e4_b8))]
    {
        let roof = snowed(conditions.snowy, rgb(0xb4_5c_50));
        house(canvas, (w * x, 556.0), 1.0, (wall, roof), conditions.night);
    }
    canvas.body(shapes::rect(-40.0, 545.0, w + 80.0, HEIGHT), rgb(0x58_ac_cc));
    ripples(canvas, &mut conditions.chance, (570.0, 720.0), 22, rgb(0xe0_f2_f8));
    for (x, size, hull) in [(0.22, 1.2, rgb(0xdc_5c_4c)), (0.6, 0.9, rgb(0x4c_78_b8)), (0.84, 1.3, rgb(0x5c_9c_6c))] {
        canvas.at((w * x, 676.0), (size, size), 0.0, |canvas| {
            canvas.line(&[(0.0, -20.0), (0.0, -170.0)], 6.0, rgb(0x8c_60_44));
            canvas.body(shapes::polygon(&[(6.0, -164.0), (6.0, -44.0), (74.0, -48.0)]), rgb(0xfa_f4_e6));
            canvas.body(shapes::polygon(&[(-80.0, -34.0), (86.0, -34.0), (58.0, 14.0), (-56.0, 14.0)]), hull);
        });
    }
    canvas.body(shapes::rect(-40.0, 746.0, w + 80.0, HEIGHT), snowed(conditions.snowy, rgb(0xb4_ac_a4)));
    canvas.body(shapes::rect(-40.0, 738.0, w + 80.0, 22.0), snowed(conditions.snowy, rgb(0x94_8c_88)));
    for x in [0.1, 0.34, 0.66, 0.9] {
        canvas.body(shapes::round_rect(w * x - 18.0, 704.0, 36.0, 52.0, 10.0), lighter(STEEL, 0.1));
        canvas.body(shapes::ellipse(w * x, 706.0, 26.0, 10.0), darker(STEEL, 0.25));
    }
}
