//! Things and plants that have come to life.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::props::thing;
use super::super::shapes;
use super::figure::Figure;
use super::living::faced;
use super::pose::Pose;
use crate::pipeline::palette::rgb;

/// A thing of the painter's own with a face on it.
pub(super) fn living(canvas: &mut Canvas, figure: &Figure, pose: Pose, name: &str) {
    let (at, size) = match name {
        "apple" | "pumpkin" | "ball" => ((0.0, -32.0), 0.7),
        "balloon" => ((0.0, -46.0), 0.8),
        "book" | "letter" => ((0.0, -34.0), 0.62),
        "cake" => ((0.0, -32.0), 0.8),
        "snowman" => ((0.0, -104.0), 0.55),
        "cup" => ((0.0, -34.0), 0.72),
        "teapot" => ((0.0, -38.0), 0.66),
        "clock" => ((0.0, -42.0), 0.72),
        "umbrella" => ((0.0, -88.0), 0.6),
        "kite" => ((0.0, -12.0), 0.62),
        "mushroom" => ((0.0, -14.0), 0.5),
        "flower" => ((0.0, -56.0), 0.6),
        _ => ((0.0, -38.0), 0.7),
    };
    canvas.at((0.0, 0.0), (1.2, 1.2), 0.0, |canvas| {
        thing(canvas, name);
        faced(canvas, figure, pose, (at, size));
    });
}

pub(super) fn tree(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let bark = rgb(0x9a_6a_48);
    let trunk = [(-16.0, 0.0), (-11.0, -30.0), (-20.0, -56.0), (20.0, -56.0), (11.0, -30.0), (16.0, 0.0)];
    canvas.body(shapes::smooth(&trunk), bark);
    canvas.body(shapes::fluffy(0.0, -92.0, 50.0, 42.0, 13), figure.coat);
    canvas.glaze(shapes::fluffy(-14.0, -106.0, 20.0, 14.0, 8), lighter(figure.coat, 0.4), 0.5);
    faced(canvas, figure, pose, ((0.0, -84.0), 1.0));
}

/// A flower in bloom.
pub(super) fn flower(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.line(&[(0.0, 0.0), (3.0, -26.0), (0.0, -56.0)], 6.0, rgb(0x5c_9c_4c));
    canvas.body(shapes::smooth(&[(2.0, -14.0), (26.0, -34.0), (34.0, -24.0), (16.0, -8.0)]), rgb(0x6c_b0_5c));
    canvas.body(shapes::fluffy(0.0, -74.0, 40.0, 40.0, 9), figure.coat);
    canvas.body(shapes::ellipse(0.0, -74.0, 27.0, 27.0), rgb(0xff_e0_8c));
    faced(canvas, figure, pose, ((0.0, -77.0), 0.9));
}

/// A leaf of a tree.
pub(super) fn leaf(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.line(&[(0.0, -12.0), (-6.0, 0.0)], 5.0, darker(figure.coat, 0.35));
    canvas.body(shapes::drop(0.0, -112.0, 78.0, 102.0), figure.coat);
    canvas.line(&[(0.0, -96.0), (0.0, -14.0)], 2.0, darker(figure.coat, 0.25));
    faced(canvas, figure, pose, ((0.0, -46.0), 0.9));
}

/// A pencil or a crayon.
pub(super) fn pencil(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.body(shapes::polygon(&[(-20.0, -96.0), (0.0, -132.0), (20.0, -96.0)]), rgb(0xf0_d4_a8));
    canvas.body(shapes::polygon(&[(-7.0, -119.0), (0.0, -132.0), (7.0, -119.0)]), figure.coat);
    canvas.body(shapes::rect(-20.0, -98.0, 40.0, 96.0), figure.coat);
    canvas.mark(shapes::rect(-20.0, -14.0, 40.0, 12.0), darker(figure.coat, 0.25));
    faced(canvas, figure, pose, ((0.0, -62.0), 0.86));
}

/// A house with a face in its front.
pub(super) fn house(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.body(shapes::rect(22.0, -118.0, 14.0, 34.0), rgb(0xa8_5c_4c));
    canvas.body(shapes::rect(-44.0, -70.0, 88.0, 70.0), figure.coat);
    canvas.body(shapes::polygon(&[(-56.0, -66.0), (0.0, -116.0), (56.0, -66.0)]), rgb(0xc4_58_4a));
    canvas.body(shapes::round_rect(-10.0, -26.0, 20.0, 26.0, 8.0), rgb(0x94_5f_3f));
    faced(canvas, figure, pose, ((0.0, -50.0), 0.9));
}

/// A slice, a fruit or a vegetable that is long.
pub(super) fn banana(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let peel = [
        (-6.0, -112.0),
        (6.0, -114.0),
        (30.0, -72.0),
        (32.0, -34.0),
        (6.0, -2.0),
        (-16.0, -4.0),
        (-10.0, -34.0),
        (-12.0, -76.0),
    ];
    canvas.body(shapes::smooth(&peel), figure.coat);
    canvas.mark(shapes::ellipse(0.0, -111.0, 6.0, 4.0), rgb(0x7a_5a_3c));
    faced(canvas, figure, pose, ((10.0, -62.0), 0.72));
}

pub(super) fn carrot(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    for turn in [-26.0, 0.0, 26.0] {
        canvas.at((0.0, -84.0), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::drop(0.0, 0.0, 16.0, -38.0), rgb(0x5c_aa_5c));
        });
    }
    canvas.body(
        shapes::smooth(&[(-30.0, -78.0), (0.0, -90.0), (30.0, -78.0), (18.0, -34.0), (0.0, 0.0), (-18.0, -34.0)]),
        figure.coat,
    );
    for (x, y) in [(-20.0, -44.0), (12.0, -34.0), (-6.0, -22.0)] {
        canvas.stroke(shapes::curve(&[(x, y), (x + 9.0, y + 1.0)]), 1.6, darker(figure.coat, 0.3), 0.8);
    }
    faced(canvas, figure, pose, ((0.0, -64.0), 0.78));
}

/// Round food with a rim: a potato, an egg, a stone.
pub(super) fn potato(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.body(
        shapes::smooth(&[
            (0.0, -98.0),
            (28.0, -84.0),
            (38.0, -44.0),
            (28.0, -8.0),
            (0.0, 0.0),
            (-28.0, -8.0),
            (-38.0, -44.0),
            (-28.0, -84.0),
        ]),
        figure.coat,
    );
    for (x, y) in [(-24.0, -26.0), (22.0, -22.0), (18.0, -76.0)] {
        canvas.mark(shapes::ellipse(x, y, 2.6, 1.8), darker(figure.coat, 0.25));
    }
    faced(canvas, figure, pose, ((0.0, -56.0), 0.95));
}

pub(super) fn sock(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let wool =
        [(-24.0, -104.0), (18.0, -104.0), (18.0, -44.0), (46.0, -24.0), (44.0, -4.0), (0.0, 0.0), (-22.0, -14.0)];
    canvas.body(shapes::smooth(&wool), figure.coat);
    canvas.body(shapes::round_rect(-29.0, -112.0, 52.0, 18.0, 7.0), lighter(figure.coat, 0.55));
    faced(canvas, figure, pose, ((-2.0, -60.0), 0.74));
}
