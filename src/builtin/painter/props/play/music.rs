//! Instruments. Their foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, INK, IRON, LEAF, RED, STEEL, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "piano" => piano,
        "violin" | "cello" => violin,
        "flute" | "recorder" => flute,
        "trumpet" => trumpet,
        "xylophone" => xylophone,
        "tambourine" => tambourine,
        "harp" => harp,
        "accordion" => accordion,
        "maracas" => maracas,
        "microphone" => microphone,
        "music box" => music_box,
        "horn" => horn,
        _ => return None,
    };
    Some(draw)
}

fn piano(canvas: &mut Canvas) {
    let wood = rgb(0x7c_4c_38);
    for x in [-58.0, 50.0] {
        canvas.body(shapes::rect(x, -42.0, 9.0, 42.0), darker(wood, 0.2));
    }
    canvas.body(shapes::rect(-64.0, -124.0, 128.0, 82.0), wood);
    canvas.body(shapes::rect(-70.0, -132.0, 140.0, 12.0), lighter(wood, 0.15));
    canvas.body(shapes::rect(-70.0, -60.0, 140.0, 20.0), darker(wood, 0.1));
    canvas.mark(shapes::rect(-62.0, -64.0, 124.0, 16.0), rgb(0xfa_f8_f2));
    for key in 0..14 {
        let x = -62.0 + key as f32 * 8.9;
        canvas.line(&[(x, -63.0), (x, -49.0)], 1.0, INK);
        if key % 7 != 0 && key % 7 != 3 {
            canvas.mark(shapes::rect(x - 2.4, -64.0, 4.8, 9.0), INK);
        }
    }
    canvas.body(shapes::polygon(&[(-26.0, -74.0), (-22.0, -112.0), (22.0, -112.0), (26.0, -74.0)]), CREAM);
    for y in [-102.0, -94.0, -86.0] {
        canvas.line(&[(-16.0, y), (16.0, y)], 1.6, darker(CREAM, 0.4));
    }
}

fn violin(canvas: &mut Canvas) {
    canvas.at((6.0, 0.0), (1.0, 1.0), -16.0, |canvas| {
        canvas.body(shapes::rect(-4.0, -128.0, 8.0, 60.0), darker(WOOD, 0.4));
        canvas.body(shapes::ellipse(0.0, -130.0, 7.0, 8.0), darker(WOOD, 0.2));
        let belly = [
            (0.0, -80.0),
            (22.0, -70.0),
            (14.0, -44.0),
            (29.0, -18.0),
            (0.0, 0.0),
            (-29.0, -18.0),
            (-14.0, -44.0),
            (-22.0, -70.0),
        ];
        canvas.body(shapes::smooth(&belly), rgb(0xb8_6a_38));
        canvas.mark(shapes::rect(-4.0, -92.0, 8.0, 46.0), darker(WOOD, 0.55));
        canvas.mark(shapes::rect(-10.0, -34.0, 20.0, 4.0), CREAM);
        for x in [-2.4, 0.0, 2.4] {
            canvas.line(&[(x, -124.0), (x, -16.0)], 0.9, CREAM);
        }
    });
    canvas.line(&[(-54.0, -8.0), (-14.0, -122.0)], 3.6, WOOD);
    canvas.line(&[(-48.0, -10.0), (-9.0, -118.0)], 1.6, CREAM);
}

fn flute(canvas: &mut Canvas) {
    canvas.at((0.0, -34.0), (1.0, 1.0), -28.0, |canvas| {
        canvas.body(shapes::round_rect(-66.0, -8.0, 132.0, 16.0, 7.0), rgb(0xd8_ac_70));
        canvas.body(shapes::round_rect(38.0, -11.0, 12.0, 22.0, 4.0), WOOD);
        for x in [-50.0, -34.0, -18.0, -2.0, 14.0, 28.0] {
            canvas.mark(shapes::ellipse(x, -1.0, 3.6, 3.6), INK);
        }
    });
}

