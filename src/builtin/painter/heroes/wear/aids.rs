//! What helps: wheelchair, cane, crutches, walker, prostheses, casts.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Figure;
use super::super::items::Item;
use super::super::pose::Pose;
use super::worn::{shod, tell, worn};
use crate::pipeline::palette::{Rgb, rgb};

const TYRE: Rgb = rgb(0x3c_3c_48);
const STEEL: Rgb = rgb(0xb8_c2_cc);
/// How far an arm is raised that holds something to lean on, in degrees.
const LEANING: f32 = 34.0;

/// The pose with hands where aids need them.
pub(in super::super) fn holding(figure: &Figure, pose: Pose) -> Pose {
    let has = |item: Item| worn(figure, item).is_some();
    let arms = match () {
        () if has(Item::Crutches) || has(Item::Walker) => (LEANING, LEANING),
        () if has(Item::Wheelchair) => (pose.arms.0.min(58.0), pose.arms.1),
        () if has(Item::Cane) || has(Item::Stick) => (pose.arms.0, LEANING + 12.0),
        () if has(Item::Sling) => (18.0, pose.arms.1),
        () => pose.arms,
    };
    Pose { arms, ..pose }
}

/// Where a hand is; `side` is -1 for the left of the page.
fn hand(side: f32, raised: f32) -> (f32, f32) {
    let (sin, cos) = raised.to_radians().sin_cos();
    (side * (16.5 + 22.0 * sin), -40.0 + 22.0 * cos)
}

/// The back of a wheelchair and its handles, behind the body.
pub(super) fn backrest(canvas: &mut Canvas, colour: Rgb) {
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 20.0, -12.0), (side * 21.0, -47.0), (side * 29.0, -50.0)], 4.0, TYRE);
    }
    canvas.body(shapes::round_rect(-21.0, -45.0, 42.0, 34.0, 6.0), darker(colour, 0.1));
}

/// The seat with the legs on it, the foot plates and the wheels.
pub(in super::super) fn seat(canvas: &mut Canvas, figure: &Figure) {
    if let Some(colour) = worn(figure, Item::Wheelchair) {
        if figure.is_person() {
            canvas.body(shapes::round_rect(-22.0, -15.0, 44.0, 7.0, 3.0), colour);
            for side in [-1.0, 1.0] {
                seated_leg(canvas, figure, side);
            }
        }
        canvas.line(&[(-17.0, 0.6), (17.0, 0.6)], 3.0, STEEL);
        for side in [-1.0, 1.0] {
            wheel(canvas, (side * 28.0, -20.0), (9.5, 20.5));
            canvas.line(&[(side * 19.0, -25.0), (side * 27.0, -25.0)], 4.0, darker(colour, 0.2));
        }
        tell(canvas, figure, Item::Wheelchair);
    }
    if let Some(colour) = worn(figure, Item::Cast).filter(|_| figure.is_person()) {
        canvas.body(shapes::round_rect(2.0, -20.0, 14.0, 20.0, 5.0), colour);
        for y in [-15.0, -10.0, -5.0] {
            canvas.stroke(shapes::curve(&[(3.5, y), (9.0, y + 2.0), (14.5, y)]), 1.0, darker(colour, 0.3), 0.7);
        }
        canvas.mark(shapes::heart(9.0, -12.0, 2.6), rgb(0xe8_5c_6c));
        tell(canvas, figure, Item::Cast);
    }
}

/// A leg with its knee to the front.
fn seated_leg(canvas: &mut Canvas, figure: &Figure, side: f32) {
    let bare = worn(figure, Item::Dress)
        .or_else(|| worn(figure, Item::Sari))
        .or_else(|| worn(figure, Item::Skirt))
        .or_else(|| worn(figure, Item::Shorts));
    let cloth = [Item::Trousers, Item::Dungarees, Item::Pyjamas].into_iter().find_map(|item| worn(figure, item));
    let thigh = cloth.or(bare).unwrap_or(rgb(0x5a_6a_96));
    let shin = if cloth.is_none() && bare.is_some() { figure.coat } else { thigh };
    canvas.body(shapes::round_rect(side * 9.0 - 6.0, -22.0, 12.0, 11.0, 5.0), lighter(thigh, 0.1));
    if side > 0.0 && worn(figure, Item::Prosthesis).is_some() {
        let steel = worn(figure, Item::Prosthesis).unwrap_or(STEEL);
        canvas.line(&[(side * 9.0, -12.0), (side * 9.0, -3.0), (side * 15.0, -1.6)], 5.0, darker(steel, 0.4));
        canvas.line(&[(side * 9.0, -12.0), (side * 9.0, -3.0), (side * 15.0, -1.6)], 3.2, steel);
        tell(canvas, figure, Item::Prosthesis);
        return;
    }
    canvas.body(shapes::round_rect(side * 9.0 - 4.6, -14.0, 9.2, 11.0, 3.6), shin);
    let shoe = shod(canvas, figure);
    if let Some(shoe) = shoe.filter(|shoe| shoe.item != Item::Shoes) {
        canvas.body(shapes::round_rect(side * 9.0 - 5.0, -10.0, 10.0, 7.0, 2.6), shoe.colour);
    }
    let foot = shoe.filter(|shoe| shoe.item != Item::Socks).map_or(rgb(0x8c_58_40), |shoe| shoe.colour);
    canvas.body(shapes::ellipse(side * 9.4, -3.4, 7.4, 4.4), foot);
}

