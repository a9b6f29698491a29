//! What stands in a child's room. Their foot is the origin, or their middle where they hang in the air.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, INK, LEAF, RED, STEEL, WOOD};
use crate::pipeline::palette::{Rgb, rgb};

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "doll" => doll,
        "toy robot" => toy_robot,
        "building blocks" => blocks,
        "jigsaw puzzle" => jigsaw,
        "yo-yo" => yo_yo,
        "spinning top" => spinning_top,
        "marbles" => marbles,
        "rocking horse" => rocking_horse,
        "dolls' house" => dolls_house,
        "paper plane" => paper_plane,
        "paper boat" => paper_boat,
        "snow globe" => snow_globe,
        "piggy bank" => piggy_bank,
        "pinwheel" => pinwheel,
        "soap bubbles" => bubbles,
        "toy car" => toy_car,
        "rubber duck" => rubber_duck,
        "puppet" => puppet,
        _ => return None,
    };
    Some(draw)
}

const SKIN: Rgb = rgb(0xd8_a0_78);

fn doll(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 9.0, -18.0), (side * 10.0, -3.0)], 8.0, SKIN);
        canvas.line(&[(side * 13.0, -52.0), (side * 30.0, -36.0)], 8.0, SKIN);
        canvas.body(shapes::ellipse(side * 25.0, -70.0, 9.0, 14.0), rgb(0x6a_40_30));
    }
    canvas.body(
        shapes::smooth(&[(-13.0, -58.0), (13.0, -58.0), (30.0, -14.0), (0.0, -9.0), (-30.0, -14.0)]),
        rgb(0xf0_8c_b0),
    );
    canvas.body(shapes::ellipse(0.0, -80.0, 25.0, 25.0), rgb(0x6a_40_30));
    canvas.body(shapes::ellipse(0.0, -75.0, 21.0, 20.0), SKIN);
    for x in [-8.0, 8.0] {
        canvas.mark(shapes::ellipse(x, -75.0, 2.8, 3.4), INK);
    }
    canvas.stroke(shapes::curve(&[(-5.0, -66.0), (0.0, -63.0), (5.0, -66.0)]), 2.0, darker(RED, 0.1), 1.0);
}

fn toy_robot(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.body(shapes::round_rect(side * 13.0 - 9.0, -18.0, 18.0, 18.0, 4.0), darker(STEEL, 0.2));
        canvas.line(&[(side * 28.0, -54.0), (side * 42.0, -30.0)], 8.0, darker(STEEL, 0.2));
    }
    canvas.body(shapes::round_rect(-28.0, -62.0, 56.0, 48.0, 7.0), RED);
    canvas.mark(shapes::round_rect(-15.0, -52.0, 30.0, 22.0, 4.0), CREAM);
    for (x, colour) in [(-7.0, GOLD), (7.0, BLUE)] {
        canvas.mark(shapes::ellipse(x, -41.0, 4.6, 4.6), colour);
    }
    canvas.line(&[(0.0, -100.0), (0.0, -116.0)], 3.0, STEEL);
    canvas.body(shapes::ellipse(0.0, -118.0, 5.6, 5.6), GOLD);
    canvas.body(shapes::round_rect(-23.0, -102.0, 46.0, 36.0, 8.0), STEEL);
    for x in [-9.0, 9.0] {
        canvas.mark(shapes::ellipse(x, -86.0, 5.0, 5.0), INK);
    }
    canvas.line(&[(-8.0, -75.0), (8.0, -75.0)], 3.0, INK);
}

fn blocks(canvas: &mut Canvas) {
    for (x, y, colour) in
        [(-40.0, 0.0, RED), (2.0, 0.0, BLUE), (44.0, 0.0, LEAF), (-19.0, -40.0, GOLD), (23.0, -40.0, rgb(0xa8_80_c8))]
    {
        canvas.body(shapes::round_rect(x - 20.0, y - 40.0, 40.0, 40.0, 4.0), colour);
        canvas.mark(shapes::round_rect(x - 11.0, y - 31.0, 22.0, 22.0, 4.0), lighter(colour, 0.4));
    }
    canvas.body(shapes::polygon(&[(-20.0, -80.0), (24.0, -80.0), (2.0, -114.0)]), RED);
}

