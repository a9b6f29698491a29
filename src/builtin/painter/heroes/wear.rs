//! What heroes have on; drawn in front of, on and behind the body.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::figure::{Figure, Item};
use crate::pipeline::palette::{Rgb, rgb};

/// The colour of the boots, if any.
pub(super) fn boots(figure: &Figure) -> Option<Rgb> {
    worn(figure, Item::Boots)
}

/// The colour of something worn.
pub(super) fn worn(figure: &Figure, wanted: Item) -> Option<Rgb> {
    figure.wear.iter().find(|(item, _)| *item == wanted).map(|(_, colour)| *colour)
}

/// Capes, wings and backpacks.
pub(super) fn behind(canvas: &mut Canvas, figure: &Figure) {
    if let Some(colour) = worn(figure, Item::Wings) {
        for side in [-1.0, 1.0] {
            canvas.body(
                shapes::smooth(&[
                    (side * 8.0, -38.0),
                    (side * 34.0, -66.0),
                    (side * 52.0, -58.0),
                    (side * 44.0, -36.0),
                    (side * 26.0, -30.0),
                ]),
                colour,
            );
            canvas.body(
                shapes::smooth(&[
                    (side * 8.0, -34.0),
                    (side * 32.0, -34.0),
                    (side * 42.0, -20.0),
                    (side * 26.0, -12.0),
                ]),
                lighter(colour, 0.3),
            );
        }
    }
    if let Some(colour) = worn(figure, Item::Cape) {
        let cape = [
            (-14.0, -44.0),
            (14.0, -44.0),
            (33.0, -14.0),
            (36.0, -3.0),
            (12.0, -6.0),
            (-12.0, -3.0),
            (-36.0, -6.0),
            (-31.0, -20.0),
        ];
        canvas.body(shapes::smooth(&cape), colour);
    }
    if let Some(colour) = worn(figure, Item::Backpack) {
        canvas.body(shapes::round_rect(-30.0, -45.0, 60.0, 34.0, 12.0), colour);
    }
}

/// Shirts, dresses, trousers.
pub(super) fn on_body(canvas: &mut Canvas, figure: &Figure) {
    if let Some(colour) = worn(figure, Item::Trousers) {
        let seat = [
            (-22.5, -24.0),
            (0.0, -22.0),
            (22.5, -24.0),
            (20.0, -7.0),
            (3.0, -4.5),
            (0.0, -10.0),
            (-3.0, -4.5),
            (-20.0, -7.0),
        ];
        canvas.body(shapes::smooth(&seat), colour);
        for side in [-1.0, 1.0] {
            canvas.stroke(shapes::curve(&[(side * 11.0, -22.0), (side * 9.0, -44.0)]), 4.0, colour, 1.0);
        }
    }
    if let Some(colour) = worn(figure, Item::Shirt) {
        let shirt =
            [(-13.0, -46.0), (13.0, -46.0), (21.0, -30.0), (22.5, -17.0), (0.0, -14.0), (-22.5, -17.0), (-21.0, -30.0)];
        canvas.body(shapes::smooth(&shirt), colour);
        for y in [-36.0, -29.0, -22.0] {
            canvas.mark(shapes::ellipse(0.0, y, 1.5, 1.5), lighter(colour, 0.65));
        }
    }
    if let Some(colour) = worn(figure, Item::Dress) {
        let dress = [
            (-11.0, -46.0),
            (11.0, -46.0),
            (17.0, -32.0),
            (29.0, -9.0),
            (14.0, -6.5),
            (0.0, -8.0),
            (-14.0, -6.5),
            (-29.0, -9.0),
            (-17.0, -32.0),
        ];
        canvas.body(shapes::smooth(&dress), colour);
        canvas.stroke(shapes::curve(&[(-16.0, -29.5), (0.0, -27.5), (16.0, -29.5)]), 2.6, lighter(colour, 0.5), 0.9);
        for (x, y) in [(-13.0, -16.0), (0.0, -14.0), (13.0, -16.0)] {
            canvas.mark(shapes::ellipse(x, y, 1.9, 1.9), lighter(colour, 0.55));
        }
    }
    if let Some(colour) = worn(figure, Item::Backpack) {
        for side in [-1.0, 1.0] {
            canvas.stroke(
                shapes::curve(&[(side * 14.0, -44.0), (side * 17.5, -32.0), (side * 18.0, -20.0)]),
                3.6,
                darker(colour, 0.15),
                1.0,
            );
        }
    }
}

