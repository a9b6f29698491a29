//! What is above: the wash of the sky, sun, moon, stars and clouds.

use super::canvas::Canvas;
use super::chance::Chance;
use super::colour::{Tone, lighter};
use super::shapes::{self, At};
use super::sheet::HEIGHT;
use crate::domain::{Clouds, PictureSpec, Place, Style, TimeOfDay, Weather};
use crate::pipeline::palette::{self, Rgb, is_covered, mix, rgb};

const SUN: Rgb = rgb(0xff_d4_4d);
const MOON: Rgb = rgb(0xff_f3_c4);

/// Draws the sky, or the air of a room, over the whole page.
pub(super) fn draw(canvas: &mut Canvas, spec: &PictureSpec) {
    let elements = &spec.elements;
    let time = if spec.style == Style::Night { TimeOfDay::Night } else { elements.time };
    let mut chance = Chance::new(spec.seed, 1);
    air(canvas, &mut chance);
    if palette::is_inside(elements.place) || elements.place == Place::Underwater {
        return;
    }
    let dim = is_covered(elements) || elements.weather == Weather::Fog;
    if elements.place == Place::Space || (time == TimeOfDay::Night && !dim) {
        stars(canvas, &mut chance, 90);
    }
    // snow falls at night under a moon, and by day without a sun
    let is_snowing = elements.weather == Weather::Snow && time != TimeOfDay::Night;
    let hides_light = is_covered(elements) || is_snowing || (dim && time == TimeOfDay::Day);
    if elements.place != Place::Space && !hides_light {
        luminary(canvas, &mut chance, time);
    }
    let clouds = match (elements.place, elements.weather) {
        (Place::Space, _) => 0,
        _ if is_covered(elements) => 7,
        _ if elements.clouds == Clouds::None => 0,
        (_, Weather::Cloudy | Weather::Rain | Weather::Storm | Weather::Snow) => 6,
        (_, Weather::Fog) => 2,
        (_, Weather::Clear | Weather::Wind) => 3,
    };
    for index in 0..clouds {
        drifting(canvas, &mut chance, spec, (index as f32 + 0.5) / clouds as f32);
    }
}

fn air(canvas: &mut Canvas, chance: &mut Chance) {
    let [top, foot] = canvas.light.sky;
    let w = canvas.width;
    canvas.wash(shapes::rect(0.0, 0.0, w, HEIGHT), (top, 1.0), (foot, 1.0));
    match canvas.style {
        Style::Watercolor => {
            for _ in 0..9 {
                let at = (chance.between(0.0, w), chance.between(0.0, 560.0));
                let (radius, alpha) = (chance.between(110.0, 300.0), chance.between(0.06, 0.2));
                let colour = if chance.heads() { lighter(top, 0.6) } else { mix(top, foot, 0.3) };
                canvas.glow(at, radius, colour, alpha);
            }
        }
        Style::PaperCut => bands(canvas, top, foot),
        Style::Crayon => strokes(canvas, chance, top),
        Style::Storybook | Style::Night => {}
    }
}

/// The sky in sheets of paper.
fn bands(canvas: &mut Canvas, top: Rgb, foot: Rgb) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for band in 1..4 {
            let part = band as f32 / 4.0;
            let y = 40.0 + 480.0 * part;
            let points = [
                (-60.0, y + 30.0),
                (w * 0.2, y - 26.0 * part),
                (w * 0.5, y + 24.0),
                (w * 0.8, y - 22.0),
                (w + 60.0, y + 20.0),
            ];
            canvas.body(shapes::skyline(&points, HEIGHT + 60.0), mix(top, foot, part));
        }
    });
}

/// Wax laid side by side.
fn strokes(canvas: &mut Canvas, chance: &mut Chance, top: Rgb) {
    let w = canvas.width;
    canvas.toned(Tone::Shining, |canvas| {
        for index in 0..46 {
            let y = index as f32 * 15.0 + chance.between(-6.0, 6.0);
            let from = chance.between(-80.0, w * 0.6);
            let line = [(from, y), (from + w * 0.25, y - 9.0), (from + chance.between(0.4, 0.7) * w, y + 6.0)];
            let colour = if chance.heads() { lighter(top, 0.45) } else { mix(top, [0.2, 0.3, 0.7], 0.12) };
            canvas.stroke(shapes::curve(&line), 9.0, colour, 0.26);
        }
    });
}

