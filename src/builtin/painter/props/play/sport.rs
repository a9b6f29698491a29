//! What one plays and moves with. Their foot is the origin.

use super::super::super::canvas::Canvas;
use super::super::super::colour::{darker, lighter};
use super::super::super::shapes;
use super::super::drawing::Drawing;
use super::super::paints::{BLUE, CREAM, GOLD, IRON, RED, STEEL, WOOD};
use crate::pipeline::palette::rgb;

pub(in super::super) fn drawing(name: &str) -> Option<Drawing> {
    let draw: Drawing = match name {
        "football" | "soccer ball" => football,
        "basketball" => basketball,
        "tennis racket" | "racket" => racket,
        "baseball bat" => bat,
        "cricket bat" => cricket_bat,
        "skis" => skis,
        "ice skates" => ice_skates,
        "surfboard" => surfboard,
        "trophy" => trophy,
        "medal" => medal,
        "hoop" => hoop,
        "skipping rope" | "jump rope" => skipping_rope,
        "fishing rod" => fishing_rod,
        "swim ring" => swim_ring,
        "helmet" => helmet,
        _ => return None,
    };
    Some(draw)
}

fn football(canvas: &mut Canvas) {
    let ink = rgb(0x3a_38_48);
    canvas.body(shapes::ellipse(0.0, -34.0, 34.0, 34.0), rgb(0xfa_fa_fa));
    canvas.mark(shapes::star(0.0, -34.0, 13.0, 11.0, 5), ink);
    for turn in [0.0, 72.0, 144.0, 216.0, 288.0] {
        canvas.at((0.0, -34.0), (1.0, 1.0), turn, |canvas| {
            canvas.line(&[(0.0, -12.0), (0.0, -23.0)], 2.6, ink);
            canvas
                .mark(shapes::polygon(&[(-9.0, -28.0), (0.0, -23.0), (9.0, -28.0), (5.0, -33.0), (-5.0, -33.0)]), ink);
        });
    }
}

fn basketball(canvas: &mut Canvas) {
    let (skin, seam) = (rgb(0xec_8a_40), rgb(0x5c_38_30));
    canvas.body(shapes::ellipse(0.0, -36.0, 36.0, 36.0), skin);
    canvas.line(&[(0.0, -71.0), (0.0, -1.0)], 2.6, seam);
    canvas.line(&[(-35.0, -36.0), (35.0, -36.0)], 2.6, seam);
    for side in [-1.0, 1.0] {
        let arc = [(side * 25.0, -61.0), (side * 13.0, -36.0), (side * 25.0, -11.0)];
        canvas.stroke(shapes::curve(&arc), 2.6, seam, 1.0);
    }
}

fn racket(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 24.0, |canvas| {
        canvas.body(shapes::round_rect(-6.0, -48.0, 12.0, 48.0, 5.0), IRON);
        for step in [-16.0, -8.0, 0.0, 8.0, 16.0] {
            canvas.line(&[(step, -112.0), (step, -56.0)], 1.4, CREAM);
            canvas.line(&[(-22.0, -84.0 + step * 1.4), (22.0, -84.0 + step * 1.4)], 1.4, CREAM);
        }
        canvas.stroke(shapes::ellipse(0.0, -84.0, 27.0, 36.0), 6.0, RED, 1.0);
    });
    canvas.body(shapes::ellipse(-30.0, -13.0, 13.0, 13.0), rgb(0xd8_e8_4c));
    canvas.stroke(shapes::curve(&[(-40.0, -18.0), (-30.0, -12.0), (-22.0, -20.0)]), 2.0, CREAM, 1.0);
}

fn bat(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 28.0, |canvas| {
        let wood =
            [(-5.0, 0.0), (-6.0, -50.0), (-13.0, -104.0), (0.0, -122.0), (13.0, -104.0), (6.0, -50.0), (5.0, 0.0)];
        canvas.body(shapes::smooth(&wood), rgb(0xd8_a4_68));
        canvas.body(shapes::round_rect(-6.0, -34.0, 12.0, 34.0, 4.0), IRON);
    });
    canvas.body(shapes::ellipse(-32.0, -14.0, 14.0, 14.0), rgb(0xfa_f6_ee));
    canvas.stroke(shapes::curve(&[(-40.0, -22.0), (-34.0, -14.0), (-40.0, -6.0)]), 2.0, RED, 1.0);
}

