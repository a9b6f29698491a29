//! What many heroes share: trunk, feet, arms, sleeves, wings.

use super::super::canvas::Canvas;
use super::super::colour::darker;
use super::super::shapes;
use super::coat;
use super::figure::Figure;
use super::items::{Item, Pattern};
use super::pose::Pose;
use super::wear;
use crate::pipeline::palette::Rgb;

/// Feet, a round trunk and a belly.
pub(super) fn trunk(canvas: &mut Canvas, figure: &Figure, colour: Rgb) {
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
    canvas.body(shapes::smooth(&pear), colour);
    canvas.mark(shapes::ellipse(0.0, -21.0, 13.5, 15.5), figure.belly);
    let sides = [(-16.0, -35.0, 3.4), (16.0, -36.0, 3.0), (-18.5, -24.0, 3.0), (18.5, -25.0, 3.6), (-17.0, -13.0, 3.4)];
    coat::marks(canvas, figure, &sides);
}

/// Two feet, shod or bare; a leg of metal has its own.
pub(super) fn feet(canvas: &mut Canvas, figure: &Figure, bare: Rgb) {
    let shod = wear::shod(canvas, figure);
    let colour = shod.map_or(bare, |shoe| shoe.colour);
    for side in [-1.0, 1.0] {
        if side > 0.0 && figure.is_person() && wear::stands_on_prosthesis(figure) {
            continue;
        }
        let is_sock = shod.is_some_and(|shoe| shoe.item == Item::Socks);
        let foot = if is_sock && figure.is_person() { darker(bare, 0.2) } else { colour };
        canvas.body(shapes::ellipse(side * 11.5, -3.6, 10.0, 5.4), foot);
        let Some(shoe) = shod.filter(|shoe| shoe.item != Item::Shoes) else { continue };
        canvas.body(shapes::round_rect(side * 10.5 - 6.5, -14.0, 13.0, 10.0, 3.0), colour);
        if shoe.pattern == Pattern::Stripes {
            for y in [-11.5, -7.0] {
                canvas.line(&[(side * 10.5 - 6.0, y), (side * 10.5 + 6.0, y)], 2.0, [1.0, 0.98, 0.95]);
            }
        }
    }
}

/// Two arms with paws; a sleeve covers all but the paw.
pub(super) fn arms(canvas: &mut Canvas, pose: Pose, coat: Rgb, sleeve: Option<Rgb>) {
    Arms { coat, sleeve, bionic: None }.draw(canvas, pose);
}

/// Two arms with hands.
pub(super) struct Arms {
    pub(super) coat: Rgb,
    /// It covers all but the hand.
    pub(super) sleeve: Option<Rgb>,
    /// The metal of the arm at the right of the page.
    pub(super) bionic: Option<Rgb>,
}

impl Arms {
    pub(super) fn draw(&self, canvas: &mut Canvas, pose: Pose) {
        for (side, raised) in [(-1.0, pose.arms.0), (1.0, pose.arms.1)] {
            canvas.at((side * 16.5, -40.0), (side, 1.0), -raised, |canvas| match self.bionic {
                Some(metal) if side > 0.0 => bionic_arm(canvas, metal),
                _ => {
                    canvas.body(shapes::round_rect(-4.6, -4.0, 10.6, 27.0, 5.2), self.sleeve.unwrap_or(self.coat));
                    if self.sleeve.is_some() {
                        canvas.body(shapes::ellipse(0.7, 22.0, 5.4, 5.2), self.coat);
                    }
                }
            });
        }
    }
}

fn bionic_arm(canvas: &mut Canvas, metal: Rgb) {
    canvas.body(shapes::round_rect(-3.6, -4.0, 8.6, 14.0, 4.0), metal);
    canvas.body(shapes::ellipse(0.7, 10.0, 5.0, 4.6), darker(metal, 0.35));
    canvas.body(shapes::round_rect(-2.8, 11.0, 7.2, 11.0, 3.0), metal);
    for x in [-2.6, 0.8, 4.2] {
        canvas.line(&[(x, 21.0), (x * 1.3, 26.0)], 2.4, darker(metal, 0.3));
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
