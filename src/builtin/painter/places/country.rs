//! More of the country: jungle, mill, campsite, little house, zoo.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::props::thing;
use super::super::scenery::{bush, flowers, hill, house, tree, trunk};
use super::super::shapes;
use super::conditions::{Conditions, snowed};
use super::land;
use super::water::palm;
use crate::pipeline::palette::rgb;

pub(super) fn jungle(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 430.0, 50.0, rgb(0x74_b0_7c));
    for x in [0.05, 0.22, 0.4, 0.6, 0.78, 0.95] {
        bush(canvas, &mut conditions.chance, (w * x, 560.0), 260.0, rgb(0x4c_94_5c));
    }
    hill(canvas, &mut conditions.chance, 600.0, 20.0, rgb(0x5c_a4_58));
    palm(canvas, (w * 0.12, 720.0), 1.3);
    palm(canvas, (w * 0.86, 712.0), 1.45);
    trunk(canvas, &mut conditions.chance, (w * 0.03, 760.0), 90.0, rgb(0x7c_5c_44));
    trunk(canvas, &mut conditions.chance, (w * 0.97, 770.0), 100.0, rgb(0x7c_5c_44));
    for (index, x) in [0.06, 0.24, 0.36, 0.66, 0.74, 0.94].into_iter().enumerate() {
        let long = [380.0, 240.0, 170.0, 190.0, 260.0, 400.0][index];
        let vine = [(w * x, -20.0), (w * x + 26.0, long * 0.4), (w * x - 14.0, long * 0.75), (w * x + 10.0, long)];
        canvas.stroke(shapes::curve(&vine), 8.0, rgb(0x4c_8c_4c), 1.0);
        for part in [0.3, 0.6, 0.9] {
            canvas.body(shapes::drop(w * x + 6.0, long * part, 26.0, 34.0), rgb(0x5c_a8_54));
        }
    }
    hill(canvas, &mut conditions.chance, 745.0, 14.0, rgb(0x4c_94_4c));
    for (x, size) in [(0.08, 1.2), (0.2, 0.8), (0.82, 0.9), (0.94, 1.25)] {
        for turn in [-64.0, -34.0, 0.0, 34.0, 64.0] {
            canvas.at((w * x, 830.0), (size, size), turn, |canvas| {
                canvas.body(shapes::drop(0.0, 0.0, 44.0, -120.0), rgb(0x6c_b8_5c));
            });
        }
    }
}

pub(super) fn mill(canvas: &mut Canvas, conditions: &mut Conditions) {
    land::meadow(canvas, conditions);
    let x = canvas.width * conditions.chance.one_of(&[0.24, 0.76]);
    let turn = conditions.chance.between(0.0, 80.0);
    canvas.at((x, 690.0), (1.5, 1.5), 0.0, |canvas| {
        canvas.body(shapes::polygon(&[(-62.0, 0.0), (-42.0, -190.0), (42.0, -190.0), (62.0, 0.0)]), rgb(0xf0_e4_cc));
        canvas.body(shapes::polygon(&[(-54.0, -186.0), (0.0, -244.0), (54.0, -186.0)]), rgb(0xb4_5c_4c));
        canvas.body(shapes::round_rect(-18.0, -62.0, 36.0, 64.0, 16.0), rgb(0x8c_5c_40));
        canvas.body(shapes::ellipse(0.0, -118.0, 14.0, 14.0), rgb(0xcf_e8_f2));
        for quarter in [0.0, 90.0, 180.0, 270.0] {
            canvas.at((0.0, -196.0), (1.0, 1.0), turn + quarter, |canvas| {
                canvas.line(&[(0.0, 0.0), (0.0, -150.0)], 7.0, rgb(0x8c_60_44));
                canvas.body(shapes::rect(3.0, -146.0, 34.0, 110.0), rgb(0xfa_f2_e2));
                for y in [-118.0, -91.0, -64.0] {
                    canvas.line(&[(3.0, y), (37.0, y)], 2.4, rgb(0xb4_94_74));
                }
            });
        }
        canvas.body(shapes::ellipse(0.0, -196.0, 11.0, 11.0), rgb(0x7a_50_3c));
    });
}

