//! What several places share: hills, trees, bushes, houses, grass, flowers, stones, windows.

use super::canvas::Canvas;
use super::chance::Chance;
use super::colour::{Tone, darker, lighter};
use super::shapes::{self, At};
use super::sheet::HEIGHT;
use crate::pipeline::palette::{Rgb, mix, rgb};

/// Land from edge to edge whose skyline swells about `y`.
pub(super) fn hill(canvas: &mut Canvas, chance: &mut Chance, y: f32, swell: f32, colour: Rgb) {
    let w = canvas.width;
    let points: Vec<At> =
        (0..=5).map(|step| (-70.0 + (w + 140.0) * step as f32 / 5.0, y + chance.between(-swell, swell))).collect();
    canvas.body(shapes::skyline(&points, HEIGHT + 70.0), colour);
}

/// A round tree whose trunk stands at `at`.
pub(super) fn tree(canvas: &mut Canvas, chance: &mut Chance, at: At, height: f32, leaves: Rgb) {
    let size = height / 100.0;
    let bumps = 7 + chance.below(3);
    canvas.at(at, (size, size), 0.0, |canvas| {
        let trunk = [(-7.0, 2.0), (-5.0, -46.0), (5.0, -46.0), (8.0, 2.0)];
        canvas.body(shapes::polygon(&trunk), rgb(0x8a_5f_42));
        canvas.body(shapes::fluffy(0.0, -66.0, 32.0, 33.0, bumps), leaves);
        canvas.glaze(shapes::fluffy(-8.0, -76.0, 15.0, 13.0, 6), lighter(leaves, 0.3), 0.55);
    });
}

/// A fir whose trunk stands at `at`.
pub(super) fn fir(canvas: &mut Canvas, at: At, height: f32, needles: Rgb, snowy: bool) {
    let size = height / 100.0;
    canvas.at(at, (size, size), 0.0, |canvas| {
        canvas.body(shapes::rect(-4.5, -18.0, 9.0, 20.0), rgb(0x7a_54_3c));
        for (index, (foot, top, half)) in
            [(-12.0, -52.0, 27.0), (-36.0, -76.0, 22.0), (-60.0, -102.0, 16.0)].iter().enumerate()
        {
            let edge = [(-half, *foot), (0.0, foot + 5.0), (*half, *foot), (0.0, *top)];
            canvas.body(shapes::polygon(&edge), lighter(needles, index as f32 * 0.07));
            if snowy {
                let cap = [
                    (-half * 0.42, foot + (top - foot) * 0.58),
                    (half * 0.42, foot + (top - foot) * 0.58),
                    (0.0, *top),
                ];
                canvas.mark(shapes::polygon(&cap), rgb(0xf6_fa_ff));
            }
        }
    });
}

/// A leafless trunk that runs out of the page at the top.
pub(super) fn trunk(canvas: &mut Canvas, chance: &mut Chance, at: At, width: f32, bark: Rgb) {
    let (x, y) = at;
    let lean = chance.between(-26.0, 26.0);
    let outline = [
        (x - width * 0.85, y + 8.0),
        (x - width * 0.46, y - 90.0),
        (x - width * 0.4 + lean, -60.0),
        (x + width * 0.4 + lean, -60.0),
        (x + width * 0.46, y - 90.0),
        (x + width * 0.9, y + 8.0),
    ];
    canvas.body(shapes::polygon(&outline), bark);
    for _ in 0..4 {
        let (dx, top) = (chance.between(-0.3, 0.3) * width, chance.between(120.0, y - 160.0));
        canvas.stroke(shapes::curve(&[(x + dx, top), (x + dx + 3.0, top + 50.0)]), 3.0, darker(bark, 0.3), 0.45);
    }
}

/// A bush of `width`.
pub(super) fn bush(canvas: &mut Canvas, chance: &mut Chance, at: At, width: f32, leaves: Rgb) {
    let bumps = 8 + chance.below(3);
    canvas.body(shapes::fluffy(at.0, at.1, width / 2.0, width * 0.3, bumps), leaves);
    canvas.glaze(
        shapes::fluffy(at.0 - width * 0.12, at.1 - width * 0.09, width * 0.2, width * 0.1, 6),
        lighter(leaves, 0.3),
        0.5,
    );
}

/// Blades of grass along the ground.
pub(super) fn grass(canvas: &mut Canvas, chance: &mut Chance, y: (f32, f32), count: usize, colour: Rgb) {
    for _ in 0..count {
        let (x, foot, tall) = (chance.between(0.0, canvas.width), chance.between(y.0, y.1), chance.between(12.0, 26.0));
        for lean in [-8.0, 0.0, 8.0] {
            let blade = shapes::curve(&[(x + lean * 0.4, foot), (x + lean, foot - tall)]);
            canvas.stroke(blade, 3.2, colour, 0.9);
        }
    }
}

/// Small flowers in the grass.
pub(super) fn flowers(canvas: &mut Canvas, chance: &mut Chance, y: (f32, f32), count: usize) {
    let petals = [rgb(0xff_f4_ef), rgb(0xff_b3_c6), rgb(0xff_d9_66), rgb(0xc7_a8_ee), rgb(0xff_8f_7a)];
    for _ in 0..count {
        let at = (chance.between(0.0, canvas.width), chance.between(y.0, y.1));
        let (size, petal) = (chance.between(0.7, 1.25), chance.one_of(&petals));
        flower(canvas, at, size, petal);
    }
}