/// Flat and broad, with a red ball.
fn cricket_bat(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 14.0, |canvas| {
        canvas.body(shapes::round_rect(-15.0, -88.0, 30.0, 90.0, 7.0), rgb(0xec_c8_8c));
        canvas.line(&[(0.0, -80.0), (0.0, -6.0)], 2.0, rgb(0xc8_9c_60));
        canvas.body(shapes::round_rect(-5.0, -126.0, 10.0, 42.0, 4.0), IRON);
    });
    canvas.body(shapes::ellipse(-36.0, -13.0, 13.0, 13.0), RED);
    canvas.line(&[(-48.0, -13.0), (-24.0, -13.0)], 1.8, CREAM);
}

fn skis(canvas: &mut Canvas) {
    for (x, turn) in [(-16.0, -7.0), (16.0, 7.0)] {
        canvas.at((x, 0.0), (1.0, 1.0), turn, |canvas| {
            canvas.body(shapes::round_rect(-7.0, -138.0, 14.0, 138.0, 7.0), if x < 0.0 { RED } else { BLUE });
            canvas.mark(shapes::rect(-7.0, -76.0, 14.0, 14.0), IRON);
        });
        canvas.line(&[(x * 2.6, -106.0), (x * 2.9, 0.0)], 3.4, STEEL);
        canvas.stroke(shapes::ellipse(x * 2.88, -12.0, 8.0, 3.0), 2.4, IRON, 1.0);
    }
}

fn ice_skates(canvas: &mut Canvas) {
    for (x, shade) in [(-34.0, 0.0), (34.0, 0.08)] {
        canvas.at((x, 0.0), (0.8, 0.8), 0.0, |canvas| {
            canvas.line(&[(-26.0, -4.0), (34.0, -4.0), (42.0, -12.0)], 5.0, STEEL);
            for post in [-16.0, 22.0] {
                canvas.line(&[(post, -6.0), (post, -22.0)], 5.0, STEEL);
            }
            let boot = [(-26.0, -92.0), (6.0, -92.0), (8.0, -56.0), (36.0, -42.0), (38.0, -22.0), (-28.0, -22.0)];
            canvas.body(shapes::polygon(&boot), darker(rgb(0xf8_f4_f8), shade));
            for y in [-82.0, -70.0, -58.0] {
                canvas.line(&[(-8.0, y), (6.0, y + 3.0)], 3.0, BLUE);
            }
        });
    }
}

fn surfboard(canvas: &mut Canvas) {
    canvas.at((0.0, 0.0), (1.0, 1.0), 10.0, |canvas| {
        let board =
            [(0.0, -170.0), (24.0, -118.0), (26.0, -50.0), (12.0, 0.0), (-12.0, 0.0), (-26.0, -50.0), (-24.0, -118.0)];
        canvas.body(shapes::smooth(&board), rgb(0xf8_d4_6c));
        canvas.line(&[(0.0, -164.0), (0.0, -4.0)], 3.0, WOOD);
        canvas.stroke(shapes::curve(&[(-25.0, -70.0), (0.0, -56.0), (25.0, -70.0)]), 10.0, BLUE, 1.0);
        canvas.stroke(shapes::curve(&[(-24.0, -46.0), (0.0, -32.0), (24.0, -46.0)]), 8.0, RED, 1.0);
    });
}