fn stars(canvas: &mut Canvas, chance: &mut Chance, count: usize) {
    let w = canvas.width;
    canvas.told.light("star");
    canvas.toned(Tone::Shining, |canvas| {
        for index in 0..count {
            let at = (chance.between(0.0, w), chance.between(0.0, 620.0));
            if index % 9 == 0 {
                let size = chance.between(6.0, 10.0);
                canvas.glow(at, size * 3.2, rgb(0xff_f6_cf), 0.55);
                canvas.mark(shapes::star(at.0, at.1, size, size * 0.4, 5), rgb(0xff_f2_b8));
            } else {
                let size = chance.between(1.0, 2.8);
                canvas.glaze(shapes::ellipse(at.0, at.1, size, size), rgb(0xff_fb_e6), chance.between(0.5, 1.0));
            }
        }
    });
}

/// The sun, or at night the moon.
fn luminary(canvas: &mut Canvas, chance: &mut Chance, time: TimeOfDay) {
    let side = if chance.heads() { chance.between(0.12, 0.26) } else { chance.between(0.74, 0.88) };
    let x = canvas.width * side;
    canvas.told.light(if time == TimeOfDay::Night { "moon" } else { "sun" });
    canvas.toned(Tone::Shining, |canvas| match time {
        TimeOfDay::Night => moon(canvas, (x, chance.between(130.0, 190.0)), 58.0),
        TimeOfDay::Day => sun(canvas, (x, chance.between(120.0, 170.0)), SUN, 58.0),
        TimeOfDay::Dawn => sun(canvas, (x, chance.between(330.0, 380.0)), rgb(0xff_e0_8a), 62.0),
        TimeOfDay::Sunset => sun(canvas, (x, chance.between(350.0, 400.0)), rgb(0xff_8e_4a), 74.0),
    });
}

fn sun(canvas: &mut Canvas, at: At, colour: Rgb, radius: f32) {
    canvas.glow(at, radius * 4.2, lighter(colour, 0.35), 0.6);
    if matches!(canvas.style, Style::Crayon | Style::PaperCut | Style::Storybook) {
        let rays = if canvas.style == Style::PaperCut { 16 } else { 12 };
        canvas.body(shapes::star(at.0, at.1, radius * 1.42, radius * 1.1, rays), lighter(colour, 0.25));
    }
    canvas.body(shapes::ellipse(at.0, at.1, radius, radius), colour);
}

/// The moon with its craters.
pub(super) fn moon(canvas: &mut Canvas, at: At, radius: f32) {
    canvas.glow(at, radius * 4.5, rgb(0xc8_d6_ff), 0.5);
    canvas.glow(at, radius * 2.0, MOON, 0.6);
    canvas.body(shapes::ellipse(at.0, at.1, radius, radius), MOON);
    for (x, y, r) in [(-0.35, -0.2, 0.2), (0.3, 0.25, 0.26), (0.15, -0.45, 0.12), (-0.2, 0.45, 0.13)] {
        let crater = shapes::ellipse(at.0 + x * radius, at.1 + y * radius, r * radius, r * radius);
        canvas.glaze(crater, rgb(0xe2_cf_93), 0.55);
    }
}

fn drifting(canvas: &mut Canvas, chance: &mut Chance, spec: &PictureSpec, across: f32) {
    let x = canvas.width * across + chance.between(-90.0, 90.0);
    let at = (x, chance.between(70.0, 270.0));
    let size = chance.between(0.7, 1.15);
    let white = match spec.elements.weather {
        _ if is_covered(&spec.elements) => rgb(0xa9_b4_c6),
        Weather::Snow => rgb(0xe4_ea_f2),
        _ => rgb(0xff_ff_ff),
    };
    let tinted = match if spec.style == Style::Night { TimeOfDay::Night } else { spec.elements.time } {
        TimeOfDay::Day => mix(white, canvas.light.sky[0], 0.06),
        TimeOfDay::Dawn => mix(white, rgb(0xff_c4_c0), 0.4),
        TimeOfDay::Sunset => mix(white, rgb(0xff_a0_80), 0.5),
        TimeOfDay::Night => mix(white, canvas.light.sky[1], 0.68),
    };
    canvas.toned(Tone::Shining, |canvas| cloud(canvas, at, size, tinted));
}

/// A cloud of five puffs in one outline.
pub(super) fn cloud(canvas: &mut Canvas, at: At, size: f32, colour: Rgb) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        let outline = [
            (-105.0, 26.0),
            (-122.0, 2.0),
            (-98.0, -20.0),
            (-70.0, -18.0),
            (-52.0, -52.0),
            (-10.0, -60.0),
            (20.0, -38.0),
            (52.0, -46.0),
            (84.0, -18.0),
            (114.0, -10.0),
            (120.0, 18.0),
            (92.0, 32.0),
            (0.0, 34.0),
        ];
        canvas.body(shapes::smooth(&outline), colour);
    });
}
