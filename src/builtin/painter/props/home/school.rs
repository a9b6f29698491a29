//! What is in a school bag or on a desk. Its foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, INK, IRON, LEAF, RED, STEEL, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "pencil" => pencil,
        "crayons" => crayons,
        "scissors" => scissors,
        "globe" => globe,
        "microscope" => microscope,
        "lunch box" => lunch_box,
        "paint box" => paint_box,
        "computer" | "laptop" => computer,
        "tablet" | "phone" => tablet,
        "magnifying glass" => magnifying_glass,
        "compass" => compass,
        "camera" => camera,
        "binoculars" => binoculars,
        "easel" => easel,
        _ => return None,
    };
    Some(draw)
}

fn pencil(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 24.0, |canvas| {
        canvas.body(shapes::polygon(&[(-9.0, -24.0), (9.0, -24.0), (0.0, 0.0)]), rgb(0xf0_d4_a4));
        canvas.mark(shapes::polygon(&[(-3.4, -9.0), (3.4, -9.0), (0.0, 0.0)]), INK);
        canvas.body(shapes::rect(-9.0, -104.0, 18.0, 80.0), GOLD);
        canvas.mark(shapes::rect(-3.0, -104.0, 6.0, 80.0), darker(GOLD, 0.14));
        canvas.body(shapes::rect(-9.0, -112.0, 18.0, 9.0), STEEL);
        canvas.body(shapes::round_rect(-9.0, -124.0, 18.0, 13.0, 5.0), rgb(0xf4_90_a0));
    });
}

fn crayons(canvas: &mut Canvas) {
    for (x, tall, colour) in [(-30.0, 64.0, RED), (-10.0, 76.0, GOLD), (10.0, 70.0, LEAF), (30.0, 62.0, BLUE)] {
        canvas.body(shapes::polygon(&[(x - 8.0, -tall), (x + 8.0, -tall), (x, -tall - 22.0)]), darker(colour, 0.1));
        canvas.body(shapes::rect(x - 8.0, -tall, 16.0, tall), colour);
    }
    canvas.body(shapes::round_rect(-46.0, -44.0, 92.0, 44.0, 5.0), rgb(0xf8_d0_50));
    canvas.mark(shapes::star(0.0, -22.0, 15.0, 6.4, 5), RED);
}

fn scissors(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.at((0.0, -56.0), (1.0, 1.0), side * 17.0, |canvas| {
            canvas.body(shapes::polygon(&[(-5.0, 6.0), (5.0, 6.0), (4.0, -50.0), (0.0, -60.0)]), STEEL);
            canvas.line(&[(0.0, 4.0), (0.0, 24.0)], 7.0, RED);
            canvas.stroke(shapes::ellipse(0.0, 40.0, 11.0, 15.0), 7.0, RED, 1.0);
        });
    }
    canvas.mark(shapes::ellipse(0.0, -56.0, 4.0, 4.0), INK);
}

fn globe(canvas: &mut Canvas) {
    canvas.body(shapes::ellipse(0.0, -5.0, 34.0, 8.0), WOOD);
    canvas.line(&[(0.0, -8.0), (0.0, -30.0)], 7.0, WOOD);
    canvas.stroke(shapes::curve(&[(-22.0, -118.0), (-52.0, -80.0), (-34.0, -36.0), (6.0, -24.0)]), 6.0, GOLD, 1.0);
    canvas.body(shapes::ellipse(0.0, -72.0, 41.0, 41.0), rgb(0x64_b0_dc));
    let land = [
        [(-26.0, -92.0), (-6.0, -98.0), (-2.0, -84.0), (-16.0, -70.0), (-30.0, -74.0)],
        [(4.0, -72.0), (22.0, -80.0), (30.0, -62.0), (16.0, -46.0), (6.0, -54.0)],
        [(-20.0, -60.0), (-8.0, -58.0), (-6.0, -44.0), (-14.0, -38.0), (-22.0, -48.0)],
    ];
    for shape in land {
        canvas.mark(shapes::smooth(&shape), LEAF);
    }
}

