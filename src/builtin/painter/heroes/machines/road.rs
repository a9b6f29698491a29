//! What drives on roads and rails.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::figure::Figure;
use super::super::pose::Pose;
use super::front::{GLASS, RUBBER, STEEL, cab, faced, flashing, lamps, wheel, wheels};
use crate::pipeline::palette::rgb;

pub(in super::super) fn car(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    wheels(canvas, 30.0, (17.0, 20.0));
    let roof = [(-36.0, -42.0), (-27.0, -78.0), (-16.0, -86.0), (16.0, -86.0), (27.0, -78.0), (36.0, -42.0)];
    canvas.body(shapes::smooth(&roof), figure.coat);
    let pane = [(-26.0, -50.0), (-20.0, -74.0), (0.0, -78.0), (20.0, -74.0), (26.0, -50.0), (0.0, -47.0)];
    canvas.body(shapes::smooth(&pane), GLASS);
    canvas.body(shapes::round_rect(-46.0, -48.0, 92.0, 36.0, 15.0), figure.coat);
    lamps(canvas, 35.0, -32.0);
    canvas.body(shapes::round_rect(-44.0, -19.0, 88.0, 8.0, 4.0), STEEL);
    faced(canvas, figure, pose, ((0.0, -60.0), 1.05));
}

pub(in super::super) fn police_car(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    flashing(canvas, -84.0, rgb(0x4c_9c_f4));
    car(canvas, figure, pose);
    canvas.mark(shapes::star(-34.0, -46.0, 7.0, 3.2, 5), rgb(0xf6_c4_4a));
    canvas.mark(shapes::rect(-44.0, -27.0, 88.0, 5.0), rgb(0x34_50_8c));
}

pub(in super::super) fn truck(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    canvas.body(shapes::round_rect(-45.0, -106.0, 90.0, 92.0, 6.0), lighter(figure.coat, 0.5));
    wheels(canvas, 30.0, (19.0, 22.0));
    cab(canvas, figure, pose, (74.0, -80.0));
}

/// A truck with a crane and a hook for those that broke down.
pub(in super::super) fn tow_truck(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let beam = darker(figure.coat, 0.35);
    canvas.line(&[(10.0, -60.0), (58.0, -132.0), (86.0, -118.0)], 8.0, beam);
    canvas.line(&[(86.0, -118.0), (86.0, -70.0)], 2.6, RUBBER);
    canvas.stroke(shapes::curve(&[(86.0, -70.0), (94.0, -60.0), (86.0, -50.0), (78.0, -58.0)]), 4.4, STEEL, 1.0);
    canvas.body(shapes::round_rect(-44.0, -44.0, 112.0, 26.0, 5.0), darker(figure.coat, 0.2));
    flashing(canvas, -80.0, rgb(0xf8_a8_3c));
    wheels(canvas, 30.0, (19.0, 22.0));
    wheel(canvas, (58.0, -12.0), 12.0, STEEL);
    cab(canvas, figure, pose, (74.0, -80.0));
}

/// A motorbike from the side, with its face behind the windscreen.
pub(in super::super) fn motorbike(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.line(&[(20.0, -66.0), (40.0, -22.0)], 6.0, STEEL);
    canvas.line(&[(-40.0, -22.0), (0.0, -22.0)], 7.0, STEEL);
    for x in [-42.0, 42.0] {
        wheel(canvas, (x, -22.0), 22.0, STEEL);
    }
    canvas.body(shapes::round_rect(-20.0, -40.0, 36.0, 28.0, 8.0), rgb(0x6c_70_7c));
    canvas.line(&[(-14.0, -10.0), (-62.0, -16.0)], 6.0, STEEL);
    canvas.body(shapes::smooth(&[(-62.0, -56.0), (-24.0, -56.0), (-14.0, -44.0), (-46.0, -42.0)]), rgb(0x4a_40_48));
    let tank = [(-26.0, -54.0), (-4.0, -68.0), (26.0, -66.0), (30.0, -46.0), (0.0, -38.0), (-22.0, -42.0)];
    canvas.body(shapes::smooth(&tank), coat);
    canvas.body(shapes::smooth(&[(22.0, -40.0), (40.0, -48.0), (62.0, -40.0), (62.0, -32.0), (42.0, -40.0)]), coat);
    canvas.body(shapes::round_rect(0.0, -104.0, 54.0, 44.0, 18.0), coat);
    canvas.body(shapes::round_rect(6.0, -100.0, 42.0, 32.0, 14.0), GLASS);
    faced(canvas, figure, pose, ((27.0, -86.0), 0.78));
}

pub(in super::super) fn rubbish_truck(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let bin = [(-44.0, -14.0), (-46.0, -86.0), (-30.0, -106.0), (30.0, -106.0), (46.0, -86.0), (44.0, -14.0)];
    canvas.body(shapes::smooth(&bin), darker(figure.coat, 0.16));
    for x in [-22.0, 0.0, 22.0] {
        canvas.line(&[(x, -100.0), (x, -84.0)], 3.0, darker(figure.coat, 0.4));
    }
    wheels(canvas, 30.0, (19.0, 22.0));
    cab(canvas, figure, pose, (74.0, -80.0));
}

