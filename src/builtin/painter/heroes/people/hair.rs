//! Hair: what hangs behind the head, and what is seen on it.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes::{self, At};
use super::super::figure::{Figure, Hair};
use super::super::items::Item;
use super::super::lists::{Cut, Texture};
use super::super::wear;
use crate::pipeline::palette::Rgb;

/// A scarf or a turban hides all hair.
fn is_hidden(figure: &Figure) -> bool {
    [Item::Hijab, Item::Turban].into_iter().any(|item| wear::worn(figure, item).is_some())
}

/// What hangs down behind head and shoulders.
pub(super) fn behind(canvas: &mut Canvas, figure: &Figure) {
    if is_hidden(figure) || wear::worn(figure, Item::SpaceHelmet).is_some() {
        return;
    }
    let hair = &figure.hair;
    let (colour, shade) = (hair.colour, darker(hair.colour, 0.12));
    match hair.cut {
        Cut::Long => long(canvas, hair.texture, shade),
        Cut::Afro => canvas.body(shapes::fluffy(0.0, -75.0, 41.0, 36.0, 19), shade),
        Cut::Locs => {
            for x in [-30.0, -24.0, -17.0, -9.0, 9.0, 17.0, 24.0, 30.0] {
                let strand = [(x * 0.8, -84.0), (x * 1.12, -62.0), (x * 1.2, -40.0), (x * 1.1, -32.0)];
                canvas.stroke(shapes::curve(&strand), 8.4, darker(colour, 0.45), 1.0);
                canvas.stroke(shapes::curve(&strand), 6.4, colour, 1.0);
            }
        }
        Cut::Braids => {
            for side in [-1.0, 1.0] {
                for (index, y) in [-54.0, -45.0, -36.0, -27.0].into_iter().enumerate() {
                    let x = side * (31.0 + index as f32 * 1.2);
                    canvas.body(shapes::ellipse(x, y, 6.4, 6.0), if index % 2 == 0 { colour } else { shade });
                }
                canvas.body(shapes::drop(side * 36.0, -24.0, 8.0, 10.0), colour);
                canvas.mark(shapes::ellipse(side * 35.5, -22.5, 3.6, 2.6), figure.accent);
            }
        }
        Cut::Pigtails => {
            for side in [-1.0, 1.0] {
                canvas.at((side * 30.0, -80.0), (side, 1.0), 0.0, |canvas| {
                    let tail = match hair.texture {
                        Texture::Straight => {
                            shapes::smooth(&[(0.0, -6.0), (14.0, -4.0), (20.0, 16.0), (13.0, 36.0), (5.0, 20.0)])
                        }
                        Texture::Wavy => shapes::smooth(&[
                            (0.0, -6.0),
                            (14.0, -5.0),
                            (15.0, 6.0),
                            (21.0, 14.0),
                            (16.0, 24.0),
                            (20.0, 34.0),
                            (8.0, 32.0),
                            (9.0, 20.0),
                            (3.0, 10.0),
                        ]),
                        Texture::Curly => shapes::fluffy(9.0, 2.0, 14.0, 14.0, 9),
                    };
                    canvas.body(tail, colour);
                });
                canvas.mark(shapes::ellipse(side * 29.0, -80.0, 4.0, 4.0), figure.accent);
            }
        }
        Cut::Ponytail => {
            let tail = match hair.texture {
                Texture::Curly => shapes::fluffy(38.0, -72.0, 14.0, 19.0, 10),
                _ => shapes::smooth(&[
                    (16.0, -92.0),
                    (36.0, -94.0),
                    (48.0, -76.0),
                    (44.0, -50.0),
                    (37.0, -62.0),
                    (28.0, -80.0),
                ]),
            };
            canvas.body(tail, shade);
            canvas.mark(shapes::ellipse(23.0, -90.0, 4.4, 4.4), figure.accent);
        }
        Cut::Bun => {
            let bun = match hair.texture {
                Texture::Curly => shapes::fluffy(0.0, -100.0, 14.0, 12.0, 9),
                _ => shapes::ellipse(0.0, -100.0, 13.0, 11.0),
            };
            canvas.body(bun, colour);
        }
        Cut::Bald | Cut::Shaved | Cut::Short | Cut::Cornrows | Cut::Mohawk => {}
    }
}

