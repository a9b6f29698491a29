//! What digs, pushes, lifts, carries and ploughs.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Figure;
use super::super::pose::Pose;
use super::front::{GLASS, RUBBER, STEEL, cab, faced, tracks, wheels};
use crate::pipeline::palette::rgb;

/// A digger with its arm raised at one side.
pub(in super::super) fn digger(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    tracks(canvas, 28.0);
    canvas.body(shapes::round_rect(-42.0, -40.0, 78.0, 20.0, 7.0), darker(coat, 0.1));
    for (from, to) in [((24.0, -34.0), (46.0, -92.0)), ((46.0, -92.0), (70.0, -58.0))] {
        canvas.line(&[from, to], 13.0, darker(coat, 0.45));
        canvas.line(&[from, to], 10.6, coat);
    }
    canvas.body(shapes::ellipse(46.0, -92.0, 5.0, 5.0), STEEL);
    let bucket = [(60.0, -62.0), (82.0, -58.0), (80.0, -36.0), (66.0, -30.0), (56.0, -40.0)];
    canvas.body(shapes::smooth(&bucket), darker(STEEL, 0.35));
    for x in [58.0, 64.0, 70.0] {
        canvas.body(shapes::polygon(&[(x - 3.0, -35.0), (x + 3.0, -32.0), (x - 2.0, -24.0)]), STEEL);
    }
    canvas.body(shapes::round_rect(-38.0, -90.0, 58.0, 54.0, 8.0), coat);
    canvas.body(shapes::round_rect(-32.0, -84.0, 46.0, 32.0, 6.0), GLASS);
    faced(canvas, figure, pose, ((-9.0, -67.0), 0.88));
}

pub(in super::super) fn crane(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.line(&[(14.0, -60.0), (58.0, -136.0)], 9.0, darker(coat, 0.4));
    canvas.line(&[(14.0, -60.0), (58.0, -136.0)], 6.6, coat);
    canvas.line(&[(58.0, -136.0), (58.0, -84.0)], 1.8, RUBBER);
    canvas.stroke(shapes::curve(&[(58.0, -84.0), (64.0, -78.0), (58.0, -71.0), (52.0, -76.0)]), 3.4, STEEL, 1.0);
    wheels(canvas, 30.0, (19.0, 22.0));
    cab(canvas, figure, pose, (76.0, -80.0));
}

pub(in super::super) fn dumper(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let skip = [(-54.0, -108.0), (54.0, -108.0), (46.0, -52.0), (-46.0, -52.0)];
    canvas.body(shapes::fluffy(0.0, -108.0, 40.0, 10.0, 9), rgb(0x9a_7a_58));
    canvas.body(shapes::polygon(&skip), darker(figure.coat, 0.14));
    for x in [-28.0, 0.0, 28.0] {
        canvas.line(&[(x, -104.0), (x * 0.9, -60.0)], 3.0, darker(figure.coat, 0.35));
    }
    wheels(canvas, 33.0, (22.0, 26.0));
    cab(canvas, figure, pose, (72.0, -80.0));
}

pub(in super::super) fn mixer(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let drum = [(-34.0, -70.0), (-40.0, -104.0), (-12.0, -124.0), (24.0, -120.0), (42.0, -96.0), (34.0, -70.0)];
    canvas.body(shapes::smooth(&drum), rgb(0xe6_e8_ea));
    for shift in [-18.0, 4.0, 24.0] {
        let band = [(shift - 10.0, -74.0), (shift, -98.0), (shift + 4.0, -118.0)];
        canvas.stroke(shapes::curve(&band), 5.0, figure.coat, 0.9);
    }
    wheels(canvas, 30.0, (19.0, 22.0));
    cab(canvas, figure, pose, (76.0, -80.0));
}

pub(in super::super) fn bulldozer(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.line(&[(26.0, -76.0), (26.0, -104.0)], 6.0, RUBBER);
    tracks(canvas, 32.0);
    canvas.body(shapes::round_rect(-34.0, -96.0, 68.0, 80.0, 8.0), coat);
    canvas.body(shapes::round_rect(-27.0, -90.0, 54.0, 34.0, 6.0), GLASS);
    faced(canvas, figure, pose, ((0.0, -73.0), 0.95));
    let blade = [(-54.0, -36.0), (-58.0, -4.0), (0.0, 1.0), (58.0, -4.0), (54.0, -36.0), (0.0, -32.0)];
    canvas.body(shapes::smooth(&blade), STEEL);
    canvas.stroke(shapes::curve(&[(-52.0, -18.0), (0.0, -14.0), (52.0, -18.0)]), 2.6, darker(STEEL, 0.35), 0.8);
}

/// A tractor: great wheels behind, small ones before, a pipe that smokes.
pub(in super::super) fn tractor(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for side in [-1.0, 1.0] {
        canvas.body(shapes::round_rect(side * 40.0 - 13.0, -66.0, 26.0, 66.0, 10.0), RUBBER);
        for y in [-56.0, -42.0, -28.0, -14.0] {
            canvas.line(&[(side * 40.0 - 10.0, y), (side * 40.0 + 10.0, y + 5.0)], 3.0, lighter(RUBBER, 0.22));
        }
        let guard = [(side * 24.0, -60.0), (side * 30.0, -74.0), (side * 54.0, -72.0), (side * 55.0, -60.0)];
        canvas.body(shapes::smooth(&guard), darker(coat, 0.1));
    }
    canvas.line(&[(20.0, -52.0), (20.0, -112.0)], 6.0, RUBBER);
    canvas.glaze(shapes::fluffy(26.0, -120.0, 10.0, 7.0, 7), [0.92, 0.92, 0.94], 0.8);
    canvas.body(shapes::round_rect(-30.0, -104.0, 60.0, 10.0, 5.0), darker(coat, 0.12));
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 25.0, -95.0), (side * 25.0, -54.0)], 4.0, darker(coat, 0.3));
    }
    canvas.body(shapes::rect(-24.0, -94.0, 48.0, 36.0), GLASS);
    wheels(canvas, 18.0, (12.0, 26.0));
    canvas.body(shapes::round_rect(-24.0, -66.0, 48.0, 50.0, 12.0), coat);
    for y in [-26.0, -22.0] {
        canvas.line(&[(-12.0, y), (12.0, y)], 2.0, darker(coat, 0.4));
    }
    faced(canvas, figure, pose, ((0.0, -52.0), 0.82));
}
