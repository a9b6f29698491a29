//! Fish, robots, ghosts and whoever else has a shape of their own.

use super::super::canvas::Canvas;
use super::super::colour::{Tone, darker, lighter};
use super::super::shapes;
use super::coat;
use super::face;
use super::figure::Figure;
use super::items::Item;
use super::limbs::{arms, feet, wings};
use super::pose::{Mouth, Pose};
use super::wear;
use crate::pipeline::palette::{mix, rgb};

/// A fish, upright enough to talk to.
pub(super) fn fish(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    let fin = darker(coat, 0.12);
    canvas.body(
        shapes::smooth(&[
            (-30.0, -50.0),
            (-60.0, -78.0),
            (-66.0, -62.0),
            (-54.0, -48.0),
            (-66.0, -32.0),
            (-58.0, -18.0),
        ]),
        fin,
    );
    canvas.body(shapes::smooth(&[(-14.0, -78.0), (0.0, -100.0), (24.0, -92.0), (20.0, -76.0)]), fin);
    canvas.body(
        shapes::smooth(&[
            (-42.0, -50.0),
            (-24.0, -76.0),
            (10.0, -84.0),
            (38.0, -68.0),
            (44.0, -48.0),
            (34.0, -26.0),
            (8.0, -14.0),
            (-24.0, -24.0),
        ]),
        coat,
    );
    canvas.mark(
        shapes::smooth(&[(-20.0, -30.0), (8.0, -34.0), (36.0, -36.0), (28.0, -23.0), (8.0, -16.0), (-10.0, -20.0)]),
        figure.belly,
    );
    for x in [-20.0, -8.0] {
        canvas.stroke(shapes::curve(&[(x, -66.0), (x + 7.0, -52.0), (x, -38.0)]), 3.6, lighter(coat, 0.5), 0.8);
    }
    let flap = 20.0 - pose.arms.0 * 0.2;
    canvas.at((0.0, -42.0), (1.0, 1.0), flap, |canvas| canvas.body(shapes::drop(-4.0, -4.0, 22.0, 26.0), fin));
    face::wide_eyes(canvas, (21.0, -58.0), 9.4, 5.0, pose);
    face::cheeks(canvas, (21.0, -47.0), 15.0);
    face::mouth(canvas, (22.0, -45.0), 5.6, pose);
    canvas.at((14.0, 6.0), (1.0, 1.0), 0.0, |canvas| wear::on_head(canvas, figure, -92.0));
}

