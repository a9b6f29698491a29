//! River, lake, sea, beach, island, and under the water.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::{Tone, darker, lighter};
use super::super::props::thing;
use super::super::scenery::{bush, fir, flowers, hill, mountain, ripples, stone, tree};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::{Conditions, snowed};
use crate::pipeline::palette::{Rgb, rgb};

const WATER: Rgb = rgb(0x58_b4_d8);
const SAND: Rgb = rgb(0xf2_dd_a4);

pub(super) fn river(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 470.0, 40.0, snowed(conditions.snowy, rgb(0xb0_d6_9a)));
    hill(canvas, &mut conditions.chance, 550.0, 26.0, snowed(conditions.snowy, rgb(0x9c_cb_78)));
    for x in [0.06, 0.2, 0.7, 0.84, 0.97] {
        let at = (w * x + conditions.chance.between(-20.0, 20.0), conditions.chance.between(590.0, 620.0));
        let (height, leaves) = (conditions.chance.between(190.0, 270.0), snowed(conditions.snowy, rgb(0x6d_ab_58)));
        tree(canvas, &mut conditions.chance, at, height, leaves);
    }
    let water = [
        (w * 0.44, 560.0),
        (w * 0.36, 610.0),
        (w * 0.56, 650.0),
        (w * 0.2, 720.0),
        (-60.0, 780.0),
        (-60.0, 680.0 + 60.0),
        (-60.0, 840.0),
        (w * 0.4, 800.0),
        (w * 0.86, 720.0),
        (w * 0.7, 650.0),
        (w * 0.52, 610.0),
        (w * 0.5, 560.0),
    ];
    canvas.body(shapes::smooth(&water), WATER);
    ripples(canvas, &mut conditions.chance, (690.0, 770.0), 10, lighter(WATER, 0.6));
    for (x, y) in [(0.16, 742.0), (0.5, 762.0), (0.76, 705.0)] {
        stone(canvas, (w * x, y), 70.0, rgb(0xa8_a6_aa));
    }
    hill(canvas, &mut conditions.chance, 792.0, 10.0, snowed(conditions.snowy, rgb(0x8c_c6_5c)));
    if !conditions.snowy {
        flowers(canvas, &mut conditions.chance, (815.0, 930.0), 16);
    }
}

pub(super) fn lake(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    mountain(canvas, (w * 0.3, 560.0), (560.0, 260.0), rgb(0xa8_bc_d2), true);
    mountain(canvas, (w * 0.74, 560.0), (640.0, 300.0), rgb(0x9a_b0_ca), true);
    hill(canvas, &mut conditions.chance, 520.0, 14.0, snowed(conditions.snowy, rgb(0x8f_bc_86)));
    for index in 0..12 {
        let at = (w * (index as f32 + 0.5) / 12.0 + conditions.chance.between(-20.0, 20.0), 556.0);
        fir(canvas, at, conditions.chance.between(70.0, 130.0), rgb(0x58_93_6c), conditions.snowy);
    }
    canvas.body(shapes::rect(-60.0, 552.0, w + 120.0, HEIGHT), WATER);
    canvas.wash(shapes::rect(-60.0, 552.0, w + 120.0, 200.0), (canvas.light.sky[1], 0.55), (canvas.light.sky[1], 0.0));
    ripples(canvas, &mut conditions.chance, (580.0, 760.0), 22, lighter(WATER, 0.6));
    for (x, y) in [(0.12, 690.0), (0.3, 740.0), (0.8, 660.0), (0.9, 748.0)] {
        lily(canvas, (w * x, y));
    }
    hill(canvas, &mut conditions.chance, 782.0, 14.0, snowed(conditions.snowy, rgb(0x8c_c6_5c)));
    for x in [0.03, 0.09, 0.93, 0.98] {
        reeds(canvas, (w * x, 815.0));
    }
}

fn lily(canvas: &mut Canvas, (x, y): (f32, f32)) {
    canvas.body(shapes::ellipse(x, y, 52.0, 15.0), rgb(0x62_a8_5c));
    for (dx, lean) in [(-11.0, -30.0), (11.0, 30.0), (0.0, 0.0)] {
        canvas.at((x + dx, y - 6.0), (1.0, 1.0), lean, |canvas| {
            canvas.body(shapes::drop(0.0, -26.0, 20.0, 28.0), rgb(0xff_c4_d4));
        });
    }
}

fn reeds(canvas: &mut Canvas, (x, y): (f32, f32)) {
    for (dx, tall) in [(-16.0, 120.0), (0.0, 165.0), (18.0, 135.0)] {
        canvas.line(&[(x + dx, y), (x + dx * 1.4, y - tall)], 5.0, rgb(0x5d_93_4c));
        canvas.body(shapes::ellipse(x + dx * 1.4, y - tall, 8.0, 25.0), rgb(0x8a_5c_3c));
    }
}

