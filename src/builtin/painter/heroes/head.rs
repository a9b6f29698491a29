//! Heads of animals: ears, snouts, manes.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::coat;
use super::face;
use super::figure::Figure;
use super::kinds::{Beast, Ears, Extra, Snout};
use super::pose::Pose;
use crate::pipeline::palette::{Rgb, mix, rgb};

const DARK: Rgb = rgb(0x3c_2e_36);
const PINK: Rgb = rgb(0xf6_a6_a6);

/// The head of an animal, about (0, -65).
pub(super) fn beast(canvas: &mut Canvas, figure: &Figure, beast: Beast, pose: Pose) {
    let coat = figure.coat;
    behind(canvas, figure, beast.extra);
    ears(canvas, figure, beast);
    let skull = match beast.snout {
        Snout::Cheeks => shapes::smooth(&[
            (0.0, -92.0),
            (20.0, -87.0),
            (31.0, -66.0),
            (26.0, -50.0),
            (0.0, -39.0),
            (-26.0, -50.0),
            (-31.0, -66.0),
            (-20.0, -87.0),
        ]),
        Snout::Long => shapes::smooth(&[
            (0.0, -93.0),
            (20.0, -88.0),
            (27.0, -68.0),
            (24.0, -48.0),
            (0.0, -37.0),
            (-24.0, -48.0),
            (-27.0, -68.0),
            (-20.0, -88.0),
        ]),
        _ => shapes::ellipse(0.0, -65.0, 31.0, 27.0),
    };
    canvas.body(skull, coat);
    before(canvas, figure, beast.extra);
    coat::on_head(canvas, figure, beast.extra);
    let crown = [(-19.0, -80.0, 3.6), (-5.0, -87.0, 3.0), (11.0, -84.0, 3.8), (24.0, -73.0, 3.0), (-26.0, -67.0, 2.8)];
    coat::marks(canvas, figure, &crown);
    snout(canvas, figure, beast.snout, pose);
    coat::on_face(canvas, figure, beast.extra);
    match beast.extra {
        Extra::Panda | Extra::Mask | Extra::BadgerStripes => face::wide_eyes(canvas, (0.0, -68.0), 12.0, 4.6, pose),
        _ => face::eyes(canvas, (0.0, -68.0), 12.5, 5.4, pose),
    }
    face::cheeks(canvas, (0.0, -57.5), 21.5);
    if beast.extra == Extra::Whiskers || beast.extra == Extra::Stripes {
        for side in [-1.0, 1.0] {
            for (y, drop) in [(-57.0, -3.0), (-54.0, 1.5)] {
                canvas.stroke(shapes::curve(&[(side * 24.0, y), (side * 39.0, y + drop)]), 0.9, DARK, 0.6);
            }
        }
    }
}

fn ears(canvas: &mut Canvas, figure: &Figure, beast: Beast) {
    let coat = if beast.extra == Extra::Panda { rgb(0x45_40_4c) } else { figure.coat };
    let inner = mix(lighter(figure.coat, 0.3), PINK, 0.55);
    for side in [-1.0, 1.0] {
        canvas.at((0.0, 0.0), (side, 1.0), 0.0, |canvas| match beast.ears {
            Ears::None => {}
            Ears::Ape => {
                canvas.body(shapes::ellipse(33.0, -65.0, 10.0, 11.0), coat);
                canvas.mark(shapes::ellipse(33.5, -65.0, 6.0, 7.0), inner);
            }
            Ears::Pointed => {
                canvas.body(
                    shapes::smooth(&[(7.0, -87.0), (18.0, -104.0), (27.0, -114.0), (31.0, -96.0), (30.0, -74.0)]),
                    coat,
                );
                canvas.mark(
                    shapes::smooth(&[(14.0, -89.0), (20.0, -100.0), (25.5, -106.0), (27.0, -94.0), (26.0, -82.0)]),
                    inner,
                );
            }
            Ears::Tufted => {
                let tuft = [(14.0, -96.0), (21.0, -114.0), (24.0, -106.0), (30.0, -112.0), (26.0, -90.0)];
                canvas.body(shapes::polygon(&tuft), darker(coat, 0.25));
                upright(canvas, coat, inner);
            }
            Ears::Short => upright(canvas, coat, inner),
            Ears::Long => canvas.at((12.0, -84.0), (1.0, 1.0), 9.0, |canvas| {
                canvas.body(shapes::ellipse(0.0, -24.0, 8.6, 29.0), coat);
                canvas.mark(shapes::ellipse(0.0, -23.0, 4.6, 21.0), inner);
            }),
            Ears::Round => {
                canvas.body(shapes::ellipse(22.0, -87.0, 11.0, 11.0), coat);
                canvas.mark(
                    shapes::ellipse(22.5, -86.5, 6.0, 6.0),
                    if beast.extra == Extra::Panda { lighter(coat, 0.12) } else { inner },
                );
            }
            Ears::Wide => {
                canvas.body(shapes::ellipse(29.0, -86.0, 18.0, 18.0), coat);
                canvas.mark(shapes::ellipse(29.5, -85.5, 12.0, 12.0), inner);
            }
            Ears::Floppy => canvas.at((23.0, -84.0), (1.0, 1.0), -16.0, |canvas| {
                canvas.body(shapes::drop(2.0, -6.0, 22.0, 40.0), darker(coat, 0.22));
            }),
            Ears::Elephant => {
                let flap = [(22.0, -86.0), (46.0, -92.0), (62.0, -74.0), (58.0, -50.0), (40.0, -42.0), (26.0, -52.0)];
                canvas.body(shapes::smooth(&flap), darker(coat, 0.05));
                let inside = [(30.0, -80.0), (46.0, -84.0), (55.0, -71.0), (51.0, -56.0), (40.0, -51.0), (31.0, -58.0)];
                canvas.mark(shapes::smooth(&inside), mix(coat, PINK, 0.5));
            }
            Ears::Side => canvas.at((25.0, -78.0), (1.0, 1.0), 72.0, |canvas| {
                canvas.body(shapes::drop(0.0, -25.0, 15.0, 30.0), coat);
                canvas.mark(shapes::drop(0.0, -19.0, 8.0, 20.0), inner);
            }),
        });
    }
}