fn trumpet(canvas: &mut Canvas) {
    canvas.at((0.0, -36.0), (1.0, 1.0), -14.0, |canvas| {
        canvas.stroke(shapes::ellipse(-8.0, 8.0, 28.0, 15.0), 6.0, darker(GOLD, 0.1), 1.0);
        canvas.line(&[(-64.0, -2.0), (40.0, -2.0)], 8.0, GOLD);
        canvas.line(&[(-70.0, -2.0), (-62.0, -2.0)], 14.0, darker(GOLD, 0.15));
        canvas.body(shapes::smooth(&[(26.0, -6.0), (62.0, -30.0), (70.0, -2.0), (62.0, 26.0), (26.0, 2.0)]), GOLD);
        for x in [-22.0, -8.0, 6.0] {
            canvas.body(shapes::rect(x - 4.0, -20.0, 8.0, 30.0), lighter(GOLD, 0.25));
            canvas.mark(shapes::ellipse(x, -22.0, 5.0, 3.4), CREAM);
        }
    });
}

fn xylophone(canvas: &mut Canvas) {
    canvas.line(&[(-66.0, -46.0), (62.0, -36.0)], 6.0, WOOD);
    canvas.line(&[(-66.0, -10.0), (62.0, -18.0)], 6.0, WOOD);
    let bars = [RED, rgb(0xf2_92_4c), GOLD, LEAF, BLUE, rgb(0x8c_78_c8), rgb(0xe0_84_b4)];
    for (index, colour) in bars.into_iter().enumerate() {
        let (x, half) = (-60.0 + index as f32 * 19.0, 30.0 - index as f32 * 2.6);
        canvas.body(shapes::round_rect(x - 7.0, -28.0 - half, 14.0, half * 2.0, 4.0), colour);
    }
    for (x, to) in [(-40.0, -8.0), (44.0, 14.0)] {
        canvas.line(&[(x, -92.0), (to, -58.0)], 3.6, WOOD);
        canvas.body(shapes::ellipse(to, -56.0, 7.0, 7.0), RED);
    }
}

fn tambourine(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -40.0, 44.0, 40.0), WOOD);
    canvas.mark(shapes::ellipse(0.0, -40.0, 34.0, 30.0), CREAM);
    for turn in [20.0_f32, 90.0, 160.0, 225.0, 315.0] {
        let (sine, cosine) = turn.to_radians().sin_cos();
        canvas.body(shapes::ellipse(cosine * 39.0, -40.0 + sine * 35.0, 9.0, 6.0), GOLD);
    }
}

fn harp(canvas: &mut Canvas) {
    for step in 0..8 {
        let x = -26.0 + step as f32 * 9.6;
        canvas.line(&[(x, -122.0 + (x + 26.0) * 0.36), (x, -22.0 - (step as f32) * 4.0)], 1.4, CREAM);
    }
    canvas.stroke(shapes::curve(&[(-34.0, -138.0), (-10.0, -116.0), (24.0, -112.0), (56.0, -84.0)]), 9.0, GOLD, 1.0);
    canvas.line(&[(-36.0, -136.0), (-36.0, -8.0)], 9.0, GOLD);
    canvas.line(&[(54.0, -84.0), (-30.0, -8.0)], 11.0, darker(GOLD, 0.12));
    canvas.body(shapes::round_rect(-52.0, -12.0, 40.0, 12.0, 4.0), darker(GOLD, 0.2));
}

fn accordion(canvas: &mut Canvas) {
    for fold in 0..6 {
        let x = -28.0 + fold as f32 * 10.0;
        canvas.body(shapes::rect(x, -70.0, 8.0, 66.0), if fold % 2 == 0 { CREAM } else { IRON });
    }
    canvas.body(shapes::round_rect(-64.0, -76.0, 36.0, 76.0, 7.0), RED);
    canvas.body(shapes::round_rect(32.0, -76.0, 34.0, 76.0, 7.0), RED);
    canvas.mark(shapes::rect(40.0, -70.0, 16.0, 64.0), rgb(0xfa_f8_f2));
    for row in 0..7 {
        let y = -66.0 + row as f32 * 9.0;
        canvas.line(&[(40.0, y), (56.0, y)], 1.2, INK);
        canvas.mark(shapes::ellipse(-52.0 + (row % 2) as f32 * 12.0, y, 3.0, 3.0), GOLD);
    }
}

