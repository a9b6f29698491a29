//! Children, grown-ups, and those of fairy tales.

use super::super::canvas::Canvas;
use super::super::colour::{darker, lighter};
use super::super::shapes;
use super::face;
use super::figure::{Figure, Item};
use super::kinds::Role;
use super::limbs::{arms, feet};
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::{Rgb, mix, rgb};

pub(super) fn person(canvas: &mut Canvas, figure: &Figure, role: Role, pose: Pose) {
    wear::behind(canvas, figure);
    if role == Role::Fairy && wear::worn(figure, Item::Wings).is_none() {
        fairy_wings(canvas);
    }
    hair_behind(canvas, figure, role);
    if role == Role::Mermaid {
        fishtail(canvas, figure);
    } else {
        legs(canvas, figure);
    }
    wear::on_body(canvas, figure);
    arms(canvas, pose, figure.coat, cloth(figure));
    canvas.at((0.0, -42.0), (1.0, 1.0), pose.tilt, |canvas| {
        canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| {
            head(canvas, figure, role, pose);
            headgear(canvas, figure, role);
            wear::on_head(canvas, figure, -90.0);
        });
    });
    wear::at_neck(canvas, figure, -40.0);
}

fn cloth(figure: &Figure) -> Option<Rgb> {
    wear::worn(figure, Item::Shirt).or_else(|| wear::worn(figure, Item::Dress).map(|colour| lighter(colour, 0.12)))
}

fn legs(canvas: &mut Canvas, figure: &Figure) {
    let trousers = wear::worn(figure, Item::Trousers).unwrap_or_else(|| rgb(0x5a_6a_96));
    let skirted = wear::worn(figure, Item::Dress).is_some();
    for side in [-1.0, 1.0] {
        let colour = if skirted { figure.coat } else { trousers };
        canvas.body(shapes::round_rect(side * 8.5 - 5.0, -22.0, 10.0, 20.0, 4.0), colour);
    }
    feet(canvas, figure, rgb(0x8c_58_40));
    let trunk = [
        (0.0, -48.0),
        (13.0, -44.0),
        (19.0, -24.0),
        (17.0, -13.0),
        (0.0, -11.0),
        (-17.0, -13.0),
        (-19.0, -24.0),
        (-13.0, -44.0),
    ];
    canvas.body(shapes::smooth(&trunk), if skirted { figure.belly } else { trousers });
}

fn fishtail(canvas: &mut Canvas, figure: &Figure) {
    let tail = figure.belly;
    let fin = [(14.0, -6.0), (40.0, -14.0), (48.0, 4.0), (30.0, 4.0), (22.0, 10.0), (12.0, 2.0)];
    canvas.body(shapes::smooth(&fin), lighter(tail, 0.2));
    let scales =
        [(-15.0, -32.0), (15.0, -32.0), (18.0, -18.0), (22.0, -6.0), (14.0, 0.0), (-4.0, -2.0), (-16.0, -14.0)];
    canvas.body(shapes::smooth(&scales), tail);
    let top = [(0.0, -48.0), (13.0, -44.0), (15.0, -30.0), (0.0, -27.0), (-15.0, -30.0), (-13.0, -44.0)];
    canvas.body(shapes::smooth(&top), figure.coat);
    for side in [-1.0, 1.0] {
        canvas.mark(shapes::fluffy(side * 6.0, -37.0, 5.6, 4.6, 5), mix(figure.accent, rgb(0xf4_90_b8), 0.5));
    }
}

fn fairy_wings(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        for (turn, long) in [(48.0, 50.0), (104.0, 36.0)] {
            canvas.at((side * 8.0, -36.0), (side, 1.0), turn, |canvas| {
                let wing = shapes::drop(0.0, 2.0, 34.0, -long);
                canvas.glaze(wing.clone(), rgb(0xd8_f2_ff), 0.75);
                canvas.stroke(wing, 1.2, rgb(0x8c_c4_e4), 0.8);
            });
        }
    }
}

fn is_long_haired(figure: &Figure, role: Role) -> bool {
    matches!(role, Role::Girl | Role::Queen | Role::Fairy | Role::Mermaid | Role::Wizard) && figure.hash & 0x30 != 0x10
}

fn hair_behind(canvas: &mut Canvas, figure: &Figure, role: Role) {
    if is_long_haired(figure, role) {
        let hair = [
            (0.0, -96.0),
            (26.0, -88.0),
            (35.0, -64.0),
            (33.0, -36.0),
            (18.0, -30.0),
            (0.0, -34.0),
            (-18.0, -30.0),
            (-33.0, -36.0),
            (-35.0, -64.0),
            (-26.0, -88.0),
        ];
        canvas.body(shapes::smooth(&hair), darker(figure.hair, 0.12));
    } else if matches!(role, Role::Girl | Role::Mermaid | Role::Fairy) {
        for side in [-1.0, 1.0] {
            canvas.body(shapes::fluffy(side * 34.0, -66.0, 11.0, 16.0, 7), figure.hair);
            canvas.mark(shapes::ellipse(side * 27.0, -72.0, 3.6, 3.6), figure.accent);
        }
    }
}