fn long(canvas: &mut Canvas, texture: Texture, shade: Rgb) {
    match texture {
        Texture::Straight => {
            let fall = [
                (0.0, -97.0),
                (26.0, -88.0),
                (35.0, -64.0),
                (35.0, -38.0),
                (30.0, -24.0),
                (14.0, -28.0),
                (-14.0, -28.0),
                (-30.0, -24.0),
                (-35.0, -38.0),
                (-35.0, -64.0),
                (-26.0, -88.0),
            ];
            canvas.body(shapes::smooth(&fall), shade);
        }
        Texture::Wavy => {
            let right = [
                (0.0, -97.0),
                (26.0, -89.0),
                (34.0, -74.0),
                (31.0, -64.0),
                (39.0, -54.0),
                (34.0, -44.0),
                (41.0, -34.0),
                (32.0, -24.0),
                (14.0, -29.0),
            ];
            let left = right.iter().skip(1).rev().map(|(x, y)| (-x, *y));
            canvas.body(shapes::smooth(&right.iter().copied().chain(left).collect::<Vec<At>>()), shade);
        }
        Texture::Curly => {
            canvas.body(shapes::fluffy(0.0, -62.0, 38.0, 35.0, 17), shade);
        }
    }
}

/// What is seen on the head, above the brow; tells of the hair.
pub(super) fn before(canvas: &mut Canvas, figure: &Figure) {
    if is_hidden(figure) {
        return;
    }
    let hair = &figure.hair;
    let colour = hair.colour;
    match (hair.cut, hair.texture) {
        (Cut::Bald, _) => canvas.glaze(shapes::ellipse(-9.0, -83.0, 7.0, 4.0), lighter(figure.coat, 0.6), 0.5),
        (Cut::Shaved, _) => canvas.glaze(cap(), darker(colour, 0.05), 0.72),
        (Cut::Cornrows, _) => cornrows(canvas, figure),
        (Cut::Mohawk, _) => {
            canvas.glaze(cap(), colour, 0.35);
            let crest = [
                (-7.0, -82.0),
                (-9.0, -100.0),
                (-4.0, -116.0),
                (2.0, -108.0),
                (7.0, -118.0),
                (10.0, -100.0),
                (7.0, -82.0),
            ];
            canvas.body(shapes::smooth(&crest), colour);
        }
        (Cut::Afro, _) => canvas.body(shapes::fluffy(0.0, -86.0, 28.0, 9.5, 13), colour),
        (Cut::Short, Texture::Straight) if figure.hash & 0x40 == 0 => canvas.body(shapes::smooth(&TUFT), colour),
        (Cut::Short, Texture::Straight) => canvas.body(shapes::smooth(&PARTED), colour),
        (Cut::Short, Texture::Wavy) => canvas.body(shapes::fluffy(0.0, -85.0, 27.5, 12.5, 9), colour),
        (_, Texture::Curly) => curls(canvas, colour),
        (_, Texture::Wavy) => canvas.body(shapes::smooth(&WAVES), colour),
        (_, Texture::Straight) => canvas.body(shapes::smooth(&FRINGE), colour),
    }
    if wear::worn(figure, Item::SpaceHelmet).is_some() {
        // no more of it is seen under glass
        canvas.tell(&hair.said.colour.map_or_else(String::new, |colour| format!("{colour} hair")));
    } else if hair.said.any {
        canvas.tell(&words(hair));
    }
}

