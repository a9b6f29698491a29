//! Birds: small ones and ducks, owls, penguins.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::limbs::wings;
use super::pose::{Mouth, Pose};
use super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

const BEAK: Rgb = rgb(0xf6_a4_3c);

/// What tells one bird from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plume {
    Songbird,
    /// With a flat bill instead of a beak.
    Duck,
    /// A comb and a wattle.
    Hen,
    /// A hooked beak and many colours.
    Parrot,
    /// A fan of feathers with eyes.
    Peacock,
    /// A white head and a hooked beak.
    Eagle,
}

/// A bird as round as a ball, told from others by its plume.
pub(super) fn bird(canvas: &mut Canvas, figure: &Figure, pose: Pose, plume: Plume) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    tail(canvas, figure, plume);
    bird_feet(canvas);
    canvas.body(
        shapes::smooth(&[
            (0.0, -58.0),
            (22.0, -48.0),
            (30.0, -24.0),
            (20.0, -6.0),
            (0.0, -3.0),
            (-20.0, -6.0),
            (-30.0, -24.0),
            (-22.0, -48.0),
        ]),
        coat,
    );
    canvas.mark(shapes::ellipse(0.0, -22.0, 18.0, 16.0), figure.belly);
    wear::on_body(canvas, figure);
    let wing = if plume == Plume::Parrot { rgb(0x3c_8c_d0) } else { darker(coat, 0.1) };
    wings(canvas, pose, wing, (22.0, -40.0), 32.0);
    crest(canvas, coat, plume);
    let head = if plume == Plume::Eagle { rgb(0xfb_f8_f2) } else { coat };
    canvas.body(shapes::ellipse(0.0, -66.0, 29.0, 27.0), head);
    if plume == Plume::Parrot {
        for side in [-1.0, 1.0] {
            canvas.mark(shapes::ellipse(side * 12.0, -69.0, 11.0, 11.5), rgb(0xfb_f8_f2));
        }
    }
    face::wide_eyes(canvas, (0.0, -70.0), 12.0, 4.6, pose);
    face::cheeks(canvas, (0.0, -58.0), 20.0);
    match plume {
        Plume::Duck => bill(canvas),
        Plume::Parrot | Plume::Eagle => hooked(canvas, if plume == Plume::Parrot { rgb(0x4a_44_50) } else { BEAK }),
        _ => beak(canvas, (0.0, -58.0), 7.0, pose),
    }
    if plume == Plume::Hen {
        for side in [-1.0, 1.0] {
            canvas.body(shapes::drop(side * 3.4, -52.0, 6.0, 11.0), rgb(0xdc_44_44));
        }
    }
    wear::on_head(canvas, figure, -90.0);
    wear::at_neck(canvas, figure, -41.0);
}

fn tail(canvas: &mut Canvas, figure: &Figure, plume: Plume) {
    let coat = figure.coat;
    match plume {
        Plume::Peacock => {
            for step in 0..9 {
                let turn = -80.0 + 20.0 * step as f32;
                canvas.at((0.0, -22.0), (1.0, 1.0), turn, |canvas| {
                    canvas.body(shapes::drop(0.0, 2.0, 30.0, -86.0), mix(rgb(0x3c_a4_7c), coat, 0.25));
                    canvas.mark(shapes::ellipse(0.0, -68.0, 8.0, 9.0), rgb(0xf2_c4_4c));
                    canvas.mark(shapes::ellipse(0.0, -68.0, 4.6, 5.4), rgb(0x2c_50_a8));
                });
            }
        }
        Plume::Parrot => {
            for (turn, colour) in [(118.0, rgb(0x3c_8c_d0)), (132.0, rgb(0xf2_c4_4c)), (146.0, coat)] {
                canvas.at((12.0, -14.0), (1.0, 1.0), turn, |canvas| {
                    canvas.body(shapes::drop(0.0, 0.0, 13.0, -52.0), colour);
                });
            }
        }
        Plume::Hen => {
            for turn in [40.0, 62.0, 84.0] {
                canvas.at((14.0, -18.0), (1.0, 1.0), turn, |canvas| {
                    canvas.body(shapes::drop(0.0, 0.0, 16.0, -44.0), darker(coat, 0.12));
                });
            }
        }
        _ => {
            let fan = [(16.0, -20.0), (40.0, -34.0), (46.0, -24.0), (38.0, -14.0), (20.0, -8.0)];
            canvas.body(shapes::smooth(&fan), if plume == Plume::Eagle { rgb(0xfb_f8_f2) } else { darker(coat, 0.14) });
        }
    }
}

