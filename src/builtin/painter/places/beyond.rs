//! Under the earth, above the clouds, among the planets.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::scenery::{hill, stone};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::super::sky::cloud;
use super::conditions::Conditions;
use crate::domain::Style;
use crate::pipeline::palette::{Rgb, mix, rgb};

pub(super) fn cave(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| canvas.glow((w * 0.5, 470.0), 520.0, rgb(0xff_d8_9a), 0.6));
    hill(canvas, &mut conditions.chance, 600.0, 24.0, rgb(0x9a_84_88));
    let rock = rgb(0x7a_66_70);
    let arch = [
        (-80.0, -80.0),
        (w + 80.0, -80.0),
        (w + 80.0, HEIGHT),
        (w * 0.9, HEIGHT),
        (w * 0.86, 640.0),
        (w * 0.84, 420.0),
        (w * 0.72, 240.0),
        (w * 0.6, 196.0),
        (w * 0.5, 176.0),
        (w * 0.38, 200.0),
        (w * 0.26, 250.0),
        (w * 0.15, 430.0),
        (w * 0.13, 640.0),
        (w * 0.1, HEIGHT),
        (-80.0, HEIGHT),
    ];
    canvas.body(shapes::polygon(&arch), rock);
    for (index, x) in [0.2, 0.29, 0.4, 0.52, 0.61, 0.72, 0.8].into_iter().enumerate() {
        let (long, half) = (conditions.chance.between(70.0, 160.0), conditions.chance.between(20.0, 32.0));
        let top = [300.0, 216.0, 170.0, 150.0, 176.0, 216.0, 320.0][index];
        canvas.body(
            shapes::polygon(&[(w * x - half, top), (w * x + half, top), (w * x, top + long)]),
            darker(rock, 0.12),
        );
    }
    hill(canvas, &mut conditions.chance, 730.0, 14.0, rgb(0x86_72_78));
    for (x, y, size) in [(0.07, 800.0, 1.3), (0.18, 770.0, 0.8), (0.84, 776.0, 0.9), (0.94, 806.0, 1.35)] {
        crystals(
            canvas,
            (w * x, y),
            size,
            conditions.chance.one_of(&[rgb(0x7a_d8_e8), rgb(0xc4_9c_f4), rgb(0xf4_a0_d0)]),
        );
    }
    for x in [0.28, 0.74] {
        stone(canvas, (w * x, 800.0), 96.0, darker(rock, 0.1));
    }
}

fn crystals(canvas: &mut Canvas, at: (f32, f32), size: f32, colour: Rgb) {
    canvas.toned(Tone::Shining, |canvas| {
        canvas.at(at, (size, size), 0.0, |canvas| {
            canvas.glow((0.0, -50.0), 150.0, colour, 0.6);
            for (lean, tall) in [(-24.0, 78.0), (24.0, 70.0), (0.0, 112.0)] {
                canvas.at((0.0, 0.0), (1.0, 1.0), lean, |canvas| {
                    let edge = [(-17.0, 0.0), (-19.0, -tall * 0.7), (0.0, -tall), (19.0, -tall * 0.7), (17.0, 0.0)];
                    canvas.body(shapes::polygon(&edge), colour);
                    canvas.glaze(
                        shapes::polygon(&[(-12.0, -4.0), (-14.0, -tall * 0.68), (0.0, -tall), (-2.0, -4.0)]),
                        lighter(colour, 0.6),
                        0.55,
                    );
                });
            }
        });
    });
}

pub(super) fn sky(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    let white = if conditions.night {
        mix(rgb(0xff_ff_ff), canvas.light.sky[1], 0.55)
    } else {
        mix(rgb(0xff_ff_ff), canvas.light.sky[1], 0.2)
    };
    balloon(canvas, (w * conditions.chance.one_of(&[0.16, 0.84]), 380.0), 1.0);
    canvas.toned(Tone::Shining, |canvas| {
        for (row, y) in [600.0, 700.0, 830.0, 930.0].into_iter().enumerate() {
            let depth = row as f32 / 3.0;
            let colour = mix(mix(white, canvas.light.sky[0], 0.28), white, depth);
            for index in 0..5 {
                let x = w * (index as f32 + conditions.chance.between(0.1, 0.9)) / 5.0;
                cloud(
                    canvas,
                    (x, y + conditions.chance.between(-20.0, 20.0)),
                    1.4 + depth,
                    lighter(colour, depth * 0.1),
                );
            }
        }
    });
}