/// `long curly black hair`, as far as the sheet says it.
fn words(hair: &Hair) -> String {
    let texture = match hair.texture {
        Texture::Straight => "straight",
        Texture::Wavy => "wavy",
        Texture::Curly => "curly",
    };
    let (before, noun) = match (hair.cut, hair.said.cut) {
        (_, None) => ("", "hair"),
        (Cut::Bald, _) => return "a bald head".to_owned(),
        (Cut::Shaved, _) => ("very short", "hair"),
        (Cut::Short, _) => ("short", "hair"),
        (Cut::Long, _) => ("long", "hair"),
        (_, Some(told)) => ("", told),
    };
    let texture = if hair.said.texture && hair.cut.shows_texture() { texture } else { "" };
    let pieces = [before, texture, hair.said.colour.unwrap_or(""), noun];
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The crown of the head down to the brow.
fn cap() -> Option<tiny_skia::Path> {
    shapes::smooth(&[
        (-28.5, -68.0),
        (-27.0, -80.0),
        (-16.0, -90.5),
        (0.0, -93.0),
        (16.0, -90.5),
        (27.0, -80.0),
        (28.5, -68.0),
        (22.0, -78.0),
        (10.0, -83.0),
        (-10.0, -83.0),
        (-22.0, -78.0),
    ])
}

fn cornrows(canvas: &mut Canvas, figure: &Figure) {
    canvas.body(cap(), figure.hair.colour);
    for x in [-20.0, -12.0, -4.0, 4.0, 12.0, 20.0_f32] {
        let row = [(x, -79.0 - (20.0 - x.abs()) * 0.18), (x * 0.9, -86.0), (x * 0.62, -92.0)];
        canvas.stroke(shapes::curve(&row), 1.8, lighter(figure.coat, 0.3), 0.95);
    }
}

fn curls(canvas: &mut Canvas, colour: Rgb) {
    for (x, y, size) in [
        (-28.0, -70.0, 7.5),
        (28.0, -70.0, 7.5),
        (-23.0, -82.0, 9.5),
        (23.0, -82.0, 9.5),
        (-11.0, -90.0, 10.5),
        (11.0, -90.0, 10.5),
        (0.0, -91.0, 11.0),
    ] {
        canvas.body(shapes::fluffy(x, y, size, size, 7), colour);
    }
}

/// Short hair that stands up at one side.
const TUFT: [At; 11] = [
    (-29.0, -66.0),
    (-27.0, -84.0),
    (-12.0, -97.0),
    (2.0, -101.0),
    (10.0, -95.0),
    (24.0, -90.0),
    (29.0, -67.0),
    (20.0, -79.0),
    (6.0, -82.0),
    (-6.0, -78.0),
    (-20.0, -80.0),
];
/// Short hair, combed to one side.
const PARTED: [At; 10] = [
    (-29.5, -64.0),
    (-28.0, -83.0),
    (-10.0, -96.0),
    (12.0, -96.0),
    (27.0, -84.0),
    (29.5, -64.0),
    (25.0, -76.0),
    (8.0, -86.0),
    (-12.0, -78.0),
    (-25.0, -74.0),
];
/// Hair that parts above the brow.
const FRINGE: [At; 12] = [
    (-30.0, -58.0),
    (-30.0, -78.0),
    (-18.0, -92.0),
    (0.0, -96.0),
    (18.0, -92.0),
    (30.0, -78.0),
    (30.0, -58.0),
    (25.0, -72.0),
    (12.0, -83.0),
    (-4.0, -84.0),
    (-18.0, -79.0),
    (-26.0, -70.0),
];
/// A fringe in waves.
const WAVES: [At; 15] = [
    (-31.0, -56.0),
    (-33.0, -68.0),
    (-29.0, -80.0),
    (-17.0, -93.0),
    (0.0, -97.0),
    (17.0, -93.0),
    (29.0, -80.0),
    (33.0, -68.0),
    (31.0, -56.0),
    (27.0, -66.0),
    (24.0, -76.0),
    (12.0, -80.0),
    (2.0, -86.0),
    (-11.0, -79.0),
    (-25.0, -73.0),
];
