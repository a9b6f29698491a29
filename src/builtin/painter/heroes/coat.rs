//! Patterns of coats, and what grows on animals besides ears and tails.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::figure::Figure;
use super::items::Pattern;
use super::kinds::Extra;
use crate::pipeline::palette::{Rgb, mix, rgb};

const BLACK: Rgb = rgb(0x3e_38_44);
const IVORY: Rgb = rgb(0xfb_f2_dc);

/// What is seen behind the trunk.
pub(super) fn behind(canvas: &mut Canvas, figure: &Figure, extra: Extra) {
    match extra {
        Extra::Spines => {
            let spine = rgb(0x7c_5c_48);
            canvas.body(shapes::star(0.0, -24.0, 37.0, 28.0, 17), spine);
            canvas.body(shapes::star(0.0, -66.0, 43.0, 34.0, 21), spine);
            canvas.glaze(shapes::star(0.0, -66.0, 38.0, 31.0, 19), lighter(spine, 0.25), 0.6);
        }
        Extra::Wings => {
            let membrane = mix(figure.coat, figure.belly, 0.45);
            for side in [-1.0, 1.0] {
                let wing = [
                    (side * 10.0, -42.0),
                    (side * 26.0, -64.0),
                    (side * 54.0, -62.0),
                    (side * 60.0, -34.0),
                    (side * 48.0, -40.0),
                    (side * 42.0, -26.0),
                    (side * 32.0, -34.0),
                    (side * 24.0, -20.0),
                    (side * 12.0, -26.0),
                ];
                canvas.body(shapes::polygon(&wing), membrane);
            }
        }
        Extra::Feathers => {
            for side in [-1.0, 1.0] {
                for (turn, long) in [(64.0, 50.0), (88.0, 46.0), (112.0, 38.0)] {
                    canvas.at((side * 12.0, -36.0), (side, 1.0), turn, |canvas| {
                        canvas.body(shapes::drop(0.0, 4.0, 20.0, -long), darker(figure.coat, 0.04));
                    });
                }
            }
        }
        Extra::Hump => canvas.body(
            shapes::smooth(&[
                (4.0, -6.0),
                (8.0, -46.0),
                (22.0, -66.0),
                (34.0, -62.0),
                (41.0, -44.0),
                (48.0, -44.0),
                (58.0, -62.0),
                (68.0, -52.0),
                (70.0, -26.0),
                (62.0, -8.0),
                (40.0, -4.0),
            ]),
            darker(figure.coat, 0.08),
        ),
        _ => {}
    }
}

/// What is seen on the trunk.
pub(super) fn on_trunk(canvas: &mut Canvas, figure: &Figure, extra: Extra) {
    match extra {
        Extra::Stripes | Extra::ZebraStripes => {
            let colour = if extra == Extra::Stripes { rgb(0x4a_34_2c) } else { BLACK };
            for y in [-36.0, -28.0, -20.0] {
                for side in [-1.0, 1.0] {
                    canvas.stroke(shapes::curve(&[(side * 21.0, y), (side * 13.0, y + 2.0)]), 3.0, colour, 0.9);
                }
            }
        }
        Extra::Spots => spots(
            canvas,
            &[
                (-17.0, -34.0, 2.4),
                (-19.0, -22.0, 2.8),
                (17.0, -32.0, 2.8),
                (19.0, -20.0, 2.4),
                (-12.0, -41.0, 2.0),
                (11.0, -42.0, 2.2),
            ],
            spot_of(figure),
        ),
        Extra::CowSpots => {
            for (x, y, wide, tall) in [(-15.0, -33.0, 7.0, 8.0), (17.0, -18.0, 6.0, 8.0)] {
                canvas.mark(shapes::fluffy(x, y, wide, tall, 5), BLACK);
            }
        }
        Extra::GiraffeSpots => {
            for (x, y) in [(-15.0, -36.0), (14.0, -37.0), (-18.0, -23.0), (18.0, -24.0), (-16.0, -11.0), (16.0, -12.0)]
            {
                canvas.mark(shapes::fluffy(x, y, 4.6, 5.0, 5), rgb(0xb8_74_38));
            }
        }
        Extra::Pouch => {
            canvas.body(
                shapes::smooth(&[
                    (-13.0, -24.0),
                    (0.0, -22.0),
                    (13.0, -24.0),
                    (11.0, -10.0),
                    (0.0, -7.0),
                    (-11.0, -10.0),
                ]),
                darker(figure.belly, 0.14),
            );
            canvas.body(shapes::ellipse(0.0, -26.0, 6.4, 6.0), figure.coat);
            for side in [-1.0, 1.0] {
                canvas.body(shapes::ellipse(side * 4.4, -33.0, 2.4, 4.0), figure.coat);
                canvas.mark(shapes::ellipse(side * 2.4, -26.6, 1.0, 1.2), BLACK);
            }
        }
        _ => {}
    }
}

