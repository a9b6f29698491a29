//! Outlines of things, as paths.

use std::f32::consts::{PI, TAU};

use tiny_skia::{Path, PathBuilder, PathSegment, Rect};

/// A place on the page.
pub(super) type At = (f32, f32);

/// An ellipse about its middle.
pub(super) fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Option<Path> {
    PathBuilder::from_oval(Rect::from_xywh(x - rx, y - ry, rx * 2.0, ry * 2.0)?)
}

/// A rectangle from its top left corner.
pub(super) fn rect(x: f32, y: f32, w: f32, h: f32) -> Option<Path> {
    Some(PathBuilder::from_rect(Rect::from_xywh(x, y, w, h)?))
}

/// A rectangle with round corners.
pub(super) fn round_rect(x: f32, y: f32, w: f32, h: f32, r: f32) -> Option<Path> {
    let (k, right, bottom) = (r * 0.45, x + w, y + h);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.line_to(right - r, y);
    path.cubic_to(right - k, y, right, y + k, right, y + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(x + r, bottom);
    path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - r);
    path.line_to(x, y + r);
    path.cubic_to(x, y + k, x + k, y, x + r, y);
    path.close();
    path.finish()
}

/// Straight edges between corners.
pub(super) fn polygon(corners: &[At]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (index, (x, y)) in corners.iter().enumerate() {
        if index == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    path.close();
    path.finish()
}

/// A soft closed shape through the points (Catmull-Rom).
pub(super) fn smooth(points: &[At]) -> Option<Path> {
    let count = points.len();
    let mut path = PathBuilder::new();
    path.move_to(points.first()?.0, points.first()?.1);
    for index in 0..count {
        bend(&mut path, std::array::from_fn(|step| points[(index + count + step - 1) % count]));
    }
    path.close();
    path.finish()
}

/// A soft open line through the points.
pub(super) fn curve(points: &[At]) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(points.first()?.0, points.first()?.1);
    let last = points.len() - 1;
    for index in 0..last {
        let nearby = [index.saturating_sub(1), index, index + 1, (index + 2).min(last)];
        bend(&mut path, nearby.map(|at| points[at]));
    }
    path.finish()
}

fn bend(path: &mut PathBuilder, [before, from, to, after]: [At; 4]) {
    path.cubic_to(
        from.0 + (to.0 - before.0) / 6.0,
        from.1 + (to.1 - before.1) / 6.0,
        to.0 - (after.0 - from.0) / 6.0,
        to.1 - (after.1 - from.1) / 6.0,
        to.0,
        to.1,
    );
}

/// A soft skyline from left to right, closed along the bottom.
pub(super) fn skyline(points: &[At], bottom: f32) -> Option<Path> {
    let mut path = curve(points)?.clear();
    let (first, last) = (*points.first()?, *points.last()?);
    path.move_to(first.0, bottom);
    path.line_to(first.0, first.1);
    let last_index = points.len() - 1;
    for index in 0..last_index {
        let nearby = [index.saturating_sub(1), index, index + 1, (index + 2).min(last_index)];
        bend(&mut path, nearby.map(|at| points[at]));
    }
    path.line_to(last.0, bottom);
    path.close();
    path.finish()
}

/// A star of `tips` tips; `inner` is the radius between them.
pub(super) fn star(x: f32, y: f32, outer: f32, inner: f32, tips: usize) -> Option<Path> {
    let corners: Vec<At> = (0..tips * 2)
        .map(|index| {
            let radius = if index % 2 == 0 { outer } else { inner };
            let angle = index as f32 * PI / tips as f32 - PI / 2.0;
            (x + radius * angle.cos(), y + radius * angle.sin())
        })
        .collect();
    polygon(&corners)
}

/// A round shape with `bumps` soft bumps: a cloud, a crown of leaves, a fleece.
pub(super) fn fluffy(x: f32, y: f32, rx: f32, ry: f32, bumps: usize) -> Option<Path> {
    let mut path = PathBuilder::new();
    let at = |turn: f32, far: f32| (x + rx * far * turn.cos(), y + ry * far * turn.sin());
    let start = at(0.0, 0.92);
    path.move_to(start.0, start.1);
    for index in 0..bumps {
        let step = TAU / bumps as f32;
        let turn = index as f32 * step;
        let (first, second, end) = (at(turn + step * 0.12, 1.24), at(turn + step * 0.88, 1.24), at(turn + step, 0.92));
        path.cubic_to(first.0, first.1, second.0, second.1, end.0, end.1);
    }
    path.close();
    path.finish()
}