pub(super) fn robot(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let metal = figure.coat;
    wear::behind(canvas, figure);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::rect(side * 11.0 - 4.0, -16.0, 8.0, 12.0), darker(metal, 0.25));
        canvas.body(shapes::round_rect(side * 12.0 - 9.5, -9.0, 19.0, 9.0, 4.0), darker(metal, 0.12));
    }
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        canvas.at((side * 22.0, -40.0), (side, 1.0), -raised, |canvas| {
            canvas.body(shapes::round_rect(-3.4, -3.0, 7.0, 22.0, 3.4), darker(metal, 0.2));
            canvas.body(shapes::ellipse(0.0, 22.0, 6.4, 6.0), figure.accent);
        });
    }
    canvas.body(shapes::round_rect(-23.0, -47.0, 46.0, 35.0, 9.0), metal);
    canvas.mark(shapes::round_rect(-14.0, -39.0, 28.0, 19.0, 5.0), figure.belly);
    canvas.mark(shapes::heart(-5.0, -29.5, 4.6), rgb(0xee_5a_66));
    for (x, colour) in [(5.0, rgb(0x6a_c0_78)), (10.0, rgb(0xf6_c4_4c))] {
        canvas.mark(shapes::ellipse(x, -29.5, 2.0, 2.0), colour);
    }
    wear::on_body(canvas, figure);
    canvas.line(&[(0.0, -92.0), (0.0, -104.0)], 2.6, darker(metal, 0.35));
    canvas.glow((0.0, -106.0), 15.0, rgb(0xff_d8_6a), 0.6);
    canvas.body(shapes::ellipse(0.0, -106.0, 4.8, 4.8), figure.accent);
    for side in [-1.0, 1.0] {
        canvas.body(shapes::round_rect(side * 33.0 - 4.5, -74.0, 9.0, 18.0, 4.0), darker(metal, 0.2));
    }
    canvas.body(shapes::round_rect(-32.0, -92.0, 64.0, 45.0, 15.0), metal);
    canvas.mark(shapes::round_rect(-25.0, -85.0, 50.0, 31.0, 11.0), rgb(0x36_4a_66));
    canvas.toned(Tone::Shining, |canvas| {
        for side in [-1.0, 1.0] {
            let at = (side * 11.0 + pose.look, -72.0);
            canvas.glow(at, 12.0, rgb(0x8c_f0_ff), 0.5);
            canvas.mark(shapes::ellipse(at.0, at.1, 5.0, 5.8), rgb(0xa8_f4_ff));
            canvas.mark(shapes::ellipse(at.0 - 1.4, at.1 - 2.0, 1.6, 1.8), [1.0; 3]);
        }
        let middle = match pose.mouth {
            Mouth::Laugh | Mouth::Smile => -59.5,
            Mouth::Calm => -62.0,
            Mouth::Sad => -65.5,
        };
        canvas.stroke(shapes::curve(&[(-6.0, -62.5), (0.0, middle), (6.0, -62.5)]), 1.9, rgb(0xa8_f4_ff), 1.0);
    });
    face::cheeks(canvas, (0.0, -62.0), 17.5);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -44.0);
}

/// A ghost that means well.
pub(super) fn ghost(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.glow((0.0, -52.0), 74.0, rgb(0xf0_f4_ff), 0.5);
    wear::behind(canvas, figure);
    let sheet = [
        (0.0, -96.0),
        (24.0, -88.0),
        (33.0, -60.0),
        (34.0, -24.0),
        (36.0, -4.0),
        (24.0, -12.0),
        (13.0, -3.0),
        (0.0, -12.0),
        (-13.0, -3.0),
        (-24.0, -12.0),
        (-36.0, -4.0),
        (-34.0, -24.0),
        (-33.0, -60.0),
        (-24.0, -88.0),
    ];
    canvas.body(shapes::smooth(&sheet), figure.coat);
    wings(canvas, pose, figure.coat, (30.0, -46.0), 24.0);
    face::eyes(canvas, (0.0, -66.0), 11.5, 5.6, pose);
    face::cheeks(canvas, (0.0, -55.0), 19.0);
    face::mouth(canvas, (0.0, -52.0), 6.0, pose);
    wear::on_head(canvas, figure, -91.0);
    wear::at_neck(canvas, figure, -40.0);
}

/// An octopus or a jellyfish.
pub(super) fn octopus(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for x in [-30.0, -18.0, -6.0, 6.0, 18.0, 30.0] {
        let arm = [(x * 0.8, -40.0), (x * 1.15, -22.0), (x * 1.3, -8.0), (x * 1.55, -4.0)];
        canvas.stroke(shapes::curve(&arm), 11.6, darker(coat, 0.36), 1.0);
        canvas.stroke(shapes::curve(&arm), 9.6, darker(coat, 0.08), 1.0);
    }
    canvas.body(
        shapes::smooth(&[
            (0.0, -98.0),
            (27.0, -88.0),
            (35.0, -62.0),
            (30.0, -38.0),
            (0.0, -32.0),
            (-30.0, -38.0),
            (-35.0, -62.0),
            (-27.0, -88.0),
        ]),
        coat,
    );
    for (x, y, r) in [(-18.0, -84.0, 4.0), (-9.0, -90.0, 2.8), (20.0, -82.0, 3.4)] {
        canvas.mark(shapes::ellipse(x, y, r, r), figure.belly);
    }
    face::wide_eyes(canvas, (0.0, -64.0), 12.0, 5.2, pose);
    face::cheeks(canvas, (0.0, -53.0), 21.0);
    face::mouth(canvas, (0.0, -50.0), 6.4, pose);
    wear::on_head(canvas, figure, -92.0);
}

