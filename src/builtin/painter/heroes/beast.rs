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
    let raised = rise(beast.extra);
    if raised > 0.0 {
        neck(canvas, figure, beast.extra, raised);
    }
    trunk(canvas, figure, body_coat(figure, beast));
    coat::on_trunk(canvas, figure, beast.extra);
    wear::on_body(canvas, figure);
    arms(canvas, pose, arm_coat(figure, beast), wear::sleeve(figure));
    canvas.at((0.0, -42.0 - raised), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            head::beast(canvas, figure, beast, pose);
            wear::on_head(canvas, figure, -92.0);
        });
    });
    wear::at_neck(canvas, figure, -40.0);
}

/// How far a head is above that of others.
const fn rise(extra: Extra) -> f32 {
    match extra {
        Extra::GiraffeSpots => 30.0,
        Extra::Hump => 18.0,
        _ => 0.0,
    }
}

fn neck(canvas: &mut Canvas, figure: &Figure, extra: Extra, long: f32) {
    canvas.body(shapes::round_rect(-9.0, -50.0 - long, 18.0, long + 14.0, 6.0), figure.coat);
    if extra == Extra::GiraffeSpots {
        for (x, y) in [(-4.0, -66.0), (4.0, -58.0), (-3.0, -51.0)] {
            canvas.mark(shapes::fluffy(x, y, 3.6, 3.6, 5), rgb(0xb8_74_38));
        }
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
        Tail::Plume => {
            let plume = [
                (6.0, -6.0),
                (26.0, -2.0),
                (46.0, -14.0),
                (50.0, -38.0),
                (48.0, -58.0),
                (56.0, -70.0),
                (66.0, -64.0),
                (62.0, -54.0),
                (76.0, -60.0),
                (80.0, -80.0),
                (66.0, -98.0),
                (46.0, -96.0),
                (34.0, -78.0),
                (30.0, -50.0),
                (22.0, -24.0),
            ];
            canvas.body(shapes::smooth(&plume), darker(coat, 0.04));
            let sheen = [(20.0, -12.0), (36.0, -20.0), (41.0, -46.0), (41.0, -70.0), (50.0, -86.0), (64.0, -86.0)];
            canvas.stroke(shapes::curve(&sheen), 5.0, lighter(coat, 0.3), 0.8);
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