fn crest(canvas: &mut Canvas, coat: Rgb, plume: Plume) {
    match plume {
        Plume::Hen => {
            for (x, y) in [(-9.0, -93.0), (0.0, -97.0), (9.0, -93.0)] {
                canvas.body(shapes::ellipse(x, y, 7.0, 8.0), rgb(0xdc_44_44));
            }
        }
        Plume::Peacock => {
            for x in [-9.0, 0.0, 9.0] {
                canvas.line(&[(x * 0.4, -90.0), (x, -108.0)], 1.8, darker(coat, 0.2));
                canvas.mark(shapes::ellipse(x, -109.0, 3.2, 3.2), rgb(0x3c_a4_7c));
            }
        }
        Plume::Eagle => {}
        _ => {
            for (x, y) in [(-4.0, -106.0), (3.0, -110.0), (9.0, -104.0)] {
                canvas.body(shapes::smooth(&[(0.0, -90.0), (x - 2.0, y + 4.0), (x, y), (x + 3.0, y + 4.0)]), coat);
            }
        }
    }
}

fn bill(canvas: &mut Canvas) {
    canvas.body(
        shapes::smooth(&[(-13.0, -57.0), (0.0, -62.0), (13.0, -57.0), (9.0, -51.0), (0.0, -49.5), (-9.0, -51.0)]),
        BEAK,
    );
    canvas.stroke(shapes::curve(&[(-11.0, -56.5), (0.0, -54.0), (11.0, -56.5)]), 1.1, darker(BEAK, 0.4), 0.9);
}

fn hooked(canvas: &mut Canvas, colour: Rgb) {
    let hook = [(-8.0, -61.0), (0.0, -65.0), (8.0, -61.0), (6.0, -52.0), (0.0, -44.0), (-6.0, -52.0)];
    canvas.body(shapes::smooth(&hook), colour);
}

/// A bird on long legs, with a long neck: a flamingo, a stork, an ostrich.
pub(super) fn wader(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for x in [-7.0, 7.0] {
        canvas.line(&[(x, -36.0), (x + 1.0, -18.0), (x, -2.0)], 3.4, darker(BEAK, 0.12));
        canvas.line(&[(x - 6.0, -1.0), (x + 8.0, -1.0)], 3.4, darker(BEAK, 0.12));
    }
    let hull = [(-26.0, -52.0), (0.0, -64.0), (28.0, -58.0), (46.0, -40.0), (20.0, -30.0), (-14.0, -32.0)];
    canvas.body(shapes::smooth(&hull), coat);
    canvas.at((12.0, -52.0), (1.0, 1.0), 30.0 - pose.arms.1 * 0.3, |canvas| {
        canvas.body(shapes::drop(4.0, -6.0, 24.0, 30.0), darker(coat, 0.14));
    });
    let neck = [(-20.0, -46.0), (-30.0, -62.0), (-20.0, -76.0), (-18.0, -92.0)];
    canvas.stroke(shapes::curve(&neck), 12.0, darker(coat, 0.36), 1.0);
    canvas.stroke(shapes::curve(&neck), 9.6, coat, 1.0);
    canvas.at((-16.0, -58.0), (0.74, 0.74), pose.tilt, |canvas| {
        canvas.body(shapes::ellipse(0.0, -66.0, 27.0, 25.0), coat);
        face::wide_eyes(canvas, (0.0, -70.0), 11.0, 4.8, pose);
        face::cheeks(canvas, (0.0, -58.0), 18.0);
        hooked(canvas, BEAK);
        wear::on_head(canvas, figure, -89.0);
        wear::at_neck(canvas, figure, -40.0);
    });
}

