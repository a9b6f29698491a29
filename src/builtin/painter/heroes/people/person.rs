//! A person from back to front, in the proportions of their age.

use super::super::super::canvas::Canvas;
use super::super::figure::Figure;
use super::super::items::Item;
use super::super::kinds::Build;
use super::super::limbs::Arms;
use super::super::pose::Pose;
use super::super::wear;
use super::{body, hair, head};

/// How much the body of a child of 100 units is stretched, and the size of the head on it.
const fn proportions(build: Build) -> ((f32, f32), f32) {
    match build {
        Build::Baby => ((0.82, 0.56), 0.94),
        Build::Girl | Build::Boy | Build::Child => ((1.0, 1.0), 1.0),
        Build::Woman | Build::Man | Build::Grown => ((1.1, 1.34), 0.92),
        Build::Grandmother | Build::Grandfather | Build::Elder => ((1.14, 1.2), 0.92),
    }
}

pub(in super::super) fn person(canvas: &mut Canvas, figure: &Figure, build: Build, pose: Pose) {
    let pose = wear::holding(figure, pose);
    let (body_size, head_size) = proportions(build);
    let neck = 42.0 * body_size.1;
    let headed = |canvas: &mut Canvas, draw: &dyn Fn(&mut Canvas)| {
        canvas.at((0.0, -neck), (head_size, head_size), pose.tilt, |canvas| {
            canvas.at((0.0, 42.0), (1.0, 1.0), 0.0, |canvas| draw(canvas));
        });
    };
    canvas.at((0.0, 0.0), body_size, 0.0, |canvas| wear::behind(canvas, figure));
    headed(canvas, &|canvas| hair::behind(canvas, figure));
    canvas.at((0.0, 0.0), body_size, 0.0, |canvas| {
        if wear::worn(figure, Item::Fishtail).is_some() {
            body::fishtail(canvas, figure);
        } else {
            body::legs(canvas, figure);
        }
        wear::on_body(canvas, figure);
        wear::seat(canvas, figure);
        let sleeve = wear::sleeve(figure);
        Arms { coat: figure.coat, sleeve, bionic: wear::worn(figure, Item::BionicArm) }.draw(canvas, pose);
        wear::in_hand(canvas, figure, pose);
    });
    headed(canvas, &|canvas| {
        head::head(canvas, figure, build, pose);
        wear::on_head(canvas, figure, -90.0);
    });
    canvas.at((0.0, 0.0), body_size, 0.0, |canvas| wear::at_neck(canvas, figure, -40.0));
}