pub(super) fn sea(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.body(shapes::rect(-60.0, 530.0, w + 120.0, HEIGHT), rgb(0x6c_c2_de));
    canvas.wash(shapes::rect(-60.0, 530.0, w + 120.0, 150.0), (canvas.light.sky[1], 0.6), (canvas.light.sky[1], 0.0));
    let side = conditions.chance.one_of(&[0.12, 0.86]);
    canvas.body(shapes::ellipse(w * side, 536.0, 130.0, 26.0), rgb(0x86_b0_86));
    canvas.body(shapes::rect(-60.0, 540.0, w + 120.0, 30.0), rgb(0x6c_c2_de));
    for (row, (y, colour)) in
        [(585.0, rgb(0x58_b2_d6)), (645.0, rgb(0x48_a2_ca)), (705.0, rgb(0x3b_94_c0))].into_iter().enumerate()
    {
        waves(canvas, y, 30.0 + row as f32 * 16.0, row as f32 * 0.4, colour);
    }
}

/// A row of round waves from edge to edge.
fn waves(canvas: &mut Canvas, y: f32, size: f32, shift: f32, colour: Rgb) {
    let w = canvas.width;
    let mut points = Vec::new();
    let mut x = -80.0 - shift * size * 4.0;
    while x < w + 200.0 {
        points.extend([(x, y + size * 0.22), (x + size, y - size * 0.12), (x + size * 2.0, y - size * 0.34)]);
        points.push((x + size * 3.0, y - size * 0.08));
        x += size * 4.0;
    }
    canvas.body(shapes::skyline(&points, HEIGHT + 70.0), colour);
    let crest: Vec<_> = points.iter().map(|(x, y)| (*x, y + 9.0)).collect();
    canvas.stroke(shapes::curve(&crest), 3.4, lighter(colour, 0.6), 0.5);
}

/// The wave that hides a boat's keel.
pub(super) fn bow_wave(canvas: &mut Canvas, chance: &mut Chance) {
    waves(canvas, 835.0, 74.0, chance.between(0.0, 1.0), rgb(0x2f_86_b8));
    waves(canvas, 905.0, 88.0, chance.between(0.0, 1.0), rgb(0x27_76_a8));
}

pub(super) fn beach(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.body(shapes::rect(-60.0, 520.0, w + 120.0, HEIGHT), rgb(0x5c_b8_d8));
    canvas.wash(shapes::rect(-60.0, 520.0, w + 120.0, 120.0), (canvas.light.sky[1], 0.6), (canvas.light.sky[1], 0.0));
    sail(canvas, (w * conditions.chance.between(0.3, 0.7), 556.0));
    ripples(canvas, &mut conditions.chance, (550.0, 660.0), 18, rgb(0xe4_f6_fa));
    let foam = [(-60.0, 690.0), (w * 0.25, 668.0), (w * 0.5, 700.0), (w * 0.75, 676.0), (w + 60.0, 704.0)];
    canvas.body(shapes::skyline(&foam, HEIGHT + 70.0), rgb(0xf4_fb_fc));
    let sand: Vec<_> = foam.iter().map(|(x, y)| (*x, y + 22.0)).collect();
    canvas.body(shapes::skyline(&sand, HEIGHT + 70.0), SAND);
    palm(canvas, (w * conditions.chance.one_of(&[0.07, 0.93]), 790.0), 1.25);
    sand_castle(canvas, (w * conditions.chance.one_of(&[0.2, 0.82]), 800.0));
    for _ in 0..26 {
        let at = (conditions.chance.between(0.0, w), conditions.chance.between(740.0, 950.0));
        canvas.glaze(shapes::ellipse(at.0, at.1, 3.4, 2.2), darker(SAND, 0.4), 0.5);
    }
    starfish(canvas, (w * 0.4, 930.0), rgb(0xf0_7a_5c));
}

/// A beach with a lighthouse on its rock.
pub(super) fn lighthouse(canvas: &mut Canvas, conditions: &mut Conditions) {
    beach(canvas, conditions);
    let x = canvas.width * 0.7;
    stone(canvas, (x, 720.0), 330.0, rgb(0x9c_98_a0));
    canvas.at((x, 640.0), (1.8, 1.8), 0.0, |canvas| thing(canvas, "lighthouse"));
}

fn sail(canvas: &mut Canvas, at: (f32, f32)) {
    canvas.at(at, (0.8, 0.8), 0.0, |canvas| {
        canvas.body(shapes::polygon(&[(0.0, -100.0), (0.0, -14.0), (56.0, -14.0)]), rgb(0xff_fa_ee));
        canvas.body(shapes::polygon(&[(-6.0, -84.0), (-6.0, -14.0), (-40.0, -14.0)]), rgb(0xf2_8c_6c));
        canvas.body(shapes::polygon(&[(-60.0, -8.0), (64.0, -8.0), (42.0, 18.0), (-40.0, 18.0)]), rgb(0x9a_66_48));
    });
}

