//! What many heroes share: trunk, feet, arms, sleeves, wings.

use super::super::canvas::Canvas;
use super::super::colour::darker;
use super::super::shapes;
use super::figure::{Figure, Item};
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::Rgb;

/// Feet, a round trunk and a belly.
pub(super) fn trunk(canvas: &mut Canvas, figure: &Figure, coat: Rgb) {
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

/// Two wings that hang from `at` on either side, `long` units down, and are raised as arms are.
pub(super) fn wings(canvas: &mut Canvas, pose: Pose, colour: Rgb, at: (f32, f32), long: f32) {
    for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
        canvas.at((side * at.0, at.1), (side, 1.0), -raised.min(110.0) * 0.9 - 6.0, |canvas| {
            canvas.body(shapes::drop(1.0, -5.0, 18.0, long), colour);
        });
    }
}

/// The colour of the sleeves; `None` for bare arms.
pub(super) fn sleeve(figure: &Figure) -> Option<Rgb> {
    figure.wear.iter().find(|(item, _)| *item == Item::Shirt).map(|(_, colour)| *colour)
}