/// The right one of two small ears.
fn upright(canvas: &mut Canvas, coat: Rgb, inner: Rgb) {
    let ear = [(8.0, -86.0), (15.0, -100.0), (22.0, -105.0), (27.0, -94.0), (26.0, -78.0)];
    canvas.body(shapes::smooth(&ear), coat);
    canvas.mark(shapes::ellipse(19.5, -93.0, 3.6, 6.0), inner);
}

/// What is seen behind the skull.
fn behind(canvas: &mut Canvas, figure: &Figure, extra: Extra) {
    match extra {
        Extra::Mane => {
            canvas.body(shapes::fluffy(0.0, -64.0, 43.0, 40.0, 13), rgb(0xc0_74_3c));
            canvas.glaze(shapes::fluffy(0.0, -64.0, 37.0, 34.0, 12), rgb(0xd8_90_4c), 0.7);
        }
        Extra::Fleece => canvas.body(shapes::fluffy(0.0, -69.0, 36.0, 31.0, 12), rgb(0xfd_f8_ee)),
        Extra::HorseMane | Extra::Horn | Extra::Feathers => {
            let hair =
                [(0.0, -98.0), (22.0, -94.0), (36.0, -74.0), (40.0, -46.0), (34.0, -30.0), (22.0, -44.0), (0.0, -70.0)];
            canvas.body(shapes::smooth(&hair), figure.mane());
        }
        Extra::GiraffeSpots => coat::knobs(canvas),
        Extra::Antlers => {
            for side in [-1.0, 1.0] {
                canvas.at((side * 10.0, -88.0), (side, 1.0), 0.0, |canvas| {
                    for line in [
                        &[(0.0, 0.0), (6.0, -14.0), (16.0, -28.0)][..],
                        &[(6.0, -14.0), (-2.0, -26.0)][..],
                        &[(11.0, -21.0), (22.0, -22.0)][..],
                    ] {
                        canvas.stroke(shapes::curve(line), 4.2, rgb(0x8c_60_40), 1.0);
                    }
                });
            }
        }
        Extra::Horns => {
            for side in [-1.0, 1.0] {
                let horn = [(side * 11.0, -86.0), (side * 20.0, -104.0), (side * 21.0, -84.0)];
                canvas.body(shapes::polygon(&horn), rgb(0xf4_e6_c8));
            }
        }
        _ => {}
    }
}