fn microscope(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-40.0, -12.0, 80.0, 12.0, 5.0), IRON);
    canvas.stroke(shapes::curve(&[(22.0, -10.0), (42.0, -44.0), (26.0, -88.0)]), 11.0, STEEL, 1.0);
    canvas.body(shapes::rect(-32.0, -40.0, 56.0, 8.0), IRON);
    canvas.at((-2.0, -44.0), (1.0, 1.0), 18.0, |canvas| {
        canvas.body(shapes::rect(-8.0, -20.0, 16.0, 20.0), GOLD);
        canvas.body(shapes::rect(-12.0, -74.0, 24.0, 56.0), BLUE);
        canvas.body(shapes::rect(-9.0, -92.0, 18.0, 20.0), IRON);
    });
}

fn lunch_box(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-20.0, -64.0), (0.0, -86.0), (20.0, -64.0)]), 7.0, darker(BLUE, 0.3), 1.0);
    canvas.body(shapes::round_rect(-52.0, -66.0, 104.0, 66.0, 13.0), BLUE);
    canvas.line(&[(-50.0, -42.0), (50.0, -42.0)], 4.0, darker(BLUE, 0.3));
    canvas.body(shapes::round_rect(-9.0, -50.0, 18.0, 16.0, 4.0), GOLD);
    canvas.mark(shapes::heart(-28.0, -20.0, 11.0), CREAM);
    canvas.mark(shapes::star(28.0, -20.0, 13.0, 6.0, 5), CREAM);
}

fn paint_box(canvas: &mut Canvas) {
    let palette = [
        (-62.0, -30.0),
        (-40.0, -64.0),
        (6.0, -74.0),
        (54.0, -58.0),
        (62.0, -24.0),
        (30.0, -2.0),
        (6.0, -20.0),
        (-20.0, -2.0),
        (-50.0, -6.0),
    ];
    canvas.body(shapes::smooth(&palette), rgb(0xd8_a8_70));
    for (x, y, colour) in [
        (-42.0, -28.0, RED),
        (-28.0, -50.0, GOLD),
        (0.0, -60.0, LEAF),
        (28.0, -52.0, BLUE),
        (46.0, -32.0, rgb(0x9a_6c_c0)),
    ] {
        canvas.body(shapes::fluffy(x, y, 11.0, 9.0, 6), colour);
    }
    canvas.line(&[(20.0, -24.0), (70.0, -98.0)], 5.0, WOOD);
    canvas.body(shapes::drop(75.0, -112.0, 12.0, 24.0), RED);
}

fn computer(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-56.0, -90.0, 112.0, 74.0, 7.0), IRON);
    canvas.mark(shapes::rect(-48.0, -83.0, 96.0, 60.0), rgb(0xa8_dc_f0));
    canvas.mark(shapes::ellipse(24.0, -66.0, 9.0, 9.0), GOLD);
    canvas.mark(shapes::polygon(&[(-48.0, -23.0), (-20.0, -54.0), (4.0, -34.0), (20.0, -46.0), (48.0, -23.0)]), LEAF);
    canvas.body(shapes::polygon(&[(-58.0, -16.0), (58.0, -16.0), (74.0, 0.0), (-74.0, 0.0)]), STEEL);
    for y in [-12.0, -7.0] {
        canvas.line(&[(-48.0, y), (48.0, y)], 2.4, darker(STEEL, 0.4));
    }
}

fn tablet(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 8.0, |canvas| {
        canvas.body(shapes::round_rect(-30.0, -98.0, 60.0, 98.0, 9.0), IRON);
        canvas.mark(shapes::rect(-24.0, -90.0, 48.0, 78.0), rgb(0xa8_dc_f0));
        canvas.mark(shapes::ellipse(0.0, -60.0, 16.0, 16.0), GOLD);
        canvas.line(&[(-7.0, -56.0), (0.0, -52.0), (7.0, -56.0)], 2.4, INK);
        for x in [-6.0, 6.0] {
            canvas.mark(shapes::ellipse(x, -64.0, 2.2, 2.6), INK);
        }
        canvas.mark(shapes::ellipse(0.0, -6.0, 3.4, 3.4), STEEL);
    });
}

