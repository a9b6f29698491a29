//! What stands in rooms: walls and floors, windows, curtains, lamps, shelves.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::super::sheet::HEIGHT;
use super::super::sky;
use super::conditions::Conditions;
use crate::domain::{Clouds, TimeOfDay, Weather};
use crate::pipeline::palette::{Rgb, mix, rgb};

pub(super) const WOOD: Rgb = rgb(0xa8_70_48);

/// Wall and floor; the wall is the page's air.
pub(super) fn room(canvas: &mut Canvas, floor: Rgb) {
    let w = canvas.width;
    canvas.body(shapes::rect(-60.0, 690.0, w + 120.0, HEIGHT), floor);
    for (from, to) in [(0.1, -0.1), (0.3, 0.2), (0.5, 0.5), (0.7, 0.8), (0.9, 1.1)] {
        canvas.stroke(shapes::curve(&[(w * from, 704.0), (w * to, HEIGHT)]), 3.0, darker(floor, 0.4), 0.45);
    }
    canvas.body(shapes::rect(-60.0, 676.0, w + 120.0, 20.0), lighter(floor, 0.35));
}

/// A window with the sky of the hour and the weather in it.
pub(super) fn outlook(canvas: &mut Canvas, at: (f32, f32), size: (f32, f32), conditions: &Conditions) {
    let ((x, y), (wide, tall)) = (at, size);
    let frame = lighter(WOOD, 0.45);
    canvas.body(shapes::rect(x - wide / 2.0 - 16.0, y - tall / 2.0 - 16.0, wide + 32.0, tall + 32.0), frame);
    pane(canvas, at, size, conditions);
    canvas.line(&[(x, y - tall / 2.0), (x, y + tall / 2.0)], 10.0, frame);
    canvas.line(&[(x - wide / 2.0, y), (x + wide / 2.0, y)], 10.0, frame);
    canvas.body(shapes::rect(x - wide / 2.0 - 28.0, y + tall / 2.0 + 12.0, wide + 56.0, 18.0), lighter(WOOD, 0.3));
}

/// The sky of the hour and the weather behind glass.
pub(super) fn pane(canvas: &mut Canvas, at: (f32, f32), size: (f32, f32), conditions: &Conditions) {
    let ((x, y), (wide, tall)) = (at, size);
    canvas.toned(Tone::Shining, |canvas| {
        let (top, foot) = match conditions.time {
            TimeOfDay::Night => (rgb(0x1c_26_62), rgb(0x4c_5c_a8)),
            TimeOfDay::Dawn => (rgb(0xa8_c0_ee), rgb(0xff_d8_c4)),
            TimeOfDay::Sunset => (rgb(0xa0_7c_c0), rgb(0xff_b8_78)),
            TimeOfDay::Day => (rgb(0x8c_cc_f2), rgb(0xe0_f4_fa)),
        };
        let grey = if conditions.night { rgb(0x3c_44_66) } else { rgb(0xb4_c0_cc) };
        let is_bright = matches!(conditions.weather, Weather::Clear | Weather::Wind);
        let dim = if is_bright && conditions.clouds != Clouds::Grey { 0.0 } else { 0.55 };
        let pane = shapes::rect(x - wide / 2.0, y - tall / 2.0, wide, tall);
        canvas.wash(pane, (mix(top, grey, dim), 1.0), (mix(foot, grey, dim), 1.0));
        if conditions.night && dim == 0.0 {
            night_sky(canvas, at, size);
        } else if !conditions.night && conditions.clouds != Clouds::None {
            let colour = match conditions.clouds {
                Clouds::Grey => rgb(0xa9_b4_c6),
                _ if dim == 0.0 => rgb(0xff_ff_ff),
                _ => rgb(0xe2_e8_ee),
            };
            sky::cloud(canvas, (x - wide * 0.1, y - tall * 0.1), 0.45, colour);
        }
        falling(canvas, at, size, conditions.weather);
    });
}