fn head(canvas: &mut Canvas, figure: &Figure, role: Role, pose: Pose) {
    let skin = figure.coat;
    for side in [-1.0, 1.0] {
        canvas.body(shapes::ellipse(side * 28.0, -63.0, 5.4, 6.4), skin);
    }
    canvas.body(shapes::ellipse(0.0, -65.0, 28.5, 26.5), skin);
    if role == Role::Grandfather || role == Role::King || role == Role::Wizard && figure.hash & 1 == 0 {
        let white = if role == Role::King { figure.hair } else { rgb(0xf2_f0_ee) };
        let beard = [
            (-26.0, -62.0),
            (-14.0, -54.0),
            (0.0, -56.0),
            (14.0, -54.0),
            (26.0, -62.0),
            (21.0, -40.0),
            (0.0, -26.0),
            (-21.0, -40.0),
        ];
        canvas.body(shapes::smooth(&beard), white);
    }
    hair(canvas, figure, role);
    face::eyes(canvas, (0.0, -66.0), 11.5, 5.0, pose);
    canvas.mark(shapes::ellipse(0.0, -58.5, 2.3, 1.9), mix(skin, rgb(0xd8_5c_50), 0.35));
    face::cheeks(canvas, (0.0, -56.5), 19.0);
    face::mouth(canvas, (0.0, -52.0), 5.6, pose);
    if figure.hash & 0x300 == 0 {
        for (x, y) in [(-17.0, -59.5), (-13.5, -58.0), (13.5, -58.0), (17.0, -59.5)] {
            canvas.glaze(shapes::ellipse(x, y, 0.9, 0.9), darker(skin, 0.4), 0.7);
        }
    }
    if role == Role::Pirate {
        canvas.line(&[(-27.0, -76.0), (26.0, -64.0)], 1.8, rgb(0x3a_30_38));
        canvas.mark(shapes::ellipse(11.5, -67.0, 7.4, 7.0), rgb(0x3a_30_38));
    }
}

fn hair(canvas: &mut Canvas, figure: &Figure, role: Role) {
    let colour = if matches!(role, Role::Grandmother | Role::Grandfather) { rgb(0xe4_e2_e4) } else { figure.hair };
    match role {
        Role::Grandfather => {
            for side in [-1.0, 1.0] {
                canvas.body(shapes::fluffy(side * 27.0, -72.0, 7.0, 9.0, 6), colour);
            }
        }
        Role::Grandmother => {
            canvas.body(shapes::ellipse(0.0, -97.0, 12.0, 10.0), colour);
            fringe(canvas, colour);
        }
        Role::Boy | Role::King | Role::Knight | Role::Pirate if figure.hash & 0x40 == 0 => {
            let tuft = [
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
            canvas.body(shapes::smooth(&tuft), colour);
        }
        Role::Boy | Role::King | Role::Knight | Role::Pirate => {
            canvas.body(shapes::fluffy(0.0, -85.0, 27.0, 12.5, 9), colour);
        }
        _ => fringe(canvas, colour),
    }
}

/// Hair that parts above the brow.
fn fringe(canvas: &mut Canvas, colour: Rgb) {
    let fringe = [
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
    canvas.body(shapes::smooth(&fringe), colour);
}

/// What the role has on its head.
fn headgear(canvas: &mut Canvas, figure: &Figure, role: Role) {
    let wears = |item: Item| wear::worn(figure, item).is_some();
    match role {
        Role::Wizard if !wears(Item::Hat) => {
            canvas.body(
                shapes::smooth(&[(-21.0, -84.0), (-10.0, -112.0), (8.0, -136.0), (8.0, -110.0), (21.0, -84.0)]),
                figure.belly,
            );
            canvas.body(shapes::ellipse(0.0, -84.0, 33.0, 6.0), darker(figure.belly, 0.12));
            canvas.mark(shapes::star(0.0, -101.0, 6.0, 2.6, 5), rgb(0xff_e0_7a));
        }
        Role::Knight if !wears(Item::Helmet) => {
            let helmet = [
                (-31.0, -58.0),
                (-30.0, -80.0),
                (-16.0, -96.0),
                (0.0, -99.0),
                (16.0, -96.0),
                (30.0, -80.0),
                (31.0, -58.0),
                (24.0, -74.0),
                (0.0, -79.0),
                (-24.0, -74.0),
            ];
            canvas.body(shapes::smooth(&helmet), figure.belly);
            canvas
                .body(shapes::smooth(&[(0.0, -97.0), (10.0, -114.0), (28.0, -112.0), (20.0, -100.0)]), rgb(0xdc_4a_4c));
        }
        Role::Pirate if !wears(Item::Hat) => {
            canvas.body(
                shapes::smooth(&[
                    (-36.0, -82.0),
                    (-20.0, -98.0),
                    (0.0, -106.0),
                    (20.0, -98.0),
                    (36.0, -82.0),
                    (0.0, -87.0),
                ]),
                rgb(0x40_38_4a),
            );
            canvas.mark(shapes::heart(0.0, -94.0, 4.6), rgb(0xfa_f4_ea));
        }
        Role::Astronaut => {
            canvas.stroke(shapes::ellipse(0.0, -66.0, 36.0, 35.0), 4.4, rgb(0xf2_f4_f8), 1.0);
            canvas.glaze(shapes::ellipse(0.0, -66.0, 35.0, 34.0), rgb(0xb8_e0_ff), 0.16);
        }
        Role::Fairy => {
            for side in [-1.0, 1.0] {
                canvas.line(
                    &[(side * 6.0, -92.0), (side * 10.0, -104.0), (side * 17.0, -108.0)],
                    1.4,
                    darker(figure.hair, 0.2),
                );
                canvas.mark(shapes::ellipse(side * 17.5, -108.0, 2.6, 2.6), rgb(0xff_e0_7a));
            }
        }
        _ => {}
    }
}
