//! Forest, meadow, garden, mountains, desert, snow.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::{darker, lighter};
use super::super::scenery::{bush, fir, flower, flowers, grass, hill, mountain, stone, tree, trunk};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::conditions::Conditions;
use crate::pipeline::palette::{Rgb, mix, rgb};

const SNOW: Rgb = rgb(0xee_f4_fa);
const LEAVES: [Rgb; 4] = [rgb(0x5d_a0_4e), rgb(0x77_b2_55), rgb(0x4c_8f_5a), rgb(0x9a_c0_58)];

fn green(snowy: bool, colour: Rgb) -> Rgb {
    if snowy { mix(colour, SNOW, 0.9) } else { colour }
}

pub(super) fn forest(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 430.0, 26.0, green(conditions.snowy, rgb(0xa9_cf_9a)));
    for index in 0..9 {
        let at = (
            w * (index as f32 + 0.5) / 9.0 + conditions.chance.between(-30.0, 30.0),
            conditions.chance.between(470.0, 500.0),
        );
        fir(canvas, at, conditions.chance.between(190.0, 270.0), rgb(0x86_b5_8c), conditions.snowy);
    }
    hill(canvas, &mut conditions.chance, 520.0, 22.0, green(conditions.snowy, rgb(0x86_ba_70)));
    for index in 0..6 {
        let at = (
            w * (index as f32 + 0.5) / 6.0 + conditions.chance.between(-50.0, 50.0),
            conditions.chance.between(580.0, 625.0),
        );
        let height = conditions.chance.between(280.0, 380.0);
        if conditions.chance.heads() {
            fir(canvas, at, height, rgb(0x4f_8f_63), conditions.snowy);
        } else {
            let leaves = conditions.chance.one_of(&LEAVES);
            tree(canvas, &mut conditions.chance, at, height, green_leaves(conditions.snowy, leaves));
        }
    }
    hill(canvas, &mut conditions.chance, 665.0, 16.0, green(conditions.snowy, rgb(0x6f_a8_56)));
    path(canvas, rgb(0xd8_bf_8e));
    for x in [conditions.chance.between(0.01, 0.06), conditions.chance.between(0.94, 0.99)] {
        trunk(canvas, &mut conditions.chance, (w * x, 800.0), 66.0, rgb(0x7d_58_42));
    }
    for x in [-0.02, 0.16, 0.86, 1.03] {
        let leaves = green_leaves(conditions.snowy, rgb(0x57_96_4c));
        bush(canvas, &mut conditions.chance, (w * x, 790.0), 210.0, leaves);
    }
    canopy(canvas, conditions);
}

fn green_leaves(snowy: bool, colour: Rgb) -> Rgb {
    if snowy { mix(colour, SNOW, 0.6) } else { colour }
}

/// Leaves that hang into the page from above.
fn canopy(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    for x in [0.0, 0.09, 0.19, 0.83, 0.92, 1.0] {
        let leaves = conditions.chance.one_of(&LEAVES);
        let (y, r) = (conditions.chance.between(-26.0, 26.0), conditions.chance.between(90.0, 130.0));
        canvas.body(shapes::fluffy(w * x, y, r, r * 0.72, 9), green_leaves(conditions.snowy, darker(leaves, 0.08)));
    }
}

/// A path that widens towards the reader.
fn path(canvas: &mut Canvas, colour: Rgb) {
    let w = canvas.width;
    let edge = [
        (w * 0.52, 672.0),
        (w * 0.5, 730.0),
        (w * 0.36, 820.0),
        (w * 0.26, HEIGHT + 40.0),
        (w * 0.76, HEIGHT + 40.0),
        (w * 0.66, 820.0),
        (w * 0.57, 730.0),
        (w * 0.55, 672.0),
    ];
    canvas.glaze(shapes::smooth(&edge), colour, 0.8);
}

pub(super) fn meadow(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    for (y, swell, colour) in
        [(470.0, 44.0, rgb(0xb4_da_9a)), (545.0, 40.0, rgb(0xa2_d0_7c)), (620.0, 30.0, rgb(0x97_cb_68))]
    {
        let land = green(conditions.snowy, colour);
        hill(canvas, &mut conditions.chance, y, swell, land);
        let at = (conditions.chance.between(0.05, 0.95) * w, y + 30.0);
        let leaves = green_leaves(conditions.snowy, leaf(conditions));
        let height = conditions.chance.between(100.0, 150.0) + (y - 470.0) * 0.5;
        tree(canvas, &mut conditions.chance, at, height, leaves);
    }
    let side = if conditions.chance.heads() { 0.1 } else { 0.9 };
    let leaves = green_leaves(conditions.snowy, rgb(0x6f_b0_52));
    tree(canvas, &mut conditions.chance, (w * side, 735.0), 430.0, leaves);
    hill(canvas, &mut conditions.chance, 705.0, 16.0, green(conditions.snowy, rgb(0x8c_c6_5c)));
    if !conditions.snowy {
        grass(canvas, &mut conditions.chance, (730.0, 940.0), 26, rgb(0x6c_a8_48));
        flowers(canvas, &mut conditions.chance, (730.0, 930.0), 26);
    }
}