fn maracas(canvas: &mut Canvas) {
    for (side, colour) in [(-1.0, RED), (1.0, LEAF)] {
        canvas.line(&[(side * 8.0, 0.0), (side * 26.0, -48.0)], 8.0, WOOD);
        canvas.body(shapes::ellipse(side * 33.0, -66.0, 21.0, 26.0), colour);
        canvas.stroke(
            shapes::curve(&[(side * 33.0 - 19.0, -64.0), (side * 33.0, -58.0), (side * 33.0 + 19.0, -64.0)]),
            6.0,
            GOLD,
            1.0,
        );
    }
}

fn microphone(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 20.0, |canvas| {
        canvas.body(shapes::polygon(&[(-11.0, -72.0), (11.0, -72.0), (7.0, 0.0), (-7.0, 0.0)]), IRON);
        canvas.body(shapes::ellipse(0.0, -88.0, 23.0, 23.0), STEEL);
        for shift in [-10.0, 0.0, 10.0] {
            canvas.line(&[(-19.0, -88.0 + shift), (19.0, -88.0 + shift)], 1.6, darker(STEEL, 0.35));
            canvas.line(&[(shift, -107.0), (shift, -69.0)], 1.6, darker(STEEL, 0.35));
        }
        canvas.body(shapes::round_rect(-14.0, -74.0, 28.0, 8.0, 3.0), GOLD);
    });
}

/// A box whose lid is open: a little figure turns in it.
fn music_box(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-50.0, -46.0), (50.0, -46.0), (44.0, -104.0), (-44.0, -104.0)]), rgb(0xb4_6c_8c));
    canvas.mark(shapes::polygon(&[(-40.0, -50.0), (40.0, -50.0), (36.0, -97.0), (-36.0, -97.0)]), rgb(0xf0_b4_c8));
    canvas.body(shapes::polygon(&[(-18.0, -46.0), (18.0, -46.0), (0.0, -78.0)]), rgb(0xfa_f2_fa));
    canvas.body(shapes::ellipse(0.0, -84.0, 8.0, 8.0), rgb(0xe8_bc_94));
    canvas.line(&[(-7.0, -70.0), (0.0, -98.0), (7.0, -70.0)], 2.6, rgb(0xe8_bc_94));
    canvas.body(shapes::round_rect(-54.0, -50.0, 108.0, 50.0, 6.0), rgb(0xc8_7c_9c));
    canvas.mark(shapes::heart(0.0, -26.0, 12.0), GOLD);
    canvas.line(&[(54.0, -24.0), (70.0, -24.0), (70.0, -40.0)], 4.6, GOLD);
    for (x, y) in [(-64.0, -112.0), (60.0, -124.0)] {
        canvas.body(shapes::ellipse(x, y, 8.0, 6.0), INK);
        canvas.line(&[(x + 6.6, y), (x + 6.6, y - 26.0), (x + 16.0, y - 20.0)], 2.6, INK);
    }
}

fn horn(canvas: &mut Canvas) {
    let ivory = rgb(0xe4_cc_a0);
    let bend = [(-58.0, -12.0), (-20.0, -6.0), (24.0, -24.0), (38.0, -78.0), (72.0, -62.0), (50.0, -6.0), (-6.0, 18.0)];
    canvas.body(shapes::smooth(&bend), ivory);
    canvas.body(shapes::ellipse(55.0, -72.0, 19.0, 10.0), darker(ivory, 0.45));
    canvas.line(&[(-62.0, -12.0), (-52.0, -8.0)], 9.0, GOLD);
    canvas.stroke(shapes::curve(&[(22.0, -24.0), (34.0, -10.0), (46.0, -6.0)]), 6.0, GOLD, 1.0);
}