fn starfish(canvas: &mut Canvas, at: (f32, f32), colour: Rgb) {
    canvas.body(shapes::star(at.0, at.1, 30.0, 14.0, 5), colour);
    canvas.mark(shapes::ellipse(at.0 - 5.0, at.1 - 2.0, 2.2, 2.2), rgb(0x5a_2c_2c));
    canvas.mark(shapes::ellipse(at.0 + 5.0, at.1 - 2.0, 2.2, 2.2), rgb(0x5a_2c_2c));
}

fn sand_castle(canvas: &mut Canvas, at: (f32, f32)) {
    canvas.at(at, (1.1, 1.1), 0.0, |canvas| {
        let sand = darker(SAND, 0.14);
        for (x, tall) in [(-46.0, 70.0), (46.0, 70.0), (0.0, 104.0)] {
            canvas
                .body(shapes::polygon(&[(x - 27.0, 2.0), (x - 21.0, -tall), (x + 21.0, -tall), (x + 27.0, 2.0)]), sand);
            for dx in [-14.0, 0.0, 14.0] {
                canvas.mark(shapes::rect(x + dx - 4.0, -tall - 9.0, 8.0, 10.0), sand);
            }
        }
        canvas.mark(shapes::round_rect(-11.0, -36.0, 22.0, 38.0, 10.0), darker(sand, 0.4));
        canvas.line(&[(0.0, -110.0), (0.0, -146.0)], 3.0, rgb(0x8a_60_48));
        canvas.body(shapes::polygon(&[(0.0, -146.0), (34.0, -136.0), (0.0, -124.0)]), rgb(0xe8_5a_4c));
    });
}

/// A palm whose foot stands at `at`.
pub(super) fn palm(canvas: &mut Canvas, at: (f32, f32), size: f32) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        let bark = rgb(0xa8_78_50);
        let trunk = [(-15.0, 4.0), (-4.0, -130.0), (22.0, -276.0), (36.0, -272.0), (18.0, -130.0), (17.0, 4.0)];
        canvas.body(shapes::smooth(&trunk), bark);
        for turn in [-160.0, -112.0, -70.0, -30.0, 8.0, 40.0, 166.0] {
            canvas.at((30.0, -276.0), (1.0, 1.0), turn, |canvas| {
                let leaf = [(0.0, -8.0), (70.0, -30.0), (146.0, 14.0), (70.0, 2.0), (0.0, 8.0)];
                canvas.body(shapes::smooth(&leaf), rgb(0x5a_a8_5c));
            });
        }
        for (x, y) in [(20.0, -262.0), (40.0, -260.0)] {
            canvas.body(shapes::ellipse(x, y, 12.0, 13.0), rgb(0x86_5a_3c));
        }
    });
}

pub(super) fn island(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.body(shapes::rect(-60.0, 510.0, w + 120.0, HEIGHT), rgb(0x52_bc_d2));
    canvas.wash(shapes::rect(-60.0, 510.0, w + 120.0, 140.0), (canvas.light.sky[1], 0.6), (canvas.light.sky[1], 0.0));
    ripples(canvas, &mut conditions.chance, (545.0, 720.0), 26, rgb(0xe4_f8_f8));
    let shore = [
        (w * 0.02, 830.0),
        (w * 0.2, 720.0),
        (w * 0.5, 676.0),
        (w * 0.8, 720.0),
        (w * 0.98, 830.0),
        (w * 0.86, 990.0),
        (w * 0.14, 990.0),
    ];
    canvas.glaze(shapes::smooth(&shore.map(|(x, y)| (w / 2.0 + (x - w / 2.0) * 1.07, y - 12.0))), rgb(0xf4_fb_fc), 0.8);
    canvas.body(shapes::smooth(&shore), SAND);
    let green =
        [(w * 0.2, 748.0), (w * 0.34, 690.0), (w * 0.5, 668.0), (w * 0.66, 690.0), (w * 0.8, 748.0), (w * 0.5, 770.0)];
    canvas.body(shapes::smooth(&green), rgb(0x7e_be_62));
    palm(canvas, (w * 0.24, 750.0), 1.35);
    palm(canvas, (w * 0.74, 744.0), 1.1);
    for x in [0.18, 0.32, 0.68, 0.82] {
        bush(canvas, &mut conditions.chance, (w * x, 752.0), 110.0, rgb(0x5f_a8_58));
    }
}