fn magnifying_glass(canvas: &mut Canvas) {
    canvas.line(&[(18.0, -40.0), (46.0, -2.0)], 13.0, WOOD);
    canvas.glaze(shapes::ellipse(-6.0, -66.0, 34.0, 34.0), rgb(0xd0_ec_fa), 0.75);
    canvas.stroke(shapes::ellipse(-6.0, -66.0, 34.0, 34.0), 9.0, GOLD, 1.0);
    canvas.stroke(shapes::curve(&[(-26.0, -66.0), (-20.0, -82.0), (-6.0, -88.0)]), 5.0, [1.0; 3], 0.9);
}

fn compass(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -90.0, 10.0, 10.0), 5.0, GOLD, 1.0);
    canvas.body(shapes::ellipse(0.0, -42.0, 42.0, 42.0), GOLD);
    canvas.mark(shapes::ellipse(0.0, -42.0, 33.0, 33.0), CREAM);
    for (x, y) in [(0.0, -69.0), (0.0, -15.0), (-27.0, -42.0), (27.0, -42.0)] {
        canvas.mark(shapes::ellipse(x, y, 3.0, 3.0), INK);
    }
    canvas.at((0.0, -42.0), (1.0, 1.0), 32.0, |canvas| {
        canvas.mark(shapes::polygon(&[(-7.0, 0.0), (7.0, 0.0), (0.0, -25.0)]), RED);
        canvas.mark(shapes::polygon(&[(-7.0, 0.0), (7.0, 0.0), (0.0, 25.0)]), BLUE);
    });
}

fn camera(canvas: &mut Canvas) {
    canvas.body(shapes::round_rect(-20.0, -78.0, 40.0, 18.0, 5.0), IRON);
    canvas.body(shapes::round_rect(-54.0, -66.0, 108.0, 66.0, 11.0), RED);
    canvas.mark(shapes::rect(-54.0, -50.0, 108.0, 12.0), lighter(RED, 0.35));
    canvas.body(shapes::ellipse(0.0, -31.0, 26.0, 26.0), IRON);
    canvas.body(shapes::ellipse(0.0, -31.0, 17.0, 17.0), rgb(0x8c_c8_e8));
    canvas.glaze(shapes::ellipse(-6.0, -38.0, 5.0, 5.0), [1.0; 3], 0.9);
    canvas.mark(shapes::ellipse(40.0, -54.0, 5.0, 5.0), rgb(0xff_f2_b8));
}

fn binoculars(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-12.0, -54.0, 24.0, 24.0), darker(IRON, 0.2));
    for side in [-1.0, 1.0] {
        let tube = [(side * 12.0, -86.0), (side * 30.0, -86.0), (side * 50.0, -14.0), (side * 8.0, -14.0)];
        canvas.body(shapes::polygon(&tube), IRON);
        canvas.body(shapes::ellipse(side * 29.0, -12.0, 23.0, 12.0), rgb(0x8c_c8_e8));
        canvas.body(shapes::round_rect(side * 21.0 - 12.0, -94.0, 24.0, 12.0, 4.0), GOLD);
    }
}

fn easel(canvas: &mut Canvas) {
    for (from, to) in [(-12.0, -46.0), (12.0, 46.0), (0.0, 0.0)] {
        canvas.line(&[(from, -160.0), (to, 0.0)], 7.0, WOOD);
    }
    canvas.body(shapes::rect(-50.0, -138.0, 100.0, 80.0), rgb(0xfc_fa_f4));
    canvas.mark(shapes::rect(-46.0, -86.0, 92.0, 24.0), LEAF);
    canvas.mark(shapes::ellipse(24.0, -116.0, 11.0, 11.0), GOLD);
    canvas.mark(shapes::polygon(&[(-34.0, -80.0), (-14.0, -116.0), (6.0, -80.0)]), RED);
    canvas.body(shapes::rect(-56.0, -60.0, 112.0, 9.0), darker(WOOD, 0.15));
}