fn jigsaw(canvas: &mut Canvas) {
    for (x, y, turn, colour) in [(-30.0, -6.0, -10.0, BLUE), (26.0, -10.0, 14.0, GOLD)] {
        canvas.at((x, y), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::ellipse(0.0, -54.0, 9.0, 9.0), colour);
            canvas.body(shapes::ellipse(28.0, -24.0, 9.0, 9.0), colour);
            canvas.body(shapes::round_rect(-23.0, -48.0, 46.0, 46.0, 4.0), colour);
            canvas.mark(shapes::ellipse(0.0, -48.0, 7.0, 8.0), colour);
            canvas.mark(shapes::ellipse(22.0, -24.0, 8.0, 7.0), colour);
            canvas.mark(shapes::ellipse(-22.0, -24.0, 9.0, 8.0), darker(colour, 0.35));
        });
    }
}

fn yo_yo(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -34.0), (6.0, -84.0), (-6.0, -118.0)], 2.4, CREAM);
    canvas.stroke(shapes::ellipse(-6.0, -124.0, 6.0, 6.0), 2.4, CREAM, 1.0);
    canvas.body(shapes::ellipse(0.0, -34.0, 34.0, 34.0), RED);
    canvas.mark(shapes::ellipse(0.0, -34.0, 22.0, 22.0), GOLD);
    canvas.mark(shapes::star(0.0, -34.0, 14.0, 6.0, 5), RED);
}

fn spinning_top(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-3.5, -98.0, 7.0, 34.0), WOOD);
    canvas.body(shapes::ellipse(0.0, -98.0, 8.0, 7.0), WOOD);
    canvas.body(shapes::smooth(&[(-46.0, -52.0), (0.0, -74.0), (46.0, -52.0), (0.0, 0.0)]), RED);
    canvas.stroke(shapes::curve(&[(-43.0, -50.0), (0.0, -42.0), (43.0, -50.0)]), 7.0, GOLD, 1.0);
    canvas.stroke(shapes::curve(&[(-26.0, -30.0), (0.0, -24.0), (26.0, -30.0)]), 6.0, BLUE, 1.0);
}

fn marbles(canvas: &mut Canvas) {
    for (x, y, size, colour) in [(-34.0, -18.0, 18.0, BLUE), (6.0, -22.0, 22.0, LEAF), (42.0, -15.0, 15.0, RED)] {
        canvas.body(shapes::ellipse(x, y, size, size), lighter(colour, 0.35));
        let twist = [(x - size * 0.6, y + size * 0.3), (x, y - size * 0.4), (x + size * 0.6, y + size * 0.1)];
        canvas.stroke(shapes::curve(&twist), size * 0.35, colour, 1.0);
        canvas.glaze(shapes::ellipse(x - size * 0.35, y - size * 0.45, size * 0.2, size * 0.24), [1.0; 3], 0.9);
    }
}

fn rocking_horse(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-70.0, -26.0), (-36.0, -5.0), (36.0, -5.0), (70.0, -26.0)]), 9.0, RED, 1.0);
    let coat = rgb(0xd8_b0_80);
    for (top, foot) in [(-28.0, -42.0), (26.0, 42.0)] {
        canvas.line(&[(top, -50.0), (foot, -12.0)], 12.0, coat);
    }
    canvas.stroke(shapes::curve(&[(-42.0, -66.0), (-64.0, -54.0), (-62.0, -34.0)]), 9.0, WOOD, 1.0);
    canvas.body(shapes::ellipse(0.0, -58.0, 46.0, 22.0), coat);
    let head =
        [(18.0, -66.0), (34.0, -118.0), (54.0, -126.0), (78.0, -100.0), (72.0, -88.0), (52.0, -92.0), (44.0, -58.0)];
    canvas.body(shapes::smooth(&head), coat);
    canvas.stroke(shapes::curve(&[(44.0, -126.0), (28.0, -108.0), (20.0, -76.0)]), 9.0, WOOD, 1.0);
    canvas.body(shapes::smooth(&[(-20.0, -82.0), (16.0, -82.0), (14.0, -58.0), (-16.0, -58.0)]), RED);
    canvas.mark(shapes::ellipse(56.0, -108.0, 3.4, 4.0), INK);
}

