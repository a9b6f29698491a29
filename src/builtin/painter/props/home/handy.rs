//! Tools of garden, workshop and kitchen. Their foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::darker;
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, IRON, RED, STEEL, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "hammer" => hammer,
        "handsaw" => saw,
        "screwdriver" => screwdriver,
        "spade" | "shovel" => spade,
        "rake" => rake,
        "broom" | "broomstick" => broom,
        "bucket" => bucket,
        "toolbox" => toolbox,
        "rope" => rope,
        "fishing net" | "butterfly net" => net,
        "cooking pot" | "cauldron" => pot,
        "spoon" => spoon,
        _ => return None,
    };
    Some(draw)
}

fn hammer(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 22.0, |canvas| {
        canvas.body(shapes::round_rect(-6.0, -92.0, 12.0, 92.0, 5.0), WOOD);
        canvas.body(shapes::round_rect(-34.0, -108.0, 44.0, 26.0, 5.0), STEEL);
        canvas
            .body(shapes::smooth(&[(8.0, -108.0), (34.0, -100.0), (40.0, -84.0), (10.0, -86.0)]), darker(STEEL, 0.15));
    });
}

fn saw(canvas: &mut Canvas) {
    canvas.body(shapes::polygon(&[(-70.0, -34.0), (40.0, -62.0), (44.0, -18.0), (-68.0, -18.0)]), STEEL);
    for tooth in 0..11 {
        let x = -66.0 + tooth as f32 * 10.0;
        canvas.mark(shapes::polygon(&[(x, -19.0), (x + 10.0, -19.0), (x + 5.0, -8.0)]), STEEL);
    }
    canvas.stroke(shapes::ellipse(56.0, -40.0, 17.0, 24.0), 13.0, WOOD, 1.0);
}

fn screwdriver(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 26.0, |canvas| {
        canvas.body(shapes::rect(-4.0, -60.0, 8.0, 56.0), STEEL);
        canvas.body(shapes::polygon(&[(-7.0, -12.0), (7.0, -12.0), (4.0, 0.0), (-4.0, 0.0)]), STEEL);
        canvas.body(shapes::round_rect(-13.0, -112.0, 26.0, 54.0, 11.0), RED);
        for x in [-5.0, 5.0] {
            canvas.line(&[(x, -102.0), (x, -70.0)], 3.0, darker(RED, 0.3));
        }
    });
}

fn spade(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -42.0), (0.0, -130.0)], 8.0, WOOD);
    canvas.line(&[(-16.0, -132.0), (16.0, -132.0)], 9.0, darker(WOOD, 0.2));
    let blade = [(-26.0, -58.0), (26.0, -58.0), (24.0, -20.0), (0.0, 0.0), (-24.0, -20.0)];
    canvas.body(shapes::smooth(&blade), STEEL);
    canvas.line(&[(0.0, -56.0), (0.0, -26.0)], 4.0, darker(STEEL, 0.3));
}

fn rake(canvas: &mut Canvas) {
    canvas.line(&[(0.0, -22.0), (0.0, -146.0)], 8.0, WOOD);
    canvas.line(&[(-36.0, -22.0), (36.0, -22.0)], 8.0, RED);
    for x in [-34.0, -17.0, 0.0, 17.0, 34.0] {
        canvas.line(&[(x, -22.0), (x, -2.0)], 5.0, RED);
    }
}

fn broom(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 16.0, |canvas| {
        canvas.line(&[(0.0, -50.0), (0.0, -150.0)], 8.0, WOOD);
        canvas.body(
            shapes::smooth(&[(-10.0, -60.0), (10.0, -60.0), (34.0, -4.0), (0.0, 2.0), (-34.0, -4.0)]),
            rgb(0xe4_b8_5c),
        );
        for x in [-18.0, -6.0, 6.0, 18.0] {
            canvas.line(&[(x * 0.4, -52.0), (x, -6.0)], 2.2, WOOD);
        }
        canvas.line(&[(-13.0, -50.0), (13.0, -50.0)], 6.0, RED);
    });
}