/// A crescent that opens to the right.
pub(super) fn crescent(x: f32, y: f32, r: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(x + r * 0.3, y - r);
    path.cubic_to(x - r * 1.35, y - r * 0.9, x - r * 1.35, y + r * 0.9, x + r * 0.3, y + r);
    path.cubic_to(x - r * 0.45, y + r * 0.55, x - r * 0.45, y - r * 0.55, x + r * 0.3, y - r);
    path.close();
    path.finish()
}

/// A heart about its middle.
pub(super) fn heart(x: f32, y: f32, r: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(x, y + r);
    path.cubic_to(x - r * 1.7, y - r * 0.1, x - r * 0.9, y - r * 1.3, x, y - r * 0.45);
    path.cubic_to(x + r * 0.9, y - r * 1.3, x + r * 1.7, y - r * 0.1, x, y + r);
    path.close();
    path.finish()
}

/// A drop or leaf from its tip down.
pub(super) fn drop(x: f32, y: f32, w: f32, h: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(x, y);
    path.cubic_to(x + w * 0.7, y + h * 0.5, x + w * 0.6, y + h, x, y + h);
    path.cubic_to(x - w * 0.6, y + h, x - w * 0.7, y + h * 0.5, x, y);
    path.close();
    path.finish()
}

/// The path as a hand would draw it: its points moved by up to `amount` by a field that is smooth over the page.
pub(super) fn by_hand(path: &Path, amount: f32, phase: f32) -> Option<Path> {
    let bounds = path.bounds();
    let amount = amount * (bounds.width().min(bounds.height()) / 110.0).clamp(0.2, 1.0);
    let mut hand = PathBuilder::new();
    let mut pen = (0.0, 0.0);
    let mut start = (0.0, 0.0);
    for segment in path.segments() {
        let (control, end) = match segment {
            PathSegment::MoveTo(to) => {
                (pen, start) = ((to.x, to.y), (to.x, to.y));
                let (x, y) = moved(pen, amount, phase);
                hand.move_to(x, y);
                continue;
            }
            PathSegment::Close => {
                draw_by_hand(&mut hand, [pen, pen, start, start], amount, phase);
                hand.close();
                continue;
            }
            PathSegment::LineTo(to) => ([pen, (to.x, to.y)], (to.x, to.y)),
            PathSegment::QuadTo(c, to) => ([(c.x, c.y), (c.x, c.y)], (to.x, to.y)),
            PathSegment::CubicTo(c, d, to) => ([(c.x, c.y), (d.x, d.y)], (to.x, to.y)),
        };
        draw_by_hand(&mut hand, [pen, control[0], control[1], end], amount, phase);
        pen = end;
    }
    hand.finish()
}

fn draw_by_hand(hand: &mut PathBuilder, [a, b, c, d]: [At; 4], amount: f32, phase: f32) {
    let length = distance(a, b) + distance(b, c) + distance(c, d);
    let steps = (length / 13.0).ceil().clamp(1.0, 120.0);
    let mut step = 1.0;
    while step <= steps {
        let (t, s) = (step / steps, 1.0 - step / steps);
        let along =
            |a: f32, b: f32, c: f32, d: f32| s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d;
        let (x, y) = moved((along(a.0, b.0, c.0, d.0), along(a.1, b.1, c.1, d.1)), amount, phase);
        hand.line_to(x, y);
        step += 1.0;
    }
}

fn distance(a: At, b: At) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn moved((x, y): At, amount: f32, phase: f32) -> At {
    let slow = (x * 0.021 + y * 0.034 + phase).sin();
    let across = (x * 0.037 - y * 0.019 + phase * 1.7).sin();
    let quick = (x * 0.13 - y * 0.09 + phase).sin() * 0.35;
    let shiver = (y * 0.14 + x * 0.08 + phase * 2.3).sin() * 0.35;
    (x + amount * (slow + quick), y + amount * (across + shiver))
}

/// A soft star with round tips.
pub(super) fn soft_star(x: f32, y: f32, r: f32) -> Option<Path> {
    let points: Vec<At> = (0..10)
        .map(|index| {
            let radius = if index % 2 == 0 { r } else { r * 0.6 };
            let angle = index as f32 * PI / 5.0 - PI / 2.0;
            (x + radius * angle.cos(), y + radius * angle.sin())
        })
        .collect();
    smooth(&points)
}