/// What is seen on the head, before the eyes are drawn.
pub(super) fn on_head(canvas: &mut Canvas, figure: &Figure, extra: Extra) {
    match extra {
        Extra::Spots => spots(
            canvas,
            &[
                (-20.0, -80.0, 2.6),
                (-8.0, -87.0, 2.4),
                (7.0, -86.0, 2.6),
                (20.0, -79.0, 2.4),
                (-26.0, -66.0, 2.2),
                (26.0, -67.0, 2.4),
            ],
            spot_of(figure),
        ),
        Extra::CowSpots => {
            canvas.mark(shapes::fluffy(14.0, -74.0, 11.0, 13.0, 5), BLACK);
            for side in [-1.0, 1.0] {
                canvas
                    .body(shapes::polygon(&[(side * 9.0, -88.0), (side * 15.0, -101.0), (side * 18.0, -86.0)]), IVORY);
            }
        }
        Extra::GiraffeSpots => {
            for (x, y) in [(-16.0, -84.0), (15.0, -85.0), (-22.0, -72.0), (22.0, -72.0), (0.0, -86.0)] {
                canvas.mark(shapes::fluffy(x, y, 3.8, 4.0, 5), rgb(0xb8_74_38));
            }
        }
        Extra::ZebraStripes => {
            for (x, top, foot) in [(0.0, -92.0, -80.0), (-9.0, -91.0, -81.0), (9.0, -91.0, -81.0)] {
                canvas.stroke(shapes::curve(&[(x, top), (x * 0.7, foot)]), 3.4, BLACK, 0.95);
            }
            for (y, far) in [(-72.0, 26.5), (-63.0, 26.0), (-55.0, 24.5)] {
                for side in [-1.0, 1.0] {
                    canvas.stroke(shapes::curve(&[(side * far, y), (side * 19.0, y + 1.0)]), 3.0, BLACK, 0.95);
                }
            }
            let mane = [(-5.0, -88.0), (-8.0, -106.0), (0.0, -112.0), (8.0, -106.0), (5.0, -88.0)];
            canvas.body(shapes::smooth(&mane), BLACK);
        }
        _ => {}
    }
}

/// What is seen on the face, above its mouth.
pub(super) fn on_face(canvas: &mut Canvas, figure: &Figure, extra: Extra) {
    match extra {
        Extra::Teeth => {
            for side in [-1.0, 1.0] {
                canvas.mark(shapes::round_rect(side * 2.3 - 2.1, -50.5, 4.2, 6.4, 1.4), rgb(0xff_fe_f8));
            }
        }
        Extra::Tusks => {
            for side in [-1.0, 1.0] {
                canvas.body(
                    shapes::smooth(&[
                        (side * 10.0, -50.0),
                        (side * 16.0, -46.0),
                        (side * 23.0, -54.0),
                        (side * 17.0, -41.0),
                        (side * 9.0, -44.0),
                    ]),
                    IVORY,
                );
            }
        }
        Extra::NoseHorn => {
            canvas
                .body(shapes::smooth(&[(-7.0, -58.0), (-1.0, -80.0), (3.0, -84.0), (7.0, -58.0), (0.0, -55.0)]), IVORY);
            canvas.body(shapes::smooth(&[(-4.0, -78.0), (0.0, -88.0), (4.0, -78.0)]), darker(figure.coat, 0.1));
        }
        _ => {}
    }
}

/// The two horns of a giraffe, behind its head.
pub(super) fn knobs(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 9.0, -86.0), (side * 12.0, -104.0)], 4.6, rgb(0xd8_a0_58));
        canvas.body(shapes::ellipse(side * 12.0, -105.0, 4.4, 4.4), rgb(0x86_54_34));
    }
}

/// What the sheet gives to a coat, at these places of it; tells of it.
pub(super) fn marks(canvas: &mut Canvas, figure: &Figure, places: &[(f32, f32, f32)]) {
    let Some(marks) = figure.marks else { return };
    let colour = marks.colour.map_or_else(|| spot_of(figure), |(colour, _)| colour);
    match marks.pattern {
        Pattern::Stripes => {
            for (x, y, size) in places {
                let long = size * 2.2;
                canvas.stroke(
                    shapes::curve(&[(x - long, *y), (*x, y + size), (x + long, *y)]),
                    size * 0.9,
                    colour,
                    1.0,
                );
            }
        }
        _ => spots(canvas, places, colour),
    }
    canvas.tell(&marks.words());
}

fn spots(canvas: &mut Canvas, places: &[(f32, f32, f32)], colour: Rgb) {
    for (x, y, size) in places {
        canvas.mark(shapes::ellipse(*x, *y, *size, *size), colour);
    }
}

fn spot_of(figure: &Figure) -> Rgb {
    if figure.coat.iter().all(|channel| *channel > 0.85) { BLACK } else { darker(figure.coat, 0.62) }
}