pub(in super::super) fn fire_engine(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 10.0 - 12.0, -84.0), (side * 10.0 + 22.0, -124.0)], 4.0, STEEL);
    }
    for step in [0.2_f32, 0.45, 0.7, 0.95] {
        let (x, y) = (-22.0 + 34.0 * step, -84.0 - 40.0 * step);
        canvas.line(&[(x, y), (x + 20.0, y)], 2.6, STEEL);
    }
    flashing(canvas, -84.0, rgb(0x4c_9c_f4));
    wheels(canvas, 30.0, (19.0, 22.0));
    cab(canvas, figure, pose, (84.0, -85.0));
    canvas.mark(shapes::rect(-42.0, -46.0, 11.0, 6.0), rgb(0xfa_f4_e6));
    canvas.mark(shapes::rect(31.0, -46.0, 11.0, 6.0), rgb(0xfa_f4_e6));
    for side in [-1.0, 1.0] {
        canvas.stroke(shapes::ellipse(side * 36.0, -33.0, 6.0, 6.0), 3.2, rgb(0xf6_d4_70), 1.0);
    }
}

pub(in super::super) fn ambulance(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    flashing(canvas, -88.0, rgb(0x4c_9c_f4));
    wheels(canvas, 30.0, (19.0, 22.0));
    cab(canvas, figure, pose, (80.0, -88.0));
    canvas.mark(shapes::rect(-38.0, -40.0, 12.0, 4.4), rgb(0xe0_44_44));
    canvas.mark(shapes::rect(-34.2, -43.8, 4.4, 12.0), rgb(0xe0_44_44));
    canvas.mark(shapes::rect(26.0, -40.0, 12.0, 4.4), rgb(0xe0_44_44));
    canvas.mark(shapes::rect(29.8, -43.8, 4.4, 12.0), rgb(0xe0_44_44));
}

pub(in super::super) fn bus(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    wheels(canvas, 29.0, (17.0, 18.0));
    canvas.body(shapes::round_rect(-42.0, -110.0, 84.0, 100.0, 12.0), figure.coat);
    canvas.body(shapes::round_rect(-26.0, -106.0, 52.0, 12.0, 4.0), rgb(0x3a_40_54));
    canvas.body(shapes::round_rect(-36.0, -90.0, 72.0, 40.0, 8.0), GLASS);
    lamps(canvas, 31.0, -24.0);
    canvas.body(shapes::round_rect(-44.0, -17.0, 88.0, 8.0, 4.0), darker(figure.coat, 0.3));
    faced(canvas, figure, pose, ((0.0, -68.0), 1.15));
}

/// A steam engine from the front.
pub(in super::super) fn train(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    canvas.line(&[(-52.0, -1.0), (52.0, -1.0)], 5.0, rgb(0x8a_6a_50));
    wheels(canvas, 26.0, (12.0, 22.0));
    canvas.body(shapes::round_rect(-38.0, -98.0, 76.0, 80.0, 8.0), darker(coat, 0.22));
    canvas.body(shapes::round_rect(-44.0, -104.0, 88.0, 12.0, 6.0), darker(coat, 0.4));
    let chimney = [(-9.0, -88.0), (-13.0, -116.0), (13.0, -116.0), (9.0, -88.0)];
    canvas.body(shapes::polygon(&chimney), RUBBER);
    for (x, y, size) in [(2.0, -126.0, 9.0), (14.0, -138.0, 12.0)] {
        canvas.glaze(shapes::fluffy(x, y, size, size * 0.8, 7), [0.97, 0.97, 1.0], 0.9);
    }
    canvas.body(shapes::ellipse(0.0, -58.0, 38.0, 37.0), coat);
    canvas.body(shapes::ellipse(0.0, -58.0, 31.0, 30.0), rgb(0xe8_e6_e4));
    canvas.body(shapes::round_rect(-42.0, -22.0, 84.0, 9.0, 3.0), rgb(0xd4_40_40));
    canvas.body(shapes::polygon(&[(-30.0, -14.0), (30.0, -14.0), (20.0, -2.0), (-20.0, -2.0)]), darker(coat, 0.35));
    faced(canvas, figure, pose, ((0.0, -63.0), 1.0));
}

pub(in super::super) fn bicycle(canvas: &mut Canvas, figure: &Figure, pose: Pose) {
    let coat = figure.coat;
    for x in [-34.0, 34.0] {
        canvas.stroke(shapes::ellipse(x, -24.0, 22.0, 22.0), 5.0, RUBBER, 1.0);
        canvas.stroke(shapes::ellipse(x, -24.0, 22.0, 22.0), 1.4, STEEL, 0.9);
        wheel(canvas, (x, -24.0), 5.0, STEEL);
    }
    for bar in [
        [(-34.0, -24.0), (-14.0, -58.0)],
        [(-14.0, -58.0), (26.0, -60.0)],
        [(-14.0, -58.0), (0.0, -24.0)],
        [(0.0, -24.0), (26.0, -60.0)],
        [(-34.0, -24.0), (0.0, -24.0)],
        [(24.0, -72.0), (34.0, -24.0)],
    ] {
        canvas.line(&bar, 5.4, darker(coat, 0.4));
        canvas.line(&bar, 4.0, coat);
    }
    canvas.body(shapes::ellipse(-16.0, -64.0, 14.0, 5.0), rgb(0x5a_44_40));
    canvas.body(shapes::round_rect(2.0, -96.0, 52.0, 32.0, 9.0), rgb(0xd8_b0_78));
    faced(canvas, figure, pose, ((28.0, -82.0), 0.72));
}