fn dolls_house(canvas: &mut Canvas) {
    canvas.body(shapes::rect(-58.0, -94.0, 116.0, 94.0), rgb(0xf8_dc_a8));
    canvas.body(shapes::polygon(&[(-72.0, -92.0), (0.0, -142.0), (72.0, -92.0)]), RED);
    for (x, y) in [(-46.0, -82.0), (8.0, -82.0), (-46.0, -38.0)] {
        canvas.body(shapes::rect(x, y, 38.0, 32.0), rgb(0x9c_c8_e4));
        canvas.line(&[(x + 19.0, y), (x + 19.0, y + 32.0)], 3.0, CREAM);
        canvas.line(&[(x, y + 16.0), (x + 38.0, y + 16.0)], 3.0, CREAM);
    }
    canvas.body(shapes::round_rect(12.0, -42.0, 28.0, 42.0, 10.0), rgb(0x4c_9c_94));
    canvas.mark(shapes::heart(0.0, -108.0, 10.0), CREAM);
}

fn paper_plane(canvas: &mut Canvas) {
    let white = rgb(0xf8_f8_fc);
    canvas.body(shapes::polygon(&[(60.0, -34.0), (-54.0, -56.0), (-22.0, -24.0)]), white);
    canvas.body(shapes::polygon(&[(60.0, -34.0), (-22.0, -24.0), (-14.0, 8.0)]), darker(white, 0.14));
    canvas.body(shapes::polygon(&[(60.0, -34.0), (-14.0, 8.0), (2.0, -14.0)]), darker(white, 0.05));
}

fn paper_boat(canvas: &mut Canvas) {
    let white = rgb(0xf8_f8_fc);
    canvas.body(shapes::polygon(&[(0.0, -78.0), (28.0, -26.0), (-28.0, -26.0)]), darker(white, 0.08));
    canvas.body(shapes::polygon(&[(-66.0, -44.0), (0.0, -26.0), (66.0, -44.0), (38.0, 0.0), (-38.0, 0.0)]), white);
    canvas.line(&[(0.0, -26.0), (0.0, -2.0)], 2.0, darker(white, 0.25));
}

fn snow_globe(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-34.0, -24.0), (34.0, -24.0), (42.0, 0.0), (-42.0, 0.0)]), WOOD);
    canvas.body(shapes::ellipse(0.0, -56.0, 42.0, 42.0), rgb(0xbc_e0_f4));
    canvas.mark(shapes::ellipse(0.0, -30.0, 31.0, 10.0), rgb(0xfa_fc_ff));
    canvas.mark(shapes::polygon(&[(-18.0, -34.0), (0.0, -84.0), (18.0, -34.0)]), rgb(0x4c_94_63));
    for (x, y) in [(-24.0, -62.0), (22.0, -72.0), (-10.0, -84.0), (26.0, -48.0), (-28.0, -44.0), (6.0, -60.0)] {
        canvas.mark(shapes::ellipse(x, y, 3.0, 3.0), [1.0; 3]);
    }
    canvas.glaze(shapes::ellipse(-22.0, -78.0, 5.0, 9.0), [1.0; 3], 0.8);
}

fn piggy_bank(canvas: &mut Canvas) {
    let pink = rgb(0xf4_a4_b4);
    for x in [-24.0, 22.0] {
        canvas.body(shapes::round_rect(x - 8.0, -18.0, 16.0, 18.0, 5.0), darker(pink, 0.12));
    }
    canvas.body(shapes::ellipse(0.0, -42.0, 48.0, 34.0), pink);
    canvas.body(shapes::polygon(&[(20.0, -72.0), (36.0, -90.0), (42.0, -64.0)]), darker(pink, 0.08));
    canvas.body(shapes::ellipse(48.0, -40.0, 12.0, 13.0), darker(pink, 0.08));
    for (x, y, size) in [(45.0, -40.0, 2.6), (52.0, -40.0, 2.6), (30.0, -52.0, 3.6)] {
        canvas.mark(shapes::ellipse(x, y, size, size + 1.0), INK);
    }
    canvas.line(&[(-14.0, -72.0), (10.0, -73.0)], 4.0, INK);
    canvas.body(shapes::ellipse(-2.0, -92.0, 14.0, 14.0), GOLD);
}