fn bucket(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-36.0, -62.0), (0.0, -104.0), (36.0, -62.0)]), 5.0, STEEL, 1.0);
    canvas.body(shapes::polygon(&[(-38.0, -62.0), (38.0, -62.0), (28.0, 0.0), (-28.0, 0.0)]), BLUE);
    canvas.body(shapes::ellipse(0.0, -62.0, 38.0, 9.0), darker(BLUE, 0.3));
    canvas.stroke(shapes::curve(&[(-34.0, -32.0), (0.0, -25.0), (34.0, -32.0)]), 7.0, GOLD, 1.0);
}

fn toolbox(canvas: &mut Canvas) {
    canvas.line(&[(-36.0, -46.0), (-26.0, -84.0)], 8.0, GOLD);
    canvas.line(&[(6.0, -44.0), (10.0, -82.0)], 6.0, WOOD);
    canvas.body(shapes::rect(-6.0, -92.0, 34.0, 14.0), STEEL);
    canvas.stroke(shapes::curve(&[(-40.0, -44.0), (-40.0, -70.0), (40.0, -70.0), (40.0, -44.0)]), 6.0, IRON, 1.0);
    canvas.body(shapes::round_rect(-58.0, -50.0, 116.0, 50.0, 6.0), RED);
    canvas.line(&[(-56.0, -32.0), (56.0, -32.0)], 3.6, darker(RED, 0.3));
    canvas.body(shapes::rect(-10.0, -38.0, 20.0, 14.0), STEEL);
}

fn rope(canvas: &mut Canvas) {
    let hemp = rgb(0xd8_b4_78);
    for y in [-10.0, -22.0, -34.0] {
        canvas.stroke(shapes::ellipse(0.0, y, 46.0, 14.0), 12.0, darker(hemp, 0.3), 1.0);
        canvas.stroke(shapes::ellipse(0.0, y, 46.0, 14.0), 9.0, hemp, 1.0);
    }
    canvas.stroke(shapes::curve(&[(40.0, -28.0), (64.0, -18.0), (72.0, -2.0)]), 9.0, hemp, 1.0);
}

fn net(canvas: &mut Canvas) {
    canvas.line(&[(-46.0, 0.0), (4.0, -86.0)], 6.0, WOOD);
    canvas.glaze(
        shapes::smooth(&[(-4.0, -96.0), (50.0, -96.0), (58.0, -46.0), (40.0, -26.0), (12.0, -54.0)]),
        CREAM,
        0.6,
    );
    for x in [8.0, 22.0, 36.0] {
        canvas.line(&[(x, -96.0), (x + 14.0, -42.0)], 1.6, darker(CREAM, 0.4));
        canvas.line(&[(2.0, -100.0 + x), (54.0, -96.0 + x)], 1.6, darker(CREAM, 0.4));
    }
    canvas.stroke(shapes::ellipse(23.0, -96.0, 28.0, 13.0), 5.0, BLUE, 1.0);
}

fn pot(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        canvas.stroke(shapes::ellipse(side * 50.0, -46.0, 11.0, 9.0), 6.0, IRON, 1.0);
    }
    canvas.body(shapes::ellipse(0.0, -62.0, 48.0, 12.0), darker(IRON, 0.3));
    canvas.mark(shapes::ellipse(0.0, -60.0, 40.0, 9.0), rgb(0x8c_c8_6c));
    canvas.body(
        shapes::smooth(&[
            (-50.0, -60.0),
            (0.0, -50.0),
            (50.0, -60.0),
            (48.0, -24.0),
            (26.0, 0.0),
            (-26.0, 0.0),
            (-48.0, -24.0),
        ]),
        IRON,
    );
    for (x, y, size) in [(-14.0, -76.0, 8.0), (8.0, -88.0, 11.0), (22.0, -72.0, 6.0)] {
        canvas.glaze(shapes::ellipse(x, y, size, size), [1.0; 3], 0.7);
    }
    canvas.glaze(shapes::ellipse(-28.0, -34.0, 5.0, 13.0), [1.0; 3], 0.3);
}

fn spoon(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 24.0, |canvas| {
        canvas.body(shapes::round_rect(-5.0, -76.0, 10.0, 76.0, 5.0), rgb(0xd0_9c_63));
        canvas.body(shapes::ellipse(0.0, -94.0, 20.0, 27.0), rgb(0xd0_9c_63));
        canvas.mark(shapes::ellipse(0.0, -94.0, 12.0, 18.0), rgb(0xa8_78_48));
    });
}