/// Scarves, bows, necklaces and the ties of capes; `y` is the neck's height.
pub(super) fn at_neck(canvas: &mut Canvas, figure: &Figure, y: f32) {
    if let Some(colour) = worn(figure, Item::Cape) {
        canvas.body(shapes::round_rect(-16.0, y - 3.5, 32.0, 6.4, 3.2), colour);
        canvas.mark(shapes::ellipse(0.0, y - 0.4, 3.2, 3.2), rgb(0xff_d8_6a));
    }
    if let Some(colour) = worn(figure, Item::Scarf) {
        canvas.body(
            shapes::smooth(&[
                (8.0, y),
                (17.0, y - 1.0),
                (19.0, y + 15.0),
                (17.0, y + 23.0),
                (9.0, y + 22.0),
                (10.0, y + 10.0),
            ]),
            darker(colour, 0.1),
        );
        canvas.body(
            shapes::smooth(&[
                (-22.0, y - 3.0),
                (0.0, y + 1.0),
                (22.0, y - 3.0),
                (21.0, y + 5.0),
                (0.0, y + 8.5),
                (-21.0, y + 5.0),
            ]),
            colour,
        );
        for x in [-12.0, -3.0, 6.0] {
            canvas.stroke(shapes::curve(&[(x, y + 0.8), (x + 1.6, y + 6.4)]), 1.5, lighter(colour, 0.45), 0.75);
        }
    }
    if let Some(colour) = worn(figure, Item::Necklace) {
        canvas.stroke(shapes::curve(&[(-15.0, y), (0.0, y + 6.0), (15.0, y)]), 2.4, darker(colour, 0.1), 1.0);
        canvas.body(shapes::ellipse(0.0, y + 8.0, 4.2, 4.2), colour);
    }
    if let Some(colour) = worn(figure, Item::Bow) {
        bow(canvas, (0.0, y + 3.0), 1.0, colour);
    }
}

fn bow(canvas: &mut Canvas, at: (f32, f32), size: f32, colour: Rgb) {
    canvas.at(at, (size, size), 0.0, |canvas| {
        for side in [-1.0, 1.0] {
            canvas.body(
                shapes::smooth(&[
                    (0.0, 0.0),
                    (side * 7.0, -6.0),
                    (side * 13.0, -5.5),
                    (side * 13.0, 5.5),
                    (side * 7.0, 6.0),
                ]),
                colour,
            );
        }
        canvas.body(shapes::ellipse(0.0, 0.0, 3.8, 4.0), darker(colour, 0.12));
    });
}

/// Hats, crowns, glasses, flowers; `top` is the crown of the head.
pub(super) fn on_head(canvas: &mut Canvas, figure: &Figure, top: f32) {
    if let Some(colour) = worn(figure, Item::Glasses) {
        canvas.toned(Tone::Shining, |canvas| {
            for side in [-1.0, 1.0] {
                canvas.glaze(shapes::ellipse(side * 12.5, -68.0, 9.6, 9.4), [0.9, 0.97, 1.0], 0.22);
            }
        });
        for side in [-1.0, 1.0] {
            canvas.stroke(shapes::ellipse(side * 12.5, -68.0, 9.6, 9.4), 1.8, colour, 1.0);
        }
        canvas.line(&[(-3.2, -69.0), (0.0, -70.4), (3.2, -69.0)], 1.8, colour);
    }
    if let Some(colour) = worn(figure, Item::Hat) {
        let crown = [(-17.0, top + 5.0), (-15.0, top - 12.0), (0.0, top - 19.0), (15.0, top - 12.0), (17.0, top + 5.0)];
        canvas.body(shapes::smooth(&crown), colour);
        canvas.body(shapes::ellipse(0.0, top + 5.0, 27.0, 4.8), darker(colour, 0.06));
        canvas.stroke(
            shapes::curve(&[(-16.0, top - 1.0), (0.0, top + 1.0), (16.0, top - 1.0)]),
            3.0,
            lighter(colour, 0.5),
            0.9,
        );
    }
    if let Some(colour) = worn(figure, Item::Crown) {
        let edge = [
            (-16.0, top + 5.0),
            (-19.0, top - 13.0),
            (-9.0, top - 5.0),
            (0.0, top - 18.0),
            (9.0, top - 5.0),
            (19.0, top - 13.0),
            (16.0, top + 5.0),
        ];
        canvas.body(shapes::polygon(&edge), colour);
        for (x, y) in [(-8.0, -1.0), (0.0, -2.0), (8.0, -1.0)] {
            canvas.mark(shapes::ellipse(x, top + y, 2.0, 2.0), rgb(0xe4_54_6a));
        }
    }
    if let Some(colour) = worn(figure, Item::Helmet) {
        let dome = [
            (-31.0, -68.0),
            (-28.0, -88.0),
            (0.0, top - 8.0),
            (28.0, -88.0),
            (31.0, -68.0),
            (20.0, -79.0),
            (0.0, -82.0),
            (-20.0, -79.0),
        ];
        canvas.body(shapes::smooth(&dome), colour);
    }
    if let Some(colour) = worn(figure, Item::Flower) {
        super::super::scenery::flower(canvas, (19.0, top + 6.0), 0.85, colour);
    }
}