fn pinwheel(canvas: &mut Canvas) {
    canvas.line(&[(0.0, 0.0), (0.0, -92.0)], 5.0, WOOD);
    for (turn, colour) in [(0.0, RED), (90.0, GOLD), (180.0, BLUE), (270.0, LEAF)] {
        canvas.at((0.0, -92.0), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::polygon(&[(0.0, 0.0), (0.0, -40.0), (34.0, -34.0)]), colour);
        });
    }
    canvas.body(shapes::ellipse(0.0, -92.0, 6.0, 6.0), CREAM);
}

fn bubbles(canvas: &mut Canvas) {
    for (x, y, size) in
        [(0.0, 0.0, 30.0), (-58.0, 34.0, 20.0), (50.0, 46.0, 24.0), (-14.0, 78.0, 15.0), (34.0, -50.0, 17.0)]
    {
        canvas.glaze(shapes::ellipse(x, y, size, size), rgb(0xd0_ec_fa), 0.45);
        canvas.stroke(shapes::ellipse(x, y, size, size), 2.6, rgb(0xc4_a8_ec), 0.9);
        canvas.glaze(shapes::ellipse(x - size * 0.35, y - size * 0.4, size * 0.18, size * 0.24), [1.0; 3], 0.95);
    }
}

fn toy_car(canvas: &mut Canvas) {
    canvas.body(shapes::smooth(&[(-34.0, -36.0), (-22.0, -66.0), (20.0, -66.0), (38.0, -36.0)]), RED);
    canvas.mark(shapes::smooth(&[(-24.0, -40.0), (-16.0, -58.0), (-2.0, -59.0), (-2.0, -40.0)]), rgb(0xd4_ee_f8));
    canvas.mark(shapes::smooth(&[(4.0, -40.0), (4.0, -59.0), (16.0, -58.0), (27.0, -40.0)]), rgb(0xd4_ee_f8));
    canvas.body(shapes::round_rect(-62.0, -42.0, 124.0, 28.0, 11.0), RED);
    for x in [-34.0, 34.0] {
        canvas.body(shapes::ellipse(x, -14.0, 15.0, 15.0), INK);
        canvas.mark(shapes::ellipse(x, -14.0, 6.0, 6.0), GOLD);
    }
    canvas.mark(shapes::ellipse(57.0, -30.0, 4.6, 4.6), rgb(0xff_f2_b8));
}

fn rubber_duck(canvas: &mut Canvas) {
    let yellow = rgb(0xff_d8_58);
    canvas.body(
        shapes::smooth(&[(-52.0, -44.0), (-26.0, -36.0), (30.0, -40.0), (40.0, -14.0), (18.0, 0.0), (-26.0, 0.0)]),
        yellow,
    );
    canvas.body(shapes::ellipse(20.0, -58.0, 23.0, 22.0), yellow);
    canvas.body(shapes::smooth(&[(38.0, -62.0), (58.0, -56.0), (40.0, -48.0)]), rgb(0xf2_8a_3c));
    canvas.mark(shapes::ellipse(26.0, -64.0, 3.4, 4.0), INK);
    canvas.stroke(shapes::curve(&[(-22.0, -26.0), (-4.0, -16.0), (12.0, -26.0)]), 3.0, darker(yellow, 0.25), 1.0);
}

fn puppet(canvas: &mut Canvas) {
    canvas.line(&[(-26.0, -150.0), (26.0, -150.0)], 6.0, WOOD);
    for (x, y) in [(-24.0, -42.0), (0.0, -96.0), (24.0, -42.0)] {
        canvas.line(&[(x, -150.0), (x, y)], 1.6, CREAM);
    }
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 7.0, -24.0), (side * 9.0, -3.0)], 8.0, BLUE);
        canvas.line(&[(side * 11.0, -54.0), (side * 26.0, -40.0)], 7.0, RED);
    }
    canvas.body(shapes::round_rect(-15.0, -62.0, 30.0, 40.0, 8.0), RED);
    canvas.body(shapes::ellipse(0.0, -78.0, 18.0, 18.0), rgb(0xe4_b4_84));
    canvas.body(shapes::polygon(&[(-18.0, -86.0), (0.0, -118.0), (18.0, -86.0)]), LEAF);
    for x in [-6.0, 6.0] {
        canvas.mark(shapes::ellipse(x, -78.0, 2.4, 3.0), INK);
    }
    canvas.mark(shapes::ellipse(0.0, -72.0, 3.0, 3.0), RED);
}