fn leaf(conditions: &mut Conditions) -> Rgb {
    conditions.chance.one_of(&LEAVES)
}

pub(super) fn garden(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    hill(canvas, &mut conditions.chance, 500.0, 20.0, green(conditions.snowy, rgb(0xa6_d2_88)));
    for x in [0.08, 0.3, 0.72, 0.93] {
        let leaves = green_leaves(conditions.snowy, leaf(conditions));
        tree(canvas, &mut conditions.chance, (w * x, 600.0), 300.0, leaves);
        for _ in 0..7 {
            let at = (w * x + conditions.chance.between(-70.0, 70.0), conditions.chance.between(350.0, 450.0));
            canvas.mark(shapes::ellipse(at.0, at.1, 9.0, 9.0), rgb(0xe2_4e_42));
        }
    }
    let mut x = -20.0;
    while x < w + 40.0 {
        let plank = [(x, 690.0), (x, 575.0), (x + 21.0, 550.0), (x + 42.0, 575.0), (x + 42.0, 690.0)];
        canvas.body(shapes::polygon(&plank), rgb(0xf6_ee_df));
        x += 58.0;
    }
    canvas.body(shapes::rect(-20.0, 610.0, w + 40.0, 20.0), rgb(0xee_e3_cf));
    hill(canvas, &mut conditions.chance, 690.0, 8.0, green(conditions.snowy, rgb(0x86_be_5e)));
    for index in 0..9 {
        let at = (w * (index as f32 + 0.4) / 9.0, conditions.chance.between(690.0, 716.0));
        tall_flower(canvas, &mut conditions.chance, at);
    }
    canvas.body(shapes::ellipse(w * 0.5, 905.0, w * 0.27, 66.0), rgb(0xe3_cf_a2));
}

fn tall_flower(canvas: &mut Canvas, chance: &mut Chance, (x, y): (f32, f32)) {
    let petal = chance.one_of(&[rgb(0xff_c8_3d), rgb(0xff_8f_a8), rgb(0xb9_8c_e6), rgb(0xff_7a_5c)]);
    let tall = chance.between(70.0, 120.0);
    canvas.line(&[(x, y + 10.0), (x + 3.0, y - tall * 0.5), (x, y - tall)], 6.0, rgb(0x58_93_48));
    canvas.body(shapes::ellipse(x + 15.0, y - tall * 0.4, 15.0, 7.0), rgb(0x6f_ad_52));
    canvas.body(shapes::star(x, y - tall, 30.0, 21.0, 9), petal);
    canvas.mark(shapes::ellipse(x, y - tall, 11.0, 11.0), rgb(0x7d_4f_2f));
}

pub(super) fn mountains(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    for (x, wide, tall, colour) in [
        (0.16, 620.0, 380.0, rgb(0xa6_b6_d0)),
        (0.84, 680.0, 420.0, rgb(0x9d_b0_cc)),
        (0.5, 760.0, 520.0, rgb(0x8b_9f_bf)),
    ] {
        let x = x + conditions.chance.between(-0.05, 0.05);
        mountain(canvas, (w * x, 660.0), (wide, tall), colour, true);
    }
    hill(canvas, &mut conditions.chance, 600.0, 26.0, green(conditions.snowy, rgb(0x8f_b2_8a)));
    for index in 0..10 {
        let at = (
            w * (index as f32 + 0.5) / 10.0 + conditions.chance.between(-30.0, 30.0),
            conditions.chance.between(640.0, 690.0),
        );
        fir(canvas, at, conditions.chance.between(100.0, 170.0), rgb(0x4e_86_62), conditions.snowy);
    }
    hill(canvas, &mut conditions.chance, 715.0, 14.0, green(conditions.snowy, rgb(0x86_a8_78)));
    for x in [0.06, 0.2, 0.88] {
        stone(
            canvas,
            (w * x, conditions.chance.between(770.0, 850.0)),
            conditions.chance.between(70.0, 130.0),
            rgb(0x9c_9d_a6),
        );
    }
}