pub(super) fn cottage(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 480.0, 44.0, snowed(conditions.snowy, rgb(0xa8_d4_8c)));
    let leaves = snowed(conditions.snowy, rgb(0x6d_ab_58));
    for (x, height) in [(0.08, 300.0), (0.92, 330.0), (0.62, 220.0)] {
        tree(canvas, &mut conditions.chance, (w * x, 640.0), height, leaves);
    }
    hill(canvas, &mut conditions.chance, 620.0, 14.0, snowed(conditions.snowy, rgb(0x98_cc_70)));
    let x = w * conditions.chance.one_of(&[0.28, 0.7]);
    let colours = (rgb(0xf8_e6_c4), snowed(conditions.snowy, rgb(0xc4_60_4c)));
    house(canvas, (x, 700.0), 2.3, colours, conditions.night);
    canvas.body(shapes::fluffy(x - 150.0, 690.0, 46.0, 34.0, 8), leaves);
    canvas.body(shapes::fluffy(x + 156.0, 694.0, 50.0, 36.0, 8), leaves);
    hill(canvas, &mut conditions.chance, 712.0, 10.0, snowed(conditions.snowy, rgb(0x8c_c6_5c)));
    if !conditions.snowy {
        flowers(canvas, &mut conditions.chance, (740.0, 930.0), 26);
    }
}

pub(super) fn campsite(canvas: &mut Canvas, conditions: &mut Conditions) {
    land::forest(canvas, conditions);
    let w = canvas.width;
    let flip = conditions.chance.heads();
    let side = |x: f32| if flip { w * (1.0 - x) } else { w * x };
    canvas.at((side(0.2), 770.0), (1.7, 1.7), 0.0, |canvas| thing(canvas, "tent"));
    canvas.at((side(0.82), 800.0), (1.3, 1.3), 0.0, |canvas| thing(canvas, "campfire"));
}

/// Animals behind their fences.
pub(super) fn zoo(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 480.0, 36.0, snowed(conditions.snowy, rgb(0xac_d4_90)));
    for x in [0.1, 0.34, 0.66, 0.92] {
        let leaves = snowed(conditions.snowy, rgb(0x6d_ab_58));
        tree(canvas, &mut conditions.chance, (w * x, 610.0), 240.0, leaves);
    }
    hill(canvas, &mut conditions.chance, 590.0, 10.0, snowed(conditions.snowy, rgb(0x98_c8_74)));
    far_giraffe(canvas, (w * 0.2, 700.0));
    far_elephant(canvas, (w * 0.8, 700.0));
    let rail = rgb(0xb0_80_58);
    for y in [640.0, 684.0] {
        canvas.body(shapes::rect(-40.0, y, w + 80.0, 12.0), rail);
    }
    let mut x = 10.0;
    while x < w {
        canvas.body(shapes::round_rect(x, 614.0, 16.0, 110.0, 5.0), darker(rail, 0.12));
        x += 92.0;
    }
    hill(canvas, &mut conditions.chance, 722.0, 4.0, rgb(0xdc_c4_98));
}

fn far_giraffe(canvas: &mut Canvas, at: (f32, f32)) {
    let coat = rgb(0xf2_c8_74);
    canvas.at(at, (1.0, 1.0), 0.0, |canvas| {
        for x in [-34.0, -14.0, 26.0, 44.0] {
            canvas.body(shapes::rect(x - 6.0, -90.0, 12.0, 90.0), darker(coat, 0.1));
        }
        canvas.body(shapes::ellipse(6.0, -110.0, 58.0, 32.0), coat);
        canvas.body(shapes::polygon(&[(-52.0, -110.0), (-72.0, -270.0), (-46.0, -270.0), (-14.0, -120.0)]), coat);
        canvas.body(shapes::ellipse(-74.0, -276.0, 34.0, 18.0), coat);
        canvas.mark(shapes::ellipse(-70.0, -282.0, 4.0, 4.6), rgb(0x2c_22_2e));
        for (x, y) in
            [(-8.0, -118.0), (22.0, -108.0), (44.0, -116.0), (-44.0, -160.0), (-52.0, -206.0), (-58.0, -244.0)]
        {
            canvas.mark(shapes::fluffy(x, y, 9.0, 9.0, 5), rgb(0xb8_74_38));
        }
    });
}

fn far_elephant(canvas: &mut Canvas, at: (f32, f32)) {
    let coat = rgb(0x9a_aa_c0);
    canvas.at(at, (1.0, 1.0), 0.0, |canvas| {
        for x in [-50.0, -20.0, 30.0, 60.0] {
            canvas.body(shapes::rect(x - 13.0, -70.0, 26.0, 70.0), darker(coat, 0.1));
        }
        canvas.body(shapes::ellipse(10.0, -104.0, 88.0, 62.0), coat);
        canvas.body(shapes::ellipse(-80.0, -124.0, 46.0, 44.0), coat);
        let trunk = [(-110.0, -120.0), (-130.0, -80.0), (-122.0, -44.0), (-136.0, -34.0)];
        canvas.stroke(shapes::curve(&trunk), 20.0, coat, 1.0);
        canvas.body(shapes::ellipse(-52.0, -124.0, 28.0, 36.0), lighter(coat, 0.12));
        canvas.mark(shapes::ellipse(-92.0, -134.0, 4.6, 5.4), rgb(0x2c_22_2e));
    });
}
