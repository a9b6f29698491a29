//! Bodies on two legs: animals, dragons, frogs and turtles.

use super::super::canvas::{Canvas, darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::Figure;
use super::group::Pose;
use super::head;
use super::kinds::{Beast, Extra, Tail};
use super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

/// An animal of the table.
pub(super) fn beast(canvas: &mut Canvas, figure: &Figure, beast: Beast, pose: Pose) {
    wear::behind(canvas, figure);
    tail(canvas, figure, beast.tail);
    if beast.extra == Extra::Spines {
        spines(canvas);
    }
    body(canvas, figure, pose, body_coat(figure, beast));
    if beast.extra == Extra::Stripes {
        for y in [-34.0, -24.0] {
            canvas.stroke(shapes::curve(&[(-21.0, y), (-14.0, y + 2.0)]), 2.6, rgb(0x4a_34_2c), 0.85);
            canvas.stroke(shapes::curve(&[(21.0, y), (14.0, y + 2.0)]), 2.6, rgb(0x4a_34_2c), 0.85);
        }
    }
    wear::on_body(canvas, figure);
    arms(canvas, pose, arm_coat(figure, beast), sleeve(figure));
    canvas.at((0.0, -42.0), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            head::beast(canvas, figure, beast, pose);
            wear::on_head(canvas, figure, -92.0);
        });
    });
    wear::at_neck(canvas, figure, -40.0);
}

fn body_coat(figure: &Figure, beast: Beast) -> Rgb {
    match beast.extra {
        Extra::Fleece => rgb(0xfd_f8_ee),
        _ => figure.coat,
    }
}

fn arm_coat(figure: &Figure, beast: Beast) -> Rgb {
    match beast.extra {
        Extra::Panda => rgb(0x45_40_4c),
        _ => darker(figure.coat, 0.05),
    }
}

/// Whether the arms have sleeves.
fn sleeve(figure: &Figure) -> Option<Rgb> {
    figure.wear.iter().find(|(item, _)| *item == super::figure::Item::Shirt).map(|(_, colour)| *colour)
}

/// Feet, trunk and belly.
fn body(canvas: &mut Canvas, figure: &Figure, _pose: Pose, coat: Rgb) {
    feet(canvas, figure, darker(figure.coat, 0.07));
    let pear = [
        (0.0, -50.0),
        (15.0, -44.0),
        (23.0, -22.0),
        (19.0, -6.0),
        (0.0, -2.0),
        (-19.0, -6.0),
        (-23.0, -22.0),
        (-15.0, -44.0),
    ];
    canvas.body(shapes::smooth(&pear), coat);
    canvas.mark(shapes::ellipse(0.0, -21.0, 13.5, 15.5), figure.belly);
}

/// Two feet.
pub(super) fn feet(canvas: &mut Canvas, figure: &Figure, bare: Rgb) {
    let colour = wear::boots(figure).unwrap_or(bare);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 11.5, -3.6, 10.0, 5.4), colour);
        if wear::boots(figure).is_some() {
            canvas.body(shapes::round_rect(side * 10.5 - 6.5, -14.0, 13.0, 10.0, 3.0), colour);
        }
    }
}

/// Two arms with paws; a sleeve covers all but the paw.
pub(super) fn arms(canvas: &mut Canvas, pose: Pose, coat: Rgb, sleeve: Option<Rgb>) {
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        canvas.at((side * 16.5, -40.0), (side, 1.0), -raised, |canvas| {
            canvas.body(shapes::round_rect(-4.6, -4.0, 10.6, 27.0, 5.2), sleeve.unwrap_or(coat));
            if sleeve.is_some() {
                canvas.body(shapes::ellipse(0.7, 22.0, 5.4, 5.2), coat);
            }
        });
    }
}

fn tail(canvas: &mut Canvas, figure: &Figure, tail: Tail) {
    let coat = figure.coat;
    match tail {
        Tail::Bushy => {
            let brush = [
                (8.0, -8.0),
                (30.0, -4.0),
                (47.0, -20.0),
                (52.0, -44.0),
                (42.0, -60.0),
                (33.0, -44.0),
                (28.0, -26.0),
                (14.0, -18.0),
            ];
            canvas.body(shapes::smooth(&brush), darker(coat, 0.04));
            let tip = [(52.0, -46.0), (42.0, -60.0), (34.0, -46.0), (39.0, -48.0), (44.0, -42.0), (47.0, -46.0)];
            canvas.mark(shapes::smooth(&tip), figure.belly);
        }
        Tail::Puff => canvas.body(shapes::fluffy(22.0, -12.0, 9.0, 9.0, 7), lighter(coat, 0.4)),
        Tail::Thin => canvas.stroke(
            shapes::curve(&[(12.0, -8.0), (34.0, -4.0), (46.0, -16.0), (42.0, -32.0), (50.0, -40.0)]),
            3.2,
            darker(coat, 0.12),
            1.0,
        ),
        Tail::Curl => {
            canvas.stroke(
                shapes::curve(&[(12.0, -8.0), (34.0, -6.0), (44.0, -24.0), (38.0, -44.0), (46.0, -54.0)]),
                8.6,
                darker(coat, 0.3),
                1.0,
            );
            canvas.stroke(
                shapes::curve(&[(12.0, -8.0), (34.0, -6.0), (44.0, -24.0), (38.0, -44.0), (46.0, -54.0)]),
                6.4,
                coat,
                1.0,
            );
        }
        Tail::Mane => {
            let hair = [(14.0, -24.0), (36.0, -26.0), (46.0, -8.0), (50.0, 2.0), (34.0, -2.0), (22.0, -10.0)];
            canvas.body(shapes::smooth(&hair), mane(figure));
        }
        Tail::None => {}
    }
}