/// An owl with great eyes.
pub(super) fn owl(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    bird_feet(canvas);
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::smooth(&[(side * 10.0, -88.0), (side * 28.0, -106.0), (side * 31.0, -80.0)]),
            darker(coat, 0.08),
        );
    }
    canvas.body(
        shapes::smooth(&[
            (0.0, -95.0),
            (26.0, -86.0),
            (34.0, -58.0),
            (31.0, -22.0),
            (16.0, -4.0),
            (0.0, -2.0),
            (-16.0, -4.0),
            (-31.0, -22.0),
            (-34.0, -58.0),
            (-26.0, -86.0),
        ]),
        coat,
    );
    canvas.mark(shapes::ellipse(0.0, -25.0, 20.0, 20.0), figure.belly);
    for (x, y) in [(-8.0, -32.0), (0.0, -32.0), (8.0, -32.0), (-4.0, -25.0), (4.0, -25.0), (0.0, -18.0)] {
        canvas.stroke(shapes::curve(&[(x - 3.0, y), (x, y + 3.0), (x + 3.0, y)]), 1.3, darker(figure.belly, 0.35), 0.8);
    }
    wear::on_body(canvas, figure);
    wings(canvas, pose, darker(coat, 0.14), (28.0, -48.0), 42.0);
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::ellipse(side * 13.0, -68.0, 15.0, 15.0), lighter(figure.belly, 0.35));
    }
    face::wide_eyes(canvas, (0.0, -68.0), 12.5, 6.2, pose);
    beak(canvas, (0.0, -58.0), 5.4, pose);
    face::cheeks(canvas, (0.0, -54.0), 21.0);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -46.0);
}

pub(super) fn penguin(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    bird_feet(canvas);
    canvas.body(
        shapes::smooth(&[
            (0.0, -95.0),
            (25.0, -86.0),
            (31.0, -60.0),
            (30.0, -22.0),
            (18.0, -4.0),
            (0.0, -2.0),
            (-18.0, -4.0),
            (-30.0, -22.0),
            (-31.0, -60.0),
            (-25.0, -86.0),
        ]),
        coat,
    );
    canvas.mark(
        shapes::smooth(&[
            (0.0, -74.0),
            (10.0, -82.0),
            (22.0, -76.0),
            (24.0, -60.0),
            (20.0, -48.0),
            (23.0, -24.0),
            (12.0, -8.0),
            (0.0, -6.0),
            (-12.0, -8.0),
            (-23.0, -24.0),
            (-20.0, -48.0),
            (-24.0, -60.0),
            (-22.0, -76.0),
            (-10.0, -82.0),
        ]),
        figure.belly,
    );
    wear::on_body(canvas, figure);
    wings(canvas, pose, darker(coat, 0.08), (26.0, -46.0), 38.0);
    face::eyes(canvas, (0.0, -68.0), 11.5, 5.0, pose);
    beak(canvas, (0.0, -59.0), 6.4, pose);
    face::cheeks(canvas, (0.0, -57.0), 18.0);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -44.0);
}

fn bird_feet(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 10.0, -2.6, 9.0, 4.2), BEAK);
    }
}

fn beak(canvas: &mut Canvas, (x, y): (f32, f32), size: f32, pose: Pose) {
    if pose.mouth == Mouth::Laugh {
        canvas.body(
            shapes::smooth(&[(x - size * 0.6, y + 1.0), (x + size * 0.6, y + 1.0), (x, y + size * 1.3)]),
            darker(BEAK, 0.2),
        );
    }
    canvas.body(
        shapes::smooth(&[
            (x - size, y - size * 0.2),
            (x, y - size * 0.7),
            (x + size, y - size * 0.2),
            (x, y + size * 0.8),
        ]),
        BEAK,
    );
}