/// What is seen on the skull, under the eyes.
fn before(canvas: &mut Canvas, figure: &Figure, extra: Extra) {
    match extra {
        Extra::Panda | Extra::Mask => {
            for side in [-1.0, 1.0] {
                canvas.at((side * 12.5, -67.0), (1.0, 1.0), side * 24.0, |canvas| {
                    canvas.mark(shapes::ellipse(0.0, 0.0, 9.0, 11.0), rgb(0x4a_44_52));
                });
            }
        }
        Extra::BadgerStripes => {
            canvas.mark(shapes::ellipse(0.0, -65.0, 28.5, 25.0), rgb(0xf8_f6_f0));
            for side in [-1.0, 1.0] {
                let stripe = [
                    (side * 5.0, -90.0),
                    (side * 17.0, -86.0),
                    (side * 23.0, -72.0),
                    (side * 19.0, -56.0),
                    (side * 8.0, -52.0),
                    (side * 6.0, -68.0),
                ];
                canvas.mark(shapes::smooth(&stripe), rgb(0x3a_36_40));
            }
        }
        Extra::Patch => canvas.mark(shapes::ellipse(12.5, -70.0, 10.5, 12.0), darker(figure.coat, 0.24)),
        Extra::Stripes => {
            for (x, top, foot) in [(0.0, -91.0, -81.0), (-8.0, -90.0, -82.0), (8.0, -90.0, -82.0)] {
                canvas.stroke(shapes::curve(&[(x, top), (x * 0.8, foot)]), 2.8, rgb(0x4a_34_2c), 0.85);
            }
            for side in [-1.0, 1.0] {
                canvas.stroke(shapes::curve(&[(side * 30.0, -66.0), (side * 24.0, -65.0)]), 2.6, rgb(0x4a_34_2c), 0.85);
            }
        }
        Extra::Fleece => canvas.body(shapes::fluffy(0.0, -88.0, 19.0, 10.0, 8), rgb(0xfd_f8_ee)),
        Extra::Horn => {
            canvas.body(shapes::polygon(&[(-5.0, -89.0), (0.0, -118.0), (5.0, -89.0)]), rgb(0xff_d8_72));
            let fringe = [(-14.0, -92.0), (4.0, -95.0), (13.0, -86.0), (4.0, -84.0), (-3.0, -76.0), (-12.0, -82.0)];
            canvas.body(shapes::smooth(&fringe), figure.mane());
        }
        Extra::HorseMane | Extra::Feathers => {
            let fringe = [(-11.0, -96.0), (5.0, -98.0), (12.0, -86.0), (3.0, -78.0), (-4.0, -82.0)];
            canvas.body(shapes::smooth(&fringe), figure.mane());
        }
        _ => {}
    }
}

fn snout(canvas: &mut Canvas, figure: &Figure, snout: Snout, pose: Pose) {
    let pale = figure.belly;
    match snout {
        Snout::Cheeks => {
            for side in [-1.0, 1.0] {
                let fluff = [
                    (0.0, -55.0),
                    (side * 9.0, -60.0),
                    (side * 22.0, -60.0),
                    (side * 27.5, -52.0),
                    (side * 14.0, -45.0),
                    (0.0, -40.0),
                ];
                canvas.mark(shapes::smooth(&fluff), pale);
            }
            face::nose(canvas, (0.0, -54.5), 3.8, DARK);
            face::mouth(canvas, (0.0, -49.5), 5.0, pose);
        }
        Snout::Muzzle => {
            canvas.mark(shapes::ellipse(0.0, -54.0, 13.5, 10.5), pale);
            face::nose(canvas, (0.0, -58.5), 4.4, DARK);
            face::mouth(canvas, (0.0, -52.5), 5.4, pose);
        }
        Snout::Nose => {
            canvas.glaze(shapes::ellipse(0.0, -53.5, 11.0, 7.5), pale, 0.85);
            face::nose(canvas, (0.0, -57.0), 2.9, rgb(0xe8_7c_84));
            face::mouth(canvas, (0.0, -52.5), 5.2, pose);
        }
        Snout::Trunk => {
            face::mouth(canvas, (10.0, -47.0), 4.6, pose);
            let trunk = [
                (-7.0, -66.0),
                (7.0, -66.0),
                (8.5, -48.0),
                (6.0, -32.0),
                (16.0, -25.0),
                (21.0, -29.0),
                (23.0, -20.0),
                (10.0, -14.0),
                (-5.0, -24.0),
                (-8.5, -46.0),
            ];
            canvas.body(shapes::smooth(&trunk), lighter(figure.coat, 0.08));
            for y in [-54.0, -46.0, -38.0] {
                canvas.stroke(
                    shapes::curve(&[(-5.5, y), (0.0, y + 1.4), (5.5, y)]),
                    1.0,
                    darker(figure.coat, 0.35),
                    0.6,
                );
            }
        }
        Snout::Pig => {
            canvas.body(shapes::ellipse(0.0, -57.0, 10.5, 8.0), darker(mix(figure.coat, PINK, 0.4), 0.08));
            for side in [-1.0, 1.0] {
                canvas.mark(shapes::ellipse(side * 3.6, -57.0, 1.7, 2.6), rgb(0xa8_50_5c));
            }
            face::mouth(canvas, (0.0, -47.0), 5.4, pose);
        }
        Snout::Long => {
            canvas.mark(shapes::ellipse(0.0, -50.0, 18.5, 12.5), pale);
            for side in [-1.0, 1.0] {
                canvas.mark(shapes::ellipse(side * 6.0, -54.0, 1.8, 2.3), darker(pale, 0.5));
            }
            face::mouth(canvas, (0.0, -47.5), 6.4, pose);
        }
    }
}