pub(super) fn underwater(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for index in 0..5 {
            let x = w * (index as f32 + 0.3) / 5.0;
            let ray = [(x, -10.0), (x + 70.0, -10.0), (x - 40.0, 720.0), (x - 210.0, 720.0)];
            canvas.wash(shapes::polygon(&ray), ([1.0, 1.0, 0.95], 0.26), ([1.0, 1.0, 0.95], 0.0));
        }
    });
    hill(canvas, &mut conditions.chance, 660.0, 50.0, rgb(0x4c_9c_b8));
    for _ in 0..7 {
        let at = (conditions.chance.between(0.05, 0.95) * w, conditions.chance.between(130.0, 560.0));
        let colour = conditions.chance.one_of(&[rgb(0xff_b8_4a), rgb(0xff_8a_7a), rgb(0xf4_e0_6a), rgb(0xc8_9c_ec)]);
        let size = conditions.chance.between(0.6, 1.1) * if conditions.chance.heads() { 1.0 } else { -1.0 };
        little_fish(canvas, at, size, colour);
    }
    hill(canvas, &mut conditions.chance, 765.0, 22.0, rgb(0xd8_c4_92));
    for index in 0..8 {
        let x = w * [0.02, 0.08, 0.15, 0.24, 0.76, 0.86, 0.93, 0.985][index];
        if index % 3 == 1 {
            coral(canvas, (x, 835.0), conditions.chance.one_of(&[rgb(0xff_7f_7a), rgb(0xf9_a0_c4), rgb(0xf6_a0_52)]));
        } else {
            weed(canvas, &mut conditions.chance, (x, 845.0));
        }
    }
    starfish(canvas, (w * 0.33, 890.0), rgb(0xf6_8a_5c));
    stone(canvas, (w * 0.64, 900.0), 110.0, rgb(0xb0_a6_a2));
}

fn little_fish(canvas: &mut Canvas, at: (f32, f32), size: f32, colour: Rgb) {
    canvas.at(at, (size, size.abs()), 0.0, |canvas| {
        canvas.body(shapes::polygon(&[(-30.0, 0.0), (-58.0, -22.0), (-54.0, 22.0)]), darker(colour, 0.1));
        canvas.body(shapes::ellipse(0.0, 0.0, 38.0, 24.0), colour);
        canvas.glaze(shapes::ellipse(-6.0, 0.0, 6.0, 21.0), lighter(colour, 0.6), 0.8);
        canvas.mark(shapes::ellipse(19.0, -5.0, 5.0, 5.5), rgb(0x2a_22_30));
        canvas.mark(shapes::ellipse(20.5, -7.0, 1.8, 1.8), rgb(0xff_ff_ff));
    });
}

fn weed(canvas: &mut Canvas, chance: &mut Chance, (x, y): (f32, f32)) {
    for (dx, tall) in [(-20.0, 180.0), (4.0, 250.0), (26.0, 200.0)] {
        let tall = tall * chance.between(0.7, 1.1);
        let line =
            [(x + dx, y), (x + dx - 15.0, y - tall * 0.33), (x + dx + 15.0, y - tall * 0.66), (x + dx - 5.0, y - tall)];
        canvas.stroke(shapes::curve(&line), 15.0, chance.one_of(&[rgb(0x3f_9a_70), rgb(0x58_ac_62)]), 0.95);
    }
}

fn coral(canvas: &mut Canvas, (x, y): (f32, f32), colour: Rgb) {
    for line in [
        [(0.0, 0.0), (-4.0, -60.0), (0.0, -120.0)],
        [(0.0, -30.0), (-36.0, -64.0), (-44.0, -104.0)],
        [(0.0, -46.0), (34.0, -76.0), (38.0, -118.0)],
    ] {
        let points = line.map(|(dx, dy)| (x + dx, y + dy));
        canvas.stroke(shapes::curve(&points), 21.0, colour, 1.0);
    }
    for (dx, dy) in [(0.0, -120.0), (-44.0, -104.0), (38.0, -118.0), (-2.0, -70.0)] {
        canvas.glaze(shapes::ellipse(x + dx, y + dy, 5.0, 5.0), lighter(colour, 0.6), 0.9);
    }
}

pub(super) fn bubbles(canvas: &mut Canvas, chance: &mut Chance) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for _ in 0..26 {
            let (x, y, r) = (chance.between(0.0, w), chance.between(60.0, 900.0), chance.between(5.0, 17.0));
            canvas.glaze(shapes::ellipse(x, y, r, r), [0.9, 0.98, 1.0], 0.22);
            canvas.stroke(shapes::ellipse(x, y, r, r), 2.0, [0.95, 1.0, 1.0], 0.7);
            canvas.glaze(shapes::ellipse(x - r * 0.35, y - r * 0.35, r * 0.22, r * 0.22), [1.0, 1.0, 1.0], 0.9);
        }
    });
}