pub(super) fn desert(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    mountain(canvas, (w * 0.76, 620.0), (430.0, 230.0), rgb(0xd7_9b_66), false);
    for (y, swell, colour) in
        [(560.0, 36.0, rgb(0xf6_d6_98)), (640.0, 30.0, rgb(0xf2_cb_88)), (720.0, 18.0, rgb(0xee_c0_7a))]
    {
        hill(canvas, &mut conditions.chance, y, swell, colour);
    }
    for (x, y, size) in [(0.08, 760.0, 1.5), (0.9, 720.0, 1.15), (0.32, 655.0, 0.6)] {
        cactus(canvas, (w * x, y), size);
    }
    for _ in 0..8 {
        let at = (conditions.chance.between(0.0, w), conditions.chance.between(770.0, 930.0));
        let ripple = shapes::curve(&[(at.0, at.1), (at.0 + 60.0, at.1 - 9.0), (at.0 + 130.0, at.1)]);
        canvas.stroke(ripple, 4.0, rgb(0xd6_a0_5c), 0.5);
    }
}

fn cactus(canvas: &mut Canvas, at: (f32, f32), size: f32) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        let green = rgb(0x5f_a0_68);
        for arm in [[(-4.0, -60.0), (-46.0, -62.0), (-48.0, -100.0)], [(4.0, -46.0), (44.0, -48.0), (46.0, -88.0)]] {
            canvas.stroke(shapes::curve(&arm), 24.0, darker(green, 0.06), 1.0);
        }
        canvas.body(shapes::round_rect(-19.0, -150.0, 38.0, 152.0, 19.0), green);
        for x in [-7.0, 7.0] {
            canvas.stroke(shapes::curve(&[(x, -134.0), (x, -10.0)]), 2.4, lighter(green, 0.4), 0.8);
        }
        flower(canvas, (4.0, -152.0), 1.0, rgb(0xff_8f_a8));
    });
}

pub(super) fn snowfield(canvas: &mut Canvas, conditions: &mut Conditions) {
    let w = canvas.width;
    for (x, wide, tall) in [(0.2, 520.0, 260.0), (0.82, 620.0, 320.0)] {
        mountain(canvas, (w * x, 640.0), (wide, tall), rgb(0xb9_d2_ea), true);
    }
    hill(canvas, &mut conditions.chance, 560.0, 24.0, rgb(0xdd_ea_f6));
    for index in 0..8 {
        let at = (
            w * (index as f32 + 0.5) / 8.0 + conditions.chance.between(-40.0, 40.0),
            conditions.chance.between(590.0, 630.0),
        );
        fir(canvas, at, conditions.chance.between(110.0, 190.0), rgb(0x6f_a0_92), true);
    }
    hill(canvas, &mut conditions.chance, 660.0, 20.0, rgb(0xe8_f1_f9));
    igloo(canvas, (w * conditions.chance.one_of(&[0.14, 0.86]), 730.0));
    hill(canvas, &mut conditions.chance, 735.0, 12.0, rgb(0xf1_f7_fd));
}

fn igloo(canvas: &mut Canvas, at: (f32, f32)) {
    canvas.at(at, (1.3, 1.3), 0.0, |canvas| {
        let ice = rgb(0xd6_e8_f7);
        let dome =
            [(-92.0, 20.0), (-88.0, -40.0), (-46.0, -88.0), (0.0, -100.0), (46.0, -88.0), (88.0, -40.0), (92.0, 20.0)];
        canvas.body(shapes::smooth(&dome), ice);
        for (y, half) in [(-20.0, 88.0), (-52.0, 72.0), (-80.0, 44.0)] {
            canvas.stroke(shapes::curve(&[(-half, y), (0.0, y - 7.0), (half, y)]), 2.2, rgb(0x9c_bf_dd), 0.9);
        }
        canvas.body(shapes::round_rect(-38.0, -52.0, 76.0, 80.0, 36.0), lighter(ice, 0.3));
        canvas.body(shapes::round_rect(-25.0, -38.0, 50.0, 70.0, 24.0), rgb(0x5d_7d_a8));
    });
}

/// Grass and flowers at the page's foot, before everybody.
pub(super) fn verge(canvas: &mut Canvas, chance: &mut Chance) {
    grass(canvas, chance, (938.0, 968.0), 30, rgb(0x4f_8c_42));
    flowers(canvas, chance, (925.0, 946.0), 8);
}