fn wheel(canvas: &mut Canvas, (x, y): (f32, f32), (wide, tall): (f32, f32)) {
    for turn in [0.0_f32, 0.8, 1.57, 2.36] {
        let (dx, dy) = (wide * turn.cos(), tall * turn.sin());
        canvas.line(&[(x - dx, y - dy), (x + dx, y + dy)], 0.9, STEEL);
    }
    canvas.stroke(shapes::ellipse(x, y, wide, tall), 4.4, TYRE, 1.0);
    canvas.stroke(shapes::ellipse(x, y, wide * 0.78, tall * 0.84), 1.5, STEEL, 1.0);
    canvas.body(shapes::ellipse(x, y, 2.6, 3.4), STEEL);
}

/// What hands hold to walk with.
pub(in super::super) fn in_hand(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    for worn in &figure.wear {
        let right = hand(1.0, pose.arms.1);
        match worn.item {
            Item::Cane => {
                // long and thin, from the hand to the ground before them
                let (top, foot) = ((right.0 - 5.0, right.1 - 16.0), (right.0 + 34.0, 1.0));
                let along = |part: f32| (top.0 + (foot.0 - top.0) * part, top.1 + (foot.1 - top.1) * part);
                canvas.line(&[top, foot], 3.6, TYRE);
                canvas.line(&[top, foot], 2.4, worn.colour);
                canvas.line(&[along(0.68), along(0.84)], 2.4, rgb(0xe0_4a_44));
                canvas.line(&[top, along(0.3)], 3.8, TYRE);
                canvas.body(shapes::ellipse(foot.0, foot.1 - 1.0, 2.8, 2.4), worn.colour);
            }
            Item::Stick => {
                let grip = [
                    (right.0 - 6.0, right.1 - 3.0),
                    (right.0 - 2.0, right.1 - 7.0),
                    (right.0 + 3.0, right.1 - 3.0),
                    (right.0 + 3.0, 0.0),
                ];
                canvas.stroke(shapes::curve(&grip), 4.0, worn.colour, 1.0);
            }
            Item::Crutches => {
                for side in [-1.0, 1.0] {
                    let grip = hand(side, LEANING);
                    let (top, foot) = ((side * 21.0, -42.0), (side * 38.0, 0.0));
                    canvas.line(&[top, foot], 4.6, darker(worn.colour, 0.4));
                    canvas.line(&[top, foot], 3.0, worn.colour);
                    canvas.line(&[(side * 16.0, -43.0), (side * 26.0, -41.0)], 4.4, TYRE);
                    canvas.line(&[(grip.0 - 4.0, grip.1), (grip.0 + 4.0, grip.1)], 3.6, TYRE);
                }
            }
            Item::Walker => {
                let (steel, dark) = (worn.colour, darker(worn.colour, 0.35));
                for side in [-1.0, 1.0] {
                    let grip = hand(side, LEANING);
                    canvas.line(&[(grip.0, grip.1 - 1.0), (side * 34.0, 0.0)], 4.4, dark);
                    canvas.line(&[(grip.0, grip.1 - 1.0), (side * 34.0, 0.0)], 3.0, steel);
                    canvas.body(shapes::ellipse(side * 34.0, -2.0, 4.6, 4.6), TYRE);
                }
                let (left, right) = (hand(-1.0, LEANING), hand(1.0, LEANING));
                canvas.line(&[(left.0 - 1.0, -14.0), (right.0 + 1.0, -14.0)], 3.4, steel);
            }
            _ => continue,
        }
        canvas.tell(&worn.words);
    }
    tell(canvas, figure, Item::BionicArm);
}

/// Whether a leg of metal is to be seen.
pub(in super::super) fn stands_on_prosthesis(figure: &Figure) -> bool {
    worn(figure, Item::Prosthesis).is_some() && worn(figure, Item::Wheelchair).is_none()
}

/// A leg of metal, with a spring for a foot.
pub(in super::super) fn prosthesis(canvas: &mut Canvas, figure: &Figure) {
    let steel = worn(figure, Item::Prosthesis).unwrap_or(STEEL);
    canvas.body(shapes::round_rect(4.0, -22.0, 9.0, 9.0, 3.0), darker(steel, 0.35));
    canvas.stroke(
        shapes::curve(&[(8.5, -14.0), (9.0, -8.0), (5.0, -4.0), (8.0, -0.6), (18.0, -1.0)]),
        5.4,
        darker(steel, 0.45),
        1.0,
    );
    canvas.stroke(shapes::curve(&[(8.5, -14.0), (9.0, -8.0), (5.0, -4.0), (8.0, -0.6), (18.0, -1.0)]), 3.6, steel, 1.0);
    tell(canvas, figure, Item::Prosthesis);
}

/// A cloth that carries an arm.
pub(super) fn sling(canvas: &mut Canvas, colour: Rgb) {
    canvas.stroke(shapes::curve(&[(10.0, -44.0), (-4.0, -30.0)]), 3.4, colour, 1.0);
    let cloth = [(-20.0, -31.0), (4.0, -30.0), (8.0, -22.0), (-6.0, -17.0), (-20.0, -20.0)];
    canvas.body(shapes::smooth(&cloth), colour);
}