/// A star that fell, or will.
pub(super) fn star(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.glow((0.0, -50.0), 82.0, rgb(0xff_e4_90), 0.75);
    canvas.body(shapes::soft_star(0.0, -48.0, 52.0), figure.coat);
    canvas.glaze(shapes::soft_star(0.0, -48.0, 40.0), lighter(figure.coat, 0.5), 0.4);
    face::eyes(canvas, (0.0, -52.0), 11.0, 5.4, pose);
    face::cheeks(canvas, (0.0, -42.0), 18.0);
    face::mouth(canvas, (0.0, -39.0), 6.0, pose);
    wear::on_head(canvas, figure, -88.0);
}

/// As many eyes as a sheet gives, and of the colour that it says.
fn many_eyes(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    const WORDS: [&str; 8] =
        ["one eye", "eyes", "three eyes", "four eyes", "five eyes", "six eyes", "seven eyes", "eight eyes"];
    let count = figure.eye_count.unwrap_or(2).clamp(1, WORDS.len());
    if count == 2 {
        face::wide_eyes(canvas, (0.0, -64.0), 12.0, 5.6, pose);
    } else {
        face::row_of_eyes(canvas, (0.0, -66.0), count, 5.6, pose);
        canvas.tell(WORDS[count - 1]);
    }
}

/// Whoever the lists do not know: round, soft and friendly.
pub(super) fn round(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    wear::behind(canvas, figure);
    feet(canvas, figure, darker(coat, 0.12));
    for side in [-1.0, 1.0] {
        if figure.hash & 8 == 0 {
            canvas.line(&[(side * 10.0, -86.0), (side * 15.0, -102.0)], 2.6, darker(coat, 0.2));
            canvas.body(shapes::ellipse(side * 15.5, -104.0, 5.0, 5.0), figure.accent);
        } else {
            canvas.body(shapes::ellipse(side * 23.0, -84.0, 9.0, 11.0), darker(coat, 0.06));
        }
    }
    canvas.body(shapes::fluffy(0.0, -48.0, 36.0, 42.0, 17), coat);
    canvas.mark(shapes::ellipse(0.0, -27.0, 19.0, 16.0), mix(coat, figure.belly, 0.75));
    let fur = [
        (-22.0, -80.0, 4.6),
        (2.0, -87.0, 4.0),
        (22.0, -76.0, 5.0),
        (-30.0, -58.0, 4.0),
        (30.0, -54.0, 4.4),
        (-27.0, -36.0, 5.0),
        (27.0, -32.0, 4.2),
        (-19.0, -14.0, 3.6),
        (19.0, -12.0, 4.4),
    ];
    coat::marks(canvas, figure, &fur);
    wear::on_body(canvas, figure);
    arms(canvas, Pose { arms: (pose.arms.0 + 14.0, pose.arms.1 + 14.0), ..pose }, darker(coat, 0.06), None);
    many_eyes(canvas, figure, pose);
    face::cheeks(canvas, (0.0, -52.0), 21.0);
    face::mouth(canvas, (0.0, -50.0), 6.6, pose);
    if wear::worn(figure, Item::Teeth).is_some() {
        for x in [-4.0, 4.0] {
            canvas.mark(shapes::polygon(&[(x - 2.4, -48.6), (x + 2.4, -48.6), (x, -43.6)]), rgb(0xff_fd_f4));
        }
        wear::tell(canvas, figure, Item::Teeth);
    }
    wear::on_head(canvas, figure, -86.0);
    wear::at_neck(canvas, figure, -40.0);
}