/// The colour of a mane: a unicorn's is pink unless its sheet says more.
pub(super) fn mane(figure: &Figure) -> Rgb {
    if figure.coat[0] > 0.9 && figure.coat[2] > 0.9 {
        mix(figure.accent, rgb(0xf4_a0_d0), 0.6)
    } else {
        darker(figure.coat, 0.45)
    }
}

fn spines(canvas: &mut Canvas) {
    let spine = rgb(0x7c_5c_48);
    canvas.body(shapes::star(0.0, -24.0, 37.0, 28.0, 17), spine);
    canvas.body(shapes::star(0.0, -66.0, 43.0, 34.0, 21), spine);
    canvas.glaze(shapes::star(0.0, -66.0, 38.0, 31.0, 19), lighter(spine, 0.25), 0.6);
}

/// A dragon or another big lizard.
pub(super) fn dragon(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        canvas.at((side * 12.0, -42.0), (side, 1.0), 0.0, |canvas| {
            let wing = [
                (0.0, 0.0),
                (16.0, -30.0),
                (44.0, -38.0),
                (38.0, -22.0),
                (44.0, -10.0),
                (30.0, -8.0),
                (26.0, 6.0),
                (12.0, 2.0),
            ];
            canvas.body(shapes::polygon(&wing), mix(coat, rgb(0xf6_b0_5c), 0.6));
        });
    }
    let tail = [(6.0, -14.0), (30.0, -12.0), (46.0, -2.0), (58.0, -12.0), (52.0, 4.0), (30.0, 2.0), (10.0, -2.0)];
    canvas.body(shapes::smooth(&tail), coat);
    canvas.body(shapes::polygon(&[(52.0, -6.0), (68.0, -22.0), (64.0, 0.0)]), mix(coat, rgb(0xf6_b0_5c), 0.7));
    body(canvas, figure, pose, coat);
    for y in [-30.0, -22.0, -14.0] {
        canvas.stroke(shapes::curve(&[(-10.0, y), (0.0, y + 2.4), (10.0, y)]), 1.3, darker(figure.belly, 0.25), 0.8);
    }
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.05), sleeve(figure));
    for (x, y) in [(0.0, -96.0), (-13.0, -93.0), (13.0, -93.0)] {
        canvas.body(
            shapes::polygon(&[(x - 6.0, y + 6.0), (x, y - 8.0), (x + 6.0, y + 6.0)]),
            mix(coat, rgb(0xf6_b0_5c), 0.7),
        );
    }
    for side in [-1.0, 1.0] {
        canvas.body(
            shapes::polygon(&[(side * 17.0, -86.0), (side * 28.0, -102.0), (side * 25.0, -80.0)]),
            rgb(0xf8_ea_c8),
        );
    }
    canvas.body(shapes::ellipse(0.0, -65.0, 30.0, 26.0), coat);
    canvas.mark(shapes::ellipse(0.0, -53.5, 20.0, 11.5), lighter(coat, 0.3));
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::ellipse(side * 5.0, -58.5, 1.7, 2.1), darker(coat, 0.5));
    }
    face::wide_eyes(canvas, (0.0, -71.0), 12.0, 5.0, pose);
    face::cheeks(canvas, (0.0, -58.0), 23.0);
    face::mouth(canvas, (0.0, -51.5), 7.0, pose);
    wear::on_head(canvas, figure, -90.0);
    wear::at_neck(canvas, figure, -40.0);
}

/// A frog: eyes on top, a wide smile.
pub(super) fn frog(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 21.0, -12.0, 10.0, 13.0), darker(coat, 0.07));
    }
    body(canvas, figure, pose, coat);
    wear::on_body(canvas, figure);
    arms(canvas, pose, darker(coat, 0.05), sleeve(figure));
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 15.0, -84.0, 11.0, 11.0), coat);
    }
    canvas.body(shapes::ellipse(0.0, -62.0, 32.0, 23.0), coat);
    canvas.mark(shapes::ellipse(0.0, -49.0, 21.0, 8.0), figure.belly);
    face::wide_eyes(canvas, (0.0, -85.0), 15.0, 5.4, pose);
    face::cheeks(canvas, (0.0, -60.0), 23.0);
    face::mouth(canvas, (0.0, -59.0), 14.0, pose);
    wear::on_head(canvas, figure, -89.0);
    wear::at_neck(canvas, figure, -40.0);
}

/// A turtle with its shell on its back.
pub(super) fn turtle(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let shell = mix(darker(figure.coat, 0.3), rgb(0xa8_78_48), 0.6);
    wear::behind(canvas, figure);
    canvas.body(shapes::ellipse(0.0, -28.0, 36.0, 29.0), shell);
    for (x, y) in [(-27.0, -34.0), (27.0, -34.0), (-25.0, -16.0), (25.0, -16.0)] {
        canvas.mark(shapes::ellipse(x, y, 5.0, 6.0), lighter(shell, 0.28));
    }
    body(canvas, figure, pose, figure.coat);
    wear::on_body(canvas, figure);
    arms(canvas, pose, figure.coat, sleeve(figure));
    canvas.body(shapes::ellipse(0.0, -66.0, 27.0, 25.0), figure.coat);
    face::eyes(canvas, (0.0, -68.0), 11.0, 5.2, pose);
    face::cheeks(canvas, (0.0, -59.0), 18.0);
    face::mouth(canvas, (0.0, -57.0), 7.0, pose);
    wear::on_head(canvas, figure, -89.0);
    wear::at_neck(canvas, figure, -40.0);
}