fn night_sky(canvas: &mut Canvas, (x, y): (f32, f32), (wide, tall): (f32, f32)) {
    for (dx, dy, r) in [(-0.3, -0.3, 5.0), (0.05, -0.36, 4.0), (0.36, 0.1, 5.0), (-0.36, 0.16, 3.5), (0.12, 0.3, 4.0)] {
        canvas.mark(shapes::star(x + wide * dx, y + tall * dy, r * 1.7, r * 0.7, 5), rgb(0xff_f2_b8));
    }
    canvas.glow((x + wide * 0.2, y - tall * 0.14), 80.0, rgb(0xff_f3_c4), 0.5);
    canvas.mark(shapes::crescent(x + wide * 0.2, y - tall * 0.14, 28.0), rgb(0xff_f0_bc));
}

/// Rain or snow behind a pane.
fn falling(canvas: &mut Canvas, (x, y): (f32, f32), (wide, tall): (f32, f32), weather: Weather) {
    for index in 0..14 {
        let dx = wide * (0.42 - (index * 5 % 14) as f32 * 0.062);
        let at = (x + dx, y + tall * (0.4 - (index * 3 % 14) as f32 * 0.062));
        match weather {
            Weather::Rain | Weather::Storm => canvas.line(&[at, (at.0 - 4.0, at.1 + 16.0)], 2.6, rgb(0xea_f4_ff)),
            Weather::Snow => canvas.mark(shapes::ellipse(at.0, at.1, 4.0, 4.0), [1.0; 3]),
            _ => {}
        }
    }
}

pub(super) fn curtains(canvas: &mut Canvas, (x, y): (f32, f32), (wide, tall): (f32, f32), colour: Rgb) {
    for side in [-1.0, 1.0] {
        let edge = [
            (x + side * wide * 0.74, y - tall * 0.68),
            (x + side * wide * 0.3, y - tall * 0.66),
            (x + side * wide * 0.46, y - tall * 0.1),
            (x + side * wide * 0.5, y + tall * 0.7),
            (x + side * wide * 0.78, y + tall * 0.7),
        ];
        canvas.body(shapes::smooth(&edge), colour);
    }
    canvas.body(shapes::round_rect(x - wide * 0.85, y - tall * 0.74, wide * 1.7, 16.0, 8.0), WOOD);
}

pub(super) fn rug(canvas: &mut Canvas, colour: Rgb) {
    let w = canvas.width;
    canvas.body(shapes::ellipse(w * 0.5, 872.0, w * 0.36, 66.0), colour);
    canvas.stroke(shapes::ellipse(w * 0.5, 872.0, w * 0.31, 52.0), 6.0, lighter(colour, 0.5), 0.8);
}

/// A lamp that hangs into the page.
pub(super) fn hanging_lamp(canvas: &mut Canvas, x: f32, lit: bool) {
    canvas.line(&[(x, -10.0), (x, 96.0)], 4.0, rgb(0x60_4c_48));
    canvas.toned(Tone::Shining, |canvas| {
        if lit {
            canvas.glow((x, 150.0), 330.0, rgb(0xff_d6_80), 0.55);
        }
        canvas.mark(shapes::ellipse(x, 152.0, 22.0, 20.0), rgb(0xff_f0_b4));
    });
    canvas.body(
        shapes::polygon(&[(x - 66.0, 148.0), (x - 26.0, 92.0), (x + 26.0, 92.0), (x + 66.0, 148.0)]),
        rgb(0xe0_7a_58),
    );
}

pub(super) fn shelf(canvas: &mut Canvas, conditions: &mut Conditions, (x, y): (f32, f32)) {
    canvas.body(shapes::rect(x - 120.0, y - 440.0, 240.0, 440.0), darker(WOOD, 0.1));
    for row in 0..3 {
        let foot = y - 20.0 - row as f32 * 140.0;
        canvas.mark(shapes::rect(x - 104.0, foot - 118.0, 208.0, 118.0), darker(WOOD, 0.45));
        let mut left = x - 98.0;
        while left < x + 80.0 {
            let (wide, tall) = (conditions.chance.between(18.0, 32.0), conditions.chance.between(70.0, 108.0));
            let cover = conditions.chance.one_of(&[
                rgb(0xe0_6a_58),
                rgb(0x5f_9a_c4),
                rgb(0xf0_c4_5a),
                rgb(0x76_b0_72),
                rgb(0xa8_80_c0),
            ]);
            canvas.body(shapes::rect(left, foot - tall, wide, tall), mix(cover, [1.0; 3], 0.05));
            left += wide + 2.0;
        }
    }
}