fn balloon(canvas: &mut Canvas, at: (f32, f32), size: f32) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        let red = rgb(0xe8_6a_58);
        for x in [-34.0, 34.0] {
            canvas.line(&[(x * 1.5, 70.0), (x * 0.7, 138.0)], 3.0, rgb(0x86_62_48));
        }
        canvas.body(shapes::drop(0.0, 112.0, 178.0, -224.0), red);
        canvas.glaze(shapes::ellipse(0.0, -36.0, 26.0, 76.0), rgb(0xff_e2_a0), 0.9);
        for x in [-62.0, 62.0] {
            canvas.glaze(shapes::ellipse(x, -30.0, 14.0, 58.0), rgb(0xff_e2_a0), 0.8);
        }
        canvas.body(shapes::round_rect(-28.0, 134.0, 56.0, 42.0, 9.0), rgb(0xb0_80_52));
    });
}

pub(super) fn space(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for (x, y, colour) in
            [(0.3, 240.0, rgb(0x9a_5c_d0)), (0.72, 360.0, rgb(0x4a_8c_d8)), (0.5, 560.0, rgb(0xd0_5c_a8))]
        {
            let at = (w * (x + conditions.chance.between(-0.08, 0.08)), y);
            canvas.glow(at, 340.0, colour, 0.35);
        }
        let flip = conditions.chance.heads();
        let side = |x: f32| if flip { w * (1.0 - x) } else { w * x };
        ringed(canvas, (side(0.17), 220.0));
        planet(canvas, (side(0.86), 190.0), 74.0, rgb(0x6a_b8_e0), rgb(0x82_d0_92));
        planet(canvas, (side(0.66), 96.0), 32.0, rgb(0xe8_8a_9a), rgb(0xf6_b8_a8));
        planet(canvas, (side(0.07), 520.0), 40.0, rgb(0x9a_86_e0), rgb(0xb8_a8_f0));
        comet(canvas, (side(0.42), 130.0));
    });
    let moon = rgb(0xb6_b0_cc);
    let ground = [(-80.0, 880.0), (w * 0.25, 826.0), (w * 0.5, 810.0), (w * 0.75, 826.0), (w + 80.0, 880.0)];
    canvas.body(shapes::skyline(&ground, HEIGHT + 70.0), moon);
    for (x, y, r) in [(0.14, 900.0, 52.0), (0.4, 930.0, 34.0), (0.66, 900.0, 46.0), (0.9, 926.0, 60.0)] {
        canvas.body(shapes::ellipse(w * x, y, r, r * 0.34), darker(moon, 0.18));
    }
}

fn planet(canvas: &mut Canvas, (x, y): (f32, f32), r: f32, colour: Rgb, spots: Rgb) {
    canvas.glow((x, y), r * 1.9, colour, 0.4);
    canvas.body(shapes::ellipse(x, y, r, r), colour);
    for (dx, dy, size) in [(-0.35, -0.3, 0.3), (0.3, 0.15, 0.36), (-0.2, 0.5, 0.22)] {
        canvas.glaze(shapes::fluffy(x + dx * r, y + dy * r, size * r, size * r * 0.7, 6), spots, 0.85);
    }
    if canvas.style != Style::PaperCut {
        canvas.glaze(shapes::ellipse(x - r * 0.32, y - r * 0.42, r * 0.36, r * 0.24), [1.0; 3], 0.22);
    }
}

fn ringed(canvas: &mut Canvas, (x, y): (f32, f32)) {
    let (gold, ring) = (rgb(0xf4_c0_6a), rgb(0xf8_e2_b0));
    canvas.glow((x, y), 170.0, gold, 0.4);
    canvas.at((x, y), (1.0, 1.0), -18.0, |canvas| {
        canvas.stroke(shapes::ellipse(0.0, 0.0, 142.0, 36.0), 13.0, ring, 0.9);
        canvas.body(shapes::ellipse(0.0, 0.0, 84.0, 84.0), gold);
        for y in [-34.0, 18.0] {
            canvas.glaze(shapes::ellipse(0.0, y, 72.0, 9.0), rgb(0xe0_94_50), 0.6);
        }
        canvas.stroke(
            shapes::curve(&[(-142.0, 4.0), (-96.0, 27.0), (0.0, 37.0), (96.0, 27.0), (142.0, 4.0)]),
            13.0,
            ring,
            1.0,
        );
    });
}

fn comet(canvas: &mut Canvas, (x, y): (f32, f32)) {
    for (spread, alpha) in [(14.0, 0.25), (6.0, 0.4)] {
        let tail = [(x, y - spread), (x + 170.0, y - 74.0), (x, y + spread)];
        canvas.glaze(shapes::polygon(&tail), rgb(0xff_f0_c0), alpha);
    }
    canvas.body(shapes::star(x, y, 24.0, 11.0, 5), rgb(0xff_e6_8a));
}
