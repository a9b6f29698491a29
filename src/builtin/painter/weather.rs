//! Rain, snow, fog, wind and lightning, behind and before the heroes.

use super::canvas::Canvas;
use super::chance::Chance;
use super::colour::Tone;
use super::shapes;
use super::sheet::HEIGHT;
use crate::domain::{PictureSpec, Weather};
use crate::pipeline::palette::{is_sheltered, rgb};

/// What stands behind the heroes: a bolt, the far fog.
pub(super) fn behind(canvas: &mut Canvas, spec: &PictureSpec) {
    if is_sheltered(spec.elements.place) {
        return;
    }
    let mut chance = Chance::new(spec.seed, 5);
    match spec.elements.weather {
        Weather::Storm => bolt(canvas, &mut chance),
        Weather::Fog => fog(canvas, &mut chance, 430.0, 0.5),
        _ => {}
    }
}

/// What falls or drifts before the heroes.
pub(super) fn before(canvas: &mut Canvas, spec: &PictureSpec) {
    if is_sheltered(spec.elements.place) {
        return;
    }
    let mut chance = Chance::new(spec.seed, 6);
    match spec.elements.weather {
        Weather::Rain => rain(canvas, &mut chance, 90),
        Weather::Storm => rain(canvas, &mut chance, 130),
        Weather::Snow => snow(canvas, &mut chance),
        Weather::Wind => wind(canvas, &mut chance),
        Weather::Fog => fog(canvas, &mut chance, 760.0, 0.32),
        Weather::Clear | Weather::Cloudy => {}
    }
}

fn rain(canvas: &mut Canvas, chance: &mut Chance, drops: usize) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for _ in 0..drops {
            let (x, y) = (chance.between(-40.0, w + 40.0), chance.between(-20.0, HEIGHT));
            let length = chance.between(16.0, 34.0);
            let line = shapes::curve(&[(x, y), (x - length * 0.28, y + length)]);
            canvas.stroke(line, 2.4, rgb(0xe6_f2_ff), chance.between(0.35, 0.7));
        }
    });
}

fn snow(canvas: &mut Canvas, chance: &mut Chance) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for _ in 0..120 {
            let (x, y) = (chance.between(0.0, w), chance.between(0.0, HEIGHT));
            let size = chance.between(2.0, 7.0);
            canvas.glaze(shapes::ellipse(x, y, size, size), rgb(0xff_ff_ff), chance.between(0.6, 0.95));
        }
    });
}

fn wind(canvas: &mut Canvas, chance: &mut Chance) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for _ in 0..5 {
            let (x, y, s) = (chance.between(0.0, w * 0.75), chance.between(180.0, 640.0), chance.between(0.7, 1.2));
            canvas.at((x, y), (s, s), 0.0, |canvas| {
                let gust = [
                    (0.0, 0.0),
                    (90.0, -10.0),
                    (190.0, 4.0),
                    (250.0, -14.0),
                    (256.0, -46.0),
                    (226.0, -52.0),
                    (218.0, -28.0),
                ];
                canvas.stroke(shapes::curve(&gust), 4.5, rgb(0xff_ff_ff), 0.62);
            });
        }
    });
    for _ in 0..9 {
        let at = (chance.between(0.0, w), chance.between(160.0, 800.0));
        let (size, turn) = (chance.between(0.8, 1.4), chance.between(0.0, 360.0));
        let colour = chance.one_of(&[rgb(0xe0_8a_3a), rgb(0xc9_b0_3c), rgb(0x8f_b8_4e)]);
        canvas.at(at, (size, size), turn, |canvas| {
            canvas.mark(shapes::drop(0.0, -12.0, 14.0, 24.0), colour);
        });
    }
}

fn fog(canvas: &mut Canvas, chance: &mut Chance, y: f32, alpha: f32) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for _ in 0..6 {
            let at = (chance.between(0.0, w), y + chance.between(-90.0, 90.0));
            let wide = chance.between(2.0, 3.4);
            canvas.at(at, (wide, 0.55), 0.0, |canvas| canvas.glow((0.0, 0.0), 220.0, rgb(0xf2_f5_f7), alpha));
        }
    });
    let page = shapes::rect(0.0, y - 260.0, w, 560.0);
    canvas.wash(page, ([0.93, 0.95, 0.96], 0.0), ([0.93, 0.95, 0.96], alpha * 0.7));
}

fn bolt(canvas: &mut Canvas, chance: &mut Chance) {
    let x = canvas.width * chance.one_of(&[0.3, 0.62, 0.76]);
    canvas.toned(Tone::Shining, |canvas| {
        canvas.glow((x, 260.0), 260.0, rgb(0xfd_f6_c8), 0.55);
        let edge = [
            (x + 14.0, 130.0),
            (x - 44.0, 268.0),
            (x - 6.0, 262.0),
            (x - 34.0, 392.0),
            (x + 46.0, 228.0),
            (x + 8.0, 236.0),
            (x + 52.0, 130.0),
        ];
        canvas.body(shapes::polygon(&edge), rgb(0xff_ec_7a));
    });
}