pub(super) fn flower(canvas: &mut Canvas, at: At, size: f32, petal: Rgb) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        canvas.line(&[(0.0, 20.0), (1.0, 0.0)], 3.0, rgb(0x5f_9a_4a));
        for index in 0..5 {
            canvas.at((0.0, 0.0), (1.0, 1.0), index as f32 * 72.0, |canvas| {
                canvas.mark(shapes::ellipse(0.0, -7.0, 4.6, 6.0), petal);
            });
        }
        canvas.mark(shapes::ellipse(0.0, 0.0, 3.8, 3.8), rgb(0xff_c2_3d));
    });
}

/// A stone of `width`.
pub(super) fn stone(canvas: &mut Canvas, at: At, width: f32, colour: Rgb) {
    let (x, y, r) = (at.0, at.1, width / 2.0);
    let outline = [
        (x - r, y),
        (x - r * 0.75, y - r * 0.62),
        (x - r * 0.1, y - r * 0.85),
        (x + r * 0.7, y - r * 0.55),
        (x + r, y),
        (x, y + r * 0.12),
    ];
    canvas.body(shapes::smooth(&outline), colour);
}

/// A small house whose middle of the doorstep is `at`; its windows are lit when `lit`.
pub(super) fn house(canvas: &mut Canvas, at: At, size: f32, colours: (Rgb, Rgb), lit: bool) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        let (wall, roof) = colours;
        canvas.body(shapes::rect(22.0, -150.0, 20.0, 46.0), mix(roof, [0.4, 0.3, 0.3], 0.4));
        canvas.body(shapes::rect(-62.0, -84.0, 124.0, 86.0), wall);
        canvas.body(shapes::polygon(&[(-78.0, -80.0), (-6.0, -150.0), (6.0, -150.0), (78.0, -80.0)]), roof);
        canvas.body(shapes::round_rect(-16.0, -50.0, 32.0, 52.0, 14.0), rgb(0x94_5f_3f));
        canvas.mark(shapes::ellipse(9.0, -22.0, 2.6, 2.6), rgb(0xff_d9_66));
        window(canvas, (-40.0, -48.0), 26.0, lit);
        window(canvas, (40.0, -48.0), 26.0, lit);
        canvas.body(shapes::ellipse(0.0, -108.0, 11.0, 11.0), if lit { rgb(0xff_e0_8a) } else { rgb(0xcf_e8_f2) });
    });
}

/// A square window about its middle.
pub(super) fn window(canvas: &mut Canvas, at: At, side: f32, lit: bool) {
    let half = side / 2.0;
    let pane = shapes::rect(at.0 - half, at.1 - half, side, side);
    if lit {
        canvas.toned(Tone::Shining, |canvas| {
            canvas.glow(at, side * 1.6, rgb(0xff_d2_70), 0.5);
            canvas.body(pane, rgb(0xff_dd_86));
        });
    } else {
        canvas.body(pane, rgb(0xcf_e8_f2));
    }
    canvas.line(&[(at.0, at.1 - half), (at.0, at.1 + half)], side * 0.09, rgb(0xfa_f3_e6));
    canvas.line(&[(at.0 - half, at.1), (at.0 + half, at.1)], side * 0.09, rgb(0xfa_f3_e6));
}

/// A mountain whose foot's middle is `at`, with snow on top.
pub(super) fn mountain(canvas: &mut Canvas, at: At, size: (f32, f32), colour: Rgb, cap: bool) {
    let ((x, y), (half, tall)) = (at, (size.0 / 2.0, size.1));
    let edge = [
        (x - half, y),
        (x - half * 0.42, y - tall * 0.56),
        (x - half * 0.3, y - tall * 0.52),
        (x, y - tall),
        (x + half * 0.28, y - tall * 0.62),
        (x + half * 0.4, y - tall * 0.6),
        (x + half, y),
    ];
    canvas.body(shapes::polygon(&edge), colour);
    let shade = [
        (x, y - tall),
        (x + half * 0.28, y - tall * 0.62),
        (x + half * 0.4, y - tall * 0.6),
        (x + half, y),
        (x + half * 0.16, y),
        (x - half * 0.06, y - tall * 0.5),
    ];
    canvas.glaze(shapes::polygon(&shade), darker(colour, 0.5), 0.22);
    if cap {
        let snow = [
            (x, y - tall),
            (x + half * 0.18, y - tall * 0.755),
            (x + half * 0.08, y - tall * 0.70),
            (x, y - tall * 0.77),
            (x - half * 0.09, y - tall * 0.68),
            (x - half * 0.185, y - tall * 0.70),
        ];
        canvas.mark(shapes::polygon(&snow), rgb(0xf8_fb_ff));
    }
}

/// Rows of little waves between two heights.
pub(super) fn ripples(canvas: &mut Canvas, chance: &mut Chance, y: (f32, f32), count: usize, colour: Rgb) {
    for _ in 0..count {
        let (x, at) = (chance.between(-40.0, canvas.width), chance.between(y.0, y.1));
        let size = 0.5 + (at - y.0) / (y.1 - y.0).max(1.0);
        let wave = [
            (x, at),
            (x + 18.0 * size, at - 6.0 * size),
            (x + 36.0 * size, at),
            (x + 54.0 * size, at - 6.0 * size),
            (x + 72.0 * size, at),
        ];
        canvas.stroke(shapes::curve(&wave), 3.0 * size, colour, 0.55);
    }
}
