//! A person's head: skin, face, beard, and what is special about them.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{Tone, darker, lighter};
use super::super::super::shapes;
use super::super::face;
use super::super::figure::Figure;
use super::super::items::Item;
use super::super::kinds::Build;
use super::super::pose::Pose;
use super::super::wear;
use super::hair;
use crate::pipeline::palette::{Rgb, mix, rgb};

pub(super) fn head(canvas: &mut Canvas, figure: &Figure, build: Build, pose: Pose) {
    let skin = figure.coat;
    if let Some(words) = figure.skin {
        canvas.tell(&format!("{words} skin"));
    }
    if wear::worn(figure, Item::Hijab).is_some() {
        canvas.body(shapes::ellipse(0.0, -63.5, 24.0, 24.5), skin);
    } else {
        for side in [-1.0, 1.0] {
            canvas.body(shapes::ellipse(side * 28.0, -63.0, 5.4, 6.4), skin);
        }
        canvas.body(shapes::ellipse(0.0, -65.0, 28.5, 26.5), skin);
    }
    marks(canvas, figure);
    beard(canvas, figure, build);
    hair::before(canvas, figure);
    eyes(canvas, figure, pose);
    canvas.mark(shapes::ellipse(0.0, -58.5, 2.3, 1.9), nose_of(skin));
    face::cheeks(canvas, (0.0, -56.5), 17.5);
    face::mouth(canvas, (0.0, -52.0), 5.6, pose);
    if build == Build::Baby {
        dummy(canvas, figure.accent);
    }
}

/// Redder than the skin, and lighter on the darkest.
fn nose_of(skin: Rgb) -> Rgb {
    if skin[0] < 0.45 { lighter(skin, 0.16) } else { mix(skin, rgb(0xd8_5c_50), 0.35) }
}

fn eyes(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    if figure.coat[0] < 0.5 {
        canvas.toned(Tone::Shining, |canvas| {
            for x in [-11.5, 11.5] {
                canvas.mark(shapes::ellipse(x, -66.0, 5.2, 5.7), mix(figure.coat, rgb(0xff_fe_fa), 0.75));
            }
        });
    }
    face::eyes(canvas, (0.0, -66.0), 11.5, 5.0, pose);
    if let Some((colour, words)) = figure.eyes {
        face::irises(canvas, (0.0, -66.0), 11.5, 5.0, (pose, colour));
        canvas.tell(&format!("{words} eyes"));
    }
}

fn marks(canvas: &mut Canvas, figure: &Figure) {
    let skin = figure.coat;
    if wear::worn(figure, Item::Freckles).is_some() {
        for (x, y) in [(-20.0, -58.0), (-16.0, -60.0), (-13.0, -57.0), (-17.0, -55.0), (-9.0, -59.0), (-2.0, -62.0)] {
            for x in [x, -x] {
                canvas.glaze(shapes::ellipse(x, y, 1.25, 1.15), mix(darker(skin, 0.4), rgb(0xb0_5c_30), 0.4), 0.85);
            }
        }
        wear::tell(canvas, figure, Item::Freckles);
    }
    if wear::worn(figure, Item::Vitiligo).is_some() {
        let pale = if skin[0] > 0.85 { mix(skin, rgb(0xff_ff_ff), 0.8) } else { mix(skin, rgb(0xf8_dc_c4), 0.75) };
        for (x, y, wide, tall) in
            [(14.0, -67.0, 10.0, 9.5), (-20.0, -55.0, 6.0, 5.0), (-16.0, -77.0, 6.5, 4.5), (11.0, -45.0, 6.0, 3.4)]
        {
            canvas.mark(shapes::fluffy(x, y, wide, tall, 6), pale);
        }
        wear::tell(canvas, figure, Item::Vitiligo);
    }
    if let Some(colour) = wear::worn(figure, Item::Birthmark) {
        canvas.glaze(shapes::fluffy(17.0, -57.0, 6.0, 7.5, 6), colour, 0.55);
        wear::tell(canvas, figure, Item::Birthmark);
    }
}

fn beard(canvas: &mut Canvas, figure: &Figure, build: Build) {
    // a moustache that is said is not lost in a beard by chance
    let is_bearded = figure.hash & 0x800 == 0 && wear::worn(figure, Item::Moustache).is_none();
    let old = (build == Build::Grandfather && is_bearded).then(|| rgb(0xf2_f0_ee));
    let is_child = matches!(build, Build::Baby | Build::Girl);
    if let Some(colour) = wear::worn(figure, Item::Beard).or(old).filter(|_| !is_child) {
        let edge = [
            (-27.0, -66.0),
            (-22.0, -56.0),
            (-11.0, -54.5),
            (0.0, -57.0),
            (11.0, -54.5),
            (22.0, -56.0),
            (27.0, -66.0),
            (25.0, -46.0),
            (12.0, -34.0),
            (0.0, -30.0),
            (-12.0, -34.0),
            (-25.0, -46.0),
        ];
        canvas.body(shapes::smooth(&edge), colour);
        wear::tell(canvas, figure, Item::Beard);
    }
    if let Some(colour) = wear::worn(figure, Item::Moustache).filter(|_| !is_child) {
        for side in [-1.0, 1.0] {
            let half = [(0.0, -57.0), (side * 8.0, -57.5), (side * 14.0, -53.5), (side * 7.0, -53.0)];
            canvas.body(shapes::smooth(&half), colour);
        }
        wear::tell(canvas, figure, Item::Moustache);
    }
}

fn dummy(canvas: &mut Canvas, colour: Rgb) {
    canvas.toned(Tone::Hero, |canvas| {
        canvas.body(shapes::ellipse(0.0, -50.5, 6.4, 4.2), lighter(colour, 0.4));
        canvas.stroke(shapes::ellipse(0.0, -46.5, 3.4, 3.0), 1.4, darker(colour, 0.1), 1.0);
    });
}