fn trophy(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        let ear = [(side * 24.0, -88.0), (side * 46.0, -84.0), (side * 40.0, -58.0), (side * 18.0, -52.0)];
        canvas.stroke(shapes::curve(&ear), 6.0, darker(GOLD, 0.12), 1.0);
    }
    canvas.body(shapes::rect(-5.0, -46.0, 10.0, 30.0), darker(GOLD, 0.12));
    canvas.body(shapes::round_rect(-24.0, -18.0, 48.0, 18.0, 4.0), WOOD);
    canvas.body(shapes::smooth(&[(-30.0, -100.0), (30.0, -100.0), (24.0, -62.0), (0.0, -42.0), (-24.0, -62.0)]), GOLD);
    canvas.mark(shapes::star(0.0, -76.0, 13.0, 5.6, 5), CREAM);
}

fn medal(canvas: &mut Canvas) {
    for side in [-1.0, 1.0] {
        let band = [(side * 32.0, -108.0), (side * 14.0, -108.0), (side * -4.0, -54.0), (side * 10.0, -50.0)];
        canvas.body(shapes::polygon(&band), if side < 0.0 { RED } else { BLUE });
    }
    canvas.body(shapes::ellipse(0.0, -28.0, 29.0, 29.0), GOLD);
    canvas.mark(shapes::star(0.0, -28.0, 16.0, 7.0, 5), lighter(GOLD, 0.6));
}

fn hoop(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -56.0, 54.0, 54.0), 9.0, RED, 1.0);
    for turn in [0.0_f32, 60.0, 120.0, 180.0, 240.0, 300.0] {
        let (sine, cosine) = turn.to_radians().sin_cos();
        canvas.mark(shapes::ellipse(cosine * 54.0, -56.0 + sine * 54.0, 5.6, 5.6), GOLD);
    }
}

fn skipping_rope(canvas: &mut Canvas) {
    let rope = [(-40.0, -64.0), (-62.0, -26.0), (-34.0, -5.0), (0.0, -2.0), (34.0, -5.0), (62.0, -26.0), (40.0, -64.0)];
    canvas.stroke(shapes::curve(&rope), 5.0, GOLD, 1.0);
    for side in [-1.0, 1.0] {
        canvas.line(&[(side * 40.0, -60.0), (side * 30.0, -92.0)], 10.0, RED);
    }
}

fn fishing_rod(canvas: &mut Canvas) {
    canvas.line(&[(-40.0, 0.0), (34.0, -140.0)], 5.0, WOOD);
    canvas.line(&[(-40.0, 0.0), (-26.0, -27.0)], 9.0, darker(WOOD, 0.35));
    canvas.body(shapes::ellipse(-18.0, -32.0, 8.0, 8.0), STEEL);
    canvas.line(&[(34.0, -140.0), (48.0, -70.0), (46.0, -34.0)], 1.6, CREAM);
    canvas.body(shapes::ellipse(46.0, -30.0, 8.0, 9.0), RED);
    canvas.stroke(shapes::curve(&[(46.0, -20.0), (46.0, -8.0), (38.0, -8.0)]), 2.4, STEEL, 1.0);
}

fn swim_ring(canvas: &mut Canvas) {
    canvas.stroke(shapes::ellipse(0.0, -30.0, 44.0, 21.0), 22.0, RED, 1.0);
    for turn in [30.0_f32, 150.0, 210.0, 330.0] {
        let (sine, cosine) = turn.to_radians().sin_cos();
        canvas.mark(shapes::ellipse(cosine * 44.0, -30.0 + sine * 21.0, 10.0, 10.0), CREAM);
    }
}

fn helmet(canvas: &mut Canvas) {
    canvas.stroke(shapes::curve(&[(-30.0, -22.0), (0.0, 0.0), (30.0, -22.0)]), 4.0, IRON, 1.0);
    canvas.body(
        shapes::smooth(&[(-46.0, -22.0), (-40.0, -56.0), (0.0, -76.0), (40.0, -56.0), (46.0, -22.0), (0.0, -30.0)]),
        BLUE,
    );
    for x in [-20.0, 0.0, 20.0] {
        canvas.stroke(shapes::curve(&[(x * 0.6, -68.0), (x, -38.0)]), 5.0, lighter(BLUE, 0.5), 1.0);
    }
}
