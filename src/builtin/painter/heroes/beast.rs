//! Animals on two legs, as the table of kinds describes them.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::coat;
use super::figure::Figure;
use super::head;
use super::kinds::{Beast, Extra, Tail};
use super::limbs::{arms, trunk};
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{Rgb, rgb};

/// An animal of the table.
pub(super) fn beast(canvas: &mut Canvas, figure: &Figure, beast: Beast, pose: Pose) {
    wear::behind(canvas, figure);
    tail(canvas, figure, beast.tail);
    coat::behind(canvas, figure, beast.extra);
    if beast.extra == Extra::GiraffeSpots {
        neck(canvas, figure);
    }
    trunk(canvas, figure, body_coat(figure, beast));
    coat::on_trunk(canvas, figure, beast.extra);
    wear::on_body(canvas, figure);
    arms(canvas, pose, arm_coat(figure, beast), wear::sleeve(figure));
    let raised = if beast.extra == Extra::GiraffeSpots { LONG_NECK } else { 0.0 };
    canvas.at((0.0, -42.0 - raised), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            head::beast(canvas, figure, beast, pose);
            wear::on_head(canvas, figure, -92.0);
        });
    });
    wear::at_neck(canvas, figure, -40.0);
}

/// How far the head of a giraffe is above that of others.
const LONG_NECK: f32 = 30.0;

fn neck(canvas: &mut Canvas, figure: &Figure) {
    canvas.body(shapes::round_rect(-9.0, -80.0, 18.0, 44.0, 6.0), figure.coat);
    for (x, y) in [(-4.0, -66.0), (4.0, -58.0), (-3.0, -51.0)] {
        canvas.mark(shapes::fluffy(x, y, 3.6, 3.6, 5), rgb(0xb8_74_38));
    }
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
            canvas.body(shapes::smooth(&hair), figure.mane());
        }
        Tail::Flat => {
            let paddle = [(12.0, -10.0), (30.0, -18.0), (50.0, -30.0), (56.0, -18.0), (46.0, -6.0), (26.0, -4.0)];
            canvas.body(shapes::smooth(&paddle), darker(coat, 0.35));
            for x in [32.0, 40.0] {
                canvas.line(&[(x, -20.0), (x + 6.0, -8.0)], 1.2, darker(coat, 0.55));
            }
        }
        Tail::Thick => {
            let long =
                [(8.0, -16.0), (30.0, -14.0), (48.0, -8.0), (58.0, -16.0), (54.0, 0.0), (32.0, 0.0), (10.0, -3.0)];
            canvas.body(shapes::smooth(&long), darker(coat, 0.06));
        }
        Tail::None => {}
    }
}
